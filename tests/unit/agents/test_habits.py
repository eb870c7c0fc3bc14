"""What the user does again and again is kept, as a habit and not as a wish or a day's happening."""

from __future__ import annotations

import pytest

from agents import habits
from tests.unit.agents.test_patches import digested, library_of, said

HABITS = [
    "I go running on Tuesdays",
    "from now on I go running on mondays",
    "From now on I'll go swimming every Friday.",
    "starting next week I do yoga on Thursdays",
    "ab jetzt gehe ich montags laufen",
    "ich gehe dienstags laufen",
    "d'ora in poi vado a correre il lunedì",
    "vado a correre il martedì",
    "从现在起我每周一去跑步",
    "我每周二去跑步",
]


@pytest.mark.parametrize("text", HABITS)
def test_a_habit_is_kept_as_one(text: str) -> None:
    library = library_of()

    library.apply(digested(library, said(text)).changes)

    kept = [*library.texts("core"), *library.texts("semantic")]
    assert len(kept) == 1
    assert "wishes" not in kept[0]
    assert library.texts("episodic") == []


@pytest.mark.parametrize(
    "text",
    [
        "I went running on Monday",
        "I used to swim every day",
        "every Monday I want short answers",
        "I wish I ran every day",
        "if I go running on Mondays I sleep well",
        "do I go running on Mondays?",
        "Marco corre ogni lunedì",
        "vado a correre lunedì",
        "vado a correre il lunedì 5 ottobre",
        "d'ora in poi scrivimi in italiano ogni giorno",
        "ab jetzt möchte ich jeden Tag kurze Antworten",
        "ich wollte montags laufen",
        "我想每天跑步",
        "from now on answer me every day in German",
        "you said I go running on Mondays",
    ],
)
def test_what_is_wished_was_so_or_is_anothers_is_no_habit(text: str) -> None:
    assert not habits.tells(text)
