"""Made-up submissions to try the site with at size: the same seed and number give the same one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from tracker.choices import Channel, Direction, ReplyKind, SignatoryKind, Visibility

Drawn = TypeVar("Drawn")

# Every list is drawn from with the given weights, so that lists have frequent and rare values.
COUNTRIES = {
    "": 6, "BR": 14, "IN": 12, "US": 11, "NG": 9, "DE": 8, "GB": 8, "FR": 7, "MX": 6, "ZA": 5,
    "AR": 4, "KR": 3, "KE": 2, "PT": 2, "PH": 1, "IS": 0.1, "TV": 0.02,
}  # fmt: skip
KINDS = {
    SignatoryKind.ORGANISATION: 70,
    SignatoryKind.PERSON: 22,
    SignatoryKind.NETWORK: 6,
    SignatoryKind.PUBLICATION: 2,
}
CHANNELS = {Channel.EMAIL: 50, Channel.FORM: 30, Channel.LETTER: 15, Channel.IN_PERSON: 5}
FIRST = ("River", "Harbour", "Hill", "Forest", "Lake", "Market", "Station", "Garden", "Bridge")
MIDDLE = ("Tenants", "Teachers", "Farmers", "Readers", "Dockers", "Nurses", "Gardeners", "Weavers")
LAST = {"Union": 40, "Circle": 25, "Assembly": 20, "Committee": 14, "Observatory": 0.05}
GIVEN = ("Amara", "Bruno", "Chloé", "Dmitri", "Esi", "Farid", "Grete", "Hye-jin", "Inés", "João")
FAMILY = ("Abara", "Bianchi", "Çelik", "Duarte", "Eriksen", "Fofana", "Gupta", "Ó Briain")

# What became of an offer, and of an invitation; None: nobody answered yet.
AFTER_OFFER: dict[ReplyKind | None, float] = {
    None: 36,
    ReplyKind.ACCEPTANCE: 24,
    ReplyKind.ACKNOWLEDGEMENT: 12,
    ReplyKind.DEFERRAL: 9,
    ReplyKind.LISTING: 6,
    ReplyKind.QUESTION: 4,
    ReplyKind.REFUSAL: 4,
    ReplyKind.PUBLICATION: 3,
    ReplyKind.WITHDRAWAL: 1.5,
    ReplyKind.DISPUTE: 0.5,
}
AFTER_INVITATION: dict[ReplyKind | None, float] = {
    None: 40,
    ReplyKind.AGREEMENT: 50,
    ReplyKind.DECLINE: 10,
}
INVITED = 0.05
WITHHELD = 0.02
MONTH_ONLY = 0.1
DAYS = 400


@dataclass(frozen=True, slots=True)
class Sample:
    """One made-up signatory, how it offered to sign (or was invited), and what came of it."""

    number: int
    name: str
    kind: SignatoryKind
    country: str
    direction: Direction
    channel: Channel
    offered: str
    visibility: Visibility
    answered_by: ReplyKind | None


def sample(seed: int, number: int, until: date) -> Sample:
    """The made-up submission of this number, offered in the 400 days before `until`."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 - nothing here is secret
    kind = _drawn(KINDS, chance)
    is_invited = chance.random() < INVITED
    offered = until - timedelta(days=chance.randrange(1, DAYS))
    is_vague = chance.random() < MONTH_ONLY and (until - offered).days > 31
    return Sample(
        number,
        _name(kind, number, chance),
        kind,
        _drawn(COUNTRIES, chance),
        Direction.INVITATION if is_invited else Direction.OFFER,
        _drawn(CHANNELS, chance),
        offered.strftime("%Y-%m") if is_vague else offered.isoformat(),
        Visibility.WITHHELD if chance.random() < WITHHELD else Visibility.NAMED,
        _drawn(AFTER_INVITATION if is_invited else AFTER_OFFER, chance),
    )


def _name(kind: SignatoryKind, number: int, chance: Random) -> str:
    if kind == SignatoryKind.PERSON:
        return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)} {number}"
    return f"{chance.choice(FIRST)} {chance.choice(MIDDLE)} {_drawn(LAST, chance)} {number}"


def _drawn(weights: Mapping[Drawn, float], chance: Random) -> Drawn:
    return chance.choices(list(weights), list(weights.values()))[0]
