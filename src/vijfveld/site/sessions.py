# SPDX-License-Identifier: EUPL-1.2
"""What a session remembers besides who signed in."""

ON_BEHALF = "on_behalf_of"
"""The organisation for which someone works, chosen after signing in."""
