# SPDX-License-Identifier: EUPL-1.2
"""The form of a ledger file: JSON Lines with a header, a line for every sealed entry, and the checkpoint.

    {"schema":1,"origin":"...","size":N,"key":"<verifier key>"}
    {"position":0,"leaf":"<64 hex>","body":"<base64 of the RFC 8785 bytes>"}      N of these
    {"checkpoint":"<signed note>","nodes":["<64 hex>", ...]}

`nodes` are the pieces of the tree cut at level 8 (`Pieces`): every complete subtree of 256 entries, then
those of the rest. A reader believes them only when together they give the signed root. A file of nothing but
the first and the last line is a nodes file: small enough to keep for good, and enough to name a later change
to 256 entries.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from vijfveld.methods.checkpoints import read_checkpoint
from vijfveld.methods.ledgerfile.pieces import Growth, Pieces
from vijfveld.methods.notes import NoteError, VerifierKey, decode_base64
from vijfveld.methods.tree import HASH_SIZE, NodeGetter

SCHEMA = 1
BLOCK_LEVEL = 8
LARGEST_POSITION = 2**63 - 1

ROW = re.compile(r'\{"position":(0|[1-9]\d{0,18}),"leaf":"([0-9a-f]{64})","body":"([\w+/=]*)"\}', re.ASCII)
HEX_HASH = re.compile("[0-9a-f]{64}")


class MalformedLine(ValueError):
    """A line does not have the form that its place in the file asks for."""


class SealedEntry(NamedTuple):
    """One entry as it is stored: its position from 0, its leaf hash (32 bytes) and its body as hashed."""

    position: int
    leaf: bytes
    body: bytes


class Row(NamedTuple):
    """One entry as it is read: a leaf hash or body that cannot be read is None."""

    position: int
    leaf: bytes | None
    body: bytes | None


@dataclass(frozen=True)
class Header:
    """The first line: whose ledger this is, how many entries follow, and the key it claims."""

    origin: str
    size: int
    key: VerifierKey

    def __str__(self) -> str:
        """The line without its newline."""
        return dumped({"schema": SCHEMA, "origin": self.origin, "size": self.size, "key": str(self.key)})

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read the first line. Raises MalformedLine."""
        found = loaded(line)
        if found.keys() != {"schema", "origin", "size", "key"}:
            raise MalformedLine("The first line must hold schema, origin, size and key.")
        if found["schema"] != SCHEMA or isinstance(found["schema"], bool):
            raise MalformedLine(f"The file is of schema {found['schema']!r}; this reader knows {SCHEMA}.")
        origin, size, key = found["origin"], found["size"], found["key"]
        if not isinstance(origin, str) or not is_position(size) or not isinstance(key, str):
            raise MalformedLine("In the first line origin and key must be texts, and size a number from 0.")
        try:
            return cls(origin, size, VerifierKey.parse(key))
        except NoteError as error:
            raise MalformedLine(f"The key in the first line cannot be read. {error}") from error


@dataclass(frozen=True)
class Ending:
    """The last line: the checkpoint as a signed note, and the pieces of the tree as far as they are given."""

    checkpoint: str
    nodes: tuple[bytes, ...] | None = None

    def __str__(self) -> str:
        """The line without its newline."""
        if self.nodes is None:
            return dumped({"checkpoint": self.checkpoint})
        return dumped({"checkpoint": self.checkpoint, "nodes": [node.hex() for node in self.nodes]})

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read the last line. Raises MalformedLine."""
        found = loaded(line)
        if "checkpoint" not in found or found.keys() - {"checkpoint", "nodes"}:
            raise MalformedLine("The last line must hold the checkpoint, and may hold nodes.")
        checkpoint, nodes = found["checkpoint"], found.get("nodes")
        if not isinstance(checkpoint, str):
            raise MalformedLine("The checkpoint must be a text.")
        return cls(checkpoint, None if nodes is None else hashes(nodes))


def write_export(
    entries: Iterable[SealedEntry],
    *,
    checkpoint: str,
    key: VerifierKey,
    get: NodeGetter | None = None,
) -> Iterator[str]:
    """The lines of an export, each with its newline, of the entries 0 up to the size of the checkpoint.

    The rows are written as they are stored, damaged or not: the reader is the judge. `get` gives stored nodes
    (see `Frontier`); without it the nodes are computed from the leaf hashes on the way. Raises MalformedNote
    or MalformedCheckpoint when `checkpoint` is not one, and what `get` raises.
    """
    said = read_checkpoint(checkpoint)
    growth = Growth(BLOCK_LEVEL)
    yield f"{Header(said.origin, said.size, key)}\n"
    for entry in entries:
        growth.append(entry.leaf)
        yield row_line(entry)
    pieces = growth.pieces() if get is None else Pieces.from_nodes(get, size=said.size, level=BLOCK_LEVEL)
    yield f"{Ending(checkpoint, tuple(value for value in pieces.hashes if value is not None))}\n"


def row_line(entry: SealedEntry) -> str:
    """The line of one entry, with its newline."""
    body = b64encode(entry.body).decode()
    return f'{{"position":{entry.position},"leaf":"{entry.leaf.hex()}","body":"{body}"}}\n'


def parse_row(line: str) -> Row:
    """Read the line of one entry; a leaf or body that cannot be read becomes None.

    Raises MalformedLine when not even the position can be read.
    """
    if match := ROW.fullmatch(line):
        position, leaf, body = match.groups()
        if int(position) <= LARGEST_POSITION:
            return Row(int(position), bytes.fromhex(leaf), decode_base64(body))
    found = loaded(line)
    if not is_position(found.get("position")):
        raise MalformedLine("There is no position from 0 in it.")
    if found.keys() - {"position", "leaf", "body"}:
        return Row(found["position"], None, None)
    leaf, body = found.get("leaf"), found.get("body")
    return Row(
        found["position"],
        bytes.fromhex(leaf) if isinstance(leaf, str) and HEX_HASH.fullmatch(leaf) else None,
        decode_base64(body) if isinstance(body, str) else None,
    )


def hashes(values: Any) -> tuple[bytes, ...]:
    """The hashes in a JSON list of hexadecimal texts. Raises MalformedLine."""
    if not isinstance(values, list) or not all(isinstance(one, str) and HEX_HASH.fullmatch(one) for one in values):
        raise MalformedLine(f"Hashes must be a list of texts of {2 * HASH_SIZE} hexadecimal digits.")
    return tuple(bytes.fromhex(one) for one in values)


def is_position(value: Any) -> bool:
    """Whether a JSON value is a whole number from 0 that can count entries."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_POSITION


def dumped(found: dict[str, Any]) -> str:
    """The one way this project writes a JSON line."""
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False)


def loaded(line: str) -> dict[str, Any]:
    """The JSON object of a line, in which no name may stand twice. Raises MalformedLine."""
    try:
        found = json.loads(line, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise MalformedLine("It is not JSON in which every name stands once.") from error
    if not isinstance(found, dict):
        raise MalformedLine("It is not a JSON object.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedLine("A name stands twice in one object.")
    return found
