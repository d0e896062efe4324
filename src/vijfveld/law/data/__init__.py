# SPDX-License-Identifier: EUPL-1.2
"""Bringing and taking data: types as small declarations, files read with suspicion, rows written by acts alone."""
