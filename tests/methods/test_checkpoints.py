# SPDX-License-Identifier: EUPL-1.2
"""Checkpoints: the examples of c2sp.org/tlog-checkpoint and tlog-cosignature, refusals, and who signed."""

from base64 import b64decode

import pytest

from vijfveld.methods.checkpoints import (
    Checkpoint,
    MalformedCheckpoint,
    add_signatures,
    open_checkpoint,
    read_checkpoint,
    sign_checkpoint,
)
from vijfveld.methods.notes import MalformedNote, Note, SignatureRefused, Signer, sign_note
from vijfveld.methods.tree import EMPTY_ROOT

BODY = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
EXAMPLE = (
    f"{BODY}\n— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
LOG = Signer("example.com/log", b"l" * 32)
WITNESS = Signer("witness.example/w1", b"w" * 32)
CHECKPOINT = Checkpoint("example.com/log", 3, b"r" * 32, ("an extension",))


def test_the_published_example_is_read_and_written_back_unchanged() -> None:
    checkpoint = read_checkpoint(EXAMPLE)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root == b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    assert (checkpoint.text, str(Note.parse(EXAMPLE))) == (BODY, EXAMPLE)


def test_a_signed_checkpoint_opens_with_the_key_of_its_log() -> None:
    opened = open_checkpoint(sign_checkpoint(CHECKPOINT, LOG), keys=[LOG.verifier_key])
    assert (opened.checkpoint, opened.signed_by, opened.witnessed_at) == (
        CHECKPOINT,
        ("example.com/log",),
        None,
    )


def test_a_witness_adds_its_cosignature_with_its_time() -> None:
    signed = sign_checkpoint(CHECKPOINT, LOG)
    cosigned = add_signatures(signed, WITNESS.cosign(CHECKPOINT.text, at=1463702400))
    assert add_signatures(cosigned, WITNESS.cosign(CHECKPOINT.text, at=1463702400)) == cosigned
    opened = open_checkpoint(cosigned, keys=[LOG.verifier_key, WITNESS.cosigner_key])
    assert (opened.signed_by, opened.witnessed_at) == (("example.com/log", "witness.example/w1"), 1463702400)
    assert open_checkpoint(cosigned, keys=[LOG.verifier_key]).witnessed_at is None


def test_a_witness_alone_cannot_vouch_for_a_log() -> None:
    for signature in (WITNESS.sign(CHECKPOINT.text), WITNESS.cosign(CHECKPOINT.text, at=1)):
        raw = add_signatures(sign_checkpoint(CHECKPOINT, LOG), signature)
        with pytest.raises(SignatureRefused, match=r"example\.com/log itself"):
            open_checkpoint(raw, keys=[WITNESS.verifier_key, WITNESS.cosigner_key])


def test_a_log_that_only_cosigns_its_own_checkpoint_did_not_sign_it() -> None:
    raw = sign_note(CHECKPOINT.text, LOG.cosign(CHECKPOINT.text, at=1))
    with pytest.raises(SignatureRefused, match=r"example\.com/log itself"):
        open_checkpoint(raw, keys=[LOG.cosigner_key])


def test_any_change_of_the_signed_text_is_refused() -> None:
    raw = sign_checkpoint(CHECKPOINT, LOG)
    for old, new in [("\n3\n", "\n4\n"), ("an ext", "no ext"), ("cnJy", "cnJz")]:
        assert old in raw
        with pytest.raises(SignatureRefused):
            open_checkpoint(raw.replace(old, new, 1), keys=[LOG.verifier_key])


ROOT = "cnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnI="


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log\n3\n",
        f"log\n3\n{ROOT}",
        f"\n3\n{ROOT}\n",
        f"log\n03\n{ROOT}\n",
        f"log\n-3\n{ROOT}\n",
        f"log\n+3\n{ROOT}\n",
        f"log\n3 \n{ROOT}\n",
        f"log\n٣\n{ROOT}\n",
        f"log\n9223372036854775808\n{ROOT}\n",
        f"log\n{'9' * 5000}\n{ROOT}\n",
        "log\n3\nnot base64\n",
        "log\n3\ncnJy\n",
        f"log\n0\n{ROOT}\n",
        f"log\n3\n{ROOT[:-2]}J=\n",
        f"log\n3\n{ROOT}\n\n",
        f"log\n3\n{ROOT}\none\n\ntwo\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(MalformedCheckpoint):
        Checkpoint.parse(text)


def test_all_problems_of_a_checkpoint_are_named() -> None:
    with pytest.raises(MalformedCheckpoint) as caught:
        Checkpoint("", -1, b"short", ("",))
    assert len(caught.value.problems) == 4


def test_a_checkpoint_of_an_empty_log_has_the_empty_root() -> None:
    assert Checkpoint.parse(Checkpoint("log", 0, EMPTY_ROOT).text).size == 0


def test_a_checkpoint_nobody_signs_is_no_note() -> None:
    with pytest.raises(MalformedNote):
        sign_checkpoint(CHECKPOINT)
