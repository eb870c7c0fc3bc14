"""Recognises seed phrases: the words that restore a wallet (BIP-39)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from agents.patterns import lazy
from agents.secrets import checks, misread, sieve, torn
from agents.secrets.found import Found, SecretKind

# Where a listed word begins and ends, and its number in the list.
_Listed: TypeAlias = tuple[int, int, int]

LETTERS = lazy(r"[A-Za-z]+")
RUN = lazy(r"[A-Za-z]{3,8}(?:[\s,.;:|\d)#_-]{1,12}[A-Za-z]{3,8}){5,}")
WORD = lazy(r"[A-Za-z]{3,8}")
NAMED = lazy(
    r"\b(?:seed|recovery|mnemonic|secret|backup|wallet)[ -]?(?:recovery )?(?:phrase|words?)\b|\bmnemonic\b|助记词"
    r"|wiederherstellungs(?:phrase|worter)|phrase de recuperation|frase (?:de recuperacion|semilla|di recupero)",
    re.IGNORECASE,
)
NAMES = sieve.Sieve((NAMED,))
OF_WALLET = lazy(
    r"wallet|ledger|metamask|trezor|in (?:this |the )?(?:exact )?order|write (?:them|these|it|down)"
    r"|keep (?:them|these|it) (?:safe|secret)"
    r"|brieftasche|portefeuille|cartera",
    re.IGNORECASE,
)
NAMED_LEAST = 6
# Behind so many listed words a word may be a misread one.
MEND_FROM = 5
# Of an announced phrase so many words may be misread in a row.
MISREAD_MOST = 1
# So many letters tell a listed word.
TELLING = 4
# Of a grid so many of ten words must be of the list.
GRID_LISTED = 0.8
# With fewer words than this the screen must name the phrase itself.
WHOLE_GRID = 11


def find(text: str) -> Iterator[Found]:
    """Whole phrases by their checksum; where a phrase is announced, every word of the list that follows."""
    yield from _numbered(text)
    yield from _counted(text)
    if NAMES.through(text):
        stretches = [(0, len(text))] if any(_dense(text, NAMED_LEAST - 1)) else []
    else:
        stretches = list(_dense(text, checks.SEED_LENGTHS[-1] - 2))
    for run in itertools.chain.from_iterable(RUN.finditer(text, *stretch) for stretch in stretches):
        named = NAMED.search(text, max(0, run.start() - 80), run.end()) is not None
        for words in _listed_runs(run, MISREAD_MOST if named else 0):
            yield from _announced(words) if named and len(words) >= NAMED_LEAST else _whole(words)


# "1 orbit  2 velvet": the numbers of a phrase's words, from one on.
_FIRST = lazy(r"1(?<![\w.]1)[.):]? {0,3}[a-z]{3,9}\b")
_ITEM = lazy(r"\s{0,4}[|,;]?\s{0,12}(?P<number>\d{1,2})[.):]? {0,3}(?P<word>[a-z]{3,9})\b")


def _numbered(text: str) -> Iterator[Found]:
    """Single words numbered from one to the length of a phrase, where a wallet is spoken of: of whatever list."""
    for first in _FIRST.finditer(text):
        last, count = first.start(), 0
        while (item := _ITEM.match(text, last)) and int(item["number"]) == count + 1:
            last, count = item.end(), count + 1
        around = text[max(0, first.start() - 300) : last + 200]
        if count in checks.SEED_LENGTHS and (NAMED.search(around) or OF_WALLET.search(around)):
            yield Found(SecretKind.SEED_PHRASE, first.start(), last, "seed phrase")


# "the twelve words: orbit velvet ...": how many are announced, and what stands behind.
_SO_MANY = {
    "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty-four": 24, "twenty four": 24, "zwölf": 12, "zwolf": 12,
    "vierundzwanzig": 24, "dodici": 12, "ventiquattro": 24, "douze": 12, "vingt-quatre": 24, "doce": 12,
    "veinticuatro": 24, "十二": 12, "二十四": 24, "12": 12, "15": 15, "18": 18, "24": 24,
}  # fmt: skip
_COUNTED = lazy(
    rf"(?<!\w)(?P<number>{'|'.join(sorted(_SO_MANY, key=len, reverse=True))})[ -]?(?:\w+ )?"
    r"(?:words?|wörter|worter|worte|parole|mots|palabras|个?(?:单词|词))\b[^:：\n]{0,60}[:：\n]\s{0,4}"
    r"(?P<words>[^\W\d_]{3,10}(?:[\s,;]{1,3}[^\W\d_]{3,10}){11,23})(?=\s*(?:[.!?\n]|$))",
    re.IGNORECASE,
)
_PLAIN = frozenset(
    "the and for you are not with that this from have your but all was can our out has one its they what when".split()
)


def _counted(text: str) -> Iterator[Found]:
    """As many plain words as were announced, of whatever list, where a wallet is spoken of or they are to be kept."""
    for match in _COUNTED.finditer(text):
        words = re.split(r"[\s,;]+", match["words"])
        plain = all(word.islower() and word not in _PLAIN for word in words)
        around = text[max(0, match.start() - 300) : match.start("words")]
        if plain and len(words) == _SO_MANY[match["number"].casefold()] and _KEPT.search(around):
            yield Found(SecretKind.SEED_PHRASE, *match.span("words"), "seed phrase")


_KEPT = lazy(
    rf"{NAMED.pattern}|{OF_WALLET.pattern}|\bkeep\b|\bsafe\b|\bmy (?:\w+ )?(?:words|wörter)|crypto|bitcoin|coins?\b|"
    r"konto|sicher|cripto|sicur|钱包|保管",
    re.IGNORECASE,
)


def of_grid(text: str, around: str) -> Iterator[Found]:
    """The phrase that numbered words make, all of `text`: by its checksum, or because the screen speaks of one."""
    words = text.split()
    numbers = [_number(word) for word in words]
    listed = [number for number in numbers if number is not None]
    if len(listed) < GRID_LISTED * len(words):
        return
    named = NAMED.search(misread.unmarked(around)) or (len(words) >= WHOLE_GRID and OF_WALLET.search(around))
    whole = len(listed) == len(words) and checks.seed_size(listed) == len(listed)
    if named or whole:
        yield Found(SecretKind.SEED_PHRASE, 0, len(text), "seed phrase")


def is_listed(word: str) -> bool:
    """Whether a word, or what it was before it was misread, is of the list."""
    return _number(word) is not None


def _number(word: str) -> int | None:
    """A word's number in the list; one that was misread by a letter is put right if only one word is meant."""
    known = checks.seed_words()
    if (listed := known.get(word.lower())) is not None:
        return listed
    bare = re.sub("[^a-z]", "", word.lower().translate(_AS_LETTERS))
    return known.get(bare, _misread().get(bare, _begun_so(bare)))


def _begun_so(word: str) -> int | None:
    """The number of the one listed word with these first four letters, if but one of the others was misread."""
    meant = _beginnings().get(word[:TELLING], "")
    alike = len(meant) == len(word) and sum(map(str.__ne__, meant, word)) == 1
    return checks.seed_words()[meant] if alike else None


@cache
def _beginnings() -> dict[str, str]:
    """The listed words by their first four letters, of which no two have the same (BIP-39)."""
    return {word[:TELLING]: word for word in checks.seed_words()}


@cache
def _misread() -> dict[str, int]:
    """What a word of the list is read as where a letter of it is misread, with the word's number; of that word only."""
    found: dict[str, set[int]] = {}
    for word, number in checks.seed_words().items():
        for one in {one for seen, meant in _MISREAD for one in _changed(word, meant, seen)}:
            found.setdefault(one, set()).add(number)
    return {one: numbers.pop() for one, numbers in found.items() if len(numbers) == 1}


_AS_LETTERS = str.maketrans("01|5", "olls")
# What a reader of pixels makes of letters, and what they were.
_MISREAD = (
    ("i", "l"), ("l", "i"), ("rn", "m"), ("m", "rn"), ("c", "e"), ("e", "c"), ("h", "b"), ("b", "h"), ("ii", "u"),
    ("vv", "w"), ("a", "o"), ("o", "a"), ("f", "t"), ("t", "f"), ("u", "v"), ("v", "u"), ("j", "i"), ("n", "r"),
    ("y", "v"), ("g", "q"),
)  # fmt: skip


def _changed(word: str, old: str, new: str) -> Iterator[str]:
    """The word with `new` in one of the places where `old` stands."""
    for match in re.finditer(old, word):
        yield word[: match.start()] + new + word[match.end() :]


def _dense(text: str, least: int) -> Iterator[tuple[int, int]]:
    """Where so many listed words follow each other, rare in prose, with the words before and after them.

    Look for fewer than a phrase has: its first word and its last may hang on to other letters.
    """
    known, together = checks.seed_words(), 0
    first = before = 0
    for match in LETTERS.finditer(text):
        word = match[0].lower()
        if word in known or (together >= MEND_FROM and _number(word) is not None):
            first = first if together else before
            together += 1
        else:
            if together >= least:
                yield first, match.end()
            together = 0
        before = match.start()
    if together >= least:
        yield first, len(text)


def _listed_runs(run: re.Match[str], strange: int) -> Iterator[list[_Listed]]:
    """The stretches of a run in which every word is of the list, but for `strange` ones in a row."""
    known = checks.seed_words()
    words: list[_Listed] = []
    missed = 0
    for match in WORD.finditer(run.string, *run.span()):
        word = match[0].lower()
        number = known.get(word)
        if number is None and len(words) >= MEND_FROM:
            number = _number(word)
        if number is not None:
            words.append((match.start(), match.end(), number))
            missed = 0
        elif words:
            missed += strange + 1 if word in torn.SMALL_WORDS else 1
            if missed > strange:
                yield words
                words = []
    yield words


def _announced(words: list[_Listed]) -> Iterator[Found]:
    yield _phrase(words)


def _whole(words: list[_Listed]) -> Iterator[Found]:
    """Every stretch with a right checksum: a word before a phrase may make another that ends too early."""
    for index in range(len(words) - checks.SEED_LENGTHS[-1] + 1):
        ahead = words[index : index + checks.SEED_LENGTHS[0]]
        size = checks.seed_size([number for *_, number in ahead])
        if size:
            yield _phrase(ahead[:size])


def _phrase(words: list[_Listed]) -> Found:
    return Found(SecretKind.SEED_PHRASE, words[0][0], words[-1][1], "seed phrase")
