"""The first run: what is said before anything is kept, ways back and past its steps, and a moment found again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from app.interfaces import Incoming, IncomingFrame, Recording, Refused, Status
from tests.fakes import small_world
from tests.fakes.keyboard import Keyboard
from tests.fakes.reverie import FakeReverie
from tests.unit.ui.conftest import opened
from ui.application import Session
from ui.firstrun.guide import Guide
from ui.firstrun.moment import MomentStep, telling
from ui.firstrun.step import Step

WAIT = 10_000
MAIL = IncomingFrame(
    datetime.now(UTC),
    text="Harbour news\nThe city council approved the new crane on Monday.",
    app="Firefox",
    window_title="Harbour news",
)


@pytest.fixture
def reverie() -> FakeReverie:
    """One without a safe, before a screen with words on it."""
    made = FakeReverie()
    made.on_screen = MAIL
    return made


@pytest.fixture
def keyboard() -> Keyboard:
    """Keys that a test presses."""
    return Keyboard()


@pytest.fixture
def door(
    qapp: QApplication, reverie: FakeReverie, settings: QSettings, keyboard: Keyboard
) -> Iterator[Session]:
    """A window nobody has used yet."""
    session = Session(qapp, lambda: reverie, reverie.subscribe, "chat", settings, hotkeys=keyboard.choose)
    session.open()
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def guide(qtbot: QtBot, door: Session) -> Guide:
    """The guide, with a safe just made without recovery words."""
    page = door.window.unlock
    qtbot.waitUntil(page.kept_step.isVisible, timeout=WAIT)
    page.kept_step.go_on.click()
    for field in (page.create_face.first, page.create_face.second):
        field.setText(small_world.PASSPHRASE)
    page.create_face.recovery.setChecked(False)
    page.create_face.button.click()
    qtbot.waitUntil(page.guide.hidden.isVisible, timeout=WAIT)
    return page.guide


def shown(step: Step) -> str:
    return "\n".join(label.text() for label in step.findChildren(QLabel))


def look(qtbot: QtBot, step: MomentStep) -> None:
    """Looks as soon as one may: not before recording goes on."""
    qtbot.waitUntil(lambda: step.look.isEnabled(), timeout=WAIT)  # noqa: PLW0108 - the button is asked each time
    step.look.click()


def to(qtbot: QtBot, guide: Guide, step: Step) -> None:
    """Goes on until this step is shown."""
    for before, after in zip(guide.steps, guide.steps[1:], strict=False):
        if step.isVisible():
            return
        before.go_on.click()
        qtbot.waitUntil(after.isVisible, timeout=WAIT)


def test_what_is_kept_and_what_never_is_is_said_before_a_passphrase_is_asked_for(
    qtbot: QtBot, door: Session
) -> None:
    page = door.window.unlock
    qtbot.waitUntil(page.kept_step.isVisible, timeout=WAIT)

    told = shown(page.kept_step)
    assert "What is kept" in told
    assert "Passwords" in told
    page.kept_step.go_on.click()
    assert page.create_face.isVisible()
    page.create_face.return_.click()

    assert page.kept_step.isVisible()


def test_nothing_is_recorded_before_the_step_about_what_is_hidden_was_left(
    qtbot: QtBot, guide: Guide, reverie: FakeReverie
) -> None:
    qtbot.waitUntil(lambda: reverie.status().recording is Recording.PAUSED, timeout=WAIT)

    guide.hidden.go_on.click()

    qtbot.waitUntil(lambda: reverie.status().recording is Recording.RECORDING, timeout=WAIT)
    assert reverie.stats()["frames"] == 0


def test_what_is_hidden_is_listed_and_an_app_never_seen_is_added_and_taken_out(
    qtbot: QtBot, guide: Guide, reverie: FakeReverie
) -> None:
    step = guide.hidden
    qtbot.waitUntil(lambda: "KeePassXC" in step.built_in.text(), timeout=WAIT)

    qtbot.keyClicks(step.app, "Signal")
    qtbot.keyClick(step.app, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Signal" in [rule.app for rule in reverie.rules()], timeout=WAIT)
    qtbot.waitUntil(lambda: step.app.text() == "", timeout=WAIT)
    remove = "Remove this rule"
    qtbot.waitUntil(
        lambda: any(one.accessibleName() == remove for one in step.findChildren(QAbstractButton)),
        timeout=WAIT,
    )
    next(one for one in step.findChildren(QAbstractButton) if one.accessibleName() == remove).click()
    qtbot.waitUntil(lambda: all(rule.built_in for rule in reverie.rules()), timeout=WAIT)


def test_a_recorder_that_cannot_be_paused_is_said_to_go_on(
    qtbot: QtBot, reverie: FakeReverie, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    def refuse(seconds: float | None = None) -> Status:
        raise Refused("No", "Recording cannot be paused just now.")

    monkeypatch.setattr(reverie, "pause", refuse)

    guide: Guide = request.getfixturevalue("guide")

    qtbot.waitUntil(lambda: "cannot be paused" in guide.hidden.trouble.text(), timeout=WAIT)


def test_models_are_offered_with_size_licence_and_origin_and_none_is_an_answer(
    qtbot: QtBot, guide: Guide, reverie: FakeReverie
) -> None:
    step = guide.models
    to(qtbot, guide, step)
    qtbot.waitUntil(lambda: len(step.findChildren(QRadioButton)) == 3, timeout=WAIT)
    buttons = {one.objectName(): one for one in step.findChildren(QRadioButton)}

    assert "1.1 GB · Apache-2.0 · from fake/1.5b" in shown(step)
    assert "22.0 MB · MIT" in step.others.text()
    assert buttons["fake-1.5b"].isChecked()
    assert not buttons["fake-7b"].isEnabled()
    assert "4.7 GB · MIT · from fake/7b\nNot on this computer." in shown(step)
    assert "this computer then asks hub.example" in shown(step)
    buttons["none"].click()
    step.go_on.click()

    qtbot.waitUntil(guide.moment.isVisible, timeout=WAIT)
    assert reverie.settings()["model.language"] == "none"


def test_a_model_that_is_not_here_is_fetched_once_it_is_asked_for_and_then_chosen(
    qtbot: QtBot, guide: Guide, reverie: FakeReverie
) -> None:
    step = guide.models
    to(qtbot, guide, step)
    qtbot.waitUntil(lambda: len(step.fetches) == 1, timeout=WAIT)
    (fetch,) = step.fetches
    assert fetch.button.accessibleName() == "Fetch Fake, large from hub.example"
    assert not reverie.world.pulls

    fetch.button.click()
    qtbot.waitUntil(lambda: not step.fetches, timeout=WAIT)

    buttons = {one.objectName(): one for one in step.findChildren(QRadioButton)}
    assert buttons["fake-7b"].isEnabled()
    assert buttons["fake-7b"].isChecked()
    step.go_on.click()
    qtbot.waitUntil(guide.moment.isVisible, timeout=WAIT)
    assert reverie.settings()["model.language"] == "fake-7b"


def test_a_model_that_was_left_as_it_is_is_not_set(qtbot: QtBot, guide: Guide, reverie: FakeReverie) -> None:
    to(qtbot, guide, guide.models)
    qtbot.waitUntil(lambda: bool(guide.models.findChildren(QRadioButton)), timeout=WAIT)

    guide.models.go_on.click()

    assert guide.moment.isVisible()
    assert reverie.settings()["model.language"] == ""


def test_a_first_moment_is_looked_at_and_found_by_a_word_of_it(qtbot: QtBot, guide: Guide) -> None:
    step = guide.moment
    to(qtbot, guide, step)
    assert not step.find_it.isEnabled()

    look(qtbot, step)
    qtbot.waitUntil(step.find_it.isEnabled, timeout=WAIT)
    assert step.told.text() == "Kept: Firefox · Harbour news"
    assert step.word.text() == "approved"
    step.find_it.click()

    qtbot.waitUntil(lambda: step.found.text().startswith("Found again in"), timeout=WAIT)
    assert "Harbour news" in step.found.text()
    step.word.setText("submarine")
    step.find_it.click()
    qtbot.waitUntil(lambda: step.found.text().startswith("Not found"), timeout=WAIT)


def test_a_moment_that_is_kept_meanwhile_is_offered_by_itself(
    qtbot: QtBot, guide: Guide, reverie: FakeReverie
) -> None:
    to(qtbot, guide, guide.moment)

    now = replace(MAIL, time=datetime.now(UTC))
    threading.Thread(target=reverie.keep, args=([Incoming(frame=now)],)).start()

    qtbot.waitUntil(lambda: guide.moment.word.text() == "approved", timeout=WAIT)


def test_a_screen_without_words_is_said_and_another_look_is_taken(
    qtbot: QtBot, guide: Guide, reverie: FakeReverie
) -> None:
    reverie.on_screen = None
    step = guide.moment
    to(qtbot, guide, step)

    look(qtbot, step)

    qtbot.waitUntil(lambda: "no words on the screen" in step.told.text(), timeout=WAIT)
    reverie.on_screen = MAIL
    look(qtbot, step)
    qtbot.waitUntil(step.find_it.isEnabled, timeout=WAIT)


def test_no_look_is_taken_before_recording_goes_on(
    qtbot: QtBot, guide: Guide, reverie: FakeReverie, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    resume = reverie.resume

    def slowly() -> Status:
        goes_on.wait(WAIT / 1000)
        return resume()

    monkeypatch.setattr(reverie, "resume", slowly)
    to(qtbot, guide, guide.moment)
    assert not guide.moment.look.isEnabled()

    goes_on.set()
    look(qtbot, guide.moment)

    qtbot.waitUntil(guide.moment.find_it.isEnabled, timeout=WAIT)


def test_the_keys_are_learnt_by_pressing_them(
    qtbot: QtBot, door: Session, guide: Guide, keyboard: Keyboard
) -> None:
    to(qtbot, guide, guide.keys)
    assert guide.keys.keys.text() == "Ctrl+Alt+M"
    assert guide.keys.told.text() == "Press them now."

    keyboard.held[0].press("")

    qtbot.waitUntil(lambda: guide.keys.told.text().startswith("That was it"), timeout=WAIT)
    assert door.recall.isVisible()
    guide.keys.go_on.click()
    qtbot.waitUntil(lambda: door.window.house is not None, timeout=WAIT)


def test_every_step_can_be_left_out_and_gone_back_to(
    qtbot: QtBot, door: Session, guide: Guide, reverie: FakeReverie
) -> None:
    to(qtbot, guide, guide.keys)
    for step in reversed(guide.steps[:-1]):
        guide.steps[guide.steps.index(step) + 1].go_back.click()
        qtbot.waitUntil(step.isVisible, timeout=WAIT)

    guide.hidden.skip.click()

    qtbot.waitUntil(lambda: door.window.house is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: reverie.status().recording is Recording.RECORDING, timeout=WAIT)


def test_a_safe_that_locks_in_the_middle_of_the_guide_leads_to_the_door(
    qtbot: QtBot, door: Session, guide: Guide, reverie: FakeReverie
) -> None:
    to(qtbot, guide, guide.moment)

    reverie.lock()

    qtbot.waitUntil(door.window.unlock.unlock_face.isVisible, timeout=WAIT)
    assert not guide.isVisible()


def test_everything_in_the_guide_has_a_name(guide: Guide) -> None:
    unnamed = [
        widget
        for step in guide.steps
        for kind in (QAbstractButton, QLineEdit)
        for widget in step.findChildren(kind)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]

    assert unnamed == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The new crane was approved", "approved"),
        ("1234 56 a b", ""),
        ("crane crane harbour harbour council", "council"),
        ("今天 市议会批准了新起重机", "市议会批准了新起重机"),
        ("", ""),
    ],
)
def test_a_telling_word_is_a_long_one_that_stands_there_once(text: str, word: str) -> None:
    assert telling(text) == word


def test_a_window_on_a_safe_that_is_there_shows_no_guide(
    qtbot: QtBot, qapp: QApplication, settings: QSettings
) -> None:
    for session in opened(qapp, small_world.build().reverie, settings):
        window = session.window
        qtbot.waitUntil(lambda: window.house is not None, timeout=WAIT)  # noqa: B023 - there is one session
        assert not window.unlock.guide.isVisible()
