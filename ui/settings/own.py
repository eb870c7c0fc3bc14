"""The settings of the window itself, kept outside the safe: how it looks, what it speaks, and which keys call it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.interfaces import Autostart, Refused, SettingView
from ui import calling, tray, words
from ui.calling import Call
from ui.language import Language, Tongue
from ui.theme import Scheme, Theme
from ui.tray import Click, News

LOOK = "window.look"
KEYS = "window.shortcut"
LANGUAGE = "window.language"
CLICK = "window.click"
NEWS = "window.notifications"
LOGIN = "window.at_login"


class Own(QObject):
    """Declares them as the keeper does its own. Emits `changed` when another value holds."""

    changed = Signal()

    def __init__(
        self,
        dress: Theme,
        language: Language,
        click: Click,
        news: News,
        call: Call | None,
        autostart: Autostart | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._dress = dress
        self._language = language
        self._click = click
        self._news = news
        self._call = call
        self._autostart = autostart
        dress.changed.connect(self.changed)
        language.changed.connect(self.changed)
        if call is not None:
            call.changed.connect(self.changed)

    @property
    def theme(self) -> Theme:
        """What dresses the parts of the window."""
        return self._dress

    def views(self) -> list[SettingView]:
        """What a page shows of them."""
        group = self.tr("Window")
        views = [
            SettingView(
                LOOK,
                "choice",
                self._dress.scheme.value,
                Scheme.SYSTEM.value,
                group,
                self.tr("Light or dark"),
                self.tr("The colours of the window: as the system has them, or always the same."),
                choices=tuple(Scheme),
            ),
            SettingView(
                LANGUAGE,
                "choice",
                self._language.chosen.value,
                Tongue.SYSTEM.value,
                group,
                self.tr("Language"),
                self.tr("The language of the window: the system's, or always the same."),
                choices=tuple(Tongue),
            ),
            SettingView(
                CLICK,
                "choice",
                self._click.opens,
                tray.PLACES[1],
                group,
                self.tr("A click on the tray icon"),
                self.tr("What the icon opens at once; its menu has all of them."),
                choices=tray.PLACES,
            ),
            SettingView(
                NEWS,
                "switch",
                self._news.wanted,
                True,
                group,
                self.tr("Say when Reverie needs you"),
                self.tr("The desktop shows a notification, without anything of what is remembered."),
            ),
        ]
        if self._autostart is not None:
            views.append(self._at_login(self._autostart))
        return [*views, self._keys(self._call)] if self._call is not None else views

    def names(self, view: SettingView) -> dict[str, str]:
        """What the choices of one of them are called; nothing for one that is not theirs."""
        if not self.has(view.name):
            return {}
        return {
            Scheme.SYSTEM: self.tr("As the system"),
            Scheme.LIGHT: self.tr("Light"),
            Scheme.DARK: self.tr("Dark"),
            Tongue.ENGLISH: "English",
            Tongue.CHINESE: "简体中文",
            **tray.names_of_places(),
        }

    def has(self, name: str) -> bool:
        """Whether that one is the window's."""
        return any(view.name == name for view in self.views())

    def set(self, name: str, value: str, done: Callable[[str], None]) -> None:
        """Gives one of them another value; `done` is told why it cannot be, or an empty text."""
        if name == KEYS and self._call is not None:
            self._call.change(value, lambda why: done(words.sentence(why)))
        elif name == LOOK:
            self._dress.choose(Scheme(value))
            done("")
        elif name == CLICK:
            self._click.choose(value)
            done("")
            self.changed.emit()
        elif name == NEWS:
            self._news.choose(value == str(True))
            done("")
            self.changed.emit()
        elif name == LOGIN and self._autostart is not None:
            done(self._switched(self._autostart, value == str(True)))
            self.changed.emit()
        elif name == LANGUAGE:
            done("")
            self._language.choose(Tongue(value))

    def _at_login(self, autostart: Autostart) -> SettingView:
        return SettingView(
            LOGIN,
            "switch",
            autostart.on,
            False,
            self.tr("Window"),
            self.tr("Start when you log in"),
            self.tr("Reverie waits in the tray then, locked until you give the passphrase."),
        )

    def _switched(self, autostart: Autostart, on: bool) -> str:
        """Why it could not be switched; empty when it is."""
        try:
            autostart.switch(on)
        except Refused as refusal:
            return words.sentence(refusal.message)
        return ""

    def _keys(self, call: Call) -> SettingView:
        told = [
            self.tr(
                "They bring recall over any program; none is allowed. `reverie recall` does the same. Keys that "
                "another program has taken do not arrive here."
            )
        ]
        if call.hotkey is not None and call.hotkey.is_desktops:
            told.append(self.tr("Your desktop decides about them."))
        if call.hotkey is not None:
            told.append(words.sentence(call.hotkey.problem))
        return SettingView(
            KEYS,
            "keys",
            call.keys,
            calling.KEYS,
            self.tr("Window"),
            self.tr("Keys that call recall"),
            " ".join(filter(None, told)),
        )
