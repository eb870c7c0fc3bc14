"""Which language the window speaks: as the system does, or always the same; kept beside the look, outside the safe.

The catalogues lie in `ui/translations`, one for each language; `make translations` writes them. English is in the code,
and its catalogue holds what differs by number.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSettings, QTranslator, Signal
from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).parent / "translations"


class Tongue(StrEnum):
    """What the person chose; the others are the names of the catalogues."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh_CN"


class Language(QObject):
    """Lives as long as the application. Emits `changed` when the window is to say everything anew."""

    changed = Signal()

    def __init__(self, application: QApplication, settings: QSettings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._translators: list[QTranslator] = []
        self._speak()

    @property
    def chosen(self) -> Tongue:
        """What the person chose; following the system when nothing was."""
        kept = str(self._settings.value("language", Tongue.SYSTEM.value))
        return Tongue(kept) if kept in set(Tongue) else Tongue.SYSTEM

    @property
    def spoken(self) -> Tongue:
        """The language that is spoken now: never SYSTEM."""
        return self.chosen if self.chosen is not Tongue.SYSTEM else of_system(QLocale.system())

    def choose(self, tongue: Tongue) -> None:
        """Speaks this language from now on, in this and later starts."""
        before = self.spoken
        self._settings.setValue("language", tongue.value)
        if self.spoken is not before:
            self._speak()
            self.changed.emit()

    def close(self) -> None:
        """Takes the catalogues out of use."""
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators = []

    def _speak(self) -> None:
        self.close()
        QLocale.setDefault(locale(self.spoken, QLocale.system()))
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._translators = [
            self._loaded(f"qtbase_{self.spoken}", qt),
            self._loaded(self.spoken, str(FOLDER)),
        ]

    def _loaded(self, name: str, folder: str) -> QTranslator:
        """A catalogue, in use; an empty one where it is not there: Qt has none for English."""
        translator = QTranslator(self)
        if translator.load(name, folder):
            self._application.installTranslator(translator)
        return translator


def of_system(system: QLocale) -> Tongue:
    """The language for a system in that one: the first of its languages that we speak, English when none is."""
    for name in system.uiLanguages():
        known = {"zh": Tongue.CHINESE, "en": Tongue.ENGLISH}.get(name.replace("_", "-").split("-")[0])
        if known is not None:
            return known
    return Tongue.ENGLISH


def locale(spoken: Tongue, system: QLocale) -> QLocale:
    """How numbers and dates are written: as the system does where it speaks the same language."""
    wanted = QLocale(spoken.value)
    return system if system.language() == wanted.language() else wanted
