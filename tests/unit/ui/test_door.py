"""The first run, unlocking, locking, and a keeper that dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.events import Event
from app.interfaces import Refused, Reverie, State, Status
from tests.fakes import small_world
from tests.fakes.reverie import RECOVERY, FakeReverie
from ui.application import Session
from ui.recovery import CheckFace
from ui.unlock import Strength, strength

WAIT = 10_000


class Keeper:
    """Connects to a fake, and may die: then every call is refused until somebody connects again."""

    def __init__(self, reverie: FakeReverie) -> None:
        self.reverie = reverie
        self.dead = False
        self.refuses = ""
        self.connections = 0

    def connect(self) -> Reverie:
        if self.refuses:
            raise Refused("The safe is in use", self.refuses)
        self.connections += 1
        self.dead = False
        return _Mortal(self)  # type: ignore[return-value]  # forwards every member

    def subscribe(self, callback: Callable[[Event], None]) -> Callable[[], None]:
        return self.reverie.subscribe(callback)

    def die(self) -> None:
        self.reverie.set_status(state=State.LOCKED)
        self.dead = True


class _Mortal:
    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def __getattr__(self, name: str) -> object:
        if self._keeper.dead:
            raise Refused("The keeper stopped", "Reverie's keeper stopped. Nothing that was kept is lost.")
        return getattr(self._keeper.reverie, name)


@pytest.fixture
def keeper() -> Keeper:
    return Keeper(FakeReverie())


@pytest.fixture
def door(qapp: QApplication, keeper: Keeper, settings: QSettings) -> Iterator[Session]:
    made = Session(qapp, keeper.connect, keeper.subscribe, "chat", settings)
    yield made
    made.close()
    made.deleteLater()


def test_a_first_run_makes_a_safe_and_shows_the_recovery_words_until_they_are_written_down(
    qtbot: QtBot, door: Session, keeper: Keeper
) -> None:
    door.open()
    face, words = door.window.unlock.create_face, door.window.unlock.words_face
    go_to_passphrase(qtbot, door)

    qtbot.keyClicks(face.first, small_world.PASSPHRASE)
    qtbot.keyClicks(face.second, small_world.PASSPHRASE)
    qtbot.mouseClick(face.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(words.isVisible, timeout=WAIT)

    assert door.window.house is None
    assert not words.go_on.isEnabled()
    qtbot.mouseClick(words.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == RECOVERY
    assert bytes(copied.data("x-kde-passwordManagerHint").data()) == b"secret"
    words.written.click()
    qtbot.mouseClick(words.go_on, Qt.MouseButton.LeftButton)

    check = door.window.unlock.check_face
    qtbot.waitUntil(check.isVisible, timeout=WAIT)
    assert not words.isVisible()
    places = [int(field.accessibleName().split()[-1]) for field in check.fields]
    assert len(set(places)) == 3
    for field in check.fields:
        field.setText("zebra")
    qtbot.mouseClick(check.go_on, Qt.MouseButton.LeftButton)
    assert f"Word {places[0]} is another one" in check.trouble.text()
    assert door.window.house is None
    qtbot.mouseClick(check.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(words.isVisible, timeout=WAIT)

    qtbot.mouseClick(words.go_on, Qt.MouseButton.LeftButton)
    _type_three(check)
    qtbot.mouseClick(check.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(door.window.unlock.guide.hidden.isVisible, timeout=WAIT)
    assert words.words == ""
    assert [field.text() for field in check.fields] == ["", "", ""]
    qtbot.mouseClick(door.window.unlock.guide.hidden.skip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: door.window.house is not None, timeout=WAIT)


def go_to_passphrase(qtbot: QtBot, door: Session) -> None:
    """Past what is said of what is kept."""
    page = door.window.unlock
    qtbot.waitUntil(page.kept_step.isVisible, timeout=WAIT)
    qtbot.mouseClick(page.kept_step.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.create_face.isVisible, timeout=WAIT)


def _type_three(check: CheckFace) -> None:
    """As a person types them: in capitals, shortened, with a space behind."""
    for field, typed in zip(
        check.fields, (str.upper, lambda word: word[:4], lambda word: f"{word} "), strict=True
    ):
        field.setText(typed(RECOVERY.split()[int(field.accessibleName().split()[-1]) - 1]))


def test_a_forgotten_passphrase_is_replaced_with_the_words(
    qtbot: QtBot, door: Session, keeper: Keeper
) -> None:
    keeper.reverie.create(small_world.PASSPHRASE, recovery=True)
    keeper.reverie.lock()
    door.open()
    page = door.window.unlock
    qtbot.waitUntil(page.unlock_face.isVisible, timeout=WAIT)
    assert page.unlock_face.forgot.isVisible()
    assert not page.unlock_face.keyring.isVisible()

    qtbot.mouseClick(page.unlock_face.forgot, Qt.MouseButton.LeftButton)
    face = page.recover_face
    qtbot.waitUntil(face.isVisible, timeout=WAIT)
    face.words.setPlainText("abandon " * 24)
    for field in (face.first, face.second):
        qtbot.keyClicks(field, "quite another one")
    qtbot.mouseClick(face.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(face.trouble.isVisible, timeout=WAIT)
    assert "24 words" in face.trouble.text()
    door.desk.look_again()
    assert face.isVisible()
    face.words.setPlainText(RECOVERY)
    qtbot.mouseClick(face.button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: door.window.house is not None, timeout=WAIT)
    assert face.words.toPlainText() == face.first.text() == ""
    keeper.reverie.change_passphrase("quite another one", "and back")


def test_a_safe_without_words_offers_no_way_for_a_forgotten_passphrase(
    qtbot: QtBot, door: Session, keeper: Keeper
) -> None:
    keeper.reverie = small_world.build(locked=True).reverie
    door.open()

    qtbot.waitUntil(door.window.unlock.unlock_face.isVisible, timeout=WAIT)

    assert not door.window.unlock.unlock_face.forgot.isVisible()


def test_the_keyring_opens_where_it_was_chosen(qtbot: QtBot, door: Session, keeper: Keeper) -> None:
    keeper.reverie = small_world.build().reverie
    keeper.reverie.set_keyring(True, small_world.PASSPHRASE)
    keeper.reverie.lock()
    door.open()
    face = door.window.unlock.unlock_face
    qtbot.waitUntil(face.keyring.isVisible, timeout=WAIT)

    qtbot.mouseClick(face.keyring, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: door.window.house is not None, timeout=WAIT)


def test_wrong_passphrases_make_the_button_wait_and_count_down(
    qtbot: QtBot, door: Session, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.reverie = small_world.build(locked=True).reverie
    real = keeper.reverie.unlock

    def slow_down(passphrase: str) -> Status:
        if passphrase == "wrong":
            raise Refused("Please wait", "Too many wrong passphrases. Try again in 3 seconds.", 3, 3)
        return real(passphrase)

    monkeypatch.setattr(keeper.reverie, "unlock", slow_down)
    door.open()
    face = door.window.unlock.unlock_face
    qtbot.waitUntil(face.isVisible, timeout=WAIT)
    qtbot.keyClicks(face.passphrase, "wrong")
    qtbot.mouseClick(face.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(face.trouble.isVisible, timeout=WAIT)

    assert not face.button.isEnabled()
    assert face.button.text() == "Wait 3 s"
    face.passphrase.setText(small_world.PASSPHRASE)
    qtbot.keyClick(face.passphrase, Qt.Key.Key_Return)
    assert face.button.text() == "Wait 3 s"
    for left in (2, 1):
        face._tick()
        assert face.button.text() == f"Wait {left} s"
    face._tick()
    assert face.button.isEnabled()
    assert not face.trouble.isVisible()
    qtbot.mouseClick(face.button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: door.window.house is not None, timeout=WAIT)


def test_two_passphrases_that_differ_make_no_safe(qtbot: QtBot, door: Session, keeper: Keeper) -> None:
    door.open()
    face = door.window.unlock.create_face
    go_to_passphrase(qtbot, door)

    qtbot.keyClicks(face.first, small_world.PASSPHRASE)
    qtbot.keyClicks(face.second, "something else")

    assert not face.button.isEnabled()
    assert "not the same" in face.hint.text()


def test_a_wrong_passphrase_is_said_in_a_sentence_and_the_right_one_opens(
    qtbot: QtBot, door: Session, keeper: Keeper
) -> None:
    keeper.reverie = small_world.build(locked=True).reverie
    door.open()
    face = door.window.unlock.unlock_face
    qtbot.waitUntil(face.isVisible, timeout=WAIT)

    qtbot.keyClicks(face.passphrase, "wrong")
    qtbot.keyClick(face.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(face.trouble.isVisible, timeout=WAIT)
    assert "does not open" in face.trouble.text()
    qtbot.keyClicks(face.passphrase, small_world.PASSPHRASE)
    qtbot.keyClick(face.passphrase, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: door.window.house is not None, timeout=WAIT)
    assert face.passphrase.text() == ""


def test_locking_throws_the_house_away_and_asks_for_the_passphrase(
    qtbot: QtBot, door: Session, keeper: Keeper
) -> None:
    keeper.reverie = small_world.build().reverie
    door.open()
    qtbot.waitUntil(lambda: door.window.house is not None, timeout=WAIT)

    keeper.reverie.lock()

    qtbot.waitUntil(door.window.unlock.unlock_face.isVisible, timeout=WAIT)
    assert door.window.house is None


def test_a_keeper_that_dies_leads_to_the_unlock_page_of_a_fresh_one(
    qtbot: QtBot, door: Session, keeper: Keeper
) -> None:
    keeper.reverie = small_world.build().reverie
    door.open()
    qtbot.waitUntil(lambda: door.window.house is not None, timeout=WAIT)

    keeper.die()
    door.desk.look_again()

    qtbot.waitUntil(door.window.unlock.unlock_face.isVisible, timeout=WAIT)
    qtbot.waitUntil(lambda: keeper.connections == 2, timeout=WAIT)


def test_a_keeper_that_cannot_be_reached_is_said_and_may_be_tried_again(
    qtbot: QtBot, door: Session, keeper: Keeper
) -> None:
    keeper.refuses = "Another program holds the safe."
    with qtbot.waitSignal(door.desk.shut, timeout=WAIT) as shut:
        door.open()
    assert shut.args == ["Another program holds the safe."]

    keeper.refuses = ""
    door.desk.open()

    qtbot.waitUntil(door.window.unlock.kept_step.isVisible, timeout=WAIT)


def test_a_status_from_elsewhere_does_not_open_a_window_on_recovery_words(
    qtbot: QtBot, door: Session, keeper: Keeper
) -> None:
    door.open()
    page = door.window.unlock
    go_to_passphrase(qtbot, door)
    page.create_face.creating = True

    door.desk.take_status(Status(State.UNLOCKED, "/home", 1, "0"))

    assert door.window.house is None


@pytest.mark.parametrize(
    ("passphrase", "judged"),
    [
        ("short", Strength.SHORT),
        ("aaaaaaaaaaaa", Strength.WEAK),
        ("password", Strength.WEAK),
        ("lamp lamp lamp lamp", Strength.WEAK),
        ("lantern orchard velvet tide", Strength.GOOD),
        ("k8#Vq!2mZr@7Lp", Strength.GOOD),
    ],
)
def test_a_passphrase_is_judged_by_what_a_guesser_would_need(passphrase: str, judged: Strength) -> None:
    assert strength(passphrase) is judged
