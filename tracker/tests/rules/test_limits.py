"""Who is counted together, whose word about that is believed, and when it is too much."""

from __future__ import annotations

import pytest

from tracker.rules.limits import LIMITS, Counted, client_address, network_of, over


@pytest.mark.parametrize(
    "remote, forwarded, proxies, expected",
    [
        ("192.0.2.7", "", 0, "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", 0, "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", 2, "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1", 2, "10.0.0.1"),
        ("10.0.0.1", "nonsense", 1, ""),
        ("", "", 0, ""),
        ("unix:", "", 0, ""),
        ("::ffff:192.0.2.7", "", 0, "192.0.2.7"),
        ("2001:db8::1", "", 0, "2001:db8::1"),
    ],
)
def test_client_address(remote: str, forwarded: str, proxies: int, expected: str) -> None:
    assert client_address(remote, forwarded, proxies) == expected


@pytest.mark.parametrize(
    "address, expected",
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_network_of(address: str, expected: str) -> None:
    assert network_of(address) == expected


@pytest.mark.parametrize("counted", Counted)
def test_over_says_which_limit_is_reached(counted: Counted) -> None:
    limit = LIMITS[counted]

    assert over({counted: limit.hold_after - 1}, hard=False) is None
    assert over({counted: limit.hold_after}, hard=False) == counted
    assert over({counted: limit.refuse_after - 1}, hard=True) is None
    assert over({counted: limit.refuse_after}, hard=True) == counted


def test_over_without_counts_is_nothing() -> None:
    assert over({}, hard=True) is None
