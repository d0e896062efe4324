# SPDX-License-Identifier: EUPL-1.2
"""Planning a meeting, its agenda and its papers, and inviting those who sit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines, set_deadline
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.models import DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.roles import Classification
from vijfveld.steering import store
from vijfveld.steering.acts.answers import MOST, TOO_LONG
from vijfveld.steering.acts.bodies import NOT_SECRETARY, is_secretary, own_body
from vijfveld.steering.models import AgendaItem, Body, Meeting, MeetingPaper
from vijfveld.steering.queries.agenda import proposals
from vijfveld.steering.words_bodies import AHEAD, WORKERS, Asks, ItemSort, MeetingState
from vijfveld.strategy.acts.faults import Faults

MOST_ITEMS = 60
PAST = _("Dit overleg is al begonnen of gaat niet door.")
NOT_SEATED = _("Dit kan alleen wie aan tafel zit voor een lid.")


@dataclass(frozen=True)
class Sitting:
    """When and where a body sits."""

    starts_at: datetime
    ends_at: datetime
    place: str


def check_sitting(sitting: Sitting, faults: Faults, *, now: datetime) -> None:
    """Note what is wrong with when and where a body would sit."""
    faults.add("starts_at", _("Kies een moment na nu."), when=sitting.starts_at <= now)
    faults.add("ends_at", _("Het overleg eindigt na het begin."), when=sitting.ends_at <= sitting.starts_at)
    faults.add("place", _("Schrijf waar het overleg is, of hoe men meedoet."), when=not sitting.place.strip())
    faults.add("place", _("Houd dit onder de 200 tekens."), when=len(sitting.place.strip()) > 200)


@act("meeting.plan", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("plande een overleg"))
def plan_meeting(door: Door, body: UUID, version: int, sitting: Sitting) -> Meeting:
    """Plan the next meeting. The list of the last one comes first on its agenda, when it waits for approval."""
    found = own_body(door, body, version)
    with Faults() as faults:
        check_sitting(sitting, faults, now=door.now)
    last = door.all(Meeting).filter(body=found).aggregate(last=Max("number"))["last"] or 0
    door.save(found)
    made = door.new(
        Meeting, body=found, number=last + 1, starts_at=sitting.starts_at, ends_at=sitting.ends_at,
        place=sitting.place.strip(), facts={"number": last + 1, "starts_at": sitting.starts_at},
    )  # fmt: skip
    _set_start(door, made)
    waiting = door.all(Meeting).filter(body=found, state=MeetingState.HELD).order_by("number")
    for earlier in waiting:
        title = now_said("Besluitenlijst van overleg %(number)s") % {"number": earlier.number}
        put_item(door, made, ItemPlan(title, asks=Asks.DECIDE), sort=ItemSort.MINUTES, about=earlier.urn)
    make_findable(door, made, title=f"{found.name} {made.number}", text=made.place)
    return made


def _set_start(door: Door, meeting: Meeting) -> None:
    set_deadline(door, "meeting.start", about=meeting, due_at=meeting.starts_at, organisation=meeting.body.secretary_id)


def own_meeting(door: Door, meeting: UUID, version: int | None = None) -> Meeting:
    """A meeting of the body of which the actor is the secretary."""
    found = door.lock(Meeting, meeting, version)
    door.require(is_secretary(door, found.body), "body.not_secretary", NOT_SECRETARY)
    return found


def must_be_ahead(door: Door, meeting: Meeting) -> None:
    """Refuse what can only be done before a meeting."""
    door.require(meeting.state in AHEAD, "meeting.past", PAST)


def sits(door: Door, body: Body) -> bool:
    """Whether the actor sits in a body for a member, as themselves or as a replacement, or is its secretary."""
    return str(door.person) in body.seated and str(door.organisation) in body.members


@act("meeting.move", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("verzette een overleg"))
def move_meeting(door: Door, meeting: UUID, version: int, sitting: Sitting) -> Meeting:
    """Move a meeting to another time or place; the calendar entry replaces the earlier one."""
    found = own_meeting(door, meeting, version)
    must_be_ahead(door, found)
    with Faults() as faults:
        check_sitting(sitting, faults, now=door.now)
    found.starts_at, found.ends_at, found.place = sitting.starts_at, sitting.ends_at, sitting.place.strip()
    door.save(found, starts_at=found.starts_at)
    close_deadlines(door, found.urn, state=DeadlineState.WITHDRAWN)
    _set_start(door, found)
    return found


@act("meeting.cancel", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("liet een overleg niet doorgaan"))
def cancel_meeting(door: Door, meeting: UUID, version: int, *, reasons: str) -> Meeting:
    """Cancel a meeting that has not begun."""
    found = own_meeting(door, meeting, version)
    must_be_ahead(door, found)
    with Faults() as faults:
        faults.add("reasons", _("Schrijf waarom het overleg niet doorgaat."), when=not reasons.strip())
        faults.add("reasons", TOO_LONG, when=len(reasons) > MOST)
    found.state, found.cancelled_because = MeetingState.CANCELLED, reasons.strip()
    door.save(found, state=found.state)
    close_deadlines(door, found.urn, state=DeadlineState.WITHDRAWN)
    finish_tasks_about(door, found.urn, result="not_needed")
    return found


@act("meeting.invite", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("nodigde uit voor een overleg"))
def invite_to_meeting(door: Door, meeting: UUID, version: int) -> Meeting:
    """Invite: every member gets a task to prepare, and whoever sits can take the entry into their calendar."""
    found = own_meeting(door, meeting, version)
    door.require(found.state == MeetingState.PREPARING, "meeting.invited", _("De uitnodiging is al verstuurd."))
    found.state = MeetingState.INVITED
    door.save(found, state=found.state)
    for member in found.body.members:
        open_task(door, "meeting.prepare", about=found, organisation=UUID(member), due_on=found.starts_at.date())
    return found


@dataclass(frozen=True)
class ItemPlan:
    """An item for an agenda."""

    title: str
    words: str = ""
    asks: str = Asks.DISCUSS


def check_item(plan: ItemPlan, faults: Faults) -> None:
    """Note what is wrong with an item."""
    faults.add("title", _("Geef het punt een korte titel."), when=not plan.title.strip())
    faults.add("title", _("Houd de titel onder de 200 tekens."), when=len(plan.title.strip()) > 200)
    faults.add("words", TOO_LONG, when=len(plan.words) > MOST)
    faults.add("asks", _("Kies wat u van het overleg vraagt."), when=plan.asks not in Asks.values)


def put_item(door: Door, meeting: Meeting, plan: ItemPlan, *, sort: str, about: str = "") -> AgendaItem:
    """Put an item at the end of an agenda."""
    last = door.all(AgendaItem).filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    door.require(last < MOST_ITEMS, "agenda.full", _("Deze agenda is vol. Plan een volgend overleg."))
    return door.new(
        AgendaItem, body=meeting.body, meeting=meeting, number=last + 1, sort=sort, asks=plan.asks,
        title=plan.title.strip()[:200], words=plan.words.strip(), about=about, put_by_id=door.organisation,
        facts={"sort": sort, "about": about},
    )  # fmt: skip


@act("agenda.put", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("zette een punt op een agenda"))
def put_own_item(door: Door, meeting: UUID, plan: ItemPlan) -> AgendaItem:
    """Put an item of one's own on an agenda: everyone who sits may, until the meeting ends."""
    found = door.lock(Meeting, meeting)
    door.require(sits(door, found.body), "body.not_seated", NOT_SEATED)
    door.require(found.state in (*AHEAD, MeetingState.SITTING), "meeting.past", PAST)
    with Faults() as faults:
        check_item(plan, faults)
    return put_item(door, found, plan, sort=ItemSort.OWN)


@act("agenda.take_up", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("nam op een agenda wat aan de orde is"))
def take_up_items(door: Door, meeting: UUID, version: int, *, chosen: tuple[str, ...]) -> Meeting:
    """Take up, by hand, what is due; only what every member may know can be chosen."""
    found = own_meeting(door, meeting, version)
    must_be_ahead(door, found)
    offered = {one.about: one for one in proposals(door.viewer, found, door.now)}
    with Faults() as faults:
        faults.add("chosen", _("Kies wat op de agenda komt."), when=not chosen)
        gone = _("Een van deze punten is er niet meer. Kies opnieuw.")
        faults.add("chosen", gone, when=not set(chosen) <= offered.keys())
    for about in dict.fromkeys(chosen):
        one = offered[about]
        asks = Asks.DECIDE if one.sort == ItemSort.DECISION else Asks.DISCUSS
        put_item(door, found, ItemPlan(one.title, one.line, asks), sort=one.sort, about=about)
    door.save(found, taken_up=len(set(chosen)))
    return found


@act("agenda.drop", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("haalde een punt van een agenda"))
def drop_item(door: Door, item: UUID, version: int) -> AgendaItem:
    """Take an item off an agenda before the meeting: the secretary, or the member that put it there."""
    found = door.lock(AgendaItem, item, version)
    meeting = door.lock(Meeting, found.meeting_id)
    must_be_ahead(door, meeting)
    own = sits(door, meeting.body) and found.put_by_id == door.organisation
    door.require(own or is_secretary(door, meeting.body), "body.not_secretary", NOT_SECRETARY)
    found.dropped_at = found.dropped_at or door.now
    door.save(found)
    return found


@dataclass(frozen=True)
class PaperPlan:
    """A paper: a title, its classification, its bytes and the item it belongs to."""

    title: str
    marking: str
    content: bytes
    item: UUID | None = None


def check_paper(plan: PaperPlan, faults: Faults, *, door: Door | None = None) -> None:
    """Note what is wrong with a paper; the ceiling of the node is known inside the door."""
    faults.add("title", _("Geef het stuk een korte titel."), when=not plan.title.strip())
    faults.add("title", _("Houd de titel onder de 140 tekens."), when=len(plan.title.strip()) > 140)
    known = plan.marking in Classification.values
    faults.add("marking", _("Kies de rubricering van dit stuk."), when=not known)
    above = known and door is not None and not door.node.takes(Classification(plan.marking))
    faults.add(
        "marking", _("Deze node bewaart zulke stukken niet. Deel het langs een weg die daarvoor is ingericht."),
        when=above,
    )  # fmt: skip
    faults.add("content", _("Kies een bestand."), when=not plan.content)
    faults.add("content", _("Dit bestand is groter dan 20 MB."), when=len(plan.content) > store.MOST_BYTES)
    faults.add(
        "content",
        _("Dit soort bestand bewaren wij niet. Kies een pdf, tekst, beeld of kantoordocument zonder macro’s."),
        when=0 < len(plan.content) <= store.MOST_BYTES and not store.sort_of(plan.content),
    )  # fmt: skip


@act("paper.add", roles=WORKERS, purpose=Purpose.COORDINATION, says=_("legde een stuk bij een overleg"))
def add_paper(door: Door, meeting: UUID, plan: PaperPlan) -> MeetingPaper:
    """Lay a paper beside a meeting; only those who sit read it."""
    found = door.lock(Meeting, meeting)
    door.require(sits(door, found.body), "body.not_seated", NOT_SEATED)
    door.require(found.state in (*AHEAD, MeetingState.SITTING), "meeting.past", PAST)
    item = door.visible(AgendaItem).filter(meeting=found, pk=plan.item).first() if plan.item else None
    with Faults() as faults:
        check_paper(plan, faults, door=door)
        faults.add("item", _("Kies een punt van deze agenda."), when=plan.item is not None and item is None)
    sha256 = store.keep(plan.content)
    return door.new(
        MeetingPaper, body=found.body, meeting=found, item=item, title=plan.title.strip(), marking=plan.marking,
        sha256=sha256, size=len(plan.content), media_type=store.sort_of(plan.content),
        added_by_id=door.organisation, added_at=door.now, facts={"sha256": sha256, "marking": plan.marking},
    )  # fmt: skip
