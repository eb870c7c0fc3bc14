"""Fetching a model from its hub: what, how large, its licence and where from is said before anything connects."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.interfaces import Errand, ModelView, Refused
from ui import faces, pieces, theme
from ui.desk import Desk
from ui.oldpictures import size

STEPS = 1000
"""Of the bar: bytes of a large model are more than it counts."""

A_LOOK = 0.5
"""Seconds between two looks at how far it is."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("fetching", text)


def facts(model: ModelView) -> str:
    """A model's size, licence and origin, as far as they are known; a server's address."""
    origin = _tr("from {0}").format(model.source) if model.source else model.path
    return " · ".join(filter(None, (size(model.size) if model.size else "", model.licence, origin)))


class Fetch(QWidget):
    """Offers to fetch one model, and shows how far it is. Emits `came` when it is here.

    Closed before its end, or stopped, what has come is kept and the next time goes on from there.
    """

    came = Signal()

    def __init__(self, desk: Desk, model: ModelView) -> None:
        super().__init__()
        self._desk = desk
        self._model = model
        self._errand: Errand | None = None
        self._stopped = False
        title = model.title or model.name
        self.button = pieces.button(
            self.tr("Fetch it from {0}").format(model.host),
            self.start,
            name=self.tr("Fetch {0} from {1}").format(title, model.host),
        )
        self.progress = QProgressBar()
        self.progress.setRange(0, STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("How much of {0} has come").format(title))
        self.how_far = pieces.label("", "quiet")
        self.stop_button = pieces.button(self.tr("Stop"), self.stop)
        self.trouble = faces.Trouble()
        told = self.tr("Nothing of yours is sent; this computer then asks {0} for the file.").format(
            model.host
        )
        self._told = pieces.label(told, "quiet", wrap=True)
        self._build()
        self._show_running(False)

    def start(self) -> None:
        """Begins, or goes on where it was stopped."""
        self._stopped = False
        self.trouble.say("")
        self._show_running(True)
        self._desk.command(self, lambda reverie: reverie.pull(self._model.name), self._go_on, self._refused)

    def stop(self) -> None:
        """Gives it up for now."""
        self._stopped = True
        errand, self._errand = self._errand, None
        if errand is not None:
            self._desk.command(
                self._desk, lambda reverie: reverie.give_up(errand.id), lambda _none: None, lambda _no: None
            )
        self._show_running(False)

    def _build(self) -> None:
        inside = pieces.column(self, 0, theme.GRID)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._told)
        line = pieces.row()
        line.addWidget(self.progress, 1)
        line.addWidget(self.how_far)
        line.addWidget(self.stop_button)
        inside.addLayout(line)
        inside.addWidget(self.trouble)

    def _show_running(self, runs: bool) -> None:
        for widget in (self.progress, self.how_far, self.stop_button):
            widget.setVisible(runs)
        for widget in (self.button, self._told):
            widget.setVisible(not runs)

    def _go_on(self, errand: Errand) -> None:
        if errand.pulled is not None:
            self._errand = None
            self.came.emit()
            return
        self._errand = errand
        if self._stopped:
            # Stopped before the first word of it came.
            self.stop()
            return
        total = errand.total or self._model.size
        self.progress.setValue(errand.done * STEPS // total if total else 0)
        self.how_far.setText(self.tr("{0} of {1}").format(size(errand.done), size(total)))
        self._desk.command(self, lambda reverie: reverie.go_on(errand.id, A_LOOK), self._go_on, self._refused)

    def _refused(self, refusal: Refused) -> None:
        self._errand = None
        self._show_running(False)
        if not self._stopped:
            self.trouble.say(refusal.message)


class Missing(QWidget):
    """The language models that are not here and can be fetched, each with its offer. Emits `came` when one is here."""

    came = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._inside = pieces.column(self, 0, theme.GRID)
        self._inside.setContentsMargins(0, theme.GRID, 0, 0)
        self.offers: list[Fetch] = []
        self.read()

    def read(self) -> None:
        """Asks which there are."""
        self._desk.query(self, lambda reverie: reverie.models(), self._show, lambda _no: self.hide())

    def _show(self, models: list[ModelView]) -> None:
        pieces.empty(self._inside)
        self.offers = []
        for model in models:
            if not model.host or model.kind != "language":
                continue
            offer = Fetch(self._desk, model)
            offer.came.connect(self._came)
            self.offers.append(offer)
            self._inside.addWidget(pieces.label(model.title or model.name))
            self._inside.addWidget(pieces.label(facts(model), "quiet", wrap=True))
            self._inside.addWidget(offer)
        self.setVisible(bool(self.offers))

    def _came(self) -> None:
        self.read()
        self.came.emit()
