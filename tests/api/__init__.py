# SPDX-License-Identifier: EUPL-1.2
"""The REST API as programs meet it."""
