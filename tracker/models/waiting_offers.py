"""Offers that wait to be taken in: what the form sent while too many came at once."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from tracker.models.revisions import Revision


class WaitingOfferQuerySet(models.QuerySet["WaitingOffer"]):
    def in_line(self) -> WaitingOfferQuerySet:
        """Those that are still to be taken in, whoever came first before."""
        return self.filter(settled_at=None).order_by("pk")

    def due(self, now: datetime) -> WaitingOfferQuerySet:
        """Those that may be taken in now: not what failed a moment ago."""
        return self.in_line().filter(not_before__lte=now)

    def given_up(self) -> WaitingOfferQuerySet:
        """Those that were not taken in: nothing is left of them but that there was one."""
        return self.filter(settled_at__isnull=False)


class WaitingOffer(models.Model):
    """A row is one offer as the form sent it, until it is taken in. Contact data: shown nowhere.

    It is deleted in the transaction that makes the offer. `typed` holds {"offer": the fields of
    rules.offers.Offer, "exceptions": [{"clause": number, "kind", "text"}]}; `proof` and `network`
    (an address) are what came with it. `identity` is a keyed hash of what was typed: the same form
    sent twice is one row. What is not taken in is emptied and keeps `settled_at`; `is_told`: a
    letter says why. `is_vouched`: it came from a program with a token, which asks for no proof.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", db_index=False)
    typed = models.JSONField(default=dict)
    email_folded = models.CharField(max_length=254)
    network = models.CharField(max_length=45, blank=True)
    proof = models.TextField(blank=True)
    identity = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    is_told = models.BooleanField(default=False)
    is_vouched = models.BooleanField(default=False)

    objects = WaitingOfferQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(settled_at=None), name="waiting_offer_in_line")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["identity"], condition=~Q(identity=""), name="waiting_offer_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
