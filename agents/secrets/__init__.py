"""Recognises secrets in texts and on screens, so that they are masked before anything is kept."""

from __future__ import annotations

from agents.secrets.by_lines import Looking
from agents.secrets.found import MARKER, Found, SecretKind
from agents.secrets.masking import find, mask, masked, with_question
from agents.secrets.screens import OnScreen, on_screen

__all__ = [
    "MARKER",
    "Found",
    "Looking",
    "OnScreen",
    "SecretKind",
    "find",
    "mask",
    "masked",
    "on_screen",
    "with_question",
]
