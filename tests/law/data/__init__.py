# SPDX-License-Identifier: EUPL-1.2
"""Bringing and taking data."""
