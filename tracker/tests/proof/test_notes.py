"""Signed notes: who signed what, and which of the two is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.proof.encodings import encoded
from tracker.proof.keys import read_key
from tracker.proof.notes import LONGEST, open_note, read_note, sign_note
from tracker.proof.refusals import Malformed, UnknownKey, WrongSignature
from tracker.tests.proof.sample_logs import ORIGIN, signer

TEXT = "first line\n\nlast line\n"
NOTE = sign_note(TEXT, signer())


def test_note_is_opened_by_the_key_that_signed_it() -> None:
    opened = open_note(NOTE, [signer(2).key, signer().key])

    assert opened.text == TEXT
    assert opened.keys == (signer().key,)
    assert opened.ignored == ()


def test_note_has_the_form_of_the_specification() -> None:
    line = encoded(signer().key.id + signer().sign(TEXT.encode()))

    assert f"first line\n\nlast line\n\n— {ORIGIN} {line}\n" == NOTE


def test_note_of_the_go_checksum_database_is_opened() -> None:
    """Made by others: the example of the documentation of golang.org/x/mod/sumdb/note."""
    key = read_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    signature = (
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6Ry"
        "yBwJnAM="
    )

    assert open_note(f"{text}\n— PeterNeumann {signature}\n", [key]).text == text


def test_both_keys_open_what_was_signed_while_they_changed() -> None:
    old, new = signer(1), signer(2)
    note = sign_note(TEXT, old, new)

    assert open_note(note, [old.key, new.key]).keys == (old.key, new.key)
    for one, other in [(old, new), (new, old)]:
        opened = open_note(note, [one.key])
        assert (opened.keys, opened.ignored) == ((one.key,), (other.name,))


def test_old_key_opens_what_it_signed_and_no_later_note() -> None:
    old, new = signer(1), signer(2)

    assert open_note(sign_note(TEXT, old), [old.key, new.key]).keys == (old.key,)
    with pytest.raises(UnknownKey, match="not signed by a key that is known here"):
        open_note(sign_note(TEXT, new), [old.key])


@pytest.mark.parametrize("known", [[], [signer(2).key], [signer(1, "other.example/log").key]])
def test_note_by_an_unknown_key_is_refused_and_named(known: list[object]) -> None:
    with pytest.raises(UnknownKey, match=f"{ORIGIN}\\+{signer().key.id.hex()}"):
        open_note(NOTE, known)  # type: ignore[arg-type]


def test_same_id_under_another_name_is_unknown() -> None:
    renamed = NOTE.replace(f"— {ORIGIN}", "— other.example/log")

    with pytest.raises(UnknownKey):
        open_note(renamed, [signer().key])


def test_changed_text_is_refused() -> None:
    with pytest.raises(WrongSignature, match=f"The signature of {ORIGIN} does not fit the text"):
        open_note(NOTE.replace("last", "lost"), [signer().key])


def test_one_wrong_signature_spoils_the_note_even_beside_a_right_one() -> None:
    good, bad = NOTE, sign_note("other text\n", signer(2)).rpartition("\n\n")[2]

    with pytest.raises(WrongSignature):
        open_note(good + bad, [signer(1).key, signer(2).key])
    assert open_note(good + bad, [signer(1).key]).ignored == (ORIGIN,)


@pytest.mark.parametrize("length", [0, 1, 63, 65])
def test_signature_of_another_length_is_wrong(length: int) -> None:
    data = (signer().key.id + signer().sign(TEXT.encode()) + b"x")[: 4 + length]
    note = f"{TEXT}\n— {ORIGIN} {encoded(data)}\n"

    with pytest.raises(WrongSignature if length else Malformed):
        open_note(note, [signer().key])


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        NOTE[:-1],
        NOTE + "\n",
        NOTE + " \n",
        NOTE.replace("\n\n—", "\n—"),
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("first", "fi\trst"),
        NOTE.replace("—", "-"),
        NOTE.replace("— ", "—  "),
        NOTE.replace("— ", "—"),
        NOTE.replace(f"— {ORIGIN} ", f"— {ORIGIN}  "),
        NOTE.replace(ORIGIN, "a+b"),
        NOTE.replace(ORIGIN, "a\u00a0b"),
        NOTE[:-2] + "\n",
        NOTE[:-1] + " \n",
        NOTE[:-1] + "A\n",
        NOTE + NOTE.rpartition("\n\n")[2] * 64,
        "x" * LONGEST + NOTE,
    ],
)
def test_note_of_any_other_form_is_refused(note: str) -> None:
    with pytest.raises(Malformed):
        read_note(note)


def test_sixteen_signatures_are_read() -> None:
    assert len(read_note(sign_note(TEXT, *map(signer, range(1, 17)))).signatures) == 16


@pytest.mark.parametrize("text", ["", "no newline", "a\tb\n"])
def test_text_that_cannot_be_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(ValueError, match="ends with a newline"):
        sign_note(text, signer())


def test_note_is_signed_by_somebody() -> None:
    with pytest.raises(ValueError, match="signed by somebody"):
        sign_note(TEXT)


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    assert open_note(sign_note(text + "\n", signer()), [signer().key]).text == text + "\n"
