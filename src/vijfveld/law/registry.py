# SPDX-License-Identifier: EUPL-1.2
"""The register of acts: every verb of the system with its roles, purpose, basis and words."""

from dataclasses import dataclass, field
from typing import Any

from vijfveld.law.purposes import Purpose
from vijfveld.node.roles import Role


@dataclass(frozen=True)
class Declaration:
    """What an act says of itself; the page of acts is made from these and refuses gaps."""

    code: str
    roles: frozenset[Role]
    purpose: Purpose
    basis: str
    says: Any
    personal_data: bool = False
    by_clock: bool = False
    by_keeper: bool = False
    sets_clock: bool = False
    doc: str = ""
    module: str = ""
    tags: frozenset[str] = field(default_factory=frozenset)


acts: dict[str, Declaration] = {}


def declare(declaration: Declaration) -> None:
    """Enter an act in the register; two acts with one code are a fault in the code."""
    known = acts.get(declaration.code)
    if known and known.module != declaration.module:
        raise RuntimeError(f"two acts are called {declaration.code!r}")
    acts[declaration.code] = declaration


def gaps() -> list[str]:
    """What is missing in the declarations, as sentences; empty when every act can be explained."""
    found = []
    for code, act in sorted(acts.items()):
        if not (act.roles or act.by_clock or act.by_keeper):
            found.append(f"{code}: nobody may do it")
        found += [f"{code}: no {name}" for name in ("purpose", "basis", "says", "doc") if not getattr(act, name)]
    return found
