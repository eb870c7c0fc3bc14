"""Exporting from the window: what the file will hold is said, it is written off the window's thread, or given up."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from app.interfaces import Errand, Export
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui.exporting import ExportDialog
from ui.house import House
from ui.memories.view import MemoriesView
from ui.timeline.view import TimelineView


def _dialog(qtbot: object) -> ExportDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog), timeout=WAIT)  # type: ignore[attr-defined]
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    return dialog


@pytest.fixture
def dialog(house: House, qtbot: object) -> ExportDialog:
    """Opened in the memories view, on its first kind."""
    view = house.view("memories")
    house.open("memories")
    assert isinstance(view, MemoriesView)
    qtbot.waitUntil(lambda: view.kind is not None, timeout=WAIT)  # type: ignore[attr-defined]
    view._export()
    return _dialog(qtbot)


@pytest.fixture
def asked(world: SmallWorld) -> list[Export]:
    """What the keeper was asked for."""
    found: list[Export] = []
    export = world.reverie.export

    def watched(what: Export) -> Errand:
        found.append(what)
        return export(what)

    world.reverie.export = watched  # type: ignore[method-assign]
    return found


def test_the_memories_of_the_kind_shown_are_written_to_the_file_chosen(
    dialog: ExportDialog, asked: list[Export], tmp_path: Path, qtbot: object
) -> None:
    names: list[str] = []

    def path(name: str) -> str:
        names.append(name)
        return str(tmp_path / name)

    dialog.ask_path = path
    dialog.export.click()

    qtbot.waitUntil(lambda: "Wrote" in dialog.told.text(), timeout=WAIT)  # type: ignore[attr-defined]
    (what,) = asked
    assert what == Export(str(tmp_path / names[0]), "json", ("core",), replace=True)
    assert names[0].endswith(".json")
    assert (tmp_path / names[0]).exists()
    assert names[0] in dialog.told.text()
    assert "not encrypted" in dialog.warning.text()


def test_it_says_what_the_file_will_hold_and_who_can_read_it(dialog: ExportDialog) -> None:
    assert "About you" in dialog.told.text()
    assert "Values of secrets are not in it." in dialog.warning.text()
    assert "whoever gets it can read it" in dialog.warning.text()
    assert not dialog.pictures.isEnabled()

    dialog.what.setCurrentIndex(dialog.what.count() - 1)
    dialog.pictures.setChecked(True)

    assert "every screen" in dialog.told.text()
    assert "and the pictures" in dialog.told.text()
    assert dialog.chosen == Export("", pictures=True)
    dialog.form.setCurrentIndex(dialog.form.findData("xlsx"))
    assert "pictures" not in dialog.told.text()
    assert dialog.chosen == Export("", "xlsx")


def test_a_passphrase_is_typed_twice_and_goes_with_the_export(
    dialog: ExportDialog, asked: list[Export], tmp_path: Path, qtbot: object
) -> None:
    assert dialog.passphrase.isHidden()

    dialog.encrypt.setChecked(True)
    assert not dialog.export.isEnabled()
    dialog.passphrase.setText("amber kettle")
    dialog.again.setText("amber cattle")
    assert not dialog.export.isEnabled()
    dialog.again.setText("amber kettle")
    dialog.ask_path = lambda name: str(tmp_path / name)
    dialog.export.click()

    qtbot.waitUntil(lambda: "Wrote" in dialog.told.text(), timeout=WAIT)  # type: ignore[attr-defined]
    assert asked[0].sealed_with == "amber kettle"
    assert (dialog.passphrase.text(), dialog.again.text()) == ("", "")
    assert "not encrypted" not in dialog.warning.text()


def test_no_file_chosen_asks_for_nothing(dialog: ExportDialog, asked: list[Export]) -> None:
    dialog.ask_path = lambda _name: ""

    dialog.export.click()

    assert asked == []
    assert dialog.export.isEnabled()


def test_what_is_refused_is_told_and_can_be_mended(
    dialog: ExportDialog, tmp_path: Path, qtbot: object
) -> None:
    dialog.ask_path = lambda _name: "not a whole path"

    dialog.export.click()

    qtbot.waitUntil(lambda: "Choose another name" in dialog.trouble.text(), timeout=WAIT)  # type: ignore[attr-defined]
    assert dialog.export.isEnabled()
    dialog.ask_path = lambda name: str(tmp_path / name)
    dialog.export.click()
    qtbot.waitUntil(lambda: "Wrote" in dialog.told.text(), timeout=WAIT)  # type: ignore[attr-defined]


def test_closed_in_the_middle_it_gives_the_export_up(
    dialog: ExportDialog, world: SmallWorld, tmp_path: Path, qtbot: object
) -> None:
    pieces: list[float] = []

    def never_over(errand: UUID, seconds: float = 1.0) -> Errand:
        pieces.append(seconds)
        return Errand(errand, len(pieces), 100_000)

    world.reverie.go_on = never_over  # type: ignore[method-assign, assignment]
    dialog.ask_path = lambda name: str(tmp_path / name)
    dialog.export.click()
    qtbot.waitUntil(lambda: len(pieces) > 2, timeout=WAIT)  # type: ignore[attr-defined]
    assert dialog.progress.isVisible()

    dialog.reject()

    qtbot.waitUntil(lambda: world.reverie.world.exports == {}, timeout=WAIT)  # type: ignore[attr-defined]


def test_the_timeline_exports_its_day(
    house: House, asked: list[Export], tmp_path: Path, qtbot: object
) -> None:
    view = house.view("timeline")
    house.open("timeline")
    assert isinstance(view, TimelineView)
    qtbot.waitUntil(lambda: view.current is not None, timeout=WAIT)  # type: ignore[attr-defined]
    frame = view.current
    assert frame is not None

    view._export()
    dialog = _dialog(qtbot)
    dialog.ask_path = lambda name: str(tmp_path / name)
    dialog.export.click()

    qtbot.waitUntil(lambda: "Wrote" in dialog.told.text(), timeout=WAIT)  # type: ignore[attr-defined]
    (what,) = asked
    assert what.since is not None
    assert what.until is not None
    assert what.since <= frame.time < what.until
    assert (what.until - what.since).days in (0, 1)
