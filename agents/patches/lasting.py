"""What is always in mind of the user, when their words end it or settle it anew: the words take its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

from agents import announced, caches, claims, sentences, stems
from agents.claims.predicates import PASTIME
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import bygone, doses, marks, matters, own, values
from agents.patches.meant import NEAREST, WEAK, may_change
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import Growth
from storage.model import Change, Memory

# Share of a fact's words that a sentence must name to end it.
WHOLE = 0.5
# How far from a name (characters) what looks back at it may stand.
CLOSE = 24
# Fewer letters tell no form of a word from another word.
SHORTEST = 4
# Longest text that takes the place of a line (characters): more than that tells something else beside.
LONGEST = 400
_OVER = "the user says that it is no longer so"
_LATER = "the user says what is to come"
_MARKS = (marks.ENDS, marks.ENDS_BEFORE, marks.DIED, marks.PARTED, marks.NEVER, marks.NOW)


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """Every lasting line that the words end or settle anew, with the words in its place."""
    if not _may_end_something(said.text):
        return
    for rule in rules.values():
        if rule.kind.growth is Growth.BLOCKS:
            over: list[tuple[Memory, list[str]]] = []
            for memory in [one for one in drafts.current(rule.kind.name) if may_change(one, said, rule)]:
                spoken = _with_fragments(own.of_the_user(said, memory.text))
                if any(marks.NEVER.search(one) and _ends(memory.text, one) for one in spoken):
                    drafts.knows(memory)
                    yield said.retires(memory, "the user says that it never was so")
                elif told := _succession(memory, spoken):
                    over.append((memory, told))
            yield from _settled(over, said, rule, drafts)
            for memory, told in over:
                yield from _called_off(memory, told, said, rules, drafts)


def _settled(
    over: Sequence[tuple[Memory, list[str]]], said: Said, rule: Rules, drafts: Drafts
) -> Iterator[Change]:
    """The words in the place of one line for each matter; another line that says the same of it ends.

    A line of the same matter that tells something else is left alone: a day's work is more than one line.
    """
    first: dict[str, Memory] = {}
    for memory, told in sorted(over, key=_foremost):
        matter = _topic(memory) or " ".join(told)
        before = first.setdefault(matter, memory)
        drafts.knows(memory)
        if before is memory:
            yield from _anew(memory, told, said, rule)
        elif _ends_by_itself(memory, told) or set(own.names(before.text)) & set(own.names(memory.text)):
            yield said.retires(memory, _OVER)


def _foremost(one: tuple[Memory, list[str]]) -> tuple[bool, float]:
    """Before others of a matter: the line that is kept for it, then the newest."""
    memory, _ = one
    return str(memory.body.get("topic", "")) != _topic(memory), -memory.valid_from.timestamp()


def _ends_by_itself(memory: Memory, told: Sequence[str]) -> bool:
    """Whether the words end a line by what they say of it, and not by its matter alone."""
    return any(_ends(memory.text, one) for one in told)


# Names and numbers alone: "Arbroath, 31 Ladyloan Court".
_FRAGMENT = lazy(
    r"(?:(?-i:[A-ZÀ-Þ])[\w'’-]*|\d+\w?|(?:de|di|della|van|von|am|an der|im)\b|,|\s)+(?:it is(?:,? then| now)?)?[.!]?"
)


def _with_fragments(sentences: Sequence[str]) -> list[str]:
    """The sentences, each with the bare names behind it: "we're officially in. Arbroath, 31 Ladyloan Court."."""
    found: list[str] = []
    for sentence in sentences:
        if found and len(sentence.split()) > 1 and _FRAGMENT.fullmatch(sentence):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _may_end_something(text: str) -> bool:
    return any(mark.search(text) for mark in (*_MARKS, marks.GIVEN_AWAY, marks.FETCHED, _BEGUN)) or any(
        matter.settles.search(text) or (matter.ends and matter.ends.search(text)) for matter in matters.ALL
    )


def _anew(memory: Memory, told: list[str], said: Said, rule: Rules) -> Iterator[Change]:
    quote, topic = " ".join(told), _topic(memory)
    later = announced.begins_later(quote, said.utterance.time, said.zone) and not marks.ENDS.search(quote)
    words = said.told(bygone.without(quote, memory.text))
    held = str(memory.body.get(rule.kind.text_field, ""))
    begun = [one for one in _coming(memory) if set(own.names(one)) & set(own.names(words))]
    if later:
        text = announced.beside(held, words[:LONGEST])
    elif (coming := _coming(memory)) and not bygone.tells_anew(quote, memory.text):
        text = "; ".join(coming)  # What is over gives way to what was told to come.
    elif begun:
        text = "; ".join([*begun, words[:LONGEST].rstrip(". ")])
    else:
        text = _beside_the_rest(memory, words)
    body = {**memory.body, rule.kind.text_field: text} | ({"topic": topic} if topic else {})
    yield said.revises(memory, body, quote, _LATER if later else _OVER)


def _beside_the_rest(memory: Memory, told: str) -> str:
    """The words in the place of the part of a line whose matter they settle; its other parts stay."""
    new = told[:LONGEST].rstrip(". ")
    parts = _PARTS.split(memory.text)
    matter = [at for at, part in enumerate(parts) if any(_touches(one, told) for one in matters.of(part))]
    if len(parts) < 2 or len(matter) != 1:
        return new
    return "; ".join([*parts[: matter[0]], new, *parts[matter[0] + 1 :]])


def _touches(matter: matters.Matter, told: str) -> bool:
    return bool(matter.settles.search(told) or (matter.ends and matter.ends.search(told)))


# What parts of a line are told one beside the other.
_PARTS = lazy(r"\s*[;；]\s*")


def _topic(memory: Memory) -> str:
    """What a line settles: what it is kept for, or else the first matter that it speaks of; empty for none."""
    return str(memory.body.get("topic", "")) or next((matter.name for matter in _matters(memory)), "")


def _called_off(
    memory: Memory, told: list[str], said: Said, rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[Change]:
    """The wedding of two who have parted."""
    if not marks.TOGETHER.search(memory.text) or not any(map(marks.PARTED.search, told)):
        return
    for rule in rules.values():
        if rule.kind.growth is Growth.APPEND:
            near = drafts.near(
                rule.kind.name, "wedding honeymoon engagement Hochzeit matrimonio mariage boda 婚礼", NEAREST
            )
            for planned, _ in near:
                if marks.WEDDING.search(planned.text) and may_change(planned, said, rule):
                    drafts.knows(planned)
                    yield said.retires(planned, "the user says that they have parted")


def _succession(memory: Memory, told: Sequence[str]) -> list[str]:
    """The sentences that take the place of a lasting line; none where they leave it alone."""
    known = memory.text
    ended = [] if claims.denies(known) else [one for one in told if _is_over(memory, one)]
    settled = [one for one in told if _settles(memory, one)]
    back = [] if claims.denies(known) else [one for one in told if _looks_back(known, one)]
    begun = [] if claims.denies(known) else _begun(memory, told)
    anew = [one for one in told if _is_anew(one)]
    if ended:
        chosen = {*ended, *settled, *(anew if not settled else ()), *_addresses(memory, told)}
    elif settled:
        chosen = {*settled, *back, *_titles(told)}
    elif begun:
        return begun
    elif back and anew and not _matters(memory):
        chosen = {*back, *anew}
    else:
        return []
    return [one for one in told if one in chosen]


def _addresses(memory: Memory, told: Sequence[str]) -> Iterator[str]:
    """The sentences that begin with where the user lives from now on, beside others on a home that is given up."""
    if any(matter.name == "home" for matter in _matters(memory)):
        yield from (
            one for one in told if (found := values.ADDRESS.match(one)) and found[0] not in memory.text
        )


# The first time at work somewhere, which tells of a new job where the old one is looked back at by what it was.
_BEGUN = lazy(
    r"(?<!['’]s )(?<!his )(?<!her )(?<!their )(?<!your )\b(?:first|second|third) (?:day|week|month|shift) "
    r"(?:(?:is |was )?(?:done|over|finished|behind me) )?(?:at|with|on|in|as)\b|\b(?:started|start) (?:at|as|with)\b|"
    r"\b(?:day|week|month) (?:one|two|three|four|five|six|seven|[1-9]) (?:in )?(?:at|with) (?-i:[A-Z])|"
    r"\b(?:tag|woche) (?:eins|zwei|drei|vier|fünf|[1-9]) (?:bei|beim) (?-i:[A-Z])|"
    r"\b(?:da|dal|dalla) (?:lunedì|ieri|oggi|settembre|ottobre|gennaio|questa settimana|una settimana) (?:sono|lavoro) "
    r"(?:da|in|alla|al|per) (?-i:[A-Z])|"
    r"\b(?:erste[rn]?|zweite[rn]?) (?:tag|woche|monat|schicht) (?:(?:ist )?(?:geschafft|vorbei|rum) )?"
    r"(?:bei|beim|im|in|als)\b|"
    r"\b(?:primo|prima|secondo|seconda) (?:giorno|settimana|mese|turno) (?:da|dal|alla|al|in|come)\b|第一[天周]",
    re.IGNORECASE,
)
_AT_LEISURE = lazy(
    rf"\b(?:at|with|in|bei|beim|im|in|alla|al|dal)\s+(?:[\w'’-]+\s+){{0,2}}?{PASTIME}", re.IGNORECASE
)
_MISSED = lazy(
    r"\b(?:miss|left|leaving|leave|done with|goodbye(?: to)?|after (?:\w+ )?years (?:at|in|of)|better than|instead of|"
    r"(?:now,? not|no longer|nicht mehr|non più)(?= (?:the|an?|der|die|l['’]|un)\b)|"
    r"vermisse|weg (?:von|vom)|mi manca|lasciato)\s+"
    r"(?:it at |my |the |that |an? |den |der |die |das |il |la |lo |l['’])?"
    r"(?P<what>[^\W\d_]+(?: [^\W\d_]+)?)|"
    r"(?P<before>(?-i:[A-ZÄÖÜ])[^\W_]+)(?: [^\W\d_]+)? (?:vermiss\w+|non (?:mi )?manca|mi manca|is history|adieu|"
    r"ade)\b",
    re.IGNORECASE,
)


def _begun(memory: Memory, told: Sequence[str]) -> list[str]:
    """The sentences on a first time at work somewhere, where others look back at what the job was; none else."""
    if not any(matter.name == "job" for matter in _matters(memory)):
        return []
    held = set(stems.content(memory.text)) - WEAK
    missed = {
        stem
        for one in told
        for match in _MISSED.finditer(one)
        for stem in stems.content(match["what"] or match["before"])
    }
    places = [
        at
        for at, one in enumerate(told)
        if _BEGUN.search(one) and not (claims.is_temporary(one) or _AT_LEISURE.search(one))
    ]
    if not held & missed or not places:
        return []
    behind = told[places[0] + 1 :][:1]
    titles = [one for one in behind if _TITLE.match(one)]
    return [told[places[0]], *(titles or (_fragments(behind[0]) if behind else ()))]


# What somebody is from then on, behind where they began: "Operations lead sounds grand".
_TITLE = lazy(
    r"(?:(?:but|and|so) )?(?:(?:the|my) (?:new )?(?:badge|business card|name ?tag|lanyard|contract|e-?mail signature) "
    r"(?:now )?says )?"
    rf"(?:(?:the|my|job|title|role|official|as|new|an?) )*(?:[\w-]+ ){{0,2}}{matters.ROLE}"
    r"(?: (?:[a-z]+ ){0,2}?[a-z]+(?:er|or|ist|ian|nurse|chef|cook|clerk))?"
    r"(?=[,.!;:]|\s(?:so|sounds|now|on paper|apparently|no less|at last|of \w+|they call)|$)",
    re.IGNORECASE,
)


def _titles(told: Sequence[str]) -> Iterator[str]:
    """The sentences that name what the user is from now on, right behind one on a first time at work somewhere."""
    return (after for one, after in pairwise(told) if _BEGUN.search(one) and _TITLE.match(after))


def _fragments(sentence: str) -> Iterator[str]:
    """What a sentence begins with that goes on from the one before: "maintenance fitter, days only, I love it"."""
    parts = list(takewhile(sentences.is_fragment, re.split(r",\s+", sentence)))
    if parts:
        yield ", ".join(parts)


def _settles(memory: Memory, sentence: str) -> bool:
    """Whether a sentence settles the line's matter anew: with its words, for good, and with another value."""
    if claims.is_temporary(sentence) or claims.is_beside(sentence) or _is_past(sentence):
        return False
    if not doses.is_of(memory.text, sentence):
        return False
    new = bool(own.new_names(_before_what_comes(memory), sentence))
    return any(
        _is_settled(matter, sentence) and (new or (not matter.named and _is_anew(sentence)))
        for matter in _matters(memory)
    )


def _before_what_comes(memory: Memory) -> str:
    """What a line says of today, without what stands beside it as coming: "works at Moll; from 1 December at Kröll"."""
    return "; ".join(part for part in _PARTS.split(memory.text) if part not in _coming(memory))


def _coming(memory: Memory) -> list[str]:
    """The parts of a line that stand beside others as what begins on a later day."""
    return announced.coming(memory.text, memory.valid_from, ZoneInfo("UTC"))


_DENIED = lazy(r"\b(?:not|never|nicht|kein\w*|non|ne|n['’]|no|nunca)\b|n['’]t\b|[不没]", re.IGNORECASE)


def _is_settled(matter: matters.Matter, sentence: str) -> bool:
    """Whether the sentence has words that settle the matter, in a clause that denies nothing and is of the user."""
    return any(
        not _DENIED.search(_led_up_to(match) + _told_by(match)) and not own.is_of_others(_led_up_to(match))
        for match in matter.settles.finditer(sentence)
    )


def _led_up_to(match: re.Match[str]) -> str:
    """What stands before a match in its clause."""
    return _ENDS_CLAUSE.split(match.string[: match.start()])[-1]


def _told_by(match: re.Match[str]) -> str:
    """A match, with what stands right behind it in its clause."""
    return match[0] + _ENDS_CLAUSE.split(match.string[match.end() : match.end() + _BEHIND])[0]


_ENDS_CLAUSE = lazy(r"[,;:，；]")
_BEHIND = 8


_PAST = lazy(
    r"\b(?:used to|years ago|back then|back when|when i was|früher|damals|als (?:kind|student\w*)|una volta|anni fa|"
    r"da (?:bambin|piccol|ragazz)\w+|autrefois|il y a \w+ ans|hace \w+ años|antes)\b|以前|小时候|当年",
    re.IGNORECASE,
)


@caches.of_texts(64)
def _is_past(sentence: str) -> bool:
    return bool(_PAST.search(sentence))


def _is_over(memory: Memory, sentence: str) -> bool:
    """Whether a sentence ends a line: by its name, by words that end its matter, or by what it was swapped for."""
    known = memory.text
    if _ends(known, sentence) or any(
        matter.ends and matter.ends.search(sentence) and not _is_past(sentence) for matter in _matters(memory)
    ):
        return True
    if _is_given_away(memory, sentence):
        return True
    swapped = marks.SWAPPED.search(sentence) and not claims.is_temporary(sentence)
    named = any(own.says(sentence, name) for name in own.names(known))
    return bool(swapped) and named and bool(own.new_names(known, sentence))


def _is_given_away(memory: Memory, sentence: str) -> bool:
    """Whether a sentence says that what the user drives or owns is somebody else's now, by its name."""
    if not any(matter.name == "car" for matter in _matters(memory)):
        return False
    clauses = re.split(r"[,;:，；。]\s*|\s(?:and|und|e)\s", sentence)
    named = own.names(memory.text)
    return any(_gives_away(one) and any(own.says(one, name) for name in named) for one in clauses)


def _gives_away(clause: str) -> bool:
    """Whether something goes to somebody else: what the user fetches themselves comes to them."""
    fetched = marks.FETCHED.search(clause)
    by_others = fetched and fetched.start() and not _MYSELF.search(clause)
    return bool(marks.GIVEN_AWAY.search(clause) or by_others)


# The user's own doing, with an "I" or without.
_MYSELF = lazy(
    r"\b(?:i|we|ich|wir|io|noi|je|yo)\b|[我咱]|^(?:just |then |dann |gestern )?(?:hab|habe|have|had|ho|was|bin)\b",
    re.IGNORECASE,
)


def _matters(memory: Memory) -> tuple[matters.Matter, ...]:
    return matters.of(memory.text, str(memory.body.get("topic", "")))


def _ends(known: str, sentence: str) -> bool:
    """True for "I'm not vegetarian anymore" of a vegetarian, and for "we broke up" of those who are engaged."""
    held = set(stems.content(known)) - WEAK
    names = own.names(known)
    if marks.PARTED.search(sentence) and marks.TOGETHER.search(known):
        return True
    if marks.DIED.search(sentence):
        return any(own.says(sentence, name) for name in names)
    if any(_denied(match, sentence, held) for match in marks.NOT_ANY_MORE.finditer(sentence)):
        return True
    return any(
        _ended_by(match, sentence, held, names)
        for match in (*marks.ENDS.finditer(sentence), *marks.NEVER.finditer(sentence))
    ) or any(
        _names_any(_clause_before(sentence, match.start()), held, names)
        for match in marks.ENDS_BEFORE.finditer(sentence)
    )


def _ended_by(match: re.Match[str], sentence: str, held: set[str], names: Sequence[str]) -> bool:
    """What ends stands in the denial itself, or right behind the word."""
    behind = re.split(r"[,;:，；。]", sentence[match.end() :], maxsplit=1)[0]
    return _names_any(f"{match[0]} {behind}", held, names)


def _denied(match: re.Match[str], sentence: str, held: set[str]) -> bool:
    """Whether the clause that denies has the words of what is known: in another form, as verbs have theirs."""
    clause = (
        _clause_before(sentence, match.end())
        + re.split(r"[,;:，；。]", sentence[match.end() :], maxsplit=1)[0]
    )
    said = set(stems.content(clause))
    shared = [one for one in held if any(_are_forms(one, word) for word in said)]
    return bool(shared) and len(shared) >= WHOLE * len(held)


def _are_forms(one: str, other: str) -> bool:
    """Whether two words differ in their ending alone: raucht and rauche, fuma and fumo."""
    short = min(len(one), len(other))
    return one == other or (short >= SHORTEST and one[: short - 1] == other[: short - 1])


def _clause_before(sentence: str, at: int) -> str:
    return re.split(r"[,;:，；。]", sentence[:at])[-1]


def _names_any(text: str, held: set[str], names: Sequence[str]) -> bool:
    shared = held & set(stems.content(text))
    return any(own.says(text, name) for name in names) or (bool(shared) and len(shared) >= WHOLE * len(held))


def _looks_back(known: str, sentence: str) -> bool:
    """Whether a sentence looks back at a name of a line: close to it, and not at somebody who is spoken to."""
    told = sentences.unaddressed(sentence)
    return any(
        marks.LOOKS_BACK.search(told[max(0, match.start() - CLOSE) : match.end() + CLOSE])
        for name in own.names(_FIRST_WORD.sub("", known))
        for match in re.finditer(re.escape(name), told, re.IGNORECASE)
    )


# Any word is written large where a line begins.
_FIRST_WORD = lazy(r"^(?:\w+\n)?[\w'’]+")


@caches.of_texts(64)
def _is_anew(sentence: str) -> bool:
    return bool(marks.NOW.search(sentence)) and not marks.PASSING.search(sentence)
