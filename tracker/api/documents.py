"""What the API says of itself: its description as OpenAPI 3.1."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tracker import choices
from tracker.api.examples import example_of
from tracker.api.problems import MEDIA_TYPE, ProblemTold
from tracker.api.shapes import HERE
from tracker.api.site import API

ABOUT = (
    "The public record of who offered to sign a statement, who answered, and what was decided. "
    "Everything that everybody may read can be read here without a token: the same rows, filters "
    "and addresses as on the pages for people, behind /api/v1. Statements and signatories are "
    "named by their slug, submissions by their reference; these stay. Lists come in pages of 50: "
    "follow “next”. Every answer has an ETag: send it back as If-None-Match and get 304 while "
    "nothing has changed. What is wrong with a request is told as a problem (RFC 9457). New "
    "members may be added to an answer at any time; none is taken away within this version."
)


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The description as OpenAPI 3.1."""
    return JsonResponse(description())


@cache
def description() -> dict[str, Any]:
    """The description, in English and made once in a process: it says nothing of the record."""
    with override(settings.LANGUAGE_CODE):
        return _described()


def _described() -> dict[str, Any]:
    made: dict[str, Any] = dict(API.get_openapi_schema(path_prefix=f"{HERE}/"))
    made["components"]["schemas"]["ProblemTold"] = ProblemTold.model_json_schema()
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(path, operation)
            _show(operation, made["components"]["schemas"])
    for name, shape in made["components"]["schemas"].items():
        _explain(shape, getattr(choices, name, None))
    made["info"] = {"title": f"{settings.SITE_NAME} API", "version": "1", "description": ABOUT}
    made["servers"] = [{"url": settings.SITE_URL}]
    return _with_plain_names(made)


def _complete(path: str, operation: dict[str, Any]) -> None:
    """Tell which problems an operation answers with, and as what type."""
    for parameter in operation["parameters"]:
        # OpenAPI has another form for examples here; the schema has them, too.
        parameter.pop("examples", None)
    answers = operation["responses"]
    answers.setdefault(400, {"description": "The address has what cannot be read."})
    if "{" in path:
        answers.setdefault(404, {"description": "There is nothing public at this address."})
    problem = {"schema": {"$ref": "#/components/schemas/ProblemTold"}}
    for status, answer in answers.items():
        if int(status) >= 400:
            answer["content"] = {MEDIA_TYPE: problem}


def _show(operation: dict[str, Any], shapes: dict[str, Any]) -> None:
    """Put an example beside what a request that is well answers."""
    for status, answer in operation["responses"].items():
        for content in answer.get("content", {}).values():
            if int(status) < 300 and not {"example", "examples"} & content.keys():
                content["example"] = example_of(content["schema"], shapes)


def _explain(shape: dict[str, Any], words: Any) -> None:
    """Say what each word of a closed list means, as the pages for people have it."""
    if isinstance(words, type) and issubclass(words, TextChoices):
        told = "; ".join(f"{value}: {label}" for value, label in words.choices)
        shape["description"] = f"{told}."


def _with_plain_names(made: dict[str, Any]) -> dict[str, Any]:
    """What an answer calls a Statement is a StatementTold here, beside the model."""
    plain: dict[str, Any] = json.loads(json.dumps(made).replace('Told"', '"'))
    return plain
