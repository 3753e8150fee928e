"""Contact data, apart from the public record: never exported, never shown, and it expires."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.submissions import Submission


class Contact(models.Model):
    """A row is how to reach whoever made one submission through the form.

    The two hashes are of the tokens in its letters: the submitter's own page, and confirming.
    `consents` holds {purpose: {"words": what was agreed to, "at": UTC instant}}.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="contact")
    email = models.EmailField(_("e-mail"), max_length=254)
    email_folded = models.CharField(max_length=254, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    consents = models.JSONField(default=dict)
    track_sha256 = models.CharField(max_length=64, unique=True)
    confirm_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    confirm_by = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    expires_on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.submission_id)
