# SPDX-License-Identifier: EUPL-1.2
"""The methods against the packages that people know: one file for each workload of the design, named by its number."""
