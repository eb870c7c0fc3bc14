"""What somebody says wrong and puts right in the same breath, told as it is put right: "it's at 4, sorry, 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents import sentences
from agents.patterns import lazy

# Says by itself that what was just said is wrong.
_SURELY = (
    r"(?:wait|hang on|hold on|oh|ah|actually|sorry|oops|argh?)[,.]? no|no[,.]? (?:wait|hang on|hold on|sorry|no)|"
    r"(?:no[,.]? )?scratch that|strike that|(?:no[,.]? |sorry[,.]? )?i (?:mean|meant)(?: to (?:say|write))?|make that|"
    r"(?:small |quick )?correction|or rather|my (?:mistake|bad)|i misspoke|i tell a lie|(?:wh?)?oops|typo|"
    r"(?:ach|äh|oh|warte|moment|halt|sorry)[,.]? nein|nein[,.]? (?:warte|moment|halt|doch|sorry|stopp|falsch)|"
    r"(?:nein[,.]? )?(?:quatsch|blödsinn|unsinn)|korrektur|ich meine?(?: natürlich)?|"
    r"ich wollte sagen|vielmehr|besser gesagt|verschrieben|vertippt|tippfehler|"
    r"anzi(?: no)?|mi correggo|mi sbaglio|mi sono sbagliat[oa]|volevo (?:dire|scrivere)|no[,.]? (?:aspetta|scusa)|"
    r"(?:aspetta|scusa|ah|oddio)[,.]? no|correzione|pardon|intendevo"
)
# Says so only right between two values of a sort.
_PERHAPS = r"no(?=\s*(?:,|\.{2,}|…|[–—-]))|nope|sorry|wait|actually|nein|entschuldigung|no scusa|scus(?:a|ate|i)|macché"
_SURELY_HAN = r"不对|不不|(?:我)?(?:说|搞|弄|记|打|写)错了|口误|更正|[哦啊噢]不"
_PERHAPS_HAN = r"不(?=[，,])"
_RIGHTS = lazy(
    rf"(?P<before>[.,;!?…–—-]\s*|\s[–—-]+\s|\n\s*|\(\s*)"
    rf"(?P<mark>(?:(?:{_SURELY}|{_PERHAPS})\b(?:\s*[.,:;!…–—-]+)?\s*)+)"
    rf"|(?P<before_han>[，,。；;！…—]\s*)(?P<mark_han>(?:(?:{_SURELY_HAN}|{_PERHAPS_HAN})[，,。！：:…—\s]*)+)",
    re.IGNORECASE,
)
_SURE = lazy(rf"\b(?:{_SURELY})\b|{_SURELY_HAN}", re.IGNORECASE)

_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"januar|februar|märz|mai|juni|juli|oktober|dezember|"
    r"gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)"
)
_UNIT = (
    r"€|%|euros?|eur|pounds?|quid|dollars?|bucks|francs?|franken|chf|kr|uhr|[ap]\.?m\b\.?|o['’]clock|percent|prozent|"
    r"per cento|minutes?|mins?|minuten|minuti|hours?|hrs?|stunden|ore|days?|tage|giorni|weeks?|wochen|settimane|"
    r"people|persons|personen|persone|km|kg|g|mg|ml|cm|mm|m"
)
_UNIT_HAN = r"块钱|[元块点號号岁个位人楼层天年月分楼%]|分钟|小时|公里"
_COUNTS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|due|tre|quattro|cinque|sei|sette|otto|nove|dieci"
)
# A value of one of the sorts that are mixed up: a day, an hour, a number or a code.
_VALUE = lazy(
    rf"(?<![\w.,:/-])(?P<day>(?:{_WEEKDAY},? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}\b|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|(?:{_WEEKDAY},? )?the \d{{1,2}}(?:st|nd|rd|th)\b|{_WEEKDAY}\b|{_MONTH}\b)"
    rf"|(?<![\w.,:/-])(?P<hour>(?:half|quarter)(?: past| to)? (?:\d{{1,2}}|{_COUNTS})\b|halb (?:\d{{1,2}}|{_COUNTS})\b|"
    rf"viertel (?:nach|vor) (?:\d{{1,2}}|{_COUNTS})\b)"
    r"|(?<![\w.,:/-])(?P<code>(?-i:[A-Z]{1,4}[- ]?\d{1,4}[A-Z]?|\d{1,4}[A-Za-z](?![A-Za-z]))(?![\w:]))"
    r"|(?<![\w.,:/-])(?P<phone>\+?\d(?:[ ()/-]{0,2}\d){8,14})(?![\w])"
    rf"|(?<![^\W\u3400-\u9fff])(?<![.,:/-])(?P<number>(?:[€£$¥]\s?)?"
    rf"(?:\d{{1,3}}(?:[.,'’ ]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,:]\d{{1,2}})?))(?![\d:]|[.,]\d|[A-Za-z](?![A-Za-z.]))"
    rf"(?P<unit>\s?(?:(?:{_UNIT})(?!\w)|{_UNIT_HAN}))?"
    rf"|(?<!\w)(?P<count>{_COUNTS})\b"
    r"|(?P<han>周[一二三四五六日天]|星期[一二三四五六日天]|[一二三四五六七八九十两]{1,3}(?:点半?|号|月|个|块|元|楼))",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[^\W\d_](?: [A-ZÀ-ÖØ-Þ][\w'’-]*[^\W\d_])?"
_NAMED = lazy(rf"(?P<name>{_NAME})(?=\s*(?:[.,;!)]|$))")
_NAME_BEFORE = lazy(rf"(?<![\w'’-])(?P<name>{_NAME})\s*$")
# Between the sign of a slip and the value: words of the clause before it again, or these.
_LEADS = frozenset(
    "it it's its is was be that's that at on in by to for the a an about around um am im auf ab ist es sind war "
    "der die "
    "das zu bei alle è a il la al alle le di sono era don't".split()
)
_LEAD_HAN = lazy(r"(?:应该|应|该)?(?:是|在|为)?(?:每[月天周年次])?")
_MOST_LEADS = 4
_WORDS_APART = 2
_MOST_SLIPS = 4


@dataclass(frozen=True, slots=True)
class _Value:
    """A value in a text, of a sort, with the word right behind it; half-open."""

    text: str
    sort: str
    unit: str
    behind: str
    first: int
    last: int


def is_righted_in(quote: str, text: str) -> bool:
    """Whether words that are quoted of a text stand in it only once it is put right."""
    return quote not in text and quote in righted(text)


def righted(text: str) -> str:
    """A text with each value that is put right behind it told as it is put right, and once."""
    said, pasted = sentences.spoken(text)
    if pasted or not _RIGHTS.search(said):
        return text
    for _ in range(_MOST_SLIPS):
        anew = next(filter(None, (_without(text, mark) for mark in _RIGHTS.finditer(text))), None)
        if anew is None:
            break
        text = anew
    return text


def is_righted(text: str) -> bool:
    """Whether a text puts right what it says itself."""
    return bool(_RIGHTS.search(text)) and righted(text) != text


def _without(text: str, mark: re.Match[str]) -> str | None:
    """A text without the one slip that a sign tells of; None where none is told."""
    told = mark["mark"] or mark["mark_han"]
    sure = bool(_SURE.search(told))
    before = text[: mark.start()]
    if mark[0][0] in "?？":
        return None
    at = _behind_leads(text, mark.end(), before)
    new = _value_at(text, at)
    old = _old(before, new, sure) if new else None
    if new and old and _may_follow(text, old, new, before, mark, sure):
        return _exchanged(text, old, new, mark.start())
    return _renamed(text, before, at) if sure else None


def _behind_leads(text: str, at: int, before: str) -> int:
    """Where the value stands behind words that only lead in to it again: "no, I paid 75"."""
    said = set(sentences.fold(before).replace(",", " ").split())
    lead = _LEAD_HAN.match(text, at)
    at = lead.end() if lead else at
    for _ in range(_MOST_LEADS):
        word = _WORD.match(text, at)
        if word is None or _VALUE.match(text, at) or word["word"].casefold() not in said | _LEADS:
            break
        if word["word"][:1].isupper() and word["word"].casefold() not in _LEADS | {"i", "i'm"}:
            break
        at = word.end()
    return at


_WORD = lazy(r"(?P<word>[^\W\d_][\w'’]*),? ")


def _value_at(text: str, at: int) -> _Value | None:
    found = _VALUE.match(text, at)
    return _value(found) if found else None


def _value(match: re.Match[str]) -> _Value:
    sort = next(name for name in ("day", "hour", "code", "phone", "number", "count", "han") if match[name])
    unit, behind = (match["unit"] or "").strip().casefold(), _WORD_BEHIND.match(match.string, match.end())
    word = behind["word"].casefold() if behind else ""
    return _Value(match[0].strip(), sort, unit, word, match.start(), match.end())


_WORD_BEHIND = lazy(r"\s?(?P<word>[^\W\d_]+)")


def _values(text: str) -> Iterator[_Value]:
    """The values of a text, the last first."""
    return map(_value, reversed(list(_VALUE.finditer(text))))


# Where the sentence ends before the one that a slip stands in.
_BACK = lazy(r"(?<!\d)[.!?](?=\s)\s*|[。！？\n]\s*")


def _old(before: str, new: _Value, sure: bool) -> _Value | None:
    """The value before a sign that another one takes the place of."""
    ends = [one.end() for one in _BACK.finditer(before.rstrip(" .!?。！？…\n"))]
    begins = max(ends, default=0)
    for value in _values(before):
        if value.first < begins:
            return None
        if _is_alike(value, new, sure):
            return value
        if not sure:
            return None
    return None


def _is_alike(old: _Value, new: _Value, sure: bool) -> bool:
    """Whether one may be said in the place of the other."""
    if old.text.casefold() == new.text.casefold():
        return False
    if old.sort == new.sort == "number":
        if old.unit and new.unit:
            return _same(old.unit) == _same(new.unit)
        return not new.unit or not old.behind or new.unit in _LOOSE
    if old.sort == "day" and new.sort == "number":
        return old.text[:1].isdigit() and not new.unit and len(new.text) <= _WORDS_APART
    if "phone" in (old.sort, new.sort):
        return old.sort == new.sort
    if old.sort == "han" or new.sort == "han":
        return (old.sort == new.sort and old.text[-1] == new.text[-1]) or old.text[:1] == new.text[
            :1
        ] in "周星"
    return (old.sort == "day") == (new.sort == "day")


_LOOSE = frozenset("uhr am pm a.m. p.m. a.m p.m o'clock o’clock € euro euros 元 块 点".split())


def _same(unit: str) -> str:
    unit = unit.replace(".", "").rstrip("s")
    return "am" if unit in ("am", "pm") else {"eur": "€", "euro": "€", "min": "minute"}.get(unit, unit)


def _may_follow(text: str, old: _Value, new: _Value, before: str, mark: re.Match[str], sure: bool) -> bool:
    """Whether nothing but a few words stands between the values; where a sign is unsure, those of one sort alone."""
    rest = text[new.last :].lstrip()
    ends = not rest or rest[0] in _CLOSES
    between = before[old.last :].strip(" .,;!?…–—-()").split()
    if old.sort in _NUMBERS and not _is_of_the_same(old, new):
        return False
    if sure:
        return True
    if mark[0][0] in ".!\n" and not mark[0].startswith("..") and not ends:
        return False
    return len(between) <= _WORDS_APART and (ends or not between or rest.startswith(between[0]))


_NUMBERS = ("number", "count")


def _is_of_the_same(old: _Value, new: _Value) -> bool:
    """Whether two numbers are of the same things: "3 cats, no, 4 dogs" are not."""
    if new.behind in _GO_ON or not new.behind or new.sort not in _NUMBERS:
        return True
    return new.behind == old.behind if old.behind else not old.unit or bool(new.unit)


# Between a number and what else is told: no thing that is counted.
_GO_ON = frozenset(
    "on at in from for a an per to by of now and with as if um am im ab pro je für von bis und mit jetzt al alla a da "
    "di per il e con ora 在 从 起".split()
)


_CLOSES = tuple(".,;!?)…\n，。；！）–—")


def _exchanged(text: str, old: _Value, new: _Value, sign: int) -> str:
    """A text with the new value in the place of the old one, and what stands between them once."""
    between, rest = text[old.last : sign].rstrip(" .,;!?…–—-("), text[new.last :]
    if "(" in text[old.last : new.first]:
        rest = rest.removeprefix(")")
    goes_on = bool(rest.strip()) and not rest.startswith(_CLOSES)
    if between and goes_on and rest.split()[0].casefold() == between.split()[0].casefold():
        between = ""
    return f"{text[: old.first]}{_in_full(old, new)}{between}{rest}"


def _in_full(old: _Value, new: _Value) -> str:
    """The new value with what only the old one told: its unit, its month."""
    month, day = _OF_MONTH.search(old.text), _DAY_ALONE.fullmatch(new.text)
    if old.sort == "day" and month and day:
        return f"{day['number']} {month[0]}"
    if old.sort != "number" or new.unit or new.sort not in ("number", "count"):
        return new.text
    sign = old.text[0] if old.text[0] in "€£$¥" and new.text[0].isdigit() else ""
    return f"{sign}{new.text}{_OWN_UNIT.sub('', old.text) if old.unit else ''}"


_OWN_UNIT = lazy(r"^(?:[€£$¥]\s?)?[\d.,:'’ ]*\d")
_OF_MONTH = lazy(rf"\b{_MONTH}\b", re.IGNORECASE)
_DAY_ALONE = lazy(r"(?:the )?(?P<number>\d{1,2}(?:st|nd|rd|th|\.)?)", re.IGNORECASE)


def _renamed(text: str, before: str, at: int) -> str | None:
    """A text with the name right before a sign told as the one behind it."""
    new, old = _NAMED.match(text, at), _NAME_BEFORE.search(before)
    if new is None or old is None or new["name"] == old["name"] or "\n" in text[old.end() : new.start()]:
        return None
    first = old.start("name")
    if len(new["name"].split()) < len(old["name"].split()):
        first = old.end("name") - len(old["name"].split()[-1])
    if not before[:first].strip():
        return None  # What a sentence begins with is written large anyway.
    return f"{text[:first]}{new['name']}{text[new.end('name') :]}"
