"""What a statement is kept under: the person, thing or topic that it is about."""

from __future__ import annotations

import re

from agents import sentences, stems
from agents.claims import people, referents
from agents.claims.people import USER
from agents.patterns import lazy
from agents.relations import RELATION

# Words of how a statement begins, where it names nothing.
FIRST_WORDS = 6
_SHORTEST, _LONGEST = 8, 40
_PHRASE = lazy(
    r"\b(?P<det>the|an?|my|our|this|that|these|those|no|der|die|das|den|dem|mein\w*|unser\w*|il|la|lo|l['’]|le|"
    r"mi[ao])\s+(?:own\s+)?(?P<noun>(?:[^\W\d_][\w&-]*\s+){0,3}[^\W\d_][\w&-]*)",
    re.IGNORECASE,
)
_YOURS = lazy(
    rf"\b(?:your|deine?[mnrs]?|ihre?[mnrs]?|tu[ao])\s+(?:\w+\s+)?(?P<rel>{RELATION})\b", re.IGNORECASE
)
# Nouns that say nothing of what is spoken of.
_VAGUE = frozenset(
    "lot bit way kind sort thing chance time moment day picture photo part reason idea point fact rest end while "
    "couple few something anything everything".split()
)
# "Painting and drawing have helped": what is spoken of, before what is said of it.
_SUBJECT = lazy(
    r"(?P<what>\w{2,}ing(?:\s+(?!(?:is|was|has|have|had)\b)[\w-]+){0,3}?)\s+(?:is|isn['’]t|was|wasn['’]t|has|have|had|"
    r"helps?|helped|makes?|made|gives?|gave|lets?)\b"
)
_LAST_WORDS = lazy(
    r"(?:\s+(?:and|or|but|how|much|what|who|that|to|be|is|are|was|were|have|has|me|it|them|so|of|in|on|with|for|from|at|by|"
    r"as|the|an?|my|your|i|we|they))+$",
    re.IGNORECASE,
)
_JOINED = lazy(r"\s+(?:of|for)\s+(?P<what>[^\W\d_][\w-]+)")
# What somebody does before they name it: "I've always had ...", "Lately, I'm looking into ...".
_DOING = lazy(
    r"(?:don['’]t forget|remember|make sure) to\s+|"
    r"(?:(?:lately|recently|now|so|really|actually|just|and|but|today|these days),?\s+)*"
    r"(?:i|we|it|that|this|they|he|she|there)(?:['’](?:m|ve|d|ll|s|re))?\s+"
    r"(?:(?:am|is|are|was|were|be|been|being|have|has|had|do|did|can|could|can['’]t|will|would|might|just|always|also|"
    r"really|still|definitely|totally|even|never|so|super|got|gotten|going|gonna|to|think|guess|feel|know|mean)\s+)*",
    re.IGNORECASE,
)
_VERB = lazy(r"(?:\w+ed|\w+s|came|went|got|took|made|fell|broke|found|won|lost|hat|ist|ha|è)$")
_GERMAN_VERB = lazy(r"\w{3,}t$")
_GERMAN = lazy(r"(?:der|die|das|den|dem|mein\w*|unser\w*)$", re.IGNORECASE)
_OWNED = lazy(r"(?:my|our|mein\w*|unser\w*|mi[ao])$", re.IGNORECASE)


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
        _phrase(said)
        or next(iter(things), "")
        or next((one.name for one in named), "")
        or _phrase_within(said)
        or _beginning(said)
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
    return "" if match is None or _starts_late(said[: match.start()]) else _noun(match)


def _phrase_within(said: str) -> str:
    """The thing that a statement comes to speak of, where it begins with none: "I've always had a love for horses"."""
    first = sentences.split(said)[:1]
    found = (_whole(match) for one in first if _DOING.match(one) for match in _PHRASE.finditer(one))
    return max(found, key=lambda noun: len(noun.split()), default="")


def _whole(match: re.Match[str]) -> str:
    """The thing that a phrase names, with what it is of: "smell of coriander"."""
    noun = _noun(match)
    end = match.start("noun") + len(noun.removeprefix(f"{USER}'s "))
    joined = _JOINED.match(match.string, end) if noun else None
    return f"{noun}{joined.group()}" if joined and joined["what"].casefold() not in stems.STOP else noun


def _noun(match: re.Match[str]) -> str:
    """The thing that a phrase names, with the user where it is theirs; empty for "a lot", "the way"."""
    verbs = (_VERB, _GERMAN_VERB) if _GERMAN.match(match["det"]) else (_VERB,)
    words: list[str] = []
    for word in match["noun"].split():
        if word.casefold() in stems.STOP or (words and any(verb.match(word) for verb in verbs)):
            break
        words.append(word)
    noun = "" if words[-1:] and words[-1].casefold() in _VAGUE else " ".join(words)
    return f"{USER}'s {noun}" if noun and _OWNED.match(match["det"]) else noun


def _starts_late(before: str) -> bool:
    return len(stems.content(before)) > 1 or bool(people.names_in(before))


def _beginning(said: str) -> str:
    if subject := _SUBJECT.match(said):
        return subject["what"]
    plain = said[match.end() :] if (match := _DOING.match(said)) else said
    first = re.split(r"[,;:.!?](?:\s|$)|[，。！？；]", plain)[0]
    words = first if len(first.split()) > 1 or len(first) > _SHORTEST else said
    begun = " ".join(words.split()[:FIRST_WORDS])
    shorter = _LAST_WORDS.sub("", begun)
    return (shorter if " " in shorter else begun).strip(' ,;:.!?“”"，。') or said[:_LONGEST]
