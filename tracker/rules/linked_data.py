"""What pages are about in the terms of schema.org, as JSON-LD; docs/metadata.md says why so."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from tracker.choices import SignatoryKind, Status
from tracker.rules.dates import StatedDate

CONTEXT = "https://schema.org"
# Where an endorsement stands. An offer that waits is under way; one that came to nothing has failed
# as an action, whoever said no: schema.org has no more words for it.
ACTION_STATUSES = {
    Status.INVITED: "PotentialActionStatus",
    Status.UNANSWERED: "ActiveActionStatus",
    Status.ACKNOWLEDGED: "ActiveActionStatus",
    Status.QUERIED: "ActiveActionStatus",
    Status.DEFERRED: "ActiveActionStatus",
    Status.ACCEPTED: "CompletedActionStatus",
    Status.REFUSED: "FailedActionStatus",
    Status.DECLINED: "FailedActionStatus",
    Status.WITHDRAWN: "FailedActionStatus",
}
# What a Date can be there: not a season, and nothing uncertain or open.
DATE = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?")
# Inside a script element these would end it, or begin a comment.
ESCAPED = (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026"))

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation or a person: address of its page, name, and kind as SignatoryKind."""

    address: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """A statement: `offer` is the address of the form where somebody can sign today, or "".

    `language`, `original` and `image` are "" where there is none, `revision` 0 without a wording;
    `endorsed` is how many endorsements stand, None where nobody is invited to endorse.
    """

    address: str
    title: str
    kind: str
    issuer: Named
    issued: StatedDate | None
    language: str = ""
    revision: int = 0
    sha256: str = ""
    original: str = ""
    image: str = ""
    offer: str = ""
    endorsed: int | None = None


def site_node(address: str, name: str) -> Node:
    """The record itself."""
    return {"@type": "WebSite", "@id": f"{address}/#record", "url": f"{address}/", "name": name}


def party_node(party: Named, **more: object) -> Node:
    """An organisation or a person, with further properties as far as they have a value."""
    kind = "Person" if party.kind == SignatoryKind.PERSON else "Organization"
    node = {"@type": kind, "@id": f"{party.address}#signatory", "name": party.name}
    return _told(node | {"url": party.address} | more)


def country_node(code: str) -> Node | None:
    """Where somebody is, as an address of which no more is known; no nationality."""
    return {"@type": "PostalAddress", "addressCountry": code} if code else None


def text_node(text: Text, site: Node) -> Node:
    """A statement, as a creative work with the number of its endorsements."""
    return _told(
        {
            "@type": "CreativeWork",
            "@id": _text_id(text.address),
            "url": text.address,
            "name": text.title,
            "genre": text.kind,
            "author": party_node(text.issuer),
            "datePublished": _date(text.issued),
            "inLanguage": text.language,
            "version": text.revision or None,
            "identifier": _hash_node(text.sha256),
            "sameAs": text.original,
            "image": text.image,
            "isPartOf": site,
            "interactionStatistic": _counter_node(text.endorsed),
            "potentialAction": _offer_node(text.offer),
        }
    )


def endorsement_node(address: str, reference: str, status: str, **ends: Node | None) -> Node:
    """An offer or an invitation to endorse; `ends` are its agent, if named, and its object."""
    return _told(
        {
            "@type": "EndorseAction",
            "@id": f"{address}#submission",
            "url": address,
            "identifier": reference,
            "actionStatus": f"{CONTEXT}/{ACTION_STATUSES[Status(status)]}",
            **ends,
        }
    )


def text_reference(address: str, title: str, issuer: Named) -> Node:
    """A statement whose own page tells the rest."""
    told = {"@id": _text_id(address), "url": address, "name": title}
    return {"@type": "CreativeWork", **told, "author": party_node(issuer)}


def as_json_ld(node: Node) -> str:
    """The text of a script element of type application/ld+json, safe inside HTML."""
    text = json.dumps({"@context": CONTEXT, **node}, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in ESCAPED:
        text = text.replace(character, escaped)
    return text


def _told(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def _text_id(address: str) -> str:
    return f"{address}#statement"


def _date(stated: StatedDate | None) -> str:
    return stated.edtf if stated and DATE.fullmatch(stated.edtf) else ""


def _hash_node(sha256: str) -> Node | None:
    told = {"propertyID": "SHA-256", "value": sha256}
    return {"@type": "PropertyValue", **told} if sha256 else None


def _counter_node(endorsed: int | None) -> Node | None:
    if endorsed is None:
        return None
    kind = {"@type": "EndorseAction"}
    told = {"interactionType": kind, "userInteractionCount": endorsed}
    return {"@type": "InteractionCounter", **told}


def _offer_node(address: str) -> Node | None:
    target = {"@type": "EntryPoint", "urlTemplate": address}
    return {"@type": "EndorseAction", "target": target} if address else None
