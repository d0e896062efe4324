# SPDX-License-Identifier: EUPL-1.2
"""Dates as far as a source shows them: a day, a month or only a year, never more precise than was seen."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, StringConstraints


def first_day(seen: str) -> date:
    """Give the first day that a seen date can mean: "2005-05" is 1 May 2005. Raises ValueError if it is no date."""
    year, month, day = ([int(part) for part in seen.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def last_day(seen: str) -> date:
    """Give the last day that a seen date can mean: "2005-05" is 31 May 2005. Raises ValueError if it is no date."""
    start = first_day(seen)
    if len(seen) == len("2005"):
        return date(start.year, 12, 31)
    if len(seen) == len("2005-05"):
        return (start.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return start


def _real(seen: str) -> str:
    first_day(seen)
    return seen


SeenDate = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?$"), AfterValidator(_real)]
"""The text of a date as seen: "2005", "2005-05" or "2005-06-10"."""
