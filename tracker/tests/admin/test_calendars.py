"""The page on which editors make, replace and revoke the address of their calendar."""

from __future__ import annotations

import re

from django.test import Client

from tracker.models import Event, Link
from tracker.tests.cast import Cast

PAGE = "/admin/calendar/"


def test_address_is_made_and_shown_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    assert "It has no address yet." in client.get(PAGE).content.decode()
    response = client.post(PAGE, {"make": ""})
    [address] = re.findall(
        r"<code>http://127.0.0.1:8000(/calendar/\w+/clocks.ics)</code>", response.content.decode()
    )

    assert "no-store" in response["Cache-Control"]
    assert client.get(address).status_code == 200
    again = client.get(PAGE).content.decode()
    assert address not in again
    assert "It has an address, made on" in again
    assert address.split("/")[2] not in str(
        list(Link.objects.values()) + list(Event.objects.values())
    )


def test_address_is_revoked(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    client.post(PAGE, {"make": ""})
    told = client.post(PAGE, {"revoke": ""}, follow=True).content.decode()

    assert "The address opens nothing any more." in told
    assert "It has no address yet." in told
    assert (
        "Your calendar has no address."
        in client.post(PAGE, {"revoke": ""}, follow=True).content.decode()
    )


def test_who_may_not_record_has_no_calendar(cast: Cast, client: Client) -> None:
    client.force_login(cast.aud)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"make": ""}).status_code == 403
    assert PAGE not in client.get("/admin/").content.decode()
    assert not Link.objects.exists()


def test_editors_find_it_in_the_masthead(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)

    assert f'href="{PAGE}"' in client.get("/admin/").content.decode()
