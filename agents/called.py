"""Whether a line tells what somebody or something is called, where a question asks for a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from agents import claims, stems
from agents.patterns import lazy
from agents.question import Parsed

# How many words may stand between a name and what it is the name of.
NEAR = 3

_NAME_ASKED = lazy(
    r"\bname of\b|\b(?:what|how)(?:'s| is| are| was| were)? .*\b(?:called|named)\b|['’]s (?:first |full |own )?name\b"
    r"|\bwhat(?:['’]s| is) my (?:own |full )?name\b|\bwie (?:hei(?:ß|ss)|hieß)|\bnamen? (?:des|der|von)\b"
    r"|\bcome si chiam|\b(?:che|quale?) nome\b",
    re.IGNORECASE,
)
_SURNAME_ASKED = lazy(
    r"\b(?:surname|(?:last|family|maiden) name|nachname|familienname|cognome)\b", re.IGNORECASE
)
# Scripts that tell a name by no capital letter.
_UNCASED = lazy(r"[\u3040-\u30ff\u4e00-\u9fff]")
_WORD = lazy(r"[^\W_][\w'’-]*")
# After these words a name stands, whatever it is the name of.
_CALLS = lazy(
    r"^(?:called|named?|names|namens|hei(?:ß|ss)\w*|hieß\w*|chiam\w+|is|was|ist|war|è|era|sarà|surname|nachname|cognome)$",
    re.IGNORECASE,
)
# Before these a German noun stands, which has a capital letter too.
_ARTICLE = lazy(
    r"^(?:de[rsmn]|die|das|\w*ein(?:e[rsmn]?)?|kein\w*|unser\w*|ihr\w*|zu[mr]|[ai]m|vom|beim|ins)$",
    re.IGNORECASE,
)
# Before these a place stands, and nobody's name: "at my mother-in-law's in Pickering".
_AT = lazy(r"^(?:in|at|from|to|near|nach|aus|bei|von|a|da|di|ad)$", re.IGNORECASE)
# What ends what a line says of one thing: a number in a row of a list, too.
_APART = lazy(r"(?<=[^\W\d_]{2})[.!?;]\s|\s\d+\s|[|]")
# Capital letters that make no name.
_NO_NAME = frozenset(
    "i i'm i'll i've i'd user mail chat page ok okay oh ah monday tuesday wednesday thursday friday saturday sunday"
    " mondays tuesdays wednesdays thursdays fridays saturdays sundays"
    " january february march april may june july august september october november december".split()
)
_CAPITAL = lazy(r"[A-ZÀ-ÖØ-Þ]")


def unnamed(parsed: Parsed, line: str) -> bool:
    """True where a name is asked for and `line`, in a script that has capital letters, gives none to what is meant."""
    if _UNCASED.search(line):
        return False
    if _SURNAME_ASKED.search(parsed.text):
        return not _has_surname(parsed, line)
    return bool(_NAME_ASKED.search(parsed.text)) and not _has_name(parsed, line)


def _has_surname(parsed: Parsed, line: str) -> bool:
    """A word in capitals right behind the name of who is meant, or the line speaks of surnames itself."""
    words = _WORD.findall(line)
    asked = _asked(parsed)
    behind = any(
        stems.stem(first.removesuffix("'s")) in asked and _is_name(second, asked)
        for first, second in pairwise(words)
    )
    return behind or _SURNAME_ASKED.search(line) is not None or _titled(words, asked)


def _titled(words: list[str], asked: set[str]) -> bool:
    """Somebody called by a title: Dr Pettersen, Frau Krause."""
    titles = {"mr", "mrs", "ms", "miss", "dr", "herr", "frau", "signor", "signora", "dott", "dottoressa"}
    return any(first.lower() in titles and _is_name(second, asked) for first, second in pairwise(words))


def _has_name(parsed: Parsed, line: str) -> bool:
    """A name that the question does not hold, near what is asked about or behind a word that calls."""
    asked, of_people = _asked(parsed), bool(claims.relation_words(parsed.text))
    return any(_names(_WORD.findall(part), asked, of_people) for part in _APART.split(line))


def _names(words: list[str], asked: set[str], of_people: bool) -> bool:
    named = [
        at
        for at, (before, word) in enumerate(pairwise(["", *words]))
        if not (_ARTICLE.match(before) or (of_people and _AT.match(before))) and _is_name(word, asked)
    ]
    near = list(_anchors(words, asked))
    return any(
        any(abs(at - anchor) <= NEAR for anchor in near)
        or any(_CALLS.match(word) for word in words[max(0, at - NEAR) : at])
        for at in named
    )


def _anchors(words: list[str], asked: set[str]) -> Iterator[int]:
    return (at for at, word in enumerate(words) if set(stems.content(word)) & asked)


def _is_name(word: str, asked: set[str]) -> bool:
    bare = word.removesuffix("'s").removesuffix("’s")
    if not _CAPITAL.match(bare) or bare.lower().replace("’", "'") in _NO_NAME:
        return False
    return stems.stem(bare) not in asked and bool(stems.content(bare))


def _asked(parsed: Parsed) -> set[str]:
    return {stems.stem(word) for word in stems.words(parsed.text)}
