"""What a page tells those who only read its head: search engines and previews of links."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tracker.choices import Openness
from tracker.models import Signatory, Submission
from tracker.public.cards import card_address, card_of
from tracker.public.oembed import oembed_address
from tracker.queries.addresses import address_of, path_in, place_of
from tracker.queries.signatory_pages import SignatoryPage
from tracker.queries.statement_pages import StatementPage
from tracker.rules.cards import card_words
from tracker.rules.linked_data import (
    Named,
    Node,
    Text,
    as_json_ld,
    country_node,
    endorsement_node,
    party_node,
    site_node,
    text_node,
    text_reference,
)


@dataclass(frozen=True, slots=True)
class Shared:
    """The head of one page. `kind` is a type of Open Graph; `image` is "" where there is none.

    `oembed` is what the addresses of its answers begin with, up to the format.
    """

    address: str
    title: str
    description: str
    linked_data: SafeString
    kind: str = "article"
    image: str = ""
    image_words: str = ""
    oembed: str = ""

    @property
    def path(self) -> str:
        """The address without the host, below which all other forms of the page stand."""
        return self.address.removeprefix(settings.SITE_URL)


def shared_front() -> Shared:
    """The front page: the record itself."""
    return Shared(
        address=f"{settings.SITE_URL}{place_of('front')}",
        title=settings.SITE_NAME,
        description=_(
            "The public record of who offered to sign a statement, who answered, and what was "
            "decided."
        ),
        linked_data=_script(_site()),
        kind="website",
    )


def shared_statement(page: StatementPage, *, is_open: bool) -> Shared:
    """A statement's page; `is_open` where somebody can offer to sign by the form today."""
    statement, revision = page.statement, page.revision
    has_count = page.is_public and statement.openness != Openness.NOBODY
    address = absolute("statement", statement.slug)
    endorsed = page.totals.accepted if has_count else None
    language = revision.language if revision else ""
    card = card_of(statement, language, endorsed)
    image = card_address(address, card) if page.is_public else ""
    text = Text(
        address=identity("statement", statement.slug),
        title=statement.title,
        kind=card.kind,
        issuer=named(statement.issuer),
        issued=statement.stated,
        language=language,
        revision=revision.number if revision else 0,
        sha256=revision.sha256 if revision and not revision.is_summary else "",
        original=statement.url,
        offer=absolute("offer", statement.slug) if is_open else "",
        image=image,
        endorsed=endorsed,
    )
    words = {"kind": text.kind, "issuer": text.issuer.name}
    return Shared(
        address=address,
        title=text.title,
        description=_(
            "%(kind)s by %(issuer)s: who offered to sign it, who answered, and what was decided."
        )
        % words,
        linked_data=_script(text_node(text, _site())),
        image=image,
        image_words=card_words(card),
        oembed=oembed_address(address) if page.is_public else "",
    )


def shared_submission(submission: Submission, *, title: str, status: str) -> Shared:
    """A submission's page, under its headline and the sentence that says where it stands.

    Where the name is withheld, nothing tells whose it is.
    """
    statement = submission.statement
    address = absolute("submission", submission.reference)
    issuer, agent = named(statement.issuer), None
    if not submission.is_withheld:
        agent = party_node(named(submission.signatory, submission.signed_name))
    node = endorsement_node(
        identity("submission", submission.reference),
        submission.reference,
        submission.status,
        agent=agent,
        object=text_reference(identity("statement", statement.slug), statement.title, issuer),
    )
    return Shared(
        address=address,
        title=title,
        description=status,
        linked_data=_script(node),
        oembed=oembed_address(address),
    )


def shared_signatory(page: SignatoryPage) -> Shared:
    """A signatory's page. One that no source names is nobody in particular: no linked data."""
    signatory = page.signatory
    node = party_node(
        named(signatory),
        sameAs=signatory.url,
        address=country_node(signatory.country.code),
        memberOf=[party_node(named(one.network)) for one in page.networks if not one.until],
    )
    return Shared(
        address=absolute("signatory", signatory.slug),
        title=signatory.name,
        description=_("What %(name)s signed, offered to sign and issued, as far as is recorded.")
        % {"name": signatory.name},
        linked_data=_script(node) if signatory.is_named else SafeString(),
        kind="profile",
    )


def absolute(name: str, part: str) -> str:
    """The address of the page with this name, with the site's own host."""
    return f"{settings.SITE_URL}{address_of(name, part)}"


def named(signatory: Signatory, name: str = "") -> Named:
    """A signatory under its name, or under the one that it signed with."""
    address = identity("signatory", signatory.slug)
    return Named(address, name or signatory.name, signatory.kind)


def identity(name: str, part: str) -> str:
    """The address by which linked data names a thing: the same in every language of the site."""
    return f"{settings.SITE_URL}{path_in(settings.LANGUAGE_CODE, address_of(name, part))}"


def _site() -> Node:
    return site_node(settings.SITE_URL, settings.SITE_NAME)


def _script(node: Node) -> SafeString:
    return mark_safe(as_json_ld(node))  # noqa: S308 - what HTML reads is escaped in it
