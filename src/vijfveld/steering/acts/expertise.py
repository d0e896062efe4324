# SPDX-License-Identifier: EUPL-1.2
"""Saying what one's own organisation has experience with, until it is asked again; and asking for or offering help."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_organisation
from vijfveld.steering import topics
from vijfveld.steering.models import Expertise, Help, Pairing
from vijfveld.steering.nameless import Names
from vijfveld.steering.words_broker import Experience, PairingState, Side, Speed
from vijfveld.strategy.acts.faults import Faults, alike
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.shelf import edition
from vijfveld.strategy.words import LATEST_LOOK

OWN = {Role.LIAISON}
LONGEST, MOST_WORDS, MOST_PAIRINGS = 4000, 300, 20
NOT_YOURS = _("Alleen de liaison van deze organisatie zelf kan dit.")
STATED = _("Dit staat er al precies zo. Wijzigde er iets, schrijf dat dan op.")
ASKED = _("Deze vraag staat al open van uw organisatie. Trek die eerst in, of vraag iets anders.")
OFFERED = _("Dit aanbod staat al open van uw organisatie. Trek dat eerst in, of bied iets anders aan.")
GONE = _("Dit is al ingetrokken.")


@dataclass(frozen=True)
class Known:
    """What an organisation has experience with: how, when last, how soon it can answer, until when this holds."""

    subject: str
    experience: str
    had_on: date
    speed: str
    lapses_on: date
    words: str = ""


def check_known(faults: Faults, names: Names, known: Known, *, today: date) -> None:
    """Note what is wrong with a statement of experience."""
    topics.check_subject(faults, known.subject)
    faults.add("experience", _("Kies wat voor ervaring het is."), when=known.experience not in Experience.values)
    faults.add("had_on", _("Kies vandaag of een dag daarvoor."), when=known.had_on > today)
    faults.add("speed", _("Kies hoe snel u kunt antwoorden."), when=known.speed not in Speed.values)
    check_lapse(faults, known.lapses_on, today=today)
    faults.add("words", _("Houd dit onder de 300 tekens."), when=len(known.words.strip()) > MOST_WORDS)
    names.check(faults, words=known.words)


def check_lapse(faults: Faults, lapses_on: date, *, today: date) -> None:
    """Note a day of lapse that does not lie within two years."""
    ahead = today < lapses_on <= today + LATEST_LOOK
    faults.add("lapses_on", _("Kies een dag na vandaag, binnen twee jaar."), when=not ahead)


@act("expertise.state", roles=OWN, purpose=Purpose.COORDINATION, says=_("schreef waarmee men ervaring heeft"))
def state_expertise(door: Door, known: Known) -> Expertise:
    """Say what one's own organisation has experience with; the same kind said otherwise before is replaced.

    Refused when it stands there already exactly so.
    """
    stated = list(door.all(Expertise).filter(
        organisation_id=door.organisation, subject=known.subject, experience=known.experience,
        withdrawn_on__isnull=True,
    ))  # fmt: skip
    with Faults() as faults:
        check_known(faults, Names(door.viewer), known, today=door.today)
        faults.add("subject", STATED, when=any(_says_the_same(one, known) for one in stated))
    for before in stated:
        _withdraw(door, before)
    made = door.new(
        Expertise, organisation_id=door.organisation, subject=known.subject, library=edition(),
        experience=known.experience, had_on=known.had_on, words=known.words.strip(), speed=known.speed,
        lapses_on=known.lapses_on, facts={"experience": known.experience, "lapses_on": known.lapses_on},
    )  # fmt: skip
    _set_lapse(door, made)
    make_findable(door, made, title=topics.title(made.subject, made.library), text=made.words)
    return made


def _says_the_same(one: Expertise, known: Known) -> bool:
    same = (one.had_on, one.speed, one.lapses_on) == (known.had_on, known.speed, known.lapses_on)
    return same and alike(one.words, known.words)


def _set_lapse(door: Door, made: Expertise) -> None:
    """Only the organisation itself is reminded: everyone else sees on its page until when it holds."""
    set_deadline(
        door, "expertise.lapses", about=made, due_at=end_of(made.lapses_on), organisation=made.organisation_id,
        readers={for_organisation(made.organisation_id)},
    )  # fmt: skip


@act("expertise.confirm", roles=OWN, purpose=Purpose.COORDINATION, says=_("bevestigde ervaring"))
def confirm_expertise(
    door: Door, expertise: UUID, version: int, *, had_on: date, speed: str, lapses_on: date
) -> Expertise:  # fmt: skip
    """Say that experience still holds, until a later day."""
    found = _own(door, expertise, version)
    with Faults() as faults:
        faults.add("had_on", _("Kies vandaag of een dag daarvoor."), when=had_on > door.today)
        faults.add("speed", _("Kies hoe snel u kunt antwoorden."), when=speed not in Speed.values)
        check_lapse(faults, lapses_on, today=door.today)
    found.had_on, found.speed, found.lapses_on = had_on, speed, lapses_on
    door.save(found, lapses_on=lapses_on)
    close_deadlines(door, found.urn)
    finish_tasks_about(door, found.urn)
    _set_lapse(door, found)
    return found


@act("expertise.withdraw", roles=OWN, purpose=Purpose.COORDINATION, says=_("trok ervaring in"))
def withdraw_expertise(door: Door, expertise: UUID, version: int) -> Expertise:
    """Say that experience is no longer there."""
    found = _own(door, expertise, version)
    _withdraw(door, found)
    return found


def _withdraw(door: Door, found: Expertise) -> None:
    found.withdrawn_on = door.today
    door.save(found)
    close_deadlines(door, found.urn, state=DeadlineState.WITHDRAWN)
    finish_tasks_about(door, found.urn, result="not_needed")


def _own(door: Door, expertise: UUID, version: int) -> Expertise:
    found = door.lock(Expertise, expertise, version)
    door.require(found.organisation_id == door.organisation, "expertise.not_yours", NOT_YOURS)
    door.require(found.withdrawn_on is None, "expertise.gone", GONE)
    return found


@act("expertise.lapse", purpose=Purpose.COORDINATION, by_clock=True, says=_("vroeg opnieuw naar ervaring"))
def lapse_expertise(door: Door, expertise: UUID) -> Expertise:
    """When the day of lapse is over, experience counts no more and the organisation is asked again."""
    found = door.lock(Expertise, expertise)
    close_deadlines(door, found.urn)
    if found.withdrawn_on is None:
        open_task(door, "expertise.ask_again", about=found, organisation=found.organisation_id, role=Role.LIAISON)
    return found


@at_deadline("expertise.lapses")
def lapsed(caller: Caller, deadline: Deadline) -> None:
    """The day of lapse is over."""
    lapse_expertise(caller, UUID(deadline.about.rpartition(":")[2]))


@dataclass(frozen=True)
class Wanted:
    """A question or an offer: about what, in which words, in which period, for how many pairings at most."""

    subject: str
    words: str
    first_on: date
    last_on: date
    most: int = 1


def check_wanted(faults: Faults, names: Names, wanted: Wanted, *, today: date) -> None:
    """Note what is wrong with a question or an offer."""
    topics.check_subject(faults, wanted.subject)
    faults.add("words", _("Schrijf in een paar zinnen waar het om gaat."), when=not wanted.words.strip())
    faults.add("words", _("Houd dit onder de 4.000 tekens."), when=len(wanted.words) > LONGEST)
    names.check(faults, words=wanted.words)
    faults.add("last_on", _("De laatste dag ligt niet voor de eerste."), when=wanted.last_on < wanted.first_on)
    ahead = today <= wanted.last_on <= today + LATEST_LOOK
    faults.add("last_on", _("Kies een laatste dag vanaf vandaag, binnen twee jaar."), when=not ahead)
    few = 1 <= wanted.most <= MOST_PAIRINGS
    faults.add("most", _("Kies een aantal van 1 tot en met 20."), when=not few)


@act("help.ask", roles=OWN, purpose=Purpose.COORDINATION, says=_("vroeg om hulp van wie ervaring heeft"))
def ask_help(door: Door, wanted: Wanted) -> Help:
    """Ask for help with something one's own organisation has no experience with."""
    return _put(door, Side.QUESTION, wanted)


@act("help.offer", roles=OWN, purpose=Purpose.COORDINATION, says=_("bood hulp aan"))
def offer_help(door: Door, wanted: Wanted) -> Help:
    """Offer help with something one's own organisation has experience with."""
    return _put(door, Side.OFFER, wanted)


def _put(door: Door, side: Side, wanted: Wanted) -> Help:
    with Faults() as faults:
        check_wanted(faults, Names(door.viewer), wanted, today=door.today)
        faults.add("words", ASKED if side == Side.QUESTION else OFFERED, when=_stands(door, side, wanted))
    made = door.new(
        Help, side=side, organisation_id=door.organisation, subject=wanted.subject, library=edition(),
        words=wanted.words.strip(), first_on=wanted.first_on, last_on=wanted.last_on, most=wanted.most,
        put_on=door.today, facts={"side": side.value, "last_on": wanted.last_on},
    )  # fmt: skip
    make_findable(door, made, title=topics.title(made.subject, made.library), text=made.words)
    return made


def _stands(door: Door, side: Side, wanted: Wanted) -> bool:
    """Whether one's own organisation already asks or offers this in the same words, and that is not over yet."""
    mine = door.all(Help).filter(side=side, organisation_id=door.organisation, subject=wanted.subject)
    open_now = mine.filter(withdrawn_on__isnull=True, last_on__gte=door.today)
    return any(alike(one.words, wanted.words) for one in open_now)


@act("help.withdraw", roles=OWN, purpose=Purpose.COORDINATION, says=_("trok een vraag of aanbod in"))
def withdraw_help(door: Door, help: UUID, version: int) -> Help:
    """Take a question or an offer back. What was proposed with it lapses; what both agreed on goes on."""
    found = door.lock(Help, help, version)
    door.require(found.organisation_id == door.organisation, "help.not_yours", NOT_YOURS)
    door.require(found.withdrawn_on is None, "help.gone", GONE)
    found.withdrawn_on = door.today
    door.save(found)
    mine = {"question": found} if found.is_question else {"offer": found}
    for one in door.all(Pairing).filter(state=PairingState.PROPOSED, **mine).order_by("id"):
        one.state = PairingState.LAPSED
        door.save(one, state=one.state)
        finish_tasks_about(door, one.urn, result="not_needed")
    return found
