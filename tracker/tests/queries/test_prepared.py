"""Prepared queries: built once, asked with other values each time, of the database as it is now."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections
from django.db.models import BigIntegerField, CharField, DateField, QuerySet
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext

from tracker.models import Statement, Submission
from tracker.queries.prepared import ForReaders, Given, Prepared
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

pytestmark = pytest.mark.django_db


def test_prepared_builds_once_and_asks_each_time(cast: Cast) -> None:
    built = []

    def build() -> QuerySet[Statement]:
        built.append(1)
        slug = Given("slug", CharField())
        return Statement.objects.filter(slug=slug).select_related("issuer")

    letter, query = cast.letter, Prepared(build)
    assert built == []
    with CaptureQueriesContext(
        connection,
    ) as asked:
        first = query.rows(slug=letter.slug)
        nothing = query.rows(slug="' OR 1 = 1 --")
        again = query.rows(slug=letter.slug)
        issuers = [one.issuer.name for one in first]

    assert (first, nothing, again) == ([letter], [], [letter])
    assert issuers == [letter.issuer.name]
    assert first[0] is not again[0]
    assert built == [1]
    assert len(asked) == 3


def test_prepared_sees_what_was_written_since(cast: Cast) -> None:
    since = Given("since", DateField())
    query = Prepared(
        lambda: (
            Submission.objects.filter(offered_latest__gte=since)
            .order_by("pk")
            .values_list("pk", "offered_latest")
        )
    )
    assert query.rows(since=date(2022, 1, 1)) == []
    made = crowd(cast, 2)

    found = query.rows(since=date(2022, 1, 1))
    assert found == [(one.pk, one.offered_latest) for one in made]
    assert query.rows(since=date(2999, 1, 1)) == []


def test_prepared_gives_named_rows_with_their_values_read(cast: Cast) -> None:
    (made,) = crowd(cast, 1)
    told = RawSQL("'100%% ' || %s", ["sure"], output_field=CharField())
    rows = Submission.objects.annotate(told=told).filter(pk=Given("pk", BigIntegerField()))
    columns = ("pk", "is_contested", "offered_latest", "told")
    named = Prepared(lambda: rows.values_list(*columns, named=True)).rows(pk=made.pk)
    plain = Prepared(lambda: rows.values_list(*columns)).rows(pk=made.pk)
    flat = Prepared(lambda: rows.values_list("offered_latest", flat=True)).rows(pk=made.pk)

    expected = (made.pk, False, made.offered_latest, "100% sure")
    assert named == plain == [expected]
    assert named[0]._fields == columns
    assert [type(value) for value in named[0]] == [int, bool, date, str]
    assert type(plain[0]) is tuple
    assert flat == [made.offered_latest]


def test_prepared_joins_two_slices(cast: Cast) -> None:
    first, second, third = crowd(cast, 3)
    statement = Given("statement", BigIntegerField())
    rows = Submission.objects.filter(statement=statement)
    query = Prepared(
        lambda: (
            rows.filter(pk__in=rows.order_by("pk").values("pk")[:1])
            .order_by()
            .union(rows.filter(pk__in=rows.order_by("-pk").values("pk")[:1]).order_by(), all=True)
        )
    )

    assert sorted(one.pk for one in query.rows(statement=cast.letter.pk)) == [first.pk, third.pk]
    assert query.rows(statement=0) == []
    assert second.pk not in {one.pk for one in query.rows(statement=cast.letter.pk)}


@pytest.mark.django_db(transaction=True)
def test_prepared_serves_threads_by_their_own_connections() -> None:
    query = Prepared(lambda: Statement.objects.filter(pk=Given("pk", BigIntegerField())))
    assert query.rows(pk=1) == []
    mine, found = connections["default"], []

    def ask() -> None:
        try:
            found.append((query.rows(pk=1), connections["default"] is mine))
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [([], False)]


def test_for_readers_prepares_for_strangers_alone(cast: Cast) -> None:
    built: list[object] = []

    def build(user: object, pk: object) -> QuerySet[Statement]:
        built.append(user)
        return Statement.objects.visible_to(user).filter(pk=pk)

    query = ForReaders(build, pk=BigIntegerField())
    draft = cast.letter
    Statement.objects.filter(pk=draft.pk).update(stage="draft")

    strangers = [query.rows(user, pk=draft.pk) for user in (None, AnonymousUser(), None)]
    desk = [query.rows(cast.anna, pk=draft.pk) for _time in range(2)]

    assert strangers == [[], [], []]
    assert desk == [[draft], [draft]]
    assert built == [None, cast.anna, cast.anna]
