"""What stands between a page and its readers: axe (WCAG 2.2 AA), its width, and its own policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page


def findings(
    page: Page, base: str, paths: Iterable[str], statuses: Mapping[str, int] | None = None
) -> dict[str, list[str]]:
    """What is wrong on each of these pages; they answer with 200 unless told otherwise."""
    expected = statuses or {}
    found = {
        path: _refused(page, base, path, expected.get(path, 200)) + barriers(page) for path in paths
    }
    return {path: told for path, told in found.items() if told}


def barriers(page: Page) -> list[str]:
    """What axe finds on the page as it is now, and whether one has to scroll sideways."""
    violations = Axe().run(page).response["violations"]
    told = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]
    needed, given = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return told + ([f"{needed} px wide on {given}"] if needed > given else [])


def _refused(page: Page, base: str, path: str, status: int) -> list[str]:
    """What the browser refused while it opened a page (axe's own work comes after)."""
    told: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            told.append(said.text)

    page.on("console", listen)
    answer = page.goto(base + path)
    page.remove_listener("console", listen)
    assert answer is not None
    assert (path, answer.status) == (path, status)
    return told
