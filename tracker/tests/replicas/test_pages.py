"""Public pages beside a real primary and its standby: in step, lagging, stopped, promoted."""

from __future__ import annotations

from itertools import count

import pytest
from django.test import Client
from pytest_django import Settings

from tracker import replicas as doors
from tracker.actions.log import sequence_events
from tracker.choices import Custody
from tracker.models import Event
from tracker.queries import replicas
from tracker.tests.cast import Cast
from tracker.tests.clusters import Pair
from tracker.tests.connected import Clock
from tracker.tests.contacts import hosted, page_of, with_contact
from tracker.tests.public.reading import get, words

BOARD = "/submissions/"
_numbers = count(1)


def new_offer(known: Cast) -> str:
    """Record and release an offer on the primary; returns the name on the status board."""
    name = f"Newcomer {next(_numbers)}"
    known.offered(known.signatory(name))
    return name


def shows(name: str, client: Client | None = None) -> bool:
    """Whether the board shows the name to this reader, an anonymous one unless told otherwise."""
    return name in words(get(client or Client(), BOARD))


def test_anonymous_readers_read_from_the_standby(pair: Pair, known: Cast) -> None:
    before = new_offer(known)
    pair.catch_up()
    assert shows(before)
    pair.pause()

    after = new_offer(known)

    assert (shows(before), shows(after)) == (True, False)
    pair.resume()
    pair.catch_up()
    assert shows(after)


def test_editors_read_what_they_wrote(pair: Pair, known: Cast) -> None:
    assert not shows("nobody")
    editor = Client()
    editor.force_login(known.ben)
    pair.pause()

    name = new_offer(known)

    assert (shows(name, editor), shows(name)) == (True, False)


def test_submitters_read_what_they_wrote_until_every_replica_has_it(
    pair: Pair, known: Cast, settings: Settings
) -> None:
    offer = with_contact(known.release(hosted(known)))
    address, submitter = offer.get_absolute_url(), Client()
    pair.catch_up()
    assert "Accepted" not in words(get(submitter, address))
    pair.pause()

    sent = submitter.post(f"{page_of(offer)}withdraw/")

    assert sent.status_code == 302
    kept = sent.cookies["primary"]
    # However late: what a replica may lack, and how long it may go without being looked at.
    assert kept["max-age"] == settings.READ_LAG_SECONDS + 3
    assert (kept["httponly"], kept["samesite"], kept.value) == (True, "Lax", "1")
    assert "Withdrawn" in words(get(submitter, address))
    assert "Withdrawn" not in words(get(Client(), address))
    pair.resume()
    pair.catch_up()
    submitter.cookies.clear()
    assert "Withdrawn" in words(get(submitter, address))


def test_own_pages_are_read_from_the_primary_and_so_is_what_is_read_next(
    pair: Pair, known: Cast
) -> None:
    assert not shows("Own Page Keepers")
    pair.pause()
    offer = with_contact(known.release(hosted(known, known.signatory("Own Page Keepers"))))
    submitter, stranger = Client(), Client()

    own = words(get(submitter, page_of(offer)))

    assert "Own Page Keepers" in own
    assert shows("Own Page Keepers", submitter)
    assert not shows("Own Page Keepers", stranger)
    assert "primary" not in stranger.cookies


def test_a_standby_that_lags_too_far_is_left_aside_until_it_has_caught_up(
    pair: Pair, known: Cast, clock: Clock
) -> None:
    assert not shows("nobody")
    pair.pause()
    first = new_offer(known)

    clock.now += 1.5  # within READ_LAG_SECONDS
    assert not shows(first)
    clock.now += 2
    assert shows(first)

    pair.resume()
    pair.catch_up()
    clock.now += 1.5
    shows(first)
    pair.pause()
    assert not shows(new_offer(known))


def test_behind_a_primary_that_writes_nothing_nobody_lags(pair: Pair, clock: Clock) -> None:
    for _ in range(3):
        clock.now += 3600
        pair.catch_up()  # with what PostgreSQL notes for itself
        assert doors.WATCH.choose() == "replica1"


def test_a_stopped_standby_is_no_error_to_anybody(pair: Pair, known: Cast, clock: Clock) -> None:
    name = new_offer(known)
    pair.catch_up()
    assert shows(name)

    pair.standby.stop()

    assert shows(name)  # in the second in which it was thought to be fit
    assert doors.WATCH.choose() == "default"
    clock.now += 5
    assert shows(name)
    pair.standby.start()
    assert doors.WATCH.choose() == "default"
    pair.catch_up()
    clock.now += replicas.ASIDE
    assert doors.WATCH.choose() == "replica1"
    assert shows(name)


def test_a_promoted_standby_is_not_read_from(pair: Pair, known: Cast, clock: Clock) -> None:
    assert not shows("nobody")

    pair.promote()
    name = new_offer(known)
    clock.now += 1.5

    assert shows(name)
    assert doors.WATCH.choose() == "default"


@pytest.mark.parametrize("memory", [0, 1])
def test_public_pages_outlive_the_primary(
    pair: Pair, known: Cast, clock: Clock, settings: Settings, memory: int
) -> None:
    settings.PAGE_MEMORY = memory
    name = new_offer(known)
    pair.catch_up()
    pair.primary.stop()

    try:
        assert shows(name)
        clock.now += 60
        assert shows(name)
    finally:
        pair.primary.start()


def test_kept_pages_are_never_made_from_a_standby_that_lags(
    pair: Pair, known: Cast, clock: Clock, settings: Settings
) -> None:
    settings.PAGE_MEMORY = 1
    reader = Client()
    assert not shows("nobody", reader)
    pair.pause()

    name = new_offer(known)

    assert not shows(name, reader)  # a page that was kept
    clock.now += 1.1
    assert doors.WATCH.choose() == "replica1"
    assert shows(name, reader)
    pair.standby.stop()
    clock.now += 0.5  # it is still thought to be fit
    assert name in words(get(reader, f"{BOARD}?q={name}"))


def test_what_letters_lead_to_is_found_before_the_standby_has_it(pair: Pair, known: Cast) -> None:
    pair.pause()
    statement = known.publish(known.draft("New Accord", "new-accord", custody=Custody.HOSTED))

    page = get(Client(), statement.get_absolute_url())

    assert "New Accord" in page
    assert "New Accord" not in get(Client(), "/statements/")
    assert Client().get("/statements/no-accord/").status_code == 404


def test_the_log_never_gets_shorter(pair: Pair, known: Cast) -> None:
    new_offer(known)
    sequence_events()
    pair.catch_up()
    pair.pause()

    new_offer(known)
    sequence_events()

    assert get(Client(), "/log/checkpoint").splitlines()[1] == str(Event.objects.count())
