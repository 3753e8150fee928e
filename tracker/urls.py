"""Which address leads to which door."""

from collections.abc import Callable
from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from tracker.public.answering import answer
from tracker.public.badges import badge_of_submission, statement_badge
from tracker.public.calendars import calendar
from tracker.public.cards import statement_card
from tracker.public.circulars import circular_stop
from tracker.public.citations import statement_citation, submission_citation
from tracker.public.corrections import corrections
from tracker.public.documents import statement_document, submission_document
from tracker.public.dumps import dumps, latest_dump
from tracker.public.embeds import embed_count, embed_statement
from tracker.public.events import events
from tracker.public.export_files import export_file, export_page
from tracker.public.feeds import signatory_atom, statement_atom, submission_atom
from tracker.public.follows import follow, follow_sent, follow_stop, follows
from tracker.public.front import about, front, robots
from tracker.public.health import healthz, readyz
from tracker.public.kept_pages import kept
from tracker.public.log import (
    log,
    log_checkpoint,
    log_consistency,
    log_inclusion,
    log_keys,
    log_script,
    log_tile,
    log_verify,
)
from tracker.public.log_entries import (
    log_entries,
    log_entry,
    log_entry_json,
    log_entry_receipt,
)
from tracker.public.log_openings import log_openings
from tracker.public.log_timestamps import log_checkpoint_at, log_timestamp, log_timestamps
from tracker.public.oembed import oembed
from tracker.public.offers import confirm, disown, offer, offer_sent
from tracker.public.receipts import own_receipt, own_receipt_file
from tracker.public.renewals import own_wording
from tracker.public.reuse import statement_reuse, submission_reuse
from tracker.public.signatories import signatories, signatory
from tracker.public.sitemaps import sitemap, sitemap_part
from tracker.public.sources import source_file
from tracker.public.statements import (
    statement,
    statement_revisions,
    statement_signatories,
    statement_translations,
    statements,
)
from tracker.public.statistics import statement_statistics, statistics
from tracker.public.submissions import submission, submissions
from tracker.public.takedowns import takedowns
from tracker.public.tracking import track, track_asked, track_deed, track_lookup
from tracker.public.using_data import using_data


def api(request: HttpRequest) -> HttpResponse:
    """The page that describes the API, with which it is loaded; see Api."""
    view: Callable[[HttpRequest], HttpResponse] = import_string("tracker.api.reference.reference")
    return view(request)


# The same for everybody who is not signed in where it says so, and kept until the record changes.
PUBLIC = [
    path("", kept(front), name="front"),
    path("statements/", kept(statements), name="statements"),
    path("statements/<slug:slug>/", kept(statement), name="statement"),
    path(
        "statements/<slug:slug>/signatories/",
        kept(statement_signatories),
        name="statement_signatories",
    ),
    path(
        "statements/<slug:slug>/revisions/", kept(statement_revisions), name="statement_revisions"
    ),
    path(
        "statements/<slug:slug>/translations/",
        kept(statement_translations),
        name="statement_translations",
    ),
    path("statements/<slug:slug>/feed.atom", kept(statement_atom), name="statement_feed"),
    path("statements/<slug:slug>/document.pdf", statement_document, name="statement_document"),
    path("statements/<slug:slug>/card.png", statement_card, name="statement_card"),
    path("statements/<slug:slug>/reuse/", kept(statement_reuse), name="statement_reuse"),
    path(
        "statements/<slug:slug>/cite.<slug:ending>",
        kept(statement_citation),
        name="statement_citation",
    ),
    path("embed/statements/<slug:slug>/", kept(embed_statement), name="embed_statement"),
    path("embed/statements/<slug:slug>/count/", kept(embed_count), name="embed_count"),
    path("badges/statements/<slug:slug>.svg", kept(statement_badge), name="statement_badge"),
    path(
        "badges/submissions/<str:reference>.svg",
        kept(badge_of_submission),
        name="submission_badge",
    ),
    path(
        "statements/<slug:slug>/statistics/",
        kept(statement_statistics),
        name="statement_statistics",
    ),
    path("statements/<slug:slug>/endorse/", offer, name="offer"),
    path("statements/<slug:slug>/endorse/sent/", kept(offer_sent), name="offer_sent"),
    path("signatories/", kept(signatories), name="signatories"),
    path("signatories/<slug:slug>/", kept(signatory), name="signatory"),
    path("signatories/<slug:slug>/feed.atom", kept(signatory_atom), name="signatory_feed"),
    path("submissions/", kept(submissions), name="submissions"),
    path("submissions/<str:reference>/", kept(submission), name="submission"),
    path("submissions/<str:reference>/reuse/", kept(submission_reuse), name="submission_reuse"),
    path(
        "submissions/<str:reference>/cite.<slug:ending>",
        kept(submission_citation),
        name="submission_citation",
    ),
    path("submissions/<str:reference>/feed.atom", kept(submission_atom), name="submission_feed"),
    path(
        "submissions/<str:reference>/document.pdf", submission_document, name="submission_document"
    ),
    path("statistics/", kept(statistics), name="statistics"),
    path("events/", kept(events), name="events"),
    path("corrections/", kept(corrections), name="corrections"),
    path("takedowns/", kept(takedowns), name="takedowns"),
    path("about/", kept(about), name="about"),
    path("about/data/", kept(using_data), name="using_data"),
    path("api/", kept(api), name="api"),
    path("data/dumps/", dumps, name="dumps"),
    path("exports/<str:token>/", export_page, name="export"),
]

# What can be proven, for people.
LOG = [
    path("log/", kept(log), name="log"),
    path("log/verify/", kept(log_verify), name="log_verify"),
    path("log/timestamps/", kept(log_timestamps), name="log_timestamps"),
    path("log/entries/", kept(log_entries), name="log_entries"),
    path("log/entries/<int:index>/", kept(log_entry), name="log_entry"),
]

# The same for programs. Tiles and the checkpoint stand where C2SP tlog-tiles has them.
PROOFS = [
    path("log/verify_receipt.py", log_script, name="log_script"),
    path("log/checkpoint", log_checkpoint, name="log_checkpoint"),
    path("log/checkpoints/<int:size>", log_checkpoint_at, name="log_checkpoint_at"),
    path("log/timestamps/<int:pk>.tsr", log_timestamp, name="log_timestamp"),
    path("log/keys", log_keys, name="log_keys"),
    path("log/tile/<path:place>", log_tile, name="log_tile"),
    path("log/proof/inclusion", log_inclusion, name="log_inclusion"),
    path("log/proof/consistency", log_consistency, name="log_consistency"),
    path("log/openings/<int:number>.json", kept(log_openings), name="log_openings"),
    path("log/entries/<int:index>.json", kept(log_entry_json), name="log_entry_json"),
    path("log/entries/<int:index>.tlog-proof", kept(log_entry_receipt), name="log_entry_receipt"),
]

# What is behind a secret in the address, or leads there.
SECRET = [
    path("offers/<str:token>/", confirm, name="confirm_offer"),
    path("offers/<str:token>/not-me/", disown, name="disown_offer"),
    path("answer/<str:token>/", answer, name="answer"),
    path("circulars/<str:reference>/<str:token>/stop/", circular_stop, name="circular_stop"),
    path("calendar/<str:token>/clocks.ics", calendar, name="calendar"),
    path("follows/", follows, name="follows"),
    path("follows/sent/", follow_sent, name="follow_sent"),
    path("follows/<str:token>/", follow, name="follow"),
    path("follows/<str:token>/stop/", follow_stop, name="follow_stop"),
    path("track/", track_lookup, name="track_lookup"),
    path("track/asked/", track_asked, name="track_asked"),
    path("track/<str:token>/", track, name="track"),
    path("track/<str:token>/receipt/", own_receipt, name="own_receipt"),
    path("track/<str:token>/receipt/file/", own_receipt_file, name="own_receipt_file"),
    path("track/<str:token>/wording/", own_wording, name="own_wording"),
    path("track/<str:token>/<slug:deed>/", track_deed, name="track_deed"),
]

# One address whatever the language: what programs read, and files as they were sent.
MACHINES = [
    path("sources/<int:pk>/", source_file, name="source_file"),
    path("exports/<str:token>/file/", export_file, name="export_file"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots, name="robots"),
    path("oembed", oembed, name="oembed"),
    path("data/latest.zip", latest_dump, name="latest_dump"),
    path("sitemap.xml", kept(sitemap), name="sitemap"),
    path("sitemaps/<slug:section>-<int:number>.xml", kept(sitemap_part), name="sitemap_part"),
]


class Api(URLResolver):
    """The API, loaded when something below its address is first asked for.

    With what it is built on it takes 17 MB: a worker, which makes addresses of pages for letters
    and files, does without. What it answers without an Authorization header is the same for all.
    """

    def _populate(self) -> None:
        """Nothing: to make the address of a page, Django would look through all of the API."""

    @cached_property
    def url_patterns(self) -> list[Any]:
        module: Any = self.urlconf_module
        patterns: list[Any] = module.urlpatterns
        for pattern in patterns:
            kept(pattern.callback)
        return patterns


# Pages that people read begin with their language, but for English.
PEOPLE: list[URLPattern | URLResolver] = [*PUBLIC, *LOG, *SECRET, path("admin/", admin.site.urls)]

urlpatterns = [
    *i18n_patterns(*PEOPLE, prefix_default_language=False),
    *PROOFS,
    *MACHINES,
    Api(RoutePattern("api/v1/"), "tracker.api.patterns", app_name="api", namespace="api"),
]
