"""Addresses that can be answered, throw-away ones, and what editors' rules match."""

from __future__ import annotations

import pytest

from tracker.choices import SenderField, Verdict
from tracker.rules.refusals import Refused
from tracker.rules.senders import (
    Rule,
    Sender,
    clean_pattern,
    deciding_rule,
    does_match,
    is_disposable,
    require_answerable,
)

MARA = Sender("Mara@Post.Delta.example", "Ríos  Libres del Delta", "192.0.2.7")


@pytest.mark.parametrize("email", ["mara@delta.org", "m.o+list@post.delta.org", "o'neil@delta.org"])
def test_addresses_that_can_be_answered(email: str) -> None:
    require_answerable(email)


@pytest.mark.parametrize("email", ["", "mara", "mara@", "@delta.org", "a b@delta.org", "é@x.org"])
def test_addresses_that_cannot(email: str) -> None:
    with pytest.raises(Refused, match="not an e-mail address"):
        require_answerable(email)


@pytest.mark.parametrize(
    "email, expected",
    [
        ("a@mailinator.com", True),
        ("a@MAILINATOR.com", True),
        ("a@eu.mailinator.com", True),
        ("a@notmailinator.com.example", False),
        ("a@delta.org", False),
    ],
)
def test_is_disposable(email: str, expected: bool) -> None:
    assert is_disposable(email) is expected


@pytest.mark.parametrize(
    "field, pattern, expected",
    [
        (SenderField.EMAIL, "mara@post.delta.example", True),
        (SenderField.EMAIL, "mara@delta.example", False),
        (SenderField.DOMAIN, "delta.example", True),
        (SenderField.DOMAIN, "post.delta.example", True),
        (SenderField.DOMAIN, "elta.example", False),
        (SenderField.NAME, "rios libres", True),
        (SenderField.NAME, "libres rios", False),
        (SenderField.NETWORK, "192.0.2.0/24", True),
        (SenderField.NETWORK, "192.0.2.7/32", True),
        (SenderField.NETWORK, "198.51.100.0/24", False),
        (SenderField.NETWORK, "2001:db8::/32", False),
    ],
)
def test_does_match(field: str, pattern: str, expected: bool) -> None:
    assert does_match(field, pattern, MARA) is expected


def test_nobody_is_in_a_network_that_is_not_known() -> None:
    assert not does_match(SenderField.NETWORK, "0.0.0.0/0", Sender("a@b.example", "A"))


@pytest.mark.parametrize(
    "field, typed, expected",
    [
        (SenderField.EMAIL, " Mara@Delta.example ", "mara@delta.example"),
        (SenderField.DOMAIN, "@Delta.example", "delta.example"),
        (SenderField.DOMAIN, ".delta.example.", "delta.example"),
        (SenderField.NAME, "Ríos  Libres", "rios libres"),
        (SenderField.NETWORK, "192.0.2.7", "192.0.2.7/32"),
        (SenderField.NETWORK, "192.0.2.7/24", "192.0.2.0/24"),
        (SenderField.NETWORK, "2001:db8::1/32", "2001:db8::/32"),
    ],
)
def test_clean_pattern(field: str, typed: str, expected: str) -> None:
    assert clean_pattern(field, typed) == expected


@pytest.mark.parametrize(
    "field, typed",
    [
        (SenderField.EMAIL, "delta.example"),
        (SenderField.EMAIL, "@delta.example"),
        (SenderField.EMAIL, "a@b@c"),
        (SenderField.DOMAIN, "delta"),
        (SenderField.DOMAIN, "mara@delta.example"),
        (SenderField.DOMAIN, "the delta.example"),
        (SenderField.NAME, "ab"),
        (SenderField.NETWORK, "here"),
    ],
)
def test_pattern_that_nothing_matches_is_refused(field: str, typed: str) -> None:
    with pytest.raises(Refused):
        clean_pattern(field, typed)


@pytest.mark.parametrize(
    "verdicts, expected",
    [
        ([Verdict.HOLD, Verdict.BLOCK], 2),
        ([Verdict.HOLD, Verdict.BLOCK, Verdict.ALLOW], 3),
        ([Verdict.HOLD, Verdict.HOLD], 1),
        ([], None),
    ],
)
def test_deciding_rule(verdicts: list[str], expected: int | None) -> None:
    rules = [
        Rule(number, verdict, SenderField.NAME, "rios")
        for number, verdict in enumerate(verdicts, start=1)
    ]
    others = [Rule(9, Verdict.ALLOW, SenderField.NAME, "mares")]

    found = deciding_rule([*others, *rules], MARA)

    assert (found.pk if found else None) == expected
