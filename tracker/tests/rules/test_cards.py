"""What a card says, how its lines break, and that it can be drawn in many scripts."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, features

from tracker.rules import card_fonts
from tracker.rules.card_fonts import CJK_ORDER, OWN, font_for
from tracker.rules.card_pictures import HEIGHT, WIDTH, card_picture
from tracker.rules.cards import (
    LEADING,
    SIZES,
    Card,
    card_words,
    counted_words,
    is_right_to_left,
    set_lines,
    shortened,
)

CARD = Card(
    kind="Open letter",
    title="Ferry Letter",
    issuer="Harbour Assembly",
    counted="12 endorsements stand",
    site="Undersigned",
    language="en",
)
UKRAINIAN = "Декларація про свободу річок і гідність їхніх мешканців"
KOREAN = "강은 바다로 흐른다: 공개 서한"
ARABIC = "إعلان الأنهار الحرّة (Rivers 2022)"
HEBREW = "הכרזת הנהרות"
CHINESE = "关于保护河流的联合声明，以及沿岸居民的权利"
NOBODYS = "\U00012000\U0001f600"


@pytest.fixture(autouse=True)
def forgetting() -> None:
    font_for.cache_clear()


@pytest.fixture
def only_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """No font is installed but those that come with the site."""
    monkeypatch.setattr(card_fonts, "INSTALLED", ())


def drawn(card: Card) -> Image.Image:
    return Image.open(BytesIO(card_picture(card))).convert("RGB")


def ink(card: Card, top: int, bottom: int) -> tuple[int, int]:
    """The leftmost and rightmost dark point between two heights."""
    band = drawn(card).crop((0, top, WIDTH, bottom)).convert("L").point(lambda v: 255 * (v < 90))
    box = band.getbbox()
    assert box
    return box[0], box[2]


@pytest.mark.parametrize(
    "endorsed, words",
    [
        (None, ""),
        (0, "0 endorsements stand"),
        (1, "1 endorsement stands"),
        (1284, "1,284 endorsements stand"),
    ],
)
def test_count_is_told_in_words(endorsed: int | None, words: str) -> None:
    assert counted_words(endorsed) == words


def test_card_is_told_to_those_who_do_not_see_it() -> None:
    assert card_words(CARD) == "Ferry Letter. Issued by Harbour Assembly. 12 endorsements stand."
    assert card_words(replace(CARD, counted="")) == "Ferry Letter. Issued by Harbour Assembly."


def test_name_is_that_of_the_content() -> None:
    others = [replace(CARD, title="x"), replace(CARD, counted="13"), replace(CARD, language="ko")]

    assert CARD.name == replace(CARD).name
    assert len({CARD.name, *(card.name for card in others)}) == 4


def test_name_tells_which_part_holds_what() -> None:
    assert replace(CARD, kind="ab", title="c").name != replace(CARD, kind="a", title="bc").name


@pytest.mark.parametrize(
    "text, is_so",
    [(ARABIC, True), (HEBREW, True), ("Rivers: " + ARABIC, False), ("2022 – ", False), ("", False)],
)
def test_first_letter_says_where_a_text_begins(text: str, is_so: bool) -> None:
    assert is_right_to_left(text) == is_so


def set_in(text: str, columns: int) -> list[str]:
    """The lines of a text in a type as wide as high, with room for so many letters at the largest
    size, and for any number of lines."""
    return set_lines(text, columns * SIZES[0], 100_000, lambda part: float(len(part))).lines


@pytest.mark.parametrize(
    "text, columns, lines",
    [
        ("Rivers run to the sea", 11, ["Rivers run", "to the sea"]),
        ("Rivers run", 10, ["Rivers run"]),
        ("  Rivers \n run ", 6, ["Rivers", "run"]),
        ("Riverscape is", 5, ["River", "scape", "is"]),
        ("A riverscape", 5, ["A", "river", "scape"]),
        ("关于保护，河流", 4, ["关于保", "护，河流"]),
        ("강은 바다로 흐른다", 6, ["강은 바다로", "흐른다"]),
        ("e\u0301e\u0301e\u0301", 1, ["e\u0301", "e\u0301", "e\u0301"]),
        ("Rios 川は海へ", 5, ["Rios", "川は海へ"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_where_the_script_lets_them(text: str, columns: int, lines: list[str]) -> None:
    assert set_in(text, columns) == lines


def test_text_is_set_as_large_as_it_fits() -> None:
    def size(text: str) -> int:
        return set_lines(text, 1056, 300, lambda part: len(part) * 0.6).size

    assert size("Yes") == SIZES[0]
    assert SIZES[0] > size("A joint statement on rivers and those who live there") > SIZES[-1]
    assert size("word " * 60) >= SIZES[-1]


def test_text_that_fits_at_no_size_is_cut() -> None:
    found = set_lines("word " * 200, 1056, 300, lambda part: len(part) * 0.6)

    assert found.size == SIZES[-1]
    assert len(found.lines) == int(300 // (SIZES[-1] * LEADING))
    assert found.lines[-1].endswith("word…")


@pytest.mark.parametrize(
    "text, width, cut",
    [("Harbour", 7, "Harbour"), ("Harbour Town", 9, "Harbour…"), ("Harbour", 1, "…")],
)
def test_line_is_cut_at_its_end(text: str, width: int, cut: str) -> None:
    assert shortened(text, width, lambda part: float(len(part))) == cut


@pytest.mark.parametrize(
    "title",
    ["Yes", "Tuyên bố về sông ngòi", UKRAINIAN, "Διακήρυξη", KOREAN, ARABIC, HEBREW],
)
def test_our_own_fonts_draw_the_languages_of_the_site(only_own: None, title: str) -> None:
    assert font_for(title, 40, "en") is not None
    assert drawn(replace(CARD, title=title)).size == (WIDTH, HEIGHT) == (1200, 630)


@pytest.mark.parametrize("title", [UKRAINIAN, KOREAN, "A"])
def test_title_begins_at_the_left_margin(only_own: None, title: str) -> None:
    left, right = ink(replace(CARD, title=title), 120, 440)

    assert 68 <= left <= 90
    assert right < WIDTH - 60


def test_arabic_begins_at_the_right_margin(only_own: None) -> None:
    _left, right = ink(replace(CARD, title=ARABIC), 120, 440)

    assert WIDTH - 90 <= right <= WIDTH - 66


def test_arabic_letters_are_joined(only_own: None) -> None:
    """The word is narrower than its letters side by side."""
    font = font_for(ARABIC, 100, "ar")
    assert font
    assert font.getlength("الأنهار") < 0.9 * sum(font.getlength(one) for one in "الأنهار")


def test_without_shaping_no_arabic_is_drawn(
    only_own: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "check", lambda name: False)

    assert font_for(ARABIC, 40, "ar") is None
    assert font_for(UKRAINIAN, 40, "uk") is not None
    assert font_for(KOREAN, 40, "ko") is not None


def test_script_without_a_font_draws_a_plain_card(only_own: None) -> None:
    plain = card_picture(replace(CARD, title=NOBODYS))

    assert font_for(CHINESE, 40, "zh") is None
    assert plain == card_picture(replace(CARD, title=CHINESE, issuer="x", counted="y", kind="z"))
    assert plain != card_picture(CARD)


def test_words_without_a_font_are_left_out_alone(only_own: None) -> None:
    assert card_picture(replace(CARD, issuer=CHINESE)) == card_picture(replace(CARD, issuer=""))


def test_site_without_a_font_leaves_the_mark(only_own: None) -> None:
    nothing = replace(CARD, title=CHINESE, site=CHINESE)

    assert drawn(nothing).getcolors(100_000) is not None
    assert card_picture(nothing) != card_picture(replace(nothing, site="Undersigned"))


def test_installed_font_is_taken_for_its_script_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in: the fonts of a system are not there on every machine."""
    monkeypatch.setattr(card_fonts, "OWN", (OWN[1],))
    monkeypatch.setattr(card_fonts, "INSTALLED", (tmp_path,))
    for name in ("NotoSansCyrillic-Bold.ttf", "NotoSansThai-Bold.ttf"):
        (tmp_path / name).write_bytes(OWN[0].read_bytes())

    assert font_for(UKRAINIAN, 40, "uk") is not None
    assert font_for(HEBREW, 40, "he") is None


def test_chinese_is_drawn_as_the_language_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_fonts, "INSTALLED", (tmp_path,))
    (tmp_path / "NotoSerifCJK-Bold.ttc").write_bytes(b"")
    chosen = [
        index
        for language in ("ja", "ko", "zh-Hant", "en")
        for path, index in card_fonts._candidates("川", language)
        if path not in OWN
    ]

    assert chosen == [CJK_ORDER["ja"], CJK_ORDER["ko"], CJK_ORDER["zh-hant"], CJK_ORDER["zh"]]


@pytest.mark.parametrize("length", [3, 30, 80, 150, 300])
def test_titles_of_any_length_stay_in_their_room(only_own: None, length: int) -> None:
    title = ("Rivers and those who live beside them " * 8)[:length].strip()
    picture = drawn(replace(CARD, title=title)).convert("L").point(lambda v: 255 * (v < 90))

    assert picture.crop((0, 12, 70, HEIGHT)).getbbox() is None
    assert picture.crop((WIDTH - 70, 12, WIDTH, HEIGHT)).getbbox() is None
    assert picture.crop((0, 434, WIDTH, 474)).getbbox() is None
