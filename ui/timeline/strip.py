"""What lies on the tape: runs of one app, screens that stood still, and gaps with their reason. No widget here."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtGui import QColor

from app.interfaces import CoverageView, ReelCell
from ui import words

GAP = timedelta(minutes=3)
"""Frames further apart than this have a gap between them where nothing is known of the time; while Reverie watches,
an unchanged screen leaves no frame."""

WATCHING = "recording"
"""The state of coverage in which an unchanged screen leaves no frame."""


class Sort(Enum):
    """What a piece of the tape is."""

    APP = "app"
    STILL = "still"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the tape: an app with its frames, a screen that stood still, or a gap.

    `why` says why nothing was seen; empty in a gap when Reverie was not running.
    """

    sort: Sort
    start: datetime
    end: datetime
    app: str = ""
    frames: int = 0
    why: str = ""


def lay(
    cells: Sequence[ReelCell],
    seconds: int,
    coverage: Sequence[CoverageView],
    since: datetime,
    until: datetime,
) -> list[Piece]:
    """The pieces of [since, until) in order; cells last `seconds`, `coverage` is in order of time."""
    pieces: list[Piece] = []
    ledger = _Ledger(coverage)
    end, app, length = since, "", timedelta(seconds=seconds)
    for cell in cells:
        if cell.time > end:
            pieces += ledger.between(end, cell.time, app if pieces else "")
        _add(pieces, Piece(Sort.APP, cell.time, cell.time + length, cell.app, cell.frames))
        end, app = cell.time + length, cell.app
    if end < until:
        pieces += ledger.between(end, until, "")
    return pieces


def _add(pieces: list[Piece], new: Piece) -> None:
    """Puts a cell to the end, into the run of its app when that goes on."""
    last = pieces[-1] if pieces else None
    if last is not None and last.sort is Sort.APP and last.app == new.app and last.end == new.start:
        pieces[-1] = replace(last, end=new.end, frames=last.frames + new.frames)
    else:
        pieces.append(new)


class _Ledger:
    """Says what the time between two cells was; asked from left to right."""

    def __init__(self, coverage: Sequence[CoverageView]) -> None:
        self._coverage = coverage
        self._at = 0

    def between(self, start: datetime, end: datetime, app: str) -> Iterator[Piece]:
        """The pieces of [start, end), which comes after `app`."""
        while self._at < len(self._coverage) and self._coverage[self._at].ended <= start:
            self._at += 1
        here = start
        for one in self._coverage[self._at :]:
            if one.started >= end:
                break
            if one.started > here:
                yield _unknown(here, one.started, app)
            first, last = max(here, one.started), min(end, one.ended)
            if first < last:
                yield _known(one, first, last, app)
                here = last
        if here < end:
            yield _unknown(here, end, app)


def _known(one: CoverageView, start: datetime, end: datetime, app: str) -> Piece:
    if one.state == WATCHING:
        return Piece(Sort.STILL, start, end, app)
    return Piece(Sort.GAP, start, end, why=words.away(one))


def _unknown(start: datetime, end: datetime, app: str) -> Piece:
    return Piece(
        Sort.STILL if end - start <= GAP else Sort.GAP, start, end, app if end - start <= GAP else ""
    )


def colour(app: str, dark: bool) -> QColor:
    """The colour of an app: always the same, of even lightness, told apart by hue (CRC-32 of the name)."""
    hue = zlib.crc32(app.encode()) % 360
    return QColor.fromHslF(hue / 360, 0.40, 0.60 if dark else 0.62)
