# SPDX-License-Identifier: EUPL-1.2
"""The reads of the strategy."""
