"""Offers from a campaign site's own form, to be taken as the form of this site takes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Field, Router, Schema

from tracker.actions.offers import offer_endorsement
from tracker.actions.waiting_offers import queue_offer
from tracker.api.finding import positions_named
from tracker.api.inputs import Country, Given, Name, NewPosition, Number, Slug, Words
from tracker.api.lists import refuse_unknown
from tracker.api.problems import Problem
from tracker.api.shapes import Slug as SlugPart
from tracker.api.shapes import place
from tracker.api.tokens import Token, client_of
from tracker.api.writes import WRITING, Made, carry_out
from tracker.choices import Scope, SignatoryKind, Visibility
from tracker.models import Revision
from tracker.queries.backlog import is_rush
from tracker.queries.offers import Wording, wording_to_sign
from tracker.rules.limits import client_address
from tracker.rules.offers import (
    CONSENTS,
    REQUIRED,
    Offer,
    Purpose,
    closed_because,
    kinds_allowed,
    missing_of,
)
from tracker.rules.refusals import Conflict, Refused
from tracker.rules.senders import folded_address
from tracker.rules.signing import Terms

router = Router(tags=["Writing"])
LANGUAGE = "language"
IN_LANGUAGE: dict[str, Any] = {
    "in": "query",
    "name": LANGUAGE,
    "description": "Of the words of the consents.",
    "required": False,
    "schema": {"type": "string", "enum": [code for code, _name in settings.LANGUAGES]},
}
Sentence = Annotated[str, Field(max_length=1000)]


class NewHostedOffer(Given):
    """What somebody typed into the form of a campaign site, who has not confirmed it yet."""

    statement: Slug
    revision: Number = Field(description="The number of the wording that was shown.")
    kind: SignatoryKind
    name: Name
    country: Country = ""
    representative: Words = Field("", description="Needed for an organisation.")
    capacity: Words = Field("", description="Needed for an organisation.")
    authority: bool = Field(False, description="An organisation's declares that it may sign.")
    email: Annotated[str, Field(max_length=254)] = Field(
        description="A letter with a link to confirm goes there. It is never shown or handed on."
    )
    language: Annotated[str, Field(max_length=12)] = Field("en", description="Of the letters.")
    visibility: Visibility = Visibility.NAMED
    consents: dict[Purpose, Sentence] = Field(
        description="What was agreed to, in the very words that were shown (get_offer_terms)."
    )
    positions: list[NewPosition] = Field([], max_length=200)
    client_address: Annotated[str, Field(max_length=45)] = Field(
        "",
        description=(
            "The network address of whoever sent the form, for the limits; not kept. Left out: "
            "all count as one network, of which few are taken each hour."
        ),
    )


class OfferPending(Schema):
    """The same for everybody, whoever signed before: only the letter says more."""

    state: Literal["letter-sent", "in-line"] = Field(
        description="in-line: very many offer at this moment; the letter comes a little later."
    )
    confirm_days: int = Field(description="How many days the link in the letter can be used.")
    statement: str = Field(description="The page of the statement.")


class ConsentTold(Schema):
    """One thing that whoever offers is asked to agree to, by itself."""

    purpose: Purpose
    words: str
    is_required: bool


class OfferTerms(Schema):
    """What a form for this statement has to show, and what it takes."""

    is_open: bool
    closed_because: str | None = Field(description="Why nobody can offer now; null: they can.")
    revision: int | None = Field(description="The number of the wording to show.")
    text: str | None = Field(description="Where that wording is read.")
    kinds: list[SignatoryKind]
    clauses: list[str] = Field(description="Its clauses, as exceptions name them.")
    consents: list[ConsentTold]
    languages: list[str]


@router.get(
    "/{slug}/",
    response=OfferTerms,
    operation_id="get_offer_terms",
    summary="What a form for offers has to show",
    openapi_extra={"parameters": [IN_LANGUAGE]},
)
def hosted_offer_terms(request: HttpRequest, slug: SlugPart) -> Any:
    """The wording, the clauses and the consents, for a form of your own. No token is needed."""
    refuse_unknown(request, [LANGUAGE])
    language = request.GET.get(LANGUAGE, "en")
    if language not in dict(settings.LANGUAGES):
        told = _("Letters are not written in this language.")
        raise Problem(400, "bad-filter", told, names=[LANGUAGE])
    wording = wording_to_sign(slug) if "\0" not in slug else None
    if wording is None:
        raise Http404
    with override(language):
        return _terms(wording)


@router.post(
    "/",
    auth=Token(Scope.HOSTED_OFFERS),
    response={202: OfferPending},
    operation_id="offer_from_form",
    summary="Pass on an offer from a form of your own",
    openapi_extra=WRITING,
)
def hosted_offers(request: HttpRequest, offer: NewHostedOffer) -> HttpResponse:
    """As if sent by the form of this site, without its proof of work: the token stands in for it.

    Nothing is public before whoever offers has confirmed it by the link in the letter.
    """
    is_later = is_rush(int(request.META.get("SERVER_PORT") or 0))
    network = client_address(offer.client_address, "", 0) or client_of(request)
    return carry_out(request, 202, lambda by: _take(offer, network=network, is_later=is_later))


def _take(typed: NewHostedOffer, *, network: str, is_later: bool) -> Made:
    wording = wording_to_sign(typed.statement)
    if wording is None:
        raise Refused(_("There is no such statement."), field="statement")
    revision = _wording_shown(wording, typed.revision)
    offer = _offer(typed, wording)
    exceptions = positions_named(revision, typed.positions)
    take = queue_offer if is_later else offer_endorsement
    take(revision, offer, exceptions, network=network, is_vouched=True)
    told = OfferPending(
        state="in-line" if is_later else "letter-sent",
        confirm_days=settings.CONFIRM_DAYS,
        statement=place("statement", wording.statement.slug)["page"],
    )
    return Made(told, address=folded_address(offer.email))


def _wording_shown(wording: Wording, number: int) -> Revision:
    """The newest wording, if that was shown and can be signed now; Conflict if not."""
    closed, revision = _closed(wording), wording.revision
    if closed or revision is None:
        told = _("This statement takes no offers now (%(why)s). Nothing was recorded.")
        raise Conflict(told % {"why": closed or "wordless"})
    if revision.number != number:
        told = _("The text was changed: its newest wording is number %(number)s. Show that one.")
        raise Conflict(told % {"number": revision.number})
    return revision


def _offer(typed: NewHostedOffer, wording: Wording) -> Offer:
    """What was typed, as the form would hand it on; Refused by field for what that would refuse."""
    is_person = typed.kind == SignatoryKind.PERSON
    if typed.kind not in kinds_allowed(wording.statement.openness):
        raise Refused(_("This statement is not open to this kind of signatory."), field="kind")
    missing = missing_of(
        typed.kind,
        representative=typed.representative,
        capacity=typed.capacity,
        has_authority=typed.authority,
    )
    for name, message in missing.items():
        raise Refused(message, field=name)
    return Offer(
        name=typed.name,
        kind=typed.kind,
        email=typed.email,
        consents=_consents(typed),
        country=typed.country,
        representative="" if is_person else typed.representative,
        capacity=typed.capacity,
        language=_language(typed.language),
        visibility=typed.visibility,
    )


def _consents(typed: NewHostedOffer) -> dict[str, str]:
    """What was agreed to, if it was asked in our words: others would be no proof of a consent."""
    with override(_language(typed.language)):
        words = {purpose: str(told) for purpose, told in CONSENTS.items()}
    for purpose, said in typed.consents.items():
        if said != words[purpose]:
            raise Refused(
                _("“%(purpose)s” was asked in other words than those of this site: show these.")
                % {"purpose": purpose.value},
                field="consents",
            )
    return {purpose.value: said for purpose, said in typed.consents.items()}


def _language(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise Refused(_("Letters are not written in this language."), field="language")
    return code


def _closed(wording: Wording) -> str | None:
    statement = wording.statement
    terms = Terms(statement.openness, statement.opens_on, statement.closes_on)
    has, today = wording.revision is not None, timezone.localdate()
    return closed_because(terms, custody=statement.custody, has_wording=has, today=today)


def _terms(wording: Wording) -> dict[str, Any]:
    closed, revision = _closed(wording), wording.revision
    text = place("statement", wording.statement.slug)["page"]
    return {
        "is_open": closed is None,
        "closed_because": closed,
        "revision": revision and revision.number,
        "text": text if revision else None,
        "kinds": kinds_allowed(wording.statement.openness),
        "clauses": [one.anchor for one in wording.clauses],
        "consents": [
            {"purpose": purpose, "words": str(words), "is_required": purpose in REQUIRED}
            for purpose, words in CONSENTS.items()
        ],
        "languages": [code for code, _name in settings.LANGUAGES],
    }
