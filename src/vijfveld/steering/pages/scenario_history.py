# SPDX-License-Identifier: EUPL-1.2
"""What happened to a field of uncertainties, and its pairs in words."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.shell import Change
from vijfveld.law.changes import Change as Happened
from vijfveld.law.changes import history_of
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import Exclusion, UncertaintyField
from vijfveld.steering.queries import scenarios as read
from vijfveld.steering.uncertainties import reason_of

MOST_CHANGES = 50


def reason(field: UncertaintyField, one: Exclusion) -> str:
    """Why two values do not go together, in the reader's language where it came with Vijfveld."""
    return reason_of(field.shipped, one.first, one.second, one.words)


def history(viewer: Viewer, field: UncertaintyField, known: dict[str, str]) -> list[Change]:
    """What happened to a field and which pairs were judged, the newest first.

    What came along with the opening, or went with a change of the grid, stands there as that one line.
    """
    judged = {one.urn: one for one in read.judged(viewer, field)}
    return [
        Change(one.at, _change_words(one, judged.get(one.about), known), one.said_by)
        for one in history_of(viewer, [field.urn, *judged])
        if one.about not in judged or one.act == "exclusion.lift" or (one.act, one.version) == ("exclusion.judge", 1)
    ][:MOST_CHANGES]


def _change_words(change: Happened, one: Exclusion | None, known: dict[str, str]) -> str:
    told = {"says": capfirst(str(change.says))}
    if one is None:
        return told["says"]
    told |= {"pair": pair_words(one, known), "ground": ground_word(one)}
    words = _("%(says)s: %(pair)s") if change.act == "exclusion.lift" else _("%(says)s: %(pair)s (%(ground)s)")
    return words % told


def ground_word(one: Exclusion) -> str:
    """The ground of an exclusion in a word."""
    return str(one.get_ground_display()).partition(":")[0]


def pair_words(one: Exclusion, known: dict[str, str]) -> str:
    """The two values of an exclusion, by their names."""
    return f"{_place(one.first, known)} × {_place(one.second, known)}"


def _place(place: str, known: dict[str, str]) -> str:
    """A value with the uncertainty it belongs to; of one that went, its code."""
    parameter, _slash, value = place.partition("/")
    return f"{known.get(parameter, parameter)}: {known.get(place, value)}"
