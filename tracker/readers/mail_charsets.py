"""Bytes of a mail made into text: whatever it claims of its letters, some text comes out."""

from __future__ import annotations

import codecs
import re

# What mail programs write, and the wider code that they mean by it.
MEANT = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "koi8-r": "koi8-u",
}
SINGLE_BYTE = re.compile(r"cp(12\d\d|437|737|775|85\d|86\d|866|874)|iso8859-\d+|koi8-\w|mac-\w+")
# Their bytes may be valid UTF-8 by chance, or always are: what the mail says comes first.
OTHERS = frozenset(
    name
    for names in (
        "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7",
        "cp949 johab gb18030 hz big5hkscs cp950 cp932 shift_jisx0213 shift_jis_2004 euc_jp",
        "euc_jis_2004 iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_jp_ext iso2022_kr",
    )
    for name in names.split()
)
# Control characters, and those that make text run backwards: neither belongs into what is shown.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def mail_text(data: bytes, declared: str = "") -> tuple[str, bool]:
    """The text, and whether its letters could be read with certainty.

    `declared` is the charset the mail names. UTF-8 is tried before a declared code of one byte a
    letter: bytes that are valid UTF-8 are hardly ever anything else. Never raises.
    """
    codec = _codec(declared)
    tried = [codec, "utf-8"] if codec in OTHERS else ["utf-8", codec]
    for name in filter(None, tried):
        try:
            return clean(data.decode(name)), True
        except UnicodeDecodeError:
            continue
    return clean(data.decode(codec or "cp1252", "replace")), False


def clean(text: str) -> str:
    """Text that every database takes: no control characters but line ends and tabs."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return UNWANTED.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str, most: int) -> str:
    """Clean text on one line of at most so many characters: nothing in it can start a field."""
    return " ".join(clean(text).split())[:most]


def _codec(declared: str) -> str:
    """The codec a mail means; "" for none, and for those that are no charset (rot13, idna, hex)."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    meant = MEANT.get(name, name)
    return meant if meant in OTHERS or SINGLE_BYTE.fullmatch(meant) else ""
