"""What erasing a submission or a signatory would remove: the rows, gathered before anything is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from tracker.choices import ImportState, LetterKind, LinkPurpose, MatchedBy, Party, SenderField
from tracker.models import (
    Alias,
    ApiAnswer,
    Check,
    Contact,
    Correction,
    Duplicate,
    Enclosure,
    Event,
    Follow,
    IncomingMail,
    Letter,
    Link,
    ListImport,
    MailAttachment,
    Membership,
    Note,
    Position,
    Reply,
    SenderRule,
    Signatory,
    Source,
    Statement,
    Submission,
    WaitingOffer,
)
from tracker.queries.api_answers import answers_about
from tracker.rules.erasures import names_looked_for, names_somebody
from tracker.rules.names import fold

NAMED = ("signed_name", "representative", "name")


@dataclass(slots=True)
class Scope:
    """The rows that an erasure empties or removes.

    `replies` and `checks` are those about these submissions and no other, whoever wrote them;
    `signatories` those that become stubs, with the rows that were merged into them; `aliases`
    theirs, and of a signatory that stays those under which only these submissions were signed.
    """

    submissions: list[Submission]
    signatories: list[Signatory]
    replies: list[Reply] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    waiting: list[WaitingOffer] = field(default_factory=list)
    follows: list[Follow] = field(default_factory=list)
    mails: list[IncomingMail] = field(default_factory=list)
    attachments: list[MailAttachment] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    answers: list[ApiAnswer] = field(default_factory=list)
    rules: list[SenderRule] = field(default_factory=list)
    lists: list[ListImport] = field(default_factory=list)
    earlier_names: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Every name that stands or stood in these rows, as written."""
        signed = {
            name for one in self.submissions for name in (one.signed_name, one.representative)
        }
        named = {one.name for one in self.signatories} | {one.name for one in self.aliases}
        return sorted((signed | named | set(self.earlier_names)) - {""})

    @property
    def words(self) -> list[str]:
        """Names and addresses, folded, as texts are searched for them."""
        return names_looked_for([*self.names, *self.addresses])

    @property
    def addresses(self) -> list[str]:
        """The e-mail addresses, as typed and as compared."""
        rows: tuple[Contact | Follow, ...] = (*self.contacts, *self.follows)
        return sorted({address for one in rows for address in (one.email, one.email_folded)})

    @property
    def token(self) -> str:
        """Names exactly these rows, so that only what was shown is erased."""
        parts = [getattr(self, one.name) for one in fields(self) if one.name != "earlier_names"]
        numbers = "/".join(",".join(str(row.pk) for row in rows) for rows in parts)
        return sha256(numbers.encode()).hexdigest()

    @property
    def files(self) -> list[str]:
        """The names, below MEDIA_ROOT, of the files that these rows hold."""
        rows: tuple[Any, ...] = (
            *self.sources,
            *self.enclosures,
            *self.mails,
            *self.attachments,
        )
        lists = {one.stored_name for one in self.lists}
        return sorted({str(row.file.name) for row in rows if row.file} | lists)


def scope_of_submission(submission: Submission) -> Scope:
    """What erasing one submission would remove; its signatory too, if nothing else stands on it."""
    signatory = submission.signatory
    return _gathered(
        [submission], [] if _is_used(signatory, submission) else _with_merged(signatory)
    )


def scope_of_signatory(signatory: Signatory) -> Scope:
    """What erasing a signatory as a whole would remove, with all its submissions."""
    submissions = Submission.objects.filter(signatory=signatory).order_by("pk")
    return _gathered(
        list(submissions.select_related("statement", "signatory")), _with_merged(signatory)
    )


def _is_used(signatory: Signatory, submission: Submission) -> bool:
    """Whether anything else of the record stands on a signatory."""
    others = Submission.objects.filter(signatory=signatory).exclude(pk=submission.pk)
    return (
        others.exists()
        or Statement.objects.filter(issuer=signatory).exists()
        or Membership.objects.filter(network=signatory).exists()
    )


def _with_merged(signatory: Signatory) -> list[Signatory]:
    return [signatory, *Signatory.objects.filter(merged_into=signatory).order_by("pk")]


def _gathered(submissions: list[Submission], signatories: list[Signatory]) -> Scope:
    scope = Scope(submissions, signatories)
    scope.replies = _alone(Reply, submissions)
    scope.checks = _alone(Check, submissions)
    scope.positions = list(Position.objects.filter(submission__in=submissions).order_by("pk"))
    scope.aliases = _aliases(submissions, signatories)
    between = Q(member__in=signatories) | Q(network__in=signatories)
    scope.memberships = list(
        Membership.objects.filter(between).select_related("member", "network").order_by("pk")
    )
    pairs = Q(first__in=signatories) | Q(second__in=signatories)
    scope.duplicates = list(Duplicate.objects.filter(pairs).order_by("pk"))
    scope.earlier_names = _earlier_names(submissions, signatories)
    about = _about(scope)
    scope.sources = list(Source.objects.filter(about).order_by("pk"))
    # Also those, whatever they are about, of which the old or the new value is a name.
    named = Q(was__in=scope.names) | Q(now__in=scope.names)
    scope.corrections = list(Correction.objects.filter(about | named).order_by("pk"))
    scope.notes = list(Note.objects.filter(about).order_by("pk"))
    scope.enclosures = list(Enclosure.objects.filter(reply__in=scope.replies).order_by("pk"))
    _gather_correspondence(scope)
    scope.lists = _lists(submissions)
    return scope


def _gather_correspondence(scope: Scope) -> None:
    """How to reach somebody, and what was written to and by them."""
    contacts = Contact.objects.filter(submission__in=scope.submissions)
    scope.contacts = list(contacts.select_related("submission").order_by("pk"))
    addresses = [one.email_folded for one in scope.contacts]
    waiting = WaitingOffer.objects.filter(email_folded__in=addresses)
    scope.waiting = list(waiting.order_by("pk"))
    follows = Q(email_folded__in=addresses) | Q(signatory__in=scope.signatories)
    scope.follows = list(Follow.objects.filter(follows).order_by("pk"))
    scope.mails = _mails(scope)
    attached = MailAttachment.objects.filter(mail__in=scope.mails)
    scope.attachments = list(attached.order_by("pk"))
    scope.letters = _letters(scope)
    own = Link.objects.filter(purpose=LinkPurpose.ANSWER, party=Party.SIGNATORY)
    scope.links = _only_about(own, scope.submissions)
    scope.answers = list(answers_about(scope.submissions, addresses))
    scope.rules = _rules(scope, addresses)


def _alone(model: type[Any], submissions: list[Submission]) -> list[Any]:
    return _only_about(model._default_manager.all(), submissions)


def _only_about(rows: QuerySet[Any], submissions: list[Submission]) -> list[Any]:
    """Those of the rows that are about some of these submissions and about no other."""
    between = rows.model.submissions.through.objects
    column = str(rows.model._meta.model_name)
    concerned = between.filter(submission__in=submissions).values(column)
    others = between.filter(**{f"{column}__in": concerned}).exclude(submission__in=submissions)
    return list(rows.filter(pk__in=concerned).exclude(pk__in=others.values(column)).order_by("pk"))


def _about(scope: Scope) -> Q:
    """What sources, corrections and notes can be about."""
    return (
        Q(submission__in=scope.submissions)
        | Q(reply__in=scope.replies)
        | Q(check_made__in=scope.checks)
        | Q(signatory__in=scope.signatories)
        | Q(membership__in=scope.memberships)
    )


def _aliases(submissions: list[Submission], signatories: list[Signatory]) -> list[Alias]:
    """All of the stubs, and of who stays the names that only these submissions were signed with."""
    found = list(Alias.objects.filter(signatory__in=signatories).order_by("pk"))
    gone = {one.pk for one in signatories}
    for submission in (one for one in submissions if one.signatory_id not in gone):
        name = fold(submission.signed_name)
        others = Submission.objects.filter(signatory=submission.signatory_id)
        signed = others.exclude(pk=submission.pk).values_list("signed_name", flat=True)
        if name not in {fold(one) for one in signed}:
            same = Alias.objects.filter(signatory=submission.signatory_id, folded=name[:300])
            found += same.order_by("pk")
    return found


def _mails(scope: Scope) -> list[IncomingMail]:
    """Those about these submissions alone, and those from their addresses about no other.

    A guess is no match: a mail that was only guessed to be about them may be anybody's.
    """
    by_sender = Q(sender_address__in=scope.addresses)
    unmatched = by_sender & Q(submissions=None)
    sure = IncomingMail.objects.exclude(~by_sender, matched_by=MatchedBy.GUESS, reply=None)
    found = {one.pk: one for one in _only_about(sure, scope.submissions)}
    filed = IncomingMail.objects.filter(Q(reply__in=scope.replies) | unmatched)
    found |= {one.pk: one for one in filed.distinct()}
    return [found[pk] for pk in sorted(found)]


def _letters(scope: Scope) -> list[Letter]:
    """About these submissions, to their addresses about none, and news that names them."""
    about = Q(submission__in=scope.submissions) | Q(reply__in=scope.replies)
    about |= Q(submission=None, to__in=scope.addresses)
    found = {one.pk: one for one in Letter.objects.filter(about)}
    news = Letter.objects.filter(kind=LetterKind.DIGEST, emptied_at=None)
    for one in news.filter(any_contains("body", scope.names)).order_by("pk"):
        if names_somebody(one.body, scope.words):
            found[one.pk] = one
    return [found[pk] for pk in sorted(found)]


def _rules(scope: Scope, addresses: Iterable[str]) -> list[SenderRule]:
    """Rules of the editors that name just this address or this name."""
    exactly = Q(field=SenderField.EMAIL, pattern__in=list(addresses))
    exactly |= Q(field=SenderField.NAME, pattern__in=scope.words)
    return list(SenderRule.objects.filter(exactly).order_by("pk"))


def _lists(submissions: list[Submission]) -> list[ListImport]:
    """Long lists to the statements of these submissions: somebody is not looked for in them."""
    statements = {one.statement_id for one in submissions}
    kept = ListImport.objects.exclude(state=ImportState.DISCARDED)
    return list(kept.filter(revision__statement__in=statements).order_by("pk"))


def _earlier_names(submissions: list[Submission], signatories: list[Signatory]) -> list[str]:
    """What they were called before it was corrected, as their events tell."""
    own = Q(submission__in=submissions, subject_type="submission")
    own |= Q(signatory__in=signatories, subject_type="signatory")
    found = []
    for changes in Event.objects.filter(own).values_list("changes", flat=True):
        found += [value for name in NAMED for value in changes.get(name, ()) if value]
    return found


def any_contains(column: str, words: Iterable[str]) -> Q:
    """That a column contains one of the words, in any case; nothing where there are no words.

    SQLite itself knows capitals only of plain Latin letters.
    """
    cases = {case for word in words for case in (word, word.lower(), word.upper())}
    wanted = (Q(**{f"{column}__icontains": case}) for case in sorted(cases))
    return reduce(or_, wanted, Q(pk__in=[]))


def numbers_of(rows: Iterable[Model]) -> list[int]:
    """The numbers of rows."""
    return [row.pk for row in rows]
