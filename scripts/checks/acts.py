# SPDX-License-Identifier: EUPL-1.2
"""Every act is declared completely, and the page of acts in the documentation is the one the code makes."""

import sys
from pathlib import Path

import django


def main() -> int:
    """Say what is missing in the declarations, and whether the page is old."""
    django.setup()
    from vijfveld.law.acts_page import as_markdown

    page = Path("docs/acts.md")
    try:
        made = as_markdown()
    except ValueError as gaps:
        print(gaps)
        return 1
    if page.exists() and page.read_text(encoding="utf-8") == made:
        return 0
    print(f"{page} is not what the code says; do: make docs")
    return 1


if __name__ == "__main__":
    sys.exit(main())
