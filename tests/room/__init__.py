# SPDX-License-Identifier: EUPL-1.2
"""The room: the pattern every floor follows, as a test-only app with one sealed dossier. Copy this."""
