"""Everyday German, Italian and Chinese words in English, so that a question finds what was said in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import groupby

from agents import caches, stems
from agents.patterns import lazy

# The columns of `glosses.txt`, after the English word.
LANGUAGES = ("de", "it", "zh")
# English words told for one foreign word.
TOLD = 4
# A word is at most so much longer than the beginning by which it is known: "arbeit*" is no "Arbeitslosengeld".
ENDING = 6
# So many signs of Chinese are looked up at once.
SIGNS = 6

_HAN = lazy(r"[\u3400-\u9fff]")
_WORD = lazy(r"\w+(?:['’]\w+)?|\W+")
# Words by which a language is known; short questions hold few others.
_FUNCTION = {
    "de": "der die das den dem des ein eine einen einem einer und oder ist sind war hat habe haben ich du er es wir "
    "ihr mich mir mein meine meinen meinem dich dir dein deine sein seine unser unsere nicht kein keine auf mit für "
    "bei nach aus vom zum zur im am wer was wann wo wohin wie warum welche welcher welches welchen wen wem noch schon "
    "auch bitte sich von bis dass wenn jetzt muss soll",
    "it": "il lo la gli le un uno una di del della dello dei delle che chi cosa quando dove come perché quale quali "
    "quanto quanta quanti quante è sono ho ha hai mio mia miei mie non per con su nel nella alla allo al dal dalla e "
    "mi ti si ci devo posso già anche",
    "en": "the an of to is are was were do does did i my you your we our he she it they in on at for with what "
    "which who when where why how not and or have has had be been this that from will would can",
}
_KNOWN_BY = {name: frozenset(words.split()) for name, words in _FUNCTION.items()}
_FUNCTION_WORDS = frozenset[str]().union(*_KNOWN_BY.values())


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language with their English: whole ones, beginnings ("arbeit*") and endings ("*arzt")."""

    whole: dict[str, list[str]] = field(default_factory=dict)
    begins: dict[str, list[str]] = field(default_factory=dict)
    ends: dict[str, list[str]] = field(default_factory=dict)

    def take(self, written: str, english: str) -> None:
        """Adds one entry as the list writes it."""
        among = self.begins if written.endswith("*") else self.ends if written.startswith("*") else self.whole
        among.setdefault(written.strip("*"), []).append(english)

    def english(self, word: str) -> list[str]:
        """The English of a word, what is known most closely first; empty for a word that is not known."""
        shortest = max(2, len(word) - ENDING)
        starts = (word[:at] for at in range(len(word), shortest - 1, -1))
        ends = (word[at:] for at in range(1, len(word) - 2))
        known = [
            *self.whole.get(word, ()),
            *next((self.begins[start] for start in starts if start in self.begins), ()),
            *next((self.ends[end] for end in ends if end in self.ends), ()),
        ]
        return list(dict.fromkeys(known))


def language_of(text: str) -> str:
    """ "zh" where there are Chinese signs, else that of "de", "it", "en" whose function words prevail."""
    return _language(text, stems.words(text))


@caches.of_texts(16384)
def in_english(text: str) -> str:
    """The text with each word that is known in English; English text, and what is not known, as it stands."""
    language = language_of(text)
    if language == "en":
        return text
    pieces = _cut(text, _lists()[language]) if language == "zh" else _WORD.findall(text)
    return "".join([_told(piece, language) for piece in pieces]).strip()


# A text of more characters says most words again and again.
LONG = 20_000


@caches.of_texts(16384)
def terms(text: str) -> frozenset[str]:
    """The stems of a text's own words and of their English."""
    words = set(stems.words(text))
    own, language = stems.carried(words), _language(text, words)
    if language == "en":
        return own
    # Of a long text each word is translated once; Chinese has no words of its own to cut it into.
    once = len(text) > LONG and language != "zh"
    return own | stems.carried(set(stems.words(in_english(" ".join(words) if once else text))))


def _language(text: str, words: Iterable[str]) -> str:
    """The language of a text of these words."""
    if not text.isascii() and _HAN.search(text):
        return "zh"
    said = _FUNCTION_WORDS.intersection(map(str.casefold, words))
    return max(("en", "de", "it"), key=lambda name: len(said & _KNOWN_BY[name]))


def concepts(text: str) -> tuple[frozenset[str], ...]:
    """Each word of a text that carries meaning as the stems it may be told by: its own, and those of its English."""
    language = language_of(text)
    if language == "zh":
        words = _lists()[language]
        runs = groupby(_cut(text, words), lambda piece: piece in words.whole and piece)
        pieces = [known or "".join(run) for known, run in runs]
    else:
        pieces = stems.words(text)
    told = (stems.held(piece) | meanings(piece, language) for piece in pieces if stems.held(piece))
    return tuple(dict.fromkeys(told))


def meanings(word: str, language: str) -> frozenset[str]:
    """The stems of what a word of `language` is in English; none for one that is not known, and for English."""
    known = _lists().get(language)
    return stems.held(" ".join(known.english(word.casefold())[:TOLD])) if known else frozenset()


# Screens say the same words again and again.
@caches.of_texts(32768)
def _told(piece: str, language: str) -> str:
    """A word in English, apart from what stands beside it in Chinese; what is not known as it stands."""
    english = _lists()[language].english(piece.casefold().replace("’", "'"))
    told = " ".join(english[:TOLD]) if english else piece
    return f" {told} " if english and language == "zh" else told


def _cut(text: str, words: Words) -> list[str]:
    """The longest known words of Chinese text, and what stands between them, in one piece each."""
    pieces: list[str] = []
    apart, begun = 0, _first_signs().search(text)
    while begun is not None:
        at = begun.start()
        longest = range(min(SIGNS, len(text) - at), 0, -1)
        size = next((size for size in longest if text[at : at + size] in words.whole), 0)
        if size:
            pieces += (text[apart:at], text[at : at + size])
            apart = at + size
        begun = _first_signs().search(text, at + (size or 1))
    return [piece for piece in (*pieces, text[apart:]) if piece]


@cache
def _first_signs() -> re.Pattern[str]:
    """Finds a sign with which a Chinese word of the list begins: most of a screen is in other signs."""
    return re.compile(f"[{re.escape(''.join({word[0] for word in _lists()['zh'].whole}))}]")


@cache
def _lists() -> dict[str, Words]:
    """The list as it stands beside this file: `english: German ... | Italian ... | Chinese ...`."""
    lists = {name: Words() for name in LANGUAGES}
    for line in resources.files("agents").joinpath("glosses.txt").read_text(encoding="utf-8").splitlines():
        english, _, rest = line.partition(":")
        for name, entries in zip(LANGUAGES, rest.split("|"), strict=True):
            for written in entries.split():
                lists[name].take(written, english)
    return lists
