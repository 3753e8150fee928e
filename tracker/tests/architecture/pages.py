"""Finds what the content security policy would stop, in templates and in HTML made by code."""

import ast
import re

from tracker.tests.architecture.sources import nodes

COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
STATIC = re.compile(r"""{%-?\s*static\s+["']([^"']+)["']""")
INLINE = {
    "style attribute": re.compile(r"""<[^>]*\sstyle\s*=""", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event handler": re.compile(r"""<[^>]*\s(?:on[a-z]+|hx-on[\w:-]*)\s*=""", re.IGNORECASE),
    # Linked data is no script: browsers do not run it, and the policy says nothing of it.
    "inline script": re.compile(
        r"""<script\b(?! type="application/ld\+json">)(?![^>]*\ssrc\s*=)""", re.IGNORECASE
    ),
    "script address": re.compile(r"""["']\s*javascript:""", re.IGNORECASE),
}


def inline_code(html: str) -> list[str]:
    """The kinds of inline style and script that a template or a piece of HTML contains."""
    text = TEMPLATE_CODE.sub(" ", COMMENT.sub("", html))
    return [kind for kind, pattern in INLINE.items() if pattern.search(text)]


def static_names(html: str) -> set[str]:
    """The static files that a template asks for by name."""
    return set(STATIC.findall(COMMENT.sub("", html)))


def inline_code_in_strings(tree: ast.AST) -> list[str]:
    """The same, in the strings of a Python file."""
    return [
        kind
        for node in nodes(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for kind in inline_code(node.value)
    ]
