"""Slogans inside points, and the words that announce them."""

import pytest

from tracker.readers.slogans import announces_demands, announces_slogans, slogans_in


@pytest.mark.parametrize(
    "text, slogans",
    [
        ("The slogans must be: Peace! Bread! Land!", ("Peace!", "Bread!", "Land!")),
        ("The slogan is: “Peace!”", ("Peace!",)),
        ("Our slogans: Peace now!! It unites us. Bread!", ("Peace now!!", "Bread!")),
        (
            "Our slogans are: “Peace”, “Bread and roses” and “Land”.",
            ("Peace", "Bread and roses", "Land"),
        ),
        ("Las consignas son: ¡Paz! ¡Pan!", ("¡Paz!", "¡Pan!")),
        ("Лозунги: Мир! Хлеб!", ("Мир!", "Хлеб!")),
        ("구호는 다음과 같다: 평화! 빵!", ("평화!", "빵!")),
        ("口号是：和平！面包！", ("和平！", "面包！")),
        ("Лозунги: «Мир!», «Хлеб!».", ("Мир!", "Хлеб!")),
        ("The slogan is: peace", ()),
        ("Peace! is our slogan", ()),
        ("We say: Peace! Bread!", ()),
        ("A slogan: !", ()),
    ],
)
def test_slogans_in(text: str, slogans: tuple[str, ...]) -> None:
    assert slogans_in(text) == slogans


@pytest.mark.parametrize("text", ["Our slogans", "Наши лозунги", "Mots d’ordre", "Unsere Losungen"])
def test_announces_slogans(text: str) -> None:
    assert announces_slogans(text)


@pytest.mark.parametrize(
    "text", ["We demand:", "Exigimos", "Мы требуем", "Wir fordern", "我们要求"]
)
def test_announces_demands(text: str) -> None:
    assert announces_demands(text)


def test_announces_neither() -> None:
    assert not announces_slogans("What we think")
    assert not announces_demands("What we think")
