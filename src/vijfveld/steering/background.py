# SPDX-License-Identifier: EUPL-1.2
"""Making reports in the background: killed at any moment, it goes on where it was; asked twice, it is done once."""

import time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from vijfveld.law.callers import Caller
from vijfveld.law.refusals import Refused, Unavailable
from vijfveld.node import clock
from vijfveld.node.access import GuardedQuerySet
from vijfveld.node.models import Record
from vijfveld.node.roles import Mode
from vijfveld.steering.acts.freezing import (
    Made,
    Pressed,
    changed_meanwhile,
    finish_freezing,
    keep_pdf,
    make,
    note_failed_freezing,
)
from vijfveld.steering.models import Freezing, Round, Snapshot
from vijfveld.steering.pressing import press
from vijfveld.steering.words import Edition, FreezingState

BROKE = _("Het rapport kon niet worden gemaakt door een fout in Vijfveld. Waarschuw de beheerder van de node.")
LANGUAGES = ("nl", "en")
TRIES, WAIT = 5, 2.0


@task(queue_name="long")
def make_report(freezing: str) -> None:
    """Make the report that was asked for, write it, and press it in every language."""
    asked = read(Freezing).get(pk=UUID(freezing))
    if asked.state == FreezingState.ASKED:
        carry_out(asked)
    press_missing(asked.round_id)


@task(queue_name="long")
def press_report(round: str) -> None:
    """Press what is missing of a frozen report."""
    press_missing(UUID(round))


def carry_out(asked: Freezing) -> None:
    """Make and write; when something changed meanwhile, make again. A refusal that stays is told to who asked."""
    for number in range(TRIES):
        made = _made(asked)
        try:
            finish_freezing(_caller(asked, f"freezing:{asked.pk}"), asked.pk, made)
        except Unavailable:
            if number == TRIES - 1:
                raise
            time.sleep(WAIT)
        except Refused as refusal:
            if not changed_meanwhile(refusal) or number == TRIES - 1:
                note_failed_freezing(_caller(asked, f"freezing-failed:{asked.pk}"), asked.pk, because=refusal.sentence)
                return
        else:
            return


def _made(asked: Freezing) -> Made:
    """The bytes of the report as it stands now; a fault of ours ends the request, so that people may ask again."""
    try:
        with transaction.atomic():
            round = read(Round).get(pk=asked.round_id)
            return make(read, round, not_measurable=asked.not_measurable, at=clock.now())
    except Exception:
        note_failed_freezing(_caller(asked, f"freezing-broke:{asked.pk}"), asked.pk, because=str(BROKE))
        raise


def press_missing(round: UUID) -> None:
    """Press the PDF of a frozen report in each language in which it is not there yet."""
    source = read(Snapshot).filter(round=round, edition=Edition.NETWORK, form="json").first()
    there = set(read(Snapshot).filter(round=round, form="pdf").values_list("language", flat=True))
    for language in LANGUAGES if source else ():
        if language not in there and source:
            pressed = Pressed(language, source.sha256, press(bytes(source.stored), language=language))
            keep_pdf(_caller(source, f"press:{language}:{round}"), round, pressed)


def read(model: type[Record]) -> GuardedQuerySet[Any]:
    """All rows of a model: a report is made for everyone."""
    rows: GuardedQuerySet[Any] = model.objects.beyond_access("a report is made")
    return rows


def _caller(about: Record, key: str) -> Caller:
    return Caller.of_clock(about.pk, now=clock.now(), mode=Mode(about.mode)).with_key(key)
