"""Checksums and ranges that tell a card, an account or a seed phrase from any other number or words."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from functools import cache

from mnemonic import Mnemonic

# Length of an IBAN by country: SWIFT's IBAN registry.
IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28,
    "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20,
    "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
    "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
    "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
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
    """Whether compact upper-case text is an IBAN: its country's length, and 1 modulo 97 (ISO 13616)."""
    if len(text) != IBAN_LENGTHS.get(text[:2]):
        return False
    moved = text[4:] + text[:4]
    return int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


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
