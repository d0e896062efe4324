# SPDX-License-Identifier: EUPL-1.2
"""The approved list of decisions as canonical JSON: the same bytes from the same rows, whenever they are read."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from vijfveld.steering.models import AgendaItem, Commitment, FollowUp, Meeting, MeetingDecision
from vijfveld.steering.words_bodies import Stand


@dataclass(frozen=True)
class Rows:
    """What a list is made of."""

    decisions: list[MeetingDecision] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)


def digest(stored: bytes) -> str:
    """The name of a list: the SHA-256 of its bytes."""
    return hashlib.sha256(stored).hexdigest()


def list_of(meeting: Meeting, rows: Rows) -> dict[str, Any]:
    """What was approved: who was there, what was decided on which basis, who committed by then, who does what."""
    agenda = [one for one in rows.items if not one.dropped_at]
    return {
        "meeting": {
            "id": str(meeting.id), "number": meeting.number, "starts_at": meeting.starts_at.isoformat(),
            "place": meeting.place, "present": meeting.present, "approvals": meeting.approvals,
        },
        "items": [{"number": one.number, "title": one.title, "words": one.words} for one in agenda],
        "decisions": [_decision(one) for one in rows.decisions],
        "commitments": [_commitment(one) for one in rows.commitments if _by_then(meeting, one)],
        "follow_ups": [
            {"id": str(one.id), "what": one.what, "owner": str(one.owner_id), "due_on": one.due_on.isoformat()}
            for one in rows.follow_ups
        ],
    }  # fmt: skip


def _decision(one: MeetingDecision) -> dict[str, Any]:
    return {
        "number": one.number, "words": one.words, "reasons": one.reasons, "basis": one.basis, "dissent": one.dissent,
        "area": one.area, "review_on": one.review_on.isoformat() if one.review_on else None,
    }  # fmt: skip


def _by_then(meeting: Meeting, one: Commitment) -> bool:
    said = one.stand != Stand.ASKED and one.said_at is not None
    return said and (meeting.approved_at is None or one.said_at <= meeting.approved_at)  # type: ignore[operator]


def _commitment(one: Commitment) -> dict[str, str]:
    return {
        "decision": str(one.taken_id),
        "organisation": str(one.organisation_id),
        "stand": one.stand,
        "words": one.words,
    }
