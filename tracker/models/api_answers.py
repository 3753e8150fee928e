"""Answers of the API kept for two days, so that a request sent again is not carried out again."""

from __future__ import annotations

from django.db import models

from tracker.models.api_tokens import ApiToken
from tracker.models.submissions import Submission


class ApiAnswer(models.Model):
    """A row is what one request with an Idempotency-Key was answered, once it was carried out.

    `identity` is a keyed hash of token and key, `request_sha256` one of what was sent, and
    `address_sha256` one of the e-mail address in it (queries.api_answers). `submissions` are those
    it is about. Erasing one of them, or the address, empties `answer` and `location` for good.
    """

    token = models.ForeignKey(ApiToken, models.PROTECT, related_name="answers")
    identity = models.CharField(max_length=64, unique=True)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.TextField()
    location = models.CharField(max_length=1000, blank=True)
    address_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    submissions = models.ManyToManyField(Submission, related_name="api_answers")
    made_at = models.DateTimeField(db_index=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)
