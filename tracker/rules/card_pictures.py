"""Drawing a card: 1200 by 630 pixels, as link previews show it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from tracker.rules.card_fonts import font_for
from tracker.rules.cards import LEADING, Card, is_right_to_left, set_lines, shortened

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
PAPER, INK, SOFT, RULE, ACCENT = "#fbf9f4", "#1c1a17", "#5a544a", "#dcd5c7", "#8c1d2f"
TITLE_TOP, TITLE_HEIGHT = 128, 300
FOOT = 468
SMALLEST = 24
# What is measured at this size holds for every other.
MEASURED = 100
# The picture has few colours: of so many nobody sees that there are no more.
COLOURS = 48


def card_picture(card: Card) -> bytes:
    """The card as PNG. Words that no font here can draw are left out; so the plain card is drawn.

    Without its title, what is left of it is the mark and the name of the site.
    """
    # Pillow takes 20 MB, and most processes never draw.
    from PIL import Image, ImageDraw  # noqa: PLC0415

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    sheet = _Sheet(ImageDraw.Draw(image), card.language, is_right_to_left(card.title))
    sheet.draw.rectangle((0, 0, WIDTH, 11), fill=INK)
    if sheet.title(card.title):
        sheet.line(card.kind, 64, 30, SOFT)
        sheet.draw.line((MARGIN, FOOT - 16, WIDTH - MARGIN, FOOT - 16), fill=RULE, width=3)
        sheet.line(card.issuer, FOOT + 8, 36, INK)
        sheet.line(card.counted, FOOT + 64, 36, ACCENT, width=680)
        _mark(sheet.draw, sheet.far(64), FOOT + 62, 64)
        sheet.line(card.site, FOOT + 74, 28, SOFT, at_end=84, width=280)
    else:
        _mark(sheet.draw, (WIDTH - 200) // 2, 150, 200)
        sheet.centred(card.site, 400, 64)
    data = BytesIO()
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(data, "PNG")
    return data.getvalue()


class _Sheet:
    """What is drawn on: from the side at which the title begins."""

    def __init__(self, draw: ImageDraw, language: str, is_mirrored: bool) -> None:
        self.draw = draw
        self.language = language
        self.is_mirrored = is_mirrored

    def far(self, width: int) -> int:
        """The left edge of something so wide that stands at the end of a line."""
        return MARGIN if self.is_mirrored else WIDTH - MARGIN - width

    def title(self, text: str) -> bool:
        """The title, as large as it fits; False if there is no font for it."""
        measuring = font_for(text, MEASURED, self.language)
        if measuring is None:
            return False
        wide = float(WIDTH - 2 * MARGIN)
        found = set_lines(text, wide, TITLE_HEIGHT, lambda part: _width(measuring, part))
        font = measuring.font_variant(size=found.size)
        for number, line in enumerate(found.lines):
            self._put(line, TITLE_TOP + int(number * found.size * LEADING), font, INK)
        return True

    def line(
        self,
        text: str,
        top: int,
        size: int,
        colour: str,
        *,
        at_end: int = 0,
        width: int = WIDTH - 2 * MARGIN,
    ) -> None:
        """One line, smaller and then cut where there is no room; `at_end` so far from the end."""
        measuring = font_for(text, MEASURED, self.language)
        if measuring is None:
            return
        size = max(SMALLEST, min(size, int(width / max(_width(measuring, text), 1))))
        cut = shortened(text, width / size, lambda part: _width(measuring, part))
        self._put(cut, top, measuring.font_variant(size=size), colour, at_end=at_end)

    def centred(self, text: str, top: int, size: int) -> None:
        """One line in the middle."""
        font = font_for(text, size, self.language)
        if font is not None:
            cut = shortened(text, WIDTH - 2 * MARGIN, font.getlength)
            self.draw.text((WIDTH // 2, top), cut, font=font, fill=INK, anchor="ma")

    def _put(
        self, text: str, top: int, font: FreeTypeFont, colour: str, *, at_end: int = 0
    ) -> None:
        """At the start of the line, or `at_end` pixels from its end."""
        is_left = self.is_mirrored == bool(at_end)
        distance = MARGIN + at_end
        place = (distance if is_left else WIDTH - distance, top)
        how: dict[str, Any] = {"direction": "rtl"} if is_right_to_left(text) else {}
        self.draw.text(place, text, font=font, fill=colour, anchor="la" if is_left else "ra", **how)


def _width(font: FreeTypeFont, text: str) -> float:
    return font.getlength(text) / MEASURED


def _mark(draw: ImageDraw, left: int, top: int, size: int) -> None:
    """The mark of the site, as its icon has it: 32 parts wide."""
    part = size / 32
    draw.rounded_rectangle((left, top, left + size, top + size), 6 * part, fill=ACCENT)
    pen: dict[str, Any] = {"fill": "#fff", "width": round(3.2 * part)}
    for x in (9, 23):
        draw.line((left + x * part, top + 6 * part, left + x * part, top + 15 * part), **pen)
    box = (left + 7.4 * part, top + 6.4 * part, left + 24.6 * part, top + 23.6 * part)
    draw.arc(box, 0, 180, **pen)
    draw.line((left + 6.5 * part, top + 27 * part, left + 25.5 * part, top + 27 * part), **pen)
