# SPDX-License-Identifier: EUPL-1.2
"""The doctor: what is wrong with a node, in plain words, one check per function.

A check gives a finding. What it cannot look at because something else is broken, it leaves to the check of that.
"""

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from vijfveld.law import guard
from vijfveld.law.acts.keys import held_keys
from vijfveld.law.models import Deadline, DeadlineState
from vijfveld.law.outbound import unsent_folder
from vijfveld.law.sealer import oldest_waiting
from vijfveld.law.timekeeping import behind_by, last_written
from vijfveld.node.keystore import keystore
from vijfveld.node.models import NotMade, this_node
from vijfveld.node.roles import Mode
from vijfveld.site import preparing
from vijfveld.site.backups import old_copies, unfinished
from vijfveld.site.backups.keys import are_there

UNSEALED = timedelta(seconds=60)
STUCK = timedelta(minutes=10)
BACKUP_AGE = timedelta(days=2)
LEAST_SPACE = 1_000_000_000
ALARMING_SPACE = 200_000_000
REASON = "the doctor looks at the machine"


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    ALARM = "alarm"


@dataclass(frozen=True)
class Finding:
    """What a check found, as a sentence that says what to do."""

    level: Level
    sentence: str


Check = Callable[[datetime], Finding]


def ok(sentence: str) -> Finding:
    return Finding(Level.OK, sentence)


def warning(sentence: str) -> Finding:
    return Finding(Level.WARNING, sentence)


def alarm(sentence: str) -> Finding:
    return Finding(Level.ALARM, sentence)


def folders(now: datetime) -> Finding:
    """The data folder can be written."""
    home = Path(settings.VIJFVELD_HOME)
    if not home.is_dir():
        return alarm(_("De datamap {home} is er niet. Doe: vijfveld setup").format(home=home))
    wanted = [home, *(home / name for name in preparing.FOLDERS)]
    absent = [path for path in wanted if not path.is_dir()]
    if absent:
        return alarm(_("De map {folder} is er niet. Doe: vijfveld setup").format(folder=absent[0]))
    closed = [path for path in wanted if not _writable(path)]
    if closed:
        return alarm(_("Vijfveld kan niet schrijven in {folder}. Geef rechten.").format(folder=closed[0]))
    return ok(_("De mappen zijn in orde."))


def _writable(path: Path) -> bool:
    return path.is_dir() and os.access(path, os.W_OK | os.X_OK)


def database(now: datetime) -> Finding:
    """The database answers and its file is sound."""
    if connection.vendor == "sqlite" and not preparing.sqlite_file().exists():
        return alarm(_("De database is er nog niet. Doe: vijfveld setup"))
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)" if connection.vendor == "sqlite" else "SELECT 'ok'")
            answer = str(cursor.fetchone()[0])
    except DatabaseError as error:
        return alarm(_("De database is niet bereikbaar: {error}.").format(error=str(error).strip()))
    if answer != "ok":
        return alarm(_("Het databasebestand is beschadigd. Zet een reservekopie terug: vijfveld restore"))
    return ok(_("De database antwoordt."))


def database_writes(now: datetime) -> Finding:
    """The database takes writes: it is not read-only and not full."""
    if connection.vendor == "sqlite" and not os.access(preparing.sqlite_file(), os.W_OK):
        return alarm(_("De database is alleen te lezen. Geef schrijfrechten op het bestand en de map."))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            if cursor.fetchone()[0] == "on":
                return alarm(_("De database is alleen te lezen. Vraag de databasebeheerder om schrijfrechten."))
    return ok(_("De database is te schrijven."))


def migrations(now: datetime) -> Finding:
    """The store has the form of this version."""
    waiting = preparing.pending_migrations()
    if waiting:
        return alarm(_("De opslag is nog niet bijgewerkt ({count} stappen). Doe: vijfveld migrate")
                     .format(count=len(waiting)))  # fmt: skip
    return ok(_("De opslag is bij."))


def guarded(now: datetime) -> Finding:
    """Every table has its guard."""
    bare = guard.missing()
    if bare:
        return alarm(_("De bewaking ontbreekt op {tables}. Doe: vijfveld migrate").format(tables=", ".join(bare)))
    return ok(_("Elke tabel is bewaakt."))


def made(now: datetime) -> Finding:
    """There is a node."""
    try:
        return ok(_("De node heet “{name}”.").format(name=this_node().name))
    except NotMade:
        return alarm(_("De node is nog niet gemaakt. Doe: vijfveld setup --name “…” --profile …"))


def sealed(now: datetime) -> Finding:
    """No entry waits long for the sealer."""
    since = oldest_waiting()
    if since and now - since > UNSEALED:
        seconds = int((now - since).total_seconds())
        return alarm(_("Posten wachten al {seconds} seconden op verzegeling. Doe: vijfveld worker")
                     .format(seconds=seconds))  # fmt: skip
    return ok(_("Alle posten worden op tijd verzegeld."))


def clock_runs_on(now: datetime) -> Finding:
    """The clock does not stand before the last entry."""
    last = last_written()
    if last and behind_by(now):
        sentence = _(
            "De klok loopt achter op de laatste post ({last}); de node bewaart niets. Zet de klok goed. Stond hij"
            " eerder te ver vooruit en staat hij nu goed? Doe: vijfveld clock accept {day}"
        )
        day = localdate(now).isoformat()
        return alarm(sentence.format(last=localtime(last).isoformat(sep=" ", timespec="seconds"), day=day))
    return ok(_("De klok loopt goed."))


def space(now: datetime) -> Finding:
    """There is room on the disk."""
    home = Path(settings.VIJFVELD_HOME)
    there = next(path for path in (home, *home.parents) if path.exists())
    free = shutil.disk_usage(there).free
    sentence = _("Er is nog {free} MB vrij op de schijf van de datamap.").format(free=free // 1_000_000)
    if free < ALARMING_SPACE:
        return alarm(f"{sentence} " + _("Maak nu ruimte."))
    return warning(f"{sentence} " + _("Maak ruimte.")) if free < LEAST_SPACE else ok(sentence)


def keys(now: datetime) -> Finding:
    """The key store opens, and only its owner can read it."""
    folder = Path(settings.VIJFVELD_KEYS)
    loose = _open_to_others(sorted(folder.glob("*")))
    if loose:
        return alarm(_("Anderen kunnen de sleutels lezen ({names}). Doe: chmod 600").format(names=", ".join(loose)))
    if not are_there(folder):
        return alarm(_("De sleutels zijn er niet. Zet een kopie terug: vijfveld restore-keys. Is de node nog niet"
                       " gemaakt? Doe: vijfveld setup --name “…”"))  # fmt: skip
    try:
        keystore().check()
    except Exception as error:
        return alarm(_("De sleutels zijn niet te openen: {error}.").format(error=type(error).__name__))
    return ok(_("De sleutels zijn in orde en alleen voor de eigenaar."))


def store_file(now: datetime) -> Finding:
    """Only its owner can read the file of the store."""
    loose = _open_to_others(preparing.store_files())
    if loose:
        return alarm(_("Anderen kunnen de opslag lezen ({names}). Doe: chmod 600").format(names=", ".join(loose)))
    return ok(_("De opslag is alleen voor de eigenaar."))


def _open_to_others(paths: list[Path]) -> list[str]:
    return [path.name for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]


def secret(now: datetime) -> Finding:
    """Sessions are signed with a secret that nobody can guess."""
    if len(settings.SECRET_KEY) < 32 or len(set(settings.SECRET_KEY)) < 10:
        return alarm(_("Het geheim van de sessies is te kort. Haal VIJFVELD_SECRET_KEY weg of kies een lang geheim."))
    return ok(_("Het geheim van de sessies is sterk."))


def backups(now: datetime) -> Finding:
    """A backup was made lately."""
    made = [path.stat().st_mtime for path in (Path(settings.VIJFVELD_HOME) / "backups").glob("*.tar")]
    if not made:
        return warning(_("In de map backups staat geen reservekopie. Doe: vijfveld backup …/backups/node.tar"))
    age = now - datetime.fromtimestamp(max(made), UTC)
    sentence = _("De laatste reservekopie is {hours} uur oud.").format(hours=int(age.total_seconds() // 3600))
    return warning(sentence) if age > BACKUP_AGE else ok(sentence)


def key_copies(now: datetime) -> Finding:
    """No copy of the keys in the data folder is past its 30 days."""
    home = Path(settings.VIJFVELD_HOME)
    old = [path for folder in {path.parent for path in home.rglob("vijfveld-keys-*.tar")}
           for path in old_copies(folder, now)]  # fmt: skip
    if old:
        return alarm(_("Deze kopie van de sleutels is ouder dan 30 dagen: {file}. Verwijder haar.").format(file=old[0]))
    return ok(_("Er staat geen oude kopie van de sleutels."))


def mail(now: datetime) -> Finding:
    """Mail can leave, or lands in a folder that can be written."""
    if this_node().mode != Mode.REAL:
        folder = unsent_folder()
        return ok(_("Dit is geen echte node: berichten gaan nergens heen en komen in {folder}.").format(folder=folder))
    if settings.EMAIL_HOST:
        return ok(_("Berichten gaan per mail via {host}.").format(host=settings.EMAIL_HOST))
    folder = Path(settings.EMAIL_FILE_PATH)
    if not folder.is_dir():
        return alarm(_("De map {folder} is er niet. Doe: vijfveld setup").format(folder=folder))
    if not _writable(folder):
        return alarm(_("Vijfveld kan geen berichten schrijven in {folder}. Geef rechten.").format(folder=folder))
    return ok(_("Berichten komen als bestand in {folder}.").format(folder=folder))


def deadlines(now: datetime) -> Finding:
    """No deadline that passed is left lying."""
    due = Deadline.objects.beyond_access(REASON).filter(state=DeadlineState.OPEN, due_at__lt=now - STUCK)
    stuck = due.filter(mode=this_node().mode).count()
    if stuck:
        return alarm(_("Verlopen termijnen die zijn blijven liggen: {count}. Kijk in het log van vijfveld worker.")
                     .format(count=stuck))  # fmt: skip
    return ok(_("Geen verlopen termijn is blijven liggen."))


def restores(now: datetime) -> Finding:
    """No restore was cut off."""
    if unfinished.state():
        return alarm(_("Het terugzetten van een reservekopie is afgebroken. Maak het af, of ongedaan: vijfveld setup"))
    return ok(_("Er is geen half teruggezette reservekopie."))


def keys_held(now: datetime) -> Finding:
    """No keys wait for a newer backup after a restore."""
    held, until = held_keys(now)
    if not held or until is None:
        return ok(_("Bij elke sleutel hoort een dossier."))
    sentence = _(
        "{count} sleutels zijn van dossiers die niet in de teruggezette reservekopie stonden. Zet voor {day} een"
        " nieuwere terug, als u die hebt; daarna vernietigt de node deze sleutels."
    )
    return warning(sentence.format(count=len(held), day=localdate(until).isoformat()))


def static_files(now: datetime) -> Finding:
    """The style sheets of this version are in place."""
    if not preparing.static_is_fresh():
        return alarm(_("De stijlbestanden zijn niet van deze versie. Doe: vijfveld setup"))
    return ok(_("De stijlbestanden staan klaar."))


MACHINE: list[Check] = [folders, space, keys, store_file, secret, key_copies, backups, restores, static_files]
STORE: list[Check] = [database_writes, migrations]
CONTENT: list[Check] = [guarded, made, mail, clock_runs_on, sealed, deadlines, keys_held]
CHECKS: list[Check] = [*MACHINE, database, *STORE, *CONTENT]


def examine(now: datetime) -> list[Finding]:
    """All findings. Checks of the store wait for the database, those of its content for its form and the node."""
    found = [check(now) for check in MACHINE]
    if unfinished.state():
        return found
    answers = database(now)
    found.append(answers)
    if answers.level == Level.ALARM:
        return found
    found += [check(now) for check in STORE]
    if found[-1].level == Level.ALARM:
        return found
    return [*found, *_of_content(now)]


def _of_content(now: datetime) -> list[Finding]:
    about_node = made(now)
    if about_node.level == Level.ALARM:
        return [guarded(now), about_node]
    return [check(now) for check in CONTENT]


def worst(findings: list[Finding]) -> Level:
    """The worst level among findings."""
    order: dict[Any, int] = {Level.OK: 0, Level.WARNING: 1, Level.ALARM: 2}
    return max((finding.level for finding in findings), key=order.__getitem__, default=Level.OK)
