"""Tallies: how many public submissions are alike, folded from events so that nobody counts."""

from __future__ import annotations

from django.db import models

from tracker.choices import Party, SignatoryKind, Stage, Status, Visibility
from tracker.models.statements import Statement


class TallyQuerySet(models.QuerySet["Tally"]):
    def public(self) -> TallyQuerySet:
        return self.filter(statement__stage=Stage.PUBLISHED)


class Tally(models.Model):
    """A row counts the public submissions to one statement that agree in all these columns."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="tallies")
    direction = models.CharField(max_length=16)
    status = models.CharField(max_length=16, choices=Status.choices)
    awaiting = models.CharField(max_length=16, choices=Party.choices)
    country = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=16, choices=SignatoryKind.choices)
    visibility = models.CharField(max_length=16, choices=Visibility.choices)
    is_published = models.BooleanField()
    is_listed = models.BooleanField()
    is_contested = models.BooleanField()
    amount = models.IntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    CELL = (
        "statement_id",
        "direction",
        "status",
        "awaiting",
        "country",
        "kind",
        "visibility",
        "is_published",
        "is_listed",
        "is_contested",
    )
    # A row that says nothing.
    EMPTY = {"amount": 0}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "statement",
                    "direction",
                    "status",
                    "awaiting",
                    "country",
                    "kind",
                    "visibility",
                    "is_published",
                    "is_listed",
                    "is_contested",
                ],
                name="tally_cell_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.status} {self.amount}"


class Projection(models.Model):
    """A row is how far one projection has folded the events: the last event's number."""

    name = models.CharField(max_length=40, unique=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.position}"
