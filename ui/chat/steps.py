"""What was done for an answer: step by step while it is written, behind a button once it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.interfaces import AnswerStep
from ui import pieces, when

FEW = 2
"""Up to so many kinds that were not asked, these are told instead of those that were."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("steps", text)


class Steps(QWidget):
    """The steps of one answer in lines, written when they are seen. `titles` are those of the kinds, by name."""

    def __init__(self, zone: ZoneInfo, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._zone = zone
        self._titles = titles
        self._steps: tuple[AnswerStep, ...] = ()
        self._over = False
        self._written = True
        self._inside = pieces.column(self, 0, 2)
        self.setAccessibleName(self.tr("Steps"))

    def show_all(self, steps: Sequence[AnswerStep], over: bool = False) -> None:
        """Shows these steps; the last one is under way unless all is `over`."""
        if (tuple(steps), over) != (self._steps, self._over):
            self._steps, self._over, self._written = tuple(steps), over, False
            if self.isVisible():
                self._write()

    def showEvent(self, event: QShowEvent) -> None:
        """Writes what has not been seen yet."""
        super().showEvent(event)
        if not self._written:
            self._write()

    def _write(self) -> None:
        self._written = True
        pieces.empty(self._inside)
        for at, step in enumerate(self._steps):
            under_way = not self._over and at == len(self._steps) - 1
            self._inside.addWidget(self._line(step, under_way))

    def _line(self, step: AnswerStep, under_way: bool) -> QWidget:
        said = told(step, self._zone, self._titles)
        took = "…" if under_way else length(step.ms)
        line = QWidget()
        line.setAccessibleName(f"{said}, {took}")
        inside = pieces.row(line, 0)
        inside.addWidget(pieces.label(said, "" if under_way else "quiet", wrap=True), 1)
        inside.addWidget(pieces.label(took, "quiet"))
        return line


def length(ms: float) -> str:
    """How long a step took: "12 ms", "1.2 s"."""
    return _tr("{0} ms").format(round(ms)) if ms < 1000 else _tr("{0:.1f} s").format(ms / 1000)


def told(step: AnswerStep, zone: ZoneInfo, titles: Mapping[str, str]) -> str:
    """A step in words, with what it asked and how much it came upon."""
    said = _named(step.doing).format(pieces.isolated(step.words))
    if not step.kinds and not step.moments:
        return said
    weighed = step.weighed
    counted = "" if weighed is None else QCoreApplication.translate("steps", "%Ln weighed", "", weighed)
    return _tr("{0}: {1}").format(said, listed(filter(None, (within(step, zone, titles), counted))))


def within(step: AnswerStep, zone: ZoneInfo, titles: Mapping[str, str]) -> str:
    """What a search asked, and in which time."""
    return listed(filter(None, (asked(step, titles), _in_time(step, zone))))


def listed(parts: Iterable[str]) -> str:
    """Things one after the other."""
    return _tr(", ").join(parts)


def asked(step: AnswerStep, titles: Mapping[str, str]) -> str:
    """What a search asked: everything, everything but some kinds, or these."""
    every = ["", *titles]
    names = ([""] if step.moments else []) + list(step.kinds)
    left_out = [_title(name, titles) for name in every if name not in names]
    if not left_out:
        return _tr("everything")
    if len(left_out) <= FEW < len(names):
        return _tr("everything but {0}").format(listed(left_out))
    return listed(_title(name, titles) for name in names)


def _title(name: str, titles: Mapping[str, str]) -> str:
    return titles.get(name, name) if name else _tr("moments")


def _in_time(step: AnswerStep, zone: ZoneInfo) -> str:
    if step.since is not None and step.until is not None:
        return when.days(step.since, step.until, zone, datetime.now(zone))
    if step.since is not None:
        return _tr("from {0}").format(when.moment(step.since, zone))
    return _tr("before {0}").format(when.moment(step.until, zone)) if step.until is not None else ""


def _named(doing: str) -> str:
    return {
        "understand": _tr("Understanding the question"),
        "given": _tr("Reading what you attached"),
        "reckon": _tr("Reckoning from what was seen"),
        "search": _tr("Searching"),
        "read": _tr("Reading what was found"),
        "name": _tr("Looking up {0}"),
        "again": _tr("Searching again, with {0}"),
        "wider": _tr("Searching again, without the words of the event"),
        "judge": _tr("The language model judges whether it answers"),
        "read_out": _tr("The language model reads the value out"),
        "word": _tr("The language model words the answer"),
    }.get(doing, _tr("Looking through your memory"))
