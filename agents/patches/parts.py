"""The parts of a known thing that words give anew: a value, a name, a step of a procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from agents import appointments, sentences, slips, stems, times
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import (
    amounts,
    bonds,
    called_off,
    companions,
    counted,
    daytimes,
    done,
    doses,
    given,
    holders,
    marks,
    own,
    rates,
    reached,
    renewed,
    restated,
    signs,
    sorts,
    stepped,
    takers,
    things,
    turned,
    values,
)
from agents.patches.meant import LEAD, WEAK, fitting, is_timed, known, may_change
from agents.patches.said import QUOTED, Said, beside_quotes, with_line, without_quotes
from agents.patterns import lazy
from storage.kind import Growth, MemoryKind, with_texts
from storage.model import BodyFields, Change, Memory, Revise

_CHANGED = "the user says that it changed"
_RENAMED = lazy(
    r"\b(?:(?:is|are) (?:now |from \w+ )?called|renamed (?:to|as)?|new name is|heißt (?:jetzt |ab \w+ )?|"
    r"umbenannt in|"
    r"si chiama (?:ora |adesso )?)\s*[\"“'‘]?(?P<name>[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?)"
    r"|(?:改名|更名)(?:为|叫|成)(?P<chinese>[^，。,\s]{1,12})",
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The memory that was spoken of before, and whether the assistant has just stated it.

    `plan` is the last of them that is for a time; `asked` is what the assistant has just asked, empty for nothing.
    """

    memory: Memory | None = None
    stated: bool = False
    plan: Memory | None = None
    asked: str = ""


def changes(
    said: Said, rules: Mapping[str, Rules], drafts: Drafts, before: Spoken = Spoken()
) -> Iterator[Change]:
    """The change of the one thing that the words are about, and the end of what they say has died."""
    pool = [one for one in known(said, rules, drafts) if not own.keeps_as_it_is(said, one.text, _titled(one))]
    said = replace(
        said,
        sentences=tuple(
            one for one in said.sentences if not (_is_no_change(one) or done.changes_nothing(one, said.text))
        ),
    )
    change = _changed(said, rules, drafts, before, pool)
    if change is not None:
        yield change
    for sentence in said.sentences if len(said.sentences) > 1 else ():
        change = _named(replace(said, sentences=(sentence,)), rules, drafts, pool)
        if change is not None:
            yield change
    for one in list(known(said, rules, drafts)):
        kind = rules[one.kind].kind
        ended = None if kind.growth in (Growth.APPEND, Growth.BLOCKS) else _dead(one, said, kind)
        if ended is not None:
            drafts.knows(one)
            yield ended


def _titled(memory: Memory) -> str:
    """What a thing is called; of a procedure, whose steps may stay each by itself, nothing."""
    return "" if memory.body.get("steps") else memory.title


# What lasts until a day, and is then as it was.
_FOR_NOW = lazy(
    r"\b(?:back to normal|for the time being|for now|wieder normal|vorerst|vorübergehend|per ora|temporaneamente)\b|"
    r"\b(?:till|until|til|bis(?: zum)?|fino a(?:l|lla)?)\s+(?:(?:next|this|nächste[nrs]?)\s+)?"
    r"(?:mon|tue|wed|thu|fri|sat|sun|mo(?=n)|"
    r"dienst|mittw|donners|frei|sams|sonn|luned|marted|mercoled|gioved|venerd|sabat|domenic|"
    r"(?:the )?\d{1,2}(?!\d|[:.]\d\d|\s?(?:uhr|h|[ap]m|o['’]clock)\b))|"
    r"暂时|临时|先(?=住|用|在)|直到",
    re.IGNORECASE,
)


# What somebody has said no to.
_REFUSED = lazy(
    r"(?:\bnot|n['’]t) (?:going (?:up|down|to (?:change|rise))|rais(?:e|ing)|rising|increas(?:e|ing))\b|"
    r"\b(?:is(?: not|n['’]t) possible|is impossible|(?:told|said) (?:\w+ )?no\b(?! longer)|"
    r"ist (?:nicht möglich|unmöglich)|abgelehnt|non è possibile|impossibile|detto di no)\b|不行|不可以|拒绝",
    re.IGNORECASE,
)


def _is_no_change(sentence: str) -> bool:
    """Whether a sentence weighs something, or tells of what will be as before in a while."""
    unsure = _UNSURE.match(sentence) or _FOR_NOW.search(sentence) or _REFUSED.search(sentence)
    return own.is_conditional(sentence) or bool(unsure)


# What is only thought or heard.
_UNSURE = lazy(
    r"(?:vielleicht|forse|magari|maybe|perhaps|rumou?r has it|man munkelt)\b|也许|可能|听说", re.IGNORECASE
)


def _changed(
    said: Said, rules: Mapping[str, Rules], drafts: Drafts, before: Spoken, pool: Sequence[Memory]
) -> Revise | None:
    """What the words change: of what they name, as far as it has such a part, else of what was spoken of before."""
    return _named(said, rules, drafts, pool) or _followed(said, rules, drafts, before)


def _named(said: Said, rules: Mapping[str, Rules], drafts: Drafts, pool: Sequence[Memory]) -> Revise | None:
    """What the words change of the one thing that they name and that has such a part."""
    if not _is_anew(said):
        return None
    still = [memory for memory in pool if drafts.latest(memory) == memory]
    able = [pair for pair in fitting(said, still) if _may_tell(said, pair[1], rules)]
    found = _foremost(able, said, rules)
    if found is None or _makes_another_of_it(*found, said, still):
        return None
    drafts.knows(found[0])
    return found[1]


def _without_others(said: Said, memory: Memory) -> Said:
    """What is said without the sentences that turn to something else, and have no word of a memory."""
    words = stems.held(without_quotes(memory.text)) - WEAK
    kept = tuple(
        one for at, one in enumerate(said.sentences)
        if not (at and (_TURNS.match(one) or _ELSE.search(one))) or _has_of(one, memory, words)
    )  # fmt: skip
    if is_timed(memory) and len(kept) > 1:
        kept = tuple(one for one in kept if not _sets_another(one, memory, said))
    return replace(said, sentences=kept)


def _sets_another(sentence: str, memory: Memory, said: Said) -> bool:
    """Whether a sentence has a day and tells of what a plan has no word of: "Ida gets her keys on 1 June"."""
    days = times.dated(sentence, said.utterance.time, said.zone)
    if not days or _OF_IT.search(sentence) or signs.HAN.search(sentence) or sentences.is_fragment(sentence):
        return False
    rest = sentence
    for day in reversed(days):
        rest = f"{rest[: day.first]} {rest[day.last :]}"
    matter = {one for one in stems.content(rest) if not one.isdigit()} - WEAK - _HOURS
    return len(matter) >= _MATTER and not matter & stems.held(without_quotes(memory.text))


# So many words are of another matter; of a plan fewer say where it is: "we meet in the chapel on Friday".
_MATTER = 3
_HOURS = frozenset(
    map(
        stems.stem, "one two three four five six seven eight nine ten eleven twelve past half quarter".split()
    )
)
# What speaks of the plan without its name, or of what takes its place.
_OF_IT = lazy(
    r"\b(?:it|it['’]s|that|this|instead|moved?|postponed|shifted|rescheduled|pushed|put off|brought forward|"
    r"es|das|dies\w*|stattdessen|dafür|verschoben|verlegt|vorgezogen|invece|spostat\w|rinviat\w|anticipat\w|lo|la)\b",
    re.IGNORECASE,
)


def _has_of(sentence: str, memory: Memory, words: Set[str]) -> bool:
    """Whether a sentence has a word, or in Chinese two signs, of a memory."""
    return bool(set(stems.content(sentence)) & words or signs.pairs(sentence) & signs.pairs(memory.text))


# What leads over to another thing.
_TURNS = lazy(
    r"\W*(?:(?:oh,? )?(?:and |und |e )?(?:by the way|btw|another thing|one more thing|on another note|separately|"
    r"übrigens|apropos|außerdem|noch was|was anderes|a proposito|poi:|un['’]altra cosa|cambiando argomento)\b)|"
    r"\W*(?:还有|另外|对了|顺便|再就是)",
    re.IGNORECASE,
)


def _foremost(
    able: Sequence[tuple[float, Memory]], said: Said, rules: Mapping[str, Rules]
) -> tuple[Memory, Revise] | None:
    """The best of those that the words change (`able` are in this order), with its change; None where the next of them
    fits as well. What fits less well is not changed in vain, which costs more than to tell what fits.
    """
    change = _patched if _is_changed(said) else _given
    best: tuple[float, Memory, Revise] | None = None
    for score, memory in able:
        if best is not None and best[0] - score >= LEAD:
            break
        changed = change(memory, _without_others(said, memory), rules[memory.kind].kind)
        if changed is not None and best is not None:
            return None
        if changed is not None:
            best = score, memory, changed
    return best[1:] if best is not None else None


def _makes_another_of_it(memory: Memory, change: Revise, said: Said, known: Sequence[Memory]) -> bool:
    """Whether a change would give a thing the name of another one that the words speak of: plot 8 that of plot 7."""
    anew = "\n".join(
        line for value in change.body.values() for line in str(value).split("\n")
        if not line.startswith(QUOTED)
    )  # fmt: skip
    return any(
        one is not memory and len(one.title) > 2 and _DIGIT.search(one.title) and own.says(said.text, one.title)
        and own.says(anew, one.title) and not own.says(memory.text, one.title)
        for one in known
    )  # fmt: skip


_DIGIT = lazy(r"\d")


def _followed(said: Said, rules: Mapping[str, Rules], drafts: Drafts, before: Spoken) -> Revise | None:
    """What words that name nothing known change of what was spoken of just before, or of the plan that is asked for."""
    return (
        _of_before(said, rules, drafts, before)
        or _replied(said, rules, drafts, before)
        or _answered(said, rules, drafts, before)
    )


def is_plan(memory: Memory) -> bool:
    """Whether a memory is for one time."""
    return bool(values.clock_of(memory.text))


# A day or an hour that answers a question.
_ANSWERS = lazy(
    r"(?:(?:no|yes|nein|ja|sì|ok)[,. ]+)?(?:(?:on|am|at|um|alle|il|der|den) )?(?:mon|tue|wed|thu|fri|sat|sun|"
    r"dien|mitt|"
    r"don|frei|sams|sonn|lun|mar|mer|gio|ven|sab|dom|周|星期|\d|the \d)\w*",
    re.IGNORECASE,
)


def _replied(said: Said, rules: Mapping[str, Rules], drafts: Drafts, before: Spoken) -> Revise | None:
    """What the answer to a question, a day and an hour or a number, changes of the plan that is spoken of."""
    plan = drafts.latest(before.plan) if before.plan and before.asked else None
    if plan is None or not may_change(plan, said, rules[plan.kind]):
        return None
    timed = _ANSWERS.match(said.text) and values.clocks_of(said.text)
    if not timed and not counted.recounts(plan.text, said.text):
        return None
    change = _patched(plan, said, rules[plan.kind].kind)
    if change is not None:
        drafts.knows(plan)
    return change


# What is asked about whatever is spoken of: "And the price?", "Bleibt die Uhrzeit?", "La sala cambia?".
_ASKED_OF_IT = frozenset(
    map(
        stems.stem,
        "price prices cost costs fee rate much time times hour hours day date start begin begins number phone "
        "place address "
        "still same change changes changed stay stays new pay charge what about when "
        "preis kosten kostet uhrzeit zeit tag termin beginn beginnt nummer telefon ort adresse bleibt bleiben "
        "gleich ändert "
        "neu neue viel wieviel zahlt "
        "prezzo costo costa quota orario ora giorno data inizio inizia numero telefono posto indirizzo resta "
        "rimane restano "
        "und der die das den dem ist sind wie was wann wird che con per come del della sono "
        "cambia cambiano stesso stessa nuovo nuova quanto quando paga".split(),
    )
)
# An article before a vowel: "l'orario".
_ELIDED = lazy(r"\b\w{1,4}['’](?=\w{2})")
# The answer is somebody else's, and still to come.
_YET_TO_ASK = lazy(
    r"\b(?:ask|check|find out|whether|look up|frage|fragen|nachsehen|ob|chiedo|chiedere|controllo)\b|问|查",
    re.IGNORECASE,
)
# Shorter words say nothing of what is asked about.
_LETTERS = 3
_HAN_ASKED = lazy(
    r"(?:那|那么|价格?|费用?|时间|日期|几点|周几|多少钱?|地点|电话|呢|吗|还是|一样|变|不|改|要|新|的|了|是|有|收|[？?，。\s])+"
)


def _answered(said: Said, rules: Mapping[str, Rules], drafts: Drafts, before: Spoken) -> Revise | None:
    """What the answer to "and the price?" changes of what was spoken of before: a value of the sort that is "
    "asked for."""
    wanted = sorts.named(before.asked)
    memory = drafts.latest(before.memory) if before.memory and wanted else None
    if memory is None or memory.body.get("steps") or not may_change(memory, said, rules[memory.kind]):
        return None
    left = set(stems.content(_ELIDED.sub(" ", before.asked))) - _ASKED_OF_IT - stems.held(memory.text)
    asked_of_it = (
        _HAN_ASKED.fullmatch(before.asked)
        if signs.HAN.search(before.asked)
        else all(one.isdigit() or len(one) < _LETTERS for one in left)
    )
    settled = tuple(one for one in said.sentences if _settles(one, memory))
    if not asked_of_it or not settled or not _may_tell(said, memory, rules):
        return None
    kind, told = rules[memory.kind].kind, replace(said, sentences=settled)
    alone = _ONLY_NUMBER.fullmatch(told.text)
    if alone and "price" in wanted:
        told = replace(told, sentences=(f"up to {alone['number']}",))
    body = with_texts(dict(memory.body), beside_quotes(lambda text: sorts.exchanged(text, told, wanted)))
    body |= timed(memory.body, body, told, kind)
    change = _revised(memory, body, said, kind)
    if change is not None:
        drafts.knows(memory)
    return change


def _settles(sentence: str, memory: Memory) -> bool:
    """Whether a sentence of an answer settles something of what was spoken of."""
    open_ = _OPEN.search(sentence) or _ELSE.search(sentence) or _YET_TO_ASK.search(sentence)
    return not (open_ or things.is_another(sentence, memory.text) or sentences.is_supposed(sentence))


_ONLY_NUMBER = lazy(r"\W*(?:[^\W\d]+\s+){0,3}(?P<number>\d+(?:[.,]\d{1,2})?)(?:\s+[^\W\d]+){0,2}\W*")


def _of_before(said: Said, rules: Mapping[str, Rules], drafts: Drafts, before: Spoken) -> Revise | None:
    memory = drafts.latest(before.memory) if before.memory else None
    if memory is None or not may_change(memory, said, rules[memory.kind]):
        return None
    kind = rules[memory.kind].kind
    if kind.growth is Growth.APPEND and called_off.is_dropped(memory, said):
        return None
    planned = kind.growth is Growth.APPEND or bool(values.clock_of(memory.text))
    corrects = before.stated and holders.is_correction(said.text) and kind.growth is not Growth.BLOCKS
    if not corrects and not (planned and (_is_anew(said) or _SETTLED.search(said.text))):
        return None
    if corrects and not planned and any(own.is_first(one) for one in said.sentences):
        return None
    told = replace(said, sentences=tuple(one for one in said.sentences if not _is_apart(one, memory)))
    change = _patched(memory, told, kind) if told.sentences else None
    if change is not None:
        drafts.knows(memory)
    return change


def _is_apart(sentence: str, memory: Memory) -> bool:
    """Whether a sentence is about something else than what was spoken of, or settles nothing of it."""
    at = _TIMED.match(sentence)
    if at and not set(stems.content(at["what"])) - WEAK <= set(stems.content(memory.text)):
        return True
    if things.is_another(sentence, memory.text):
        return True
    if _LIVES.search(sentence) and not _LIVES.search(memory.text):
        return True
    of_it = re.search(r"\b(?:it|that|them|es|ihn|sie|das|lo|la|li)\b", sentence, re.IGNORECASE)
    if marks.TO_DO.search(sentence):
        return True
    return bool(_OPEN.search(sentence) or _ELSE.search(sentence) or (own.is_first(sentence) and not of_it))


# Where somebody lives or stays moves no plan: "我上周六换宿舍了,现在住…".
_LIVES = lazy(r"住(?!院)|搬[了完]?家|换了?(?:宿舍|寝室|房子)|做客")
# What is said to be at an hour: "focus at 14:00".
_TIMED = lazy(
    r"(?:and |then |also |und |dann |e )*(?:the |der |die |das |il |la )?(?P<what>[^\W\d]{3,}(?: [^\W\d]{3,})?)\s+"
    r"(?:is |are |ist |è )?(?:at|um|alle)\s+\d",
    re.IGNORECASE,
)
_ELSE = lazy(
    r"\b(?:by the way|btw|apropos|übrigens|a proposito|comunque|anyway)\b|对了|另外|顺便", re.IGNORECASE
)
# What is weighed, or ruled out, is not settled.
_OPEN = lazy(
    r"\b(?:would|could|might|maybe|perhaps|but not|not on|shut|closed|flooded|easier|vielleicht|könnte|würde|wäre|"
    r"aber nicht|forse|magari|potrebbe|sarebbe)\b|也许|可能|要不",
    re.IGNORECASE,
)
# What was open is settled.
_SETTLED = lazy(
    r"\b(?:done|booked|took it|taken|settled|fixed|agreed|final(?:ly)?|confirmed|it is(?:,| then)|going with|make it|"
    r"up to|down to|gebucht|steht|abgemacht|fix|vereinbart|prenotat\w|confermat\w|deciso|fatto|"
    r"allora)\b|[定订约][了到在]|说好|就定",
    re.IGNORECASE,
)


def _is_anew(said: Said) -> bool:
    return _is_changed(said) or _is_given(said)


def _is_changed(said: Said) -> bool:
    """Whether the words say that something is otherwise than before."""
    text = said.text
    return (
        bool(marks.NOW.search(text))
        or slips.is_righted(said.utterance.observation.text)
        or values.names_a_swap(text)
        or turned.names_a_turn(text)
        or stepped.tells(text)
        or holders.is_correction(text)
        or bool(counted.TOTAL.search(text))
        or (appointments.calls_off(text) and called_off.is_put_off(text))
    )


def _is_given(said: Said) -> bool:
    """Whether the words give, without a word of change, what there is only one of."""
    text = said.text
    return (
        reached.gives_a_number(text) or holders.names_one(text) or holders.starts_anew(text)
        or bonds.tells(text) or takers.tells(text) or given.tells(text) or takers.gives(text)
        or daytimes.tells(text) or bool(marks.PARTED.search(text))
    )  # fmt: skip


def _may_tell(said: Said, memory: Memory, rules: Mapping[str, Rules]) -> bool:
    """What is said of somebody else, or of what is theirs, changes nothing that is known of the user.

    What was done is only put right.
    """
    is_open = rules[memory.kind].kind.growth is Growth.APPEND
    if done.is_deed(memory.text) and not (
        done.puts_right(said.text) or values.is_swapped(memory.text, said.text)
    ):
        return False
    if is_open and called_off.is_dropped(memory, said):
        return False
    if all(things.shares_no_more(one, memory.text) for one in said.sentences):
        return False
    if not doses.is_of(memory.text, said.text) or doses.is_once(memory.text, said.text):
        return False
    if rules[memory.kind].kind.growth is not Growth.BLOCKS:
        return all(own.tells_of(one, memory.text) for one in said.sentences)
    names = own.names(memory.text)
    told = own.of_the_user(said, memory.text)
    return told == list(said.sentences) or any(own.says(one, name) for one in told for name in names)


def _patched(memory: Memory, said: Said, kind: MemoryKind) -> Revise | None:
    """The memory with what the words change; None where they change nothing of it."""
    if steps := _stepped(memory.body, said):
        return _revised(memory, {**memory.body, **steps}, said, kind)
    held = str(memory.body.get(kind.text_field, ""))
    if amounts.splits(held, said.text) or signs.takes_up(said.text, held):
        return _whole(memory, said, kind)
    renamed = _renamed(memory, said)
    if renamed is not None:
        body: BodyFields = with_texts(dict(memory.body), lambda text: text.replace(*renamed))
        body["details"] = (
            f"{renamed[0]} before" if "details" in kind.body.model_fields else body.get("details", "")
        )
    else:
        change = values.changed if _is_named_first(memory, said, kind) else values.told
        body = with_texts(dict(memory.body), beside_quotes(lambda text: change(text, said)))
        count = beside_quotes(lambda text: renewed.changed(counted.changed(text, told=said.text), said.text))
        body |= {name: count(value) for name, value in body.items() if isinstance(value, str)}
        lasting = kind.growth is Growth.BLOCKS
        of_the_user = (rates.changed, daytimes.changed, holders.holding, bonds.bound)
        for change in _fitting_title(memory, of_the_user if lasting else _OF_OTHERS):
            body = with_texts(body, beside_quotes(partial(change, said=said)))
        body |= timed(memory.body, body, said, kind)
    body = with_texts(body, beside_quotes(lambda text: takers.owned(memory, text, said.text)))
    return _revised(memory, body, said, kind)


# Any: changes of a text by what is said, each as it is called with `said`.
def _fitting_title(memory: Memory, changes_: Sequence[Any]) -> Sequence[Any]:
    """The changes but for another holder of a place, where a memory is called by who held it: that stays of them."""
    called = bool(memory.title) and holders.holds(memory.text, memory.title)
    return [one for one in changes_ if not (called and one is holders.holding)]


def _is_named_first(memory: Memory, said: Said, kind: MemoryKind) -> bool:
    """Whether a thing is spoken of before the number that is told, or with it: what follows it is another's."""
    if kind.growth is Growth.BLOCKS:
        return True
    at = next(
        (at for at, one in enumerate(said.sentences) if reached.gives_a_number(one)), len(said.sentences)
    )
    return bool(fitting(replace(said, sentences=said.sentences[: at + 1]), [memory]))


def _given(memory: Memory, said: Said, kind: MemoryKind) -> Revise | None:
    """The memory with what the words give of it that there is only one of: who holds a place, where somebody goes."""
    body: BodyFields = dict(memory.body)
    others = () if kind.growth is Growth.BLOCKS else _GIVEN_OF_OTHERS
    for change in _fitting_title(memory, (daytimes.changed, holders.holding, bonds.bound, *others)):
        body = with_texts(body, beside_quotes(partial(change, said=said)))
    body = with_texts(body, beside_quotes(lambda text: takers.owned(memory, text, said.text)))
    return _revised(memory, body, said, kind)


# Characters of what takes a note's place as a whole.
LONGEST = 300
_FEW = 2
# The fields that say what a thing is called.
_CALLS = frozenset(("name", "title"))


def _revised(memory: Memory, body: BodyFields, said: Said, kind: MemoryKind) -> Revise | None:
    """The change that a mended body makes; None where nothing is mended, or what it is called alone."""
    mended = {name for name, value in body.items() if value != memory.body.get(name)}
    if not mended or (mended <= _CALLS and not holders.is_correction(said.text)):
        return None
    before, after = memory.text, kind.search_text(body)
    if values.leaves_out(before, after, said.text) or _lacks_another(before, after, said):
        return _whole(memory, said, kind)
    if "details" in kind.body.model_fields:
        said_so = times.absolute(said.text, said.utterance.time, said.zone)
        body["details"] = with_line(body, f"{QUOTED}{said_so}")
    return said.revises(memory, body, said.text, _CHANGED)


def _lacks_another(before: str, after: str, said: Said) -> bool:
    """Whether a text that is changed lacks the name of where, or from whom, its thing is told to be now."""
    return any(
        restated.is_told(one, before) and own.new_names(after, one.partition(" ")[2])
        for one in said.sentences
    )


def _whole(memory: Memory, said: Said, kind: MemoryKind) -> Revise | None:
    """What is told in the place of a short note, where more of it is otherwise than parts can be exchanged for."""
    held = str(memory.body.get(kind.text_field, ""))
    told = said.told(" ".join(one for one in said.sentences if values.tells_a_value(one))).rstrip(". ")
    if kind.growth is Growth.APPEND or not told or len(told) > LONGEST or len(sentences.split(held)) > _FEW:
        return None
    body: BodyFields = {**memory.body, kind.text_field: told}
    return said.revises(memory, body, said.text, _CHANGED)


def _without_parted(text: str, said: Said) -> str:
    """A text without its words on two who are together, where they have parted."""
    if not any(map(_parted, said.sentences)):
        return text
    kept = [piece for piece in text.split(", ") if not marks.TOGETHER.search(_FORMER.sub("", piece))]
    return ", ".join(kept) or text


def _parted(sentence: str) -> bool:
    """Whether a sentence says that two have parted; of somebody's parents or friends it says nothing of them."""
    parted = marks.PARTED.search(sentence)
    return parted is not None and not (
        _NOT_THEY.search(sentence[: parted.start()]) or sentences.is_supposed(sentence)
    )


_NOT_THEY = lazy(
    r"['’]s (?:[\w-]+ ){1,3}$|\b(?:(?:grand)?parents|friends|neighbou?rs|colleagues|(?:groß)?eltern|nachbarn|genitori|"
    r"nonni|vicini)\b[^.;!?]*$|父母|爸妈|邻居|\b(?:not|never|nearly|almost|nicht|nie|fast|beinahe|non|mai|quasi)\b|"
    r"n['’]t\b|[没不未]|差点",
    re.IGNORECASE,
)
# Who somebody was to the user before.
_FORMER = lazy(r"\b(?:ex[- ]|former )\w+|前[男女夫妻]\w*", re.IGNORECASE)

# What words change of others and of things, beside their values.
_OF_OTHERS = (
    rates.changed, daytimes.changed, bonds.bound, companions.left, _without_parted,
    holders.instead_of_the_user, values.placed, holders.going, holders.holding,
    takers.taken_over, given.made_over, given.paired,
    holders.spelt, holders.corrected,
)  # fmt: skip

_GIVEN_OF_OTHERS = (
    _without_parted, holders.going, reached.called_at, takers.taken_over, given.made_over, given.paired,
)  # fmt: skip


def timed(before: BodyFields, after: BodyFields, said: Said, kind: MemoryKind) -> BodyFields:
    """The time at which something takes place, moved to its new day and hour."""
    occurs = next((name for name, info in kind.body.model_fields.items() if info.annotation is datetime), "")
    if not occurs or not before.get(occurs):
        return {}
    clock = values.clock_of(str(after.get(kind.text_field, "")))
    kept = said.day is None and clock == values.clock_of(str(before.get(kind.text_field, "")))
    return {occurs: values.moved(str(before[occurs]), said.day, "" if kept else clock, said.zone)}


def _stepped(body: BodyFields, said: Said) -> BodyFields:
    """Every list of a body that the words tell otherwise, with the lines that they replace, leave out or add."""
    held = {name: lines for name, lines in body.items() if isinstance(lines, list) and len(lines) > 1}
    anew = {name: stepped.changed(list(map(str, lines)), said.text) for name, lines in held.items()}
    return {name: lines for name, lines in anew.items() if lines != held[name]}


def _renamed(memory: Memory, said: Said) -> tuple[str, str] | None:
    """The old and the new name of what a memory is about, where the words give it a new one."""
    match = _RENAMED.search(said.text)
    if match and _ANOTHER.search(said.text[: match.start()]):
        return None
    new = (match["name"] or match["chinese"]) if match else ""
    old = memory.title
    return (old, new) if new and old and old != new and len(old.split()) <= 3 and old in said.text else None


# "the new teacher is called ...": another one, not the same by a new name.
_ANOTHER = lazy(r"\b(?:new|neue[rs]?|nuov[oa]|nouve\w+|nuev[oa]) (?:\w+ ){1,2}$", re.IGNORECASE)


def _dead(memory: Memory, said: Said, kind: MemoryKind) -> Revise | None:
    """A card of someone of whom the words say that they died, with that."""
    name = memory.title.split()[0] if memory.title else ""
    sentence = next((one for one in said.sentences if marks.DIED.search(one) and name in one), "")
    if not name or not sentence or marks.DIED.search(memory.text):
        return None
    told = f"{memory.body.get(kind.text_field, '')}. {said.told(sentence)}"
    return said.revises(
        memory, {**memory.body, kind.text_field: told}, sentence, "the user says that it is over"
    )
