"""Bytes made into text: Unicode first, older encodings only when they are evident."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.readers.errors import NotText, UnknownEncoding

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16's mark: must be asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
TRIED = "UTF-8, UTF-16, Windows-1251, Windows-1252, KOI8-R"
CYRILLIC_ENCODINGS = ("cp1251", "koi8-r", "koi8-u")
SAMPLE = 200_000

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
CONTROL_BYTES = re.compile(CONTROL.pattern.encode())
WESTERN_LETTERS = tuple(
    frozenset(letters + letters.upper())
    for letters in ("àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíóúñüºª", "áâãàçéêíóôõúüºª", "àèéìíîòóùú",
                    "åäöæøéüá", "áéëíïóöüèê", "áðéíóúýþæö", "àçéèíïóòúü")
)  # fmt: skip
WESTERN_SIGNS = frozenset("‘’“”„‚‹›«»–—…•·¿¡§©®™°£€´¨½¼¾²³×†\xa0\xad")
COMMON_CYRILLIC = frozenset("оеаинтсрвлі")
CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў")
CYRILLIC_SIGNS = frozenset("‘’“”„«»–—…•·§©°№\xa0\xad")
# What a wrong reading is full of: Latin letters touching Cyrillic ones, capitals inside words.
CAPITAL_INSIDE = re.compile("[а-яёіїєґў][А-ЯЁІЇЄҐЎ]")
MIXED_WORD = re.compile("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]|" + CAPITAL_INSIDE.pattern)
MOST_SLIPS = 10
FEWEST_LETTERS = 12
GREEK = re.compile("[\x00-\x7f\xa0-\xbf‘’“”–—…•Ά-ώ]*")
HEBREW = re.compile("[\x00-\x7f\xa0-\xbf‘’“”–—…•א-ת]*")


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text and the name of its encoding.

    `declared` is what the file says of itself; it is believed when the bytes agree with it.
    Raises NotText for bytes that are no text, UnknownEncoding (naming what was tried) when the
    encoding is not evident.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding
    for encoding in ("utf-8", _wide(data), declared, *_single_byte(data)):
        text = _possible(data, encoding)
        if text is not None:
            return text, encoding
    if CONTROL_BYTES.search(data) and not _wide(data):
        raise NotText(_("This is not a text: it holds bytes that no text has."))
    raise UnknownEncoding(
        _(
            "It is not evident how the letters of this text are stored. Tried: %(tried)s. "
            "Save it as UTF-8 and try again."
        )
        % {"tried": ", ".join(filter(None, [TRIED, declared]))}
    )


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(
            _("This text says that it is %(encoding)s, but it is not. Save it as UTF-8.")
            % {"encoding": encoding.upper()}
        ) from error
    if CONTROL.search(text):
        raise NotText(_("This is not a text: it holds characters that no text has."))
    return text


def _possible(data: bytes, encoding: str) -> str | None:
    """The text if the bytes can be read so and hold no control characters."""
    try:
        text = data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None
    return None if text is None or CONTROL.search(text) else text


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of a Latin text, or of a space, is zero."""
    sample = data[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample[::2]) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _single_byte(data: bytes) -> list[str]:
    """The one older encoding that is evident, if any."""
    sample = data[:SAMPLE]
    readings = [reading for name in CYRILLIC_ENCODINGS if (reading := _cyrillic(sample, name))]
    if not readings:
        return ["cp1252"] if _is_western(sample) else []
    best = min(readings, key=lambda one: (one.slips, -one.likeness))
    # KOI8-R and KOI8-U store the letters that both have in the same bytes.
    rivals = [one for one in readings if one.family != best.family]
    is_evident = all(_is_better(best, rival, sample) for rival in rivals)
    return [best.encoding] if is_evident else []


class _Reading(NamedTuple):
    """Bytes read as Cyrillic: the share of common letters, and of capitals inside words."""

    encoding: str
    likeness: float
    slips: float

    @property
    def family(self) -> str:
        return self.encoding[:4]


def _cyrillic(sample: bytes, encoding: str) -> _Reading | None:
    """The reading, if these bytes can be Cyrillic text in this encoding."""
    text = sample.decode(encoding, "replace")
    letters = Counter(letter for letter in text.lower() if letter in CYRILLIC)
    strange = {letter.lower() for letter in text if letter > "\x7f"} - CYRILLIC_SIGNS - CYRILLIC
    if strange or letters.total() < FEWEST_LETTERS:
        return None
    if len(MIXED_WORD.findall(text)) * MOST_SLIPS > letters.total():
        return None
    likeness = sum(letters[letter] for letter in COMMON_CYRILLIC) / letters.total()
    return _Reading(encoding, likeness, len(CAPITAL_INSIDE.findall(text)) / letters.total())


def _is_better(best: _Reading, rival: _Reading, sample: bytes) -> bool:
    """Whether one reading wins clearly: by its capitals, or else by how common its letters are."""
    if best.slips < rival.slips:
        return best.likeness > rival.likeness * 0.8
    return best.likeness > rival.likeness * 1.25 and not _is_greek_or_hebrew(sample)


def _is_greek_or_hebrew(sample: bytes) -> bool:
    """Whether the same bytes, where capitals do not decide, spell Greek or Hebrew as well."""
    for encoding, letters in (("cp1253", GREEK), ("cp1255", HEBREW)):
        text = _possible(sample, encoding)
        if text is not None and letters.fullmatch(text):
            return True
    return False


def _is_western(sample: bytes) -> bool:
    """Whether all high bytes are signs, or letters of one Western language beside plain ones."""
    text = sample.decode("cp1252", "replace")
    letters = {letter for letter in text if letter > "\x7f"} - WESTERN_SIGNS
    plain = sum(letter.isascii() and letter.isalpha() for letter in text)
    special = sum(letter in letters for letter in text)
    return special * 3 < plain and any(letters <= known for known in WESTERN_LETTERS)
