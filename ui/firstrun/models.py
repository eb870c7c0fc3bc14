"""The step about models: which are here, how large, under which licence, from where; none is an answer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from app.interfaces import ModelView, Refused
from ui import pieces, theme
from ui.desk import Desk
from ui.fetching import Fetch, facts
from ui.firstrun.step import Step

SETTING = "model.language"
NONE = "none"
LANGUAGE = "language"
UNFIT = "nothing"
"""What a model may do that is there for tests."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("models", text)


class ModelsStep(Step):
    """Offers the language models that are here, those that can be fetched, and none. Nothing is fetched unasked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            4,
            _tr("Which model answers"),
            _tr(
                "Answers are taken from what was seen, word for word. A language model can put them into sentences; "
                "it runs on this computer, and whatever it says is checked."
            ),
        )
        self._desk = desk
        self._chosen = self._fetched = ""
        self.fetches: list[Fetch] = []
        self.group = QButtonGroup(self)
        self._offers = pieces.column(None, 0, theme.GRID)
        self.others = pieces.label("", "quiet", wrap=True)
        self.body.addLayout(self._offers)
        self.body.addWidget(self.others)

    def start(self) -> None:
        """Asks which models there are."""
        super().start()
        self._read()

    def leave(self) -> None:
        """Makes the choice hold, where it is another one."""
        button = self.group.checkedButton()
        wanted = button.objectName() if button is not None else self._chosen
        if wanted == self._chosen:
            self.on.emit()
            return
        self._desk.command(
            self,
            lambda reverie: reverie.set_setting(SETTING, wanted),
            lambda _none: self.on.emit(),
            self._refused,
            (self.go_on,),
        )

    def _read(self) -> None:
        self._desk.query(self, lambda reverie: reverie.models(), self._show, self._refused)

    def _show(self, models: list[ModelView]) -> None:
        pieces.empty(self._offers)
        self.fetches = []
        language = [one for one in models if one.kind == LANGUAGE and one.trust != UNFIT]
        self._chosen = next((one.name for one in language if one.chosen), NONE)
        for model in language:
            self._offer(model.name, model.title or model.name, self._told(model), here=model.present)
            if not model.present and model.host:
                self._offer_to_fetch(model)
        told = self.tr("Answers from the evidence word for word. Nothing to load, and quick.")
        self._offer(NONE, self.tr("None"), told, here=True)
        others = [self._told_of_other(one) for one in models if one.kind != LANGUAGE and one.present]
        self.others.setText("\n".join([self.tr("Also here:"), *others]) if others else "")

    def _offer(self, name: str, title: str, told: str, *, here: bool) -> None:
        button = QRadioButton(title)
        button.setObjectName(name)
        button.setAccessibleDescription(told)
        button.setEnabled(here)
        button.setChecked(name == (self._fetched or self._chosen))
        self.group.addButton(button)
        self._offers.addWidget(button)
        self._offers.addWidget(pieces.label(told, "quiet", wrap=True))

    def _offer_to_fetch(self, model: ModelView) -> None:
        fetch = Fetch(self._desk, model)

        def came() -> None:
            self._fetched = model.name
            self._read()

        fetch.came.connect(came)
        self.fetches.append(fetch)
        self._offers.addWidget(fetch)

    def _told(self, model: ModelView) -> str:
        if model.present:
            return facts(model)
        missing = (
            self.tr("Not on this computer.")
            if model.host
            else self.tr("It comes with the set-up: make setup")
        )
        return "\n".join(filter(None, (facts(model), missing)))

    def _told_of_other(self, model: ModelView) -> str:
        return f"{model.title or model.name}: {facts(model)}"

    def _refused(self, refusal: Refused) -> None:
        self.trouble.say(refusal.message)
