"""Every page as axe sees it (WCAG 2.2 AA), light and dark, and no style or script refused."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.positions import record_position
from tracker.actions.signatories import add_alias, record_membership
from tracker.choices import Number, PositionKind, ReplyKind
from tracker.models import Duplicate, Submission
from tracker.tests.browser.keyboard import Keyboard
from tracker.tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SERIOUS = {"serious", "critical"}
PUBLIC = [
    "/",
    "/about/",
    "/corrections/",
    "/events/",
    "/no-such-page/",
    "/signatories/",
    "/signatories/?q=nobody+is+called+this",
    "/signatories/living-rivers-network/",
    "/signatories/rios-libres/",
    "/statements/",
    "/statements/rivers-declaration/",
    "/statements/rivers-declaration/revisions/",
    "/statements/rivers-declaration/signatories/",
    "/submissions/",
    "/submissions/?status=deferred&awaiting=issuer",
    "/submissions/?status=nonsense",
]
NOUNS = ("correction", "duplicate", "event", "reply", "signatory", "statement", "submission")
DESK = [
    "/admin/",
    "/admin/import/",
    "/admin/read/",
    *(f"/admin/tracker/{noun}/" for noun in NOUNS),
    "/admin/tracker/reply/add/",
    "/admin/tracker/submission/add/",
    "/admin/tracker/user/",
]
STATUSES = {"/no-such-page/": 404, "/submissions/?status=nonsense": 400}


def make_a_record(cast: Cast) -> Submission:
    """Something for every part of every page: positions, a dispute, silence, a correction."""
    offer = cast.offered(cast.rios, offered="2022-02~/2022-03-01")
    record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    add_alias(cast.rios, {"name": "Rios Libers", "kind": "misspelling"}, by=cast.anna)
    values = {"clause": cast.wording.clauses.first(), "kind": PositionKind.RESERVATION}
    record_position(offer, values | {"text": "Not all of them."}, by=cast.anna)
    cast.release(cast.check(offer, dated="2022-04-30"))
    deferral = cast.replied(ReplyKind.DEFERRAL, offer, dated="2022-05-30")
    facts = {"speaker": "signatory", "disputes": deferral, "text": "It never came."}
    cast.replied(ReplyKind.DISPUTE, offer, dated="2022-06-30", **facts)
    cast.offered(cast.signatory("Unnamed members", is_named=False, number=Number.NOT_STATED))
    note = {"what": "Date", "was": "2022", "now": "2022-02", "why": "Misread."}
    correction = record_correction(offer, note | {"since": "2023-01-01"}, by=cast.anna)
    release_correction(correction, by=cast.ben)
    Duplicate.objects.create(first=cast.rios, second=cast.fleuves, score=90)
    return offer


def records_on_the_desk(cast: Cast, offer: Submission) -> list[str]:
    rows = (cast.wording, cast.rios, cast.declaration, offer)
    pages = [f"/admin/tracker/{row._meta.model_name}/{row.pk}/change/" for row in rows]
    history = f"/admin/tracker/statement/{cast.declaration.pk}/history/"
    return [*pages, history, f"/admin/tracker/signatory/{cast.rios.pk}/merge/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_have_no_serious_barrier_and_keep_the_policy(
    cast: Cast, browser: Browser, live_server: Any, width: int, scheme: str
) -> None:
    offer = make_a_record(cast)
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()

    public = findings(page, live_server.url, [*PUBLIC, f"/submissions/{offer.reference}/"])
    Keyboard(page, live_server.url).sign_in(cast.ben.username)
    desk = findings(page, live_server.url, [*DESK, *records_on_the_desk(cast, offer)])
    context.close()

    assert public == {}
    assert desk == {}


def findings(page: Page, base: str, paths: list[str]) -> dict[str, list[str]]:
    """What is wrong on each of these pages: what axe calls serious, and what the policy refused."""
    found = {path: _refused(page, base, path) + _barriers(page) for path in paths}
    return {path: told for path, told in found.items() if told}


def _refused(page: Page, base: str, path: str) -> list[str]:
    """What the browser refused while it opened a page (axe's own work comes after)."""
    told: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            told.append(said.text)

    page.on("console", listen)
    answer = page.goto(base + path)
    page.remove_listener("console", listen)
    assert answer is not None
    assert (path, answer.status) == (path, STATUSES.get(path, 200))
    return told


def _barriers(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    serious = [one for one in violations if one["impact"] in SERIOUS]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in serious]
