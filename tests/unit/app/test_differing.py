"""What stays, goes and comes between two texts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services import differing
from app.services.looking import Looking
from storage.model import Author, Extend, Retire
from tests.factories import NOON, a_fact, a_safe, remembered
from tests.fakes.clock import WoundClock
from ui import when


def shown(old: str, new: str) -> list[tuple[str, str]]:
    """The pieces, without the spaces at their ends."""
    return [(piece.how, piece.text.strip()) for piece in differing.pieces(old, new) if piece.text.strip()]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "new words", [("added", "new words")]),
        ("old words", "", [("removed", "old words")]),
        ("one two", "one two three", [("same", "one"), ("same", "two"), ("added", "three")]),
        ("at pier 6", "at pier 66", [("same", "at pier"), ("removed", "6"), ("added", "66")]),
        ("我住在里斯本", "我住在波尔图", [("same", "我住在"), ("removed", "里斯本"), ("added", "波尔图")]),
    ],
)
def test_pieces_are_told_in_order(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert shown(old, new) == pieces


@given(st.text("ab \n", max_size=50), st.text("ab \n", max_size=50))
def test_both_texts_can_be_put_together_from_the_pieces(old: str, new: str) -> None:
    found = list(differing.pieces(old, new)) if old != new else []

    if found:
        # But for spaces: "a" and "a " are the same word.
        assert "".join(piece.text for piece in found if piece.how != "added").split() == old.split()
        assert "".join(piece.text for piece in found if piece.how != "removed").split() == new.split()


def test_a_small_change_of_a_huge_text_is_told_in_a_line_and_soon() -> None:
    text = "lorem ipsum dolor " * 280_000
    begun = time.process_time()

    found = list(differing.pieces(text, text.replace("dolor", "amet", 1)))

    assert sum(len(piece.text) for piece in found) < 400
    assert ("added", "amet") in [(piece.how, piece.text.strip()) for piece in found]
    assert time.process_time() - begun < 1.0


def test_texts_that_have_nothing_in_common_are_told_soon_and_cut() -> None:
    old, new = (" ".join(f"{word}{at}" for at in range(200_000)) for word in ("a", "b"))
    begun = time.process_time()

    found = list(differing.pieces(old, new))

    assert [piece.how for piece in found] == ["removed", "added"]
    assert all(len(piece.text) <= differing.MOST_SHOWN + 1 for piece in found)
    assert time.process_time() - begun < 1.0


def test_each_memory_that_was_put_together_is_told_against_what_it_became(tmp_path: Path) -> None:
    clock = WoundClock(NOON)
    with a_safe(tmp_path / "home", clock) as safe:
        one, other, whole = remembered(
            safe, a_fact("Ferry", "Pier 6"), a_fact("Ferry", "4 euros"), a_fact("Ferry", "Pier 6, 4 euros")
        )
        safe.memories.apply([Extend(one, {"name": "Ferry", "summary": "Pier 9"}, (), "moved", Author.AGENT)])
        for part in (one, other):
            safe.memories.apply([Retire(part, NOON, "together", Author.USER, by=whole)])

        told = Looking(safe, when.zone("UTC"), clock).changes(whole, 10)

    assert [(one.reason, one.ended) for one in told] == [
        ("together", True),
        ("together", True),
        ("moved", False),
    ]
    assert [shown_piece for shown_piece in told[0].fields[0].pieces if shown_piece.how == "removed"] == []
    texts = [
        "".join(piece.text for piece in change.fields[0].pieces if piece.how != "removed") for change in told
    ]
    assert texts == ["Pier 6, 4 euros", "Pier 6, 4 euros", "Pier 9"]
