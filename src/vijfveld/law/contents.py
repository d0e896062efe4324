# SPDX-License-Identifier: EUPL-1.2
"""The shipped legal bases, retention terms and clocks, with what was seen of each and what was not."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from vijfveld.law.terms import Term, end_of, is_term
from vijfveld.node.seendates import SeenDate, first_day, last_day
from vijfveld.node.yamlfile import Document, Entry, LibraryError, doubled, parse_rows, read

BASES = Path(__file__).parent / "library" / "grondslagen.yaml"

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=400)]
PersonalData = Literal["none", "ordinary", "special", "police", "criminal"]


def _checked(term: str) -> str:
    if not is_term(term):
        raise ValueError(f"“{term}” is not a duration")
    return term


Duration = Annotated[Term, AfterValidator(_checked)]


class PurposeName(Entry):
    """One of the purposes a basis can serve; the list is closed."""

    code: Code
    nl: Words
    en: Words


class Wording(Entry):
    """A basis in one language: its title and what to know about it."""

    title: Words
    note: Words


class Basis(Entry):
    """A legal basis: where it stands, since when, for what, and how far that was seen."""

    code: Code
    citation: Words
    valid_from: SeenDate | None
    valid_to: SeenDate | None
    not_before: SeenDate | None = None
    not_after: SeenDate | None = None
    verified: Literal["seen", "unverified"]
    verified_by: Words | None
    source: Words
    personal_data: PersonalData
    purposes: Annotated[tuple[Code, ...], Field(min_length=1)]
    nl: Wording
    en: Wording

    @property
    def title(self) -> str:
        """Its title in Dutch, which is the source of truth."""
        return self.nl.title

    def in_force(self, on: date) -> bool:
        """Say that nothing we know excludes this day. A first day that was not seen is for people to confirm."""
        start = self.valid_from or self.not_before
        end = self.valid_to or self.not_after
        return (start is None or first_day(start) <= on) and (end is None or on <= last_day(end))

    def usable_for_personal_data(self, confirmed: Collection[str]) -> bool:
        """Say whether live personal data may rest on it: seen with its first day, or confirmed at this node."""
        if self.personal_data == "none":
            return False
        return self.code in confirmed or (self.verified == "seen" and self.valid_from is not None)


class Rule(Entry):
    """A retention term or a clock. Its term is None where none was seen."""

    code: Code
    basis: Code | None
    term: Duration | None
    verified: Literal["seen", "unverified", "own"]
    source: Words
    nl: Words
    en: Words

    def ends_at(self, start: datetime) -> datetime | None:
        """Give the moment the term ends when it runs from `start`, or None when there is no term."""
        return None if self.term is None else end_of(self.term, start)


@dataclass(frozen=True, slots=True)
class BasisCatalogue:
    """Every shipped basis, retention term and clock, by code."""

    purposes: Mapping[str, PurposeName]
    bases: Mapping[str, Basis]
    retentions: Mapping[str, Rule]
    clocks: Mapping[str, Rule]

    def find(self, code: str) -> Basis | None:
        """Give a basis, or None when there is none of that code."""
        return self.bases.get(code)

    def basis(self, code: str) -> Basis:
        """Give a basis. Raises KeyError for an unknown code."""
        return self.bases[code]

    def in_force(self, code: str, on: date) -> bool:
        """Say whether nothing we know excludes this basis on this day. Raises KeyError for an unknown code."""
        return self.basis(code).in_force(on)

    def retention(self, code: str) -> Rule:
        """Give a retention term. Raises KeyError for an unknown code."""
        return self.retentions[code]

    def clock(self, code: str) -> Rule:
        """Give a clock. Raises KeyError for an unknown code."""
        return self.clocks[code]


def load_bases(path: Path | None = None) -> BasisCatalogue:
    """Load the legal bases, the shipped ones by default. Raises LibraryError naming every fault."""
    document = read(path or BASES)
    problems: list[str] = []
    document.only({"purposes", "bases", "retention", "clocks"}, problems)
    codes = {key: doubled(document, key, "code", problems) for key in ("purposes", "bases", "retention", "clocks")}
    purposes = parse_rows(PurposeName, document, "purposes", problems)
    bases = parse_rows(Basis, document, "bases", problems)
    rules = {key: parse_rows(Rule, document, key, problems) for key in ("retention", "clocks")}
    problems += _faults_in_bases(document, bases, codes["purposes"])
    for key, found in rules.items():
        problems += _faults_in_rules(document, key, found, codes["bases"])
    if problems:
        raise LibraryError(problems)
    return BasisCatalogue(
        purposes={row.code: row for row in purposes.values()},
        bases={row.code: row for row in bases.values()},
        retentions={row.code: row for row in rules["retention"].values()},
        clocks={row.code: row for row in rules["clocks"].values()},
    )


def _faults_in_bases(document: Document, bases: Mapping[int, Basis], purposes: set[str]) -> Iterator[str]:
    for index, basis in bases.items():
        where = document.at("bases", index)
        yield from (f"{where}: the purpose “{code}” does not exist." for code in basis.purposes if code not in purposes)
        if (basis.verified == "seen") != (basis.verified_by is not None):
            yield f"{where}: “{basis.code}” must say by whom or what it was verified, and only when it was."
        if (basis.valid_from and basis.not_before) or (basis.valid_to and basis.not_after):
            yield f"{where}: “{basis.code}” has a seen date and a bound for the same end."
        start, end = basis.valid_from or basis.not_before, basis.valid_to or basis.not_after
        if start and end and last_day(end) < first_day(start):
            yield f"{where}: “{basis.code}” ends before it begins."


def _faults_in_rules(document: Document, key: str, rules: Mapping[int, Rule], bases: set[str]) -> Iterator[str]:
    for index, rule in rules.items():
        where = document.at(key, index)
        if rule.basis is not None and rule.basis not in bases:
            yield f"{where}: the basis “{rule.basis}” of “{rule.code}” does not exist."
        if rule.basis is None and rule.verified != "own":
            yield f"{where}: “{rule.code}” has no basis and is not a rule of our own."
        if rule.term is None and rule.verified != "unverified":
            yield f"{where}: “{rule.code}” has no term but counts as settled."
