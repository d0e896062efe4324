# SPDX-License-Identifier: EUPL-1.2
"""Recording a decision from within the act that takes it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.door import Door
from vijfveld.law.models import Decision, Reasoning
from vijfveld.law.refusals import Invalid
from vijfveld.node.models import Record
from vijfveld.node.viewer import NETWORK


@dataclass(frozen=True)
class Terms:
    """For how long a decision stands, when to look at it again, and which decision it replaces."""

    valid_until: date | None = None
    review_on: date | None = None
    supersedes: UUID | None = None


def decide(
    door: Door, what: str, *, about: Record, reasoning: Reasoning, outcome: str = "", terms: Terms | None = None
) -> Decision:
    """Record the decision that the running act takes about a record; sealed when the record is of a dossier. It is
    read by whoever reads the record.

    Raises Invalid when no reasons are given: a decision without reasons is none. Refused to a clock: what happens at
    the end of a term follows from the decision that set it, and only people decide.
    """
    if not reasoning.reasons.strip():
        raise Invalid({"reasons": _("Geef de redenen van dit besluit.")})
    terms = terms or Terms()
    dossier = about.sealing_key()
    readers = about.readers()
    if not readers and dossier is None:
        raise ValueError(f"nobody reads this {about.kind}, and a decision told to nobody would be read by everyone")
    told_to = [] if dossier or NETWORK in readers else sorted(readers)
    words: dict[str, object] = {}
    decision = Decision(dossier=dossier)
    decision.id = None  # type: ignore[assignment]
    decision.reasoning = reasoning
    words = {"words": decision.words} if dossier is None else {"sealed_words": decision.__dict__["sealed_words"]}
    return door.new(
        Decision, what=what, about=about.urn, outcome=outcome, dossier=dossier, told_to=told_to,
        taken_by_id=door.person, taken_for_id=door.organisation, taken_at=door.now, basis=door.basis,
        valid_until=terms.valid_until, review_on=terms.review_on, supersedes_id=terms.supersedes,
        facts={"what": what, "outcome": outcome, "about": about.urn if dossier is None else ""}, **words,
    )  # fmt: skip
