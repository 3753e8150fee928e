"""The indexes of submissions: one for each order and filter in which somebody reads them."""

from django.db import models
from django.db.models import Q

# What only the public asks for is indexed for public rows alone. `is_public` is a condition and not
# a column: Django writes the bare column into WHERE, and SQLite seeks only by comparisons.
PUBLIC = Q(is_public=True)
CONTESTED = Q(is_public=True, is_contested=True)
WAITING = Q(is_public=True, waiting_since__isnull=False)
NEWEST = ["offered_latest", "id"]


def _both(name: str, fields: list[str], condition: Q | None = None) -> list[models.Index]:
    """The same index for the whole board and for one statement."""
    return [
        models.Index(fields=fields, condition=condition, name=f"board_{name}"),
        models.Index(fields=["statement", *fields], condition=condition, name=f"statement_{name}"),
    ]


def _signed(name: str, *narrowed: str) -> models.Index:
    """For the names under one statement, all or those that a filter leaves."""
    fields = ["statement", "status", "visibility", *narrowed, "sort_name", "id"]
    return models.Index(fields=fields, condition=PUBLIC, name=name)


SUBMISSION_INDEXES = [
    *_both("newest", NEWEST, PUBLIC),
    *_both("status", ["status", *NEWEST], PUBLIC),
    *_both("awaiting", ["awaiting", *NEWEST], PUBLIC),
    *_both("country", ["signed_country", *NEWEST], PUBLIC),
    *_both("kind", ["signed_kind", *NEWEST], PUBLIC),
    *_both("status_country", ["status", "signed_country", *NEWEST], PUBLIC),
    *_both("status_kind", ["status", "signed_kind", *NEWEST], PUBLIC),
    *_both("country_kind", ["signed_country", "signed_kind", *NEWEST], PUBLIC),
    *_both("contested", NEWEST, CONTESTED),
    *_both("waiting", ["waiting_since", "id"], WAITING),
    *_both("overdue", ["overdue_from", "id"], Q(overdue_from__isnull=False)),
    *_both("long_overdue", ["long_overdue_from", "id"], Q(long_overdue_from__isnull=False)),
    _signed("statement_signed"),
    _signed("signed_country", "signed_country"),
    _signed("signed_kind", "signed_kind"),
    _signed("signed_country_kind", "signed_country", "signed_kind"),
    models.Index(fields=["awaiting", "waiting_since", "id"], name="desk_queue"),
    models.Index(
        fields=["awaiting", "overdue_from", "long_overdue_from", "id"], name="desk_lateness"
    ),
    models.Index(
        fields=["awaiting", "status", "decide_by", "id"],
        condition=Q(overdue_from__isnull=True),
        name="desk_undated",
    ),
    models.Index(
        fields=["awaiting", "known_until", "id"],
        condition=Q(known_until__isnull=False),
        name="desk_old_checks",
    ),
    models.Index(fields=["released_at", "id"], name="desk_unreleased"),
    models.Index(fields=["is_contested", "id"], name="desk_contested"),
    models.Index(fields=["status", "id"], name="desk_status"),
]
