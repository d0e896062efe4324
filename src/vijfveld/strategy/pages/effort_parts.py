# SPDX-License-Identifier: EUPL-1.2
"""The parts of the pages of an effort: its facts, what is due, its verbs, the table of asks, its decisions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.capacity import Asked
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Due, Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting import NO_ROLE, Act
from vijfveld.law.models import Decision
from vijfveld.law.refusals import Refused
from vijfveld.law.words import decision_words, outcome_words, say
from vijfveld.node.slots import NavItem, Slot, subject_url
from vijfveld.node.viewer import Viewer
from vijfveld.strategy import sayings
from vijfveld.strategy.acts.asks import put_asks
from vijfveld.strategy.acts.exits import end_effort, keep, prolong, take_up, wind_down
from vijfveld.strategy.models import Effort
from vijfveld.strategy.pages.shown import may
from vijfveld.strategy.queries import efforts as read
from vijfveld.strategy.queries.asks import Line
from vijfveld.strategy.queries.capacity import Weighed
from vijfveld.strategy.queries.ends import Moved
from vijfveld.strategy.shelf import nodes_now
from vijfveld.strategy.words import AskState, EffortState, Reply

more_facts: Slot[Callable[[Viewer, Effort], list[Fact]]] = Slot("facts about an effort")
"""What upper floors tell about an effort on its page, each as lines that lead to their own."""


@dataclass(frozen=True)
class Told:
    """What an upper floor tells beside a decision: where it comes from, and its sentences."""

    title: str
    url: str
    lines: tuple[str, ...]


reverse_readings: Slot[Callable[[Viewer, Effort], list[Told]]] = Slot("what is known before an effort is wound down")
"""What upper floors tell whoever does the reverse test of a fixed effort: help to judge, never the judgement."""


list_places: Slot[NavItem] = Slot("places to go from the list of efforts")
"""Pages of upper floors that belong beside the list of efforts."""


@dataclass(frozen=True)
class Verb:
    """One thing a viewer may do now: its words, its page and its look."""

    label: str
    url: str
    look: str = ""


def home_crumb() -> Crumb:
    """The way back to the list."""
    return Crumb(_("Inzet"), reverse("efforts:list"))


def crumb(effort: Effort) -> Crumb:
    """The way back to an effort."""
    return Crumb(effort.title, reverse("efforts:detail", args=[effort.id]))


def require_role(viewer: Viewer, act: Act[Any, Any]) -> None:
    """Refuse a page to who may not do its act, in the words of the door."""
    if not may(viewer, [act]):
        raise Refused("actor.no_role", NO_ROLE)


def verbs(viewer: Viewer, effort: Effort, lines: Iterable[Line], day: date) -> list[Verb]:
    """What this viewer may do with an effort now; the likely one first."""
    answering = [
        line.ask for line in lines if line.ask.partner_id == viewer.organisation and line.ask.state == AskState.OPEN
    ]
    mine = _own_verbs(viewer, effort, day) if effort.is_alive and effort.owner_id == viewer.organisation else []
    theirs = [Verb(_("Beantwoord de vraag"), reverse("efforts:ask", args=[ask.id]), "primary") for ask in answering]
    return theirs + mine


def _own_verbs(viewer: Viewer, effort: Effort, day: date) -> list[Verb]:
    soon = read.stops_soon(effort, day)
    down = effort.state == EffortState.WINDING_DOWN
    flexible = effort.is_flexible
    offered: list[tuple[bool, Act[Any, Any], str, str, str]] = [
        (not down, put_asks, _("Vraag een partner"), "put_asks", "" if soon else "primary"),
        (flexible, prolong, _("Verleng"), "prolong", "primary" if soon else ""),
        (flexible, take_up, _("Maak vast"), "take_up", ""),
        (flexible, end_effort, _("Stop"), "stop", "danger"),
        (not flexible and not down, wind_down, _("Bouw af"), "wind_down", "danger"),
        (down, keep, _("Houd in stand"), "keep", "primary"),
    ]
    found = [
        Verb(label, reverse(f"efforts:{page}", args=[effort.id]), look)
        for fits, act, label, page, look in offered
        if fits and may(viewer, [act])
    ]
    return sorted(found, key=lambda verb: ("primary", "", "danger").index(verb.look))


def due(effort: Effort, lines: Iterable[Line], viewer: Viewer, day: date) -> list[Due]:
    """What must happen here: the last day, answers that are awaited, answers to react to."""
    found = []
    if effort.is_alive and effort.ends_on:
        told = (
            _("De inzet stopt dan vanzelf.") if effort.is_flexible else _("Tot die dag houden partners hun capaciteit.")
        )
        found.append(Due(effort.ends_on, _("Laatste dag"), "", told, read.stops_soon(effort, day)))
    for line in lines:
        ask, url = line.ask, reverse("efforts:ask", args=[line.ask.id])
        if ask.state == AskState.OPEN:
            words = _("%(partner)s antwoordt") % {"partner": sayings.name_of(ask.partner)}
            found.append(Due(ask.reply_by, words, url, _amount(line), ask.reply_by < day))
        elif ask.state == AskState.COUNTERED and ask.asker_id == viewer.organisation:
            words = _("Tegenvoorstel van %(partner)s") % {"partner": sayings.name_of(ask.partner)}
            found.append(Due(_("te doen"), words, url, _amount(line)))
    return found[:6]


def _amount(line: Line) -> str:
    if line.answer and line.ask.state == AskState.COUNTERED:
        told = {"offered": sayings.fte(line.answer.capacity), "asked": sayings.fte(line.ask.capacity)}
        return _("%(offered)s fte in plaats van %(asked)s") % told
    return _("gevraagd: %(asked)s fte") % {"asked": sayings.fte(line.ask.capacity)}


def facts(viewer: Viewer, effort: Effort) -> list[Fact]:
    """What an effort is, as keys and values."""
    sort = f"{effort.get_nature_display()} · {effort.get_work_display()} · {effort.get_reach_display()}"
    found = [
        Fact(_("Eigenaar"), sayings.name_of(effort.owner), subject_url(effort.owner.urn)),
        Fact(_("Punt van de strategie"), sayings.place_of(effort), _objective_url(effort)),
        *_ground(viewer, effort),
        Fact(_("Soort"), sort),
        Fact(_("Grondslag"), sayings.basis_title(effort.legal_basis), reverse("law:basis", args=[effort.legal_basis])),
        Fact(_("Eerste dag"), exactly(effort.starts_on)),
    ]
    return found + _kin(viewer, effort) + [fact for tell in more_facts for fact in tell(viewer, effort)]


def _objective_url(effort: Effort) -> str:
    nodes = nodes_now(effort.objective, effort.library)
    return reverse("strategy:node", args=[nodes[0].code]) if nodes else ""


def _ground(viewer: Viewer, effort: Effort) -> list[Fact]:
    driver = read.driver_of(viewer, effort) if effort.driver_id else None
    found = []
    if driver:
        words = f"{driver.title} ({driver.get_sort_display()}, {driver.source})"
        found.append(Fact(_("Aanleiding") if effort.is_flexible else _("Bevinding"), words, subject_url(driver.urn)))
        if driver.retired_on:
            found.append(Fact(_("Let op"), _("Deze aanleiding is ingetrokken. Kijk of de inzet nog past.")))
    if effort.rests_on:
        url = reverse("strategy:node", args=[effort.rests_on])
        found.append(Fact(_("Rust op de zekerheid"), sayings.certainty_title(effort), url))
    return found


def _kin(viewer: Viewer, effort: Effort) -> list[Fact]:
    after = read.effort(viewer, effort.taken_up_in_id) if effort.taken_up_in_id else None
    before = read.grew_from(viewer, effort)
    found = [Fact(_("Ging op in"), after.title, read.url_of(after))] if after else []
    return found + ([Fact(_("Kwam voort uit"), before.title, read.url_of(before))] if before else [])


def list_table(listed: read.Listed, day: date) -> Table:
    """The list as a table to compare with."""
    headers = (_("Inzet"), _("Veld"), _("Eigenaar"), _("Tot en met"), _("Toegezegd"))
    rows = tuple(_list_row(effort, listed.sums.get(effort.id, read.Sums()), day) for effort in listed.efforts)
    return Table(_("Inzet"), headers, rows, numeric=frozenset({4}))


def _list_row(effort: Effort, sums: read.Sums, day: date) -> tuple[Cell, ...]:
    return (
        Cell(effort.title, read.url_of(effort)),
        Cell(effort.get_area_display()),
        Cell(sayings.name_of(effort.owner)),
        Cell(_until(effort, day)),
        Cell(sayings.share(sums.granted, sums.asked) if sums.partners else "–"),
    )


def _until(effort: Effort, day: date) -> str:
    if not effort.is_alive:
        return f"{effort.get_state_display()}, {exactly(effort.stopped_on or day)}"
    if effort.ends_on is None:
        return _("vast, geen einddatum")
    soon = f" ({sayings.left(effort, day)})" if effort.ends_on - day <= read.NEAR else ""
    return f"{exactly(effort.ends_on)}{soon}"


def asks_table(lines: Iterable[Line], effort: Effort) -> Table:
    """The asks of an effort with the latest answer of each."""
    floor = () if effort.is_flexible else (_("Ondergrens"),)
    headers = (_("Partner"), _("Toegezegd"), *floor, _("Stand"), _("Laatste antwoord"))
    rows = tuple(_asks_row(line, fixed=bool(floor)) for line in lines)
    return Table(_("Per partner, in voltijdbanen"), headers, rows, frozenset(range(1, 2 + len(floor))))


def _asks_row(line: Line, *, fixed: bool) -> tuple[Cell, ...]:
    ask = line.ask
    return (
        Cell(sayings.name_of(ask.partner), reverse("efforts:ask", args=[ask.id])),
        Cell(sayings.share(ask.granted, ask.capacity)),
        *((Cell(sayings.fte(ask.floor)),) if fixed else ()),
        Cell(ask.get_state_display()),
        Cell(_latest(line)),
    )


def _latest(line: Line) -> str:
    if line.answer is None:
        return _("graag voor %(day)s") % {"day": exactly(line.ask.reply_by)} if line.ask.state == AskState.OPEN else "–"
    said = str(line.answer.get_reply_display())
    if line.answer.reply == Reply.COUNTER:
        said = _("tegenvoorstel: %(amount)s fte") % {"amount": sayings.fte(line.answer.capacity)}
    return f"{said}. {Truncator(line.answer.reason).chars(140)}" if line.answer.reason else said


def of_field(weighed: Weighed) -> Asked:
    """A field in the drawing: all its partners together."""
    count = {"count": weighed.partners}
    name = ngettext("%(count)s partner", "%(count)s partners samen", weighed.partners) % count
    return weighed.drawn(name, f"{reverse('efforts:capacity')}?veld={weighed.area.value}#per-partner")


@dataclass(frozen=True)
class Decided:
    """A decision as it is read: what, when, for whom, and its words by heading."""

    title: str
    decision: Decision
    words: list[tuple[str, str]]


def decided(decisions: Iterable[Decision], moved: Mapping[UUID, Moved]) -> list[Decided]:
    """The decisions about an effort, ready to be read; a prolongation begins with its days."""
    return [
        Decided(_decision_title(one), one, [*sayings.end_words(moved.get(one.id)), *_words_of(one)])
        for one in decisions
    ]


def _decision_title(decision: Decision) -> str:
    what = say(decision_words, decision.what)
    return f"{what}: {say(outcome_words, decision.outcome)}" if decision.outcome == "despite-gap" else what


def _words_of(decision: Decision) -> list[tuple[str, str]]:
    words = decision.reasoning
    all_words = [
        (_("Redenen"), words.reasons),
        (_("Ook overwogen"), words.alternatives),
        (_("Zag het anders"), words.dissent),
        (_("Past het bij het doel"), words.proportionality),
        (_("Kan het lichter"), words.subsidiarity),
    ]
    return [(heading, text) for heading, text in all_words if text.strip()]
