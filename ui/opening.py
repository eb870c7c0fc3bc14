"""Opening again what was on a screen: its page or its file, shown in full first; never a program.

An address from a screen is foreign: only http and https pages, and files that are there and are no programs, shortcuts
or scripts, are handed to the desktop, and only after the person read the whole of it and agreed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeDatabase, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from app.interfaces import Refused
from ui import ops, pieces, theme
from ui.desk import Desk

LONGEST = 4096
"""Characters of an address; a longer one cannot be read before agreeing."""

_PROGRAMS = frozenset(
    "desktop exe com bat cmd msi msix ps1 psm1 vbs vbe js jse wsf wsh hta scr pif cpl jar lnk url reg app command "
    "workflow scpt applescript sh bash zsh fish csh ksh run bin appimage flatpakref snap deb rpm apk dmg pkg iso img "
    "py pyw pyc pl rb php lua tcl so dll service website inf gadget msc webloc action terminal".split()
)
_MIMES = (
    "application/x-executable", "application/x-sharedlib", "application/x-desktop", "application/x-shellscript",
    "application/x-msdownload", "application/x-ms-dos-executable", "application/vnd.microsoft.portable-executable",
    "application/x-java-archive", "application/x-ms-shortcut", "application/x-mswinurl",
)  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("opening", text)


@dataclass(frozen=True, slots=True)
class Target:
    """What may be opened: an address, all of it in words, and whose it is (a host; empty for a file)."""

    url: QUrl
    shown: str
    host: str = ""


def is_worth_asking(address: str) -> bool:
    """Whether an address is of a page or a file; says nothing yet about whether it may be opened."""
    return QUrl(address.strip()).scheme().lower() in ("http", "https", "file")


def target(address: str) -> Target | None:
    """What an address from a screen opens; None for what must not be opened. Looks at the disk: not in Qt's thread."""
    url = QUrl(address.strip())
    if not url.isValid() or len(address) > LONGEST or any(ord(sign) < 32 for sign in address):
        return None
    if url.scheme().lower() in ("http", "https") and url.host():
        shown = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        return Target(url, shown, url.host(QUrl.ComponentFormattingOption.FullyEncoded))
    if url.scheme().lower() == "file" and url.host() in ("", "localhost") and not url.hasQuery():
        return _file(url.path(QUrl.ComponentFormattingOption.FullyDecoded))
    return None


def _file(name: str) -> Target | None:
    """The file of that name, its links followed; None when it is not there, or is a program, or may become one."""
    try:
        path = Path(name.lstrip("/") if os.name == "nt" else name).resolve(strict=True)
        mode = path.stat().st_mode
    except (OSError, ValueError, RuntimeError):
        return None
    endings = {one.suffix.lower().lstrip(".") for one in (path, Path(name))}
    if not stat.S_ISREG(mode) or endings & _PROGRAMS or (os.name != "nt" and mode & 0o111):
        return None
    mime = QMimeDatabase().mimeTypeForFile(str(path), QMimeDatabase.MatchMode.MatchContent)
    if any(mime.inherits(kind) for kind in _MIMES):
        return None
    return Target(QUrl.fromLocalFile(str(path)), str(path))


class OpenDialog(QDialog):
    """Shows all of what would be opened, and asks."""

    def __init__(self, parent: QWidget, found: Target) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open again?"))
        self.setMinimumWidth(460)
        body = pieces.column(self, 3 * theme.GRID, 2 * theme.GRID)
        body.addWidget(pieces.label(self.tr("Open again?"), "title"))
        told = self.tr("Your browser opens this page, on the site {0}:").format(found.host)
        if not found.host:
            told = self.tr("The program your desktop has for it opens this file:")
        body.addWidget(pieces.label(told, wrap=True))
        # Spaces without width let a long address break anywhere, so that all of it is seen.
        self.address = pieces.label("\u200b".join(found.shown), wrap=True)
        self.address.setAccessibleName(found.shown)
        body.addWidget(self.address)
        warning = self.tr("It may be another one by now than the one you saw.")
        if found.host:
            warning += " " + self.tr("The site learns of your visit.")
        body.addWidget(pieces.label(warning, "muted", wrap=True))
        answers = pieces.row()
        self.leave = pieces.button(self.tr("Leave it"), self.reject)
        self.open_button = pieces.button(self.tr("Open"), self.accept, "main")
        answers.addStretch(1)
        for answer in (self.leave, self.open_button):
            answers.addWidget(answer)
        body.addLayout(answers)
        self.leave.setDefault(True)


def ask_and_open(
    owner: QWidget, desk: Desk, address: str, hand_over: Callable[[QUrl], object] = QDesktopServices.openUrl
) -> None:
    """Looks whether an address may be opened, asks the person, and hands it to the desktop."""

    def ask(found: Target | None) -> None:
        if found is None:
            told = _tr(
                "This cannot be opened again: it is not there any more, or it is a program, which Reverie never starts."
            )
            desk.trouble.emit(Refused(_tr("Not opened"), told))
            return
        dialog = OpenDialog(owner, found)
        dialog.accepted.connect(lambda: hand_over(found.url))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    ops.Query(desk.pool, owner, lambda: target(address), ask, desk.trouble.emit).start()
