"""How often one address, one network and one statement may come to the form."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NEVER = sys.maxsize
# One customer of a provider has a whole network of these, not one address.
IPV6_PREFIX = 64


class Counted(StrEnum):
    """What tries are counted on."""

    ADDRESS = "address"
    NETWORK = "network"
    STATEMENT = "statement"
    ASKED = "asked"
    ASKING = "asking"
    LINK = "link"
    PROOF = "proof"
    FOLLOWED = "followed"
    FOLLOWING = "following"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Limit:
    """Tries within `window`: after some an editor looks at what comes, after more it is over."""

    window: timedelta
    hold_after: int
    refuse_after: int


# A hall in which many sign shares one network: it is held long before it is refused.
LIMITS: dict[Counted, Limit] = {
    Counted.ADDRESS: Limit(DAY, 5, 10),
    Counted.NETWORK: Limit(HOUR, 10, 60),
    Counted.STATEMENT: Limit(HOUR, 300, 3000),
    # A submitter's page, asked for by reference and address, and from one network.
    Counted.ASKED: Limit(DAY, 5, 5),
    Counted.ASKING: Limit(HOUR, 30, 30),
    # Answers through one personal link.
    Counted.LINK: Limit(DAY, 100, 100),
    # One solved task: used once more it proves nothing, but does no harm.
    Counted.PROOF: Limit(DAY, 1, NEVER),
    # Letters that ask one address to confirm following, and forms from one network.
    Counted.FOLLOWED: Limit(DAY, 5, 5),
    Counted.FOLLOWING: Limit(HOUR, 60, 60),
    # What one program writes through the API: more than a second each, all hour long.
    Counted.WRITING: Limit(HOUR, 6000, 6000),
}


def over(counts: Mapping[Counted, int], *, hard: bool) -> Counted | None:
    """The first limit that these counts of earlier tries have reached, hard or soft."""
    for counted, number in counts.items():
        limit = LIMITS[counted]
        if number >= (limit.refuse_after if hard else limit.hold_after):
            return counted
    return None


def client_address(remote: str, forwarded: str, proxies: int) -> str:
    """The network address a request comes from; "" where nothing credible says.

    `forwarded` is X-Forwarded-For, to whose end each proxy adds whom it heard from. Only the last
    `proxies` entries were written by proxies of ours: what is before them anybody can make up.
    """
    heard = [one.strip() for one in forwarded.split(",") if one.strip()]
    if proxies < 1 or len(heard) < proxies:
        return _address(remote)
    return _address(heard[-proxies])


def network_of(address: str) -> str:
    """What is counted as one network: an IPv4 address, or the /64 of an IPv6 address."""
    if not address:
        return ""
    parsed = ip_address(address)
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    kept = int(parsed) >> (128 - IPV6_PREFIX) << (128 - IPV6_PREFIX)
    return f"{IPv6Address(kept)}/{IPV6_PREFIX}"


def _address(text: str) -> str:
    try:
        parsed = ip_address(text)
    except ValueError:
        return ""
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped or parsed)
