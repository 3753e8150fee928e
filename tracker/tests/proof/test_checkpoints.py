"""Checkpoints: three lines, and no other way to write them."""

import pytest
from tlog_scales.signing import Vkey
from tlog_scales.tlog import Checkpoint as Theirs

from tracker.proof.checkpoints import Checkpoint, read_checkpoint
from tracker.proof.notes import sign_note
from tracker.proof.refusals import Malformed
from tracker.proof.trees import EMPTY_ROOT
from tracker.tests.proof.sample_logs import ORIGIN, signer

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
TEXT = f"example.com/behind-the-sofa\n20852163\n{ROOT}\n"


def test_checkpoint_of_the_specification_is_read_and_written() -> None:
    checkpoint = read_checkpoint(TEXT)

    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text == TEXT


def test_lines_for_extensions_are_passed_over() -> None:
    assert read_checkpoint(TEXT + "anything\nelse\n") == read_checkpoint(TEXT)


def test_empty_log_has_a_checkpoint() -> None:
    checkpoint = Checkpoint(ORIGIN, 0, EMPTY_ROOT)

    assert read_checkpoint(checkpoint.text) == checkpoint
    assert checkpoint.text == f"{ORIGIN}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT + "\n",
        TEXT.replace("20852163", "020852163"),
        TEXT.replace("20852163", "00"),
        TEXT.replace("20852163", "-1"),
        TEXT.replace("20852163", "+1"),
        TEXT.replace("20852163", "1_0"),
        TEXT.replace("20852163", "٣"),
        TEXT.replace("20852163", "20852163 "),
        TEXT.replace("20852163", " 20852163"),
        TEXT.replace("20852163", "1" * 20),
        TEXT.replace("20852163", ""),
        TEXT.replace("example.com/behind-the-sofa", ""),
        TEXT.replace("q2I=", "q2J="),
        TEXT.replace("q2I=", "q2I"),
        TEXT.replace("q2I=", "q2I= "),
        TEXT.replace(ROOT, "AAAA"),
        TEXT.replace(ROOT, ""),
        TEXT.replace(f"{ROOT}\n", ""),
        TEXT + "\nextension\n",
        TEXT.replace("\n", "\r\n"),
    ],
)
def test_checkpoint_of_any_other_form_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_checkpoint(text)


def test_tlog_scales_accepts_our_checkpoint() -> None:
    note = sign_note(Checkpoint(ORIGIN, 7, b"r" * 32).text, signer())
    theirs = Theirs.from_text(note)

    theirs.verify(Vkey.from_string(signer().key.text))
    assert (theirs.origin, theirs.size, theirs.root_hash) == (ORIGIN, 7, b"r" * 32)
