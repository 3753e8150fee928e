"""The form with the proof of work: the task in the page, and what is said without it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tracker.models import Submission
from tracker.tests.actions.test_offers import queries_of
from tracker.tests.admin.browsing import Page
from tracker.tests.cast import Cast
from tracker.tests.outbox import noon as noon
from tracker.tests.public.test_offers import FORM, ORGANISATION, opened, typed
from tracker.tests.tasks import solution_of

LOOKED_AT = "an editor looks at the offer once it is confirmed"


@pytest.fixture(autouse=True)
def asked(settings: Settings) -> None:
    settings.ALTCHA, settings.ALTCHA_TRIES = True, 4


def task_in(page: Page) -> Any:
    return page.tree.xpath("//*[@data-task]")[0]


def test_page_has_a_task_and_the_scripts_that_solve_it(client: Client, cast: Cast) -> None:
    page = opened(client, cast)
    task = task_in(page)

    assert json.loads(task.get("data-task"))["parameters"]["algorithm"] == "PBKDF2/SHA-256"
    assert task.get("role") == "status"
    scripts = [*page.tree.xpath("//script/@src"), task.get("data-worker")]
    assert [one for one in scripts if finders.find(one.removeprefix("/static/")) is None] == []
    assert "Your offer is taken all the same" in page.text


def test_with_a_proof_everything_is_as_ever(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)
    sent = typed(page, noon, proof=solution_of(task_in(page).get("data-task")))

    assert sent.url == f"{FORM}sent/"
    assert LOOKED_AT not in sent.text
    assert Submission.objects.get().held_because == ""


@pytest.mark.parametrize("proof", ["", "x", "é" * 9000])
def test_without_one_it_is_taken_and_said_that_an_editor_looks(
    client: Client, cast: Cast, noon: Any, proof: str
) -> None:
    sent = typed(opened(client, cast), noon, proof=proof)

    assert LOOKED_AT in sent.text
    assert Submission.objects.get().held_because.startswith("sent without proof of work")


def test_the_same_is_said_whether_or_not_the_offer_stands(
    client: Client, cast: Cast, noon: Any
) -> None:
    first, second = (typed(opened(client, cast), noon) for _ in range(2))

    assert first.text == second.text
    assert Submission.objects.count() == 1


def test_a_form_sent_again_after_a_mistake_has_a_new_task(
    client: Client, cast: Cast, noon: Any
) -> None:
    page = opened(client, cast)
    again = typed(page, noon, name="")

    assert task_in(again).get("data-task") != task_in(page).get("data-task")


def test_a_site_that_does_not_ask_has_no_script(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.ALTCHA = False
    page = opened(client, cast)

    assert page.tree.xpath("//*[@data-task]") == []
    assert page.tree.xpath("//script[contains(@src, 'proof')]") == []


def test_an_offer_costs_no_query_more(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)
    clause = cast.letter_wording.clauses.all()[0]
    sent = page.fields() | ORGANISATION | {"proof": solution_of(task_in(page).get("data-task"))}
    sent |= {f"kind-{clause.pk}": "objection", f"text-{clause.pk}": "Not this."}
    noon.shift(10)

    with CaptureQueriesContext(connection) as captured:
        client.post(page.url, sent)

    assert Submission.objects.get().held_because == ""
    assert len(queries_of(captured)) == 11
