"""What the links in letters to those who follow open, and the one click that stops."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from tracker.actions.follows import confirm_follow, forget_unconfirmed_follows
from tracker.choices import Frequency, LetterKind
from tracker.models import Event, Follow
from tracker.proof.tokens import new_token
from tracker.tests.cast import Cast
from tracker.tests.follows import asked, following
from tracker.tests.offers import newest_letter
from tracker.tests.outbox import noon as noon
from tracker.tests.public.reading import get, words

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def test_opening_links_changes_nothing(client: Client, cast: Cast) -> None:
    token = asked(cast.declaration)
    events = Event.objects.count()

    for address in (f"/follows/{token}/", f"/follows/{token}/stop/"):
        assert "button" in get(client, address)
        assert client.head(address).status_code == 200

    assert Follow.objects.get().confirmed_at is None
    assert Event.objects.count() == events


def test_button_confirms_and_the_page_then_changes_how_often(client: Client, cast: Cast) -> None:
    token = asked(cast.declaration)
    address = f"/follows/{token}/"
    assert "Follow “Rivers Declaration”?" in words(get(client, address))

    confirmed = client.post(address, follow=True)
    again = client.post(address, follow=True)
    changed = client.post(address, {"frequency": "weekly"}, follow=True)

    for answer in (confirmed, again, changed):
        assert "You follow “Rivers Declaration”" in words(answer.content.decode())
    assert Follow.objects.get().frequency == Frequency.WEEKLY
    (chosen,) = re.findall(r"<input[^>]*checked[^>]*>", changed.content.decode())
    assert 'value="weekly"' in chosen


def test_own_page_is_protected_against_forged_requests(cast: Cast) -> None:
    token = asked(cast.declaration)

    answer = Client(enforce_csrf_checks=True).post(f"/follows/{token}/")

    assert answer.status_code == 403
    assert Follow.objects.get().confirmed_at is None


def test_mail_program_stops_with_one_click_without_cookies(cast: Cast) -> None:
    token = asked(cast.declaration)
    confirm_follow(token)
    program = Client(enforce_csrf_checks=True)

    first = program.post(f"/follows/{token}/stop/", ONE_CLICK)
    again = program.post(f"/follows/{token}/stop/", ONE_CLICK)

    assert (first.status_code, again.status_code) == (200, 200)
    assert "You no longer follow “Rivers Declaration”" in words(first.content.decode())
    assert not Follow.objects.exists()
    page = get(program, f"/follows/{token}/", status=410)
    assert "You stopped following" in words(page)
    assert "Nothing is followed by this link" in words(get(program, f"/follows/{token}/stop/"))


def test_unknown_links_get_a_helpful_page(client: Client, cast: Cast) -> None:
    following(cast.declaration)

    for tail in ("", "stop/"):
        address = f"/follows/{new_token()}/{tail}"
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in (400, 404)
            assert "This address opens nothing" in words(answer.content.decode())
    assert Follow.objects.count() == 1


def test_expired_links_get_a_helpful_page(
    client: Client, cast: Cast, noon: time_machine.Traveller
) -> None:
    token = asked(cast.declaration)
    noon.shift(timedelta(days=8))

    late = client.post(f"/follows/{token}/")
    forget_unconfirmed_follows(timezone.now())
    gone = client.get(f"/follows/{token}/")

    assert (late.status_code, gone.status_code) == (400, 410)
    for answer in (late, gone):
        assert "This link has expired" in words(answer.content.decode())


def test_changing_with_a_bad_choice_is_refused(client: Client, cast: Cast) -> None:
    token = asked(cast.declaration)
    confirm_follow(token)

    answer = client.post(f"/follows/{token}/", {"frequency": "daily"})

    assert answer.status_code == 400
    assert "Choose how often" in words(answer.content.decode())


def test_pages_of_follows_name_no_address_and_are_kept_nowhere(client: Client, cast: Cast) -> None:
    token = asked(cast.declaration)
    confirm_follow(token)

    for address in (f"/follows/{token}/", f"/follows/{token}/stop/", "/follows/sent/"):
        response = client.get(address)
        assert "readers.example" not in response.content.decode()
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response.headers["Cache-Control"]
    assert "readers.example" in newest_letter(LetterKind.FOLLOWING).to
