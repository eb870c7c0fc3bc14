"""Recognises secrets in texts and on screens, so that they are masked before anything is kept."""

from __future__ import annotations

from agents.secrets.found import Found, SecretKind
from agents.secrets.masking import find, hidden_words, mask, masked

__all__ = ["Found", "SecretKind", "find", "hidden_words", "mask", "masked"]
