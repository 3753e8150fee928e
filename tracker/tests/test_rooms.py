"""The rooms of the house: who may write, what leaves an event, how long a file may be."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin

from tracker.tests.architecture.calls import calls, functions_of, reaches, takes_by
from tracker.tests.architecture.pages import inline_code, inline_code_in_strings
from tracker.tests.architecture.sources import (
    FORBIDDEN_NAMES,
    ROOT,
    TRACKER,
    imported_modules,
    is_one_sentence,
    light_imports_inside_functions,
    long_functions,
    python_files,
    reads_a_clock,
    rooms,
    tree_of,
)
from tracker.tests.architecture.writes import writes

DOORS = [TRACKER / name for name in ("public", "admin", "api", "management", "templatetags")]
THINKING = [TRACKER / name for name in ("rules", "readers", "proof")]
# Projections: what they write follows from events that are there already.
FOLDS = {"fold_events", "rebuild_tallies"}

ALL_FILES = [*python_files(TRACKER), ROOT / "manage.py"]
CODE_FILES = [path for path in ALL_FILES if "tests" not in path.parts]
DOOR_FILES = python_files(*DOORS)
ACTIONS = {path.stem: tree_of(path) for path in python_files(TRACKER / "actions")}
PAGES = sorted([*(ROOT / "templates").rglob("*.*"), *(TRACKER / "templates").rglob("*.*")])
STYLES = [path for ending in ("css", "js") for path in (TRACKER / "static").rglob(f"*.{ending}")]


def name_of(path: object) -> str:
    return str(path.relative_to(ROOT)) if isinstance(path, Path) else str(path)


def relations() -> set[str]:
    """The names under which our rows hold other rows."""
    return {
        field.get_accessor_name() if field.auto_created else field.name
        for model in apps.get_app_config("tracker").get_models()
        for field in model._meta.get_fields()
        if field.many_to_many or field.one_to_many
    }


def does_write(function: ast.AST) -> bool:
    return writes(function, relations()) != []


def records(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return calls(function, "record_event", "record_events")


def test_rooms_are_found() -> None:
    assert {"actions", "models", "public", "rules"} <= set(rooms())
    assert DOOR_FILES


def test_rooms_are_those_of_the_plan() -> None:
    planned = {folder.name for folder in [*DOORS, *THINKING]}

    assert set(rooms()) <= planned | {"models", "queries", "notify", "actions"}


@pytest.mark.parametrize("path", DOOR_FILES, ids=name_of)
def test_door_never_writes_by_itself(path: Path) -> None:
    assert writes(tree_of(path), relations()) == []


@pytest.mark.parametrize("path", DOOR_FILES, ids=name_of)
def test_door_calls_only_actions_that_leave_an_event(path: Path) -> None:
    silent = [
        f"{module}.{function}"
        for module, function in functions_of(ACTIONS)
        if f"tracker.actions.{module}.{function}" in imported_modules(tree_of(path))
        and function not in FOLDS
        and reaches((module, function), ACTIONS, does_write)
        and not reaches((module, function), ACTIONS, records)
    ]

    assert silent == []


@pytest.mark.parametrize(
    "action",
    [
        name
        for name, function in functions_of(ACTIONS).items()
        if takes_by(function) and name[0] != "events" and not name[1].startswith("_")
    ],
    ids=".".join,
)
def test_action_that_writes_leaves_an_event(action: tuple[str, str]) -> None:
    assert reaches(action, ACTIONS, records) or not reaches(action, ACTIONS, does_write)


@pytest.mark.parametrize(
    "method",
    ["save_model", "save_formset", "save_related", "delete_model", "delete_queryset"],
)
def test_desk_leaves_no_write_to_the_stock_admin(method: str) -> None:
    pages = {type(page) for page in admin.site._registry.values()}
    stock = [page for page in pages if getattr(page, method) is getattr(admin.ModelAdmin, method)]

    assert pages
    assert stock == []


def test_choices_imports_nothing_of_ours() -> None:
    imported = imported_modules(tree_of(TRACKER / "choices.py"))

    assert [name for name in imported if name.startswith("tracker")] == []


@pytest.mark.parametrize("path", python_files(*THINKING), ids=name_of)
def test_thinking_knows_no_database_request_clock_or_settings(path: Path) -> None:
    tree = tree_of(path)
    outside = ("django.conf", "django.contrib", "django.db", "django.http", "django.utils.timezone")

    assert [name for name in imported_modules(tree) if name.startswith((*outside, "os"))] == []
    assert reads_a_clock(tree) == []


@pytest.mark.parametrize("path", python_files(TRACKER / "models"), ids=name_of)
def test_model_has_no_logic_in_save_or_delete(path: Path) -> None:
    names = {node.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)}

    assert names & {"save", "delete", "asave", "adelete"} == set()


@pytest.mark.parametrize("path", CODE_FILES, ids=name_of)
def test_code_uses_no_signals(path: Path) -> None:
    signals = ("django.db.models.signals", "django.core.signals", "django.dispatch", "blinker")

    assert [name for name in imported_modules(tree_of(path)) if name.startswith(signals)] == []


@pytest.mark.parametrize("path", CODE_FILES, ids=name_of)
def test_code_imports_inside_functions_only_what_is_heavy(path: Path) -> None:
    assert light_imports_inside_functions(tree_of(path)) == set()


@pytest.mark.parametrize("path", ALL_FILES, ids=name_of)
def test_file_has_a_name_that_says_what_is_in_it(path: Path) -> None:
    assert set(path.relative_to(ROOT).with_suffix("").parts) & FORBIDDEN_NAMES == set()


@pytest.mark.parametrize("path", [*ALL_FILES, *PAGES, *STYLES], ids=name_of)
def test_file_has_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", ALL_FILES, ids=name_of)
def test_function_has_at_most_45_lines(path: Path) -> None:
    assert long_functions(tree_of(path), 45) == []


@pytest.mark.parametrize("path", ALL_FILES, ids=name_of)
def test_module_says_in_one_sentence_what_lives_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not text.strip() or is_one_sentence(ast.get_docstring(ast.parse(text)) or "")


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_template_has_no_inline_style_or_script(path: Path) -> None:
    assert inline_code(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", CODE_FILES, ids=name_of)
def test_code_makes_no_inline_style_or_script(path: Path) -> None:
    assert inline_code_in_strings(tree_of(path)) == []
