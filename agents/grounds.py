"""Whether what was recalled is ground enough for an answer: near enough, and about who was asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents import glosses, selves, sentences, stems
from agents.question import Parsed
from agents.recall import Found
from storage.model import Memory, Turn

# Unanswerable questions reach a cosine of about .16 with MiniLM, answerable ones .3 and more; whole screens less.
NEAR = 0.22
# What is left of a question without the event it hangs its time on is so short that much is near it: what it is about
# is at .34 and more, the rest below.
NEAR_BARE = 0.33
# Word by word in another language even what answers is less near.
NEAR_ABROAD = 0.12
# With this share of the question's words in one place, meaning is not asked.
COVERED = 0.5
# From this cosine on the evidence is about the matter, whatever a small model says.
LIKELY = 0.5
# Words of a field that files a memory under a topic.
FILED = 2
# How many of the best hits are looked at.
LOOKED = 5
# How much better another's words must fit than those of the person asked about, to say: not of this person.
# On three development dialogues .03 refuses 58 % of questions about the wrong person and 4 % of the right ones.
OTHERS = 0.03

# A name called out ("Thanks, Mel!") says who is spoken to, not who is spoken about.
_CALLED = (
    r"(?:,\s*|^|[.!?]\s+|\b(?:hey|hi|hello|thanks|wow|yeah|cool|bye|sure|yes|no)\s+){}(?=\s*[,.!?—-]|\s*$)"
)


def doubt(found: Sequence[Found], parsed: Parsed) -> str:
    """Why not to answer, in a word for the log and the caller: "nothing", "far", "names", "person"; empty when fine."""
    best = found[:LOOKED]
    if not best:
        return "nothing"
    cover = max(one.cover for one in best)
    enough = NEAR if cover or not parsed.is_bare else NEAR_BARE
    far = max(one.meaning for one in best) < enough and cover < COVERED
    if far and not any(_filed_under(one, parsed) for one in best):
        return "far"
    return unsuited(found, parsed)


def unsuited(found: Sequence[Found], parsed: Parsed) -> str:
    """Why what was found is about others than those asked about: "names", "person"; empty when it is not."""
    if not _names_there(found, parsed):
        return "names"
    return "person" if _of_another(found, parsed) else ""


def near(parsed: Parsed, text: str) -> float:
    """From which cosine on a line of evidence may be about what was asked."""
    if parsed.language != glosses.language_of(text):
        return NEAR_ABROAD
    return NEAR_BARE if parsed.is_bare else NEAR


def _filed_under(found: Found, parsed: Parsed) -> bool:
    """True for a memory with a field of a word or two that the question names, as its topic: whatever its language."""
    if not isinstance(found.thing, Memory):
        return False
    fields = (stems.content(value) for value in found.thing.body.values() if isinstance(value, str))
    return any(0 < len(words) <= FILED and set(words) <= set(parsed.terms) for words in fields)


def weak(found: Sequence[Found]) -> bool:
    """True where a model that does not know is to be believed: it also says so of evidence that is plainly there."""
    best = found[:LOOKED]
    return max((one.meaning for one in best), default=0.0) < LIKELY and (
        max((one.cover for one in best), default=0.0) < COVERED
    )


def _names_there(found: Sequence[Found], parsed: Parsed) -> bool:
    """Every other name of the question occurs somewhere in the evidence."""
    held = {stem for one in found for stem in stems.content(f"{one.title} {one.thing.text}")}
    wanted = [stems.stem(word) for name in parsed.names for word in stems.words(name)]
    return sum(stem in held for stem in wanted) * 2 >= len(wanted)


def _of_another(found: Sequence[Found], parsed: Parsed) -> bool:
    """True when someone else says of themselves what was asked about one person, who says nothing like it."""
    if len(parsed.people) != 1:
        return False
    person = parsed.people[0]
    first = person.split(maxsplit=1)[0]
    theirs, others = [0.0], [0.0]
    for one in found:
        if _about(one, person, first):
            theirs.append(_fit_of_own(one, parsed) if _says(one, person) else _fit(one))
        elif _states(one):
            others.append(_fit_of_own(one, parsed))
    return max(others) > max(theirs) + OTHERS


def _states(found: Found) -> bool:
    """A turn that is no question: who asks someone says nothing of themselves."""
    return isinstance(found.thing, Turn) and not sentences.ends_asking(found.thing.text)


def _about(found: Found, person: str, first: str) -> bool:
    """Said by the person, or naming them as who is spoken about."""
    if _says(found, person):
        return True
    name = re.escape(first)
    text = re.sub(_CALLED.format(name), " ", found.thing.text, flags=re.IGNORECASE)
    return (
        re.search(rf"\b{name}\b", f"{text} {'' if isinstance(found.thing, Turn) else found.title}")
        is not None
    )


def _says(found: Found, person: str) -> bool:
    return isinstance(found.thing, Turn) and found.thing.speaker == person


def _fit(found: Found) -> float:
    """Likeness without regard to who speaks."""
    return found.cover + found.meaning


def _fit_of_own(found: Found, parsed: Parsed) -> float:
    """Likeness of what a speaker tells of themselves, asked for it or not; what they ask, or say of the listener, is
    none of theirs.
    """
    told = selves.told(found.thing.text)
    if not told:
        return 0.0
    held = glosses.terms(" ".join(told)) | glosses.terms(found.replies_to)
    matter = parsed.matter
    return sum(term in held for term in matter) / max(1, len(matter)) + found.meaning
