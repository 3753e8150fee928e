"""What actions refuse, told to programs: each refusal as a problem with its status."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from tracker.actions.api_answers import InProgress
from tracker.api.problems import Problem, problem_answer
from tracker.rules.api_tokens import OutOfScope
from tracker.rules.refusals import Blocked, Conflict, TooMany

SOON, LATER = "2", "3600"  # seconds


def tell_refusals(api: NinjaAPI) -> None:
    """Have what actions raise for whoever asked answered as a problem."""
    api.add_exception_handler(ValidationError, _refused)
    api.add_exception_handler(PermissionDenied, _not_allowed)
    api.add_exception_handler(OutOfScope, _out_of_scope)
    api.add_exception_handler(IntegrityError, _overtaken)


def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
    """A field's name stands before its message where the action names one."""
    detail = " ".join(error.messages)
    if isinstance(error, TooMany):
        return _told(429, "too-often", detail, headers={"Retry-After": LATER})
    if isinstance(error, InProgress):
        return _told(409, "in-progress", detail, headers={"Retry-After": SOON})
    if isinstance(error, Conflict):
        return _told(409, "conflict", detail)
    if isinstance(error, Blocked):
        return _told(403, "not-allowed", detail)
    if not hasattr(error, "error_dict"):
        return _told(422, "refused", detail)
    told = {name: " ".join(words) for name, words in error.message_dict.items()}
    problems = [f"{name}: {words}" for name, words in told.items()]
    names = list(told)
    return _told(422, "refused", " ".join(problems), problems=problems, names=names)


def _not_allowed(_request: HttpRequest, error: Any) -> HttpResponse:
    return _told(403, "not-allowed", str(error) or _("This account may not do this."))


def _out_of_scope(_request: HttpRequest, error: Any) -> HttpResponse:
    """RFC 6750, 3.1: which scope is missing, also for programs."""
    challenge = f'Bearer realm="api", error="insufficient_scope", scope="{error.scope.value}"'
    return _told(
        403,
        "missing-scope",
        str(error),
        names=[error.scope.value],
        headers={"WWW-Authenticate": challenge},
    )


def _overtaken(_request: HttpRequest, _error: Any) -> HttpResponse:
    """Two recorded the same at once: the database let one of them."""
    told = _("Somebody recorded the same at this moment. Nothing of yours was. Send it again.")
    return _told(409, "conflict", told, headers={"Retry-After": SOON})


def _told(status: int, kind: str, detail: str, **more: Any) -> HttpResponse:
    return problem_answer(Problem(status, kind, detail, **more))
