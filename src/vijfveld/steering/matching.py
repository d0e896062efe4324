# SPDX-License-Identifier: EUPL-1.2
"""Which offer is laid beside which question: an optimal assignment over reasons that everyone can read.

Of every question and offer six things are compared, in a fixed order: subject, experience, pairings already given, sort
of organisation, place, speed. First as many questions as possible get an offer; among all ways to do that, the one with
the least distance in subject; among those, in experience; and so on. No thing can outweigh an earlier one, so that
nothing is weighed in secret. The same questions and offers always give the same pairs.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from math import inf
from typing import Any
from uuid import UUID

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from vijfveld.methods import assignment
from vijfveld.node.contents import load_tiles
from vijfveld.node.models import Organisation
from vijfveld.steering import topics
from vijfveld.steering.models import Expertise, Help, Pairing
from vijfveld.steering.words_broker import STANDING, Experience, PairingState, Speed, WhyNot
from vijfveld.strategy.words import Area

ORDER = ("subject", "experience", "load", "kin", "place", "speed")
MOST_STEPS = {"subject": 1, "experience": 3, "load": 9, "kin": 2, "place": 3, "speed": 3}
"""The largest distance of each thing; together they stay within what a float holds exactly for `MOST_AT_ONCE`."""
MOST_AT_ONCE = 60
"""Questions that compete for the same offers and are considered at once, the oldest first; the others come later."""
EXPERIENCES, SPEEDS = list(Experience), list(Speed)
Json = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """A question and an offer laid side by side, with every reason."""

    question: Help
    offer: Help
    reasons: tuple[Json, ...]


@dataclass(frozen=True)
class Proposal:
    """All pairs that are proposed, and the questions that found no offer with why."""

    pairs: tuple[Pair, ...]
    unmatched: tuple[tuple[Help, WhyNot], ...]
    later: tuple[Help, ...]

    @property
    def mark(self) -> str:
        """What tells whether two proposals are the same."""
        pairs = [f"{one.question.pk}{one.offer.pk}{one.reasons}" for one in self.pairs]
        alone = [f"{one.pk}{why}" for one, why in self.unmatched]
        return hashlib.sha256("|".join([*pairs, *alone]).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Ground:
    """What a proposal rests on: what is asked and offered now, what was paired before, and what is known."""

    helps: tuple[Help, ...]
    pairings: tuple[Pairing, ...]
    expertise: tuple[Expertise, ...]
    organisations: dict[UUID, Organisation]
    today: date

    @cached_property
    def _taken(self) -> Counter[UUID]:
        """The places taken of each question and offer: by what runs, and of a question also by what was completed."""
        running = [one for one in self.pairings if one.state in STANDING]
        done = [one.question_id for one in self.pairings if one.state == PairingState.ENDED]
        return Counter([*(one.question_id for one in running), *(one.offer_id for one in running), *done])

    @cached_property
    def _given(self) -> Counter[UUID]:
        return Counter(one.giver_id for one in self.pairings if one.state == PairingState.AGREED)

    @cached_property
    def _before(self) -> set[tuple[UUID, UUID]]:
        return {(one.question_id, one.offer_id) for one in self.pairings if one.state != PairingState.LAPSED}

    @cached_property
    def _known(self) -> dict[UUID, list[Expertise]]:
        found: dict[UUID, list[Expertise]] = {}
        for one in self.expertise:
            if one.lapses_on >= self.today:
                found.setdefault(one.organisation_id, []).append(one)
        return found

    def left(self, help: Help) -> int:
        """How many places of a question or an offer are left."""
        return max(help.most - self._taken[help.pk], 0)

    def load(self, organisation: UUID) -> int:
        """How many pairings to which both sides consented an organisation gives help in now."""
        return self._given[organisation]

    def were_paired(self, question: Help, offer: Help) -> bool:
        """Whether these two were laid side by side before, otherwise than by a proposal that lapsed."""
        return (question.pk, offer.pk) in self._before

    def known(self, offer: Help) -> Expertise | None:
        """The closest experience that the offering organisation has with its subject and that has not lapsed."""
        mine = [
            one for one in self._known.get(offer.organisation_id, [])
            if topics.distance((one.subject, one.library), (offer.subject, offer.library)) == topics.SAME
        ]  # fmt: skip
        return min(mine, key=lambda one: (EXPERIENCES.index(Experience(one.experience)), one.pk), default=None)


def gather(rows: Callable[[Any], Any], today: date) -> Ground:
    """Read what a proposal rests on; `rows` gives the rows of a model."""
    return Ground(
        helps=tuple(rows(Help).filter(withdrawn_on__isnull=True, last_on__gte=today).order_by("id")),
        pairings=tuple(rows(Pairing).order_by("id")),
        expertise=tuple(rows(Expertise).filter(withdrawn_on__isnull=True, lapses_on__gte=today).order_by("id")),
        organisations={one.pk: one for one in Organisation.objects.filter(left_on__isnull=True)},
        today=today,
    )  # fmt: skip


def in_force(help: Help, today: date) -> bool:
    """Whether a question or an offer stands and is not over."""
    return help.withdrawn_on is None and help.last_on >= today


def propose(ground: Ground) -> Proposal:
    """The pairs of all fields together."""
    standing = sorted(
        (one for one in ground.helps if in_force(one, ground.today) and one.organisation_id in ground.organisations),
        key=lambda one: one.pk,
    )
    pairs: list[Pair] = []
    unmatched: list[tuple[Help, WhyNot]] = []
    later: list[Help] = []
    for area in Area.values:
        here = [one for one in standing if topics.area_of(one.subject, one.library) == area]
        questions = [one for one in here if one.is_question and ground.left(one)]
        offers = [one for one in here if not one.is_question]
        made, waiting = _pair_field(ground, questions, offers)
        found = {one.question.pk for one in made} | {one.pk for one in waiting}
        pairs += made
        later += waiting
        unmatched += [(one, why_not(ground, one, offers)) for one in questions if one.pk not in found]
    return Proposal(tuple(pairs), tuple(unmatched), tuple(later))


def _pair_field(ground: Ground, questions: list[Help], offers: list[Help]) -> tuple[list[Pair], list[Help]]:
    """The pairs of one field, and the questions that wait; questions that no offer joins are paired apart."""
    with_place = [one for one in offers if ground.left(one)]
    allowed = np.array([[hindrance(ground, one, each) is None for each in with_place] for one in questions], dtype=bool)
    if not allowed.any():
        return [], []
    group = _groups(allowed)
    pairs, later = [], []
    for number in sorted(set(group[: len(questions)].tolist())):
        rows = [row for row in range(len(questions)) if group[row] == number and allowed[row].any()]
        columns = [column for column in range(len(with_place)) if group[len(questions) + column] == number]
        later += [questions[row] for row in rows[MOST_AT_ONCE:]]
        rows = rows[:MOST_AT_ONCE]
        if rows:
            part = allowed[np.ix_(rows, columns)]
            pairs += _pair(ground, [questions[row] for row in rows], [with_place[one] for one in columns], part)
    return pairs, later


def _groups(allowed: Any) -> Any:
    """Of each row and then of each column (rows + columns,): the number of the group that competes together."""
    rows, columns = allowed.shape
    joined = np.zeros((rows + columns,) * 2, dtype=bool)
    joined[:rows, rows:] = allowed
    return connected_components(csr_array(joined), directed=False)[1]


def _pair(ground: Ground, questions: list[Help], offers: list[Help], allowed: Any) -> list[Pair]:
    """The best pairs of questions and offers, of which `allowed` (rows, columns) says which can be."""
    reasons = {
        (row, column): reasons_of(ground, questions[row], offers[column])
        for row, column in np.argwhere(allowed).tolist()
    }  # fmt: skip
    cost = np.full(allowed.shape, inf)
    for place, found in reasons.items():
        cost[place] = cost_of(found, len(questions))
    chosen = assignment.pair(cost, [ground.left(one) for one in offers], partial=True)
    return [
        Pair(questions[row], offers[column], reasons[row, column])
        for row, column in enumerate(chosen.tolist()) if column != assignment.UNPAIRED
    ]  # fmt: skip


def hindrance(ground: Ground, question: Help, offer: Help) -> WhyNot | None:
    """Why two cannot be laid side by side, if so; whether there is a place left is not asked here."""
    if question.organisation_id == offer.organisation_id or _apart(question, offer) is None:
        return WhyNot.NOBODY
    if max(question.first_on, offer.first_on, ground.today) > min(question.last_on, offer.last_on):
        return WhyNot.NOT_THEN
    return WhyNot.BEFORE if ground.were_paired(question, offer) else None


def why_not(ground: Ground, question: Help, helps: Iterable[Help]) -> WhyNot:
    """Why a question found no offer: what stood in the way of the offer that came closest."""
    order = list(WhyNot)
    hindered = [hindrance(ground, question, one) or WhyNot.FULL for one in helps if not one.is_question]
    return max(hindered, key=order.index, default=WhyNot.NOBODY)


def reasons_of(ground: Ground, question: Help, offer: Help) -> tuple[Json, ...]:
    """What was compared of two, in order: what it is, how far apart, and what that was read from."""
    known = ground.known(offer)
    asker, giver = (ground.organisations[one.organisation_id] for one in (question, offer))
    load = ground.load(offer.organisation_id)
    return (
        {"what": "subject", "apart": _apart(question, offer) or 0},
        {
            "what": "experience", "apart": EXPERIENCES.index(Experience(known.experience)) if known else 3,
            "kind": known.experience if known else "", "on": known.had_on.isoformat() if known else "",
        },
        {"what": "load", "apart": min(load, 9), "given": load},
        {"what": "kin", "apart": 0 if asker.sort == giver.sort else 1 if asker.discipline == giver.discipline else 2},
        {"what": "place", "apart": _tiles(asker.province, giver.province)},
        {"what": "speed", "apart": SPEEDS.index(Speed(known.speed)) if known else 3,
         "kind": known.speed if known else ""},
    )  # fmt: skip


def _apart(question: Help, offer: Help) -> int | None:
    return topics.distance((question.subject, question.library), (offer.subject, offer.library))


def cost_of(reasons: tuple[Json, ...], rows: int) -> float:
    """The reasons as one number, in which no sum over `rows` pairs of a later thing reaches one step of an earlier."""
    cost = 0
    for one in reasons:
        cost = cost * (rows * MOST_STEPS[one["what"]] + 1) + one["apart"]
    return float(cost)


def _tiles(one: str, other: str) -> int:
    """How far two provinces or regions lie apart on the schematic map: the same, next to it, further, not known."""
    places = _places()
    if one not in places or other not in places or one[:2] != other[:2]:
        return 3
    apart = sum(abs(here - there) for here, there in zip(places[one], places[other], strict=True))
    return min(apart, 2)


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[int, int]]:
    tiles = load_tiles()
    return {tile.code: (tile.col, tile.row) for tile in (*tiles.provinces, *tiles.safety_regions)}
