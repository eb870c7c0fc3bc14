"""Everyday words of other languages in English."""

from __future__ import annotations

import pytest

from agents import caches, glosses, snippets, stems


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wohin soll ich mir ein Paket schicken lassen?", "de"),
        ("A che ora tocca a me, il pomeriggio?", "it"),
        ("我有没有药物过敏？", "zh"),
        ("What did I eat at the lake in the morning?", "en"),
        ("Oslo", "en"),
    ],
)
def test_the_language_is_known_by_its_small_words(text: str, language: str) -> None:
    assert glosses.language_of(text) == language


def test_a_long_text_holds_the_same_terms_as_what_it_repeats() -> None:
    told = "Der Hund bekommt morgens eine Tablette und schläft im Garten.\n"

    assert glosses.terms(told * 500) == glosses.terms(told)


def test_of_a_long_text_the_line_with_most_of_the_question_is_told() -> None:
    text = (
        "The ferry leaves at noon.\n" * 3_000 + "The kiln budget is 4,000 euros.\n" + "Nothing else.\n" * 500
    )

    assert snippets.best_line(text, ["kiln", "budget"]) == "The kiln budget is 4,000 euros."
    assert snippets.best_line(text, ["zebra"]) == "The ferry leaves at noon."


def test_english_stays_as_it_stands() -> None:
    text = "I sold the old kiln to a potter in the fall."

    assert glosses.in_english(text) == text


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Der Hund bekommt morgens eine Tablette.", {"dog", "morning", "tablet"}),
        ("La maestra di mio figlio si chiama Ornella.", {"teacher", "son", "name"}),
        ("我妈妈对青霉素过敏", {"mother", "allergic"}),
        ("Der Augenarzt hat angerufen.", {"doctor"}),
    ],
)
def test_known_words_are_told_in_english(text: str, english: set[str]) -> None:
    assert english <= set(stems.words(glosses.in_english(text)))


def test_names_and_unknown_words_are_kept() -> None:
    assert "Wiegand" in glosses.in_english("Ich war bei Dr. Wiegand.")


def test_a_text_is_found_by_its_own_words_and_by_their_english() -> None:
    terms = glosses.terms("Mein Hund heißt Pauli.")

    assert {"hund", "dog", "pauli"} <= terms
    assert "cat" not in terms


def test_no_entry_of_the_list_is_empty() -> None:
    lists = glosses._lists()

    for words in lists.values():
        assert len(words.whole) > 100
        assert "" not in {*words.whole, *words.begins, *words.ends}


def test_what_stands_between_chinese_words_is_one_piece() -> None:
    text = "Fähre 7.40 会议 Mole Süd 密码 x"

    assert glosses.concepts("会议 Mole")[-1] == stems.held("Mole")
    assert glosses._cut(text, glosses._lists()["zh"]) == ["Fähre 7.40 ", "会议", " Mole Süd ", "密码", " x"]
    assert stems.words(glosses.in_english(text))[:3] == ["Fähre", "7", "40"]


def test_a_word_is_looked_up_once_until_the_caches_are_emptied() -> None:
    caches.empty()
    glosses.in_english("Der Hund und der Hund und noch ein Hund")

    assert glosses._told.cache_info().hits > 2
    caches.empty()
    assert glosses._told.cache_info().currsize == 0
