# SPDX-License-Identifier: EUPL-1.2
"""Terms of law as ISO 8601 durations, and the moment at which one ends."""

import calendar
import re
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import StringConstraints

SHAPE = r"^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$"

Term = Annotated[str, StringConstraints(pattern=r"^P[0-9TYMWDHS]+$", max_length=20)]
"""The text of a term, such as PT24H, P6M or P1Y. `is_term` says whether it is one."""


def is_term(text: str) -> bool:
    """Say whether a text is a duration of years, months, weeks, days, hours, minutes and seconds."""
    return re.fullmatch(SHAPE, text) is not None


def end_of(term: str, start: datetime) -> datetime:
    """Give the moment a term ends that runs from `start`. A month later than 31 January is the last of February.

    Raises ValueError when the text is no term.
    """
    if not is_term(term):
        raise ValueError(f"“{term}” is not a duration.")
    days, _, clock = term[1:].partition("T")
    months = 12 * _count(days, "Y") + _count(days, "M")
    rest = timedelta(
        weeks=_count(days, "W"),
        days=_count(days, "D"),
        hours=_count(clock, "H"),
        minutes=_count(clock, "M"),
        seconds=_count(clock, "S"),
    )
    return _months_later(start, months) + rest


def _count(text: str, unit: str) -> int:
    found = re.search(rf"(\d+){unit}", text)
    return int(found[1]) if found else 0


def _months_later(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))
