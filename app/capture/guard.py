"""Says what of a picture may be kept, by the windows before it was taken, right after, and a little later.

Titles, addresses and pixels do not change at the same instant. So a window that was hidden stays so for a moment
after it calls itself something else; and what is to be kept is asked about once more when every program had time to
say what it shows.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.capture import browsers, gate, regions
from app.capture.gate import Mask, Verdict
from app.capture.ports import Accessibility, Monitor, Told, Window, WindowInfo
from app.capture.rules import Rule, RuleBook
from storage.model import Box

# So long a window stays hidden after it was: it is painted anew later than its title changes, and fades when it is
# closed.
LINGER_SECONDS = 1.0
# So long after a picture a browser may still change its title to that of the page in the picture (Chromium waits 80
# ms).
SETTLE_SECONDS = 0.25
MOVING = "windows were moving"
SWITCHED = "a window was just switched"
LATE = "a browser that does not say what it shows"
SECRET_FIELDS = "password fields"  # noqa: S105 - a reason, no password
# An address as browsers put it into a title when a page has none of its own.
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")

# What a window is known by: its number, or where there are none its process and title.
_Key: TypeAlias = int | tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class View:
    """The desktop at one moment.

    `listed` are the windows in sight, front to back, as the desktop lists them; `windows` the same with what their
    applications said; `focused` is the one with the keyboard as the desktop has it, `active` with what was said.
    `hidden` are those that must not be seen, by their reason; `masks` all places that must not.
    """

    listed: tuple[Window, ...]
    windows: tuple[Window, ...]
    told: tuple[Told, ...]
    focused: Window | None
    active: Window | None
    hidden: dict[_Key, str]
    masks: tuple[Mask, ...]
    at: float

    @property
    def why_active_is_hidden(self) -> str:
        """Why the window that has the focus must not be seen, or nothing."""
        return self.why_hidden(self.active) if self.active is not None else ""

    def why_hidden(self, window: Window) -> str:
        """Why a window of this view must not be seen, or nothing."""
        return self.hidden.get(_key(window), "")

    @property
    def silent_browsers(self) -> tuple[str, ...]:
        """Browsers in sight that do not say what they show."""
        pairs = zip(self.windows, self.told, strict=True)
        return tuple({one.app for one, said in pairs if not said.title and browsers.is_one(one.names)})

    def shown_on(self, monitor: Monitor) -> Window | None:
        """The window a picture of `monitor` is about: the active one if it is there, else the front one on it.

        Never a task bar: nobody spends an hour in it, though it may be all that has the focus.
        """
        candidates = [self.active] if self.active is not None else []
        windows = (one for one in [*candidates, *self.windows] if not one.panel)
        return next((one for one in windows if _is_on(one, monitor)), None)


class Guard:
    """Remembers what was hidden lately. Used by one thread; closes nothing.

    `ticks` and `wait` are a clock in seconds and its sleep.
    """

    def __init__(
        self,
        windows: WindowInfo,
        accessibility: Accessibility,
        ticks: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._windows = windows
        self._accessibility = accessibility
        self._ticks = ticks
        self._wait = wait
        self._book = RuleBook(())
        self._lately: dict[_Key, tuple[float, Mask]] = {}

    def view(self, rules: Sequence[Rule]) -> View:
        """The desktop now, to be looked at before a picture is taken. Raises ScreenUnavailable."""
        if tuple(rules) != self._book.rules:
            self._book = RuleBook(rules)
        now = self._ticks()
        listed = self._windows.visible()
        told = self._accessibility.told(listed)
        windows = tuple(_with(window, said) for window, said in zip(listed, told, strict=True))
        hidden = {
            _key(one): why for one, said in zip(windows, told, strict=True) if (why := self._why(one, said))
        }
        hidden |= self._lingering(windows, hidden, now)
        masks = [
            *gate.masks(windows, lambda window: hidden.get(_key(window), "")),
            *self._left_behind(windows),
        ]
        masks += self._panels(windows, hidden)
        masks += [Mask(box, SECRET_FIELDS) for said in told for box in said.secret_fields]
        focused = self._windows.active()
        active = next((one for one in windows if focused is not None and _key(one) == _key(focused)), None)
        return View(listed, windows, told, focused, active, hidden, tuple(masks), now)

    def judge(self, view: View, monitor: Monitor) -> Verdict:
        """What of a picture of `monitor`, taken after `view`, may be kept; nothing when windows changed meanwhile."""
        if self._windows.visible() != view.listed or self._fields_moved(view):
            # What was to be masked may lie elsewhere in the picture.
            return Verdict(allowed=False, reasons=(MOVING,))
        return gate.verdict(view.masks, monitor)

    def still_holds(self, view: View, monitor: Monitor, rules: Sequence[Rule]) -> bool:
        """Whether every window in a picture is still one that may be seen, asked when a title had time to follow."""
        if self._may_change_its_word(view, monitor):
            self._wait(max(0.0, view.at + SETTLE_SECONDS - self._ticks()))
        later = self.view(rules)
        changed = later.hidden.keys() - view.hidden.keys()
        return not any(
            _key(one) in changed and regions.overlap(one.box, monitor.box) for one in later.windows
        )

    def _why(self, window: Window, told: Told) -> str:
        why = self._book.why_hidden(window)
        if not why and not told.answered and browsers.is_one(window.names):
            return LATE
        return why

    def _lingering(self, windows: Sequence[Window], hidden: dict[_Key, str], now: float) -> dict[_Key, str]:
        """Windows that were hidden a moment ago; remembers those that are now."""
        self._lately = {key: (until, mask) for key, (until, mask) in self._lately.items() if until > now}
        still = {
            _key(one): self._lately[_key(one)][1].why
            for one in windows
            if _key(one) in self._lately and _key(one) not in hidden
        }
        for one in windows:
            if why := hidden.get(_key(one)):
                self._lately[_key(one)] = (now + LINGER_SECONDS, Mask(one.place, why))
        return still

    def _left_behind(self, windows: Sequence[Window]) -> list[Mask]:
        """Where windows stood that were hidden a moment ago and are gone."""
        there = {_key(one) for one in windows}
        return [mask for key, (_, mask) in self._lately.items() if key not in there]

    def _panels(self, windows: Sequence[Window], hidden: dict[_Key, str]) -> list[Mask]:
        """Task bars, while they may show the title of a window that must not be seen."""
        panels = [one for one in windows if one.panel and _key(one) not in hidden]
        if not panels:
            return []
        elsewhere = (self._book.why_hidden(one) for one in self._windows.out_of_sight())
        why = next(iter(hidden.values()), "") or next((why for why in elsewhere if why), "")
        return [Mask(one.box, why) for one in panels] if why else []

    def _fields_moved(self, view: View) -> bool:
        """Whether a field for a password is not where it was; asked only where there were some."""
        if not any(said.secret_fields for said in view.told):
            return False
        told = self._accessibility.told(view.listed)
        return [said.secret_fields for said in told] != [said.secret_fields for said in view.told]

    def _may_change_its_word(self, view: View, monitor: Monitor) -> bool:
        """Whether a window in the picture may soon have a title or address that a rule speaks of."""
        here = [one for one in view.windows if regions.overlap(one.box, monitor.box)]
        return bool(here) and (self._book.asks_for_places or any(browsers.is_one(one.names) for one in here))


def address_of(window: Window) -> str:
    """The address a window shows: as its application tells it, else as its title does, else empty."""
    if window.url or not browsers.is_one(window.names):
        return window.url
    found = _ADDRESS.search(window.title)
    return found[0] if found else ""


def _key(window: Window) -> _Key:
    return window.id or (window.pid, window.app, window.title)


def _with(window: Window, told: Told) -> Window:
    """A window with what its application says of it."""
    own = (told.title,) if told.title and told.title != window.title else ()
    return replace(
        window,
        url=told.url or window.url,
        other_urls=(*window.other_urls, *told.other_urls),
        other_titles=(*window.other_titles, *own),
        # What the application says now counts for more than how it was started.
        private=told.private if told.title else window.private,
    )


def _is_on(window: Window, monitor: Monitor) -> bool:
    """Whether the middle of a window is on a monitor."""
    middle = Box(window.box.x + window.box.w // 2, window.box.y + window.box.h // 2, 1, 1)
    return regions.overlap(middle, monitor.box) > 0
