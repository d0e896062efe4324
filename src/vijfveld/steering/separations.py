# SPDX-License-Identifier: EUPL-1.2
"""The shipped table of roles that must not meet: who says so, and whether it can be accepted for a time."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from django.utils.translation import get_language
from pydantic import Field, StringConstraints

from vijfveld.law.bases import catalogue
from vijfveld.node.yamlfile import Entry, LibraryError, doubled, parse_rows, read
from vijfveld.steering.words_roles import Rule

SHIPPED = Path(__file__).parent / "library" / "rollenscheiding.yaml"
Words = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Verified = Literal["seen", "unverified", "own"]


class Pair(Entry):
    """One rule: two roles that must be apart, a role that some may not have, or mandates that must be apart."""

    code: Literal["own_assessor", "own_authoriser", "politics_executes", "politics_in_case", "coordinator_commands",
                  "case_and_oversight"]  # fmt: skip
    kind: Literal["apart", "barred", "mandates"]
    roles: tuple[Literal["R", "A", "C", "I", "T", "V", "M"], ...]
    who: Literal["anyone", "political", "coordinator"]
    tasks: Literal["all", "individual", "municipal", "intrusive"]
    basis: str | None
    section: Annotated[str, Field(pattern=r"^§")]
    source: Words
    verified: Verified
    exception: bool
    nl: Words
    en: Words

    @property
    def says(self) -> str:
        """The rule in the language of the reader."""
        return self.en if get_language() == "en" else self.nl


def load_separations(path: Path = SHIPPED) -> Mapping[str, Pair]:
    """Read the table. Raises LibraryError naming every fault."""
    document, problems = read(path), list[str]()
    document.only({"pairs"}, problems)
    doubled(document, "pairs", "code", problems)
    rows = parse_rows(Pair, document, "pairs", problems)
    for index, row in rows.items():
        where, needed = document.at("pairs", index), {"apart": 2, "barred": 1, "mandates": 0}[row.kind]
        if len(set(row.roles)) != needed:
            problems.append(f"{where}: “{row.code}” must name {needed} different roles.")
        if row.basis is not None and catalogue().find(row.basis) is None:
            problems.append(f"{where}: the basis “{row.basis}” does not exist.")
    if problems:
        raise LibraryError(problems)
    return MappingProxyType({row.code: row for row in rows.values()})


@lru_cache(maxsize=1)
def separations() -> Mapping[str, Pair]:
    """The shipped table, read once."""
    return load_separations()


def may_be_accepted(rule: str) -> bool:
    """Whether a conflict under a rule can be accepted for a time. A task without its roles always can."""
    pair = separations().get(rule)
    return pair.exception if pair else rule in Rule.values
