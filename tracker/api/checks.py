"""Recording that somebody looked for a reply or a listing and found none, as at the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from tracker.actions.checks import record_check, release_check
from tracker.actions.sources import add_source
from tracker.api.finding import submissions_named
from tracker.api.inputs import Edtf, Given, NewSource, Note, Reference, Who, Words
from tracker.api.shapes import place
from tracker.api.tokens import Token, require_release_scope
from tracker.api.writes import WRITING, Made, carry_out
from tracker.choices import Looked, Scope
from tracker.models import User

router = Router(tags=["Writing"])
OWN = {"submissions", "sources", "release"}
MOST = 100


class NewCheck(Given):
    """One look, on one day, that found nothing for some submissions to the same statement."""

    submissions: list[Reference] = Field(
        min_length=1, max_length=MOST, description="Their references."
    )
    looked_for: Looked = Looked.REPLY
    dated: Edtf = Field(description="The day of which nothing is known after.")
    dated_words: Words = ""
    by_whom: Who = Field(description="Who looked, or says so.")
    note: Note = Field("", description="Public.")
    sources: list[NewSource] = Field([], max_length=20)
    release: bool = Field(
        False, description="Make it public at once; needs releases:write and an account that may."
    )


class CheckRecorded(Schema):
    """What was recorded. Others see it on the pages of its submissions once it is public."""

    number: int
    pages: list[str] = Field(description="The pages of the submissions that it is about.")
    is_public: bool


@router.post(
    "/",
    auth=Token(Scope.CHECKS),
    response={201: CheckRecorded},
    operation_id="record_check",
    summary="Record a check that found nothing",
    openapi_extra=WRITING,
)
def checks(request: HttpRequest, check: NewCheck) -> HttpResponse:
    """It waits for release; the clocks of its submissions are known up to its day after that."""
    require_release_scope(request, check.release)
    return carry_out(request, 201, lambda by: _record(check, by))


def _record(typed: NewCheck, by: User) -> Made:
    concerned = submissions_named(typed.submissions, by)
    check = record_check(concerned, typed.model_dump(exclude=OWN), by=by)
    for source in typed.sources:
        add_source(check, source.model_dump(), by=by)
    if typed.release:
        check = release_check(check, by=by)
    told = CheckRecorded(
        number=check.pk,
        pages=[place("submission", one.reference)["page"] for one in concerned],
        is_public=check.is_released,
    )
    return Made(told, submissions=concerned)
