"""Figures of the bench: what misses its budget, how flat pages are, and the file they lie in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tracker.management.bench_figures import (
    KEPT,
    MADE,
    Figure,
    flatness,
    read_figures,
    surroundings,
    write_figures,
)


def a_figure(rows: int, share: float, *, way: str = MADE, shown: int = 51) -> Figure:
    return Figure(rows, "a page", way, share * 2000, share, 5.0, 0.08, shown)


def test_a_page_below_its_budget_misses_it() -> None:
    assert not a_figure(1000, 0.079).is_met
    assert a_figure(1000, 0.08).is_met


def test_flatness_is_against_the_fewest_rows_that_fill_the_page() -> None:
    sizes = [a_figure(1000, 0.2, shown=9), a_figure(10_000, 0.1), a_figure(100_000, 0.08)]
    sizes += [a_figure(10_000, 0.5, way=KEPT)]
    largest = a_figure(1_000_000, 0.05)

    assert flatness(largest, sizes) == (pytest.approx(0.5), 10_000)
    assert flatness(sizes[1], sizes) is None
    assert flatness(a_figure(1_000_000, 0.4, way=KEPT), sizes) == (pytest.approx(0.8), 10_000)


@pytest.mark.django_db
def test_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    figures = [a_figure(1000, 0.1), a_figure(5000, 0.09, way=KEPT)]
    write_figures(tmp_path / "figures.json", figures)

    assert read_figures(tmp_path / "figures.json") == (surroundings(), figures)


@pytest.mark.django_db
def test_surroundings_name_versions() -> None:
    told = surroundings()
    assert list(told) == ["day", "processors", "memory", "python", "django", "gunicorn", "database"]
    assert told["memory"].endswith(" GB")
    assert told["database"].startswith(f"{connection.display_name} ")
