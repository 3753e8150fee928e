#!/usr/bin/env python3
"""Makes tracker/rules/world.json, the shapes of the world's countries, from Natural Earth's data.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/python script/world_map.py package > tracker/rules/world.json

Natural Earth (naturalearthdata.com) is in the public domain; world-atlas (ISC licence) packs it as
TopoJSON, at three scales. Shapes are those of 1:110 million, in Equal Earth, an equal-area
projection. What has no shape at that scale is a dot: in the middle of its largest part at 1:50
million, or at 1:10 million, or where PLACES says. Antarctica is left out.
"""

import json
import sys
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from django_countries.data import ALT_CODES

WIDTH = 1000
# The edges of the map are then between Asia and America: only an island of Alaska reaches across.
MIDDLE = 11
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
EDGE = 2.7066299836  # where the projection ends at the equator
TOP = 1.318  # above the northernmost land, and below the southernmost
BOTTOM = -1.04
ANTARCTICA = "AQ"
# What Natural Earth names and numbers not; Kosovo has a code by usage, the others have none.
NAMED = {"Kosovo": "XK"}
# Longitude and latitude of what has no shape of its own at any scale, since the source draws it
# with another country or not at all: of the main town or island, to a tenth of a degree.
PLACES = {
    "BQ": (-68.3, 12.2),
    "BV": (3.4, -54.4),
    "CC": (96.8, -12.2),
    "CX": (105.7, -10.4),
    "GF": (-52.3, 4.9),
    "GI": (-5.4, 36.1),
    "GP": (-61.7, 16.0),
    "MQ": (-61.1, 14.6),
    "RE": (55.5, -20.9),
    "SJ": (15.6, 78.2),
    "TK": (-171.8, -9.2),
    "TV": (179.2, -8.5),
    "UM": (166.6, 19.3),
    "YT": (45.2, -12.8),
}


def project(turned, latitude):
    """Where a place is drawn, so far from the middle; after Šavrič, Patterson and Jenny, 2018."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    stretch = 3 * (9 * A4 * sixth * square + 7 * A3 * sixth + 3 * A2 * square + A1)
    x = 2 * sqrt(3) * radians(turned) * cos(angle) / stretch
    y = angle * (A4 * sixth * square + A3 * sixth + A2 * square + A1)
    scale = WIDTH / (2 * EDGE)
    return (x + EDGE) * scale, (TOP - y) * scale


def shapes_of(path):
    """The rings of each country in a TopoJSON file, drawn, by code; "" for those without one."""
    topology = json.loads(path.read_text())
    arcs = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = {}
    for country in topology["objects"]["countries"]["geometries"]:
        many = country["type"] == "MultiPolygon"
        polygons = country["arcs"] if many else [country["arcs"]]
        rings = [drawn(joined(ring, arcs)) for polygon in polygons for ring in polygon]
        shapes.setdefault(code_of(country), []).extend(rings)
    return shapes


def decoded(arc, transform):
    """The places of an arc: each is told by how far it is from the one before."""
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    x = y = 0
    places = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        places.append((x * scale_x + from_x, y * scale_y + from_y))
    return places


def joined(ring, arcs):
    """The places of a ring; ~n stands for arc n turned round, and arcs share their ends."""
    places = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        places.extend(arc[1:] if places else arc)
    return places


def turned(longitude):
    return (longitude - MIDDLE + 180) % 360 - 180


def drawn(ring):
    """The ring on the map; what reaches across the edge stays with the place it began from."""
    start = turned(ring[0][0])
    near = [start + (longitude - MIDDLE - start + 180) % 360 - 180 for longitude, _latitude in ring]
    return [project(here, latitude) for here, (_, latitude) in zip(near, ring, strict=True)]


def code_of(country):
    codes = {number: code for code, (_three, number) in ALT_CODES.items()}
    name = country["properties"]["name"]
    return codes.get(int(country["id"])) if "id" in country else NAMED.get(name, "")


def path_of(rings):
    """The rings as the path of an SVG, in whole numbers, each place told from the one before."""
    return "".join(told for told in map(ring_path, rings) if told)


def ring_path(ring):
    rounded = [(round(x), round(y)) for x, y in ring]
    places = [here for before, here in pairwise([None, *rounded]) if here != before]
    if places[0] == places[-1]:
        places.pop()
    if len(places) < 3:
        return ""
    steps = [f"{x - a},{y - b}" for (a, b), (x, y) in pairwise(places)]
    return "M{},{}l{}z".format(*places[0], " ".join(steps)).replace(",-", "-").replace(" -", "-")


def middle_of(rings):
    """The centre of the largest ring, and a place of it where it has no area."""
    _area, x, y = max((weighed(ring) for ring in rings), key=lambda told: told[0])
    return [round(x, 1), round(y, 1)]


def weighed(ring):
    """Area and centre of a ring, measured from its first place, as small areas are else lost."""
    from_x, from_y = ring[0]
    twice = sum_x = sum_y = 0
    for (a, b), (c, d) in pairwise([(x - from_x, y - from_y) for x, y in ring]):
        cross = a * d - c * b
        twice, sum_x, sum_y = twice + cross, sum_x + (a + c) * cross, sum_y + (b + d) * cross
    if not twice:
        return 0, from_x, from_y
    return abs(twice), from_x + sum_x / (3 * twice), from_y + sum_y / (3 * twice)


def main(folder):
    shapes = shapes_of(folder / "countries-110m.json")
    closer = shapes_of(folder / "countries-10m.json") | shapes_of(folder / "countries-50m.json")
    wanted = {*ALT_CODES, *NAMED.values()} - {ANTARCTICA}
    paths = {code: path_of(rings) for code, rings in sorted(shapes.items()) if code in wanted}
    dots = {code: middle_of(closer[code]) for code in wanted - {*paths} if code in closer}
    for code in wanted - {*paths, *dots}:
        longitude, latitude = PLACES[code]
        dots[code] = [round(one, 1) for one in project(turned(longitude), latitude)]
    height = round((TOP - BOTTOM) * WIDTH / (2 * EDGE))
    told = {"width": WIDTH, "height": height, "nameless": path_of(shapes[""])}
    told |= {"shapes": paths, "dots": dict(sorted(dots.items()))}
    print(json.dumps(told, indent=0, separators=(",", ":")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
