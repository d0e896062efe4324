# SPDX-License-Identifier: EUPL-1.2
"""Time goes one way: a node whose clock was set back by more than five seconds only reads.

The last moment at which this process wrote is kept in memory; the ledger is asked at the first act and every half
minute, for what other processes wrote.
"""

import time
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from vijfveld.law.models import Entry
from vijfveld.law.refusals import Unavailable

SET_BACK = timedelta(seconds=5)
ASK_AGAIN = 30.0
CLOCK_SET_BACK = _("De klok van deze node loopt achter. Er is niets opgeslagen. Laat de beheerder de klok nakijken.")
_last: dict[str, datetime] = {}
_asked: dict[str, float] = {}


def check_clock(now: datetime, *, waited: timedelta = timedelta()) -> None:
    """Refuse to write when this moment lies before the last one that was written, by more than five seconds.

    `waited`: how long the act stood in line since that moment, while others wrote.
    """
    store = str(connection.settings_dict["NAME"])
    if time.monotonic() - _asked.get(store, float("-inf")) > ASK_AGAIN:
        _ask(store)
    last = _last.get(store)
    if last and now + waited < last - SET_BACK:
        raise Unavailable("clock.set_back", CLOCK_SET_BACK)


def wrote(now: datetime) -> None:
    """Remember that this process wrote at a moment, once that is committed."""
    store = str(connection.settings_dict["NAME"])
    _last[store] = max(now, _last.get(store, now))


def _ask(store: str) -> None:
    entries = Entry.objects.beyond_access("the last moment written").order_by("-id")
    last = entries.values_list("at", flat=True).first()
    _asked[store] = time.monotonic()
    if last:
        _last[store] = max(last, _last.get(store, last))


def forget_time() -> None:
    """Ask the ledger afresh next time: between tests and after a restore."""
    _last.clear()
    _asked.clear()
