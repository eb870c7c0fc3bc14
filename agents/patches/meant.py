"""Which memories the user's words may change, and which one they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agents import caches, claims, glosses, stems
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import counted, daytimes, done, holders, rates, renewed, signs, tails, values
from agents.patches.said import Said, without_quotes
from agents.patterns import lazy
from storage.kind import Growth, Recall
from storage.model import Memory

# Weight of what a sentence shares with a memory from which it may be about it: a name, or two words of its title.
ABOUT = 2.0
# How much better the best must fit than the next, or nothing is changed.
LEAD = 0.5
NEAREST = 6
WEAK = frozenset(
    stems.stem(word)
    for word in """user mother father appointment meeting call class lesson visit new time date day week month year
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december room place every number phone at via
    weekday weekly daily monthly""".split()
)


def meant(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Memory | None:
    """The one memory that the words are about; None where there is none, or two that fit as well."""
    return foremost(fitting(said, list(known(said, rules, drafts))))


def fitting(said: Said, pool: Sequence[Memory]) -> list[tuple[float, Memory]]:
    """Those of a pool of memories that the words may be about, best first, with how well each fits."""
    scored = [(fit(memory, said.text), memory) for memory in pool]
    return sorted((pair for pair in scored if pair[0] >= ABOUT), key=lambda pair: pair[0], reverse=True)


def foremost(scored: Sequence[tuple[float, Memory]]) -> Memory | None:
    """The best of those that fit; None where the next fits as well."""
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < LEAD):
        return None
    return scored[0][1]


def known(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Memory]:
    """The memories that may be spoken of: all that is always in mind, and of the others those that share words."""
    for rule in rules.values():
        if rule.kind.recall is Recall.CAPTION_ONLY or rule.kind.growth is Growth.FILL_IN:
            continue
        yield from (memory for memory in near(said.text, rule, drafts) if may_change(memory, said, rule))


def near(text: str, rule: Rules, drafts: Drafts) -> list[Memory]:
    """All of a kind that is always in mind; of another the few that share words with a text."""
    if rule.kind.recall is Recall.ALWAYS:
        return list(drafts.current(rule.kind.name))
    wanted = filter(None, (rates.apart(text), holders.places_named(text)))
    found = (pair for words in wanted for pair in drafts.near(rule.kind.name, words, NEAREST))
    return list({memory.id: memory for memory, _ in found}.values())


def may_change(memory: Memory, said: Said, rule: Rules) -> bool:
    """What happened stays as it was; what holds, recurs or is planned may change."""
    mine = any(source.observation == said.utterance.observation.id for source in memory.sources)
    if mine or memory.valid_from >= said.utterance.time:
        return False
    if rule.kind.growth is not Growth.APPEND:
        return True
    body = {**memory.body, rule.kind.text_field: memory.text}
    return bool(rule.is_open and rule.is_open(body, said.utterance.time))


@caches.of_texts(64)
def _names(said: str) -> frozenset[str]:
    return frozenset(stems.stem(word) for name in claims.names_in(said) for word in name.split())


# A number of the user's own.
_MY_NUMBER = lazy(
    r"\b(?:my|mine|mein\w*|ich|mio|ho)\b.*\b(?:number|phone|sim|mobile|nummer|handy|numero|cellulare)\b|"
    r"(?<!['’]s )\b(?:new (?:number|mob(?:ile)?|cell|phone|tel)|neues handy|neue (?:handy|telefon|mobil)?nummer|"
    r"nuovo (?:numero|cellulare))\b|"
    r"我.{0,4}(?:号|电话|手机)",
    re.IGNORECASE,
)
_NUMBERED = lazy(r"\d[\d /-]{6,}\d")


# Every line that is known is compared with the same words.
@caches.of_texts(16)
def _tells_a_number(said: str) -> bool:
    return bool(_MY_NUMBER.search(said) and _NUMBERED.search(said))


def _called(title: str) -> set[str]:
    """The words of a title that is a name, which people say in small letters as well: "kraftraum" of Kraftraum Nord."""
    words = [word for word in title.split() if word[:1].isalpha()]
    is_name = len(words) > 1 and all(word[:1].isupper() for word in words)
    owners = [word[:-2] for word in words if word[:1].isupper() and word.endswith(("'s", "’s"))]
    return {stems.stem(word) for word in (words if is_name else owners)}


_MOVES_HAN = lazy(
    r"(?:改|推迟|提前|延期?|挪|调|换|定|订|约)[到在至成](?=[今明后这本下周星礼\d一二三四五六七八九十早上中晚])"
)


def _is_moved_in_han(known: str, said: str) -> bool:
    """Whether Chinese words put something at another day or hour, and a known text tells of one."""
    return bool(_MOVES_HAN.search(said) and (values.clocks_of(known) or values.names_a_weekday(known)))


def _has_its_hour(known: str, said: str) -> bool:
    """Whether words tell a day of the week and an hour, as a known text does."""
    both = values.clock_of(known) and values.names_a_weekday(known)
    return bool(both and values.names_a_weekday(said) and values.clocks_of(said))


def is_timed(memory: Memory) -> bool:
    """Whether a memory is of one time."""
    return "occurred_at" in memory.body


# "si" and "è" are in all that is said: of so few letters only a name or title tells what it is about.
_SHORT = lazy(r"[a-zà-ÿ]{1,2}")
# What a note in Chinese begins with, before what it tells of it: "网球：周六19:00".
_NAMED_FIRST = lazy(r"(?P<name>[\u3400-\u9fff]{2,8})[：:]")


def _is_retold(known: str, said: str) -> bool:
    """Whether words tell anew what a kept line of the user says that they ask, do at some hour, or do how long."""
    return (
        rates.is_meant(known, said)
        or daytimes.is_meant(known, said)
        or counted.retimes(known, said)
        or (renewed.changed(known, said) != known)
    )


def fit(memory: Memory, said: str) -> float:
    """How well words fit a memory: by the names and the words of its title that they have."""
    names, wanted = _names(said), glosses.terms(said)
    if claims.is_namesake(memory.title, said):
        return 0.0
    title = stems.held(memory.title) - WEAK
    names = names | _called(memory.title)
    # The sentence that changed a plan before tells of other matters, too: "the AGM is on the 20th, I printed notices".
    told = without_quotes(memory.text) if is_timed(memory) else memory.text
    held = {stem for stem in stems.held(told) if not stem.isdigit()} - WEAK
    idle = {one for one in wanted - names - title if _SHORT.fullmatch(one)}
    shared = signs.telling(wanted & (held | title) - idle, said)
    shared = shared if shared - done.MEASURES else frozenset()
    about = (
        2.0 * len(shared & names) + 1.5 * len((shared & title) - names) + 1.0 * len(shared - title - names)
    )
    called = _NAMED_FIRST.match(memory.title)
    name = called["name"] if called else memory.title
    whole = len(name) > 1 and not name.isascii() and name in said
    whole = whole or (bool(title) and title <= wanted)
    own_number = _tells_a_number(said) and bool(_NUMBERED.search(memory.text))
    return (
        about
        + (ABOUT if own_number and "name" not in memory.body else 0.0)
        + (ABOUT if whole else 0.0)
        + (ABOUT if values.is_swapped(memory.text, said) or holders.is_of_place(memory.text, said) else 0.0)
        + (2 * ABOUT if tails.are_told(memory.text, said) else 0.0)
        + (ABOUT if _is_retold(memory.text, said) else 0.0)
        + (ABOUT / 2 if shared and counted.recounts(memory.text, said) else 0.0)
        + (ABOUT / 2 if shared and _is_moved_in_han(memory.text, said) else 0.0)
        + (ABOUT / 4 if shared & title and _has_its_hour(memory.text, said) else 0.0)
    )
