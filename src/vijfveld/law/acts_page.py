# SPDX-License-Identifier: EUPL-1.2
"""Every act of the system in one list, for the page and for `docs/acts.md`, made from what the acts say of themselves.

`python -m vijfveld.law.acts_page docs/acts.md` writes the file anew.
"""

import importlib
import pkgutil
import sys
from pathlib import Path

from vijfveld.law.registry import Declaration, acts, gaps

HEAD = """# Acts

Nothing in Vijfveld is written except by one of the acts below. Each says who may do it, for which purpose, on which
legal basis and in which words the history tells it. This file is made from the code: `make docs`.
"""


def load_all() -> None:
    """Import every module of every app that can hold acts, so that the register is whole."""
    from django.apps import apps

    for config in apps.get_app_configs():
        if config.name.startswith("vijfveld."):
            _load_acts_of(config.name)


def _load_acts_of(app: str) -> None:
    package = importlib.import_module(app)
    for found in pkgutil.walk_packages(package.__path__, f"{app}."):
        if ".migrations" not in found.name and not found.name.endswith("__main__"):
            importlib.import_module(found.name)


def own_acts() -> list[Declaration]:
    """The acts of the shipped apps, by code; the rooms of the tests left out."""
    return [act for code, act in sorted(acts.items()) if act.module.startswith("vijfveld.")]


def who_may(act: Declaration) -> list[str]:
    """Who may do an act: codes of roles, and the clock or the keeper of the machine."""
    also = [name for name, may in (("clock", act.by_clock), ("keeper", act.by_keeper)) if may]
    return sorted(role.value for role in act.roles) + also


def as_markdown() -> str:
    """The list as a document. Raises ValueError naming every gap: an act that cannot be explained is no act."""
    load_all()
    if missing := [gap for gap in gaps() if not gap.startswith("room.")]:
        raise ValueError("\n".join(missing))
    return HEAD + "".join(_section(act) for act in own_acts())


def _section(act: Declaration) -> str:
    data = "yes" if act.personal_data else "no"
    return (
        f"\n## `{act.code}`\n{act.doc}\n\n- Who: {', '.join(who_may(act))}\n- Purpose: {act.purpose.value}\n"
        f"- Basis: {act.basis}\n- Personal data of subjects: {data}\n- In the history: “{_dutch(act)}”\n"
        f"- Code: `{act.module}`\n"
    )


def _dutch(act: Declaration) -> str:
    from django.utils import translation

    with translation.override("nl"):
        return str(act.says)


def main() -> None:
    """Write the document to the file that is named."""
    import django

    django.setup()
    Path(sys.argv[1]).write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
