"""Starting at a login: what the desktop's folder holds, and when it counts as switched on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.autostart import choose
from app.autostart.xdg import XdgAutostart
from app.cli.door import Window, wants_window
from app.interfaces import Refused

COMMAND = ("/opt/my programs/reverie", "--home", '/home/ana/100 % "mine" $HOME', "tray")


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the desktop, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "autostart" / "reverie.desktop"


def executed(entry: Path) -> list[str]:
    """The command as a desktop reads it: the escapes of the file, then those of a quoted argument, then %%."""
    line = next(line for line in entry.read_text("utf-8").splitlines() if line.startswith("Exec="))
    quoted = re.findall(r'"((?:\\.|[^"\\])*)"', line.removeprefix("Exec=").replace("\\\\", "\\"))
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in quoted]


def test_what_is_switched_on_starts_this_very_command_and_can_be_switched_off(entry: Path) -> None:
    login = XdgAutostart(COMMAND)
    assert not login.on

    login.switch(on=True)
    assert login.on
    assert executed(entry) == list(COMMAND)
    login.switch(on=False)

    assert not login.on
    assert not entry.exists()
    login.switch(on=False)


@pytest.mark.parametrize("off", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_that_the_desktop_switched_off_counts_as_off(entry: Path, off: str) -> None:
    login = XdgAutostart(COMMAND)
    login.switch(on=True)
    entry.write_text(entry.read_text("utf-8").replace("X-GNOME-Autostart-enabled=true", off), "utf-8")

    assert not login.on


def test_a_folder_that_cannot_be_written_to_is_told(entry: Path) -> None:
    entry.parent.write_text("no folder")

    with pytest.raises(Refused, match="cannot be written to"):
        XdgAutostart(COMMAND).switch(on=True)


@pytest.mark.skipif("sys.platform != 'linux'", reason="the way of Linux")
def test_the_command_of_a_login_opens_the_tray_of_that_safe(entry: Path, tmp_path: Path) -> None:
    choose.choose(str(tmp_path)).switch(on=True)

    assert wants_window(executed(entry)[-3:]) == Window(str(tmp_path), "tray")
