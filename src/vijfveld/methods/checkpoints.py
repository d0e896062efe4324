# SPDX-License-Identifier: EUPL-1.2
"""Checkpoints after C2SP (c2sp.org/tlog-checkpoint): signed notes that fix origin, size and root of a log."""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from vijfveld.methods.notes import (
    ED25519,
    MalformedNote,
    Note,
    NoteError,
    OpenedNote,
    Signature,
    SignatureRefused,
    Signer,
    VerifierKey,
    decode_base64,
    open_note,
    sign_note,
)
from vijfveld.methods.tree import EMPTY_ROOT, HASH_SIZE

LARGEST_SIZE = 2**63 - 1


class MalformedCheckpoint(NoteError):
    """A text does not have the form of a checkpoint."""


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself at one moment: who it is, how many entries it has, their root (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises MalformedCheckpoint with every problem found."""
        problems = []
        if not self.origin or not _is_line(self.origin):
            problems.append("The origin must be one line that is not empty.")
        if not 0 <= self.size <= LARGEST_SIZE:
            problems.append(f"The size must be from 0 to {LARGEST_SIZE}, not {self.size}.")
        if len(self.root) != HASH_SIZE:
            problems.append(f"The root must be {HASH_SIZE} bytes, but is {len(self.root)} bytes.")
        elif self.size == 0 and self.root != EMPTY_ROOT:
            problems.append("A log without entries has the empty root.")
        if not all(line and _is_line(line) for line in self.extensions):
            problems.append("An extension must be one line that is not empty.")
        if problems:
            raise MalformedCheckpoint(*problems)

    @property
    def text(self) -> str:
        """The note text: origin, size, root in base64 and extensions, each on its line."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a note text. Raises MalformedCheckpoint with every problem found."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() != "":
            raise MalformedCheckpoint("A checkpoint has a line for origin, size and root, each with a newline.")
        origin, size, encoded, *extensions = lines
        problems = []
        if not re.fullmatch(r"0|[1-9][0-9]{0,18}", size, re.ASCII):
            problems.append(f"The size «{size[:40]}» is not a decimal number without leading zeroes.")
        root = decode_base64(encoded)
        if root is None:
            problems.append(f"The root «{encoded[:80]}» is not base64.")
        if problems or root is None:
            raise MalformedCheckpoint(*problems)
        return cls(origin, int(size), root, tuple(extensions))


@dataclass(frozen=True)
class OpenedCheckpoint:
    """A checkpoint that the log itself signed with a known key, and the note it came in."""

    checkpoint: Checkpoint
    note: OpenedNote

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The names of all known keys that signed: the log and its witnesses."""
        return tuple(dict.fromkeys(one.key.name for one in self.note.verified))

    @property
    def witnessed_at(self) -> int | None:
        """The latest POSIX time, in seconds, at which a known witness cosigned; None without one."""
        return max((one.at for one in self.note.verified if one.at is not None), default=None)


def sign_checkpoint(checkpoint: Checkpoint, *signers: Signer) -> str:
    """The checkpoint as a signed note. The log's own signer should bear the origin as its name.

    Raises MalformedNote without signers.
    """
    return sign_note(checkpoint.text, *(signer.sign(checkpoint.text) for signer in signers))


def add_signatures(raw: str | bytes, *signatures: Signature) -> str:
    """The same note with more signatures behind those it has, each once: how witnesses come to cosign.

    Raises MalformedNote.
    """
    note = Note.parse(raw)
    return sign_note(note.text, *dict.fromkeys((*note.signatures, *signatures)))


def open_checkpoint(raw: str | bytes, *, keys: Iterable[VerifierKey]) -> OpenedCheckpoint:
    """Read a checkpoint and check who signed it.

    Stricter than C2SP, which leaves it to convention: a known key named as the origin must have signed as
    author, so that a witness alone can never vouch for a log. Raises MalformedNote, SignatureRefused,
    MalformedCheckpoint.
    """
    note = open_note(raw, keys=keys)
    checkpoint = Checkpoint.parse(note.text)
    authors = {one.key.name for one in note.verified if one.key.algorithm == ED25519}
    if checkpoint.origin not in authors:
        raise SignatureRefused(f"No known key of {checkpoint.origin} itself signed this checkpoint.")
    return OpenedCheckpoint(checkpoint, note)


def read_checkpoint(raw: str | bytes) -> Checkpoint:
    """The checkpoint in a note without checking signatures, only to say what it claims.

    Raises MalformedNote, MalformedCheckpoint.
    """
    return Checkpoint.parse(Note.parse(raw).text)


def _is_line(text: str) -> bool:
    return not any(letter < " " for letter in text)


__all__ = [
    "Checkpoint",
    "MalformedCheckpoint",
    "MalformedNote",
    "OpenedCheckpoint",
    "add_signatures",
    "open_checkpoint",
    "read_checkpoint",
    "sign_checkpoint",
]
