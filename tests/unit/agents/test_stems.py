"""Stems: what is compared as the same word, and that threads do not spoil each other's."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from agents import stems

WORDS = ("running", "invoices", "happily", "connection", "relational", "generously", "harbours", "meetings")


def test_forms_of_a_word_have_one_stem_and_stop_words_none() -> None:
    assert stems.content("The invoices of an invoice's kind_and_type") == ["invoic", "invoic"]
    assert stems.content("don't stop_words 漢字語") == ["don't", "stop", "word", "漢字", "字語"]


@pytest.mark.parametrize(
    "text",
    [
        "Rock'n'roll isn't o'clock's: ''tis the_dogs' 3.5% a@b.example/x-y\tz\x1c\x1fq",
        "plain_words, no apostrophe (1+2)",
        "Grüße aus_Köln, l’été d'Anna",
        "",
    ],
)
def test_plain_letters_are_cut_into_the_words_that_the_pattern_finds(text: str) -> None:
    assert stems.words(text) == stems._WORD.findall(text.replace("_", " "))


def test_threads_that_stem_at_once_get_the_stems_of_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"{word}{end}" for word in WORDS for end in ("", "s", "ing", "ed", "ly", "ness")]
    alone = [stems._STEMMER.stemWord(word) for word in words]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(
                threads.map(lambda _: [stems._STEMMER.stemWord(word) for word in words], range(200))
            )
    finally:
        sys.setswitchinterval(before)

    assert all(found == alone for found in together)


def test_the_past_of_an_irregular_verb_has_the_stem_of_its_base() -> None:
    assert stems.content("bought taken wrote") == stems.content("buying takes writes")
    assert stems.content("the thought left") == stems.content("thinks leaves")
