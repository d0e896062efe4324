# SPDX-License-Identifier: EUPL-1.2
"""Long lists, a page at a time: the rows, where one is, and the addresses of the parts before and after."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)
SIZE = 50


@dataclass(frozen=True)
class Part(Generic[M]):
    """One part of a list."""

    rows: list[M]
    count: int
    where: str
    earlier: str
    later: str


def part_of(request: HttpRequest, rows: QuerySet[M], *, size: int = SIZE) -> Part[M]:
    """The part that the address asks for; a number that makes no sense is the first part."""
    count = rows.count()
    last = max(1, -(-count // size))
    asked = request.GET.get("deel", "1")
    number = min(int(asked), last) if asked.isdecimal() and len(asked) < 7 and int(asked) else 1
    start = (number - 1) * size
    shown = list(rows[start : start + size])
    where = _("%(first)s tot %(last)s van %(count)s") % {
        "first": start + 1, "last": start + len(shown), "count": count,
    }  # fmt: skip
    return Part(
        shown, count, where, _address(request, number - 1) if number > 1 else "",
        _address(request, number + 1) if number < last else "",
    )  # fmt: skip


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["deel"] = str(number)
    return f"?{query.urlencode()}"
