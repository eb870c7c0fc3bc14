"""What is looked at may be damaged, forgotten meanwhile, or named from right to left: it is said, and life goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.interfaces import Forget, IncomingFrame
from tests.fakes import painted
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui import pieces
from ui.desk import Desk, Exhibit
from ui.evidence import EvidenceView
from ui.house import House
from ui.timeline.view import TimelineView

HEBREW = "מכתב אל דנה"


@pytest.fixture
def evidence(qtbot: QtBot, house: House, desk: Desk, world: SmallWorld) -> EvidenceView:
    """The mail of the morning, looked at."""
    desk.exhibits_wanted.emit([Exhibit("frame", world.mail, "Porto")], 0)
    qtbot.waitUntil(lambda: not house.evidence.picture.image.isNull(), timeout=WAIT)
    return house.evidence


@pytest.fixture
def timeline(qtbot: QtBot, house: House) -> TimelineView:
    """The timeline at its end, its picture shown."""
    house.open("timeline")
    view = house.view("timeline")
    assert isinstance(view, TimelineView)
    qtbot.waitUntil(lambda: not view.picture.image.isNull(), timeout=WAIT)
    return view


def test_a_source_whose_picture_is_damaged_is_told(
    qtbot: QtBot, house: House, desk: Desk, world: SmallWorld
) -> None:
    world.reverie.world.frames[world.mail].picture = b"damaged"

    desk.exhibits_wanted.emit([Exhibit("frame", world.mail)], 0)

    qtbot.waitUntil(lambda: "cannot be read" in house.evidence.picture._said, timeout=WAIT)


def test_a_source_that_is_forgotten_while_it_is_looked_at_goes_from_the_screen(
    qtbot: QtBot, evidence: EvidenceView, house: House, world: SmallWorld
) -> None:
    world.reverie.forget(Forget(ids=(world.mail,)))

    qtbot.waitUntil(lambda: "forgotten" in evidence.picture._said, timeout=WAIT)
    assert evidence.picture.image.isNull()
    assert "Porto" not in evidence._quote.text()
    house.step_back()
    assert house.current is not evidence


def test_a_moment_that_another_program_forgets_while_it_is_shown_goes_from_the_screen(
    qtbot: QtBot, timeline: TimelineView, world: SmallWorld
) -> None:
    shown = timeline.current
    assert shown is not None

    world.reverie.forget(Forget(ids=(shown.id,)))

    qtbot.waitUntil(lambda: "forgotten" in timeline.picture._said, timeout=WAIT)
    qtbot.waitUntil(
        lambda: timeline.current is not None and timeline.current.id != shown.id and
        not timeline.picture.image.isNull(), timeout=WAIT,
    )  # fmt: skip


def test_a_name_from_right_to_left_turns_nothing_around_it(
    qtbot: QtBot, timeline: TimelineView, world: SmallWorld, desk: Desk
) -> None:
    frame = IncomingFrame(
        desk.now, text=HEBREW, app="Mail", window_title=HEBREW, url="https://mail.example/7"
    )
    id = world.reverie.add_frame(frame, painted.paint("Mail", HEBREW, (HEBREW,)))

    timeline.open_frame(id)

    said = timeline._caption
    qtbot.waitUntil(lambda: HEBREW in said.text(), timeout=WAIT)
    assert order(said.text(), ("Mail", HEBREW, "https")) == ["Mail", HEBREW, "https"]
    # And so does one that stands first, where a plain text would be turned as a whole.
    assert order(pieces.joined(HEBREW, "14:30", "2 moments"), (HEBREW, "14", "moments")) == [
        HEBREW, "14", "moments",
    ]  # fmt: skip
    assert order(f"{HEBREW} · 14:30 · 2 moments", (HEBREW, "14", "moments"))[0] != HEBREW


def order(text: str, parts: tuple[str, ...]) -> list[str]:
    """The parts as they stand on the screen, from left to right, of a line that begins as its first letter does."""
    layout = QTextLayout(text, QApplication.font())
    option = layout.textOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    line.setPosition(QPointF(0, 0))
    layout.endLayout()

    def left(part: str) -> float:
        at = text.index(part)
        # Stubs: the cursor's place comes with the position it was asked for.
        return min(line.cursorToX(at)[0], line.cursorToX(at + len(part))[0])  # type: ignore[index]

    return sorted(parts, key=left)
