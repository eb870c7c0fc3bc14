"""Exporting from the window: what the file will hold, and who can read it, is said before it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QWidget,
)

from app.interfaces import Errand, Export, ExportReport, KindView, Refused
from ui import pieces, theme, when
from ui.desk import Desk

_SUFFIX = {"json": ".json", "markdown": ".md", "xlsx": ".xlsx"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("exporting", text)


@dataclass(frozen=True, slots=True)
class Scope:
    """A choice of what to export. `told` says what the file will hold, `pictures` whether there may be some in it."""

    name: str
    told: str
    what: Export
    pictures: bool = True


def everything() -> Scope:
    """All there is."""
    told = _tr(
        "all memories with their history, and the text of every screen, conversation and note that was kept"
    )
    return Scope(_tr("Everything"), told, Export(""))


def of_day(day: date, desk: Desk) -> Scope:
    """What was seen on a local day, and the memories that rest on it."""
    since, until = when.bounds(day, desk.zone)
    named = when.day(day, desk.now.date())
    told = _tr(
        "the text of what was seen and said on this day ({0}), and the memories that rest on it"
    ).format(named)
    return Scope(_tr("This day: {0}").format(named), told, Export("", since=since, until=until))


def of_stretch(since: datetime, until: datetime, desk: Desk) -> Scope:
    """What was seen between two times, and the memories that rest on it."""
    named = when.span(since, until, desk.zone, desk.now)
    told = _tr("the text of what was seen and said ({0}), and the memories that rest on it").format(named)
    return Scope(_tr("This stretch: {0}").format(named), told, Export("", since=since, until=until))


def of_kind(kind: KindView) -> Scope:
    """The memories of one kind."""
    told = _tr("every memory under “{0}” with its history and the words it rests on").format(kind.title)
    return Scope(
        _tr("Memories: {0}").format(kind.title), told, Export("", kinds=(kind.name,)), pictures=False
    )


def of_kinds(kinds: Sequence[KindView]) -> Scope:
    """All memories."""
    told = _tr("every memory with its history and the words it rests on")
    names = tuple(kind.name for kind in kinds)
    return Scope(_tr("All memories"), told, Export("", kinds=names), pictures=False)


class ExportDialog(QDialog):
    """Chooses among `scopes`, asks for a file, and shows how far the export is.

    Closed before its end it gives the export up. `ask_path` shows the file dialog; a test gives its own.
    """

    def __init__(self, parent: QWidget, desk: Desk, scopes: Sequence[Scope]) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scopes = tuple(scopes)
        self._errand: Errand | None = None
        self.ask_path: Callable[[str], str] = self._ask_path
        self.setWindowTitle(self.tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self._build()
        self._changed()
        desk.shut.connect(self.reject)

    @property
    def chosen(self) -> Export:
        """What the fields say now, without a path."""
        scope = self._scopes[self.what.currentIndex()]
        form = str(self.form.currentData())
        return replace(
            scope.what,
            form=form,
            pictures=self.pictures.isEnabled() and self.pictures.isChecked(),
            sealed_with=self.passphrase.text() if self.encrypt.isChecked() else "",
        )

    def reject(self) -> None:
        """Closes; an export under way is given up."""
        errand, self._errand = self._errand, None
        if errand is not None and not errand.over:
            self._desk.command(
                self._desk, lambda reverie: reverie.give_up(errand.id), lambda _nothing: None, _let_be
            )
        super().reject()

    def _build(self) -> None:
        body = pieces.column(self, 3 * theme.GRID, 2 * theme.GRID)
        body.addWidget(pieces.label(self.tr("Export to a file"), "title"))
        self.what = self._choice(self.tr("What"), [(scope.name, scope.name) for scope in self._scopes])
        forms = [
            (self.tr("For another Reverie, or programs (JSON)"), "json"),
            (self.tr("A page to read (Markdown)"), "markdown"),
            (self.tr("A spreadsheet (Excel)"), "xlsx"),
        ]
        self.form = self._choice(self.tr("Form"), forms)
        self.pictures = QCheckBox(self.tr("With the pictures of the screens (an archive)"))
        self.encrypt = QCheckBox(self.tr("Encrypt it under a passphrase of its own"))
        for box in (self.pictures, self.encrypt):
            box.toggled.connect(lambda _on: self._changed())
        self.passphrase = self._secret(self.tr("Passphrase of the file"))
        self.again = self._secret(self.tr("The same once more"))
        self.told = pieces.label("", wrap=True)
        self.warning = pieces.label("", "muted", wrap=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("How far the export is"))
        self.progress.hide()
        self.trouble = pieces.label("", "bad", wrap=True)
        self.trouble.hide()
        for widget in (
            self.what, self.form, self.pictures, self.encrypt, self.passphrase, self.again, self.told, self.warning,
            self.progress, self.trouble,
        ):  # fmt: skip
            body.addWidget(widget)
        body.addStretch(1)
        body.addLayout(self._build_answers())

    def _build_answers(self) -> QHBoxLayout:
        answers = pieces.row()
        self.close_button = pieces.button(self.tr("Cancel"), self.reject)
        self.export = pieces.button(self.tr("Choose a file…"), self._start, "main")
        self.export.setDefault(True)
        answers.addStretch(1)
        answers.addWidget(self.close_button)
        answers.addWidget(self.export)
        return answers

    def _choice(self, name: str, items: Sequence[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for shown, data in items:
            made.addItem(shown, data)
        made.currentIndexChanged.connect(lambda _at: self._changed())
        return made

    def _secret(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.textChanged.connect(lambda _text: self._changed())
        return field

    def _changed(self) -> None:
        scope, sealed = self._scopes[self.what.currentIndex()], self.encrypt.isChecked()
        self.pictures.setEnabled(scope.pictures and self.form.currentData() != "xlsx")
        for field in (self.passphrase, self.again):
            field.setVisible(sealed)
        pictures = self.tr(", and the pictures") if self.chosen.pictures else ""
        self.told.setText(self.tr("The file will hold {0}{1}.").format(scope.told, pictures))
        secrets = self.tr("Values of secrets are not in it.")
        if sealed:
            rest = self.tr("Only its passphrase opens the file; Reverie does not keep it.")
        else:
            rest = self.tr("The file is not encrypted: whoever gets it can read it.")
        self.warning.setText(f"{secrets} {rest}")
        self.export.setEnabled(not sealed or self._is_typed_twice())
        self._fit()

    def _fit(self) -> None:
        """As high as the sentences need at this width: Qt guesses the height of wrapped ones."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), self.minimumWidth())
            self.resize(width, layout.totalHeightForWidth(width))

    def _is_typed_twice(self) -> bool:
        return bool(self.passphrase.text()) and self.passphrase.text() == self.again.text()

    def _ask_path(self, name: str) -> str:
        """The file to write; Qt asks by itself before one that is there is replaced."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export to"), str(Path(folder) / name))
        return path

    def _start(self) -> None:
        what = self.chosen
        suffix = ".zip" if what.pictures else _SUFFIX[what.form]
        path = self.ask_path(
            f"reverie-{self._desk.now:%Y-%m-%d}{suffix}{'.sealed' if what.sealed_with else ''}"
        )
        if not path:
            return
        what = replace(what, path=path, replace=True)
        self.trouble.hide()
        self._busy(True)
        self._desk.command(self, lambda reverie: reverie.export(what), self._go_on, self._refuse)

    def _go_on(self, errand: Errand) -> None:
        if errand.exported is not None:
            self._done(errand.exported)
            return
        self._errand = errand
        self.progress.setRange(0, max(1, errand.total))
        self.progress.setValue(errand.done)
        self._desk.command(self, lambda reverie: reverie.go_on(errand.id, 0.5), self._go_on, self._refuse)

    def _done(self, report: ExportReport) -> None:
        self._errand = None
        for field in (self.passphrase, self.again):
            field.clear()
        for widget in self._fields():
            widget.hide()
        self.progress.hide()
        self.told.setText(
            self.tr("Wrote {0} and {1} to {2}.").format(
                self.tr("%Ln moment(s)", "", report.observations),
                self.tr("%Ln memory(s)", "", report.memories),
                report.path,
            )
        )
        self.warning.setText(self._afterwards(report))
        self.export.hide()
        self.close_button.setText(self.tr("Close"))
        self._fit()

    def _afterwards(self, report: ExportReport) -> str:
        """What to know of a file that is there now."""
        told = []
        if report.unreadable:
            told.append(
                self.tr("%Ln damaged picture(s) left out: see reverie verify.", "", report.unreadable)
            )
        if not report.sealed:
            told.append(self.tr("It is not encrypted: whoever gets it can read it."))
        told.append(
            self.tr("What is forgotten later stays in it: delete the file when it is no longer needed.")
        )
        return " ".join(told)

    def _refuse(self, refusal: Refused) -> None:
        self._errand = None
        self.trouble.setText(refusal.message)
        self.trouble.show()
        self._busy(False)

    def _fields(self) -> tuple[QWidget, ...]:
        return self.what, self.form, self.pictures, self.encrypt, self.passphrase, self.again

    def _busy(self, busy: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        for widget in (*self._fields(), self.export):
            widget.setEnabled(not busy)
        if not busy:
            self._changed()
        self._fit()


def _let_be(_refusal: Refused) -> None:
    """It is over already, or the keeper that had it is gone."""
