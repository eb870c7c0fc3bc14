"""The house and its manners: navigation, shortcuts, names, privacy, health, the tray, the strip."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSystemTrayIcon,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.interfaces import CoverageView, NetworkView, OutingView, ReadView, Recording, Refused, Status
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.memory_views import said
from ui import pausing, pieces, when
from ui.application import Session
from ui.desk import Desk
from ui.house import House
from ui.privacy import PrivacyView
from ui.settings import own
from ui.timeline.view import TimelineView
from ui.window import SIZE

WAIT = 10_000


@pytest.mark.parametrize(
    ("key", "name"),
    [(1, "chat"), (2, "timeline"), (3, "memories"), (4, "days"), (5, "privacy"), (6, "health")],
)
def test_ctrl_and_a_number_goes_to_each_view(
    qtbot: QtBot, session: Session, house: House, key: int, name: str
) -> None:
    session.window._go(key - 1)

    qtbot.waitUntil(lambda: name in house._views and house.current is house._views[name], timeout=WAIT)
    assert house.current_name == name


def test_ctrl_and_a_comma_goes_to_the_settings(qtbot: QtBot, session: Session, house: House) -> None:
    session.window.activateWindow()
    qtbot.keyClick(session.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: house.current is house.view("settings"), timeout=WAIT)


def test_the_trays_menu_leads_to_the_settings(qtbot: QtBot, session: Session, house: House) -> None:
    session.tray.menu.aboutToShow.emit()

    next(action for action in session.tray.menu.actions() if action.text() == "Settings").trigger()

    assert house.view("settings") is house.current


def test_a_view_comes_in_steps_and_the_one_before_it_stays_until_it_is_there(
    qtbot: QtBot, house: House
) -> None:
    chat = house.view("chat")
    shown = []
    house.arrived.connect(lambda: shown.append(house.current))

    house.open("timeline")
    house.open("memories")

    assert house.current is chat
    assert house.current_name == "memories"
    qtbot.waitUntil(lambda: house.current is not chat, timeout=WAIT)
    assert shown == [house.view("memories")]


def test_a_view_that_is_not_whole_yet_goes_with_the_house(
    qtbot: QtBot, session: Session, house: House, desk: Desk
) -> None:
    # Views of tests before this one may wait for their end.
    others = _timelines()
    house.view("chat")
    house.open("timeline")
    house._go_on()
    (half,) = (view for view in _timelines() if view not in others)

    session.desk.shut.emit("")

    assert session.window.house is None
    qtbot.waitUntil(lambda: not isValid(half), timeout=WAIT)


def _timelines() -> list[TimelineView]:
    """The timelines that stand in no window, or not yet."""
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, TimelineView)]


def test_everything_that_can_be_pressed_or_filled_has_a_name(house: House) -> None:
    for room in house.rooms:
        house.open(room.name)

    unnamed = [
        widget
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QTableView)
        for widget in house.findChildren(kind)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and not widget.objectName().startswith("qt_")
        and type(widget).__module__.startswith("ui")
    ]
    assert unnamed == []


@pytest.mark.parametrize(
    "made",
    [lambda pressed: pieces.button("Go", pressed), lambda pressed: pieces.IconButton("close", "Go", pressed)],
)
def test_enter_presses_a_button_as_space_does(
    qtbot: QtBot, made: Callable[[Callable[[], object]], QWidget]
) -> None:
    presses: list[str] = []
    button = made(lambda: presses.append("pressed"))
    qtbot.addWidget(button)

    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)

    assert presses == ["pressed"] * 3


def test_a_first_window_has_room_on_a_small_screen(session: Session) -> None:
    room = session.window.screen().availableSize()

    assert room.width() < SIZE.width()
    assert session.window.width() <= max(room.width(), session.window.minimumWidth())
    assert session.window.height() <= max(room.height(), session.window.minimumHeight())


def test_a_refusal_is_said_in_the_strip(qtbot: QtBot, house: House, desk: Desk) -> None:
    desk.trouble.emit(Refused("Full", "The disk is full. Free some space."))

    assert house.strip._trouble.text() == "The disk is full. Free some space."


def test_pausing_and_remembering_again_from_the_strip(
    qtbot: QtBot, house: House, desk: Desk, world: SmallWorld
) -> None:
    pausing._pause_for(desk, 900)
    qtbot.waitUntil(lambda: house.strip._said.text().startswith("Paused for 15 min"), timeout=WAIT)

    qtbot.mouseClick(house.strip.pause, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: house.strip._said.text() == "Remembering", timeout=WAIT)


@pytest.mark.parametrize(
    ("recording", "drawing"),
    [
        (Recording.RECORDING, "tray-remembering"),
        (Recording.PAUSED, "tray-paused"),
        (Recording.HIDDEN, "tray-hidden"),
        (Recording.FAILING, "tray-attention"),
    ],
)
def test_the_tray_has_a_picture_for_what_the_recorder_does(
    world: SmallWorld, recording: Recording, drawing: str
) -> None:
    assert pausing.drawing(world.reverie.set_status(recording=recording)) == drawing


def test_the_tray_says_what_is_hidden_right_now_and_by_which_rule(
    qtbot: QtBot, session: Session, house: House, world: SmallWorld
) -> None:
    why = "hidden by rule 3 (title like R&D)"
    world.reverie.set_status(recording=Recording.HIDDEN, reason=why)

    qtbot.waitUntil(lambda: session.tray.tooltip == f"Reverie: Hidden right now\n{why}", timeout=WAIT)
    session.tray.menu.aboutToShow.emit()

    told = [action.text() for action in session.tray.menu.actions() if not action.isEnabled()]
    assert "hidden by rule 3 (title like R&&D)" in told
    world.reverie.set_status(recording=Recording.RECORDING, reason="")
    qtbot.waitUntil(lambda: session.tray.tooltip == "Reverie: Remembering", timeout=WAIT)


def test_the_tray_of_a_locked_safe_is_locked(world: SmallWorld) -> None:
    world.reverie.lock()

    assert pausing.drawing(world.reverie.status()) == "tray-locked"
    assert pausing.drawing(None) == "tray-locked"


def test_the_trays_menu_offers_pauses_only_while_the_safe_is_open(
    qtbot: QtBot, session: Session, house: House, world: SmallWorld
) -> None:
    session.tray.menu.aboutToShow.emit()
    open_ = [action.text() for action in session.tray.menu.actions()]
    offered = {"Pause for 15 minutes", "Pause until tomorrow", "Open recall", "Ask", "Lock now", "Quit"}
    assert offered <= set(open_)

    world.reverie.lock()
    qtbot.waitUntil(lambda: not session.desk.unlocked, timeout=WAIT)
    session.tray.menu.aboutToShow.emit()

    assert "Pause for 15 minutes" not in [action.text() for action in session.tray.menu.actions()]


def test_an_icon_is_made_when_a_tray_appears_later(
    session: Session, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    session.tray.look()
    assert not session.tray.present

    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    session.tray.look()

    assert session.tray.present


def test_the_desktop_is_told_once_that_reverie_needs_its_user_and_never_when_that_is_off(
    qtbot: QtBot, session: Session, house: House, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, ...]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, *told: shown.append(told[:2]))
    session.tray.look()

    def turn(recording: Recording, *problems: str) -> None:
        world.reverie.set_status(recording=recording, problems=problems)
        wanted = recording, problems
        qtbot.waitUntil(lambda: (desk_status().recording, desk_status().problems) == wanted, timeout=WAIT)

    def desk_status() -> Status:
        assert session.desk.status is not None
        return session.desk.status

    turn(Recording.FAILING, "The reader of the salary page broke.")
    turn(Recording.FAILING, "The reader of the salary page broke twice.")
    assert [title for title, _ in shown] == ["Reverie needs you"]
    assert "salary" not in str(shown)
    turn(Recording.RECORDING)
    session.own.set(own.NEWS, str(False), lambda why: None)
    turn(Recording.FAILING)

    assert len(shown) == 1


def test_a_background_that_does_not_answer_is_told_and_forgiven(
    qtbot: QtBot, desk: Desk, house: House, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desk.SILENT", 0)
    answering, answer = threading.Event(), world.reverie.status
    monkeypatch.setattr(world.reverie, "status", lambda: (answering.wait(20), answer())[1])

    desk.look_again()
    qtbot.wait(5)
    desk.look_again()

    assert desk.status is not None
    assert (desk.status.recording, desk.unlocked) == (Recording.FAILING, True)
    assert "does not answer" in desk.status.reason
    answering.set()
    qtbot.waitUntil(lambda: desk.status is not None and not desk.status.reason, timeout=WAIT)


def test_a_start_at_a_login_stays_in_the_tray(
    qtbot: QtBot, qapp: QApplication, world: SmallWorld, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.application.TRAY_PATIENCE", 10)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    session = Session(qapp, lambda: world.reverie, world.reverie.subscribe, "tray", settings)
    session.open()
    qtbot.waitUntil(lambda: session.window.house is not None, timeout=WAIT)
    qtbot.wait(50)

    assert not session.window.isVisible()
    session.show_view("tray")
    assert not session.window.isVisible()
    session.show_view("chat")
    assert session.window.isVisible()
    session.close()
    session.deleteLater()


def test_a_rule_is_added_and_removed(qtbot: QtBot, house: House, world: SmallWorld) -> None:
    house.open("privacy")
    view = house.view("privacy")
    assert isinstance(view, PrivacyView)

    qtbot.keyClicks(view.app, "Banking")
    qtbot.mouseClick(view.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(rule.app == "Banking" for rule in world.reverie.rules()), timeout=WAIT)
    view._remove(next(rule for rule in world.reverie.rules() if rule.app == "Banking"))

    qtbot.waitUntil(lambda: all(rule.built_in for rule in world.reverie.rules()), timeout=WAIT)


def test_the_privacy_page_tells_what_is_stored_when_it_watched_who_read_and_what_went_out(
    qtbot: QtBot, house: House, world: SmallWorld, desk: Desk
) -> None:
    now = desk.now
    # Whatever the time of day is: the small world's own morning may be still to come.
    world.reverie.world.coverage[:] = [
        CoverageView(now - timedelta(minutes=30), now - timedelta(minutes=20), "paused", "Paused by you"),
        CoverageView(now - timedelta(minutes=20), now, "recording"),
    ]
    world.reverie.world.reads = [ReadView("reverie (claude)", "asked", now.date().isoformat(), 3, now)]
    house.open("privacy")
    openness = house.view("privacy").openness  # type: ignore[attr-defined]

    qtbot.waitUntil(lambda: "reverie (claude)" in said(openness.reads), timeout=WAIT)
    assert "asked · 3 times" in said(openness.reads)
    qtbot.waitUntil(lambda: "Nothing has left this computer" in said(openness.network), timeout=WAIT)
    qtbot.waitUntil(lambda: "Watched for" in said(openness.ledger), timeout=WAIT)
    assert "Paused by you" in said(openness.ledger)
    home = world.reverie.status().home
    qtbot.waitUntil(lambda: home in said(openness.stored).replace("\u200b", ""), timeout=WAIT)

    qtbot.mouseClick(openness.ledger.before, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Paused by you" not in said(openness.ledger), timeout=WAIT)
    assert "Yesterday" in said(openness.ledger)
    outing = OutingView("llm.lan", "questions", 2, now, now)
    world.reverie.world.network = NetworkView(now, (outing,), 1, ("192.168.1.7",), 2)
    openness.refresh()
    qtbot.waitUntil(lambda: "went to llm.lan on 2 days" in said(openness.network), timeout=WAIT)
    assert "connections to: 192.168.1.7" in said(openness.network)


def test_a_second_start_brings_the_wanted_view_forward(qtbot: QtBot, house: House, world: SmallWorld) -> None:
    world.reverie.show("timeline")

    qtbot.waitUntil(lambda: house.current is house.view("timeline"), timeout=WAIT)


def test_a_second_start_for_recall_brings_the_overlay_alone(
    qtbot: QtBot, session: Session, house: House, world: SmallWorld
) -> None:
    session.window.hide()

    world.reverie.show("recall")

    qtbot.waitUntil(session.recall.isVisible, timeout=WAIT)
    assert not session.window.isVisible()


def test_times_are_said_as_a_person_says_them() -> None:
    now = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    berlin = ZoneInfo("Europe/Berlin")

    assert when.moment(now - timedelta(hours=2), berlin, now) == "Today 15:00"
    assert when.moment(now - timedelta(days=1), berlin, now) == "Yesterday 17:00"
    assert when.remaining(now + timedelta(minutes=12), now) == "12 min"
    assert when.seconds_until_tomorrow(now) == 14 * 3600
    assert when.zone("No/Such").key == "UTC"
