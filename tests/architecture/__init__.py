# SPDX-License-Identifier: EUPL-1.2
"""What holds the building up: floors, the closed list of those who read past access, complete declarations."""
