"""The negotiation of a ScreenCast: over the wire with a portal that is made up, and with the one of a headless sway."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.portal import screencast
from app.portal.desktop import Portal, PortalMissing, PortalRefused, PortalTrouble
from app.portal.screencast import Stream
from storage.model import Box
from tests.fakes import buses, portals, wayland
from tests.fakes.display import until
from tests.fakes.portals import FakePortal

pytestmark = [pytest.mark.xdist_group("wayland"), pytest.mark.timeout(120)]

SESSION = "/org/freedesktop/portal/desktop/session/1_2/s"
STREAMS = [
    (41, {"position": ("(ii)", (0, 0)), "size": ("(ii)", (1920, 1080)), "source_type": ("u", 1)}),
    (42, {"source_type": ("u", 1)}),
]


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[tuple[FakePortal, str]]:
    if missing := buses.missing_program():
        pytest.skip(f"{missing} is not installed")
    with portals.bare_bus(tmp_path) as address:
        portal = FakePortal(address, {"ScreenCast": 4})
        portal.answers["CreateSession"] = lambda body: (0, {"session_handle": ("s", SESSION)})
        portal.answers["Start"] = lambda body: _started(STREAMS)
        yield portal, address
        portal.close()


def _started(streams: list[Any]) -> tuple[int, dict[str, Any]]:
    return 0, {"streams": ("a(ua{sv})", streams), "restore_token": ("s", "next-time")}


def test_a_cast_is_agreed_on_in_four_steps_and_its_connection_is_passed(fake: tuple[FakePortal, str]) -> None:
    portal, address = fake
    reading, portal.descriptor = os.pipe()
    asked = Portal(address)

    cast = screencast.begin(asked, token="last-time")

    steps = [(member, signature) for member, signature, _ in portal.calls]
    assert steps == [
        ("CreateSession", "a{sv}"),
        ("SelectSources", "oa{sv}"),
        ("Start", "osa{sv}"),
        ("OpenPipeWireRemote", "oa{sv}"),
    ]
    session, wanted = portal.calls[1][2]
    assert session == SESSION
    told = {name: value for name, value in wanted.items() if name != "handle_token"}
    assert told == {
        "types": ("u", 1),
        "multiple": ("b", True),
        "cursor_mode": ("u", 1),
        "persist_mode": ("u", 2),
        "restore_token": ("s", "last-time"),
    }
    assert cast.streams == (Stream(41, Box(0, 0, 1920, 1080)), Stream(42, None))
    assert (cast.session, cast.token) == (SESSION, "next-time")
    os.write(cast.descriptor, b"it is open")
    assert os.read(reading, 20) == b"it is open"
    cast.close(asked)
    assert portal.calls[-1][0] == "Close"
    for descriptor in (reading, portal.descriptor):
        os.close(descriptor)
    asked.close()


def test_an_older_portal_is_not_asked_to_keep_a_choice(fake: tuple[FakePortal, str], tmp_path: Path) -> None:
    portal, address = fake
    portal.versions["ScreenCast"] = 3
    _, portal.descriptor = os.pipe()
    asked = Portal(address)

    screencast.begin(asked, token="last-time")

    assert not {"persist_mode", "restore_token"} & set(portal.calls[1][2][1])
    asked.close()


@pytest.mark.parametrize("step", ["SelectSources", "Start"])
def test_a_refusal_ends_the_session(fake: tuple[FakePortal, str], step: str) -> None:
    portal, address = fake
    portal.answers[step] = lambda body: (1, {})
    asked = Portal(address)

    with pytest.raises(PortalRefused):
        screencast.begin(asked)

    until(lambda: portal.calls[-1][0] == "Close")
    asked.close()


@pytest.mark.parametrize("streams", [[], [(1, {"position": ("s", "here"), "size": ("s", "large")})]])
def test_streams_that_are_none_end_the_session(fake: tuple[FakePortal, str], streams: list[Any]) -> None:
    portal, address = fake
    portal.answers["Start"] = lambda body: _started(streams)
    asked = Portal(address)

    with pytest.raises(PortalTrouble):
        screencast.begin(asked)

    until(lambda: portal.calls[-1][0] == "Close")
    asked.close()


def test_a_desktop_without_screencasts_is_said(fake: tuple[FakePortal, str]) -> None:
    portal, address = fake
    portal.versions.clear()
    asked = Portal(address)

    with pytest.raises(PortalMissing, match="ScreenCast"):
        screencast.begin(asked)

    asked.close()


def test_the_real_portal_takes_the_choice_and_ends_a_session_that_it_cannot_start() -> None:
    if missing := portals.missing_for_real():
        pytest.skip(f"{missing} is not installed")
    with wayland.sway("800x600") as running, portals.real_bus(running) as address:
        asked = Portal(address)
        named = {"session_handle_token": ("s", "tests")}

        begun = asked.ask(screencast.INTERFACE, "CreateSession", "a{sv}", (), named)
        session = str(begun["session_handle"][1])
        asked.ask(screencast.INTERFACE, "SelectSources", "oa{sv}", (session,), screencast._wanted(4, ""))

        assert session.endswith("/tests")
        asked.close_session(session)
        # The portal that is run here has no PipeWire to start a stream in.
        with pytest.raises(PortalRefused, match="without an answer"):
            screencast.begin(asked, patience=20.0)
        asked.close()
