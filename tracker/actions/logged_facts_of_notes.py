"""What the log tells of corrections and of sources: what they are about, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.db.models import Exists, OuterRef, Q

from tracker.actions.happened import Happened
from tracker.actions.logged import Facts, Telling
from tracker.actions.logged_facts_of_statements import stated
from tracker.choices import Visibility
from tracker.models import Check, Correction, Reply, Source, Submission
from tracker.models.subjects import subject_name
from tracker.queries.sources import visible_sources


@dataclass(frozen=True, slots=True)
class Visible:
    """The numbers of those corrections and sources that the public may read now.

    `hushed` are the corrections whose words could show a name that is withheld.
    """

    corrections: frozenset[int]
    hushed: frozenset[int]
    sources: frozenset[int]


def visible_notes(told: Iterable[Happened]) -> Visible:
    """Which of these the public may read; two queries for corrections, one for sources, if any.

    To build these queries costs more than to write an event: only where something is to be found.
    """
    corrections = {one.subject.pk for one in told if isinstance(one.subject, Correction)}
    sources = [one.subject for one in told if isinstance(one.subject, Source)]
    return Visible(*_corrections_among(corrections), _sources_among(sources))


def _corrections_among(numbers: set[int]) -> tuple[frozenset[int], frozenset[int]]:
    if not numbers:
        return frozenset(), frozenset()
    public = Correction.objects.visible_to(None).filter(pk__in=numbers)
    hushed = Correction.objects.filter(_of_withheld(), pk__in=numbers)
    return (
        frozenset(public.values_list("pk", flat=True)),
        frozenset(hushed.values_list("pk", flat=True)),
    )


def _sources_among(sources: Sequence[Source]) -> frozenset[int]:
    if not sources:
        return frozenset()
    about = {subject_name(source.subject) for source in sources}
    shown = visible_sources(None, about).filter(pk__in=[source.pk for source in sources])
    return frozenset(shown.values_list("pk", flat=True))


def correction_telling(happened: Happened, visible: Visible) -> Telling:
    """Which row was wrong, since when it is right; what it said only where no name is withheld."""
    row = cast(Correction, happened.subject)
    facts = _about(happened) | {"since": row.since, "correction": row.pk}
    personal = {"what": row.what, "was": row.was, "now": row.now, "why": row.why}
    is_hushed = row.pk in visible.hushed and row.is_released
    return Telling(
        facts | {"released": row.is_released},
        {} if is_hushed else stated(personal),
        row.pk in visible.corrections,
    )


def source_telling(happened: Happened, visible: Visible) -> Telling:
    """Evidence: for which row, the hash of a file; where it stands only under a commitment."""
    row, is_told = cast(Source, happened.subject), happened.subject.pk in visible.sources
    facts = _about(happened) | stated({"retrieved_on": row.retrieved_on, "file": row.sha256})
    personal = {
        "title": row.title,
        "publisher": row.publisher,
        "url": row.url,
        "quotation": row.quotation,
    }
    return Telling(facts | {"released": is_told, "source": row.pk}, stated(personal), is_told)


@cache
def _of_withheld() -> Q:
    """About a submission whose name is withheld, or what was said of one."""
    withheld = Submission.objects.filter(visibility=Visibility.WITHHELD)
    return (
        Q(Exists(withheld.filter(pk=OuterRef("submission"))))
        | Q(Exists(withheld.filter(replies=OuterRef("reply"))))
        | Q(Exists(withheld.filter(checks=OuterRef("check_made"))))
    )


def _about(happened: Happened) -> Facts:
    """What it is about: nothing that would tell a name."""
    row = cast(Correction | Source, happened.subject)
    subject, statement, submission = row.subject, happened.statement, happened.submission
    facts = {
        "about": happened.facts["about"],
        "statement": statement.slug if statement else "",
        "reference": submission.reference if submission else "",
        "reply": subject.pk if isinstance(subject, Reply) else None,
        "check": subject.pk if isinstance(subject, Check) else None,
    }
    return stated(facts)
