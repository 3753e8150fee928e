"""The figures of the bench as curves in SVG, readable on light and on dark paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from django.utils.translation import gettext as _

from tracker.management.bench_figures import KEPT, KNOWN, MADE, Figure

WIDTH, HEIGHT = 940, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 250, 52, 46
LABEL = 17  # between two labels
TICKS = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
# What is drawn, from the top to the bottom, each with a colour for light and for dark paper.
CURVES = (
    ("who signed, first page", KNOWN, "#1baf7a", "#199e70"),
    ("who signed, first page", KEPT, "#2a78d6", "#3987e5"),
    ("who signed, first page", MADE, "#eb6834", "#d95926"),
    ("who signed, deepest page", MADE, "#4a3aa7", "#9085e9"),
    ("who signed, a common name", MADE, "#e34948", "#e66767"),
    ("statement", MADE, "#008300", "#46a346"),
    ("status board, first page", MADE, "#b8860b", "#c98500"),
    ("desk, first page", MADE, "#c2538b", "#d55181"),
)
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #2b2a27; }
.title { font-size: 15px; font-weight: 600; }
.quiet { fill: #5f5d57; }
.paper { fill: #fcfcfb; }
.line { stroke: #d9d7d0; stroke-width: 1; }
.curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
"""
DARK = """
text { fill: #f0efec; }
.quiet { fill: #b4b2aa; }
.paper { fill: #1a1a19; }
.line { stroke: #3a3936; }
"""


@dataclass(frozen=True, slots=True)
class _Panel:
    """Where numbers lie in one panel: both axes are logarithmic."""

    top: int
    sizes: Sequence[int]
    least: float
    most: float

    def x(self, rows: int) -> float:
        first, last = log10(self.sizes[0]), log10(self.sizes[-1])
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(rows) - first) / ((last - first) or 1)

    def y(self, share: float) -> float:
        low, high = log10(self.least), log10(self.most)
        bottom = self.top + HEIGHT - BOTTOM
        return bottom - (HEIGHT - TOP - BOTTOM) * (log10(share) - low) / (high - low)


def chart(measured: Sequence[tuple[Mapping[str, str], Sequence[Figure]]]) -> str:
    """One panel for each run: the share of the empty view's rate by the number of submissions."""
    height = HEIGHT * len(measured)
    panels = [
        _panel(number * HEIGHT, surroundings, figures)
        for number, (surroundings, figures) in enumerate(measured)
    ]
    # A picture for the documentation, which no page shows; light and dark take a sheet of its own.
    dark = f"@media (prefers-color-scheme: dark) {{{DARK}{_colours(3)}}}\n"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
            _element("title", _("Pages a second, as a share of an empty view’s")),
            _element("style", f"{STYLE}{_colours(2)}{dark}"),
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
            *panels,
            "</svg>\n",
        ]
    )


def _colours(column: int) -> str:
    lines = [
        f".c{number} {{ stroke: {curve[column]}; }}\n.d{number} {{ fill: {curve[column]}; }}\n"
        for number, curve in enumerate(CURVES)
    ]
    return "".join(lines)


def _panel(top: int, surroundings: Mapping[str, str], figures: Sequence[Figure]) -> str:
    drawn = [
        sorted((one for one in figures if (one.page, one.way) == curve[:2]), key=_rows)
        for curve in CURVES
    ]
    shares = [one.share for curve in drawn for one in curve]
    least = max((tick for tick in TICKS if tick <= min(shares, default=0)), default=TICKS[0])
    panel = _Panel(top, sorted({one.rows for one in figures}), least, max([1.0, *shares]))
    title = _("%(database)s: share of an empty view’s rate, by submissions")
    lines = [_text(LEFT, top + 28, title % surroundings, "title"), *_axes(panel)]
    for number, curve in enumerate(drawn):
        lines += _curve(panel, number, curve)
    lines += _labels(panel, drawn)
    return "\n".join(lines)


def _rows(figure: Figure) -> int:
    return figure.rows


def _axes(panel: _Panel) -> Iterable[str]:
    right = WIDTH - RIGHT
    for tick in TICKS:
        if panel.least <= tick <= panel.most:
            y = panel.y(tick)
            yield f'<path class="line" d="M{LEFT} {y:.1f}H{right}"/>'
            yield _text(LEFT - 8, y + 4, f"{tick:g}", "quiet", "end")
    for size in panel.sizes:
        yield _text(panel.x(size), panel.top + HEIGHT - BOTTOM + 22, f"{size:,}", "quiet", "middle")


def _curve(panel: _Panel, number: int, curve: Sequence[Figure]) -> Iterable[str]:
    places = [(panel.x(one.rows), panel.y(one.share)) for one in curve]
    if places:
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        yield f'<path class="curve c{number}" d="M{path}"/>'
    for x, y in places:
        yield f'<circle class="d{number}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'


def _labels(panel: _Panel, drawn: Sequence[Sequence[Figure]]) -> Iterable[str]:
    """The name of each curve beside its end, none over another."""
    ends = sorted((panel.y(curve[-1].share), number) for number, curve in enumerate(drawn) if curve)
    lowest = panel.top + HEIGHT - BOTTOM
    places: list[float] = []
    for left, (y, _number) in enumerate(ends, 1 - len(ends)):
        above = places[-1] + LABEL if places else panel.top + TOP
        places.append(max(above, min(y, lowest + left * LABEL)))
    x = WIDTH - RIGHT
    for place, (y, number) in zip(places, ends, strict=True):
        page, way = CURVES[number][:2]
        name = page if way == MADE else f"{page}, {way}"
        yield f'<path class="curve c{number}" d="M{x + 4} {y:.1f}L{x + 16} {place:.1f}"/>'
        yield _text(x + 21, place + 4, name)


def _element(name: str, words: str) -> str:
    return f"<{name}>{escape(words)}</{name}>"


def _text(x: float, y: float, words: str, name: str = "", anchor: str = "start") -> str:
    kind = f' class="{name}"' if name else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind}>{escape(words)}</text>'
