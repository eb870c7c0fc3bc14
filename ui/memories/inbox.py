"""What waits for the person's word, and the vault's log: two small dialogs of the memories view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QWidget

from app.interfaces import InboxItem, KindView, Refused, Reverie, StandingAnswerView, VaultLogView
from ui import pieces, theme, when
from ui.desk import Desk, source_exhibits
from ui.memories.editing import AcceptDialog
from ui.memories.model import told
from ui.memories.page import heading

LOG_SHOWN = 200
QUOTE_SHOWN = 400
"""Most characters of a quote."""

SECRET = "secret"  # noqa: S105 - the type of an item, not a password


class _ListDialog(QDialog):
    """A dialog with a list that scrolls, and a button that closes it."""

    def __init__(self, parent: QWidget, desk: Desk, title: str) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 440)
        body = pieces.column(self, 2 * theme.GRID, 2 * theme.GRID)
        self.list = pieces.Scroll(title)
        body.addWidget(self.list, 1)
        self.trouble = pieces.label("", "bad", wrap=True)
        body.addWidget(self.trouble)
        answers = pieces.row()
        answers.addStretch(1)
        answers.addWidget(pieces.button(self.tr("Close"), self.reject))
        body.addLayout(answers)
        desk.shut.connect(self.reject)

    def refuse(self, refusal: Refused) -> None:
        """Says why something could not be done."""
        self.trouble.setText(refusal.message)


class InboxDialog(_ListDialog):
    """What waits: a secret is kept or let go, a change accepted or rejected. `changed` is called after each answer."""

    def __init__(self, parent: QWidget, desk: Desk, changed: Callable[[], None]) -> None:
        super().__init__(parent, desk, QCoreApplication.translate("InboxDialog", "Waits for your word"))
        self._changed = changed
        self._kinds: dict[str, KindView] = {}
        self._read()

    def _read(self) -> None:
        def fetch(reverie: Reverie) -> _Waiting:
            return _Waiting(reverie.inbox(), reverie.kinds(), reverie.inbox_answers())

        self._desk.query(self, fetch, self._show, self.refuse)

    def _show(self, waiting: _Waiting) -> None:
        pieces.empty(self.list.inside)
        items = waiting.items
        self._kinds = {kind.name: kind for kind in waiting.kinds}
        secrets, changes = (
            [one for one in items if (one.type == SECRET) is sealed] for sealed in (True, False)
        )
        if not items:
            self._tell(
                self.tr(
                    "Nothing waits. What screens and other people say against what you said, and secrets that were "
                    "seen, come here first."
                )
            )
        if changes:
            self._tell(
                self.tr(
                    "Screens and other people said this. It changes nothing unless you accept it; what you accept can "
                    "be undone."
                )
            )
        for item in changes:
            self.list.inside.addWidget(self._change(item))
        if secrets:
            self._tell(
                self.tr(
                    "These were sealed as soon as they were seen; nobody can read them without your passphrase. "
                    "What you do not keep goes by itself after a week. What you let go is not offered again."
                )
            )
        for item in secrets:
            self.list.inside.addWidget(self._item(item))
        if waiting.answers:
            self._tell(self.tr("Answered once for all"))
        for answer in waiting.answers:
            self.list.inside.addWidget(self._standing(answer))
        self.list.inside.addStretch(1)

    def _tell(self, text: str) -> None:
        self.list.inside.addWidget(pieces.label(text, "muted", wrap=True))

    def _change(self, item: InboxItem) -> QWidget:
        card = pieces.Card(gap=4)
        card.inside.addWidget(pieces.label(item.title, wrap=True))
        for field in item.fields:
            line = self.tr("{0}: {1} → {2}").format(
                heading(field.name, self._kinds.get(item.kind)), _said(field.old), _said(field.new)
            )
            card.inside.addWidget(pieces.label(line, wrap=True, selectable=True))
        if item.entry_type == "retire":
            card.inside.addWidget(pieces.label(self.tr("It would hold no longer."), wrap=True))
        found, until = (when.moment(time, self._desk.zone) for time in (item.found, item.expires))
        told = self.tr("{0} · seen {1}, %Ln time(s) · goes {2}", "", item.times)
        told = told.format(item.source, found, until)
        card.inside.addWidget(pieces.label(told, "quiet", wrap=True))
        for at, source in enumerate(item.sources):
            if source.quote:
                card.inside.addWidget(self._quote(item, source.quote, at))
        names = ((self.tr("Accept"), self.tr("Accept {0}")), (self.tr("Reject"), self.tr("Reject {0}")))
        answers = self._answers(item, names)
        if item.fields and item.kind in self._kinds:
            edit = pieces.button(self.tr("Edit…"), lambda: self._edit(item))
            edit.setAccessibleName(self.tr("Edit {0}").format(item.title))
            answers.insertWidget(1, edit)
        answers.addWidget(self._always(item))
        card.inside.addLayout(answers)
        return card

    def _quote(self, item: InboxItem, quote: str, at: int) -> QWidget:
        """What was seen, word for word; the moment opens, and this dialog makes way for it."""
        row = pieces.Row(self.tr("Open the moment of “{0}”").format(quote))
        row.inside.addWidget(
            pieces.label(pieces.breakable(f"“{quote[:QUOTE_SHOWN]}”"), "quiet", wrap=True), 1
        )
        row.pressed.connect(lambda: self._open_moment(item, at))
        return row

    def _open_moment(self, item: InboxItem, at: int) -> None:
        self._desk.exhibits_wanted.emit(source_exhibits(item.sources, item.title), at)
        self.reject()

    def _edit(self, item: InboxItem) -> None:
        def done() -> None:
            self._changed()
            self._read()

        AcceptDialog(self, self._desk, self._kinds[item.kind], item, done).open()

    def _always(self, item: InboxItem) -> QWidget:
        """Answers for all of the kind from there, until it is taken back below."""
        always = pieces.button(self.tr("Always…"), lambda: None)
        always.setAccessibleName(self.tr("Always answer changes like {0} the same").format(item.title))
        menu = QMenu(always)
        for accepts in (True, False):
            said = self._rule(item.kind, item.origin, accepts).replace("&", "&&")
            menu.addAction(said, partial(self._answer, _answering(item.kind, item.origin, accepts)))
        always.setMenu(menu)
        return always

    def _standing(self, answer: StandingAnswerView) -> QWidget:
        part = QWidget()
        line = pieces.row(part)
        told = self._rule(answer.kind, answer.origin, answer.accepts)
        line.addWidget(pieces.label(told, wrap=True), 1)
        end = pieces.button(self.tr("Ask me again"), lambda: self._answer(_revoking(answer.id)))
        end.setAccessibleName(self.tr("Ask me again: {0}").format(told))
        line.addWidget(end)
        return part

    def _rule(self, kind: str, origin: str, accepts: bool) -> str:
        known = {
            "screen": self.tr("screens"),
            "person": self.tr("other people"),
            "assistant": self.tr("assistants"),
            "import": self.tr("imports"),
            "dream": self.tr("dreams"),
            "": self.tr("anywhere"),
        }
        told = self.tr("Always accept {0} from {1}") if accepts else self.tr("Always reject {0} from {1}")
        title = self._kinds[kind].title if kind in self._kinds else kind
        return told.format(title, known.get(origin, origin))

    def _item(self, item: InboxItem) -> QWidget:
        card = pieces.Card(gap=4)
        card.inside.addWidget(pieces.label(item.title, wrap=True))
        found, until = (when.moment(time, self._desk.zone) for time in (item.found, item.expires))
        kind = item.entry_type.replace("_", " ")
        told = self.tr("{0} · {1} · seen {2} · goes {3}").format(kind, item.source, found, until)
        card.inside.addWidget(pieces.label(told, "quiet", wrap=True))
        names = (
            (self.tr("Keep in the vault"), self.tr("Keep {0}")),
            (self.tr("Let go"), self.tr("Let go of {0}")),
        )
        card.inside.addLayout(self._answers(item, names))
        return card

    def _answers(self, item: InboxItem, names: tuple[tuple[str, str], tuple[str, str]]) -> QHBoxLayout:
        """A button that keeps and one that lets go; each has a text, and a name that says of what."""
        answers = pieces.row()
        (keeps, keeping), (lets_go, letting) = names
        keep = pieces.button(keeps, lambda: self._answer(_accepting(item.id)), "main")
        let_go = pieces.button(lets_go, lambda: self._answer(_rejecting(item.id)))
        for button, name in ((keep, keeping), (let_go, letting)):
            button.setAccessibleName(name.format(item.title))
            answers.addWidget(button)
        answers.addStretch(1)
        return answers

    def _answer(self, ask: Callable[[Reverie], object]) -> None:
        def done(_result: object) -> None:
            self._changed()
            self._read()

        self._desk.command(self, ask, done, self.refuse)


class LogDialog(_ListDialog):
    """When values of the vault were shown, copied or exported."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        title = QCoreApplication.translate("LogDialog", "When secrets were shown, copied or exported")
        super().__init__(parent, desk, title)
        desk.query(self, lambda reverie: reverie.vault_log(LOG_SHOWN), self._show, self.refuse)

    def _show(self, entries: list[VaultLogView]) -> None:
        if not entries:
            told = self.tr("No value was shown, copied or exported yet.")
            self.list.inside.addWidget(pieces.label(told, "muted", wrap=True))
        known = {
            "revealed": self.tr("Shown"),
            "copied": self.tr("Copied"),
            "exported": self.tr("Exported, encrypted"),
        }
        for entry in entries:
            what = known.get(entry.what, entry.what)
            title = entry.title or self.tr("forgotten since")
            line = f"{when.moment(entry.at, self._desk.zone)} · {what} · {title}"
            self.list.inside.addWidget(pieces.label(line, wrap=True, selectable=True))
        self.list.inside.addStretch(1)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Everything the dialog shows."""

    items: list[InboxItem]
    kinds: list[KindView]
    answers: list[StandingAnswerView]


def _answering(kind: str, origin: str, accepts: bool) -> Callable[[Reverie], object]:
    return lambda reverie: reverie.inbox_always(kind, accepts, origin)


def _revoking(id: int) -> Callable[[Reverie], object]:
    return lambda reverie: reverie.inbox_revoke(id)


def _said(value: object) -> str:
    return "–" if value is None else told(value)[:QUOTE_SHOWN]


def _accepting(id: UUID) -> Callable[[Reverie], object]:
    return lambda reverie: reverie.inbox_accept(id)


def _rejecting(id: UUID) -> Callable[[Reverie], object]:
    return lambda reverie: reverie.inbox_reject(id)
