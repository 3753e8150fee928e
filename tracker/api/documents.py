"""What the API says of itself: its description as OpenAPI 3.1."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from tracker.api.problems import MEDIA_TYPE, ProblemTold
from tracker.api.shapes import HERE
from tracker.api.site import API

JSON = "application/json"
PROBLEM = "Problem"


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The description as OpenAPI 3.1."""
    return JsonResponse(description())


@cache
def description() -> dict[str, Any]:
    """The description, made once in a process: it says nothing of the record."""
    made: dict[str, Any] = dict(API.get_openapi_schema(path_prefix=f"{HERE}/"))
    made["servers"] = [{"url": settings.SITE_URL}]
    made["components"]["schemas"][PROBLEM] = ProblemTold.model_json_schema()
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _add_problems(path, operation)
    return made


def _add_problems(path: str, operation: dict[str, Any]) -> None:
    """Tell which problems an operation answers with, and as what type."""
    answers = operation["responses"]
    answers.setdefault(400, {"description": "The address has what cannot be read."})
    if "{" in path:
        answers.setdefault(404, {"description": "There is nothing public at this address."})
    problem = {"schema": {"$ref": f"#/components/schemas/{PROBLEM}"}}
    for status, answer in answers.items():
        if int(status) >= 400:
            answer["content"] = {MEDIA_TYPE: problem}
