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
from django.template.defaulttags import IfNode, LoadNode, TemplateLiteral, URLNode
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
# All that words, or links and static files, depend on.
Place: TypeAlias = tuple[str | bool | None, ...]
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
            expression.var = QuickVariable(str(expression.var.var))
        return expression

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        super().extend_nodelist(nodelist, _quicker(node), token)

    def parse(self, parse_until: Iterable[str] | None = None) -> NodeList:
        nodelist = super().parse(parse_until)
        nodelist[:] = _joined(nodelist)
        return nodelist


class QuickVariable(Variable):
    """A variable that is found at once where each step is plain: a key, or an attribute."""

    __slots__ = ("first", "steps")

    def __init__(self, var: str) -> None:
        super().__init__(var)
        assert self.lookups is not None  # noqa: S101 - or it is no variable
        self.first, *self.steps = self.lookups

    def resolve(self, context: Any) -> Any:
        """What Django finds. It looks itself for whatever has to be called, or is not there."""
        if not self.translate:
            try:
                found = _found(context.dicts, self.first)
                for step in self.steps:
                    if callable(found):
                        break
                    has_keys = type(found) is dict or hasattr(type(found), "__getitem__")
                    found = found[step] if has_keys else getattr(found, step)
                else:
                    if not callable(found):
                        return found
            except Exception:  # noqa: S110 - whatever it is, Django's own way meets it again
                pass
        return super().resolve(context)


def _found(scopes: list[dict[str, Any]], name: str) -> Any:
    """The innermost value of this name; raises KeyError."""
    for scope in reversed(scopes):
        if name in scope:
            return scope[name]
    raise KeyError(name)


class Value(VariableNode):
    """A variable without a filter: nearly all that is in the rows of a list."""

    def __init__(self, expression: FilterExpression) -> None:
        super().__init__(expression)
        self.variable = expression.var

    def render(self, context: Context) -> str:
        try:
            value = self.variable.resolve(context)
        except VariableDoesNotExist:
            return super().render(context)
        if type(value) is str and context.autoescape:
            return escape(value)
        return value if type(value) is SafeString else render_value_in_context(value, context)

    render_annotated = render


class Choice(IfNode):
    """Django's if, which asks a plain variable without detours."""

    def __init__(self, node: IfNode) -> None:
        super().__init__(node.conditions_nodelists)
        self.choices = [(_test(one), nodelist) for one, nodelist in node.conditions_nodelists]

    def render(self, context: Context) -> str:
        for test, nodelist in self.choices:
            try:
                holds = test is None or test(context)
            except VariableDoesNotExist:
                holds = False
            if holds:
                return nodelist.render(context)
        return ""

    render_annotated = render


def _test(condition: Any) -> Callable[[Any], Any] | None:
    """What tells whether a condition holds; None for that of an else."""
    if condition is None:
        return None
    value: Any = condition.value if isinstance(condition, TemplateLiteral) else None
    is_plain = value and isinstance(value.var, QuickVariable) and not value.filters
    test: Callable[[Any], Any] = value.var.resolve if is_plain else condition.eval
    return test


class Fixed(Node):
    """Parts that stand together and are the same for everybody in one place."""

    child_nodelists = ()

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.drawn: dict[Place, str] = {}
        self.place = _place_of_words if _are_words(nodes) else _place_of_addresses

    def render(self, context: Context) -> str:
        place = self.place(context)
        found = self.drawn.get(place)
        if found is None:
            if len(self.drawn) >= MOST_PLACES:
                self.drawn.clear()
            found = self.drawn[place] = self.draw(context)
        return found

    render_annotated = render

    def draw(self, context: Context) -> str:
        return "".join(str(node.render_annotated(context)) for node in self.nodes)


class FixedName(Fixed):
    """The same for a word or a link that a template gives a name."""

    def __init__(self, node: Node, name: str) -> None:
        super().__init__([node])
        self.name = name

    def render(self, context: Context) -> str:
        context[self.name] = super().render(context)
        return ""

    render_annotated = render

    def draw(self, context: Context) -> str:
        super().draw(context)
        return str(context[self.name])


def _are_words(nodes: Iterable[Node]) -> bool:
    return not any(isinstance(node, URLNode | StaticNode) for node in nodes)


def _place_of_words(_context: Context) -> Place:
    return (get_language(),)


def _place_of_addresses(context: Context) -> Place:
    """Addresses are escaped, words are not."""
    mounted = get_script_prefix(), settings.STATIC_URL, settings.ROOT_URLCONF
    return (get_language(), context.autoescape, *mounted)


def _quicker(node: Node) -> Node:
    """The quicker node that gives the same, or the node itself."""
    if type(node) is VariableNode:
        expression = node.filter_expression
        is_plain = isinstance(expression.var, QuickVariable) and not expression.filters
        return Value(expression) if is_plain else node
    if type(node) is IfNode:
        return Choice(node)
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
