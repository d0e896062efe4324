# SPDX-License-Identifier: EUPL-1.2
"""Founding a body, asking organisations to take part, and what each of them says about that itself."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.models import Task
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.law.search import make_findable
from vijfveld.node.models import Organisation
from vijfveld.steering.acts.answers import MOST, TOO_LONG
from vijfveld.steering.acts.seats import Seating, check_seating, end_seat, give_seat, name_of_self, retell
from vijfveld.steering.models import Body, BodyMembership
from vijfveld.steering.words_bodies import CONSENTING, WORKERS, Level, Membership, Rhythm, SeatEnd
from vijfveld.strategy.acts.faults import Faults

NOT_SECRETARY = _("Alleen de secretaris van dit overleg kan dit.")
MOST_MEMBERS = 100


@dataclass(frozen=True)
class BodyPlan:
    """A body to be founded: what it is called, where it stands, what it is for and how often it sits."""

    name: str
    level: str
    purpose: str
    section: str
    rhythm: str
    chair: UUID | None = None
    members: tuple[UUID, ...] = ()

    @property
    def invited(self) -> set[UUID]:
        """Everyone who must be asked: the members, and the organisation that would chair."""
        return {*self.members, *([self.chair] if self.chair else [])}


def check_body(plan: BodyPlan, faults: Faults) -> None:
    """Note what is wrong with a body that is about to be founded."""
    faults.add("name", _("Geef het overleg een naam."), when=not plan.name.strip())
    faults.add("name", _("Houd de naam onder de 120 tekens."), when=len(plan.name.strip()) > 120)
    faults.add("level", _("Kies een niveau."), when=plan.level not in Level.values)
    faults.add("rhythm", _("Kies hoe vaak het overleg bijeenkomt."), when=plan.rhythm not in Rhythm.values)
    faults.add("purpose", _("Schrijf waarvoor dit overleg er is."), when=not plan.purpose.strip())
    faults.add("purpose", TOO_LONG, when=len(plan.purpose) > MOST)
    faults.add("section", _("Noem de paragraaf van de strategie, zoals §8.2."), when=not plan.section.strip())
    faults.add("section", _("Houd dit onder de 60 tekens."), when=len(plan.section.strip()) > 60)
    faults.add("members", _("Vraag ten hoogste 100 organisaties."), when=len(plan.members) > MOST_MEMBERS)
    known = Organisation.objects.filter(pk__in=plan.invited, left_on__isnull=True).count()
    faults.add("members", _("Kies organisaties die meedoen."), when=known != len(plan.invited))


@act("body.found", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("richtte een overleg op"))
def found_body(door: Door, plan: BodyPlan, seating: Seating | None = None) -> Body:
    """Found a body. Whoever founds it keeps its papers as secretary and sits in it; the others are asked."""
    seating = seating or Seating(door.person)
    with Faults() as faults:
        check_body(plan, faults)
        check_seating(door, seating, faults)
    own = door.organisation
    asked = sorted(str(one) for one in plan.invited - {own})
    body = door.new(
        Body, name=plan.name.strip(), level=plan.level, purpose=plan.purpose.strip(), section=plan.section.strip(),
        rhythm=plan.rhythm, chair_id=plan.chair or own, secretary_id=own, secretary_person_id=door.person,
        secretary_name=name_of_self(door), members=[str(own)], asked=asked, seated=[str(door.person)],
        facts={"level": plan.level, "asked": len(asked)},
    )  # fmt: skip
    mine = door.new(
        BodyMembership, body=body, organisation_id=own, state=Membership.AGREED, asked_at=door.now,
        answered_at=door.now, since_on=door.today,
    )  # fmt: skip
    give_seat(door, mine, seating)
    for one in asked:
        _ask(door, body, UUID(one))
    retell(door, body)
    make_findable(door, body, title=body.name, text=body.purpose)
    return body


def _ask(door: Door, body: Body, organisation: UUID) -> BodyMembership:
    there = door.all(BodyMembership).filter(body=body, organisation_id=organisation).first()
    if there is None:
        there = door.new(BodyMembership, body=body, organisation_id=organisation, asked_at=door.now)
    else:
        there.state, there.asked_at, there.words, there.answered_at = Membership.ASKED, door.now, "", None
        door.save(there, state=there.state)
    open_task(door, "body.answer", about=there, organisation=organisation)
    return there


def own_body(door: Door, body: UUID, version: int | None = None) -> Body:
    """The body of which the actor is the secretary. Refused to everyone else who may see it."""
    found = door.lock(Body, body, version)
    door.require(is_secretary(door, found), "body.not_secretary", NOT_SECRETARY)
    return found


def is_secretary(door: Door, body: Body) -> bool:
    """Whether the actor is the secretary of a body, at the organisation that keeps it."""
    return body.secretary_person_id == door.person and body.secretary_id == door.organisation


@act("body.invite", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("vroeg een organisatie voor een overleg"))
def invite_member(door: Door, body: UUID, version: int, *, organisation: UUID | None) -> Body:
    """Ask one more organisation to take part; it says itself whether it does."""
    found = own_body(door, body, version)
    wanted = [organisation] if organisation else []
    known = Organisation.objects.filter(pk__in=wanted, left_on__isnull=True).exists()
    with Faults() as faults:
        faults.add("organisation", _("Kies een organisatie die meedoet."), when=not known)
        there = str(organisation) in (*found.members, *found.asked)
        faults.add("organisation", _("Deze organisatie doet al mee of is al gevraagd."), when=there)
        full = len(found.members) + len(found.asked) >= MOST_MEMBERS
        faults.add("organisation", _("Vraag ten hoogste 100 organisaties."), when=full)
    assert organisation
    found.asked = [*found.asked, str(organisation)]
    door.save(found, asked=len(found.asked))
    _ask(door, found, organisation)
    return found


@dataclass(frozen=True)
class Consent:
    """What an organisation says to the question whether it takes part, and who sits for it if it does."""

    agrees: bool
    words: str = ""
    seating: Seating | None = None


def check_consent(consent: Consent, faults: Faults) -> None:
    """Note what is wrong with an answer to the question whether an organisation takes part."""
    silent = not consent.agrees and not consent.words.strip()
    faults.add("words", _("Schrijf waarom uw organisatie niet meedoet."), when=silent)
    faults.add("words", TOO_LONG, when=len(consent.words) > MOST)
    faults.add("person", _("Kies wie voor uw organisatie zit."), when=consent.agrees and consent.seating is None)


def own_membership(door: Door, membership: UUID, version: int | None) -> BodyMembership:
    """The membership of the actor's own organisation."""
    found = door.lock(BodyMembership, membership, version)
    if found.organisation_id != door.organisation:
        raise NotThere
    return found


@act("body.answer", roles=CONSENTING, purpose=Purpose.COORDINATION, says=_("zei of zij meedoet aan een overleg"))
def answer_invitation(door: Door, membership: UUID, version: int, consent: Consent) -> BodyMembership:
    """Say for one's own organisation whether it takes part; with consent comes who sits for it."""
    found = own_membership(door, membership, version)
    door.require(found.state == Membership.ASKED, "body.answered", _("Uw organisatie heeft dit al beantwoord."))
    body = found.body = door.lock(Body, found.body_id)
    with Faults() as faults:
        check_consent(consent, faults)
        if consent.agrees and consent.seating:
            check_seating(door, consent.seating, faults)
    found.state = Membership.AGREED if consent.agrees else Membership.DECLINED
    found.words, found.answered_at = consent.words.strip(), door.now
    found.since_on = door.today if consent.agrees else None
    body.asked = [one for one in body.asked if one != str(found.organisation_id)]
    body.members = [*body.members, str(found.organisation_id)] if consent.agrees else body.members
    if consent.agrees and consent.seating:
        give_seat(door, found, consent.seating)
    door.save(found, state=found.state)
    retell(door, body)
    finish_tasks_about(door, found.urn)
    return found


@act("body.seat", roles=CONSENTING, purpose=Purpose.COORDINATION, says=_("wees aan wie in een overleg zit"))
def name_seat(door: Door, membership: UUID, version: int, seating: Seating) -> BodyMembership:
    """Say who sits for one's own organisation from now on; whoever sat there stands up."""
    found = own_membership(door, membership, version)
    door.require(found.state == Membership.AGREED, "body.no_member", _("Uw organisatie doet niet mee."))
    with Faults() as faults:
        check_seating(door, seating, faults)
    end_seat(door, found, SeatEnd.REPLACED)
    give_seat(door, found, seating)
    door.save(found)
    retell(door, door.lock(Body, found.body_id))
    finish_tasks_about(door, found.urn)
    return found


@act("body.leave", roles=CONSENTING, purpose=Purpose.COORDINATION, says=_("stopte met een overleg"))
def leave_body(door: Door, membership: UUID, version: int, *, reasons: str) -> BodyMembership:
    """Stop taking part, with reasons. What was agreed before stays readable to who agreed it."""
    found = own_membership(door, membership, version)
    door.require(found.state == Membership.AGREED, "body.no_member", _("Uw organisatie doet niet mee."))
    body = door.lock(Body, found.body_id)
    with Faults() as faults:
        faults.add("reasons", _("Schrijf waarom uw organisatie stopt."), when=not reasons.strip())
        faults.add("reasons", TOO_LONG, when=len(reasons) > MOST)
    door.require(
        body.secretary_id != door.organisation, "body.secretary_stays",
        _("Uw organisatie houdt het secretariaat. Bied dat eerst een ander lid aan, en wacht tot het is overgenomen."),
    )  # fmt: skip
    let_go(door, body, found, words=reasons.strip(), until=door.today)
    return found


def let_go(door: Door, body: Body, membership: BodyMembership, *, words: str, until: date) -> None:
    """End a membership: nobody sits for it any more and what comes next it does not see."""
    membership.state, membership.words, membership.until_on = Membership.LEFT, words, until
    membership.body = body
    end_seat(door, membership, SeatEnd.LEFT)
    body.members = [one for one in body.members if one != str(membership.organisation_id)]
    body.asked = [one for one in body.asked if one != str(membership.organisation_id)]
    if body.chair_id == membership.organisation_id:
        body.chair_id = body.secretary_id
    door.save(membership, state=membership.state)
    retell(door, body)
    finish_tasks_about(door, membership.urn, result="not_needed")


@act("body.offer", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("bood het secretariaat van een overleg aan"))
def offer_secretariat(door: Door, body: UUID, version: int, *, organisation: UUID | None) -> Body:
    """Ask another member to take over the papers; it does so itself, or does not. Until then nothing changes."""
    found = own_body(door, body, version)
    others = {one for one in found.members if one != str(door.organisation)}
    with Faults() as faults:
        faults.add("organisation", _("Kies een ander lid van dit overleg."), when=str(organisation) not in others)
    assert organisation
    finish_tasks_about(door, found.urn, what="body.keep", result="not_needed")
    open_task(door, "body.keep", about=found, organisation=organisation)
    door.save(found, offered=organisation)
    return found


@act("body.keep", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("nam het secretariaat van een overleg over"))
def take_secretariat(door: Door, body: UUID, version: int) -> Body:
    """Become the secretary: a colleague of the one there is, or who sits for a member that was asked.

    Nobody takes it from another organisation unasked, unless its secretary sits there no more.
    """
    found = door.lock(Body, body, version)
    colleague = found.secretary_id == door.organisation
    sits = str(door.person) in found.seated and str(door.organisation) in found.members
    asked = door.all(Task).filter(
        about=found.urn, what="body.keep", organisation_id=door.organisation, done_at__isnull=True
    )
    door.require(
        colleague or (sits and (found.lacks_secretary or asked.exists())), "body.not_asked",
        _("Alleen een collega van de secretaris kan dit, of wie zit voor een lid aan wie het is aangeboden."),
    )  # fmt: skip
    found.secretary_id, found.secretary_person_id = door.organisation, door.person
    found.secretary_name = name_of_self(door)
    retell(door, found)
    finish_tasks_about(door, found.urn, what="body.keep")
    return found


@act("body.partner_left", purpose=Purpose.COORDINATION, by_clock=True, says=_("verliet de overleggen"))
def leave_bodies(door: Door, partner: UUID) -> int:
    """A partner left the network: it is no member of any body any more. Its secretariats are for others to take."""
    rows = door.all(BodyMembership).filter(organisation_id=partner, mode=door.mode)
    mine = list(rows.filter(state__in=(Membership.ASKED, Membership.AGREED)).order_by("id"))
    for one in mine:
        let_go(door, door.lock(Body, one.body_id), one, words="", until=door.today)
    return len(mine)
