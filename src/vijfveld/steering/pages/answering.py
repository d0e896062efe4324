# SPDX-License-Identifier: EUPL-1.2
"""The pages on which a partner answers: its own list, one page per item, on paper, and evidence."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.shell import Crumb
from vijfveld.law.acting import NO_ROLE
from vijfveld.law.refusals import NotThere
from vijfveld.node.roles import Role
from vijfveld.steering import questions, store
from vijfveld.steering.acts.answers import delegate_item, draft_answer, return_answer, submit_answer
from vijfveld.steering.acts.evidence import add_evidence, revise_evidence
from vijfveld.steering.acts.rounds import NOT_OPEN
from vijfveld.steering.forms.answering import DelegateForm, EvidenceForm, ReturnForm, TellForm
from vijfveld.steering.models import AnswerEdition, Invitation, Round, TestAnswer
from vijfveld.steering.pages import round_parts as parts
from vijfveld.steering.queries import answering as answer_reads
from vijfveld.steering.queries import rounds as read
from vijfveld.steering.queries.answering import OwnItem
from vijfveld.steering.words import RoundState, Sureness, Work
from vijfveld.strategy.pages.shown import PageRequest, show, strip, to_top
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.words import Area

ONWARD = {"evidence": "tests:evidence_new", "delegate": "tests:delegate"}
"""Where someone goes on to from an answer, by the button that keeps what was typed first."""


def _asked(request: PageRequest, id: UUID) -> tuple[Round, Invitation, list[OwnItem]]:
    found = parts.round_or_nothing(request, id)
    asked = answer_reads.invitation(request.viewer, found, request.viewer.organisation)
    if asked is None:
        raise NotThere
    return found, asked, answer_reads.own_items(request.viewer, found, asked)


@login_required
def items_page(request: PageRequest, id: UUID) -> HttpResponse:
    """What this partner is asked, and how far each item is; what still has to be done comes first."""
    found, _asked_of, items = _asked(request, id)
    mine = request.GET.get("van") == "mij"
    shown = [one for one in items if not mine or (one.answer and one.answer.drafter_id == request.viewer.person)]
    done = sum(one.answer is not None and one.answer.done for one in items)
    tables = [_table(found, area, shown) for area in ("", *Area.values)]
    following = next((one for one in shown if one.answer is None or not one.answer.done), None)
    return show(
        request, "steering/tests/items.html", round=found, state=parts.state_of(found), done=done, count=len(items),
        tables=[table for table in tables if table.rows], mine=mine, following=following,
        breadcrumb=parts.crumbs(found),
    )  # fmt: skip


def _table(round: Round, area: str, items: list[OwnItem]) -> Table:
    rows = tuple(
        (
            Cell(questions.said(one.item.words).question, reverse("tests:item", args=[round.id, one.item.code])),
            Cell(str(Work(one.state).label)),
        )
        for one in items
        if (one.item.area or "") == area
    )
    return Table(str(Area(area).label) if area else _("Zonder veld"), (_("Vraag"), _("Stand")), rows)


@login_required
def item_page(request: PageRequest, id: UUID, item: str) -> HttpResponse:
    """One item: the question, its levels, what shows it, the answer, and who drafts it."""
    found, _asked_of, items = _asked(request, id)
    one, following = _one(items, item)
    scale = read.library_of(request.viewer, found).steps_of(item)
    form = TellForm(request.POST or None, item=one.item, scale=scale, answer=one.answer)
    if request.method == "POST":
        act = submit_answer if "submit" in request.POST else draft_answer
        onward = ONWARD.get(request.POST.get("onward", ""))
        if onward and form.is_valid() and form.unchanged:
            return redirect(onward, id=found.id, item=item)
        if form.is_valid() and form.do(request, act, found.id, item, form.cleaned_data["version"], form.told):
            messages.success(request, _("Ingediend.") if act is submit_answer else _("Het concept is bewaard."))
            after = following if act is submit_answer and following else item
            if onward:
                return redirect(onward, id=found.id, item=after)
            return to_top("tests:item", id=found.id, item=after)
        if form.stale:
            form.renew(one.answer.version if one.answer else 0)
    return _item_page(request, found, items, item, form)


def _one(items: list[OwnItem], code: str) -> tuple[OwnItem, str]:
    """The item of a page, and the next one that still has to be done."""
    places = {one.item.code: number for number, one in enumerate(items)}
    if code not in places:
        raise NotThere
    place = places[code]
    later = [one for one in (*items[place + 1 :], *items[:place]) if one.answer is None or not one.answer.done]
    return items[place], later[0].item.code if later else ""


def _item_page(request: PageRequest, round: Round, items: list[OwnItem], item: str, form: TellForm) -> HttpResponse:
    one, following = _one(items, item)
    viewer, words, answer = request.viewer, questions.said(one.item.words), one.answer
    liaison, is_open = viewer.holds(Role.LIAISON), round.state == RoundState.OPEN
    given = answer is not None and answer.drafter_id == viewer.person
    writes = is_open and (liaison or given)
    return show(
        request, "steering/tests/item.html", status=form.status, round=round, item=one.item, words=words, form=form,
        answer=answer, state=capfirst(str(Work(one.state).label)), liaison=liaison, following=following,
        number=items.index(one) + 1, count=len(items), writes=writes, unsaved=form.is_bound and not writes,
        refused=_refused(form, is_open=is_open), evidence=_evidence(request, answer), area=one.item.area,
        editions=answer_reads.editions(viewer, answer) if answer else [],
        history=strip(viewer, answer.urn) if answer else [],
        breadcrumb=[*parts.crumbs(round), Crumb(_("Uw vragen"), reverse("tests:items", args=[round.id]))],
    )  # fmt: skip


def _refused(form: TellForm, *, is_open: bool) -> str:
    """Why what was typed is not kept, for whoever no longer writes here."""
    if form.refusal is not None:
        return str(form.refusal.sentence)
    return str(NO_ROLE if is_open else NOT_OPEN)


def _evidence(request: PageRequest, answer: TestAnswer | None) -> list[Any]:
    return answer_reads.evidence_of(request.viewer, answer) if answer else []


@login_required
def delegate_page(request: PageRequest, id: UUID, item: str) -> HttpResponse:
    """Give an item to a colleague."""
    found, _asked_of, items = _asked(request, id)
    one, _following = _one(items, item)
    version = one.answer.version if one.answer else 0
    form = DelegateForm(
        request.POST or None, people=answer_reads.colleagues(request.viewer), initial={"version": version}, prefix="to"
    )
    if request.method == "POST" and form.is_valid():
        if form.do(request, delegate_item, found.id, item, form.cleaned_data["version"], to=form.chosen):
            messages.success(request, _("Uw keuze is bewaard."))
            return redirect("tests:item", id=found.id, item=item)
        if form.stale:
            form.renew(version)
    return parts.form_page(
        request, form, round=found, title=_("Wie schrijft het concept?"), button=_("Bewaar"),
        intro=questions.said(one.item.words).question, back=reverse("tests:item", args=[found.id, item]),
    )  # fmt: skip


@login_required
def evidence_page(request: PageRequest, id: UUID, item: str) -> HttpResponse:
    """Lay a piece of evidence beside an answer."""
    found, _asked_of, items = _asked(request, id)
    one, _following = _one(items, item)
    form = EvidenceForm(
        request.POST or None, request.FILES or None, day=today(request.viewer), initial={"version": 0}, prefix="ev"
    )
    if request.method == "POST" and form.is_valid() and form.do(request, add_evidence, found.id, item, form.read):
        messages.success(request, _("Het bewijs ligt erbij."))
        return redirect("tests:item", id=found.id, item=item)
    return parts.form_page(
        request, form, round=found, title=_("Leg bewijs bij uw antwoord"), button=_("Bewaar het bewijs"), files=True,
        intro=questions.said(one.item.words).question, back=reverse("tests:item", args=[found.id, item]),
    )  # fmt: skip


@login_required
def revise_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Replace a piece of evidence by a later revision."""
    old = answer_reads.evidence(request.viewer, id)
    if old is None:
        raise NotThere
    given = {"version": old.version, "title": old.title, "sort": old.sort, "reference": old.reference}
    form = EvidenceForm(request.POST or None, request.FILES or None, day=today(request.viewer), initial=given)
    back = reverse("tests:item", args=[old.round_id, old.answer.item])
    if request.method == "POST":
        if form.is_valid() and form.do(request, revise_evidence, old.id, form.cleaned_data["version"], form.read):
            messages.success(request, _("De nieuwe versie ligt erbij."))
            return redirect(back)
        if form.stale:
            form.renew(old.version)
    return parts.form_page(
        request, form, round=old.round, title=_("Vervang dit bewijs"), button=_("Bewaar de nieuwe versie"), back=back,
        intro=_("De oude versie blijft bewaard in de reeks."), files=True,
    )  # fmt: skip


@login_required
def file_page(request: PageRequest, id: UUID) -> HttpResponse:
    """A stored file, always as a download and under the type that its own bytes showed."""
    found = answer_reads.evidence(request.viewer, id)
    content = store.fetch(found.sha256) if found and found.sha256 else None
    if found is None or content is None:
        raise NotThere
    response = HttpResponse(content, content_type=found.media_type)
    ending = store.ENDINGS.get(found.media_type, "bin")
    response["Content-Disposition"] = f'attachment; filename="bewijs-{found.sha256[:12]}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def paper_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Every item as a form that one prints and fills in by hand."""
    found, asked, items = _asked(request, id)
    return show(
        request, "steering/tests/paper.html", round=found, asked=asked, state=parts.state_of(found),
        sureness=Sureness.labels, items=[(one.item, questions.said(one.item.words)) for one in items],
        breadcrumb=parts.crumbs(found),
    )  # fmt: skip


@login_required
def answer_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One answer, as its assessors and its own partner read it."""
    found = answer_reads.answer(request.viewer, id)
    if found is None:
        raise NotThere
    round, viewer = parts.round_or_nothing(request, found.round_id), request.viewer
    if found.partner_id == viewer.organisation:
        return redirect("tests:item", id=round.id, item=found.item)
    item = read.library_of(viewer, round).items[found.item]
    returns = read.assesses(viewer, round) and round.state == RoundState.OPEN and found.done
    form = ReturnForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, return_answer, found.id, form.cleaned_data["version"], because=form.cleaned_data["because"]
        ):
            messages.success(request, _("De partner is om aanvulling gevraagd."))
            return redirect("tests:test_answer", id=found.id)
        if form.stale:
            form.renew(found.version)
    return show(
        request, "steering/tests/answer.html", status=form.status, round=round, answer=found, item=item,
        words=questions.said(item.words), form=form if returns else None, evidence=_evidence(request, found),
        editions=answer_reads.editions(viewer, found), history=strip(viewer, found.urn), breadcrumb=parts.crumbs(round),
    )  # fmt: skip


@login_required
def edition_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where an earlier answer is read: at the answer."""
    found = read.record(request.viewer, AnswerEdition, id)
    if found is None:
        raise NotThere
    return redirect("tests:test_answer", id=found.answer_id)


@login_required
def evidence_detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where a piece of evidence is read: at its answer."""
    found = answer_reads.evidence(request.viewer, id)
    if found is None:
        raise NotThere
    return redirect("tests:test_answer", id=found.answer_id)


@login_required
def invitation_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where an invitation leads: to the items of the partner itself, else to the round."""
    found = read.record(request.viewer, Invitation, id)
    if found is None:
        raise NotThere
    page = "tests:items" if found.partner_id == request.viewer.organisation else "tests:detail"
    return redirect(page, id=found.round_id)
