# SPDX-License-Identifier: EUPL-1.2
"""Checks of `make check` that are our own; each gives sentences about what is wrong."""
