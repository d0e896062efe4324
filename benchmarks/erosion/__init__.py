# SPDX-License-Identifier: EUPL-1.2
"""How often the erosion watch alarms for nothing, and how soon it sees what was planted.

`python -m benchmarks.erosion` prints the table that stands in docs/erosion.md.
"""
