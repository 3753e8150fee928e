"""The cast, for the tests of this room, and a connection that stays through a test."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tracker.tests.cast import cast as cast

REQUESTS = (request_started, request_finished)


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """What calls the site as a server does leaves the test's own transaction open.

    After each request a server closes connections that are in one; Django's client spares them.
    """
    for signal in REQUESTS:
        signal.disconnect(close_old_connections)
    yield
    for signal in REQUESTS:
        signal.connect(close_old_connections)
