"""What may be seen: rules by app, title and URL, judged over every window on a monitor before anything is kept."""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from app.capture import regions
from app.capture.ports import Monitor, Window
from storage.model import Box

# A frame of which more than this part would be masked is not worth keeping, and shows where the rest is.
MOST_MASKED = 0.6
OWN_WINDOWS = "Reverie's own windows"


class Action(StrEnum):
    """What a rule does with a window."""

    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Rule:
    """A window matches when every pattern that is set matches (`*`, `?`, `[...]`; upper and lower case alike).

    `url` is compared where the window's URL is known. A rule without any pattern matches nothing.
    """

    app: str | None = None
    title: str | None = None
    url: str | None = None
    action: Action = Action.HIDE

    def matches(self, window: Window) -> bool:
        """Whether `window` is one this rule speaks of."""
        if not (self.app or self.title or self.url):
            return False
        pairs = ((self.app, window.app), (self.title, window.title), (self.url, window.url))
        return all(_like(value, pattern) for pattern, value in pairs if pattern)

    def __str__(self) -> str:
        named = (("app", self.app), ("title", self.title), ("URL", self.url))
        return ", ".join(f"{name} like {pattern}" for name, pattern in named if pattern)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a monitor: `masked` boxes are in the pixels of that monitor's picture.

    `reason` names the rules that spoke, never what a window shows.
    """

    allowed: bool
    masked: tuple[Box, ...] = ()
    reason: str = ""


# Keepers of passwords and one-time codes, by window class or program name on any platform.
SECRET_KEEPERS = (
    "KeePass*", "Bitwarden*", "1Password*", "Enpass*", "LastPass*", "Dashlane*", "NordPass*", "Proton Pass*",
    "ProtonPass*", "RoboForm*", "Keeper Password*", "Secrets", "*.World.Secrets", "Seahorse", "Keychain Access",
    "Passwords", "KWalletManager*", "Kwalletmanager*", "QtPass*", "Authenticator", "Authy*", "Buttercup*",
    "Pinentry*", "Gcr-prompter", "*askpass*", "Polkit-*-agent*", "Credential Manager*",
)  # fmt: skip
# Private windows, as browsers end their titles. Each names its browser, so that a page about private browsing is
# seen. Chromium says nothing of it in its title under X11: there it takes accessibility to know.
PRIVATE_TITLES = (
    "*Firefox Private Browsing", "*Firefox (Private Browsing)", "*Firefox Privater Modus",
    "*Firefox*Navigation privée", "*Firefox*Navegación privada", "*Firefox*隐私浏览", "*Chrom* (Incognito)",
    "*Chrom* (Inkognito)", "*Chrom* (Incógnito)", "*Chrom* (Navigation privée)", "*Chrom* (无痕模式)",
    "*[[]InPrivate] - Microsoft*Edge*", "*Brave (Private*)", "*Vivaldi (Private*)", "*Opera (Private)",
    "*(Incognito Mode)", "*Tor Browser",
)  # fmt: skip

EXCLUDED_BY_DEFAULT: tuple[Rule, ...] = (
    *(Rule(app=keeper) for keeper in SECRET_KEEPERS),
    *(Rule(title=title) for title in PRIVATE_TITLES),
    Rule(app="Tor Browser*"),
    Rule(app="Safari*", title="*Private Browsing"),
)


@dataclass(frozen=True, slots=True)
class Gate:
    """Judges what a monitor shows. `own_pids`: Reverie's processes, whose windows are never recorded."""

    own_pids: Collection[int] = frozenset()

    def look(
        self, windows: Sequence[Window], monitor: Monitor, rules: Iterable[Rule] = EXCLUDED_BY_DEFAULT
    ) -> Verdict:
        """What of `monitor` may be kept. `windows` are the visible ones, front to back, in desktop pixels.

        A hidden window is masked whole, also where another lies over it; one that a solid window covers
        wholly is out of sight and masks nothing.
        """
        hidden = list(self._hidden(windows, monitor, tuple(rules)))
        if not hidden:
            return Verdict(allowed=True)
        boxes = tuple(dict.fromkeys(box for box, _ in hidden))
        reason = "; ".join(dict.fromkeys(why for _, why in hidden))
        if _part(boxes, monitor) > MOST_MASKED:
            return Verdict(allowed=False, reason=reason)
        return Verdict(allowed=True, masked=boxes, reason=reason)

    def _hidden(
        self, windows: Sequence[Window], monitor: Monitor, rules: Sequence[Rule]
    ) -> Iterator[tuple[Box, str]]:
        """Each window in sight that must not be seen: its place in the monitor's picture, and why."""
        for depth, window in enumerate(windows):
            why = self._why_hidden(window, rules)
            seen = regions.clipped(window.box, monitor.box)
            if why and seen.w and seen.h and not _covered(seen, windows[:depth]):
                yield Box(seen.x - monitor.x, seen.y - monitor.y, seen.w, seen.h), why

    def _why_hidden(self, window: Window, rules: Sequence[Rule]) -> str:
        """The reason not to see `window`, or nothing."""
        if window.pid in self.own_pids:
            return OWN_WINDOWS
        return next((str(rule) for rule in rules if rule.matches(window)), "")


def _part(boxes: Sequence[Box], monitor: Monitor) -> float:
    """The part of the monitor, 0..1, that the boxes cover together."""
    covered = np.zeros((monitor.height, monitor.width), np.bool_)
    for box in boxes:
        covered[box.y : box.y + box.h, box.x : box.x + box.w] = True
    return float(covered.mean())


def _covered(box: Box, in_front: Sequence[Window]) -> bool:
    """Whether one solid window in front hides all of `box`."""
    return any(
        not window.see_through and regions.overlap(window.box, box) == box.w * box.h for window in in_front
    )


def _like(value: str, pattern: str) -> bool:
    return fnmatch.fnmatchcase(value.casefold(), pattern.casefold())
