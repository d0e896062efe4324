# SPDX-License-Identifier: EUPL-1.2
"""Methods: the ground floor of pure Python that knows no database, no files and no clock."""
