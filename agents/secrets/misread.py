"""Letters that a reader of pixels takes for others: texts of the same length in which they are one."""

from __future__ import annotations

import re
import unicodedata

from agents.patterns import lazy

# Capitals and small letters of Latin alphabets that have marks, without them; each for one letter.
_MARKED = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in range(0xC0, 0x250)
    if len(unicodedata.normalize("NFD", chr(code))) > 1
}
_PLAIN = _MARKED | dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_ALIKE = tuple(zip("I1|!0OQ", "llllooo", strict=True))
_NOT_ASCII = lazy(r"[^\x00-\x7f]+")
_DIGITS = str.maketrans("OoQDUIl|!SsBZzGgbqTA", "00000111155822696974")
_LETTERS = str.maketrans("0158264", "OISBZGA")
_NUMBERLIKE = lazy(r"(?<![A-Za-z])[OoQDIl|SsBZz]{0,4}\d(?:[\dOoQDIl|!SsBZzGg]{0,20})(?![A-Za-z])")
_DIGITS_IN_NUMBERS = str.maketrans("OoQDIl|!SsBZzGg", "000011115582269")


def unmarked(text: str) -> str:
    """`text` without accents and with one sort of dash; every letter at its place."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda some: some[0].translate(_PLAIN), text)


def compiled(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern over text without accents, as every text is looked through: its own letters lose theirs, too."""
    return lazy("".join(unmarked(sign) if sign.isalpha() else sign for sign in pattern), flags)


def in_any_case(pattern: str) -> re.Pattern[str]:
    """The same for letters of either case."""
    return compiled(pattern, re.IGNORECASE)


def alike(text: str) -> str:
    """`text` with I, l, 1 and | as one letter, and O and 0 as another."""
    # `translate` is slow where not all is ASCII.
    for letter, like in _ALIKE:
        text = text.replace(letter, like)
    return text


def numbers(text: str) -> str:
    """`text` with the letters in its numbers as the digits they look like; every letter at its place."""
    return _NUMBERLIKE.sub(_as_number, text)


def _as_number(match: re.Match[str]) -> str:
    digits = sum(letter.isdigit() for letter in match[0])
    return match[0].translate(_DIGITS_IN_NUMBERS) if 2 * digits >= len(match[0]) else match[0]


def digits(text: str) -> str:
    """`text` where only digits can stand."""
    return text.translate(_DIGITS)


def letters(text: str) -> str:
    """`text` where only capitals can stand."""
    return text.upper().translate(_LETTERS)


def shaped(text: str, shape: str) -> str:
    """`text` by its shape: 9 for a digit, A for a letter, anything else for what may be either. Same length."""
    return "".join(
        digits(letter) if sort == "9" else letters(letter) if sort == "A" else letter.upper()
        for letter, sort in zip(text, shape, strict=True)
    )
