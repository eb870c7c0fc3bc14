"""Windows under Hyprland, from replies as its documentation has them: Hyprland itself is not run here."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from app.capture.ports import ScreenUnavailable
from app.capture.windows.hyprland import GROUP_BAR, Hyprland, desk_of
from app.capture.windows.wayland import WaylandWindows
from storage.model import Box

MONITORS = [
    {
        "id": 0, "name": "eDP-1", "width": 2880, "height": 1800, "x": 0, "y": 0, "scale": 2.0, "transform": 0,
        "activeWorkspace": {"id": 1, "name": "1"}, "specialWorkspace": {"id": 0, "name": ""}, "disabled": False,
    },
    {
        "id": 1, "name": "DP-1", "width": 1920, "height": 1080, "x": 1440, "y": 0, "scale": 1.0, "transform": 1,
        "activeWorkspace": {"id": 4, "name": "4"}, "specialWorkspace": {"id": -98, "name": "special"},
    },
]  # fmt: skip
CLIENT = {
    "address": "0x5581a0", "mapped": True, "hidden": False, "at": [10, 40], "size": [700, 500],
    "workspace": {"id": 1, "name": "1"}, "floating": False, "pinned": False, "fullscreen": 0,
    "class": "org.gnome.Nautilus", "title": "Files", "pid": 0, "xwayland": False, "grouped": [], "focusHistoryID": 0,
}  # fmt: skip
LAYERS = {
    "eDP-1": {
        "levels": {
            "0": [
                {"address": "0x1", "x": 0, "y": 0, "w": 1440, "h": 900, "namespace": "wallpaper", "pid": 7}
            ],
            "2": [{"address": "0x2", "x": 0, "y": 0, "w": 1440, "h": 30, "namespace": "waybar", "pid": 8}],
            "3": [],
        }
    }
}


def _client(**changes: Any) -> dict[str, Any]:
    return {**CLIENT, **changes}


def _windows(clients: list[dict[str, Any]], layers: dict[str, Any] | None = None) -> WaylandWindows:
    class Told:
        name = "hyprland"

        def desk(self) -> Any:
            return desk_of(MONITORS, clients, layers or {})

    return WaylandWindows(Told())


def test_windows_are_placed_in_the_pixels_of_their_monitor() -> None:
    far = _client(
        address="0x2", title="far", at=[1500, 100], workspace={"id": 4, "name": "4"}, focusHistoryID=1
    )

    first, second = _windows([far, CLIENT]).visible()

    assert (first.app, first.title, first.box, first.id) == (
        "Nautilus",
        "Files",
        Box(20, 80, 1400, 1000),
        0x5581A0,
    )
    # The second monitor stands upright, beside the first one's 2880 pixels.
    assert second.box == Box(2880 + 60, 100, 700, 500)
    assert _windows([far, CLIENT]).active() == first


def test_what_lies_on_another_workspace_or_behind_in_a_group_is_out_of_sight() -> None:
    away = _client(address="0x3", title="away", workspace={"id": 2, "name": "2"}, focusHistoryID=2)
    behind = _client(address="0x4", title="behind", hidden=True, focusHistoryID=3)
    dropped_down = _client(
        address="0x5", title="special", workspace={"id": -98, "name": "special"}, focusHistoryID=4
    )

    windows = _windows([CLIENT, away, behind, dropped_down])

    assert [seen.title for seen in windows.visible()] == ["Files", "special"]
    assert [seen.title for seen in windows.out_of_sight()] == ["away", "behind"]


def test_bars_and_the_names_of_a_group_may_show_titles_and_a_wallpaper_does_not() -> None:
    panels = [seen.box for seen in _windows([_client(grouped=["0x1"])], LAYERS).visible() if seen.panel]

    assert panels == [Box(0, 0, 2880, 60), Box(20, 2 * max(0, 40 - GROUP_BAR), 1400, 80)]


@pytest.mark.parametrize("reply", [[{}], [{**CLIENT, "at": 3}], [{**CLIENT, "workspace": None}], 5])
def test_a_reply_that_is_not_understood_costs_the_look(reply: Any) -> None:
    with pytest.raises(ScreenUnavailable, match="not understood"):
        desk_of(MONITORS, reply, {})


def test_each_request_goes_over_a_connection_of_its_own(tmp_path: Path) -> None:
    replies = {"j/monitors": MONITORS, "j/clients": [CLIENT], "j/layers": LAYERS}
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        listening.listen()

        def serve() -> None:
            for _ in range(3):
                asked, _ = listening.accept()
                with asked:
                    asked.sendall(json.dumps(replies[asked.recv(100).decode()]).encode())

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        desk = Hyprland(tmp_path / "socket").desk()
        serving.join(10)

    assert [view.title for view in desk.views] == ["Files"]
    with pytest.raises(ScreenUnavailable, match="HYPRLAND_INSTANCE_SIGNATURE"):
        Hyprland(tmp_path / "nobody").desk()
