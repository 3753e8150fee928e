"""Submissions: offers to endorse a revision and invitations to do so, with where each stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from tracker.choices import (
    Channel,
    Direction,
    Party,
    PositionKind,
    SignatoryKind,
    Status,
    Visibility,
)
from tracker.models.dates import day_field, edtf_field, words_field
from tracker.models.existence import ExistsByRow
from tracker.models.records import Releasable
from tracker.models.revisions import Clause, Revision
from tracker.models.signatories import Signatory
from tracker.models.statements import Statement
from tracker.models.submission_indexes import SUBMISSION_INDEXES
from tracker.models.users import reads_desk
from tracker.rules.dates import StatedDate

NEVER_RELEASED = [Status.VOID, Status.UNCONFIRMED]
GONE = [Status.VOID, Status.WITHDRAWN]


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: object) -> SubmissionQuerySet:
        """Everybody sees released ones at published statements; the desk sees all."""
        return self if reads_desk(user) else self.public()

    def public(self) -> SubmissionQuerySet:
        # A test of each row, not a join: SQLite would walk statement by statement and then sort.
        published = Statement.objects.published().filter(pk=OuterRef("statement"))
        return self.filter(ExistsByRow(published), is_public=True)

    def unreleased(self) -> SubmissionQuerySet:
        """What waits for somebody to make it public; not before whoever made it has confirmed."""
        return self.filter(released_at=None).exclude(status__in=NEVER_RELEASED)

    def held(self) -> SubmissionQuerySet:
        """Confirmed offers that an editor has to look at first."""
        return self.unreleased().exclude(held_because="")

    def waiting_for(self, party: Party) -> SubmissionQuerySet:
        return self.filter(awaiting=party)

    def overdue(self, today: object) -> SubmissionQuerySet:
        """Late on this day, long or not; where nothing newer is known, by the last known day."""
        return self.filter(overdue_from__lte=today)

    def long_overdue(self, today: object) -> SubmissionQuerySet:
        return self.filter(long_overdue_from__lte=today)

    def contested(self) -> SubmissionQuerySet:
        # Not the bare column: SQLite seeks only by comparisons.
        return self.filter(is_contested__in=[True])


class Submission(Releasable):
    """A row is one signatory's offer to endorse one revision, or the issuer's invitation to do so.

    The columns from `status` to `known_until` follow from its released replies and checks
    (rules.status.Standing); only actions.standings writes them.

    One that was erased is a stub: its name is withheld for good, and nothing is left to withhold.
    """

    reference = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="submissions", verbose_name=_("statement")
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="submissions", verbose_name=_("revision")
    )
    signatory = models.ForeignKey(
        Signatory, models.PROTECT, related_name="submissions", verbose_name=_("signatory")
    )
    direction = models.CharField(
        _("direction"), max_length=16, choices=Direction.choices, default=Direction.OFFER
    )
    offered = edtf_field(_("offered or invited"))
    offered_words = words_field()
    offered_earliest = day_field()
    offered_latest = day_field()
    channel = models.CharField(
        _("channel"), max_length=16, choices=Channel.choices, default=Channel.UNKNOWN
    )
    message = models.TextField(
        _("what was said"),
        blank=True,
        max_length=20_000,
        help_text=_("Public. A summary, or the words quoted."),
    )
    representative = models.CharField(_("represented by"), max_length=200, blank=True)
    capacity = models.CharField(_("in the capacity of"), max_length=200, blank=True)
    signed_name = models.CharField(_("name as signed"), max_length=300)
    signed_kind = models.CharField(
        _("kind as signed"), max_length=16, choices=SignatoryKind.choices
    )
    signed_country = CountryField(_("country as signed"), blank=True)
    signed_country_words = models.CharField(
        _("country as signed, in words"), max_length=100, blank=True
    )
    signed_details = models.JSONField(
        _("other details as signed"),
        default=dict,
        blank=True,
        help_text=_("Columns kept from a list: a name and its values."),
    )
    visibility = models.CharField(
        _("visibility"), max_length=16, choices=Visibility.choices, default=Visibility.NAMED
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    needs_confirming = models.BooleanField(default=False, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    held_because = models.CharField(_("held because"), max_length=200, blank=True, editable=False)
    folded = models.TextField(editable=False, default="")
    sort_name = models.CharField(max_length=300, editable=False, default="")
    is_public = models.BooleanField(default=False, editable=False)
    erased_at = models.DateTimeField(_("content erased"), null=True, editable=False)

    status = models.CharField(_("status"), max_length=16, choices=Status.choices, editable=False)
    awaiting = models.CharField(
        _("who must act"), max_length=16, choices=Party.choices, editable=False
    )
    waiting_since = day_field(null=True)
    is_contested = models.BooleanField(_("contested"), default=False, editable=False)
    acknowledge_by = day_field(null=True)
    decide_by = day_field(null=True)
    acknowledged_on = day_field(null=True)
    first_reply_on = day_field(null=True)
    decided_on = day_field(null=True)
    published_on = day_field(null=True)
    listed_on = day_field(null=True)
    overdue_from = day_field(null=True)
    long_overdue_from = day_field(null=True)
    known_until = day_field(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-offered_latest", "-pk"]
        indexes = SUBMISSION_INDEXES
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "signatory"],
                condition=~Q(status__in=GONE),
                name="submission_once_per_revision",
            ),
            models.CheckConstraint(
                condition=Q(offered_earliest__lte=F("offered_latest")),
                name="submission_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.signed_name}"

    def get_absolute_url(self) -> str:
        return reverse("submission", args=[self.reference])

    @property
    def stated(self) -> StatedDate:
        return StatedDate(self.offered, self.offered_earliest, self.offered_latest)

    @property
    def is_withheld(self) -> bool:
        return self.visibility == Visibility.WITHHELD


class Position(models.Model):
    """A row is an exception that a submission makes to one clause, in the signatory's words."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="positions")
    clause = models.ForeignKey(
        Clause, models.PROTECT, related_name="positions", verbose_name=_("clause")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=PositionKind.choices)
    text = models.TextField(_("in its own words"), max_length=5000)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["clause__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "clause", "kind"], name="position_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.clause}"
