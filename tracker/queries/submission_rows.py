"""One line of the status board as the public may read it: a withheld name never gets this far."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from tracker.choices import SignatoryKind, Stage, Status, Visibility
from tracker.models import Position, Revision, Signatory, Statement, Submission
from tracker.queries.addresses import address_of
from tracker.rules.clocks import days_waiting, lateness, reading_day
from tracker.rules.collation import collated
from tracker.rules.dates import StatedDate


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """`name` is "" and `signatory_url` None where the name is withheld or was erased.

    `erased_on` is the day on which the content was erased.
    """

    pk: int
    reference: str
    url: str
    statement: str
    statement_url: str
    revision: int
    name: str
    signatory_url: str | None
    is_named: bool
    number: str
    kind: str
    country: str
    country_words: str
    direction: str
    channel: str
    offered: StatedDate
    offered_words: str
    status: str
    awaiting: str
    is_contested: bool
    is_public: bool
    positions: int
    waiting_since: date | None
    acknowledge_by: date | None
    decide_by: date | None
    decided_on: date | None
    published_on: date | None
    listed_on: date | None
    known_until: date | None
    lateness: str
    days_waiting: int | None
    days_waiting_most: int | None
    erased_on: date | None = None

    @property
    def is_withheld(self) -> bool:
        return not self.name

    @property
    def name_words(self) -> str:
        """The name, or why there is none."""
        return self.name or withheld_words(self.erased_on)

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)

    @property
    def kind_label(self) -> str:
        return str(SignatoryKind(self.kind).label)


def as_rows(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """The submissions with what their rows show of other tables, each looked up by number.

    Not joined: once SQLite knows that statements are few, it would walk statement by statement,
    and sort every submission before the first page.
    """
    statement = Statement.objects.filter(pk=OuterRef("statement"))
    revision = Revision.objects.filter(pk=OuterRef("revision")).order_by()
    signatory = Signatory.objects.filter(pk=OuterRef("signatory"))
    made = Position.objects.filter(submission=OuterRef("pk")).order_by().values("submission")
    return submissions.annotate(
        statement_title=Subquery(statement.values("title")),
        statement_slug=Subquery(statement.values("slug")),
        statement_stage=Subquery(statement.values("stage")),
        revision_number=Subquery(revision.values("number")),
        signatory_slug=Subquery(signatory.values("slug")),
        signatory_is_named=Subquery(signatory.values("is_named")),
        signatory_number=Subquery(signatory.values("number")),
        positions_made=Coalesce(Subquery(made.annotate(made=Count("pk")).values("made")), 0),
    )


def submission_rows(submissions: Iterable[Any], today: date) -> list[SubmissionRow]:
    """The rows of submissions read by as_rows()."""
    return [submission_row(one, today) for one in submissions]


def submission_row(told: Any, today: date) -> SubmissionRow:
    """One row, with lateness and waiting time as they are on this day."""
    is_named = told.visibility != Visibility.WITHHELD
    until = reading_day(told.known_until, today)
    offered = StatedDate(told.offered, told.offered_earliest, told.offered_latest)
    since: date | None = told.waiting_since
    return SubmissionRow(
        pk=told.pk,
        reference=told.reference,
        url=address_of("submission", told.reference),
        statement=told.statement_title,
        statement_url=address_of("statement", told.statement_slug),
        revision=told.revision_number,
        name=told.signed_name if is_named else "",
        signatory_url=address_of("signatory", told.signatory_slug) if is_named else None,
        is_named=told.signatory_is_named,
        number=told.signatory_number,
        kind=told.signed_kind,
        country=str(told.signed_country),
        country_words=country_words(told),
        direction=told.direction,
        channel=told.channel,
        offered=offered,
        offered_words=told.offered_words,
        status=told.status,
        awaiting=told.awaiting,
        is_contested=told.is_contested,
        is_public=told.is_public and told.statement_stage == Stage.PUBLISHED,
        positions=told.positions_made,
        waiting_since=since,
        acknowledge_by=told.acknowledge_by,
        decide_by=told.decide_by,
        decided_on=told.decided_on,
        published_on=told.published_on,
        listed_on=told.listed_on,
        known_until=told.known_until,
        lateness=lateness(told.overdue_from, told.long_overdue_from, today),
        days_waiting=days_waiting(told.awaiting, since, until),
        days_waiting_most=days_waiting(told.awaiting, _first_waited(since, offered), until),
        erased_on=localdate(told.erased_at) if told.erased_at else None,
    )


def _first_waited(since: date | None, offered: StatedDate) -> date | None:
    """The first day since which somebody may have had to act: an offer's date can be a span."""
    return offered.earliest if since == offered.latest else since


def withheld_words(erased: date | None) -> str:
    """What stands in the place of a name, and since when its content is erased if it is."""
    return _("Content erased") if erased else _("Name withheld")


def country_words(told: Any) -> str:
    """The country as signed, in its own words where given; "" where none is stated."""
    return countries_in_words()(told)


def countries_in_words() -> Callable[[Any], str]:
    """The same for many rows of one page: the reader's language is asked for once."""
    language = get_language()

    def words(told: Any) -> str:
        code = str(told.signed_country)
        return told.signed_country_words or (_country_name(code, language) if code else "")

    return words


def country_name(code: str) -> str:
    """A country's name in the reader's language."""
    return _country_name(code, get_language())


def sorted_countries() -> list[tuple[str, str]]:
    """Code and name of every country, as the reader's alphabet has them."""
    return collated(((code, str(name)) for code, name in countries), get_language() or "")


@lru_cache(maxsize=2048)
def _country_name(code: str, _language: str | None) -> str:
    return str(countries.name(code))
