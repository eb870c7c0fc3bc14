"""What every way of asking applications does, the fake included; and what real applications say."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.capture import regions
from app.capture.accessible.atspi import AtSpi
from app.capture.accessible.none import NobodyTells
from app.capture.accessible.timely import Timely
from app.capture.built_in import BUILT_IN
from app.capture.guard import Guard
from app.capture.ports import Accessibility, Control, Told, Window, WindowInfo
from app.capture.windows.x11 import X11Windows
from storage.model import Box
from tests.fakes import applications, display
from tests.fakes.accessibility import FakeAccessibility
from tests.fakes.windows import FakeWindows

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]

TITLE = "Sign in – Harbour"
PAGE = (
    "<!doctype html><meta charset=utf-8><title>{title}</title><h1>{title}</h1>"
    "<form><input value=erin> <input type=password value=marmalade-42 autofocus></form>"
)


class Desk:
    """A display with its windows, and a way to ask their applications. `patience` is for slow machines."""

    def __init__(
        self, accessibility: Accessibility, windows: WindowInfo, environment: dict[str, str], folder: Path
    ) -> None:
        self.accessibility = accessibility
        self.windows = windows
        self.environment = environment
        self.folder = folder

    def told(self, title: str) -> tuple[Window, Told] | None:
        """A window whose title begins so, and what is said of it."""
        seen = self.windows.visible()
        for window, told in zip(seen, self.accessibility.told(seen), strict=True):
            if window.title.startswith(title):
                return window, told
        return None

    def waits_for(self, title: str, private: bool | None = None) -> tuple[Window, Told]:
        """Asks until the application of such a window speaks, with a field for a password."""
        found: list[tuple[Window, Told]] = []

        def spoken() -> bool:
            said = self.told(title)
            if said is None or not said[1].secret_fields or private not in (None, said[1].private):
                return False
            found.append(said)
            return True

        display.until(spoken, 90)
        return found[-1]


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A display with a window manager, and applications that speak."""
    if missing := applications.missing():
        pytest.skip(f"{missing} is not installed")
    with ExitStack() as stack:
        name = stack.enter_context(display.display((1000, 700)))
        environment = stack.enter_context(applications.speaking(tmp_path, name))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        windows, accessibility = X11Windows(name), AtSpi(answer_seconds=2.0)
        stack.callback(windows.close)
        stack.callback(accessibility.close)
        yield Desk(accessibility, windows, environment, tmp_path)


@pytest.fixture(params=["fake", "fake on a thread", "at-spi with a Qt window"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a form called TITLE on it."""
    if request.param.startswith("at-spi"):
        made: Desk = request.getfixturevalue("real")
        with applications.form(made.environment, TITLE):
            yield made
        return
    field = Box(120, 100, 200, 22)
    told = Told(title=TITLE, secret_fields=(field,), focus=Control("password text", field))
    fake = FakeAccessibility(**{TITLE: told})
    windows = FakeWindows(Window("Form", TITLE, os.getpid(), Box(39, 40, 342, 185), id=4))
    accessibility = fake if request.param == "fake" else Timely(lambda: fake, 5.0)
    yield Desk(accessibility, windows, {}, tmp_path)
    accessibility.close()


def test_a_password_field_and_the_focused_control_are_told_with_their_places(desk: Desk) -> None:
    window, told = desk.waits_for(TITLE)

    (field,) = told.secret_fields
    assert regions.overlap(field, window.box) == field.w * field.h
    assert field.w > 100
    assert told.focus is not None
    assert told.focus.box == field
    assert (told.title, told.url, told.private, told.answered) == (TITLE, "", False, True)


def test_every_window_has_an_answer_in_its_order_and_one_that_nobody_speaks_for_an_empty_one(
    desk: Desk,
) -> None:
    window, told = desk.waits_for(TITLE)
    stranger = Window("Stranger", "nobody", 1, Box(0, 0, 10, 10), id=99)

    answers = desk.accessibility.told([stranger, window, stranger])

    assert answers == (Told(), told, Told())
    assert desk.accessibility.told([]) == ()


def test_closing_twice_does_nothing(desk: Desk) -> None:
    desk.accessibility.close()
    desk.accessibility.close()


def test_an_application_that_hangs_holds_up_neither_the_recorder_nor_the_others(real: Desk) -> None:
    with (
        applications.form(real.environment, "Hanging") as pid,
        applications.form(real.environment, "Lively", at=(450, 60)),
    ):
        real.waits_for("Hanging")
        real.waits_for("Lively")
        timely = Timely(lambda: AtSpi(answer_seconds=0.5), 0.05)
        windows = real.windows.visible()
        os.kill(pid, signal.SIGSTOP)
        answers: dict[str, Told] = {}
        waited: list[float] = []

        def lively_spoke() -> bool:
            begun = time.monotonic()
            said = timely.told(windows)
            waited.append(time.monotonic() - begun)
            answers.update(zip((window.title for window in windows), said, strict=True))
            return bool(answers["Lively"].secret_fields)

        display.until(lively_spoke, 60)

        assert answers["Hanging"] == Told(answered=False)
        # The patience is 50 ms; the rest is what a loaded machine takes to run this thread again.
        assert sorted(waited)[len(waited) // 2] < 0.25
        os.kill(pid, signal.SIGCONT)
        display.until(lambda: all(told.secret_fields for told in timely.told(windows)), 60)
        timely.close()


def test_a_bus_that_goes_away_leaves_the_recorder_without_answers_and_without_errors(real: Desk) -> None:
    window = Window("Form", "any", os.getpid(), Box(0, 0, 10, 10), id=4)
    with applications.form(real.environment, TITLE):
        real.waits_for(TITLE)
    nowhere = AtSpi()
    nowhere_environment = pytest.MonkeyPatch()
    nowhere_environment.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={real.folder / 'nowhere'}")

    assert nowhere.told([window]) == (Told(),)
    nowhere_environment.undo()
    assert NobodyTells().told([window]) == (Told(),)


@pytest.mark.expects_log("applications could not be asked")
def test_what_breaks_while_asking_costs_answers_only() -> None:
    class Broken(FakeAccessibility):
        def told(self, windows: Sequence[Window]) -> tuple[Told, ...]:
            raise RuntimeError("not foreseen")

    timely = Timely(Broken, 5.0)
    window = Window("Form", "any", 1, Box(0, 0, 10, 10), id=4)

    assert timely.told([window]) == (Told(),)
    assert timely.told([window]) == (Told(),)
    timely.close()


def test_chromium_tells_its_address_its_incognito_windows_and_its_password_fields(real: Desk) -> None:
    if missing := applications.browser_missing("chromium"):
        pytest.skip(f"{missing} is not installed")
    plain, hidden = (_page(real.folder, title) for title in ("Harbour shop", "Quiet corner"))
    with applications.chromium(real.environment, real.folder, plain) as command:
        shop, of_shop = real.waits_for("Harbour shop")
        subprocess.run(
            [*command, "--incognito", hidden], env=real.environment, check=True, capture_output=True
        )
        corner, of_corner = real.waits_for("Quiet corner", private=True)

    assert (of_shop.url, of_shop.private) == (plain, False)
    assert (of_corner.url, of_corner.private) == (hidden, True)
    assert shop.pid == corner.pid
    # Its title under X11 is no different.
    assert corner.title == "Quiet corner - Chromium"
    for window, told in ((shop, of_shop), (corner, of_corner)):
        assert told.focus is not None
        assert told.focus.box == told.secret_fields[0]
        assert regions.overlap(told.secret_fields[0], window.box) == regions.area(told.secret_fields)


@pytest.mark.skipif(not os.environ.get("PROVE"), reason="a slow start; belongs to make prove")
def test_firefox_tells_its_address_its_private_windows_and_its_password_fields(real: Desk) -> None:
    if missing := applications.browser_missing("firefox-esr"):
        pytest.skip(f"{missing} is not installed")
    plain, hidden = (_page(real.folder, title) for title in ("Harbour shop", "Quiet corner"))
    with applications.firefox(real.environment, real.folder, plain):
        _, of_shop = real.waits_for("Harbour shop")
        assert of_shop.url == plain
    with applications.firefox(real.environment, real.folder, "--private-window", hidden):
        corner, of_corner = real.waits_for("Quiet corner")
        guard = Guard(real.windows, real.accessibility)

        assert of_corner.url == hidden
        assert guard.view(BUILT_IN).why_hidden(corner) == "private windows"


def _page(folder: Path, title: str) -> str:
    file = folder / f"{title.replace(' ', '-')}.html"
    file.write_text(PAGE.format(title=title))
    return file.as_uri()
