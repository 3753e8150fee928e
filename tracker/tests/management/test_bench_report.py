"""What the bench has measured, told as tables and drawn as curves."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest

from tracker.management.bench_charts import CURVES, LABEL, chart
from tracker.management.bench_figures import KEPT, KNOWN, MADE, Figure, write_figures
from tracker.management.bench_tables import table
from tracker.tests.management.conftest import Shell

SIGNED, STATEMENT = "who signed, first page", "statement"
MEASURED_ON = {
    "day": "2026-11-23",
    "processors": "2",
    "memory": "4 GB",
    "python": "3.11.7",
    "django": "5.2.19",
    "gunicorn": "27.0.1",
    "database": "SQLite 3.40.1",
}
FIGURES = [
    Figure(1000, "empty view", MADE, 2000.0, 1.0, 0.4),
    Figure(1000, SIGNED, MADE, 200.0, 0.1, 8.0, 0.08, 51, 0.02),
    Figure(1000, SIGNED, KEPT, 1800.0, 0.9, 0.5, 0.5, 51, 0.2),
    Figure(1000, SIGNED, KNOWN, 1900.0, 0.95, 0.5, 0.5, 51, 0.2),
    Figure(1000, STATEMENT, MADE, 180.0, 0.09, 8.0, 0.09, 3, 0.02),
    Figure(5_000_000, "empty view", MADE, 2000.0, 1.0, 0.4),
    Figure(5_000_000, SIGNED, MADE, 140.0, 0.07, 8.5, 0.08, 51, 0.021),
    Figure(5_000_000, SIGNED, KEPT, 1800.0, 0.9, 0.5, 0.5, 51, 0.2),
    Figure(5_000_000, SIGNED, KNOWN, 800.0, 0.4, 0.5, 0.5, 51, 0.2),
    Figure(5_000_000, STATEMENT, MADE, 180.0, 0.09, 8.0, 0.09, 4, 0.02),
]


def test_table_has_a_row_for_each_page_and_marks_what_misses() -> None:
    lines = table(MEASURED_ON, FIGURES).splitlines()

    assert lines == [
        "SQLite 3.40.1, 2026-11-23: 2 processors, 4 GB of memory, Python 3.11.7, Django 5.2.19, "
        "gunicorn 27.0.1.",
        "",
        "| page | budget | 1,000 | 5,000,000 | flat | kept | 304 | of a raw read | ms, 1,000 "
        "| ms, 5,000,000 |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| empty view | – | 1.000 | 1.000 | – | – | – | – | 0.4 | 0.4 |",
        "| who signed, first page | 0.08 | 0.100 | **0.070** | **0.70** | 0.900 | **0.400** "
        "| 0.021 | 8.0 | 8.5 |",
        "| statement | 0.09 | 0.090 | 0.090 | – | – | – | 0.020 | 8.0 | 8.0 |",
    ]


def test_table_says_with_what_a_page_is_compared() -> None:
    some = [
        Figure(1000, SIGNED, MADE, 200.0, 0.2, 8.0, shown=9),
        Figure(100_000, SIGNED, MADE, 200.0, 0.1, 8.0, shown=51, of_raw=0.2),
        Figure(5_000_000, SIGNED, MADE, 200.0, 0.09, 8.0, shown=51, of_raw=0.2),
    ]
    last = table(MEASURED_ON, some).splitlines()[-1]

    assert last == "| who signed, first page | – | 0.200 | 0.100 | 0.090 | 0.90 (100,000) " + (
        "| – | – | 0.200 | 8.0 | 8.0 |"
    )


def test_chart_draws_each_curve_once_in_each_panel() -> None:
    drawn = chart([(MEASURED_ON, FIGURES), (MEASURED_ON | {"database": "Other <1>"}, FIGURES)])

    tree = ET.fromstring(drawn)
    names = [element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")]
    for name in (SIGNED, f"{SIGNED}, kept", f"{SIGNED}, 304", STATEMENT):
        assert names.count(name) == 2
    assert "Other <1>: share of an empty view’s rate, by submissions" in names
    assert names.count("5,000,000") == 2
    assert len(list(tree.iter("{http://www.w3.org/2000/svg}circle"))) == 2 * 2 * 4
    assert "prefers-color-scheme: dark" in drawn


def test_chart_writes_no_label_over_another() -> None:
    alike = [
        Figure(rows, page, way, 100.0, 0.05, 8.0)
        for rows in (1000, 100_000)
        for page, way, *_colours in CURVES
    ]
    found = re.findall(r'y="([\d.]+)" text-anchor="start">', chart([(MEASURED_ON, alike)]))

    places = [float(place) for place in found]
    assert len(places) == len(CURVES)
    assert all(low - high >= LABEL - 0.11 for high, low in pairwise(places))


def test_chart_of_one_size_and_of_nothing() -> None:
    assert chart([(MEASURED_ON, FIGURES[:5])]).count("<circle") == 4
    assert "<circle" not in chart([(MEASURED_ON, FIGURES[:1])])


@pytest.mark.django_db
def test_report_prints_tables_and_writes_curves(shell: Shell, tmp_path: Path) -> None:
    file, drawn = tmp_path / "figures.json", tmp_path / "curves.svg"
    write_figures(file, FIGURES)

    told = shell("bench_report", file, file, "--svg", drawn)

    assert told.count("| who signed, first page |") == 2
    assert drawn.read_text().count('class="title"') == 2
    assert shell("bench_report", file).count("| who signed, first page |") == 1


def test_table_of_one_size_tells_its_time_once() -> None:
    assert table(MEASURED_ON, FIGURES[:1]).splitlines()[-1] == (
        "| empty view | – | 1.000 | – | – | – | – | 0.4 |"
    )
