"""What a change is called in words."""

from typing import Any

import pytest

from tracker.rules.change_words import ChangeLine, change_lines, value_words

LONG = "We who live by the water ask that the dredging stop before the herons come. " * 3


@pytest.mark.parametrize(
    "value, words",
    [
        (None, ""),
        ("", ""),
        ([], ""),
        ({}, ""),
        (False, "no"),
        (True, "yes"),
        (0, "0"),
        ("Delft", "Delft"),
        (7, "Harbour Assembly"),
        ("draft", "Draft"),
        ([7, 8], "Harbour Assembly, 8"),
        ({"Valley": ["Upper", "Lower"]}, "Valley: Upper, Lower"),
        (
            [["point", "1", "Water.", ""], ["slogan", "a", "Leap!", "point-1"]],
            "point 1: Water.\nslogan a: Leap!",
        ),
    ],
)
def test_value_words(value: Any, words: str) -> None:
    assert value_words(value, {"7": "Harbour Assembly", "draft": "Draft"}) == words


def test_change_lines_label_fields_and_name_values() -> None:
    changes = {"stage": ["draft", "review"], "place": ["", "Delft"], "odd": [None, 3]}
    labels = {"stage": "stage", "place": "place of issue"}
    names = {"stage": {"draft": "Draft", "review": "In review"}}

    assert change_lines(changes, labels, names) == [
        ChangeLine("stage", "Draft", "In review"),
        ChangeLine("place of issue", "", "Delft"),
        ChangeLine("odd", "", "3"),
    ]


def test_change_lines_leave_out_what_was_and_stays_empty() -> None:
    assert change_lines({"place": [None, ""], "kept": [None, {}]}, {}, {}) == []


def test_change_lines_mark_differences_inside_long_texts() -> None:
    [line] = change_lines({"text": [LONG, LONG + "Now."]}, {}, {})

    assert [(part.kind, part.text) for part in line.parts] == [("same", LONG), ("added", "Now.")]


@pytest.mark.parametrize("pair", [["", LONG], [LONG, ""], ["short", "shorter"]])
def test_change_lines_mark_no_differences_in_short_or_new_texts(pair: list[str]) -> None:
    [line] = change_lines({"text": pair}, {}, {})

    assert line.parts == ()
