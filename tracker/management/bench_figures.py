"""Figures that script/bench measures over HTTP: how flat they are, and the file that keeps them."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import django
from django.db import connection
from django.utils import timezone

# The ways in which somebody gets a page.
MADE, KEPT, KNOWN = "made", "kept", "304"
# What a page keeps of its share when the record grows, at least.
FLAT = 0.8


@dataclass(frozen=True, slots=True)
class Figure:
    """Pages a second where there are so many rows: medians of some rounds.

    `share` is of the empty view's rate in the same rounds, `at_work` the processor time of one page
    in milliseconds, `of_raw` the share of a raw read's rate. `shown` is how many rows of a table
    the page has. A budget of 0: none is set.
    """

    rows: int
    page: str
    way: str
    rate: float
    share: float
    at_work: float
    budget: float = 0.0
    shown: int = 0
    of_raw: float = 0.0

    @property
    def is_met(self) -> bool:
        return self.share >= self.budget


def flatness(figure: Figure, figures: Iterable[Figure]) -> tuple[float, int] | None:
    """Its share divided by that of the same page with the fewest rows, and how many those are.

    Only where the page shows as much: with few rows rare things do not fill one. None where there
    is nothing to compare it with.
    """
    alike = [
        one
        for one in figures
        if (one.page, one.way, one.shown) == (figure.page, figure.way, figure.shown)
        and one.rows < figure.rows
    ]
    if not alike:
        return None
    least = min(alike, key=lambda one: one.rows)
    return figure.share / least.share, least.rows


def surroundings() -> dict[str, str]:
    """What the figures depend on: day, machine, versions."""
    return {
        "day": timezone.localdate().isoformat(),
        "processors": str(os.cpu_count()),
        "memory": f"{_memory() / 2**30:.0f} GB",
        "python": platform.python_version(),
        "django": django.get_version(),
        "gunicorn": version("gunicorn"),
        "database": f"{connection.display_name} {_dotted(connection.get_database_version())}",
    }


def write_figures(file: Path, figures: Iterable[Figure]) -> None:
    """Write the figures, with what they were measured on."""
    told = {"measured_on": surroundings(), "figures": [asdict(one) for one in figures]}
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def read_figures(file: Path) -> tuple[dict[str, str], list[Figure]]:
    """What write_figures() has written: surroundings and figures."""
    told = json.loads(file.read_text())
    return told["measured_on"], [Figure(**one) for one in told["figures"]]


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _dotted(numbers: Iterable[int]) -> str:
    return ".".join(str(number) for number in numbers)
