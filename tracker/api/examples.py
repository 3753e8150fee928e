"""What an answer looks like: an example made from its description, so that both agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Shapes = Mapping[str, dict[str, Any]]

# By the names of members, where their descriptions have no example of their own.
BY_NAME: dict[str, Any] = {
    "title": "Ferry Letter",
    "name": "Ríos Libres",
    "slug": "rios-libres",
    "url": "https://record.example/api/v1/signatories/rios-libres/",
    "page": "https://record.example/signatories/rios-libres/",
    "reference": "FL-7KQ2-M4XR",
    "submission": "https://record.example/api/v1/submissions/FL-7KQ2-M4XR/",
    "submissions_url": "https://record.example/api/v1/submissions/?signatory=rios-libres",
    "proof": "https://record.example/log/entries/1203/",
    "next": "https://record.example/api/v1/submissions/?after=WyJvZmZlcmVkIiwi",
    "previous": None,
    "country_words": "Chile",
    "language": "en",
    "text": "No river is for sale.",
    "sentence": "Ríos Libres offered to sign, dated 1 March 2022",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "publisher": "Ríos Libres",
    "what": "the number of points",
    "was": "10",
    "now": "11",
    "why": "One was overlooked.",
    "about": "Ferry Letter",
}
BY_FORMAT = {"date": "2022-03-01", "date-time": "2022-03-05T09:30:00Z"}
BY_TYPE: dict[str, Any] = {
    "string": "",
    "integer": 1,
    "number": 1.5,
    "boolean": False,
    "null": None,
    "object": {},
}


def example_of(schema: dict[str, Any], shapes: Shapes, name: str = "") -> Any:
    """A value that fits a schema, of a member with this name."""
    if "$ref" in schema:
        return example_of(shapes[schema["$ref"].rpartition("/")[2]], shapes, name)
    if "properties" in schema:
        return {key: example_of(one, shapes, key) for key, one in schema["properties"].items()}
    if schema.get("type") == "array":
        return [example_of(schema["items"], shapes)]
    if "additionalProperties" in schema and schema["additionalProperties"] is not True:
        key = example_of(schema.get("propertyNames", {"examples": ["CL"]}), shapes)
        return {key: example_of(schema["additionalProperties"], shapes)}
    return _simple(schema, shapes, name)


def _simple(schema: dict[str, Any], shapes: Shapes, name: str) -> Any:
    for known in ("examples", "enum"):
        if known in schema:
            return schema[known][0]
    if "format" not in schema and name in BY_NAME:
        return BY_NAME[name]
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], shapes, name)
    if "const" in schema:
        return schema["const"]
    return BY_FORMAT.get(schema.get("format", ""), BY_TYPE[schema["type"]])
