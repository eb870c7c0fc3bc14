"""Keys of a shortcut as they are written: Ctrl+Alt+M, Meta+Space, F9; and as each desktop calls them."""

from __future__ import annotations

import string
from dataclasses import dataclass

from storage.errors import WrongUse

MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")
# Shift alone types letters.
_NEEDED = frozenset(("Ctrl", "Alt", "Meta"))
# The name in Qt's portable text: the name of X11 (and of Wayland's portal), the virtual key of Windows.
_NAMED = {
    **{letter: (letter.lower(), ord(letter)) for letter in string.ascii_uppercase},
    **{digit: (digit, ord(digit)) for digit in string.digits},
    **{f"F{number}": (f"F{number}", 0x6F + number) for number in range(1, 25)},
    "Space": ("space", 0x20), "Return": ("Return", 0x0D), "Tab": ("Tab", 0x09),
    "Ins": ("Insert", 0x2D), "Del": ("Delete", 0x2E), "Home": ("Home", 0x24), "End": ("End", 0x23),
    "PgUp": ("Prior", 0x21), "PgDown": ("Next", 0x22),
    "Left": ("Left", 0x25), "Up": ("Up", 0x26), "Right": ("Right", 0x27), "Down": ("Down", 0x28),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keys:
    """One key with those that are held. `symbol` is X11's name for it, `virtual` the number Windows knows it by."""

    modifiers: frozenset[str]
    name: str
    symbol: str
    virtual: int

    def __str__(self) -> str:
        return "+".join([*(one for one in MODIFIERS if one in self.modifiers), self.name])


def parsed(text: str) -> Keys:
    """The keys that a text names. Raises WrongUse with a sentence: unknown keys, or keys that one types with."""
    *held, name = text.strip().split("+")
    modifiers = frozenset(held)
    if not modifiers <= set(MODIFIERS) or name not in _NAMED:
        message = f"“{text}” cannot call Reverie. Take a letter, a digit, an arrow or an F key, with Ctrl, Alt or Meta."
        raise WrongUse(message)
    if not modifiers & _NEEDED and not (name.startswith("F") and len(name) > 1):
        raise WrongUse(f"“{text}” is typed in every program. Take it with Ctrl, Alt or Meta.")
    return Keys(modifiers, name, *_NAMED[name])
