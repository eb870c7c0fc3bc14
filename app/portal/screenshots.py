"""Pictures of the whole desktop by the portal's Screenshot, from the file that it leaves, which is deleted at once.

The file is the portal's: an image in clear in a folder it chooses. It is removed before it is read; one that the portal
was writing when this process was killed stays, and nobody but the portal knows its name.
"""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.capture import pixels
from app.capture.ports import Picture, UnreadablePicture
from app.portal.desktop import GARBLED, THINKING_SECONDS, Portal, PortalTrouble

INTERFACE = "org.freedesktop.portal.Screenshot"
PNG = b"\x89PNG\r\n\x1a\n"
# What is larger is no picture of a desktop.
MOST_BYTES = 256 << 20
# Files are dated by a clock that ticks more coarsely than ours.
SLACK_SECONDS = 2.0
NOT_DELETED = (
    "The desktop left a screenshot that Reverie may not delete. Look into the folder {folder}, and delete it."
)


class NotDeleted(PortalTrouble):
    """A picture in clear stays on the disk: nothing more may be asked for."""


def take(portal: Portal, patience: float = THINKING_SECONDS) -> Picture:
    """The whole desktop now. Raises PortalTrouble."""
    since = time.time() - SLACK_SECONDS
    results = portal.ask(
        INTERFACE,
        "Screenshot",
        "sa{sv}",
        ("",),
        {"interactive": ("b", False), "modal": ("b", False)},
        patience,
    )
    data = _taken_away(_file(results.get("uri", ("s", ""))[1]), since)
    try:
        return pixels.decode(data)
    except UnreadablePicture as cause:
        raise PortalTrouble(GARBLED) from cause


def _file(uri: object) -> Path:
    """The file behind a local address."""
    parts = urlsplit(str(uri))
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or not parts.path.startswith("/"):
        raise PortalTrouble(GARBLED)
    return Path(unquote(parts.path))


def _taken_away(file: Path, since: float) -> bytes:
    """What a fresh picture file holds, once it is gone from its folder. Any other file is left as it is."""
    try:
        # Opening must not wait, whatever it is.
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as cause:
        raise PortalTrouble(GARBLED) from cause
    try:
        if not _is_fresh_picture(opened, since):
            raise PortalTrouble(GARBLED)
        try:
            file.unlink()
        except OSError as cause:
            raise NotDeleted(NOT_DELETED.format(folder=file.parent)) from cause
        with os.fdopen(opened, "rb", closefd=False) as reading:
            return PNG + reading.read()
    finally:
        os.close(opened)


def _is_fresh_picture(opened: int, since: float) -> bool:
    """Whether an open file is a picture made since then; what tells it is read."""
    told = os.fstat(opened)
    if not stat.S_ISREG(told.st_mode) or told.st_mtime < since or told.st_size > MOST_BYTES:
        return False
    return os.read(opened, len(PNG)) == PNG
