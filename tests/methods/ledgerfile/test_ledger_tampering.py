# SPDX-License-Identifier: EUPL-1.2
"""Every way to tamper with a ledger file is found, and named as closely as what the reader holds allows."""

import tracemalloc
from base64 import b64encode
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.ledgerfile.ledgers import (
    COSIGNED_AT,
    LOG,
    OLD_SIZE,
    SIZE,
    THIEF,
    WITNESS,
    Ledger,
    entry,
    small_ledger,
)
from vijfveld.methods.checkpoints import Checkpoint, add_signatures, sign_checkpoint
from vijfveld.methods.ledgerfile import (
    Ending,
    FaultKind,
    Header,
    KnownNodes,
    NodesRefused,
    Report,
    SealedEntry,
    known_from_nodes,
    read_known,
    verify,
    write_export,
)
from vijfveld.methods.ledgerfile.form import parse_row, row_line
from vijfveld.methods.ledgerfile.report import MOST_FAULTS
from vijfveld.methods.notes import VerifierKey
from vijfveld.methods.tree import leaf_hash, root

KEYS = [LOG.verifier_key]
Lines = list[str]
Place = tuple[str, int | None, int | None]
"""A fault as (kind, first, last)."""


def places(report: Report) -> list[Place]:
    return [(fault.kind.value, fault.first, fault.last) for fault in report.faults]


def forged(position: int) -> SealedEntry:
    return entry(position, b'{"act":"nothing.happened"}')


def with_row(lines: Lines, *, position: int, row: str) -> Lines:
    return [*lines[: position + 1], row, *lines[position + 2 :]]


def flipped_body(lines: Lines, *, position: int) -> Lines:
    row = parse_row(lines[position + 1].removesuffix("\n"))
    assert row.leaf
    assert row.body
    return with_row(lines, position=position, row=row_line(SealedEntry(position, row.leaf, b"~" + row.body[1:])))


def flipped_leaf(lines: Lines, *, position: int) -> Lines:
    row = parse_row(lines[position + 1].removesuffix("\n"))
    assert row.leaf
    assert row.body
    changed = bytes([row.leaf[0] ^ 1]) + row.leaf[1:]
    return with_row(lines, position=position, row=row_line(SealedEntry(position, changed, row.body)))


def removed(lines: Lines, *, position: int) -> Lines:
    return [*lines[: position + 1], *lines[position + 2 :]]


def renumbered(lines: Lines) -> Lines:
    rows = [parse_row(line.removesuffix("\n")) for line in lines[1:-1]]
    again = [row_line(SealedEntry(at, row.leaf or b"", row.body or b"")) for at, row in enumerate(rows)]
    return [lines[0], *again, lines[-1]]


def swapped(lines: Lines, *, position: int) -> Lines:
    one, two = lines[position + 1], lines[position + 2]
    return [*lines[: position + 1], two, one, *lines[position + 3 :]]


def rewritten(lines: Lines, *, position: int) -> Lines:
    return with_row(lines, position=position, row=row_line(forged(position)))


def without_nodes(lines: Lines) -> Lines:
    return [*lines[:-1], f"{Ending(Ending.parse(lines[-1]).checkpoint)}\n"]


def other_digit(line: str, *, at: int) -> str:
    return line[:at] + ("1" if line[at] == "0" else "0") + line[at + 1 :]


TAMPERINGS: list[tuple[str, Callable[[Lines], Lines], list[Place]]] = [
    ("a byte of a body flipped", lambda f: flipped_body(f, position=7), [("body_changed", 7, 7)]),
    (
        "bytes of two bodies flipped",
        lambda f: flipped_body(flipped_body(f, position=9), position=7),
        [("body_changed", 7, 7), ("body_changed", 9, 9)],
    ),
    ("a byte of a leaf hash flipped", lambda f: flipped_leaf(f, position=7), [("leaf_changed", 7, 7)]),
    ("the first row removed", lambda f: removed(f, position=0), [("row_missing", 0, 0)]),
    ("a row removed", lambda f: removed(f, position=7), [("row_missing", 7, 7)]),
    (
        "two rows in a row removed",
        lambda f: removed(removed(f, position=7), position=7),
        [("row_missing", 7, 8)],
    ),
    ("the last row removed", lambda f: removed(f, position=599), [("row_missing", 599, 599)]),
    (
        "a row removed and the rest renumbered",
        lambda f: renumbered(removed(f, position=300)),
        [("subtree_differs", 256, 591), ("row_missing", 599, 599)],
    ),
    ("a pair of rows reordered", lambda f: swapped(f, position=7), [("row_moved", 7, 8)]),
    (
        "a pair of rows reordered and renumbered",
        lambda f: renumbered(swapped(f, position=7)),
        [("subtree_differs", 0, 255)],
    ),
    (
        "a row moved forward",
        lambda f: [*f[:8], f[12], *f[8:12], *f[13:]],
        [("row_moved", 7, 11)],
    ),
    ("a row given twice", lambda f: [*f[:8], f[7], *f[8:]], [("row_repeated", 6, 6)]),
    ("the past rewritten", lambda f: rewritten(f, position=7), [("subtree_differs", 0, 255)]),
    (
        "the past rewritten in the rest of the tree",
        lambda f: rewritten(f, position=599),
        [("subtree_differs", 592, 599)],
    ),
    (
        "the past rewritten, the nodes taken out",
        lambda f: without_nodes(rewritten(f, position=7)),
        [("root_differs", 0, 599)],
    ),
    (
        "an entry added",
        lambda f: [*f[:-1], row_line(forged(600)), f[-1]],
        [("row_beyond", 600, 600)],
    ),
    (
        "an entry added at a far place",
        lambda f: [*f[:-1], row_line(forged(10**15)), f[-1]],
        [("row_beyond", 10**15, 10**15)],
    ),
    ("a line of noise", lambda f: [*f[:8], "noise\n", *f[8:]], [("line_unreadable", 7, 7)]),
    ("a line after the end", lambda f: [*f, "noise\n"], [("line_after_end", None, None)]),
    ("the last line removed", lambda f: f[:-1], [("checkpoint_missing", None, None)]),
    ("the last line cut short", lambda f: [*f[:-1], f[-1][:99]], [("checkpoint_unreadable", None, None)]),
    (
        "the file cut off half way",
        lambda f: f[:301],
        [("checkpoint_missing", None, None), ("row_missing", 300, 599)],
    ),
    ("the first line removed", lambda f: f[1:], [("header_unreadable", None, None)]),
    ("everything removed", lambda f: [], [("header_unreadable", None, None)]),
    (
        "the size in the first line changed",
        lambda f: [f[0].replace("600", "599"), *f[1:]],
        [("size_differs", None, None)],
    ),
    (
        "the origin in the first line changed",
        lambda f: [f[0].replace("vijfveld", "vijfvelt", 1), *f[1:]],
        [("origin_differs", None, None)],
    ),
    (
        "the key in the first line changed",
        lambda f: [f"{Header(LOG.name, SIZE, THIEF.verifier_key)}\n", *f[1:]],
        [("key_differs", None, None)],
    ),
    (
        "a digit of a node in the last line changed",
        lambda f: [*f[:-1], other_digit(f[-1], at=f[-1].index('"nodes":["') + 10)],
        [("nodes_changed", None, None)],
    ),
    (
        "a node in the last line added",
        lambda f: [*f[:-1], f[-1].replace('"nodes":["', '"nodes":["' + "0" * 64 + '","')],
        [("nodes_changed", None, None)],
    ),
]


@pytest.mark.parametrize(("tamper", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TAMPERINGS])
def test_tampering_is_found_and_named(ledger: Ledger, tamper: Callable[[Lines], Lines], expected: list[Place]) -> None:
    report = verify(tamper(ledger.export()), verifier_keys=KEYS)
    assert places(report) == expected
    assert not report.ok
    assert all(fault.sentence.endswith(".") for fault in report.faults)


def test_an_untouched_file_is_sound(ledger: Ledger) -> None:
    report = verify(
        ledger.export(),
        verifier_keys=[*KEYS, WITNESS.cosigner_key],
        old_checkpoint=ledger.checkpoint(OLD_SIZE),
    )
    assert report == Report(
        origin=LOG.name,
        size=SIZE,
        root=Checkpoint.parse(ledger.checkpoint(SIZE).split("\n\n")[0] + "\n").root,
        faults=(),
        key_trusted=True,
        signed_by=(LOG.name, WITNESS.name),
    )
    assert report.ok


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512])
def test_a_file_of_any_size_is_sound(ledger: Ledger, size: int) -> None:
    assert verify(ledger.export(size), verifier_keys=KEYS).ok


def test_nodes_out_of_the_store_and_nodes_on_the_way_give_the_same_file(ledger: Ledger) -> None:
    checkpoint = ledger.checkpoint(SIZE)
    from_store = write_export(ledger.entries, checkpoint=checkpoint, key=LOG.verifier_key, get=ledger.get)
    assert list(from_store) == ledger.export()


def test_without_a_trusted_key_the_report_says_the_file_only_agrees_with_itself(ledger: Ledger) -> None:
    report = verify(ledger.export(signer=THIEF))
    assert (report.ok, report.key_trusted, len(report.remarks)) == (True, False, 1)


def test_a_file_signed_anew_by_another_key_is_refused_by_whoever_holds_the_true_one(ledger: Ledger) -> None:
    report = verify(ledger.export(signer=THIEF), verifier_keys=KEYS)
    assert {fault.kind for fault in report.faults} == {FaultKind.KEY_DIFFERS, FaultKind.SIGNATURE_REFUSED}


def test_a_past_that_the_keeper_rewrote_and_signed_anew_is_found_by_the_old_checkpoint(
    ledger: Ledger,
) -> None:
    entries = [*ledger.entries[:7], forged(7), *ledger.entries[8:]]
    report = verify(
        Ledger(entries).export(),
        verifier_keys=[*KEYS, WITNESS.cosigner_key],
        old_checkpoint=ledger.checkpoint(OLD_SIZE),
    )
    assert places(report) == [("past_rewritten", 0, OLD_SIZE - 1)]
    assert "The first 300 entries" in report.faults[0].sentence
    assert "on 2016-05-20" in report.faults[0].sentence
    assert "its keeper changed the past" in report.faults[0].sentence
    assert COSIGNED_AT == 1463702400


def test_an_old_export_names_the_very_entry_that_the_keeper_rewrote(ledger: Ledger) -> None:
    entries = [*ledger.entries[:7], forged(7), *ledger.entries[8:]]
    known = read_known(ledger.export(OLD_SIZE), keys=KEYS)
    report = verify(Ledger(entries).export(), verifier_keys=KEYS, nodes=known)
    assert places(report) == [("past_rewritten", 0, OLD_SIZE - 1), ("subtree_differs", 7, 7)]


def test_the_first_and_last_line_of_an_old_export_name_the_change_to_256_entries(ledger: Ledger) -> None:
    entries = [*ledger.entries[:270], forged(270), *ledger.entries[271:]]
    old = ledger.export(OLD_SIZE)
    known = read_known([old[0], old[-1]], keys=KEYS)
    report = verify(Ledger(entries).export(), verifier_keys=KEYS, nodes=known)
    assert places(report) == [("past_rewritten", 0, 299), ("subtree_differs", 256, 287)]


def test_the_stored_nodes_of_the_ledger_name_the_entries_of_a_rewritten_file(ledger: Ledger) -> None:
    known = known_from_nodes(ledger.get, checkpoint=ledger.checkpoint(SIZE), keys=KEYS, level=0)
    tampered = rewritten(rewritten(ledger.export(), position=7), position=8)
    report = verify(tampered, verifier_keys=KEYS, nodes=known)
    assert places(report) == [("past_rewritten", 0, SIZE - 1), ("subtree_differs", 7, 8)]


def test_a_leaf_hash_changed_in_the_file_alone_is_no_change_of_the_past(ledger: Ledger) -> None:
    known = read_known(ledger.export(OLD_SIZE), keys=KEYS)
    report = verify(flipped_leaf(ledger.export(), position=7), verifier_keys=KEYS, nodes=known)
    assert places(report) == [("leaf_changed", 7, 7)]


def test_a_row_in_which_a_name_stands_twice_is_not_read(ledger: Ledger) -> None:
    lines = ledger.export()
    twice = lines[8].replace('{"position":7,', '{"position":9,"position":7,')
    report = verify(with_row(lines, position=7, row=twice), verifier_keys=KEYS)
    assert ("line_unreadable", 7, 7) in places(report)


def test_the_nodes_beside_a_false_signature_are_not_believed(ledger: Ledger) -> None:
    entries = [*ledger.entries[:7], forged(7), *ledger.entries[8:]]
    lines = [*ledger.export()[:-1], Ledger(entries).export(signer=THIEF)[-1]]
    report = verify(lines, verifier_keys=KEYS)
    assert places(report) == [("signature_refused", None, None), ("root_differs", 0, SIZE - 1)]


def test_a_thief_who_rewrites_and_signs_is_not_mistaken_for_the_keeper(ledger: Ledger) -> None:
    entries = [*ledger.entries[:7], forged(7), *ledger.entries[8:]]
    lines = Ledger(entries).export(signer=THIEF)
    report = verify(lines, verifier_keys=KEYS, old_checkpoint=ledger.checkpoint(OLD_SIZE))
    [rewritten_past] = [fault for fault in report.faults if fault.kind is FaultKind.PAST_REWRITTEN]
    assert "keeper" not in rewritten_past.sentence


def test_an_old_checkpoint_that_holds_narrows_a_change_to_what_came_after(ledger: Ledger) -> None:
    tampered = without_nodes(rewritten(ledger.export(), position=450))
    report = verify(tampered, verifier_keys=KEYS, old_checkpoint=ledger.checkpoint(OLD_SIZE))
    assert places(report) == [("root_differs", OLD_SIZE, SIZE - 1)]


def test_a_ledger_that_lost_its_end_is_shorter_than_its_old_checkpoint(ledger: Ledger) -> None:
    report = verify(ledger.export(OLD_SIZE), verifier_keys=KEYS, old_checkpoint=ledger.checkpoint(SIZE))
    assert places(report) == [("shorter_than_before", OLD_SIZE, SIZE - 1)]


@pytest.mark.parametrize(
    "raw",
    [
        "no note",
        sign_checkpoint(Checkpoint("other.example/ledger", 3, b"r" * 32), LOG),
        sign_checkpoint(Checkpoint(LOG.name, 3, b"r" * 32), THIEF),
    ],
)
def test_an_old_checkpoint_that_cannot_be_believed_is_a_fault_of_its_own(ledger: Ledger, raw: str) -> None:
    report = verify(ledger.export(3), verifier_keys=KEYS, old_checkpoint=raw)
    assert places(report) == [("old_checkpoint_refused", None, None)]


def test_without_a_trusted_key_an_old_checkpoint_still_finds_a_file_signed_anew(ledger: Ledger) -> None:
    report = verify(ledger.export(signer=THIEF), old_checkpoint=ledger.checkpoint(OLD_SIZE))
    assert places(report) == [("old_checkpoint_refused", None, None)]


def test_windows_line_endings_change_nothing(ledger: Ledger) -> None:
    assert verify([line.replace("\n", "\r\n") for line in ledger.export()], verifier_keys=KEYS).ok


def test_memory_does_not_grow_with_the_bodies() -> None:
    body, count = b"b" * 4_000, 4_000
    leaf = leaf_hash(body)
    checkpoint = sign_checkpoint(Checkpoint(LOG.name, count, root([leaf] * count)), LOG)
    rows = (SealedEntry(at, leaf, body) for at in range(count))
    tracemalloc.start()
    try:
        report = verify(write_export(rows, checkpoint=checkpoint, key=LOG.verifier_key), verifier_keys=KEYS)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert report.ok
    assert peak < 1_000_000  # the bodies are 16 million bytes


def test_an_old_checkpoint_of_another_ledger_is_not_compared(ledger: Ledger) -> None:
    other = Checkpoint("other.example/ledger", 3, b"r" * 32)
    key = VerifierKey("other.example/ledger", LOG.verifier_key.public)
    raw = add_signatures(sign_checkpoint(other, type(LOG)("other.example/ledger", LOG.seed)))
    report = verify(ledger.export(3), verifier_keys=[*KEYS, key], old_checkpoint=raw)
    assert places(report) == [("old_checkpoint_refused", None, None)]


def test_nodes_that_do_not_give_the_signed_root_are_never_believed(ledger: Ledger) -> None:
    old = ledger.export(OLD_SIZE)
    with pytest.raises(NodesRefused):
        read_known([old[0], old[-1].replace('"nodes":["', '"nodes":["' + "0" * 64 + '","')], keys=KEYS)
    with pytest.raises(NodesRefused):
        read_known(old[:-1], keys=KEYS)
    with pytest.raises(NodesRefused):
        read_known([], keys=KEYS)
    with pytest.raises(NodesRefused):
        known_from_nodes(lambda *_: bytes(32), checkpoint=ledger.checkpoint(SIZE), keys=KEYS)
    known = read_known(old, keys=KEYS)
    with pytest.raises(NodesRefused):
        KnownNodes(known.pieces, read_known(ledger.export(SIZE), keys=KEYS).checkpoint)


def test_a_damaged_row_in_an_old_export_falls_back_to_its_nodes(ledger: Ledger) -> None:
    known = read_known(flipped_leaf(ledger.export(OLD_SIZE), position=7), keys=KEYS)
    assert known.pieces.level == 8


def test_a_file_of_nothing_but_faults_does_not_fill_the_memory(ledger: Ledger) -> None:
    lines = ledger.export()
    noise = ["noise\n"] * (MOST_FAULTS + 50)
    report = verify([*lines[:-1], *noise, lines[-1]], verifier_keys=KEYS)
    assert (len(report.faults), report.left_out) == (MOST_FAULTS, 50)


def test_many_changed_bodies_are_listed_up_to_the_limit_and_counted_beyond(ledger: Ledger) -> None:
    bodies = [SealedEntry(at, ledger.leaves[at % SIZE], b"~") for at in range(MOST_FAULTS + 5)]
    lines = ledger.export()
    report = verify([lines[0], *map(row_line, bodies), lines[-1]], verifier_keys=KEYS)
    assert len(report.faults) == MOST_FAULTS
    assert report.left_out >= 5


def test_a_row_moved_further_than_the_window_is_missing_there_and_repeated_here() -> None:
    long = small_ledger(1_500)
    lines = long.export(1_500)
    moved = [*lines[:8], *lines[9:-1], lines[8], lines[-1]]
    report = verify(moved, verifier_keys=KEYS)
    assert places(report) == [("row_missing", 7, 7), ("row_repeated", 7, 7)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('{"position":7,"leaf":"zz","body":"AA=="}\n', ("body_or_leaf_changed", 7, 7)),
        ('{"position":7,"leaf":"zz","body":"!"}\n', ("line_unreadable", 7, 7)),
        ('{"position":7}\n', ("line_unreadable", 7, 7)),
        ('{"position":7,"more":1}\n', ("line_unreadable", 7, 7)),
        ('{"position":7,"position":7}\n', ("line_unreadable", 7, 7)),
        ('{"position":-7}\n', ("line_unreadable", 7, 7)),
        ('{"position":true}\n', ("line_unreadable", 7, 7)),
        ("[" * 100_000 + "\n", ("line_unreadable", 7, 7)),
        ("\n", ("line_unreadable", 7, 7)),
    ],
)
def test_a_row_that_cannot_be_read_is_named(ledger: Ledger, row: str, expected: Place) -> None:
    report = verify(with_row(ledger.export(), position=7, row=row), verifier_keys=KEYS)
    assert expected in places(report)


def test_a_body_that_is_no_base64_is_named_as_changed(ledger: Ledger) -> None:
    lines = ledger.export()
    body = b64encode(ledger.entries[7].body).decode()
    report = verify(with_row(lines, position=7, row=lines[8].replace(body, body[:-1])), verifier_keys=KEYS)
    assert places(report) == [("body_changed", 7, 7)]


@settings(max_examples=300)
@given(data=st.data())
def test_no_file_with_one_byte_changed_is_sound(ledger: Ledger, data: st.DataObject) -> None:
    text = "".join(without_cosignature(ledger, 12)).encode()
    place = data.draw(st.integers(0, len(text) - 2))  # the very last newline may be missing
    other = data.draw(st.integers(0, 127).filter(lambda byte: byte != text[place]))
    changed = text[:place] + bytes([other]) + text[place + 1 :]
    lines = changed.decode(errors="replace").splitlines(keepends=True)
    assert not verify(lines, verifier_keys=KEYS).ok


@settings(max_examples=100)
@given(data=st.data())
def test_a_changed_byte_in_a_row_always_names_that_row(ledger: Ledger, data: st.DataObject) -> None:
    lines = ledger.export(40)
    position = data.draw(st.integers(0, 39))
    row = lines[position + 1]
    body = row.index('"body":"') + 8
    place = data.draw(st.integers(body, len(row) - 4))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters=row[place]))
    report = verify(with_row(lines, position=position, row=row[:place] + other + row[place + 1 :]), verifier_keys=KEYS)
    assert any(fault.first == position for fault in report.faults)


def without_cosignature(ledger: Ledger, size: int) -> Lines:
    # A signature of an unknown key may change without notice, as C2SP says; here the log alone signs.
    checkpoint = Checkpoint(LOG.name, size, Checkpoint.parse(text_of(ledger.checkpoint(size))).root)
    signed = sign_checkpoint(checkpoint, LOG)
    return list(write_export(ledger.entries[:size], checkpoint=signed, key=LOG.verifier_key))


def text_of(note: str) -> str:
    return note.split("\n\n")[0] + "\n"
