"""Attaching to a question: by button, paste and drop; refused in a sentence; shown as chips, kept once it is asked."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.interfaces import AttachedView
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui import pieces
from ui.chat.attach import MOST, Chip, KeptChip
from ui.chat.cards import QuestionCard
from ui.chat.enclosed import Enclosed
from ui.chat.view import ChatView
from ui.desk import Desk
from ui.house import House
from ui.pictures import Pictures

TIDES = "The lighthouse of Aveiro is 62 metres high."


@pytest.fixture
def chat(house: House) -> ChatView:
    view = house.view("chat")
    assert isinstance(view, ChatView)
    return view


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    file = tmp_path / "tides.txt"
    file.write_text(TIDES, encoding="utf-8")
    return file


def names(chat: ChatView) -> list[str]:
    """The chips above the ask box."""
    return [chip.name for chip in chat.box.attachments.findChildren(Chip) if not chip.isHidden()]


def attached(qtbot: QtBot, chat: ChatView, *files: Path) -> None:
    before = len(names(chat))
    chat.box.attachments.add_files([str(file) for file in files])
    qtbot.waitUntil(lambda: len(names(chat)) == before + len(files), timeout=WAIT)


def answered(qtbot: QtBot, chat: ChatView, question: str) -> QuestionCard:
    """Asks by the keyboard; the card of the question once it is answered."""
    qtbot.keyClicks(chat.box.text, question)
    qtbot.keyClick(chat.box.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(chat.cards) and chat.cards[-1].answer is not None, timeout=WAIT)
    return chat.findChildren(QuestionCard)[-1]


def picture() -> QImage:
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#c0ffee"))
    return image


def test_a_file_goes_with_the_question_and_is_cited(
    qtbot: QtBot, chat: ChatView, tides: Path, world: SmallWorld
) -> None:
    attached(qtbot, chat, tides)
    frames = len(world.reverie.world.frames)

    card = answered(qtbot, chat, "How high is the lighthouse?")

    answer = chat.cards[-1].answer
    assert answer is not None
    assert "62 metres" in answer.answer
    assert [one.name for one in answer.attached] == ["tides.txt"]
    assert len(world.reverie.world.frames) == frames + 1
    assert names(chat) == []
    assert [chip.accessibleName() for chip in card.findChildren(KeptChip)] == ["Attached: tides.txt"]


def test_nothing_is_kept_of_what_is_taken_away_again(
    qtbot: QtBot, chat: ChatView, tides: Path, world: SmallWorld
) -> None:
    frames = len(world.reverie.world.frames)
    attached(qtbot, chat, tides)
    remove = chat.box.attachments.findChild(Chip).findChild(pieces.IconButton)  # type: ignore[union-attr]
    assert isinstance(remove, pieces.IconButton)
    assert remove.accessibleName() == "Remove tides.txt"

    remove.click()

    assert names(chat) == []
    answered(qtbot, chat, "When does the ferry to Porto leave?")
    assert len(world.reverie.world.frames) == frames


def test_a_picture_is_pasted_with_its_small_picture(qtbot: QtBot, chat: ChatView) -> None:
    QGuiApplication.clipboard().setImage(picture())

    chat.box.text.paste()

    qtbot.waitUntil(lambda: names(chat) == ["Pasted picture.png"], timeout=WAIT)
    chip = chat.box.attachments.findChild(Chip)
    assert isinstance(chip, Chip)
    grabbed = chip.picture.grab().toImage()
    assert grabbed.pixelColor(20, 13).name() == "#c0ffee"


def test_a_text_that_is_pasted_is_written_even_with_a_picture_of_it(qtbot: QtBot, chat: ChatView) -> None:
    mime = QMimeData()
    mime.setText("from a word processor")
    mime.setImageData(picture())
    QGuiApplication.clipboard().setMimeData(mime)

    chat.box.text.paste()

    assert chat.box.text.toPlainText() == "from a word processor"
    assert not chat.box.attachments.coming


def test_a_file_is_dropped_anywhere_on_the_chat(qtbot: QtBot, chat: ChatView, tides: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tides))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton

    chat.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, left, none))

    qtbot.waitUntil(lambda: names(chat) == ["tides.txt"], timeout=WAIT)


def test_the_button_asks_for_files(
    qtbot: QtBot, chat: ChatView, tides: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(tides)], ""))

    chat.box.attach.click()

    qtbot.waitUntil(lambda: names(chat) == ["tides.txt"], timeout=WAIT)
    assert "Ctrl+Shift+A" in chat.box.attach.accessibleName()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("program", b"\xff\xfe\x00\x81\x81", "not read"), ("vast.txt", b"a" * 1_000_001, "at most 1 MB")],
)
def test_what_cannot_be_attached_is_said_in_a_sentence(
    qtbot: QtBot, chat: ChatView, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    chat.box.attachments.add_files([str(file)])

    trouble = chat.box.attachments.trouble
    qtbot.waitUntil(lambda: sentence in trouble.text(), timeout=WAIT)
    assert trouble.isVisibleTo(chat)
    assert names(chat) == []


def test_a_file_that_is_gone_is_said_to_be(qtbot: QtBot, chat: ChatView, tmp_path: Path) -> None:
    chat.box.attachments.add_files([str(tmp_path / "gone.txt")])

    qtbot.waitUntil(lambda: "“gone.txt” is not there" in chat.box.attachments.trouble.text(), timeout=WAIT)


def test_only_so_many_go_with_one_question(qtbot: QtBot, chat: ChatView, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(MOST + 1)]
    for number, file in enumerate(files):
        file.write_text(f"Row {number}", encoding="utf-8")

    chat.box.attachments.add_files([str(file) for file in files])

    qtbot.waitUntil(lambda: len(names(chat)) == MOST, timeout=WAIT)
    assert "No more than 4" in chat.box.attachments.trouble.text()


def test_what_is_attached_alone_is_asked_what_it_says(qtbot: QtBot, chat: ChatView, tides: Path) -> None:
    attached(qtbot, chat, tides)

    answered(qtbot, chat, "")

    answer = chat.cards[-1].answer
    assert answer is not None
    assert answer.question == "What does this say?"
    assert "62 metres" in answer.answer


def test_enter_waits_until_a_file_was_looked_at(qtbot: QtBot, chat: ChatView, tides: Path) -> None:
    chat.box.attachments.add_files([str(tides)])
    assert chat.box.attachments.coming

    answered(qtbot, chat, "How high is the lighthouse?")

    answer = chat.cards[-1].answer
    assert answer is not None
    assert [one.name for one in answer.attached] == ["tides.txt"]


def test_asked_again_the_same_goes_with_it_and_is_kept_once(
    qtbot: QtBot, chat: ChatView, tides: Path, world: SmallWorld
) -> None:
    attached(qtbot, chat, tides)
    answered(qtbot, chat, "How high is the lighthouse?")
    frames = len(world.reverie.world.frames)

    chat.cards[-1].ask_again()

    qtbot.waitUntil(lambda: len(chat.cards) == 2 and chat.cards[-1].answer is not None, timeout=WAIT)
    answer = chat.cards[-1].answer
    assert answer is not None
    assert [one.name for one in answer.attached] == ["tides.txt"]
    assert len(world.reverie.world.frames) == frames


def test_a_conversation_comes_back_with_what_was_attached_and_a_press_opens_it(
    qtbot: QtBot, chat: ChatView, tides: Path, desk: Desk
) -> None:
    attached(qtbot, chat, tides)
    answered(qtbot, chat, "How high is the lighthouse?")
    thread = chat._thread
    chat.new_chat()

    chat.open_thread(thread)

    qtbot.waitUntil(lambda: bool(chat.findChildren(KeptChip)), timeout=WAIT)
    chip = chat.findChildren(KeptChip)[-1]
    with qtbot.waitSignal(desk.exhibits_wanted, timeout=WAIT) as opened:
        qtbot.keyClick(chip, Qt.Key.Key_Return)
    shown = opened.args[0] if opened.args else []
    assert [one.title for one in shown] == ["tides.txt"]


def test_a_picture_in_which_nothing_was_read_says_so(qtbot: QtBot, desk: Desk, chat: ChatView) -> None:
    views = (AttachedView("sky.png", (uuid4(),), True, 0), AttachedView("tides.txt", (uuid4(),), False, 8))

    card = QuestionCard(desk, Pictures(desk, chat), "What is this?", Enclosed(views=views))
    qtbot.addWidget(card)

    told = [label.text() for label in card.findChildren(QLabel)]
    assert told.count("no text in it") == 1


def test_the_invitation_to_ask_stays_on_one_line_in_a_narrow_window(qtbot: QtBot, chat: ChatView) -> None:
    text = chat.box.text
    chat.window().resize(1180, 700)
    qtbot.waitUntil(lambda: text.placeholderText().endswith("read or said"), timeout=WAIT)

    chat.window().resize(820, 640)

    qtbot.waitUntil(lambda: text.placeholderText().endswith("…"), timeout=WAIT)
