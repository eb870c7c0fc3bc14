"""Windows under Hyprland, by its socket of requests (wiki.hypr.land/IPC, `hyprctl -j`).

UNRUN: written after Hyprland's documentation and tried against recorded replies only, never inside Hyprland.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from app.capture.ports import ScreenSilent, ScreenUnavailable
from app.capture.wayland.layout import Layout, Output
from app.capture.wayland.outputs import SIDEWAYS
from app.capture.wayland.session import runtime_folder
from app.capture.windows.wayland import Desk, View
from storage.model import Box

NO_HYPRLAND = (
    "Hyprland does not answer where HYPRLAND_INSTANCE_SIGNATURE says. Start Reverie from inside Hyprland."
)
SILENT = "Hyprland does not answer. It is tried again by itself."
GARBLED = "Hyprland tells of its windows in a way that is not understood."
PATIENCE_SECONDS = 2.0
_MOST_BYTES = 64 << 20
# The bar with the names of a group's windows stands above the one that is shown; its height can be set, this is plenty.
GROUP_BAR = 48

# A monitor, client or layer, as JSON: foreign input, of which only what is understood is taken.
Node: TypeAlias = Mapping[str, Any]


def socket_of_hyprland() -> Path | None:
    """Where Hyprland takes requests; None outside of it. Before 0.40 it was under /tmp."""
    signature = os.environ.get("HYPRLAND_INSTANCE_SIGNATURE")
    if not signature:
        return None
    inside = Path("hypr") / signature / ".socket.sock"
    places = (runtime_folder() / inside, Path("/tmp") / inside)  # noqa: S108 - where Hyprland itself has it
    return next((place for place in places if place.exists()), places[0])


class Hyprland:
    """Asks Hyprland, over a connection for each request, as it wants it. Implements `Teller`."""

    name = "hyprland"

    def __init__(self, path: Path) -> None:
        self._path = path

    def desk(self) -> Desk:
        """Outputs and windows now."""
        try:
            return desk_of(self._asked("monitors"), self._asked("clients"), self._asked("layers"))
        except TimeoutError as cause:
            raise ScreenSilent(SILENT) from cause
        except OSError as cause:
            raise ScreenUnavailable(NO_HYPRLAND) from cause

    def _asked(self, what: str) -> Any:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as hyprland:
            hyprland.settimeout(PATIENCE_SECONDS)
            hyprland.connect(os.fspath(self._path))
            hyprland.sendall(f"j/{what}".encode())
            reply = bytearray()
            while (more := hyprland.recv(65536)) and len(reply) < _MOST_BYTES:
                reply += more
        try:
            return json.loads(reply)
        except ValueError as cause:
            raise ScreenUnavailable(GARBLED) from cause


def desk_of(monitors: Sequence[Node], clients: Sequence[Node], layers: Node) -> Desk:
    """What the replies say. Raises ScreenUnavailable where they are not understood."""
    try:
        layout = Layout(tuple(_output(one) for one in monitors if not one.get("disabled")))
        shown = {
            int(one[space]["id"]) for one in monitors for space in ("activeWorkspace", "specialWorkspace")
        }
        listed = sorted(clients, key=lambda one: int(one.get("focusHistoryID", 0)))
        views = tuple(_view(one, shown) for one in listed if one.get("mapped", True))
        bars = (_above(one) for one in clients if one.get("grouped") and not one.get("hidden"))
        return Desk(layout, views, (*_surfaces(layers), *bars))
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as cause:
        raise ScreenUnavailable(GARBLED) from cause


def _output(told: Node) -> Output:
    width, height = int(told["width"]), int(told["height"])
    if int(told.get("transform", 0)) in SIDEWAYS:
        width, height = height, width
    scale = float(told["scale"])
    place = Box(int(told["x"]), int(told["y"]), round(width / scale), round(height / scale))
    return Output(str(told["name"]), place, width, height)


def _view(told: Node, shown: set[int]) -> View:
    on_show = int(told["workspace"]["id"]) in shown or bool(told.get("pinned"))
    return View(
        number=int(str(told["address"]), 16),
        app=str(told.get("class") or told.get("initialClass") or ""),
        title=str(told.get("title") or ""),
        pid=int(told["pid"]),
        box=_place(told),
        visible=on_show and not told.get("hidden"),
        focused=told.get("focusHistoryID") == 0,
        full_screen=bool(told.get("fullscreen")),
    )


def _place(told: Node) -> Box:
    (left, top), (width, height) = told["at"], told["size"]
    return Box(int(left), int(top), int(width), int(height))


def _above(told: Node) -> Box:
    place = _place(told)
    return Box(place.x, place.y - GROUP_BAR, place.w, GROUP_BAR)


def _surfaces(layers: Node) -> list[Box]:
    """Bars, launchers and notes: all surfaces but the background, which lies in level 0."""
    return [
        Box(int(one["x"]), int(one["y"]), int(one["w"]), int(one["h"]))
        for monitor in layers.values()
        for level, surfaces in monitor["levels"].items()
        if level != "0"
        for one in surfaces
    ]
