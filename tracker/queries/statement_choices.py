"""The select of statements that filters of several lists share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from tracker.models import Statement
from tracker.queries.lists import ListFilters

MOST_STATEMENTS = 100
NO_STATEMENT = gettext_lazy("“%(value)s” is not the address of a public statement.")


def offer_statements(filters: ListFilters) -> None:
    """Fill the select of statements with the newest, and the one that is chosen. One query."""
    named = Statement.objects.published().order_by("-pk").values_list("slug", "title")
    choices = list(named[:MOST_STATEMENTS])
    chosen = filters.value("statement")
    if chosen and chosen.slug not in dict(choices):
        choices.append((chosen.slug, chosen.title))
    filters.choose_from("statement", choices)
