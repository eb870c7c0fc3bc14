"""Whatever a screen shows, reading it as a chat comes to an end soon: nothing on it can hold up the digest."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from agents import chats
from agents.chats import Conversation, Said, marks, shapes, stamps, windows
from agents.patterns import Lazy
from storage import ids
from storage.model import Box, Frame, ObservationId, Role, Turn, Word
from tests.chat_screens.written import WHEN, Line, screen

ZONE = ZoneInfo("UTC")
# What is repeated, and what ends the run: most of it makes a pattern try everything before it gives up.
UNITS = (
    "1", "12 ", "1:", "1/", "1.", "a", "A", "a ", "A ", "Ann, ", " ", "\t", ".", "-", "@", "(", "[<", "_", "|", "“",
    "é", "张", "👍 3 ", "1 _", "edited ", "<a> ", "Anna 14:02 ", "\n", "x.", "+1",
)  # fmt: skip
ENDS = ("", "!", "x", " 1")
# A pattern's time for one line, a door's for one text of 10,000 letters, that of a whole screen; with room for a busy
# machine. What hangs takes hours.
PATTERN, DOOR, SCREEN = 1.0, 2.0, 30.0
WORDS = ("the", "landlord", "12:30", "14:02", "ok", "Anna", "Ben", "again", "?", "..", "1", "<a>", "broken")
# Between messages that no screen printed a time for.
STEP = timedelta(seconds=1, microseconds=1)


def runs(length: int) -> Iterator[str]:
    for unit in UNITS:
        for end in ENDS:
            yield (unit * length)[:length] + end


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.iter_modules(chats.__path__):
        module = importlib.import_module(f"agents.chats.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern | Lazy):
                yield f"{found.name}.{name}", value


def frame(lines: list[Line], app: str = "Slack", title: str = "release | Slack") -> Frame:
    return replace(screen(lines, app, title), width=3840, height=2160)


def check_patterns() -> None:
    """Every pattern, with lines as long as any it is asked about."""
    slow = [
        (name, text[:8], spent)
        for name, pattern in patterns()
        for text in runs(marks.LONGEST)
        if (spent := _spent(lambda pattern=pattern, text=text: pattern.fullmatch(text))) > PATTERN
    ]
    assert slow == []


def check_doors() -> None:
    """What is asked of a line or a title, with texts of 10,000 letters."""
    slow: list[tuple[str, float]] = []
    for text in runs(10_000):
        line = shapes.segments([Word(text, Box(0, 0, 90, 14)), Word("14:02", Box(100, 0, 40, 14))])[0]
        spent = _spent(lambda text=text, line=line: _ask(text, line))
        slow += [(text[:8], spent)] if spent > DOOR else []
    assert slow == []


def _ask(text: str, line: shapes.Segment) -> None:
    today = WHEN.date()
    stamps.read(text, today)
    for ask in (marks.name_of, marks.is_notice, marks.is_status, marks.is_reactions, marks.without_edited):
        ask(text)
    marks.heading(line, today)
    marks.stamp_alone(line, today)
    marks.stamp_behind(line, 14, today)
    marks.composer([line])
    shapes.text_of([line])
    shapes.same_name(text, f"{text}x")
    windows.names(frame([(0, 0, "hello")], title=text))


def check_screens() -> None:
    """Whole screens, as a chat program's and a terminal's."""
    for name, lines in SCREENS.items():
        for app in ("Slack", "xterm"):
            spent = _spent(lambda lines=lines, app=app: chats.read(frame(lines, app), ZONE))
            assert spent < SCREEN, (name, app, spent)


def check_folding() -> None:
    """Long messages without times beside many long known ones."""
    chance = random.Random(5)
    for length in (20, 60):
        texts = [" ".join(chance.choice(WORDS) for _ in range(length)) for _ in range(410)]
        known = [
            Turn(ObservationId(ids.new(WHEN)), WHEN + n * STEP, text, "t", "Anna", Role.PARTICIPANT)
            for n, text in enumerate(texts[:400])
        ]
        said = tuple(Said("Anna", text, Box(0, 0, 1, 1)) for text in texts[400:])
        spent = _spent(lambda known=known, said=said: chats.fold(Conversation("t", said), known, WHEN, ZONE))
        assert spent < SCREEN, (length, spent)


def _spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _dense(rows: int, columns: int, words: int) -> list[Line]:
    chance = random.Random(f"{rows} {columns}")
    wide = 3800 // columns
    return [
        (10 + wide * column, 10 + 2100 * row // rows, " ".join(chance.choice(WORDS) for _ in range(words)))
        for row in range(rows)
        for column in range(columns)
    ]


TALK: list[Line] = [(340, 110, "Anna Reis 14:02"), (340, 131, "hello you"), (340, 740, "Message #release")]
SCREENS: dict[str, list[Line]] = {
    "a long number": [*TALK, (340, 180, "1" * 60 + "x"), (340, 210, "3" * 10_000)],
    "a name of 10,000 letters": [*TALK, (340, 180, "A" * 10_000 + " 14:02"), (340, 210, "hello")],
    "20,000 words": _dense(200, 10, 10),
    "as many words as are read": _dense(85, 7, 10),
    "single words": _dense(390, 14, 1),
    "names and times": [(340, 10 + 15 * row, "Anna Reis 14:02") for row in range(390)],
    "one place": [(340, 100, "Anna 14:02") for _ in range(500)],
    "nowhere": [(-5000, -5000, "Anna 14:02"), (2_000_000_000, 5, "far away"), *TALK],
}


@pytest.mark.parametrize("check", ["check_patterns", "check_doors", "check_screens", "check_folding"])
def test_nothing_on_a_screen_makes_the_reader_hang(check: str) -> None:
    program = f"from tests.unit.agents.test_chats_of_any_length import {check}; {check}()"

    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=240
    )

    assert done.returncode == 0, done.stderr[-2000:]


def test_a_screen_with_a_long_number_is_still_read() -> None:
    found = chats.read(frame(SCREENS["a long number"]), ZONE)

    assert found is not None
    assert "hello you" in found.said[0].text


def test_words_that_lie_nowhere_take_no_room_and_no_part() -> None:
    found = chats.read(frame(SCREENS["nowhere"]), ZONE)

    assert found is not None
    assert [one.text for one in found.said] == ["hello you"]
