"""Whether a sentence is borne out by what was seen: its numbers, dates and names are there, and most of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from agents import claims, stems
from agents.patterns import lazy
from agents.times import chinese

# Share of a sentence's content words that the context (or the question) must hold. Below a half, small models invent.
ENOUGH = 0.6

_HAN_DIGITS = "".join((*chinese.DIGITS, *chinese.PLACES))
_NUMBER = lazy(r"\d+(?:[.,:]\d+)*")
_NAME = lazy(r"(?<![.!?]\s)(?<!^)(?<!^[\"“'])\b[A-ZÄÖÜ][\w'’-]+")
_SPELT = {
    word: str(number)
    for number, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
}
# A Chinese numeral is one before what is counted: 十分 is "very", 万一 "in case", and 一 is mostly "a".
_HAN_NUMBER = lazy(
    rf"(?<![{_HAN_DIGITS}])(?!一(?![{_HAN_DIGITS}]))([{_HAN_DIGITS}]+)(?=[个個位名人点點号月日年天周次岁块元欧美镑秒层米斤张台部本件条套间辆])"
)
_TWICE = {"once": "1", "twice": "2"}
_BEGINS = lazy(r"(?:^|[.!?:]\s)\s*[^\W\d_]", re.MULTILINE)
_NOT = lazy(
    r"\b(?:not|never|no|none|n't|nicht|nichts|nix|kein\w*|nie|weder|non|niente|nessun\w*)\b|n['’]t\b|不|没",
    re.IGNORECASE,
)
_OVER = lazy(
    r"\b(?:retired|former(?:ly)?|used to|stopped|quit|gave up|given up|cancell?ed|called off|over"
    r"|(?:is|are|was|were|'s) off"
    r"|ended|until|till|ex|ehemalig\w*|früher\w*|abgesagt|abgeblasen|storniert|aufgehört|fällt aus|gekündigt"
    r"|annullat\w*|smesso|cancellat\w*|saltat\w*)\b|取消|停|退休|以前",
    re.IGNORECASE,
)


def supported(sentence: str, context: str, question: str = "") -> bool:
    """True when `context` bears `sentence` out. Words and numbers may also come from the question.

    Names too, but whom the context does not name is not told of what it says of somebody else.
    """
    known = f"{context}\n{question}"
    return (
        _numbers(sentence) <= _numbers(known)
        and _names_known(sentence, known)
        and not _misattributed(sentence, context)
        and share(sentence, known) >= ENOUGH
        and not (denies(sentence) and not denies(context))
    )


def share(sentence: str, context: str) -> float:
    """The share (0..1) of the sentence's content stems that the context holds; 1 for a sentence without any."""
    wanted = [stem for stem in stems.content(sentence) if not stem.isdigit()]
    held = set(stems.content(context))
    return sum(stem in held for stem in wanted) / len(wanted) if wanted else 1.0


def share_of_all(value: str, sentence: str) -> float:
    """The share (0..1) of a value's words and numbers that a sentence holds; 1 for a value without any."""
    wanted = set(stems.content(value)) | _numbers(value)
    held = set(stems.content(sentence)) | _numbers(sentence)
    return len(wanted & held) / len(wanted) if wanted else 1.0


def best(sentence: str, contexts: Sequence[str]) -> int:
    """The place of the context that bears the sentence out best; the first of equals."""
    scores = [share(sentence, text) + len(_numbers(sentence) & _numbers(text)) for text in contexts]
    return scores.index(max(scores))


def _numbers(text: str) -> set[str]:
    """Numbers in digits, a clock's parts too, without leading zeros; spelt ones up to twelve and Chinese ones count."""
    pieces = chain.from_iterable(_pieces(match) for match in _NUMBER.findall(text))
    spelt = (_SPELT.get(word) or _TWICE.get(word) for word in (w.casefold() for w in stems.words(text)))
    han = (str(chinese.number(numeral)) for numeral in _HAN_NUMBER.findall(text))
    return {piece for piece in pieces if piece} | {number for number in spelt if number} | set(han)


def _pieces(number: str) -> list[str]:
    return [piece.lstrip("0") or "0" for piece in re.split(r"[.,:]", number)]


def _names_known(sentence: str, known: str) -> bool:
    held = {stems.stem(word) for word in stems.words(known)}
    names = (word for match in _NAME.findall(sentence) for word in stems.words(match))
    return all(stems.stem(name) in held or name.casefold() in stems.STOP for name in names)


def _misattributed(sentence: str, context: str) -> bool:
    """True where a sentence is about somebody whom the context does not name, and the context names somebody else."""
    # A word that begins a sentence of the context need not be a name.
    theirs, told = _people(_BEGINS.sub(lambda match: match.group().lower(), context)), _people(sentence)
    return bool(theirs) and bool(told) and not told & theirs


def _people(text: str) -> set[str]:
    """Who is named in a text: by first or last name, or by what they are to somebody."""
    names = {stems.stem(word) for name in claims.names_in(text) for word in stems.words(name)}
    return names | claims.relation_words(text)


def denies(text: str) -> bool:
    """True for a text with a word that says no."""
    return _NOT.search(text) is not None


def ends(text: str) -> bool:
    """True for a text that says no, or that something is over."""
    return denies(text) or _OVER.search(text) is not None
