"""Letters in the language of who gets them, whatever is spoken where they are composed."""

import re
from collections.abc import Callable

import pytest
from django.utils.translation import override

from tracker.actions.contacts import known_track_token
from tracker.models import Circular, Contact, Follow
from tracker.notify.circulars import circular_letter
from tracker.notify.drafts import LetterDraft
from tracker.notify.follows import follow_letter, followed_already_letter, news_letter
from tracker.notify.reminders import desk_reminder, escalation
from tracker.tests.cast import Cast
from tracker.tests.cast import cast as cast
from tracker.tests.follows import following
from tracker.tests.languages import OPEN
from tracker.tests.languages import made_up as made_up
from tracker.tests.notify.test_not_me import TO_SUBMITTERS, Compose, given
from tracker.tests.notify.test_not_me import contact as contact
from tracker.tests.wordless import typed, untranslated

# What nobody translates: what an editor typed, addresses, and what only the test says.
SAID = ["Thank you.", "News", "Hm.", "Title", "token", "reply"]
PAGE = re.compile(r"http://127\.0\.0\.1:8000(/\S*)")


def rest_of(letter: LetterDraft) -> set[str]:
    return untranslated([letter.subject, *letter.body.splitlines()], [*typed(), *SAID])


@pytest.mark.parametrize("compose", TO_SUBMITTERS, ids=lambda one: one.__name__)
def test_letter_to_who_offered_is_in_the_language_of_the_offer(
    cast: Cast, contact: Contact, made_up: list[str], compose: Compose
) -> None:
    contact.language = "de"
    arguments = given(compose, contact, known_track_token(contact), cast)
    with override("ko"):
        letter = compose(**arguments)

    assert letter.language == "de"
    assert OPEN in letter.body
    assert rest_of(letter) == set()
    assert {path.split("/")[1] for path in PAGE.findall(letter.body)} == {"de"}


def test_letter_in_english_stays_english_where_another_language_is_spoken(
    cast: Cast, contact: Contact, made_up: list[str]
) -> None:
    for compose in TO_SUBMITTERS:
        arguments = given(compose, contact, known_track_token(contact), cast)
        with override("ko"):
            letter = compose(**arguments)
        assert (letter.language, OPEN in letter.subject + letter.body) == ("en", False)
        assert "/ko/" not in letter.body


def test_language_that_is_not_offered_any_more_is_english(cast: Cast, contact: Contact) -> None:
    contact.language = "xx"
    for compose in TO_SUBMITTERS:
        letter = compose(**given(compose, contact, known_track_token(contact), cast))
        assert "/xx/" not in letter.body


@pytest.mark.parametrize(
    "compose",
    [
        follow_letter,
        followed_already_letter,
        lambda follow, token: news_letter(follow, [], token, has_more=True),
    ],
)
def test_letter_to_who_follows_is_in_the_language_of_the_wish(
    cast: Cast, made_up: list[str], compose: Callable[[Follow, str], LetterDraft]
) -> None:
    follow = following(cast.declaration, language="de")
    with override("ko"):
        letter = compose(follow, "token")

    assert rest_of(letter) == set()
    assert {path.split("/")[1] for path in PAGE.findall(letter.body)} == {"de"}
    # One click ends letters in every language, and those that wait are found by it.
    assert letter.unsubscribe_url == "http://127.0.0.1:8000/follows/token/stop/"


def test_one_click_is_the_same_in_every_language(
    cast: Cast, contact: Contact, made_up: list[str]
) -> None:
    contact.language = "de"
    letter = circular_letter(Circular(subject="News", body="Hm.\n"), contact, "token")

    assert "/de/circulars/" in letter.body
    assert letter.unsubscribe_url.startswith("http://127.0.0.1:8000/circulars/")


@pytest.mark.parametrize("compose", [desk_reminder, escalation])
def test_letter_to_an_editor_is_in_the_language_of_the_account(
    db: None, made_up: list[str], compose: Callable[..., LetterDraft]
) -> None:
    letter = compose("anna@site.example", [], language="de")

    assert letter.language == "de"
    assert rest_of(letter) == set()
    assert "/de/admin/" in letter.body
