"""Templates as they are, drawn by shorter ways than Django's wherever those lead to the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Any, TypeAlias

from django.conf import settings
from django.template.base import (
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Parser,
    Template,
    TextNode,
    Token,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.template.defaulttags import LoadNode, URLNode
from django.template.engine import Engine
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Where Django looks for templates unless it is told otherwise.
FILES = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
# All that words, links and static files depend on.
Place: TypeAlias = tuple[bool, str | None, str, str, str]
# More places than any site has: languages times the paths it is mounted at.
MOST_PLACES = 64


class Loader(cached.Loader):
    """Loads templates as Django's cached loader does; for DEBUG they stay as Django makes them."""

    def __init__(self, engine: Engine, loaders: Sequence[Any] = FILES) -> None:
        super().__init__(engine, loaders)

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """The template, compiled again by QuickParser where it is met first."""
        template = super().get_template(template_name, skip)
        if not (self.engine.debug or isinstance(template.nodelist, QuickNodes)):
            tokens = Lexer(template.source).tokenize()
            engine = self.engine
            parser = QuickParser(
                tokens, engine.template_libraries, engine.template_builtins, template.origin
            )
            template.nodelist = QuickNodes(parser.parse())
        return template


class QuickNodes(NodeList):
    """The nodes of a whole template that QuickParser has made."""


class QuickParser(Parser):
    """Django's parser, which puts quicker nodes in the place of some.

    What depends on nothing but the language and the addresses of the site is drawn once: words to
    translate, links to pages that have no part, static files. Variables are looked up by the
    shortest way where that finds what Django's would, and by Django's everywhere else.
    """

    def compile_filter(self, token: str) -> FilterExpression:
        expression = super().compile_filter(token)
        if isinstance(expression.var, Variable) and expression.var.lookups is not None:
            expression.var = QuickVariable(expression.var.var)
        return expression

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        super().extend_nodelist(nodelist, _quicker(node), token)

    def parse(self, parse_until: Iterable[str] | None = None) -> NodeList:
        nodelist = super().parse(parse_until)
        nodelist[:] = _joined(nodelist)
        return nodelist


class QuickVariable(Variable):
    """A variable that is found at once where each step is plain: a key, or an attribute."""

    def resolve(self, context: Any) -> Any:
        """What Django finds. It looks itself for whatever has to be called, or is not there."""
        if not self.translate:
            try:
                first, *steps = self.lookups  # type: ignore[misc] # there are some
                found = context[first]
                for step in steps:
                    if callable(found):
                        break
                    found = found[step] if _has_keys(found) else getattr(found, step)
                else:
                    if not callable(found):
                        return found
            except Exception:  # noqa: S110 - whatever it is, Django's own way meets it again
                pass
        return super().resolve(context)


def _has_keys(found: object) -> bool:
    return hasattr(type(found), "__getitem__")


class Value(VariableNode):
    """A variable without a filter: nearly all that is in the rows of a list."""

    def render(self, context: Context) -> str:
        try:
            value = self.filter_expression.var.resolve(context)
        except VariableDoesNotExist:
            return super().render(context)
        if type(value) is str and context.autoescape:
            return escape(value)
        return value if type(value) is SafeString else render_value_in_context(value, context)

    render_annotated = render


class Fixed(Node):
    """Parts that stand together and are the same for everybody in one place."""

    child_nodelists = ()

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.drawn: dict[Place, str] = {}

    def render(self, context: Context) -> str:
        return _once(self.drawn, context, self._draw)

    render_annotated = render

    def _draw(self, context: Context) -> str:
        return "".join(str(node.render_annotated(context)) for node in self.nodes)


class FixedName(Node):
    """The same for a word or a link that a template gives a name."""

    child_nodelists = ()

    def __init__(self, node: Node, name: str) -> None:
        self.node, self.name = node, name
        self.drawn: dict[Place, str] = {}

    def render(self, context: Context) -> str:
        context[self.name] = _once(self.drawn, context, self._draw)
        return ""

    render_annotated = render

    def _draw(self, context: Context) -> str:
        self.node.render(context)
        return str(context[self.name])


def _once(drawn: dict[Place, str], context: Context, draw: Callable[[Context], str]) -> str:
    """What was drawn in this place, drawn now if it was not."""
    place = (
        context.autoescape,
        get_language(),
        get_script_prefix(),
        settings.STATIC_URL,
        settings.ROOT_URLCONF,
    )
    found = drawn.get(place)
    if found is None:
        if len(drawn) >= MOST_PLACES:
            drawn.clear()
        found = drawn[place] = draw(context)
    return found


def _quicker(node: Node) -> Node:
    """The quicker node that gives the same, or the node itself."""
    if type(node) is VariableNode:
        expression = node.filter_expression
        is_plain = isinstance(expression.var, QuickVariable) and not expression.filters
        return Value(expression) if is_plain else node
    name = _name(node)
    return FixedName(node, name) if name and _is_fixed(node) else node


def _name(node: Node) -> str:
    """Under which name a node puts what it makes; "" if into the page."""
    if isinstance(node, TranslateNode | URLNode):
        return node.asvar or ""
    return (node.varname or "") if isinstance(node, StaticNode) else ""


def _is_fixed(node: Node) -> bool:
    """Whether a node depends on nothing but the place."""
    if isinstance(node, TranslateNode):
        return _is_literal(node.filter_expression) and node.message_context is None
    if isinstance(node, URLNode):
        # A name with a space in front of it depends on which of several sites is asked.
        is_plain = _is_literal(node.view_name) and ":" not in node.view_name.token
        return is_plain and not node.args and not node.kwargs
    if isinstance(node, StaticNode):
        return _is_literal(node.path)
    return isinstance(node, TextNode | LoadNode)


def _is_literal(expression: FilterExpression) -> bool:
    var = expression.var
    is_literal = var.literal is not None if isinstance(var, Variable) else True
    return is_literal and not expression.filters


def _joined(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes, with those that are fixed and stand side by side as one."""
    for is_fixed, run in groupby(nodes, lambda node: _is_fixed(node) and not _name(node)):
        some = list(run)
        if is_fixed and not all(isinstance(node, TextNode) for node in some):
            yield Fixed(some)
        else:
            yield from some
