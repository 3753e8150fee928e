"""Asking of each row, while a list is read in its order, whether another one exists."""

from django.db.models import Exists


class ExistsByRow(Exists):
    """As Exists, but never answered for all rows at once.

    PostgreSQL would read the whole of the other table to answer for many rows, also where a page
    shows fifty of them: an offset, even of nothing, keeps it from that. SQLite takes no notice.
    """

    template = "EXISTS(%(subquery)s OFFSET 0)"
