"""Forgetting from the window: counted while one chooses, asked once more, receipts below; the tray's last minutes."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.interfaces import Forget, Incoming, IncomingFrame, ReceiptView
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui import forgetting
from ui.application import Session
from ui.desk import Desk
from ui.forgetting import ForgetDialog, ForgetPanel
from ui.house import House
from ui.privacy import PrivacyView


def _panel(house: House) -> tuple[PrivacyView, ForgetPanel]:
    view = house.view("privacy")
    house.open("privacy")
    assert isinstance(view, PrivacyView)
    return view, view.panel


def _dialog(qtbot: object) -> ForgetDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForgetDialog), timeout=WAIT)  # type: ignore[attr-defined]
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ForgetDialog)
    return dialog


def test_the_menu_of_the_last_minutes_tells_what_each_would_remove(
    qtbot: QtBot, session: Session, house: House, world: SmallWorld, desk: Desk
) -> None:
    # What is of its morning is still to come, early in the day.
    world.reverie.world.frames.clear()
    world.reverie.world.turns.clear()
    world.reverie.keep([Incoming(frame=IncomingFrame(desk.now, text="The ferry to Porto"))])
    menu = QMenu()
    forgetting.fill(menu, desk)

    menu.aboutToShow.emit()

    first = menu.actions()[0]
    qtbot.waitUntil(lambda: first.text() == "Forget the last 5 minutes: 1 moment…", timeout=WAIT)
    assert len(world.reverie.frames(desk.now - timedelta(minutes=5), desk.now + timedelta(minutes=1))) == 1


def test_it_is_counted_while_one_types_and_nothing_is_gone_yet(
    house: House, world: SmallWorld, qtbot: object
) -> None:
    _, panel = _panel(house)
    app = next(iter(world.reverie.world.frames.values())).view.app
    expected = world.reverie.forget(Forget(app=app, dry_run=True))
    assert not panel.forget.isEnabled()

    panel.app.setText(app)

    qtbot.waitUntil(panel.forget.isEnabled, timeout=WAIT)  # type: ignore[attr-defined]
    assert forgetting.counted(expected) in panel.told.text()
    assert world.reverie.receipts() == []


def test_what_was_chosen_is_forgotten_after_the_question_and_a_receipt_appears(
    house: House, world: SmallWorld, qtbot: object
) -> None:
    view, panel = _panel(house)
    world.reverie.world.backups = ("monday.backup",)
    panel.app.setText(next(iter(world.reverie.world.frames.values())).view.app)
    qtbot.waitUntil(panel.forget.isEnabled, timeout=WAIT)  # type: ignore[attr-defined]
    assert "monday.backup" in panel.told.text()
    panel.forget.click()

    _dialog(qtbot).forget.click()

    qtbot.waitUntil(lambda: len(world.reverie.receipts()) == 1, timeout=WAIT)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: panel.app.text() == "", timeout=WAIT)  # type: ignore[attr-defined]
    line = view.receipts.line(world.reverie.receipts()[0])
    assert "by app" in line


def test_a_selection_of_nothing_cannot_be_forgotten(house: House, qtbot: object) -> None:
    _, panel = _panel(house)

    panel.words.setText("no such words anywhere")

    qtbot.waitUntil(lambda: "Nothing" in panel.told.text(), timeout=WAIT)  # type: ignore[attr-defined]
    assert not panel.forget.isEnabled()


def test_all_fields_make_one_selection(house: House) -> None:
    _, panel = _panel(house)

    panel.site.setText(" example.org ")
    panel.person.setText("Ana Reis, Ida")
    panel.when.setCurrentIndex(panel.when.findData(60))

    chosen = panel.chosen
    assert (chosen.site, chosen.people, chosen.until) == ("example.org", ("Ana Reis", "Ida"), None)
    assert chosen.since is not None
    panel.when.setCurrentIndex(panel.when.findData(-1))
    assert panel.chosen.since is not None
    assert panel.chosen.until is not None


def test_the_tray_offers_the_last_minutes_and_asks_first(
    session: Session, house: House, desk: Desk, world: SmallWorld, qtbot: object
) -> None:
    menu = QMenu()
    forgetting.fill(menu, desk)
    names = [action.text() for action in menu.actions()]
    assert any("10 minutes" in name for name in names)
    asked: list[Forget] = []
    forget = world.reverie.forget

    def watched(what: Forget) -> ReceiptView:
        asked.append(what)
        return forget(what)

    world.reverie.forget = watched  # type: ignore[method-assign]
    before = len(world.reverie.world.frames)
    menu.actions()[names.index(next(name for name in names if "10 minutes" in name))].trigger()

    dialog = _dialog(qtbot)
    assert asked[0].dry_run
    assert asked[0].since is not None
    assert timedelta(minutes=9) < desk.now - asked[0].since < timedelta(minutes=11)
    dialog.keep.click()
    assert len(world.reverie.world.frames) == before
    assert session.window is not None


def test_what_is_told_anew_and_which_backups_keep_it_is_said_before() -> None:
    told = forgetting.consequences(
        ReceiptView(1, 0, 0, 0, 0, rewritten=2, backups=("monday.backup", "friday.backup"))
    )

    assert "2 memories" in told[0]
    assert "monday.backup, friday.backup" in told[1]
    assert forgetting.consequences(ReceiptView(1, 0, 0, 0, 0)) == []
