"""Catalogues of translations: what is missing or wrong in one, and its compiled form."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

# Values that are put into a text, as Python and as letters name them; the tags around its words.
PLACE = re.compile(r"%(?:\(\w+\)\w|%)|\{[a-z_]+\}")
TAG = re.compile(r"</?[a-z][^<>]*>")
EDGES = re.compile(r"^\s*|\s*$")


def read_catalogue(data: bytes) -> Catalog:
    """The catalogue of a .po file."""
    return read_po(BytesIO(data))


def problems_of(catalogue: Catalog) -> list[str]:
    """What keeps a catalogue from being used, each with the beginning of its message."""
    return [
        f"{told}: “{' '.join(_texts(message.id)[0].split())[:60]}”"
        for message in catalogue
        if message.id
        for told in _problems(message)
    ]


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it (the GNU .mo format): the same bytes for the same words.

    Babel's own compiler writes down when it ran and which version it is.
    """
    header = f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {catalogue.plural_forms}\n"
    words = {b"": header.encode()} | {
        _key(message): "\0".join(_texts(message.string)).encode()
        for message in catalogue
        if message.id
    }
    amount, keys = len(words), sorted(words)
    texts = [*keys, *(words[key] for key in keys)]
    at, table, data = 28 + 16 * amount, b"", b""
    for text in texts:
        table += struct.pack("<2I", len(text), at + len(data))
        data += text + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, amount, 28, 28 + 8 * amount, 0, at) + table + data


def _key(message: Message) -> bytes:
    context = f"{message.context}\4" if message.context else ""
    return (context + "\0".join(_texts(message.id))).encode()


def _problems(message: Message) -> Iterator[str]:
    originals, told = _texts(message.id), _texts(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(told):
        yield "not translated"
    else:
        for one in told:
            yield from _differences(originals, one, is_plural=message.pluralizable)


def _differences(originals: Sequence[str], told: str, *, is_plural: bool) -> Iterator[str]:
    """How one form differs in what no translator may change.

    A form for a single number may leave the number out: "one day".
    """
    original = originals[-1]
    wanted, found = Counter(PLACE.findall(original)), Counter(PLACE.findall(told))
    if found - wanted or (wanted - found and not is_plural):
        yield f"placeholders {sorted(found)}, not {sorted(wanted)}"
    if Counter(TAG.findall(told)) != Counter(TAG.findall(original)):
        yield "other tags"
    if EDGES.findall(told) != EDGES.findall(original):
        yield "other space at the beginning or the end"


def _texts(given: object) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list | tuple) else [str(given)]
