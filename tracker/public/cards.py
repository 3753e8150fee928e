"""The card of a statement: the picture that previews of its links show."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tracker.actions.cards import CardsBusy, card_bytes
from tracker.choices import StatementKind
from tracker.models import Statement
from tracker.public.files import TEXT, public_bytes
from tracker.queries.taken_along import statement_to_take
from tracker.rules.cards import Card, counted_words

# An address says by its end what the picture shows: it changes as soon as that does.
A_DAY = "public, max-age=86400"
COME_BACK_SECONDS = 5


@require_safe
def statement_card(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The card as PNG, as everybody may see it; 503 while too many are drawn."""
    found = statement_to_take(slug)
    if found is None:
        raise Http404
    try:
        data = card_bytes(card_of(found.statement, found.language, found.endorsed))
    except CardsBusy:
        response = HttpResponse("Too many pictures are drawn just now.\n", TEXT, status=503)
        response["Retry-After"] = str(COME_BACK_SECONDS)
        return response
    answer = public_bytes(request, data, "image/png", A_DAY)
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def card_of(statement: Statement, language: str, endorsed: int | None) -> Card:
    """What the card of a statement says; `language` is that of its wording."""
    return Card(
        kind=str(StatementKind(statement.kind).label),
        title=statement.title,
        issuer=statement.issuer.name,
        counted=counted_words(endorsed),
        site=settings.SITE_NAME,
        language=language,
    )


def card_address(address: str, card: Card) -> str:
    """Where the card of the page at this address is, as it is now."""
    return f"{address}card.png?v={card.name[:12]}"
