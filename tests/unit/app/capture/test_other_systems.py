"""Windows under Microsoft Windows and macOS, from made-up libraries that answer as documented: neither is run here."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from app.capture.built_in import BUILT_IN
from app.capture.gate import Gate
from app.capture.ports import Monitor, ScreenUnavailable
from app.capture.rules import Rule
from app.capture.windows import app_names
from app.capture.windows.choose import choose
from app.capture.windows.macos import MacWindows
from app.capture.windows.none import NoWindows
from app.capture.windows.win32 import CLOAKED, DRAWN_FRAME, GUEST, LAYERED, Win32Windows
from storage.model import Box

MONITOR = Monitor(1, 0, 0, 1920, 1080)
PROGRAMS = {7: "keepassxc", 8: "firefox", 9: "ApplicationFrameHost", 10: "Calculator", 11: "explorer"}


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_names, "program_of", lambda pid: PROGRAMS.get(pid, ""))
    monkeypatch.setattr(app_names, "of_process", lambda pid: app_names.pretty(PROGRAMS.get(pid, "")))


@dataclass
class Handle:
    """A window as Windows has it; `frame` is how it is drawn, `rect` with invisible borders."""

    number: int
    title: str
    pid: int
    rect: tuple[int, int, int, int]
    frame: tuple[int, int, int, int] | None = None
    shown: bool = True
    minimised: bool = False
    cloaked: int = 0
    style: int = 0
    kind: str = "Window"
    guest: int = 0


class _Function:
    """A function of a library: it can be called and be told its result's type."""

    def __init__(self, does: Any) -> None:
        self._does = does

    def __call__(self, *given: Any) -> Any:
        return self._does(*(one.value if isinstance(one, ctypes.c_void_p) else one for one in given))


class Libraries:
    """As much of user32, kernel32 and dwmapi as is asked, by Microsoft's words."""

    def __init__(self, *windows: Handle) -> None:
        self.windows = {one.number: one for one in windows}
        self.pids = {one.number: one.pid for one in windows}
        self.foreground = 0
        self.lists = True
        self.ticks, self.last_input = 5_000, 2_000
        self.input_desktop = 77
        names = [name for name in dir(self) if name[0].isupper()]
        made = {name: _Function(getattr(self, name)) for name in names}
        self.user32 = self.kernel32 = self.dwmapi = SimpleNamespace(**made)

    def GetForegroundWindow(self) -> int | None:
        return self.foreground or None

    def EnumWindows(self, collect: Any, given: int) -> int:
        for number in list(self.windows):
            if not collect(number, given):
                return 0
        return int(self.lists)

    def IsWindowVisible(self, number: int) -> int:
        return int(self.windows[number].shown)

    def IsIconic(self, number: int) -> int:
        return int(self.windows[number].minimised)

    def GetWindowThreadProcessId(self, number: int, pid: Any) -> int:
        _at(pid, wintypes.DWORD).value = self.pids.get(number, 0)
        return 1

    def GetWindowTextLengthW(self, number: int) -> int:
        return len(self.windows[number].title)

    def GetWindowTextW(self, number: int, text: Any, room: int) -> int:
        text.value = self.windows[number].title[: room - 1]
        return len(text.value)

    def GetClassNameW(self, number: int, text: Any, room: int) -> int:
        text.value = self.windows[number].kind[: room - 1]
        return len(text.value)

    def GetWindowLongW(self, number: int, _index: int) -> int:
        return self.windows[number].style

    def FindWindowExW(self, number: int, _after: None, kind: str, _title: None) -> int | None:
        return self.windows[number].guest or None if kind == GUEST else None

    def GetWindowRect(self, number: int, place: Any) -> int:
        _fill(_at(place, wintypes.RECT), self.windows[number].rect)
        return 1

    def DwmGetWindowAttribute(self, number: int, what: int, told: Any, _room: int) -> int:
        window = self.windows[number]
        if what == CLOAKED:
            _at(told, wintypes.DWORD).value = window.cloaked
        elif what == DRAWN_FRAME and window.frame is not None:
            _fill(_at(told, wintypes.RECT), window.frame)
        else:
            return -2147024809
        return 0

    def MonitorFromWindow(self, _number: int, _flags: int) -> int:
        return 1

    def GetMonitorInfoW(self, _monitor: int, told: Any) -> int:
        _fill(told._obj.monitor, (0, 0, 1920, 1080))
        return 1

    def GetLastInputInfo(self, told: Any) -> int:
        told._obj.time = self.last_input
        return 1

    def GetTickCount(self) -> int:
        return self.ticks

    def OpenInputDesktop(self, *_: Any) -> int | None:
        return self.input_desktop or None

    def CloseDesktop(self, desktop: int) -> int:
        return int(desktop == self.input_desktop)


def _at(reference: Any, kind: Any) -> Any:
    return ctypes.cast(reference, ctypes.POINTER(kind)).contents


def _fill(place: Any, edges: tuple[int, int, int, int]) -> None:
    place.left, place.top, place.right, place.bottom = edges


def test_windows_tells_of_its_windows_front_to_back_where_they_are_drawn() -> None:
    front = Handle(2, "Inbox – März", 8, (92, 100, 808, 608), (100, 100, 800, 600))
    behind = Handle(1, "Vault", 7, (0, 0, 1920, 1080))
    libraries = Libraries(front, behind)
    libraries.foreground = 2
    windows = Win32Windows(libraries)

    first, second = windows.visible()

    assert (first.app, first.process, first.title, first.pid) == ("Firefox", "firefox", "Inbox – März", 8)
    assert (first.box, first.full_screen, first.see_through) == (Box(100, 100, 700, 500), False, False)
    assert (second.box, second.full_screen) == (Box(0, 0, 1920, 1080), True)
    assert windows.active() == first
    libraries.foreground = 0
    assert windows.active() is None


def test_what_windows_minimises_cloaks_or_never_shows_is_not_in_sight() -> None:
    place = (0, 0, 100, 100)
    windows = Win32Windows(
        Libraries(
            Handle(1, "minimised", 7, place, minimised=True),
            Handle(2, "other desktop", 7, place, cloaked=2),
            Handle(3, "never shown", 7, place, shown=False),
            Handle(4, "", 7, place, cloaked=1),
            Handle(5, "see-through", 7, place, style=LAYERED),
        )
    )

    (seen,) = windows.visible()

    assert (seen.title, seen.see_through) == ("see-through", True)
    assert [one.title for one in windows.out_of_sight()] == ["minimised", "other desktop"]


def test_a_store_app_is_called_by_its_own_name_and_the_task_bar_shows_titles() -> None:
    hosted = Handle(1, "Calculator", 9, (0, 0, 400, 400), guest=50)
    libraries = Libraries(hosted, Handle(2, "", 11, (0, 1040, 1920, 1080), kind="Shell_TrayWnd"))
    libraries.pids[50] = 10

    app, bar = Win32Windows(libraries).visible()

    assert (app.process, app.pid, app.panel) == ("Calculator", 10, False)
    assert (bar.process, bar.panel) == ("explorer", True)


def test_a_list_that_windows_breaks_off_is_none() -> None:
    libraries = Libraries(Handle(1, "Vault", 7, (0, 0, 100, 100)))
    libraries.lists = False

    with pytest.raises(ScreenUnavailable, match="which windows there are"):
        Win32Windows(libraries).visible()


def test_windows_tells_idle_time_also_over_the_end_of_its_clock_and_the_lock_screen() -> None:
    libraries = Libraries()
    windows = Win32Windows(libraries)

    assert windows.idle_seconds() == 3.0
    libraries.ticks, libraries.last_input = 500, 0xFFFFFFFF - 499
    assert windows.idle_seconds() == 1.0
    assert not windows.screen_locked()
    libraries.input_desktop = 0
    assert windows.screen_locked()


class Quartz:
    """As much of Quartz as is asked, by Apple's words; `entries` are in front first, with `on` for on the screen."""

    kCGWindowListOptionAll, kCGWindowListOptionOnScreenOnly = 0, 1
    kCGWindowListExcludeDesktopElements, kCGNullWindowID = 16, 0

    def __init__(self, *entries: dict[str, Any]) -> None:
        self.entries: tuple[dict[str, Any], ...] | None = entries
        self.session: dict[str, Any] | None = {}

    def CGWindowListCopyWindowInfo(self, wanted: int, _under: int) -> list[dict[str, Any]] | None:
        if self.entries is None:
            return None
        return [one for one in self.entries if wanted == 0 or one.get("kCGWindowIsOnscreen")]

    def CGGetActiveDisplayList(
        self, _most: int, _displays: None, _count: None
    ) -> tuple[int, tuple[int], int]:
        return 0, (1,), 1

    def CGDisplayBounds(self, _display: int) -> Any:
        return SimpleNamespace(
            origin=SimpleNamespace(x=0.0, y=0.0), size=SimpleNamespace(width=1920.0, height=1080.0)
        )

    def CGEventSourceSecondsSinceLastEventType(self, _state: int, _kind: int) -> float:
        return 4.5

    def CGSessionCopyCurrentDictionary(self) -> dict[str, Any] | None:
        return self.session


def _entry(
    number: int, owner: str, title: str | None, place: tuple[int, int, int, int], **more: Any
) -> dict[str, Any]:
    x, y, width, height = (float(one) for one in place)
    told: dict[str, Any] = {
        "kCGWindowNumber": number,
        "kCGWindowOwnerName": owner,
        "kCGWindowOwnerPID": 8,
        "kCGWindowLayer": 0,
        "kCGWindowAlpha": 1.0,
        "kCGWindowIsOnscreen": True,
        "kCGWindowBounds": {"X": x, "Y": y, "Width": width, "Height": height},
    }
    return {**told, **({"kCGWindowName": title} if title is not None else {}), **more}


def test_macos_tells_of_windows_and_of_what_floats_in_front_of_them() -> None:
    tip = _entry(1, "1Password", "Quick Access", (500, 300, 400, 200), kCGWindowLayer=25)
    front = _entry(2, "Firefox", "Inbox", (0, 0, 1920, 1080))
    wallpaper = _entry(3, "Dock", "Desktop", (0, 0, 1920, 1080), kCGWindowLayer=-2147483624)
    windows = MacWindows(Quartz(tip, front, wallpaper))

    floating, ordinary = windows.visible()

    assert (floating.app, floating.title, floating.see_through) == ("1Password", "Quick Access", True)
    assert (ordinary.app, ordinary.process, ordinary.id) == ("Firefox", "firefox", 2)
    assert (ordinary.full_screen, ordinary.see_through) == (True, False)
    active = windows.active()
    assert active is not None
    assert active.title == "Inbox"
    # What floats in front is judged as any window: a password manager's box is masked.
    verdict = Gate().look(windows.visible(), MONITOR, BUILT_IN)
    assert verdict.masked == (Box(500, 300, 400, 200),)


def test_the_menu_bar_shows_titles_and_the_docks_cover_hides_nothing() -> None:
    bar = _entry(1, "Window Server", "Menubar", (0, 0, 1920, 24), kCGWindowLayer=24)
    cover = _entry(2, "Dock", "Dock", (0, 0, 1920, 1080), kCGWindowLayer=20)
    secret = _entry(3, "Notes", "Salaries", (100, 100, 600, 400))
    windows = MacWindows(Quartz(bar, cover, secret))

    panels = [window.title for window in windows.visible() if window.panel]

    assert panels == ["Menubar"]
    rules = [Rule(title="Salaries", name="mine")]
    assert Gate().look(windows.visible(), MONITOR, rules).masked == (Box(100, 100, 600, 400),)


def test_what_macos_does_not_show_is_out_of_sight_and_a_title_may_be_missing() -> None:
    away = _entry(1, "Mail", "put away", (0, 0, 500, 400), kCGWindowIsOnscreen=False)
    nameless = _entry(2, "Mail", None, (0, 0, 500, 400))
    windows = MacWindows(Quartz(away, nameless))

    assert [window.title for window in windows.visible()] == [""]
    assert [window.title for window in windows.out_of_sight()] == ["put away"]


def test_macos_without_a_session_tells_nothing_and_that_is_no_empty_desktop() -> None:
    quartz = Quartz()
    windows = MacWindows(quartz)

    assert windows.visible() == ()
    quartz.entries = None
    with pytest.raises(ScreenUnavailable, match="which windows there are"):
        windows.visible()


def test_macos_tells_idle_time_and_the_lock_screen() -> None:
    quartz = Quartz()
    windows = MacWindows(quartz)

    assert windows.idle_seconds() == 4.5
    assert not windows.screen_locked()
    quartz.session = {"CGSSessionScreenIsLocked": True}
    assert windows.screen_locked()
    quartz.session = None
    assert windows.screen_locked()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_another_systems_way_says_here_that_it_is_not_for_this_one(platform: str) -> None:
    windows = choose(platform)

    assert isinstance(windows, NoWindows)
    assert windows.reason
