"""How many of something a text tells, and on which days of the week it is: exchanged where words count or name anew."""

from __future__ import annotations

import re

from agents import stems
from agents.patches import listed
from agents.patterns import lazy

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen "
    "nineteen twenty",
    "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn "
    "neunzehn zwanzig",
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette "
    "diciotto diciannove venti",
)
_NUMBER_OF = {word: at for words in _WORDS for at, word in enumerate(words.split(), start=1)}
_HAN_NUMBERS = "一二三四五六七八九十"
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_NUMBER_OF)})"
_COUNTED = lazy(
    rf"(?<![\w.,:£$€-])(?P<number>{_NUMBER})\s+(?P<noun>[^\W\d_]{{3,}})|\b(?P<of>[^\W\d_]{{4,}})\s+(?:of|von|di)?\s*"
    rf"(?P<behind>{_NUMBER})(?![\w.:,]*\d)(?!\w| +[^\W\d_]{{3}})",
    re.IGNORECASE,
)
# How much time something takes of each week or month: "32 hours a week", "4 Tage die Woche".
_OF_TIME = lazy(
    rf"(?<![\w.,:£$€-])(?P<number>{_NUMBER}(?:[.,]5)?)[\s-]+(?P<noun>hours?|days?|nights?|stunden?|tage?|ore|giorni)"
    r"[\s-]+(?:a|per|each|every|pro|die|in der|im|alla|al|di)[\s-]+(?P<per>week|month|woche|monat|settimana|mese)\b",
    re.IGNORECASE,
)
_HAN_COUNTED = lazy(
    rf"(?P<number>\d{{1,3}}|[{_HAN_NUMBERS}两])(?P<noun>[杯支根包瓶个位名次顿只头匹条棵箱台辆张盆窝群户袋盒篮筐间家][\u4e00-\u9fff]{{0,2}})"
)
# What is counted by time is no number of things, and what comes about once.
_NO_THINGS = frozenset(
    map(
        stems.stem,
        "day days week weeks month months year years hour hours minute minutes times oclock percent pounds euros quid "
        "tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden minuten uhr prozent euro "
        "giorno giorni settimana settimane mese mesi anno anni ora ore minuti volte "
        "half past quarter room raum sala platform gleis binario studio ward number nummer numero march april may june "
        "july august september october november december january february and the that with page at".split(),
    )
)
_ENGLISH = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAYS = {
    "en": (_ENGLISH, "and"),
    "de": ("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(), "und"),
    "it": ("lunedì martedì mercoledì giovedì venerdì sabato domenica".split(), "e"),
}
_DAY = (
    r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?|mo|di|mi|do|fr|sa|so|"
    r"lun(?:edì)?|mar(?:tedì)?|mer(?:coledì)?|gio(?:vedì)?|ven(?:erdì)?|sab(?:ato)?|dom(?:enica)?)"
)
_SEVERAL = lazy(
    rf"\b{_DAY}(?:(?:\s*[,/&+]\s*(?:(?:and|und|e)\s+)?|\s+(?:and|und|e)\s+|\s+){_DAY})+(?![\w.])",
    re.IGNORECASE,
)
_HAN_SEVERAL = lazy(r"(?:周|星期)[一二三四五六日天](?:[、和，]?(?:周|星期)?[一二三四五六日天])+")


TOTAL = lazy(
    r"\b(?:left|in total|in all|altogether|all told|makes \d+|insgesamt|übrig|nur noch|in tutto|in totale|rimast\w|"
    r"ne restano)\b|一共|总共|共有|只剩|还剩",
    re.IGNORECASE,
)
"""How words say that a count is all there is of something now."""


def recounts(text: str, told: str) -> bool:
    """Whether words count anew what a text counts."""
    return changed(text, told) != text


def retimes(text: str, told: str) -> bool:
    """Whether words tell anew how much of each week or month the user does: "down to 28 hours a week"."""
    mine = _OF_TIME.search(told) and _I_DO.search(told) and "User" in text
    return bool(mine and _OF_TIME.search(text)) and recounts(text, told)


_I_DO = lazy(r"\b(?:i|ich|io)\b|\b(?:lavoro|faccio|mein\w*|my)\b", re.IGNORECASE)


def changed(text: str, told: str) -> str:
    """A text with the days and the numbers that words give anew."""
    return _on_days(_numbered(text, told), told)


def _numbered(text: str, told: str) -> str:
    """The number of a thing exchanged for the one that is told, where both count it once."""
    before, after = _counts(text), _counts(told)
    for thing in before.keys() & after.keys():
        (match, name), new = before[thing], after[thing]
        told_as = new[0][new[1]]
        if _value(match[name]) != _value(told_as):
            number = str(_value(told_as)) if _is_whole(match[name], told_as) else told_as
            return f"{text[: match.start(name)]}{number}{text[match.end(name) :]}"
    return text


def _is_whole(old: str, new: str) -> bool:
    """Whether a number is to be written in figures, as the old one is: "14" and not "fourteen"."""
    return old.isdigit() and not re.search(r"\d", new)


def _counts(text: str) -> dict[str, tuple[re.Match[str], str]]:
    """What a text counts, each with its number; what it counts twice is left out."""
    found: dict[str, list[tuple[re.Match[str], str]]] = {}
    for match in _COUNTED.finditer(text):
        thing = stems.stem(match["noun"] or match["of"])
        if thing not in _NO_THINGS and thing not in stems.STOP and thing not in _NUMBER_OF:
            found.setdefault(thing, []).append((match, "number" if match["number"] else "behind"))
    for match in _OF_TIME.finditer(text):
        thing = f"{stems.stem(match['noun'])} {stems.stem(match['per'])}"
        found.setdefault(thing, []).append((match, "number"))
    for match in _HAN_COUNTED.finditer(text):
        found.setdefault(match["noun"].rstrip("了的吧呢啊"), []).append((match, "number"))
    return {thing: held[0] for thing, held in found.items() if len(held) == 1}


def _value(told: str) -> int:
    if told.isdigit():
        return int(told)
    return _NUMBER_OF.get(told.casefold(), "一二三四五六七八九十".find(told.replace("两", "二")) + 1)


def _on_days(text: str, told: str) -> str:
    """The days of the week of a text exchanged for those that are told, where both name several together."""
    for pattern in (_SEVERAL, _HAN_SEVERAL):
        held, new = list(pattern.finditer(text)), list(pattern.finditer(told))
        if len(held) == len(new) == 1 and listed.days_of(held[0][0]) != listed.days_of(new[0][0]):
            days = new[0][0] if pattern is _HAN_SEVERAL else _written(new[0][0], held[0][0])
            return f"{text[: held[0].start()]}{days}{text[held[0].end() :]}"
    return text


def _written(new: str, old: str) -> str:
    """Days as the old ones are written: whole words of their language."""
    words = re.findall(r"[^\W\d_]+", old)
    language = next(
        (
            name
            for name, (days, _) in _DAYS.items()
            if any(words[0].casefold().startswith(one[:3].casefold()) and len(words[0]) > 3 for one in days)
        ),
        "",
    )
    order = sorted(listed.days_of(new))
    if not language:
        return new
    days, joined = _DAYS[language]
    told = [days[int(one.split()[1])] for one in order]
    return f" {joined} ".join([*([", ".join(told[:-1])] if told[:-1] else []), told[-1]])
