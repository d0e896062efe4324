# SPDX-License-Identifier: EUPL-1.2
"""The strategy: areas, objectives, principles and threat levels, and the efforts that trace to them."""
