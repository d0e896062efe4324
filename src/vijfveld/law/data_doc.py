# SPDX-License-Identifier: EUPL-1.2
"""The columns of every type as a page of the documentation: `python -m vijfveld.law.data_doc docs/data.md`."""

import sys
from collections.abc import Iterator
from pathlib import Path

START, END = "<!-- types -->", "<!-- end of types -->"


def tables() -> Iterator[str]:
    """Every type with its columns, in English, in Markdown."""
    from django.utils import translation

    from vijfveld.node.slots import exports

    with translation.override("en"):
        for code, one in exports.items():
            yield f"\n### {one.title} (`{code}`)\n\n{one.about} {_direction(one.brings)}\n"
            yield "\n| Dutch header | English header | must | form | what |\n|---|---|---|---|---|\n"
            for column in one.all_columns:
                must = "yes" if column.required and one.brings else ""
                yield f"| `{column.nl}` | `{column.en}` | {must} | {column.sort.says} | {column.help} |\n"


def _direction(brings: object) -> str:
    if brings is None:
        return "Taken out only."
    roles = ", ".join(sorted(str(role.value) for role in brings.like.roles))  # type: ignore[attr-defined]
    updated = "can be updated" if brings.change else "cannot be updated with a file"  # type: ignore[attr-defined]
    return f"Brought by: {roles}. Rows {updated}."


def renewed(text: str) -> str:
    """The page with its generated part made anew."""
    before, _start, rest = text.partition(START)
    return f"{before}{START}\n{''.join(tables())}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    import django

    django.setup()
    page = Path(sys.argv[1])
    page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
