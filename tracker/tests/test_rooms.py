"""The rooms of the house: who may write, what leaves an event, how long a file may be."""

import ast
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.staticfiles import finders

from tracker.tests.architecture.calls import Name, calls, functions_of, reaches, takes_by
from tracker.tests.architecture.pages import inline_code, inline_code_in_strings, static_names
from tracker.tests.architecture.sources import (
    FORBIDDEN_NAMES,
    ROOT,
    TRACKER,
    imported_modules,
    is_one_sentence,
    light_imports_inside_functions,
    long_functions,
    nodes,
    python_files,
    reads_a_clock,
    rooms,
    text_of,
    tree_of,
    words_in_f_strings,
)
from tracker.tests.architecture.writes import writes

DOORS = [TRACKER / name for name in ("public", "admin", "api", "management", "templatetags")]
THINKING = [TRACKER / name for name in ("rules", "readers", "proof")]
# Projections, whose rows follow from events that are there already; what an erasure's own event
# says of its files; counts of tries at doors, which say nothing of the record; what webhooks are
# still to be told, which follows from events as well; and what is done to
# a database of the bench, where copied rows bring copied events and others are taken back.
FOLDS = {
    "fold_events",
    "rebuild_tallies",
    "rebuild_log",
    "suggest_after_confirmations",
    "finish_erasures",
    "forget_old_tries",
    "fold_into_deliveries",
    "forget_old_deliveries",
    "copy_samples",
    "put_back_indexes",
    "put_in_raw",
}
# Offers put in line: nothing of one is in the record before it is taken in, which leaves events.
IN_LINE = {"queue_offer", "forget_waiting_offers"}
# Files of long lists, and documents: copies of what is public anyway, made for readers and ended in
# time. No fact of the record begins or ends with one.
COPIES = {
    "ask_for_dump",
    "ask_for_export",
    "claim_export",
    "end_exports",
    "end_outdated_exports",
    "fail_export",
    "forget_exports",
    "give_back_export",
    "make_room",
    "note_progress",
    "settle_export",
    "write_document",
    "write_export",
}
# What the API keeps beside the record: how often a token was used, and answers for two days. What a
# request carried out has events of its own, also where the test cannot see them.
BESIDE = {"note_token_use", "answer_once", "forget_api_answers"}
# Long lists given to the worker: nothing of one is in the record before a part of it is recorded,
# which leaves the events of its actions.
WORK = {
    "claim_list",
    "discard_list",
    "forget_lists",
    "note_list",
    "put_down_list",
    "read_list_again",
    "settle_list",
    "start_recording",
    "start_releasing",
    "stop_list",
}

ALL_FILES = [*python_files(TRACKER), ROOT / "manage.py"]
CODE_FILES = [path for path in ALL_FILES if "tests" not in path.parts]
PAGES = sorted([*(ROOT / "templates").rglob("*.*"), *(TRACKER / "templates").rglob("*.*")])
STYLES = [path for ending in ("css", "js") for path in (TRACKER / "static").rglob(f"*.{ending}")]


def offenders(
    files: Iterable[Path], find: Callable[[Path], Collection[Any]]
) -> dict[str, Collection[Any]]:
    """What was found in which file, leaving out the files in which nothing was."""
    return {str(path.relative_to(ROOT)): found for path in files if (found := find(path))}


def actions() -> dict[str, ast.Module]:
    return {path.stem: tree_of(path) for path in python_files(TRACKER / "actions")}


@cache
def relations() -> frozenset[str]:
    """The names under which our rows hold other rows."""
    return frozenset(
        field.get_accessor_name() if field.auto_created else field.name
        for model in apps.get_app_config("tracker").get_models()
        for field in model._meta.get_fields()
        if field.many_to_many or field.one_to_many
    )


def does_write(function: ast.AST) -> bool:
    return writes(function, relations()) != []


def records(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return calls(function, "record_event", "record_events")


def silent_functions() -> set[Name]:
    """Functions of the actions room that write and leave no event, themselves or by another."""
    known = actions()
    return {
        name
        for name in functions_of(known)
        if reaches(name, known, does_write) and not reaches(name, known, records)
    }


def test_rooms_are_those_of_the_plan() -> None:
    planned = {folder.name for folder in [*DOORS, *THINKING]}

    assert {"actions", "admin", "models", "public", "rules"} <= set(rooms())
    assert set(rooms()) <= planned | {"checks", "choices", "models", "queries", "notify", "actions"}


def test_doors_never_write_by_themselves() -> None:
    assert offenders(python_files(*DOORS), lambda path: writes(tree_of(path), relations())) == {}


def test_doors_call_only_actions_that_leave_an_event() -> None:
    silent = {
        f"tracker.actions.{module}.{function}"
        for module, function in silent_functions()
        if function not in FOLDS | IN_LINE | COPIES | WORK | BESIDE
    }

    assert silent
    assert offenders(python_files(*DOORS), lambda p: imported_modules(tree_of(p)) & silent) == {}


def test_actions_that_write_leave_an_event() -> None:
    verbs = {
        (module, name)
        for (module, name), function in functions_of(actions()).items()
        if takes_by(function) and not name.startswith("_") and module != "events"
    }

    assert verbs
    assert verbs & silent_functions() == set()


@pytest.mark.parametrize(
    "method",
    ["save_model", "save_formset", "save_related", "delete_model", "delete_queryset"],
)
def test_desk_leaves_no_write_to_the_stock_admin(method: str) -> None:
    pages = {type(page) for page in admin.site._registry.values()}
    stock = [page for page in pages if getattr(page, method) is getattr(admin.ModelAdmin, method)]

    assert pages
    assert stock == []


def test_choices_import_nothing_of_ours() -> None:
    room = sorted((TRACKER / "choices").glob("*.py"))
    imported = [name for path in room for name in imported_modules(tree_of(path))]

    assert room
    assert [
        name for name in imported if name.startswith("tracker") and "tracker.choices" not in name
    ] == []


def test_thinking_knows_no_database_request_or_settings() -> None:
    outside = ("django.conf", "django.contrib", "django.db", "django.http", "django.utils.timezone")

    def find(path: Path) -> list[str]:
        names = imported_modules(tree_of(path))
        return [name for name in names if name.startswith((*outside, "os."))]

    assert offenders(python_files(*THINKING), find) == {}


def test_thinking_asks_no_clock() -> None:
    assert offenders(python_files(*THINKING), lambda path: reads_a_clock(tree_of(path))) == {}


def test_models_have_no_logic_in_save_or_delete() -> None:
    def find(path: Path) -> set[str]:
        names = {node.name for node in nodes(tree_of(path)) if isinstance(node, ast.FunctionDef)}
        return names & {"save", "delete", "asave", "adelete"}

    assert offenders(python_files(TRACKER / "models"), find) == {}


def test_code_uses_no_signals() -> None:
    signals = ("django.db.models.signals", "django.core.signals", "django.dispatch", "blinker")

    def find(path: Path) -> list[str]:
        return [name for name in imported_modules(tree_of(path)) if name.startswith(signals)]

    assert offenders(CODE_FILES, find) == {}


def test_code_imports_inside_functions_only_what_is_heavy() -> None:
    found = offenders(CODE_FILES, lambda path: light_imports_inside_functions(tree_of(path)))

    assert found == {}


def test_words_to_translate_stand_in_no_f_string() -> None:
    assert offenders(CODE_FILES, lambda path: words_in_f_strings(tree_of(path))) == {}


def test_files_have_names_that_say_what_is_in_them() -> None:
    def find(path: Path) -> set[str]:
        return set(path.relative_to(ROOT).with_suffix("").parts) & FORBIDDEN_NAMES

    assert offenders(ALL_FILES, find) == {}


def test_files_have_at_most_300_lines() -> None:
    files = [*ALL_FILES, *PAGES, *STYLES]

    assert offenders(files, lambda path: text_of(path).splitlines()[300:]) == {}


def test_functions_have_at_most_45_lines() -> None:
    assert offenders(ALL_FILES, lambda path: long_functions(tree_of(path), 45)) == {}


def test_modules_say_in_one_sentence_what_lives_there() -> None:
    def find(path: Path) -> list[str]:
        told = ast.get_docstring(tree_of(path)) or ""
        return [] if is_one_sentence(told) or not text_of(path).strip() else [told]

    assert offenders(ALL_FILES, find) == {}


def test_templates_have_no_inline_style_or_script() -> None:
    assert PAGES
    assert offenders(PAGES, lambda path: inline_code(text_of(path))) == {}


def test_templates_ask_only_for_static_files_that_are_there() -> None:
    """In production a missing one is an error of the whole page."""

    def find(path: Path) -> list[str]:
        return [name for name in static_names(text_of(path)) if finders.find(name) is None]

    assert offenders(PAGES, find) == {}


def test_code_makes_no_inline_style_or_script() -> None:
    assert offenders(CODE_FILES, lambda path: inline_code_in_strings(tree_of(path))) == {}
