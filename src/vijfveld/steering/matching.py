# SPDX-License-Identifier: EUPL-1.2
"""Which offer is laid beside which question: an optimal assignment over reasons that everyone can read.

Of every question and offer six things are compared, in a fixed order: subject, experience, pairings already given, sort
of organisation, place, speed. First as many questions as possible get an offer; among all ways to do that, the one with
the least distance in subject; among those, in experience; and so on. No thing can outweigh an earlier one, so that
nothing is weighed in secret. The same questions and offers always give the same pairs.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import inf
from typing import Any
from uuid import UUID

import numpy as np

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
"""Questions of one field that are considered at once, the oldest first; the others come next time."""
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

    def taken(self, help: Help) -> int:
        """How many places are taken: of an offer what runs now, of a question also what was completed."""
        if help.is_question:
            return sum(one.question_id == help.pk and one.state in (*STANDING, PairingState.ENDED)
                       for one in self.pairings)  # fmt: skip
        return sum(one.offer_id == help.pk and one.state in STANDING for one in self.pairings)

    def load(self, organisation: UUID) -> int:
        """How many pairings an organisation gives help in now."""
        return sum(one.state in STANDING and one.giver_id == organisation for one in self.pairings)

    def known(self, offer: Help) -> Expertise | None:
        """The closest experience that the offering organisation has with its subject and that has not lapsed."""
        mine = [
            one for one in self.expertise
            if one.organisation_id == offer.organisation_id and one.lapses_on >= self.today
            and topics.distance((one.subject, one.library), (offer.subject, offer.library)) == topics.SAME
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
        questions = [one for one in here if one.is_question and ground.taken(one) < one.most]
        later += questions[MOST_AT_ONCE:]
        questions = questions[:MOST_AT_ONCE]
        made = _pair(ground, questions, [one for one in here if not one.is_question])
        pairs += made
        found = {one.question.pk for one in made}
        unmatched += [(one, why_not(ground, one, here)) for one in questions if one.pk not in found]
    return Proposal(tuple(pairs), tuple(unmatched), tuple(later))


def _pair(ground: Ground, questions: list[Help], offers: list[Help]) -> list[Pair]:
    if not questions or not offers:
        return []
    reasons = {
        (row, column): reasons_of(ground, question, offer)
        for row, question in enumerate(questions) for column, offer in enumerate(offers)
        if hindrance(ground, question, offer) is None
    }  # fmt: skip
    cost = np.full((len(questions), len(offers)), inf)
    for place, found in reasons.items():
        cost[place] = cost_of(found, len(questions))
    places = [max(one.most - ground.taken(one), 0) for one in offers]
    chosen = assignment.pair(cost, places, partial=True)
    return [
        Pair(question, offers[column], reasons[row, column])
        for row, (question, column) in enumerate(zip(questions, chosen.tolist(), strict=True))
        if column != assignment.UNPAIRED
    ]  # fmt: skip


def hindrance(ground: Ground, question: Help, offer: Help) -> WhyNot | None:
    """Why two cannot be laid side by side, if so; whether there is a place left is not asked here."""
    if question.organisation_id == offer.organisation_id or _apart(question, offer) is None:
        return WhyNot.NOBODY
    if max(question.first_on, offer.first_on, ground.today) > min(question.last_on, offer.last_on):
        return WhyNot.NOT_THEN
    before = [one for one in ground.pairings if (one.question_id, one.offer_id) == (question.pk, offer.pk)]
    return WhyNot.BEFORE if any(one.state != PairingState.LAPSED for one in before) else None


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
