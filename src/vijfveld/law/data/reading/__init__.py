# SPDX-License-Identifier: EUPL-1.2
"""Files as tables: XLSX and CSV, read row by row, with a sentence for everything that cannot be trusted."""

from vijfveld.law.data.reading.files import open_table
from vijfveld.law.data.reading.tables import Table, Unfit

__all__ = ["Table", "Unfit", "open_table"]
