# SPDX-License-Identifier: EUPL-1.2
"""What people do about a signal of the erosion watch: take note, look again, ask a partner; and agree on attention.

Nothing follows from a signal by itself. Each act is of one organisation, with its reasons, for all to read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines, set_deadline
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Stale
from vijfveld.law.search import make_findable
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering.erosion_words import ON, NoteSort, Signal
from vijfveld.steering.models import AttentionAgreement, ErosionNote
from vijfveld.steering.queries.erosion import watch
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.words import LATEST_LOOK, Area

WATCHERS = {Role.COORDINATOR, Role.ANALYST, Role.LIAISON, Role.CHAIR, Role.DECISION_MAKER}
"""Everyone who speaks for an organisation: the network is of equals, and each may act on what it sees."""
AGREERS = {Role.COORDINATOR, Role.DECISION_MAKER}
QUIET = _("Dit signaal is nu niet aan. Er is niets om kennis van te nemen.")
OVER = _("Dit is al afgerond.")
NOT_YOURS = _("Alleen wie dit vastlegde, of wie is gevraagd, kan het afronden.")
LONGEST = 4000


@dataclass(frozen=True)
class Note:
    """What an organisation wants to do about a signal: which sort, why, and when or whom."""

    sort: str
    words: str
    review_on: date | None = None
    asked: UUID | None = None


@act("erosion.note", roles=WATCHERS, purpose=Purpose.COORDINATION, says=_("reageerde op een signaal van slijtage"))
def note_signal(door: Door, signal: str, note: Note) -> ErosionNote:
    """Take note of a signal that is on, set a day to look again, or ask a partner to propose effort."""
    with Faults() as faults:
        faults.add("signal", _("Dit signaal is er niet."), when=signal not in Signal.values)
        check_note(faults, note, today=door.today)
    seen = watch(door.viewer, door.today)
    found = seen.signals[Signal(signal)]
    door.require(found.state in ON, "erosion.quiet", QUIET)
    asked = Organisation.objects.filter(pk=note.asked, left_on__isnull=True).first() if note.asked else None
    with Faults() as faults:
        missing = note.sort == NoteSort.EFFORT and asked is None
        faults.add("asked", _("Kies een partner die meedoet."), when=missing)
        own = asked is not None and asked.pk == door.organisation
        faults.add("asked", _("Dit is uw eigen organisatie. Stel zelf inzet voor, of vraag een ander."), when=own)
    made = door.new(
        ErosionNote, signal=signal, state=found.state, month=seen.months[-1], sort=note.sort, words=note.words.strip(),
        organisation_id=door.organisation, noted_on=door.today,
        review_on=note.review_on if note.sort == NoteSort.REVIEW else None,
        asked=asked if note.sort == NoteSort.EFFORT else None,
        facts={"signal": signal, "state": found.state.value, "sort": note.sort},
    )  # fmt: skip
    make_findable(door, made, title=str(made), text=made.words)
    if made.review_on:
        set_deadline(door, "erosion.review", about=made, due_at=end_of(made.review_on), organisation=door.organisation)
    if asked:
        open_task(door, "erosion.effort", about=made, organisation=asked.pk)
    return made


def check_note(faults: Faults, note: Note, *, today: date) -> None:
    """Note what is wrong with what someone wants to do about a signal."""
    review = note.sort == NoteSort.REVIEW
    day = note.review_on or today
    faults.add("sort", _("Kies wat u doet."), when=note.sort not in NoteSort.values)
    faults.add("words", _("Schrijf waarom. Anderen lezen dit later terug."), when=not note.words.strip())
    faults.add("words", _("Houd dit onder de 4.000 tekens."), when=len(note.words) > LONGEST)
    faults.add("review_on", _("Kies een dag na vandaag waarop u opnieuw kijkt."), when=review and day <= today)
    faults.add("review_on", _("Kies een dag binnen twee jaar."), when=review and day > today + LATEST_LOOK)
    faults.add("asked", _("Kies een partner die meedoet."), when=note.sort == NoteSort.EFFORT and note.asked is None)
    aside = note.sort in NoteSort.values and note.sort != NoteSort.EFFORT and note.asked is not None
    faults.add("asked", _("Laat dit leeg, of kies dat u een partner vraagt."), when=aside)
    aside = note.sort in NoteSort.values and not review and note.review_on is not None
    faults.add("review_on", _("Laat dit leeg, of kies dat u later opnieuw kijkt."), when=aside)


@act("erosion.close", roles=WATCHERS, purpose=Purpose.COORDINATION, says=_("rondde een signaal van slijtage af"))
def close_note(door: Door, note: UUID, version: int, *, outcome: str) -> ErosionNote:
    """Say what came of looking again, or what was done with what was asked."""
    found = door.lock(ErosionNote, note, version)
    door.require(found.is_open, "erosion.over", OVER)
    mine = door.organisation in (found.organisation_id, found.asked_id)
    door.require(mine, "erosion.not_yours", NOT_YOURS)
    with Faults() as faults:
        faults.add("outcome", _("Schrijf wat u zag of wat u doet."), when=not outcome.strip())
        faults.add("outcome", _("Houd dit onder de 4.000 tekens."), when=len(outcome) > LONGEST)
    found.outcome, found.closed_on = outcome.strip(), door.today
    door.save(found)
    close_deadlines(door, found.urn)
    finish_tasks_about(door, found.urn)
    return found


@act("attention.agree", roles=AGREERS, purpose=Purpose.COORDINATION, says=_("legde de verdeling van aandacht vast"))
def agree_attention(
    door: Door, before: UUID | None, *, shares: Mapping[str, int], words: str
) -> AttentionAgreement:  # fmt: skip
    """Lay down which part of the effort each field should get. People set it; no threat picture does.

    `before` is the division that stood when its maker looked, nothing when there was none; raises Stale when another
    stands.
    """
    with Faults() as faults:
        check_shares(faults, shares=shares, words=words)
    door.one_at_a_time("attention_agreement")
    standing = door.all(AttentionAgreement).filter(ended_on__isnull=True, mode=door.mode).first()
    if (standing.pk if standing else None) != before:
        raise Stale
    if standing:
        standing.ended_on = door.today
        door.save(standing)
    return door.new(
        AttentionAgreement, shares={area.value: shares[area.value] for area in Area}, words=words.strip(),
        organisation_id=door.organisation, agreed_on=door.today,
        facts={area.value: shares[area.value] for area in Area},
    )  # fmt: skip


LEAST_SHARE = 5


def check_shares(faults: Faults, *, shares: Mapping[str, int], words: str) -> None:
    """Note what is wrong with a division of attention: each field has its floor, and together they are everything."""
    for area in Area:
        low = shares.get(area.value, 0) < LEAST_SHARE
        faults.add(area.value, _("Geef elk veld ten minste 5%: geen veld mag uit beeld raken."), when=low)
    faults.add("shares", _("De vijf delen zijn samen geen 100%."), when=sum(shares.values()) != 100)
    faults.add("words", _("Schrijf waarom dit de verdeling is."), when=not words.strip())
    faults.add("words", _("Houd dit onder de 4.000 tekens."), when=len(words) > LONGEST)
