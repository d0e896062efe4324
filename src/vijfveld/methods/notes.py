# SPDX-License-Identifier: EUPL-1.2
"""Signed notes after C2SP (c2sp.org/signed-note): a text, a blank line, and the lines of those who signed it.

Two signature types are known: Ed25519 over the text (0x01), and the timestamped Ed25519 cosignature of a
witness (0x04, c2sp.org/tlog-cosignature). Signatures of any other kind or key are carried along unread.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
COSIGNATURE = 0x04
KEY_ID_SIZE = 4
KEY_SIZE = 32
TIME_SIZE = 8
MOST_SIGNATURES = 100
LATEST_TIME = 2**63 - 1

SIGNATURE_LINE = re.compile(r"— (\S+) (\S+)")


class NoteError(ValueError):
    """Something is wrong with a note or a key; `problems` holds a sentence for each thing that is."""

    def __init__(self, *problems: str) -> None:
        """Keep every problem, and show them one after another."""
        super().__init__(" ".join(problems))
        self.problems = problems


class MalformedNote(NoteError):
    """A text does not have the form of a signed note."""


class MalformedKey(NoteError):
    """A name, a seed or a verifier key does not have its form."""


class SignatureRefused(NoteError):
    """A note carries no signature of a known key, or one that a known key never set."""


@dataclass(frozen=True)
class Signature:
    """One signature line: who is said to have signed, with which key (4 bytes), and the signature itself."""

    name: str
    key_id: bytes
    blob: bytes

    def __str__(self) -> str:
        """The line as it stands in a note, without its newline."""
        return f"— {self.name} {b64encode(self.key_id + self.blob).decode()}"

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read one line, without its newline. Raises MalformedNote."""
        match = SIGNATURE_LINE.fullmatch(line)
        if not match:
            raise MalformedNote(f"«{line[:80]}» is not a signature: an em dash, a name and a base64 text.")
        name, encoded = match.groups()
        raw = decode_base64(encoded)
        if raw is None or len(raw) <= KEY_ID_SIZE:
            raise MalformedNote(f"The signature of {name} is not base64 of a key id and a signature.")
        if problems := name_problems(name):
            raise MalformedNote(*problems)
        return cls(name, raw[:KEY_ID_SIZE], raw[KEY_ID_SIZE:])


@dataclass(frozen=True)
class VerifierKey:
    """A public key that signatures are checked with: a name, a signature type and 32 bytes of Ed25519."""

    name: str
    public: bytes
    algorithm: int = ED25519

    def __post_init__(self) -> None:
        """Raises MalformedKey with every problem of name, type and length."""
        problems = name_problems(self.name)
        if self.algorithm not in (ED25519, COSIGNATURE):
            problems.append(f"Signature type {self.algorithm:#04x} is not known here.")
        if len(self.public) != KEY_SIZE:
            problems.append(f"An Ed25519 key has {KEY_SIZE} bytes, this one has {len(self.public)}.")
        if problems:
            raise MalformedKey(*problems)

    @property
    def key_id(self) -> bytes:
        """The first 4 bytes of SHA-256(name || 0x0A || type || public key)."""
        return key_id(self.name, bytes([self.algorithm]) + self.public)

    def __str__(self) -> str:
        """The verifier key as text: name+hex key id+base64 of type and key."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(bytes([self.algorithm]) + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a verifier key text. Raises MalformedKey with every problem found."""
        name, _, rest = text.partition("+")
        stated, _, encoded = rest.partition("+")
        problems = name_problems(name)
        if not re.fullmatch("[0-9a-f]{8}", stated):
            problems.append(f"The key id «{stated}» is not eight hexadecimal digits.")
        material = decode_base64(encoded)
        if not material:
            problems.append("The key itself is not base64 of a type and a key.")
        elif key_id(name, material).hex() != stated:
            problems.append(f"The key id «{stated}» does not belong to this name and key.")
        if problems or not material:
            raise MalformedKey(*problems)
        return cls(name, material[1:], algorithm=material[0])

    def accepts(self, text: str, *, signature: Signature) -> bool:
        """Whether this key set `signature` under `text` (a note text, its final newline included)."""
        message, blob = text.encode(), signature.blob
        if self.algorithm == COSIGNATURE:
            at = int.from_bytes(blob[:TIME_SIZE], "big")
            message, blob = cosigned_message(text, at), blob[TIME_SIZE:]
            if at > LATEST_TIME:
                return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(blob, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A private Ed25519 key under a name; `sign` speaks as an author, `cosign` as a witness with a clock."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Raises MalformedKey with every problem of name and seed."""
        problems = name_problems(self.name)
        if len(self.seed) != KEY_SIZE:
            problems.append(f"An Ed25519 seed has {KEY_SIZE} bytes, this one has {len(self.seed)}.")
        if problems:
            raise MalformedKey(*problems)

    @property
    def verifier_key(self) -> VerifierKey:
        """The public key for what `sign` makes."""
        return VerifierKey(self.name, self._private.public_key().public_bytes_raw())

    @property
    def cosigner_key(self) -> VerifierKey:
        """The public key for what `cosign` makes; a witness must not use one seed under two names."""
        return VerifierKey(self.name, self._private.public_key().public_bytes_raw(), algorithm=COSIGNATURE)

    def sign(self, text: str) -> Signature:
        """An Ed25519 signature (0x01) over a note text that ends in a newline."""
        return Signature(self.name, self.verifier_key.key_id, self._private.sign(text.encode()))

    def cosign(self, text: str, *, at: int) -> Signature:
        """A witness cosignature (0x04) over a checkpoint text, made `at` this POSIX time in seconds.

        Raises NoteError when the time is outside 0 to 2^63-1.
        """
        if not 0 <= at <= LATEST_TIME:
            raise NoteError(f"A cosignature cannot be made at time {at}.")
        blob = at.to_bytes(TIME_SIZE, "big") + self._private.sign(cosigned_message(text, at))
        return Signature(self.name, self.cosigner_key.key_id, blob)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True)
class Note:
    """A text that ends in a newline, and its signatures; nothing in it may be believed before `open_note`."""

    text: str
    signatures: tuple[Signature, ...]

    def __post_init__(self) -> None:
        """Raises MalformedNote with every problem of text and signatures."""
        problems = text_problems(self.text)
        if not self.text.endswith("\n"):
            problems.append("The text of a note ends in a newline, and this one does not.")
        if not 1 <= len(self.signatures) <= MOST_SIGNATURES:
            problems.append(f"A note has 1 to {MOST_SIGNATURES} signatures, this one has {len(self.signatures)}.")
        if problems:
            raise MalformedNote(*problems)

    def __str__(self) -> str:
        """The signed note as it is stored and sent."""
        return self.text + "\n" + "".join(f"{signature}\n" for signature in self.signatures)

    @classmethod
    def parse(cls, raw: str | bytes) -> Self:
        """Read a signed note without checking signatures. Raises MalformedNote with every problem found."""
        whole = _decoded(raw)
        end = whole.rfind("\n\n")
        if end < 0 or not whole.endswith("\n"):
            raise MalformedNote("A note is a text, a blank line, and signatures up to a last newline.")
        problems, signatures = text_problems(whole), []
        for line in whole[end + 2 :].split("\n")[:-1]:
            try:
                signatures.append(Signature.parse(line))
            except MalformedNote as error:
                problems += error.problems
        if problems:
            raise MalformedNote(*problems)
        return cls(whole[: end + 1], tuple(signatures))


@dataclass(frozen=True)
class VerifiedSignature:
    """A signature that a known key did set; `at` is the POSIX time a witness gave, None for an author."""

    key: VerifierKey
    signature: Signature

    @property
    def at(self) -> int | None:
        """Seconds since 1970 at which a witness cosigned."""
        if self.key.algorithm != COSIGNATURE:
            return None
        return int.from_bytes(self.signature.blob[:TIME_SIZE], "big")


@dataclass(frozen=True)
class OpenedNote:
    """A note that at least one known key signed; signatures of unknown keys are listed, and mean nothing."""

    text: str
    verified: tuple[VerifiedSignature, ...]
    unknown: tuple[Signature, ...]


def sign_note(text: str, *signatures: Signature) -> str:
    """The signed note of `text` with these signatures, in this order. Raises MalformedNote."""
    return str(Note(text, signatures))


def open_note(raw: str | bytes, *, keys: Iterable[VerifierKey]) -> OpenedNote:
    """Read a note and check it against the keys one knows (c2sp.org/signed-note, Signatures).

    Unknown signatures are ignored, even when they share a name or an id with a known key. Raises
    MalformedNote for a wrong form; SignatureRefused when a known key's signature is false, or when no known
    key signed.
    """
    note = Note.parse(raw)
    known = {(key.name, key.key_id): key for key in keys}
    verified: dict[Signature, VerifiedSignature] = {}
    unknown: list[Signature] = []
    problems: list[str] = []
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            unknown.append(signature)
        elif key.accepts(note.text, signature=signature):
            verified[signature] = VerifiedSignature(key, signature)
        else:
            problems.append(f"The signature of {key.name}+{key.key_id.hex()} is not true for this text.")
    if not verified and not problems:
        problems.append("None of the known keys signed this note.")
    if problems:
        raise SignatureRefused(*problems)
    return OpenedNote(note.text, tuple(verified.values()), tuple(unknown))


def key_id(name: str, material: bytes) -> bytes:
    """4 bytes that tell keys apart: the start of SHA-256(name || 0x0A || type and key)."""
    return sha256(name.encode() + b"\n" + material).digest()[:KEY_ID_SIZE]


def cosigned_message(text: str, at: int) -> bytes:
    """What a witness signs: a header, the time in POSIX seconds, the text (c2sp.org/tlog-cosignature)."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def name_problems(name: str) -> list[str]:
    """What is wrong with a key name: empty, or holding spaces, plus signs or control characters."""
    if not name:
        return ["A key must have a name."]
    if any(letter.isspace() or letter == "+" or letter < " " for letter in name):
        return [f"The key name «{name}» may not hold spaces, plus signs or control characters."]
    return []


def text_problems(text: str) -> list[str]:
    """What is wrong with the characters of a note: none below U+0020 may stand in it, save the newline."""
    if any(letter < " " and letter != "\n" for letter in text):
        return ["A note may not hold control characters other than the newline."]
    return []


def decode_base64(text: str) -> bytes | None:
    """The bytes of a standard base64 text (RFC 4648 §4) in its one canonical form, or None."""
    try:
        raw = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        return None
    return raw if b64encode(raw).decode() == text else None


def _decoded(raw: str | bytes) -> str:
    try:
        return raw if isinstance(raw, str) else raw.decode()
    except UnicodeDecodeError as error:
        raise MalformedNote(f"A note is UTF-8, and byte {error.start} of this one is not.") from error
