# SPDX-License-Identifier: EUPL-1.2
"""A signal as it is drawn and said: the series with its band, the sentence on how it stands, and why it is unknown."""

from datetime import date

import numpy as np
from django.utils.dateformat import format as write
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from vijfveld.face.drawings.band import Band, Month
from vijfveld.steering.erosion_counting import last_of
from vijfveld.steering.erosion_words import TOLD, Signal, SignalState
from vijfveld.steering.queries.erosion import Seen, Watch

OPEN_BELOW = {Signal.DRIFT, Signal.ATTENTION, Signal.CONFLICTS}


def drawn(watch: Watch, seen: Seen) -> Band | None:
    """The series of a signal for a drawing; nothing when there is no month to draw."""
    judged, told = seen.judged, TOLD[seen.signal]
    if not len(judged.values) or np.isnan(judged.values).all():
        return None
    below = seen.signal not in OPEN_BELOW
    months = tuple(
        Month(
            on=month, value=_known(judged.values[at]), low=_known(judged.low[at]) if below else None,
            high=_known(judged.high[at]), judged=not np.isnan(judged.low[at]), outside=bool(judged.look[at]),
            words=_stand(seen, at),
        )
        for at, month in enumerate(watch.months)
    )  # fmt: skip
    fall = watch.fall.on if watch.fall and watch.fall.on <= last_of(months[-1].on) else None
    return Band(
        str(seen.signal.label), str(told.unit), months, told.places, fall, _("niveau daalde") if fall else "",
        0.0 if seen.signal != Signal.DRIFT else None,
    )  # fmt: skip


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _stand(seen: Seen, at: int) -> str:
    judged = seen.judged
    if np.isnan(judged.values[at]) or np.isnan(judged.low[at]):
        return ""
    state = SignalState.ALARM if judged.alarm[at] else SignalState.LOOK if judged.look[at] else SignalState.CALM
    return str(state.label)


def sentence(watch: Watch, seen: Seen) -> str:
    """How a signal stands, in a few words: the figure of the last month, and whether that is usual."""
    if seen.state == SignalState.UNKNOWN:
        return unknown(watch, seen)
    told = {
        "month": write(watch.months[-1], "F Y"), "figure": _figure(seen), "usual": _usual(seen),
        "since": write(since(watch, seen), "F Y"),
    }  # fmt: skip
    if seen.state == SignalState.CALM:
        return _("In %(month)s %(figure)s. Dat is gewoon (%(usual)s).") % told
    if seen.signal is Signal.ATTENTION and seen.judged.values[-1] <= seen.judged.high[-1]:
        return (
            _("In %(month)s %(figure)s, maar een veld krijgt sinds %(since)s minder dan een kwart van zijn deel.")
            % told
        )
    if seen.signal is Signal.CONFLICTS and seen.state == SignalState.LOOK:
        return _("In %(month)s %(figure)s. Dat is over de helft van de grens (%(usual)s).") % told
    if seen.signal in OPEN_BELOW:
        return _("In %(month)s %(figure)s. Dat is sinds %(since)s meer dan gewoon (%(usual)s).") % told
    return _("In %(month)s %(figure)s. Dat is sinds %(since)s minder dan gewoon (%(usual)s).") % told


def _figure(seen: Seen) -> str:
    said = _number(seen.judged.values[-1], TOLD[seen.signal].places)
    return FIGURES[seen.signal]() % {"value": said}


FIGURES = {
    Signal.ATTENTION: lambda: _("een verschil van %(value)s (0 is gelijk, 1 is geheel anders)"),
    Signal.DRIFT: lambda: _("een afzondering van %(value)s (0 is gemengd, 1 is apart)"),
    Signal.NATIONAL: lambda: _("%(value)s fte"), Signal.LOCAL: lambda: _("%(value)s fte"),
    Signal.CONFLICTS: lambda: _("een overschot van %(value)s"),
}  # fmt: skip


def _usual(seen: Seen) -> str:
    low, high, places = seen.judged.low[-1], seen.judged.high[-1], TOLD[seen.signal].places
    if np.isfinite(high):
        return _("hoogstens %(high)s") % {"high": _number(high, places)}
    return _("ten minste %(low)s") % {"low": _number(low, places)}


def _number(value: float, places: int) -> str:
    return str(number_format(round(float(value), places) + 0.0, decimal_pos=places, use_l10n=True))


def since(watch: Watch, seen: Seen) -> date:
    """The first month of the run outside that lasts until now."""
    look = seen.judged.look
    inside = np.flatnonzero(~look)
    return watch.months[int(inside[-1]) + 1 if len(inside) and inside[-1] + 1 < len(look) else 0]


def unknown(watch: Watch, seen: Seen) -> str:
    """Why nothing can be said; silence is not calm."""
    if not watch.months:
        return _("Er is nog geen volle maand voorbij waarin iets is gevraagd, toegezegd of gevonden.")
    if len(seen.judged.values) and np.isnan(seen.judged.values[-1]):
        return WHY_UNKNOWN[seen.signal]()
    return _("Er zijn nog te weinig maanden om te weten wat gewoon is.")


WHY_UNKNOWN = {
    Signal.ATTENTION: lambda: _("In de laatste maand is geen inzet toegezegd, of van te weinig organisaties om te "
                                "tonen."),
    Signal.DRIFT: lambda: _("Aan een van beide kanten hadden minder dan vijf organisaties contact. Dat is te weinig om "
                            "te tonen."),
    Signal.NATIONAL: lambda: _("Minder dan vijf landelijke organisaties leveren vaste inzet. Dat is te weinig om te "
                               "tonen."),
    Signal.LOCAL: lambda: _("Minder dan vijf lokale organisaties leveren vaste inzet. Dat is te weinig om te tonen."),
    Signal.CONFLICTS: lambda: _("Er zijn nog te weinig maanden om te weten wat gewoon is."),
}  # fmt: skip
