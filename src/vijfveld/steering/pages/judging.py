# SPDX-License-Identifier: EUPL-1.2
"""The pages on which assessors decide, partners object, and findings lead to fixed effort."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from vijfveld.face import palette
from vijfveld.face.drawings.spread import Spread, Spreads
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Due, Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.refusals import NotThere
from vijfveld.node.slots import subject_url
from vijfveld.steering import questions
from vijfveld.steering.acts.outcomes import (
    decide_step,
    fields_of,
    link_finding,
    note_finding,
    place_reservation,
    reply_to_reservation,
)
from vijfveld.steering.forms.judging import CANNOT, FindingForm, LinkForm, ReplyForm, ReservationForm, StepForm
from vijfveld.steering.models import Finding, Reservation, Round, StepDecision
from vijfveld.steering.pages import round_parts as parts
from vijfveld.steering.queries import answering as answer_reads
from vijfveld.steering.queries import judging as judging_reads
from vijfveld.steering.queries import rounds as read
from vijfveld.steering.words import ANSWERED, step_words
from vijfveld.strategy.models import Effort
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import sums_of, today
from vijfveld.strategy.sayings import name_of, share
from vijfveld.strategy.words import ALIVE, Area, Nature


@login_required
def steps_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Every axis of every field, with its judgement so far."""
    found = parts.round_or_nothing(request, id)
    decided, fields = judging_reads.steps(request.viewer, found), fields_of(found)
    rows = tuple(
        (
            Cell(parts.field_name(*field), reverse("tests:step", args=[found.id, *field])),
            Cell(step_words(decided[field].step) if field in decided else _("nog geen oordeel")),
        )
        for field in fields
    )
    return show(
        request, "steering/tests/steps.html", round=found, state=parts.state_of(found), count=len(fields),
        done=len(decided), table=Table(_("Oordelen"), (_("Veld en kant"), _("Oordeel")), rows),
        breadcrumb=parts.crumbs(found),
    )  # fmt: skip


@login_required
def step_page(request: PageRequest, id: UUID, area: str, axis: str) -> HttpResponse:
    """One axis of one field: the spread of answers, the answers themselves for who may read them, the judgement."""
    viewer, found = request.viewer, parts.round_or_nothing(request, id)
    if (area, axis) not in fields_of(found):
        raise NotThere
    one = judging_reads.steps(viewer, found).get((area, axis))
    form = StepForm(request.POST or None, initial=_given(one))
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, decide_step, found.id, area, axis, form.cleaned_data["version"], form.judged
        ):
            messages.success(request, _("Het oordeel is vastgelegd."))
            return redirect("tests:steps", id=found.id)
        if form.stale:
            form.renew(one.version if one else 0)
    deciding = request.method == "POST" or (read.assesses(viewer, found) and found.state in ANSWERED)
    spread = judging_reads.spread_of(viewer, found, area, axis)
    return show(
        request, "steering/tests/step.html", status=form.status, round=found, one=one, form=form if deciding else None,
        title=parts.field_name(area, axis), step=step_words(one.step) if one else "",
        spread=_drawn(found, area, spread), hidden=not spread, answers=_answers(request, found, area, axis),
        said=name_of(one.assessor) if one else "",
        breadcrumb=[*parts.crumbs(found), Crumb(_("Oordelen"), reverse("tests:steps", args=[found.id]))],
    )  # fmt: skip


def _given(one: StepDecision | None) -> dict[str, object]:
    """What stands already when a judgement is reconsidered; for a first judgement nothing is filled in."""
    if one is None:
        return {"version": 0}
    step = CANNOT if one.step is None else str(one.step)
    return {"version": one.version, "step": step, "reasons": one.reasons, "dissent": one.dissent}


def _drawn(round: Round, area: str, spread: dict[str, list[int]]) -> Spreads | None:
    library = questions.read(bytes(round.questions.stored))
    drawn = tuple(
        Spread(f"{library.items[code].label} {questions.said(library.items[code].words).question}", tuple(counts))
        for code, counts in spread.items()
    )
    return Spreads(drawn, palette.Area(area)) if drawn else None


def _answers(request: PageRequest, round: Round, area: str, axis: str) -> Table:
    if not read.reads_answers(request.viewer, round):
        return Table("", (), ())
    headers = (_("Vraag"), _("Partner"), _("Niveau"), _("Zekerheid"), _("Toelichting"))
    rows = tuple(
        (
            Cell(one.item, reverse("tests:test_answer", args=[one.id])),
            Cell(name_of(one.partner)),
            Cell("–" if one.level is None else str(one.level)),
            Cell(one.get_sureness_display() or _("niet van toepassing")),
            Cell(one.explanation or one.reason),
        )
        for one in judging_reads.answers_in(request.viewer, round, area, axis)
    )
    return Table(_("Antwoorden"), headers, rows, frozenset({2}))


@login_required
def reserve_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Object to an item or a step."""
    found = parts.round_or_nothing(request, id)
    invited = answer_reads.invitation(request.viewer, found, request.viewer.organisation)
    parts.require(request, place_reservation, when=invited is not None)
    library = read.library_of(request.viewer, found)
    form = ReservationForm(
        request.POST or None, fields=fields_of(found), items=library.items.values(),
        initial={"about": request.GET.get("bij", "")},
    )  # fmt: skip
    filled = request.method == "POST" and form.is_valid()
    if filled and form.do(request, place_reservation, found.id, form.subject, words=form.cleaned_data["words"]):
        messages.success(request, _("Uw voorbehoud staat er. U krijgt antwoord."))
        return redirect("tests:reservation", id=form.outcome.id)
    return parts.form_page(
        request, form, round=found, title=_("Maak een voorbehoud"), button=_("Plaats het voorbehoud"),
        intro=_("Bent u het oneens met een vraag of een oordeel? Uw woorden staan zo in het rapport."),
    )  # fmt: skip


@login_required
def reservation_page(request: PageRequest, id: UUID) -> HttpResponse:
    """A reservation with its reply; who assesses replies on the same page."""
    viewer, found = request.viewer, read.record(request.viewer, Reservation, id)
    if found is None:
        raise NotThere
    round = parts.round_or_nothing(request, found.round_id)
    replies = may(viewer, [reply_to_reservation]) and found.replied_at is None
    replies = replies and (read.assesses(viewer, round) or round.prepared_by_id == viewer.organisation)
    form = ReplyForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, reply_to_reservation, found.id, form.cleaned_data["version"], reply=form.cleaned_data["reply"]
        ):
            messages.success(request, _("Uw antwoord staat erbij."))
            return redirect("tests:reservation", id=found.id)
        if form.stale:
            form.renew(found.version)
    labels = {code: item.label for code, item in read.library_of(viewer, round).items.items()}
    return show(
        request, "steering/tests/reservation.html", status=form.status, round=round, one=found,
        about=parts.about_words(found, labels), day=today(viewer),
        form=form if replies or request.method == "POST" else None,
        history=strip(viewer, found.urn), breadcrumb=parts.crumbs(round),
    )  # fmt: skip


@login_required
def reservations_page(request: PageRequest) -> HttpResponse:
    """Every reservation that waits for a reply; what is overdue stands first and alarms (§8.2)."""
    found, day = judging_reads.waiting_reservations(request.viewer), today(request.viewer)
    due = [
        Due(
            one.reply_by, f"{name_of(one.partner)}: {Truncator(one.words).chars(140)}",
            reverse("tests:reservation", args=[one.id]),
            " · ".join(filter(None, [one.round.title, _("zachtere stem") if one.partner.softer_voice else ""])),
            one.reply_by < day,
        )
        for one in found
    ]  # fmt: skip
    late = sum(one.reply_by < day for one in found)
    return show(
        request, "steering/tests/reservations.html", due=due, late=late, in_network=request.viewer.in_network,
        breadcrumb=parts.crumbs(),
    )  # fmt: skip


@login_required
def new_finding_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Note what is missing."""
    found = parts.round_or_nothing(request, id)
    parts.require(request, note_finding, when=read.assesses(request.viewer, found))
    items = read.library_of(request.viewer, found).items.values()
    form = FindingForm(request.POST or None, areas=found.areas, items=items)
    if request.method == "POST" and form.is_valid() and form.do(request, note_finding, found.id, form.found):
        messages.success(request, _("De bevinding staat er. Vaste inzet kan erop rusten."))
        return redirect("tests:finding", id=form.outcome.id)
    return parts.form_page(
        request, form, round=found, title=_("Leg een bevinding vast"), button=_("Leg vast"),
        intro=_("Wat ontbreekt er, en welke vaste inzet herstelt dat? De coördinator krijgt een taak."),
    )  # fmt: skip


@login_required
def findings_page(request: PageRequest) -> HttpResponse:
    """Every finding; those without effort first asked for."""
    area = request.GET.get("veld", "") if request.GET.get("veld", "") in Area.values else ""
    open_only = request.GET.get("stand", "") != "alles"
    found = judging_reads.findings(request.viewer, area=area, open_only=open_only)
    rows = tuple(
        (
            Cell(one.title, reverse("tests:finding", args=[one.id])),
            Cell(str(Area(one.area).label)),
            Cell(_("opgepakt") if one.closed_at else _("nog geen inzet")),
        )
        for one in found
    )
    return show(
        request, "steering/tests/findings.html", found=found, open_only=open_only, in_network=request.viewer.in_network,
        table=Table(_("Bevindingen"), (_("Bevinding"), _("Veld"), _("Stand")), rows), breadcrumb=parts.crumbs(),
    )  # fmt: skip


@login_required
def finding_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One finding: what is missing, what is proposed, and the effort that closes it."""
    viewer, found = request.viewer, read.record(request.viewer, Finding, id)
    if found is None:
        raise NotThere
    efforts = _efforts(request, found)
    links = may(viewer, [link_finding]) and found.effort_id is None
    proposing = f"{reverse('efforts:fixed')}?rust-op={found.driver_id}" if links else ""
    form = LinkForm(request.POST or None, efforts=efforts, initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, link_finding, found.id, form.cleaned_data["version"], effort=UUID(form.cleaned_data["effort"])
        ):
            messages.success(request, _("De inzet is gekoppeld."))
            return redirect("tests:finding", id=found.id)
        if form.stale:
            form.renew(found.version)
    return show(
        request, "steering/tests/finding.html", status=form.status, one=found, facts=_facts(request, found),
        form=form if (links and efforts) or request.method == "POST" else None, proposing=proposing,
        history=strip(viewer, found.urn), breadcrumb=[*parts.crumbs(found.round)],
    )  # fmt: skip


def _efforts(request: PageRequest, finding: Finding) -> list[tuple[str, str]]:
    rows = Effort.objects.visible_to(request.viewer).filter(nature=Nature.FIXED, state__in=ALIVE, area=finding.area)
    found = [(str(id), title) for id, title in rows.order_by("title").values_list("id", "title")[:200]]
    return [(id, capfirst(title)) for id, title in found]


def _asked_in(request: PageRequest, finding: Finding) -> str:
    items = read.library_of(request.viewer, finding.round).items
    return " · ".join(f"{items[code].label}: {questions.said(items[code].words).question}" for code in finding.items)


def _facts(request: PageRequest, finding: Finding) -> list[Fact]:
    found = [
        Fact(_("Veld"), str(Area(finding.area).label)),
        Fact(_("Uit de toets"), finding.round.title, reverse("tests:detail", args=[finding.round_id])),
        Fact(_("Vragen"), _asked_in(request, finding) or "–"),
        Fact(_("Als aanleiding"), finding.driver.title, subject_url(finding.driver.urn)),
    ]
    if finding.effort:
        found.append(Fact(_("Opgepakt met"), str(finding.effort), subject_url(finding.effort.urn)))
        found += _granted(request, finding.effort)
    return found


def _granted(request: PageRequest, effort: Effort) -> list[Fact]:
    """What partners granted of what was asked of them for the effort, once anything was asked."""
    sums = sums_of(request.viewer, [effort.id]).get(effort.id)
    if sums is None or not sums.partners:
        return []
    return [Fact(_("Toegezegd"), _("%(amount)s fte") % {"amount": share(sums.granted, sums.asked)})]


@login_required
def step_detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where a judgement is read: at its field."""
    found = read.record(request.viewer, StepDecision, id)
    if found is None:
        raise NotThere
    return redirect("tests:step", id=found.round_id, area=found.area, axis=found.axis)
