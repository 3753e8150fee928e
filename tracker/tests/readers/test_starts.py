"""Where a statement begins inside an article."""

import pytest

from tracker.readers.starts import guess_start
from tracker.readers.statements import read_statement

POINTS = "We agree that:\n\n1. One.\n2. Two."
ARTICLE = "We signed it\n\nNobody answered us. So it is."


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"{ARTICLE}\n\nThe points in question\n\n{POINTS}", 5),
        (f"{ARTICLE}\n\nWhy we did\n\nWe did.\n\nHarbour Declaration: rivers\n\n{POINTS}", 9),
        (f"{ARTICLE}\n\nHarbour Declaration\n\nWe say.\n\nWhat we want\n\n{POINTS}", 5),
        (f"{ARTICLE}\n\nWhy we did\n\nWe did.\n\nWhat we want\n\n{POINTS}", None),
        (f"{ARTICLE}\n\n{POINTS}", None),
        (f"Harbour Declaration\n\n{POINTS}", None),
        (f"We signed it\n\n## Harbour Declaration\n\n{POINTS}", None),
        (f"{ARTICLE}\n\nHarbour Declaration\n\n1. One.\n2. Two.", None),
        (f"{ARTICLE}\n\nHarbour Declaration\n\nWe say.", None),
    ],
)
def test_guess_start(text: str, expected: int | None) -> None:
    assert guess_start(read_statement(text).lines) == expected
