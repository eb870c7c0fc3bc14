"""Of whom somebody speaks: of themselves, or of whom they speak to."""

from __future__ import annotations

import re

from agents import sentences
from agents.patterns import lazy

_LISTENER = lazy(
    r"\b(?:you|your|yours|yourself|u|ur|du|dich|dir|dein\w*|euch|euer\w*|tu|ti|te|tu[oaei]|tuoi|voi|vi|vostr\w)\b|[你您]",
    re.IGNORECASE,
)
# Whoever speaks, or what is theirs.
_SPEAKER = lazy(
    r"\b(?:i|i['’](?:m|ve|d|ll)|me|my|mine|we|we['’](?:re|ve|ll)|us|our|ours|"
    r"ich|mich|mir|mein\w*|wir|uns|unser\w*|io|mi|mio|mia|miei|mie|noi|ci|nostr\w|je|moi|mon|ma|mes|nous|notre|nos)\b|[我咱]",
    re.IGNORECASE,
)


def is_of_listener(text: str) -> bool:
    """True for what names whom it is said to, or what is theirs."""
    return _LISTENER.search(text) is not None


def is_of_speaker(text: str) -> bool:
    """True for what names who says it, or what is theirs."""
    return _SPEAKER.search(text) is not None


def told(text: str) -> list[str]:
    """The sentences of a turn that tell something of who says them: not asked, and not of the listener alone."""
    return [
        sentence
        for sentence in sentences.split(text)
        if not sentences.ends_asking(sentence) and (is_of_speaker(sentence) or not is_of_listener(sentence))
    ]
