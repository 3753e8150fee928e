"""The small language of letter templates takes known names in braces, and nothing else."""

import pytest

from tracker.rules.letter_templates import filled, filled_line, require_placeholders
from tracker.rules.refusals import Refused

KNOWN = {"name", "reference"}


@pytest.mark.parametrize("text", ["", "Dear {name}, {reference}!", "{name}{name}", "50 % [x] $y"])
def test_known_names_pass(text: str) -> None:
    require_placeholders(text, KNOWN, "body")


@pytest.mark.parametrize(
    "text, wrong",
    [
        ("Dear {nmae}", "{nmae}"),
        ("Dear {Name}", "{Name}"),
        ("Dear { name }", "{ name }"),
        ("Dear {{name}}", "{"),
        ("Dear {name", "{name"),
        ("Dear name}", "}"),
        ("{name.__class__}", "{name.__class__}"),
        ("{name!r:>9}", "{name!r:>9}"),
        ("{}", "{}"),
    ],
)
def test_anything_else_in_braces_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(Refused) as caught:
        require_placeholders(text, KNOWN, "body")
    assert caught.value.message_dict == {
        "body": [f"“{wrong}” stands for nothing here. What can be used: {{name}}, {{reference}}."]
    }


def test_values_are_filled_in_once() -> None:
    values = {"name": "{reference}", "reference": "FL-1"}

    assert filled("{name}: {reference}, {reference}", values) == "{reference}: FL-1, FL-1"


def test_name_without_a_value_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        filled("{name}", {})


def test_subject_stays_on_one_line_whatever_the_values_hold() -> None:
    value = "Ríos\r\nBcc: all@rios.example\x00"

    assert filled_line(" For {name} ", {"name": value}) == "For Ríos Bcc: all@rios.example"
    assert len(filled_line("{name}", {"name": "x" * 999})) == 300
