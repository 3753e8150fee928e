"""Follows calls between the functions of one room."""

import ast
from collections.abc import Callable, Iterable, Mapping

from tracker.tests.architecture.sources import Function, nodes

# A function of the room: its module and its name.
Name = tuple[str, str]


def functions_of(trees: Mapping[str, ast.Module]) -> dict[Name, Function]:
    """The functions at the top of each module, by the module's name."""
    return {
        (module, node.name): node
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, Function)
    }


def reaches(
    start: Name,
    trees: Mapping[str, ast.Module],
    is_goal: Callable[[Function], bool],
) -> bool:
    """Whether the function, or one of the room that it calls, is what is looked for."""
    known = functions_of(trees)
    waiting, seen = [start], {start}
    while waiting:
        name = waiting.pop()
        if is_goal(known[name]):
            return True
        called = set(_called(known[name], name[0], trees)) & known.keys()
        waiting += called - seen
        seen |= called
    return False


def _called(function: Function, module: str, trees: Mapping[str, ast.Module]) -> Iterable[Name]:
    """Also functions that are only handed on, as to on_commit: they count as called."""
    imports = _imports(trees[module])
    for node in nodes(function):
        if isinstance(node, ast.Name):
            yield imports.get(node.id, (module, node.id))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield imports.get(node.value.id, ("", ""))[1], node.attr


def _imports(tree: ast.Module) -> dict[str, Name]:
    """Names brought in from elsewhere: (module's last name, name there)."""
    return {
        alias.asname or alias.name: ((node.module or "").rpartition(".")[2], alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def calls(function: Function, *names: str) -> bool:
    """Whether the function's own code calls something of one of these names."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        for node in nodes(function)
    )


def takes_by(function: Function) -> bool:
    """Whether it is an action: who acts is a keyword of its own."""
    return "by" in [argument.arg for argument in function.args.kwonlyargs]
