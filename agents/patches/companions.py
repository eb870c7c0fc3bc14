"""With whom somebody does something, left out once words say that the other does it no longer."""

from __future__ import annotations

import re

from agents.patches import marks
from agents.patches.said import Said
from agents.patterns import lazy

_WITH = lazy(
    r",?\s(?:together with|along with|alongside|zusammen mit|gemeinsam mit|insieme (?:a|ad|con)) "
    r"(?P<name>(?-i:[A-ZÀ-Þ])[\w'’-]+)(?: (?-i:[A-ZÀ-Þ])[\w'’-]+)?(?!\w| (?:and|und|e) (?-i:[A-Z]))",
    re.IGNORECASE,
)
# Somebody does something else alone from now on.
_ONLY = lazy(
    r"\b(?:only|just|nothing but)\b.*\b(?:now|these days|any ?more)\b|\b(?:has|have|['’]s) (?:left|stopped|quit|"
    r"gone|retired)\b|"
    r"\bnur noch\b|\b(?:ha|è) (?:smesso|andat[oa])\b|\b(?:ormai|ora|adesso)\b.*\bsolo\b|\bsolo\b.*\b(?:ora|"
    r"adesso|ormai)\b",
    re.IGNORECASE,
)


def left(text: str, said: Said) -> str:
    """A text without the one with whom something was done, of whom a sentence says so."""
    held = list(_WITH.finditer(text))
    if len(held) != 1:
        return text
    name = re.compile(rf"\b{re.escape(held[0]['name'])}\b")
    gone = any(
        (told := name.search(one)) and (_ONLY.search(one, told.end()) or marks.ENDS.search(one))
        for one in said.sentences
    )
    return f"{text[: held[0].start()]}{text[held[0].end() :]}" if gone else text
