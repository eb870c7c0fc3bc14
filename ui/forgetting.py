"""Forgetting from the window: what would go is counted first, the person agrees, then it is gone for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QDateTime, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QDialog, QLineEdit, QMenu, QWidget

from app.interfaces import Forget, ReceiptView, Refused
from ui import pieces, theme, when
from ui.desk import Desk

LAST_MINUTES = (5, 10, 15, 60)
SETTLED = 350
"""Milliseconds after the last key until it is counted what would go."""

LISTED = 12
"""Receipts shown in the list, the newest."""


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("forgetting", text, "", number)


def counted(receipt: ReceiptView) -> str:
    """What a receipt counts, in words; never content."""
    parts = (
        (receipt.observations, _tr("%Ln moment(s)", receipt.observations)),
        (receipt.pictures, _tr("%Ln picture(s)", receipt.pictures)),
        (receipt.memories, _tr("%Ln memory(s)", receipt.memories)),
        (receipt.answers, _tr("%Ln answer(s) that cited them", receipt.answers)),
    )
    named = [told for count, told in parts if count]
    if not named:
        return _tr("nothing")
    return named[0] if len(named) == 1 else _tr("{0} and {1}").format(", ".join(named[:-1]), named[-1])


def consequences(receipt: ReceiptView) -> list[str]:
    """What else a person must know before they agree: what is told anew, and which backups still hold it."""
    told = []
    if receipt.rewritten:
        told.append(
            _tr(
                "%Ln memory(s) also rest(s) on other moments and is/are told anew by these; the history goes.",
                receipt.rewritten,
            )
        )
    if receipt.backups:
        text = _tr("Backups and exports made before keep it until you replace them: {0}.")
        told.append(text.format(", ".join(receipt.backups)))
    return told


def is_empty(receipt: ReceiptView) -> bool:
    """True when nothing would go or change."""
    return not (receipt.observations or receipt.memories or receipt.rewritten or receipt.answers)


class ForgetDialog(QDialog):
    """Asks whether what the dry run counted should be forgotten; says so when that is nothing."""

    def __init__(self, parent: QWidget | None, receipt: ReceiptView) -> None:
        super().__init__(parent)
        if parent is None:
            theme.put_on(self)
        nothing = is_empty(receipt)
        title = self.tr("Nothing to forget") if nothing else self.tr("Forget this?")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        body = pieces.column(self, 3 * theme.GRID, 2 * theme.GRID)
        body.addWidget(pieces.label(title, "title"))
        told = self.tr("Nothing that was kept fits.")
        if not nothing:
            told = self.tr("This removes {0}, for good. It cannot be undone.").format(counted(receipt))
        for sentence in (told, *consequences(receipt)):
            body.addWidget(pieces.label(sentence, wrap=True))
        answers = pieces.row()
        self.keep = pieces.button(self.tr("Close") if nothing else self.tr("Keep it"), self.reject)
        self.forget = pieces.button(self.tr("Forget for good"), self.accept, "danger")
        self.forget.setVisible(not nothing)
        answers.addStretch(1)
        answers.addWidget(self.keep)
        answers.addWidget(self.forget)
        body.addLayout(answers)
        self.keep.setDefault(True)


def ask_and_forget(owner: QObject, desk: Desk, what: Forget, done: Callable[[ReceiptView], None]) -> None:
    """Counts, asks, forgets; `done` gets the receipt when something was forgotten.

    `owner` lives as long as this is to go on; a widget is covered by the question.
    """

    def ask(receipt: ReceiptView) -> None:
        dialog = ForgetDialog(owner if isinstance(owner, QWidget) else None, receipt)
        desk.shut.connect(dialog.reject)
        dialog.accepted.connect(lambda: desk.command(owner, lambda reverie: reverie.forget(what), done))
        dialog.open()
        dialog.raise_()
        dialog.activateWindow()

    desk.query(owner, lambda reverie: reverie.forget(replace(what, dry_run=True)), ask)


def fill(menu: QMenu, desk: Desk) -> None:
    """Puts the choices of the last minutes into a menu, the shortest way to forget what was just seen.

    What each would remove is counted when the menu opens.
    """
    for minutes in LAST_MINUTES:
        action = menu.addAction(_tr("Forget the last %n minute(s)…", minutes))
        action.triggered.connect(lambda _on=False, minutes=minutes: _forget_last(desk, minutes))
        menu.aboutToShow.connect(partial(_count_last, action, desk, minutes))


def _last(desk: Desk, minutes: int) -> Forget:
    return Forget(since=desk.now - timedelta(minutes=minutes))


def _count_last(action: QAction, desk: Desk, minutes: int) -> None:
    """Tells behind a choice what it would remove; what cannot be counted is left to the question that follows."""

    def tell(receipt: ReceiptView) -> None:
        told = _tr("Forget the last %n minute(s): {0}…", minutes)
        action.setText(told.format(counted(receipt)))

    what = replace(_last(desk, minutes), dry_run=True)
    desk.query(action, lambda reverie: reverie.forget(what), tell, lambda _refusal: None)


def _forget_last(desk: Desk, minutes: int) -> None:
    ask_and_forget(desk, desk, _last(desk, minutes), lambda _receipt: None)


class ForgetPanel(pieces.Card):
    """Choosing what to forget: all that is filled in must fit. Counts while one types. Emits `forgotten`."""

    forgotten = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked: Forget | None = None
        self._pause = QTimer(self, interval=SETTLED, singleShot=True)
        self._pause.timeout.connect(self._count)
        self._build()
        self._changed()

    @property
    def chosen(self) -> Forget:
        """What the fields say now."""
        since, until = self._stretch()
        people = tuple(name.strip() for name in self.person.text().split(",") if name.strip())
        return Forget(
            since=since, until=until, app=self.app.text().strip(), site=self.site.text().strip(), people=people,
            match=self.words.text().strip(),
        )  # fmt: skip

    def _build(self) -> None:
        self.inside.addWidget(pieces.label(self.tr("Forget what fits all of this"), "heading"))
        self.when = QComboBox()
        self.when.setAccessibleName(self.tr("When"))
        for name, minutes in self._times():
            self.when.addItem(name, minutes)
        self.when.currentIndexChanged.connect(lambda _at: self._changed())
        self.first, self.last = self._edge(self.tr("From")), self._edge(self.tr("Until"))
        times = pieces.row()
        for widget in (self.when, self.first, self.last):
            times.addWidget(widget)
        times.addStretch(1)
        self.inside.addLayout(times)
        self.app = self._field(self.tr("App"), self.tr("in the app, such as Firefox"))
        self.site = self._field(self.tr("Site"), self.tr("on the site, such as example.org"))
        self.person = self._field(self.tr("Person"), self.tr("said or sent by, such as Ana Reis"))
        self.words = self._field(self.tr("Words"), self.tr("with these words in it"))
        for pair in ((self.app, self.site), (self.person, self.words)):
            fields = pieces.row()
            for field in pair:
                fields.addWidget(field, 1)
            self.inside.addLayout(fields)
        end = pieces.row()
        self.told = pieces.label("", "muted", wrap=True)
        self.forget = pieces.button(self.tr("Forget…"), self._forget, "danger")
        end.addWidget(self.told, 1)
        end.addWidget(self.forget)
        self.inside.addLayout(end)

    def _times(self) -> list[tuple[str, int]]:
        """What can be chosen of time: minutes back from now, 0 for any time, -1 for from and until."""
        last = [(self.tr("the last %n minute(s)", "", minutes), minutes) for minutes in LAST_MINUTES]
        return [
            (self.tr("at any time"), 0), *last, (self.tr("the last 24 hours"), 24 * 60),
            (self.tr("between two times"), -1),
        ]  # fmt: skip

    def _edge(self, name: str) -> QDateTimeEdit:
        now = self._desk.now
        edge = QDateTimeEdit(QDateTime(now.year, now.month, now.day, now.hour, now.minute, 0))
        edge.setDisplayFormat("yyyy-MM-dd HH:mm")
        edge.setCalendarPopup(True)
        edge.setAccessibleName(name)
        edge.dateTimeChanged.connect(lambda _time: self._changed())
        return edge

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        field.textChanged.connect(lambda _text: self._changed())
        return field

    def _stretch(self) -> tuple[datetime | None, datetime | None]:
        minutes = self.when.currentData()
        if minutes > 0:
            # Whole minutes: what was counted is what is asked for a few seconds later.
            now = self._desk.now.replace(second=0, microsecond=0)
            return now - timedelta(minutes=minutes), None
        if minutes < 0:
            return self._at(self.first), self._at(self.last)
        return None, None

    def _at(self, edge: QDateTimeEdit) -> datetime:
        given = edge.dateTime()
        date, time = given.date(), given.time()
        return datetime(
            date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=self._desk.zone
        )

    def _changed(self) -> None:
        between = self.when.currentData() == -1
        self.first.setVisible(between)
        self.last.setVisible(between)
        self.forget.setEnabled(False)
        self.told.setText("" if self.chosen != Forget() else self.tr("Choose a time, or fill in a field."))
        self._pause.start()

    def _count(self) -> None:
        what = self._asked = self.chosen
        if what == Forget():
            return

        def show(receipt: ReceiptView) -> None:
            if what == self._asked:
                self._show(receipt)

        def refused(refusal: Refused) -> None:
            if what == self._asked:
                self.told.setText(refusal.message)

        self._desk.query(self, lambda reverie: reverie.forget(replace(what, dry_run=True)), show, refused)

    def _show(self, receipt: ReceiptView) -> None:
        self.forget.setEnabled(not is_empty(receipt))
        if is_empty(receipt):
            self.told.setText(self.tr("Nothing that was kept fits."))
            return
        found = self.tr("This would remove {0}.").format(counted(receipt))
        self.told.setText(" ".join([found, *consequences(receipt)]))

    def _forget(self) -> None:
        def gone(_receipt: ReceiptView) -> None:
            for field in (self.app, self.site, self.person, self.words):
                field.clear()
            self.when.setCurrentIndex(0)
            self._changed()
            self.forgotten.emit()

        ask_and_forget(self, self._desk, self.chosen, gone)


class Receipts(pieces.Card):
    """The newest receipts: when, how chosen, how much; a receipt holds nothing of what was forgotten.

    Empty until `refresh` is called.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=theme.GRID + 4)
        self._desk = desk
        self._rows = pieces.column(None, 0, 4)
        self.inside.addLayout(self._rows)

    def refresh(self) -> None:
        """Reads them again."""
        self._desk.query(self, lambda reverie: reverie.receipts(), self._show)

    def _show(self, receipts: list[ReceiptView]) -> None:
        pieces.empty(self._rows)
        for receipt in receipts[:LISTED]:
            self._rows.addWidget(pieces.label(self.line(receipt), wrap=True, selectable=True))
        if not receipts:
            self._rows.addWidget(pieces.label(self.tr("Nothing was forgotten so far."), "muted"))
        elif len(receipts) > LISTED:
            told = self.tr("%Ln more: reverie receipts lists them all.", "", len(receipts) - LISTED)
            self._rows.addWidget(pieces.label(told, "muted"))

    def line(self, receipt: ReceiptView) -> str:
        """A receipt in one line."""
        at = when.moment(receipt.at, self._desk.zone, self._desk.now) if receipt.at else ""
        by = ", ".join(self._selector(name) for name in receipt.by)
        gone = counted(receipt)
        if receipt.stripped:
            gone = self.tr("%Ln picture(s), the text kept", "", receipt.stripped)
        return self.tr("{0}  ·  {1}  ·  by {2}: {3}").format(receipt.number, at, by, gone)

    def _selector(self, name: str) -> str:
        known = {
            "time": self.tr("time"), "app": self.tr("app"), "site": self.tr("site"), "person": self.tr("person"),
            "words": self.tr("words"), "ids": self.tr("choice"), "age": self.tr("age"),
            "frames": self.tr("screens"), "pictures": self.tr("pictures"), "turns": self.tr("conversations"),
            "memories": self.tr("memories"),
        }  # fmt: skip
        return known.get(name, name)
