"""Which font can draw a text: one of our own, or one of the Noto fonts that are installed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FOLDER = Path(__file__).resolve().parent.parent.parent / "fonts"
OWN = (FOLDER / "undersigned-card.ttf", FOLDER / "undersigned-card-kr.otf")
# Where Debian and others install fonts.
INSTALLED = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
# The order of fonts in a file of Noto CJK: each draws all the characters, in its own way.
CJK_ORDER = {"ja": 0, "ko": 1, "zh": 2, "zh-hans": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4}
CJK = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH"})
# Letters that stand beside each other as they are. All others have to be shaped, by Raqm.
PLAIN = CJK | {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN"}
# What is in no font, as the largest code point is no character.
NOWHERE = "\U0010ffff"
PROBE_SIZE = 24


@lru_cache(maxsize=16)
def font_for(text: str, size: int, language: str) -> FreeTypeFont | None:
    """The first font that has every character of the text; None if there is none.

    None, too, for a script whose letters join or reorder where this Pillow cannot shape them.
    """
    # Pillow takes 20 MB, and most processes never draw.
    from PIL import ImageFont, features  # noqa: PLC0415

    can_shape = features.check("raqm")
    if not can_shape and not _is_plain(text):
        return None
    layout = ImageFont.Layout.RAQM if can_shape else ImageFont.Layout.BASIC
    for path, index in _candidates(text, language):
        font = ImageFont.truetype(str(path), size, index=index, layout_engine=layout)
        if _has_all(font.font_variant(size=PROBE_SIZE), text):
            return font
    return None


def _candidates(text: str, language: str) -> Iterator[tuple[Path, int]]:
    for path in OWN:
        yield path, 0
    for path in _installed(_scripts(text)):
        yield path, CJK_ORDER.get(language.lower(), 2) if "CJK" in path.name else 0


def _installed(scripts: frozenset[str]) -> list[Path]:
    """The bold Noto fonts made for one of these scripts, those with serifs first."""
    names = {"CJK" if script in CJK else script.title() for script in scripts}
    found = [
        path
        for folder in INSTALLED
        for path in folder.rglob("Noto*-Bold.*")
        if any(name in path.name for name in names)
    ]
    return sorted(found, key=lambda path: ("Serif" not in path.name, path.name))


def _scripts(text: str) -> frozenset[str]:
    letters = (one for one in text if unicodedata.category(one)[0] in "LM")
    return frozenset(unicodedata.name(one, "NO").split(" ")[0] for one in letters)


def _is_plain(text: str) -> bool:
    return _scripts(text) <= PLAIN


def _has_all(font: FreeTypeFont, text: str) -> bool:
    """Whether none of the characters is drawn as what stands for a missing one."""
    missing = bytes(font.getmask(NOWHERE))
    shown = {one for one in text if not one.isspace() and unicodedata.category(one) != "Cf"}
    return all(bytes(font.getmask(one)) != missing for one in shown)
