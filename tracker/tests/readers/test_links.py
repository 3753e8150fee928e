"""Links on the lines of a text."""

from tracker.readers.drafts import Link
from tracker.readers.lines import split_lines
from tracker.readers.links import find_links


def test_find_links_reads_addresses_and_marked_links() -> None:
    text = (
        "See https://example.org/a?b=1.\n[the site](https://example.org/c), (http://example.org)\nx"
    )

    assert find_links(split_lines(text)) == (
        Link("https://example.org/a?b=1", "https://example.org/a?b=1", 1),
        Link("http://example.org", "http://example.org", 2),
        Link("the site", "https://example.org/c", 2),
    )


def test_find_links_takes_those_beside_the_text_on_its_lines_once() -> None:
    beside = [
        Link("words", "https://example.org/a", 1),
        Link("again", "https://example.org/a", 1),
        Link("elsewhere", "https://example.org/a", 9),
    ]

    assert find_links(split_lines("See https://example.org/a"), beside) == (beside[0],)


def test_find_links_finds_none() -> None:
    assert find_links(split_lines("No: // link")) == ()
