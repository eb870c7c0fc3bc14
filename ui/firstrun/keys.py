"""The last step: the keys that bring recall over any program, learnt by pressing them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt

from ui import pieces, theme, words
from ui.desk import Desk
from ui.firstrun.step import Step


def _tr(text: str) -> str:
    return QCoreApplication.translate("keys", text)


class KeysStep(Step):
    """Waits for the keys to be pressed, where there are some; says what to do instead where there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            6,
            _tr("From anywhere"),
            _tr(
                "These keys bring recall over whatever you are doing. Begin to type what you remember; "
                "Esc sends it away."
            ),
        )
        self._desk = desk
        self.skip.hide()
        self.go_on.setText(self.tr("Begin"))
        self.go_on.setAccessibleName(self.tr("Begin"))
        self.keys = pieces.label("", "title")
        self.keys.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.told = pieces.label("", wrap=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = pieces.Card("calm", gap=theme.GRID)
        card.inside.addWidget(self.keys)
        card.inside.addWidget(self.told)
        self.body.addWidget(card)
        if desk.call is not None:
            desk.call.came.connect(self._pressed)
            desk.call.changed.connect(self._show)

    def start(self) -> None:
        """Shows the keys that hold now."""
        super().start()
        self._show()

    def _show(self) -> None:
        hotkey = self._desk.call.hotkey if self._desk.call is not None else None
        keys = hotkey.trigger if hotkey is not None else ""
        self.keys.setText(keys)
        self.keys.setVisible(bool(keys))
        theme.look(self.told, "")
        if keys:
            self.told.setText(self.tr("Press them now."))
            return
        problem = words.sentence(hotkey.problem) if hotkey is not None else ""
        instead = self.tr("The command “reverie recall” does the same; keys can be chosen in the settings.")
        self.told.setText(" ".join(filter(None, (problem, instead))))

    def _pressed(self, _token: str) -> None:
        theme.look(self.told, "good")
        self.told.setText(self.tr("That was it. Press them again, or Esc, to send it away."))
