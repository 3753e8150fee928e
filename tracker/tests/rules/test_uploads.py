"""Which files are kept as evidence, and under which name they are given out."""

import pytest

from tracker.rules.refusals import Refused
from tracker.rules.uploads import (
    JPEG,
    LONGEST_NAME,
    MAIL,
    PDF,
    PNG,
    TEXT,
    FileType,
    file_type,
    kept_type,
    safe_file_name,
)


@pytest.mark.parametrize(
    "data, expected",
    [
        (b"%PDF-1.7\n%\xe2\xe3", PDF),
        (b"\x89PNG\r\n\x1a\n\x00\x00", PNG),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG),
        (b"Received: from mail.example\r\n\r\nHello", MAIL),
        (b"subject: We would like to sign\n\nHello", MAIL),
        (b"We would like to sign.\nFrom: us", TEXT),
        ("Wir möchten unterschreiben.".encode(), TEXT),
    ],
)
def test_file_type_is_told_from_the_first_bytes(data: bytes, expected: FileType) -> None:
    assert file_type(data) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"  \r\n<!DOCTYPE html>",
        b'<?xml version="1.0"?><svg onload="alert(1)"/>',
        b"PK\x03\x04\x14\x00\x08\x00",
        b"GIF89a\x01\x00",
        b"MZ\x90\x00",
        b"text with a \x00 in it",
        "Wir möchten".encode("latin-1"),
        "text".encode("utf-16"),
    ],
)
def test_file_type_keeps_nothing_else(data: bytes) -> None:
    assert file_type(data) is None


def test_kept_type_is_that_of_a_file_that_is_not_too_large() -> None:
    assert kept_type(b"%PDF-1.4 x", most=10) == PDF


@pytest.mark.parametrize(
    "data, most, told",
    [
        (b"%PDF-1.4 " + b"x" * 2_000_000, 2_000_000, "larger than 2 MB"),
        (b"GIF89a\x01\x00", 10, "This is not a PDF"),
        (b"", 10, "This is not a PDF"),
    ],
)
def test_kept_type_refuses(data: bytes, most: int, told: str) -> None:
    with pytest.raises(Refused, match=told) as refused:
        kept_type(data, most)

    assert list(refused.value.error_dict) == ["file"]


@pytest.mark.parametrize(
    "name, kind, expected",
    [
        ("letter.pdf", PDF, "letter.pdf"),
        ("letter", PDF, "letter.pdf"),
        ("letter.html", TEXT, "letter.html.txt"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\Users\\ann\\Our letter.pdf", PDF, "Our-letter.pdf"),
        ('a"b\r\nContent-Type: text/html.png', PNG, "html.png"),
        ("письмо 1.eml", MAIL, "письмо-1.eml"),
        (".htaccess", TEXT, "htaccess.txt"),
        ("", PDF, "source.pdf"),
        ("???", PDF, "source.pdf"),
        ("x" * 300, JPEG, "x" * LONGEST_NAME + ".jpg"),
    ],
)
def test_safe_file_name(name: str, kind: FileType, expected: str) -> None:
    assert safe_file_name(name, kind) == expected
