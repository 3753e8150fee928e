"""The log and the accounts on the desk: everybody reads, few or none change."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from tracker.choices import EventKind
from tracker.models import Event, User
from tracker.tests.admin.browsing import get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast, make_user

GOOD = "herons come at night"


@pytest.fixture
def boss(db: None) -> User:
    """An administrator: all rights, also to make accounts."""
    user = make_user("boss")
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    return User.objects.get(pk=user.pk)


def test_event_is_read_in_words_and_links_to_its_record(cast: Cast, sign_in: SignIn) -> None:
    cast.rios  # noqa: B018
    browser = sign_in(cast.aud)

    listed = get(browser, f"/admin/tracker/event/?kind__exact={EventKind.SIGNATORY_RECORDED}")
    page = get(browser, page_of(Event.objects.latest("pk")))

    assert listed.links("Ríos Libres") == [page_of(cast.rios)]
    assert "name Ríos Libres" in page.text
    assert "country Chile" in page.text


def test_event_without_a_page_of_its_subject_is_only_named(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), page_of(cast.rios))
    page.send(**page.add_row("aliases", name="RL", kind="acronym"))

    listed = get(sign_in(cast.anna), "/admin/tracker/event/")

    assert "RL" in listed.text
    assert listed.links("RL") == []


def test_nobody_changes_an_event(cast: Cast, sign_in: SignIn, boss: User) -> None:
    cast.rios  # noqa: B018
    event = Event.objects.latest("pk")

    sent = post(sign_in(boss), page_of(event), {"kind": "note-added"})

    assert sent.status == 403
    assert Event.objects.get(pk=event.pk).kind == EventKind.SIGNATORY_RECORDED


def test_accounts_are_read_by_all_and_changed_by_administrators_only(
    cast: Cast, sign_in: SignIn
) -> None:
    url = page_of(cast.anna)

    page = get(sign_in(cast.ben), url)
    sent = post(sign_in(cast.ben), url, {"first_name": "Ann", "group": "publisher"})

    assert "editor" in page.text
    assert page.labels == ["History"]
    assert cast.anna.email not in page.text
    assert sent.status == 403


def test_administrator_makes_changes_and_locks_accounts(sign_in: SignIn, boss: User) -> None:
    browser = sign_in(boss)
    page = get(browser, "/admin/tracker/user/add/")
    page.send(username="dora", group="editor", password=GOOD, email="dora@desk.example")
    dora = User.objects.get(username="dora")
    assert dora.check_password(GOOD)
    assert get(browser, page_of(dora)).fields()["email"] == dora.email == "dora@desk.example"

    page = get(browser, page_of(dora))
    assert page.fields()["group"] == "editor"
    page.send(first_name="Dora", group="auditor")
    post(browser, page_of(dora, "do/password"), {"password": GOOD + "!"})

    dora.refresh_from_db()
    assert [group.name for group in dora.groups.all()] == ["auditor"]
    assert (dora.first_name, dora.check_password(GOOD + "!")) == ("Dora", True)
    history = get(browser, page_of(dora, "history")).text
    assert "groups editor → auditor" in history
    assert GOOD not in history
    assert "dora@desk.example" not in history


def test_own_password_wants_the_old_one_and_leaves_an_event(cast: Cast, sign_in: SignIn) -> None:
    cast.anna.set_password("the old password")
    cast.anna.save()
    browser = sign_in(cast.anna)
    page = get(browser, "/admin/password_change/")

    wrong = page.send(old_password="not it at all", new_password1=GOOD, new_password2=GOOD)
    assert wrong.errors == ["Your old password was entered incorrectly. Please enter it again."]
    assert not Event.objects.exists()

    page.send(old_password="the old password", new_password1=GOOD, new_password2=GOOD)
    cast.anna.refresh_from_db()
    assert cast.anna.check_password(GOOD)
    assert Event.objects.get().kind == EventKind.EDITOR_CHANGED
    assert get(browser, "/admin/").status == 200


@pytest.mark.parametrize("password", ["short", "password1234", "012345678912"])
def test_weak_password_is_refused(sign_in: SignIn, boss: User, password: str) -> None:
    page = get(sign_in(boss), "/admin/tracker/user/add/")

    again = page.send(username="dora", group="editor", password=password)

    assert again.errors[0].startswith("This password is ")
    assert not User.objects.filter(username="dora").exists()


def test_taken_name_and_locking_oneself_out_are_refused(sign_in: SignIn, boss: User) -> None:
    browser = sign_in(boss)

    taken = get(browser, "/admin/tracker/user/add/").send(
        username="boss", group="editor", password=GOOD
    )
    locked = get(browser, page_of(boss)).send(is_active=[])

    assert taken.errors == ["A user with that username already exists."]
    assert locked.errors == ["You would lock yourself out. Ask somebody else."]


def test_groups_are_read_with_their_rights(cast: Cast, sign_in: SignIn) -> None:
    group = Group.objects.get(name="auditor")

    page = get(sign_in(cast.aud), f"/admin/auth/group/{group.pk}/change/")

    assert "Can read everything on the desk" in page.text
    assert "Can record and change" not in page.text
