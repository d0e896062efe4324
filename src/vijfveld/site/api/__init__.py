# SPDX-License-Identifier: EUPL-1.2
"""The REST API at `/api/v1`, after the NLGov API Design Rules: the resources of all floors behind one door."""
