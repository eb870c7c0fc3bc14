"""Trying a rule in the privacy view: it says what last week it would have hidden, and forgets that when told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QApplication

from app.interfaces import Incoming, IncomingFrame
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui.forgetting import ForgetDialog
from ui.house import House
from ui.privacy import PrivacyView


def _view(house: House, world: SmallWorld) -> PrivacyView:
    """The privacy view, two moments of a bank kept in the last days."""
    now = datetime.now(UTC)
    for days in (1, 2):
        frame = IncomingFrame(
            now - timedelta(days=days), text="balance", app="Firefox", window_title="My bank"
        )
        world.reverie.keep([Incoming(frame=frame)])
    house.open("privacy")
    view = house.view("privacy")
    assert isinstance(view, PrivacyView)
    return view


def test_a_typed_rule_tells_what_it_would_have_hidden_and_changes_nothing(
    house: House, world: SmallWorld, qtbot: object
) -> None:
    view = _view(house, world)

    view.title.setText("my bank")

    qtbot.waitUntil(lambda: "2 moments" in view.rehearsal.told.text(), timeout=WAIT)  # type: ignore[attr-defined]
    assert "Firefox 2" in view.rehearsal.told.text()
    assert not view.rehearsal.forget.isHidden()
    assert world.reverie.receipts() == []
    view.title.setText("no such bank")
    qtbot.waitUntil(lambda: "nothing" in view.rehearsal.told.text(), timeout=WAIT)  # type: ignore[attr-defined]
    assert view.rehearsal.forget.isHidden()


def test_what_a_rule_would_have_hidden_is_forgotten_after_the_question(
    house: House, world: SmallWorld, qtbot: object
) -> None:
    view = _view(house, world)
    view.title.setText("my bank")
    qtbot.waitUntil(lambda: not view.rehearsal.forget.isHidden(), timeout=WAIT)  # type: ignore[attr-defined]

    view.rehearsal.forget.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForgetDialog), timeout=WAIT)  # type: ignore[attr-defined]
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ForgetDialog)
    dialog.forget.click()

    qtbot.waitUntil(lambda: "nothing" in view.rehearsal.told.text(), timeout=WAIT)  # type: ignore[attr-defined]
    assert world.reverie.receipts()[0].observations == 2


def test_a_new_rule_by_page_is_kept_and_offers_to_forget_what_it_speaks_of(
    house: House, world: SmallWorld, qtbot: object
) -> None:
    view = _view(house, world)
    view.title.setText("my bank")
    view.url.setText(" ")

    view.add.click()

    qtbot.waitUntil(  # type: ignore[attr-defined]
        lambda: [rule.title for rule in world.reverie.rules() if not rule.built_in] == ["my bank"],
        timeout=WAIT,
    )
    qtbot.waitUntil(lambda: "2 moments" in view.rehearsal.told.text(), timeout=WAIT)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: view.title.text() == "", timeout=WAIT)  # type: ignore[attr-defined]
