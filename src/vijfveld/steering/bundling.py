# SPDX-License-Identifier: EUPL-1.2
"""The file for outside evaluators: everything an account rests on, in a zip whose bytes are the same every time.

Nothing in it is compressed and nothing carries the day it was packed, so that any machine makes the same bytes. What
depends on this version of Vijfveld (the words of its readme, the program that counts) is kept with the account when its
hash is written down.
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import rfc8785

from vijfveld.law.ledger import export
from vijfveld.law.models import Checkpoint
from vijfveld.law.refusals import NotThere
from vijfveld.law.sealer import verifier_key
from vijfveld.node.viewer import Viewer
from vijfveld.steering import accounting, learning, ledgerline, recounting
from vijfveld.steering.models import Account, AccountEdition, Snapshot
from vijfveld.steering.words import Edition

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
READABLE = 0o100644 << 16
TEXTS = Path(__file__).parent / "report"
IN_MEMORY = 1 << 24
PROGRAMS = (accounting, learning, ledgerline, recounting)
"""What counts, and what it needs."""
Parts = Iterator[tuple[str, Iterable[bytes]]]


@dataclass(frozen=True)
class Frame:
    """What the file holds besides the account: up to which entry, and the texts and programs as they were."""

    size: int
    texts: dict[str, str]

    def stored(self) -> bytes:
        """The bytes that are kept."""
        return rfc8785.dumps({"size": self.size, "texts": self.texts})

    @classmethod
    def read(cls, stored: bytes) -> "Frame":
        """The frame that was kept."""
        told: dict[str, Any] = json.loads(stored)
        return cls(told["size"], told["texts"])


def frame_now(signed: Checkpoint) -> Frame:
    """The frame of a file that is made now, up to a checkpoint that holds the freezing itself."""
    code = {f"vijfveld/steering/{Path(str(one.__file__)).name}": one for one in PROGRAMS}
    programs = {name: Path(str(one.__file__)).read_text(encoding="utf-8") for name, one in code.items()}
    readme = {name: (TEXTS / name.lower()).read_text(encoding="utf-8") for name in ("LEESMIJ.txt", "README.txt")}
    return Frame(signed.size, {**readme, **programs})


def pack(viewer: Viewer, account: Account, frame: Frame) -> IO[bytes]:
    """The whole file, from its beginning."""
    target: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    sums = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, pieces in _members(viewer, account, frame):
            sums.append(f"{_add(packed, name, pieces)}  {name}\n")
        _add(packed, recounting.SUMS, ["".join(sums).encode()])
    target.seek(0)
    return target


def _add(packed: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> str:
    """Put one file in; returns its SHA-256."""
    about = zipfile.ZipInfo(name, FIRST_DAY)
    about.external_attr, about.create_system = READABLE, 3
    hashed = hashlib.sha256()
    with packed.open(about, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
            hashed.update(piece)
    return hashed.hexdigest()


def _members(viewer: Viewer, account: Account, frame: Frame) -> Parts:
    signed = Checkpoint.objects.filter(size=frame.size).first()
    kept = list(AccountEdition.objects.visible_to(viewer).filter(account=account).exclude(form="zip"))
    full = next((one for one in kept if one.form == "json" and one.edition == "restricted"), None)
    if signed is None or full is None:
        raise NotThere
    for name, text in sorted(frame.texts.items()):
        yield name, [text.encode()]
    for one in sorted(kept, key=lambda one: (one.form, one.edition, one.language)):
        yield _name_of(one), [bytes(one.stored)]
    named = [round["report"] for round in json.loads(bytes(full.stored))["rounds"]]
    reports = Snapshot.objects.visible_to(viewer).filter(sha256__in=named, edition=Edition.NETWORK, form="json")
    for report in sorted(reports, key=lambda report: report.sha256):
        yield f"systeemtoetsen/{report.sha256}.json", [bytes(report.stored)]
    yield "ijkpunt.txt", [signed.note.encode()]
    yield "sleutel.txt", [f"{verifier_key(signed.signed_at)}\n".encode()]
    yield recounting.LEDGER, (line.encode() for line in export(signed))


def _name_of(one: AccountEdition) -> str:
    edition = {"public": "openbaar", "restricted": "volledig"}[one.edition]
    return f"verantwoording-{edition}{f'-{one.language}' if one.language else ''}.{one.form}"


def measure(viewer: Viewer, account: Account, frame: Frame) -> tuple[str, int]:
    """The SHA-256 and the size of the file."""
    with pack(viewer, account, frame) as packed:
        return digest_of(packed)


def digest_of(packed: IO[bytes]) -> tuple[str, int]:
    """The SHA-256 and the size of what is read from its beginning; afterwards it stands there again."""
    hashed, size = hashlib.sha256(), 0
    while piece := packed.read(1 << 20):
        hashed.update(piece)
        size += len(piece)
    packed.seek(0)
    return hashed.hexdigest(), size
