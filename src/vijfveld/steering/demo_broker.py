# SPDX-License-Identifier: EUPL-1.2
"""The broker in the example: who knows what, who helps whom, and lessons that a test or exercise closed. Invented."""

from datetime import date, timedelta
from typing import TypeVar

from django.utils import timezone

from vijfveld.law.demo import Cast
from vijfveld.law.demo_stories import Story
from vijfveld.node import clock
from vijfveld.node.models import Record
from vijfveld.steering.acts.exercises import Practised, record_exercise
from vijfveld.steering.acts.expertise import Known, Wanted, ask_help, offer_help, state_expertise
from vijfveld.steering.acts.lessons import Brought, bring_lesson, share_lesson, take_up_lesson
from vijfveld.steering.acts.pairing import follow_up_pairing, propose_pairings, say_to_pairing
from vijfveld.steering.acts.proving import Proof, close_lesson, reopen_lesson
from vijfveld.steering.matching import gather, propose
from vijfveld.steering.models import Exercise, Lesson, Pairing, Round
from vijfveld.steering.words import RoundState
from vijfveld.steering.words_broker import PairingState

T = TypeVar("T", bound=Record)
CASES, FAMILIES, LONERS = "voorkomen.2.2.3", "voorkomen.3.2.5", "voorkomen.3.6.1"
CRISIS, EVENTS, AFTER = "voorbereiden.1.5", "verdedigen.2.open-plaatsen", "voorbereiden.3.2"
MOLENWAARD, DUINRODE, OUDEKERK = "gemeente-molenwaard", "gemeente-duinrode", "gemeente-oudekerk-aan-de-ae"
UTRECHT, ROTTERDAM, NOORDKUST = "GM0344", "GM0599", "veiligheidsregio-noordkust"
KNOWN = [
    (UTRECHT, CASES, "did", 40, "four_hours", 330, "Het overleg opzetten en de eerste drie keer voorzitten."),
    (ROTTERDAM, CASES, "did", 90, "day", 280, "Afspraken over wat wie mag delen."),
    (MOLENWAARD, CASES, "trained", 200, "day", 60, ""),
    (ROTTERDAM, FAMILIES, "did", 120, "four_hours", 250, "Opvang van kinderen voor de aankomst regelen."),
    (UTRECHT, LONERS, "exercised", 150, "day", 200, "Samen oefenen met zorg en politie."),
    ("politie", LONERS, "did", 30, "four_hours", 320, ""),
    (NOORDKUST, CRISIS, "exercised", 60, "four_hours", 300, "Een oefening in één dag voorbereiden."),
    ("veiligheidsregio-utrecht", CRISIS, "did", 400, "four_hours", 300, ""),
    (DUINRODE, CRISIS, "trained", 500, "week", -20, ""),
    (UTRECHT, EVENTS, "did", 80, "day", 260, "Met organisatoren vooraf rondlopen."),
    (MOLENWAARD, AFTER, "exercised", 210, "four_hours", 45, "Eén contactpersoon per familie."),
]  # fmt: skip
"""Who, about what, how, how many days before the story began, how soon, and how many days from today it lapses."""


def stories(cast: Cast) -> list[Story]:
    """What organisations know and ask, two rounds of pairs, and five lessons."""
    return [_known(cast), _pairs(cast), _learnt(cast), _others(cast)]


def _day(days: int) -> date:
    return timezone.localdate(clock.now()) + timedelta(days=days)


def _now(record: T) -> T:
    found: T = type(record).objects.beyond_access("the example goes on").get(pk=record.pk)
    return found


def _known(cast: Cast) -> Story:
    """Experience as organisations write it down; one statement lapsed since."""
    yield -260
    for who, subject, how, before, speed, lapses, words in KNOWN:
        known = Known(subject, how, _day(-before), speed, _day(260 + lapses), words)
        state_expertise(cast.caller(who), known)


def _wanted(subject: str, words: str, days: int, most: int = 1) -> Wanted:
    return Wanted(subject, words, _day(0), _day(days), most)


def _propose(cast: Cast, days: int) -> list[Pairing]:
    rows = gather(lambda model: model.objects.beyond_access("the example goes on"), _day(0))
    return propose_pairings(cast.caller("coordinator"), mark=propose(rows).mark, follow_up_on=_day(days))


def _say(cast: Cast, one: Pairing, who: str, *, agrees: bool = True, reason: str = "") -> None:
    say_to_pairing(cast.caller(who), one.id, _now(one).version, agrees=agrees, reason=reason)


def _code(cast: Cast, organisation: object) -> str:
    return next(code for code, one in cast.organisations.items() if one.pk == organisation)


def _pairs(cast: Cast) -> Story:
    """Questions and offers, a proposal to which most say yes, what came of it, and a second proposal that waits."""
    yield -112
    ask_help(cast.caller(OUDEKERK), _wanted(CASES, "Wij hielden nog nooit een casusoverleg. Hoe begint men?", 300))
    ask_help(cast.caller(DUINRODE), _wanted(FAMILIES, "Er komt een gezin terug. Wij weten niet wie wij bellen.", 200))
    ask_help(cast.caller(MOLENWAARD), _wanted(EVENTS, "Een groot evenement op een plein dat open moet blijven.", 250))
    yield -110
    offer_help(cast.caller(UTRECHT), _wanted(CASES, "Wij zitten de eerste keren naast de procesregisseur.", 330, 2))
    offer_help(cast.caller(ROTTERDAM), _wanted(FAMILIES, "Wij delen ons draaiboek en kijken mee.", 300))
    offer_help(cast.caller(UTRECHT), _wanted(EVENTS, "Wij lopen vooraf mee over het terrein.", 300))
    yield -105
    made = _propose(cast, 40)
    yield -103
    for one in made:
        _say(cast, one, _code(cast, one.asker_id))
    yield -101
    for one in made:
        _say(cast, one, _code(cast, one.giver_id))
    yield -64
    families = next(one for one in made if one.question.subject == FAMILIES)
    follow_up_pairing(
        cast.caller(DUINRODE), families.id, _now(families).version,
        words="Het draaiboek paste niet helemaal, de belronde wel. Het gezin is opgevangen.",
    )  # fmt: skip
    follow_up_pairing(
        cast.caller(_code(cast, families.giver_id)), families.id, _now(families).version,
        words="Wij zagen waar ons draaiboek te veel van uitgaat. Dat schreven wij erbij.",
    )  # fmt: skip
    events = next(one for one in made if one.question.subject == EVENTS)
    follow_up_pairing(
        cast.caller(MOLENWAARD), events.id, _now(events).version, next_on=_day(90),
        words="Samen over het plein gelopen. Voor het volgende evenement doen wij dat weer.",
    )  # fmt: skip
    cases = next(one for one in made if one.question.subject == CASES)
    follow_up_pairing(
        cast.caller(OUDEKERK), cases.id, _now(cases).version, next_on=_day(150),
        words="Het eerste overleg is gehouden, met twee ervaren procesregisseurs naast ons.",
    )  # fmt: skip
    yield from _second(cast)


def _second(cast: Cast) -> Story:
    """A proposal of last week: one side declined, another waits; one question found nothing."""
    yield -14
    ask_help(cast.caller(MOLENWAARD), _wanted(LONERS, "Wie van zorg en politie belt wie, en wie mag wat delen?", 150))
    ask_help(cast.caller(OUDEKERK), _wanted(CRISIS, "Onze crisisstaf oefende nog nooit met een aanslag.", 150))
    ask_help(cast.caller(DUINRODE), _wanted("verdedigen.3.2", "Wat doen wij als de systemen uitvallen?", 150))
    offer_help(cast.caller("politie"), _wanted(LONERS, "Een wijkteam komt vertellen hoe de eerste dag loopt.", 200))
    offer_help(cast.caller(NOORDKUST), _wanted(CRISIS, "Wij bereiden samen een oefening voor.", 200))
    yield -12
    made = {one.question.subject: one for one in _propose(cast, 80)}
    yield -10
    _say(cast, made[LONERS], "politie")
    _say(cast, made[CRISIS], NOORDKUST, agrees=False, reason="Deze maand staan al onze oefenleiders op het rooster.")
    yield -5
    ask_help(cast.caller(OUDEKERK), _wanted(LONERS, "Wat doet men als niemand van zorg opneemt?", 100))
    offer_help(cast.caller(UTRECHT), _wanted(LONERS, "Wij oefenden dit en delen ons script.", 200))


def _practise(cast: Cast, who: str, subject: str, title: str, showed: str, reference: str = "") -> Exercise:
    told = Practised(title, _day(0), cast.id(who), subject, showed, reference=reference)
    return record_exercise(cast.caller(who), told)


def _brought(cast: Cast, who: str, subject: str, source: Record, title: str, words: str) -> Lesson:
    return bring_lesson(cast.caller(who), Brought(title, words, subject, source.urn))


def _shared(cast: Cast, lesson: Lesson) -> Lesson:
    return share_lesson(
        cast.caller("coordinator"), lesson.id, _now(lesson).version, title=lesson.title, words=lesson.words
    )


def _taken(cast: Cast, lesson: Lesson, who: str, plan: str) -> Lesson:
    return take_up_lesson(cast.caller(who), lesson.id, _now(lesson).version, plan=plan, show_by=_day(300))


def _learnt(cast: Cast) -> Story:
    """A lesson that a system test closed and a later exercise opened again."""
    yield -238
    held = _practise(
        cast, MOLENWAARD, CASES, "Tafeloefening casusoverleg", "Pas na een uur bleek wie wat mocht delen.",
        "Verslag in zaak 2025-114",
    )  # fmt: skip
    yield -236
    lesson = _brought(
        cast, MOLENWAARD, CASES, held, "Vraag vooraf wie wat mag delen",
        "Begin elk casusoverleg met één ronde: wat mag ieder hier delen, en op welke grond? "
        "Zonder die ronde ging het eerste uur verloren.",
    )  # fmt: skip
    yield -233
    _shared(cast, lesson)
    yield -225
    _taken(cast, lesson, DUINRODE, "De voorzitter begint elk overleg met een ronde langs de grondslagen.")
    yield -146
    round = Round.objects.beyond_access("the example goes on").filter(state=RoundState.FROZEN).get()
    proof = Proof(round=round.pk, item="voorkomen.e1", words="De eerste stap volgt nu dezelfde week.")
    close_lesson(cast.caller(DUINRODE), lesson.id, _now(lesson).version, proof)
    yield -26
    later = _practise(
        cast, OUDEKERK, CASES, "Avondoefening casusoverleg", "Met een invaller als voorzitter verviel de ronde.",
    )  # fmt: skip
    yield -25
    contrary = Proof(exercise=later.pk, words="Zodra iemand invalt, wordt het vergeten.")
    reopen_lesson(cast.caller(OUDEKERK), lesson.id, _now(lesson).version, contrary)


def _others(cast: Cast) -> Story:
    """One lesson closed by an exercise, one taken up, one that nobody took up yet, and one not shared yet."""
    yield -190
    first = _practise(cast, NOORDKUST, CRISIS, "Crisisoefening voorjaar", "Het belschema was een half jaar oud.")
    yield -188
    phones = _brought(
        cast, NOORDKUST, CRISIS, first, "Bel het belschema na", "Een belschema dat niet elke maand wordt nagebeld, "
        "klopt niet als het nodig is.",
    )  # fmt: skip
    yield -186
    _shared(cast, phones)
    yield -180
    _taken(cast, phones, NOORDKUST, "Elke eerste maandag belt de meldkamer het hele schema na.")
    yield -90
    second = _practise(cast, NOORDKUST, CRISIS, "Crisisoefening zomer", "Binnen twaalf minuten was iedereen bereikt.")
    proof = Proof(exercise=second.pk, words="Het schema klopte: iedereen nam op.")
    close_lesson(cast.caller(NOORDKUST), phones.id, _now(phones).version, proof)
    yield -60
    pairing = Pairing.objects.beyond_access("the example goes on").filter(state=PairingState.ENDED).get()
    calls = _brought(
        cast, DUINRODE, FAMILIES, pairing, "Eén belronde voor een gezin aankomt",
        "Een draaiboek van een ander past nooit helemaal. De belronde langs jeugdzorg, school en huisarts wel.",
    )  # fmt: skip
    yield -58
    _shared(cast, calls)
    yield -50
    _taken(cast, calls, MOLENWAARD, "De procesregisseur belt drie dagen voor aankomst alle partners na.")
    yield -30
    families = _practise(cast, MOLENWAARD, FAMILIES, "Belronde geoefend", "Zeven van de acht partners namen op.")
    yield -28
    _shared(cast, _brought(
        cast, MOLENWAARD, FAMILIES, families, "Noem een vervanger in het belschema",
        "Eén partner was met verlof en niemand wist wie inviel. Zet bij elk nummer een tweede.",
    ))  # fmt: skip
    yield -6
    _brought(
        cast, MOLENWAARD, FAMILIES, families, "Oefen ook buiten kantooruren",
        "De belronde is alleen overdag geoefend. Wie er 's avonds opneemt, weten wij niet.",
    )  # fmt: skip
