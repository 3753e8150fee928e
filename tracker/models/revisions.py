"""The wordings of a statement: revisions, their numbered clauses, and translations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.choices import ClauseKind
from tracker.models.records import Record
from tracker.models.statements import Statement


class Revision(Record):
    """A row is one immutable wording of a statement, or the editors' summary of it.

    `sha256` is the hexadecimal SHA-256 of the canonical bytes of text and clauses (proof.wordings).
    """

    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="revisions", verbose_name=_("statement")
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    language = models.CharField(_("language"), max_length=12, default="en")
    text = models.TextField(
        _("text"),
        blank=True,
        max_length=400_000,
        help_text=_(
            "Paragraphs divided by an empty line; a line that begins with ## is a heading. "
            "Numbered points go into the clauses."
        ),
    )
    closing = models.TextField(_("text after the clauses"), blank=True, max_length=400_000)
    is_summary = models.BooleanField(
        _("summary"),
        default=False,
        help_text=_(
            "Tick when this is the editors' summary; then a link to the full text is needed."
        ),
    )
    source_url = models.URLField(_("full text"), max_length=500, blank=True)
    change_note = models.CharField(
        _("what changed"), max_length=300, blank=True, help_text=_("Public.")
    )
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["statement", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return _("%(title)s, revision %(number)s") % {
            "title": self.statement.title,
            "number": self.number,
        }


class Clause(models.Model):
    """A row is one numbered part of a revision: a point, a demand or a slogan."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField(editable=False)
    number = models.CharField(_("number"), max_length=12, help_text=_("As printed: 4, iv, b."))
    kind = models.CharField(
        _("kind"), max_length=16, choices=ClauseKind.choices, default=ClauseKind.POINT
    )
    text = models.TextField(_("text"), max_length=20_000)
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["revision", "order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "order"], name="clause_order_once"),
            models.UniqueConstraint(
                fields=["revision", "kind", "number"], name="clause_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def anchor(self) -> str:
        """The fragment that links to this clause, e.g. point-4."""
        return f"{self.kind}-{self.number}"


class Translation(Record):
    """A row is a revision's text in another language, by a named translator."""

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="translations", verbose_name=_("revision")
    )
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), max_length=400_000)
    translator = models.CharField(_("translator"), max_length=200)
    is_reviewed = models.BooleanField(_("reviewed"), default=False)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "language"], name="translation_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
