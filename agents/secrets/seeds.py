"""Recognises seed phrases: the words that restore a wallet (BIP-39)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from agents.secrets import checks
from agents.secrets.found import Found, SecretKind

# Where a listed word begins and ends, and its number in the list.
_Listed: TypeAlias = tuple[int, int, int]

LETTERS = re.compile(r"[A-Za-z]+")
RUN = re.compile(r"[A-Za-z]{3,8}(?:[\s,.;:|\d)#-]{1,12}[A-Za-z]{3,8}){5,}")
WORD = re.compile(r"[A-Za-z]{3,8}")
NAMED = re.compile(
    r"\b(?:seed|recovery|mnemonic|secret|backup)[ -]?(?:phrase|words?)\b|\bmnemonic\b|助记词", re.IGNORECASE
)
NAMED_LEAST = 6


def find(text: str) -> Iterator[Found]:
    """Whole phrases by their checksum; where a phrase is announced, every word of the list that follows."""
    if not _is_dense(text):
        return
    for run in RUN.finditer(text):
        named = NAMED.search(text, max(0, run.start() - 80), run.end()) is not None
        for words in _listed_runs(run):
            yield from _announced(words) if named and len(words) >= NAMED_LEAST else _whole(words)


def _is_dense(text: str) -> bool:
    """Whether nearly as many listed words as an announced phrase needs follow each other: rare in prose.

    One fewer, because the first word of a run may hang on to other letters.
    """
    known, together = checks.seed_words(), 0
    for word in LETTERS.findall(text.lower()):
        together = together + 1 if word in known else 0
        if together >= NAMED_LEAST - 1:
            return True
    return False


def _listed_runs(run: re.Match[str]) -> Iterator[list[_Listed]]:
    """The stretches of a run in which every word is of the list."""
    known = checks.seed_words()
    words: list[_Listed] = []
    for match in WORD.finditer(run[0]):
        number = known.get(match[0].lower())
        if number is None:
            yield words
            words = []
            continue
        words.append((run.start() + match.start(), run.start() + match.end(), number))
    yield words


def _announced(words: list[_Listed]) -> Iterator[Found]:
    yield _phrase(words)


def _whole(words: list[_Listed]) -> Iterator[Found]:
    index = 0
    while index + checks.SEED_LENGTHS[-1] <= len(words):
        ahead = words[index : index + checks.SEED_LENGTHS[0]]
        size = checks.seed_size([number for *_, number in ahead])
        if size:
            yield _phrase(ahead[:size])
        index += size or 1


def _phrase(words: list[_Listed]) -> Found:
    return Found(SecretKind.SEED_PHRASE, words[0][0], words[-1][1], "seed phrase")
