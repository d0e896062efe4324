# SPDX-License-Identifier: EUPL-1.2
"""Names in templates."""
