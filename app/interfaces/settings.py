"""The settings, with what a page of them shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class SettingView:
    """A setting with what a page of them shows. `type` is switch, number, choice, text, lines, secret or keys.

    `label` names it within its `group`, `text` explains it in a line. A number counts in `unit` and lies between
    `least` and `most`; `choices` are all that fits, `offers` are values to pick from where others fit, too. The value
    of a secret is empty, or stands for one that is set. The words are English; a face may know them in other languages.
    """

    name: str
    type: str
    value: bool | float | str
    default: bool | float | str
    group: str
    label: str
    text: str
    unit: str = ""
    least: float = 0.0
    most: float = 0.0
    choices: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


class SettingCalls(Protocol):
    """Reading and changing settings."""

    def settings(self) -> dict[str, Any]:
        """Every setting with its present value."""

    def setting_views(self) -> list[SettingView]:
        """Every setting with what a page of them shows, group by group."""

    def set_setting(self, name: str, value: Any) -> None:
        """Changes one setting; an unknown name or a value that does not fit is refused."""
