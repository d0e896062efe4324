# SPDX-License-Identifier: EUPL-1.2
"""A round of 400 partners and 60 items: its overview page, freezing it, and the PDF of its report."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

from django.db import transaction

from benchmarks.generator import NOW, START, Generator, batches
from benchmarks.pages import of_page, signed_in
from benchmarks.parts import Sizes
from benchmarks.rows import Claim, seconds
from vijfveld.law import guard
from vijfveld.law.callers import Caller
from vijfveld.law.models import Entry
from vijfveld.law.sealer import seal_pending
from vijfveld.node.models import Mandate, Organisation, Person
from vijfveld.node.roles import Mode, Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering import questions
from vijfveld.steering.acts.freezing import ask_to_freeze
from vijfveld.steering.acts.outcomes import Judged, decide_step, fields_of
from vijfveld.steering.acts.rounds import RoundPlan, close_round, open_round, prepare_round
from vijfveld.steering.background import carry_out
from vijfveld.steering.models import AnswerEdition, Invitation, Questionnaire, Round, Snapshot, TestAnswer
from vijfveld.steering.pressing import press
from vijfveld.steering.testlibrary import AskedOf
from vijfveld.steering.words import Edition

LIBRARY = "meting@1"
FREEZING, PRESSING = 60.0, 20.0
PAGES = 200
ALOUD = 12
"""One answer in so many is said aloud, which makes the report as long as the promise says."""
SENTENCE = (
    "Wij spreken dit elk kwartaal door met de wijkagent, de scholen en het zorgteam, en leggen vast wie wat doet. "
)


@dataclass
class Held:
    """A round, and who prepared it, assesses it and takes part in it."""

    made: Generator
    partners: list[Organisation]
    coordinator: Viewer
    assessor: Viewer
    liaison: Viewer
    round: Round

    def again(self) -> Round:
        """The round as it stands now."""
        found: Round = Round.objects.beyond_access("bench").get(pk=self.round.pk)
        return found


def claims(sizes: Sizes) -> Iterator[Claim]:
    """The page while partners answer, then freezing, then the PDF."""
    held = _open(sizes)
    answered = _answer(held)
    if answered != sizes.partners * sizes.items:
        raise AssertionError(f"there are {answered} answers")
    address, told = f"/systeemtoetsen/{held.round.pk}", f"{sizes.partners} partners x {sizes.items} items"
    yield from of_page(signed_in(held.coordinator), f"round of {told}, coordinator", address)
    yield from of_page(signed_in(held.liaison), f"round of {told}, partner", address)
    yield Claim(f"freezing {answered:,} answers", _freeze(held), FREEZING, 1)
    yield _pressed(held, sizes)


def _caller(viewer: Viewer) -> Caller:
    return Caller(viewer=viewer, now=NOW, mode=Mode.DEMO)


def _open(sizes: Sizes) -> Held:
    """A round that is open, in a library of as many questions as are asked, each of everyone."""
    shelf = next(iter(questions.shipped().values()))
    asked = {code: replace(item, asked_of=AskedOf()) for code, item in list(shelf.items.items())[: sizes.items]}
    library = replace(shelf, code="meting", version=1, items=MappingProxyType(asked), moves=())
    questions.shipped = lambda: MappingProxyType({LIBRARY: library})
    with transaction.atomic(), guard.opened("generator"):
        made = Generator(0)
        partners = made.people()[: sizes.partners]
        assessor = _assessor(made)
    coordinator = made.full.viewers["partner-000"]
    plan = RoundPlan(
        library=LIBRARY, title="Systeemtoets", opens_on=NOW.date(), closes_on=(NOW + timedelta(days=30)).date(),
        partners=tuple(one.id for one in partners), assessors=(assessor.organisation,),
    )  # fmt: skip
    prepared = prepare_round(_caller(coordinator), plan)
    opened = open_round(_caller(coordinator), prepared.id, prepared.version)
    return Held(made, partners, coordinator, assessor, made.full.viewers["ninety"], opened)


def _assessor(made: Generator) -> Viewer:
    body = made.record(Organisation, START, code="toetser", name="Toetser", sort="agency", discipline="security",
                       reach="national")  # fmt: skip
    body.save(force_insert=True)
    person = made.record(Person, START, name="Toetser", email="toetser@voorbeeld.invalid", organisation=body)
    person.save(force_insert=True)
    given = made.record(Mandate, START, person=person, organisation=body, role=Role.ASSESSOR, valid_from=START)
    given.save(force_insert=True)
    return Viewer(person=person.id, organisation=body.id, roles=frozenset({Role.ASSESSOR}), mode=Mode.DEMO, now=NOW)


def _answer(held: Held) -> int:
    """Every partner answers every item; written in bulk, as the acts would have written it."""
    kept = Questionnaire.objects.beyond_access("bench").get(pk=held.round.questions_id)
    library = questions.read(bytes(kept.stored))
    invitations = list(Invitation.objects.beyond_access("bench").filter(round=held.round))
    for one in invitations:
        one.round = held.round
    with transaction.atomic(), guard.opened("generator"):
        for batch in batches((one, code) for one in invitations for code in one.items):
            answers = [_answered(held, one, library.items[code]) for one, code in batch]
            TestAnswer.objects.bulk_create(answers)
            AnswerEdition.objects.bulk_create([_edition(held, answer) for answer in answers])
            Entry.objects.bulk_create([held.made.entry(answer, "test_answer.submit", NOW) for answer in answers])
    seal_pending(NOW)
    return TestAnswer.objects.beyond_access("bench").filter(round=held.round).count()


def _answered(held: Held, invitation: Invitation, item) -> TestAnswer:  # type: ignore[no-untyped-def]
    number = hash((invitation.name, item.code)) % 4
    held.made.count += 1
    return held.made.record(
        TestAnswer, NOW, round=invitation.round, invitation=invitation, partner_id=invitation.partner_id,
        item=item.code, area=item.area or "", axis=item.axis or "", work="submitted", level=number, sureness="likely",
        explanation=SENTENCE * 2, aloud=held.made.count % ALOUD == 0, number=1, submitted_at=NOW,
    )  # fmt: skip


def _edition(held: Held, answer: TestAnswer) -> AnswerEdition:
    return held.made.record(
        AnswerEdition, NOW, answer=answer, round=answer.round, partner_id=answer.partner_id, number=1,
        work=answer.work, level=answer.level, sureness=answer.sureness, explanation=answer.explanation,
        submitted_at=NOW,
    )  # fmt: skip


def _freeze(held: Held) -> float:
    """Close, judge every field, ask for the report, and time what the background does for it: reading, making both
    editions, and the act that writes them."""
    close_round(_caller(held.coordinator), held.round.pk, because="Wie meedeed, is klaar.")
    for area, axis in fields_of(held.again()):
        judged = Judged(2, "Zo laten de antwoorden het zien.")
        decide_step(_caller(held.assessor), held.round.pk, area, axis, 0, judged)
    now = held.again()
    told = "Of dit aanslagen voorkomt."
    asked = ask_to_freeze(_caller(held.coordinator), now.pk, now.version, not_measurable=told)
    took = seconds(lambda: carry_out(asked))
    if not held.again().is_frozen:
        raise AssertionError("the round was not frozen")
    return took


def _pressed(held: Held, sizes: Sizes) -> Claim:
    kept = Snapshot.objects.beyond_access("bench").get(round=held.round, edition=Edition.NETWORK, form="json")
    made: list[bytes] = []
    took = seconds(lambda: made.append(press(bytes(kept.stored), language="nl")))
    pages = pages_of(made[0])
    if pages < PAGES and not sizes.small:
        raise AssertionError(f"the report has {pages} pages, which is fewer than {PAGES}")
    return Claim(f"PDF of {pages} pages", took, PRESSING, 1)


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has, also where they lie in compressed objects."""
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(stream))
    return sum(len(re.findall(rb"/Type\s*/Page\b", part)) for part in found)
