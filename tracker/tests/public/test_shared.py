"""What pages tell in their heads: canonical addresses, Open Graph and linked data."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from tracker.choices import ReplyKind, Visibility
from tracker.tests.cast import Cast
from tracker.tests.languages import made_up as made_up
from tracker.tests.public.reading import get
from tracker.tests.schema_org import data_in, mistakes
from tracker.tests.steps import fold_events, record_membership

AT = "https://record.example"
LETTER = "/statements/ferry-letter/"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = AT
    settings.ALLOWED_HOSTS = ["testserver"]


def heads(client: Client, address: str, start: str) -> list[str]:
    """What follows `start` in the tags of a page, up to the next quote."""
    return [unescape(part.partition('"')[0]) for part in get(client, address).split(start)[1:]]


def canonical(client: Client, address: str) -> list[str]:
    return heads(client, address, '<link rel="canonical" href="')


def graph(client: Client, address: str) -> dict[str, str]:
    parts = get(client, address).split('<meta property="og:')[1:]
    pairs = (part.partition(">")[0].split('" content="') for part in parts)
    return {name: unescape(value.rstrip('"')) for name, value in pairs}


@pytest.mark.parametrize(
    "address",
    ["/", "/statements/", LETTER, f"{LETTER}signatories/", "/about/", "/log/", "/events/"],
)
def test_pages_name_their_own_address(cast: Cast, client: Client, address: str) -> None:
    assert cast.letter
    assert canonical(client, address) == [f"{AT}{address}"]


def test_page_of_one_thing_names_its_address_whatever_is_asked(cast: Cast, client: Client) -> None:
    reference = cast.offered().reference
    for address in (f"/submissions/{reference}/", "/signatories/rios-libres/", LETTER):
        assert cast.letter
        assert canonical(client, f"{address}?from=elsewhere") == [f"{AT}{address}"]


@pytest.mark.parametrize("address", ["/statements/?q=ferry", "/track/", "/follows/"])
def test_narrowed_lists_and_forms_name_none(cast: Cast, client: Client, address: str) -> None:
    assert cast.letter
    assert canonical(client, address) == []


def test_page_that_is_not_there_names_none(client: Client, db: None) -> None:
    html = client.get("/statements/nothing/").content.decode()
    assert "<h1>" in html
    assert "canonical" not in html


def test_statement_is_told_as_a_creative_work(cast: Cast, client: Client) -> None:
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered(revision=cast.letter_wording))
    fold_events()
    [node] = data_in(get(client, LETTER))

    assert mistakes(node) == []
    assert (node["@type"], node["name"], node["version"]) == ("CreativeWork", "Ferry Letter", 1)
    assert node["author"]["name"] == "Harbour Assembly"
    assert node["interactionStatistic"]["userInteractionCount"] == 1
    assert node["potentialAction"]["target"]["urlTemplate"] == f"{AT}{LETTER}endorse/"
    assert node["identifier"]["value"] == cast.letter_wording.sha256


def test_statement_that_nobody_signs_tells_no_number(cast: Cast, client: Client) -> None:
    cast.publish(
        cast.draft("Harbour Notice", "harbour-notice", openness="nobody", custody="hosted")
    )
    [node] = data_in(get(client, "/statements/harbour-notice/"))

    assert {"interactionStatistic", "potentialAction"} & set(node) == set()


def test_submission_is_told_as_an_endorsement(cast: Cast, client: Client) -> None:
    offer = cast.offered(signed_name="Rios Libres (Chile)")
    [node] = data_in(get(client, f"/submissions/{offer.reference}/"))

    assert mistakes(node) == []
    assert (node["@type"], node["identifier"]) == ("EndorseAction", offer.reference)
    assert node["actionStatus"] == "https://schema.org/ActiveActionStatus"
    assert node["agent"]["name"] == "Rios Libres (Chile)"
    assert node["object"]["@id"] == f"{AT}/statements/rivers-declaration/#statement"


def test_withheld_name_is_told_nowhere(cast: Cast, client: Client) -> None:
    offer = cast.offered(cast.mara, visibility=Visibility.WITHHELD)
    html = get(client, f"/submissions/{offer.reference}/")
    [node] = data_in(html)

    assert mistakes(node) == []
    assert "agent" not in node
    assert "mara" not in html.lower()


def test_signatory_is_told_with_its_networks(cast: Cast, client: Client) -> None:
    cast.offered(cast.mara)
    record_membership({"network": cast.network, "member": cast.mara}, by=cast.anna)
    old = cast.signatory("Old Net", kind="network")
    record_membership({"network": old, "member": cast.mara, "until": "2020"}, by=cast.anna)
    [node] = data_in(get(client, "/signatories/mara-okonjo/"))

    assert mistakes(node) == []
    assert (node["@type"], node["address"]["addressCountry"]) == ("Person", "KE")
    assert [one["name"] for one in node["memberOf"]] == ["Living Rivers Network"]


def test_unnamed_signatory_is_nobody_in_particular(cast: Cast, client: Client) -> None:
    somebody = cast.signatory("A member in Brazil", is_named=False)
    cast.offered(somebody)

    assert data_in(get(client, somebody.get_absolute_url())) == []


def test_front_page_is_told_as_the_record(cast: Cast, client: Client) -> None:
    assert cast.letter
    [node] = data_in(get(client, "/"))

    assert mistakes(node) == []
    assert (node["@type"], node["url"]) == ("WebSite", f"{AT}/")


def test_title_that_would_end_the_script_is_data(cast: Cast, client: Client) -> None:
    title = '</script><script>alert("x")</script> & <!-- more'
    cast.publish(cast.draft(title, "odd", custody="hosted"))
    html = get(client, "/statements/odd/")
    [node] = data_in(html)

    assert node["name"] == title
    assert "<script>alert" not in html


def test_link_preview_tells_what_the_page_is(cast: Cast, client: Client) -> None:
    assert cast.letter
    told = graph(client, LETTER)
    assert {name: told[name] for name in told if not name.startswith("image")} == {
        "site_name": "Undersigned",
        "url": f"{AT}{LETTER}",
        "type": "article",
        "title": "Ferry Letter",
        "description": "Open letter by Harbour Assembly: who offered to sign it, who answered, "
        "and what was decided.",
    }


def test_link_preview_of_a_submission_says_where_it_stands(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    told = graph(client, f"/submissions/{offer.reference}/")

    assert told["title"] == "Ríos Libres offers to endorse all 2 points"
    assert told["description"] == "Offered; no reply is recorded."


def test_things_have_one_name_in_every_language(
    cast: Cast, client: Client, made_up: list[str]
) -> None:
    """And their pages have an address in each."""
    offer = f"/submissions/{cast.offered(revision=cast.letter_wording).reference}/"
    assert "ko" in made_up
    for page in (LETTER, offer, "/signatories/rios-libres/", "/"):
        [english], [korean] = data_in(get(client, page)), data_in(get(client, f"/ko{page}"))
        assert (english["@id"], english["url"]) == (korean["@id"], korean["url"])
        assert canonical(client, f"/ko{page}") == [f"{AT}/ko{page}"]
