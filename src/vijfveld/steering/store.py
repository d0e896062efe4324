# SPDX-License-Identifier: EUPL-1.2
"""Files as evidence: kept under their own SHA-256 in the data folder, of a few known sorts, of a bounded size."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from django.conf import settings

MOST_BYTES = 20 * 1024 * 1024
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
ENDINGS = {
    "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "text/plain": "txt",
    OFFICE["word/"]: "docx", OFFICE["xl/"]: "xlsx", OFFICE["ppt/"]: "pptx",
    f"{OPEN_DOCUMENT}text": "odt", f"{OPEN_DOCUMENT}spreadsheet": "ods", f"{OPEN_DOCUMENT}presentation": "odp",
}  # fmt: skip


def sort_of(content: bytes) -> str:
    """The media type that the bytes themselves show, or an empty string when it is none we keep."""
    signs: list[tuple[bytes, str | Callable[[bytes], str]]] = [
        (b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
        (b"PK\x03\x04", _sort_of_zip),
    ]  # fmt: skip
    for sign, sort in signs:
        if content.startswith(sign):
            return sort(content) if callable(sort) else sort
    return _sort_of_text(content)


def _sort_of_text(content: bytes) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text or not text.strip() else "text/plain"


def _sort_of_zip(content: bytes) -> str:
    """Office documents are zips. Only the list of names and a short first part are read, so that no bomb goes off."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = parts.namelist()
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll")) or "Basic/" in name for name in names):
                return ""
            if "mimetype" in names and parts.getinfo("mimetype").file_size < 100:
                sort = parts.read("mimetype").decode("ascii", "replace").strip()
                return sort if sort in ENDINGS else ""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError):
        return ""
    found = [sort for start, sort in OFFICE.items() if any(name.startswith(start) for name in names)]
    return found[0] if "[Content_Types].xml" in names and len(found) == 1 else ""


def path_of(sha256: str) -> Path:
    """Where a file stands."""
    return Path(settings.VIJFVELD_HOME) / "files" / "evidence" / sha256[:2] / sha256


def keep(content: bytes) -> str:
    """Keep a file and give its name, the SHA-256 of its bytes; the same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
        os.replace(draft.name, target)
    return sha256


def fetch(sha256: str) -> bytes | None:
    """The bytes of a file; None when they are gone or are no longer what they were."""
    try:
        content = path_of(sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
