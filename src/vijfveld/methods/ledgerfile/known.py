# SPDX-License-Identifier: EUPL-1.2
"""Nodes of a tree that may be believed, because together they give a root that a known key signed.

They come from an older export (then a change is named by entry), from the first and last line of one (then by
256 entries), or from the stored nodes of the ledger itself. No other trust in where they were kept is needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from vijfveld.methods.checkpoints import OpenedCheckpoint, open_checkpoint
from vijfveld.methods.ledgerfile.form import BLOCK_LEVEL, Ending, Header, MalformedLine, parse_row
from vijfveld.methods.ledgerfile.pieces import Pieces
from vijfveld.methods.notes import VerifierKey
from vijfveld.methods.tree import NodeGetter, TreeError


class NodesRefused(ValueError):
    """Nodes do not give the signed root, or the file that should hold them cannot be read."""


@dataclass(frozen=True)
class KnownNodes:
    """The pieces of a tree and the checkpoint whose root they give."""

    pieces: Pieces
    checkpoint: OpenedCheckpoint

    def __post_init__(self) -> None:
        """Raises NodesRefused when the pieces do not give the signed size and root."""
        said = self.checkpoint.checkpoint
        if self.pieces.size != said.size or self.pieces.root() != said.root:
            raise NodesRefused(f"The nodes do not give the root signed over {said.size} entries.")


def known_from_nodes(
    get: NodeGetter, *, checkpoint: str, keys: Iterable[VerifierKey], level: int = BLOCK_LEVEL
) -> KnownNodes:
    """Nodes out of a store, checked against a checkpoint; `level` 0 names changes by entry, 8 by 256.

    Raises NodesRefused, the errors of `open_checkpoint`, and what `get` raises.
    """
    opened = open_checkpoint(checkpoint, keys=keys)
    return KnownNodes(Pieces.from_nodes(get, size=opened.checkpoint.size, level=level), opened)


def read_known(lines: Iterable[str], *, keys: Iterable[VerifierKey]) -> KnownNodes:
    """Nodes out of an older export, or of its first and last line alone.

    The leaf hashes of all rows are used when they give the signed root (32 bytes of memory an entry and
    more), else the nodes in the last line. Raises NodesRefused when neither does, and the errors of
    `open_checkpoint`.
    """
    leaves, ending = _read(lines)
    opened = open_checkpoint(ending.checkpoint, keys=keys)
    size = opened.checkpoint.size
    if len(leaves) == size:
        try:
            return KnownNodes(Pieces(0, size, tuple(leaves)), opened)
        except NodesRefused:
            pass
    try:
        return KnownNodes(Pieces(BLOCK_LEVEL, size, ending.nodes or ()), opened)
    except TreeError as error:
        raise NodesRefused(f"The nodes do not fit a tree of {size} entries.") from error


def _read(lines: Iterable[str]) -> tuple[list[bytes | None], Ending]:
    leaves: list[bytes | None] = []
    try:
        rest = iter(lines)
        Header.parse(next(rest, "").removesuffix("\n"))
        for line in rest:
            if line.startswith('{"checkpoint"'):
                return leaves, Ending.parse(line.removesuffix("\n"))
            row = parse_row(line.removesuffix("\n"))
            leaves.append(row.leaf if row.position == len(leaves) else None)
    except MalformedLine as error:
        raise NodesRefused(f"The file with older entries cannot be read. {error}") from error
    raise NodesRefused("The file with older entries has no checkpoint.")
