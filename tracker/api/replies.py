"""Recording what either side wrote after submissions, as at the desk."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from tracker.actions.answers import tell_reply
from tracker.actions.replies import record_reply, release_reply
from tracker.actions.sources import add_source
from tracker.api.finding import submissions_named
from tracker.api.inputs import Edtf, Given, LongText, NewSource, Number, Reference, Words
from tracker.api.shapes import place
from tracker.api.tokens import Token, require_release_scope
from tracker.api.writes import WRITING, Made, carry_out
from tracker.choices import Channel, ReplyKind, Scope
from tracker.models import Reply, User
from tracker.queries.replies import is_told_by_letter
from tracker.rules.refusals import Refused
from tracker.rules.signing import date_warnings

router = Router(tags=["Writing"])
OWN = {"submissions", "speaker", "disputes", "sources", "release"}
# Of a message to more than that, each part is sent by itself.
MOST = 100


class NewReply(Given):
    """One message after one or more submissions to the same statement."""

    submissions: list[Reference] = Field(
        min_length=1, max_length=MOST, description="Their references."
    )
    kind: ReplyKind
    speaker: Literal["issuer", "signatory"] | None = Field(
        None, description="Who says it; may be left out where the kind leaves no choice."
    )
    dated: Edtf = Field(examples=["2022-02-09"])
    dated_words: Words = ""
    channel: Channel = Channel.UNKNOWN
    text: LongText = Field("", description="Public. The text, or a summary of it.")
    is_summary: bool = True
    promised_on: date | None = Field(None, description="Only of a deferral that names a day.")
    disputes: Number | None = Field(None, description="Of a dispute: the number of the reply.")
    sources: list[NewSource] = Field([], max_length=20)
    release: bool = Field(
        False, description="Make it public at once; needs releases:write and an account that may."
    )


class ReplyRecorded(Schema):
    """What was recorded. Others see it on the pages of its submissions once it is public."""

    number: int
    pages: list[str] = Field(description="The pages of the submissions that it answers.")
    is_public: bool
    is_told_first: bool = Field(
        description="It is public once the letters to whom it answers have gone out."
    )
    warnings: list[str] = Field(description="What to look at again although it was recorded.")


@router.post(
    "/",
    auth=Token(Scope.REPLIES),
    response={201: ReplyRecorded},
    operation_id="record_reply",
    summary="Record a reply",
    openapi_extra=WRITING,
)
def replies(request: HttpRequest, reply: NewReply) -> HttpResponse:
    """It waits for release, and changes nothing of its submissions before."""
    require_release_scope(request, reply.release)
    return carry_out(request, 201, lambda by: _record(reply, by))


def _record(typed: NewReply, by: User) -> Made:
    answered = submissions_named(typed.submissions, by)
    values = typed.model_dump(exclude=OWN) | {"disputes": _disputed(typed, by)}
    values |= {"speaker": typed.speaker} if typed.speaker else {}
    reply = record_reply(answered, values, by=by)
    for source in typed.sources:
        add_source(reply, source.model_dump(), by=by)
    is_told = typed.release and is_told_by_letter(reply)
    if typed.release:
        reply = tell_reply(reply, by=by) if is_told else release_reply(reply, by=by)
    told = ReplyRecorded(
        number=reply.pk,
        pages=[place("submission", one.reference)["page"] for one in answered],
        is_public=reply.is_released,
        is_told_first=is_told,
        warnings=date_warnings([one.stated for one in answered], reply.stated),
    )
    return Made(told, submissions=answered)


def _disputed(typed: NewReply, by: User) -> Reply | None:
    if typed.disputes is None:
        return None
    found = Reply.objects.visible_to(by).filter(pk=typed.disputes).first()
    if found is None:
        raise Refused(_("There is no reply of this number."), field="disputes")
    return found
