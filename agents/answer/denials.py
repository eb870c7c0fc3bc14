"""Whether a line surely says no to what is asked: what was planned is off, or what was so has ended."""

from __future__ import annotations

import re

from agents import appointments, glosses, sentences, stems, support
from agents.extractive import Extract
from agents.patterns import lazy
from agents.question import Parsed
from storage.model import Role, Turn

_PLANNED = lazy(
    r"\b(?:going|goes|go|flying|fly|travel\w*|taking place|take place|happening|happen|still on|coming|attend\w*)\b"
    r"|\b(?:fähr\w*|flieg\w*|geh\w*|findet)\b|\b(?:va|vado|parte|parto)\b|[去飞]",
    re.IGNORECASE,
)
_ENDED = lazy(
    r"\b(?:stopped|quit|has left|left (?:the|her|his|their|my)|gave up|given up|ended|retired|moved out|no longer"
    r"|not any ?more|aufgehört|gekündigt|nicht mehr|smesso|non \w+ più)\b|不再|辞职|退休",
    re.IGNORECASE,
)
_TOGETHER = lazy(r"\b(?:together|a couple|zusammen|insieme)\b|在一起", re.IGNORECASE)
_PARTED = lazy(
    r"\b(?:are|['’]re|have) (?:done|over|finished|history|separated|split(?: up)?|broken up|divorced)\b"
    r"|\b(?:split up|broke up|separated|divorced|getrennt|lasciati)\b|分手|离婚",
    re.IGNORECASE,
)
# One and the same in a question and its answer.
_WORK = stems.held("work job")


def calls_off(extract: Extract, parsed: Parsed) -> bool:
    """Whether the user said that what is asked about, by its name, is off."""
    told = extract.line.text
    asked = _PLANNED.search(parsed.text) is not None and not support.ends(parsed.text)
    return asked and _is_said(extract) and _names_all(told, parsed) and appointments.calls_off(told)


def ends(extract: Extract, parsed: Parsed) -> bool:
    """Whether the user said that what is asked about has ended, where it is asked whether it is so still."""
    told = extract.line.text
    if not parsed.wants_still or support.ends(parsed.text) or not _is_said(extract):
        return False
    if _TOGETHER.search(parsed.text):
        return len(parsed.names) > 1 and _names_all(told, parsed) and _PARTED.search(told) is not None
    held = glosses.terms(told)
    held |= _WORK if held & _WORK else frozenset()
    return set(parsed.about) <= held and _ENDED.search(told) is not None


def _is_said(extract: Extract) -> bool:
    """Whether it is the user's own statement."""
    thing, told = extract.evidence.found.thing, extract.line.text
    said = isinstance(thing, Turn) and thing.role is Role.USER and told in sentences.own(thing.text)
    return said and not sentences.ends_asking(told) and not sentences.is_supposed(told)


def _names_all(told: str, parsed: Parsed) -> bool:
    return bool(parsed.names) and set(stems.content(" ".join(parsed.names))) <= stems.held(told)
