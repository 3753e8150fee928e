"""Auditing a copy of a log that somebody changed: each way is found and named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracker.actions import logged_facts_of_replies
from tracker.choices import ReplyKind
from tracker.proof.canonical import canonical_bytes
from tracker.proof.checkpoints import Checkpoint
from tracker.proof.keys import new_private_pem, signer_from_pem
from tracker.proof.notes import sign_note
from tracker.proof.tiles import read_bundle
from tracker.tests.cast import Cast
from tracker.tests.management.audits import (
    entries_of,
    exported,
    forged,
    refused,
    rewrite,
)
from tracker.tests.management.audits import folder as folder
from tracker.tests.management.conftest import Shell


def test_one_changed_entry_is_found(shell: Shell, folder: Path) -> None:
    path = entries_of(folder)
    path.write_bytes(path.read_bytes().replace(b'"event":', b'"evenT":', 1))

    assert refused(shell, folder) == (
        "Entry 0 is not the one whose hash stands in its tile: one of them was changed."
    )


def test_one_flipped_byte_of_a_tile_is_found(shell: Shell, folder: Path) -> None:
    path = next((folder / "log/tile/0").glob("000.p/*"))
    data = bytearray(path.read_bytes())
    data[5 * 32 + 7] ^= 1
    path.write_bytes(data)

    assert refused(shell, folder) == (
        "Entry 5 is not the one whose hash stands in its tile: one of them was changed."
    )


def test_an_entry_changed_with_its_tile_is_found(shell: Shell, folder: Path) -> None:
    leaves = read_bundle(entries_of(folder).read_bytes())
    leaves[3] = forged(leaves[3])
    rewrite(folder, leaves, sign=False)

    assert refused(shell, folder).startswith("The entries do not make the tree that was signed")


def test_a_forked_copy_that_is_signed_is_found_by_an_older_checkpoint(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    older.write_bytes((folder / "log/checkpoint").read_bytes())
    leaves = read_bundle(entries_of(folder).read_bytes())
    leaves[0] = forged(leaves[0])
    rewrite(folder, leaves, sign=True)

    assert shell("audit_log", str(folder)).startswith("No difference")
    assert refused(shell, folder, "--since", older).startswith("This is a forked copy: its first")


def test_a_truncated_copy_is_found_by_an_older_checkpoint(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    older.write_bytes((folder / "log/checkpoint").read_bytes())
    leaves = read_bundle(entries_of(folder).read_bytes())
    rewrite(folder, leaves[:-1], sign=True)

    assert refused(shell, folder, "--since", older) == (
        f"This copy is truncated: it has {len(leaves) - 1} entries, and the older checkpoint was "
        f"signed over {len(leaves)}."
    )


def test_an_older_checkpoint_of_another_log_is_refused(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    other = signer_from_pem("other.example/log", new_private_pem())
    older = tmp_path / "older"
    older.write_text(sign_note(Checkpoint("other.example/log", 1, b"0" * 32).text, other))
    keys = folder / "log/keys"
    keys.write_text(keys.read_text() + other.key.text + "\n")

    assert refused(shell, folder, "--since", older) == (
        "The older checkpoint is of another log: other.example/log"
    )


def test_a_wrong_key_is_refused(shell: Shell, folder: Path) -> None:
    other = signer_from_pem("127.0.0.1:8000/log", new_private_pem()).key.text

    assert refused(shell, folder, "--key", other).startswith(
        "It is not signed by a key that is known here, but by: 127.0.0.1:8000/log+"
    )


def test_a_key_of_another_name_does_not_speak_for_this_log(shell: Shell, folder: Path) -> None:
    other = signer_from_pem("other.example/log", new_private_pem())
    path = folder / "log/checkpoint"
    text = path.read_text().partition("\n\n")[0] + "\n"
    path.write_text(sign_note(text, other))

    assert "whose key did not sign it" in refused(shell, folder, "--key", other.key.text)


@pytest.mark.parametrize(
    "name, told",
    [
        ("log/checkpoint", "There is no checkpoint."),
        ("log/keys", "There are no keys. Name the one that you trust with --key."),
        ("log/openings/0.json", "log/openings/0.json is missing."),
        ("events.csv", "There is no list events.csv."),
    ],
)
def test_what_is_missing_is_named(shell: Shell, folder: Path, name: str, told: str) -> None:
    (folder / name).unlink()

    assert refused(shell, folder) == told


@pytest.mark.parametrize(
    "name, data, told",
    [
        ("log/checkpoint", b"\xff", "The checkpoint is not a text file in UTF-8."),
        ("log/openings/0.json", b"{", "The openings of bundle 0 are no JSON."),
    ],
)
def test_what_cannot_be_read_is_named(
    shell: Shell, folder: Path, name: str, data: bytes, told: str
) -> None:
    (folder / name).write_bytes(data)

    assert refused(shell, folder) == told


def test_an_opening_of_something_else_is_found(shell: Shell, cast: Cast, tmp_path: Path) -> None:
    early = cast.release(
        cast.offer(revision=cast.draft("Early", "early", custody="hosted").revisions.get())
    )
    cast.publish(early.statement)
    folder = exported(shell, tmp_path)
    path = folder / "log/openings/0.json"
    told = json.loads(path.read_text())
    index, opening = next(iter(told["openings"].items()))
    opening["content"] = opening["content"].replace("2022-03-01", "2022-03-02")
    path.write_text(json.dumps(told))

    assert refused(shell, folder) == (
        f"The opening of entry {index} is not of what the log committed to."
    )


def test_a_checkpoint_that_cannot_be_read_is_told(shell: Shell, folder: Path) -> None:
    told = refused(shell, folder, "--since", folder / "nowhere")

    assert "nowhere cannot be read: No such file or directory" in told


@pytest.fixture
def bulky(shell: Shell, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a reply to more submissions than a leaf may name, here two."""
    monkeypatch.setattr(logged_facts_of_replies, "MOST_NAMED", 1)
    offers = [cast.offered(), cast.offered(cast.fleuves)]
    cast.replied(ReplyKind.DEFERRAL, *offers, text="Later.")
    return exported(shell, tmp_path)


def test_a_reply_to_very_many_is_opened_and_counts(shell: Shell, bulky: Path) -> None:
    told = shell("audit_log", bulky)

    assert "Compared with it: 2 listed submissions" in told
    assert "; 1 entries were opened for that." in told


def test_an_entry_that_says_otherwise_than_its_opening_is_found(shell: Shell, bulky: Path) -> None:
    leaves = read_bundle(entries_of(bulky).read_bytes())
    place = next(n for n, leaf in enumerate(leaves) if b"references_sha256" in leaf)
    said = json.loads(leaves[place])
    said["facts"]["references_sha256"] = "0" * 64
    rewrite(bulky, [*leaves[:place], canonical_bytes(said), *leaves[place + 1 :]], sign=True)

    assert refused(shell, bulky) == f"The opening of entry {place} says otherwise than the entry."


def test_a_hash_of_other_submissions_than_are_named_is_found(
    shell: Shell, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logged_facts_of_replies, "MOST_NAMED", 1)
    monkeypatch.setattr(logged_facts_of_replies, "references_sha256", lambda _all: "0" * 64)
    cast.replied(ReplyKind.DEFERRAL, cast.offered(), cast.offered(cast.fleuves))

    assert refused(shell, exported(shell, tmp_path)).endswith("says otherwise than the entry.")


def test_an_entry_of_an_unknown_form_is_named(shell: Shell, folder: Path) -> None:
    leaves = read_bundle(entries_of(folder).read_bytes())
    place = next(n for n, leaf in enumerate(leaves) if b'"standing"' in leaf)
    said = json.loads(leaves[place])
    said["facts"]["standing"] = 7
    rewrite(folder, [*leaves[:place], canonical_bytes(said), *leaves[place + 1 :]], sign=True)

    assert refused(shell, folder) == (
        f"Entry {place} says something in a form that this audit does not know."
    )


def test_an_event_that_is_logged_twice_is_named(shell: Shell, folder: Path) -> None:
    leaves = read_bundle(entries_of(folder).read_bytes())
    rewrite(folder, [leaves[0], *leaves[:-1]], sign=True)

    assert refused(shell, folder).startswith("Entry 1 is of event ")
