"""What linked data says, in terms that schema.org knows."""

import json

import pytest

from tracker.choices import SignatoryKind, Status
from tracker.rules.dates import read_date
from tracker.rules.linked_data import (
    ACTION_STATUSES,
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
from tracker.tests.schema_org import mistakes

AT = "https://record.example"
SITE = site_node(AT, "Undersigned")
ISSUER = Named(f"{AT}/signatories/harbour/", "Harbour Assembly", SignatoryKind.ORGANISATION)
PERSON = Named(f"{AT}/signatories/mara/", "Mara Okonjo", SignatoryKind.PERSON)
LETTER = f"{AT}/statements/letter/"
BARE = Text(LETTER, "Ferry Letter", "Open letter", ISSUER, None)
FULL = Text(
    LETTER,
    "Ferry Letter",
    "Open letter",
    ISSUER,
    read_date("2022-01-30"),
    language="en",
    revision=2,
    sha256="ab" * 32,
    original="https://harbour.example/letter",
    image=f"{AT}/cards/letter.png",
    offer=f"{LETTER}endorse/",
    endorsed=0,
)


def all_nodes() -> dict[str, Node]:
    network = Named(f"{AT}/signatories/net/", "Net", SignatoryKind.NETWORK)
    more = {
        "sameAs": "https://mara.example",
        "address": country_node("KE"),
        "memberOf": [party_node(network)],
    }
    letter = text_reference(LETTER, "Ferry Letter", ISSUER)
    offers = {
        f"offer {status}": endorsement_node(
            f"{AT}/submissions/FL-1/", "FL-1", status, agent=party_node(PERSON), object=letter
        )
        for status in ACTION_STATUSES
    }
    return offers | {
        "site": SITE,
        "organisation": party_node(ISSUER),
        "person": party_node(PERSON, **more),
        "bare text": text_node(BARE, SITE),
        "full text": text_node(FULL, SITE),
    }


@pytest.mark.parametrize("name", sorted(all_nodes()))
def test_linked_data_uses_the_terms_of_schema_org_alone(name: str) -> None:
    assert mistakes(all_nodes()[name]) == []


@pytest.mark.parametrize(
    "node, found",
    [
        ({"@type": "Declaration"}, [": no type Declaration"]),
        ({"@type": "Person", "title": "x"}, ["/title: no property"]),
        ({"@type": "Person", "agent": "x"}, ["/agent: not of Person"]),
        ({"@type": "Person", "url": "no address"}, ["/url: 'no address' is none of ['URL']"]),
        (
            {"@type": "Legislation", "author": {"@type": "WebSite"}},
            ["/author: a WebSite is none of ['Organization', 'Person']"],
        ),
        (
            {"@type": "EndorseAction", "actionStatus": "https://schema.org/Person"},
            ["/actionStatus: 'https://schema.org/Person' is none of ['ActionStatusType']"],
        ),
    ],
)
def test_what_schema_org_does_not_know_would_be_found(node: Node, found: list[str]) -> None:
    assert mistakes(node) == found


def test_text_tells_what_is_known() -> None:
    assert text_node(FULL, SITE) == {
        "@type": "CreativeWork",
        "@id": f"{LETTER}#statement",
        "url": LETTER,
        "name": "Ferry Letter",
        "genre": "Open letter",
        "author": {
            "@type": "Organization",
            "@id": f"{AT}/signatories/harbour/#signatory",
            "name": "Harbour Assembly",
            "url": f"{AT}/signatories/harbour/",
        },
        "datePublished": "2022-01-30",
        "inLanguage": "en",
        "version": 2,
        "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256", "value": "ab" * 32},
        "sameAs": "https://harbour.example/letter",
        "image": f"{AT}/cards/letter.png",
        "isPartOf": SITE,
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": {"@type": "EndorseAction"},
            "userInteractionCount": 0,
        },
        "potentialAction": {
            "@type": "EndorseAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{LETTER}endorse/"},
        },
    }


def test_text_leaves_out_what_is_not_known() -> None:
    known = {"@type", "@id", "url", "name", "genre", "author", "isPartOf"}
    assert set(text_node(BARE, SITE)) == known


@pytest.mark.parametrize(
    "edtf, told",
    [
        ("2022-01-30", "2022-01-30"),
        ("2022-01", "2022-01"),
        ("2022", "2022"),
        ("2022-01-30?", None),
        ("2022~", None),
        ("2022-21", None),
        ("2022-12/2023-01", None),
        ("202X", None),
    ],
)
def test_date_is_told_only_where_it_is_certain(edtf: str, told: str | None) -> None:
    text = Text(LETTER, "A", "Letter", ISSUER, read_date(edtf))
    assert text_node(text, SITE).get("datePublished") == told


def test_every_public_status_has_an_action_status() -> None:
    assert set(Status) - set(ACTION_STATUSES) == {Status.UNCONFIRMED, Status.VOID}


def test_country_that_is_not_stated_is_not_told() -> None:
    assert country_node("") is None


def test_json_ld_ends_no_script_and_begins_no_comment() -> None:
    said = "</script><!-- & Ríos"
    text = as_json_ld(party_node(Named(f"{AT}/", said, SignatoryKind.PERSON)))

    assert not set("<>&") & set(text)
    assert json.loads(text)["name"] == said
    assert json.loads(text)["@context"] == "https://schema.org"
