"""Copying a secret: marked so that clipboard managers do not keep it, and taken out again after a while."""

from __future__ import annotations

import hashlib
import secrets

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

COPIED_FOR = 20_000
"""Milliseconds a copied secret stays in the clipboard."""

_WINDOWS = 'application/x-qt-windows-mime;value="{0}"'
# What each desktop's clipboard managers look for. A format that is not of this system does no harm there.
MARKS: dict[str, bytes] = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\1\0\0\0",
    _WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0",
    _WINDOWS.format("CanUploadToCloudClipboard"): b"\0\0\0\0",
    "org.nspasteboard.ConcealedType": b"\1",
}


class FadingCopy(QObject):
    """Copies a text and takes it out of the clipboard after a while, if it is still there; see also `clear_copies`.

    Of the text only a salted digest is kept here. `owner` lives as long as the window and is held in Python: of the
    clipboard Python lets go as soon as nobody names it, and a timer of its children would ring for nobody.
    """

    def __init__(self, owner: QObject, clipboard: QClipboard, milliseconds: int = COPIED_FOR) -> None:
        super().__init__(owner)
        self._owner = owner
        self._clipboard = clipboard
        self._salt = secrets.token_bytes(16)
        self._digest = b""
        self._timer = QTimer(self, interval=milliseconds, singleShot=True)
        self._timer.timeout.connect(self.clear)

    def copy(self, text: str) -> None:
        """Puts the text into the clipboard for a while."""
        for former in self._owner.findChildren(FadingCopy):
            if former is not self:
                former.deleteLater()
        self._digest = self._digest_of(text)
        self._clipboard.setMimeData(marked(text))
        self._timer.start()

    def clear(self) -> None:
        """Takes the text out now, unless something else was copied since."""
        if self._digest and self._digest_of(self._clipboard.text()) == self._digest:
            self._clipboard.clear()
        self._digest = b""
        self._timer.stop()
        self.deleteLater()

    def _digest_of(self, text: str) -> bytes:
        return hashlib.sha256(self._salt + text.encode(errors="surrogatepass")).digest()


def clear_copies(owner: QObject) -> None:
    """Takes out what was copied for this owner and is still there: for the end of the program."""
    for copy in owner.findChildren(FadingCopy):
        copy.clear()


def marked(text: str) -> QMimeData:
    """The text as clipboard data that says of itself that it is a secret."""
    data = QMimeData()
    data.setText(text)
    for format, value in MARKS.items():
        data.setData(format, value)
    return data
