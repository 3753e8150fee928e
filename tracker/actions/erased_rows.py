"""Emptying rows of the record to stubs: what somebody wrote or was called goes, the facts stay."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.actions.names import free_slug, set_names, spread_names
from tracker.choices import ErasedContent, ErasedThing, ImportState, Visibility
from tracker.models import (
    Alias,
    Check,
    Correction,
    Duplicate,
    Enclosure,
    ListImport,
    Membership,
    NameKey,
    Note,
    Position,
    Reply,
    Signatory,
    Source,
    Submission,
)
from tracker.queries.erasures import Scope, numbers_of
from tracker.rules.erasures import stub_words

SUBMISSION: dict[str, object] = {
    "offered_words": "",
    "message": "",
    "representative": "",
    "capacity": "",
    "signed_country": "",
    "signed_country_words": "",
    "signed_details": {},
    "folded": "",
    "sort_name": "",
    "visibility": Visibility.WITHHELD,
}
SIGNATORY: dict[str, object] = {
    "country": "",
    "ended": "",
    "url": "",
    "about": "",
    "folded": "",
    "sort_name": "",
    "is_named": False,
}
CORRECTION = {"what": "", "was": "", "now": "", "why": ""}
REPLY = {"text": "", "dated_words": ""}
CHECK = {"by_whom": "", "note": "", "dated_words": ""}
# A worker that is at the list finds it taken away when it next says how far it is, and stops.
LIST: dict[str, object] = {
    "state": ImportState.DISCARDED,
    "claimed_by": "",
    "claimed_until": None,
    "terms": {},
    "mapping": {},
    "header": [],
    "notes": [],
    "errors": [],
    "error_count": 0,
}


def empty_rows(scope: Scope, now: datetime) -> Counter[str]:
    """Empty what is public of these rows; returns how many, by choices.ErasedContent.

    The submissions of the scope are changed as well, so that the caller sees where they count now.
    Part of an erasure, whose event speaks for it.
    """
    stub_name = _stub_name()
    for submission in scope.submissions:
        _empty_submission(submission, stub_name, now)
    _remove_names(scope)
    for signatory in scope.signatories:
        _empty_signatory(signatory, stub_name, now)
    _empty_words(scope)
    _remove_rows(scope)
    _set_lists_aside(scope, stub_name)
    return Counter(
        {
            ErasedContent.NAMES.value: len({one.pk for one in scope.signatories})
            + len(scope.aliases),
            ErasedContent.OFFERS.value: len(scope.submissions),
            ErasedContent.POSITIONS.value: len(scope.positions),
            ErasedContent.REPLIES.value: len(scope.replies),
            ErasedContent.CHECKS.value: len(scope.checks),
            ErasedContent.SOURCES.value: len(scope.sources),
            ErasedContent.CORRECTIONS.value: len(scope.corrections),
            ErasedContent.NOTES.value: len(scope.notes),
            ErasedContent.MEMBERSHIPS.value: len(scope.memberships),
            ErasedContent.LISTS.value: len(scope.lists),
        }
    )


def _stub_name() -> str:
    """In the language of the site: everybody reads it."""
    with override(settings.LANGUAGE_CODE):
        return _("Erased")


def _empty_submission(submission: Submission, name: str, now: datetime) -> None:
    values = SUBMISSION | {
        "signed_name": name,
        "erased_at": submission.erased_at or now,
        "version": submission.version + 1,
    }
    _write(submission, values)


def _empty_signatory(signatory: Signatory, name: str, now: datetime) -> None:
    slug = signatory.slug
    if signatory.erased_at is None:
        slug = free_slug(f"{stub_words(ErasedThing.SIGNATORY)} {signatory.pk}")
    values = SIGNATORY | {
        "name": name,
        "slug": slug,
        "erased_at": signatory.erased_at or now,
        "version": signatory.version + 1,
    }
    _write(signatory, values)


def _write(row: Model, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _remove_names(scope: Scope) -> None:
    """Other names and what was made of names; who stays is found by fewer names from now on."""
    gone = numbers_of(scope.signatories)
    kept = {one.signatory_id for one in scope.aliases} - set(gone)
    Alias.objects.filter(pk__in=numbers_of(scope.aliases)).delete()
    NameKey.objects.filter(signatory__in=gone).delete()
    Duplicate.objects.filter(pk__in=numbers_of(scope.duplicates)).delete()
    for signatory in Signatory.objects.filter(pk__in=kept):
        set_names(signatory, signatory.aliases.values_list("name", flat=True))
        signatory.save(update_fields=["folded", "sort_name"])
        spread_names(signatory)


def _empty_words(scope: Scope) -> None:
    Position.objects.filter(pk__in=numbers_of(scope.positions)).update(text="")
    Reply.objects.filter(pk__in=numbers_of(scope.replies)).update(**REPLY)
    Check.objects.filter(pk__in=numbers_of(scope.checks)).update(**CHECK)
    corrections = Correction.objects.filter(pk__in=numbers_of(scope.corrections))
    corrections.update(**CORRECTION)
    for membership in scope.memberships:
        # What was public stays listed as a stub, though what it was about is gone.
        stub = next(one for one in scope.signatories if one.pk in _sides(membership))
        corrections.filter(membership=membership).update(membership=None, signatory=stub)


def _set_lists_aside(scope: Scope, stub_name: str) -> None:
    with override(settings.LANGUAGE_CODE):
        told = _(
            "Somebody who may stand on this list was erased, so it was set aside. What was "
            "recorded stays; to go on, hand it over again without them."
        )
    lists = ListImport.objects.filter(pk__in=numbers_of(scope.lists))
    lists.update(**LIST, name=stub_name, told=told)


def _sides(membership: Membership) -> tuple[int, int]:
    return membership.member_id, membership.network_id


def _remove_rows(scope: Scope) -> None:
    """What nothing is left of without its words; the files of these rows go from the disk later."""
    Source.objects.filter(pk__in=numbers_of(scope.sources)).delete()
    Note.objects.filter(pk__in=numbers_of(scope.notes)).delete()
    Membership.objects.filter(pk__in=numbers_of(scope.memberships)).delete()
    Enclosure.objects.filter(pk__in=numbers_of(scope.enclosures)).update(name="", file="")
