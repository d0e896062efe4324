# SPDX-License-Identifier: EUPL-1.2
"""Oversight: everything that can be counted about how the node was used, and nothing of what it was used for."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.course import Course, Row
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting_forms import ActForm
from vijfveld.law.bases import catalogue
from vijfveld.law.forms import STEP_WORDS
from vijfveld.law.gate import ground_words
from vijfveld.law.ledger import export, last_checkpoint
from vijfveld.law.models import Checkpoint
from vijfveld.law.pages.bases import wording
from vijfveld.law.refusals import NotThere
from vijfveld.law.words import deadline_words, say
from vijfveld.node import clock
from vijfveld.node.roles import Mode, Role
from vijfveld.node.slots import subjects
from vijfveld.steering.account_reading import part_words
from vijfveld.steering.account_words import JUDGEMENTS, refusal_words
from vijfveld.steering.acts.checks import start_check
from vijfveld.steering.checking import run_check
from vijfveld.steering.forms.oversight import TermForm
from vijfveld.steering.models import LedgerCheck
from vijfveld.steering.queries import oversight as read
from vijfveld.steering.words import CheckState
from vijfveld.strategy.pages.shown import PageRequest, may, show

WATCHERS = (Role.OVERSIGHT, Role.FG)
MOST_KINDS = 14
WITHOUT_SUBJECT = {
    "act": gettext_lazy("geweigerd"), "notices": gettext_lazy("berichten"), "gate": gettext_lazy("de poort"),
    "destruction": gettext_lazy("vernietiging"), "agenda": gettext_lazy("agenda van een overleg"),
    "authority": gettext_lazy("gezagskaart"), "handover": gettext_lazy("overdracht van een dossier"),
    "mandate": gettext_lazy("mandaat"), "mandates": gettext_lazy("mandaten"),
    "migration": gettext_lazy("wijziging van de database"),
    "minutes": gettext_lazy("verslag van een overleg"), "paper": gettext_lazy("stuk bij een overleg"),
    "seat": gettext_lazy("plaats in een dossier"), "step": gettext_lazy("oordeel over een veld"),
}  # fmt: skip
"""What acts are about that name no record with a page of its own, by the first part of their name."""


@login_required
def page(request: PageRequest) -> HttpResponse:
    """The page of oversight, over the days that were chosen."""
    viewer, now = request.viewer, request.viewer.now or clock.now()
    if not viewer.holds(*WATCHERS):
        raise NotThere
    form = TermForm(request.GET or None, day=read.last_days(now, 1).last)
    term = form.term
    acts = read.acts_in(viewer, term)
    return show(
        request, "steering/oversight/page.html", status=400 if form.is_bound and form.errors else 200, form=form,
        term=term, acts=acts, course=_course(acts) if acts and acts.whole else None,
        by_act=_by_act(acts), bases=_bases(read.bases_used(viewer, acts)), refusals=_refusals(acts),
        glass=_glass(read.glass_in(viewer, term, now)), overdue=_overdue(read.overdue(viewer, now)),
        destroyed=_destroyed(read.destroyed_in(viewer, term)), processed=_processed(read.processed_in(viewer, term)),
        gate=_gate(read.gate_in(viewer, term)), ledger=_ledger(read.sealing(viewer)),
        checkpoints=_checkpoints(read.sealing(viewer)), checks=[_check_fact(one) for one in read.checks(viewer)],
        check=ActForm(), verifies=may(viewer, [start_check]),
    )  # fmt: skip


def _course(acts: read.Acts) -> Course:
    """Acts by their first word, those done most first; the rest together."""
    ranked = sorted(acts.by_kind.items(), key=lambda pair: (-sum(pair[1]), pair[0]))
    shown, rest = ranked[:MOST_KINDS], ranked[MOST_KINDS:]
    rows = [Row(_kind_words(kind), (tuple(counts),)) for kind, counts in shown]
    if rest:
        rows.append(Row(_("andere"), (tuple(map(sum, zip(*(counts for _kind, counts in rest), strict=True))),)))
    parts = tuple(part_words(first, last) for first, last in acts.parts)
    return Course(_("Handelingen naar soort"), (_("Handelingen"),), parts, tuple(rows))


def _kind_words(kind: str) -> str:
    """What a sort of acts is about, in the words that its app gave the noun; else its code."""
    named = subjects.get(kind)
    return str(named.word) if named else str(WITHOUT_SUBJECT.get(kind, kind))


def _table(caption: str, headers: tuple[str, ...], rows: Iterable[tuple[object, ...]], *numeric: int) -> Table:
    cells = tuple(tuple(one if isinstance(one, Cell) else Cell(str(one)) for one in row) for row in rows)
    return Table(caption, headers, cells, frozenset(numeric))


def _by_act(acts: read.Acts | None) -> Table | None:
    if acts is None:
        return None
    ranked = sorted(acts.by_act.items(), key=lambda pair: (-pair[1], pair[0]))
    return _table(_("Elke handeling, geteld"), (_("Handeling"), _("Aantal")), ranked, 1)


def _bases(found: list[read.Basis]) -> Table:
    rows = (
        (
            _basis_cell(one.code), "–" if one.used is None else one.used,
            _("ja") if one.seen else _("nee, nog niet nagegaan"),
            (_("ja") if one.confirmed else _("nee")) if one.personal_data else _("niet nodig"),
        )
        for one in found
    )  # fmt: skip
    headers = (_("Grondslag"), _("Handelingen"), _("Wettekst gezien"), _("Bevestigd door de FG"))
    return _table(_("Grondslagen waarop handelingen rustten"), headers, rows, 1)


def _basis_cell(code: str) -> Cell:
    known = catalogue().find(code)
    return Cell(wording(known).title, reverse("law:basis", args=[code])) if known else Cell(code)


def _refusals(acts: read.Acts | None) -> Table | None:
    if acts is None:
        return None
    ranked = sorted(acts.refusals.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = ((refusal_words(rule), rule, act, count) for (rule, act), count in ranked)
    return _table(_("Weigeringen naar regel"), (_("Regel"), _("Code"), _("Handeling"), _("Aantal")), rows, 3)


def _glass(found: list[read.Glass]) -> Table:
    rows = (
        (
            exactly(one.opened_at), STEP_WORDS.get(one.step, one.step),
            JUDGEMENTS.get(one.judgement, one.judgement) if one.reviewed_at else _("nog niet beoordeeld"),
            _("te laat") if one.late else _("op tijd"),
        )
        for one in found
    )  # fmt: skip
    return _table(_("Noodstappen"), (_("Wanneer"), _("Regel"), _("Oordeel"), _("Binnen een dag")), rows)


def _overdue(found: list[tuple[str, int, datetime]]) -> Table:
    rows = ((say(deadline_words, what), count, exactly(oldest)) for what, count, oldest in found)
    headers = (_("Termijn"), _("Aantal voorbij"), _("De oudste liep af op"))
    return _table(_("Termijnen die voorbij zijn"), headers, rows, 1)


def _destroyed(found: list[tuple[str, str, int]]) -> Table:
    states = {"ordered": _("opgedragen"), "key_removed": _("sleutel verwijderd"), "destroyed": _("vernietigd")}
    rows = ((states.get(state, state), ground, count) for state, ground, count in found)
    return _table(_("Vernietigingen"), (_("Stand"), _("Grond"), _("Aantal")), rows, 2)


def _processed(found: list[tuple[str, str, int]]) -> Table:
    headers = (_("Verwerking"), _("Handeling"), _("Regels"))
    return _table(_("Regels in het verwerkingenlogboek"), headers, found, 2)


def _gate(found: list[tuple[date, str, str, int]]) -> Table:
    rows = ((f"{month:%Y-%m}", intake, ground_words(ground), count) for month, intake, ground, count in found)
    return _table(_("Geweigerd aan de poort"), (_("Maand"), _("Waar"), _("Reden"), _("Aantal")), rows, 3)


def _ledger(found: read.Sealing | None) -> list[Fact]:
    if found is None:
        return []
    waiting = _("niets") if found.waiting_since is None else _("sinds %(at)s") % {"at": exactly(found.waiting_since)}
    return [Fact(_("Verzegelde posten"), str(found.size)), Fact(_("Wacht op verzegeling"), waiting)]


def _checkpoints(found: read.Sealing | None) -> Table | None:
    if found is None:
        return None
    rows = ((exactly(one.signed_at), one.size, bytes(one.root).hex()) for one in found.checkpoints)
    return _table(_("De nieuwste ijkpunten"), (_("Ondertekend"), _("Posten"), _("Wortel")), rows, 1)


def _check_fact(one: LedgerCheck) -> Fact:
    said = f"{one.get_state_display()} ({one.size})" if one.ended else str(one.get_state_display())
    return Fact(exactly(one.asked_at), said, reverse("oversight:check", args=[one.id]))


@login_required
def start_page(request: PageRequest) -> HttpResponse:
    """Ask for a check of the ledger; it runs in the background."""
    form = ActForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.do(request, start_check):
        run_check.enqueue(str(form.outcome.id), Mode(form.outcome.mode).value)
        return redirect("oversight:check", id=form.outcome.id)
    if form.refusal is not None:
        raise form.refusal
    return redirect("oversight:page")


@login_required
def check_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One check: how far it is, or what it found."""
    found = read.check(request.viewer, id)
    if found is None:
        raise NotThere
    rows = ((one["kind"], _place(one)) for one in found.faults)
    facts = [Fact(_("Gevraagd"), found.asked_at), Fact(_("Stand"), found.get_state_display())]
    if found.ended and found.state != CheckState.FAILED:
        facts += [Fact(_("Posten gelezen"), str(found.size)), Fact(_("Wortel"), found.root)]
        held = str(found.held_against) if found.held_against else _("geen: dit is de eerste")
        facts.append(Fact(_("Vergeleken met het ijkpunt van posten"), held))
    return show(
        request, "steering/oversight/check.html", check=found, facts=facts,
        table=_table(_("Wat niet klopt"), (_("Soort fout"), _("Plaats")), rows) if found.faults else None,
        breadcrumb=[Crumb(_("Toezicht"), reverse("oversight:page"))],
    )  # fmt: skip


def _place(fault: dict[str, object]) -> str:
    if fault["first"] is None:
        return _("het bestand als geheel")
    told = {"first": fault["first"], "last": fault["last"]}
    if fault["first"] == fault["last"]:
        return _("post %(first)s") % told
    return _("post %(first)s tot en met %(last)s") % told


@login_required
def ledger_file(request: PageRequest) -> StreamingHttpResponse:
    """The whole ledger up to its last checkpoint, for `vijfveld ledger verify` on another machine."""
    signed = _for_oversight(request)
    response = StreamingHttpResponse((line.encode() for line in export(signed)), content_type="application/jsonl")
    response["Content-Disposition"] = f'attachment; filename="register-{signed.size}.jsonl"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def checkpoint_file(request: PageRequest) -> HttpResponse:
    """The last checkpoint, to keep: a later ledger must hold this one."""
    signed = _for_oversight(request)
    response = HttpResponse(signed.note, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ijkpunt-{signed.size}.txt"'
    response["Cache-Control"] = "private, no-store"
    return response


def _for_oversight(request: PageRequest) -> Checkpoint:
    if not request.viewer.holds(Role.OVERSIGHT):
        raise NotThere
    return last_checkpoint()
