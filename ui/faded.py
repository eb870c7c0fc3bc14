"""What is told of a picture that faded with time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.interfaces import FrameView

THUMBNAIL = "thumbnail"
TEXT = "text"


def sentence(frame: FrameView) -> str:
    """Why there is no picture, or only a small one; empty when there is nothing to say."""
    if frame.faded == THUMBNAIL:
        return QCoreApplication.translate(
            "Faded", "This picture has faded: its thumbnail and its text are kept."
        )
    if frame.faded == TEXT:
        return QCoreApplication.translate("Faded", "The picture of this moment has faded. This is its text.")
    return ""
