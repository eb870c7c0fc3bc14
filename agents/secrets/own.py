"""The user's own patterns of what must not be kept: matched by RE2, whose time grows with the text and no faster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import re2

from agents.secrets.found import Found, SecretKind
from storage.errors import WrongUse

MOST_PATTERNS, LONGEST = 100, 500
MEMORY = 4 << 20
# Between patterns on one line.
SEPARATOR = ";;"


@dataclass(frozen=True, slots=True)
class OwnPatterns:
    """Compiled patterns; made by `compiled`."""

    patterns: tuple[Any, ...] = ()

    def find(self, text: str) -> Iterator[Found]:
        """What they match."""
        for number, pattern in enumerate(self.patterns, start=1):
            for match in pattern.finditer(text):
                if match.end() > match.start():
                    yield Found(SecretKind.OWN, match.start(), match.end(), f"your pattern {number}")


NONE = OwnPatterns()


def compiled(text: str) -> OwnPatterns:
    """The patterns in `text`, one a line or parted by `;;`. Raises WrongUse with a sentence."""
    written = [one.strip() for one in text.replace(SEPARATOR, "\n").splitlines() if one.strip()]
    if len(written) > MOST_PATTERNS:
        raise WrongUse(f"There are {len(written)} patterns; {MOST_PATTERNS} at most are looked for.")
    return OwnPatterns(tuple(_pattern(number, one) for number, one in enumerate(written, start=1)))


def _pattern(number: int, written: str) -> Any:
    if len(written) > LONGEST:
        raise WrongUse(f"Pattern {number} is longer than {LONGEST} characters.")
    options = re2.Options()
    options.log_errors, options.max_mem, options.case_sensitive = False, MEMORY, True
    try:
        pattern = re2.compile(written, options)
    except re2.error as error:
        raise WrongUse(
            f"Pattern {number} is no regular expression that can be used: {_said(error)}."
        ) from None
    if pattern.search("") is not None:
        raise WrongUse(f"Pattern {number} matches where nothing stands; it would hide everything.")
    return pattern


def _said(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    told = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    if "perl operator" in told:
        return "looking ahead or behind is not supported, because it can take for ever"
    return told
