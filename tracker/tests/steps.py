"""The actions that set the scene of a test, remembered; what it is about comes from actions."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from tracker.actions import (
    answer_links,
    checks,
    corrections,
    follows,
    offers,
    positions,
    releases,
    replies,
    revisions,
    signatories,
    sources,
    statements,
    submissions,
)
from tracker.actions.tallies import fold_events as fold
from tracker.models import User
from tracker.tests.remembered import remembered

add_revision = remembered(revisions.add_revision)
add_source = remembered(sources.add_source)
ask_to_follow = remembered(follows.ask_to_follow)
confirm_follow = remembered(follows.confirm_follow)
fold_events = remembered(fold)
make_answer_link = remembered(answer_links.make_answer_link)
offer_endorsement = remembered(offers.offer_endorsement)
record_correction = remembered(corrections.record_correction)
record_membership = remembered(signatories.record_membership)
record_position = remembered(positions.record_position)
release_correction = remembered(corrections.release_correction)
add_alias = remembered(signatories.add_alias)
publish_statement = remembered(statements.publish_statement)
record_check = remembered(checks.record_check)
record_reply = remembered(replies.record_reply)
record_signatory = remembered(signatories.record_signatory)
record_statement = remembered(statements.record_statement)
record_submission = remembered(submissions.record_submission)
release_check = remembered(checks.release_check)
release_reply = remembered(replies.release_reply)
release_submission = remembered(releases.release_submission)
submit_statement = remembered(statements.submit_statement)


@remembered
def make_user(name: str, group: str | None = None) -> User:
    """An account at the desk; without a group it may do nothing there."""
    user = User.objects.create_user(name, f"{name}@desk.example", "a password for tests")
    if group is not None:
        user.groups.add(Group.objects.get(name=group))
    return user


@remembered
def session_of(user: User) -> str:
    """Sign somebody in; returns what their browser shows from then on."""
    browser = Client()
    browser.force_login(user)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value
