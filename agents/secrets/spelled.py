"""Recognises secrets that are spelled out: "capital T, then 4, then q as in queen", "acht null drei sieben".

A run of signs, each by its name; and what it opens, or a secret's own name, in the same sentence or the one before.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from agents.secrets import misread, opened, sieve
from agents.secrets.found import Found, SecretKind

# Signs by their names.
_SIGNS = (
    r"(?:exclamation (?:mark|point)|question mark|full stop|dollar(?: sign)?|percent(?: sign)?|at sign|dash|hyphen|"
    r"underscore|hash(?:tag)?|star|asterisk|plus|ampersand|dot|slash|"
    r"ausrufezeichen|fragezeichen|bindestrich|unterstrich|minuszeichen|raute|sternchen|stern|punkt|schragstrich|"
    r"dollarzeichen|klammeraffe|"
    r"punto (?:esclamativo|interrogativo)|trattino(?: basso)?|cancelletto|asterisco|chiocciola|punto|barra|"
    r"井号|星号|下划线|感叹号|问号|横杠|减号|点)"
)
_TWICE = r"(?:(?:double|triple|treble|doppel|doppelt|dreimal|zweimal|doppi[oa]|tripl[oa]|due volte) )"
_DIGITS = (
    r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|"
    r"null|eins|zwei|zwo|drei|vier|funf|sechs|sieben|acht|neun|"
    r"uno|due|tre|quattro|cinque|sei|sette|otto|nove|"
    r"un|deux|trois|quatre|cinq|six|sept|huit|neuf|"
    r"cero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
)
_ZH_DIGITS = r"(?:[一二两三四五六七八九]个)?[零〇一二三四五六七八九幺]"
_LETTER_NAMES = r"(?:effe|elle|emme|enne|erre|esse|acca|zeta|ypsilon|eszett)"
# A letter with what tells it from its like: its case, or a word that begins with it.
_CASE = (
    r"(?:capital|upper ?case|lower ?case|big|small|little|(?:gro(?:ss|ß)|klein)(?:es|er|geschriebenes)?|"
    r"(?:maiuscol|minuscol)[ao]|大写(?:的)?|小写(?:的)?)"
)
_LIKE = r"(?:,? ?(?:as in|for|like|wie|come) [^\W\d_]{2,14})"
_LETTER = rf"(?:{_LETTER_NAMES}|[a-z])"
_MARKED = (
    rf"(?:(?<!\w){_CASE} ?{_LETTER}(?!['’\w]){_LIKE}?|(?<!\w){_LETTER} (?:maiuscol|minuscol)[ao]{_LIKE}?"
    rf"|(?<!\w){_LETTER}{_LIKE})"
)
_NUMBERS = r"(?<![A-Za-z0-9_.,:/])\d{1,4}(?![A-Za-z0-9_:]|[.,]\d)"
_ITEM = misread.in_any_case(
    rf"{_MARKED}|(?<![A-Za-z0-9_]){_TWICE}?{_DIGITS}(?![A-Za-z0-9_])|(?<!\w){_TWICE}\d{{1,4}}(?!\w)|"
    rf"(?<![A-Za-z_]){_SIGNS}(?![A-Za-z_])|{_ZH_DIGITS}|(?<![A-Za-z0-9_'’])[a-z](?![A-Za-z0-9_'’])|{_NUMBERS}"
)
_JOINT = misread.in_any_case(
    r"[ ,，、]{0,3}(?:(?:(?:and|und|e) )?(?:then|dann|danach|poi|followed by|again)|再加?|然后|接着)?"
    r"(?: (?:a|an|eine?|un[ao]?))?[ ,，、]{0,3}"
)
_ONE = misread.in_any_case(
    rf"(?P<marked>{_MARKED})|(?P<sign>{_SIGNS})|(?P<word>{_TWICE}?{_DIGITS}(?!\w)|{_ZH_DIGITS})|(?P<digit>\d)|"
    rf"(?P<letter>(?<!\w)[a-z](?!\w))"
)
# How such a secret is called, where what it opens is not named.
_CALLED = misread.in_any_case(
    r"\b(?:pin|code|codes|pass ?word|pass ?wort|pasword|kennwort|pass ?code|geheimzahl|combination|kombination|"
    r"codice|"
    r"combinazione|parola d['’]ordine|mot de passe|digicode|combinaison|contrasena|codigo|clave|combinacion|"
    r"key ?pad|\w*rechner|alarm\w*|anlage)\b|密码|口令|暗号|平板|手机"
)
# Numbers that are told digit by digit and are no secret.
_OTHER = misread.in_any_case(
    r"\b(?:phone number|call (?:me|us|him|her)|ring (?:me|us)|telefonnummer|handynummer|ruf\w*|numero di telefono|"
    r"room|zimmer|stanza|flight|count(?:ed|s|ing)?|zahl(?:t|en) bis|post ?code|zip|score|minutes?|seconds?|"
    r"times|mal|volte|appel\w*|chambre|fois|llama\w*|habitacion|veces)\b"
    r"|电话|房间"
)
_FEWEST = 4
_DOUBLED = misread.in_any_case(rf"\b{_TWICE}|[一二两三四五六七八九]个")
_COUNTED = (
    tuple("zero one two three four five six seven eight nine".split()),
    tuple("null eins zwei drei vier funf sechs sieben acht neun".split()),
    tuple("zero uno due tre quattro cinque sei sette otto nove".split()),
    tuple("zero un deux trois quatre cinq six sept huit neuf".split()),
    tuple("cero uno dos tres cuatro cinco seis siete ocho nueve".split()),
    tuple("零一二三四五六七八九"),
)
# A lock that is turned: "left to 32, right twice past to 17", "左36 右72".
_TURNS = misread.in_any_case(
    r"(?:(?:\b(?:left|right|links|rechts|sinistra|destra)\b|[左右])"
    r"(?: (?:again|twice|wieder|past|zweimal|due volte|\w+ times?)){0,3}(?: (?:to|on|auf|bis|a|su|"
    r"fino a))?(?:转?到?)[ ：:]?"
    r"\d{1,3}(?![\d.,]\d|\w)[ ,，;、]{0,3}(?:(?:then|dann|poi|and|und|e) |再|然后)?){2,6}"
)

# What at least is said where signs are spelled.
_TELLING = misread.in_any_case(
    rf"{_MARKED}|{_TWICE}(?:{_DIGITS}|\d)|{_DIGITS}[ ,]{{1,3}}(?:\w{{1,5}} )?{_DIGITS}|[零〇一二三四五六七八九幺]{{3}}|"
    rf"[一二两三四五六七八九]个[零一二三四五六七八九]"
)

SIEVE = sieve.Sieve((_TELLING, _TURNS))


def find(text: str) -> Iterator[Found]:
    """Every run of signs that is spelled out for a secret."""
    likely = SIEVE.through(text)
    for first, last in _runs(text) if _TELLING in likely else ():
        if _is_spelled(text[first:last]) and _is_told(text, first, last):
            yield Found(SecretKind.PASSWORD, first, last, "spelled out")
    for match in _TURNS.finditer(text) if _TURNS in likely else ():
        if opened.is_named(text, *match.span()):
            turned = match.group().rstrip(" ,，;、")
            yield Found(SecretKind.PIN, match.start(), match.start() + len(turned), "lock code")


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where signs stand that follow each other with no more between them than what joins them."""
    first = last = -1
    count = 0
    for item in _ITEM.finditer(text):
        if count and _JOINT.fullmatch(text, last, item.start()):
            count += 1
        else:
            if count > 1:
                yield first, last
            first, count = item.start(), 1
        last = item.end()
    if count > 1:
        yield first, last


def _is_spelled(run: str) -> bool:
    """Whether a run is signs by their names: some told with their case, or enough digits in words, none counted up."""
    sorts = [match.lastgroup for match in _ONE.finditer(run)]
    words = [match.group().casefold() for match in _ONE.finditer(run) if match.lastgroup == "word"]
    if "marked" in sorts:
        return len(sorts) >= _FEWEST or len(set(sorts)) > 2
    fewest = 2 if _DOUBLED.search(run) else _FEWEST
    return len(words) >= fewest and len(sorts) >= fewest and not any(_goes_up(words, by) for by in _COUNTED)


def _goes_up(words: Sequence[str], counted: Sequence[str]) -> bool:
    """Whether somebody counts: each word is the number after the one before."""
    places = [counted.index(word) if word in counted else -9 for word in words]
    return all(after - before == 1 for before, after in itertools.pairwise(places))


def _is_told(text: str, first: int, last: int) -> bool:
    """Whether what is spelled opens something, or is called a secret, around its place."""
    around = text[opened.sentence_before(text, first) : last]
    if _OTHER.search(around) or _OTHER.match(text[last : last + 20].lstrip(" ,")):
        return False
    return bool(_CALLED.search(around)) or opened.is_named(text, first, last)
