"""Badges: a label and what it says, as a small SVG that needs no font of ours."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.choices import Direction, Status
from tracker.rules.cards import is_right_to_left

HEIGHT, SIZE, PADDING, MARK = 24, 12, 9, 22
# Of the colours of the site: the mark, the label, its ground, the words, their ground, the edge.
PALETTES = {
    "light": ("#8c1d2f", "#1c1a17", "#f3eee3", "#1c1a17", "#ffffff", "#8b8375"),
    "dark": ("#8c1d2f", "#ece6da", "#2f2b23", "#ece6da", "#161410", "#8a8172"),
}
# Widths in parts of the size, about those of the sans-serif fonts of most systems. The words are
# then set in exactly the width that comes of it, whatever the font.
NARROW, WIDE = frozenset("fijlrtI.,:;'|!()[]· "), frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands on the left, on a darker ground, and on the right."""

    label: str
    words: str

    def __str__(self) -> str:
        return " · ".join(part for part in (self.label, self.words) if part)


def count_badge(endorsed: int | None) -> Badge:
    """How many endorsements of a statement stand; None where nobody is invited to sign."""
    if endorsed is None:
        return Badge(_("Not open for signing"), "")
    number = number_format(endorsed, use_l10n=True, force_grouping=True)
    return Badge(ngettext("Endorsement", "Endorsements", endorsed), number)


def submission_badge(status: str, direction: str, *, points: int, excepted: int) -> Badge:
    """Where a submission stands; one that stands tells how many points it endorses."""
    if status == Status.ACCEPTED:
        return Badge(_("Endorsed"), _points_words(points, excepted))
    is_invitation = direction == Direction.INVITATION
    return Badge(_("Invited to sign") if is_invitation else _("Offered to sign"), _stands(status))


def badge_svg(badge: Badge, theme: str) -> str:
    """The badge as SVG. Screen readers read it as one picture with one name."""
    mark, label_ink, label_ground, ink, ground, edge = PALETTES[theme]
    left = MARK + PADDING // 2 + _width(badge.label) + PADDING
    right = _width(badge.words) + 2 * PADDING if badge.words else 0
    whole = left + right
    is_mirrored = is_right_to_left(badge.label)

    def flip(x: int, wide: int) -> int:
        return whole - x - wide if is_mirrored else x

    name = escape(str(badge))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{HEIGHT}" '
        f'viewBox="0 0 {whole} {HEIGHT}" role="img" aria-label="{name}">',
        f"<title>{name}</title>",
        f'<rect width="{whole}" height="{HEIGHT}" rx="4" fill="{ground}"/>',
        f'<rect x="{flip(0, left)}" width="{left}" height="{HEIGHT}" rx="4" '
        f'fill="{label_ground}"/>',
        _mark(flip(4, 16), mark),
        _text(badge.label, flip(MARK + PADDING // 2, _width(badge.label)), label_ink),
        _text(badge.words, flip(left + PADDING, _width(badge.words)), ink),
        f'<rect x=".5" y=".5" width="{whole - 1}" height="{HEIGHT - 1}" rx="3.5" fill="none" '
        f'stroke="{edge}"/>',
        "</svg>",
    ]
    return "".join(parts)


def _points_words(points: int, excepted: int) -> str:
    if not points:
        return ""
    if not excepted:
        return ngettext("its one point", "all %(count)s points", points) % {"count": points}
    kept = {"kept": points - excepted, "count": points}
    return ngettext("%(kept)s of %(count)s point", "%(kept)s of %(count)s points", points) % kept


def _stands(status: str) -> str:
    """The status, but for what the label says already."""
    return "" if status == Status.INVITED else str(Status(status).label)


def _text(text: str, left: int, ink: str) -> str:
    if not text:
        return ""
    wide = _width(text)
    direction = "rtl" if is_right_to_left(text) else "ltr"
    return (
        f'<text x="{left + wide / 2:g}" y="16" text-anchor="middle" direction="{direction}" '
        f'font-family="system-ui, Roboto, Noto Sans, sans-serif" font-size="{SIZE}" fill="{ink}" '
        f'textLength="{wide}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
    )


def _mark(left: int, colour: str) -> str:
    return (
        f'<g transform="translate({left} 4) scale(.5)"><rect width="32" height="32" rx="6" '
        f'fill="{colour}"/><path d="M9 6v9a7 7 0 0 0 14 0V6" fill="none" stroke="#fff" '
        'stroke-width="3.4" stroke-linecap="round"/><path d="M6.5 26.5h19" stroke="#fff" '
        'stroke-width="2.6" stroke-linecap="round"/></g>'
    )


def _width(text: str) -> int:
    """In whole pixels."""
    return round(sum(map(_part, text)) * SIZE)


def _part(character: str) -> float:
    """How wide one character is, in parts of the size."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.0
    if character in NARROW:
        return 0.34
    if character in WIDE or character.isupper():
        return 0.92 if character in WIDE else 0.68
    return 0.5 if unicodedata.bidirectional(character) == "AL" else 0.57
