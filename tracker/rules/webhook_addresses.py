"""Where webhooks may lead: which addresses of the web are taken, and what is reached by them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from tracker.rules.refusals import Refused

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

PORTS = frozenset({443, 8443})
DEFAULT_PORTS = {"https": 443, "http": 80}
LONGEST_URL = 500
HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?")
PRINTABLE = re.compile(r"[!-~]+")

# Addresses that are no public server's, and what they are for. From the registries of IANA for
# special purposes (RFC 6890 and later), and of clouds where a machine asks about itself. What a
# registry calls reachable from everywhere is not here, unless another address hides in it.
NOT_PUBLIC: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this host"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by a provider's customers (CGNAT)"),
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "metadata of a cloud"),
    ("169.254.0.0/16", "link-local, and metadata of clouds"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "relays of 6to4"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "benchmarks"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved, and broadcast"),
    ("::/128", "this host"),
    ("::1/128", "loopback"),
    ("::ffff:0:0/96", "an IPv4 address inside (mapped)"),
    ("::/96", "an IPv4 address inside (compatible)"),
    ("64:ff9b::/96", "an IPv4 address inside (NAT64)"),
    ("64:ff9b:1::/48", "an IPv4 address inside (NAT64)"),
    ("100::/64", "discarded"),
    ("2001::/32", "an IPv4 address inside (Teredo)"),
    ("2001::/23", "protocol assignments"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "an IPv4 address inside (6to4)"),
    ("3fff::/20", "documentation"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)
_NOT_PUBLIC = tuple((ip_network(network), what) for network, what in NOT_PUBLIC)
# Everything else of IPv6 is not given out yet.
GIVEN_OUT = IPv6Network("2000::/3")


@dataclass(frozen=True, slots=True)
class Reach:
    """What this site's operator lets webhooks reach.

    `own` are networks of the operator's own, reached although they are not public, and also by
    plain http; there are none unless a setting names some.
    """

    ports: frozenset[int] = PORTS
    own: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the web, taken apart: the name is looked up only when something is sent."""

    is_secure: bool
    host: str
    port: int
    path: str


def read_reach(ports: Iterable[int], networks: Iterable[str]) -> Reach:
    """What settings say; raises ValueError for what is no port or no network."""
    numbers = frozenset(ports)
    if not numbers or not all(0 < number < 65536 for number in numbers):
        raise ValueError("a port is a number from 1 to 65535")
    return Reach(numbers, tuple(ip_network(network) for network in networks))


def read_target(url: str, reach: Reach) -> Target:
    """Take an address apart; raises Refused, at the field `url`, for one nothing is sent to.

    A name may be anything here: what it leads to is judged at each try (why_not_reached).
    """
    if len(url) > LONGEST_URL or not PRINTABLE.fullmatch(url) or "\\" in url:
        raise _refused(
            _("Write an address of at most %(most)s letters, digits and signs of ASCII.")
            % {"most": LONGEST_URL}
        )
    parts, port = _parts(url)
    if parts.scheme not in DEFAULT_PORTS or (parts.scheme == "http" and not reach.own):
        raise _refused(_("The address must begin with https://."))
    if "@" in parts.netloc:
        raise _refused(_("The address must hold no name and no password."))
    if parts.fragment or "#" in url:
        raise _refused(_("The address must have no part after “#”: that is never sent."))
    host = (parts.hostname or "").rstrip(".")
    literal = _literal(host)
    if literal is None and not HOST.fullmatch(host):
        raise _refused(_("This is not the name of a server."))
    number = port or DEFAULT_PORTS[parts.scheme]
    if number not in reach.ports:
        told = ", ".join(str(one) for one in sorted(reach.ports))
        raise _refused(_("Webhooks use these ports only: %(ports)s.") % {"ports": told})
    if literal is not None and why_not_reached(literal, reach, is_secure=True):
        raise _refused(_("This is no public address. Webhooks reach public ones only."))
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return Target(parts.scheme == "https", host, number, path)


def why_not_reached(address: Address, reach: Reach, *, is_secure: bool) -> str:
    """What stands against connecting to this address, in a word or two of English; "" if nothing.

    Names of zones (fe80::1%eth0) change nothing.
    """
    if any(address in network for network in reach.own):
        return ""
    if not is_secure:
        return "plain http"
    for network, what in _NOT_PUBLIC:
        if address in network:
            return what
    if address.version == 6 and address not in GIVEN_OUT:
        return "not given out"
    return ""


def _parts(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError as error:
        raise _refused(_("This is not an address of the web.")) from error


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _refused(message: str) -> Refused:
    return Refused(message, field="url")
