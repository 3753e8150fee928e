"""Examples in the description: each fits what it is an example of."""

from typing import Any

import jsonschema_rs
import pytest

from tracker.api.documents import description
from tracker.api.examples import example_of

SHOWN = [
    pytest.param(content, id=f"{method} {path}")
    for path, operations in description()["paths"].items()
    for method, operation in operations.items()
    for status, answer in operation["responses"].items()
    if int(status) < 300
    for content in answer["content"].values()
]


@pytest.mark.parametrize("content", SHOWN)
def test_example_fits_its_description(content: dict[str, Any]) -> None:
    whole = content["schema"] | {"components": description()["components"]}

    assert content["example"]
    jsonschema_rs.validate(whole, content["example"], validate_formats=True)


@pytest.mark.parametrize(
    "schema, expected",
    [
        ({"type": "string", "examples": ["iv"]}, "iv"),
        ({"enum": ["offer", "invitation"]}, "offer"),
        ({"const": "offer"}, "offer"),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}, "2022-03-01"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, {"CL": 1}),
        ({"type": "object", "additionalProperties": True}, {}),
        ({"type": "array", "items": {"type": "boolean"}}, [False]),
    ],
)
def test_example_is_made_of_what_is_told(schema: dict[str, Any], expected: Any) -> None:
    assert example_of(schema, {}) == expected
