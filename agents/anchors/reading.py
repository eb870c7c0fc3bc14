"""The words of a question that hang its time on an event: which event, on which side of it, and how far off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from agents import glosses, relations, times
from agents.patterns import lazy


class Side(StrEnum):
    """Where the time that is asked about lies, seen from the event."""

    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    UNTIL = "until"
    DURING = "during"
    ON = "on the day"
    LAST = "last"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words text[first:last], the event they name, and the side of it that they mean.

    `count` and `unit` ("hour", "day", "week", "month", "year") tell how far off; of a `run` all that lies between is
    meant. `rest` is the question without these words. `until` is the other event where the time lies between two.
    """

    side: Side
    event: str
    words: str
    rest: str
    count: int = 0
    unit: str = ""
    run: bool = False
    until: str = ""


# A few, and shortly, in the unit that is named, or in days.
FEW, SHORTLY = 5, 3
_COUNTS = {
    "the": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2, "a few": FEW, "several": FEW, "some": FEW,
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "der": 1, "die": 1, "den": 1, "am": 1, "dem": 1, "zwei": 2,
    "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "einige": FEW,
    "ein paar": FEW, "wenige": FEW,
    "il": 1, "lo": 1, "la": 1, "un": 1, "uno": 1, "una": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6,
    "sette": 7, "otto": 8, "nove": 9, "dieci": 10, "alcuni": FEW, "alcune": FEW, "qualche": FEW, "pochi": FEW,
    "poche": FEW,
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "几": FEW,
}  # fmt: skip
_UNITS = {
    "hour": "hour", "day": "day", "night": "day", "evening": "day", "morning": "day", "week": "week", "month": "month",
    "year": "year",
    "stunde": "hour", "tag": "day", "abend": "day", "woche": "week", "monat": "month", "jahr": "year",
    "or": "hour", "giorn": "day", "ser": "day", "settiman": "week", "mes": "month", "ann": "year",
    "小时": "hour", "天": "day", "日": "day", "晚": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month",
    "年": "year",
}  # fmt: skip
_FEW = {
    "a few",
    "several",
    "some",
    "einige",
    "ein paar",
    "wenige",
    "alcuni",
    "alcune",
    "qualche",
    "pochi",
    "poche",
    "几",
}
_ONE = {"the", "der", "die", "den", "dem", "am", "il", "lo", "la"}

# A name that is no word of the sentence's beginning; whatever follows runs to the end of the clause.
_NAME = r"(?-i:[A-ZÄÖÜ])[\w-]+"
_ON = r"[^,.;:?!]*"
_WHOSE = r"(?:the|my|our|his|her|their|your)"
_THING = rf"(?:{_WHOSE}|an?|th(?:at|is)(?! (?:i|we|he|she|they|you|it)\b))\s+\w{_ON}|{_NAME}['’]s?\s+\w{_ON}"
_DEED = rf"(?:i|we|he|she|they|{_NAME})(?:['’]\w+)?\s+\w{_ON}"
_DOING = rf"(?!(?:any|every|some|no)?thing\b|evening|morning|during|spring)\w{{2,}}ing\b\s+\w{_ON}"
_NUMBER_EN = r"\d{1,3}|a couple of|a few|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several"
_ENGLISH = (
    rf"(?P<side>between)\s+(?P<event>(?:{_THING}|{_DEED}|{_DOING}|{_NAME})(?=\s+and\s))\s+and\s+"
    rf"(?P<until>{_THING}|{_DEED}|{_DOING}|{_NAME})",
    rf"(?:(?P<run>(?:in|during|within|over)\s+(?=the\s))?(?:the\s+(?=\d|two|three|few))?(?P<n>{_NUMBER_EN}|few)\s+"
    r"(?P<unit>hour|day|night|evening|morning|week|month|year)s?\s+|"
    r"(?P<near>shortly|right|just|soon|immediately|directly|a (?:little|bit)|not long)\s+)?"
    r"(?P<side>(?:ever\s+)?since|before|prior to|leading up to|until|till|up to|after)\s+"
    rf"(?P<event>{_THING}|{_DEED}|{_DOING})",
    rf"(?P<side>during|throughout|in the course of)\s+(?P<event>{_THING})",
    rf"(?P<side>while|whilst|when|as long as)\s+(?P<event>{_DEED})",
    rf"(?:on\s+|in\s+|at\s+)?(?P<side>the\s+(?:very\s+|same\s+)?(?:day|evening|morning|afternoon|night|date|time))\s+"
    rf"(?:of\s+(?P<event>{_THING})|(?:when\s+|that\s+|on which\s+)?(?P<event_2>{_DEED}))",
    rf"(?P<side>(?:the\s+)?(?:last|previous) time)\s+(?:that\s+|when\s+)?(?P<event>{_DEED}|(?:at|in|with)\s+\w{_ON})",
)
_DER = r"(?:de[rmsn]|die|das|mein\w*|unser\w*|sein\w*|ihre[rmsn]?)"
_SACHE = rf"{_DER}\s+\w{_ON}|{_NAME}s\s+\w{_ON}"
_TAT = rf"(?:ich|wir|er|sie|{_NAME})\s+\w{_ON}"
_GERMAN = (
    rf"(?P<side>zwischen)\s+(?P<event>(?:{_SACHE})(?=\s+und\s))\s+und\s+(?P<until>{_SACHE})",
    rf"(?P<side>(?:das |beim )?letzten? mal)(?:\s+\w+)?\s*,?\s+(?:als|dass)\s+(?P<event>{_TAT})",
    r"(?:(?P<run>in\s+)?(?P<n>\d{1,3}|ein paar|ein(?:e[nmr]?)?|de[rnm]|die|am|zwei|drei|vier|fünf|sechs|sieben|acht"
    r"|neun|zehn|einige|wenige)\s+(?P<unit>stunde|tag|abend|woche|monat|jahr)(?:e?n|e)?\s*,?\s+|(?P<near>kurz|gleich|direkt"
    rf"|unmittelbar)\s+)?(?P<side>seit(?:dem)?|vor|nach|bis (?:zu)?|bevor|nachdem)\s+(?P<event>{_SACHE}|{_TAT})",
    rf"(?P<side>während)\s+(?P<event>{_SACHE}|{_TAT})",
    rf"(?P<side>als)\s+(?P<event>{_TAT})",
    rf"(?P<side>am (?:tag|abend|morgen|nachmittag))\s*,?\s+(?:an dem\s+|als\s+|von\s+)?(?P<event>{_SACHE}|{_TAT})",
)
_COSA = rf"(?:(?:il|l[aoe]|i|gli|un[ao]?)\s+|l['’]\s?|mi[oa]\s+)?\w{_ON}"
_DI = r"d(?:i|el(?:l[aoe])?|ei|egli)\s+(?:mi[oa]\s+)?|dell['’]"
_ITALIAN = (
    rf"(?P<side>[tf]ra)\s+(?P<event>(?:{_COSA})(?=\s+e\s))\s+e\s+(?P<until>{_COSA})",
    r"(?:(?P<run>nel(?:la)?\s+)?(?P<n>\d{1,3}|un[ao]?|il|l[ao]|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|alcun[ie]"
    r"|qualche|poch[ie])\s+(?P<unit>or|giorn|ser|settiman|mes|ann)[aeio]\s+|(?P<near>poco|subito|appena)\s+)?"
    rf"(?P<side>prima|dopo|fino)\s+(?:{_DI}|a(?:l(?:l[ao])?)?\s+|all['’]|(?=(?:il|l[aoe]|i|gli|mi[oa]|aver\w*|essere|che)\s|l['’]))"
    rf"(?P<event>{_COSA})",
    rf"(?P<side>durante)\s+(?P<event>{_COSA})",
    rf"(?P<side>da quando|mentre)\s+(?P<event>\w{_ON})",
    rf"(?P<side>il giorno)\s+(?:{_DI})(?P<event>\w{_ON})",
    rf"(?P<side>(?:l['’]\s?)?ultima volta)\s+(?:che\s+)?(?P<event>\w{_ON})",
)
EVENTS = {
    language: lazy(pattern, re.IGNORECASE)
    for language, pattern in (
        ("en", rf"{_THING}|{_DEED}|{_DOING}|{_NAME}"),
        ("de", rf"{_SACHE}|{_TAT}|{_NAME}{_ON}"),
        ("it", _COSA),
    )
}
"""What may name a happening, in languages that part their words."""
_SIGNS = r"[^，。？?！!、,；;\s]"
_NUMBER_ZH = r"\d{1,3}|[一两二三四五六七八九十几]"
_CHINESE = (
    rf"(?:^|[，,]|在|从)(?P<event>(?!自从|从|在|我们?在){_SIGNS}{{2,16}}?)(?:和|与|到|跟)(?P<until>{_SIGNS}{{2,16}}?)(?P<side>之间)",
    rf"(?P<side>上一?次|最后一次)(?P<event>{_SIGNS}{{2,16}}?)(?:的?时候?|[，,]|$)",
    rf"(?:^|[，,]|自从|从|在|自)(?P<event>(?!自从|从|在|我们?在){_SIGNS}{{2,16}}?)的?"
    r"(?P<near>不久)?(?P<side>以来|期间|(?:的时候)|那天|当天)",
    rf"(?:^|[，,]|自从|从|在|自)(?P<event>(?!自从|从|在|我们?在){_SIGNS}{{2,16}}?)的?(?P<side>[之以]?[前后])的?"
    rf"(?:(?P<run>那)?(?P<n>{_NUMBER_ZH})个?(?P<unit>小时|天|日|晚|周|星期|礼拜|月|年)|(?P<near>不久))",
    rf"(?:^|[，,]|自从|从|在|自)(?P<event>(?!自从|从|在|我们?在){_SIGNS}{{2,16}}?)(?P<side>[之以][前后])",
    rf"(?:^|[，,]|在)(?P<event>(?!在|我们?在){_SIGNS}{{2,16}}?)(?P<side>[前后])(?=[我他她你们，,])",
)
_PATTERNS = {
    language: tuple(lazy(pattern if language == "zh" else rf"\b{pattern}", re.IGNORECASE) for pattern in patterns)
    for language, patterns in (("en", _ENGLISH), ("de", _GERMAN), ("it", _ITALIAN), ("zh", _CHINESE))
}  # fmt: skip
_SIDES = (
    (Side.BETWEEN, r"between|zwischen|[tf]ra$|之间"),
    (Side.LAST, r"time$(?<=last time)|time$(?<=previous time)|mal$|volta$|上|最后"),
    (Side.SINCE, r"since|seit|da quando|以来"),
    (Side.UNTIL, r"until|till|up to|bis|fino"),
    (Side.BEFORE, r"before|prior|leading|vor|bevor|prima|前"),
    (Side.AFTER, r"after|nach|dopo|后"),
    (Side.ON, r"the .*(?:day|evening|morning|afternoon|night|date)|am |giorno|天"),
)
# What hangs on no event: "look after the dog", "do you know when I moved?".
_NOT_BEHIND = lazy(
    r"\b(?:look\w*|tak\w+|took|nam\w+|call\w*|ask\w*|chas\w+|go|goes|went|thank\w*|even|as|day|time after)[ ,]+$",
    re.IGNORECASE,
)
_NO_WHEN = lazy(
    r"\b(?:know|remember|recall|sa(?:y|id)|tell|told|idea|sure|weißt du|wissen|sag\w*|mir|mehr|besser|\w{3,}er)[ ,]+$",
    re.IGNORECASE,
)
# How long something is, or was, from an event on: the distance itself is asked for.
_DISTANCE_ASKED = lazy(
    r"\bhow (?:long|old|soon|far)\b"
    r"|\bhow many (?:hours|days|weeks|months|years) (?:before|after|since|until|is|has|have|was|were|are|passed|lay)\b"
    r"|\bwie (?:lange?|alt|viele? (?:tage|wochen|monate|jahre) (?:vor|nach|seit|bis|lieg\w+|verg\w+))\b|\bda quanto\b"
    r"|\bquant[oi] (?:tempo|giorni|mesi|anni) (?:prima|dopo|fa|è|sono)\b"
    r"|多久|多长时间|几(?:天|周|个月|年)[前后]|[前后](?:多少|几)(?:天|周|个月)",
    re.IGNORECASE,
)
# Words that point at what was just said, or at a time without a date; they name no event.
_NO_EVENT = lazy(
    rf"(?:{_WHOSE}|an?|that|this|de[rmsn]|die|das)?\s*"
    r"(?:(?:same|next|last|first|other|rest|end|beginning|start|fact|point|moment|day|week|weekend|month|year|time|past"
    r"|future|way|one|nächsten?|letzten?|ersten?|ende|anfang|tag|woche|monat|jahr|zeit)\b(?!['’]s)"
    r"(?! (?:day|time) (?:of|at) )|[，。]|(?:这|那|此|不|很|多|然|今|明|昨|最)\w?$"
    rf"|(?:{_NUMBER_ZH})个?(?:小时|天|日|晚|周|星期|礼拜|月|年)$)",
    re.IGNORECASE,
)
# Where the main clause goes on behind an event that was named first, or another time begins.
_MAIN = lazy(
    rf"\s+(?:(?=what\b|who\b|whom\b|whose\b|where\b|which\b|how\b|why\b)|"
    rf"(?=(?:did|do|does|was|were|is|are|have|had|has|will|can|could|should)\s+(?:i|we|you|he|she|they|{_NAME})\b)|"
    r"(?=(?:hat|habe|haben|wer|wo|wie|welche\w*)\s))",
    re.IGNORECASE,
)
_OTHER = lazy(
    r"\s+(?:and|or|but|und|oder|e|o)\s+(?:before|after|since|until|not|later|earlier|then|vor|nach|dann|prima|dopo)\b.*",
    re.IGNORECASE,
)
_HELPING = lazy(r"\b(?:hab\w*|hat|hatte\w*|bin|ist|sind|wurden?|war\w*|worden)\b(?!.*,)", re.IGNORECASE)
_LAST_VERB = lazy(r"\s+[a-zäöüß]+(?:t|en)$")
_SHE = lazy(r"^(?:she|he|sie|er|lei|lui)\b", re.IGNORECASE)
_HER = lazy(r"\b(?:her|him|ihr|ihm)$", re.IGNORECASE)
_WE_TALKED = lazy(r"(?:we|wir) (?:\w+ )?\w+", re.IGNORECASE)
_LOOSE = lazy(r"^[\s,，、;:]+|[\s,，、;:]+(?=[?.!？。！]|$)")


def read(text: str, now: datetime, zone: ZoneInfo) -> Phrase | None:
    """The phrase of a question that names an event as its time; None where there is none.

    A date beside "before" or "since" is no event, and one that the event is told with needs none: `agents.times` reads
    both.
    """
    for pattern in _PATTERNS[glosses.language_of(text)]:
        for match in pattern.finditer(text):
            found = _phrase(text, match)
            if found is not None and not _DISTANCE_ASKED.search(text) and not _has_a_date(found, now, zone):
                return found
    return None


def named(phrase: Phrase, people: Sequence[str]) -> Phrase:
    """The phrase with the one person of the question in the place of "she", or beside "we"."""
    if len(people) != 1:
        return phrase
    event = _SHE.sub(people[0], phrase.event)
    event = _HER.sub(people[0], event)
    alone = _WE_TALKED.fullmatch(event)
    return replace(phrase, event=f"{event} {people[0]}" if alone else event)


def _phrase(text: str, match: re.Match[str]) -> Phrase | None:
    groups = match.groupdict()
    if groups.get("until"):
        return _between(text, match)
    group = "event" if groups["event"] else "event_2"
    first, start = _first(match), match.start(group)
    event, last = _ended(match[group], start, leads=not text[:first].strip(" ,，"))
    before = text[:first]
    if not event or _NO_EVENT.match(event) or _NOT_BEHIND.search(before):
        return None
    if groups["side"] in ("以前", "之前") and _is_whose(event, groups["side"]):
        return None
    clause = groups["side"].casefold() in ("when", "als")
    if clause and (_NO_WHEN.search(before) if before.strip() else text[last : last + 1] != ","):
        return None
    event, last = _without_verb(event, before, last)
    last = max(last, match.end("side"), match.end("n") if groups.get("unit") else 0, _after(match))
    rest = _LOOSE.sub("", f"{before.rstrip()} {text[last:].lstrip(' ,，')}").strip()
    side = next(
        (side for side, known in _SIDES if re.search(known, groups["side"], re.IGNORECASE)), Side.DURING
    )
    count, unit, run = _distance(groups, side)
    return Phrase(side, event, text[first:last].strip(" ,，"), rest, count, unit, run)


# Somebody, and no happening: "我妈以前住哪".
_SOMEBODY = lazy(rf"(?:用户|[我咱你您他她]们?)?(?:家?的?{relations.HAN})?")
# What happens, by the sign for it: "搬家以前", "涨价以前".
_HAPPENS_ZH = lazy(r"[搬毕结手开涨换生离入旅考吃睡去来到买卖退转改签住分辞病升降装]")


def _is_whose(event: str, side: str) -> bool:
    """Whether what stands before "以前" is whose former state is asked for, and no happening before which it was."""
    return bool(_SOMEBODY.fullmatch(event)) or (side == "以前" and not _HAPPENS_ZH.search(event))


def _between(text: str, match: re.Match[str]) -> Phrase | None:
    first, event = _first(match), match["event"].strip()
    before = text[:first]
    until, last = _ended(match["until"], match.start("until"), leads=not before.strip(" ,，"))
    if not until or _NO_EVENT.match(event) or _NO_EVENT.match(until):
        return None
    last = max(last, match.end("side"))
    rest = _LOOSE.sub("", f"{before.rstrip()} {text[last:].lstrip(' ,，')}").strip()
    return Phrase(Side.BETWEEN, event, text[first:last].strip(" ,，"), rest, until=until)


def _first(match: re.Match[str]) -> int:
    """Where the phrase begins: behind a sign that only parts it from the words before."""
    return match.start() + len(match.group()) - len(match.group().lstrip(" ,，"))


def _after(match: re.Match[str]) -> int:
    """The end of a phrase whose side is told behind its event, as in Chinese."""
    groups = match.groupdict()
    event = "event" if groups["event"] else "event_2"
    return match.end() if match.end("side") > match.start(event) or groups["side"][0] in "上最" else 0


def _without_verb(event: str, before: str, last: int) -> tuple[str, int]:
    """A German event without the verb of the question that stands behind it: "vor der Reise gekauft"."""
    match = _LAST_VERB.search(event) if _HELPING.search(before) else None
    return (event[: match.start()], last - len(match.group())) if match else (event, last)


def _ended(event: str, start: int, *, leads: bool) -> tuple[str, int]:
    """The event without what follows it in the sentence, and where it ends."""
    cut = _OTHER.search(event)
    told = event[: cut.start()] if cut else event
    main = _MAIN.search(told) if leads else None
    told = (told[: main.start()] if main else told).rstrip()
    return told, start + len(told)


def _distance(groups: dict[str, str | None], side: Side) -> tuple[int, str, bool]:
    """How far off, in which unit, and whether all that lies between is meant."""
    if groups.get("near"):
        return SHORTLY, "day", True
    number, unit = (groups.get("n") or "").casefold(), (groups.get("unit") or "").casefold()
    if not unit or side not in (Side.BEFORE, Side.AFTER):
        return 0, "", False
    few = number in _FEW or number == "few"
    count = FEW if few else _COUNTS.get(number) or int(number)
    whole = number in _ONE and _UNITS[unit] != "day"
    return count, _UNITS[unit], bool(groups.get("run")) or few or whole


def _has_a_date(found: Phrase, now: datetime, zone: ZoneInfo) -> bool:
    """True where a date stands where the event should, or beside it: then that is the time.

    Between a date and an event is a time that hangs on the event.
    """
    told = (found.event, found.until) if found.until else (found.event,)
    return all(times.find(event, now, zone) for event in told)
