"""The indexes of submissions: one for each order and filter in which the public reads them."""

from django.db import models

NEWEST = ["offered_latest", "id"]


def _newest_by(column: str) -> list[models.Index]:
    """Both newest-first lists narrowed by this column: the whole board, and one statement's."""
    return [
        models.Index(fields=[column, "is_public", *NEWEST], name=f"board_{column}"[:30]),
        models.Index(
            fields=["statement", column, "is_public", *NEWEST], name=f"statement_{column}"[:30]
        ),
    ]


SUBMISSION_INDEXES = [
    models.Index(fields=["is_public", *NEWEST], name="board"),
    models.Index(fields=["statement", "is_public", *NEWEST], name="statement_board"),
    *_newest_by("status"),
    *_newest_by("awaiting"),
    *_newest_by("signed_country"),
    *_newest_by("signed_kind"),
    models.Index(fields=["overdue_from", "id"], name="board_overdue"),
    models.Index(fields=["long_overdue_from", "id"], name="board_long_overdue"),
    models.Index(fields=["statement", "overdue_from", "id"], name="statement_overdue"),
    models.Index(fields=["statement", "long_overdue_from", "id"], name="statement_long_overdue"),
    models.Index(fields=["awaiting", "waiting_since", "id"], name="desk_queue"),
    models.Index(fields=["released_at", "id"], name="desk_unreleased"),
    models.Index(fields=["is_contested", "id"], name="desk_contested"),
    models.Index(fields=["statement", "status", "sort_name", "id"], name="statement_signed"),
]
