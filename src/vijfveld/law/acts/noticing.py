# SPDX-License-Identifier: EUPL-1.2
"""Reading one's notices, being mailed about them, and renewing the key of one's calendar feed."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.models import Entry, FeedKey, NoticeMark, Seal
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.node.roles import Role

ADMIN = Purpose.ADMINISTRATION
BASIS = "beheer-node"


@act("notices.read", roles=frozenset(Role), purpose=ADMIN, basis=BASIS, says=_("las de eigen berichten"))
def read_notices(door: Door, *, up_to: UUID) -> NoticeMark:
    """Mark one's notices as read up to a sealed entry that one may see; a mark never goes back."""
    if not Entry.objects.visible_to(door.viewer).filter(pk=up_to).exists():
        raise NotThere
    place, mark = _place(up_to), _mark(door, door.person)
    if mark.read_to is None or mark.read_to < place:
        mark.read_to = place
        door.save(mark)
    return mark


@act("notices.mailed", purpose=ADMIN, basis=BASIS, by_clock=True, says=_("stuurde een bericht per mail"))
def note_mail(door: Door, *, person: UUID, up_to: UUID) -> NoticeMark:
    """Note, before it goes out, that a person is mailed about their notices up to an entry."""
    mark = _mark(door, person)
    mark.mailed_to, mark.mailed_at = _place(up_to), door.now
    door.save(mark)
    return mark


@act("notices.mail_failed", purpose=ADMIN, basis=BASIS, by_clock=True, says=_("kon een mail niet versturen"))
def note_mail_failed(door: Door, *, person: UUID) -> NoticeMark:
    """Note that a mail could not be sent, so that the next round tries again."""
    mark = _mark(door, person)
    mark.mailed_to = mark.mailed_at = None
    door.save(mark)
    return mark


def _place(entry: UUID) -> int:
    """Where an entry stands in the sealed ledger: what commits late is sealed later, so that no mark passes it by."""
    found = Seal.objects.filter(entry=entry).values_list("position", flat=True).first()
    if found is None:
        raise NotThere
    return found


def _mark(door: Door, person: UUID) -> NoticeMark:
    known = door.all(NoticeMark).filter(person=person).first()
    return known or door.new(NoticeMark, person_id=person)


@act("feed.renew", roles=frozenset(Role), purpose=ADMIN, basis=BASIS, says=_("vernieuwde de agenda-sleutel"))
def renew_feed_key(door: Door, *, digest: str) -> FeedKey:
    """Give one's calendar feed a new key, of which only the digest is kept; the old address stops at once."""
    known = door.all(FeedKey).filter(person=door.person).first()
    if known is None:
        return door.new(FeedKey, person_id=door.person, digest=digest, issued_at=door.now)
    known.digest, known.issued_at = digest, door.now
    door.save(known)
    return known


@act("feed.stop", roles=frozenset(Role), purpose=ADMIN, basis=BASIS, says=_("stopte de agenda"))
def stop_feed(door: Door) -> FeedKey:
    """Stop one's calendar feed: no address leads to it until a new key is asked for."""
    known = door.all(FeedKey).filter(person=door.person).first()
    if known is None:
        raise NotThere
    known.digest = f"stopped:{known.id}"
    door.save(known)
    return known
