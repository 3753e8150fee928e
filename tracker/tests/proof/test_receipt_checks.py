"""A receipt proves what it says, and nothing once a bit of it has changed."""

from collections import Counter
from dataclasses import replace

import pytest

from tracker.proof.checkpoints import Checkpoint
from tracker.proof.commitments import Opening
from tracker.proof.keys import PublicKey
from tracker.proof.notes import sign_note
from tracker.proof.receipt_checks import check_receipt
from tracker.proof.receipts import Receipt, receipt_text
from tracker.proof.trees import EMPTY_ROOT, leaf_hash
from tracker.proof.verdicts import Verdict
from tracker.tests.proof.sample_logs import (
    CONTENT,
    ORIGIN,
    leaf,
    opened,
    receipt,
    receipt_file,
    signer,
)

KEYS = [signer().key]


def check(made: Receipt, *keys: PublicKey) -> Verdict:
    return check_receipt(receipt_text(made).encode(), keys or KEYS)


def failed(verdict: Verdict) -> tuple[str, str]:
    """The part that failed, and in which words."""
    assert not verdict.holds
    assert (verdict.proven, verdict.not_proven, verdict.content) == ((), (), "")
    assert verdict.failed
    return verdict.failed.name, verdict.failed.words


def test_receipt_proves_the_record_and_not_who_acted() -> None:
    verdict = check(receipt(enclosed=opened(4)))

    assert verdict.holds
    assert verdict.failed is None
    assert [(part.name, part.passed) for part in verdict.parts] == [
        ("form", True),
        ("signature", True),
        ("origin", True),
        ("tree", True),
        ("opening", True),
    ]
    assert [part.words for part in verdict.parts] == [
        "It has the form of a receipt.",
        f"Signed with the key {signer().key.text}.",
        f"The checkpoint is of {ORIGIN}, whose key signed it.",
        "The entry is number 3 of the 6 in the log, counted from 0.",
        "The enclosed content is what the entry commits to.",
    ]
    assert verdict.proven == (
        f"{ORIGIN} signed a log that holds this entry: its event 4, which it says it recorded at "
        "2026-11-23T08:49:46.123456Z.",
        "The site can neither change the entry nor drop it without its log contradicting this "
        "file.",
        "The site committed to the enclosed content then.",
    )
    assert verdict.not_proven == (
        "Who pressed the key: this proves the site's record and its time, not who acted.",
        "That what is recorded is true, or that the site's clock was right.",
        "That the site shows the same log to everybody: compare its checkpoint with the one that "
        "others see.",
    )
    assert verdict.content == CONTENT.decode()


def test_receipt_without_content_says_that_it_opens_nothing() -> None:
    verdict = check(receipt())

    assert verdict.holds
    assert [part.name for part in verdict.parts] == ["form", "signature", "origin", "tree"]
    assert verdict.content == ""
    assert verdict.not_proven[0] == (
        "What the event was: the entry only commits to it, and nothing opens it here."
    )


def test_receipt_of_an_open_entry_needs_no_content() -> None:
    entry = leaf(4, kind="submission-released", open_facts={"reference": "RD-17"})
    verdict = check(receipt(entry=entry))

    assert verdict.holds
    assert verdict.not_proven[0].startswith("Who pressed the key")


@pytest.mark.parametrize("size", [1, 2, 3, 256, 257])
def test_every_edge_of_a_log_is_proven(size: int) -> None:
    assert check(receipt(0, size)).holds
    assert check(receipt(size - 1, size)).holds


def test_any_single_bit_changed_is_refused_and_the_part_is_named() -> None:
    right = receipt_file()
    assert check_receipt(right, KEYS).holds

    parts = Counter[str]()
    for place in range(len(right)):
        for bit in range(8):
            changed = bytearray(right)
            changed[place] ^= 1 << bit
            name, words = failed(check_receipt(bytes(changed), KEYS))
            assert words
            parts[name] += 1

    assert parts.total() == len(right) * 8
    assert set(parts) == {"form", "signature", "tree", "opening"}


def test_wrong_key_is_named() -> None:
    name, words = failed(check(receipt(), signer(2).key))

    assert name == "signature"
    assert words == (
        f"It is not signed by a key that is known here, but by: {ORIGIN}+{signer().key.id.hex()}"
    )


def test_no_key_proves_nothing() -> None:
    assert failed(check_receipt(receipt_file(), []))[0] == "signature"


def test_old_key_proves_old_receipts_only() -> None:
    old, new = signer(1), signer(2)

    assert check(receipt(3, 6, old), old.key, new.key).holds
    assert check(receipt(3, 6, old), old.key).holds
    assert check(receipt(3, 6, new), old.key, new.key).holds
    assert failed(check(receipt(3, 6, new), old.key))[0] == "signature"


def test_receipt_from_while_keys_changed_holds_for_both() -> None:
    old, new = signer(1), signer(2)
    made = receipt(3, 6, old, new)

    for keys in [(old.key,), (new.key,), (old.key, new.key)]:
        assert check(made, *keys).holds
    told = check(made, old.key).parts[1].words
    assert told == (
        f"Signed with the key {old.key.text}. Left aside, because their keys are not known here: "
        f"signatures of {ORIGIN}."
    )


def test_key_of_another_log_does_not_speak_for_this_one() -> None:
    other = signer(3, "other.example/log")

    assert failed(check(receipt(3, 6, other), other.key)) == (
        "origin",
        f"The checkpoint is of {ORIGIN}, but the key is of other.example/log.",
    )


@pytest.mark.parametrize("index", [6, 7, 10**18])
def test_place_in_the_future_is_refused(index: int) -> None:
    assert failed(check(replace(receipt(), index=index))) == (
        "tree",
        f"It names entry {index}, but the log had only 6, counted from 0.",
    )


def test_empty_log_proves_no_entry() -> None:
    note = sign_note(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text, signer())
    made = replace(receipt(0, 1), checkpoint=note)

    assert failed(check(made)) == (
        "tree",
        "It names entry 0, but the log had only 0, counted from 0.",
    )


@pytest.mark.parametrize("index", [0, 1, 2, 4, 5])
def test_entry_at_another_place_is_refused(index: int) -> None:
    assert failed(check(replace(receipt(), index=index)))[0] == "tree"


def test_other_entry_is_refused() -> None:
    assert failed(check(replace(receipt(), leaf=leaf(5))))[0] == "tree"


def test_hashes_left_out_or_added_are_refused() -> None:
    proof = receipt().proof

    for changed in [(), proof[:-1], proof[1:], proof[::-1], (*proof, proof[0])]:
        assert failed(check(replace(receipt(), proof=changed)))[0] == "tree"


def test_checkpoint_of_another_tree_is_refused() -> None:
    other = sign_note(Checkpoint(ORIGIN, 6, leaf_hash(b"other")).text, signer())

    assert failed(check(replace(receipt(), checkpoint=other)))[0] == "tree"
    assert failed(check(replace(receipt(), checkpoint=receipt(3, 7).checkpoint)))[0] == "tree"


@pytest.mark.parametrize(
    "enclosed",
    [
        replace(opened(4), content='{"kind":"submission-offered","name":"Zoe Angstrom"}'),
        opened(5),
        # The salt of the other part opens the other commitment only.
        Opening('{"kind":"submission-offered"}', "0f" * 32),
    ],
)
def test_content_that_the_entry_does_not_commit_to_is_refused(enclosed: Opening) -> None:
    assert failed(check(receipt(enclosed=enclosed))) == (
        "opening",
        "The enclosed content is not what the entry commits to.",
    )


def test_parts_after_the_wrong_one_are_not_looked_at() -> None:
    verdict = check(receipt(enclosed=opened(4)), signer(2).key)

    assert [part.passed for part in verdict.parts] == [True, False, None, None, None]
    assert {part.words for part in verdict.parts[2:]} == {
        "Not looked at, because of the part before it."
    }
    assert [part.label for part in verdict.parts] == [
        "The form of the file",
        "The signature",
        "Whose log it is",
        "The entry's place in the log",
        "The enclosed content",
    ]
