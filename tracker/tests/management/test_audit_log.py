"""Auditing a log: what is good passes, and each way of cheating is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connection, transaction

from tracker.actions.confirmations import confirm_offer
from tracker.actions.log import sequence_events
from tracker.actions.log_keys import signers
from tracker.actions.releases import release_submission, void_submission
from tracker.actions.statements import publish_statement, retire_statement
from tracker.actions.submissions import change_submission
from tracker.actions.tracking import set_visibility, withdraw_offer
from tracker.choices import PositionKind, ReplyKind, Visibility, VoidReason
from tracker.models import Event, LogEntry, Submission
from tracker.proof.canonical import canonical_bytes
from tracker.proof.checkpoints import Checkpoint
from tracker.proof.growth import Edge, append
from tracker.proof.keys import new_private_pem, signer_from_pem
from tracker.proof.notes import sign_note
from tracker.proof.tiles import bundle, read_bundle
from tracker.proof.trees import leaf_hash
from tracker.queries.log import published_keys
from tracker.tests.cast import Cast
from tracker.tests.management.conftest import Shell
from tracker.tests.offers import newest_letter, offered, secret_in

EXCEPTION = {"kind": PositionKind.OBJECTION, "text": "Not this."}


def record(cast: Cast) -> Submission:
    """A record with something of each kind; returns an offer that is answered."""
    offer = cast.offered()
    withheld = cast.offered(cast.fleuves, visibility=Visibility.WITHHELD)
    cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer, withheld)
    cast.replied(ReplyKind.REFUSAL, withheld)
    cast.release(cast.check(offer, dated="2022-03-04"))
    void_submission(cast.offered(cast.mara), VoidReason.SPAM, by=cast.ben)
    cast.offer(cast.network)
    return offer


@pytest.fixture
def folder(shell: Shell, cast: Cast, tmp_path: Path) -> Path:
    """An exported folder of such a record."""
    record(cast)
    sequence_events(wait=True)
    shell("export_log", str(tmp_path / "copy"))
    return tmp_path / "copy"


def refused(shell: Shell, *arguments: object) -> str:
    with pytest.raises(CommandError) as error:
        shell("audit_log", *map(str, arguments))
    return str(error.value)


def test_a_good_folder_passes_and_says_what_was_checked(shell: Shell, folder: Path) -> None:
    size, events = Event.objects.count(), Event.objects.visible_to(None).count()

    told = shell("audit_log", str(folder)).splitlines()

    assert told[0] == "No difference found in the log 127.0.0.1:8000/log."
    assert told[1].startswith(f"Its tree was computed again from its {size} entries")
    assert told[3].startswith("Compared with it: 2 listed submissions")
    assert f"and {events} listed events" in told[3]
    assert "Not checked" in told[4]


def test_what_was_closed_when_it_was_written_is_opened(
    shell: Shell, cast: Cast, tmp_path: Path
) -> None:
    """Released before the statement was public, and changed while it was not."""
    early = cast.release(
        cast.offer(revision=cast.draft("Early", "early", custody="hosted").revisions.get())
    )
    cast.replied(ReplyKind.DEFERRAL, early)
    cast.publish(early.statement)
    offer = cast.offered()
    statement = retire_statement(cast.declaration, by=cast.ben)
    offer.refresh_from_db()
    change_submission(offer, {"offered": "2022-02-01"}, by=cast.ben, why="Misread.")
    publish_statement(statement, by=cast.ben)

    told = audited(shell, tmp_path)

    assert "Compared with it: 2 listed submissions" in told
    assert "entries were opened for that." in told
    assert "0 entries were opened" not in told
    assert "closed in the log" not in told


def test_an_offer_by_the_form_passes_from_its_sending_to_its_release(
    shell: Shell, cast: Cast, tmp_path: Path
) -> None:
    offered(cast.letter_wording, {"clause": cast.letter_wording.clauses.all()[0]} | EXCEPTION)
    assert "Compared with it: 0 listed submissions" in audited(shell, tmp_path / "sent")
    submission = confirm_offer(secret_in(newest_letter()))
    assert "Compared with it: 0 listed submissions" in audited(shell, tmp_path / "confirmed")
    release_submission(submission, by=cast.ben)
    assert "Compared with it: 1 listed submissions" in audited(shell, tmp_path / "released")
    set_visibility(submission, Visibility.WITHHELD)
    withdraw_offer(submission)
    assert "Compared with it: 1 listed submissions" in audited(shell, tmp_path / "withdrawn")


def test_an_older_checkpoint_is_the_beginning_of_a_longer_log(
    shell: Shell, cast: Cast, folder: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    older.write_bytes((folder / "log/checkpoint").read_bytes())
    cast.offered(cast.signatory("Vistula Watch"))
    sequence_events(wait=True)
    shell("export_log", str(folder))

    told = shell("audit_log", str(folder), "--since", str(older), "--key", the_key())

    assert "It begins with the log that the older checkpoint was signed over." in told
    assert "Not checked: whose key" not in told


# Cheating with the copy.


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


# Cheating with the record, behind the back of the actions.


@pytest.mark.parametrize(
    "sql, told",
    [
        (
            "DELETE FROM tracker_submission WHERE id = %s",
            "Submission {0} is public by entry {1} of the log, but the list leaves it out.",
        ),
        (
            "UPDATE tracker_submission SET is_public = false WHERE id = %s",
            "Submission {0} is public by entry {1} of the log, but the list leaves it out.",
        ),
        (
            "UPDATE tracker_submission SET offered = '2022-03-02' WHERE id = %s",
            "Submission {0}: of when it was offered the list says “2022-03-02”, and entry {1} of "
            "the log “2022-03-01”.",
        ),
        (
            "UPDATE tracker_submission SET status = 'refused' WHERE id = %s",
            "Submission {0}: of its status the list says “refused”, and entry {1} of the log "
            "“acknowledged”.",
        ),
        (
            "UPDATE tracker_submission SET direction = 'invitation' WHERE id = %s",
            "Submission {0}: of its direction the list says “invitation”, and entry {1} of the log "
            "“offer”.",
        ),
        (
            "UPDATE tracker_submission SET visibility = 'withheld' WHERE id = %s",
            "Submission {0}: of whether its name is withheld the list says “yes”, and entry {1} of "
            "the log “no”.",
        ),
        (
            "UPDATE tracker_submission SET reference = 'RD-0000-0000' WHERE id = %s",
            "Submission RD-0000-0000 is listed, but no entry of the log tells of it.",
        ),
    ],
)
def test_a_record_rewritten_by_raw_sql_is_found(
    shell: Shell, cast: Cast, tmp_path: Path, sql: str, told: str
) -> None:
    offer = record(cast)
    sequence_events(wait=True)
    entry = LogEntry.objects.filter(event__kind="check-released").latest("index").index

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql, [offer.pk])
        found = refused(shell, exported(shell, tmp_path))
        transaction.set_rollback(True)

    assert found == told.format(offer.reference, entry)


def test_an_offer_slipped_in_by_raw_sql_is_found(shell: Shell, cast: Cast, tmp_path: Path) -> None:
    record(cast)
    hidden = Submission.objects.get(released_at=None)
    sequence_events(wait=True)
    Submission.objects.filter(pk=hidden.pk).update(is_public=True)

    assert refused(shell, exported(shell, tmp_path)) == (
        f"Submission {hidden.reference} is listed, but no entry of the log tells of it."
    )


@pytest.mark.parametrize(
    "change, told",
    [
        (lambda rows: rows[:1] + rows[2:], "which is public, but the list of events leaves it out"),
        (lambda rows: [rows[0], rows[1], *rows[1:]], "is not in order"),
        (lambda rows: [rows[0], "999999" + rows[1][rows[1].index(",") :], *rows[1:]], "not in the"),
        (lambda rows: [rows[0].replace("kind", "sort"), *rows[1:]], "has no column “kind”"),
    ],
)
def test_a_list_of_events_that_differs_is_found(
    shell: Shell, folder: Path, change: Callable[[list[str]], list[str]], told: str
) -> None:
    path = folder / "events.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(change(rows)), encoding="utf-8")

    assert told in refused(shell, folder)


def test_an_event_with_another_time_or_kind_is_found(shell: Shell, folder: Path) -> None:
    path = folder / "events.csv"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace("check-released", "check-voided"), encoding="utf-8")
    assert "is listed as “check-voided”, and entry" in refused(shell, folder)
    path.write_text(right.replace("+00:00", "+01:00", 1), encoding="utf-8")
    assert "is listed with another time than entry" in refused(shell, folder)


# Parts.


def exported(shell: Shell, folder: Path) -> Path:
    sequence_events(wait=True)
    shell("export_log", str(folder))
    return folder


def audited(shell: Shell, folder: Path) -> str:
    return shell("audit_log", str(exported(shell, folder)))


def the_key() -> str:
    return published_keys()[0].key.text


def entries_of(folder: Path) -> Path:
    return next((folder / "log/tile/entries").glob("000.p/*"))


def forged(leaf: bytes) -> bytes:
    """A leaf of another content, in the right form."""
    said: dict[str, Any] = json.loads(leaf)
    return canonical_bytes(said | {"kept": "0" * 64})


def rewrite(folder: Path, leaves: list[bytes], *, sign: bool) -> None:
    """Make the copy one of these entries, all of them in one bundle; signed with the log's key."""
    growth = append(Edge(), [leaf_hash(leaf) for leaf in leaves])
    for name in ("entries", "0"):
        path = folder / f"log/tile/{name}/000.p/{len(leaves)}"
        path.write_bytes(bundle(leaves) if name == "entries" else growth.tiles[0].data)
    if sign:
        key = published_keys()[0].key
        text = Checkpoint(key.name, len(leaves), growth.edge.root).text
        (folder / "log/checkpoint").write_text(sign_note(text, *signers()), encoding="utf-8")
