"""What comes from a replica, what never does, and how the site is told of one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import DataError, connections, router, transaction
from django.test import Client
from pytest_django import Settings

from tracker.checks.replicas import check_replicas, check_replicas_answer
from tracker.models import Signatory, Submission
from tracker.public import submissions
from tracker.queries.replicas import reading_from, reads_from
from tracker.tests.cast import Cast
from tracker.tests.checks.messages import ids
from tracker.tests.clusters import Pair
from tracker.tests.connected import database
from tracker.tests.processes import MANAGE

BOARD = "/submissions/"


def test_rows_of_a_replica_are_written_to_the_primary(pair: Pair, known: Cast) -> None:
    known.offered(known.signatory("Yet Unnamed"))
    pair.catch_up()
    with reading_from("replica1"):
        row = Submission.objects.select_related("signatory").order_by("-pk")[0]
        assert (row._state.db, row.signatory._state.db) == ("replica1", "replica1")
        assert row.statement._state.db == "replica1"

        row.signatory.name = "Renamed on the primary"
        row.signatory.save(update_fields=["name"])

        assert reads_from() == "default"
        assert Signatory.objects.get(pk=row.signatory_id).name == "Renamed on the primary"
        with transaction.atomic():
            held = Submission.objects.select_for_update(of=("self",)).get(pk=row.pk)
        held.signatory = row.signatory
    assert held._state.db == "default"


def test_only_the_record_and_only_outside_of_transactions_is_read_from_a_replica(
    pair: Pair,
) -> None:
    with reading_from("replica1"):
        assert Submission.objects.all().db == "replica1"
        assert Session.objects.all().db == "default"
        with transaction.atomic():
            assert Submission.objects.all().db == "default"
        assert not router.allow_migrate("replica1", "tracker")
        with transaction.atomic():
            locked = Submission.objects.select_for_update()
            assert locked.db == "default"
        assert Submission.objects.all().db == "default"


ONE_PAGE = f"""
from django.db import connections
from django.test import Client
for one in connections.all():
    one.force_debug_cursor = True
print(Client(headers={{"host": "localhost"}}).get("{BOARD}").status_code)
for one in connections.all():
    print(one.alias, any("tracker_submission" in query["sql"] for query in one.queries))
"""


def test_the_environment_alone_sets_it_up(pair: Pair, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "VAR_DIR": str(tmp_path),
        "DEBUG": "1",  # static files need not be collected
        "DATABASE_URL": pair.primary.address,
        "READ_DATABASE_URLS": pair.standby.address,
    }

    said = subprocess.check_output(
        [*MANAGE, "shell", "--no-imports", "-c", ONE_PAGE], env=environment, text=True
    )

    assert said.splitlines()[-3:] == ["200", "default False", "replica1 True"]


def test_a_page_that_fails_everywhere_is_tried_twice_and_no_more(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def failing(*_: Any) -> None:
        asked.append(reads_from())
        raise DataError

    monkeypatch.setattr(submissions, "answer_list", failing)
    client = Client(raise_request_exception=False)

    assert client.get(BOARD).status_code == 500
    assert asked == ["replica1", "default"]
    assert client.post(BOARD).status_code == 405
    assert client.get("/nowhere/").status_code == 404


def test_checks_know_a_replica_when_they_see_one(
    pair: Pair, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES, "default", database(pair.primary))
    assert ids(check_replicas() + check_replicas_answer(["default"])) == []

    pair.promote()
    assert ids(check_replicas_answer(["default"])) == ["undersigned.W016"]

    pair.standby.stop()
    connections["replica1"].close()
    assert ids(check_replicas_answer(["default"])) == ["undersigned.W016"]
    assert ids(check_replicas_answer()) == []
