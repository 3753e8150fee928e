"""How many times each public page asks the database: few, and as often for many rows as for one."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from tracker.actions.answer_links import make_answer_link
from tracker.actions.calendars import make_calendar_link
from tracker.actions.checks import void_check
from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.log import sequence_events
from tracker.actions.signatories import record_membership
from tracker.actions.tallies import fold_events
from tracker.choices import EventKind, Party, ReplyKind, VoidReason
from tracker.models import LogCheckpoint, LogEntry, LogTimestamp, Submission
from tracker.queries.circulars import stop_token
from tracker.queries.search import FEW
from tracker.tests.cast import Cast
from tracker.tests.contacts import page_of, with_contact
from tracker.tests.exported import asked as export_asked
from tracker.tests.follows import asked
from tracker.tests.offers import newest_letter, offered, secret_in
from tracker.tests.queries.crowds import crowd
from tracker.urls import LOG, MACHINES, PROOFS, PUBLIC, SECRET

MOST = 8
# What more than FEW names match is looked for among the newest first: no table is read as a whole.
FARTHER = {"/signatories/?q=mill&kind=organisation&network=living-rivers-network": 7}
A_MOMENT = 2  # the beginning and the end of what is read as of one moment

# What each page costs a stranger. Lists: their rows, and what the choices of their filters need.
# Files: whether there is one already, whether the list is a long one, and its rows.
BUDGETS = {
    "/": 5,
    "/about/": 0,
    "/about/data/": 0,
    "/api/": 0,
    "/statements/": 3,
    "/statements/?q=ferry&kind=open-letter&sort=recorded": 3,
    "/statements/ferry-letter/": 8,
    "/statements/ferry-letter/signatories/": 3,
    "/statements/ferry-letter/signatories/?q=mill&kind=organisation": 5,
    "/statements/ferry-letter/revisions/": 2,
    "/statements/ferry-letter/card.png": 2,
    "/statements/ferry-letter/reuse/": 2,
    "/statements/ferry-letter/cite.bib": 2,
    "/embed/statements/ferry-letter/": 3,
    "/embed/statements/ferry-letter/count/": 2,
    "/badges/statements/ferry-letter.svg": 2,
    "/statements/ferry-letter/translations/": 3,
    "/statements/ferry-letter/endorse/": 1,
    "/statements/ferry-letter/endorse/sent/": 1,
    "/signatories/": 3,
    "/signatories/?q=mill&kind=organisation&network=living-rivers-network": 6,
    "/signatories/mill-0000/": 8,
    "/submissions/": 3,
    "/submissions/?status=accepted&country=none": 3,
    "/submissions/?q=mill&statement=ferry-letter&lateness=overdue": 6,
    "/submissions/?q=mill&statement=ferry-letter&signatory=mill-0000&offered_from=2022-01-01": 7,
    "/submissions/?q=ferry&statement=ferry-letter&signatory=mill-0000&offered_from=2022-01-01": 8,
    "/submissions/{reference}/": 7,
    "/submissions/{reference}/reuse/": 1,
    "/submissions/{reference}/cite.json": 1,
    "/badges/submissions/{reference}.svg": 1,
    "/statistics/": 3,
    "/statistics/?sort=country&show=submissions": 3,
    "/statistics/?format=json": 3,
    "/statements/ferry-letter/statistics/": 3,
    "/statements/ferry-letter/statistics/?table=kinds&format=csv": 3,
    "/events/": 2,
    "/events/?kind=replies&statement=ferry-letter&recorded_from=2022-01-01": 3,
    "/corrections/": 2,
    "/corrections/?about=reply&statement=ferry-letter&since_from=2022-01-01": 3,
    "/takedowns/": 3,
    "/takedowns/?kind=check&reason=mistake&statement=ferry-letter": 4,
    "/takedowns/?format=csv": 3 + A_MOMENT,
    "/submissions/?format=csv": 5 + A_MOMENT,
    "/submissions/?format=json": 5 + A_MOMENT,
    "/submissions/?format=jsonl": 5 + A_MOMENT,
    "/submissions/?format=xlsx": 5 + A_MOMENT,
    "/statements/?format=csv": 4 + A_MOMENT,
    "/signatories/?format=csv": 4 + A_MOMENT,
    "/events/?format=csv": 3 + A_MOMENT,
    "/events/?format=atom": 1,
    "/statements/?format=atom": 1,
    "/signatories/?format=atom": 2,
    "/submissions/?format=atom": 2,
    "/statements/ferry-letter/signatories/?format=atom": 4,
    "/corrections/?format=atom": 1,
    "/takedowns/?format=atom": 1,
    "/log/entries/?format=atom": 2,
    "/log/timestamps/?format=atom": 1,
    "/statements/ferry-letter/feed.atom": 2,
    "/signatories/mill-0000/feed.atom": 3,
    "/submissions/{reference}/feed.atom": 2,
    "/corrections/?format=csv": 3 + A_MOMENT,
    "/exports/{export}/": 2,
    "/data/dumps/": 1,
    "/log/": 2,
    "/log/verify/": 1,
    "/log/verify_receipt.py": 0,
    "/log/checkpoint": 1,
    "/log/keys": 1,
    "/log/checkpoints/{size}": 1,
    "/log/timestamps/": 1,
    "/log/timestamps/?format=csv": 3 + A_MOMENT,
    "/log/timestamps/{stamp}.tsr": 1,
    "/log/tile/0/000.p/1": 1,
    "/log/tile/entries/000.p/1": 1,
    "/log/proof/inclusion?index={entry}": 2,
    "/log/proof/consistency?from=1": 2,
    "/log/entries/": 2,
    "/log/entries/?format=csv": 4 + A_MOMENT,
    "/log/entries/{entry}/": 6,
    "/log/entries/{entry}.json": 3,
    "/log/entries/{entry}.tlog-proof": 6,
    "/offers/{confirm}/": 2,
    "/offers/{confirm}/not-me/": 1,
    "/answer/{answer}/?read={reference}": 8,
    "/track/": 0,
    "/track/asked/": 0,
    "/follows/": 0,
    "/follows/sent/": 0,
    "/calendar/{calendar}/clocks.ics": 5,
    "{circular}": 2,
    "{follow}": 1,
    "{follow}stop/": 1,
    "{track}": 8,
    "{track}receipt/": 4,
    "{track}receipt/file/": 4,
    "{track}withdraw/": 1,
    "{track}erase/": 1,
    "{track}erase-me/": 1,
    "/healthz": 0,
    "/readyz": 1,
    "/robots.txt": 0,
    "/sitemap.xml": 3,
    "/sitemaps/pages-0.xml": 0,
    "/sitemaps/statements-0.xml": 2,
    "/sitemaps/signatories-0.xml": 2,
    "/sitemaps/submissions-0.xml": 2,
    "/oembed?url=http%3A%2F%2Ftestserver%2Fstatements%2Fferry-letter%2F": 2,
    "/nothing/": 0,
}


def fill(cast: Cast, amount: int) -> None:
    """So many public rows of everything; half of the submissions are accepted."""
    submissions = crowd(cast, amount)
    half = submissions[: (amount + 1) // 2]
    reply = cast.release(cast.reply(ReplyKind.ACCEPTANCE, *half))
    for submission in submissions[:3]:
        values = {"network": cast.network, "member": submission.signatory}
        record_membership(values, by=cast.anna)
    for subject in [cast.letter, reply][: min(amount, 2)]:
        said = {"what": "x", "was": "a", "now": "b", "why": "c", "since": "2022-05-01"}
        release_correction(record_correction(subject, said, by=cast.anna), by=cast.ben)
    for submission in submissions[:3]:
        void_check(cast.release(cast.check(submission)), VoidReason.MISTAKE, by=cast.ben)
    fold_events()
    sequence_events()


def secrets(cast: Cast) -> dict[str, str]:
    """What stands in the addresses that are made for one reader; a link opens all there is."""
    submissions = list(Submission.objects.public().order_by("pk"))
    first = with_contact(submissions[0])
    offered(cast.letter_wording)
    return {
        "reference": first.reference,
        "export": export_asked(query="q=mill").token,
        "entry": str(logged(first).index),
        "size": str(LogCheckpoint.objects.latest("size").size),
        "stamp": str(stamped().pk),
        "confirm": secret_in(newest_letter()),
        "answer": make_answer_link(submissions, {"party": Party.ISSUER}, by=cast.anna).token,
        "track": page_of(first),
        "calendar": make_calendar_link(by=cast.anna).token,
        "circular": f"/circulars/{first.reference}/{stop_token(first)}/stop/",
        "follow": f"/follows/{asked(cast.letter)}/",
    }


def logged(submission: Submission) -> LogEntry:
    """The entry by which it became public: all of it is open."""
    kind = EventKind.SUBMISSION_RELEASED
    return LogEntry.objects.get(event__submission=submission, event__kind=kind)


def stamped() -> LogTimestamp:
    """A time stamp, as far as a page shows one."""
    checkpoint = LogCheckpoint.objects.latest("size")
    return LogTimestamp.objects.create(
        checkpoint=checkpoint, authority="stamps.example", response=b"x", stamped_at=timezone.now()
    )


def costs(client: Client, words: dict[str, str]) -> Iterator[tuple[str, int]]:
    for address in BUDGETS:
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address.format(**words))
            if response.streaming:
                assert response.getvalue()
        assert (address, response.status_code) == (address, 404 if "nothing" in address else 200)
        yield address, len(asked)


@pytest.mark.parametrize("amount", [1, 3, 300])
def test_pages_ask_as_often_as_they_may(cast: Cast, client: Client, amount: int) -> None:
    fill(cast, amount)

    farther = FARTHER if amount > FEW else {}
    assert dict(costs(client, secrets(cast))) == BUDGETS | farther


@pytest.mark.parametrize("amount", [1, 300])
def test_openings_are_asked_for_a_bundle_at_a_time(cast: Cast, client: Client, amount: int) -> None:
    fill(cast, amount)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/log/openings/0.json").status_code == 200

    assert len(asked) <= 5


def test_no_page_asks_more_than_eight_times() -> None:
    assert {address for address, budget in BUDGETS.items() if budget > MOST} == set()


def test_every_public_address_has_a_budget() -> None:
    """A file is no page; the page about a new wording has its own in test_renewals.

    What opens a bundle of entries costs less where nothing is to be opened: see above.
    """
    words = {"reference": "X-1", "confirm": "x", "answer": "x", "track": "/track/x/"} | {
        "export": "x",
        "entry": "0",
        "size": "1",
        "stamp": "1",
        "calendar": "x",
        "circular": "/circulars/x/x/stop/",
        "follow": "/follows/x/",
    }
    told = {address.partition("?")[0].format(**words) for address in BUDGETS}
    names = {resolve(address).url_name for address in told - {"/nothing/"}}

    assert names == {one.name for one in [*PUBLIC, *LOG, *PROOFS, *SECRET, *MACHINES]} - {
        "source_file",
        "export_file",
        "latest_dump",
        "statement_document",
        "submission_document",
        "own_wording",
        "log_openings",
    }
