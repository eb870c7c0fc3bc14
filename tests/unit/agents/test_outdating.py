"""What tells that a sentence puts a note out of date: the signs of both, and notes that are changed by them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from agents import news
from agents.digest import Digest
from agents.kinds import all_kinds
from agents.models import catalog
from agents.patches import outdating
from agents.patches.outdating import Heard
from agents.ports import Embedder
from storage import ids
from storage.model import Memory, ObservationId, Role, Turn
from tests.fakes.memory_library import MemoryLibrary
from tests.memops import playing

NOW = datetime(2026, 9, 22, 17, 38, tzinfo=UTC)
NOTES = {
    "Duck eggs": "User sells a tray of duck eggs for £9.50",
    "Loom class": "Loom class is on Mondays at 18:45 in the old dairy",
    "Farrier": "The farrier is Gudrun, phone 01632 960331",
}


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return playing.embedder(catalog.cache_folder())


def note(name: str, library: MemoryLibrary | None = None) -> Memory:
    """One of the notes, in a library."""
    body = all_kinds()["semantic"].completed(
        {"name": name, "summary": NOTES[name]}, NOW - timedelta(days=200)
    )
    return (library or MemoryLibrary()).holds("semantic", body, "2026-01-05")


def measured(sentence: str, name: str, **more: str) -> dict[str, float]:
    return outdating.measured(Heard(sentence, **more), note(name), 0.6, 0.2, news.tells(sentence))


def current(embedder: Embedder, said: str) -> str:
    """The notes that are current after a message."""
    library = MemoryLibrary()
    for name in NOTES:
        note(name, library)
    turn = Turn(ObservationId(ids.new(NOW)), NOW, said, "chat", "", Role.USER)
    library.apply(Digest(all_kinds(), embedder, ZoneInfo("UTC")).digest([turn], library).changes)
    return "\n".join(one.text.partition("Said: ")[0] for one in library.rows.values() if one.current)


@pytest.mark.parametrize(
    ("said", "gone", "held"),
    [
        ("as of this morning a tray of ducks is £11.20, feed's gone mad", "£9.50", "11.20"),
        ("loom class in the old dairy has crept back to 19:15", "18:45", "19:15"),
        ("the loom class has gone to Thursdays, still a quarter to seven", "Mondays", "hursday"),
    ],
)
def test_what_tells_another_value_of_a_note_takes_its_place(
    embedder: Embedder, said: str, gone: str, held: str
) -> None:
    now = current(embedder, said)

    assert gone not in now
    assert held in now


@pytest.mark.parametrize(
    "said",
    [
        "the neighbour wants £11.20 for a tray of hen eggs",
        "loom class in the old dairy as ever",
        "a man at the loom class sold me a spindle for £14",
        "should a tray of duck eggs be £11.20?",
        "if feed goes up again a tray of duck eggs will be £11.20",
        "my sister's loom class in Hexham is at 19:15",
        "just this week the loom class starts at 19:15",
        "Gudrun told me a joke about ducks",
        "der Nachbar will 11,20 für ein Tablett Enteneier",
        "that mail about the loom class is a fraud",
    ],
)
def test_what_tells_of_another_thing_or_of_no_change_leaves_every_note_alone(
    embedder: Embedder, said: str
) -> None:
    now = current(embedder, said)

    assert all(text in now for text in NOTES.values())


def test_each_sign_has_a_weight_and_a_value() -> None:
    signs = measured("a tray of duck eggs is £11.20 now", "Duck eggs")

    assert {*signs, "constant"} == set(outdating.weights())
    assert all(np.isfinite(value) for value in signs.values())


def test_the_forms_of_values_are_told_apart() -> None:
    money = measured("a tray of duck eggs is £11.20 now", "Duck eggs")
    hour = measured("the duck eggs go out at 11:20", "Duck eggs")

    assert (money["money otherwise"], money["otherwise"], money["number otherwise"]) == (1, 1, 1)
    assert (hour["money otherwise"], hour["otherwise"], hour["hour only told"]) == (0, 0, 1)
    assert hour["money only known"] == 1


def test_another_value_is_likelier_to_change_a_note_than_the_same_or_none() -> None:
    odds = [
        outdating.odds(measured(text, "Duck eggs"))
        for text in ("a tray of duck eggs is £11.20", "a tray of duck eggs is £9.50", "I love duck eggs")
    ]

    assert odds[0] > 0 > max(odds[1:])


def test_what_is_far_from_a_note_is_not_embedded() -> None:
    heard = Heard("it rained on the parade again")

    assert not outdating.could(heard, note("Duck eggs"), news.tells(heard.sentence))
    assert outdating.could(Heard("a tray of duck eggs is £11.20 now"), note("Duck eggs"), 0.0)


def test_words_that_stand_around_a_sentence_and_before_it_count() -> None:
    alone = measured("11.20 from now on", "Duck eggs")
    among = measured(
        "11.20 from now on",
        "Duck eggs",
        words="the duck eggs. 11.20 from now on",
        asked="And the tray of eggs?",
    )

    assert among["words around"] > alone["words around"]
    assert among["words of the question"] > alone["words of the question"] == 0
