# SPDX-License-Identifier: EUPL-1.2
"""The reads of rounds: lists, how far the work is, a partner's own items, spreads, and the frozen reports."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from vijfveld.node.models import Person
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering import questions
from vijfveld.steering.models import (
    AnswerEdition,
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

PAGE = 50
MOST_ROUNDS = 100


def rounds(viewer: Viewer) -> list[Round]:
    """The rounds a viewer may see, newest first."""
    return list(Round.objects.visible_to(viewer).select_related("prepared_by").order_by("-id")[:MOST_ROUNDS])


def round(viewer: Viewer, id: UUID) -> Round | None:
    """One round, or nothing."""
    found: Round | None = Round.objects.visible_to(viewer).select_related("prepared_by").filter(pk=id).first()
    return found


def library_of(viewer: Viewer, round: Round) -> SystemTestLibrary:
    """The questions of a round."""
    kept = Questionnaire.objects.visible_to(viewer).get(pk=round.questions_id)
    return questions.read(bytes(kept.stored))


def library_code(viewer: Viewer, round: Round) -> str:
    """The code of the library that a round asks from, without reading the questions."""
    rows = Questionnaire.objects.visible_to(viewer).filter(pk=round.questions_id)
    return str(rows.values_list("code", flat=True).get())


def reads_answers(viewer: Viewer, round: Round) -> bool:
    """Whether a viewer reads every answer of a round: those who assess it, and coordinators."""
    return viewer.holds(Role.COORDINATOR) or assesses(viewer, round)


def assesses(viewer: Viewer, round: Round) -> bool:
    """Whether a viewer acts for an organisation that assesses a round, as an assessor."""
    return viewer.holds(Role.ASSESSOR) and str(viewer.organisation) in round.assessors


@dataclass(frozen=True)
class Progress:
    """How far the answers of one field, or of one partner, are."""

    asked: int = 0
    submitted: int = 0
    not_applicable: int = 0
    drafted: int = 0
    returned: int = 0

    @property
    def done(self) -> int:
        """What needs no more work."""
        return self.submitted + self.not_applicable

    @property
    def left(self) -> int:
        """What nobody answered yet."""
        return max(self.asked - self.done, 0)


def _progress(asked: int, work: Mapping[str, int]) -> Progress:
    return Progress(
        asked,
        *(work.get(state, 0) for state in (Work.SUBMITTED, Work.NOT_APPLICABLE, Work.DRAFTED, Work.RETURNED)),
    )


@dataclass(frozen=True)
class Overview:
    """How far a round is: per field for everyone, per partner for those who may read its answers."""

    invited: int
    left: int
    whole: Progress
    by_area: dict[str, Progress]
    by_partner: list[tuple[Invitation, Progress]]
    partners: int
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages the list of partners has."""
        return max(-(-self.partners // PAGE), 1)


def overview(viewer: Viewer, round: Round, *, page: int = 1) -> Overview:
    """Count in the database: two sums over the answers, whatever their number."""
    asked, invited, left = _asked(viewer, round)
    counted = TestAnswer.objects.countable_by(viewer).filter(round=round).order_by()
    work: dict[str, dict[str, int]] = defaultdict(dict)
    for area, state, count in counted.values_list("area", "work").annotate(count=Count("*")):
        work[area][state] = count
    every: Counter[str] = Counter()
    for states in work.values():
        every.update(states)
    mine = Invitation.objects.visible_to(viewer).filter(round=round)
    partners = mine.order_by().count()
    page = min(max(page, 1), max(-(-partners // PAGE), 1))
    shown = list(mine.order_by("name", "id")[(page - 1) * PAGE : page * PAGE])
    return Overview(
        invited=invited, left=left, whole=_progress(asked.total(), every),
        by_area={area: _progress(count, work[area]) for area, count in asked.items()},
        by_partner=_by_partner(viewer, shown), partners=partners, page=page,
    )  # fmt: skip


def _asked(viewer: Viewer, round: Round) -> tuple[Counter[str], int, int]:
    rows = list(Invitation.objects.countable_by(viewer).filter(round=round).values_list("asked", "left_on"))
    asked: Counter[str] = Counter(dict.fromkeys(round.areas, 0))
    for counts, _left in rows:
        asked.update(counts)
    return asked, len(rows), sum(left is not None for _counts, left in rows)


def _by_partner(viewer: Viewer, shown: list[Invitation]) -> list[tuple[Invitation, Progress]]:
    if not shown:
        return []
    # Whoever sees an invitation sees its answers; counting by round lets the index alone answer.
    counted = TestAnswer.objects.countable_by(viewer).filter(round=shown[0].round_id)
    rows = counted.filter(invitation__in=[one.pk for one in shown]).order_by()
    work: dict[UUID, dict[str, int]] = defaultdict(dict)
    for invitation, state, count in rows.values_list("invitation_id", "work").annotate(count=Count("*")):
        work[invitation][state] = count
    return [(one, _progress(len(one.items), work[one.pk])) for one in shown]


@dataclass(frozen=True)
class OwnItem:
    """One item that a partner is asked, and its answer so far."""

    item: Item
    answer: TestAnswer | None

    @property
    def state(self) -> str:
        """How far it is."""
        return self.answer.work if self.answer else Work.TODO.value


def invitation(viewer: Viewer, round: Round, partner: UUID | None) -> Invitation | None:
    """The invitation of a partner to a round, or nothing."""
    found: Invitation | None = Invitation.objects.visible_to(viewer).filter(round=round, partner_id=partner).first()
    return found


def own_items(viewer: Viewer, round: Round, asked: Invitation) -> list[OwnItem]:
    """What a partner is asked, in the order of the library."""
    library = library_of(viewer, round)
    rows = TestAnswer.objects.visible_to(viewer).filter(invitation=asked)
    answers = {answer.item: answer for answer in rows}
    return [OwnItem(library.items[code], answers.get(code)) for code in asked.items]


def editions(viewer: Viewer, answer: TestAnswer) -> list[AnswerEdition]:
    """What was submitted before, newest first."""
    return list(AnswerEdition.objects.visible_to(viewer).filter(answer=answer).order_by("-number"))


def evidence_of(viewer: Viewer, answers: list[TestAnswer]) -> dict[UUID, list[Evidence]]:
    """The evidence beside answers, the newest revisions first."""
    found: dict[UUID, list[Evidence]] = defaultdict(list)
    for piece in Evidence.objects.visible_to(viewer).filter(answer__in=[one.pk for one in answers]).order_by("-id"):
        found[piece.answer_id].append(piece)
    return found


def evidence(viewer: Viewer, id: UUID) -> Evidence | None:
    """One piece of evidence, or nothing."""
    found: Evidence | None = Evidence.objects.visible_to(viewer).filter(pk=id).first()
    return found


def answer(viewer: Viewer, id: UUID) -> TestAnswer | None:
    """One answer, or nothing."""
    found: TestAnswer | None = TestAnswer.objects.visible_to(viewer).filter(pk=id).first()
    return found


def colleagues(viewer: Viewer) -> list[Person]:
    """The people of the viewer's organisation to whom an item can be given."""
    rows = Person.objects.visible_to(viewer).filter(organisation_id=viewer.organisation, left_at__isnull=True)
    return list(rows.order_by("name", "id")[:200])


def spread_of(viewer: Viewer, round: Round, area: str, axis: str) -> dict[str, list[int]]:
    """How many answers stand at each level, per item of a field; few answers are hidden from who may not read them."""
    rows = TestAnswer.objects.countable_by(viewer).filter(round=round, area=area, axis=axis, work=Work.SUBMITTED)
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for item, level, count in rows.order_by().values_list("item", "level").annotate(count=Count("*")):
        counts[item][level] = count
    library = library_of(viewer, round)
    open_to_all = reads_answers(viewer, round)
    return {
        item.code: [counts[item.code][level] for level in range(len(library.steps_of(item.code)))]
        for item in library.in_field(area, axis)
        if open_to_all or counts[item.code].total() >= FEWEST_SHOWN
    }


def answers_in(viewer: Viewer, round: Round, area: str, axis: str) -> list[TestAnswer]:
    """The answers in a field that a viewer may read."""
    rows = TestAnswer.objects.visible_to(viewer).filter(round=round, area=area, axis=axis, work__in=DONE)
    return list(rows.select_related("partner").order_by("item", "partner__name", "id")[:1000])


def steps(viewer: Viewer, round: Round) -> dict[tuple[str, str], StepDecision]:
    """The decided steps of a round, by field and axis."""
    rows = StepDecision.objects.visible_to(viewer).filter(round=round).select_related("assessor")
    return {(one.area, one.axis): one for one in rows}


def reservations(viewer: Viewer, round: Round) -> list[Reservation]:
    """The reservations in a round: those of softer voices first, then in the order in which they were made (§8.2)."""
    rows = Reservation.objects.visible_to(viewer).filter(round=round).select_related("partner")
    return list(rows.order_by("-partner__softer_voice", "id"))


def waiting_reservations(viewer: Viewer) -> list[Reservation]:
    """The reservations of all rounds that got no reply yet, what is due first on top."""
    rounds = Prefetch("round", queryset=Round.objects.visible_to(viewer))
    rows = Reservation.objects.visible_to(viewer).filter(replied_at__isnull=True)
    rows = rows.select_related("partner").prefetch_related(rounds)
    return list(rows.order_by("reply_by", "id")[:200])


def voices(viewer: Viewer, round: Round) -> list[TestAnswer]:
    """What partners chose to say aloud, as far as the viewer may read it; softer voices first (§8.2)."""
    rows = TestAnswer.objects.visible_to(viewer).filter(round=round, aloud=True, work__in=DONE)
    rows = rows.select_related("partner")
    return list(rows.order_by("-partner__softer_voice", "partner__name", "item", "id")[:200])


def findings(viewer: Viewer, round: Round | None = None, *, area: str = "", open_only: bool = False) -> list[Finding]:
    """Findings of one round or of all, newest first."""
    rows: QuerySet[Finding] = Finding.objects.visible_to(viewer)
    rows = rows.filter(round=round) if round else rows
    rows = rows.filter(area=area) if area else rows
    rows = rows.filter(closed_at__isnull=True) if open_only else rows
    return list(rows.order_by("-id")[:200])


def record(viewer: Viewer, model: type[Any], id: UUID) -> Any:
    """One record of a round, or nothing."""
    return model.objects.visible_to(viewer).filter(pk=id).first()


def snapshot(
    viewer: Viewer, round: Round, *, form: str = "json", edition: str = Edition.NETWORK, language: str = ""
) -> Snapshot | None:
    """The stored bytes of a report that a viewer may read, or nothing."""
    rows = Snapshot.objects.visible_to(viewer).filter(round=round, form=form, edition=edition, language=language)
    found: Snapshot | None = rows.first()
    return found


def kept_reports(viewer: Viewer, round: Round) -> list[Snapshot]:
    """What is stored of a report, without the bytes."""
    rows = Snapshot.objects.visible_to(viewer).filter(round=round).defer("stored")
    return sorted(rows, key=lambda one: (one.edition, one.form, one.language))


def report_of(viewer: Viewer, round: Round) -> dict[str, Any] | None:
    """The frozen report for all partners, as it was stored."""
    kept = snapshot(viewer, round)
    found: dict[str, Any] | None = json.loads(bytes(kept.stored)) if kept else None
    return found


def frozen_before(viewer: Viewer, round: Round) -> Round | None:
    """The frozen round that came last before this one."""
    rows = Round.objects.visible_to(viewer).filter(state=RoundState.FROZEN).exclude(pk=round.pk)
    rows = rows.filter(frozen_at__lt=round.frozen_at) if round.frozen_at else rows
    found: Round | None = rows.order_by("-frozen_at", "-id").first()
    return found


@dataclass(frozen=True)
class Compared:
    """One item in two rounds: how the answers were spread then and now; None where it was not asked."""

    code: str
    words: Mapping[str, Any]
    area: str | None
    then: list[int] | None
    now: list[int] | None
    news: str = ""


def compare(earlier: dict[str, Any], later: dict[str, Any]) -> list[Compared]:
    """Lay the items of two frozen reports side by side, by code or by what took over from it in a later version;
    what is new or gone is said, nothing is scored."""
    old = {item["code"]: item for item in earlier["items"]}
    version = earlier["round"]["library"]["version"]
    before = {item["code"]: _code_before(item, old, version) for item in later["items"]}
    found = [_compared(item["code"], old.get(before[item["code"]]), item) for item in later["items"]]
    return found + [_compared(code, item, None) for code, item in old.items() if code not in before.values()]


def _code_before(item: dict[str, Any], old: Mapping[str, Any], version: int) -> str:
    """Under which code an item stood in a report of an earlier version of its library."""
    moved = [code for then, code in item["was"] if then == version and code in old]
    return str(moved[0] if moved else item["code"])


def _compared(code: str, then: dict[str, Any] | None, now: dict[str, Any] | None) -> Compared:
    shown = now or then or {}
    changed = bool(then and now and then["words"] != now["words"])
    news = "new" if then is None else "gone" if now is None else "changed" if changed else ""
    return Compared(
        shown["label"] or code, shown["words"], shown["area"], then["spread"] if then else None,
        now["spread"] if now else None, news,
    )  # fmt: skip
