# SPDX-License-Identifier: EUPL-1.2
"""The pages of rounds: the list, preparing, one round with its progress, opening, reminding, closing, freezing."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Fact
from vijfveld.law.acting_forms import EditForm
from vijfveld.node.roles import Reach
from vijfveld.steering.acts.outcomes import fields_of
from vijfveld.steering.acts.rounds import close_round, closes_early, open_round, prepare_round, remind_partners
from vijfveld.steering.forms.rounds import CloseForm, RoundForm
from vijfveld.steering.models import Round
from vijfveld.steering.pages import round_parts as parts
from vijfveld.steering.queries import answering as answer_reads
from vijfveld.steering.queries import judging as judging_reads
from vijfveld.steering.queries import rounds as read
from vijfveld.steering.words import step_words
from vijfveld.strategy.pages.efforts import page_number, turn
from vijfveld.strategy.pages.shown import PageRequest, may, show
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.sayings import name_of, named
from vijfveld.strategy.words import Area
from vijfveld.strategy.words import Work as Kind

MOST_NAMED = 20
"""How many partners are named one by one that did not begin."""


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """Every round, newest first."""
    found = read.rounds(request.viewer)
    headers = (_("Ronde"), _("Stand"), _("Sluit na"), _("Voorbereid door"))
    rows = tuple(
        (
            Cell(one.title, reverse("tests:detail", args=[one.id])),
            Cell(one.get_state_display()),
            Cell(exactly(one.closes_on)),
            Cell(name_of(one.prepared_by)),
        )
        for one in found
    )
    return show(
        request, "steering/tests/list.html", rounds=found, table=Table(_("Rondes"), headers, rows),
        may_prepare=may(request.viewer, [prepare_round]), in_network=request.viewer.in_network,
    )  # fmt: skip


@login_required
def new_page(request: PageRequest) -> HttpResponse:
    """Prepare a round; nobody is asked before it opens."""
    parts.require(request, prepare_round)
    day = today(request.viewer)
    given = {"opens_on": day, "areas": Area.values, "reaches": Reach.values, "kinds": Kind.values}
    form = RoundForm(request.POST or None, day=day, initial=given)
    if request.method == "POST" and form.is_valid() and form.do(request, prepare_round, form.plan):
        messages.success(request, _("De ronde staat klaar. Partners zien hun vragen zodra u haar opent."))
        return redirect("tests:detail", id=form.outcome.id)
    return parts.form_page(
        request, form, title=_("Bereid een systeemtoets voor"), button=_("Bewaar de ronde"),
        intro=_("U kiest wat u vraagt, aan wie, tot wanneer, en wie oordeelt. Er gaat nog niets uit."),
    )  # fmt: skip


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One round: where it stands, how far partners are, steps, findings and reservations."""
    viewer, found = request.viewer, parts.round_or_nothing(request, id)
    told = read.overview(viewer, found, page=page_number(request))
    invited = answer_reads.invitation(viewer, found, viewer.organisation)
    decided = judging_reads.steps(viewer, found)
    steps = [(parts.field_name(*one), step_words(decided[one].step)) for one in fields_of(found) if one in decided]
    reserved, aloud = judging_reads.reservations(viewer, found), judging_reads.voices(viewer, found)
    library = read.library_of(viewer, found).items if reserved or aloud else {}
    labels = {code: item.label for code, item in library.items()}
    return show(
        request, "steering/tests/detail.html", round=found, state=parts.state_of(found), facts=parts.facts(found),
        told=told, progress=parts.progress_table(told), partners=parts.partners_table(told),
        turn=turn(request, told.page, told.pages), steps=steps, findings=judging_reads.findings(viewer, found),
        reservations=[(one, parts.about_words(one, labels)) for one in reserved], day=today(viewer),
        roles=read.library_code(viewer, found), voices=[(one, labels.get(one.item, one.item)) for one in aloud],
        verbs=parts.verbs(viewer, found, invited), history=parts.history_strip(viewer, found),
        breadcrumb=parts.crumbs(),
    )  # fmt: skip


@login_required
def open_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Open a round, after a last look."""
    return parts.confirm(
        request, parts.round_or_nothing(request, id), open_round, title=_("Open de ronde"), button=_("Open de ronde"),
        intro=_("Elke partner krijgt zijn eigen vragen en een taak. De vragen veranderen daarna niet meer."),
    )  # fmt: skip


@login_required
def remind_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Remind partners that are not ready."""
    return parts.confirm(
        request, parts.round_or_nothing(request, id), remind_partners, title=_("Herinner partners"),
        button=_("Verstuur herinneringen"),
        intro=_("Wie nog vragen open heeft, krijgt een herinnering. Wie er al een heeft, krijgt geen tweede."),
    )  # fmt: skip


@login_required
def close_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Close a round; before its last day is over this takes a reason. What is still open is told first."""
    found = parts.round_or_nothing(request, id)
    return parts.confirm(
        request, found, close_round, title=_("Sluit de ronde"), button=_("Sluit de ronde"), danger=True,
        sort=CloseForm if closes_early(found, today(request.viewer)) else EditForm,
        facts=[*_still_open(request, found), *parts.facts(found)],
        intro=_("Partners kunnen daarna niet meer antwoorden. Wat is ingediend, telt mee; de rest blijft open."),
    )  # fmt: skip


def _still_open(request: PageRequest, round: Round) -> list[Fact]:
    whole = read.overview(request.viewer, round).whole
    idle = [named(one.name, one.name_en) for one in answer_reads.not_begun(request.viewer, round)]
    more = [_("en %(count)s meer") % {"count": len(idle) - MOST_NAMED}] if len(idle) > MOST_NAMED else []
    return [
        Fact(_("Sluit na"), exactly(round.closes_on)),
        Fact(_("Nog niet ingediend"), _("%(open)s van %(asked)s vragen") % {"open": whole.left, "asked": whole.asked}),
        Fact(_("Nog niet begonnen"), ", ".join([*idle[:MOST_NAMED], *more]) or _("Iedereen is begonnen.")),
    ]
