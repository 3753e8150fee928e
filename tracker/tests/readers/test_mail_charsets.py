"""Letters of mails, as they say they are stored and as they are."""

from __future__ import annotations

import pytest

from tracker.readers.mail_charsets import clean, mail_text, one_line


@pytest.mark.parametrize(
    "text, stored, declared",
    [
        ("Ríos", "utf-8", "utf-8"),
        ("Ríos – sí", "cp1252", "iso-8859-1"),
        ("Ríos", "utf-8", "iso-8859-1"),
        ("Ríos", "utf-8", "us-ascii"),
        ("뷁 강들", "cp949", "euc-kr"),
        ("뷁 강들", "cp949", "ks_c_5601-1987"),
        ("реки", "koi8-r", "KOI8-R"),
        ("реки", "cp1251", '"windows-1251"'),
        ("河流", "gb18030", "gb2312"),
        ("川", "iso2022_jp", "iso-2022-jp"),
        ("Ríos", "utf-16", "utf-16"),
        ("Ríos", "utf-7", "utf-7"),
    ],
)
def test_mail_text_reads_what_was_meant(text: str, stored: str, declared: str) -> None:
    assert mail_text(text.encode(stored), declared) == (text, True)


@pytest.mark.parametrize("declared", ["", "x-none", "rot13", "hex", "idna", "a\0b", "undefined"])
def test_mail_text_falls_back_where_no_charset_helps(declared: str) -> None:
    assert mail_text("sí".encode("cp1252"), declared) == ("sí", False)


def test_mail_text_keeps_what_can_be_read_of_torn_letters() -> None:
    assert mail_text("강들".encode("cp949") + b"\xff", "euc-kr") == ("강들\ufffd", False)


def test_clean_drops_what_no_text_has() -> None:
    assert clean("a\0b\x1b[1m\u202ec\r\nd\re\ud800\tf\ufeff") == "ab[1mc\nd\ne?\tf"


def test_one_line_is_one_line_of_so_many_characters() -> None:
    assert one_line(" a\r\nBcc: b\t c ", 8) == "a Bcc: b"
