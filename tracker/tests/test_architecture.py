"""The architecture tests tested: what they must find in small samples, and what they must not."""

import ast

import pytest

from tracker.tests.architecture.calls import calls, functions_of, reaches, takes_by
from tracker.tests.architecture.pages import inline_code, inline_code_in_strings, static_names
from tracker.tests.architecture.sources import (
    imported_modules,
    is_one_sentence,
    light_imports_inside_functions,
    long_functions,
    reads_a_clock,
)
from tracker.tests.architecture.writes import writes


@pytest.mark.parametrize(
    "code",
    [
        "row.save()",
        "form.save()",
        "form.save(commit=True)",
        "super().save_model(request, row, form, change)",
        "Statement.objects.create(title='x')",
        "statement.replies.create(kind='x')",
        "await statement.replies.acreate(kind='x')",
        "Statement.objects.bulk_create(rows)",
        "Statement.objects.get_or_create(slug='x')",
        "queryset.update(status='x')",
        "queryset.filter(pk=1).update(**values)",
        "await queryset.aupdate(status='x')",
        "queryset.all().delete()",
        "reply.submissions.add(row)",
        "reply.submissions.set([])",
        "User.objects.create_user('anna')",
        "cursor.execute('DELETE FROM statements')",
        "cursor.execute(sql)",
        "from django.views.generic import DeleteView",
    ],
)
def test_writes_finds(code: str) -> None:
    assert len(writes(ast.parse(code), {"submissions"})) == 1


@pytest.mark.parametrize(
    "code",
    [
        "values.update({'a': 1})",
        "values.update([('a', 1)], b=2)",
        "names.update(other)",
        "digest.update(data)",
        "context.update(title='x')",
        "names.add('x')",
        "self.seen.remove('x')",
        "form.save(commit=False)",
        "workbook.save(response)",
        "cache.delete('x')",
        "cursor.execute('SELECT 1')",
        "created = create",
        "Statement.objects.filter(pk=1).first()",
        "from django.views.generic import ListView",
    ],
)
def test_writes_passes(code: str) -> None:
    assert writes(ast.parse(code), {"submissions"}) == []


ROOM = {
    "events": ast.parse("def record_event(): pass"),
    "replies": ast.parse(
        """
from tracker.actions.events import record_event
from tracker.actions import letters

def record_reply(*, by): _write()
def _write(): record_event()
def forget_reply(by): _delete()
def _delete(): return _delete()
def send_reply(*, by): letters.send()
def fold(*, by): on_commit(_write)
"""
    ),
    "letters": ast.parse(
        """
from tracker.actions.events import record_event as note

def send(): note(1)
"""
    ),
}


@pytest.mark.parametrize(
    "function, expected",
    [("record_reply", True), ("send_reply", True), ("fold", True), ("forget_reply", False)],
)
def test_reaches_follows_calls_through_the_room(function: str, expected: bool) -> None:
    goal = functions_of(ROOM)["events", "record_event"]

    assert reaches(("replies", function), ROOM, lambda one: one is goal) is expected


def test_takes_by_wants_a_keyword_of_its_own() -> None:
    actions = [name for (_, name), node in functions_of(ROOM).items() if takes_by(node)]

    assert actions == ["record_reply", "send_reply", "fold"]


def test_calls_sees_the_functions_own_code_only() -> None:
    room = functions_of(ROOM)

    assert calls(room["replies", "_write"], "record_event")
    assert not calls(room["replies", "record_reply"], "record_event")


@pytest.mark.parametrize(
    "html, expected",
    [
        ('<p style="color: red">', ["style attribute"]),
        ('<p {% if x > 1 %}style="color: red"{% endif %}>', ["style attribute"]),
        ("<STYLE>p {}</STYLE>", ["style element"]),
        ('<button type="button" onclick="go()">', ["event handler"]),
        ('<button\n  hx-on:click="go()">', ["event handler"]),
        ("<script>go()</script>", ["inline script"]),
        ('<script type="module">go()</script>', ["inline script"]),
        ('<script type="application/ld+json" type="module">go()</script>', ["inline script"]),
        ('<a href="javascript:go()">', ["script address"]),
        ('<script type="application/ld+json">{}</script>', []),
        ("<script src=\"{% static 'tracker/x.js' %}\" defer></script>", []),
        ('<link rel="stylesheet" href="x.css"><p class="style" data-on="x">on = 1</p>', []),
        ('{# <p style="x"> #}{% comment %}<script>{% endcomment %}<!-- <style> -->', []),
    ],
)
def test_inline_code_is_found(html: str, expected: list[str]) -> None:
    assert inline_code(html) == expected


def test_inline_code_is_found_in_strings() -> None:
    assert inline_code_in_strings(ast.parse("""x = '<b style="y">'""")) == ["style attribute"]
    assert inline_code_in_strings(ast.parse("""x = '<b class="y">'""")) == []


def test_static_names_are_those_of_the_tag() -> None:
    html = (
        """{% static "a.css" %}{% static 'b/c.js' as url %}{# {% static "d.css" %} #}static 'e'"""
    )

    assert static_names(html) == {"a.css", "b/c.js"}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("What lives here.", True),
        ("What lives here, on\ntwo lines.", True),
        ("What lives here", False),
        ("What lives here. And why.", False),
        ("What lives here.\n\nmore.", False),
        ("", False),
    ],
)
def test_is_one_sentence(text: str, expected: bool) -> None:
    assert is_one_sentence(text) is expected


def test_long_functions_counts_lines_from_def_to_end() -> None:
    tree = ast.parse("def short():\n    x\n\n\ndef long():\n    x\n    y\n")

    assert long_functions(tree, 2) == ["long"]


def test_imports_inside_functions_may_only_be_heavy() -> None:
    tree = ast.parse(
        "import json\ndef read():\n    import pdfplumber\n    from json import loads\n"
    )

    assert light_imports_inside_functions(tree) == {"json.loads"}
    assert imported_modules(tree) == {"json", "json.loads", "pdfplumber"}


def test_reads_a_clock_finds_calls_without_arguments() -> None:
    tree = ast.parse("date.today()\ntimezone.now()\nitems.now(zone)\ntoday = 1")

    assert reads_a_clock(tree) == ["date.today()", "timezone.now()"]
