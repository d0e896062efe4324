# SPDX-License-Identifier: EUPL-1.2
"""The site: settings, addresses, the shell of the pages, the API root and the command line."""
