"""What other sites take, in a browser: framed, drawn and read, and nothing of it a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tracker.choices import ReplyKind
from tracker.rules.badges import Badge, badge_svg
from tracker.tests.browser.barriers import findings
from tracker.tests.cast import Cast
from tracker.tests.schema_org import mistakes
from tracker.tests.steps import fold_events

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EMBED = "/embed/statements/ferry-letter/"
REFUSED = """() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (told) => {
    window.refused.push(told.violatedDirective);
  });
}"""


@pytest.fixture
def page(browser: Browser) -> Any:
    context = browser.new_context(viewport={"width": 800, "height": 900})
    yield context.new_page()
    context.close()


def signed(cast: Cast) -> None:
    offer = cast.offered(revision=cast.letter_wording)
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    fold_events()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_shared_has_no_barrier(
    cast: Cast, browser: Browser, live_server: Any, width: int, scheme: str
) -> None:
    signed(cast)
    offer = cast.offered()
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    paths = [EMBED, f"{EMBED}?theme=dark", f"{EMBED}?theme=light", f"{EMBED}count/"]
    paths += ["/statements/ferry-letter/reuse/", f"/submissions/{offer.reference}/reuse/"]
    found = findings(context.new_page(), live_server.url, paths)
    context.close()

    assert found == {}


@pytest.fixture
def another_site() -> Iterator[Callable[[str], str]]:
    """Makes a page of another origin that frames an address, and gives its own.

    Really served: a page made up by the browser may not frame one from this machine.
    """
    framed = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{framed[-1]}"></iframe>'.encode())

        def log_message(self, *_told: object) -> None:
            """Nothing, where the base class writes to the terminal."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()

        def frame(address: str) -> str:
            framed.append(address)
            return f"http://127.0.0.1:{server.server_port}/"

        yield frame
        server.shutdown()


def test_embedded_page_is_shown_inside_the_page_of_another(
    cast: Cast, page: Page, live_server: Any, another_site: Callable[[str], str]
) -> None:
    signed(cast)
    page.goto(another_site(live_server.url + EMBED))

    expect(page.frame_locator("iframe").get_by_text("Ríos Libres")).to_be_visible()
    assert page.context.cookies() == []


def test_other_pages_are_not_shown_inside_the_page_of_another(
    cast: Cast, page: Page, live_server: Any, another_site: Callable[[str], str]
) -> None:
    signed(cast)
    told: list[str] = []
    page.on("console", lambda said: told.append(said.text))
    page.goto(another_site(f"{live_server.url}/statements/ferry-letter/"))
    page.wait_for_load_state("networkidle")

    assert ["frame-ancestors 'none'" in one for one in told] == [True]
    assert "Ferry Letter" not in page.main_frame.child_frames[0].content()


def test_linked_data_is_no_script_to_the_policy(cast: Cast, page: Page, live_server: Any) -> None:
    """The policy refuses inline scripts there, and does not call the data one."""
    signed(cast)
    page.add_init_script(f"({REFUSED})()")
    page.goto(f"{live_server.url}/statements/ferry-letter/")
    data = page.locator('script[type="application/ld+json"]')

    assert data.count() == 1
    assert mistakes(json.loads(data.inner_text())) == []
    assert page.evaluate("window.refused") == []
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
        }"""
    )
    page.wait_for_function("window.refused.length")
    assert page.evaluate("[window.ran || false, ...window.refused]") == [False, "script-src-elem"]


@pytest.mark.parametrize(
    "badge",
    [
        Badge("Endorsed", "9 of 11 points"),
        Badge("Unterstützungserklärungen", "Donaudampfschifffahrtsgesellschaftskapitän"),
        Badge("Підтримано", "усі 11 пунктів"),
        Badge("지지 선언", "11개 항목 모두"),
        Badge("مؤيد", "9 من 11 نقطة"),
        Badge("联署", "全部十一点"),
        Badge("Endorsements", "1,111,111"),
    ],
    ids=str,
)
def test_words_of_a_badge_stand_inside_it(page: Page, badge: Badge) -> None:
    page.set_content(badge_svg(badge, "light"))
    boxes = page.evaluate(
        """() => Array.from(document.querySelectorAll("text"), (one) => {
          const box = one.getBBox();
          return [box.x, box.x + box.width];
        }).sort((a, b) => a[0] - b[0])"""
    )
    width = page.evaluate("document.querySelector('svg').getBBox().width")
    (first, first_end), (second, second_end) = boxes

    assert 3 < first < first_end < second < second_end < width - 3
