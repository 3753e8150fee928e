"""Words in the order of each alphabet: the same as ICU's, where a database has it to compare."""

import pytest
from django.db import connection
from django.utils.translation import override
from django_countries import countries

from tracker.languages import SPOKEN, folder_of
from tracker.rules.collation import collated, collation_key


@pytest.mark.parametrize(
    "language, ordered",
    [
        ("en", "Åland Andorra Austria Côte Croatia Zambia"),
        ("en", "A_B A-B AB"),
        ("es", "nube nunca ñandú oca Órgano"),
        ("fr", "Côte-d’Or Cotentin Écosse Égypte"),
        ("de", "Ostern Österreich Straße Strassen Zaun"),
        ("ru", "ёлка ель ехать йод мир Latvia"),
        ("uk", "гай ґава дім єдність жаба ива їжак йод"),
        ("ko", "가나 각도 나라 한국 Kosovo"),
        ("ar", "آروبا أثينا اليمن بلد Kosovo"),
    ],
)
def test_words_stand_as_in_the_alphabet(language: str, ordered: str) -> None:
    words = ordered.split()
    others = dict.fromkeys(sorted(words), "")
    assert [name for name, _ in collated(((one, one) for one in others), language)] == words


def test_own_letters_are_the_languages_own() -> None:
    assert collation_key("ñ", "es") > collation_key("nz", "es")
    assert collation_key("ñ", "pt-br") < collation_key("nz", "pt-br")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has ICU")
@pytest.mark.parametrize("language", SPOKEN)
def test_countries_stand_as_icu_has_them(language: str) -> None:
    with override(language):
        names = [
            name
            for _code, name in collated(((code, str(name)) for code, name in countries), language)
        ]
    collation = f"{folder_of(language).replace('_', '-')}-x-icu"
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT n FROM unnest(%s::text[]) AS n ORDER BY n COLLATE "{collation}"',
            [names],
        )
        assert [row[0] for row in cursor.fetchall()] == names
