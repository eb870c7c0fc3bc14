"""Recovery words (BIP 39, English, 24 of them): made, and understood as people type them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from mnemonic import Mnemonic

from storage.errors import WrongPassphrase
from storage.model import Secret
from storage.secret_memory import SecretPage

WORDS = 24
_BITS = 256
_SHORTEST = 4
"""Four letters tell every word of the list from the others (BIP 39)."""


def made() -> Secret:
    """24 random words: 256 bits, and a checksum of 8 bits."""
    return Secret(_list().generate(_BITS))


def understood(phrase: Secret) -> str:
    """The 24 words as they were given out; case, spaces, numbers and endings of words do not matter.

    Raises WrongPassphrase, which names the places of words that are not on the list.
    """
    typed = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", phrase.reveal()).lower())
    words = [_word(part) for part in typed]
    unknown = [at for at, word in enumerate(words) if word is None]
    if unknown:
        raise WrongPassphrase(_unknown([typed[at] for at in unknown], [at + 1 for at in unknown]))
    if len(words) != WORDS:
        raise WrongPassphrase(f"Those are {len(words)} words; a recovery phrase has 24 words.")
    whole = " ".join(word for word in words if word)
    if not _list().check(whole):
        raise WrongPassphrase(
            "Those are not the 24 words of a recovery phrase: each is a known word, but they do not fit together. "
            "Look for one that was mistaken for another, and at their order."
        )
    return whole


def same(typed: str, word: str) -> bool:
    """Whether `typed` means `word` of the list; case and endings do not matter."""
    return _word(typed.strip().lower()) == word


def entropy(phrase: Secret, page: SecretPage) -> memoryview:
    """The 32 random bytes that the words stand for. Raises WrongPassphrase."""
    given = _list().to_entropy(understood(phrase))
    piece = page.take(len(given))
    piece[:] = given
    given[:] = bytes(len(given))
    return piece


def _word(typed: str) -> str | None:
    words = _list().wordlist
    if typed in words:
        return typed
    if len(typed) < _SHORTEST:
        return None
    return next((word for word in words if word.startswith(typed)), None)


def _unknown(typed: list[str], places: list[int]) -> str:
    """Names the words: they go to the person who typed them; an error of ours is shown, never logged."""
    named = [f"“{word}” (word {place})" for word, place in zip(typed, places, strict=True)]
    if len(named) == 1:
        return f"{named[0]} is not a recovery word. Look at the paper again."
    return f"These are not recovery words: {', '.join(named)}. Look at the paper again."


@cache
def _list() -> Mnemonic:
    return Mnemonic("english")
