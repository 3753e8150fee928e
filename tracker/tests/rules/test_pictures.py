"""Where lines, bars and ribbons lie."""

from itertools import pairwise

import pytest

from tracker.rules.pictures import WIDTH, bars, flow, lines, ticks_for


@pytest.mark.parametrize(
    "most, numbers",
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (5, [0, 2, 4, 6]),
        (9, [0, 5, 10]),
        (21, [0, 10, 20, 30]),
        (40, [0, 10, 20, 30, 40]),
        (41, [0, 20, 40, 60]),
        (1234, [0, 500, 1000, 1500]),
        (5_000_000, [0, 2_000_000, 4_000_000, 6_000_000]),
    ],
)
def test_ticks_are_few_and_round(most: int, numbers: list[int]) -> None:
    ticks = ticks_for(most, 100, 10)

    assert [tick.number for tick in ticks] == numbers
    assert (ticks[0].y, ticks[-1].y) == (110, 10)


def test_lines_step_from_the_axis_to_the_last_total() -> None:
    drawn = lines([[2, 4], [0, 2]], left=100, height=120)

    assert drawn.paths == ["M100.0,110V60.0H250.0V10.0H400.0", "M100.0,110V110.0H250.0V60.0H400.0"]
    assert drawn.areas[1] == drawn.paths[1] + "V110H100z"
    assert [(slot.x, slot.width) for slot in drawn.slots] == [(100, 150), (250, 150)]


@pytest.mark.parametrize("rows", [[], [[], []]])
def test_lines_of_nothing_are_an_empty_axis(rows: list[list[int]]) -> None:
    drawn = lines(rows)

    assert (drawn.slots, "".join(drawn.paths + drawn.areas)) == ([], "")
    assert [tick.number for tick in drawn.ticks] == [0, 1]


def test_flow_shares_the_room_and_loses_nothing() -> None:
    drawn = flow([[6, 2, 0], [0, 1, 1]], room=100, line=20)

    assert [(one.source, one.target) for one in drawn.ribbons] == [(0, 0), (0, 1), (1, 1), (1, 2)]
    assert [node.height for node in drawn.sources] == [80, 20]
    assert [node.height for node in drawn.targets] == [60, 30, 10]
    assert drawn.ribbons[0].path == "M12,20.0C94,20.0 94,6.0 176,6.0V66.0C94,66.0 94,80.0 12,80.0z"


def test_flow_leaves_room_for_words_beside_thin_nodes() -> None:
    drawn = flow([[1000, 1, 1]], line=22)
    places = [node.words_y for node in drawn.targets]

    assert all(below - above >= 22 for above, below in pairwise(places))
    assert min(node.height for node in drawn.targets) == 1
    assert drawn.height >= places[-1]


def test_flow_of_nothing_is_empty() -> None:
    assert flow([]).ribbons == []


def test_bars_end_where_their_parts_do_and_the_longest_fills_the_room() -> None:
    first, second, third = bars([[3, 1], [0, 2], [0, 0]], left=100, right=300)

    assert first.parts == [(100, 150), (250, 50)]
    assert (first.end, second.end, third.end) == (300, 200, 100)
    assert second.parts == [(100, 0), (100, 100)]
    assert [bar.y for bar in (first, second, third)] == [4, 24, 44]
    assert first.end <= WIDTH


@pytest.mark.parametrize("rows", [[], [[0, 0]]])
def test_bars_of_nothing_have_no_length(rows: list[list[int]]) -> None:
    assert [bar.end for bar in bars(rows, left=10, right=20)] == [10] * len(rows)
