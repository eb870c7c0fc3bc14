"""What the recorder needs from the machine: screens, windows and a reader of text, each behind a port."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from storage.errors import ReverieError
from storage.model import Box, Word

# height × width, one byte a pixel, 0 is black.
GrayImage: TypeAlias = NDArray[np.uint8]


class ScreenUnavailable(ReverieError):
    """There is no display to look at, or it went away."""

    title = "The screen cannot be seen"


class ScreenSilent(ScreenUnavailable):
    """The display is there and does not answer: it hangs, or was stopped."""

    title = "The screen does not answer"


class WindowsUnknown(ScreenUnavailable):
    """There are pictures, but nobody tells which windows are in them: no rule could be kept to."""

    title = "Windows cannot be told apart"


class ReaderUnavailable(ReverieError):
    """Text cannot be read: the program or its language data is missing. The message names the command to run."""

    title = "Text on the screen cannot be read"


class UnreadablePicture(ReverieError):
    """An image file is broken, too large, or of a form that is not read."""

    title = "The picture cannot be read"


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen as pixels: `height` rows of `width` pixels, four bytes each (blue, green, red, unused).

    `pixels` is never written to; it may be the buffer the screen was read into, which saves a copy of 8 MB.
    """

    width: int
    height: int
    pixels: bytes | bytearray

    def array(self) -> NDArray[np.uint8]:
        """The pixels as (height, width, 4) without a copy; not writable."""
        flat = np.frombuffer(self.pixels, np.uint8)
        flat.flags.writeable = False
        return flat.reshape(self.height, self.width, 4)

    def colours(self) -> NDArray[np.uint32]:
        """One number a pixel, (height, width), without a copy; not writable."""
        return self.array().view(np.uint32)[:, :, 0]

    @property
    def box(self) -> Box:
        """The whole picture as a box."""
        return Box(0, 0, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Monitor:
    """One monitor: its number (from 1) and its place on the desktop, in physical pixels."""

    number: int
    x: int
    y: int
    width: int
    height: int

    @property
    def box(self) -> Box:
        """The monitor's place on the desktop."""
        return Box(self.x, self.y, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Window:
    """One window as the desktop shows it; `box` is in desktop pixels and includes the frame with the title.

    `see_through` is true where the window may let what is behind it be seen. `url` is empty when unknown;
    `other_urls` are those of frames in the page. `id` is the desktop's number for it, 0 where there is none.
    `process` is the name of the program, which a window cannot choose; `other_titles` are what else it calls itself.
    `panel` is a task bar or the like, which shows the titles of other windows. `reach` is where its menus may be shown
    on a desktop that does not list them as windows; None where they are.
    """

    app: str
    title: str
    pid: int
    box: Box
    full_screen: bool = False
    see_through: bool = False
    url: str = ""
    id: int = 0
    process: str = ""
    other_titles: tuple[str, ...] = ()
    other_urls: tuple[str, ...] = ()
    private: bool = False
    panel: bool = False
    reach: Box | None = None

    @property
    def place(self) -> Box:
        """Everywhere it may be seen: its box, and where its menus may be."""
        return self.reach or self.box

    @property
    def names(self) -> tuple[str, ...]:
        """What the application is called, by itself and by the system."""
        return tuple(name for name in dict.fromkeys((self.app, self.process)) if name)

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title it has."""
        return (self.title, *self.other_titles)

    @property
    def urls(self) -> tuple[str, ...]:
        """Every address it is known to show."""
        return tuple(url for url in (self.url, *self.other_urls) if url)


@dataclass(frozen=True, slots=True)
class Control:
    """The control that has the keyboard: what it is (`entry`, `password text`, ...) and where, in desktop pixels."""

    role: str
    box: Box


@dataclass(frozen=True, slots=True)
class Told:
    """What an application says itself of one of its windows.

    `title` is its own name for the window, `url` the address of the document that is shown, `other_urls` those of
    frames in it, `private` whether it says that nothing is to be remembered. `secret_fields` are the places of fields
    for passwords, in desktop pixels. `answered` is false where the application can tell, and has not done so in time.
    """

    title: str = ""
    url: str = ""
    other_urls: tuple[str, ...] = ()
    private: bool = False
    secret_fields: tuple[Box, ...] = ()
    focus: Control | None = None
    answered: bool = True


class ScreenSource(Protocol):
    """Takes pictures of monitors. Used by one thread; whoever opened it closes it."""

    def monitors(self) -> tuple[Monitor, ...]:
        """The monitors there are now, numbered from 1. Raises ScreenUnavailable."""

    def grab(self, monitor: Monitor) -> Picture:
        """What `monitor` shows now, in its own pixels. Raises ScreenUnavailable."""

    def close(self) -> None:
        """Lets the display go. A second call does nothing."""


class WindowInfo(Protocol):
    """Knows the windows on the desktop. Used by one thread; whoever opened it closes it."""

    name: str

    def active(self) -> Window | None:
        """The window that has the focus, or None when there is none or it just went away."""

    def visible(self) -> tuple[Window, ...]:
        """The windows of the current desktop that are not minimised, front to back."""

    def out_of_sight(self) -> tuple[Window, ...]:
        """The windows that are minimised or on another desktop; empty where that is not known."""

    def idle_seconds(self) -> float:
        """Seconds since the user last touched keyboard or mouse; 0 where that is not known."""

    def screen_locked(self) -> bool:
        """Whether a lock screen or screen saver covers the desktop; False where that is not known."""

    def close(self) -> None:
        """Lets the desktop go. A second call does nothing."""


class Accessibility(Protocol):
    """Knows what applications say of their windows. Used by one thread; whoever opened it closes it."""

    name: str

    def told(self, windows: Sequence[Window]) -> tuple[Told, ...]:
        """What is said of each of `windows`, in their order, within a bounded time, whatever the applications do.

        An application that does not speak is `Told()`; one that could, and is late, is `Told(answered=False)`.
        """

    def close(self) -> None:
        """Leaves the applications alone. A second call does nothing."""


class TextReader(Protocol):
    """Reads text in pictures. Slow; lives in a child process. Whoever opened it closes it."""

    @property
    def name(self) -> str:
        """The engine's name."""

    @property
    def trouble(self) -> str:
        """Which of the languages asked for are not read, and what to do; empty when all are."""

    def read(self, gray: GrayImage, *, whole: bool) -> tuple[Word, ...]:
        """The words in `gray`, a piece of screen (`whole`: a full one, with columns), boxes in its pixels.

        Raises ReaderUnavailable with a sentence that says what to install.
        """

    def close(self) -> None:
        """Frees the reader. A second call does nothing."""
