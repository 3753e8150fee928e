"""Recording an issuer's own list of signatories, as an import at the desk does."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from tracker.actions.lists import Entry, Imported, Terms, import_signatories, release_import
from tracker.api.finding import wording_named
from tracker.api.inputs import (
    Country,
    Edtf,
    Given,
    Link,
    Name,
    NewSource,
    Number,
    Slug,
    Words,
)
from tracker.api.shapes import place
from tracker.api.tokens import Token, require_release_scope
from tracker.api.writes import WRITING, Made, carry_out
from tracker.choices import Scope, SignatoryKind
from tracker.models import Reply, Submission, User
from tracker.rules.names import fold

router = Router(tags=["Writing"])
MOST = 500


class NewEntry(Given):
    """One signatory on the list, as it stands there."""

    name: Name
    kind: SignatoryKind | None = Field(None, description="Left out: that of the whole list.")
    country: Country = ""
    url: Link = ""
    representative: Words = ""
    capacity: Words = ""
    offered: Edtf | None = Field(None, description="Left out: the date of the whole list.")


class NewListing(Given):
    """A list of signatories that the issuer itself shows. Send a longer one in parts."""

    statement: Slug
    revision: Number | None = Field(None, description="Its number; left out: the newest wording.")
    listed_on: Edtf = Field(description="The day on which the list was seen.")
    offered: Edtf | None = Field(None, description="When they offered; left out: “listed_on”.")
    kind: SignatoryKind = Field(SignatoryKind.ORGANISATION, description="Of all, or of most.")
    source: NewSource | None = None
    entries: list[NewEntry] = Field(min_length=1, max_length=MOST)
    release: bool = Field(
        False, description="Make it public at once; needs releases:write and an account that may."
    )


class ListedSubmission(Schema):
    """A submission that the list made."""

    reference: str
    url: str
    page: str
    is_public: bool


class ListingRecorded(Schema):
    """What was recorded: a submission for each entry that had none, and one reply that lists."""

    number: int | None = Field(
        description="The number of the listing; null: all on the list were listed before."
    )
    recorded: list[ListedSubmission] = Field(description="New ones, in the order of the list.")
    already: int = Field(description="How many entries had a submission already.")


@router.post(
    "/",
    auth=Token(Scope.LISTINGS),
    response={201: ListingRecorded},
    operation_id="record_listing",
    summary="Record an issuer's own list",
    openapi_extra=WRITING,
)
def listings(request: HttpRequest, listing: NewListing) -> HttpResponse:
    """All of it or nothing; sent again it records nothing twice. It waits for release."""
    require_release_scope(request, listing.release)
    return carry_out(request, 201, lambda by: _record(listing, by))


def _record(typed: NewListing, by: User) -> Made:
    revision = wording_named(typed.statement, typed.revision, by)
    terms = Terms(
        offered=typed.offered or typed.listed_on,
        kind=typed.kind,
        listed_on=typed.listed_on,
        source=typed.source.model_dump() if typed.source else None,
    )
    imported = import_signatories(revision, [_entry(one) for one in typed.entries], terms, by=by)
    if typed.release:
        release_import(imported, by=by)
    listed = _listed(imported)
    told = ListingRecorded(
        number=imported.listing.pk if imported.listing else None,
        recorded=_told(imported.submissions),
        already=len(imported.already),
    )
    return Made(told, submissions=listed)


def _entry(typed: NewEntry) -> Entry:
    return Entry(
        name=typed.name,
        folded=fold(typed.name),
        kind=typed.kind or "",
        country=typed.country,
        url=typed.url,
        representative=typed.representative,
        capacity=typed.capacity,
        offered=typed.offered or "",
    )


def _listed(imported: Imported) -> list[Submission]:
    """All that it is about: those that were there before stand in no answer, but in the request."""
    listing: Reply | None = imported.listing
    known = {one.pk: one for one in imported.submissions}
    if listing is not None:
        known |= {one.pk: one for one in listing.submissions.all()}
    return list(known.values())


def _told(submissions: Sequence[Submission]) -> list[ListedSubmission]:
    pks = [one.pk for one in submissions]
    public = set(Submission.objects.filter(pk__in=pks, is_public=True).values_list("pk", flat=True))
    spots = [(one, place("submission", one.reference)) for one in submissions]
    return [
        ListedSubmission(
            reference=one.reference,
            url=spot["url"],
            page=spot["page"],
            is_public=one.pk in public,
        )
        for one, spot in spots
    ]
