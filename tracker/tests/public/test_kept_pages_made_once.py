"""A page is made once, however many ask for it at a time, and no memory fills up."""

from threading import Event, Thread

import pytest
from django.http import HttpRequest, HttpResponse

from tracker.public import freshness, kept_pages
from tracker.tests.public.keeping import TEXT, Site
from tracker.tests.public.keeping import clock as clock
from tracker.tests.public.keeping import site as site


def test_memory_stays_bounded_however_many_queries_are_asked(site: Site) -> None:
    for number in range(400):
        site.get(f"/?q={number}", accept_encoding="gzip")

    memory = site.middleware.memory
    assert memory.weight <= memory.most == 1_000_000
    assert len(memory.pages) < 400


def test_pages_of_earlier_stamps_leave_the_memory(site: Site) -> None:
    site.get("/erased/")
    for _ in range(3):
        site.change()
        site.get("/")

    assert [key[0] for key in site.middleware.memory.pages] == ["http://testserver/"]


class Slow:
    """A view that begins, and goes on when told to."""

    def __init__(self, site: Site) -> None:
        self.site, self.begun, self.go_on = site, Event(), Event()
        site.view = self

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.begun.set()
        self.go_on.wait(10)
        return self.site.page(request)


def asked(site: Site, answers: list[bytes]) -> Thread:
    thread = Thread(target=lambda: answers.append(site.get().content))
    thread.start()
    return thread


def test_while_one_makes_a_page_the_others_get_the_one_before(site: Site) -> None:
    site.get()
    site.change()
    slow, answers = Slow(site), []
    maker = asked(site, answers)
    slow.begun.wait()

    assert [site.get().content for _ in range(5)] == [f"{TEXT}1".encode()] * 5

    slow.go_on.set()
    maker.join()
    assert answers == [f"{TEXT}2".encode()]
    assert site.get().content == answers[0]
    assert len(site.made) == 2


def test_without_a_page_before_the_others_wait_for_the_maker(site: Site) -> None:
    slow, answers = Slow(site), []
    threads = [asked(site, answers) for _ in range(6)]
    slow.begun.wait()
    slow.go_on.set()
    for thread in threads:
        thread.join()

    assert answers == [f"{TEXT}1".encode()] * 6
    assert len(site.made) == 1


def test_page_before_is_not_given_out_for_longer_than_two_seconds(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_pages, "PATIENCE", 0.01)
    site.get()
    site.change()
    slow, answers = Slow(site), []
    maker = asked(site, answers)
    slow.begun.wait()
    site.clock.wait(freshness.GRACE - freshness.HOLDS)
    site.view = site.page

    assert site.get().content == f"{TEXT}2".encode()

    slow.go_on.set()
    maker.join()


def test_many_changes_a_second_make_a_page_once_a_second(site: Site) -> None:
    """340 events a second, and a reader with each."""
    for _ in range(3400):
        site.record += 1
        site.clock.wait(1 / 340)
        site.get()

    assert 9 <= len(site.made) <= 11
