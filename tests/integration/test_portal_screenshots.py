"""Pictures by the desktop's portal: the real one before a headless sway, and one that refuses, dies, hangs and lies."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from app.capture import eyes as sight
from app.capture.circumstances import Circumstances
from app.capture.in_time import InTime
from app.capture.pipeline import FramePipeline
from app.capture.ports import ScreenUnavailable
from app.capture.readers import choose as readers
from app.capture.room import Room
from app.capture.screens import choose as screens
from app.capture.screens import portal_screen, wlr_screen
from app.capture.screens.portal_screen import PortalScreen
from app.children.clients import HostedScreenshots
from app.children.clients import screenshots as client
from app.portal import screenshots
from app.portal.desktop import Portal, PortalGone, PortalMissing, PortalRefused, PortalSilent, PortalTrouble
from app.portal.hosting import Screenshots
from app.services.recorder import Recorder
from storage.model import Frame
from tests.fakes import buses, display, portals, wayland
from tests.fakes.clock import WoundClock
from tests.fakes.portals import FakePortal
from tests.unit.app.test_recorder import Kepts

pytestmark = [pytest.mark.xdist_group("wayland"), pytest.mark.timeout(300)]

SHOT = "Screenshot"
# What xdg-desktop-portal-wlr calls its file; GNOME and KDE count theirs.
LEFT_BY_WLR = Path("/tmp/out.png")
MINE = {SHOT: 2}


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[wayland.Sway]:
    """A sway with two outputs and its real portal, which this process may ask."""
    if missing := portals.missing_for_real():
        pytest.skip(f"{missing} is not installed")
    with wayland.sway("800x600", "640x480") as running, portals.real_bus(running) as address:
        running.enter(monkeypatch)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield running


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[tuple[FakePortal, str]]:
    if missing := buses.missing_program():
        pytest.skip(f"{missing} is not installed")
    with portals.bare_bus(tmp_path) as address:
        portal = FakePortal(address, MINE)
        yield portal, address
        portal.close()


def test_the_real_portal_gives_the_desktop_and_its_file_is_gone_at_once(desktop: wayland.Sway) -> None:
    desktop.open("painter", "orange", (50, 40, 200, 150), colour="ff8000")
    portal = Portal()

    picture = screenshots.take(portal)

    assert portal.version(screenshots.INTERFACE) >= 2
    assert (picture.width, picture.height) == (1440, 600)
    assert tuple(picture.array()[100, 100, :3].tolist()) == (0, 128, 255)
    assert not LEFT_BY_WLR.exists()
    portal.close()


def test_monitors_are_cut_from_the_portals_picture_as_the_compositor_gives_them(
    desktop: wayland.Sway,
) -> None:
    desktop.open("notes", "lake", (20, 40, 400, 120), "heron")
    desktop.open("notes", "far", (850, 40, 400, 120), "otter")
    hosted = HostedScreenshots(lambda: True)
    by_portal, directly = PortalScreen(hosted.take), wlr_screen.WlrScreen()

    display.until(lambda: _alike(by_portal, directly), 60)

    assert by_portal.monitors() == directly.monitors()
    assert not LEFT_BY_WLR.exists()
    for source in (by_portal, directly, hosted):
        source.close()


def _alike(one: PortalScreen, other: wlr_screen.WlrScreen) -> bool:
    try:
        pairs = list(zip(one.monitors(), other.monitors(), strict=True))
        return all(
            bool((one.grab(mine).array()[:, :, :3] == other.grab(theirs).array()[:, :, :3]).all())
            for mine, theirs in pairs
        )
    except ScreenUnavailable:
        # A portal that has just started may take longer than a look waits; the next one asks again.
        return False


def _looked(recorder: Recorder) -> bool:
    try:
        return recorder.look().kept > 0
    except ScreenUnavailable:
        # As above; it is told, and recording goes on with the next look.
        return False


def test_the_recorder_reads_the_portals_pictures_where_screens_cannot_be_copied_and_only_if_allowed(
    desktop: wayland.Sway, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A compositor as sway, without wlr-screencopy.
    monkeypatch.setattr(wlr_screen, "COPIER", "of_another_desktop")
    desktop.open("notes", "lake", (20, 40, 700, 120), "heron lake crossing")
    allowed: list[bool] = []
    hosted = HostedScreenshots(lambda: bool(allowed))
    recorder = _recorder(hosted)

    with pytest.raises(ScreenUnavailable, match=r"settings set capture\.by_screenshots on"):
        recorder.look()
    unasked = hosted.child.pid
    allowed.append(True)
    display.until(lambda: _looked(recorder), 60)

    assert unasked is None
    frames = [kept.observation for kept in _sink(recorder).frames if isinstance(kept.observation, Frame)]
    assert [(frame.text, frame.app) for frame in frames if frame.text] == [("heron lake crossing", "Notes")]
    assert not LEFT_BY_WLR.exists()
    recorder.close()
    hosted.close()


def test_without_a_portal_or_a_bus_that_is_said(fake: tuple[FakePortal, str], tmp_path: Path) -> None:
    portal, address = fake
    asked = Portal(address)

    with pytest.raises(PortalMissing, match="ScreenCast"):
        asked.version("org.freedesktop.portal.ScreenCast")
    with pytest.raises(PortalMissing):
        Portal(f"unix:path={tmp_path / 'nobody'}")

    assert asked.version(screenshots.INTERFACE) == 2
    portal.leave()
    display.until(lambda: _is_missing(address))
    asked.close()


def test_a_question_goes_over_the_wire_as_the_portal_wants_it_and_its_answer_may_come_first(
    fake: tuple[FakePortal, str], tmp_path: Path
) -> None:
    portal, address = fake
    left = _png(tmp_path / "Screenshot from today, 10:00 – ü.png")
    portal.answers[SHOT] = lambda body: (0, {"uri": ("s", left.as_uri())})
    asked = Portal(address)

    picture = screenshots.take(asked)

    ((member, signature, body),) = portal.calls
    parent, options = body
    assert (member, signature, parent) == (SHOT, "sa{sv}", "")
    assert options["interactive"] == ("b", False)
    assert options["handle_token"][0] == "s"
    assert (picture.width, picture.height) == (2, 1)
    assert not left.exists()
    asked.close()


def test_an_old_portal_that_names_its_requests_itself_is_understood(
    fake: tuple[FakePortal, str], tmp_path: Path
) -> None:
    portal, address = fake
    left = _png(tmp_path / "shot.png")
    portal.own_paths = True
    portal.answers[SHOT] = lambda body: (0, {"uri": ("s", left.as_uri())})
    asked = Portal(address)

    assert screenshots.take(asked).width == 2

    asked.close()


@pytest.mark.parametrize(
    ("code", "why"), [(1, "did not allow"), (2, "without an answer"), (77, "without an answer")]
)
def test_a_refusal_is_told(fake: tuple[FakePortal, str], code: int, why: str) -> None:
    portal, address = fake
    portal.answers[SHOT] = lambda body: (code, {})
    asked = Portal(address)

    with pytest.raises(PortalRefused, match=why):
        screenshots.take(asked)

    asked.close()


def test_an_answer_from_somebody_else_on_the_bus_counts_for_nothing(
    fake: tuple[FakePortal, str], tmp_path: Path
) -> None:
    portal, address = fake
    left, planted = _png(tmp_path / "shot.png"), _png(tmp_path / "planted.png")
    stranger = FakePortal.stranger(address)
    portal.before_answer = lambda path: stranger.say(
        "Response", "Request", "ua{sv}", (0, {"uri": ("s", planted.as_uri())}), path
    )
    portal.answers[SHOT] = lambda body: (0, {"uri": ("s", left.as_uri())})
    asked = Portal(address)

    screenshots.take(asked)

    assert (left.exists(), planted.exists()) == (False, True)
    asked.close()
    stranger.close()


def test_a_portal_that_dies_in_the_midst_is_told_at_once_and_asked_anew_when_it_is_back(
    fake: tuple[FakePortal, str], tmp_path: Path
) -> None:
    portal, address = fake
    left = _png(tmp_path / "shot.png")
    portal.answers[SHOT] = lambda body: None
    portal.before_answer = lambda path: portal.leave()
    host = Screenshots(lambda: Portal(address), patience=60.0)

    shot = host.take()

    assert (shot.final, shot.trouble) == (False, "The desktop's portal went away.")
    other = FakePortal(address, MINE)
    other.answers[SHOT] = lambda body: (0, {"uri": ("s", left.as_uri())})
    assert host.take().width == 2
    other.close()


def test_a_portal_that_hangs_is_given_up_and_its_question_taken_back(fake: tuple[FakePortal, str]) -> None:
    portal, address = fake
    portal.answers[SHOT] = lambda body: None
    asked = Portal(address)

    with pytest.raises(PortalSilent):
        screenshots.take(asked, patience=0.3)

    display.until(lambda: "Close" in [member for member, _, _ in portal.calls])
    asked.close()


def test_a_bus_that_ends_in_the_midst_is_told(tmp_path: Path) -> None:
    if missing := buses.missing_program():
        pytest.skip(f"{missing} is not installed")
    with portals.bare_bus(tmp_path) as address:
        portal = FakePortal(address, MINE)
        asked = Portal(address)
    with pytest.raises(PortalGone):
        screenshots.take(asked, patience=5.0)
    asked.close()
    portal.close()


@pytest.mark.parametrize(
    "results",
    [
        {},
        {"uri": ("s", "https://example.org/shot.png")},
        {"uri": ("s", "file://elsewhere/shot.png")},
        {"uri": ("s", "file:///nonexistent/shot.png")},
        {"uri": ("u", 7)},
    ],
)
def test_rubbish_for_an_address_is_refused(fake: tuple[FakePortal, str], results: dict[str, Any]) -> None:
    portal, address = fake
    portal.answers[SHOT] = lambda body: (0, results)
    asked = Portal(address)

    with pytest.raises(PortalTrouble, match="not understood"):
        screenshots.take(asked)

    asked.close()


@pytest.mark.parametrize("kind", ["text", "old picture", "link", "folder"])
def test_a_file_that_is_no_fresh_picture_is_neither_read_nor_deleted(
    fake: tuple[FakePortal, str], tmp_path: Path, kind: str
) -> None:
    portal, address = fake
    file = tmp_path / "precious"
    if kind == "text":
        file.write_text("a letter")
    elif kind == "old picture":
        os.utime(_png(file), (1, 1))
    elif kind == "link":
        file.symlink_to(_png(tmp_path / "other.png"))
    else:
        file.mkdir()
    portal.answers[SHOT] = lambda body: (0, {"uri": ("s", f"file://{quote(str(file))}")})
    asked = Portal(address)

    with pytest.raises(PortalTrouble):
        screenshots.take(asked)

    assert file.exists()
    asked.close()


def test_a_broken_picture_is_told_and_deleted(fake: tuple[FakePortal, str], tmp_path: Path) -> None:
    portal, address = fake
    broken = tmp_path / "shot.png"
    broken.write_bytes(screenshots.PNG + b"rubbish")
    portal.answers[SHOT] = lambda body: (0, {"uri": ("s", broken.as_uri())})
    asked = Portal(address)

    with pytest.raises(PortalTrouble, match="not understood"):
        screenshots.take(asked)

    assert not broken.exists()
    asked.close()


def test_after_a_refusal_nothing_is_asked_until_the_person_wants_it(
    fake: tuple[FakePortal, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    portal, address = fake
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    portal.answers[SHOT] = lambda body: (1, {})
    hosted = HostedScreenshots(lambda: True)

    sentences = [_refusal(hosted.take) for _ in range(4)]

    assert [member for member, _, _ in portal.calls] == [SHOT]
    assert set(sentences) == {
        client.NOT_ALLOWED.format(why="You, or your desktop's settings, did not allow it.")
    }
    hosted.ask_again()
    _refusal(hosted.take)
    assert [member for member, _, _ in portal.calls] == [SHOT, SHOT]
    hosted.close()


def test_while_a_person_thinks_one_question_is_open_and_a_late_picture_is_not_kept(
    fake: tuple[FakePortal, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal, address = fake
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setattr(client, "ANSWER_SECONDS", 0.3)
    left = _png(tmp_path / "late.png")
    paths: list[str] = []
    portal.before_answer = paths.append
    portal.answers[SHOT] = lambda body: None
    hosted = HostedScreenshots(lambda: True)
    display.until(lambda: _refusal(hosted.take) == client.BEING_ASKED and bool(paths))

    portal.say("Response", "Request", "ua{sv}", (0, {"uri": ("s", left.as_uri())}), paths[0])
    display.until(lambda: not left.exists())
    display.until(lambda: _refusal(hosted.take) == client.GOES_ON)

    assert len(portal.calls) == 1
    fresh = _png(tmp_path / "fresh.png")
    portal.answers[SHOT] = lambda body: (0, {"uri": ("s", fresh.as_uri())})
    assert hosted.take().width == 2
    hosted.close()


def test_a_picture_of_another_shape_than_the_monitors_is_refused(desktop: wayland.Sway) -> None:
    small = _picture(2, 1)
    screen = PortalScreen(lambda: small)

    (first, _) = screen.monitors()

    with pytest.raises(ScreenUnavailable, match=portal_screen.ODD_PICTURE):
        screen.grab(first)
    screen.close()


def test_outputs_of_several_scales_are_cut_in_their_own_pixels(desktop: wayland.Sway) -> None:
    desktop.tell("output HEADLESS-2 scale 2")
    hosted = HostedScreenshots(lambda: True)
    screen = PortalScreen(hosted.take)
    display.until(lambda: [one.width for one in screen.monitors()] == [800, 640])

    display.until(lambda: _sizes(screen) == [(800, 600), (640, 480)], 60)

    screen.close()
    hosted.close()


def _sizes(screen: PortalScreen) -> list[tuple[int, int]]:
    """Of a picture of each monitor; none while the portal takes its time."""
    try:
        return [(one.width, one.height) for one in map(screen.grab, screen.monitors())]
    except ScreenUnavailable:
        return []


def _is_missing(address: str) -> bool:
    try:
        Portal(address).close()
    except PortalMissing:
        return True
    return False


def _picture(width: int, height: int) -> Any:
    return screens.Picture(width, height, bytes(4 * width * height))


def _refusal(take: Callable[[], object]) -> str:
    try:
        take()
    except ScreenUnavailable as refusal:
        return refusal.message
    return ""


def _png(file: Path) -> Path:
    """A picture of two pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" + bytes(6))
    file.write_bytes(screenshots.PNG + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
    return file


def _recorder(hosted: HostedScreenshots) -> Recorder:
    pipeline = FramePipeline(readers.choose(), lambda text, found, observation: ())
    calm = Circumstances(lambda: False, lambda: False)
    room = Room(lambda: 2**50, lambda: 0)
    eyes = InTime(lambda: sight.open_eyes(hosted))
    return Recorder(Kepts(), eyes, pipeline, room, WoundClock(), circumstances=calm)


def _sink(recorder: Recorder) -> Kepts:
    assert isinstance(recorder._sink, Kepts)
    return recorder._sink
