"""The HTML and XML that other sites get."""

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from tracker.rules.embeds import (
    Frame,
    badge_html,
    badge_markdown,
    fitted,
    frame_html,
    oembed_xml,
)

ODD = '"><script>x</script>&'


class Tags(HTMLParser):
    """The tags of a piece of HTML and what they say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_frame_holds_its_title_and_nothing_of_it_runs() -> None:
    html = frame_html(Frame("https://record.example/embed/?a=1&b=2", ODD, 600, 400))
    [(tag, told)] = Tags(html).found

    assert (tag, told["title"], told["src"]) == (
        "iframe",
        ODD,
        "https://record.example/embed/?a=1&b=2",
    )
    assert (told["width"], told["height"], told["loading"]) == ("600", "400", "lazy")
    assert "allow-scripts" not in (told["sandbox"] or "")


def test_badge_leads_to_its_page() -> None:
    (link, to), (picture, shown) = Tags(badge_html("https://a/b.svg", "https://a/", ODD)).found

    assert (link, to) == ("a", {"href": "https://a/"})
    assert (picture, shown["src"], shown["alt"]) == ("img", "https://a/b.svg", ODD)


def test_badge_in_markdown_keeps_its_brackets() -> None:
    assert badge_markdown("https://a/b.svg", "https://a/", "9 [of] 11") == (
        "[![9 (of) 11](https://a/b.svg)](https://a/)"
    )


@pytest.mark.parametrize(
    "most, size",
    [((None, None), (600, 400)), ((300, None), (300, 400)), ((900, 100), (600, 100))],
)
def test_size_is_cut_to_the_room_there_is(
    most: tuple[int | None, int | None], size: tuple[int, int]
) -> None:
    assert fitted((600, 400), most) == size


def test_oembed_is_read_back_from_xml() -> None:
    root = ET.fromstring(oembed_xml({"version": "1.0", "title": ODD, "width": 600}))

    assert root.tag == "oembed"
    assert {one.tag: one.text for one in root} == {"version": "1.0", "title": ODD, "width": "600"}
