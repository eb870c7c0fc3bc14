"""A note that is out of date by what the user tells, in whatever words: where they tell of a change, and mean it.

No rule stands here for what is told. How likely a sentence puts a note out of date is learnt: by the signs of both
(`agents.patches.outdating`), and by how likely it tells of any change (`agents.news`). The user's sentence takes the
note's place; what rules have changed by the same words is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from agents import claims, instructions, news, sentences, stems, wishes
from agents.drafts import Drafts
from agents.errors import ModelUnavailable
from agents.finding import Material, Utterance, Voice, is_read_off
from agents.kinds import Rules
from agents.patches import (
    adopted,
    bygone,
    called_off,
    marks,
    matters,
    meant,
    offices,
    outdating,
    own,
    pages,
    reached,
    restated,
    signs,
    stays,
    things,
    values,
)
from agents.patches.outdating import Heard
from agents.patches.parts import LONGEST, timed
from agents.patches.said import Said, is_quote, read
from agents.patterns import lazy
from agents.ports import Embedder
from storage.kind import Growth
from storage.model import BodyFields, Change, Memory, Revise

Likeness = NDArray[np.float32]

LEAST = -0.2
"""Log odds from which a sentence puts a note out of date (`tests/bench/learn_news.py` tells what that reaches)."""
SURELY = 0.8
"""What is needed where a sentence has no number or name that the note lacks: it may only go on about the same."""
ALIKE = 0.3
"""Log odds by which two notes are as likely meant."""
TELLS = -1.5
"""Log odds of a change from which a sentence is looked at; what is below is hardly ever one, and costs nothing."""
WANTED = 2.5
"""How likely a change is told of by what is said to be from now on."""
GIVEN = 1.5
"""How likely it is told of by another end of what lasts, another holder of an office, and another place of a thing."""
NEAR = 0.4
"""Cosine from which a note, or the part of it that is nearest, may be what a sentence is about."""
NEAREST = 3
"""Notes that a sentence may be about, by meaning."""
GOES_ON = 0.3
"""Cosine from which the next sentence is of the same note, too."""
NEARLY = 0.45
"""Cosine from which a clause of a sentence that changed one note gives another note its hour or amount."""
SAME_TALK = timedelta(minutes=30)
"""A note that was told so shortly before is put out of date only by what names it, or two words of it."""
_SAME = 0.8
# Between what a sentence tells of one thing and of another.
_CLAUSES = lazy(
    r"[,;:]?\s+(?:and|but|so|while|und|aber|während|e|ma|mentre)\s+(?!then\b)|[;,，；]\s*(?=\S+\s\S+\s\S+)",
    re.IGNORECASE,
)
# What is so for a time only. A day by itself says nothing of that: on it something else may have begun.
_FOR_A_TIME = lazy(
    r"\b(?:for (?:now|the time being|a (?:while|week|month|bit|few \w+))|this (?:time|once)|next time|until|till|"
    r"(?<!starting )(?<!from )(?<!since )(?<!as of )this (?:week|month)(?! on)|"
    r"vorerst|diesmal|dieses mal|nächstes mal|bis\b(?! jetzt)|solange|"
    r"per ora|stavolta|questa volta|fino a|finché)\b|暂时|临时|这次|下次|直到|先(?=住|用|在|借|放|去|到|凑合|不)|"
    r"这(?:[几两]|[一二三四五六七八九]|\d+)?个?(?:天|周|星期|礼拜|月)(?!起|开始)|这(?:段|阵)|期间|"
    r"(?:[住待借用租]|出差|请假)[^，。,]{0,6}(?:[几两三四五六]|\d+)个?[天周月]",
    re.IGNORECASE,
)
# What is so on a day says nothing of what is so on all of them.
_ON_A_DAY = lazy(
    r"^(?![^。]*(?:以后|改[^，。]{0,3}到|改成|不再))[^。]*(?<!从)"
    r"(?:[今明后昨]天|[今明昨]晚|[这下本]个?(?:周|星期|礼拜)[一二三四五六日天]?|这次|[日号\d]\s?(?:那天|当天))(?!起|开始|以后)"
)
# What is so on a date that is told beside.
_THAT_DAY = lazy(r"(?P<date>\d{1,2}(?:[-./月]\d{1,2})?[日号]?)\s?(?:那天|当天)")
_RECURS = lazy(r"每[周天月个晚次]|习惯|一般|平时|经常|总是|时间$|(?:营业|开放|上班|开门|关门)", re.MULTILINE)
# What was said before, and is only said again: "as I said, she eats at 7 and at 18".
_SAID_BEFORE = lazy(
    r"\b(?:as (?:i|we) (?:said|told you|mentioned)|like i (?:said|told you)|as you (?:know|already know)|"
    r"wie (?:gesagt|erwähnt|schon gesagt|du weißt)|come (?:dicevo|detto|ti ho detto|sai))\b"
    r"|(?:我|之前|刚才)说过|你知道的",
    re.IGNORECASE,
)
_FROM_NOW_ON = lazy(
    r"\b(?:from now on|from today(?: on)?|as of (?:now|today)|ab (?:jetzt|heute|sofort)|von nun an|"
    r"d['’]ora in (?:poi|avanti)|da (?:ora|oggi|adesso) in poi)\b|从(?:现在|今天)(?:起|开始)|"
    r"(?<![之天年月周])(?:以后|今后|往后)(?!再|想|可能|也许|要是|如果|看|我?会不会)(?!$)",
    re.IGNORECASE,
)
# What is told to be as it was: "the bindery stays where it is, so that's an hour on the bus from now on".
_AS_IT_WAS = lazy(
    r"\b(?:(?:stays?|remains?|is staying) (?:where|as|the same|put|unchanged|in place|on)|unchanged|"
    r"as (?:before|ever|always)|"
    r"(?:bleibt|bleiben) (?:\w+ ){0,2}(?:wo|wie|gleich|beim alten)|unverändert|wie (?:immer|bisher|gehabt)|"
    r"(?:resta|restano|rimane|rimangono) (?:dov|com|ugual|invariat)\w*|come (?:sempre|prima))\b|不变|照旧|还是老",
    re.IGNORECASE,
)
# What the user wants is for themselves.
_FOR_ME = lazy(
    r"\b(?:i|me|my|mine|we|us|our|ich|mich|mir|mein\w*|wir|uns|io|mi|me|mio|mia|miei|mie|noi)\b|我",
    re.IGNORECASE,
)
# What somebody else wrote, below the words that ask about it or point to it.
_PASTED = lazy(r"(?<=[?:？：])\s*\n\s*(?=\S)|\n\s*\n(?=\S)")
# Somebody is reached by another number than before, whatever it is.
NEW_NUMBER = lazy(
    r"\b(?:new|different|another|changed (?:his|her|their|its)|neue|andere|nuovo|altro) (?:\w+ )?"
    r"(?:number|phone|mobile|extension|nummer|durchwahl|telefonnummer|handynummer|numero|telefono)\b|"
    r"新(?:的)?(?:号码?|电话|手机号)|换(?:了)?(?:号|电话|手机号)",
    re.IGNORECASE,
)
_A_NUMBER = lazy(
    r"\b(?:number|phone|mobile|cell|landline|\w*nummer|handy|telefon\w*|numero|cellulare|telefono)\b|号码?|电话|手机",
    re.IGNORECASE,
)
# What is told of a page itself, and of nothing that it tells.
_OF_A_PAGE = lazy(
    rf"\b(?:wrong|old|outdated|falsche\w?|alte\w?|veraltete\w?|sbagliat\w|vecchi\w) (?:{pages.NAMED}|file|"
    rf"document|version|"
    rf"datei|dokument|fassung|documento|versione)\b|\b(?:that|this)(?:['’]s| is| was) (?:the|an?|my|our|"
    rf"last) (?:\w+ ){{0,2}}"
    rf"(?:{pages.NAMED}|file|document|version)\b",
    re.IGNORECASE,
)
_REASON = "the user tells that it is otherwise now"


class Superseded:
    """Finds what the user's words put out of date; without an embedder only what is told in Chinese."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder

    def changes(self, material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
        """What takes the place of notes, in order."""
        asked = ""
        for utterance in material.said_by(Voice.USER, Voice.ASSISTANT):
            if utterance.voice is Voice.ASSISTANT:
                asked = utterance.text
                continue
            said = self._said(utterance, material.zone)
            for at, sentence in enumerate(said.sentences if said else ()):
                # Chinese is compared by its signs, without vectors.
                if said is None or not (self._embedder or signs.HAN.search(sentence)):
                    continue
                if adopted.is_order(sentence):
                    continue
                if not _is_used(sentence, said, drafts):
                    yield from self._told(at, said, asked, rules, drafts)
                elif _tells(sentence):
                    yield from self._given_besides(sentence, said, rules, drafts)
                if self._embedder:
                    yield from self._beside(sentence, said, rules, drafts)

    def _told(
        self, at: int, said: Said, asked: str, rules: Mapping[str, Rules], drafts: Drafts
    ) -> Iterator[Change]:
        """What the sentence at a place takes the place of: the note it is about, and offices that it gives away."""
        sentence, whole = said.sentences[at], ""
        changes = _tells_a_change(sentence)
        if not (changes or outdating.tells_a_value(sentence)) or not _tells_a_fact(sentence):
            return
        pool = self._pool(sentence, said, rules, drafts)
        memory = _meant_in_han(sentence, said, pool) if changes else None
        memory = memory or self._meant(Heard(sentence, said.utterance.text, asked), said, pool)
        if memory is None and (whole := _going_on(at, said, drafts)):
            pool = self._pool(whole, said, rules, drafts)
            memory = self._meant(Heard(whole, said.utterance.text, asked), said, pool)
        if memory is None:
            return
        given = (one for one in pool if one != memory and _is_given(one, sentence, said))
        for one in (memory, *given):
            drafts.knows(one)
            told = whole or self._with_next(at, said, one, rules, drafts)
            yield self._in_its_place(one, said, told, rules[one.kind])

    def _beside(
        self, sentence: str, said: Said, rules: Mapping[str, Rules], drafts: Drafts
    ) -> Iterator[Change]:
        """What one clause of a sentence that changed a note gives another note: an hour or an amount, within it."""
        clauses = [one.strip() for one in _CLAUSES.split(sentence)]
        changed = _changed_by(sentence, said, drafts) if len(clauses) > 1 else []
        for clause in clauses if changed and _tells_a_fact(sentence) else ():
            pool = self._pool(clause, said, rules, drafts) if news.NUMBERS.search(clause) else []
            near = self._likeness(clause, [one.text for one in (*pool, *changed)])
            if not pool or int(np.argmax(near)) >= len(pool) or max(near) < NEARLY:
                continue
            other = pool[int(np.argmax(near))]
            text, rule = str(other.body.get(rules[other.kind].kind.text_field, "")), rules[other.kind]
            anew = values.exchanged(text, replace(said, sentences=(clause,)))
            if anew and rule.kind.growth is not Growth.APPEND and _may_change(other, clause, said):
                drafts.knows(other)
                yield said.revises(other, {**other.body, rule.kind.text_field: anew}, clause, _REASON)

    def _said(self, utterance: Utterance, zone: ZoneInfo) -> Said | None:
        """What an utterance states in the user's own words, and what they want from now on.

        Nothing where a part of it orders a machine about.
        """
        text = _PASTED.split(utterance.text, maxsplit=1)[0]
        wished = [one for one in sentences.split(text) if wishes.is_wish(one) and _FOR_ME.search(one)]
        beside = utterance.text
        for one in wished:
            beside = beside.replace(one, " ")
        if is_read_off(utterance.observation) or instructions.looks_like_instruction(beside):
            return None
        return read(replace(utterance, text=text), zone)

    def _given_besides(
        self, sentence: str, said: Said, rules: Mapping[str, Rules], drafts: Drafts
    ) -> Iterator[Change]:
        """The user's own office, where the words that change whose another one was give that to the user."""
        for one in self._pool(sentence, said, rules, drafts):
            if own.has_a_line_of_the_user(one.text) and _is_given(one, sentence, said):
                drafts.knows(one)
                yield self._in_its_place(one, said, sentence, rules[one.kind])

    def _meant(self, heard: Heard, said: Said, pool: Sequence[Memory]) -> Memory | None:
        """The one note that a sentence puts out of date, by the signs of both or by how likely it tells of a change."""
        if self._embedder is None:
            return None
        found = self._by_signs(heard, said, pool)
        return found or (self._by_change(heard.sentence, said, pool) if _tells(heard.sentence) else None)

    def _by_signs(self, heard: Heard, said: Said, pool: Sequence[Memory]) -> Memory | None:
        """The note that the signs of both say a sentence puts out of date (`outdating`)."""
        if _is_of_others(heard.sentence):
            return None
        tells = _odds(heard.sentence)
        if not any(outdating.could(heard, note, tells) for note in pool):
            return None
        near = self._likeness(heard.sentence, [one.text for one in pool])
        if not near.any():
            return None  # Nothing can be embedded.
        found = [
            outdating.measured(heard, note, float(near[at]), news.lead(near, at), tells)
            for at, note in enumerate(pool)
        ]
        odds = [outdating.odds(one) for one in found]
        best = int(np.argmax(odds))
        able = odds[best] >= outdating.needed(found[best]) and _may_change(pool[best], heard.sentence, said)
        return pool[best] if able else None

    def _by_change(self, sentence: str, said: Said, pool: Sequence[Memory]) -> Memory | None:
        """The note that a sentence which tells of a change is about, if it may be changed by it (`news`)."""
        near, words = self._likeness(sentence, [one.text for one in pool]), set(stems.content(sentence))
        order = np.argsort(near)[::-1]
        scored = [(self._odds(sentence, pool[at].text, near, int(at)), pool[at]) for at in order[:NEAREST]]
        odds = max((pair[0] for pair in scored), default=-news.MOST_ODDS)
        likely = [one for odd, one in scored if odds - odd < ALIKE]
        # Of notes that are as likely, the one that more of the words are of.
        memory: Memory | None = max(likely, key=lambda one: len(words & stems.held(one.text)), default=None)
        if memory is None or odds < needed(sentence, memory.text) or not _may_change(memory, sentence, said):
            return None
        if (
            signs.HAN.search(sentence)
            and signs.HAN.search(memory.text)
            and not _has_in_common(memory, sentence)
        ):
            return None
        if _FROM_NOW_ON.search(sentence) and words & (stems.held(memory.text) - meant.WEAK):
            return memory
        if restated.is_told(sentence, memory.text):
            return memory
        parts = sentences.split(memory.text)
        return memory if max(self._likeness(sentence, [memory.text, *parts])) >= NEAR else None

    def _with_next(
        self, at: int, said: Said, memory: Memory, rules: Mapping[str, Rules], drafts: Drafts
    ) -> str:
        """A sentence, and the next one where that goes on about the same note, and about no other one more."""
        behind = said.sentences[at + 1] if at + 1 < len(said.sentences) else ""
        if signs.HAN.search(said.sentences[at]):
            goes_on = signs.takes_up(behind, memory.text)
            return f"{said.sentences[at]}{behind}" if goes_on else said.sentences[at]
        both = f"{said.sentences[at]} {behind}"
        if not behind or len(both) > LONGEST or own.keeps_as_it_is(said, memory.text, memory.title):
            return said.sentences[at]
        pool = [one for one in self._pool(behind, said, rules, drafts) if one != memory]
        near = self._likeness(behind, [memory.text, *(one.text for one in pool)])
        return both if near[0] >= GOES_ON and near[0] == max(near) else said.sentences[at]

    def _pool(self, sentence: str, said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> list[Memory]:
        """The notes that a sentence by itself may be about, as they were before these words."""
        alone = Said((f"{sentence}{signs.kin_in_full(sentence)}",), said.utterance, said.zone)
        return [one for one in meant.known(alone, rules, drafts) if drafts.latest(one) == one]

    def _odds(self, sentence: str, note: str, near: Likeness, at: int) -> float:
        """How likely a sentence puts a note out of date; `near` is how near all notes are, of which it is one."""
        given = (
            stays.last_longer(sentence, note)
            or offices.hands_over(sentence, note)
            or restated.is_told(sentence, note)
        )
        tells = max(_odds(sentence), GIVEN if given else -news.MOST_ODDS)
        signs = news.measured(sentence, note, tells, float(near[at]), news.lead(near, at))
        return news.weights().of_note(signs)

    def _in_its_place(self, memory: Memory, said: Said, told: str, rule: Rules) -> Change:
        """What is told in the place of the part of a note that is nearest to it; what the note is called stays."""
        kind = rule.kind
        text = str(memory.body.get(kind.text_field, ""))
        alone = replace(said, sentences=(told,))
        able = not signs.takes_up(told, text) and not called_off.is_dropped(memory, alone)
        if able and (anew := values.exchanged(text, alone)):
            body: BodyFields = {**memory.body, kind.text_field: anew}
            return said.revises(memory, body | timed(memory.body, body, alone, kind), told, _REASON)
        if signs.HAN.search(text) and signs.HAN.search(told):
            bare = bygone.without(told, text)
            anew = _among_its_parts(text, said.told(bare).rstrip("。. "), memory.title)
            body = {**memory.body, kind.text_field: anew} | _without_quotes(memory.body)
            if kind.growth is Growth.APPEND and "details" in kind.body.model_fields:
                body["details"] = ""
            return said.revises(memory, body, told, _REASON)
        parts, between = list(sentences.split(text)), " "
        if len(parts) == 1 and "; " in text:
            parts, between = text.split("; "), "; "
        place = int(np.argmax(self._likeness(told, parts))) if len(parts) > 1 else 0
        parts[place : place + 1] = [said.told(bygone.without(told, text)).rstrip(". ")]
        if between == " ":
            parts[:-1] = [one if one.endswith(tuple(".!?。！？”")) else f"{one}." for one in parts[:-1]]
        body = {**memory.body, kind.text_field: between.join([*parts[:-1], parts[-1].rstrip(". ")])}
        body |= _without_quotes(memory.body) if len(parts) == 1 else {}
        if kind.growth is Growth.APPEND and "details" in kind.body.model_fields:
            body["details"] = ""
        return said.revises(memory, body, told, _REASON)

    def _likeness(self, sentence: str, texts: Sequence[str]) -> Likeness:
        if self._embedder is None or not texts:
            return np.zeros(0, np.float32)
        try:
            vectors = self._embedder.embed([sentence, *texts])
        except ModelUnavailable:
            return np.zeros(len(texts), np.float32)
        near: Likeness = vectors[1:] @ vectors[0]
        return near


def _without_quotes(body: BodyFields) -> BodyFields:
    """The details of a note without the words that changed it before: they tell what is over now."""
    lines = str(body.get("details", "")).split("\n")
    return {"details": "\n".join(one for one in lines if not is_quote(one))} if "details" in body else {}


# Pairs of signs that a sentence and a note have in common from which the one is about the other.
_SIGNS = 2
_HAN_PARTS = lazy(r"(?<=[，,。；;])")
# What of a part that is told otherwise stands in any: a day, an hour, a number.
_HAN_VALUES = (
    lazy(r"[\d一两二三四五六七八九十][点點](?!心)|\d:\d\d"),
    lazy(r"周[一二三四五六日末]|星期|\d月\d|\d[日号]"),
    lazy(r"\d\s?[元块]|[¥￥]"),
)


def _meant_in_han(sentence: str, said: Said, pool: Sequence[Memory]) -> Memory | None:
    """The one note in Chinese that a Chinese sentence of a change shares most with, if it may be changed by it."""
    sentence = signs.settled(signs.without_what_stays(sentence))
    if not signs.tells_of_a_change(sentence) or signs.leaves_open_what(sentence):
        return None
    able = [one for one in pool if signs.HAN.search(one.text) and _may_change(one, sentence, said)]
    shared = {one.id: _shared_signs(one, sentence) for one in able}
    most = max(shared.values(), default=0)
    best = [one for one in able if shared[one.id] == most]
    if len(best) != 1 or not most:
        return None
    return best[0] if most >= _SIGNS or signs.ends(sentence, best[0].text) else None


def _shared_signs(memory: Memory, sentence: str) -> int:
    """How much a note and a sentence have in common; the title of a note that is said whole counts for all of it."""
    titled = len(memory.title) > 1 and memory.title in sentence
    given = offices.hands_over(sentence, memory.text) or stays.last_longer(sentence, memory.text)
    shared = len(signs.pairs(memory.text) & signs.pairs(sentence))
    of_kin = signs.mentions_kin(sentence, memory.text) and _settles_its_matter(memory, sentence)
    return shared + (_SIGNS if titled or of_kin or (given and shared) else 0)


def _has_in_common(memory: Memory, sentence: str) -> bool:
    """Whether a note and a sentence in Chinese share what either is about: signs, a name, an end, its matter."""
    return bool(
        _shared_signs(memory, sentence)
        or signs.ends(sentence, memory.text)
        or any(
            not (one.isdigit() or signs.HAN.search(one) or one in meant.WEAK)
            for one in set(stems.content(sentence)) & stems.held(memory.text)
        )
        or _settles_its_matter(memory, sentence)
    )


def _settles_its_matter(memory: Memory, sentence: str) -> bool:
    """Whether a sentence settles anew, or ends, what a note tells: where somebody lives, what they work as."""
    return any(
        one.settles.search(sentence) or (one.ends and one.ends.search(sentence))
        for one in matters.of(memory.text)
    )


# Where somebody else does it, the number of whoever did is of no use: "班主任换人了".
_ANOTHER_PERSON = lazy(
    r"换了?个?人|换了?(?:个|位)?(?:老师|医生|师傅|阿姨|教练|房东|经理)|接[班任替手]|不[教带]了"
)


def _among_its_parts(text: str, told: str, title: str) -> str:
    """What is told in the place of those parts of a note in Chinese that it has words or values in common with."""
    if "“" in text:
        return told  # What was told once stands for itself.
    parts = [one for one in _HAN_PARTS.split(text) if one]
    words = signs.pairs(told)
    alike = [signs.pairs(one) & words for one in parts]
    # What the note is called stands in sentences on anything of it.
    changed = [
        bool(shared - signs.pairs(title)) or any(one.search(part) and one.search(told) for one in _HAN_VALUES)
        for part, shared in zip(parts, alike, strict=True)
    ]
    if not any(changed):
        changed = [bool(shared) for shared in alike]
    if _ANOTHER_PERSON.search(told):
        changed = [one or bool(reached.numbers(part)) for one, part in zip(changed, parts, strict=True)]
    kept = [one for one, other in zip(parts, changed, strict=True) if not other]
    if not any(changed) or not kept or changed[0]:
        return "，".join([told, *(one.rstrip("，,。；; ") for one in kept)]) if any(changed) else told
    first = changed.index(True)
    before = "".join(parts[:first])
    return before + "，".join([told, *(one.rstrip("，,。；; ") for one in kept if parts.index(one) > first)])


def _odds(sentence: str) -> float:
    """How likely a sentence tells of a change; what the user wants from now on was otherwise before."""
    return max(news.tells(sentence), WANTED if _FROM_NOW_ON.search(sentence) else -news.MOST_ODDS)


def _tells(sentence: str) -> bool:
    """Whether a sentence tells of a change as a fact, for good."""
    return _tells_a_change(sentence) and _tells_a_fact(sentence)


def _tells_a_change(sentence: str) -> bool:
    """Whether a sentence is likely enough to tell of a change to be looked at."""
    if signs.HAN.search(sentence):
        return signs.tells_of_a_change(signs.settled(sentence)) or _odds(sentence) >= TELLS
    return _odds(sentence) >= TELLS or restated.tells(sentence)


def _tells_a_fact(sentence: str) -> bool:
    """Whether a sentence tells something as a fact, for good."""
    if signs.HAN.search(sentence):
        open_, still = not signs.settled(sentence), not signs.without_what_stays(sentence)
    else:
        open_, still = claims.is_reported(sentence), bool(marks.STILL.search(sentence))
    return not (
        open_
        or sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_ironic(sentence)
        or marks.HOPED.search(sentence)
        or _SAID_BEFORE.search(sentence)
        or (_OF_A_PAGE.search(sentence) and not news.NUMBERS.search(sentence))
        or (
            (marks.TO_DO.search(sentence) or NEW_NUMBER.search(sentence))
            and not news.NUMBERS.search(sentence)
        )
        or still
    )


def _going_on(at: int, said: Said, drafts: Drafts) -> str:
    """A fragment with the sentence that it goes on from: "the bullets read badly. two paragraphs from now on"."""
    sentence, before = said.sentences[at], said.sentences[at - 1] if at else ""
    if not before or not sentences.is_fragment(sentence) or _is_used(before, said, drafts):
        return ""
    both = f"{before} {sentence}"
    return both if len(both) <= LONGEST else ""


# Whoever has nothing to do with what the user keeps, and what others wrote.
_STRANGER = lazy(
    r"^(?:(?:and|but|oh|well|also|und|aber|e|ma|anche)[, ]+)*(?:(?:the|an?|some|one|der|die|das|ein\w?|mein\w*|il|la|"
    r"lo|un[ao]?|mi[oa]|my|our|another) |un['’]|l['’])(?:\w+ )?(?:neighbou?rs?|man|woman|guy|bloke|chap|lady|girl|boy|"
    r"stranger|customer|friend|"
    r"colleague|nachbar\w*|mann|frau|typ|bekannte\w?|freund\w*|kolleg\w*|kund\w*|vicin[oa]|uomo|donna|tizi[oa]|tipo|"
    r"amic[oa]|colleg[ah]\w?|cliente)\b|^(?:邻居|隔壁|同事|朋友|有人|别人|人家)",
    re.IGNORECASE,
)
_WRITTEN = lazy(
    r"\b(?:e-?mail|mail|letter|message|web ?(?:page|site)|page|leaflet|flyer|poster|rundmail|brief|nachricht|aushang|"
    r"lettera|messaggio|volantino|pagina)\b|邮件|短信|海报|通知",
    re.IGNORECASE,
)


def _is_of_others(sentence: str) -> bool:
    """Whether a sentence is about a stranger, whose things are theirs, or only about what somebody wrote."""
    only_written = _WRITTEN.search(sentence) and not news.NUMBERS.search(sentence)
    return bool(only_written or _STRANGER.search(sentence))


def _is_given(memory: Memory, sentence: str, said: Said) -> bool:
    """Whether a sentence gives away an office that a note tells of, beside what it changes."""
    return offices.hands_over(sentence, memory.text) and _may_change(memory, sentence, said)


def needed(sentence: str, note: str) -> float:
    """The log odds from which a sentence puts a note out of date."""
    if _FROM_NOW_ON.search(sentence) or restated.is_told(sentence, note):
        return LEAST
    spoken = sentences.unaddressed(sentence)
    tells_other = news.numbers(spoken) - news.numbers(note) or own.new_names(note, spoken)
    return LEAST if tells_other else SURELY


def _is_used(sentence: str, said: Said, drafts: Drafts) -> bool:
    """Whether a sentence has changed something already."""
    return bool(_changed_by(sentence, said, drafts))


def _changed_by(sentence: str, said: Said, drafts: Drafts) -> list[Memory]:
    """What a sentence has changed already, as it is now."""
    return [
        memory
        for change in drafts.changes
        if isinstance(change, Revise)
        and any(
            source.observation == said.utterance.observation.id
            and (source.quote in sentence or sentence in source.quote)
            for source in change.sources
        )
        and (memory := drafts.drafted(change.id)) is not None
    ]


def _may_change(memory: Memory, sentence: str, said: Said) -> bool:
    kept = _AS_IT_WAS.search(sentence)
    clause = re.split(r"[,;:] |\b(?:and|but|und|aber|ma|e)\b", sentence[: kept.start()])[-1] if kept else ""
    if (set(stems.content(clause)) - meant.WEAK) & stems.held(memory.text):
        return False
    if memory.body.get("steps") or own.keeps_as_it_is(said, memory.text, memory.title):
        return False
    if reached.numbers(memory.text) and _A_NUMBER.search(sentence) and not news.NUMBERS.search(sentence):
        return False  # "Yep, that's my number now": which one, it does not say.
    handed_over = offices.hands_over(sentence, memory.text)
    that_day = _THAT_DAY.search(sentence)
    if that_day and that_day["date"].strip("日号 ") not in memory.text:
        return False
    if not handed_over and _ON_A_DAY.search(sentence) and _RECURS.search(memory.text):
        return False
    if _FOR_A_TIME.search(sentence) and not stays.last_longer(sentence, memory.text):
        return False
    known, told = stems.held(memory.text), set(stems.content(sentence))
    shared = {one for one in told & known if not one.isdigit()} - meant.WEAK
    spoken_of = len(shared) > 1 or shared & stems.held(memory.title)
    fresh = timedelta() < said.utterance.time - memory.valid_from < SAME_TALK
    if fresh and (not spoken_of or things.is_another(sentence, memory.text)):
        return False  # Told a moment ago, and not spoken of.
    if things.shares_no_more(sentence, memory.text):
        return False
    if len(told & known) >= _SAME * len(told):
        return False
    return own.tells_of(sentence, memory.text)
