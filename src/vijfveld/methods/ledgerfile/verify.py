# SPDX-License-Identifier: EUPL-1.2
"""The offline check of a ledger file: every fault is named by entry where that can be known, else by the
smallest subtree that is known to differ, else by the entries that an older checkpoint does not vouch for.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from vijfveld.methods.checkpoints import Checkpoint, OpenedCheckpoint, open_checkpoint, read_checkpoint
from vijfveld.methods.ledgerfile.form import BLOCK_LEVEL, Ending, Header, MalformedLine, parse_row
from vijfveld.methods.ledgerfile.known import KnownNodes
from vijfveld.methods.ledgerfile.pieces import Pieces, joined
from vijfveld.methods.ledgerfile.report import MOST_FAULTS, FaultKind, FaultList, Report, entries
from vijfveld.methods.ledgerfile.stream import BothTrees, Stream, numbered
from vijfveld.methods.notes import NoteError, SignatureRefused, VerifierKey
from vijfveld.methods.tree import TreeError

LAST_YEAR = 253_402_300_800


def verify(
    lines: Iterable[str],
    *,
    verifier_keys: Sequence[VerifierKey] = (),
    old_checkpoint: str | None = None,
    nodes: KnownNodes | None = None,
) -> Report:
    """Check an export line by line, in memory that does not grow with its bodies.

    `verifier_keys` are the keys one trusts; without them the key in the file is used and the report says so.
    `old_checkpoint` is a signed note kept from before: its entries must be a prefix of these. `nodes` are
    known nodes of this or an older state (`read_known`); they also serve as the old checkpoint when none is
    given. Never raises for what a file holds: whatever is wrong is a fault in the report (RFC 9162 §2.1).
    """
    numbered_lines = iter(numbered(lines))
    _, first = next(numbered_lines, (1, ""))
    try:
        header = Header.parse(first)
    except MalformedLine as error:
        faults = FaultList()
        faults.add(FaultKind.HEADER_UNREADABLE, f"The first line cannot be read. {error}")
        return Report(None, 0, None, faults.in_order())
    check = _Check(header, verifier_keys=verifier_keys, nodes=nodes)
    check.open_old(old_checkpoint)
    check.read(numbered_lines)
    return check.report()


class _Check:
    def __init__(self, header: Header, *, verifier_keys: Sequence[VerifierKey], nodes: KnownNodes | None) -> None:
        self.header = header
        self.faults = FaultList()
        self.keys = tuple(verifier_keys) or (header.key,)
        self.key_trusted = bool(verifier_keys)
        self.nodes = nodes
        self.old: OpenedCheckpoint | None = nodes.checkpoint if nodes else None
        self.ending: Ending | None = None
        self.said: Checkpoint | None = None
        self.signed_by: tuple[str, ...] = ()
        self.remarks: list[str] = []

    def open_old(self, raw: str | None) -> None:
        if raw is not None:
            try:
                self.old = open_checkpoint(raw, keys=self.keys)
            except NoteError as error:
                self.old = None
                self.faults.add(FaultKind.OLD_CHECKPOINT_REFUSED, f"The old checkpoint cannot be believed. {error}")
        held = [one for one in (self.old, self.nodes and self.nodes.checkpoint) if one]
        for origin in sorted({one.checkpoint.origin for one in held} - {self.header.origin}):
            self.old = self.nodes = None
            self.faults.add(
                FaultKind.OLD_CHECKPOINT_REFUSED,
                f"What was kept from before is of {origin}, this file of {self.header.origin}.",
            )

    def read(self, lines: Iterable[tuple[int, str]]) -> None:
        marks = {self.header.size} | ({self.old.checkpoint.size} if self.old else set())
        cut = None
        if self.nodes:
            cut = self.nodes.pieces.level, self.nodes.pieces.size
            marks.add(self.nodes.pieces.size)
        self.stream = Stream(self.faults, marks=marks, compare_at=cut)
        for number, line in lines:
            if self.ending is not None:
                if line:
                    self.faults.add(
                        FaultKind.LINE_AFTER_END,
                        f"Line {number} stands after the checkpoint, which ends a file.",
                    )
            elif line.startswith('{"checkpoint"'):
                self._read_ending(line)
            else:
                self._read_row(number, line)
        self.stream.finish()

    def _read_ending(self, line: str) -> None:
        try:
            self.ending = Ending.parse(line)
        except MalformedLine as error:
            self.faults.add(FaultKind.CHECKPOINT_UNREADABLE, f"The last line cannot be read. {error}")
            self.ending = Ending("")

    def _read_row(self, number: int, line: str) -> None:
        try:
            self.stream.take(parse_row(line))
        except MalformedLine as error:
            expected = self.stream.stated.size
            self.faults.add(
                FaultKind.LINE_UNREADABLE,
                f"Line {number}, where entry {expected} should stand, cannot be read. {error}",
                first=expected,
            )

    def report(self) -> Report:
        signed = self._open_checkpoint()
        trees = self._trees()
        prefix_holds = self._compare_old(trees, signed=signed)
        self._conclude(trees, signed=signed, prefix_holds=prefix_holds)
        if not self.key_trusted:
            self.remarks.append(
                "The key was taken from the file itself; compare it with the key you got from the keeper."
            )
        return Report(
            origin=self.header.origin,
            size=self.stream.stated.size,
            root=self.stream.stated.pieces().root(),
            faults=self.faults.in_order(),
            left_out=self.faults.left_out + self.stream.mismatched_more,
            key_trusted=self.key_trusted,
            signed_by=self.signed_by,
            remarks=tuple(self.remarks),
        )

    def _open_checkpoint(self) -> bool:
        if self.key_trusted and self.header.key not in self.keys:
            self.faults.add(
                FaultKind.KEY_DIFFERS,
                f"The key in the file, {self.header.key}, is not one of the trusted keys.",
            )
        if self.ending is None:
            self.faults.add(FaultKind.CHECKPOINT_MISSING, "The file does not end in a checkpoint.")
            return False
        if not self.ending.checkpoint:
            return False
        try:
            self.said = read_checkpoint(self.ending.checkpoint)
            self.signed_by = open_checkpoint(self.ending.checkpoint, keys=self.keys).signed_by
        except SignatureRefused as error:
            self.faults.add(FaultKind.SIGNATURE_REFUSED, f"The checkpoint cannot be believed. {error}")
        except NoteError as error:
            self.faults.add(FaultKind.CHECKPOINT_UNREADABLE, f"The checkpoint cannot be read. {error}")
        self._compare_header()
        return bool(self.signed_by)

    def _compare_header(self) -> None:
        if self.said and self.said.origin != self.header.origin:
            self.faults.add(
                FaultKind.ORIGIN_DIFFERS,
                f"The first line is of {self.header.origin}, the checkpoint of {self.said.origin}.",
            )
        if self.said and self.said.size != self.header.size:
            self.faults.add(
                FaultKind.SIZE_DIFFERS,
                f"The first line says {self.header.size} entries, the checkpoint {self.said.size}.",
            )

    @property
    def _size(self) -> int:
        return self.said.size if self.said else self.header.size

    def _trees(self) -> BothTrees | None:
        read, size = self.stream.stated.size, self._size
        if read < size:
            self.faults.add(
                FaultKind.ROW_MISSING,
                f"The file ends after {read} of {size} entries: {size - read} of them are gone, at the end"
                " unless a differing subtree shows where.",
                first=read,
                last=size - 1,
            )
        if read > size:
            self.faults.add(
                FaultKind.ROW_BEYOND,
                f"{entries(size, read - 1, one='stands', more='stand')} beyond the {size} of the checkpoint.",
                first=size,
                last=read - 1,
            )
        return self.stream.trees(size)

    def _compare_old(self, trees: BothTrees | None, *, signed: bool) -> bool:
        if self.old is None:
            return False
        old, size = self.old.checkpoint, self._size
        if old.size > size:
            self.faults.add(
                FaultKind.SHORTER_THAN_BEFORE,
                f"The old checkpoint was signed over {old.size} entries{self._signed_on()}, this file holds"
                f" {size}: it lost entries, or it is older than the checkpoint.",
                first=size,
                last=old.size - 1,
            )
            return False
        then = self.stream.trees(old.size)
        if then is None or then.stated.root() is None:
            self.remarks.append("Rows are missing, so the root of the old checkpoint could not be computed.")
            return False
        if then.gives(old.root):
            return True
        both = signed and trees is not None and self.said is not None and trees.gives(self.said.root)
        self.faults.add(
            FaultKind.PAST_REWRITTEN,
            f"The first {old.size} entries no longer give the root signed over them{self._signed_on()}"
            + (", and yet the new checkpoint vouches for them: its keeper changed the past." if both else "."),
            first=0,
            last=old.size - 1,
        )
        return False

    def _signed_on(self) -> str:
        at = self.old.witnessed_at if self.old else None
        if at is None or at >= LAST_YEAR:
            return ""
        return f" on {datetime.fromtimestamp(at, UTC).date().isoformat()}"

    def _conclude(self, trees: BothTrees | None, *, signed: bool, prefix_holds: bool) -> None:
        root = trees.stated.root() if trees else None
        matches = self.said is not None and trees is not None and trees.gives(self.said.root)
        self._name_mismatches(leaf_holds=matches and self.said is not None and root == self.said.root, known=matches)
        own = self._own_nodes() if signed else None
        reported = self._name_subtrees(trees, own=own, matches=matches)
        if matches or self.said is None:
            return
        if root is None:
            self.remarks.append("Rows are missing, so the root could not be computed; known nodes were compared.")
        elif not reported and self._size:
            first = self.old.checkpoint.size if prefix_holds and self.old else 0
            since = " since the old checkpoint" if first else ""
            self.faults.add(
                FaultKind.ROOT_DIFFERS,
                f"The entries do not give the root in the checkpoint: something from {first} to"
                f" {self._size - 1} was changed{since}.",
                first=first,
                last=self._size - 1,
            )

    def _name_mismatches(self, *, leaf_holds: bool, known: bool) -> None:
        kind, words = FaultKind.BODY_OR_LEAF_CHANGED, "its body and its leaf hash do not belong together"
        if leaf_holds:
            kind, words = FaultKind.BODY_CHANGED, "its body is not the one that was sealed"
        elif known:
            kind, words = (
                FaultKind.LEAF_CHANGED,
                "its leaf hash was changed; its body is the one that was sealed",
            )
        for position in self.stream.mismatched:
            self.faults.add(kind, f"Entry {position} was changed: {words}.", first=position)

    def _own_nodes(self) -> Pieces | None:
        if self.said is None or self.ending is None or self.ending.nodes is None:
            return None
        try:
            pieces = Pieces(BLOCK_LEVEL, self.said.size, self.ending.nodes)
        except TreeError:
            pieces = None
        if pieces is None or pieces.root() != self.said.root:
            self.faults.add(
                FaultKind.NODES_CHANGED,
                "The nodes in the last line do not give the root in the checkpoint, so they were not used.",
            )
            return None
        return pieces

    def _name_subtrees(self, trees: BothTrees | None, *, own: Pieces | None, matches: bool) -> bool:
        ranges = list(islice(self._differences(trees, own=own, matches=matches), MOST_FAULTS))
        for first, last in joined(ranges):
            self.faults.add(
                FaultKind.SUBTREE_DIFFERS,
                f"{entries(first, last, one='does', more='do')} not give what a signed root vouches for.",
                first=first,
                last=last,
            )
        return bool(ranges)

    def _differences(self, trees: BothTrees | None, *, own: Pieces | None, matches: bool) -> Iterator[tuple[int, int]]:
        # The finest source speaks first; `joined` then drops what a coarser one says about the same entries.
        compared = self.stream.compared()
        then = self.stream.trees(self.nodes.pieces.size) if self.nodes else None
        vouched = self.nodes.checkpoint.checkpoint.root if self.nodes else b""
        if self.nodes and compared and not (then and then.gives(vouched)):
            yield from compared.differences(self.nodes.pieces)
        if own and trees and not matches:
            yield from trees.stated.differences(own)
