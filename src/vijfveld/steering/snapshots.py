# SPDX-License-Identifier: EUPL-1.2
"""What a frozen report is built from and how: rows in, canonical JSON out, the same bytes on every engine and day.

`gather` reads the rows of a round; `network` and `restricted` are pure functions of them. Rows are ordered here, in
Python, because two databases order words differently. Nothing in it is averaged: levels are counted.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785

from vijfveld.node.access import GuardedQuerySet
from vijfveld.node.models import Record
from vijfveld.steering import questions
from vijfveld.steering.models import (
    Evidence,
    Finding,
    Invitation,
    Questionnaire,
    Reservation,
    Round,
    Snapshot,
    StepDecision,
    TestAnswer,
)
from vijfveld.steering.testlibrary import Item, SystemTestLibrary
from vijfveld.steering.words import DONE, FEWEST_SHOWN, Edition, RoundState, Work

SCHEMA = 1
Read = Callable[[type[Record]], "GuardedQuerySet[Any]"]
Json = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """Everything a report of one round rests on, in a fixed order."""

    round: Round
    library: SystemTestLibrary
    sha256: str
    invitations: list[Invitation]
    answers: list[TestAnswer]
    evidence: list[Evidence]
    steps: list[StepDecision]
    reservations: list[Reservation]
    findings: list[Finding]
    names: dict[UUID, str]
    before: Json | None


def gather(read: Read, round: Round) -> Rows:
    """Read the rows of a frozen round; `read` gives all rows of a model."""
    kept = read_questionnaire(read, round)
    invitations = sorted(read(Invitation).filter(round=round), key=lambda one: one.pk.hex)
    steps = sorted(read(StepDecision).filter(round=round), key=lambda one: (one.area, one.axis))
    return Rows(
        round=round, library=questions.read(bytes(kept.stored)), sha256=kept.sha256, invitations=invitations,
        answers=sorted(read(TestAnswer).filter(round=round), key=lambda one: (one.invitation_id.hex, one.item)),
        evidence=sorted(read(Evidence).filter(round=round), key=lambda one: one.pk.hex), steps=steps,
        reservations=sorted(read(Reservation).filter(round=round), key=lambda one: one.pk.hex),
        findings=sorted(read(Finding).filter(round=round), key=lambda one: one.pk.hex),
        names={UUID(id): named["nl"] for id, named in round.names.items()}, before=_before(read, round),
    )  # fmt: skip


def read_questionnaire(read: Read, round: Round) -> Questionnaire:
    """The questions of a round, with their bytes."""
    found: Questionnaire = read(Questionnaire).get(pk=round.questions_id)
    return found


def round_before(read: Read, round: Round) -> Round | None:
    """The frozen round of the same mode that came last before this one."""
    rows = read(Round).filter(state=RoundState.FROZEN, mode=round.mode).exclude(pk=round.pk)
    rows = rows.filter(frozen_at__lt=round.frozen_at) if round.frozen_at else rows
    found: Round | None = rows.order_by("-frozen_at", "-id").first()
    return found


def _before(read: Read, round: Round) -> Json | None:
    """The steps of the round before and the name of its report, so that both can be laid side by side."""
    before = round_before(read, round)
    if before is None:
        return None
    report = read(Snapshot).filter(round=before, edition=Edition.NETWORK, form="json").only("sha256").first()
    steps = sorted(read(StepDecision).filter(round=before), key=lambda one: (one.area, one.axis))
    return {
        "round": str(before.pk), "title": before.title, "frozen_at": moment(before.frozen_at),
        "report": report.sha256 if report else None,
        "steps": [{"area": one.area, "axis": one.axis, "step": one.step} for one in steps],
    }  # fmt: skip


def network(rows: Rows) -> Json:
    """The report for all partners: steps, spread, voices, reservations and findings; answers only as counts."""
    return {
        "schema": SCHEMA, "edition": Edition.NETWORK.value, "round": _round(rows),
        "not_measurable": rows.round.not_measurable, "partners": _partners(rows.invitations), "english": _english(rows),
        "fields": _fields(rows), "items": _items(rows), "voices": _voices(rows),
        "reservations": [_reservation(one) for one in rows.reservations],
        "findings": [_finding(one) for one in rows.findings], "before": rows.before,
    }  # fmt: skip


def restricted(rows: Rows) -> Json:
    """The report for assessors and coordinators: the same, and every answer with its evidence."""
    by_partner: dict[UUID, list[TestAnswer]] = defaultdict(list)
    for answer in rows.answers:
        by_partner[answer.invitation_id].append(answer)
    shown: dict[UUID, list[Evidence]] = defaultdict(list)
    for piece in rows.evidence:
        shown[piece.answer_id].append(piece)
    answers = [_partner(one, by_partner[one.pk], shown) for one in rows.invitations]
    return {**network(rows), "edition": Edition.RESTRICTED.value, "answers": answers}


def canonical(report: Json) -> bytes:
    """The bytes of a report, RFC 8785."""
    return rfc8785.dumps(report)


def digest(stored: bytes) -> str:
    """The name of some bytes: their SHA-256."""
    return hashlib.sha256(stored).hexdigest()


def moment(at: datetime | None) -> str | None:
    """A moment as it stands in a report: in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _round(rows: Rows) -> Json:
    round = rows.round
    return {
        "id": str(round.pk), "title": round.title, "mode": round.mode, "areas": round.areas, "reaches": round.reaches,
        "kinds": round.kinds, "closes_on": round.closes_on.isoformat(), "opened_at": moment(round.opened_at),
        "closed_at": moment(round.closed_at), "frozen_at": moment(round.frozen_at),
        "assessors": [round.names[id]["nl"] for id in round.assessors],
        "library": {
            "code": rows.library.code, "version": rows.library.version, "titles": dict(rows.library.titles),
            "questions": rows.sha256,
        },
    }  # fmt: skip


def _english(rows: Rows) -> dict[str, str]:
    """The English names of organisations that have one, by their name."""
    found = {one.name: one.name_en for one in rows.invitations if one.name_en}
    return found | {named["nl"]: named["en"] for named in rows.round.names.values() if named["en"] != named["nl"]}


def _partners(invitations: Iterable[Invitation]) -> Json:
    every = list(invitations)
    sides = Counter(one.discipline for one in every)
    return {
        "invited": len(every), "left": sum(one.left_on is not None for one in every), "by_discipline": dict(sides),
        "names": sorted(one.name for one in every),
    }  # fmt: skip


def _fields(rows: Rows) -> list[Json]:
    counted: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for answer in rows.answers:
        if answer.work == Work.SUBMITTED and answer.level is not None:
            counted[answer.area, answer.axis][answer.level] += 1
    return [_field(one, rows, counted[one.area, one.axis]) for one in rows.steps]


def _field(one: StepDecision, rows: Rows, counts: Counter[int]) -> Json:
    scales = {item.scale for item in rows.library.in_field(one.area, one.axis)}
    size = len(rows.library.scales[scales.pop()].steps) if len(scales) == 1 else 0
    return {
        "area": one.area, "axis": one.axis, "step": one.step, "reasons": one.reasons, "dissent": one.dissent,
        "assessor": rows.names.get(one.assessor_id, ""), "decided_at": moment(one.decided_at),
        "spread": spread(counts, size),
    }  # fmt: skip


def spread(counts: Counter[int], size: int) -> list[int] | None:
    """How many answers stand at each level; nothing when there are too few to hide who said what."""
    return [counts[level] for level in range(size)] if size and counts.total() >= FEWEST_SHOWN else None


def _items(rows: Rows) -> list[Json]:
    asked = Counter(code for one in rows.invitations for code in one.items)
    work: dict[str, Counter[str]] = defaultdict(Counter)
    levels: dict[str, Counter[int]] = defaultdict(Counter)
    for answer in rows.answers:
        work[answer.item][answer.work] += 1
        if answer.work == Work.SUBMITTED and answer.level is not None:
            levels[answer.item][answer.level] += 1
    return [_item(item, asked, work, levels, rows) for item in rows.library.items.values()]


def _item(
    item: Item, asked: Counter[str], work: dict[str, Counter[str]], levels: dict[str, Counter[int]], rows: Rows
) -> Json:
    size = len(rows.library.scales[item.scale].steps)
    words = {
        language: {"question": said.question, "levels": list(said.levels), "not_measurable": said.not_measurable}
        for language, said in item.words.items()
    }
    done = sum(work[item.code][state] for state in DONE)
    return {
        "code": item.code, "label": item.label, "area": item.area, "axis": item.axis, "section": item.section,
        "words": words, "asked": asked[item.code], "submitted": work[item.code][Work.SUBMITTED],
        "not_applicable": work[item.code][Work.NOT_APPLICABLE], "left": asked[item.code] - done,
        "spread": spread(levels[item.code], size), "was": [list(one) for one in rows.library.before(item.code)],
    }  # fmt: skip


def _voices(rows: Rows) -> list[Json]:
    """What partners chose to say aloud, word for word; the social partners come first (§8.2)."""
    names = {one.pk: one for one in rows.invitations}
    aloud = [one for one in rows.answers if one.aloud and one.work in DONE]
    found = [
        {
            "partner": names[one.invitation_id].name, "softer_voice": names[one.invitation_id].softer_voice,
            "item": one.item, "level": one.level, "sureness": one.sureness, "words": one.explanation or one.reason,
        }
        for one in aloud
    ]  # fmt: skip
    return sorted(found, key=lambda voice: (not voice["softer_voice"], voice["partner"], voice["item"]))


def _reservation(one: Reservation) -> Json:
    """A reservation with the reply it had when the round was frozen: a reply that came later is not in the report."""
    return {
        "id": str(one.pk), "partner": one.name, "item": one.item, "area": one.area, "axis": one.axis,
        "words": one.words, "placed_at": moment(one.placed_at), "reply_by": one.reply_by.isoformat(),
        "reply": one.reply if one.in_report else "", "replier": one.replier if one.in_report else "",
    }  # fmt: skip


def _finding(one: Finding) -> Json:
    return {
        "id": str(one.pk), "area": one.area, "items": one.items, "title": one.title, "missing": one.missing,
        "proposal": one.proposal,
    }  # fmt: skip


def _partner(one: Invitation, answers: list[TestAnswer], shown: dict[UUID, list[Evidence]]) -> Json:
    return {
        "partner": one.name, "asked": one.items, "left_on": one.left_on.isoformat() if one.left_on else None,
        "answers": [_answer(answer, shown[answer.pk]) for answer in answers],
    }  # fmt: skip


def _answer(one: TestAnswer, pieces: list[Evidence]) -> Json:
    return {
        "item": one.item, "work": one.work, "level": one.level, "sureness": one.sureness,
        "explanation": one.explanation, "reason": one.reason, "number": one.number,
        "submitted_at": moment(one.submitted_at), "evidence": [_evidence(piece) for piece in pieces],
    }  # fmt: skip


def _evidence(one: Evidence) -> Json:
    return {
        "id": str(one.pk), "title": one.title, "sort": one.sort, "sha256": one.sha256, "size": one.size,
        "reference": one.reference, "revision": one.revision, "replaces": str(one.replaces_id or ""),
        "expires_on": one.expires_on.isoformat() if one.expires_on else None,
    }  # fmt: skip
