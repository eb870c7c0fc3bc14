"""Two texts about the same subject as one: newer pieces take the place of older ones that settle the same thing."""

from __future__ import annotations

import re

from agents import stems
from agents.claims import people, predicates
from agents.patterns import lazy

# Properties of which a person may have several at once: one more allergy does not cure the other.
MANY = frozenset({"allergy", "language", "health", "study"})
# Share of content stems two pieces have in common when they say the same, or the same with another value.
SAME, ALIKE = 0.85, 0.6
# Words that only say that something has changed.
_FILLERS = frozenset(
    stems.stem(word) for word in "user now new current just recently still live work is".split()
)
_NUMBER = lazy(r"\d+(?:[.:,]\d+)*")
_NOT = lazy(
    r"\b(?:not|never|no longer|no|without|anymore|any more|nicht|kein\w*|non)\b|n['’]t\b|不|"
    r"没",
    re.IGNORECASE,
)


def merge(old: str, new: str) -> tuple[str, bool]:
    """The pieces of both texts, and whether a piece of `old` had to go for one of `new`."""
    before, after = predicates.pieces(old), predicates.pieces(new)
    told = [piece for piece in after if not any(says_same(held, piece) for held in before)]
    if before and not told:
        return old, False
    kept = [held for held in before if not any(conflicts(held, piece) for piece in told)]
    if not kept:
        return (new, True) if told and before else (new if told else old, False)
    return ". ".join([*kept, *told]), len(kept) < len(before)


def says_same(held: str, piece: str) -> bool:
    """True when `piece` adds nothing to `held`: same words, same numbers, same yes or no."""
    return (
        share(piece, held) >= SAME and set(_NUMBER.findall(piece)) <= set(_NUMBER.findall(held))
        and denies(piece) == denies(held)
    )  # fmt: skip


def conflicts(held: str, piece: str) -> bool:
    """True when both cannot hold: the same property with another value, or the same words with another number."""
    shared = predicates.slots_of_predicate(held) & predicates.slots_of_predicate(piece)
    if shared - MANY:
        return True
    if shared:
        return same_value(held, piece)
    if _other_holder(held, piece):
        return True
    if (
        _NUMBER.findall(held)
        and _NUMBER.findall(piece)
        and set(_NUMBER.findall(held)) != set(_NUMBER.findall(piece))
    ):
        return min(share(_bare(piece), _bare(held)), share(_bare(held), _bare(piece))) >= ALIKE
    return False


_COPULA = lazy(r"^(?P<left>.{3,60}?)\s+(?:is|are|was|ist|è)\s+(?:now\s+)?(?P<right>[A-ZÄÖÜ\d].*)$")


def _other_holder(held: str, piece: str) -> bool:
    """True for "the release manager is Ida" and "the release manager is Tomas"."""
    before, after = _COPULA.match(held), _COPULA.match(piece)
    return bool(before and after) and _left(before) == _left(after)


def _left(match: re.Match[str] | None) -> list[str]:
    return stems.content(match["left"]) if match else []


def same_value(held: str, piece: str) -> bool:
    """True when two fillings of a many-valued property speak of the same one: nuts then, nuts now."""
    known = {
        stems.stem(word) for name in people.names_in(held) + people.names_in(piece) for word in name.split()
    }
    own = set(stems.content(held)) & set(stems.content(piece)) - _FILLERS - known
    return bool(
        own
        - {stems.stem(word) for word in ("allergic", "allergy", "speak", "speaks", "intolerant", "native")}
    )


def denies(text: str) -> bool:
    """True for a text with a no in it."""
    return bool(_NOT.search(text))


def share(wanted: str, held: str) -> float:
    """The share (0..1) of the content stems of `wanted` that `held` has too; 1 where there is none."""
    words = set(stems.content(wanted)) - _FILLERS
    return len(words & set(stems.content(held))) / len(words) if words else 1.0


def _bare(text: str) -> str:
    return _NUMBER.sub(" ", text)
