"""Seeds: which record each key of the seed files stands for."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class SeededRow(models.Model):
    """A row says which record a key in seeds/ became, and what the file said when last loaded.

    What the file said is kept so that loading it again changes what was edited in the file and
    leaves alone what editors have changed at the desk.
    """

    key = models.CharField(max_length=250, unique=True)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    said = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    def __str__(self) -> str:
        return self.key
