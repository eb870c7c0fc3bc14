"""A code in the vault that the user gives anew: the old one ends, and what was sealed of their words takes its place.

Values are hidden from every digest; what is compared is what the codes are of, and which old value was told once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from agents import captions, stems
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import marks
from agents.patches.said import Said
from agents.patterns import lazy
from agents.secrets import MARKER
from storage.kind import Recall
from storage.model import Change, Memory

# What stands in the place of a secret.
_HIDDEN = " hidden]"
# Share of a caption's words by which a secret is known again.
SAME = 0.7
_PLAIN = frozenset(map(stems.stem, "user password code pin key number one-time credential".split()))
# Words of a compound or a stem that are the same from so many letters on.
_ALIKE = 4
# The value that is held is spoken of, as one that was.
HELD = lazy(
    r"\b(?:the|that) (?:number|code|pin|password|one|combination)s? (?:you|we|i) (?:had|have|knew|know|kept)\b|"
    r"\bthe (?:old|previous|former|\w) (?:one|code|number|pin|password|combination)\b|"
    r"\b(?:no longer|not) (?:works?|valid|good)\b|\b(?:doesn|won)['’]t work\b|"
    r"\b(?:der|die|das|den) alten? (?:code|nummer|pin|zahl|kombination|passwort)?\b|"
    r"\b(?:gilt|geht|stimmt) nicht mehr\b|\bquell[oa] vecchi[oa]\b|\bil vecchio (?:codice|pin)\b|"
    r"\bnon (?:vale|funziona|va) più\b|旧的|原来的|不能用|失效|作废",
    re.IGNORECASE,
)
_CHANGED = lazy(r"改成|换成|换了|改了|新的")


def changes(said: Said, before: str, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The end of the one code that the words, or those `before` them that asked, give anew."""
    if _HIDDEN not in said.text:
        return
    anew = marks.NOW.search(f"{before} {said.text}") or _CHANGED.search(said.text) or HELD.search(said.text)
    for rule in rules.values():
        if anew and rule.kind.recall is Recall.CAPTION_ONLY:
            held = drafts.current(rule.kind.name)
            mine = [one for one in held if _is_told_by(one, said)]
            old = [one for one in held if one.valid_from < said.utterance.time]
            gone = _told_again(old, mine) or meant(said.text, before, old)
            if gone is not None:
                drafts.knows(gone)
                new = [one for one in mine if one.valid_from >= said.utterance.time]
                by = new[0].id if len(new) == 1 else None
                yield replace(said.retires(gone, "the user says that it changed"), by=by)


def meant(text: str, before: str, old: Sequence[Memory]) -> Memory | None:
    """The one code in the vault that the words, or those `before` them that asked, are about."""
    return _named(text, old) or _of_the_same(text, before, old)


def _is_told_by(memory: Memory, said: Said) -> bool:
    """Whether its value stands in what is said."""
    return any(source.observation == said.utterance.observation.id for source in memory.sources)


def _told_again(old: Sequence[Memory], told: Sequence[Memory]) -> Memory | None:
    """The one code whose old value is told beside a new one."""
    again = [one for one in old if one in told]
    return again[0] if len(again) == 1 and len(told) > 1 else None


def _named(text: str, old: Sequence[Memory]) -> Memory | None:
    """The one code that nearly all words of its caption, or of what that begins with, name."""
    told = set(stems.content(text))
    named = [one for one in old if any(_share(words, told) >= SAME for words in _names(one))]
    return named[0] if len(named) == 1 else None


def _of_the_same(said: str, before: str, old: Sequence[Memory]) -> Memory | None:
    """The one code of the same sort of thing, told apart from others of it by where or whose it is.

    Nothing that tells it apart needs to be said where the held value itself is spoken of, or where neither the words
    nor the caption tell more than what it opens.
    """
    text = f"{before} {said}"
    things = captions.things(text)
    alike = [one for one in old if things & captions.things(_caption(one))]
    scored = sorted(((shared(one, text), at) for at, one in enumerate(alike)), reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    score, best = scored[0][0], alike[scored[0][1]]
    bare = not _apart(_caption(best)) or not _apart(text)
    return best if score or bare or (len(alike) == 1 and HELD.search(said)) else None


def _caption(memory: Memory) -> str:
    return " ".join(str(memory.body.get(name, "")) for name in ("caption", "source"))


def _apart(text: str) -> set[str]:
    """The words that say where or whose a code is."""
    things = {stem for thing in captions.spelt(text) for stem in stems.content(thing)}
    said = stems.content(MARKER.sub("", text))
    return {stem for stem in said if stem not in _PLAIN | things and not stem.isdigit()}


def shared(memory: Memory, text: str) -> int:
    """How many words that tell codes apart a caption shares with a text: one may be the beginning of the other."""
    told = _apart(text)
    return sum(
        any(
            min(len(word), len(one)) >= _ALIKE and (word.startswith(one) or one.startswith(word))
            for one in told
        )
        for word in _apart(_caption(memory))
    )


def _names(memory: Memory) -> tuple[str, str]:
    """A caption whole, and as far as its first comma: "Bar till, Hazelgrove tennis club"."""
    caption = _caption(memory)
    return caption, caption.partition(",")[0]


def _share(words: str, told: set[str]) -> float:
    """The share of the words of a caption that are said, if they are more than one."""
    wanted = set(stems.content(words)) - _PLAIN
    return len(wanted & told) / len(wanted) if len(wanted) > 1 else 0.0
