"""How likely a sentence tells that something is otherwise than a note says: "the round goes to Curtis from May".

Two things are learnt (`news.json`, by `tests/bench/learn_news.py`; docs/decisions/0067). Each group of up to three
words counts for or against a sentence telling of any change. And that, with how near the note is in meaning, and the
words and numbers both have, counts for or against the note being what has changed. Nothing here knows a word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from agents import caches, claims, stems, weighing
from agents.patterns import lazy

LONGEST = 3
"""Words of a group."""
ALONE = 0.3
"""How far the only note leads (cosine): as far as most do that are spoken of."""
MOST_ODDS = 10.0
"""No sentence is surer than this."""
_FEWEST = 3
_MOST_WORDS = 3
USER = frozenset({stems.stem("user")})
"""The word that stands for the user in what is kept."""
NUMBERS = lazy(r"\d+(?:[.,:]\d+)*")
"""A number as it is written: prices and times whole."""
# Chinese and Japanese are read sign by sign; a number counts as a number, whichever it is.
_WORD = lazy(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:'[^\W\d_]+)*|\d+|[?!.,;:？！。，]"
)
_NUMBER, _FIRST, _LAST = "0", "^", "$"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each group of words counts (log odds, spread over the groups of a sentence), and the constant.

    `signs` are what the signs of a sentence and a note together count, by name (`measured`), "constant" among them.
    """

    origin: str
    constant: float
    groups: Mapping[str, float]
    signs: Mapping[str, float]

    def odds(self, sentence: str) -> float:
        """The logarithm of how likely a sentence tells of a change; far below nothing where it has too few words."""
        if len(words(sentence)) < _FEWEST:
            return -MOST_ODDS
        return max(-MOST_ODDS, min(MOST_ODDS, self.constant + counted(self.groups, sentence)))

    def of_note(self, measured: Mapping[str, float]) -> float:
        """The logarithm of how likely a sentence with these signs puts a note out of date."""
        return weighing.together(self.signs, measured)


@cache
def weights() -> Weights:
    """The weights that are shipped."""
    data = json.loads(resources.files("agents").joinpath("news.json").read_text(encoding="utf-8"))
    return Weights(data["origin"], data["constant"], data["groups"], data["signs"])


@caches.of_texts(1024)
def tells(sentence: str) -> float:
    """How likely a sentence tells of a change, by the weights that are shipped (`Weights.odds`)."""
    return weights().odds(sentence)


def measured(sentence: str, note: str, tells: float, likeness: float, lead: float) -> Mapping[str, float]:
    """The signs of a sentence and a note by name.

    `tells` is how likely the sentence tells of a change (`Weights.odds`), `likeness` the cosine of the two, `lead` by
    how much that is more than with the nearest other note (less than nothing where another is nearer).
    """
    said, kept = numbers(sentence), numbers(note)
    shared = stems.held(sentence) & stems.held(note) - USER
    return {
        "tells": tells,
        "likeness": likeness,
        "lead": lead,
        "tells_likeness": tells * likeness,
        "words": float(min(_MOST_WORDS, len(shared))),
        "other_number": float(bool(kept and said - kept)),
        "same_number": float(bool(kept & said)),
        "same_name": float(bool(names(sentence) & names(note))),
        "numbered": float(bool(said)),
    }


def lead(near: Iterable[float], at: int) -> float:
    """By how much a note is nearer to a sentence than the nearest other one; `ALONE` where there is no other."""
    others = list(near)
    own = others.pop(at)
    return float(own - max(others)) if others else ALONE


# Every line of a page is compared with every note: each text is read once.
@caches.of_texts(1024)
def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, as they are written."""
    return frozenset(NUMBERS.findall(text))


@caches.of_texts(1024)
def names(text: str) -> frozenset[str]:
    """The words of the names in a text, but for the user."""
    return frozenset(word for name in claims.names_in(text) for word in name.split()) - {claims.USER}


def counted(weights: Mapping[str, float], text: str) -> float:
    """What the groups of a text that have a weight count together, by the root of how many they are."""
    known = [weights[group] for group in set(groups(text)) if group in weights]
    return sum(known) / len(known) ** 0.5 if known else 0.0


def words(sentence: str) -> list[str]:
    """The words of a sentence in small letters, each sign of Chinese for itself, and its marks."""
    small = sentence.lower().replace("’", "'")
    return [_NUMBER if word.isdigit() else word for word in _WORD.findall(small)]


def groups(sentence: str) -> Iterator[str]:
    """Each run of one to three words of a sentence, with where it begins and ends."""
    row = [_FIRST, *words(sentence), _LAST]
    for length in range(1, LONGEST + 1):
        yield from (" ".join(row[at : at + length]) for at in range(len(row) - length + 1))
