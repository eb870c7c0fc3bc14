"""The settings page: a field for each type, a change at once, a refusal beside it, a search, resets, news."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app import settings as declared
from app.interfaces import Refused
from app.settings import SETTINGS
from tests.fakes.small_world import SmallWorld
from ui.application import Session
from ui.house import House
from ui.settings import own
from ui.settings.entry import Entry
from ui.settings.fields import ChoiceField, KeysField, LinesField, OfferField, SwitchField, TextField
from ui.settings.view import Section, SettingsView
from ui.theme import DARK
from ui.tray import Click, News

WAIT = 10_000


@pytest.fixture
def view(qtbot: QtBot, house: House) -> SettingsView:
    """The page, filled."""
    house.open("settings")
    found = house.view("settings")
    assert isinstance(found, SettingsView)
    qtbot.waitUntil(lambda: found.filled, timeout=WAIT)
    return found


def typed(qtbot: QtBot, entry: Entry, text: str) -> None:
    field = entry.field
    assert isinstance(field, TextField)
    field.line.setFocus()
    field.line.selectAll()
    qtbot.keyClicks(field.line, text)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)


def section_of(view: SettingsView, name: str) -> Section:
    return next(section for section in view.sections if view.entries[name] in section.entries)


def test_every_declared_setting_stands_on_the_page_with_a_line_that_explains_it(view: SettingsView) -> None:
    assert {setting.name for setting in SETTINGS} <= set(view.entries)
    for setting in SETTINGS:
        entry = view.entries[setting.name]
        shown = [label.text() for label in entry.findChildren(type(entry.told))]
        assert setting.label in shown
        assert setting.text in shown


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("capture.at_start", SwitchField),
        ("capture.interval", TextField),
        ("capture.on_battery", ChoiceField),
        ("model.server", TextField),
        ("timezone", OfferField),
        ("secrets.patterns", LinesField),
    ],
)
def test_a_setting_has_the_field_of_its_type(view: SettingsView, name: str, kind: type) -> None:
    assert type(view.entries[name].field) is kind


def test_a_number_is_applied_when_it_is_typed_and_said_to_be(
    qtbot: QtBot, view: SettingsView, world: SmallWorld
) -> None:
    entry = view.entries["capture.interval"]

    typed(qtbot, entry, "5")

    qtbot.waitUntil(lambda: world.reverie.settings()["capture.interval"] == 5.0, timeout=WAIT)
    qtbot.waitUntil(lambda: entry.told.text() == "Applied.", timeout=WAIT)
    qtbot.waitUntil(entry.reset.isVisible, timeout=WAIT)


def test_a_switch_a_choice_an_offer_and_lines_are_applied(
    qtbot: QtBot, view: SettingsView, world: SmallWorld
) -> None:
    fields = {name: entry.field for name, entry in view.entries.items()}
    switch, choice = fields["capture.at_start"], fields["capture.on_battery"]
    offer, lines = fields["timezone"], fields["secrets.patterns"]
    assert isinstance(switch, SwitchField)
    assert isinstance(choice, ChoiceField)
    assert isinstance(offer, OfferField)
    assert isinstance(lines, LinesField)

    switch.box.click()
    choice.box.activated.emit(choice.box.findData("not at all"))
    offer.box.setCurrentText("Europe/Rome")
    offer.box.activated.emit(0)
    lines.text.setFocus()
    lines.text.setPlainText("EMP-[0-9]+\nCUST-[0-9]+")
    view.search.setFocus()

    wanted = {
        "capture.at_start": False,
        "capture.on_battery": "not at all",
        "timezone": "Europe/Rome",
        "secrets.patterns": "EMP-[0-9]+\nCUST-[0-9]+",
    }
    qtbot.waitUntil(lambda: wanted.items() <= world.reverie.settings().items(), timeout=WAIT)


def test_what_is_refused_is_said_beside_its_field_and_the_old_value_holds(
    qtbot: QtBot, view: SettingsView, world: SmallWorld
) -> None:
    entry = view.entries["capture.interval"]

    typed(qtbot, entry, "61")

    qtbot.waitUntil(entry.trouble.isVisible, timeout=WAIT)
    assert "between 0.5 and 60" in entry.trouble.text()
    assert entry.told.text() == ""
    assert world.reverie.settings()["capture.interval"] == 2.0
    typed(qtbot, entry, "2")
    qtbot.waitUntil(lambda: not entry.trouble.isVisible(), timeout=WAIT)


def test_a_secret_is_not_shown_again(qtbot: QtBot, view: SettingsView, world: SmallWorld) -> None:
    entry = view.entries["model.server_key"]
    field = entry.field
    assert isinstance(field, TextField)
    assert field.line.echoMode() is field.line.EchoMode.Password

    for key in ("first-key", "second-key"):
        typed(qtbot, entry, key)
        qtbot.waitUntil(lambda key=key: world.reverie.world.settings["model.server_key"] == key, timeout=WAIT)  # type: ignore[misc]
        qtbot.waitUntil(lambda: field.line.text() == "", timeout=WAIT)

    assert "set" in field.line.placeholderText()


def test_a_search_leaves_what_fits_and_esc_ends_it(qtbot: QtBot, house: House, view: SettingsView) -> None:
    qtbot.keyClicks(view.search, "presentations")
    shown = [name for name, entry in view.entries.items() if not entry.isHidden()]
    assert shown == ["capture.in_presentations"]
    assert [section.isVisible() for section in view.sections].count(True) == 1

    view.search.setText("no such thing at all")
    assert view.nothing.isVisible()
    house.step_back()

    assert not view.nothing.isVisible()
    assert all(section.isVisible() for section in view.sections)


def test_a_setting_is_found_by_its_name_too(view: SettingsView) -> None:
    view.search.setText("dream.idle")

    assert [name for name, entry in view.entries.items() if not entry.isHidden()] == ["dream.idle_minutes"]


def test_one_is_reset_and_then_a_whole_group(qtbot: QtBot, view: SettingsView, world: SmallWorld) -> None:
    for name, value in (("capture.interval", 7), ("capture.in_games", True), ("inbox.days", 3)):
        world.reverie.set_setting(name, value)
    qtbot.waitUntil(view.entries["inbox.days"].reset.isVisible, timeout=WAIT)

    view.entries["capture.interval"].reset.click()
    qtbot.waitUntil(lambda: world.reverie.settings()["capture.interval"] == 2.0, timeout=WAIT)
    assert world.reverie.settings()["capture.in_games"] is True
    world.reverie.set_setting("capture.interval", 7)
    qtbot.waitUntil(lambda: view.entries["capture.interval"].view.value == 7.0, timeout=WAIT)
    section_of(view, "capture.interval").reset.click()

    qtbot.waitUntil(lambda: world.reverie.settings()["capture.in_games"] is False, timeout=WAIT)
    qtbot.waitUntil(lambda: world.reverie.settings()["capture.interval"] == 2.0, timeout=WAIT)
    assert world.reverie.settings()["inbox.days"] == 3.0
    qtbot.waitUntil(
        lambda: not section_of(view, "capture.interval").reset.isEnabled(), timeout=WAIT
    )  # nothing is left to reset


def test_what_is_set_elsewhere_is_shown_and_what_is_being_typed_stays(
    qtbot: QtBot, view: SettingsView, world: SmallWorld
) -> None:
    interval, days = view.entries["capture.interval"].field, view.entries["inbox.days"].field
    assert isinstance(interval, TextField)
    assert isinstance(days, TextField)
    interval.line.setFocus()
    interval.line.setText("1")

    threading.Thread(target=world.reverie.set_setting, args=("inbox.days", 9)).start()

    qtbot.waitUntil(lambda: days.line.text() == "9", timeout=WAIT)
    assert interval.line.text() == "1"


def test_the_look_is_chosen_here_and_kept_outside_the_safe(
    qapp: QApplication, view: SettingsView, settings: QSettings, world: SmallWorld
) -> None:
    entry = view.entries[own.LOOK]
    field = entry.field
    assert isinstance(field, ChoiceField)

    field.box.activated.emit(field.box.findData("dark"))

    assert qapp.palette().window().color().name() == DARK.window
    assert settings.value("scheme") == "dark"
    assert own.LOOK not in world.reverie.settings()


def test_a_click_on_the_tray_icon_opens_what_was_chosen(
    qtbot: QtBot, view: SettingsView, settings: QSettings, session: Session
) -> None:
    field = view.entries[own.CLICK].field
    assert isinstance(field, ChoiceField)
    assert field.box.currentData() == "chat"

    field.box.activated.emit(field.box.findData("timeline"))
    with qtbot.waitSignal(session.tray.opened, timeout=WAIT) as opened:
        session.tray._activated(QSystemTrayIcon.ActivationReason.Trigger)

    assert opened.args == ["timeline"]
    assert Click(settings).opens == "timeline"
    settings.setValue("tray", "a place that is no more")
    assert Click(settings).opens == "chat"


def test_starting_at_a_login_is_switched_here_and_a_refusal_is_said(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, session: Session
) -> None:
    class Login:
        on = False

        def switch(self, on: bool) -> None:
            if on and self.on:
                raise Refused("Not changed", "The folder cannot be written to.")
            self.on = on

    login, said = Login(), list[str]()
    mine = own.Own(session.theme, session.language, Click(settings), News(settings), None, login)

    mine.set(own.LOGIN, str(True), said.append)
    assert next(view.value for view in mine.views() if view.name == own.LOGIN) is True
    mine.set(own.LOGIN, str(True), said.append)

    assert said == ["", "The folder cannot be written to."]


def test_a_wheel_over_a_choice_scrolls_the_page_and_changes_nothing(view: SettingsView) -> None:
    field = view.entries["capture.on_battery"].field
    assert isinstance(field, ChoiceField)
    view.search.setFocus()
    none, up = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    middle = QPointF(5, 5)
    turned = QWheelEvent(
        middle, middle, QPoint(0, 0), QPoint(0, -120), none, Qt.KeyboardModifier.NoModifier, up, False
    )
    before = field.box.currentIndex()

    QApplication.sendEvent(field.box, turned)

    assert field.box.currentIndex() == before
    assert not turned.isAccepted()


def test_the_keys_of_recall_are_pressed_to_be_chosen_and_a_conflict_is_said_beside_them(
    qtbot: QtBot, view: SettingsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def change(keys: str, done: Callable[[str], None]) -> None:
        asked.append(keys)
        done("Another program has these keys." if keys == "Ctrl+Alt+T" else "")

    entry = view.entries[own.KEYS]
    field = entry.field
    assert isinstance(field, KeysField)
    assert field.edit.keySequence().toString() == "Ctrl+Alt+M"
    assert view._own._call is not None
    monkeypatch.setattr(view._own._call, "change", change)

    field.edit.setFocus()
    qtbot.keyClick(
        field.edit, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    qtbot.waitUntil(lambda: asked == ["Ctrl+Alt+T"], timeout=WAIT)
    qtbot.keyClick(field.none, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["Ctrl+Alt+T"]
    assert entry.trouble.text() == "Another program has these keys."

    qtbot.mouseClick(field.none, Qt.MouseButton.LeftButton)
    assert asked[-1] == ""
    qtbot.waitUntil(lambda: entry.told.text() == "Applied.", timeout=WAIT)


def test_keys_that_never_arrive_leave_those_that_hold_in_sight(view: SettingsView) -> None:
    field = view.entries[own.KEYS].field
    assert isinstance(field, KeysField)
    line = field.edit.findChild(QLineEdit)
    field.edit.clear()

    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut))

    assert field.edit.keySequence().toString() == "Ctrl+Alt+M"


def test_the_page_comes_a_group_at_a_time_so_that_the_window_never_halts(house: House) -> None:
    fresh = SettingsView(house._desk, house._own)
    fresh._show([declared.view(one, one.default) for one in SETTINGS])

    fresh._build_some()

    assert 0 < len(fresh.entries) < len(SETTINGS)
    assert not fresh.filled
    while not fresh.filled:
        fresh._build_some()
    assert {one.name for one in SETTINGS} <= set(fresh.entries)
