# SPDX-License-Identifier: EUPL-1.2
"""Bringing a lesson, sharing it without names, taking it up, and closing it only by what a test or exercise shows."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines, set_deadline
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.models import DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.ids import Urn
from vijfveld.node.models import Mandate, Organisation, in_force, record_model
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_organisation, for_role
from vijfveld.steering import topics
from vijfveld.steering.acts.expertise import LONGEST
from vijfveld.steering.models import Lesson
from vijfveld.steering.nameless import Names
from vijfveld.steering.partner_names import plain, recognised
from vijfveld.steering.words_broker import LessonSource, LessonState
from vijfveld.strategy.acts.faults import Faults, alike
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.shelf import edition
from vijfveld.strategy.words import LATEST_LOOK

BRINGERS = {Role.LIAISON, Role.COORDINATOR}
SHARERS = {Role.COORDINATOR}
REOPENED = "lesson.reopened"
SHARED = _("Deze les is al gedeeld.")
NOT_OPEN = _("Deze les ligt niet open.")
BROUGHT = _("Deze les is door uw organisatie al ingebracht.")
NO_SOURCE = _("Kies waar de les uit komt: een koppeling, een bevinding, een oefening of een overleg.")


@dataclass(frozen=True)
class Brought:
    """A lesson to be brought: a short title, what is to be learnt, about what, and the urn of where it comes from."""

    title: str
    words: str
    subject: str
    source: str


def check_lesson(faults: Faults, names: Names, *, title: str, words: str) -> None:
    """Note what is wrong with the words of a lesson; both are read by everyone, so both name nobody."""
    faults.add("title", _("Geef de les een korte titel."), when=not title.strip())
    faults.add("title", _("Houd de titel onder de 140 tekens."), when=len(title.strip()) > 140)
    faults.add("words", _("Schrijf wat er te leren is, zo dat een ander er iets aan heeft."), when=not words.strip())
    faults.add("words", _("Houd dit onder de 4.000 tekens."), when=len(words) > LONGEST)
    names.check(faults, title=title, words=words)


def sort_of_source(door: Door, source: str) -> str:
    """What sort of record a lesson comes from, or nothing when the actor may not see it."""
    try:
        urn = Urn.parse(source)
    except ValueError:
        return ""
    if urn.kind not in LessonSource.values:
        return ""
    there = door.visible(record_model(urn.kind)).filter(pk=urn.id).exists()
    return urn.kind if there else ""


@act("lesson.bring", roles=BRINGERS, purpose=Purpose.COORDINATION, says=_("bracht een les in"))
def bring_lesson(door: Door, told: Brought) -> Lesson:
    """Bring a lesson to the coordinator, who shares it with everyone."""
    sort = sort_of_source(door, told.source)
    with Faults() as faults:
        check_lesson(faults, Names(door.viewer), title=told.title, words=told.words)
        topics.check_subject(faults, told.subject)
        faults.add("source", NO_SOURCE, when=not sort)
        faults.add("title", BROUGHT, when=_brought_before(door, told))
    made = door.new(
        Lesson, title=told.title.strip(), words=told.words.strip(), subject=told.subject, library=edition(),
        area=topics.area_of(told.subject, edition()), sort=sort, source=told.source,
        organisation_id=door.organisation, brought_on=door.today, facts={"sort": sort},
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=made.words)
    for one in coordinators(door):
        open_task(door, "lesson.share", about=made, organisation=one, role=Role.COORDINATOR)
    return made


def _brought_before(door: Door, told: Brought) -> bool:
    """Whether one's own organisation brought the same lesson from the same source before."""
    mine = door.all(Lesson).filter(organisation_id=door.organisation, subject=told.subject, source=told.source)
    return any(alike(one.title, told.title) and alike(one.words, told.words) for one in mine)


def coordinators(door: Door) -> list[UUID]:
    """The organisations for which someone is a coordinator now."""
    rows = door.all(Mandate).filter(in_force(door.now), role=Role.COORDINATOR)
    return sorted(set(rows.values_list("organisation_id", flat=True)))


@act("lesson.share", roles=SHARERS, purpose=Purpose.COORDINATION, says=_("deelde een les"))
def share_lesson(door: Door, lesson: UUID, version: int, *, title: str, words: str) -> Lesson:
    """Share a lesson with everyone, in words that name neither a person nor an organisation.

    Refused are what looks like a person (`nameless`) and the name of any organisation, with or without its sort
    (`partner_names`). That nobody can be recognised by what happened, the coordinator judges.
    """
    found = door.lock(Lesson, lesson, version)
    door.require(found.state == LessonState.BROUGHT, "lesson.shared", SHARED)
    with Faults() as faults:
        check_lesson(faults, Names(door.viewer), title=title, words=words)
        _check_organisations(faults, found, title=title, words=words)
    found.title, found.words = title.strip(), words.strip()
    found.state, found.shared_on = LessonState.OPEN, door.today
    door.save(found, state=found.state, area=found.area)
    make_findable(door, found, title=found.title, text=found.words)
    finish_tasks_about(door, found.urn)
    return found


def _check_organisations(faults: Faults, lesson: Lesson, **texts: str) -> None:
    """Note which organisations are named; who brought the lesson also where that name is a word of every day."""
    rows, brought = list(Organisation.objects.values_list("name", "name_en")), lesson.organisation.name
    for field, text in texts.items():
        own = [brought] if plain(brought) in plain(text) else []
        told = {"names": ", ".join(dict.fromkeys([*own, *recognised([text], rows)]))}
        sentence = gettext("Hier staat de naam van een organisatie: %(names)s. Schrijf het zonder.") % told
        faults.add(field, sentence, when=bool(told["names"]))


@act("lesson.take_up", roles=BRINGERS, purpose=Purpose.COORDINATION, says=_("pakte een les op"))
def take_up_lesson(door: Door, lesson: UUID, version: int, *, plan: str, show_by: date) -> Lesson:
    """Take a lesson up for one's own organisation: what is going to change, and when a test or exercise shows it."""
    found = door.lock(Lesson, lesson, version)
    door.require(found.state == LessonState.OPEN, "lesson.not_open", NOT_OPEN)
    with Faults() as faults:
        faults.add("plan", _("Schrijf wat er anders gaat."), when=not plan.strip())
        faults.add("plan", _("Houd dit onder de 4.000 tekens."), when=len(plan) > LONGEST)
        Names(door.viewer).check(faults, plan=plan)
        ahead = door.today < show_by <= door.today + LATEST_LOOK
        faults.add("show_by", _("Kies een dag na vandaag, binnen twee jaar."), when=not ahead)
    found.state, found.taken_by_id, found.taken_on = LessonState.TAKEN_UP, door.organisation, door.today
    found.plan, found.show_by = plan.strip(), show_by
    door.save(found, state=found.state, area=found.area)
    close_deadlines(door, found.urn, state=DeadlineState.WITHDRAWN)
    finish_tasks_about(door, found.urn, what=REOPENED)
    set_deadline(
        door, "lesson.show", about=found, due_at=end_of(show_by), organisation=door.organisation,
        readers={for_organisation(door.organisation), for_role(Role.COORDINATOR)},
    )  # fmt: skip
    return found
