"""Which address leads to which door."""

from django.contrib import admin
from django.urls import path

from tracker.public.answering import answer
from tracker.public.circulars import circular_stop
from tracker.public.corrections import corrections
from tracker.public.events import events
from tracker.public.follows import follow, follow_sent, follow_stop, follows
from tracker.public.front import about, front, robots
from tracker.public.health import healthz, readyz
from tracker.public.offers import confirm, disown, offer, offer_sent
from tracker.public.renewals import own_wording
from tracker.public.signatories import signatories, signatory
from tracker.public.sources import source_file
from tracker.public.statements import (
    statement,
    statement_revisions,
    statement_signatories,
    statements,
)
from tracker.public.submissions import submission, submissions
from tracker.public.tracking import track, track_asked, track_deed, track_lookup

PUBLIC = [
    path("", front, name="front"),
    path("statements/", statements, name="statements"),
    path("statements/<slug:slug>/", statement, name="statement"),
    path(
        "statements/<slug:slug>/signatories/", statement_signatories, name="statement_signatories"
    ),
    path("statements/<slug:slug>/revisions/", statement_revisions, name="statement_revisions"),
    path("statements/<slug:slug>/endorse/", offer, name="offer"),
    path("statements/<slug:slug>/endorse/sent/", offer_sent, name="offer_sent"),
    path("signatories/", signatories, name="signatories"),
    path("signatories/<slug:slug>/", signatory, name="signatory"),
    path("submissions/", submissions, name="submissions"),
    path("submissions/<str:reference>/", submission, name="submission"),
    path("events/", events, name="events"),
    path("corrections/", corrections, name="corrections"),
    path("about/", about, name="about"),
    path("sources/<int:pk>/", source_file, name="source_file"),
]

# What is behind a secret in the address, or leads there.
SECRET = [
    path("offers/<str:token>/", confirm, name="confirm_offer"),
    path("offers/<str:token>/not-me/", disown, name="disown_offer"),
    path("answer/<str:token>/", answer, name="answer"),
    path("circulars/<str:reference>/<str:token>/stop/", circular_stop, name="circular_stop"),
    path("follows/", follows, name="follows"),
    path("follows/sent/", follow_sent, name="follow_sent"),
    path("follows/<str:token>/", follow, name="follow"),
    path("follows/<str:token>/stop/", follow_stop, name="follow_stop"),
    path("track/", track_lookup, name="track_lookup"),
    path("track/asked/", track_asked, name="track_asked"),
    path("track/<str:token>/", track, name="track"),
    path("track/<str:token>/wording/", own_wording, name="own_wording"),
    path("track/<str:token>/<slug:deed>/", track_deed, name="track_deed"),
]

MACHINES = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots, name="robots"),
]

urlpatterns = [*PUBLIC, *SECRET, *MACHINES, path("admin/", admin.site.urls)]
