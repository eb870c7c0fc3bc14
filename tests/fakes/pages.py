"""Drawn screens and the thirteen real changes that peers' duplicate filters were measured on.

Each change is small or large; perceptual hashes and whole-picture similarity lose 4 to 12 of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from storage import picture_colours
from storage.model import Box
from storage.picture_codec import Pixels
from tests.fakes.screen import Page

# Enough different words that no two lines are alike; none is secret, none is from any corpus.
WORDS = """
harbour lantern meadow copper violet engine garden pencil window marble silver thunder basket orange planet ribbon
castle bridge market winter summer museum kitchen letter paper candle forest island button camera dinner doctor
flower guitar hammer jacket ladder monkey needle office parrot quarter rabbit saddle ticket umbrella valley wallet
yellow anchor bottle carpet report budget meeting invoice project delivery schedule contract customer garage
review quarterly summary figures margin forecast 2026 1,284.50 18:30 #4471 42% v3.2.1 ticket-209
"""
VOCABULARY = tuple(WORDS.split())
TEXT_LEFT, TEXT_TOP, LINE = 420, 120, 24
TEXT = Box(400, 96, 1100, 960)


def looks_like(one: Pixels, other: Pixels) -> bool:
    """Whether no colour of the two pictures differs by more than keeping may move a rare one."""
    return bool(np.abs(one.astype(np.int16) - other).max() <= picture_colours.NEAR)


def sentence(chance: random.Random, words: int = 11) -> str:
    """A line of words in no sense."""
    return " ".join(chance.choices(VOCABULARY, k=words))


def document(seed: int = 1, *, dark: bool = False, lines: int = 26) -> Page:
    """A full HD screen: a title bar, a list at the side, a page of text, a status line with a clock's place."""
    chance = random.Random(seed)
    page = Page(dark=dark)
    panel = "#2b2d31" if dark else "#eceff1"
    page.fill(0, 0, 1920, 40, panel).fill(0, 40, 360, 1000, panel).fill(0, 1048, 1920, 32, panel)
    page.text(16, 12, "Notes Edit View Window Help")
    for number in range(18):
        page.text(24, 70 + 34 * number, sentence(random.Random(number), 3), size=13)
    for number in range(lines):
        page.text(TEXT_LEFT, TEXT_TOP + LINE * number, sentence(chance))
    return page


def _line(page: Page, number: int, text: str) -> Page:
    return page.text(TEXT_LEFT, TEXT_TOP + LINE * number, text)


def _new_lines(count: int) -> Callable[[Page], Page]:
    def change(page: Page) -> Page:
        for number in range(count):
            _line(page, 28 + number, f"appended {number} marigold tangerine zeppelin while nobody looked")
        return page

    return change


def _word(page: Page) -> Page:
    return _line(page, 27, "marigold")


def _scrolled(lines: int) -> Callable[[Page], Page]:
    return lambda page: page.shifted(TEXT, LINE * lines)


def _other_page(page: Page) -> Page:
    return document(99, dark=page.dark)


def _other_file(page: Page) -> Page:
    page.fill(TEXT.x, TEXT.y, TEXT.w, TEXT.h, page.ground)
    for number in range(20):
        _line(
            page,
            number,
            f"{number:>3}  def {VOCABULARY[number]}(self, {VOCABULARY[-1 - number]}): return {number}",
        )
    return page


def _dialog(page: Page) -> Page:
    page.fill(700, 420, 520, 180, "#c0c0c0").fill(704, 424, 512, 172, page.ground)
    return page.text(730, 450, "The file could not be saved.").text(730, 490, "Zeppelin disk is full. Retry?")


def _toast(page: Page) -> Page:
    page.fill(1560, 60, 340, 70, "#37474f")
    page.ink = "#ffffff"
    return page.text(1576, 72, "Marigold sent a message", size=13).text(1576, 98, "see you at 18:30", size=13)


def _bubble(page: Page) -> Page:
    moved = page.shifted(Box(400, 96, 700, 700), 4 * LINE)
    moved.fill(420, 700, 520, 80, "#d1f0d9")
    moved.ink = "#202124"
    return moved.text(440, 712, "marigold: the tangerine parcel").text(440, 742, "came this morning, thanks")


def _slide(title: str, *points: str) -> Page:
    page = Page().fill(0, 0, 1920, 120, "#1f3a5f").text(100, 220, title, size=40)
    for number, point in enumerate(points):
        page.text(140, 340 + 80 * number, point, size=28)
    return page


def light() -> Page:
    return document()


def dark() -> Page:
    return document(dark=True)


def table() -> Page:
    """A sheet of figures in 12 px letters."""
    chance = random.Random(5)
    page = Page().fill(0, 0, 1920, 60, "#eceff1")
    for row in range(36):
        for column in range(8):
            cell = chance.choice(VOCABULARY) if column < 3 else f"{chance.randint(10, 99_999):,}.{row:02}"
            page.text(60 + 220 * column, 90 + 26 * row, cell, size=12)
    return page


def code() -> Page:
    """An editor with 13 px letters of one width on a dark ground."""
    chance = random.Random(6)
    page = Page(dark=True)
    for row in range(40):
        one, other, third = chance.sample(VOCABULARY[:70], 3)
        line = f"def {one}({other}: int) -> str:" if row % 4 == 0 else f"    return {third} + {other} * {row}"
        page.text(80, 40 + 25 * row, line, size=13, font="DejaVuSansMono")
    return page


# Whole screens of different kinds, for measuring a reader.
SCREENS: dict[str, Callable[[], Page]] = {"light": light, "dark": dark, "table": table, "code": code}


def first_slide() -> Page:
    return _slide("Quarterly figures", "Revenue grew", "Margin held")


def second_slide(_: Page) -> Page:
    return _slide("Quarterly outlook", "Revenue slows", "Margin falls")


# name: (the screen before, how it changes)
REAL_CHANGES: dict[str, tuple[Callable[[], Page], Callable[[Page], Page]]] = {
    "one word typed": (light, _word),
    "one new line": (light, _new_lines(1)),
    "three new lines": (light, _new_lines(3)),
    "scroll by one line": (light, _scrolled(1)),
    "scroll by ten lines": (light, _scrolled(10)),
    "all-new page, same layout": (light, _other_page),
    "other file in the same app": (light, _other_file),
    "error dialog": (light, _dialog),
    "toast": (light, _toast),
    "chat message arrives": (light, _bubble),
    "dark: new page": (dark, _other_page),
    "dark: new line": (dark, _new_lines(1)),
    "slide A to B": (first_slide, second_slide),
}
