# SPDX-License-Identifier: EUPL-1.2
"""Speed, as ratios against a peer or a floor measured in the same run: `python -m benchmarks`."""
