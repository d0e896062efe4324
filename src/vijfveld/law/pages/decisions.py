# SPDX-License-Identifier: EUPL-1.2
"""Decisions: what was decided, why, on which basis and until when."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.items import Due, Fact
from vijfveld.law import queries
from vijfveld.law.bases import catalogue
from vijfveld.law.changes import Change, history
from vijfveld.law.entries import stream_of
from vijfveld.law.models import Decision, Reasoning
from vijfveld.law.pages.bases import wording
from vijfveld.law.pages.notices import as_cursor
from vijfveld.law.pages.showing import lines, show, signed_in, viewer_of
from vijfveld.law.refusals import NotThere
from vijfveld.law.words import decision_facts, decision_words, outcome_words, say
from vijfveld.node.keystore import Destroyed
from vijfveld.node.naming import name_of
from vijfveld.node.slots import subject_title, subject_titles, subject_url
from vijfveld.node.viewer import Viewer


@signed_in
def decisions(request: HttpRequest) -> HttpResponse:
    """What was decided and the viewer may see, newest first."""
    viewer, what = viewer_of(request), request.GET.get("soort", "")[:60]
    rows = queries.decisions(viewer, what=what, before=as_cursor(request.GET.get("voor", "")))
    shown, titles = rows[: queries.PAGE], subject_titles(viewer, [row.about for row in rows])
    sorts = [(code, capfirst(say(decision_words, code))) for code in queries.sorts_of_decisions(viewer)]
    older = _older(what, shown[-1].id) if len(rows) > queries.PAGE else ""
    items = [_item(row, titles.get(row.about)) for row in shown]
    return show(request, "law/decisions.html", items=items, sorts=sorts, what=what, older=older)


def _older(what: str, last: UUID) -> str:
    query = QueryDict(mutable=True)
    query.update({"soort": what, "voor": str(last)})
    return f"?{query.urlencode()}"


def _item(decision: Decision, title: str | None) -> Due:
    meta = " · ".join(filter(None, [title, outcome_of(decision), name_of(decision.taken_for)]))
    url = reverse("law:decision", args=[decision.id])
    return Due(when=decision.taken_at, title=title_of(decision), url=url, meta=meta)


def title_of(decision: Decision) -> str:
    """What sort of decision it is, in words."""
    return capfirst(say(decision_words, decision.what))


def outcome_of(decision: Decision) -> str:
    """What came out of it, in words; nothing when the sort of decision says it all."""
    return say(outcome_words, decision.outcome) if outcome_words.get(decision.outcome) else ""


@signed_in
def decision(request: HttpRequest, id: UUID) -> HttpResponse:
    """One decision with all its words."""
    viewer = viewer_of(request)
    found = queries.decision(viewer, id)
    if found is None:
        raise NotThere
    return show(
        request, "law/decision.html", decision=found, title=title_of(found), outcome=outcome_of(found),
        words=_words(found.reasoning), facts=_facts(viewer, found), next=queries.superseded_by(viewer, found),
        history=lines(viewer, _history(viewer, found)),
    )  # fmt: skip


def _words(reasoning: Reasoning) -> list[tuple[str, str]]:
    named = [
        (_("Redenen"), reasoning.reasons), (_("Proportionaliteit"), reasoning.proportionality),
        (_("Subsidiariteit"), reasoning.subsidiarity), (_("Alternatieven"), reasoning.alternatives),
        (_("Afwijkend standpunt"), reasoning.dissent),
    ]  # fmt: skip
    return [(heading, text) for heading, text in named if text]


def _facts(viewer: Viewer, decision: Decision) -> list[Fact]:
    basis, about = catalogue().find(decision.basis), subject_title(viewer, decision.about)
    more = decision_facts.get(decision.what)
    return [
        Fact(_("Gaat over"), about, subject_url(decision.about) if about else ""),
        *(more(viewer, decision) if more else []),
        Fact(_("Genomen namens"), name_of(decision.taken_for), subject_url(decision.taken_for.urn)),
        Fact(_("Grondslag"), wording(basis).title if basis else decision.basis, f"/grondslagen/{decision.basis}"),
        Fact(_("Geldt tot en met"), decision.valid_until), Fact(_("Opnieuw bekijken op"), decision.review_on),
    ]  # fmt: skip


def _history(viewer: Viewer, decision: Decision) -> list[Change]:
    try:
        return history(viewer, stream_of(decision))
    except Destroyed:
        return []
