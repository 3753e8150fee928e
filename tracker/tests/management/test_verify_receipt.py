"""What a receipt proves, said in the shell."""

from pathlib import Path

import pytest
from django.core.management.base import CommandError

from tracker.models import LogKey
from tracker.tests.management.conftest import Shell
from tracker.tests.proof.sample_logs import (
    CONTENT,
    ORIGIN,
    promise_file,
    receipt_file,
    signer,
)

KEY = signer().key


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    path = tmp_path / "RD-17-4.tlog-proof"
    path.write_bytes(receipt_file())
    return path


@pytest.fixture
def published() -> LogKey:
    return LogKey.objects.create(name=KEY.name, public=KEY.public)


def test_given_key_needs_no_database(shell: Shell, receipt: Path) -> None:
    told = shell("verify_receipt", receipt, "--key", KEY.text)

    assert told.splitlines() == [
        "right  The form of the file: It has the form of a receipt.",
        f"right  The signature: Signed with the key {KEY.text}.",
        f"right  Whose log it is: The checkpoint is of {ORIGIN}, whose key signed it.",
        "right  The entry's place in the log: "
        "The entry is number 3 of the 6 in the log, counted from 0.",
        "right  The enclosed content: The enclosed content is what the entry commits to.",
        "",
        "Proven to whoever trusts the key:",
        f"- {ORIGIN} signed a log that holds this entry: its event 4, which it says it recorded "
        "at 2026-11-23T08:49:46.123456Z.",
        "- The site can neither change the entry nor drop it without its log contradicting this "
        "file.",
        "- The site committed to the enclosed content then.",
        "",
        "Not proven:",
        "- Who pressed the key: this proves the site's record and its time, not who acted.",
        "- That what is recorded is true, or that the site's clock was right.",
        "- That the site shows the same log to everybody: compare its checkpoint with the one "
        "that others see.",
        "",
        "The enclosed content:",
        f"  {CONTENT.decode()}",
    ]


def test_key_may_be_a_file(shell: Shell, receipt: Path, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"# published\n{signer(2).key.text}\n{KEY.text}\n")

    assert "Not proven:" in shell("verify_receipt", receipt, "--key", keys)


@pytest.mark.django_db
def test_own_keys_are_those_that_are_published(
    shell: Shell, receipt: Path, published: LogKey
) -> None:
    assert f"Signed with the key {KEY.text}." in shell("verify_receipt", receipt)


@pytest.mark.django_db
def test_site_without_keys_asks_for_one(shell: Shell, receipt: Path) -> None:
    with pytest.raises(CommandError, match=r"This site has no key yet\. Name one: --key PUBKEY"):
        shell("verify_receipt", receipt)


def test_promise_is_recognised(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "promise"
    path.write_bytes(promise_file())

    told = shell("verify_receipt", path, "--key", KEY.text)

    assert told.startswith("right  The form of the file: It has the form of a promise.\n")
    assert "- It promised to put this into its log as event 17.\n" in told
    assert "The enclosed content" not in told


def test_changed_receipt_fails_and_the_part_is_named(shell: Shell, receipt: Path) -> None:
    receipt.write_bytes(receipt_file().replace(b"index 3", b"index 2"))

    with pytest.raises(CommandError) as error:
        shell("verify_receipt", receipt, "--key", KEY.text)

    assert str(error.value) == (
        "This file proves nothing. What is wrong: The entry's place in the log"
    )
    assert [line.partition("  ")[0] for line in shell.out.splitlines()] == [
        "right",
        "right",
        "right",
        "WRONG",
        "not seen",
    ]


def test_other_key_fails(shell: Shell, receipt: Path) -> None:
    with pytest.raises(CommandError, match="What is wrong: The signature"):
        shell("verify_receipt", receipt, "--key", signer(2).key.text)


@pytest.mark.parametrize(
    "words, told",
    [
        (["missing", "--key", KEY.text], "No such file or directory"),
        (["--key", "no key", "missing"], "This is not a public key"),
    ],
)
def test_wrong_call_says_what_is_wrong(shell: Shell, words: list[str], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        shell("verify_receipt", *words)


def test_key_file_that_is_no_text_is_refused(shell: Shell, receipt: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture"
    picture.write_bytes(b"\xff\xfe")

    with pytest.raises(CommandError, match="can't decode byte"):
        shell("verify_receipt", receipt, "--key", picture)
