"""How well chats on screens are read as turns: `python -m tests.bench.bench_turns`, with the real reader.

Per layout: turns found of those whole in sight, speakers, the user's own side; then conversations followed while they
grow and are scrolled; then the turns that screens of other kinds are taken for.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from agents import chats
from app.capture import frame_text
from app.capture.ports import TextReader
from app.capture.readers import choose
from storage import ids
from storage.model import Frame, ObservationId
from tests.chat_screens import drawing, measuring
from tests.chat_screens.measuring import LOOKS, ZONE, Kept, Score, frame_of, stories_of
from tests.screens import browser, contents, qt_windows
from tests.screens.truth import DrawnScreen

# Seeds that were looked at while the reader of turns was made, and such as were not.
SEEN, UNSEEN = ("a", "b"), ("w", "x", "y")
SCROLLED = ("slack", "whatsapp", "signal", "imessage", "teams", "irc")
WHEN = datetime(2026, 3, 4, 12, tzinfo=UTC)


def screens(reader: TextReader, seed: str) -> Iterator[tuple[str, Score, float]]:
    """One screen of every look and story."""
    for style in LOOKS:
        for told in stories_of(style, seed):
            shot = drawing.draw(style, told)
            frame = frame_of(style, told, shot, reader, told.messages[-1].time)
            start = time.process_time()
            read = chats.read(frame, ZONE, (told.me,))
            yield style.layout, measuring.score(told, shot, read), time.process_time() - start


def scrolled(reader: TextReader, seed: str) -> Iterator[tuple[str, Kept]]:
    """Conversations that grow and are scrolled."""
    for layout in SCROLLED:
        style = next(look for look in LOOKS if look.layout == layout)
        for told in stories_of(style, seed, length=24):
            seen = (
                (frame_of(style, told, shot, reader, at), shot) for at, shot in measuring.views(style, told)
            )
            yield layout, measuring.followed(told, seen)


def others(reader: TextReader, seed: int, folder: Path) -> Iterator[tuple[str, int]]:
    """Screens that are no chats, in windows of a browser and of an editor, and what turns they are taken for."""
    for name, drawn in _pages(seed, folder):
        frame = _frame(drawn, reader)
        for app, title in (
            ("Firefox", f"{name} — Mozilla Firefox"),
            ("Text Editor", name),
            ("xterm", "bash"),
        ):
            read = chats.read(replace(frame, app=app, window_title=title), ZONE)
            yield name, len(read.said) if read is not None else 0


def _pages(seed: int, folder: Path) -> Iterator[tuple[str, DrawnScreen]]:
    pages = {name: make for name, make in {**contents.ENGLISH, **contents.CHINESE}.items() if name != "chat"}
    with browser.opened(folder / f"browser-{seed}") as drawing_:
        for name, make in pages.items():
            page = make(random.Random(f"{seed} {name}"))
            yield name, drawing_.draw(page, contents.WIDTH, contents.HEIGHT, 1.0)
    yield from qt_windows.drawn(1.0, seed, folder).items()


def _frame(drawn: DrawnScreen, reader: TextReader) -> Frame:
    gray = drawn.gray()
    words = frame_text.in_lines(reader.read(gray, whole=True))
    height, width = gray.shape
    return Frame(
        ObservationId(ids.new(WHEN)), WHEN, frame_text.text_of(words), "", "", "", 1, width, height, words
    )


def _report(reader: TextReader, what: str, seeds: tuple[str, ...]) -> None:
    scores, spent, number = defaultdict[str, Score](Score), 0.0, 0
    for seed in seeds:
        for layout, score, seconds in screens(reader, seed):
            scores[layout].add(score)
            scores["every layout"].add(score)
            spent, number = spent + seconds, number + 1
    for layout, score in scores.items():
        _say(f"{what} {layout:12} | {score.line()}")
    _say(f"{what} {number} screens, {1000 * spent / number:.1f} ms CPU a screen to read turns from its words")


def _report_scrolled(reader: TextReader, what: str, seeds: tuple[str, ...]) -> None:
    kept = defaultdict[str, Kept](Kept)
    for seed in seeds:
        for layout, one in scrolled(reader, seed):
            kept[layout].add(one)
            kept["every layout"].add(one)
    for layout, one in kept.items():
        _say(f"{what} {layout:12} | {one.line()}")


def _say(text: str) -> None:
    sys.stdout.write(f"turns | {text}\n")
    sys.stdout.flush()


def main() -> None:
    """Prints a row for each layout and set of seeds."""
    reader = choose.choose()
    for what, seeds in (("seen", SEEN), ("unseen", UNSEEN)):
        _report(reader, what, seeds)
    _report_scrolled(reader, "scrolled seen", SEEN[:1])
    _report_scrolled(reader, "scrolled unseen", UNSEEN[:1])
    with tempfile.TemporaryDirectory() as folder:
        counts = [count for seed in (1, 2) for _, count in others(reader, seed, Path(folder))]
    _say(
        f"other screens | {sum(map(bool, counts))} of {len(counts)} taken for a chat, {sum(counts)} false turns"
    )


if __name__ == "__main__":
    main()
