"""Windows under sway, by its IPC (sway-ipc(7)): a tree of outputs, workspaces and containers as JSON."""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from app.capture.ports import ScreenSilent, ScreenUnavailable
from app.capture.wayland.layout import Layout, Output
from app.capture.wayland.session import runtime_folder
from app.capture.windows.wayland import Desk, View
from storage.model import Box

NO_SWAY = "sway does not answer where SWAYSOCK says. Log in again, or start Reverie from inside sway."
SILENT = "sway does not answer. It is tried again by itself."
GARBLED = "sway tells of its windows in a way that is not understood."
PATIENCE_SECONDS = 2.0
MAGIC = b"i3-ipc"
GET_OUTPUTS, GET_TREE = 3, 4
_HEADER = struct.Struct("=6sII")
# A desktop of a thousand windows tells a megabyte.
_MOST_BYTES = 64 << 20

# A node of the tree, as JSON: foreign input, of which only what is understood is taken.
Node: TypeAlias = Mapping[str, Any]


def socket_of_sway() -> Path | None:
    """Where sway listens: as SWAYSOCK says, or else the one socket of this user's; None where there is none."""
    if named := os.environ.get("SWAYSOCK"):
        return Path(named)
    found = sorted(runtime_folder().glob(f"sway-ipc.{os.getuid()}.*.sock"))
    return found[0] if len(found) == 1 else None


class Sway:
    """Asks sway, over a connection of its own for each look. Implements `Teller`."""

    name = "sway"

    def __init__(self, path: Path) -> None:
        self._path = path

    def desk(self) -> Desk:
        """Outputs and windows now."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sway:
                sway.settimeout(PATIENCE_SECONDS)
                sway.connect(os.fspath(self._path))
                return desk_of(_asked(sway, GET_TREE), _asked(sway, GET_OUTPUTS))
        except TimeoutError as cause:
            raise ScreenSilent(SILENT) from cause
        except OSError as cause:
            raise ScreenUnavailable(NO_SWAY) from cause


def desk_of(tree: Node, outputs: Sequence[Node]) -> Desk:
    """What sway's replies to GET_TREE and GET_OUTPUTS say. Raises ScreenUnavailable where they are not understood."""
    try:
        layout = Layout(tuple(_output(one) for one in outputs if one.get("active")))
        views = tuple(_views(tree, Box(0, 0, 0, 0), showing=False))
        return Desk(layout, _front_first(views), tuple(_panels(tree)))
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as cause:
        raise ScreenUnavailable(GARBLED) from cause


def _asked(sway: socket.socket, what: int) -> Any:
    sway.sendall(_HEADER.pack(MAGIC, 0, what))
    magic, length, _ = _HEADER.unpack(_read(sway, _HEADER.size))
    if magic != MAGIC or length > _MOST_BYTES:
        raise ScreenUnavailable(GARBLED)
    try:
        return json.loads(_read(sway, length))
    except ValueError as cause:
        raise ScreenUnavailable(GARBLED) from cause


def _read(sway: socket.socket, count: int) -> bytes:
    found = bytearray()
    while len(found) < count:
        more = sway.recv(count - len(found))
        if not more:
            raise ScreenUnavailable(NO_SWAY)
        found += more
    return bytes(found)


def _output(told: Node) -> Output:
    width, height = int(told["current_mode"]["width"]), int(told["current_mode"]["height"])
    if str(told.get("transform", "normal")).endswith(("90", "270")):
        width, height = height, width
    return Output(str(told["name"]), _box(told["rect"]), width, height)


def _views(node: Node, parent: Box, *, showing: bool) -> Iterator[View]:
    """The windows below a node; `showing`: whether its own place is in sight."""
    box = _box(node["rect"])
    inside = [*node.get("nodes", ()), *node.get("floating_nodes", ())]
    if node.get("pid") and not inside:
        yield _view(node, box, parent, showing=showing)
        return
    shows = any(_is_seen(child) for child in inside)
    for child in inside:
        yield from _views(child, box, showing=shows)


def _view(node: Node, box: Box, parent: Box, *, showing: bool) -> View:
    named = node.get("window_properties") or {}
    visible = bool(node.get("visible"))
    title = _bar(node, parent)
    return View(
        number=int(node["id"]),
        app=str(node.get("app_id") or named.get("class") or ""),
        title=str(node.get("name") or ""),
        pid=int(node["pid"]),
        box=box,
        visible=visible,
        focused=bool(node.get("focused")),
        full_screen=bool(node.get("fullscreen_mode")),
        bars=(title,) if title is not None and (visible or showing) else (),
    )


def _is_seen(node: Node) -> bool:
    """Whether a window of this branch is in sight."""
    inside = [*node.get("nodes", ()), *node.get("floating_nodes", ())]
    return bool(node.get("visible")) or any(_is_seen(child) for child in inside)


def _bar(node: Node, parent: Box) -> Box | None:
    """Where a container's title stands: told from its parent's corner; None where it has none."""
    told = _box(node["deco_rect"])
    return Box(parent.x + told.x, parent.y + told.y, told.w, told.h) if told.w and told.h else None


def _panels(tree: Node) -> Iterator[Box]:
    """Bars at the rims of outputs, and titles of containers, which name the windows inside."""
    for output in tree.get("nodes", ()):
        spaces = [space for space in output.get("nodes", ()) if _is_seen(space)]
        for space in spaces:
            yield from _rims(_box(output["rect"]), _box(space["rect"]))
            yield from _titles(space, Box(0, 0, 0, 0))


def _rims(output: Box, space: Box) -> Iterator[Box]:
    """What of an output a workspace leaves to bars."""
    above, left = space.y - output.y, space.x - output.x
    below = output.y + output.h - space.y - space.h
    right = output.x + output.w - space.x - space.w
    if above > 0:
        yield Box(output.x, output.y, output.w, above)
    if below > 0:
        yield Box(output.x, space.y + space.h, output.w, below)
    if left > 0:
        yield Box(output.x, space.y, left, space.h)
    if right > 0:
        yield Box(space.x + space.w, space.y, right, space.h)


def _titles(node: Node, parent: Box) -> Iterator[Box]:
    box = _box(node["rect"])
    inside = [*node.get("nodes", ()), *node.get("floating_nodes", ())]
    if inside and node.get("type") != "workspace" and (title := _bar(node, parent)) is not None:
        yield title
    for child in inside:
        yield from _titles(child, box)


def _front_first(views: Sequence[View]) -> tuple[View, ...]:
    """The focused window first; then those sway lists last: floating ones, the one on top before others."""
    others = [view for view in reversed(views) if not view.focused]
    return (*(view for view in views if view.focused), *others)


def _box(told: Node) -> Box:
    return Box(int(told["x"]), int(told["y"]), int(told["width"]), int(told["height"]))
