"""What stands in the user's own notes on a screen answers as such; what others wrote there, or elsewhere, does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents import jottings
from agents.answer import AnswerDraft
from storage.model import Frame
from tests.fakes.answering import answerer
from tests.fakes.reading import at, frame

LINE = "My train to Utrecht leaves at 17:02."
ASKED = "When does my train to Utrecht leave?"


def shown(text: str, title: str, app: str) -> Frame:
    return frame(text, "2026-03-04T10:00", title, app)


def ask(question: str, seen: Frame) -> AnswerDraft:
    return answerer(seen).answer(question, now=at("2026-03-04T12:00"))


@pytest.mark.parametrize(
    ("title", "app", "name"),
    [
        ("notes.txt - Editor", "Editor", "notes.txt"),
        ("Notes", "Notes", "Notes"),
        ("Daily – Obsidian", "Obsidian", "Daily"),
        ("*reise.txt (~/Documents) - gedit", "gedit", "reise.txt"),
        ("todo.md - VIM", "Terminal", "todo.md"),
        ("todo.org – emacs", "org.gnu.emacs", "todo.org"),
    ],
)
def test_a_line_of_ones_notes_answers_as_what_stands_there(title: str, app: str, name: str) -> None:
    draft = ask(ASKED, shown(f"Shopping: bread, milk\n{LINE}\nCall the plumber", title, app))

    assert draft.answer.startswith(f"It stands in {name}:")
    assert [one.quote for one in draft.citations] == [LINE]


@pytest.mark.parametrize(
    ("question", "text", "begins"),
    [
        ("Wann fährt mein Zug nach Köln?", "Mein Zug nach Köln fährt um 17:02.", "Es steht in Heute:"),
        ("Quando parte il mio treno per Milano?", "Il mio treno per Milano parte alle 17:02.", "Sta scritto in Heute:"),
        ("我去杭州的火车几点开？", "我去杭州的火车17:02开。", "Heute 中写着："),
    ],
)  # fmt: skip
def test_notes_are_told_in_the_language_of_the_question(question: str, text: str, begins: str) -> None:
    assert ask(question, shown(text, "Heute", "Notizen")).answer.startswith(begins)


@pytest.mark.parametrize(
    ("text", "title", "app"),
    [
        (LINE, "Ulrich Bergstrom - Chat", "Chat"),
        (LINE, "Re: Utrecht - Thunderbird", "Thunderbird"),
        (LINE, "A year of trains", "Firefox"),
        (LINE, "Inbox - HCL Notes", "HCL Notes"),
        (LINE, "README.md - Editor", "Editor"),
        (LINE, "letter from Tom.txt - Editor", "Editor"),
        (LINE, "trains.py - Editor", "Editor"),
        (LINE, "user@home: ~", "Terminal"),
        (f"Tom: {LINE}", "notes.txt - Editor", "Editor"),
        (f"[08:32] Tom: {LINE}", "notes.txt - Editor", "Editor"),
        (f"> {LINE}", "notes.txt - Editor", "Editor"),
        (f"Dear Nora,\n{LINE}\nBest,\nTom", "notes.txt - Editor", "Editor"),
        (f"Katya Meyer 08:32\n{LINE}", "notes.txt - Editor", "Editor"),
        (f"From: Tom Reed\n{LINE}", "notes.txt - Editor", "Editor"),
    ],
)
def test_what_somebody_else_wrote_does_not_answer(text: str, title: str, app: str) -> None:
    assert ask(ASKED, shown(text, title, app)).abstained


def test_a_page_with_an_address_is_no_note() -> None:
    assert not jottings.are_of_user(replace(shown(LINE, "Notes", "Notes"), url="https://notes.example/1"))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Where do I live?", "I live in Lisbon."),
        ("What is my phone number?", "My phone number is 0151 2278 441."),
        ("Where do I work?", "I work at Brandt & Söhne."),
    ],
)
def test_what_a_person_is_and_has_is_not_answered_by_a_note_on_a_screen(question: str, text: str) -> None:
    assert ask(question, shown(text, "notes.txt - Editor", "Editor")).abstained


def test_a_note_that_speaks_of_nobody_answers_as_before() -> None:
    draft = ask(ASKED, shown("The train to Utrecht leaves at 17:02.", "notes.txt - Editor", "Editor"))

    assert "17:02" in draft.answer
    assert "It stands in" not in draft.answer


@pytest.mark.parametrize(
    ("line", "spoken"),
    [
        ("Tom: I am late", True),
        ("Tom Reed: I am late", True),
        ("“I am late”", True),
        ("Note: I am late", False),
        ("Train: my seat is 14", False),
        ("I am late", False),
    ],
)
def test_a_line_is_given_to_somebody_by_a_name_or_a_mark(line: str, spoken: bool) -> None:
    assert jottings.is_spoken(line) == spoken
