"""The checks of where webhooks may lead."""

import pytest
from pytest_django import Settings

from tracker.checks.webhooks import check_webhooks
from tracker.tests.checks.messages import ids


def test_webhooks_to_public_addresses_are_fine() -> None:
    assert check_webhooks() == []


@pytest.mark.parametrize(
    "ports, networks",
    [(["x"], []), ([], []), (["70000"], []), (["443"], ["10.0.0.1/8"]), (["443"], ["inside"])],
)
def test_what_is_no_port_or_network_is_an_error(
    settings: Settings, ports: list[str], networks: list[str]
) -> None:
    settings.WEBHOOK_PORTS, settings.WEBHOOK_NETWORKS = ports, networks

    assert ids(check_webhooks()) == ["undersigned.E024"]


def test_own_networks_are_warned_of_where_others_can_reach_the_site(settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS, settings.ALLOWED_HOSTS = ["10.1.2.3/32"], ["localhost"]
    assert check_webhooks() == []
    settings.ALLOWED_HOSTS = ["record.example"]

    assert ids(check_webhooks()) == ["undersigned.W025"]
    assert "10.1.2.3/32" in check_webhooks()[0].msg
