# SPDX-License-Identifier: EUPL-1.2
"""What people do in a system test."""
