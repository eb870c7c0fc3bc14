"""A form for the body of a memory, made from what its kind says of its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.interfaces import FieldView
from ui import pieces
from ui.memories.model import told

EDITED = 100_000
"""Characters of a text that can still be edited; a longer one is kept as it is."""

SHORT = 90
"""Characters of a text that fits into one line."""

CLOCK = "%Y-%m-%d %H:%M"


class NotWritten(Exception):
    """What was typed cannot be kept; `message` is a sentence for the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class _Row:
    """A field with its widget: `read` gives its value (raises NotWritten), `shown` what it was at first."""

    field: FieldView
    widget: QWidget
    read: Callable[[], Any]
    shown: Any


class BodyForm(pieces.Scroll):
    """Shows the fields of a body to be changed. Emits `typed` with every change."""

    typed = Signal()

    def __init__(self, fields: tuple[FieldView, ...], body: dict[str, Any], zone: ZoneInfo) -> None:
        super().__init__(QCoreApplication.translate("BodyForm", "Fields"), margin=0, gap=6)
        self._zone = zone
        self._rows: list[_Row] = []
        for field in fields:
            if not field.sealed:
                self._add(field, body.get(field.name))

    @property
    def widgets_by_field(self) -> dict[str, QWidget]:
        """What each field is typed into; those that cannot be changed are absent."""
        return {row.field.name: row.widget for row in self._rows}

    def changed(self) -> dict[str, Any]:
        """The fields that say something else now. Raises NotWritten. Any: as in a body."""
        said = {row.field.name: (row.read(), row.shown) for row in self._rows}
        return {name: value for name, (value, before) in said.items() if value != before}

    def body(self) -> dict[str, Any]:
        """All fields as they are typed. Raises NotWritten. Any: as in a body."""
        return {row.field.name: row.read() for row in self._rows}

    def _add(self, field: FieldView, value: Any) -> None:
        self.inside.addWidget(pieces.label(self._heading(field), "quiet"))
        if field.type == "other" or len(told(value)) > EDITED:
            self.inside.addWidget(pieces.label(self._kept(value), "muted", wrap=True))
            return
        makes = {"choice": self._choice, "time": self._time, "number": self._number, "list": self._list}
        widget, read = makes.get(field.type, self._text)(field, value)
        widget.setAccessibleName(field.heading)
        self._rows.append(_Row(field, widget, read, read()))
        self.inside.addWidget(widget)

    def _heading(self, field: FieldView) -> str:
        if field.type == "list":
            return self.tr("{0}, one a line").format(field.heading)
        if field.type == "time":
            return self.tr("{0}, as in 2026-11-20 14:05").format(field.heading)
        if field.longest is not None:
            most = QLocale().toString(field.longest)
            return self.tr("{0}, at most {1} characters").format(field.heading, most)
        return field.heading

    def _kept(self, value: Any) -> str:
        text = told(value)
        if len(text) > EDITED:
            return self.tr("{0:,} characters: too much to be edited here. It stays as it is.").format(
                len(text)
            )
        return text or "–"

    def _text(self, _field: FieldView, value: Any) -> tuple[QWidget, Callable[[], Any]]:
        text = told(value)
        if "\n" in text or len(text) > SHORT:
            return self._lines(text)
        line = QLineEdit(text)
        line.textEdited.connect(lambda _text: self.typed.emit())
        return line, lambda: line.text().strip()

    def _lines(self, text: str) -> tuple[QWidget, Callable[[], str]]:
        box = QPlainTextEdit(text)
        box.setTabChangesFocus(True)
        box.setMinimumHeight(110)
        box.textChanged.connect(self.typed)
        return box, lambda: box.toPlainText().strip()

    def _list(self, _field: FieldView, value: Any) -> tuple[QWidget, Callable[[], Any]]:
        items = [told(item) for item in value] if isinstance(value, list) else []
        box, read = self._lines("\n".join(" ".join(item.split()) for item in items))
        return box, lambda: [item.strip() for item in read().splitlines() if item.strip()]

    def _number(self, field: FieldView, value: Any) -> tuple[QWidget, Callable[[], Any]]:
        line = QLineEdit(told(value))
        line.textEdited.connect(lambda _text: self.typed.emit())

        def read() -> float | None:
            text = line.text().strip()
            try:
                return (float(text) if "." in text else int(text)) if text else None
            except ValueError:
                raise NotWritten(
                    self.tr("{0}: “{1}” is not a number.").format(field.heading, text[:40])
                ) from None

        return line, read

    def _time(self, field: FieldView, value: Any) -> tuple[QWidget, Callable[[], Any]]:
        line = QLineEdit(self._clock(value))
        line.textEdited.connect(lambda _text: self.typed.emit())

        def read() -> str | None:
            text = line.text().strip()
            if not text:
                return None
            if text == self._clock(value):
                # Untouched: its seconds stay.
                return str(value)
            try:
                return datetime.strptime(text, CLOCK).replace(tzinfo=self._zone).isoformat()
            except ValueError:
                now = QDateTime.currentDateTime().toString("yyyy-MM-dd HH:mm")
                sentence = self.tr("{0}: “{1}” is not a time. Write it as {2}.")
                raise NotWritten(sentence.format(field.heading, text[:40], now)) from None

        return line, read

    def _clock(self, value: Any) -> str:
        try:
            return datetime.fromisoformat(str(value)).astimezone(self._zone).strftime(CLOCK) if value else ""
        except ValueError:
            return ""

    def _choice(self, field: FieldView, value: Any) -> tuple[QWidget, Callable[[], Any]]:
        box = QComboBox()
        box.addItems(list(field.choices))
        box.setCurrentText(told(value))
        box.currentIndexChanged.connect(lambda _at: self.typed.emit())
        return box, box.currentText
