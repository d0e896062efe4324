# SPDX-License-Identifier: EUPL-1.2
"""Journeys: people at work in a real browser, on a real server with the example year."""
