"""Checking linked data against the terms of schema.org, as its own vocabulary defines them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

TERMS = json.loads(Path(__file__).with_suffix(".json").read_text())
TYPES, PROPERTIES = TERMS["types"], TERMS["properties"]
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PLAIN = {
    "Text": lambda value: isinstance(value, str) and value != "",
    "URL": lambda value: isinstance(value, str) and value.startswith(("http://", "https://")),
    "Date": lambda value: bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", str(value))),
    "Integer": lambda value: type(value) is int,
    "Number": lambda value: type(value) is int,
    "Country": lambda value: bool(re.fullmatch("[A-Z]{2}", str(value))),
}


def data_in(html: str) -> list[Any]:
    """What the script elements of a page hold."""
    return [json.loads(text) for text in SCRIPT.findall(html)]


def mistakes(node: dict[str, Any], path: str = "") -> list[str]:
    """What in it schema.org does not know, or not there; empty where all is well."""
    kind = node.get("@type")
    if kind not in TYPES:
        return [f"{path}: no type {kind}"]
    found = []
    for name, values in node.items():
        if not name.startswith("@"):
            for value in values if isinstance(values, list) else [values]:
                found += _mistakes(kind, name, value, f"{path}/{name}")
    return found


def _mistakes(kind: str, name: str, value: Any, path: str) -> list[str]:
    if name not in PROPERTIES:
        return [f"{path}: no property"]
    if not ancestors(kind) & set(PROPERTIES[name]["domains"]):
        return [f"{path}: not of {kind}"]
    ranges = PROPERTIES[name]["ranges"]
    if isinstance(value, dict):
        inner = mistakes(value, path)
        fits = bool(ancestors(value.get("@type", "")) & set(ranges))
        return inner if fits else [*inner, f"{path}: a {value.get('@type')} is none of {ranges}"]
    if any(name in ranges and is_one(value) for name, is_one in PLAIN.items()):
        return []
    member = str(value).removeprefix("https://schema.org/")
    fits = bool(ancestors(member) & set(ranges))
    return [] if fits else [f"{path}: {value!r} is none of {ranges}"]


def ancestors(kind: str) -> set[str]:
    """A type and all that it is a kind of."""
    found, left = set(), [kind]
    while left:
        one = left.pop()
        if one in TYPES:
            found.add(one)
            left += TYPES[one]
    return found
