"""Signatories in the API: the list, and one with its names, networks and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from tracker.api.lists import Listed, answer_list, refuse_unknown
from tracker.api.parameters import list_parameters
from tracker.api.problems import Problem
from tracker.api.shapes import (
    COUNTRY,
    PAGE,
    URL,
    AliasTold,
    CorrectionShort,
    Named,
    Slug,
    SourceTold,
    corrections_told,
    named,
    named_by,
    place,
    sources_told,
)
from tracker.choices import Number, SignatoryKind
from tracker.models import Membership, Signatory
from tracker.queries.signatories import SignatoryFilters, signatory_rows
from tracker.queries.signatory_pages import SignatoryPage, find_signatory, signatory_page
from tracker.queries.stubs import public_erasure

router = Router(tags=["Signatories"])

ENDED = Field(description="When it died or dissolved, in EDTF; empty: not stated.")


class SignatoryTold(Schema):
    """An organisation, network, publication or person that signs, is asked to, or issues."""

    slug: str = Field(description="Its name in addresses, which stays.", examples=["rios-libres"])
    url: str = URL
    page: str = PAGE
    name: str
    kind: SignatoryKind
    country: str = COUNTRY
    is_named: bool = Field(description="Whether the source names it, or only mentions somebody.")
    number: Number = Field(description="For how many it stands.")
    ended: str = ENDED
    networks: list[Named] = Field(description="The networks it is a member of.")


class SignatoryList(Listed):
    """One page of signatories, by name."""

    items: list[SignatoryTold]


class MembershipTold(Named):
    """Who belongs to a network, or a network, as far as a source states it."""

    since: str = Field(description="In EDTF; empty: not stated.")
    until: str = Field(description="In EDTF; empty: not stated.")
    note: str


class SignatoryWhole(Schema):
    """A signatory with its names, networks, members and evidence."""

    slug: str
    url: str = URL
    page: str = PAGE
    name: str
    kind: SignatoryKind
    country: str = COUNTRY
    is_named: bool
    number: Number
    ended: str = ENDED
    public_url: str = Field(description="Its own page; empty: none is recorded.")
    about: str
    aliases: list[AliasTold]
    networks: list[MembershipTold]
    members: list[MembershipTold] = Field(description="The first 200; the list has all.")
    has_more_members: bool
    issued: list[Named] = Field(description="The statements that it issued.")
    submissions_url: str = Field(description="The list of its submissions in the API.")
    sources: list[SourceTold]
    corrections: list[CorrectionShort]


@router.get(
    "/",
    response=SignatoryList,
    operation_id="list_signatories",
    summary="List signatories",
    openapi_extra=list_parameters(SignatoryFilters),
)
def signatories(request: HttpRequest) -> Any:
    """Everybody who appears in the public record, by name."""
    filters = SignatoryFilters(request.GET, today=timezone.localdate())
    return answer_list(request, filters, _rows)


@router.get(
    "/{slug}/",
    response=SignatoryWhole,
    operation_id="read_signatory",
    summary="Read a signatory",
)
def signatory(request: HttpRequest, slug: Slug) -> Any:
    """One signatory. The name of a merged one leads to what it was merged into, by a redirect."""
    refuse_unknown(request)
    found = find_signatory(slug) if "\0" not in slug else None
    if found is not None and public_erasure(found, None) is not None:
        raise Problem(410, "erased", _("What was told of this signatory was erased."))
    page = signatory_page(found, None, timezone.localdate()) if found else None
    if found is None or page is None:
        raise Http404
    if found.slug != slug:
        return HttpResponseRedirect(place("signatory", found.slug)["url"], status=308)
    return _whole(page)


def _rows(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            **named_by(row.url, row.name),
            "kind": row.kind,
            "country": row.country,
            "is_named": row.is_named,
            "number": row.number,
            "ended": row.ended,
            "networks": [named_by(path, name) for name, path in row.networks],
        }
        for row in signatory_rows(found)
    ]


def _whole(page: SignatoryPage) -> dict[str, Any]:
    one, own = page.signatory, place("signatory", page.signatory.slug)
    listed = own["url"].removesuffix(f"signatories/{one.slug}/")
    return {
        "name": one.name,
        **own,
        "kind": one.kind,
        "country": str(one.country or ""),
        "is_named": one.is_named,
        "number": one.number,
        "ended": one.ended,
        "public_url": one.url,
        "about": one.about,
        "aliases": [{"name": alias.name, "kind": alias.kind} for alias in page.aliases],
        "networks": [_membership(membership, membership.network) for membership in page.networks],
        "members": [_membership(membership, membership.member) for membership in page.members],
        "has_more_members": page.has_more_members,
        "issued": [named("statement", issued.slug, issued.title) for issued in page.issued],
        "submissions_url": f"{listed}submissions/?signatory={one.slug}",
        "sources": sources_told(page.sources),
        "corrections": corrections_told(page.corrections),
    }


def _membership(membership: Membership, other: Signatory) -> dict[str, Any]:
    return {
        **named("signatory", other.slug, other.name),
        "since": membership.since,
        "until": membership.until,
        "note": membership.note,
    }
