"""What the database itself refuses of offers that wait."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from tracker.actions.waiting_offers import queue_offer
from tracker.models import WaitingOffer
from tracker.tests.cast import Cast
from tracker.tests.models.test_constraints import copy
from tracker.tests.offers import an_offer

pytestmark = pytest.mark.django_db


def test_database_keeps_one_row_of_a_form_that_was_sent_twice(cast: Cast) -> None:
    queue_offer(cast.wording, an_offer())
    row = WaitingOffer.objects.get()

    with pytest.raises(IntegrityError):
        copy(row)
    # What was given up has no identity.
    for _copy in range(2):
        copy(row, identity="")
    assert WaitingOffer.objects.count() == 3
