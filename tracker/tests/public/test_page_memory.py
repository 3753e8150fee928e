"""The memory of pages: bounded, each page compressed once, and made by one thread at a time."""

from contextlib import suppress
from threading import Barrier, Thread

import pytest

from tracker.public import page_memory
from tracker.public.page_memory import OVERHEAD, Page, PageMemory


def page(name: str = "now", length: int = 1000, media_type: str = "text/html") -> Page:
    return Page(name, 'W/"tag"', (("Content-Type", media_type),), b"x" * length)


def test_memory_holds_at_most_so_much_and_forgets_what_was_not_asked_for_longest() -> None:
    memory = PageMemory(3 * (2 * 1000 + OVERHEAD + 1))
    for key in "abc":
        memory.keep((key,), page())
    assert memory.find(("a",)) is not None

    memory.keep(("d",), page())

    assert list(memory.pages) == [("c",), ("a",), ("d",)]
    assert memory.weight <= memory.most


def test_memory_counts_long_addresses() -> None:
    memory = PageMemory(10_000)
    for number in range(50):
        memory.keep(("q" * 5000, str(number)), page(length=1))

    assert len(memory.pages) == 1


def test_memory_does_not_hold_what_is_larger_than_itself() -> None:
    memory = PageMemory(10_000)
    memory.keep(("a",), page(length=9000))

    assert (len(memory.pages), memory.weight) == (0, 0)


def test_keeping_a_page_again_takes_no_more_room() -> None:
    memory = PageMemory(100_000)
    for _ in range(50):
        memory.keep(("a",), page())

    assert memory.weight == 2 * 1000 + OVERHEAD + 1


def test_pages_of_a_stamp_that_is_over_are_forgotten() -> None:
    memory = PageMemory(100_000)
    memory.keep(("a",), page("before"))
    memory.keep(("b",), page("now"))

    memory.forget_unless(lambda name: name == "now")

    assert list(memory.pages) == [("b",)]
    assert memory.weight == page().weight + 1


def test_page_is_compressed_once_for_each_coding(monkeypatch: pytest.MonkeyPatch) -> None:
    codings: list[str] = []

    def encoded(body: bytes, coding: str) -> bytes:
        codings.append(coding)
        return body[:10]

    monkeypatch.setattr(page_memory, "encoded", encoded)
    one, begin = page(), Barrier(8)

    def read() -> None:
        begin.wait()
        assert one.body("br") == ("br", b"x" * 10)
        assert one.body("gzip") == ("gzip", b"x" * 10)

    threads = [Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(codings) == ["br", "gzip"]
    assert one.body("") == ("", b"x" * 1000)


def test_page_that_is_no_text_stays_as_it_is() -> None:
    assert page(media_type="application/octet-stream").body("br") == ("", b"x" * 1000)


def test_only_one_makes_a_page() -> None:
    memory = PageMemory(1)
    with memory.maker(("a",)) as first, memory.maker(("a",)) as second:
        assert (first, second and second.is_set()) == (None, False)
        with memory.maker(("b",)) as elsewhere:
            assert elsewhere is None

    assert second is not None
    assert second.is_set()
    assert memory.making == {}


def test_page_that_fails_can_be_made_by_the_next() -> None:
    memory = PageMemory(1)
    with suppress(ZeroDivisionError), memory.maker(("a",)):
        _ = 1 / 0

    with memory.maker(("a",)) as other:
        assert other is None
