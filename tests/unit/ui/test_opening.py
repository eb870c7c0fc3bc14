"""What a screen's address may open again, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import opening
from ui.application import Session
from ui.opening import OpenDialog

WAIT = 10_000


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://example.org/x"]
)
def test_pages_are_shown_in_full_with_their_site(address: str) -> None:
    found = opening.target(address)

    assert found is not None
    assert found.host == "example.org"


def test_a_name_before_the_site_does_not_pass_for_it() -> None:
    found = opening.target("https://bank.example@evil.example/login")

    assert found is not None
    assert found.host == "evil.example"
    assert "bank.example@evil.example" in found.shown


@pytest.mark.parametrize(
    "address",
    [
        "", "javascript:alert(1)", "data:text/html,hello", "ftp://example.org/x", "https://",
        "file:///no/such/file.odt", "file://server/share/a.odt", "https://example.org/\nx", "mailto:ana@example.org", "vscode://open",
        "example.org", "https://example.org/" + "a" * 5000,
    ],
)  # fmt: skip
def test_other_addresses_open_nothing(address: str) -> None:
    assert opening.target(address) is None


def a_file(folder: Path, name: str, content: bytes = b"hello", mode: int = 0o600) -> str:
    path = folder / name
    path.write_bytes(content)
    path.chmod(mode)
    return QUrl.fromLocalFile(str(path)).toString()


def test_a_file_that_is_there_opens(tmp_path: Path) -> None:
    found = opening.target(a_file(tmp_path, "Budget 2027.txt"))

    assert found is not None
    assert found.shown == str(tmp_path / "Budget 2027.txt")
    assert not found.host


@pytest.mark.parametrize(
    "name", ["a.desktop", "a.exe", "a.sh", "a.AppImage", "a.txt.lnk", "a.jar", "a.ps1", "a.DESKTOP"]
)
def test_programs_and_shortcuts_never_open(tmp_path: Path, name: str) -> None:
    assert opening.target(a_file(tmp_path, name)) is None


def test_what_is_a_program_inside_never_opens_whatever_it_is_called(tmp_path: Path) -> None:
    entry = b"[Desktop Entry]\nType=Application\nExec=xterm\n"

    assert opening.target(a_file(tmp_path, "letter.odt", b"\x7fELF\x02\x01\x01" + bytes(60))) is None
    assert opening.target(a_file(tmp_path, "letter", b"#!/bin/sh\nxterm\n")) is None
    assert opening.target(a_file(tmp_path, "note", entry)) is None
    assert opening.target(a_file(tmp_path, "marked.txt", mode=0o755)) is None
    assert opening.target(QUrl.fromLocalFile(str(tmp_path)).toString()) is None


def test_a_link_to_a_program_never_opens(tmp_path: Path) -> None:
    a_file(tmp_path, "run.sh")
    (tmp_path / "letter.txt").symlink_to(tmp_path / "run.sh")

    assert opening.target(QUrl.fromLocalFile(str(tmp_path / "letter.txt")).toString()) is None


def test_nothing_is_handed_over_before_the_person_agreed(qtbot: QtBot, session: Session) -> None:
    owner, handed = QWidget(), list[QUrl]()
    qtbot.addWidget(owner)

    opening.ask_and_open(owner, session.desk, "https://example.org/x", handed.append)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OpenDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, OpenDialog)
    assert dialog.address.accessibleName() == "https://example.org/x"
    assert handed == []
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)

    assert [url.toString() for url in handed] == ["https://example.org/x"]


def test_what_must_not_be_opened_is_said(qtbot: QtBot, session: Session) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)

    with qtbot.waitSignal(session.desk.trouble, timeout=WAIT) as said:
        opening.ask_and_open(owner, session.desk, "file:///no/such/file.odt", pytest.fail)

    assert "cannot be opened again" in said.args[0].message
