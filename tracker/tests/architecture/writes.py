"""Finds code that writes to the database."""

import ast
from collections.abc import Set

from tracker.tests.architecture.sources import nodes

# Methods that only rows, managers and query sets have.
ALWAYS = {
    "bulk_create",
    "bulk_update",
    "create",
    "create_superuser",
    "create_user",
    "delete",
    "delete_model",
    "delete_queryset",
    "get_or_create",
    "save",
    "save_formset",
    "save_m2m",
    "save_model",
    "update_or_create",
}
# What a related manager shares with sets and lists: a write only on a relation of some model.
ON_RELATIONS = {"add", "clear", "remove", "set"}
SQL = {"execute", "executemany"}
WRITING_VIEWS = {"CreateView", "UpdateView", "DeleteView"}
# Things with a save(), delete() or update() that are no rows.
HARMLESS = {"cache", "context", "extra_context", "session", "workbook"}


def writes(tree: ast.AST, relations: Set[str] = frozenset()) -> list[str]:
    """Every call in the code that writes, as text; `relations` are names of related managers."""
    found = [
        ast.unparse(node)
        for node in nodes(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and _is_write(node, node.func, relations)
    ]
    return found + [
        alias.name
        for node in nodes(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in WRITING_VIEWS
    ]


def _is_write(call: ast.Call, method: ast.Attribute, relations: Set[str]) -> bool:
    name = _without_async_prefix(method.attr)
    if _last_name(method.value) in HARMLESS:
        return False
    if name == "save" and _says_not_to_commit(call):
        return False
    if name in SQL:
        return not _selects(call)
    if name == "update":
        # A query set takes the columns by keyword, and nothing else; dicts, sets and hashes
        # get one thing to take in.
        return bool(call.keywords) and not call.args
    return name in ALWAYS or (name in ON_RELATIONS and _last_name(method.value) in relations)


def _without_async_prefix(name: str) -> str:
    rest = name.removeprefix("a")
    return rest if rest in ALWAYS | ON_RELATIONS | {"update"} else name


def _says_not_to_commit(call: ast.Call) -> bool:
    """ModelForm.save(commit=False) gives back a row and writes nothing."""
    return any(
        keyword.arg == "commit"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in call.keywords
    )


def _selects(call: ast.Call) -> bool:
    """Whether the SQL can be seen to be a SELECT."""
    sql = call.args[0] if call.args else None
    return (
        isinstance(sql, ast.Constant)
        and isinstance(sql.value, str)
        and sql.value.lstrip().upper().startswith("SELECT ")
    )


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
