"""Taking a whole list of signatories into the record: everything or nothing, and never twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import ngettext

from tracker.actions.actors import require_right
from tracker.actions.changes import Values
from tracker.actions.identities import Identity, identify
from tracker.actions.releases import release_submissions
from tracker.actions.replies import record_reply, release_reply
from tracker.actions.signatories import record_signatories
from tracker.actions.sources import add_source
from tracker.actions.submissions import hold_terms, record_submissions
from tracker.choices import Channel, ReplyKind, SignatoryKind
from tracker.models import Reply, Revision, Signatory, Submission, User
from tracker.models.submissions import GONE, NEVER_RELEASED
from tracker.readers.signatories import SignatoryRow
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

BATCH = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One signatory on a list: its name, what it signed as, and the columns kept beside it.

    `folded` is rules.names.fold(name); `offered` is EDTF, or empty for the whole list's date.
    """

    name: str
    folded: str
    kind: str = ""
    country: str = ""
    url: str = ""
    representative: str = ""
    capacity: str = ""
    offered: str = ""
    kept: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def identity(self) -> Identity:
        return Identity(self.folded, self.country)


def list_entries(rows: Iterable[SignatoryRow]) -> list[Entry]:
    """The entries of a list as it was read; a note is kept beside the list's own columns."""
    return [
        Entry(
            name=row.name,
            folded=row.folded,
            kind=row.kind or "",
            country=row.country,
            url=row.url,
            representative=row.representative,
            capacity=row.capacity,
            offered=row.offered,
            kept={name: list(values) for name, values in row.kept.items()}
            | ({"note": [row.note]} if row.note else {}),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole list; `listed_on` (EDTF) says that it is the issuer's own list."""

    offered: str
    kind: str = SignatoryKind.ORGANISATION
    channel: str = Channel.LIST
    listed_on: str = ""
    source: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: new rows, and names that had a submission already."""

    signatories: list[Signatory]
    submissions: list[Submission]
    already: list[str]
    listing: Reply | None = None


@transaction.atomic
def import_signatories(
    revision: Revision, entries: Sequence[Entry], terms: Terms, *, by: User
) -> Imported:
    """Record a submission for each entry that has none yet; a second run records nothing new.

    A name that is (folded) the name or an alias of one current signatory is that signatory, unless
    their countries differ; similar names are only suggested as duplicates. With `listed_on`, one
    reply of kind listing answers every live submission on the list that has none. The source is
    that of the listing, else of each new submission. All wait for release. Leaves the events of
    the actions it is made of. Raises Refused for a name that stands on the list twice.
    """
    require_right(by, Right.EDIT)
    hold_terms([revision])
    _require_once(entries)
    known = identify(entry.identity for entry in entries)
    missing = [entry for entry in entries if entry.identity not in known]
    made = record_signatories([_signatory(entry, terms) for entry in missing], by=by)
    known |= {entry.identity: one for entry, one in zip(missing, made, strict=True)}
    there = _there(revision, known.values())
    new = [entry for entry in entries if known[entry.identity].pk not in there]
    submissions = record_submissions(
        [_submission(revision, entry, known[entry.identity], terms) for entry in new], by=by
    )
    listing = _list(_unlisted(revision, known.values()), terms, by=by)
    if listing is None and terms.source:
        for submission in submissions:
            add_source(submission, terms.source, by=by)
    already = [entry.name for entry in entries if known[entry.identity].pk in there]
    return Imported(made, submissions, already, listing)


@transaction.atomic
def release_import(imported: Imported, *, by: User) -> None:
    """Make an import public: first the listing, then what it lists."""
    if imported.listing is not None:
        release_reply(imported.listing, by=by)
    release_submissions(imported.submissions, by=by)


@transaction.atomic
def release_entries(revision: Revision, entries: Sequence[Entry], *, by: User) -> int:
    """Make public what waits of these entries, and the listings that answer them; returns how many.

    For lists that were recorded in parts, once all of it is in. What an editor has to look at
    first stays held.
    """
    require_right(by, Right.RELEASE)
    known = identify(entry.identity for entry in entries).values()
    waiting = [
        one
        for one in _submissions_of(revision, known, Q(released_at=None, held_because=""))
        if one.status not in NEVER_RELEASED
    ]
    listings = Reply.objects.filter(
        kind=ReplyKind.LISTING, released_at=None, voided_at=None, submissions__in=waiting
    )
    for listing in listings.distinct():
        release_reply(listing, by=by)
    return len(release_submissions(waiting, by=by))


def _require_once(entries: Sequence[Entry]) -> None:
    for identity, times in Counter(entry.identity for entry in entries).items():
        if times > 1:
            raise Refused(
                ngettext(
                    "“%(name)s” stands on the list %(times)s time. Join its rows first.",
                    "“%(name)s” stands on the list %(times)s times. Join its rows first.",
                    times,
                )
                % {"name": identity.folded, "times": times}
            )


def _there(revision: Revision, known: Iterable[Signatory]) -> set[int]:
    """The numbers of those that have a submission; one withdrawn or void does not come back."""
    return {one.signatory_id for one in _submissions_of(revision, known)}


def _unlisted(revision: Revision, known: Iterable[Signatory]) -> list[Submission]:
    """Those that stand and that no reply of kind listing answers yet, released or not."""
    listings = Reply.objects.filter(kind=ReplyKind.LISTING, voided_at=None)
    unlisted = ~Q(Exists(listings.filter(submissions=OuterRef("pk"))))
    return [one for one in _submissions_of(revision, known, unlisted) if one.status not in GONE]


def _submissions_of(
    revision: Revision, known: Iterable[Signatory], *conditions: Q
) -> Iterator[Submission]:
    pks = [one.pk for one in known]
    rows = Submission.objects.filter(*conditions, revision=revision).select_related("statement")
    for start in range(0, len(pks), BATCH):
        yield from rows.filter(signatory__in=pks[start : start + BATCH])


def _signatory(entry: Entry, terms: Terms) -> Values:
    return {
        "name": entry.name,
        "kind": entry.kind or terms.kind,
        "country": entry.country,
        "url": entry.url,
    }


def _submission(revision: Revision, entry: Entry, signatory: Signatory, terms: Terms) -> Values:
    return {
        "revision": revision,
        "signatory": signatory,
        "offered": entry.offered or terms.offered,
        "channel": terms.channel,
        "representative": entry.representative,
        "capacity": entry.capacity,
        "signed_name": entry.name,
        "signed_kind": entry.kind or terms.kind,
        "signed_country": entry.country,
        "signed_details": dict(entry.kept),
    }


def _list(submissions: list[Submission], terms: Terms, *, by: User) -> Reply | None:
    if not (submissions and terms.listed_on):
        return None
    values = {"kind": ReplyKind.LISTING, "dated": terms.listed_on, "channel": Channel.LIST}
    reply = record_reply(submissions, values, by=by)
    if terms.source:
        add_source(reply, terms.source, by=by)
    return reply
