"""What a start asks for, told from its arguments alone: a window opens without importing a single command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FLAGS = {"--json"}
# Views that a start may name: `recall` is what a desktop's own shortcut calls, `tray` what a login starts.
_VIEWS = {"recall", "tray"}
_VALUES = {"--home", "--passphrase-file", "--now", "--model"}


@dataclass(frozen=True, slots=True)
class Window:
    """What a start without a command asks for: a window of `home`, with `view` in front."""

    home: str | None
    view: str


def wants_window(arguments: Sequence[str]) -> Window | None:
    """The window asked for by `arguments` (hoisted): no command, `recall` or `tray`; None for every other command."""
    home, waiting = None, list(arguments)
    while waiting and waiting[0].startswith("-"):
        word = waiting.pop(0)
        name, _, value = word.partition("=")
        if name not in _VALUES:
            # --help, --version, --json, and what is not known: the command line answers.
            return None
        given = value or (waiting.pop(0) if waiting else "")
        home = given if name == "--home" else home
    if waiting and waiting[0] not in _VIEWS:
        return None
    return Window(home, waiting[0] if waiting else "chat")


def hoisted(arguments: Sequence[str]) -> list[str]:
    """`arguments` with the global options first; what stands behind `--` stays."""
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return [*front, *rest, word, *waiting]
        name, equals, _ = word.partition("=")
        if word in _FLAGS or (name in _VALUES and equals):
            front.append(word)
        elif word in _VALUES and waiting:
            front += [word, waiting.pop(0)]
        else:
            # An option that lacks its value stays last, where nothing can be taken for it.
            rest.append(word)
    return front + rest
