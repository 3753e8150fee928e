"""Messages divided into parts, their headers, packing and texts."""

from __future__ import annotations

import pytest

from tracker.choices import MailTrouble
from tracker.readers import mail_headers
from tracker.readers.mail_bodies import LONGEST_TEXT, MOST_PACKED, read_body, unflowed
from tracker.readers.mail_headers import decoded_words, parameters, read_header
from tracker.readers.mail_packings import unpack
from tracker.readers.mail_parts import MOST_PARTS, divided

MIXED = b'Content-Type: multipart/mixed; boundary="a b"\n\n'
ALTERNATIVE = b"Content-Type: multipart/alternative; boundary=q\n\n"
PLAIN, HTML = b"Content-Type: text/plain\n\n", b"Content-Type: text/html\n\n"


def text_of(data: bytes) -> str:
    return read_body(data, divided(data)).text


def texts(data: bytes) -> list[bytes]:
    return [data[one.start : one.end] for one in divided(data).leaves]


def test_read_header_unfolds_fields() -> None:
    header = read_header(b"Subject: a\r\n b\r\n\tc\r\nX: \r\nsubject: d\r\n\r\nbody")

    assert header.fields == (("subject", b"a b c"), ("x", b""), ("subject", b"d"))
    assert (header.all("subject"), header.text("none"), header.body_at) == (["a b c", "d"], "", 39)


def test_read_header_ends_at_a_line_that_is_no_field() -> None:
    data = b"Subject: a\nWe accept.\n"

    assert data[read_header(data).body_at :] == b"We accept.\n"


def test_read_header_stops_reading_what_has_no_end() -> None:
    data = b"X: y\n" * 60_000 + b"\nbody"
    header = read_header(data)

    assert data[header.body_at :] == b"body"
    assert len(header.fields) == 51_200


@pytest.mark.parametrize(
    "text, expected",
    [
        ("=?utf-8?q?R=C3=ADos_libres?=", "Ríos libres"),
        ("=?utf-8?B?UsOtb3M=?= and =?iso-8859-1?q?s=ED?=", "Ríos and sí"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?R=C3?=\n =?utf-8?q?=ADos?=", "Ríos"),
        ("=?utf-8*es?q?sí?=", "sí"),
        ("=?none?q?a?=", "a"),
        ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
        ("plain ?= text", "plain ?= text"),
    ],
)
def test_decoded_words(text: str, expected: str) -> None:
    assert decoded_words(text) == expected


@pytest.mark.parametrize(
    "value, expected",
    [
        ("Text/Plain; Charset=UTF-8", ("text/plain", {"charset": "UTF-8"})),
        ('a/b; name="x; y.pdf"', ("a/b", {"name": "x; y.pdf"})),
        ("a/b; name*=utf-8''R%C3%ADos", ("a/b", {"name": "Ríos"})),
        ("a/b; name=one; name=two", ("a/b", {"name": "one"})),
        ("", ("", {})),
    ],
)
def test_parameters(value: str, expected: tuple[str, dict[str, str]]) -> None:
    assert parameters(value) == expected


def test_parameters_survives_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(value: object) -> None:
        raise IndexError

    monkeypatch.setattr(mail_headers, "collapse_rfc2231_value", fail)

    assert parameters("Text/Plain; name=x") == ("text/plain", {})


@pytest.mark.parametrize(
    "packed, packing, expected",
    [
        (b"V2U=", "base64", b"We"),
        (b"V2*U\r\n", "base64", b"We"),
        (b"V2UgY", "base64", b"We "),
        (b"We =\r\nsay=21=Z", "quoted-printable", b"We say!=Z"),
        (b"We\x00", "binary", b"We\x00"),
    ],
)
def test_unpack(packed: bytes, packing: str, expected: bytes) -> None:
    assert unpack(packed, packing) == expected


def test_divided_finds_parts_at_lines_of_their_own() -> None:
    data = MIXED + b"before\n--a b \nX: 1\n\none --a b\n--a bc\n--a b\r\n\r\ntwo\r\n--a b--\nafter"

    assert texts(data) == [b"one --a b\n--a bc", b"two"]
    assert divided(data).troubles == frozenset()


def test_divided_takes_parts_in_order_of_reading() -> None:
    inner = b"Content-Type: multipart/mixed; boundary=i\n\n--i\n\n2\n--i\n\n3\n--i--"

    assert texts(MIXED + b"--a b\n\n1\n--a b\n" + inner + b"\n--a b\n\n4\n--a b--") == [
        b"1",
        b"2",
        b"3",
        b"4",
    ]


@pytest.mark.parametrize(
    "data, leaves",
    [
        (MIXED + b"--a b\n\none\n", [b"one\n"]),
        (MIXED + b"--a b--\n", [b"--a b--\n"]),
        (MIXED + b"--a b\n--a b--\n", [b""]),
        (MIXED.replace(b"a b", b"x" * 300) + b"one", [b"one"]),
    ],
)
def test_divided_says_when_parts_are_broken(data: bytes, leaves: list[bytes]) -> None:
    assert texts(data) == leaves
    broken = divided(data).troubles == {MailTrouble.BROKEN_PARTS}
    assert broken or leaves == [b""]


def test_divided_stops_at_the_limit() -> None:
    parts = divided(MIXED + b"--a b\n\none\n" * 1000)

    assert len(parts.leaves) == MOST_PARTS
    assert parts.troubles == {MailTrouble.TOO_MANY_PARTS}


@pytest.mark.parametrize(
    "parts, expected",
    [
        ([PLAIN + b"plain", HTML + b"<p>html"], "plain"),
        ([PLAIN + b" ", HTML + b"<p>html"], "html"),
        ([HTML + b"<p>html"], "html"),
    ],
)
def test_read_body_takes_one_of_those_that_say_the_same(parts: list[bytes], expected: str) -> None:
    inside = b"".join(b"--q\n" + part + b"\n" for part in parts) + b"--q--\n"

    assert text_of(ALTERNATIVE + inside) == expected


def test_read_body_joins_texts_around_an_attachment() -> None:
    named = b"Content-Type: text/plain; name=notes.txt\n\nnotes"
    attached = b"Content-Disposition: attachment\n\nmore"
    parts = [PLAIN + b"one", named, attached, HTML + b"<p>two"]
    data = MIXED + b"".join(b"--a b\n" + part + b"\n" for part in parts) + b"--a b--\n"

    body = read_body(data, divided(data))

    assert body.text == "one\n\ntwo"
    assert [one.name for one in body.attachments] == ["notes.txt", "3"]


@pytest.mark.parametrize("many", [LONGEST_TEXT + 1, MOST_PACKED + 1])
def test_read_body_cuts_long_texts_and_says_so(many: int) -> None:
    data = b"Subject: x\n\n" + b"a" * many
    body = read_body(data, divided(data))

    assert (body.text, body.troubles) == ("a" * LONGEST_TEXT, {MailTrouble.TEXT_CUT})


def test_read_body_names_a_strange_packing_of_an_attachment() -> None:
    data = b"Content-Type: image/png\nContent-Transfer-Encoding: yenc\n\nx"

    assert MailTrouble.WRONG_ENCODING in read_body(data, divided(data)).troubles


@pytest.mark.parametrize(
    "text, deletes, expected",
    [
        ("one \ntwo \nthree\nfour", False, "one two three\nfour"),
        ("one \ntwo", True, "onetwo"),
        ("> one \n> two\nthree", False, "> one two\nthree"),
        ("> one \n>> two \nthree", False, "> one\n>> two\nthree"),
        ("one \n-- \nAna", False, "one\n--\nAna"),
        (" >stuffed", False, ">stuffed"),
    ],
)
def test_unflowed(text: str, deletes: bool, expected: str) -> None:
    assert unflowed(text, deletes) == expected


def test_read_body_unflows_what_says_so() -> None:
    assert text_of(b"Content-Type: text/plain; format=flowed; delsp=yes\n\none \ntwo") == "onetwo"
