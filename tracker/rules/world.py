"""The shapes of the world's countries, and into which class of a map's shading an amount falls."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Made by script/world_map.py from Natural Earth, which is in the public domain.
SHAPES = Path(__file__).with_name("world.json")
# The first amount of each class.
STARTS = (1, 2, 5, 10, 50, 250)


@dataclass(frozen=True, slots=True)
class World:
    """Paths and dots by code of country (ISO 3166, and XK), in a picture of this size.

    `nameless` is land that the source draws by itself and that has no code.
    """

    width: int
    height: int
    nameless: str
    shapes: dict[str, str]
    dots: dict[str, tuple[float, float]]


@cache
def world() -> World:
    """The map; read once."""
    return World(**json.loads(SHAPES.read_text(encoding="utf-8")))


def class_of(amount: int) -> int:
    """The number of the class, from 1; 0 for nothing."""
    return sum(start <= amount for start in STARTS)
