"""Problems: what is wrong with a request to the API, in plain words, as RFC 9457 has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from tracker.api.misfits import misfit

MEDIA_TYPE = "application/problem+json"
# Where each kind is explained: its name is a fragment of this page.
EXPLAINED = "/api/"
# Each kind in words that stay the same; the detail of a problem says what was wrong this time.
TITLES: dict[str, Any] = {
    "bad-content": gettext_lazy("What was sent does not fit."),
    "bad-cursor": gettext_lazy("The address of this page of the list is damaged."),
    "bad-filter": gettext_lazy("A filter has a value that it does not take."),
    "bad-request": gettext_lazy("The request cannot be read."),
    "busy": gettext_lazy("The site is busy. Try again in a few seconds."),
    "conflict": gettext_lazy("What was sent contradicts what is there."),
    "erased": gettext_lazy("What was here was erased."),
    "in-progress": gettext_lazy("The same request is being carried out."),
    "missing-scope": gettext_lazy("The token is not for this."),
    "mistake": gettext_lazy("The site made a mistake. Whoever runs it can read of it."),
    "no-token": gettext_lazy("This needs a token."),
    "not-allowed": gettext_lazy("This is not allowed."),
    "not-found": gettext_lazy("There is nothing public at this address."),
    "refused": gettext_lazy("The record does not take this."),
    "too-large": gettext_lazy("What was sent is too large."),
    "too-often": gettext_lazy("Too many requests in a short time. Try again later."),
    "unknown-filter": gettext_lazy("The address has a filter that there is not."),
    "wrong-method": gettext_lazy("This address does not take this method."),
}
# What an answer says by its status where no operation has said more.
BY_STATUS = {
    400: "bad-request",
    401: "no-token",
    403: "not-allowed",
    404: "not-found",
    405: "wrong-method",
    413: "too-large",
    422: "bad-content",
    429: "too-often",
    503: "busy",
}


class Problem(Exception):
    """Raised by any operation: the answer is a problem of this kind, told in a sentence.

    `more` are further members of the answer, such as the names of the filters that are meant;
    `headers` stand beside it.
    """

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.headers = headers or {}
        self.status, self.kind, self.detail, self.more = status, kind, detail, more


class ProblemTold(Schema):
    """What was wrong with a request (RFC 9457)."""

    type: str = Field(description="The kind of problem: an address at which it is explained.")
    title: str = Field(description="The kind of problem in a few words, always the same ones.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="What was wrong this time, in a sentence for a person.")
    problems: list[str] | None = Field(
        None, description="Where several things were wrong: each in a sentence."
    )
    names: list[str] | None = Field(
        None, description="The names that the address or the content should not have, or lacks."
    )
    known: list[str] | None = Field(None, description="The names that are known instead.")


def problem_body(status: int, kind: str, detail: str, **more: Any) -> bytes:
    """The JSON of a problem."""
    told = {
        "type": f"{settings.SITE_URL}{EXPLAINED}#{kind}",
        "title": str(TITLES[kind]),
        "status": status,
        "detail": detail,
    }
    return json.dumps(told | more, ensure_ascii=False).encode(errors="replace")


def problem_answer(problem: Problem) -> HttpResponse:
    """The answer for a problem."""
    body = problem_body(problem.status, problem.kind, problem.detail, **problem.more)
    return HttpResponse(
        body, status=problem.status, content_type=MEDIA_TYPE, headers=problem.headers
    )


def plain_problem(status: int) -> Problem:
    """What an answer with this status says where nobody knows more."""
    kind = BY_STATUS.get(status, "mistake" if status >= 500 else "bad-request")
    return Problem(status, kind, str(TITLES[kind]))


def tell_problems(api: NinjaAPI) -> None:
    """Have everything that an operation raises for its caller answered as a problem."""
    api.add_exception_handler(Problem, _told)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(ValidationError, _unfit)


def _told(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem_answer(error)


def _not_found(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem_answer(plain_problem(404))


def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
    """What ninja itself refuses: without a token, too often, or a body that is no JSON."""
    return problem_answer(plain_problem(error.status_code))


def _unfit(_request: HttpRequest, error: Any) -> HttpResponse:
    """What does not fit the schema, each field by its name."""
    found = [misfit(one) for one in error.errors]
    problems = [f"{one.name}: {one.words}" for one in found]
    detail = _("What was sent does not fit. %(what)s") % {"what": " ".join(problems)}
    names = list(dict.fromkeys(one.name for one in found))
    return problem_answer(Problem(422, "bad-content", detail, problems=problems, names=names))
