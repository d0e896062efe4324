# SPDX-License-Identifier: EUPL-1.2
"""Vijfveld: the National Counterterrorism Strategy 2016-2020 as a working system."""

__version__ = "0.1.0"
