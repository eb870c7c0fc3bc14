"""Whether a text names whom, or which firm, work or house, a question asks for: what bears a name is told by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents import claims, stems, values
from agents.patterns import lazy
from agents.question import Parsed, Shape

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
# Who is told of without a name: by a word for them, or for what they do.
_SOMEBODY = lazy(
    r"\b(?:i|we|he|she|they|(?:i|we|he|she|they)['’]\w+|me|us|him|her|them|my|our|you|your|some(?:one|body)|io|noi|lui|lei|mi|ci"
    r"|mi[ao]|man|woman|men|women|lady|ladies|guy|bloke|chap|lads?|people|folk|team|crew|company|firm|council|police|doctor"
    r"|nurse|vet|boss|student|tenant|agent|friends?|mates?|\w+mates?|landlady|colleagues?|couple|committee|assistant"
    r"|accountant|bride|groom|child(?:ren)?|kids?|signor\w*|vicin[oa]|colleg[ah]\w*|amic[oa])\b",
    re.IGNORECASE,
)
_USER = lazy(r"\bUser\b")
# "Printer" and "teacher" are told apart by no ending: words in -er that are more often a thing's are left out.
_DOER = lazy(
    r"\b(?!(?:number|order|dinner|summer|winter|water|paper|letter|corner|other|after|over|under|never|ever|later|together"
    r"|rather|whether|another|either|weather|matter|offer|cover|tower|power|river|september|october|november|december|per"
    r"|her|computer|printer|router|center|quarter|masters?|calendar|for|or|floor|door|poor|colour|motor|minor|major|mirror"
    r"|error|prior|indoor)s?\b)\w{2,}(?:er|or|ist|ian|ess)s?\b",
    re.IGNORECASE,
)
_INTO = lazy(r"\b(?:in|at|into|near|per)\s+(?:(?-i:[A-ZÀ-Þ])[\w'’-]+\s+)*$", re.IGNORECASE)
_PLACE = lazy(
    r"[\w'’-]+(?:\s+[A-Z][\w'’-]+)*\s+(?:Street|Lane|Road|Terrace|Row|Avenue|Way|Close|Baths|Hall|Club|Park|Square|Library"
    r"|School|Church|Centre|Center|Hospital|House)\b"
)
_OTHER_ASKED = lazy(r"\s*(?:which|what|quale?|che)\b", re.IGNORECASE)


def nobody(parsed: Parsed, text: str, *, shown: bool) -> bool:
    """Whether a question asks who, and a text tells of nobody; on a screen (`shown`) headings have capitals, too."""
    asked = (
        parsed.shape is Shape.WHO and parsed.language in ("en", "it") and not _OTHER_ASKED.match(parsed.text)
    )
    if not asked or _UNCASED.search(text) or _SOMEBODY.search(text) or _DOER.search(text):
        return False
    if (_USER.search(text) and not shown) or claims.relation_words(text) - claims.relation_words(parsed.text):
        return False
    return not any(_may_be_of_somebody(text, at, shown=shown) for at in _every_name(parsed, text))


def _may_be_of_somebody(text: str, at: int, *, shown: bool) -> bool:
    """Whether a name is no place's, and on a screen more than the first word of a line."""
    before, name = text[:at], text[at:].split(maxsplit=1)[0].strip(",.;!?")
    if _INTO.search(before) or _PLACE.match(text, at) or any(sign.isdigit() for sign in name):
        return False
    if not shown or not _BEGINS.search(before) or name.endswith(":"):
        return True
    return re.match(r"[\w'’-]+,? [A-ZÀ-Þ][\w'’-]+", text[at:]) is not None


def untold(parsed: Parsed, text: str) -> bool:
    """Whether a question asks which firm, work or house it is, and a text with capital letters names none."""
    asked = _ASKED.search(parsed.text) if parsed.language in ("en", "it") else None
    if asked is None or _UNCASED.search(text):
        return False
    if asked["work"] and _IN_QUOTES.search(text):
        return False
    return not any(asked["house"] or not _is_elsewhere(text, at) for at in _names(parsed, text))


def _names(parsed: Parsed, text: str) -> Iterator[int]:
    """Where names begin that the question does not hold; a word that begins a sentence is none."""
    for at in _every_name(parsed, text):
        word = stems.words(text[at:])[0]
        if not (_BEGINS.search(text[:at]) and word[1:].islower() and word.isalpha()):
            yield at


def _every_name(parsed: Parsed, text: str) -> Iterator[int]:
    """Where words in capitals begin that the question does not hold, those that begin a sentence too."""
    known = {stems.stem(word) for word in stems.words(parsed.text)}
    for match in _NAME.finditer(text):
        word = match.group().removesuffix("'s").removesuffix("’s")
        none = {word.casefold(), word.casefold().removesuffix("s")} & (_NO_NAME | stems.STOP)
        if not none and stems.stem(word) not in known:
            yield match.start()


def _is_elsewhere(text: str, at: int) -> bool:
    """Whether a name is a person's with a title, a town's that something is in, or a street's."""
    before = text[:at]
    return bool(_TITLE.search(before) or _IN.search(before) or _STREET.match(text, at))
