"""Recognises a value that took the place of one that is hidden by now, or that it took the place of, in one sentence.

"the code isn't [pin hidden] any more, they made it 0099", "PIN is [pin hidden] (not 5509)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.patterns import lazy
from agents.secrets import forms, misread
from agents.secrets.found import Found, SecretKind

_HIDDEN = lazy(r"\[(?:pin|password|one-time code|token|private) hidden\]")
# What is said between two values of which one stands for the other.
_INSTEAD = misread.in_any_case(
    r"(?:\b(?:now|before|was|were|previously|instead of|rather than|not|no|sorry|wait|guessed|made it|"
    r"any ?more|to|into|"
    r"becomes?|jetzt|fruher|vorher|statt|seit|sondern|nicht|nein|nee|auf|zu|ausmachen|adesso|prima|non|anzi|invece|"
    r"maintenant|avant|pas|non|plutot|au lieu de|a|par|ahora|antes|no|sino|por|en)\b|n['’]t\b|used to be|→|->|"
    r"改成了?|换成|原来的?|以前是|不是|不对)"
)
# What stands right before or behind a value of that sort, and no other noun.
_BEFORE = misread.in_any_case(
    r"(?:^|[\s(,:=–-]|[是成的])(?:not|no|it|to|into|from|was|is|be|now|before|of|than|guessed|sorry|wait|statt|von|auf|zu|"
    r"sondern|nicht|ist|war|jetzt|nein|nee|da|a|e|era|adesso|anzi|de|a|par|est|c['’]est|non|pas|etait|por|es|ahora|"
    r"mit|with|con|avec|改成了?|换成|是|原来的?)?[\s(:,]{0,3}$"
)
_JOINED = misread.in_any_case(r"\s*(?:[,;/]|and|und|e|et|y|or|oder)\s*(?:(?:and|und|e|et|y|or|oder)\s)?$")
_FARTHEST = 60
_ENDS = lazy(r"[.!?;。！？\n]\s|\n|[。！？]")


def find(text: str) -> Iterator[Found]:
    """Every value of the sentence of a hidden one that is told to stand for it."""
    for marker in _HIDDEN.finditer(text) if " hidden]" in text else ():
        behind = _ENDS.split(text[marker.end() : marker.end() + _FARTHEST], maxsplit=1)[0]
        for value in _values(behind):
            if _INSTEAD.search(behind, 0, value.start()) or _JOINED.match(behind[: value.start()]):
                yield _found(value).moved(marker.end())
        before = _ENDS.split(text[max(0, marker.start() - _FARTHEST) : marker.start()])[-1]
        for value in _values(before):
            if _INSTEAD.search(before, value.end()):
                yield _found(value).moved(marker.start() - len(before))


def _values(said: str) -> Iterator[re.Match[str]]:
    for match in forms.VALUE.finditer(said):
        if (
            forms.is_value(match)
            and _BEFORE.search(said[: match.start()])
            and not forms.is_counted(said[match.end() :])
        ):
            yield match


def _found(match: re.Match[str]) -> Found:
    kind = SecretKind.PASSWORD if match.lastgroup == "strange" else SecretKind.PIN
    return Found(kind, *match.span(), "code")
