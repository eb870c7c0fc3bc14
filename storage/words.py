"""Words as the index knows them: terms of a question, pairs of Chinese and Japanese characters, written dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce

from storage.stop_words import STOP_WORDS

# Scripts written without spaces: kana, CJK ideographs with their extensions, Hangul.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002ffff"
# Characters that no space parts: those of Chinese and Japanese, and the marks beside them.
_UNSPACED = re.compile("[\u3001-\u3003\u3008-\u3011\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]")
_RUN = re.compile(f"[{_CJK}]+")
_WORD = re.compile(rf"[^\W{_CJK}]+")
_JOINED = re.compile(r"\b\w*[a-z][A-Z]\w*\b")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_URL_WORD = re.compile(r"\w{3,}")
_NO_URL_WORD = {"http", "https", "www", "com", "html", "php"}


def terms(text: str) -> list[str]:
    """The words a question is asked with: folded, once each, without stop words unless nothing else is left.

    Joined names (`getUserName`, `get_user`) count whole and in parts; Chinese and Japanese runs count as pairs.
    """
    plain = unicodedata.normalize("NFKC", text)
    words = [part for word in _WORD.findall(plain) for part in _with_parts(word)]
    found = [*dict.fromkeys(words), *dict.fromkeys(_pairs(plain))]
    telling = [word for word in found if word not in STOP_WORDS]
    return telling or found


def grams(text: str) -> str:
    """What the index holds beside a text: its pairs of CJK characters, and the parts of its joined names."""
    plain = unicodedata.normalize("NFKC", text)
    parts = [part.lower() for name in _JOINED.findall(plain) for part in _PARTS.findall(name)]
    return " ".join([*_pairs(plain), *parts])


def written_date(time: datetime) -> str:
    """The date in words, so that it is found by them: `4 March 2026 Wednesday`."""
    return f"{time.day} {time:%B} {time.year} {time:%A}"


def url_words(url: str) -> str:
    """The telling words of an address."""
    return " ".join(word for word in _URL_WORD.findall(url) if word.lower() not in _NO_URL_WORD)


def match_any(words: Sequence[str]) -> str:
    """An FTS5 query for any of `words`, each quoted so that nothing in it is syntax; empty for no words."""
    return " OR ".join(quoted(word) for word in words if word.strip())


def match_all(words: Sequence[str]) -> str:
    """An FTS5 query for all of `words`."""
    return " AND ".join(quoted(word) for word in words if word.strip())


def match_begun(text: str) -> str:
    """An FTS5 query for what holds every word of `text`, or one that begins with it; empty for no words."""
    plain = unicodedata.normalize("NFKC", text)
    begun = [f"{quoted(word)} *" for word in _WORD.findall(plain) if word.strip("_")]
    return " AND ".join(begun + list(map(_in_order, _RUN.findall(plain))))


def match_phrase(text: str) -> str:
    """An FTS5 query for the words of `text` in this order; CJK runs are looked up by their pairs."""
    plain = unicodedata.normalize("NFKC", text)
    latin = " ".join(_WORD.findall(plain))
    return " AND ".join(([quoted(latin)] if latin else []) + list(map(_in_order, _RUN.findall(plain))))


def match_over_lines(text: str) -> str:
    """As `match_phrase`; a line may also end within a CJK run, the rest of which then begins one in the text."""
    plain = unicodedata.normalize("NFKC", text)
    latin = " ".join(_WORD.findall(plain))
    return " AND ".join(([quoted(latin)] if latin else []) + list(map(_over_lines, _RUN.findall(plain))))


def between(one: str, other: str) -> str:
    """What stands between two words of a line: nothing between Chinese or Japanese ones, else a space."""
    return "" if _UNSPACED.fullmatch(one[-1:]) and _UNSPACED.fullmatch(other[:1]) else " "


def joined(words: Iterable[str]) -> str:
    """The words of a line as its text."""
    return reduce(lambda text, word: text + between(text, word) + word, words)


def quoted(word: str) -> str:
    """`word` as an FTS5 string."""
    return '"' + word.replace('"', '""') + '"'


def _with_parts(word: str) -> list[str]:
    pieces = [word, *[piece for piece in word.split("_") if "_" in word and piece]]
    if _JOINED.fullmatch(word):
        pieces += _PARTS.findall(word)
    return [piece.casefold() for piece in pieces if piece.strip("_")]


def _in_order(run: str) -> str:
    return f"grams : {quoted(' '.join(_pair_run(run)))}"


def _over_lines(run: str) -> str:
    broken = [
        f"text : {quoted(run[at:])} *" + (f" AND {_in_order(run[:at])}" if at > 1 else "")
        for at in range(1, len(run))
    ]
    return f"({' OR '.join([_in_order(run), *broken])})"


def _pairs(text: str) -> list[str]:
    return [pair for run in _RUN.findall(text) for pair in _pair_run(run)]


def _pair_run(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)] if len(run) > 1 else [run]
