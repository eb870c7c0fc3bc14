"""Words as recall compares them: folded, without stop words, cut to their stem; Chinese in pairs of signs."""

from __future__ import annotations

from collections.abc import Set
from importlib import resources
from itertools import chain

import Stemmer

from agents import caches
from agents.patterns import lazy
from storage.stop_words import STOP_WORDS

# Underscores are made spaces before: leaving them out here (`[^\W_]`) costs half as much again.
_WORD = lazy(r"\w+(?:['’]\w+)?")
# Plain letters are cut by what is no word in them, which costs a tenth of looking for what is one.
_NO_WORD = {code: " " for code in range(128) if not chr(code).isalnum()}
_NO_WORD_OR_APOSTROPHE = {code: " " for code in _NO_WORD if code != ord("'")}
_HAN = lazy(r"[\u3040-\u30ff\u3400-\u9fff]")
# Snowball's own C code: eighty times as fast as its Python, which two threads at once also made wrong stems with.
_STEMMER = Stemmer.Stemmer("english", 0)

# What the index drops from questions, and the words that put a question without being what it is about.
STOP = STOP_WORDS | frozenset(
    "let may mine one please said say shall tell thing things anything everything something us would yes "
    "get gets go goes went going kind type name names mention mentioned "
    "der die das den dem des ein eine einen einem einer und oder ist war sind waren hat hatte haben ich du er sie "
    "es wir ihr mein meine sein seine was wer wo wann wie warum welche welcher welches welchen von zu zum zur im am "
    "auf mit für bei nach aus über nicht auch noch "
    "le la les un une du de et est était ont qui que quoi où quand comment pourquoi quel quelle je tu il elle nous "
    "el los las una y es era son quién qué dónde cuándo cómo cuál mi su".split()
)


def _irregular() -> dict[str, str]:
    told = resources.files(__package__).joinpath("irregular_verbs.txt").read_text(encoding="utf-8")
    verbs = (line.split() for line in told.splitlines() if line and not line.startswith("#"))
    return {form: base for base, *forms in verbs for form in forms}


_IRREGULAR = _irregular()


def is_irregular(word: str) -> bool:
    """Whether a word is a form of an English verb that has another stem, as "ran" or "spent"."""
    return word.casefold() in _IRREGULAR


@caches.of_texts(65536)
def stem(word: str) -> str:
    """The stem of one word (Snowball English; other scripts and numbers come back folded)."""
    folded = word.casefold().replace("’", "'")
    if folded.endswith("'s"):
        folded = folded[:-2]
    folded = _IRREGULAR.get(folded, folded)
    return str(_STEMMER.stemWord(folded)) if folded.isascii() else folded


def words(text: str) -> list[str]:
    """The words of a text as they stand, in order."""
    if not text.isascii():
        return _WORD.findall(text.replace("_", " "))
    if "'" not in text:
        return text.translate(_NO_WORD).split()
    pieces = text.translate(_NO_WORD_OR_APOSTROPHE).split()
    return [word for piece in pieces for word in (_WORD.findall(piece) if "'" in piece else (piece,))]


def number(text: str) -> int:
    """How many words a text has; two signs of Chinese or Japanese, which has no blanks, count as one."""
    signs = 0 if text.isascii() else len(_HAN.findall(text))
    if not signs:
        return len(text.split())
    others = [piece for piece in _HAN.sub(" ", text).split() if _WORD.search(piece)]
    return (signs + 1) // 2 + len(others)


def content(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, repeated as often as they occur."""
    return list(chain.from_iterable(map(_carried, words(text))))


def carried(words: Set[str]) -> frozenset[str]:
    """What `content` gives of a text of these words, once each."""
    return frozenset(chain.from_iterable(map(_carried, words)))


# The memories near one sentence are near the next one, too.
@caches.of_texts(512)
def held(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, once each."""
    return carried(set(words(text)))


# A search looks at tens of thousands of words, most of them again and again.
@caches.of_texts(65536)
def _carried(word: str) -> tuple[str, ...]:
    """What is left of a word: its stem, pairs of its signs, or nothing."""
    if not word.isascii() and _HAN.search(word):
        return tuple(_pairs(word))
    return () if word.casefold() in STOP else (stem(word),)


def _pairs(word: str) -> list[str]:
    return [word] if len(word) < 2 else [word[at : at + 2] for at in range(len(word) - 1)]
