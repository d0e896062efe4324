# SPDX-License-Identifier: EUPL-1.2
"""Keys without a dossier: those of acts that were refused go within the hour, those that a restore left wait a month.

A restore of an older backup leaves keys of dossiers that were made after it. Their records are gone from the store,
but a newer backup may bring them back; nobody ordered their destruction. So they are held as long as a copy of the
keys may be kept, the keeper is told, and the ledger notes it when they go after all.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.erasing import dossier_models
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Entry
from vijfveld.law.purposes import Purpose
from vijfveld.node.keystore import keystore
from vijfveld.node.models import this_node
from vijfveld.node.roles import Mode

ORPHANED = timedelta(hours=1)
HELD = timedelta(days=30)
RESTORED = "node.restore"


@act("keys.expire", purpose=Purpose.ADMINISTRATION, basis="beheer-node", by_clock=True,
     says=_("verwijderde sleutels van dossiers die na een teruggezette reservekopie niet terugkwamen"))  # fmt: skip
def expire_keys(door: Door, *, count: int) -> None:
    """Note that keys are removed whose dossiers did not come back within thirty days after a restore."""
    door.note(count=count)


def sweep_keys(now: datetime) -> int:
    """Remove keys, over an hour old, whose dossier never came to be, and those that were held long enough."""
    orphans = keys_without_dossier(now - ORPHANED)
    held, until = held_keys(now) if orphans else (set(), None)
    if until and now < until:
        orphans -= held
    elif held:
        expire_keys(Caller.of_clock(this_node().id, now=now, mode=Mode(this_node().mode)).with_key(""), count=len(held))
    for dossier in orphans:
        keystore().remove_data_key(dossier, now)
    return len(orphans)


def held_keys(now: datetime) -> tuple[set[UUID], datetime | None]:
    """The dossiers whose keys wait for a newer backup since the last restore, and until when they do."""
    entries = Entry.objects.beyond_access("when was this node restored").filter(act=RESTORED)
    restored = entries.order_by("-at").values_list("at", flat=True).first()
    if restored is None:
        return set(), None
    return keys_without_dossier(restored), restored + HELD


def keys_without_dossier(made_before: datetime) -> set[UUID]:
    """The dossiers that have a living key, made before a moment, and no record."""
    known = {
        id
        for model in dossier_models()
        for id in model.objects.beyond_access("keys without a dossier").values_list("id", flat=True)
    }
    return keystore().dossiers(made_before=made_before) - known
