"""Files made of long public lists for readers, from asking for one to its end."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tracker.choices import ExportProblem, ExportState
from tracker.rules.export_files import DOCUMENT, file_name, percent_done

LIVE = (ExportState.WAITING, ExportState.MAKING)


class ExportFileQuerySet(models.QuerySet["ExportFile"]):
    def live(self) -> ExportFileQuerySet:
        """Those that wait or are being made."""
        return self.filter(state__in=LIVE)

    def done(self) -> ExportFileQuerySet:
        return self.filter(state=ExportState.DONE)

    def alike(self, kind: str) -> ExportFileQuerySet:
        """Documents if that is one, else files of lists: one does not wait for the other."""
        documents = Q(format=DOCUMENT)
        return self.filter(documents if kind == DOCUMENT else ~documents)

    def shared(self, key: str, now: datetime, since: datetime) -> ExportFileQuerySet:
        """What whoever asks for this gets, the newest first: not made yet, or made `since`."""
        lately = Q(state=ExportState.DONE, as_of__gt=since, expires_at__gt=now)
        return self.filter(Q(state__in=LIVE) | lately, key=key).order_by("-pk")

    def claimable(self, now: datetime) -> ExportFileQuerySet:
        """What a worker may take, whoever asked first before; also from one that must have died."""
        left = Q(state=ExportState.MAKING, claimed_until__lte=now)
        return self.filter(Q(state=ExportState.WAITING) | left).order_by("pk")

    def expired(self, now: datetime) -> ExportFileQuerySet:
        """Those whose time is over; what is being made is left until it is done."""
        return self.filter(expires_at__lte=now).exclude(state=ExportState.MAKING)


class ExportFile(models.Model):
    """A row is a file of a public list, or a document, that readers asked for; all who ask for the
    same share it.

    It is a copy that can be made anew and no fact of the record, so it leaves no event. `list` and
    `arguments` name the list as its address does, `query` its filters; `key` is a hash of all that
    with format and language. The file tells the record at `as_of`; `floor` and `taken_out` say
    what had been taken out by then (queries.taken_out), so that what is taken out later ends it.
    `about` is how many rows there will be, as far as counts tell. A document has pages for rows.
    """

    token = models.CharField(max_length=43, unique=True)
    key = models.CharField(max_length=64)
    list = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    query = models.TextField(blank=True)
    format = models.CharField(max_length=8)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=ExportState.choices, default=ExportState.WAITING)
    problem = models.CharField(max_length=12, choices=ExportProblem.choices, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=120, blank=True)
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    about = models.BigIntegerField(null=True)
    as_of = models.DateTimeField(null=True)
    floor = models.BigIntegerField(default=0)
    taken_out = models.IntegerField(default=0)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    is_on_disk = models.BooleanField(default=False)

    objects = ExportFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["key", "id"], name="export_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=LIVE), name="export_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.list}.{self.format} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("export", args=[self.token])

    @property
    def is_document(self) -> bool:
        return self.format == DOCUMENT

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def stored_name(self) -> str:
        """Where the storage keeps what the newest try made."""
        return file_name(self.token, self.tries, self.format)

    @property
    def percent(self) -> int | None:
        return percent_done(self.rows, self.about)
