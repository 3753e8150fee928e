"""Who sees what: strangers nothing that is not public, on no page, in no list and no export."""

from collections.abc import Iterable

import pytest
from django.test import Client

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.signatories import record_membership
from tracker.actions.sources import add_source
from tracker.actions.statements import retire_statement
from tracker.actions.tallies import fold_events
from tracker.choices import ReplyKind
from tracker.tests.cast import Cast, make_user
from tracker.tests.public.reading import get, links, words

PAGES = [
    "/",
    "/statements/",
    "/statements/rivers-declaration/",
    "/statements/rivers-declaration/signatories/",
    "/signatories/",
    "/signatories/harbour-assembly/",
    "/signatories/living-rivers-network/",
    "/submissions/",
    "/submissions/?q=secret",
    "/submissions/?q=se",
    "/submissions/?sort=waiting",
    "/events/",
    "/corrections/",
    "/takedowns/",
    "/submissions/?format=csv",
    "/submissions/?format=json",
    "/statements/rivers-declaration/signatories/?format=csv",
    "/signatories/?format=csv",
    "/signatories/?format=json",
    "/statements/?format=csv",
    "/events/?format=csv",
    "/events/?format=json",
    "/events/?format=atom",
    "/statements/?format=atom",
    "/submissions/?format=atom",
    "/submissions/?q=secret&format=atom",
    "/signatories/?format=atom",
    "/statements/rivers-declaration/signatories/?format=atom",
    "/corrections/?format=atom",
    "/takedowns/?format=atom",
    "/statements/rivers-declaration/feed.atom",
    "/signatories/harbour-assembly/feed.atom",
    "/signatories/living-rivers-network/feed.atom",
    "/corrections/?format=csv",
    "/takedowns/?format=csv",
]


LISTS = [address for address in PAGES if address.count("/") == 2]


def everything(client: Client, addresses: Iterable[str] = PAGES) -> str:
    """All public lists and pages in one text, whatever their status."""
    responses = [client.get(address) for address in addresses]
    return "".join((one.getvalue() if one.streaming else one.content).decode() for one in responses)


@pytest.fixture
def public(cast: Cast) -> None:
    record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered(cast.rios))


@pytest.mark.usefixtures("public")
def test_stranger_reads_nothing_of_a_withheld_name(cast: Cast, client: Client) -> None:
    who = cast.signatory("Secret Society")
    record_membership({"network": cast.network, "member": who}, by=cast.anna)
    offer = cast.offered(who, visibility="withheld", message="Secret words",
                         representative="Sec Retary", capacity="Secret capacity",
                         signed_details={"seat": "Secret seat"})  # fmt: skip
    add_source(offer, {"title": "Secret page", "url": "https://secret.example/"}, by=cast.anna)
    cast.replied(ReplyKind.ACCEPTANCE, offer, text="Dear Secret Society")
    cast.release(cast.check(offer, by_whom="Secret Society"))
    said = {"what": "Secret", "was": "Secret", "now": "Secret", "why": "x", "since": "2022-05-01"}
    release_correction(record_correction(offer, said, by=cast.anna), by=cast.ben)
    fold_events()
    page = get(client, f"/submissions/{offer.reference}/")
    told = (everything(client) + page).replace('value="secret"', "").replace("q=secret", "")

    assert "Name withheld" in words(page)
    assert "name is withheld" in told
    for kept in ("Secret", "secret-society", "Sec Retary"):
        assert kept not in told.replace("secret</a>", "")
    get(client, "/signatories/secret-society/", status=404)


@pytest.mark.usefixtures("public")
def test_stranger_reads_nothing_that_is_not_released(cast: Cast, client: Client) -> None:
    offer = cast.offer(cast.signatory("Secret Society"))
    cast.reply(ReplyKind.REFUSAL, cast.rios.submissions.get(), text="Secret refusal")
    cast.check(cast.rios.submissions.get(), by_whom="Secret checker")
    said = {"what": "Secret", "was": "a", "now": "b", "why": "c", "since": "2022-05-01"}
    record_correction(cast.declaration, said, by=cast.anna)
    cast.draft("Secret Draft", "secret-draft")
    shown = get(client, f"/submissions/{cast.rios.submissions.get().reference}/")

    assert "Secret" not in everything(client) + shown
    for address in (
        f"/submissions/{offer.reference}/",
        "/signatories/secret-society/",
        "/statements/secret-draft/",
        "/statements/secret-draft/signatories/",
        "/statements/secret-draft/revisions/",
    ):
        get(client, address, status=404)


@pytest.mark.usefixtures("public")
def test_stranger_reads_nothing_of_a_retired_statement(cast: Cast, client: Client) -> None:
    reference = cast.rios.submissions.get().reference
    retire_statement(cast.declaration, "mistake", by=cast.ben)

    assert "Rivers Declaration" not in everything(client)
    get(client, f"/submissions/{reference}/", status=404)
    get(client, "/signatories/rios-libres/", status=404)
    get(client, "/statements/rivers-declaration/", status=404)


@pytest.mark.parametrize("who", ["anna", "ben", "aud"])
def test_desk_previews_what_is_not_public_and_is_told_so(
    cast: Cast, client: Client, who: str
) -> None:
    offer = cast.offer(cast.signatory("Hidden Hub"), message="Hidden words")
    cast.reply(ReplyKind.REFUSAL, cast.offered(), text="Hidden refusal")
    cast.draft("Hidden Draft", "hidden-draft")
    client.force_login(getattr(cast, who))

    for address, told in [
        (f"/submissions/{offer.reference}/", "Hidden words"),
        (f"/submissions/{cast.rios.submissions.get().reference}/", "Hidden refusal"),
        ("/statements/hidden-draft/", "Hidden Draft"),
        ("/signatories/hidden-hub/", "Hidden Hub"),
    ]:
        page = words(get(client, address))
        assert told in page
        assert "Not public" in page
    get(client, "/statements/hidden-draft/signatories/")
    get(client, "/statements/hidden-draft/revisions/")


def test_desk_sees_in_lists_only_what_everybody_sees(cast: Cast, client: Client) -> None:
    cast.offered()
    cast.offer(cast.signatory("Hidden Hub"))
    cast.draft("Hidden Draft", "hidden-draft")
    client.force_login(cast.ben)

    assert "Hidden" not in everything(client, LISTS)


def test_account_without_a_group_is_a_stranger(cast: Cast, client: Client) -> None:
    offer = cast.offer()
    client.force_login(make_user("nobody"))

    get(client, f"/submissions/{offer.reference}/", status=404)


@pytest.mark.usefixtures("public")
def test_withheld_submission_is_linked_and_counted(cast: Cast, client: Client) -> None:
    offer = cast.offered(cast.mara, visibility="withheld")
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    fold_events()
    page = get(client, "/statements/rivers-declaration/")

    assert "And 1 whose name is withheld or erased." in words(page)
    assert f"/submissions/{offer.reference}/" in links(get(client, "/submissions/"))
