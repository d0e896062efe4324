# SPDX-License-Identifier: EUPL-1.2
"""Two rounds of the system test, told as stories: one that was frozen months ago, and one that is open today."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from vijfveld.law.demo import Cast
from vijfveld.node import clock
from vijfveld.steering.acts.answers import Told, delegate_item, draft_answer, return_answer, submit_answer
from vijfveld.steering.acts.evidence import Piece, add_evidence, revise_evidence
from vijfveld.steering.acts.freezing import ask_to_freeze
from vijfveld.steering.acts.outcomes import (
    About,
    Judged,
    Missing,
    decide_step,
    link_finding,
    note_finding,
    place_reservation,
    reply_to_reservation,
)
from vijfveld.steering.acts.rounds import RoundPlan, open_round, prepare_round, remind_partners
from vijfveld.steering.background import make_report
from vijfveld.steering.demo_words import (
    EVIDENCE,
    FINDINGS,
    NOT_FOR_US,
    NOT_MEASURABLE,
    OBJECTION,
    REPLY,
    SAID,
    STEPS,
    SURE,
)
from vijfveld.steering.models import Finding, Invitation, Round, TestAnswer
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.efforts import Plan, propose_fixed
from vijfveld.strategy.models import Ask

Story = Iterator[int]
LIBRARY = "systeemtoets-basisniveau@1"
ASSESSOR, COLLEAGUE = "toetser", "collega"
INVITED = (
    "politie", "aivd", "kmar", "om", "minszw", "gemeente-molenwaard", "gemeente-duinrode", "nederlandse-ggz",
    "jeugdzorg-nederland", "school-en-veiligheid", "veiligheidsregio-noordkust", "vitale-aanbieders", "wodc",
)  # fmt: skip
NOW_INVITED = (
    "gemeente-molenwaard", "gemeente-duinrode", "gemeente-oudekerk-aan-de-ae", "politie", "minszw", "nederlandse-ggz",
    "jeugdzorg-nederland", "school-en-veiligheid", "veiligheidsregio-noordkust",
)  # fmt: skip
EXPIRING = ("gemeente-molenwaard", "politie")
READY = ("politie", "nederlandse-ggz", "school-en-veiligheid")
"""Who has answered everything in the round that is open."""


def rounds(cast: Cast) -> list[Story]:
    """The stories of the system test."""
    return [_frozen(cast), _open(cast)]


def _plan(cast: Cast, title: str, days: int, invited: tuple[str, ...], **more: Any) -> RoundPlan:
    today = clock.now().date()
    return RoundPlan(
        LIBRARY, title, today, today + timedelta(days=days), partners=tuple(cast.id(code) for code in invited),
        assessors=(cast.id("visitatie-voorbeeld"),), **more,
    )  # fmt: skip


def _frozen(cast: Cast) -> Story:
    """A whole round: answers with evidence and a reservation, judgements, findings, and an effort that closes one."""
    yield -206
    plan = _plan(cast, f"Systeemtoets {_season()}", 35, INVITED)
    round = prepare_round(cast.caller("coordinator"), plan)
    yield -204
    round = open_round(cast.caller("coordinator"), round.id, round.version)
    for offset, code in enumerate(INVITED):
        yield -200 + 2 * offset
        _answer_all(cast, round, code)
    yield -172
    about = About(item="voorkomen.l2")
    objection = place_reservation(cast.caller("gemeente-duinrode"), round.id, about, words=OBJECTION)
    yield -160
    reply_to_reservation(cast.caller(ASSESSOR), objection.id, objection.version, reply=REPLY)
    for offset, ((area, axis), (step, reasons, dissent)) in enumerate(STEPS.items()):
        yield -158 + offset // 3
        judged = Judged(step, reasons, dissent, cannot=step is None)
        decide_step(cast.caller(ASSESSOR), round.id, area, axis, 0, judged)
    yield -152
    found = [note_finding(cast.caller(ASSESSOR), round.id, Missing(*words)) for words in FINDINGS]
    yield -150
    round = _now(round)
    asked = ask_to_freeze(cast.caller(ASSESSOR), round.id, round.version, not_measurable=NOT_MEASURABLE)
    make_report.call(str(asked.id))
    yield from _taken_up(cast, found[0])


def _taken_up(cast: Cast, finding: Finding) -> Story:
    """What the first finding led to: fixed effort that rests on it, asks and answers."""
    yield -138
    plan = Plan(
        "Altijd iemand van zorg en politie", "Ook in het weekend wordt een zorgelijk signaal dezelfde nacht bekeken.",
        "voorkomen.3.6.1", "operational", "local", "coordinatie-ct", clock.now().date(),
    )  # fmt: skip
    effort = propose_fixed(cast.caller("coordinator"), plan, finding=finding.driver_id)
    asks = [
        (code, _ask(cast, effort.id, code, fte, floor))
        for code, fte, floor in (
            ("nederlandse-ggz", "4", "3"),
            ("politie", "2", "2"),
            ("gemeente-molenwaard", "1", "0.5"),
        )
    ]
    yield -137
    finding = _now(finding)
    link_finding(cast.caller("coordinator"), finding.id, finding.version, effort=effort.id)
    for offset, (code, ask) in enumerate(asks):
        yield -130 + 3 * offset
        answer_ask(cast.caller(code), ask.id, ask.version, Said("accepted"))


def _ask(cast: Cast, effort: Any, code: str, fte: str, floor: str) -> Ask:
    return put_ask(
        cast.caller("coordinator"), effort, partner=cast.id(code), what="Mensen met dienst in de nacht en het weekend.",
        capacity=Decimal(fte), floor=Decimal(floor), reply_by=clock.now().date() + timedelta(days=28),
    )  # fmt: skip


def _open(cast: Cast) -> Story:
    """A round that is open today: some are ready, some are halfway, some have not begun."""
    yield -23
    plan = _plan(
        cast,
        f"Systeemtoets {_season()}: voorkomen en voorbereiden",
        34,
        NOW_INVITED,
        areas=("voorkomen", "voorbereiden"),
    )
    round = prepare_round(cast.caller("coordinator"), plan)
    yield -21
    round = open_round(cast.caller("coordinator"), round.id, round.version)
    for offset, code in enumerate(READY):
        yield -18 + 3 * offset
        _answer_all(cast, round, code, shift=1)
    yield -9
    _answer_all(cast, round, "gemeente-molenwaard", shift=1, most=7)
    _answer_all(cast, round, "minszw", shift=1, most=4)
    yield -7
    _to_a_colleague(cast, round)
    yield -6
    returned = TestAnswer.objects.beyond_access("the example").filter(
        round=round, partner_id=cast.id("gemeente-molenwaard"), item="voorkomen.e1"
    )
    for answer in returned:
        return_answer(
            cast.caller(ASSESSOR), answer.id, answer.version, because="Noem de laatste drie keren met een datum."
        )
    place_reservation(
        cast.caller("nederlandse-ggz"), round.id, About(item="voorkomen.r4"),
        words="De vraag gaat ervan uit dat zorg en politie naast elkaar staan. In een crisis gaat de zorg voor.",
    )  # fmt: skip
    yield -4
    round = _now(round)
    remind_partners(cast.caller("coordinator"), round.id, round.version)


def _to_a_colleague(cast: Cast, round: Round) -> None:
    """The liaison gives one item to a colleague, who drafts it."""
    item, person = "voorbereiden.e4", cast.viewers[COLLEAGUE].person
    given = delegate_item(cast.caller("gemeente-molenwaard"), round.id, item, 0, to=person)
    told = Told(level=1, explanation="Wij hebben een afspraak met de regio, maar nog niet geoefend.")
    draft_answer(cast.caller(COLLEAGUE), round.id, item, given.version, told)


def _answer_all(cast: Cast, round: Round, code: str, *, shift: int = 0, most: int = 99) -> None:
    """One partner answers its items, at levels that differ per item and partner, and shows some of them."""
    asked = Invitation.objects.beyond_access("the example").get(round=round, partner_id=cast.id(code))
    for number, item in enumerate(asked.items[:most]):
        told = _told(code, item, number, shift)
        submit_answer(cast.caller(code), round.id, item, 0, told)
        if told.applies and number % 6 == 0:
            _show(cast, round, code, item, number)


def _told(code: str, item: str, number: int, shift: int) -> Told:
    """What a partner says: always the same for the same item and partner."""
    chance = sha256(f"{code} {item}".encode()).digest()
    if chance[0] < 20:
        return Told(applies=False, reason=NOT_FOR_US[chance[1] % len(NOT_FOR_US)])
    level = min(3, (0, 1, 1, 2, 2, 2, 3)[chance[1] % 7] + (shift if chance[2] < 90 else 0))
    words = SAID[level][chance[3] % len(SAID[level])] if number % 2 == 0 else ""
    return Told(
        level=level, sureness=SURE[chance[4] % len(SURE)], explanation=words, aloud=bool(words) and number % 8 == 0
    )


def _show(cast: Cast, round: Round, code: str, item: str, number: int) -> None:
    title, sort, reference = EVIDENCE[number % len(EVIDENCE)]
    if number:
        add_evidence(cast.caller(code), round.id, item, Piece(title, sort, reference=reference))
        return
    ends = clock.now().date() + timedelta(days=300) if code in EXPIRING else None
    stored = f"{title} van {code} (voorbeeld)\n".encode()
    first = add_evidence(cast.caller(code), round.id, item, Piece(title, sort, stored, expires_on=ends))
    if code == "gemeente-molenwaard":
        later = Piece(title, sort, stored + b"Herzien.\n", expires_on=ends)
        revise_evidence(cast.caller(code), first.id, first.version, later)


def _season() -> str:
    today = clock.now().date()
    return f"{('winter', 'voorjaar', 'zomer', 'najaar')[today.month % 12 // 3]} {today.year}"


def _now(record: Any) -> Any:
    return type(record).objects.beyond_access("the example goes on").get(pk=record.pk)
