# SPDX-License-Identifier: EUPL-1.2
"""Steering: the pages and methods that combine the five areas."""
