"""Why something related was found, in a few words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.interfaces import Hit

SHARE = 0.25
"""The share of all that speaks for a hit from which on a reason is told."""

MOST = 2
"""Reasons that are told."""

_SIGNALS = {
    "words": ("words", "cover", "window", "wide", "near", "talk_words"),
    "meaning": ("meaning", "meaning_around", "talk_meaning"),
    "who": ("speaker", "person"),
    "time": ("date", "recent", "early"),
    "app": ("app",),
}


def told(hit: Hit) -> str:
    """The reasons that weigh most, the heaviest first; empty where none stands out, and for exact words."""
    shares = {
        reason: sum(max(0.0, hit.why.get(name, 0.0)) for name in names) for reason, names in _SIGNALS.items()
    }
    whole = sum(shares.values())
    if set(hit.why) == {"words"} or not whole:
        return ""
    heaviest = sorted(shares, key=lambda reason: -shares[reason])[:MOST]
    return " · ".join(_said(reason) for reason in heaviest if shares[reason] >= SHARE * whole)


def _said(reason: str) -> str:
    translate = QCoreApplication.translate
    return {
        "words": translate("reasons", "some of the words"),
        "meaning": translate("reasons", "close in meaning"),
        "who": translate("reasons", "whom you name"),
        "time": translate("reasons", "of that time"),
        "app": translate("reasons", "in that app"),
    }[reason]
