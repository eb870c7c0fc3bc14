"""Every setting, declared once: name, type, default, bounds and a line that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.errors import WrongUse
from storage.safe import Safe


@dataclass(frozen=True, slots=True)
class Setting:
    """A declared setting. `least` and `most` bound numbers."""

    name: str
    default: bool | float | str
    text: str
    least: float = float("-inf")
    most: float = float("inf")

    def parsed(self, value: Any) -> bool | float | str:
        """`value` (typed, or as text) in the setting's type. Raises WrongUse with what is allowed."""
        if isinstance(self.default, bool):
            return self._switch(value)
        if isinstance(self.default, float):
            return self._number(value)
        return str(value)

    def _switch(self, value: Any) -> bool:
        known = {
            "true": True,
            "on": True,
            "yes": True,
            "1": True,
            "false": False,
            "off": False,
            "no": False,
            "0": False,
        }
        found = known.get(str(value).lower())
        if found is None:
            raise WrongUse(f"{self.name} is on or off, not “{value}”.")
        return found

    def _number(self, value: Any) -> float:
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise WrongUse(f"{self.name} is a number, not “{value}”.") from None
        if not self.least <= number <= self.most:
            raise WrongUse(f"{self.name} lies between {self.least:g} and {self.most:g}.")
        return number


SETTINGS = (
    Setting("capture.interval", 2.0, "Seconds between two looks at the screen.", 0.5, 60.0),
    Setting("capture.at_start", True, "Record as soon as the safe is unlocked."),
    Setting(
        "capture.while_locked",
        False,
        "Go on recording while the safe is locked, into a sealed box that only unlocking opens.",
    ),
    Setting(
        "capture.locked_most_mb", 500.0, "Most megabytes the sealed box of a locked safe may take.", 10.0, 1e5
    ),
    Setting(
        "disk.reserve_gb", 2.0, "Recording pauses while less than so many gigabytes of disk are free.", 0.0, 1e4
    ),
    Setting(
        "digest.language_model", True, "Let the language model add to what the rules find, in the background."
    ),
    Setting(
        "model.language", "", "The answering model by name; empty for the best one here, “none” for none."
    ),
    Setting(
        "model.embedder",
        "",
        "The model for meaning by name; empty for the best one here. A new one is filled behind.",
    ),
    Setting("timezone", "", "The zone of times without an offset (Europe/Rome); empty for the computer's."),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def values(safe: Safe) -> dict[str, Any]:
    """Every setting's present value."""
    return {setting.name: safe.settings.get(setting.name, setting.default) for setting in SETTINGS}


def change(safe: Safe, name: str, value: Any) -> None:
    """Sets one; raises WrongUse for an unknown name or a value that does not fit."""
    setting = _BY_NAME.get(name)
    if setting is None:
        raise WrongUse(f"There is no setting “{name}”. See: reverie settings list")
    parsed = setting.parsed(value)
    if name == "timezone" and parsed:
        zone(str(parsed))
    safe.settings.set(name, parsed)


def zone(name: str) -> ZoneInfo:
    """The zone of that name. Raises WrongUse."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongUse(f"There is no time zone “{name}”. Write it like Europe/Rome.") from None
