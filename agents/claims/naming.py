"""What a statement is kept under: the person, thing or topic that it is about."""

from __future__ import annotations

import re

from agents import sentences, stems
from agents.claims import people, referents
from agents.claims.people import RELATION, USER

# Words of how a statement begins, where it names nothing.
FIRST_WORDS = 6
_SHORTEST, _LONGEST = 8, 40
_PHRASE = re.compile(
    r"\b(?P<det>the|an?|my|our|this|that|these|those|no|der|die|das|den|dem|mein\w*|unser\w*|il|la|lo|l['’]|le|"
    r"mi[ao])\s+(?P<noun>(?:[^\W\d_][\w&-]*\s+){0,3}[^\W\d_][\w&-]*)",
    re.IGNORECASE,
)
_YOURS = re.compile(
    rf"\b(?:your|deine?[mnrs]?|ihre?[mnrs]?|tu[ao])\s+(?:\w+\s+)?(?P<rel>{RELATION})\b", re.IGNORECASE
)
_VERB = re.compile(r"(?:\w+ed|\w+s|came|went|got|took|made|fell|broke|found|won|lost|hat|ist|\w{3,}t|ha|è)$")
_OWNED = re.compile(r"(?:my|our|mein\w*|unser\w*|mi[ao])$", re.IGNORECASE)


def called(text: str) -> str:
    """The name that a statement is found under: whom it names first, else what, else how it begins."""
    said = sentences.unaddressed(text[sentences.lead(text) :].strip())
    named = referents.mentioned(said)
    who = next((one for one in named if not one.aside), None)
    if who:
        return who.name
    if asked := _YOURS.search(said):
        return f"{USER}'s {people.relation_word(asked['rel'])}"
    things = _things(said)
    return (
        _phrase(said) or next(iter(things), "") or next((one.name for one in named), "") or _beginning(said)
    )


def _things(said: str) -> list[str]:
    """The capitalised names of a statement that stand for something: no word that only begins a sentence or is loud."""
    starts = {one.split()[0].strip(",.;:!?") for one in sentences.split(said)}
    return [
        name
        for name in people.names_in(said)
        if not (_is_loud(name) or (" " not in name and name in starts and not referents.acts(said, name)))
    ]


def _is_loud(name: str) -> bool:
    return name.isupper() and name.isalpha()


def _phrase(said: str) -> str:
    """The thing that a statement begins with: "the allotment came through"."""
    match = _PHRASE.search(said[:80])
    if match is None or _starts_late(said[: match.start()]):
        return ""
    words: list[str] = []
    for word in match["noun"].split():
        if word.casefold() in stems.STOP or (words and _VERB.match(word)):
            break
        words.append(word)
    noun = " ".join(words)
    return f"{USER}'s {noun}" if noun and _OWNED.match(match["det"]) else noun


def _starts_late(before: str) -> bool:
    return len(stems.content(before)) > 1 or bool(people.names_in(before))


def _beginning(said: str) -> str:
    first = re.split(r"[,;:.!?](?:\s|$)|[，。！？；]", said)[0]
    words = first if len(first.split()) > 1 or len(first) > _SHORTEST else said
    return " ".join(words.split()[:FIRST_WORDS]).strip(' ,;:.!?“”"，。') or said[:_LONGEST]
