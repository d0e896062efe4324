# SPDX-License-Identifier: EUPL-1.2
"""A node that is killed again and again while someone works with it."""
