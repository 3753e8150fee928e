"""Lists of words."""

from tracker.readers.word_lists import word_ranks, word_set


def test_word_set_is_the_words_of_a_sentence() -> None:
    assert word_set("one two  two") == {"one", "two"}


def test_word_ranks_counts_in_every_row() -> None:
    assert word_ranks("first second", "primero segundo") == {
        "first": 1,
        "second": 2,
        "primero": 1,
        "segundo": 2,
    }
