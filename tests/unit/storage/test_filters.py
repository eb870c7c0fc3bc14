"""How a phrase is looked for in a text, and what the index is asked for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import filters, search
from storage.model import Filter
from storage.safe import Safe
from tests.factories import NOON, a_frame, a_note, kept


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("blue folder", "Bring the Blue\nFolder, please", True),
        ("blue folder", "a blue, folder", True),
        ("blue folder", "the folder is blue", False),
        ("folder", "folders", False),
        ("folder*", "folders", True),
        ("*older", "the folder", True),
        ("f*r", "the folder", True),
        ("f*r", "the farther folders", True),
        ("fold* is b*", "folder is blue", True),
        ("cafe muller", "im Café Müller", True),
        ("北京", "今天在北京吃烤鸭", True),
        ("上海", "今天在北京吃烤鸭", False),
        ("北京大学", "我在北\n京大学", True),
        ("北京大学", "北京 的大学", False),
        ("C++", "written in C++ and Rust", True),
        ("C++", "written in C and Rust", False),
        ("and/or", "now and/or later", True),
        ("and/or", "and or", False),
        ("don’t go", "I said don't go", True),
        ("v1.2.3", "release v1.2.3 is out", True),
        ("***", "anything", False),
        ("!!", "anything!!", False),
    ],
)
def test_a_phrase_stands_in_a_text(phrase: str, text: str, expected: bool) -> None:
    assert filters.holds(text, phrase) is expected


@pytest.mark.parametrize(
    "phrase",
    [
        "meeting",
        "meetings",
        "meet*",
        "universi*",
        "relation*",
        "*ology",
        "cryi*",
        "flies",
        "das Café*",
        "a b c",
        "北京*",
        "北京",
        "北京大学",
        "京大学",
        "我在北京",
    ],
)
def test_the_index_lets_through_all_that_holds_a_phrase(safe: Safe, phrase: str) -> None:
    texts = [
        "the meetings of the universities", "a meeting", "relational relations of biology", "crying flies fly",
        "das Café Cafés", "a b c", "在北京大学", "我在北京\n大学见", "我在北\n京大学", "去北京大\n学", "大学在北京",
    ]  # fmt: skip
    notes = [a_note(text) for text in texts]
    kept(safe, *notes)

    found = {hit.id for hit in safe.search.newest(Filter(phrases=(phrase,)))}

    assert found == {note.id for note in notes if filters.holds(note.text, phrase)}
    assert found


# A word for each rule by which the index takes its stems (Porter's own examples, and how they go on).
STEMMED = (
    "caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned "
    "falling hissing fizzed failing filing happy sky relational conditional rational valency hesitancy digitizer "
    "conformably radically differently vilely analogously vietnamization predication operator feudalism decisiveness "
    "hopefulness callousness formality sensitivity sensibility accessibility possibilities triplicate formative "
    "formalize electricity electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable "
    "defensible irritant replacement adjustment dependent adoption communism activate activated allocating homologous "
    "effective bowdlerize probate rate cease controlling running analogy currency connectivity abilities lisbon ferry"
).split()


def test_whatever_a_word_is_begun_with_the_index_lets_it_through(safe: Safe) -> None:
    notes = {word: a_note(word) for word in STEMMED}
    kept(safe, *notes.values())

    lost = [
        word[:length]
        for word, note in notes.items()
        for length in range(1, len(word) + 1)
        if note.id not in {hit.id for hit in safe.search.newest(Filter(phrases=(f"{word[:length]}*",)))}
    ]

    assert lost == []


@pytest.mark.parametrize("phrases", [("harbour",), ("harb*",), ("harbour", "fer*"), ("ha*",), ("ferry",)])
def test_of_very_many_that_hold_a_phrase_those_kept_last_are_listed_newest_first(
    safe: Safe, monkeypatch: pytest.MonkeyPatch, phrases: tuple[str, ...]
) -> None:
    monkeypatch.setattr(search, "_NEWEST", 2)
    notes = [a_note(f"harbour ferry {n}", NOON + timedelta(minutes=n)) for n in range(8)]
    others = [a_note(f"pier {n}", NOON + timedelta(hours=1 + n)) for n in range(3)]
    kept(safe, *notes, *others)

    found = [hit.id for hit in safe.search.newest(Filter(phrases=phrases), 5)]
    earlier = [hit.id for hit in safe.search.newest(Filter(phrases=phrases, until=notes[3].time), 5)]

    assert found == [note.id for note in reversed(notes[3:])]
    assert earlier == [note.id for note in reversed(notes[:3])]


@given(st.text(max_size=40), st.text(max_size=200))
def test_any_signs_at_all_are_looked_for(phrase: str, text: str) -> None:
    assert filters.holds(text, phrase) in (True, False)


def test_signs_of_the_index_are_words_like_others(safe: Safe) -> None:
    note = a_note('she wrote "NEAR(x OR *" twice')
    kept(safe, note, a_frame("nothing of it"))

    for phrase in ('"NEAR(x OR', "OR *", "x' OR 1=1", "NEAR*", ")", '"', "^x", "text:x"):
        hits = safe.search.newest(Filter(phrases=(phrase,)))
        assert {hit.id for hit in hits} <= {note.id}
