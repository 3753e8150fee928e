"""The pictures of the README: walks its tour through a demo that script/pictures has started."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

WIDTH, HEIGHT = 1100, 900
COLOURS = 64
STATEMENT = "A statement to try this site with"


class Tour:
    """Two people at one demo: a visitor, and an editor who may release."""

    def __init__(self, site: str, password: str, folder: Path, context: BrowserContext) -> None:
        self.site, self.password, self.folder = site, password, folder
        self.visitor, self.editor = context.new_page(), context.new_page()

    def take(self, page: Page, name: str, height: int) -> None:
        """Keep the top of a page, in few colours: it has no more."""
        path = self.folder / f"{name}.png"
        part = {"x": 0, "y": 0, "width": WIDTH, "height": height}
        page.screenshot(path=path, full_page=True, clip=part)  # type: ignore[arg-type]
        Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)

    def offer(self) -> None:
        page = self.visitor
        page.goto(self.site)
        page.get_by_role("link", name=STATEMENT).first.click()
        page.get_by_role("link", name="Offer to sign").click()
        page.get_by_text("Make an exception to Point 2").click()
        page.get_by_label("About Point 2").select_option("reservation")
        page.locator("details[open] textarea").fill("Where it can be known.")
        page.evaluate("document.activeElement.blur()")
        self.take(page, "offer", 1010)
        page.get_by_label("Organisation", exact=True).check()
        page.get_by_label("Name", exact=True).fill("Delta Keepers")
        page.get_by_label("Country", exact=True).select_option("NG")
        page.get_by_label("Represented by").fill("Mara Okonjo")
        page.get_by_label("In the capacity of").fill("secretary")
        for label in ("I declare", "This site may record", "This site may keep"):
            page.get_by_label(label).check()
        page.get_by_label("E-mail address", exact=True).fill("mara@delta.example")
        page.wait_for_timeout(4_500)  # the form is not taken from whoever is quicker
        page.get_by_role("button", name="Send the offer").click()

    def confirm(self) -> None:
        self.letter("Confirm")
        self.take(self.editor, "letter", 830)
        self.visitor.goto(self.editor.locator(".wording a").first.get_attribute("href") or "")
        self.visitor.get_by_role("button", name="Confirm the offer").click()
        self.visitor.get_by_role("link", name="Where it stands").click()

    def answer(self) -> None:
        page = self.editor
        page.goto(f"{self.site}/admin/")
        page.get_by_role("link", name=re.compile("^Submissions 1$")).click()
        page.locator("#result_list tbody th a").first.click()
        page.get_by_role("button", name="Release").click()
        page.get_by_role("link", name="Answer", exact=True).click()
        page.get_by_label("Answer:").select_option("question")
        page.get_by_label("Message:").fill("Who decided this in your organisation?")
        page.get_by_role("button", name="Preview").click()
        self.take(page, "answer", 1090)
        page.get_by_role("button", name="Answer", exact=True).click()
        self.letter("your submission", "queued")
        page.get_by_role("button", name="Send now").click()
        self.until(self.visitor, "It is your turn")
        self.take(self.visitor, "track", 1090)

    def letter(self, subject: str, state: str = "kept") -> None:
        """Open the newest letter with these words in its subject, once it is in this state."""
        self.editor.goto(f"{self.site}/admin/tracker/letter/?outbox={state}&q={subject}")
        self.until(self.editor, "1 row")
        self.editor.locator("#result_list tbody th a").first.click()

    def until(self, page: Page, words: str) -> None:
        """Open the same page again until the worker has done what it is about to do."""
        for _try in range(60):
            if words in page.locator("main, #content").first.inner_text():
                return
            page.wait_for_timeout(1_000)
            page.reload()
        sys.exit(f"“{words}” did not appear.")

    def sign_in(self) -> None:
        self.editor.goto(f"{self.site}/admin/")
        self.editor.get_by_label("Username:").fill("ben")
        self.editor.get_by_label("Password:").fill(self.password)
        self.editor.get_by_role("button", name="Log in").click()

    def look_around(self) -> None:
        """What stood in the record before."""
        self.visitor.goto(f"{self.site}/submissions/?awaiting=issuer")
        self.take(self.visitor, "submissions", 900)
        self.visitor.get_by_role("link", name="Class Conscious").first.click()
        self.take(self.visitor, "submission", 1420)
        self.editor.goto(f"{self.site}/admin/")
        self.take(self.editor, "desk", 900)


def main(site: str, editors: str, folder: str) -> None:
    """Take all pictures: of the site at this address, whose passwords stand in this file."""
    found = re.search(r"^\s+ben\s+(\S+)", Path(editors).read_text(), re.MULTILINE)
    assert found, "the demo has no editor called ben"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        tour = Tour(site, found[1], Path(folder), context)
        tour.sign_in()
        tour.offer()
        tour.confirm()
        tour.answer()
        tour.look_around()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
