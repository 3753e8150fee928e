"""“It was not me”: on every letter to whoever offered, whatever the letter is for."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from tracker import notify
from tracker.actions.contacts import known_track_token
from tracker.actions.letter_templates import set_letter_template
from tracker.choices import ReplyKind, Status
from tracker.models import Circular, Contact, Submission
from tracker.notify.answers import answer_letter
from tracker.notify.drafts import LetterDraft
from tracker.notify.offers import link_to
from tracker.notify.wordings import answer_key
from tracker.tests.cast import Cast
from tracker.tests.cast import cast as cast
from tracker.tests.contacts import hosted, with_contact

Compose = Callable[..., LetterDraft]


def composers() -> Iterator[Compose]:
    """Every function of the room that composes a letter."""
    for found in pkgutil.iter_modules(notify.__path__):
        module = importlib.import_module(f"{notify.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and inspect.signature(function).return_annotation == "LetterDraft":
                yield function


def goes_to_submitter(compose: Compose) -> bool:
    parameters = inspect.signature(compose).parameters.values()
    return any(one.annotation == "Contact" for one in parameters)


TO_SUBMITTERS = [one for one in composers() if goes_to_submitter(one)]
# These go to others: to a party that is asked to answer, to who follows, to the desk, or to one of
# whom nothing was recorded.
TO_OTHERS = {
    "answer_link_letter",
    "desk_reminder",
    "escalation",
    "follow_letter",
    "followed_already_letter",
    "news_letter",
    "not_taken_letter",
    "webhook_ended_letter",
    "webhook_failing_letter",
}


def given(compose: Compose, contact: Contact, token: str, cast: Cast) -> dict[str, Any]:
    """Something for each parameter that a composer of letters to submitters has."""
    known = {
        "contact": contact,
        "token": token,
        "reply_to": "reply+x@site.example",
        "kind": ReplyKind.ACKNOWLEDGEMENT,
        "message": "Thank you.",
        "promised": date(2026, 6, 1),
        "circular": Circular(subject="News", body="Hm.\n"),
        "revision": cast.letter_wording,
        "earlier": cast.letter_wording,
    }
    return {name: known[name] for name in inspect.signature(compose).parameters}


@pytest.fixture
def contact(cast: Cast) -> Contact:
    """Of an offer in a state that every letter can speak of."""
    submission = with_contact(hosted(cast))
    now = timezone.now()
    Submission.objects.filter(pk=submission.pk).update(confirmed_at=now)
    contact = Contact.objects.select_related("submission").get()
    contact.confirm_by = now
    return contact


def test_every_letter_is_known_to_go_to_submitters_or_to_others() -> None:
    names = {one.__name__ for one in composers()}

    assert names - {one.__name__ for one in TO_SUBMITTERS} == TO_OTHERS
    assert {"confirmation_letter", "tracking_letter", "answer_letter"} <= names - TO_OTHERS


@pytest.mark.parametrize("compose", TO_SUBMITTERS, ids=lambda one: one.__name__)
def test_letter_has_a_link_that_takes_the_offer_back(
    cast: Cast, contact: Contact, client: Client, compose: Compose
) -> None:
    token = known_track_token(contact)
    link = link_to("disown_offer", token)

    letter = compose(**given(compose, contact, token, cast))

    assert link in letter.body.splitlines()
    assert token in letter.secrets
    path = link.partition("://")[2].partition("/")[2]
    assert resolve(f"/{path}").url_name == "disown_offer"
    assert client.get(f"/{path}").status_code == 200
    client.post(f"/{path}")
    assert Submission.objects.get().status == Status.VOID


@pytest.mark.parametrize(
    "kind",
    [
        ReplyKind.ACKNOWLEDGEMENT,
        ReplyKind.QUESTION,
        ReplyKind.DEFERRAL,
        ReplyKind.ACCEPTANCE,
        ReplyKind.REFUSAL,
    ],
)
def test_an_answer_has_it_however_the_desk_words_it(
    cast: Cast, contact: Contact, kind: ReplyKind
) -> None:
    token = known_track_token(contact)
    set_letter_template(answer_key(kind), "en", {"subject": "News", "body": "Hm."}, by=cast.ben)

    letter = answer_letter(contact, kind, "", None, token=token, reply_to="")

    assert letter.body.startswith("Hm.\n\nIt was not you")
    assert link_to("disown_offer", token) in letter.body
