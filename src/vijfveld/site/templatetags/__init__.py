# SPDX-License-Identifier: EUPL-1.2
"""Tags for the pages of the site itself."""
