"""The description of the API as a page for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tracker.api.documents import description
from tracker.api.problems import TITLES

# More choices than these are tucked away.
FEW = 12


@dataclass(frozen=True, slots=True)
class Sort:
    """Of what sort a value is: words, the shape that it refers to between them, and its choices."""

    before: str = ""
    shape: str = ""
    after: str = ""
    choices: tuple[str, ...] = ()

    @property
    def has_many(self) -> bool:
        return len(self.choices) > FEW


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an address, or a member of an answer."""

    name: str
    sort: Sort
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers with one status."""

    status: str
    words: str
    shape: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address; `trial` is the address where it can be tried, if anywhere."""

    anchor: str
    summary: str
    method: str
    path: str
    words: str
    needs_token: bool
    body: str
    parts: list[Part]
    answers: list[Answer]
    example: str
    trial: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer or a part of it consists of; one without members is a list of words."""

    name: str
    words: str
    members: list[Part]
    choices: tuple[str, ...]


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation with what it takes and answers, and every shape."""
    context = {
        "groups": _groups(),
        "shapes": _shapes(),
        "problems": TITLES,
        "server": settings.SITE_URL,
    }
    return render(request, "api/page.html", context)


@require_safe
def api_root(_request: HttpRequest) -> HttpResponse:
    """To the page that describes what stands below this address."""
    return redirect("api")


@cache
def _groups() -> dict[str, list[Operation]]:
    groups: dict[str, list[Operation]] = {}
    for path, method, told in _operations():
        groups.setdefault(told["tags"][0], []).append(_operation(path, method, told))
    return groups


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in description()["paths"].items():
        for method, told in methods.items():
            yield path, method, told


def _operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    parts = [
        Part(one["name"], _sort(one["schema"]), one.get("description", ""))
        for one in told["parameters"]
    ]
    can_be_tried = method == "get" and "{" not in path and not told.get("security")
    return Operation(
        anchor=told["operationId"].replace("_", "-"),
        summary=told["summary"],
        method=method.upper(),
        path=path,
        words=told.get("description", ""),
        needs_token=bool(told.get("security")),
        body=_shape_in(told.get("requestBody", {})),
        parts=parts,
        answers=[
            Answer(status, one["description"], _shape_in(one))
            for status, one in told["responses"].items()
        ],
        example=_example(told["responses"]),
        trial=path if can_be_tried else "",
    )


def _example(answers: dict[str, Any]) -> str:
    """What the answer to a request that is well looks like."""
    for answer in answers.values():
        for content in answer.get("content", {}).values():
            if "example" in content:
                return json.dumps(content["example"], ensure_ascii=False, indent=2)
    return ""


def _shape_in(told: dict[str, Any]) -> str:
    """The name of the shape of a body."""
    for content in told.get("content", {}).values():
        return _sort(content["schema"]).shape
    return ""


@cache
def _shapes() -> list[Shape]:
    shapes = description()["components"]["schemas"].items()
    return [
        Shape(name, told.get("description", ""), _members(told), tuple(told.get("enum", ())))
        for name, told in sorted(shapes)
    ]


def _members(told: dict[str, Any]) -> list[Part]:
    return [
        Part(name, _sort(one), one.get("description", ""))
        for name, one in told.get("properties", {}).items()
    ]


def _sort(schema: dict[str, Any]) -> Sort:
    """What a schema says of a value, as far as it is used here."""
    if "$ref" in schema:
        return Sort(shape=schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return _or_null(_sort(schema["anyOf"][0]))
    if schema.get("type") == "array":
        one = _sort(schema["items"])
        return replace(one, before=f"list of {one.before}".strip())
    if isinstance(schema.get("additionalProperties"), dict):
        one = _sort(schema["additionalProperties"])
        return replace(one, after=f"{one.after} by name".strip())
    words = " ".join(filter(None, (schema.get("format"), schema.get("type"))))
    return Sort(words, choices=tuple(map(str, schema.get("enum", ()))))


def _or_null(one: Sort) -> Sort:
    return replace(one, after=f"{one.after} or null".strip())
