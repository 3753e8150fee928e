"""Day tallies: how many public submissions have the same day, or took as many days, for each."""

from __future__ import annotations

from django.db import models

from tracker.choices import Course, Measure, Stage
from tracker.models.statements import Statement


class DayTallyQuerySet(models.QuerySet["DayTally"]):
    def public(self) -> DayTallyQuerySet:
        return self.filter(statement__stage=Stage.PUBLISHED)


class DayTally(models.Model):
    """A row counts the submissions to one statement that rules.day_tallies counts alike.

    `number` is that of a day (date.toordinal) or of days. `base` is how many of the amount stood
    already when events began to tell days: building anew starts from there.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="day_tallies")
    measure = models.CharField(max_length=16, choices=Measure.choices)
    course = models.CharField(max_length=16, choices=Course.choices)
    number = models.IntegerField()
    amount = models.IntegerField(default=0)
    base = models.IntegerField(default=0)

    objects = DayTallyQuerySet.as_manager()

    CELL = ("statement_id", "measure", "course", "number")
    # A row that says nothing.
    EMPTY = {"amount": 0, "base": 0}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "measure", "course", "number"], name="day_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.measure} {self.course} {self.number}: {self.amount}"
