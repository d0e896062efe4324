# SPDX-License-Identifier: EUPL-1.2
"""Laying evidence beside an answer, and replacing it by a later revision."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines, set_deadline
from vijfveld.law.door import Door
from vijfveld.law.models import DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.steering import store
from vijfveld.steering.acts.answers import WRITERS, Place, answer_at, may_write, place
from vijfveld.steering.models import Evidence
from vijfveld.steering.words import EvidenceKind
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of


@dataclass(frozen=True)
class Piece:
    """A piece of evidence: a file, or where it can be read."""

    title: str
    sort: str
    content: bytes = b""
    reference: str = ""
    expires_on: date | None = None


def check_piece(piece: Piece, faults: Faults, *, today: date) -> None:
    """Note what is wrong with a piece of evidence."""
    both = bool(piece.content) and bool(piece.reference.strip())
    faults.add("title", _("Geef het bewijs een korte titel."), when=not piece.title.strip())
    faults.add("title", _("Houd de titel onder de 140 tekens."), when=len(piece.title.strip()) > 140)
    faults.add("sort", _("Kies wat voor bewijs dit is."), when=piece.sort not in EvidenceKind.values)
    faults.add(
        "content", _("Kies een bestand, of schrijf waar het stuk te lezen is."),
        when=not piece.content and not piece.reference.strip(),
    )  # fmt: skip
    faults.add("reference", _("Kies een bestand of een vindplaats, niet allebei."), when=both)
    faults.add("reference", _("Houd de vindplaats onder de 300 tekens."), when=len(piece.reference.strip()) > 300)
    faults.add("content", _("Dit bestand is groter dan 20 MB."), when=len(piece.content) > store.MOST_BYTES)
    faults.add(
        "content",
        _("Dit soort bestand bewaren wij niet. Kies een pdf, tekst, beeld of kantoordocument zonder macro’s."),
        when=0 < len(piece.content) <= store.MOST_BYTES and not store.sort_of(piece.content),
    )  # fmt: skip
    faults.add(
        "expires_on", _("Kies een dag na vandaag, of laat dit leeg."),
        when=piece.expires_on is not None and piece.expires_on <= today,
    )  # fmt: skip


@act("evidence.add", roles=WRITERS, purpose=Purpose.COORDINATION, says=_("legde bewijs bij een antwoord"))
def add_evidence(door: Door, round: UUID, item: str, piece: Piece) -> Evidence:
    """Lay a piece of evidence beside the answer of one's own organisation."""
    here = place(door, round, item, None)
    may_write(door, here)
    with Faults() as faults:
        check_piece(piece, faults, today=door.today)
    return _lay(door, here, piece, None)


@act("evidence.revise", roles=WRITERS, purpose=Purpose.COORDINATION, says=_("verving bewijs door een nieuwe versie"))
def revise_evidence(door: Door, evidence: UUID, version: int, piece: Piece) -> Evidence:
    """Replace a piece by a later revision; the earlier one stays in the chain."""
    old = door.lock(Evidence, evidence, version)
    here = place(door, old.round_id, old.answer.item, None)
    may_write(door, here)
    door.require(old.partner_id == door.organisation, "evidence.not_yours", _("Dit bewijs is van een andere partner."))
    door.require(
        not door.all(Evidence).filter(replaces=old).exists(), "evidence.replaced",
        _("Dit stuk is al vervangen. Vervang de nieuwste versie."),
    )  # fmt: skip
    with Faults() as faults:
        check_piece(piece, faults, today=door.today)
    close_deadlines(door, old.urn, state=DeadlineState.MET)
    return _lay(door, here, piece, old)


def _lay(door: Door, here: Place, piece: Piece, old: Evidence | None) -> Evidence:
    sha256 = store.keep(piece.content) if piece.content else ""
    made = door.new(
        Evidence, answer=answer_at(door, here), round=here.round, partner_id=here.invitation.partner_id,
        title=piece.title.strip(), sort=piece.sort, sha256=sha256, size=len(piece.content),
        media_type=store.sort_of(piece.content) if piece.content else "", reference=piece.reference.strip(),
        revision=old.revision + 1 if old else 1, replaces=old, added_on=door.today, expires_on=piece.expires_on,
        facts={"sha256": sha256, "expires_on": piece.expires_on},
    )  # fmt: skip
    if piece.expires_on:
        set_deadline(
            door, "evidence.expires", about=made, due_at=end_of(piece.expires_on), organisation=made.partner_id
        )
    return made
