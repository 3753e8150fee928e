"""Secret reply addresses: one for each submission, made from the pattern that a site is given."""

from __future__ import annotations

from collections.abc import Iterable

PLACE = "{secret}"
MEANT = str.maketrans("oil", "011")


def reply_address(pattern: str, secret: str) -> str:
    """E.g. "reply+{secret}@site.example" with its secret; "" for a site that receives no mail."""
    return pattern.replace(PLACE, secret)


def secrets_in(addresses: Iterable[str], pattern: str) -> tuple[str, ...]:
    """The secrets in those addresses that follow the pattern, each once, in order.

    Servers and people change the case of an address, and people write o for 0: the alphabet of the
    secrets has no such letters, so they can be put right.
    """
    before, place, after = pattern.lower().partition(PLACE)
    if not place:
        return ()
    found = (
        address[len(before) : len(address) - len(after)].translate(MEANT)
        for address in (one.strip().lower() for one in addresses)
        if address.startswith(before)
        and address.endswith(after)
        and len(address) > len(before) + len(after)
    )
    return tuple(dict.fromkeys(found))
