"""Recording offers and invitations that came in elsewhere, as at the desk."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from tracker.actions.identities import Identity, identify
from tracker.actions.positions import record_position
from tracker.actions.releases import release_submission
from tracker.actions.signatories import record_signatory
from tracker.actions.sources import add_source
from tracker.actions.submissions import record_submission
from tracker.api.finding import positions_named, wording_named
from tracker.api.inputs import (
    Country,
    Edtf,
    Given,
    Message,
    NewPosition,
    NewSignatory,
    NewSource,
    Number,
    Slug,
    Words,
)
from tracker.api.shapes import place
from tracker.api.tokens import Token, require_release_scope
from tracker.api.writes import WRITING, Made, carry_out
from tracker.choices import Channel, Direction, Scope, SignatoryKind, Status, Visibility
from tracker.models import Revision, Signatory, User
from tracker.rules.names import fold
from tracker.rules.refusals import Refused

router = Router(tags=["Writing"])
OWN = {"statement", "revision", "signatory", "new_signatory", "positions", "sources", "release"}


class NewOffer(Given):
    """An offer to sign a wording, or an invitation to, as a source has it."""

    statement: Slug
    revision: Number | None = Field(None, description="Its number; left out: the newest wording.")
    signatory: Slug | None = Field(None, description="Who signs, if it is in the record.")
    new_signatory: NewSignatory | None = Field(None, description="Who signs, if it may be new.")
    direction: Direction = Direction.OFFER
    offered: Edtf = Field(examples=["2022-01-30?"])
    offered_words: Words = ""
    channel: Channel = Channel.UNKNOWN
    message: Message = ""
    representative: Words = ""
    capacity: Words = ""
    signed_name: Annotated[str, Field(max_length=300)] = Field("", description="Empty: its own.")
    signed_kind: SignatoryKind | None = None
    signed_country: Country = ""
    signed_country_words: Annotated[Words, Field(max_length=100)] = ""
    visibility: Visibility = Visibility.NAMED
    positions: list[NewPosition] = Field([], max_length=200)
    sources: list[NewSource] = Field([], max_length=20)
    release: bool = Field(
        False, description="Make it public at once; needs releases:write and an account that may."
    )


class OfferRecorded(Schema):
    """What was recorded, and where it stands. Others see it once it is public."""

    reference: str
    url: str = Field(description="The submission in the API.")
    page: str = Field(description="The submission's page for people.")
    signatory: str = Field(description="The slug of who signs.")
    status: Status
    is_public: bool


@router.post(
    "/",
    auth=Token(Scope.OFFERS),
    response={201: OfferRecorded},
    operation_id="record_offer",
    summary="Record an offer or an invitation",
    openapi_extra=WRITING,
)
def offers(request: HttpRequest, offer: NewOffer) -> HttpResponse:
    """It waits for release like everything recorded at the desk, unless `release` asks for it."""
    require_release_scope(request, offer.release)
    return carry_out(request, 201, lambda by: _record(offer, by))


def _record(offer: NewOffer, by: User) -> Made:
    revision = wording_named(offer.statement, offer.revision, by)
    signatory = _signatory(offer, by)
    submission = record_submission(_values(offer, revision, signatory), by=by)
    for position in positions_named(revision, offer.positions):
        record_position(submission, position, by=by)
    for source in offer.sources:
        add_source(submission, source.model_dump(), by=by)
    if offer.release:
        submission = release_submission(submission, by=by)
    spot = place("submission", submission.reference)
    told = OfferRecorded(
        reference=submission.reference,
        url=spot["url"],
        page=spot["page"],
        signatory=signatory.slug,
        status=Status(submission.status),
        is_public=submission.is_public,
    )
    return Made(told, told.url, [submission])


def _values(offer: NewOffer, revision: Revision, signatory: Signatory) -> dict[str, object]:
    typed = offer.model_dump(exclude=OWN)
    if offer.signed_kind is None:
        del typed["signed_kind"]
    return typed | {"revision": revision, "signatory": signatory}


def _signatory(offer: NewOffer, by: User) -> Signatory:
    """Who is named by its slug; else who has this name and country, or somebody new."""
    if (offer.signatory is None) == (offer.new_signatory is None):
        raise Refused(_("Give either signatory or new_signatory."), field="signatory")
    if offer.new_signatory is not None:
        who = offer.new_signatory
        identity = Identity(fold(who.name), who.country)
        known = identify([identity])
        return known.get(identity) or record_signatory(who.model_dump(), by=by)
    found = Signatory.objects.visible_to(by).filter(slug=offer.signatory).first()
    if found is None:
        raise Refused(_("There is no signatory of this name."), field="signatory")
    return found
