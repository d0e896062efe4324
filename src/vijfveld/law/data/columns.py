# SPDX-License-Identifier: EUPL-1.2
"""Columns: the headers in two languages, the help, and how a cell is read and written.

    Column("reply_by", "antwoord_voor", "reply_by", _("De laatste dag voor een antwoord."), Day(), required=True)

A cell that cannot be read raises Unreadable with a sentence; nothing is guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from django.db.models import Choices
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vijfveld.law.data.reading.tables import MOST_CHARACTERS, Formula

Tells = Callable[[Any, Any], Any]


class Unreadable(Exception):
    """A cell that cannot be read; `sentence` says what should stand there."""

    def __init__(self, sentence: Any, **facts: object) -> None:
        self.sentence = format_lazy(sentence, **facts) if facts else sentence
        super().__init__(self.sentence)


class Sort(Protocol):
    """How a sort of cell is read and written; `offers` are the choices, `says` describes it in the docs."""

    says: Any

    def read(self, cell: Any) -> Any:
        """The value of a cell that is not empty."""

    def write(self, value: Any) -> Any:
        """The cell for a value."""

    def offers(self) -> list[str]:
        """What can be chosen, in the language of now; nothing when anything can be typed."""


def _as_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)


class Free:
    """A sort of which anything can be typed."""

    def write(self, value: Any) -> Any:
        """The value itself."""
        return value

    def offers(self) -> list[str]:
        """Nothing to choose from."""
        return []


@dataclass(frozen=True)
class Words(Free):
    """Text of a bounded length."""

    most: int = 4000
    says = _("tekst")

    def read(self, cell: Any) -> str:
        """The text, trimmed."""
        text = _as_text(cell).strip()
        if len(text) > self.most:
            raise Unreadable(
                _("Dit is te lang: {long} tekens. Er mogen er {most} staan."), long=len(text), most=self.most
            )
        return text


@dataclass(frozen=True)
class Code(Words):
    """A fixed key: lower-case letters, digits and dashes."""

    most: int = 60
    says = _("vaste sleutel")

    def read(self, cell: Any) -> str:
        """The key."""
        text = super().read(cell)
        if not re.fullmatch(r"[-\w]+", text, re.ASCII):
            raise Unreadable(_("Gebruik alleen letters zonder accenten, cijfers en streepjes."))
        return text


@dataclass(frozen=True)
class Address(Words):
    """An e-mail address."""

    most: int = 254
    says = _("e-mailadres")

    def read(self, cell: Any) -> str:
        """The address in lower case."""
        text = super().read(cell).lower()
        if not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+", text):
            raise Unreadable(_("Dit is geen e-mailadres."))
        return text


@dataclass(frozen=True)
class Choice:
    """One of a closed list: by its code, or by its word in Dutch or English."""

    among: type[Choices]
    says = _("keuze")
    known: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def read(self, cell: Any) -> str:
        """The code."""
        if not self.known:
            self.known.update(_by_word(self.among))
        found = self.known.get(_as_text(cell).strip().casefold())
        if found is None:
            raise Unreadable(_("Dit staat niet in de lijst. Kies uit: {words}."), words="; ".join(self.offers()))
        return found

    def write(self, value: Any) -> str:
        """The word in the language of now."""
        return str(self.among(value).label) if value not in (None, "") else ""

    def offers(self) -> list[str]:
        """The words in the language of now."""
        return [str(one.label) for one in self.among]


def _by_word(among: type[Choices]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "nl"):
        with translation.override(language):
            found |= {str(one.label).casefold(): str(one.value) for one in among}
    return found | {str(one.value).casefold(): str(one.value) for one in among}


@dataclass(frozen=True)
class Several:
    """Some of a closed list, with semicolons between them."""

    among: Choice
    says = _("keuzes met ; ertussen")

    def read(self, cell: Any) -> list[str]:
        """The codes, sorted."""
        return sorted({self.among.read(part) for part in _as_text(cell).split(";") if part.strip()})

    def write(self, value: Any) -> str:
        """The words with semicolons."""
        return "; ".join(self.among.write(one) for one in value or [])

    def offers(self) -> list[str]:
        """A list would let people choose one alone."""
        return []


@dataclass(frozen=True)
class YesNo:
    """Yes or no."""

    says = _("ja of nee")

    def read(self, cell: Any) -> bool:
        """Whether it is yes."""
        if isinstance(cell, bool):
            return cell
        text = _as_text(cell).strip().casefold()
        if text in {"ja", "j", "yes", "y", "true", "waar", "1", "x"}:
            return True
        if text in {"nee", "n", "no", "false", "onwaar", "0"}:
            return False
        raise Unreadable(_("Schrijf ja of nee."))

    def write(self, value: Any) -> str:
        """The word in the language of now."""
        return ("" if value is None else str(_("ja"))) if value is None or value else str(_("nee"))

    def offers(self) -> list[str]:
        """Both words."""
        return [str(_("ja")), str(_("nee"))]


@dataclass(frozen=True)
class Day(Free):
    """A day: a date cell, 2026-12-05 or 5-12-2026; other orders are refused."""

    says = _("dag, zoals 5-12-2026")

    def read(self, cell: Any) -> date:
        """The day."""
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = _as_text(cell).strip()
        parts = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]00:00(?::00)?)?", text)
        order = (1, 2, 3) if parts else (3, 2, 1)
        parts = parts or re.fullmatch(r"(\d\d?)[-/. ](\d\d?)[-/. ](\d{4})", text)
        if parts is None:
            raise Unreadable(_("Dit is geen dag. Schrijf dag, maand en jaar, zoals 5-12-2026."))
        year, month, day = (int(parts[place]) for place in order)
        if month > 12 and day <= 12:
            raise Unreadable(_("Hier lijkt de maand vooraan te staan. Schrijf eerst de dag, zoals 5-12-2026."))
        try:
            return date(year, month, day)
        except ValueError as error:
            raise Unreadable(_("Deze dag bestaat niet.")) from error


@dataclass(frozen=True)
class Number(Free):
    """A number; a comma and a point both divide, and what could be either is refused."""

    places: int = 2
    most: int = 99_999
    says = _("getal, zoals 0,5")

    def read(self, cell: Any) -> Decimal:
        """The number."""
        if isinstance(cell, bool):
            raise Unreadable(_("Dit is geen getal. Schrijf bijvoorbeeld 2 of 0,5."))
        if isinstance(cell, int | float):
            return self._within(Decimal(str(cell)))
        text = _as_text(cell).strip().replace("\u00a0", "").replace(" ", "")
        if re.fullmatch(r"[-+]?\d{1,3}[.,]\d{3}", text) and self.places < 3:
            raise Unreadable(_("Dit kan duizend of een breuk zijn. Schrijf 1234 of 1,23."))
        if "," in text and "." in text:
            thousands = "." if text.rindex(",") > text.rindex(".") else ","
            text = text.replace(thousands, "")
        try:
            return self._within(Decimal(text.replace(",", ".")))
        except InvalidOperation as error:
            raise Unreadable(_("Dit is geen getal. Schrijf bijvoorbeeld 2 of 0,5.")) from error

    def _within(self, number: Decimal) -> Decimal:
        if not number.is_finite() or abs(number) > self.most:
            raise Unreadable(_("Dit getal is te groot."))
        rounded = round(number, self.places)
        if rounded != number:
            raise Unreadable(_("Schrijf ten hoogste {places} cijfers achter de komma."), places=self.places)
        return rounded


@dataclass(frozen=True)
class Moment(Free):
    """A moment, for taking out only."""

    says = _("tijdstip")

    def read(self, cell: Any) -> Any:
        """Moments are never brought."""
        raise Unreadable(_("Dit gegeven maakt Vijfveld zelf."))

    def write(self, value: Any) -> Any:
        """The moment in world time, as ISO 8601."""
        return value.isoformat(timespec="seconds") if value else ""


def by_name(row: Any, name: str) -> Any:
    """What a record says under its own name."""
    return getattr(row, name)


@dataclass(frozen=True)
class Column:
    """One datum of a type: its name in the act, its headers, its help, its sort, and how a record tells it."""

    name: str
    nl: str
    en: str
    help: Any
    sort: Sort = Words()
    required: bool = False
    tells: Tells | None = None

    @property
    def header(self) -> str:
        """The header in the language of now."""
        return self.en if (translation.get_language() or "nl").startswith("en") else self.nl

    @property
    def headers(self) -> set[str]:
        """Every header by which the column is known."""
        return {self.nl.casefold(), self.en.casefold()}

    def read(self, cell: Any) -> Any:
        """The value of a cell; None when it is empty. Raises Unreadable."""
        if cell is None or cell == "" or (isinstance(cell, str) and not cell.strip()):
            if self.required:
                raise Unreadable(_("Dit mag niet leeg zijn."))
            return None
        if cell is Formula:
            raise Unreadable(_("Hier staat een formule. Plak de uitkomst als waarde."))
        if isinstance(cell, str):
            cell = _plain(cell)
        return self.sort.read(cell)

    def tell(self, row: Any, names: Any) -> Any:
        """The cell that tells this datum of a record."""
        value = self.tells(row, names) if self.tells else by_name(row, self.name)
        return self.sort.write(value)


def _plain(text: str) -> str:
    """The text as it was before it was made harmless for spreadsheets."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(_("Deze cel is te groot: {long} tekens."), long=len(text))
    if "\0" in text:
        raise Unreadable(_("In deze cel staat een leeg teken (NUL)."))
    return text[1:] if text[0] == "'" and DANGEROUS.match(text) else text


DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
"""With which a spreadsheet begins to calculate, behind any number of quotes, so that ours can be taken off again."""


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if DANGEROUS.match(text) else text
