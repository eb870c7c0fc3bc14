"""A screen that shows what a test puts on it, and pages of drawn text to put there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from app.capture.ports import Monitor, Picture, ScreenUnavailable
from storage.model import Box, Word

FONTS = Path("/usr/share/fonts/truetype/dejavu")
FULL_HD = (1920, 1080)


class FakeScreen:
    """Monitors side by side, each showing the picture it was last given (black before)."""

    def __init__(self, *sizes: tuple[int, int]) -> None:
        self._monitors: list[Monitor] = []
        for width, height in sizes or ((640, 480),):
            left = sum(monitor.width for monitor in self._monitors)
            self._monitors.append(Monitor(len(self._monitors) + 1, left, 0, width, height))
        self._shown: dict[int, Picture] = {}
        self._failure: str | None = None
        self._garbled: set[int] = set()
        # Called with each monitor before its picture is taken: what happens in the midst of a look.
        self.before_grab: Callable[[Monitor], None] = lambda monitor: None

    def show(self, picture: Picture, monitor: int = 1) -> None:
        """From now on `monitor` shows `picture`, which must have its size."""
        expected = self._monitors[monitor - 1]
        assert (picture.width, picture.height) == (expected.width, expected.height)
        self._shown[monitor] = picture

    def unplug(self, number: int) -> None:
        """From now on there is no such monitor."""
        self._monitors = [monitor for monitor in self._monitors if monitor.number != number]

    def plug_in(self, monitor: Monitor) -> None:
        """From now on there is this monitor, too."""
        self._monitors.append(monitor)

    def garble(self, number: int, on: bool = True) -> None:
        """From now on the display sends half of what `number` shows."""
        (self._garbled.add if on else self._garbled.discard)(number)

    def fail(self, sentence: str | None) -> None:
        """From now on the display is gone, for this reason; None brings it back."""
        self._failure = sentence

    def monitors(self) -> tuple[Monitor, ...]:
        self._refuse_if_gone()
        return tuple(self._monitors)

    def grab(self, monitor: Monitor) -> Picture:
        self.before_grab(monitor)
        self._refuse_if_gone()
        if monitor not in self._monitors:
            raise ScreenUnavailable("There is no such monitor.")
        black = Picture(monitor.width, monitor.height, bytes(4 * monitor.width * monitor.height))
        shown = self._shown.get(monitor.number, black)
        if monitor.number in self._garbled:
            return Picture(shown.width, shown.height, shown.pixels[: len(shown.pixels) // 2])
        return shown

    def close(self) -> None:
        self._failure = "The fake screen was closed."

    def _refuse_if_gone(self) -> None:
        if self._failure is not None:
            raise ScreenUnavailable(self._failure)


@dataclass
class Page:
    """A screen being drawn, and the words drawn on it."""

    size: tuple[int, int] = FULL_HD
    dark: bool = False
    words: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ground, self.ink = ("#1e1f22", "#d4d7dd") if self.dark else ("#ffffff", "#202124")
        self.image = Image.new("RGB", self.size, self.ground)
        self.pen = ImageDraw.Draw(self.image)

    def text(self, x: int, y: int, line: str, *, size: int = 14, font: str = "DejaVuSans") -> Page:
        """Draws one line with its top left at (x, y) and notes its words."""
        face = ImageFont.truetype(str(FONTS / f"{font}.ttf"), size)
        self.pen.text((x, y), line, font=face, fill=self.ink)
        number = self.words[-1].line + 1 if self.words else 0
        start = 0
        for text in line.split():
            start = line.index(text, start)
            left = x + round(face.getlength(line[:start]))
            box = Box(left, y, max(1, round(face.getlength(text))), round(size * 1.2))
            self.words.append(Word(text, box, 1.0, number))
            start += len(text)
        return self

    def fill(self, x: int, y: int, width: int, height: int, colour: str) -> Page:
        """Paints a rectangle."""
        self.pen.rectangle((x, y, x + width - 1, y + height - 1), fill=colour)
        return self

    def copy(self) -> Page:
        """The page as it is now, to be drawn on."""
        other = Page(self.size, self.dark, list(self.words))
        other.image.paste(self.image)
        return other

    def shifted(self, box: Box, up: int) -> Page:
        """The page with `box` scrolled up; what comes in from below is empty."""
        other = self.copy()
        piece = self.image.crop((box.x, box.y + up, box.x + box.w, box.y + box.h))
        other.fill(box.x, box.y, box.w, box.h, self.ground)
        other.image.paste(piece, (box.x, box.y))
        return other

    def picture(self) -> Picture:
        """The page as the screen would give it."""
        pixels = self.image.tobytes("raw", "BGRX")
        return Picture(self.image.width, self.image.height, pixels)
