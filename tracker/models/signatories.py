"""Organisations, networks, publications and people who can endorse; their names and networks."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from tracker.choices import AliasKind, Number, SignatoryKind, Visibility
from tracker.models.dates import edtf_field
from tracker.models.existence import ExistsByRow
from tracker.models.records import Record
from tracker.models.users import reads_desk


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def visible_to(self, user: object) -> SignatoryQuerySet:
        """Everybody sees who appears in the public record; the desk sees all."""
        if reads_desk(user):
            return self
        return self.current().filter(_appears_in_public())

    def current(self) -> SignatoryQuerySet:
        return self.filter(merged_into=None)

    def matching(self, folded: str) -> SignatoryQuerySet:
        return self.filter(folded__contains=folded)


class Signatory(Record):
    """A row is one organisation, network, publication or person that can endorse or issue.

    Somebody whom a source mentions without a name is a row too (`is_named` false), and may stand
    for one or more (`number`).
    """

    name = models.CharField(_("name"), max_length=300)
    slug = models.SlugField(_("address"), max_length=80, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=SignatoryKind.choices)
    country = CountryField(_("country"), blank=True, help_text=_("Empty: not stated."))
    is_named = models.BooleanField(
        _("named by the source"),
        default=True,
        help_text=_("Untick when a source mentions somebody without a name."),
    )
    number = models.CharField(
        _("stands for"), max_length=16, choices=Number.choices, default=Number.ONE
    )
    ended = edtf_field(_("died or dissolved"), blank=True)
    url = models.URLField(_("public link"), max_length=500, blank=True)
    about = models.TextField(
        _("about"),
        blank=True,
        max_length=2000,
        help_text=_("Public. Facts only, each with a source."),
    )
    folded = models.TextField(editable=False, default="")
    sort_name = models.CharField(max_length=300, editable=False, default="", db_index=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
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
    erased_at = models.DateTimeField(_("content erased"), null=True, editable=False)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(fields=["merged_into", "sort_name", "id"], name="signatory_order"),
            # The same for PostgreSQL, which reads no order behind a column that is NULL. SQLite
            # would take another index and sort.
            models.Index(
                fields=["sort_name", "id"], condition=Q(merged_into=None), name="signatory_current"
            ),
            models.Index(fields=["country", "sort_name", "id"], name="signatory_country"),
            models.Index(fields=["kind", "sort_name", "id"], name="signatory_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="signatory_not_merged_into_itself"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("signatory", args=[self.slug])


class Alias(models.Model):
    """A row is one other name of a signatory, as somebody writes or misspells it."""

    signatory = models.ForeignKey(Signatory, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=16, choices=AliasKind.choices, default=AliasKind.ALIAS
    )
    folded = models.CharField(max_length=300, editable=False, default="", db_index=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["folded", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["signatory", "name"], name="alias_once_per_signatory")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A row is one signatory's belonging to one network, as far as a source states it."""

    network = models.ForeignKey(
        Signatory, models.PROTECT, related_name="members", verbose_name=_("network")
    )
    member = models.ForeignKey(
        Signatory, models.PROTECT, related_name="memberships", verbose_name=_("member")
    )
    since = edtf_field(_("since"), blank=True)
    until = edtf_field(_("until"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "member"], name="membership_once"),
            models.CheckConstraint(
                condition=~Q(network=models.F("member")), name="membership_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.network}"


class NameKey(models.Model):
    """A row is the beginning or end of one word of a signatory's names, to find names alike."""

    signatory = models.ForeignKey(Signatory, models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=8)

    class Meta:
        indexes = [models.Index(fields=["key", "signatory"], name="name_key")]

    def __str__(self) -> str:
        return self.key


class Duplicate(models.Model):
    """A row is one suggestion that two signatories may be the same; a person decides."""

    first = models.ForeignKey(Signatory, models.CASCADE, related_name="+")
    second = models.ForeignKey(Signatory, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("likeness"), help_text=_("0 to 100"))
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="duplicate_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"


@cache
def _appears_in_public() -> Q:
    """Signs under its name, is asked, issues, or has a member that does, where everybody reads.

    The later tables are looked up by name, since they import this one.
    """
    submissions = apps.get_model("tracker", "Submission").objects.visible_to(None)
    named = submissions.filter(visibility=Visibility.NAMED)
    own = named.filter(signatory=OuterRef("pk"))
    member = named.filter(signatory__memberships__network=OuterRef("pk"))
    statements = apps.get_model("tracker", "Statement").objects.visible_to(None)
    issued = statements.filter(issuer=OuterRef("pk"))
    return Q(ExistsByRow(own)) | Q(ExistsByRow(issued)) | Q(ExistsByRow(member))
