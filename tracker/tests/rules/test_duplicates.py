"""Suggested duplicates: what is suggested, what is not, and how long it takes."""

from tracker.rules.duplicates import LikelyDuplicate, likely_duplicates

WORDS = (
    "river",
    "hill",
    "green",
    "coast",
    "north",
    "valley",
    "bridge",
    "castle",
    "forest",
    "stone",
)


def test_likely_duplicates_suggests_misspelt_names() -> None:
    names = [
        (2, "Wheldale Womans Institute"),
        (3, "Other Group"),
        (7, "Wheldale Women’s Institute"),
    ]

    assert likely_duplicates(names) == [
        LikelyDuplicate(7, "Wheldale Women’s Institute", "Wheldale Womans Institute", 96)
    ]


def test_likely_duplicates_compares_with_known_names_best_first() -> None:
    known = ["Saint Edmunds Livesimple Group", "St Edmunds Livesimple Groups", "Elsewhere"]

    found = likely_duplicates([(2, "St Edmunds Livesimple Group")], known)

    assert [(one.line, one.other) for one in found] == [(2, known[1]), (2, known[0])]
    assert found[0].score > found[1].score >= 88


def test_likely_duplicates_leaves_out_names_that_are_the_same() -> None:
    assert likely_duplicates([(2, "Women's Group"), (3, "WOMENS GROUP")], ["Womens’ group"]) == []


def test_likely_duplicates_names_each_other_spelling_once() -> None:
    known = ["Green Coast Groop", "GREEN coast groop"]

    found = likely_duplicates([(2, "Green Coast Group")], known)

    assert [one.other for one in found] == ["Green Coast Groop"]


def test_likely_duplicates_finds_neighbours_when_all_words_are_common() -> None:
    names = [(line, f"Green Coast {number}") for line, number in enumerate(range(100, 300), 2)]
    names.append((999, "Green Coast 100b"))

    found = [one.other for one in likely_duplicates(names) if one.line == 999]

    assert "Green Coast 100" in found


def test_likely_duplicates_takes_ten_thousand_names() -> None:
    names = [
        (line, f"{WORDS[line % 10]} {WORDS[line // 10 % 10]} {WORDS[line // 100 % 10]} {line}")
        for line in range(10_000)
    ]

    assert all(88 <= one.score < 100 for one in likely_duplicates(names, ["River Hill"]))
