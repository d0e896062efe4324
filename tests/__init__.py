# SPDX-License-Identifier: EUPL-1.2
"""The tests, in a tree that mirrors the source."""
