"""Where lines, bars and ribbons of pictures lie: numbers into places, without words or colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Pictures are as wide as this, in units of their own; a phone shows one as about 0.7 pixels.
WIDTH = 400
# Ticks of an axis are these, or these times a power of ten, apart.
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Tick:
    """A number of an axis, and how far down it lies."""

    number: int
    y: float


@dataclass(frozen=True, slots=True)
class Slot:
    """The strip of one point of the picture, in which it is told what is there."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Lines:
    """Totals over time: one path for each row of numbers, and the same as an area."""

    height: int
    left: int
    bottom: int
    paths: list[str]
    areas: list[str]
    ticks: list[Tick]
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What goes from a node on the left to one on the right: numbers of both, and its path."""

    source: int
    target: int
    path: str


@dataclass(frozen=True, slots=True)
class Node:
    """The bar of a node, and how far down its words stand."""

    y: float
    height: float
    words_y: float


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow from some nodes to others."""

    height: float
    sources: list[Node]
    targets: list[Node]
    ribbons: list[Ribbon]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in parts that follow each other: where each begins, and how long it is."""

    y: float
    parts: list[tuple[float, float]]
    end: float


def ticks_for(most: int, height: float, top: float) -> list[Tick]:
    """A few round numbers from 0 to the first that is not below `most`, over so much height."""
    power, rest = 1, max(most, 1)
    while rest > 40:
        power, rest = power * 10, -(-rest // 10)
    step = next(one for one in (*STEPS, 10) if one * 4 >= rest) * power
    count = -(-max(most, 1) // step)
    return [
        Tick(number * step, round(top + height * (1 - number / count), 1))
        for number in range(count + 1)
    ]


def lines(rows: Sequence[Sequence[int]], *, left: int = 44, height: int = 200) -> Lines:
    """Totals that grow from one point to the next, each row as steps; points are equally wide."""
    top, bottom = 10, height - 10
    ticks = ticks_for(max((max(row, default=0) for row in rows), default=0), bottom - top, top)
    points = max((len(row) for row in rows), default=0)
    width = (WIDTH - left) / max(points, 1)
    slots = [Slot(round(left + number * width, 1), round(width, 1)) for number in range(points)]
    paths = [_steps(row, slots, ticks[-1].number, top, bottom) for row in rows]
    areas = [f"{path}V{bottom}H{left}z" if path else "" for path in paths]
    return Lines(height, left, bottom, paths, areas, ticks, slots)


def _steps(row: Sequence[int], slots: list[Slot], most: int, top: int, bottom: int) -> str:
    steps = [
        f"V{round(bottom - (bottom - top) * total / most, 1)}H{round(slot.x + slot.width, 1)}"
        for total, slot in zip(row, slots, strict=True)
    ]
    return f"M{slots[0].x},{bottom}{''.join(steps)}" if steps else ""


def flow(amounts: Sequence[Sequence[int]], *, room: float = 150, line: float = 22) -> Flow:
    """Ribbons as thick as their amounts; `amounts` has a row for each source, one for each target.

    All nodes of a side share `room`; each has at least `line` to itself, where its words stand.
    """
    total = sum(map(sum, amounts)) or 1
    unit = room / total
    columns = [sum(column) * unit for column in zip(*amounts, strict=True)]
    targets, target_end = _nodes(columns, line, gap=6)
    # The words of a source stand above it.
    sources, source_end = _nodes([sum(row) * unit for row in amounts], 1, gap=line + 6, top=line)
    from_y, to_y = [node.y for node in sources], [node.y for node in targets]
    ribbons = []
    for source, row in enumerate(amounts):
        for target, amount in enumerate(row):
            if amount:
                thick = amount * unit
                path = _ribbon(from_y[source], to_y[target], thick)
                ribbons.append(Ribbon(source, target, path))
                from_y[source] += thick
                to_y[target] += thick
    return Flow(round(max(source_end, target_end), 1), sources, targets, ribbons)


def _nodes(
    thick: Iterable[float], line: float, *, gap: float, top: float = 6
) -> tuple[list[Node], float]:
    """The nodes of one side from top to bottom, and where the last one ends."""
    nodes, y = [], top
    for one in thick:
        nodes.append(Node(round(y, 1), round(max(one, 1), 1), round(y + min(one, line) / 2, 1)))
        y += max(one, line) + gap
    return nodes, y


def _ribbon(from_y: float, to_y: float, thick: float) -> str:
    """A curve from the bar on the left (to 12) to that on the right (from 176)."""
    start, end, middle = 12, 176, 94
    low, high = to_y + thick, from_y + thick
    return (
        f"M{start},{from_y:.1f}C{middle},{from_y:.1f} {middle},{to_y:.1f} {end},{to_y:.1f}"
        f"V{low:.1f}C{middle},{low:.1f} {middle},{high:.1f} {start},{high:.1f}z"
    )


def bars(
    rows: Sequence[Sequence[int]], *, left: float, right: float, line: float = 20, top: float = 4
) -> list[Bar]:
    """Horizontal bars of parts, the longest as long as there is room; one each `line`."""
    most = max((sum(row) for row in rows), default=0) or 1
    unit = (right - left) / most
    drawn = []
    for number, row in enumerate(rows):
        ends = [left]
        for amount in row:
            ends.append(ends[-1] + amount * unit)
        parts = [(round(a, 1), round(b - a, 1)) for a, b in pairwise(ends)]
        drawn.append(Bar(round(top + number * line, 1), parts, round(ends[-1], 1)))
    return drawn
