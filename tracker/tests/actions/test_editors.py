"""Accounts of the desk: made, changed and given passwords by those who may, and on the record."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from pytest_django import Settings

from tracker.actions.editors import (
    change_editor,
    change_own_password,
    choose_language,
    make_editor,
    set_password,
)
from tracker.choices import EventKind
from tracker.models import Event, User
from tracker.rules.permissions import GROUPS
from tracker.rules.refusals import NotAllowed, Refused
from tracker.tests.cast import Cast, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db: None) -> User:
    """Somebody who may make and change accounts, and nothing else."""
    user = make_user("chief")
    names = ["add_user", "change_user"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return User.objects.get(pk=user.pk)


def groups_of(user: User) -> list[str]:
    return list(user.groups.values_list("name", flat=True))


@pytest.mark.parametrize("group", GROUPS)
def test_make_editor_makes_an_account_of_the_desk(chief: User, group: str) -> None:
    user = make_editor("nell", group, password="a password for tests", by=chief)

    assert (groups_of(user), user.is_staff, user.is_superuser) == ([group], True, False)
    assert user.check_password("a password for tests")
    event = Event.objects.get()
    assert (event.kind, event.by, event.is_public) == (EventKind.EDITOR_CHANGED, chief, False)
    assert event.changes == {"username": [None, "nell"], "groups": [[], [group]]}


def test_make_editor_without_anybody_records_itself() -> None:
    user = make_editor("nell", "editor")

    assert not user.has_usable_password()
    assert Event.objects.get().by == user


@pytest.mark.parametrize(
    "name, group, told",
    [
        ("anna", "editor", "There is an account “anna” already."),
        ("nell", "boss", "There is no group “boss”. Choose one of: editor, publisher, auditor."),
    ],
)
def test_make_editor_refuses(cast: Cast, chief: User, name: str, group: str, told: str) -> None:
    before = [cast.anna, chief]

    with pytest.raises(Refused) as refused:
        make_editor(name, group, by=chief)
    assert refused.value.messages == [told]
    assert list(User.objects.order_by("username")) == before


def test_change_editor_records_old_and_new(cast: Cast, chief: User) -> None:
    changed = change_editor(cast.anna, {"first_name": "Anna", "group": "publisher"}, by=chief)

    assert (changed.first_name, groups_of(changed)) == ("Anna", ["publisher"])
    event = Event.objects.get()
    assert (event.kind, event.by) == (EventKind.EDITOR_CHANGED, chief)
    assert event.changes == {
        "first_name": ["", "Anna"],
        "groups": [["editor"], ["publisher"]],
    }


@pytest.mark.parametrize("email, told", [("anna@rios.example", "set anew"), ("", "removed")])
def test_change_editor_never_records_which_address(
    cast: Cast, chief: User, email: str, told: str
) -> None:
    editor = change_editor(cast.anna, {"email": email}, by=chief)

    event = Event.objects.latest("pk")
    assert (editor.email, event.changes) == (email, {"email": [None, told]})
    assert "@" not in f"{event.subject_label} {event.facts}"


@pytest.mark.parametrize("values", [{}, {"first_name": ""}, {"group": "editor"}])
def test_change_editor_without_a_difference_leaves_no_event(
    cast: Cast, chief: User, values: dict[str, Any]
) -> None:
    change_editor(cast.anna, values, by=chief)

    assert not Event.objects.exists()


def test_change_editor_takes_somebody_out_of_the_desk(cast: Cast, chief: User) -> None:
    changed = change_editor(cast.anna, {"group": "", "is_active": False}, by=chief)

    assert (groups_of(changed), changed.is_active) == ([], False)


@pytest.mark.parametrize(
    "values, told",
    [
        ({"is_active": False}, "You would lock yourself out. Ask somebody else."),
        ({"group": "boss"}, "There is no group “boss”. Choose one of: editor, publisher, auditor."),
    ],
)
def test_change_editor_refuses(chief: User, values: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused) as refused:
        change_editor(chief, values, by=chief)

    assert refused.value.messages == [told]
    assert User.objects.get().is_active


def test_set_password_never_records_which(cast: Cast, chief: User) -> None:
    set_password(cast.anna, "another password", by=chief)

    assert User.objects.get(username="anna").check_password("another password")
    event = Event.objects.get()
    assert (event.by, event.changes) == (chief, {"password": [None, "set anew"]})


def test_change_own_password_is_told_in_the_name_of_the_account(cast: Cast) -> None:
    change_own_password(cast.anna, "another password")

    assert User.objects.get(username="anna").check_password("another password")
    event = Event.objects.get()
    assert (event.by, event.changes) == (cast.anna, {"password": [None, "set anew"]})


def test_accounts_are_not_for_publishers(cast: Cast) -> None:
    before = cast.anna.password

    with pytest.raises(NotAllowed):
        make_editor("nell", "editor", by=cast.ben)
    with pytest.raises(NotAllowed):
        change_editor(cast.anna, {"first_name": "Anna"}, by=cast.ben)
    with pytest.raises(NotAllowed):
        set_password(cast.anna, "another password", by=cast.ben)
    assert list(User.objects.filter(username="anna").values_list("first_name", "password")) == [
        ("", before)
    ]
    assert not Event.objects.exists()


def test_choose_language_is_told_once_in_the_name_of_the_account(
    cast: Cast, settings: Settings
) -> None:
    settings.LANGUAGES = [("en", "English"), ("ko", "Korean")]
    for _ in range(2):
        choose_language(cast.anna, "ko")

    event = Event.objects.get(kind=EventKind.EDITOR_CHANGED, subject_id=cast.anna.pk)
    assert (event.by, event.changes) == (cast.anna, {"language": ["en", "ko"]})
    assert User.objects.get(pk=cast.anna.pk).language == "ko"


def test_choose_language_refuses_one_that_is_not_spoken(cast: Cast) -> None:
    with pytest.raises(Refused, match="does not speak"):
        choose_language(cast.anna, "xx")
