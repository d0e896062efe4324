# SPDX-License-Identifier: EUPL-1.2
"""The reads that combine the five areas."""
