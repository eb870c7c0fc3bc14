"""What a question asks, read from its words: its shape, the people, apps and time it names, and whether the last."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from agents import from_then, glosses, stems, times
from agents.patterns import lazy
from agents.times import Span
from storage.model import Filter


class Shape(StrEnum):
    """What the answer to a question looks like."""

    WHEN = "when"
    WHO = "who"
    WHERE = "where"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    HOW_LONG = "how long"
    CODE = "which number"
    WHY = "why"
    YES_NO = "yes or no"
    WHAT = "what"


SHAPELESS = (Shape.WHAT, Shape.WHY, Shape.YES_NO)
"""Questions whose value is whatever a line says beyond the question: it says nothing without the line."""

# What is told by a number with its unit, or in a word.
_DEGREES = (
    r"\bhow (?:slow|fast|quick|full|tall|heavy|far|deep|wide|hot|cold|warm|loud|strong)\b"
    r"|\bwie (?:langsam|schnell|voll|groß|schwer|weit|tief|breit|heiß|kalt|warm|laut)\b"
)
OF_DEGREE = lazy(_DEGREES, re.IGNORECASE)
"""How slow, how full: a number answers it, and so does a word."""

# A word that may be a name, with what hangs on it.
_BY_NAME = lazy(r"(?P<name>\w+)(?:['’]s\b)?\s*")

_TOTAL = lazy(r"\b(?:all in all|in total|altogether|alles in allem|insgesamt)\b", re.IGNORECASE)
_MADE_OF = lazy(r"\bmade (?:up )?(?:of|from|out of)\b", re.IGNORECASE)
_CALLED = lazy(r"\bhow (?:can|could|do|may) (?:i|we) (?:call|phone|ring|reach)\b", re.IGNORECASE)
# Which state is wanted, in so many words that they say nothing of what it is about.
_OF_ITS_STATE = lazy(
    r"\b(?:at the (?:very )?(?:beginning|start|outset)(?! of)|to begin with|at (?:the|this) moment|at present"
    r"|these days|right now|as of (?:now|today)|in the end(?! of)"
    r"|(?:ganz )?am anfang(?! de)|zu beginn(?! de)|im moment|zur ?zeit|am ende(?! de)"
    r"|al momento|in questo momento|alla fine(?! d))\b|\ball['’]inizio\b(?! d)",
    re.IGNORECASE,
)
_OF_MONEY = lazy(
    r"\b(?:(?:how )?much|pay|paid|owe|owed|spend|spent|expensive|cheap|(?:want|ask|charge)(?:ed|s|d)?(?= for\b)"
    r"|price|costs?|total|teuer|kostet\w*|preis)\b",
    re.IGNORECASE,
)
# Of something bought these words say that it was, or what of it is asked.
_BOUGHT = lazy(r"\b(?:buy|bought|order(?:ed)?|purchased?|shop(?:ped|ping))\b", re.IGNORECASE)
_OF_PURCHASES = lazy(
    rf"{_BOUGHT.pattern}|\b(?:ask|call|shop|store|seller|number|reference|receipt|delivered|arrived?)\b",
    re.IGNORECASE,
)
# "Was" that asks whether, not the German for "what": "was ist", "was habe ich".
_ENGLISH_WAS = (
    r"was(?! (?:ist|war|hat|hab\w*|sind|wird|soll|muss|kann|mach\w+|kostet|kosten|kostete|steht|gibt|gab|heißt|braucht"
    r"|brauche|esse|trinke|kaufe|kaufte|sagt|sagte|schreibt|schrieb|passiert|passierte|möchte|wollte|werde|bekam|bekomme|fehlt"
    r"|bedeutet)\b)"
)
# The first pattern that fits decides; English, German and Chinese.
_SHAPES = (
    (
        Shape.WHY,
        r"\bwhy\b|\bhow come\b|\b(?:which|what) (?:error|exception)\b"
        r"|\bwelche[rn]? fehler\b|\bwhat (?:caused|(?:is|was|were|went|goes) wrong)\b"
        r"|\bwhat (?:is|was) the (?:\w+ )?(?:cause|reason)\b|\b(?:warum|weshalb|wieso)\b|为什么|为何|怎么会",
    ),
    (Shape.HOW_LONG, r"\bhow (?:long|old)\b|\bwie (?:lange|alt)\b|多久|多长时间|几岁"),
    (
        Shape.HOW_MANY,
        r"\bhow (?:many|often)\b|\bwie (?:viele|oft)\b|\bquant[ie] volte\b|\bquant[ie]\b(?! ann)|多少[个次人]|几[个次]",
    ),
    (
        Shape.CODE,
        r"\bhow (?:can|could|do|may) (?:i|we) (?:call|phone|ring|reach)\b"
        r"|\b(?:(?<!the )number|reference|code|hash|revision|id|phone|telephone|iban|serial|nummer|kennung)\b"
        r"|\b\w+nummer\b|号码|编号",
    ),
    (
        Shape.HOW_MUCH,
        rf"\bhow (?:much|high|big|large|expensive)\b|\bwie (?:viel|teuer|hoch)\b|{_DEGREES}"
        r"|\b(?:what|which) (?:price|amount|sum|total|percentage|share|proportion|rate|figure|value)\b"
        r"|\b(?:what|how high) (?:is|was|are|were) (?:the |my |our )?(?:\w+ ){0,3}"
        r"(?:price|costs?|fee|total|sum|amount)\b"
        r"|\bwhat (?:do|does|did|will|would) .+ (?:costs?|charge|earn)\b|\b(?:preis|kostet\w*|kosten)\b|多少"
        r"|\bquant[oa] (?:\w+ ){0,2}(?:cost\w+|pag\w+|devo)\b",
    ),
    (
        Shape.WHEN,
        r"\bwhen\b|\b(?:what|which|at what) (?:\w+ )?(?:time|date|day|month|year|weekday|hour)s?\b|\bwann\b"
        r"|\bwhat (?:is|was) the (?:\w+ ){0,2}(?:time|date|day|deadline|due date)\b"
        r"|\bum wie ?viel uhr\b|\ban welche[mn] (?:tag|datum)\b|\bwelche[rsn]? (?:tag|datum|monat)\b"
        r"|\bquando\b|\bche ora\b|\b(?:che|quale) (?:giorno|data)\b|\bquand\b|\bquelle heure\b"
        r"|什么时候|何时|几点|哪[天年月]|哪一[天年]",
    ),
    (
        Shape.WHO,
        r"\bwho(?:m|se)?\b"
        r"|\b(?:which|what) (?:company|firm|shop|office|authority|bank)\b.* (?:sent|sends|wrote|writes)\b"
        r"|\b(?:which|what) (?:person|colleague|people|man|woman|one of us)\b"
        r"|\bwer\b|\bwen\b|\bwem\b|\bchi\b|谁|姓什么|姓啥|贵姓|\bwhich (?-i:[A-Z][a-z]+)\b",
    ),
    (
        Shape.WHERE,
        r"\bwhere\b|\bwo(?:hin|her)?\b"
        r"|\b(?:which|what) (?:room|place|town|city|country|street|platform|track|gate|address"
        r"|hotel|restaurant|caf[eé]|bar|shop|store|museum|school|hospital)\b"
        r"|\b(?:what|which) (?:is|was) (?:the |my |our |his |her |their )?"
        r"(?:[\w'’-]+ ){0,3}(?<!mail )(?<!web )address\b"
        r"|\bin welche[mnrs] (?:stadt|ort|raum|zimmer|straße|strasse|land|haus)\b"
        r"|\bdove\b|\b(?:che|quale) (?:via|città|paese|stanza|posto|strada)\b|\boù\b|\bquelle (?:ville|rue)\b"
        r"|哪里|哪儿|在哪|哪个(?:城市|房间|地方)",
    ),
    (
        Shape.YES_NO,
        rf"^\s*(?:did|do|does|is|are|{_ENGLISH_WAS}|were|has|have|had|can|could|will|would|should|am|hat|ist|war|habe)\b|(?:吗|(?<![什怎多这那])么)[?？]?\s*$",
    ),
)
_COMPILED = tuple((shape, lazy(pattern, re.IGNORECASE)) for shape, pattern in _SHAPES)

# The word that asks decides, not what follows it: "which label is picked when calibrating", "who gave me the code".
_ASKING = lazy(r"\b(?P<open>what|which|how)\b|\b(?P<shut>who(?:m|se)?|where|when|why)\b", re.IGNORECASE)
_SHUT = {"who": Shape.WHO, "whom": Shape.WHO, "whose": Shape.WHO, "where": Shape.WHERE, "when": Shape.WHEN}
_CLAUSE = lazy(r"\b(?:who(?:m|se)?|where|when|why)\b.*", re.IGNORECASE | re.DOTALL)
_TIME_ASKED = lazy(r"(?:what|which) (?:time|date|day|month|year|weekday|hour)s?\b", re.IGNORECASE)
# "Is it settled at what time he lands?" asks whether, "do you know when he lands?" asks when.
_WHETHER = lazy(
    rf"^\s*(?:did|do|does|is|are|{_ENGLISH_WAS}"
    r"|were|has|have|had|can|could|will|would|should|may|am)\b"
    r"(?!.*\b(?:know|remember|recall|tell|say|said|sure|idea)\b.*\b(?:what|which|how|who|where|when|why)\b)",
    re.IGNORECASE | re.DOTALL,
)

_LAST = lazy(
    r"\b(?:last|latest|newest|current(?:ly)?|now|most recent(?:ly)?|at the moment|these days|still|as of"
    r"|at present|presently|nowadays|by now|as (?:it|things) stands?|for now|ultimately|eventually"
    r"|end(?:s|ed)? up (?:with|at|in|on|being|paying|costing)"
    r"|finally|in the end|zuletzt|aktuell\w*|neueste\w*|jetzt|derzeit|momentan|im moment|gegenwärtig|zur ?zeit"
    r"|mittlerweile|inzwischen|letztlich|schließlich|adesso|attualmente|al momento|alla fine|ultim[oaie])\b"
    r"|最新|最近|现在|目前|最后|如今|当前|最终",
    re.IGNORECASE,
)
# Letters that the short form of a name has at least.
_SHORT_FORM = 3
# Words of the question's form: they say which state or shape is wanted, not what it is about (as stems).
_FORM_WORDS = """
move moved last latest newest current currently recent recently first original originally initial earliest
planned change changed now still time times date day days month year room place city country price cost
costs amount often many much long different finally zuletzt aktuell zuerst uhr tag
"""
_FORM = frozenset(stems.stem(word) for word in _FORM_WORDS.split())
# "last week" is a time, not a wish for the newest.
_LAST_TIME = lazy(
    r"\blast (?:week|month|year|night|weekend|summer|winter|spring|autumn|fall"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
# What one is, has or does for long.
_LASTING = (
    "work|live|study|teach|play|drive|have|use|own|bank|rent|pay|earn|manager|boss|doctor|home|job|school|car|phone"
    "|number|address"
)
# "Old" tells a former state of what one has, or of what changes; "the old mill" is only called so.
_FORMER = (
    r"(?:\b(?:my|our|your|his|her|its|their)|['’]s) old(?! (?:friend|school))|(?<!\bhow )old"
    rf" (?:\w+ )?(?:{_LASTING}|addresses|numbers|dates?|times?|days?|room|place|prices?|costs?|fees?|amount|figures?"
    r"|value|versions?|plans?|due|rate|total|password|code|name|title|appointments?|meetings?|bookings?|flat|house|one)"
)
_FIRST = lazy(
    r"\b(?:first(?! name)|original(?:ly)?|initial(?:ly)?|earliest|at first"
    r"|(?:at|in) the (?:very )?(?:beginning|start|outset)|anfangs|am anfang|all['’]inizio"
    r"|before (?:it|that|the (?:change|move|switch))"
    rf"|previous(?:ly)?|used to|former(?:ly)?|{_FORMER}|to begin with|zuerst|ursprünglich\w*|früher\w*|vorher\w*"
    r"|prima|precedent\w*)\b"
    r"|\bbefore\s*[?.]?\s*$|\bbisher\w*|\bprima d[ei]\w*\b|\bavant\b|最初|一开始|起初|原来|之前|以前|第一",
    re.IGNORECASE,
)
_CHANGED = lazy(
    r"\bhow (?:often|many times)\b.*\b(?:moved?|chang\w+|reschedul\w+|postpon\w+|shift\w*)\b"
    r"|\bwie oft\b.*\b(?:verschoben|geändert)\b",
    re.IGNORECASE,
)
# "Where did I work before the hospital?": what was so until what the rest of the question names, which answers nothing.
_UNTIL = lazy(
    rf"(?P<asked>\b(?:did|was|were|had)\b.{{0,40}}\b(?:{_LASTING})\b.{{0,20}})"
    r" before (?:the|my|our|their|his|her|it|that)\b[^?.]*",
    re.IGNORECASE,
)
_OF_STATES = lazy(rf"\b(?!have\b)(?:{_LASTING})\b", re.IGNORECASE)
# "What did we talk about?": whatever there was of it.
_OPEN = stems.held(
    "do done happen happened talk talked discuss discussed say said speak spoke chat chatted tell told"
)
# "before August", "before 28 March", "before the change in June": what was so until then.
_BEFORE = lazy(
    r"\b(?:before|vor(?: dem)?|prima del?|avant(?: le)?) (?:the )?"
    r"(?:(?:change|move|switch|rise|increase|cut) (?:in|on|of|at) )?(?:\d{1,2}(?:st|nd|rd|th|\.)? )?"
    rf"(?:(?:of )?(?:{'|'.join(calendar.month_name[1:])})|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_STILL = lazy(r"\b(?:still|noch|immer noch|ancora)\b|还", re.IGNORECASE)
# Whom a question asked in the third person means by "the user".
_THE_USER = lazy(
    r"\b(?:the )?user(?:['’]s)?\b(?! (?:manual|interface|guide|account|name|id|group|test)s?\b)"
    r"|\b(?:de[rsmn]|die) (?:be)?nutzer(?:s|in)?\b|\b(?:il |la |d?all['’]|d?ell['’]|l['’])utente\b"
    r"|\bl['’]utilisat(?:eur|rice)\b|用户",
    re.IGNORECASE,
)
_MYSELF = {"en": "I", "de": "ich", "it": "io", "zh": "我"}
_OF_SELF = lazy(
    rf"\b(?:i|me|my|mine|myself|ich|mich|mir|mein\w*|io|mio|mia|miei|mie|je|mon|ma|mes)\b|我|{_THE_USER.pattern}",
    re.IGNORECASE,
)
_SECRET = lazy(
    r"\b(?:pass ?words?|pass ?phrases?|passcodes?|pin(?: code)?|api[ -]?keys?|secret(?: key)?s?|tokens?|credentials?"
    r"|(?:door|alarm|gate|entry|access|safe|lock|wi-?fi|wlan)[ -]?(?:code|key|password)s?|codes? (?:to|for|of)"
    r"|kontonummer|zugangscode"
    r"|cvv|iban|card numbers?|(?:credit|debit) card|private keys?|recovery codes?"
    r"|passwor[dt]e?s?|kennw[oö]rt\w*|geheimzahl)\b"
    r"|密码|口令|密钥",
    re.IGNORECASE,
)
_NAME = lazy(r"(?<![.!?¿]\s)(?<!^)\b[A-ZÄÖÜ][\w'’-]*(?:\s+[A-ZÄÖÜ][\w'’-]*)*")
# The wish for the value alone, before a question or behind it: "Just the name: who ...", "Nur das Datum.", "One word."
_ALONE = lazy(
    r"^\s*(?:(?:just|only|nur|solo|soltanto) (?:the|a|de[rnm]|die|das|il|lo|la|i|gli|le) [\w-]+"
    r"|in (?:one|a single) word|one word)"
    r"\s*[:,–-]\s*(?=\S)"
    r"|(?<=[?？])\s*(?:(?:just|only|nur|solo|soltanto)\s+(?:the|a|de[rnm]|die|das|il|lo|la|i|gli|le)\s+[\w-]+"
    r"|[\w-]+ (?:only|alone)|(?:in )?(?:just )?(?:one|a single) word"
    r"|只[说要回答给]{1,2}[\u3400-\u9fff]{1,6})\s*[.!。]?\s*$",
    re.IGNORECASE,
)
# A letter that a name may not run on into; Chinese and Japanese ones stand beside names without a space.
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
CALENDAR = frozenset(
    name.casefold() for names in (calendar.day_name, calendar.month_name) for name in names
) | {"i", "i'm", "i've", "reverie"}
"""Capital words in small letters that name nothing new."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a question hangs its time on: its words for it, and what is remembered that tells when that was.

    `side` is where the time that is meant lies, seen from the `event` (its words): "before", "since", "during".
    """

    words: str
    event: str
    side: str
    id: UUID
    type: str
    quote: str


@dataclass(frozen=True, slots=True)
class Written:
    """A filter as it stands in a search: its part of the text, what it limits, the value given, and of a time when."""

    text: str
    name: str
    value: str
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question and what was understood of it.

    `people` and `apps` are the known ones it names, as known, `kin` those it means by what they are to the user;
    `names` are its other capitalised words;
    `terms` are the stems of what it is about, in English; `language` is "en", "de", "it" or "zh", and `english` the
    question word for word. `of_self` is true where the user asks about themselves. `only` are the filters that were
    typed, `written` how each was, `notes` what of them was not understood. An `anchor` is the event that `span` was
    reckoned from, and `bare` the question without its words; None where `text` is that itself. `unremembered` are
    words that name an event of which nothing tells. `value_alone` is true where nothing but the value is wanted.
    """

    text: str
    shape: Shape
    span: Span | None = None
    anchor: Anchor | None = None
    bare: Parsed | None = None
    unremembered: str = ""
    people: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    apps: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    wants_last: bool = False
    wants_first: bool = False
    wants_changes: bool = False
    wants_secret: bool = False
    wants_still: bool = False
    of_self: bool = False
    value_alone: bool = False
    language: str = "en"
    english: str = ""
    only: Filter = field(default_factory=Filter)
    written: tuple[Written, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sought(self) -> str:
        """Its text as it is searched for: without the words for the state that is wanted of what is found."""
        left = _OF_ITS_STATE.sub("", self.text)
        return left if stems.content(left) else self.text

    @property
    def nameless(self) -> str:
        """What is searched for without the names of `people`; empty where it names none, or nothing else."""
        names = {part.casefold() for person in self.people for part in person.split()}
        left = _BY_NAME.sub(lambda match: "" if match["name"].casefold() in names else match[0], self.sought)
        return left.strip() if names and left != self.sought and stems.content(left) else ""

    @property
    def about(self) -> tuple[str, ...]:
        """The terms without those that only say which shape or state is wanted; all of them when none is left."""
        return tuple(term for term in self.terms if term not in _FORM) or self.terms

    @property
    def subject(self) -> str:
        """The words that say what it is about, without those that only say what is wanted of it, as they stand."""
        told = _OF_ITS_STATE.sub(" ", OF_DEGREE.sub(" ", _OF_MONEY.sub(" ", self.english)))
        if _BOUGHT.search(told):
            told = _OF_PURCHASES.sub(" ", told)
        if self.span is not None and self.span.text:
            told = told.replace(self.span.text, " ")
        kept = [word for word in stems.words(told) if stems.content(word) and stems.stem(word) not in _FORM]
        return " ".join(kept) or self.english

    @property
    def matter(self) -> tuple[str, ...]:
        """The terms without the names of `people`: everything they say holds those."""
        named = {stems.stem(part) for person in self.people for part in person.split()}
        return tuple(term for term in self.terms if term not in named)

    @property
    def is_bare(self) -> bool:
        """Whether the words of the event that its time hangs on are left out."""
        return self.anchor is not None and self.bare is None

    @property
    def is_open(self) -> bool:
        """Whether it names nothing that an answer would be about, but people and a time."""
        return set(self.matter) <= _OPEN

    @property
    def lasts(self) -> bool:
        """Whether it asks for something that one is, has or does for long."""
        return _OF_STATES.search(self.english) is not None


def parse(
    text: str, now: datetime, zone: ZoneInfo, *, people: Sequence[str] = (), apps: Sequence[str] = ()
) -> Parsed:
    """Reads a question asked at `now` (aware). `people` and `apps` are the names known so far."""
    text, alone = _without_wish(text)
    beginnings = tuple(word for word in stems.words(text) if len(word) >= _SHORT_FORM and word[0].isupper())
    named = tuple(name for name in people if _names(text, name, beginnings))
    before = _BEFORE.search(text) is not None
    own = _THE_USER.sub(f" {_MYSELF[language_of(text)]} ", text)
    english = glosses.in_english(own)
    return Parsed(
        text=text,
        shape=_shape_in(text, english),
        span=None if before else from_then.asked_for(text, times.range_of(text, now, zone)),
        people=named,
        apps=tuple(app for app in apps if _mentions(text, app)),
        names=_other_names(text, named),
        terms=tuple(dict.fromkeys(stems.content(_told(english)))),
        wants_last=bool(_LAST.search(_LAST_TIME.sub(" ", text))),
        wants_first=before or bool(_FIRST.search(text) or _UNTIL.search(text)),
        wants_changes=bool(_CHANGED.search(text)),
        wants_secret=bool(_SECRET.search(text)),
        wants_still=bool(_STILL.search(text)),
        of_self=bool(_OF_SELF.search(text)),
        value_alone=alone,
        language=language_of(text),
        english=english,
    )


def _without_wish(text: str) -> tuple[str, bool]:
    """A question without the wish for the value alone, and whether it holds that."""
    left = _ALONE.sub("", text)
    return (left, True) if left != text and stems.content(left) else (text, False)


def _told(english: str) -> str:
    """A question in the words that what answers it may hold: a number, not a call; a total, not "all in all";
    a material, not "made of"."""
    left = _OF_ITS_STATE.sub(" ", english)
    english = left if stems.content(left) else english
    english = _MADE_OF.sub(" material ", _TOTAL.sub(" total ", _UNTIL.sub(r"\g<asked>", english)))
    return _CALLED.sub(" phone number ", english)


def shape_of(text: str) -> Shape:
    """What the answer should look like."""
    if _WHETHER.match(text):
        return Shape.YES_NO
    asking = _ASKING.search(text)
    if asking and asking["shut"]:
        return _SHUT.get(asking["shut"].casefold(), Shape.WHY)
    if asking and _TIME_ASKED.match(text, asking.start()):
        return Shape.WHEN
    if asking:
        text = text[: asking.end()] + _CLAUSE.sub("", text[asking.end() :])
    return next((shape for shape, pattern in _COMPILED if pattern.search(text)), Shape.WHAT)


def _shape_in(text: str, english: str) -> Shape:
    """The shape by the question's own words, else by their English."""
    shape = shape_of(text)
    return shape_of(english) if shape is Shape.WHAT else shape


def language_of(text: str) -> str:
    """The language to answer in: "en", "de", "it" or "zh"."""
    return glosses.language_of(text)


def _names(text: str, person: str, beginnings: tuple[str, ...]) -> bool:
    """True when a person is named: in full, by first name, or by a short form ("Mel" for Melanie), which is one of
    the `beginnings`, the text's longer words in capitals."""
    first = next(iter(person.split()), "")
    if not first:
        return False
    if first.startswith(beginnings) or _mentions(text, person):
        return True
    return len(first) > 2 and _mentions(text, first)


def _mentions(text: str, name: str) -> bool:
    # A pattern for each of a thousand known names would take seconds to compile.
    if not name or _folded(name) not in _folded(text):
        return False
    found = re.search(rf"(?<!{_LETTER}){re.escape(name)}(?:['’]s)?(?!{_LETTER})", text, re.IGNORECASE)
    return found is not None


def _folded(text: str) -> str:
    """Texts that differ in case alone are alike in it; Turkish letters i with a dot and without are one, as in `re`."""
    return text.casefold().replace("\u0307", "").replace("ı", "i")


def _other_names(text: str, people: Sequence[str]) -> tuple[str, ...]:
    """Capital words beside the known people; a single one in German may be any noun."""
    known = {part.casefold() for person in people for part in person.split()}
    found = (match.group().removesuffix("'s").removesuffix("’s") for match in _NAME.finditer(text))
    names = (name for name in dict.fromkeys(found) if not _ordinary(name, known))
    nouns = language_of(text) == "de"
    return tuple(name for name in names if " " in name or not nouns)


def _ordinary(name: str, known: set[str]) -> bool:
    """Calendar words, stop words and people already found, by a short form too, say nothing new."""
    return all(
        word in CALENDAR or word in stems.STOP or word in known or _shortens(word, known)
        for word in map(str.casefold, stems.words(name))
    )


def _shortens(word: str, names: set[str]) -> bool:
    return len(word) >= _SHORT_FORM and any(name.startswith(word) for name in names)
