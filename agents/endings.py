"""What a person calls off: the sentences that end something known, and the memories they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from agents import claims, sentences, stems, times
from agents.appointments import calls_off, is_meeting
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice
from agents.kinds import Rules
from agents.patches import marks
from agents.patterns import lazy
from storage import ids
from storage.kind import Growth, Recall
from storage.model import Change, Memory, MemoryId, Retire, Revise

# What is done, used or taken no longer: it ends what goes by that name, and no plan.
_QUITS = lazy(
    r"\b(?:no more (?!than\b|and no less)|(?:stopped|quit) (?:taking|using|doing|going)|(?:come|came|taken) off "
    r"(?:the|my)|"
    r"keine?\w* (?:\w+ )?mehr|niente più|smesso (?:di|con)|sospes[oaie])\b|"
    r"不用?再|停药|"
    r"停了|不吃了",
    re.IGNORECASE,
)
# What was planned and is not done, and nothing else of it: "we won't do the regatta after all".
_NOT_DONE = lazy(
    r"(?:\bnot|n['’]t|\bno longer)\b (?:going to |gonna |be )?(?:do|doing|go|going|come|coming|have|having|hold|"
    r"holding|"
    r"join|joining|take part|taking part)\b(?: (?:on|to|for|in|with))? (?P<what>[^.,;!?]{3,50}?) "
    r"(?:after all|any ?more|any longer)(?=\s*(?:[.,;!]|$))|"
    r"\b(?:doch nicht|nicht mehr) (?:nach|zu[mr]?|ins?|auf|an) (?P<wohin>[^.,;!?]{3,40}?)(?=\s*(?:[.,;!]|$))|"
    r"\b(?:aus|mit) (?:dem |der |unserem |unserer )?(?P<woraus>[^.,;!?]{3,40}?) wird (?:doch |leider |jetzt )?nichts\b|"
    r"\bnon (?:si va|andiamo|vado|facciamo|faccio|si fa) più (?:alla?|all['’]|al|a|in|il|la|l['’])\s?"
    r"(?P<dove>[^.,;!?]{3,40}?)(?=\s*(?:[.,;!]|$))|"
    r"(?:不去|去不了|不办|不搞)(?P<han>[\u3400-\u9fff]{2,8}?)了",
    re.IGNORECASE,
)
_REASON = "the user says it is off"
# Words that say that something ended, not what.
_ENDING_WORDS = frozenset(
    stems.stem(word)
    for word in """cancelled canceled cancel cancels called off longer going happening need needed valid anymore more
    after gave up dropped backed out sold rid broke split passed away died scrapped fell through trip plan plans
    di il la lo del della che con per
    user sorry monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday week
    month now""".split()
)


@dataclass(frozen=True, slots=True)
class Ending:
    """A sentence that ends something, and who said it."""

    sentence: str
    utterance: Utterance


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What the user's own words end of what is known."""
    for ending in read(material):
        yield from retired(ending, rules, drafts, material.zone)


def read(material: Material) -> Iterator[Ending]:
    """The sentences of the user, stated and not supposed, that call something off."""
    for utterance in material.said_by(Voice.USER):
        for sentence in sentences.split(sentences.meant(utterance.text)):
            stated = not (
                sentence.endswith(("?", "？"))
                or sentences.is_question(sentence)
                or sentences.is_supposed(sentence)
                or marks.HOPED.search(sentence)
                or _IN_CASE.match(sentence)
            )
            if stated and _is_ending(sentence):
                yield Ending(sentence, utterance)


def _is_ending(sentence: str) -> bool:
    if calls_off(sentence) or _NOT_DONE.search(sentence):
        return True
    return bool(_QUITS.search(sentence) and not marks.PASSING.search(sentence))


def _may_be_off(memory: Memory, sentence: str) -> bool:
    """Whether a plan may be what a sentence calls off: of what is only not done, all words are of it."""
    told = None if calls_off(sentence) else _NOT_DONE.search(sentence)
    what = next(filter(None, told.groups()), "") if told else ""
    words = set(stems.content(what)) - _ENDING_WORDS
    return told is None or what in memory.text or (bool(words) and words <= stems.held(memory.text))


def retired(ending: Ending, rules: Mapping[str, Rules], drafts: Drafts, zone: ZoneInfo) -> list[Change]:
    """The memory, of any open kind, that an ending means; none where two are meant equally or nothing is shared."""
    wanted = set(stems.content(ending.sentence)) - _ENDING_WORDS
    names = {
        stems.stem(word) for name in claims.names_in(ending.sentence) for word in name.split()
    } - _ENDING_WORDS
    found = sorted(
        ((_score(memory, wanted, names, _ended_of(memory, ending, rules), ending.sentence), memory)
         for memory in _open(rules, drafts, ending)),
        key=lambda pair: pair[0], reverse=True,
    )  # fmt: skip
    if not found or found[0][0] < 1 or (len(found) > 1 and found[1][0] == found[0][0]):
        return []
    memory = found[0][1]
    planned = rules[memory.kind].kind.growth is Growth.APPEND
    if not planned and (marks.ONCE.search(ending.sentence) or _ANOTHERS.match(ending.sentence)):
        return []
    drafts.knows(memory)
    return [_off(memory, ending, rules[memory.kind], zone)]


_IN_CASE = lazy(r"(?:e |ma |und |aber )?(?:se|falls|wenn)\b", re.IGNORECASE)
# Whose it is that ends, where that is somebody else's.
_ANOTHERS = lazy(
    r"(?:and |but |so |und |e )?(?:her|his|their|your|ihr\w*|"
    r"sein\w*|dein\w*|(?:il |la |i |le )?(?:su[oaei]|tu[oaei]))\b|"
    r"[她他你您]|我(?:朋友|同事|邻居|[妈爸哥姐弟妹]|老[婆公]|[儿女][子儿])",
    re.IGNORECASE,
)


def _off(memory: Memory, ending: Ending, rule: Rules, zone: ZoneInfo) -> Change:
    """What was planned is kept as called off, in the user's words; anything else is over."""
    said = ending.utterance
    if rule.kind.growth is not Growth.APPEND or "event_type" not in rule.kind.body.model_fields:
        return Retire(memory.id, said.time, _REASON)
    told = claims.third_person(times.absolute(ending.sentence, said.time, zone), claims.USER)
    body = {**memory.body, rule.kind.text_field: told, "event_type": "cancelled", "details": ""}
    return Revise(
        memory.id, body, (said.source(ending.sentence),), said.time, _REASON, None, 0.8, memory.importance,
        id=MemoryId(ids.new(said.time)),
    )  # fmt: skip


def _open(rules: Mapping[str, Rules], drafts: Drafts, ending: Ending) -> Iterator[Memory]:
    for rule in rules.values():
        planned = rule.kind.growth is Growth.APPEND
        if rule.kind.recall not in (Recall.CAPTION_ONLY, Recall.ALWAYS) and (
            not planned or calls_off(ending.sentence) or _NOT_DONE.search(ending.sentence)
        ):
            near = drafts.near(rule.kind.name, ending.sentence, 5)
            yield from (
                memory
                for memory, _ in near
                if _is_older(memory, ending) and (not planned or _may_be_off(memory, ending.sentence))
            )


_CLAUSES = lazy(
    r"[,;:，；：]\s*|\s[–—-]\s|\s(?:and|but|so|because|und|aber|weil|denn|e|ma|perché)\s", re.IGNORECASE
)


def _ended_of(memory: Memory, ending: Ending, rules: Mapping[str, Rules]) -> set[str] | None:
    """The words of the clauses that end something, for what is no plan: only by its own name does it end."""
    if rules[memory.kind].kind.growth is Growth.APPEND:
        return None
    clauses = [one for one in _CLAUSES.split(ending.sentence) if calls_off(one)]
    quits = [_quit(one) for one in _CLAUSES.split(ending.sentence)]
    return set(stems.content(" ".join([*clauses, *quits])))


def _quit(clause: str) -> str:
    """What is done no longer, and not who does it no longer: "tablets" of "Pickle takes no more tablets"."""
    match = _QUITS.search(clause)
    return f"{match[0]} {clause[match.end() :]}" if match else ""


def _is_whole(title: set[str], ended: set[str]) -> bool:
    """Whether most of the words of a title are among those that end."""
    return bool(title) and len(title & ended) * 2 >= len(title)


def _is_older(memory: Memory, ending: Ending) -> bool:
    return memory.valid_from < ending.utterance.time and all(
        source.observation != ending.utterance.observation.id for source in memory.sources
    )


# A journey that ends, and one that is known: people call by "tour" what is known as "flies to".
_JOURNEY = lazy(
    r"\b(?:trip|tour|journey|holidays?|vacation|flights?|voyage|cruise|getaway|weekend away|excursion|outing|"
    r"reise|ausflug|urlaub|"
    r"flug|fahrt|viaggio|gita|vacanza|volo|voyage|vol|viaje)\b|旅行|旅游|机票|出差",
    re.IGNORECASE,
)
_TRAVELS = lazy(
    r"\b(?:fl(?:y|ies|ying)|travel\w*|trip|tour|holidays?|going to|goes to|cruise|train to|drives? to|sails?|"
    r"flieg\w+|fährt nach|reis\w+|vola|va (?:a|in)|parte|viaggi\w*)\b|[飞去]|旅",
    re.IGNORECASE,
)


def _score(
    memory: Memory, wanted: set[str], names: set[str], ended: set[str] | None = None, said: str = ""
) -> float:
    held = set(stems.content(memory.text))
    if ended is not None:
        title = set(stems.content(memory.title))
        return float(len(title & ended)) if _is_whole(title, ended) and not memory.body.get("steps") else 0.0
    if names and not names & held:
        return 0.0
    shared = wanted & held
    named = {stems.stem(word) for name in claims.names_in(memory.text) for word in name.split()}
    telling = (
        bool(names) or bool(shared & named) or any(is_meeting(stem) for stem in shared)
        or bool(_JOURNEY.search(said) and _TRAVELS.search(memory.text))
    )  # fmt: skip
    return float(len(shared)) if len(shared) >= (1 if telling else 2) else 0.0
