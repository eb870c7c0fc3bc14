"""Says which of many patterns may match a text: RE2 looks for all of them together, in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeAlias

import re2

from agents.patterns import lazy
from agents.secrets.near import LIKE_ASCII

Pattern: TypeAlias = re.Pattern[str]

MEMORY = 8 << 20
# More than so many of anything are as good as any number: RE2 counts by states of its own.
COUNTED = 9
# What `re` means by a digit, a letter of a word and a space, in RE2's words.
_SORTS = {r"\d": r"\p{Nd}", r"\w": r"\pL\pN_", r"\s": r"\s\x0b\x1c-\x1f\x85\pZ"}
_ASCII = {r"\d": "0-9", r"\w": "A-Za-z0-9_", r"\s": r"\t-\r "}
# What RE2 and `re` hold for different letters; a mark below iota is a letter to RE2 where case does not count.
_UNLIKE = (*LIKE_ASCII, ("\u0345", "\u0301"))
_LOOKING = lazy(r"\(\?<?[=!]")
_NAMED = lazy(r"\(\?P<\w+>")
_FLAGGED = lazy(r"\(\?[a-z-]*:")
_REPEATED = lazy(r"\{(\d*)(,?)(\d*)\}")
_NOT_BEHIND = lazy(r"\(\?<!(\[\^?\]?(?:\\.|[^\]\\])*\])\)")
# A bracket within a class, which RE2 wants escaped: one that is so already stays as it is.
_OPENING = lazy(r"(?<!\\)((?:\\\\)*)\[")
_ESCAPED = lazy(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)


class Sieve:
    """Patterns that are looked for together; RE2 compiles them when a text is looked through first.

    Nothing that matches is held back. What `re` only looks at ahead and behind is left out, so that a few may be let
    through that do not match.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._all = frozenset(self.patterns)
        self._set = cache(self._compiled)

    def through(self, text: str) -> frozenset[Pattern]:
        """The patterns that may match the text."""
        found = self._found(text)
        if not text.isascii() and any(letter in text for letter, _ in _UNLIKE):
            for letter, like in _UNLIKE:
                text = text.replace(letter, like)
            return found | self._found(text)
        return found

    def _found(self, text: str) -> frozenset[Pattern]:
        seen = self._set().Match(text.encode(errors="replace"))
        # Nothing matches every text: where not even that is told, RE2 had no room to look.
        if not seen:
            return self._all
        return frozenset(self.patterns[number] for number in seen if number < len(self.patterns))

    def _compiled(self) -> Any:
        """RE2's set, the last of which is a pattern that always matches; RE2 gives no types."""
        options = re2.Options()
        options.max_mem, options.log_errors = MEMORY, False
        together = re2.Set.SearchSet(options)
        for pattern in self.patterns:
            together.Add(loosened(pattern))
        together.Add("")
        together.Compile()
        return together


def loosened(pattern: Pattern) -> str:
    """The pattern for RE2: it matches wherever `pattern` does, and where only what stands around forbids it."""
    source, place, parts = pattern.pattern, 0, []
    while place < len(source):
        part, place = _part(source, place)
        parts.append(part)
    return ("(?i)" if pattern.flags & re.IGNORECASE else "") + "".join(parts)


def _part(source: str, place: int) -> tuple[str, int]:
    """One part of a pattern for RE2, and where the next begins."""
    if place == 0 and (behind := _NOT_BEHIND.match(source)):
        return f"(?:^|{_class(_inverted(behind[1]))})", behind.end()
    for sort, part in _PARTS:
        if match := sort.match(source, place):
            return part(match), match.end()
    if _LOOKING.match(source, place):
        return "", _closing(source, place)
    return ("(?:" if source[place] == "(" else "" if source[place] in "^$" else source[place]), place + 1


def _inverted(letters: str) -> str:
    return f"[{letters[2:]}" if letters.startswith("[^") else f"[^{letters[1:]}"


def _class(letters: str) -> str:
    """A class of letters as RE2 writes it; one that shuts out what is no letter may let any in.

    RE2 knows letters that `re` does not know yet: a class that shuts out letters shuts out those of ASCII.
    """
    shuts_out = letters.startswith("[^")
    for sort, those in _SORTS.items():
        if shuts_out and sort.upper() in letters:
            return f"[{those}]"
    if shuts_out:
        for sort, those in _ASCII.items():
            letters = letters.replace(sort, those)
    return "[" + _ESCAPED.sub(_within, _OPENING.sub(r"\1\\[", letters[1:]))


def _within(match: re.Match[str]) -> str:
    return rf"\x{{{match[1]}}}" if match[1] else _SORTS.get(match[0], match[0])


def _alone(match: re.Match[str]) -> str:
    """What is escaped outside a class; a word's end is kept where RE2, which knows ASCII words only, sees it too."""
    if match[0] in _SORTS:
        return f"[{_SORTS[match[0]]}]"
    if match[0] == r"\b":
        return (
            match[0]
            if _BEGINS.match(match.string, match.end()) or _ENDS.search(match.string[: match.start()])
            else ""
        )
    return "" if match[0] == r"\B" else _within(match)


def _often(match: re.Match[str]) -> str:
    least, most = int(match[1] or 0), int(match[3] or match[1]) if match[3] or not match[2] else COUNTED + 1
    return match[0] if most <= COUNTED else f"{{{min(least, COUNTED)},}}"


_PARTS: tuple[tuple[Pattern, Callable[[re.Match[str]], str]], ...] = (
    (_ESCAPED, _alone),
    (lazy(r"\[\^?\]?(?:\\.|[^\]\\])*\]"), lambda match: _class(match[0])),
    (_NAMED, lambda _: "(?:"),
    (_FLAGGED, lambda match: match[0]),
    (_REPEATED, _often),
)
# A letter or digit of ASCII that must stand behind, or before, a word's end.
_BEGINS, _ENDS = lazy(r"[A-Za-z0-9](?![?*{])"), lazy(r"(?<!\\)[A-Za-z0-9]$")
_STEP = lazy(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def _closing(source: str, place: int) -> int:
    """Where the bracket that opens at `place` was closed."""
    depth = 0
    for step in _STEP.finditer(source, place):
        depth += (step[0] == "(") - (step[0] == ")")
        if depth == 0:
            return step.end()
    raise ValueError("a pattern's bracket is not closed")
