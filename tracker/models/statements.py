"""Statements: what was issued, by whom, who may sign, and what was promised."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.choices import Custody, DecisionPolicy, Openness, Stage, StatementKind
from tracker.models.dates import day_field, edtf_field, words_field
from tracker.models.records import Record
from tracker.models.signatories import Signatory
from tracker.models.users import reads_desk
from tracker.rules.dates import StatedDate

# The day by which statements are listed: one without a date comes after all others. The day stands
# in the words themselves, since no index is found for an expression with a value beside it.
DATED = models.Func(
    models.F("issued_latest"),
    template="COALESCE(%(expressions)s, '0001-01-01')",
    output_field=models.DateField(),
)


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: object) -> StatementQuerySet:
        """Everybody sees published statements; the desk sees all."""
        return self if reads_desk(user) else self.published()

    def published(self) -> StatementQuerySet:
        return self.filter(stage=Stage.PUBLISHED)

    def matching(self, folded: str) -> StatementQuerySet:
        return self.filter(folded__contains=folded)


class Statement(Record):
    """A row is a text somebody issued, with its rules for signing; revisions are its wordings."""

    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=StatementKind.choices)
    issuer = models.ForeignKey(
        Signatory, models.PROTECT, related_name="issued", verbose_name=_("issuer")
    )
    issued = edtf_field(_("issued"), blank=True)
    issued_words = words_field()
    issued_earliest = day_field(null=True)
    issued_latest = day_field(null=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    url = models.URLField(_("original"), max_length=500, blank=True)
    openness = models.CharField(
        _("who may sign"), max_length=16, choices=Openness.choices, default=Openness.ANYONE
    )
    openness_words = models.CharField(
        _("who may sign, in the issuer's words"), max_length=300, blank=True
    )
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    acknowledge_days = models.PositiveSmallIntegerField(
        _("days to acknowledge"),
        default=7,
        help_text=_("Days from an offer until its receipt should be acknowledged."),
    )
    decide_days = models.PositiveSmallIntegerField(
        _("days to decide"), default=30, help_text=_("Days from an offer until it is decided.")
    )
    policy = models.CharField(
        _("decided"),
        max_length=16,
        choices=DecisionPolicy.choices,
        default=DecisionPolicy.ELSEWHERE,
    )
    custody = models.CharField(
        _("custody"), max_length=16, choices=Custody.choices, default=Custody.OBSERVED
    )
    stage = models.CharField(
        _("stage"), max_length=16, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    folded = models.TextField(editable=False, default="")

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-issued_latest", "-pk"]
        indexes = [
            models.Index(fields=["stage", "issued_latest", "id"], name="statement_order"),
            models.Index("stage", DATED, "id", name="statement_dated"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.slug])

    @property
    def stated(self) -> StatedDate | None:
        """When it was issued, as stated; None where no source says."""
        if self.issued_earliest is None or self.issued_latest is None:
            return None
        return StatedDate(self.issued, self.issued_earliest, self.issued_latest)
