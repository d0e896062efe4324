# SPDX-License-Identifier: EUPL-1.2
"""Putting a backup back: judged by the ledger, under the keys that live now, with later destructions done again.

It may be killed at any moment. `recover`, at the start of whatever comes next, puts the store that was there back, or
finishes what was judged.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from vijfveld.law import guard, ledger, search
from vijfveld.law.acts.dossiers import replay_destructions, resume_destructions
from vijfveld.law.acts.keeping import note_restore
from vijfveld.law.acts.keys import keys_without_dossier
from vijfveld.law.callers import Caller
from vijfveld.law.door import forget_audiences
from vijfveld.law.models import Entry, Seal, Unsealed
from vijfveld.law.sealer import tree_size
from vijfveld.law.timekeeping import forget_time
from vijfveld.methods.ledgerfile import Report, verify
from vijfveld.methods.notes import VerifierKey
from vijfveld.node.keystore import keystore
from vijfveld.node.models import Node, forget_node, this_node
from vijfveld.node.roles import Mode
from vijfveld.site.backups import stores, unfinished
from vijfveld.site.backups.archive import Archive, BackupRefused, Moved
from vijfveld.site.backups.keys import are_there
from vijfveld.site.backups.saving import applied_migrations
from vijfveld.site.preparing import migrate, store_files
from vijfveld.steering.queries.erosion_counted import forget_erosion

REASON = "a restore counts what the ledger must hold"


@dataclass(frozen=True)
class Restored:
    """What a restore did: the entries that came back, those that came after the backup, destructions done again, and
    the keys that are held of dossiers that are not in the backup."""

    entries: int
    lost: int
    destroyed: int
    held: int


def restore(
    file: Path, *, now: datetime, over: bool = False, keys_lost: bool = False,
    moved: Moved = lambda done, total: None,
) -> Restored:  # fmt: skip
    """Put a backup in the place of the store. Raises BackupRefused, and then nothing was changed."""
    Path(settings.VIJFVELD_HOME).mkdir(parents=True, exist_ok=True)
    with unfinished.one_at_a_time():
        _recover(now)
        before = _present_size()
        if before is not None and not over:
            raise BackupRefused(_("Hier staat al een node. Met --over vervangt u die door de reservekopie."))
        try:
            _replace(file, before or 0, now=now, keys_lost=keys_lost, moved=moved)
        except BaseException:
            _forget()
            if unfinished.state().get("step") != unfinished.JUDGED:
                unfinished.clear()
            raise
        return _finish(now)


def _replace(file: Path, before: int, *, now: datetime, keys_lost: bool, moved: Moved) -> None:
    """Put the store of a backup in the place of the present one, when it is whole."""
    work = unfinished.work_folder()
    work.mkdir(mode=0o700)
    archive = Archive.unpack(file, work, moved)
    keys = _trusted_keys(archive, now, keys_lost=keys_lost)
    _check_fit(archive)
    facts = {"began": now.isoformat(), "made_at": archive.manifest["made_at"]}
    with stores.replaced(archive.part("store"), moved, **facts):
        _forget()
        _judge(archive, keys)
        size = tree_size()
        unfinished.note(unfinished.state()["step"], size=size, lost=max(0, before - size), signed=_signed())


def recover(now: datetime) -> str:
    """Undo or finish a restore that was cut off; returns what was done, or nothing. Raises BackupRefused while another
    process restores."""
    if not unfinished.state() and not unfinished.work_folder().exists():
        return ""
    with unfinished.one_at_a_time():
        return _recover(now)


def _recover(now: datetime) -> str:
    left = unfinished.state()
    if left.get("step") == unfinished.JUDGED and (connection.vendor == "sqlite" or left["signed"] == _signed()):
        _finish(now)
        return _("Het terugzetten van een reservekopie was afgebroken en is nu afgemaakt.")
    if left and connection.vendor == "sqlite":
        stores.put_back()
        _forget()
    unfinished.clear()
    return _("Het terugzetten van een reservekopie was afgebroken. Wat er stond, staat er weer.") if left else ""


def _signed() -> str:
    """The last checkpoint of the store as it stands: by it one sees whether a replacement took place."""
    return ledger.last_checkpoint().note


def _finish(now: datetime) -> Restored:
    """What comes after the verdict; each step may be repeated."""
    stores.drop_aside()
    _put_files(unfinished.work_folder() / "files")
    _settle()
    mode = Mode(this_node().mode)
    destroyed = replay_destructions(now, mode=mode) + resume_destructions(now, mode=mode)
    left = unfinished.state()
    if "held" not in left:
        unfinished.note(left["step"], held=len(keys_without_dossier(now)))
        left = unfinished.state()
    told = {name: left[name] for name in ("size", "lost", "held")}
    made_at = datetime.fromisoformat(left["made_at"])
    note_restore(_keeper(now, f"restore:{left['began']}"), made_at=made_at, **told)
    unfinished.clear()
    return Restored(entries=left["size"], lost=left["lost"], destroyed=destroyed, held=left["held"])


def _present_size() -> int | None:
    """How many entries the present node has sealed; None when there is no node. Looks without making a store."""
    if connection.vendor == "sqlite" and not store_files():
        return None
    try:
        return tree_size() if Node.objects.exists() else None
    except DatabaseError:
        return None


def _trusted_keys(archive: Archive, now: datetime, *, keys_lost: bool) -> list[VerifierKey]:
    """The key by which this node signs, from the keys that live now; the backup's own word only if those are lost.
    Where there are no keys, none are made: they are to be put back first."""
    stated = VerifierKey.parse(archive.manifest["ledger"]["key"])
    if keys_lost:
        return [stated]
    seed = verifier_key_for(stated.name, now) if are_there(Path(settings.VIJFVELD_KEYS)) else None
    if seed != stated:
        raise BackupRefused(
            _("De sleutels in deze datamap horen niet bij deze reservekopie. Zet eerst de sleutels terug met"
              " vijfveld restore-keys. Zijn ze voorgoed weg? Gebruik dan --keys-lost; dossiers blijven dan onleesbaar.")
        )  # fmt: skip
    return [stated]


def verifier_key_for(name: str, now: datetime) -> VerifierKey:
    """The public key of the live key store under the name of a log, before there is a node to ask."""
    from vijfveld.methods.notes import Signer
    from vijfveld.node.keystore import KeyUse

    return Signer(name=name, seed=keystore().ring_key(KeyUse.SEAL, now).secret).verifier_key


def _check_fit(archive: Archive) -> None:
    made_by, version = archive.manifest["engine"], archive.manifest["version"]
    if made_by != connection.vendor:
        sentence = _("Deze reservekopie is van {made_by}; deze node draait op {here}.")
        raise BackupRefused(sentence.format(made_by=made_by, here=connection.vendor))
    if connection.vendor == "postgresql":
        migrate()
        if archive.manifest["migrations"] != applied_migrations():
            sentence = _("Deze reservekopie is van versie {version}. Zet haar met die versie terug en werk dan bij.")
            raise BackupRefused(sentence.format(version=version))


def _judge(archive: Archive, keys: list[VerifierKey]) -> None:
    """Raise unless the ledger in the store is whole and goes on from the checkpoint of the backup."""
    signed = ledger.last_checkpoint()
    report = verify(ledger.export(signed, key=keys[0]), verifier_keys=keys, old_checkpoint=archive.checkpoint)
    if not report.ok:
        raise BackupRefused(_("Het register in deze reservekopie klopt niet. Er is niets teruggezet."), *said(report))
    waiting = Unsealed.objects.count()
    if Entry.objects.beyond_access(REASON).count() != Seal.objects.count() + waiting:
        raise BackupRefused(_("In deze reservekopie staan posten buiten het register. Er is niets teruggezet."))


def said(report: Report) -> list[str]:
    """The faults of a report as sentences."""
    from vijfveld.site.faultwords import sentences

    return sentences(report)


def _put_files(source: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, Path(settings.VIJFVELD_HOME) / "files", dirs_exist_ok=True)


def _forget() -> None:
    forget_node()
    forget_audiences()
    forget_time()
    forget_erosion()


def _settle() -> None:
    """Bring the restored store to this version and put its guard and search index right."""
    _forget()
    if not migrate():
        search.install()
        guard.install()


def _keeper(now: datetime, key: str) -> Caller:
    return Caller.of_keeper(now=now, mode=Mode(this_node().mode), key=key)
