"""The API as a whole: which router answers which part of the address."""

from __future__ import annotations

from ninja import NinjaAPI

from tracker.api import (
    checks,
    corrections,
    events,
    hosted_offers,
    listings,
    offers,
    replies,
    signatories,
    statements,
    statistics,
    submissions,
)
from tracker.api.problems import tell_problems
from tracker.api.refusals import tell_refusals

# The description and its page are made in tracker.api.documents.
API = NinjaAPI(version="1", urls_namespace="api", openapi_url=None, docs_url=None)
tell_problems(API)
tell_refusals(API)

# Reading: what everybody may read, without a token; the same for all who are not signed in.
API.add_router("statements", statements.router)
API.add_router("signatories", signatories.router)
API.add_router("submissions", submissions.router)
API.add_router("events", events.router)
API.add_router("corrections", corrections.router)
API.add_router("statistics", statistics.router)

# Writing: each of these routers is made with `auth=`, and refuses whoever has no token for it.
API.add_router("offers", offers.router)
API.add_router("hosted-offers", hosted_offers.router)
API.add_router("replies", replies.router)
API.add_router("checks", checks.router)
API.add_router("listings", listings.router)
