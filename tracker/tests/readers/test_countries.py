"""Names of countries in many languages."""

import pytest

from tracker.readers.countries import country_codes
from tracker.rules.names import fold


@pytest.mark.parametrize(
    "name, code",
    [
        ("GB", "GB"), ("gbr", "GB"), ("UK", "GB"), ("Scotland", "GB"), ("U.S.A.", "US"),
        ("Deutschland", "DE"), ("Brasil", "BR"), ("Österreich", "AT"), ("Россия", "RU"),
        ("中国", "CN"), ("한국", "KR"), ("South Korea", "KR"), ("DPRK", "KP"), ("مصر", "EG"),
        ("Ελλάδα", "GR"), ("Türkiye", "TR"), ("turkey", "TR"), ("Bolivia", "BO"), ("Niger", "NE"),
        ("Congo", "CG"), ("Kosovo", "XK"), ("Côte d’Ivoire", "CI"),
    ],
)  # fmt: skip
def test_country_codes_knows(name: str, code: str) -> None:
    assert country_codes(fold)[fold(name)] == code


@pytest.mark.parametrize("name", ["", "Atlantis", "Europe", "Korea"])
def test_country_codes_does_not_guess(name: str) -> None:
    assert fold(name) not in country_codes(fold)


def test_country_codes_are_made_once() -> None:
    assert country_codes(fold) is country_codes(fold)
