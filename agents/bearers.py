"""Whether a text names the firm, the work or the house that a question asks for: what bears a name is told by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents import stems, values
from agents.patterns import lazy
from agents.question import Parsed

# What is told by its own name, and hardly otherwise.
_FIRMS = (
    r"makes?|brands?|makers?|manufacturers?|firms?|compan(?:y|ies)|business(?:es)?|suppliers?|providers?|shops?|stores?"
    r"|chemists?|pharmac(?:y|ies)|banks?|insurers?|garages?|mills?|brewer(?:y|ies)|publishers?|agenc(?:y|ies)|carriers?"
    r"|airlines?|networks?|contractors?|schools?|colleges?|universit(?:y|ies)|hospitals?|clinics?|surger(?:y|ies)|clubs?"
    r"|teams?|bands?|restaurants?|hotels?|caf[eé]s?|pubs?|baker(?:y|ies)|marca|ditta|azienda|negozio|squadra|banca|scuola"
    r"|fornitore"
)
_WORKS = (
    r"pieces?|songs?|books?|novels?|films?|movies?|plays?|shows?|software|programmes?|apps?|operas?|albums?|magazines?"
    r"|articles?|libro|brano|canzone"
)
_HOUSES = r"halls?|buildings?|church(?:es)?|theatres?|museums?|galler(?:y|ies)|stadiums?|chiesa|teatro"
_ASKED = lazy(
    r"\b(?:which|what|quale?|che)\s+(?:(?!(?:is|are|was|were|do|does|did|in|of|to|for|about|è)\b)[\w'’-]+\s+){0,2}?"
    rf"(?:(?P<firm>{_FIRMS})|(?P<work>{_WORKS})|(?P<house>{_HOUSES}))\b"
    r"(?!['’]s|\s+(?:times?|days?|dates?|numbers?|codes?|names?)\b)",
    re.IGNORECASE,
)
_NAME = lazy(r"[A-ZÀ-Þ][\w'’&.-]*\w|\b[A-Z]\b|\b[\w-]+\.(?:com|net|org|co|eu|de|it)\b")
_UNCASED = lazy(r"[\u3040-\u30ff\u3400-\u9fff]")
# Capital letters that name no such thing: days, months in short, what is written above a message.
_NO_NAME = values.NO_NAMES | frozenset(
    "user user's said mail page chat today ok okay yes no oh well mr mrs ms dr subject date re total price order mon"
    " tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_TITLE = lazy(r"\b(?:mr|mrs|ms|miss|dr|prof|signora?|dottor\w*)\.?\s+$", re.IGNORECASE)
_IN = lazy(r"\b(?:in|near)\s+$", re.IGNORECASE)
_STREET = lazy(r"[\w'’-]+\s+(?:street|lane|road|terrace|row|avenue|way|close)\b", re.IGNORECASE)
_BEGINS = lazy(r"(?:^|[.!?:“”\"(•|\n—-])\s*$")
_IN_QUOTES = lazy(r"[“\"‘«][^“”\"‘’«»]{3,}[”\"’»]")


def untold(parsed: Parsed, text: str) -> bool:
    """Whether a question asks which firm, work or house it is, and a text with capital letters names none."""
    asked = _ASKED.search(parsed.text) if parsed.language in ("en", "it") else None
    if asked is None or _UNCASED.search(text):
        return False
    if asked["work"] and _IN_QUOTES.search(text):
        return False
    return not any(asked["house"] or not _is_elsewhere(text, at) for at in _names(parsed, text))


def _names(parsed: Parsed, text: str) -> Iterator[int]:
    """Where names begin that the question does not hold."""
    known = {stems.stem(word) for word in stems.words(parsed.text)}
    for match in _NAME.finditer(text):
        word = match.group().removesuffix("'s").removesuffix("’s")
        if word.casefold() in _NO_NAME or stems.stem(word) in known:
            continue
        if not (_BEGINS.search(text[: match.start()]) and word[1:].islower() and word.isalpha()):
            yield match.start()


def _is_elsewhere(text: str, at: int) -> bool:
    """Whether a name is a person's with a title, a town's that something is in, or a street's."""
    before = text[:at]
    return bool(_TITLE.search(before) or _IN.search(before) or _STREET.match(text, at))
