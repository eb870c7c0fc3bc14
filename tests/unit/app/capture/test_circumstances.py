"""What the computer says of itself: battery, pressure, games, slides."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from app.capture import circumstances
from app.capture.circumstances import Choices, Circumstances
from tests.fakes.windows import window


@pytest.mark.parametrize(
    ("cpu", "memory", "pressed"), [("3.10", "0.00", False), ("95.00", "0.00", True), ("1.00", "44.00", True)]
)
def test_pressure_is_read_from_the_kernel(tmp_path: Path, cpu: str, memory: str, pressed: bool) -> None:
    (tmp_path / "cpu").write_text(f"some avg10=99.00 avg60={cpu} avg300=0.00 total=1\nfull avg10=0 avg60=0\n")
    (tmp_path / "memory").write_text(
        f"some avg10=99.00 avg60=99.00\nfull avg10=9.00 avg60={memory} total=1\n"
    )

    assert circumstances.is_pressed(tmp_path) is pressed


@pytest.mark.parametrize("text", ["", "some avg10=1", "some avg60=high", "\0"])
def test_where_pressure_is_not_told_the_crowd_of_programs_counts(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpu").write_text(text)
    (tmp_path / "memory").write_text(text)
    for load, pressed in ((0.0, False), (10_000.0, True)):
        monkeypatch.setattr(psutil, "getloadavg", lambda load=load: (load, 0.0, 0.0))

        assert circumstances.is_pressed(tmp_path) is pressed


def test_a_computer_without_battery_runs_on_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None)

    assert not circumstances.runs_on_battery()


def test_games_are_known_by_name_or_by_their_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = tmp_path / "applications"
    entries.mkdir()
    (entries / "org.reed.Marsh.desktop").write_text(
        "[Desktop Entry]\nName=Marsh\nExec=/opt/marsh/marsh-bin %u\nCategories=Game;ArcadeGame;\n"
    )
    (entries / "writer.desktop").write_text("[Desktop Entry]\nExec=writer\nCategories=Office;\n")
    (entries / "broken.desktop").write_bytes(b"\xff[Desktop")
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    circumstances._games_installed.cache_clear()

    found = {
        app: circumstances.is_game(window(app)) for app in ("Marsh-bin", "steam_app_7", "Writer", "Firefox")
    }

    circumstances._games_installed.cache_clear()
    assert found == {"Marsh-bin": True, "steam_app_7": True, "Writer": False, "Firefox": False}


@pytest.mark.parametrize(
    ("title", "slides"),
    [
        ("PowerPoint Slide Show - figures", True),
        ("Presenting: figures.odp", True),
        ("slides.odp - Impress", False),
    ],
)
def test_slides_are_known_by_the_title_of_their_window(title: str, slides: bool) -> None:
    assert circumstances.is_presentation(window("soffice", title)) is slides


def test_a_game_in_a_window_is_recorded() -> None:
    asked = Circumstances(lambda: False, lambda: False)

    assert asked.why_not(Choices(), 0.0, window("steam_app_7")) == ""


def test_looks_become_rarer_where_that_was_chosen() -> None:
    asked = Circumstances(lambda: True, lambda: True)

    assert asked.sparing(Choices(on_battery="as ever", when_busy="as ever")) == ""
    assert asked.sparing(Choices(on_battery="sparingly")) == circumstances.ON_BATTERY
    assert asked.sparing(Choices(when_busy="sparingly")) == circumstances.BUSY
