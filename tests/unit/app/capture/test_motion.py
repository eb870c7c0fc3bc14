"""What scrolled keeps its words; only what came into sight is read."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.capture import motion
from app.capture.pipeline import FramePipeline, Scene
from app.capture.ports import GrayImage, Picture
from storage import picture_patches
from storage.model import Box, Word
from tests.factories import NOON
from tests.fakes import pages
from tests.fakes import reader as drawn
from tests.fakes.reader import FakeReader
from tests.fakes.screen import Page

SIZE = (960, 640)
LOOKS = 100 if os.environ.get("PROVE") else 10


class Measured(FakeReader):
    """Counts the pixels it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.pixels = 0

    def read(self, gray: GrayImage, *, whole: bool) -> tuple[Word, ...]:
        self.pixels += gray.size
        return super().read(gray, whole=whole)


@dataclass
class Pane:
    """A place that shows a part of a long text; `at` is the first row of it that is in sight, `head` stays in place."""

    place: Box
    lines: list[str]
    pitch: int = 26
    head: str = ""
    at: int = 0

    def most(self) -> int:
        return self.pitch * len(self.lines) + 20 - self.place.h

    def draw(self, canvas: NDArray[np.uint8]) -> None:
        first, margin = self.at // self.pitch, 3 * self.pitch
        text = drawn.blank(self.place.w, self.place.h + 3 * margin)
        for number, line in enumerate(self.lines[max(0, first - 2) : first + self.place.h // self.pitch + 3]):
            drawn.write(text, line, 12, 10 + margin + self.pitch * (number + max(0, first - 2)) - self.at)
        shown = text[margin : margin + self.place.h]
        if self.head:
            shown[:32] = 255
            drawn.write(shown, self.head, 12, 10)
        canvas[self.place.y : self.place.y + self.place.h, self.place.x : self.place.x + self.place.w] = shown


@dataclass
class Desktop:
    """Panes before a pipeline with a perfect reader."""

    panes: list[Pane]
    reader: Measured = field(default_factory=Measured)

    def __post_init__(self) -> None:
        self.pipeline = FramePipeline(self.reader, lambda text, found, observation: ())
        self._behind = 0

    def picture(self) -> Picture:
        canvas = drawn.blank(*SIZE)
        for pane in self.panes:
            pane.draw(canvas)
        return drawn.picture(canvas)

    def look(self) -> int:
        """One look; answers with how many pixels were read."""
        before = self.reader.pixels
        self.pipeline.take(self.picture(), Scene(NOON, "Editor", "report"))
        return self.reader.pixels - before

    def looks_behind(self) -> int:
        """At how many of the last looks the words known were not those on the screen. To be asked at each."""
        self._behind = 0 if self.known() == self.true() else self._behind + 1
        return self._behind

    def known(self) -> set[tuple[str, Box]]:
        """The words the pipeline takes the screen to hold, before secrets are masked."""
        return uncut(self.pipeline._texts.words(1))

    def true(self) -> set[tuple[str, Box]]:
        """What reading all of the screen gives."""
        picture = self.picture()
        return uncut(FakeReader().read(picture.array()[:, :, 0].copy(), whole=True))


def uncut(words: Sequence[Word]) -> set[tuple[str, Box]]:
    """Those whose letters are in sight from top to bottom."""
    return {(word.text, word.box) for word in words if word.box.h == drawn.HEIGHT}


def lines(chance: random.Random, count: int, words: int = 4) -> list[str]:
    return [" ".join(chance.choices(pages.VOCABULARY[:66], k=words)) for _ in range(count)]


def layouts() -> dict[str, Callable[[], Desktop]]:
    chance = random.Random(3)
    still = Pane(Box(0, 0, 250, 640), lines(chance, 22, 2))

    def pane(x: int, w: int, y: int = 0, h: int = 640, words: int = 4, **more: object) -> Pane:
        return Pane(Box(x, y, w, h), lines(chance, 200, words), **more)  # type: ignore[arg-type]  (fields of Pane)

    return {
        "a pane beside a still list": lambda: Desktop([replace(still), pane(250, 700)]),
        "all of the screen": lambda: Desktop([pane(0, 960, words=6)]),
        "a header that stays": lambda: Desktop([replace(still), pane(250, 700, head="name date amount")]),
        "two panes side by side": lambda: Desktop([pane(0, 470), pane(470, 490)]),
        "two panes above each other": lambda: Desktop([pane(100, 700, 0, 300), pane(100, 700, 320, 320)]),
        "a narrow pane": lambda: Desktop([replace(still), pane(500, 230, words=2)]),
        "lines with no room between": lambda: Desktop([pane(130, 700, pitch=13)]),
        "a third of a tile off": lambda: Desktop([pane(77, 713, 45, 501)]),
    }


@pytest.mark.parametrize("layout", layouts())
def test_after_any_scrolling_the_words_are_those_of_the_whole_screen(layout: str) -> None:
    desktop = layouts()[layout]()
    chance = random.Random(layout)
    desktop.look()
    whole = desktop.reader.pixels

    read = []
    for _ in range(LOOKS):
        for pane in chance.sample(desktop.panes, chance.randint(1, len(desktop.panes))):
            if pane.most() > 0:
                pane.at = min(max(0, pane.at + chance.randint(-90, 130)), pane.most())
        read.append(desktop.look())
        if chance.random() < 0.5:
            read[-1] += desktop.look()
            assert desktop.known() == desktop.true()
        assert desktop.looks_behind() <= 1

    assert sum(read) / len(read) < 0.45 * whole


def test_a_scroll_reads_only_what_came_into_sight() -> None:
    desktop = layouts()["a pane beside a still list"]()
    desktop.look()
    desktop.panes[1].at = 78

    read = desktop.look()

    assert desktop.known() == desktop.true()
    assert read <= 700 * (78 + 2 * 26)


def test_continuous_scrolling_is_read_at_every_second_look() -> None:
    desktop = layouts()["a pane beside a still list"]()
    desktop.look()

    read = []
    for _ in range(40):
        desktop.panes[1].at += 60
        read.append(desktop.look())

        assert desktop.looks_behind() <= 1

    assert read.count(0) == 20


def test_a_scroll_that_goes_on_and_ends_is_read_at_the_next_look() -> None:
    desktop = layouts()["a pane beside a still list"]()
    desktop.look()
    for _ in range(2):
        desktop.panes[1].at += 60
        desktop.look()
    waiting = desktop.known() != desktop.true()

    desktop.look()

    assert waiting
    assert desktop.known() == desktop.true()


@pytest.mark.parametrize("again", [-60, 400, 3000], ids=["back", "further", "another part"])
def test_whatever_comes_after_a_scroll_that_waited_is_read_in_the_end(again: int) -> None:
    desktop = layouts()["a pane beside a still list"]()
    desktop.look()
    for _ in range(2):
        desktop.panes[1].at += 60
        desktop.look()

    desktop.panes[1].at += again
    desktop.look()

    assert desktop.known() == desktop.true()


def test_what_scrolls_so_fast_that_it_may_be_gone_at_the_next_look_does_not_wait() -> None:
    desktop = layouts()["a pane beside a still list"]()
    desktop.look()

    for _ in range(6):
        desktop.panes[1].at += 200
        desktop.look()

        assert desktop.known() == desktop.true()


def test_a_message_beside_what_scrolls_on_is_read_at_once() -> None:
    desktop = layouts()["a pane beside a still list"]()
    desktop.look()
    for _ in range(3):
        desktop.panes[1].at += 60
        desktop.look()
    desktop.panes[0].lines[-2:] = ["marigold tangerine violin"] * 2

    desktop.panes[1].at += 60
    desktop.look()

    assert desktop.known() == desktop.true()


def test_scrolling_too_fast_to_follow_is_read_once_it_is_slow_enough() -> None:
    desktop = layouts()["a pane beside a still list"]()
    desktop.look()
    for _ in range(5):
        desktop.panes[1].at += 700
        desktop.look()

    desktop.panes[1].at += 60
    desktop.look()

    assert desktop.known() == desktop.true()


def test_a_line_put_between_others_moves_those_below() -> None:
    desktop = layouts()["a pane beside a still list"]()
    desktop.look()
    desktop.panes[1].lines.insert(6, "marigold tangerine")

    read = desktop.look()

    assert desktop.known() == desktop.true()
    assert read < 700 * 200


def test_what_is_wholly_new_has_not_moved() -> None:
    before, after = pages.document(1), pages.document(99)
    differing = picture_patches.differing(before.picture().colours(), after.picture().colours())

    assert motion.find(before.picture().colours(), after.picture().colours(), differing) is None


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("up", [24, -24, 37, 240])
def test_real_letters_move_at_every_scale(scale: float, up: int) -> None:
    page = scaled(scale)
    text = Box(400, 96, 1100, 960)
    moved = page.shifted(text, up) if up > 0 else fallen(page, text, -up)
    before, after = page.picture().colours(), moved.picture().colours()

    found = motion.find(before, after, picture_patches.differing(before, after))

    assert found is not None
    words, _ = found.carry(page.words)
    still = [word for word in page.words if word.box.x < 400 or word.box.y < 96]
    assert all(word in words for word in still)
    for word in page.words:
        goal = replace(word.box, y=word.box.y - up)
        inside = text.y + 4 < goal.y and goal.y + goal.h < text.y + text.h - 4 and word not in still
        assert not inside or replace(word, box=goal) in words


def scaled(scale: float) -> Page:
    chance = random.Random(8)
    page = Page()
    for number in range(18):
        page.text(24, 100 + round(34 * scale) * number, pages.sentence(chance, 2), size=round(13 * scale))
    for number in range(int(36 / scale)):
        page.text(420, 120 + round(24 * scale) * number, pages.sentence(chance, 5), size=round(14 * scale))
    page.words = [
        word for word in page.words if word.box.y + word.box.h < 1056 and word.box.x + word.box.w < 1480
    ]
    return page


def fallen(page: Page, box: Box, down: int) -> Page:
    """The page with `box` scrolled down; what comes in from above is empty."""
    other = page.copy()
    piece = page.image.crop((box.x, box.y, box.x + box.w, box.y + box.h - down))
    other.fill(box.x, box.y, box.w, box.h, page.ground)
    other.image.paste(piece, (box.x, box.y + down))
    return other
