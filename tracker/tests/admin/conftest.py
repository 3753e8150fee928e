"""What the tests of the desk share: the cast, and somebody signed in."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from tracker.models import User
from tracker.tests.cast import cast as cast
from tracker.tests.steps import session_of

SignIn = Callable[[User], Client]


@pytest.fixture
def sign_in(client: Client) -> SignIn:
    """Signs somebody in; each gets a browser of their own."""

    def signed_in(user: User) -> Client:
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
        return browser

    return signed_in
