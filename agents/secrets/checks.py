"""Checksums and ranges that tell a card, an account or a seed phrase from any other number or words."""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections.abc import Sequence
from functools import cache

from mnemonic import Mnemonic

from agents.secrets import misread

DIGITS = "0123456789"

# The part of an IBAN after country and check digits, by country (SWIFT's registry): n digits, a capitals, c either.
IBAN_FORMS = {
    "AD": "8n12c", "AE": "19n", "AL": "8n16c", "AT": "16n", "AZ": "4a20c", "BA": "16n", "BE": "12n",
    "BG": "4a6n8c", "BH": "4a14c", "BI": "23n", "BR": "23n1a1c", "BY": "4c4n16c", "CH": "5n12c", "CR": "18n",
    "CY": "8n16c", "CZ": "20n", "DE": "18n", "DJ": "23n", "DK": "14n", "DO": "4c20n", "EE": "16n", "EG": "25n",
    "ES": "20n", "FI": "14n", "FK": "2a12n", "FO": "14n", "FR": "10n11c2n", "GB": "4a14n", "GE": "2a16n",
    "GI": "4a15c", "GL": "14n", "GR": "7n16c", "GT": "24c", "HN": "4a20n", "HR": "17n", "HU": "24n",
    "IE": "4a14n", "IL": "19n", "IQ": "4a15n", "IS": "22n", "IT": "1a10n12c", "JO": "4a4n18c", "KW": "4a22c",
    "KZ": "3n13c", "LB": "4n20c", "LC": "4a24c", "LI": "5n12c", "LT": "16n", "LU": "3n13c", "LV": "4a13c",
    "LY": "21n", "MC": "10n11c2n", "MD": "20c", "ME": "18n", "MK": "3n10c2n", "MN": "16n", "MR": "23n",
    "MT": "4a5n18c", "MU": "4a19n3a", "NI": "4a20n", "NL": "4a10n", "NO": "11n", "OM": "3n16c", "PK": "4a16c",
    "PL": "24n", "PS": "4a21c", "PT": "21n", "QA": "4a21c", "RO": "4a16c", "RS": "18n", "RU": "14n15c",
    "SA": "2n18c", "SC": "4a20n3a", "SD": "14n", "SE": "20n", "SI": "15n", "SK": "20n", "SM": "1a10n12c",
    "SO": "19n", "ST": "21n", "SV": "4a20n", "TL": "19n", "TN": "20n", "TR": "6n16c", "UA": "6n19c",
    "VA": "18n", "VG": "4a16n", "XK": "16n", "YE": "4a4n18c",
}  # fmt: skip


def _spelled_out(form: str) -> str:
    return "".join(sort * int(count) for count, sort in re.findall(r"(\d+)([nac])", form))


# For each country the sort of every character: 9 a digit, A a capital, X either.
IBAN_SHAPES = {
    country: "AA99" + _spelled_out(form).translate(str.maketrans("nac", "9AX"))
    for country, form in IBAN_FORMS.items()
}
# What may be meant by a letter or digit that was read where either can stand.
LIKE = {
    "0": "OQD", "O": "0QD", "Q": "O0", "D": "O0", "1": "IJLT", "I": "1JLT", "J": "I1", "L": "1I", "T": "JI1",
    "5": "S", "S": "5", "8": "B", "B": "8", "2": "Z", "Z": "2", "6": "G", "G": "6", "V": "YU", "Y": "V", "U": "V",
}  # fmt: skip

# First digits (as a range) and lengths of the card networks' numbers: ISO/IEC 7812 issuer ranges.
CARD_RANGES: tuple[tuple[int, int, frozenset[int]], ...] = (
    (4, 4, frozenset({13, 16, 19})),
    (51, 55, frozenset({16})),
    (2221, 2720, frozenset({16})),
    (34, 34, frozenset({15})),
    (37, 37, frozenset({15})),
    (6011, 6011, frozenset({16, 19})),
    (644, 649, frozenset({16, 19})),
    (65, 65, frozenset({16, 19})),
    (300, 305, frozenset({14, 16})),
    (36, 36, frozenset({14, 16})),
    (38, 39, frozenset({14, 16})),
    (3528, 3589, frozenset({16, 17, 18, 19})),
    (62, 62, frozenset({16, 17, 18, 19})),
    (5018, 5018, frozenset({16})),
    (5020, 5020, frozenset({16})),
    (5038, 5038, frozenset({16})),
    (6304, 6304, frozenset({16})),
    (6759, 6763, frozenset({16})),
)
SEED_LENGTHS = (24, 21, 18, 15, 12)


def luhn(digits: str) -> bool:
    """Whether the last digit is the right check digit (ISO/IEC 7812-1, Luhn's formula)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card(digits: str) -> bool:
    """Whether digits are a card's number: a network's range and length, and the check digit."""
    if len(set(digits)) == 1:
        return False
    known = any(
        low <= int(digits[: len(str(low))]) <= high and len(digits) in lengths
        for low, high, lengths in CARD_RANGES
    )
    return known and luhn(digits)


def is_iban(text: str) -> bool:
    """Whether compact upper-case text is an IBAN: its country's form, and 1 modulo 97 (ISO 13616)."""
    shape = IBAN_SHAPES.get(text[:2], "")
    fits = len(text) == len(shape) and all(_stands(c, sort) for c, sort in zip(text, shape, strict=True))
    return fits and _has_remainder(text)


def is_misread_iban(text: str) -> bool:
    """Whether compact text is an IBAN once letters and digits that look alike are put right.

    Where the country's form does not say which is meant, one character may be another that looks like it; and one may
    have been read twice.
    """
    if not text.isascii():
        return False
    country = misread.letters(text[:2])
    shape = IBAN_SHAPES.get(country, "")
    if len(text) == len(shape) + 1:
        return any(
            is_misread_iban(text[:drop] + text[drop + 1 :])
            for at in range(5, len(text))
            if _is_double(text, at)
            for drop in (at - 1, at)
        )
    if len(text) != len(shape):
        return False
    # One letter after the other: most texts that are no account end at the first.
    if not all(_stands(misread.shaped(c, sort), sort) for c, sort in zip(text, shape, strict=True)):
        return False
    mended = misread.shaped(text, shape)
    others = (
        mended[:at] + other + mended[at + 1 :]
        for at, sort in enumerate(shape)
        for other in LIKE.get(mended[at], "")
        if at >= 2 and _stands(other, sort)
    )
    return any(_has_remainder(one) for one in itertools.chain((mended,), others))


def _is_double(text: str, at: int) -> bool:
    """Whether a character may be the one before it, read twice."""
    return text[at] == text[at - 1] or text[at] in LIKE.get(text[at - 1], "")


def _stands(character: str, sort: str) -> bool:
    return (character in DIGITS and sort != "A") or ("A" <= character <= "Z" and sort != "9")


def _has_remainder(text: str) -> bool:
    moved = text[4:] + text[:4]
    return 2 <= int(text[2:4]) <= 98 and int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


@cache
def seed_words() -> dict[str, int]:
    """The 2,048 English words of BIP-39, each with its number in the list."""
    return {word: number for number, word in enumerate(Mnemonic("english").wordlist)}


def seed_size(numbers: Sequence[int]) -> int:
    """How many of the listed words, from the first, make the longest phrase with the right checksum; 0 for none.

    One word repeated is prose or a test pattern, whatever its checksum.
    """
    bits = functools.reduce(lambda high, low: high << 11 | low, numbers, 0)
    for size in SEED_LENGTHS:
        if size > len(numbers) or len(set(numbers[:size])) == 1:
            continue
        if _has_checksum(bits >> 11 * (len(numbers) - size), size):
            return size
    return 0


def _has_checksum(bits: int, size: int) -> bool:
    """Of a phrase's 11 bits a word, the last one in 33 begins the SHA-256 of the others (BIP-39)."""
    check = size // 3
    entropy = (bits >> check).to_bytes(4 * check, "big")
    return hashlib.sha256(entropy).digest()[0] >> 8 - check == bits & (1 << check) - 1
