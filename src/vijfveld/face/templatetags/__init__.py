# SPDX-License-Identifier: EUPL-1.2
"""The tags and filters of the face."""
