"""Whether two texts say the same: the same words in the same order, with equal numbers, names and yes or no.

Meaning alone does not decide: “window seat” and “aisle seat”, or who reports to whom, are nearly alike to an embedder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents import claims, stems
from agents.patterns import lazy

# What one text may hold beyond the other: a share of its words, and no word that turns or dates what is said.
MORE = 0.25
# With fewer words of their own only equal texts are the same.
FEWEST = 3
_TURNS = frozenset(
    stems.stem(word)
    for word in """not never no none nor without nothing nobody neither former formerly ex until till since before
    after used maybe might may perhaps probably possibly planned plan planning wants wanted wish cancelled canceled
    postponed moved instead except unless almost nearly only sometimes rarely seldom often always usually again
    another other second half double twice again late early first last next previous new old future would could should
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december montag dienstag mittwoch donnerstag freitag samstag sonntag lunedì martedì mercoledì
    giovedì venerdì sabato domenica from to into out of by against with than but or if when while because
    stopped stops quit failed fails failing broken un non anti false wrong untrue
    nicht nie kein keine keinen keiner ohne früher ehemalige ehemaliger bis seit vielleicht geplant abgesagt verschoben
    non mai senza nessuno prima forse annullato rinviato ex fino pas jamais sans peut-être sin nunca quizás
    """.split()
)
_ARTICLES = frozenset(
    "a an the der die das den dem des ein eine einen einem einer il lo la i gli le un una uno".split()
)
_HAN_TURNS = lazy(r"[不没無无未非别莫前后約约曾]")
_NOT = lazy(
    r"\b(?:not|never|no|none|nobody|nothing|without|nicht|nie|niemals|kein\w*|ohne|non|mai|senza|pas|jamais|sans|nunca|"
    r"sin)\b|n['’]t\b|[不没無无未别]",
    re.IGNORECASE,
)
_NUMBER = lazy(r"\d+")
# Two stems of one word differ in their last letter, behind at least so many: allerg, allergi.
_ROOT = 5


def same(one: str, other: str) -> bool:
    """True when neither text says anything the other does not, up to a few small words of one of them."""
    if one.casefold().split() == other.casefold().split():
        return True
    return _agree(one, other) and (holds(one, other) or holds(other, one))


def holds(wider: str, narrower: str) -> bool:
    """True when `wider` has every word of `narrower`, in the same order, and little beside them."""
    words, within = _words(narrower), _words(wider)
    if len(words) < FEWEST:
        return words == within and bool(words)
    beyond = _beyond(words, within)
    return beyond is not None and len(beyond) <= MORE * len(words) and not any(map(_turns, beyond))


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text in digits; those in words are compared as words."""
    return frozenset(_NUMBER.findall(text))


def denials(text: str) -> int:
    """How often a text says no."""
    return len(_NOT.findall(text))


def _agree(one: str, other: str) -> bool:
    return (
        numbers(one) == numbers(other)
        and claims.names_in(one) == claims.names_in(other)
        and denials(one) == denials(other)
    )


def _words(text: str) -> list[str]:
    """The stems of all words but articles: a small word may turn what is said (until, to, from)."""
    stemmed = (stem for word in stems.words(text) for stem in stems.content(word) or [stems.stem(word)])
    return [word for word in stemmed if word not in _ARTICLES]


def _beyond(words: Sequence[str], within: Sequence[str]) -> list[str] | None:
    """The words of `within` beside those of `words`, which it has in their order; None when it has not."""
    left, beyond = list(words), list[str]()
    for word in within:
        if left and _alike(left[0], word):
            left.pop(0)
        else:
            beyond.append(word)
    return None if left else beyond


def _alike(one: str, other: str) -> bool:
    """The same word, or one with another ending: allergy, allergic."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (
        len(shorter) > _ROOT
        and len(longer) == len(shorter) + 1
        and longer.startswith(shorter)
        and one.isalpha()
    )


def _turns(word: str) -> bool:
    return word in _TURNS or bool(_HAN_TURNS.search(word)) or any(sign.isdigit() for sign in word)
