"""Where webhooks may lead: no address that is not a public server's, however it is written."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from tracker.rules.refusals import Refused
from tracker.rules.webhook_addresses import (
    LONGEST_URL,
    Reach,
    Target,
    read_reach,
    read_target,
    why_not_reached,
)

PUBLIC = Reach()
OWN = read_reach([80, 8080, 443], ["127.0.0.0/8", "fd00::/8"])


@pytest.mark.parametrize(
    "address, what",
    [
        ("0.0.0.0", "this host"),
        ("0.1.2.3", "this host"),
        ("10.0.0.1", "private"),
        ("10.255.255.255", "private"),
        ("100.64.0.1", "shared by a provider's customers (CGNAT)"),
        ("100.100.100.200", "shared by a provider's customers (CGNAT)"),
        ("100.127.255.255", "shared by a provider's customers (CGNAT)"),
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("168.63.129.16", "metadata of a cloud"),
        ("169.254.169.254", "link-local, and metadata of clouds"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.192", "protocol assignments"),
        ("192.0.2.1", "documentation"),
        ("192.88.99.1", "relays of 6to4"),
        ("192.168.0.1", "private"),
        ("198.18.0.1", "benchmarks"),
        ("198.19.255.255", "benchmarks"),
        ("198.51.100.1", "documentation"),
        ("203.0.113.1", "documentation"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.1", "reserved, and broadcast"),
        ("255.255.255.255", "reserved, and broadcast"),
        ("::", "this host"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "an IPv4 address inside (mapped)"),
        ("::ffff:8.8.8.8", "an IPv4 address inside (mapped)"),
        ("::ffff:0:127.0.0.1", "not given out"),
        ("::127.0.0.1", "an IPv4 address inside (compatible)"),
        ("64:ff9b::7f00:1", "an IPv4 address inside (NAT64)"),
        ("64:ff9b::a00:1", "an IPv4 address inside (NAT64)"),
        ("64:ff9b:1::1", "an IPv4 address inside (NAT64)"),
        ("100::1", "discarded"),
        ("2001::1", "an IPv4 address inside (Teredo)"),
        ("2001:2::1", "protocol assignments"),
        ("2001:db8::1", "documentation"),
        ("2002:7f00:1::", "an IPv4 address inside (6to4)"),
        ("3fff::1", "documentation"),
        ("4000::1", "not given out"),
        ("5f00::1", "not given out"),
        ("fc00::1", "private"),
        ("fd00:ec2::254", "private"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "site-local"),
        ("ff02::1", "multicast"),
    ],
)
def test_address_that_is_not_public_is_not_reached(address: str, what: str) -> None:
    assert why_not_reached(ip_address(address), PUBLIC, is_secure=True) == what


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.17",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700::1111",
        "3ffe::1",
    ],
)
def test_address_beside_those_is_reached(address: str) -> None:
    assert why_not_reached(ip_address(address), PUBLIC, is_secure=True) == ""


@pytest.mark.parametrize(
    "address, is_secure, what",
    [
        ("127.0.0.1", True, ""),
        ("127.0.0.1", False, ""),
        ("fd00::1", False, ""),
        ("10.0.0.1", True, "private"),
        ("10.0.0.1", False, "plain http"),
        ("1.1.1.1", False, "plain http"),
        ("::ffff:127.0.0.1", True, "an IPv4 address inside (mapped)"),
    ],
)
def test_own_networks_are_reached_and_they_alone_by_plain_http(
    address: str, is_secure: bool, what: str
) -> None:
    assert why_not_reached(ip_address(address), OWN, is_secure=is_secure) == what


@pytest.mark.parametrize(
    "url, target",
    [
        ("https://hooks.example", Target(True, "hooks.example", 443, "/")),
        ("https://hooks.example:8443/a/b?c=d&e", Target(True, "hooks.example", 8443, "/a/b?c=d&e")),
        ("HTTPS://Hooks.Example./", Target(True, "hooks.example", 443, "/")),
        ("https://xn--bcher-kva.example/x", Target(True, "xn--bcher-kva.example", 443, "/x")),
        ("https://[2606:4700::1111]/", Target(True, "2606:4700::1111", 443, "/")),
        ("https://1.1.1.1/", Target(True, "1.1.1.1", 443, "/")),
    ],
)
def test_address_of_the_web_is_taken_apart(url: str, target: Target) -> None:
    assert read_target(url, PUBLIC) == target


@pytest.mark.parametrize(
    "url, message",
    [
        ("", "Write an address"),
        ("https://hooks.example/" + "a" * LONGEST_URL, "Write an address"),
        ("https://hooks.example/a b", "Write an address"),
        ("https://hooks.example/\r\nHost: x", "Write an address"),
        ("https://hooks.example\\@10.0.0.1/", "Write an address"),
        ("https://bücher.example/", "Write an address"),
        ("http://hooks.example/", "must begin with https://"),
        ("ftp://hooks.example/", "must begin with https://"),
        ("file:///etc/passwd", "must begin with https://"),
        ("gopher://127.0.0.1:443/_x", "must begin with https://"),
        ("//hooks.example/", "must begin with https://"),
        ("hooks.example", "must begin with https://"),
        ("https://me:secret@hooks.example/", "no name and no password"),
        ("https://@hooks.example/", "no name and no password"),
        ("https://hooks.example@10.0.0.1/", "no name and no password"),
        ("https://hooks.example/#part", "no part after"),
        ("https://hooks.example/#", "no part after"),
        ("https:///x", "not the name of a server"),
        ("https://-hooks.example/", "not the name of a server"),
        ("https://hooks..example%2f/", "not the name of a server"),
        ("https://hooks.example:22/", "443, 8443"),
        ("https://hooks.example:80/", "443, 8443"),
        ("https://hooks.example:99999/", "not an address of the web"),
        ("https://hooks.example:x/", "not an address of the web"),
        ("https://[::1/", "not an address of the web"),
        ("https://127.0.0.1/", "no public address"),
        ("https://[::1]/", "no public address"),
        ("https://[::ffff:10.0.0.1]/", "no public address"),
        ("https://169.254.169.254/latest/meta-data/", "no public address"),
    ],
)
def test_address_that_nothing_is_sent_to_is_refused_at_its_field(url: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_target(url, PUBLIC)

    assert message in refused.value.message_dict["url"][0]


def test_plain_http_is_taken_where_the_operator_names_networks() -> None:
    assert read_target("http://127.0.0.1:8080/", OWN) == Target(False, "127.0.0.1", 8080, "/")
    assert read_target("http://hooks.example/", OWN) == Target(False, "hooks.example", 80, "/")


@pytest.mark.parametrize(
    "ports, networks",
    [([], []), ([0], []), ([65536], []), ([443], ["10.0.0.1/8"]), ([443], ["inside"])],
)
def test_reach_is_made_of_ports_and_networks(ports: list[int], networks: list[str]) -> None:
    with pytest.raises(ValueError, match=r"port|host bits|appear"):
        read_reach(ports, networks)


def test_reach_is_what_settings_say() -> None:
    assert read_reach([443, 8443], []) == PUBLIC
    assert [str(network) for network in OWN.own] == ["127.0.0.0/8", "fd00::/8"]
