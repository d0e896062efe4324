# SPDX-License-Identifier: EUPL-1.2
"""The file of a backup: a tar that opens with a manifest, in which every other part stands with its digest.

manifest.json     schema, version, engine, node, moment, ledger (origin, size, key), parts with bytes and sha256
checkpoint.txt    the signed checkpoint at the moment of the backup
store/…           the database
files/…           the files of the node
"""

import errno
import hashlib
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.utils.translation import gettext as _

SCHEMA = 1
MANIFEST = "manifest.json"
CHECKPOINT = "checkpoint.txt"
PIECE = 1 << 20
Moved = Callable[[int, int], None]


class BackupRefused(Exception):
    """A backup cannot be made or used; every problem is a sentence."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Archive:
    """An opened backup whose parts have all been checked against its manifest."""

    manifest: dict[str, Any]
    folder: Path

    def part(self, name: str) -> Path:
        """Where a part lies, unpacked."""
        return self.folder / name

    @property
    def checkpoint(self) -> str:
        """The signed checkpoint of the moment of the backup."""
        return self.part(CHECKPOINT).read_text()

    @classmethod
    def unpack(cls, file: Path, into: Path, moved: Moved = lambda done, total: None) -> Self:
        """Unpack a backup and check every part. Raises BackupRefused with all that is wrong."""
        try:
            with tarfile.open(file) as tar:
                manifest = _manifest_of(tar)
                problems = list(_unpack(tar, manifest, into, moved))
        except (tarfile.TarError, EOFError) as error:
            raise BackupRefused(_("Dit is geen reservekopie van Vijfveld, of het bestand is beschadigd.")) from error
        if problems:
            raise BackupRefused(*problems)
        return cls(manifest, into)


def pack(file: Path, *, folder: Path, about: dict[str, Any], moved: Moved) -> dict[str, Any]:
    """Write everything in a folder as a backup; the file appears when it is whole. Returns its manifest."""
    parts = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = [{"name": _name(path, folder), "bytes": path.stat().st_size, "sha256": digest(path)} for path in parts]
    manifest = {"schema": SCHEMA, **about, "parts": listed}
    with appearing(file) as temporary, tarfile.open(temporary, "w") as tar:
        _add_bytes(tar, MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False).encode())
        for number, path in enumerate(parts, start=1):
            tar.add(path, _name(path, folder), recursive=False, filter=_nameless)
            moved(number, len(parts))
    return manifest


@contextmanager
def appearing(file: Path) -> Iterator[Path]:
    """A temporary name beside a file that becomes the file when all went well, and is gone when not."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder", str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    os.close(os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _nameless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    import io

    member = _nameless(tarfile.TarInfo(name))
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _manifest_of(tar: tarfile.TarFile) -> dict[str, Any]:
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == MANIFEST and first.isfile() else None
    try:
        manifest = json.loads(content.read()) if content else None
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("parts"), list):
        raise BackupRefused(_("Dit is geen reservekopie van Vijfveld: de lijst van onderdelen ontbreekt."))
    if manifest.get("schema") != SCHEMA:
        raise BackupRefused(_("Deze reservekopie is van een andere soort. Gebruik de versie die haar maakte."))
    return manifest


def _unpack(tar: tarfile.TarFile, manifest: dict[str, Any], into: Path, moved: Moved) -> Iterator[str]:
    """Write out the parts that the manifest names; yield a sentence for each that is not as it says."""
    expected = {part["name"]: part for part in manifest["parts"]}
    total, done = len(expected), 0
    for member in tar:
        if member.name == MANIFEST:
            continue
        part = expected.pop(member.name, None)
        if part is None or not member.isfile() or not _stays_inside(into, member.name):
            yield _("Er zit een onbekend onderdeel in: {name}.").format(name=member.name)
        elif _extract(tar, member, into / member.name) != part["sha256"]:
            yield _("Het onderdeel {name} is veranderd of beschadigd.").format(name=member.name)
        done += 1
        moved(done, total)
    for name in expected:
        yield _("Het onderdeel {name} ontbreekt.").format(name=name)


def _stays_inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> str:
    to.parent.mkdir(parents=True, exist_ok=True)
    source = tar.extractfile(member)
    if source is None:
        return ""
    counted = hashlib.sha256()
    with to.open("wb") as target:
        while piece := source.read(PIECE):
            counted.update(piece)
            target.write(piece)
    return counted.hexdigest()
