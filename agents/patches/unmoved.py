"""What a message says to stay as it was, beside what it changes: by that it tells what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents import stems
from agents.patches import listed
from agents.patches.meant import WEAK
from agents.patterns import lazy
from storage.model import Memory

FEWEST = 2
"""Words of a memory that must be told to stay."""
_STAYS = lazy(
    r"\b(?:still|same|stays?|remains?|unchanged|as (?:before|usual|always|ever)|weiter(?:hin)?|wie "
    r"(?:immer|bisher|gehabt)|"
    r"bleib(?:t|en)|unverändert|gleich\w*|sempre|stess[oaie]|rest[ai](?:no)?|rimane|rimangono|invariat[oaie])\b|"
    r"仍|还是|不变|照旧",
    re.IGNORECASE,
)
# What stays, and no thing of anybody's.
_PLAIN = frozenset(
    stems.stem(word)
    for word in "still same stay stays remain remains unchanged before usual always ever day days time times hour "
    "hours place room week weeks weiterhin immer bisher gehabt bleibt bleiben unverändert gleich gleiche gleichen tag "
    "zeit uhrzeit ort raum sempre stesso stessa stessi resta restano rimane rimangono invariato giorno ora orario "
    "posto".split()
)


def are_of(memory: Memory, told: Sequence[str]) -> bool:
    """Whether all that a sentence says to stay is the memory's: "Still Wednesdays, still the school hall"."""
    held = _things(memory.text)
    kept = map(_things, filter(_STAYS.search, told))
    return any(len(things) >= FEWEST and things <= held for things in kept)


def _things(text: str) -> frozenset[str]:
    """The words and the weekdays that tell of something."""
    return (stems.held(text) - WEAK - _PLAIN) | listed.days_of(text)
