# SPDX-License-Identifier: EUPL-1.2
"""Signed notes against the published vectors of Go's golang.org/x/mod/sumdb/note and of c2sp.org.

PeterNeumann, EnochRoot and the note they sign: sumdb/note/note_test.go. The note with an empty line inside:
c2sp.org/signed-note. The key of remora.n621.de and the cosignature of 1727964367: transparency-dev/formats,
note/note_cosigv1_test.go. The cosigned checkpoint: c2sp.org/tlog-cosignature.
"""

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from vijfveld.methods.notes import (
    COSIGNATURE,
    LATEST_TIME,
    MalformedKey,
    MalformedNote,
    Note,
    NoteError,
    Signature,
    SignatureRefused,
    Signer,
    VerifiedSignature,
    VerifierKey,
    cosigned_message,
    open_note,
    sign_note,
)

PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
ENOCH_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)
ENOCH_LINE = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ="
NOTE = f"{TEXT}\n{PETER_LINE}\n{ENOCH_LINE}\n"
QUASIMODO = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
PETER, ENOCH = VerifierKey.parse(PETER_KEY), VerifierKey.parse(ENOCH_KEY)


def test_signing_gives_the_published_bytes() -> None:
    signer = Signer("PeterNeumann", PETER_SEED)
    assert str(signer.verifier_key) == PETER_KEY
    assert sign_note(TEXT, signer.sign(TEXT)) == f"{TEXT}\n{PETER_LINE}\n"


@pytest.mark.parametrize(
    ("keys", "verified", "unknown"),
    [
        ([PETER], ["PeterNeumann"], ["EnochRoot"]),
        ([ENOCH], ["EnochRoot"], ["PeterNeumann"]),
        ([PETER, ENOCH], ["PeterNeumann", "EnochRoot"], []),
    ],
)
def test_known_signatures_are_checked_and_unknown_ones_ignored(
    keys: list[VerifierKey], verified: list[str], unknown: list[str]
) -> None:
    opened = open_note(NOTE.encode(), keys=keys)
    assert opened.text == TEXT
    assert [one.key.name for one in opened.verified] == verified
    assert [one.name for one in opened.unknown] == unknown


def test_a_signature_that_shares_only_the_name_or_only_the_id_with_a_known_key_is_ignored() -> None:
    other_id = PETER_LINE.replace("x08g", "xxxx")
    other_name = PETER_LINE.replace("PeterNeumann", "CarmenSandiego")
    opened = open_note(f"{TEXT}\n{PETER_LINE}\n{other_id}\n{other_name}\n", keys=[PETER])
    assert (len(opened.verified), len(opened.unknown)) == (1, 2)


def test_a_signature_given_twice_counts_once() -> None:
    assert len(open_note(f"{TEXT}\n{PETER_LINE}\n{PETER_LINE}\n", keys=[PETER]).verified) == 1


def test_a_false_signature_of_a_known_key_refuses_the_note_whoever_else_signed() -> None:
    false = PETER_LINE[:60] + "ABCD" + PETER_LINE[60:]
    with pytest.raises(SignatureRefused, match=r"PeterNeumann\+c74f20a3 is not true"):
        open_note(f"{TEXT}\n{false}\n{ENOCH_LINE}\n", keys=[PETER, ENOCH])


def test_a_note_that_no_known_key_signed_is_refused() -> None:
    with pytest.raises(SignatureRefused, match="None of the known keys"):
        open_note(NOTE, keys=[])


@pytest.mark.parametrize(
    "malformed",
    [
        TEXT.encode(),
        f"{TEXT}\n".encode(),
        f"{TEXT}\n{PETER_LINE}".encode(),
        f"\x01{TEXT}\n{PETER_LINE}\n".encode(),
        b"\xff" + NOTE.encode(),
        f"{TEXT}\n{PETER_LINE.replace('PeterNeumann', 'Bad Name')}\n".encode(),
        f"{TEXT}\n{PETER_LINE.replace('PeterNeumann', 'Bad+Name')}\n".encode(),
        f"{TEXT}\n{PETER_LINE}\nUnexpected line.\n".encode(),
        f"{TEXT}\n{PETER_LINE.replace('— ', '-- ')}\n".encode(),
        f"{TEXT}\n{PETER_LINE[:-1]}\n".encode(),
        f"{TEXT}\n— PeterNeumann x08gow==\n".encode(),
        (f"{TEXT}\n" + f"{PETER_LINE}\n" * 101).encode(),
    ],
)
def test_a_malformed_note_is_refused(malformed: bytes) -> None:
    with pytest.raises(MalformedNote):
        open_note(malformed, keys=[PETER])


def test_a_hundred_signatures_are_accepted() -> None:
    assert len(Note.parse(f"{TEXT}\n" + f"{PETER_LINE}\n" * 100).signatures) == 100


def test_the_last_empty_line_ends_the_text_and_reading_then_writing_changes_no_byte() -> None:
    note = Note.parse(QUASIMODO)
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    assert (note.signatures[0].name, note.signatures[0].key_id.hex()) == (
        "quasimodo.example/salvatore",
        "367ba04b",
    )
    assert str(note) == QUASIMODO


def test_a_malformed_note_names_all_its_problems() -> None:
    with pytest.raises(MalformedNote) as caught:
        Note.parse("\x01text\n\n— a b\nnonsense\n")
    assert len(caught.value.problems) == 3


@given(first=st.integers(0, len(PETER_KEY)), last=st.integers(0, len(PETER_KEY)))
def test_no_part_of_a_verifier_key_is_a_verifier_key(first: int, last: int) -> None:
    part = PETER_KEY[first:last]
    if part != PETER_KEY:
        with pytest.raises(MalformedKey):
            VerifierKey.parse(part)


@pytest.mark.parametrize("place", range(len(PETER_KEY)))
def test_a_verifier_key_with_one_character_raised_by_one_is_refused(place: int) -> None:
    mangled = PETER_KEY[:place] + chr(ord(PETER_KEY[place]) + 1) + PETER_KEY[place + 1 :]
    with pytest.raises(MalformedKey):
        VerifierKey.parse(mangled)


@pytest.mark.parametrize(
    "text",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_a_key_of_another_length_or_type_is_refused_even_when_its_id_fits(text: str) -> None:
    with pytest.raises(MalformedKey):
        VerifierKey.parse(text)


def test_the_published_key_of_a_witness_is_read_as_a_cosigner_key() -> None:
    text = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
    key = VerifierKey.parse(text)
    assert (key.algorithm, str(key)) == (COSIGNATURE, text)


def test_the_time_in_a_published_cosignature_is_read() -> None:
    raw = b64decode(
        "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA=="
    )
    key = VerifierKey("witness.example", bytes(32), algorithm=COSIGNATURE)
    assert VerifiedSignature(key, Signature("witness.example", raw[:4], raw[4:])).at == 1727964367


def test_a_cosignature_holds_for_its_own_time_and_text_alone() -> None:
    witness = Signer("witness.example/w1", bytes(range(32)))
    made = witness.cosign(TEXT, at=1679315147)
    opened = open_note(sign_note(TEXT, made), keys=[witness.cosigner_key])
    assert opened.verified[0].at == 1679315147
    later = Signature(made.name, made.key_id, (1679315148).to_bytes(8, "big") + made.blob[8:])
    private = Ed25519PrivateKey.from_private_bytes(witness.seed)
    too_late = private.sign(cosigned_message(TEXT, LATEST_TIME + 1))
    beyond = Signature(made.name, made.key_id, (LATEST_TIME + 1).to_bytes(8, "big") + too_late)
    for false in (later, beyond, Signature(made.name, made.key_id, b"short")):
        assert not witness.cosigner_key.accepts(TEXT, signature=false)
    assert not witness.cosigner_key.accepts(TEXT + "more\n", signature=made)
    with pytest.raises(SignatureRefused):
        open_note(sign_note(TEXT, made), keys=[witness.verifier_key])


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Signer("", bytes(32)),
        lambda: Signer("with space", bytes(32)),
        lambda: Signer("with\u00a0space", bytes(32)),
        lambda: Signer("name", bytes(31)),
        lambda: VerifierKey("name", bytes(32), algorithm=2),
        lambda: VerifierKey("name", bytes(31)),
        lambda: Signer("name", bytes(32)).cosign(TEXT, at=-1),
        lambda: Signer("name", bytes(32)).cosign(TEXT, at=2**63),
        lambda: sign_note(TEXT),
        lambda: sign_note("no newline", Signer("name", bytes(32)).sign("no newline")),
    ],
)
def test_a_name_key_seed_or_text_that_cannot_be_is_refused(attempt) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NoteError):
        attempt()


def test_a_seed_never_shows_when_a_signer_is_printed() -> None:
    assert "seed" not in repr(Signer("name", bytes(32)))
