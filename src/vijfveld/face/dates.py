# SPDX-License-Identifier: EUPL-1.2
"""Dates as people say them; the moment of speaking is always given."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as write
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Moment = date | datetime


def said(moment: Moment, now: Moment) -> str:
    """The moment in everyday words: "over 20 minuten", "vandaag", "gisteren", "over 12 dagen", "5 dec"."""
    if isinstance(moment, datetime) and isinstance(now, datetime) and abs(moment - now) < timedelta(hours=1):
        return _minutes(round((moment - now).total_seconds() / 60))
    days = (day_of(moment) - day_of(now)).days
    near = {0: _("vandaag"), 1: _("morgen"), -1: _("gisteren")}.get(days)
    if near:
        return near
    if 1 < days <= 14:
        return ngettext("over %(days)s dag", "over %(days)s dagen", days) % {"days": days}
    if -7 <= days < -1:
        return ngettext("%(days)s dag geleden", "%(days)s dagen geleden", -days) % {"days": -days}
    return on(moment, now)


def _minutes(minutes: int) -> str:
    if minutes == 0:
        return _("nu")
    if minutes > 0:
        return ngettext("over %(count)s minuut", "over %(count)s minuten", minutes) % {"count": minutes}
    return ngettext("%(count)s minuut geleden", "%(count)s minuten geleden", -minutes) % {"count": -minutes}


def on(moment: Moment, now: Moment | None) -> str:
    """The day, short: "5 dec", with the year when it is not this year."""
    day = day_of(moment)
    same_year = now is not None and day.year == day_of(now).year
    return write(day, _("j b") if same_year else _("j b Y"))


def exactly(moment: Moment) -> str:
    """The moment in full: "5 december 2026, 14.05 uur"."""
    day = write(day_of(moment), _("j F Y"))
    if not isinstance(moment, datetime):
        return day
    return _("%(day)s, %(time)s uur") % {"day": day, "time": write(_local(moment), _("H.i"))}


def iso(moment: Moment) -> str:
    """The moment for machines."""
    return _local(moment).isoformat() if isinstance(moment, datetime) else moment.isoformat()


def day_of(moment: Moment) -> date:
    """The calendar day in the time zone of the node."""
    return _local(moment).date() if isinstance(moment, datetime) else moment


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
