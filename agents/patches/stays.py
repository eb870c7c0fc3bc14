"""What lasts until a day, and words that give it another end."""

from __future__ import annotations

import re

from agents import stems
from agents.patches import meant
from agents.patterns import lazy

_UNTIL = lazy(
    r"\b(?:until|till|til|through|to|bis(?: zum)?|fino a(?:l|lla|ll['’])?)\s"
    r"(?:\w+day,? )?(?:the )?\d{1,2}(?!\d)[^,.;]{0,16}"
    r"|[到至][^，。,]{0,6}\d{1,2}[号日]",
    re.IGNORECASE,
)


def last_longer(sentence: str, note: str) -> bool:
    """Whether a sentence gives another end to what a note says to last until a day, of a place or thing they share."""
    told, kept = _UNTIL.search(sentence), _UNTIL.search(note)
    if not told or not kept or told[0].casefold() == kept[0].casefold():
        return False
    return bool((set(stems.content(sentence)) - meant.WEAK) & (stems.held(note) - meant.WEAK))
