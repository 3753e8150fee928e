"""What a catalogue of translations must hold, and that gettext reads what is compiled of it."""

from gettext import GNUTranslations
from io import BytesIO

import pytest

from tracker.readers.catalogues import compiled, problems_of, read_catalogue

HEADER = r"""msgid ""
msgstr ""
"Language: ru\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 "
"&& (n%100<12 || n%100>14) ? 1 : 2);\n"

"""
GOOD = r"""#, python-format
msgid "by %(who)s"
msgstr "кто: %(who)s"

msgctxt "month"
msgid "May"
msgstr "май"

msgid "May"
msgstr "может"

#, python-format
msgid "%(count)s day"
msgid_plural "%(count)s days"
msgstr[0] "один день"
msgstr[1] "%(count)s дня"
msgstr[2] "%(count)s дней"

msgid "To {name}\n\nSee <a href=\"/x\">this</a>: 100 %%\n"
msgstr "Для {name}\n\nСм. <a href=\"/x\">это</a>: 100 %%\n"
"""


def problems(text: str) -> list[str]:
    return problems_of(read_catalogue((HEADER + text).encode()))


def test_complete_catalogue_has_no_problems() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    "text, told",
    [
        ('msgid "One"\nmsgstr ""', "not translated"),
        ('#, fuzzy\nmsgid "One"\nmsgstr "Один"', "fuzzy"),
        (
            'msgid "One"\nmsgid_plural "More"\nmsgstr[0] "а"\nmsgstr[1] ""\nmsgstr[2] "б"',
            "not translated",
        ),
        (
            'msgid "One"\nmsgid_plural "More"\nmsgstr[0] "а"\nmsgstr[1] "б"\n',
            "not translated",
        ),
        (
            'msgid "One %(a)s"\nmsgstr "Один %(b)s"',
            "placeholders ['%(b)s'], not ['%(a)s']",
        ),
        ('msgid "One {a}"\nmsgstr "Один"', "placeholders [], not ['{a}']"),
        ('msgid "One <b>x</b>"\nmsgstr "Один <b>x"', "other tags"),
        ('msgid "One "\nmsgstr "Один"', "other space at the beginning or the end"),
        ('msgid "One\\n"\nmsgstr "Один"', "other space at the beginning or the end"),
    ],
)
def test_problem_is_told_with_its_message(text: str, told: str) -> None:
    (only,) = problems(text)

    assert only.startswith(f"{told}: “One")


def test_gettext_reads_what_is_compiled() -> None:
    data = compiled(read_catalogue((HEADER + GOOD).encode()))
    words = GNUTranslations(BytesIO(data))

    assert words.gettext("by %(who)s") == "кто: %(who)s"
    assert (words.gettext("May"), words.pgettext("month", "May")) == ("может", "май")
    told = [words.ngettext("%(count)s day", "%(count)s days", one) for one in (1, 2, 5, 21)]
    assert told == ["один день", "%(count)s дня", "%(count)s дней", "один день"]
    assert data == compiled(read_catalogue((HEADER + GOOD).encode()))
