# SPDX-License-Identifier: EUPL-1.2
"""The pages of asks: asking partners, what is asked of us, one ask with its answers, and answering it."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting import Act
from vijfveld.law.acting_forms import EditForm
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.models import Organisation
from vijfveld.node.slots import subject_url
from vijfveld.strategy import sayings
from vijfveld.strategy.acts.asks import (
    AGAIN,
    NO_COUNTER,
    NOT_ASKER,
    adopt_counter,
    answer_ask,
    ask_again,
    may_resize,
    put_asks,
    resize_ask,
    withdraw_ask,
)
from vijfveld.strategy.acts.exits import NOT_ALIVE, NOT_OWNER
from vijfveld.strategy.forms.asks import AgainForm, AnswerForm, AskForm, PartnerSearch
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.pages import effort_parts as parts
from vijfveld.strategy.pages.effort_parts import Verb
from vijfveld.strategy.pages.efforts import effort_or_nothing, page_number, turn
from vijfveld.strategy.pages.offers import below_floor, offer
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip, to_top
from vijfveld.strategy.queries import asks as read
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.words import OPEN_ASKS, AskState

SIDES = ("aan-ons", "door-ons")


@login_required
def put_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask partners for an effort. A search keeps all that was filled in, and needs no script."""
    effort = effort_or_nothing(request, id)
    search = PartnerSearch(request.POST or request.GET)
    found = read.partners_to_ask(request.viewer, effort, **search.words)
    form = AskForm(
        request.POST or None, effort=effort, day=today(request.viewer), found=_with_ticked(request, found.found)
    )
    searching = "zoeken" in request.POST
    if searching:
        form = _unjudged(form)
    elif request.method == "POST":
        if form.is_valid() and form.do(request, put_asks, effort.id, partners=form.chosen, wanted=form.wanted):
            messages.success(request, _sent(len(form.chosen)))
            return redirect("efforts:detail", id=effort.id)
    else:
        _require_owner(request, effort)
    return show(
        request, "strategy/asks/put.html", form=form, status=200 if searching else form.status, effort=effort,
        search=search.shown, found=found, state=sayings.state_of(effort, today(request.viewer)),
        breadcrumb=[parts.home_crumb(), parts.crumb(effort)],
    )  # fmt: skip


def _with_ticked(request: PageRequest, found: list[Organisation]) -> list[Organisation]:
    """The partners a search found, after those that were ticked before it."""
    ticked = [id for id in request.POST.getlist("partners") if _is_uuid(id)][:400]
    known = list(Organisation.objects.filter(pk__in=ticked, left_on__isnull=True)) if ticked else []
    return known + [partner for partner in found if partner not in known]


def _is_uuid(text: str) -> bool:
    with suppress(ValueError):
        return bool(UUID(text))
    return False


def _unjudged(form: AskForm) -> AskForm:
    """The same form with all that was typed, and not a word about what is missing yet."""
    typed = {name: form[name].data for name in form.fields}
    return AskForm(None, effort=form.effort, day=form.day, found=form.found, initial=typed)


def _sent(count: int) -> str:
    return ngettext("De vraag is gesteld.", "De vraag is aan %(count)s partners gesteld.", count) % {"count": count}


def _require_owner(request: PageRequest, effort: Effort) -> None:
    parts.require_role(request.viewer, put_asks)
    if effort.owner_id != request.viewer.organisation:
        raise Refused("effort.not_yours", NOT_OWNER)
    if not effort.is_alive:
        raise Refused("effort.over", NOT_ALIVE)


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """What is asked of us, or what we asked."""
    side = request.GET.get("kant", "")
    side = side if side in SIDES else SIDES[0]
    state = request.GET.get("stand", "")
    reading = read.asked_by if side == "door-ons" else read.asked_of
    found = reading(request.viewer, state=state, page=page_number(request))
    return show(
        request, "strategy/asks/list.html", side=side, stand=state, found=found,
        states=[*AskState.choices, ("all", _("Alles"))],
        table=_list_table(found, by_us=side == "door-ons"), turn=turn(request, found.page, found.pages), cap=read.CAP,
    )  # fmt: skip


def _list_table(found: read.Asks, *, by_us: bool) -> Table:
    other = _("Gevraagd aan") if by_us else _("Gevraagd door")
    headers = (_("Inzet"), other, _("Antwoord voor"), _("Toegezegd"), _("Stand"))
    rows = tuple(
        (
            Cell(line.effort.title if line.effort else "–", reverse("efforts:ask", args=[line.ask.id])),
            Cell(sayings.name_of(line.ask.partner if by_us else line.ask.asker)),
            Cell(exactly(line.ask.reply_by)),
            Cell(sayings.share(line.ask.granted, line.ask.capacity)),
            Cell(line.ask.get_state_display()),
        )
        for line in found.lines
    )
    return Table(_("Wat wij vroegen") if by_us else _("Wat ons wordt gevraagd"), headers, rows, frozenset({3}))


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One ask with every answer; the partner's own liaison answers on the same page."""
    line = line_or_nothing(request, id)
    ask, form = line.ask, _answer_form(request, line)
    if request.method == "POST":
        form = form or AnswerForm(request.POST, line=line, day=today(request.viewer))
        if form.is_valid() and form.do(request, answer_ask, ask.id, form.cleaned_data["version"], form.answer):
            messages.success(request, _("Uw antwoord is verstuurd."))
            return to_top("efforts:ask", id=ask.id)
        if form.stale:
            form.renew(ask.version)
    return show(
        request, "strategy/asks/detail.html", status=form.status if form else 200, line=line, form=form,
        title=_("Vraag aan %(partner)s") % {"partner": sayings.name_of(ask.partner)},
        state=_state(line, today(request.viewer)), facts=_facts(line),
        answers=read.answers(request.viewer, ask), verbs=_verbs(request, line),
        history=strip(request.viewer, ask.urn), breadcrumb=_crumbs(line),
    )  # fmt: skip


@login_required
def answer_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where one answer is read: at its ask."""
    found = read.answer(request.viewer, id)
    if found is None:
        raise NotThere
    return redirect(f"{reverse('efforts:ask', args=[found.ask_id])}#antwoord-{found.id}")


def line_or_nothing(request: PageRequest, id: UUID) -> read.Line:
    """The ask that a page is about. Raises NotThere when there is none for this viewer."""
    found = read.ask(request.viewer, id)
    if found is None:
        raise NotThere
    return found


def _answer_form(request: PageRequest, line: read.Line) -> AnswerForm | None:
    ask = line.ask
    if not may(request.viewer, [answer_ask], organisation=ask.partner_id) or ask.state not in OPEN_ASKS:
        return None
    return AnswerForm(request.POST or None, line=line, day=today(request.viewer))


def _state(line: read.Line, day: date) -> str:
    ask, name = line.ask, capfirst(str(line.ask.get_state_display()))
    told = {"state": name, "day": exactly(ask.reply_by), "share": sayings.share(ask.granted, ask.capacity)}
    if ask.state == AskState.OPEN:
        late = ask.reply_by < day
        return (_("%(state)s. Dat was gevraagd voor %(day)s.") if late else _("%(state)s. Graag voor %(day)s.")) % told
    if ask.state == AskState.COUNTERED and line.answer:
        offered = {"offered": sayings.fte(line.answer.capacity), "asked": sayings.fte(ask.capacity)}
        return _("%(state)s: %(offered)s fte in plaats van %(asked)s fte.") % {**told, **offered}
    if ask.state in (AskState.ACCEPTED, AskState.PARTLY):
        return _("%(state)s: %(share)s fte.") % told
    return f"{name}."


def _facts(line: read.Line) -> list[Fact]:
    ask, effort = line.ask, line.effort
    found = [Fact(_("Voor de inzet"), effort.title, subject_url(effort.urn))] if effort else []
    found += [
        Fact(_("Gevraagd door"), sayings.name_of(ask.asker), subject_url(ask.asker.urn)),
        Fact(_("Gevraagd aan"), sayings.name_of(ask.partner), subject_url(ask.partner.urn)),
        Fact(_("Hoeveel"), _("%(amount)s fte") % {"amount": sayings.fte(ask.capacity)}),
    ]
    if ask.floor is not None:
        found.append(
            Fact(_("Ondergrens"), _("%(amount)s fte, ook als de dreiging laag is") % {"amount": sayings.fte(ask.floor)})
        )
    return [*found, Fact(_("Gevraagd op"), exactly(ask.asked_at)), Fact(_("Antwoord voor"), exactly(ask.reply_by))]


def _verbs(request: PageRequest, line: read.Line) -> list[Verb]:
    ask, viewer = line.ask, request.viewer
    if not may(viewer, [withdraw_ask], organisation=ask.asker_id):
        return []
    alive = line.effort is not None and line.effort.is_alive
    offered = [
        (ask.state == AskState.COUNTERED, _("Neem het tegenvoorstel over"), "adopt", "primary"),
        (alive and ask.state in AGAIN, _("Vraag opnieuw"), "again", ""),
        (alive and may_resize(ask), _("Vraag meer"), "again", ""),
        (ask.state in OPEN_ASKS, _("Trek de vraag in"), "withdraw", "danger"),
    ]
    return [Verb(label, reverse(f"efforts:{page}", args=[ask.id]), look) for fits, label, page, look in offered if fits]


def _crumbs(line: read.Line) -> list[Crumb]:
    first = [parts.home_crumb(), parts.crumb(line.effort)] if line.effort else [parts.home_crumb()]
    return [*first, Crumb(_("Vragen om inzet"), reverse("efforts:asks"))]


@login_required
def adopt_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Adopt a counter-proposal, after a look at it."""
    line = line_or_nothing(request, id)
    told = {
        "offer": offer(line), "below": below_floor(line),
        "title": _("Neem het tegenvoorstel over"), "button": _("Neem het over"),
        "intro": _("De vraag wordt dan wat de partner aanbood, en is daarmee toegezegd."),
    }  # fmt: skip
    if request.method != "POST" and not told["offer"]:
        raise Refused("ask.no_counter", NO_COUNTER)
    return _confirm(request, id, adopt_counter, done=_("Het tegenvoorstel is overgenomen."), **told)


@login_required
def withdraw_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Withdraw an ask, after a moment of thought."""
    told = {
        "title": _("Trek de vraag in"), "button": _("Trek de vraag in"), "danger": True,
        "intro": _("De partner hoeft dan niet meer te antwoorden. Wat al was toegezegd, komt vrij."),
    }  # fmt: skip
    return _confirm(request, id, withdraw_ask, done=_("De vraag is ingetrokken."), **told)


def _confirm(request: PageRequest, id: UUID, act: Act[Any, Any], *, done: str, **told: Any) -> HttpResponse:
    line = line_or_nothing(request, id)
    form = EditForm(request.POST or None, initial={"version": line.ask.version})
    if request.method == "POST":
        if form.is_valid() and form.do(request, act, line.ask.id, form.cleaned_data["version"]):
            messages.success(request, done)
            return redirect("efforts:ask", id=line.ask.id)
        if form.stale:
            form.renew(line.ask.version)
    else:
        _require_asker(request, line.ask)
    return show(
        request, "strategy/asks/confirm.html", form=form, status=form.status, line=line, facts=_facts(line),
        breadcrumb=_crumbs(line), **told,
    )  # fmt: skip


def _require_asker(request: PageRequest, ask: Ask) -> None:
    parts.require_role(request.viewer, withdraw_ask)
    if ask.asker_id != request.viewer.organisation:
        raise Refused("ask.not_yours", NOT_ASKER)


@login_required
def again_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask a partner again, starting from what was asked and answered before."""
    line = line_or_nothing(request, id)
    if line.effort is None:
        raise NotThere
    given = {"version": line.ask.version, "what": line.ask.what, "floor": line.ask.floor}
    given["capacity"] = line.answer.capacity if line.answer and line.answer.capacity else line.ask.capacity
    form = AgainForm(request.POST or None, effort=line.effort, day=today(request.viewer), initial=given)
    act = resize_ask if may_resize(line.ask) else ask_again
    if request.method == "POST":
        if form.is_valid() and form.do(request, act, line.ask.id, form.cleaned_data["version"], wanted=form.wanted):
            messages.success(request, _("De vraag is opnieuw gesteld."))
            return redirect("efforts:ask", id=form.outcome.id)
        if form.stale:
            form.renew(line.ask.version)
    else:
        _require_asker(request, line.ask)
    return show(request, "strategy/asks/again.html", form=form, status=form.status, line=line, breadcrumb=_crumbs(line))
