"""Promises: signed at once, read strictly, and never taken for a checkpoint."""

from dataclasses import replace

import pytest

from tracker.proof.checkpoints import read_checkpoint
from tracker.proof.notes import sign_note
from tracker.proof.promises import (
    check_promise,
    is_promise,
    read_promise,
    sign_promise,
)
from tracker.proof.refusals import Malformed
from tracker.tests.proof.sample_logs import ORIGIN, PROMISE, promise_file, receipt_file, signer

KEYS = [signer().key]


def test_promise_has_one_line_for_each_thing() -> None:
    assert PROMISE.text == (
        f"{ORIGIN}/promise\n"
        "statement rivers-declaration\n"
        f"revision {'ab' * 32}\n"
        "reference RD-17\n"
        "claimed 2026-11~\n"
        "received 2026-11-23T08:49:46.123456Z\n"
        "event 17\n"
    )
    assert read_promise(PROMISE.text) == PROMISE


def test_promise_proves_what_was_received_and_when() -> None:
    verdict = check_promise(promise_file(), KEYS)

    assert verdict.holds
    assert verdict.kind == "promise"
    assert [(part.name, part.words) for part in verdict.parts] == [
        ("form", "It has the form of a promise."),
        ("signature", f"Signed with the key {signer().key.text}."),
        ("origin", f"It speaks for {ORIGIN}, whose key signed it."),
    ]
    assert verdict.proven == (
        f"{ORIGIN} signed that at 2026-11-23T08:49:46.123456Z it received the offer RD-17 to sign "
        "the statement “rivers-declaration”, dated 2026-11~ by whoever sent it.",
        f"The wording in question is the one whose SHA-256 is {'ab' * 32}.",
        "It promised to put this into its log as event 17.",
    )
    assert verdict.not_proven == (
        "That it is in the log: the receipt of event 17 proves that, or its absence.",
        "Who pressed the key: this is the site's record and its time, not a signature of yours.",
        "That the date which the sender stated is right.",
    )


def test_promise_is_told_by_its_first_line() -> None:
    assert is_promise(promise_file())
    assert not is_promise(receipt_file())
    assert not is_promise(b"")


def test_promise_is_no_checkpoint() -> None:
    with pytest.raises(Malformed):
        read_checkpoint(PROMISE.text)


@pytest.mark.parametrize(
    "changed",
    [
        {"statement": "two words"},
        {"statement": ""},
        {"revision": "AB" * 32},
        {"reference": "RD 17"},
        {"reference": "RD-17\nclaimed 2020"},
        {"claimed": ""},
        {"received": "2026-11-23T08:49:46Z"},
        {"event": 0},
        {"origin": ""},
        {"origin": "a\nb"},
    ],
)
def test_what_does_not_fit_its_line_is_not_promised(changed: dict[str, str]) -> None:
    with pytest.raises(Malformed):
        sign_promise(replace(PROMISE, **changed), signer())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        PROMISE.text.replace("event 17", "event 017"),
        PROMISE.text.replace("event 17", "event 17 "),
        PROMISE.text.replace("event 17\n", ""),
        PROMISE.text + "more 1\n",
        PROMISE.text.replace("reference", "Reference"),
        PROMISE.text.replace("/promise", "/promises"),
        PROMISE.text.replace("2026-11-23T", "٢026-11-23T"),
    ],
)
def test_promise_of_any_other_form_is_refused(text: str) -> None:
    verdict = check_promise(sign_note(text, signer()).encode(), KEYS)

    assert verdict.failed
    assert verdict.failed.name == "form"


def test_any_single_bit_changed_is_refused() -> None:
    right = promise_file()

    names = set()
    for place in range(len(right)):
        for bit in range(8):
            changed = bytearray(right)
            changed[place] ^= 1 << bit
            verdict = check_promise(bytes(changed), KEYS)
            assert verdict.failed
            assert not verdict.proven
            names.add(verdict.failed.name)

    assert names == {"form", "signature"}


def test_promise_by_another_key_or_for_another_log_is_refused() -> None:
    other = signer(2, "other.example/log")
    file = sign_promise(PROMISE, other).encode()

    assert [part.passed for part in check_promise(file, KEYS).parts] == [True, False, None]
    verdict = check_promise(file, [other.key])
    assert verdict.failed
    assert (verdict.failed.name, verdict.failed.words) == (
        "origin",
        f"It speaks for {ORIGIN}, but is signed by other.example/log.",
    )
