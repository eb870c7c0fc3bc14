"""A session of the portal ScreenCast, from the person's choice to the open PipeWire connection.

Its pictures are not read: no maintained binding of PipeWire comes without GObject or GStreamer (decision 0023). What is
here is the negotiation, for the day one does.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from app.portal.desktop import GARBLED, THINKING_SECONDS, Portal, PortalTrouble, Results
from storage.model import Box

INTERFACE = "org.freedesktop.portal.ScreenCast"
# Bits of `types` and of `cursor_mode`.
MONITOR, HIDDEN_POINTER = 1, 1
# From this version on a choice can be kept.
KEEPS_CHOICES = 4


class Persist(IntEnum):
    """How long the person's choice holds."""

    NOT = 0
    WHILE_RUNNING = 1
    UNTIL_REVOKED = 2


@dataclass(frozen=True, slots=True)
class Stream:
    """One monitor's stream: its PipeWire node, and its place on the desktop where that is told."""

    node: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Cast:
    """A running session. `token` brings the same choice back without a question, once; whoever has it keeps it.

    `descriptor` is an open connection to PipeWire; whoever takes the cast closes it.
    """

    session: str
    streams: tuple[Stream, ...]
    token: str
    descriptor: int

    def close(self, portal: Portal) -> None:
        """Ends the session and its streams."""
        os.close(self.descriptor)
        portal.close_session(self.session)


def begin(portal: Portal, token: str = "", patience: float = THINKING_SECONDS) -> Cast:
    """Asks the person for monitors, or takes the choice that `token` stands for. Raises PortalTrouble."""
    version = portal.version(INTERFACE)
    named = {"session_handle_token": ("s", f"reverie_{secrets.token_hex(8)}")}
    session = str(
        portal.ask(INTERFACE, "CreateSession", "a{sv}", (), named).get("session_handle", ("s", ""))[1]
    )
    if not session.startswith("/"):
        raise PortalTrouble(GARBLED)
    try:
        portal.ask(INTERFACE, "SelectSources", "oa{sv}", (session,), _wanted(version, token))
        results = portal.ask(INTERFACE, "Start", "osa{sv}", (session, ""), {}, patience)
        streams = _streams(results)
        opened = portal.call(INTERFACE, "OpenPipeWireRemote", "oa{sv}", (session, {}))
        descriptor = opened[0].to_raw_fd()
    except (AttributeError, IndexError) as cause:
        portal.close_session(session)
        raise PortalTrouble(GARBLED) from cause
    except PortalTrouble:
        portal.close_session(session)
        raise
    return Cast(session, streams, str(results.get("restore_token", ("s", ""))[1]), descriptor)


def _wanted(version: int, token: str) -> Results:
    """All monitors the person likes, without the pointer; for good, where the portal can keep a choice."""
    wanted: dict[str, tuple[str, Any]] = {
        "types": ("u", MONITOR),
        "multiple": ("b", True),
        "cursor_mode": ("u", HIDDEN_POINTER),
    }
    if version >= KEEPS_CHOICES:
        wanted["persist_mode"] = ("u", int(Persist.UNTIL_REVOKED))
        if token:
            wanted["restore_token"] = ("s", token)
    return wanted


def _streams(results: Results) -> tuple[Stream, ...]:
    try:
        found = tuple(_stream(node, told) for node, told in results["streams"][1])
    except (KeyError, TypeError, ValueError) as cause:
        raise PortalTrouble(GARBLED) from cause
    if not found:
        raise PortalTrouble("The desktop shared no monitor.")
    return found


def _stream(node: Any, told: Results) -> Stream:
    if "position" not in told or "size" not in told:
        return Stream(int(node), None)
    (left, top), (width, height) = told["position"][1], told["size"][1]
    return Stream(int(node), Box(int(left), int(top), int(width), int(height)))
