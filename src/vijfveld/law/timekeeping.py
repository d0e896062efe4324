# SPDX-License-Identifier: EUPL-1.2
"""Time goes one way: a node whose clock was set back by more than five seconds only reads.

The last moment at which this process wrote is kept in memory; the ledger is asked at the first act, every half minute
and before an act is refused, for what other processes wrote. A clock that ran ahead and was put right leaves entries
in the future behind; the keeper then accepts the clock by an act, from which time is counted anew.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from vijfveld.law.models import Entry, Seal, Unsealed
from vijfveld.law.refusals import Unavailable

SET_BACK = timedelta(seconds=5)
ASK_AGAIN = 30.0
LOOK_BACK = 200
"""So many entries, the last that were written, say how late it was."""
CLOCK_ACCEPTED = "clock.accept"
CLOCK_SET_BACK = _("De klok van deze node loopt achter. Er is niets opgeslagen. Laat de beheerder de klok nakijken.")
_last: dict[str, datetime] = {}
_asked: dict[str, float] = {}
_accepted: dict[str, UUID] = {}


def check_clock(now: datetime, *, waited: timedelta = timedelta()) -> None:
    """Refuse to write when this moment lies before the last one that was written, by more than five seconds.

    `waited`: how long the act stood in line since that moment, while others wrote.
    """
    store = str(connection.settings_dict["NAME"])
    if time.monotonic() - _asked.get(store, float("-inf")) > ASK_AGAIN:
        _ask(store)
    if _is_behind(store, now + waited):
        _ask(store)
        if _is_behind(store, now + waited):
            raise Unavailable("clock.set_back", CLOCK_SET_BACK)


def _is_behind(store: str, now: datetime) -> bool:
    last = _last.get(store)
    return last is not None and now < last - SET_BACK


def wrote(now: datetime) -> None:
    """Remember that this process wrote at a moment, once that is committed."""
    store = str(connection.settings_dict["NAME"])
    _last[store] = max(now, _last.get(store, now))


def last_written() -> datetime | None:
    """The latest moment among the last entries, since the keeper last accepted the clock."""
    return max((at for at, _accepted_by in _moments()), default=None)


def behind_by(now: datetime) -> timedelta:
    """By how much a moment lies before the last that was written, when that is too much; else nothing."""
    last = last_written()
    behind = last - now if last else timedelta()
    return behind if behind > SET_BACK else timedelta()


def _moments() -> Iterator[tuple[datetime, UUID | None]]:
    """The moments of the last entries, the last written first, up to the one by which the clock was accepted."""
    waiting = Unsealed.objects.order_by("-id").values_list("entry", flat=True)[:LOOK_BACK]
    sealed = Seal.objects.order_by("-position").values_list("entry", flat=True)[:LOOK_BACK]
    names = [*waiting, *sealed][:LOOK_BACK]
    entries = Entry.objects.beyond_access("the last moment written").filter(pk__in=names)
    found = {id: (at, act) for id, at, act in entries.values_list("id", "at", "act")}
    for name in names:
        at, act = found[name]
        yield at, name if act == CLOCK_ACCEPTED else None
        if act == CLOCK_ACCEPTED:
            return


def _ask(store: str) -> None:
    moments = list(_moments())
    _asked[store] = time.monotonic()
    if not moments:
        return
    last, accepted = max(at for at, _accepted_by in moments), moments[-1][1]
    if accepted and accepted != _accepted.get(store):
        _accepted[store], _last[store] = accepted, last
    _last[store] = max(last, _last.get(store, last))


def forget_time() -> None:
    """Ask the ledger afresh next time: between tests and after a restore."""
    for known in (_last, _asked, _accepted):
        known.clear()
