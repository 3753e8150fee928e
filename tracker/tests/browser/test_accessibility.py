"""Every page as axe sees it (WCAG 2.2 AA), light and dark, and no style or script refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.positions import record_position
from tracker.actions.signatories import add_alias, record_membership
from tracker.choices import Number, PositionKind, ReplyKind
from tracker.models import Duplicate, Submission
from tracker.queries.addresses import path_in
from tracker.tests.browser.barriers import findings
from tracker.tests.browser.keyboard import Keyboard
from tracker.tests.cast import Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # A thread of the server that ends after its test may not close the connection they shared.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]

PUBLIC = [
    "/",
    "/about/",
    "/about/data/",
    "/api/",
    "/corrections/",
    "/events/",
    "/follows/",
    "/follows/sent/",
    "/no-such-page/",
    "/signatories/",
    "/signatories/?q=nobody+is+called+this",
    "/signatories/living-rivers-network/",
    "/signatories/rios-libres/",
    "/statements/",
    "/statements/rivers-declaration/",
    "/statements/rivers-declaration/revisions/",
    "/statements/rivers-declaration/signatories/",
    "/statements/rivers-declaration/statistics/",
    "/statistics/",
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
    record_position(offer, values | {"text": "Not all of them."}, by=cast.anna, why="Misread.")
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


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_desk_has_no_barrier_in_any_language(
    cast: Cast, browser: Browser, live_server: Any, language: str
) -> None:
    offer = make_a_record(cast)
    page = browser.new_page(viewport={"width": 390, "height": 900})
    Keyboard(page, live_server.url).sign_in(cast.ben.username)

    paths = [*DESK, *records_on_the_desk(cast, offer)]
    found = findings(page, live_server.url, [path_in(language, path) for path in paths])
    page.close()

    assert found == {}


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

    paths = [*PUBLIC, f"/submissions/{offer.reference}/"]
    public = findings(page, live_server.url, paths, STATUSES)
    Keyboard(page, live_server.url).sign_in(cast.ben.username)
    desk = findings(page, live_server.url, [*DESK, *records_on_the_desk(cast, offer)])
    context.close()

    assert public == {}
    assert desk == {}
