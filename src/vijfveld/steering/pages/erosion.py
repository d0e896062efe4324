# SPDX-License-Identifier: EUPL-1.2
"""The pages of the erosion watch: the five signals side by side, and one with the facts beneath it."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.shell import Crumb
from vijfveld.law.refusals import NotThere
from vijfveld.steering.acts.erosion import agree_attention, note_signal
from vijfveld.steering.erosion_drawn import drawn, sentence
from vijfveld.steering.erosion_words import LOOK_OF, TOLD, Signal
from vijfveld.steering.queries import erosion as read
from vijfveld.steering.queries import erosion_beneath as beneath
from vijfveld.strategy.pages.shown import PageRequest, may, show
from vijfveld.strategy.queries.efforts import today

SIGNALS = {told.address: signal for signal, told in TOLD.items()}


def crumbs() -> list[Crumb]:
    """The way to a page of the watch."""
    return [Crumb(_("Slijtage"), reverse("erosion:list"))]


def signal_or_nothing(request: PageRequest, address: str) -> Signal:
    """The signal behind an address, for whoever works with partners."""
    signal = SIGNALS.get(address)
    if signal is None or not request.viewer.in_network:
        raise NotThere
    return signal


def day_of(request: PageRequest) -> tuple[date, str]:
    """The day that is asked for, today or before; with a sentence when it cannot be read."""
    now, asked = today(request.viewer), request.GET.get("op", "")
    if not asked:
        return now, ""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return now, _("Deze dag is niet te lezen. Schrijf jaar, maand en dag, zoals 2026-05-31. U ziet nu vandaag.")
    if day > now:
        return now, _("Deze dag ligt in de toekomst. U ziet nu vandaag.")
    return day, ""


def told_of(watch: read.Watch, seen: read.Seen) -> dict[str, Any]:
    """One signal as the templates show it."""
    told = TOLD[seen.signal]
    return {
        "signal": seen.signal, "name": seen.signal.label, "told": told, "state": seen.state.label, "is_on": seen.is_on,
        "look": LOOK_OF[seen.state], "sentence": sentence(watch, seen), "band": drawn(watch, seen),
        "url": reverse("erosion:signal", args=[told.address]), "drawing": f"band-{told.address}",
    }  # fmt: skip


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """The five signals: those that are on stand first."""
    if not request.viewer.in_network:
        return show(request, "steering/erosion/list.html", closed=True)
    day, fault = day_of(request)
    seen = read.watch(request.viewer, day)
    rest = [one for one in seen.signals.values() if not one.is_on]
    return show(
        request, "steering/erosion/list.html", watch=seen, day=day, fault=fault, past=day < today(request.viewer),
        signals=[told_of(seen, one) for one in [*seen.on, *rest]], count=len(seen.on),
        notes=[one for one in read.notes(request.viewer) if one.noted_on <= day],
        may_agree=may(request.viewer, [agree_attention]),
    )  # fmt: skip


@login_required
def signal_page(request: PageRequest, address: str) -> HttpResponse:
    """One signal: what it is, how it stands, what people did about it, and the facts beneath."""
    signal = signal_or_nothing(request, address)
    viewer = request.viewer
    day, fault = day_of(request)
    watch = read.watch(viewer, day)
    one = told_of(watch, watch.signals[signal])
    past = day < today(viewer)
    return show(
        request, "steering/erosion/signal.html", watch=watch, one=one, day=day, fault=fault, past=past,
        month=watch.months[-1] if watch.months else day, facts=beneath.facts(viewer, watch, signal),
        lists=beneath.lists(viewer, watch, signal),
        notes=[note for note in read.notes(viewer, signal) if note.noted_on <= day],
        may_note=one["is_on"] and not past and may(viewer, [note_signal]),
        may_agree=signal is Signal.ATTENTION and not past and may(viewer, [agree_attention]), breadcrumb=crumbs(),
    )  # fmt: skip
