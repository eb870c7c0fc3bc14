"""Patterns that are compiled when they are first used: all of ours take over a second, and few are needed at a time."""

from __future__ import annotations

import re
from typing import Any, cast

# What is asked of a pattern, and answered by the pattern itself from its first use on.
_ASKED = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "split",
    "sub",
    "subn",
    "groups",
    "groupindex",
)


class Lazy:
    """Stands for a compiled pattern; what is first asked of it compiles it. Its text and flags are told without."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self.pattern = pattern
        self.flags = int(flags if flags & re.ASCII else flags | re.UNICODE)

    # Any: whatever a compiled pattern has.
    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        read = re.compile(self.pattern, self.flags)
        self.__dict__.update({asked: getattr(read, asked) for asked in _ASKED})
        return self.__dict__[name]

    def __repr__(self) -> str:
        return f"lazy({self.pattern!r}, {self.flags})"


def lazy(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern as of `re.compile`, which is compiled when it is first used.

    Whoever hands it to a function of `re` hands over its text: those take no other than their own. What is wrong with
    a pattern is told when it is used (`re.error`); the tests compile them all. Flags within the text are not among
    its `flags`.
    """
    return cast(re.Pattern[str], Lazy(pattern, flags))


def is_by(match: re.Match[str], *patterns: re.Pattern[str]) -> bool:
    """Whether a match was found by one of these: what `match.re` is has been compiled, and is none of them."""
    return any(match.re.flags == one.flags and match.re.pattern == one.pattern for one in patterns)
