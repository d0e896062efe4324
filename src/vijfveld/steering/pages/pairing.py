# SPDX-License-Identifier: EUPL-1.2
"""The pages of pairings: the proposal with its reasons, consent by each side, and what came of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vijfveld.node.models import Organisation
from vijfveld.steering import topics
from vijfveld.steering.acts.pairing import (
    NOT_A_SIDE,
    NOT_AGREED,
    OVER,
    follow_up_pairing,
    propose_pairings,
    say_to_pairing,
)
from vijfveld.steering.broker_words import said
from vijfveld.steering.forms.broker import FollowUpForm, ProposeForm, SayForm
from vijfveld.steering.matching import Pair
from vijfveld.steering.models import Pairing
from vijfveld.steering.pages.broker_parts import A_QUARTER, crumbs, edit_page, found_or_nothing
from vijfveld.steering.pages.standing import Condition, only_if
from vijfveld.steering.queries import broker as read
from vijfveld.steering.words_broker import PairingState
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today

TOLD = (PairingState.AGREED, PairingState.ENDED)
STOPS = gettext_lazy("De andere kant wil afronden. Met wat u schrijft, is de koppeling afgerond.")
ENDED = gettext_lazy("De koppeling is afgerond. Wat u schrijft, komt erbij. Beide kanten en de coördinator lezen het.")


@login_required
def propose_page(request: PageRequest) -> HttpResponse:
    """Read what would be proposed and why, then lay it before both sides of every pair."""
    viewer = request.viewer
    require_role(viewer, propose_pairings)
    proposal = read.proposal(viewer)
    given = {"mark": proposal.mark, "follow_up_on": today(viewer) + A_QUARTER}
    form = ProposeForm(request.POST or None, initial=given)
    if form.is_valid() and form.do(
        request, propose_pairings, mark=form.cleaned_data["mark"], follow_up_on=form.cleaned_data["follow_up_on"]
    ):
        messages.success(request, _done(len(proposal.pairs)))
        return redirect("broker:list")
    if form.stale:
        form.renew(proposal.mark)
    return show(
        request, "steering/broker/propose.html", status=form.status, form=form,
        pairs=[_told(one) for one in proposal.pairs],
        unmatched=[(one, topics.placed(one.subject, one.library), why.label) for one, why in proposal.unmatched],
        later=len(proposal.later), breadcrumb=crumbs(),
    )  # fmt: skip


def _done(count: int) -> str:
    told = ngettext("%(count)s koppel is voorgesteld. Beide kanten zeggen nu zelf ja of nee.",
                    "%(count)s koppels zijn voorgesteld. Beide kanten zeggen nu zelf ja of nee.", count)  # fmt: skip
    return told % {"count": count} if count else _("Bij elke vraag zonder aanbod staat nu waarom.")


def _told(one: Pair) -> dict[str, Any]:
    return {
        "question": one.question, "offer": one.offer, "reasons": said(one.reasons),
        "subject": topics.placed(one.question.subject, one.question.library),
        "offered": topics.placed(one.offer.subject, one.offer.library),
    }  # fmt: skip


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One pairing: both sides, the reasons, what each said, and what came of it."""
    viewer, found = request.viewer, found_or_nothing(request, Pairing, id)
    names = {str(one.pk): one for one in Organisation.objects.filter(pk__in=[found.asker_id, found.giver_id])}
    side = viewer.organisation in (found.asker_id, found.giver_id)
    both = [(found.asker, found.giver), (found.giver, found.asker)]
    sides = [
        (_("Vraagt hulp"), found.asker, found.question, found.get_asker_says_display(), found.asker_words),
        (_("Biedt hulp"), found.giver, found.offer, found.get_giver_says_display(), found.giver_words),
    ]
    return show(
        request, "steering/broker/pairing.html", pairing=found, reasons=said(found.reasons), sides=sides,
        subject=topics.placed(found.question.subject, found.question.library),
        offered=topics.placed(found.offer.subject, found.offer.library),
        outcomes=[
            (date.fromisoformat(one["on"]), names.get(one["organisation"]), one["words"]) for one in found.outcomes
        ],
        stops=next(((one, other) for one, other in both if found.rounds_off(one.pk)), None),
        may_say=read.waits_for(viewer, found) and may(viewer, [say_to_pairing]),
        may_tell=side and found.state in TOLD and may(viewer, [follow_up_pairing]),
        history=strip(viewer, found.urn), breadcrumb=crumbs(),
    )  # fmt: skip


def _side(request: PageRequest, found: Pairing) -> Condition:
    return request.viewer.organisation in (found.asker_id, found.giver_id), "pairing.not_a_side", NOT_A_SIDE


@login_required
def say_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Consent or decline for one's own side."""
    found = found_or_nothing(request, Pairing, id)
    require_role(request.viewer, say_to_pairing)
    proposed = found.state == PairingState.PROPOSED
    only_if(request, _side(request, found), (proposed, "pairing.over", OVER))
    form = SayForm(request.POST or None, initial={"version": found.version})

    def done() -> bool:
        told = form.cleaned_data
        return form.do(
            request, say_to_pairing, found.id, told["version"], agrees=told["agrees"] == "yes", reason=told["reason"]
        )

    return edit_page(
        request, form, done, lambda: found_or_nothing(request, Pairing, id).version,
        title=_("Stemt u in met deze koppeling?"), button=_("Leg vast"),
        intro=_("Pas als beide kanten ja zeggen, is het een koppeling. Nee zeggen mag altijd, met een reden."),
        back=reverse("broker:pairing", args=[id]), breadcrumb=crumbs(),
    )  # fmt: skip


def _stopping(found: Pairing, side: UUID | None) -> bool:
    """Whether the other side wants to round off."""
    return side in (found.asker_id, found.giver_id) and found.rounds_off(found.other(side).pk)


@login_required
def follow_up_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Say what came of it."""
    found = found_or_nothing(request, Pairing, id)
    require_role(request.viewer, follow_up_pairing)
    only_if(request, _side(request, found), (found.state in TOLD, "pairing.not_agreed", NOT_AGREED))
    ended, stops = found.state == PairingState.ENDED, _stopping(found, request.viewer.organisation)
    goes_on = not ended and not stops
    form = FollowUpForm(request.POST or None, goes_on=goes_on, initial={"version": found.version})

    def done() -> bool:
        told = form.cleaned_data
        return form.do(
            request, follow_up_pairing, found.id, told["version"], words=told["words"], next_on=told.get("next_on")
        )

    return edit_page(
        request, form, done, lambda: found_or_nothing(request, Pairing, id).version, title=_("Kijk terug"),
        intro=ENDED if ended else STOPS if stops else _("Wat leverde de koppeling op, en gaat zij door?"),
        button=_("Leg vast"), back=reverse("broker:pairing", args=[id]), breadcrumb=crumbs(),
    )  # fmt: skip
