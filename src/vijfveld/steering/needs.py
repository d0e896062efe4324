# SPDX-License-Identifier: EUPL-1.2
"""What is needed over time: dated points as people type them, and the first day on which it is more than an amount.

Between two points the need runs in a straight line; after the last it stays what it was. Before the first it is not
known, and nothing is said about it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from vijfveld.steering.pathway_words import MOST_AMOUNT, MOST_POINTS
from vijfveld.strategy.acts.faults import Faults

DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
LINE = re.compile(r"\s*(?P<on>[\d./-]+)\s*:\s*(?P<needed>[^;]*?)\s*(?:;\s*(?P<why>.*?)\s*)?$")
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+$")
"""Three digits after a point are thousands: amounts have at most two decimals."""
LONGEST_WHY = 200


@dataclass(frozen=True)
class Need:
    """That so much is needed on a day, and why or by whose word."""

    on: date
    needed: Decimal
    why: str

    @property
    def stored(self) -> dict[str, str]:
        """As it is kept in a record."""
        return {"on": self.on.isoformat(), "needed": f"{self.needed.normalize():f}", "why": self.why}


@dataclass(frozen=True)
class Unread:
    """A line that cannot be read, with its number."""

    number: int
    text: str


def stored_needs(points: Iterable[dict[str, str]]) -> list[Need]:
    """The needs of a record."""
    return [Need(date.fromisoformat(one["on"]), Decimal(one["needed"]), one["why"]) for one in points]


def as_lines(needs: Iterable[Need]) -> str:
    """Needs as people type them: `day-month-year: amount; why`, a line each."""
    return "\n".join(
        f"{one.on:%-d-%-m-%Y}: {number_format(f'{one.needed.normalize():f}', use_l10n=True)}; {one.why}"
        for one in needs
    )


def from_lines(text: str) -> list[Need | Unread]:
    """Read what people typed, a line at a time."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [_read(line) or Unread(number, line[:60]) for number, line in enumerate(lines, start=1)]


def _read(line: str) -> Need | None:
    found = LINE.match(line)
    on, needed = (_day(found["on"]), _amount(found["needed"])) if found else (None, None)
    return Need(on, needed, found["why"] or "") if found and on and needed is not None else None


def _day(text: str) -> date | None:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def _amount(text: str) -> Decimal | None:
    grouped = "," in text or THOUSANDS.match(text)
    plain = text.replace(".", "").replace(",", ".") if grouped else text
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def check_needs(needs: Sequence[Need | Unread], faults: Faults, *, name: str = "lines") -> None:
    """Note what is wrong with the points of a scenario; all of it in one sentence after another."""
    problems = [str(problem) for problem in _problems(needs)]
    faults.add(name, " ".join(problems), when=bool(problems))


def _problems(needs: Sequence[Need | Unread]) -> Iterator[Any]:
    if not needs:
        yield _("Schrijf ten minste één punt: op welke dag is hoeveel nodig?")
    if len(needs) > MOST_POINTS:
        yield _("Schrijf ten hoogste 24 punten.")
    for number, one in enumerate(needs, start=1):
        yield from _of_one(number, one)
    for number, (before, after) in enumerate(pairwise(needs), start=2):
        if isinstance(before, Need) and isinstance(after, Need) and before.on >= after.on:
            yield _("De dag op regel %(number)s ligt niet na die op de regel ervoor.") % {"number": number}


def _of_one(number: int, one: Need | Unread) -> Iterator[Any]:
    told = {"number": number}
    if isinstance(one, Unread):
        yield _("Regel %(number)s is niet te lezen: «%(text)s». Schrijf bijvoorbeeld: 1-3-2027: 12; reden.") % {
            **told, "text": one.text
        }  # fmt: skip
        return
    if not 0 <= one.needed <= MOST_AMOUNT or one.needed != round(one.needed, 2):
        yield _("Regel %(number)s: kies een getal van 0 tot een miljoen, met ten hoogste twee decimalen.") % told
    if not one.why:
        yield _("Regel %(number)s: schrijf na een puntkomma waarom, of van wie u dit hebt.") % told
    if len(one.why) > LONGEST_WHY:
        yield _("Regel %(number)s: houd de reden onder de 200 tekens.") % told


def needed_on(needs: Sequence[Need], day: date) -> Fraction | None:
    """How much is needed on a day; None before the first point."""
    if not needs or day < needs[0].on:
        return None
    for before, after in pairwise(needs):
        if day < after.on:
            share = Fraction((day - before.on).days, (after.on - before.on).days)
            return Fraction(before.needed) + (Fraction(after.needed) - Fraction(before.needed)) * share
    return Fraction(needs[-1].needed)


def first_day_above(needs: Sequence[Need], amount: Decimal, *, since: date | None = None) -> date | None:
    """The first day on which more is needed than an amount; None when that never comes.

    since: a need that was over by that day does not count; of one that still runs it is the day on which it began.
    """
    above = needs[0].on if needs and needs[0].needed > amount else None
    for before, after in pairwise(needs):
        if above is None and after.needed > amount:
            above = before.on + timedelta(days=_days_until_above(before, after, amount))
        elif above is not None and after.needed <= amount:
            if since is None or before.on + timedelta(days=_days_until_enough(before, after, amount)) > since:
                return above
            above = None
    return above


def _days_until_above(before: Need, after: Need, amount: Decimal) -> int:
    """Whole days after `before` until the line to `after` lies above an amount that `before` does not exceed."""
    return floor(_days_until(before, after, amount)) + 1


def _days_until_enough(before: Need, after: Need, amount: Decimal) -> int:
    """Whole days after `before` until the line to `after` lies at or below an amount that `before` exceeds."""
    return ceil(_days_until(before, after, amount))


def _days_until(before: Need, after: Need, amount: Decimal) -> Fraction:
    rise = Fraction(after.needed) - Fraction(before.needed)
    return (Fraction(amount) - Fraction(before.needed)) / rise * (after.on - before.on).days
