"""The files of the project, and what can be seen in one without running it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TRACKER = ROOT / "tracker"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}
NOT_ROOMS = {"migrations", "static", "tests", "__pycache__", "locale"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "mixins", "services", "misc"}
# Each takes a tenth of a second or tens of megabytes to import, and most requests need none.
HEAVY = {
    "PIL",
    "lxml",
    "mammoth",
    "openpyxl",
    "pdfminer",
    "pdfplumber",
    "trafilatura",
    "weasyprint",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def rooms() -> list[str]:
    """The folders of the app that hold code."""
    folders = [path for path in TRACKER.iterdir() if path.is_dir() and any(path.rglob("*.py"))]
    return sorted(path.name for path in folders if path.name not in NOT_ROOMS)


@cache
def python_files(*folders: Path) -> list[Path]:
    """Every Python file below the folders, but for migrations."""
    found = [path for folder in folders for path in folder.rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path), str(path))


@cache
def nodes(tree: ast.AST) -> list[ast.AST]:
    """The node and everything in it; walked once, since most tests ask for it."""
    return list(ast.walk(tree))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in nodes(tree) if isinstance(node, Function))


@cache
def imported_modules(tree: ast.AST) -> set[str]:
    """The full names of all that is imported, "from a import b" as a.b."""
    names = set()
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module or ''}.{alias.name}" for alias in node.names}
    return names


def long_functions(tree: ast.AST, limit: int) -> list[str]:
    """Names of the functions that take more lines than the limit."""
    return [
        function.name
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno + 1 > limit
    ]


def light_imports_inside_functions(tree: ast.AST) -> set[str]:
    """What is imported inside a function without being heavy."""
    inside = {name for function in functions(tree) for name in imported_modules(function)}
    return {name for name in inside if name.split(".")[0] not in HEAVY}


def words_in_f_strings(tree: ast.AST) -> list[str]:
    """Translated words within an f-string, where nothing that collects words finds them."""
    calls = (
        node
        for string in nodes(tree)
        if isinstance(string, ast.JoinedStr)
        for node in ast.walk(string)
        if isinstance(node, ast.Call)
    )
    return [ast.unparse(call) for call in calls if ast.unparse(call.func) in GETTEXT]


def is_one_sentence(text: str) -> bool:
    """One paragraph that ends with a full stop and has none before."""
    return text.endswith(".") and "\n\n" not in text and not re.search(r"[.!?]\s+[A-Z]", text)


def reads_a_clock(tree: ast.AST) -> list[str]:
    """Calls that ask what time it is."""
    clocks = {"now", "utcnow", "today", "localtime", "localdate"}
    return [
        ast.unparse(node)
        for node in nodes(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in clocks
        and not node.args
    ]
