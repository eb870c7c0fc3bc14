"""Why something related was found, in a few words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.interfaces import Hit
from ui.recall import marking

SHARE = 0.25
"""The share of what speaks for a hit beside its words from which on a reason is told."""

# Words are looked for in what is shown: a signal of theirs may count against a hit, and its lack for one.
_SIGNALS = {
    "meaning": ("meaning", "meaning_around", "talk_meaning"),
    "who": ("speaker", "person"),
    "time": ("date", "recent", "early"),
    "app": ("app",),
}


def told(hit: Hit, phrases: Sequence[str]) -> str:
    """That words looked for stand in it, and what else speaks for it most; empty where nothing stands out, and for
    what was found by exact words alone.
    """
    if set(hit.why) == {"words"}:
        return ""
    reasons = ["words"] if marking.stretches(f"{hit.title}\n{hit.snippet}", phrases) else []
    shares = {
        reason: sum(max(0.0, hit.why.get(name, 0.0)) for name in names) for reason, names in _SIGNALS.items()
    }
    heaviest = max(shares, key=lambda reason: shares[reason])
    if shares[heaviest] > 0 and shares[heaviest] >= SHARE * sum(shares.values()):
        reasons.append(heaviest)
    return " · ".join(map(_said, reasons))


def _said(reason: str) -> str:
    translate = QCoreApplication.translate
    return {
        "words": translate("reasons", "some of the words"),
        "meaning": translate("reasons", "close in meaning"),
        "who": translate("reasons", "whom you name"),
        "time": translate("reasons", "of that time"),
        "app": translate("reasons", "in that app"),
    }[reason]
