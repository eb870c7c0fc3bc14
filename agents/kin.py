"""Who is meant by what they are to the user: "my sister" is whoever a memory says is the user's sister."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from agents.claims.people import NAME, USER, bare_relation, clean_in, is_relation
from agents.library import Shelf
from storage import choosing
from storage.model import Filter

# So many memories are looked at, and so many people may be the same to the user.
_LOOKED = 20
_MOST = 4


def meant(text: str, shelf: Shelf, speakers: Sequence[str]) -> tuple[str, ...]:
    """The names of those a question calls by what they are to its asker, as memories and as talk has them."""
    relation = bare_relation(text)
    if relation is None or not is_relation(relation.word):
        return ()
    hits = shelf.words_in_memories(f"{USER} {relation.word}", Filter(), _LOOKED)
    told = shelf.memories([hit.id for hit in hits])
    names = list(dict.fromkeys(_names((memory.text for memory in told if memory.current), relation.word)))
    talk = [speaker for speaker in speakers if any(_is_same(speaker, name) for name in names)]
    return tuple(dict.fromkeys([*names[:_MOST], *talk]))


def _names(texts: Iterable[str], word: str) -> Iterator[str]:
    """Who is said to be this to the user, in the words that memories are kept in."""
    said = re.compile(rf"(?P<one>{NAME}) is {USER}'s {word}\b|\b{USER}'s {word},? (?:is )?(?P<other>{NAME})")
    for text in texts:
        for match in said.finditer(text):
            if name := clean_in(text, *match.span("one" if match["one"] else "other")):
                yield name


def _is_same(speaker: str, name: str) -> bool:
    """Whether one name stands in the other: Ana, Ana Reis."""
    return choosing.is_named(name, [speaker]) or choosing.is_named(speaker, [name])
