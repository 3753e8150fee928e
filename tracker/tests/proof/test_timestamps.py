"""Time stamps of an authority that OpenSSL plays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tracker.proof.refusals import DoesNotFit, Malformed
from tracker.proof.timestamps import new_question, stamped_time
from tracker.tests.authorities import Authority

NOTE = "records.example/log\n1\nAAAA\n\n— records.example/log AAAA\n".encode()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "it")


@pytest.fixture(scope="module")
def response(authority: Authority) -> bytes:
    return authority.answer(new_question(NOTE).body)


def test_timestamp_says_when_the_authority_saw_these_bytes(authority: Authority) -> None:
    question = new_question(NOTE)

    stamped = stamped_time(
        authority.answer(question.body), NOTE, authority.roots.read_bytes(), question.nonce
    )

    assert abs(stamped - datetime.now(UTC)) < timedelta(minutes=1)


def test_timestamp_of_other_bytes_is_refused(authority: Authority, response: bytes) -> None:
    with pytest.raises(DoesNotFit, match="does not fit"):
        stamped_time(response, NOTE + b"x", authority.roots.read_bytes())


def test_timestamp_for_another_question_is_refused(authority: Authority, response: bytes) -> None:
    with pytest.raises(DoesNotFit):
        stamped_time(response, NOTE, authority.roots.read_bytes(), nonce=12345)


def test_timestamp_by_somebody_else_is_refused(response: bytes, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other", "Somebody else")

    with pytest.raises(DoesNotFit):
        stamped_time(response, NOTE, other.roots.read_bytes())


def test_timestamp_of_which_one_byte_was_changed_is_refused(
    authority: Authority, response: bytes
) -> None:
    changed = response[:-1] + bytes([response[-1] ^ 1])

    with pytest.raises((DoesNotFit, Malformed)):
        stamped_time(changed, NOTE, authority.roots.read_bytes())


@pytest.mark.parametrize("nonsense", [b"", b"<html>", b"0" * 200_000])
def test_response_that_is_none_is_refused(authority: Authority, nonsense: bytes) -> None:
    with pytest.raises(Malformed, match="cannot be read"):
        stamped_time(nonsense, NOTE, authority.roots.read_bytes())


@pytest.mark.parametrize("roots", [b"", b"no certificate"])
def test_certificates_that_are_none_are_refused(response: bytes, roots: bytes) -> None:
    with pytest.raises(Malformed, match="certificates"):
        stamped_time(response, NOTE, roots)


def test_refusal_of_the_authority_is_told(tmp_path: Path) -> None:
    unwilling = Authority(tmp_path / "unwilling", digests="sha512")

    with pytest.raises(Malformed, match="authority refused: Message digest algorithm"):
        stamped_time(unwilling.answer(new_question(NOTE).body), NOTE, unwilling.roots.read_bytes())
