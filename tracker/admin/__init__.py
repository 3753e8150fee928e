"""The editors' desk: Django's admin, in which every write is an action."""

from tracker.admin import (
    checks,
    corrections,
    duplicates,
    events,
    memberships,
    replies,
    revisions,
    signatories,
    sources,
    statements,
    submissions,
    translations,
)

__all__ = [
    "checks",
    "corrections",
    "duplicates",
    "events",
    "memberships",
    "replies",
    "revisions",
    "signatories",
    "sources",
    "statements",
    "submissions",
    "translations",
]
