"""What a sentence is about, by the words that it begins with: another thing than a known one changes nothing of it."""

from __future__ import annotations

import re
from collections.abc import Set

from agents import glosses, stems
from agents.patches import signs
from agents.patterns import lazy

_LEAD = (
    r"(?:(?:and|but|so|also|plus|then|by the way|btw|oh|und|aber|übrigens|ach ja|außerdem|e|ma|poi|inoltre|"
    r"tra l['’]altro)[,:]?\s+)*"
)
_ARTICLE = (
    r"(?:(?:the|my|our|an?|der|die|das|eine?|mein\w*|unser\w*|(?:il |la |lo |i |le )?(?:mi[oae]i?|nostr[oaie])|"
    r"il|lo|la|le|i|"
    r"gli|un[oa]?)\s+|l['’]|un['’])"
)
# Where what is told of a thing begins.
_TELLS = (
    r"(?:is|are|was|were|has|have|had|will|can|moved?|moves|went|goes|costs?|opens?|closes?|starts?|begins?|comes?|meets?|"
    r"runs?|leaves?|ends?|takes?|wants?|charges?|got|now|just|"
    r"ist|sind|war|hat|haben|wird|fährt|fahren|kommt|kommen|kostet|kosten|steht|liegt|läuft|beginnt|endet|öffnet|schließt|"
    r"macht|findet|trifft|geht|nimmt|jetzt|nun|"
    r"è|sono|era|ha|hanno|costa|costano|apre|chiude|parte|comincia|inizia|finisce|viene|prende|si|ora|adesso)\b"
)
_PREPOSITION = (
    r"(?:at|in|on|to|for|of|with|from|by|um|am|im|ab|bei|zu|zur|zum|mit|von|vom|für|nach|aus|in|an|auf|"
    r"di|del|della|dello|dei|al|alla|alle|a|da|dal|dalla|con|per)\b|d['’]"
)
_ASKS = (
    r"(?:what|who|which|whose|where|when|how|why|if|there|here|was|wer|wo|wenn|wie|che|cosa|quando|se|chi)\b"
)
_SUBJECT = lazy(
    rf"^{_LEAD}(?P<article>{_ARTICLE})?(?P<what>(?!{_TELLS}|{_PREPOSITION}|{_ASKS})[^\W\d_][\w'’-]*"
    rf"(?: (?!{_TELLS}|{_PREPOSITION})[^\W\d_][\w'’-]*){{0,3}}?)"
    rf"(?: (?P<by>{_PREPOSITION}) ?(?:{_ARTICLE})?(?P<whose>(?!{_TELLS})[^\W\d_][\w'’-]*))?(?=\s+{_TELLS}|"
    rf",? that['’]s\b)",
    re.IGNORECASE,
)
_SUBJECT_HAN = lazy(
    r"^(?:还有|另外|对了|而且|顺便说一下)?[，,：:]?(?P<what>[\u3400-\u9fff]{2,6}?)(?=现在|改|涨|降|搬|换|推迟|提前|开到|每|周|是|在)"
)
# Anything has these, or they stand for what was spoken of.
_OF_ANYTHING = frozenset(
    map(
        stems.stem,
        "time date day place room venue thing start hour price cost appointment meeting call session slot number "
        "address rest "
        "whole same new one ones other everything it this that they he she we you i there what which who here "
        "still only "
        "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays "
        "saturdays sundays "
        "montags dienstags mittwochs donnerstags freitags samstags sonntags lunedì martedì mercoledì giovedì "
        "venerdì sabato "
        "domenica today tomorrow "
        "uhrzeit zeit termin ort raum sache preis tag datum adresse nummer ganze alles es er sie wir ihr ich das dies "
        "montag dienstag mittwoch donnerstag freitag samstag sonntag heute morgen "
        "ora orario data luogo posto prezzo giorno tutto questo quello noi loro io lui lei oggi domani user".split(),
    )
)
_OF_ANYTHING_HAN = frozenset(
    "时间 地点 地址 日期 价格 教室 老师 我们 他们 这个 那个 今天 明天 以后 从下 下周 本周".split()
)
_OF_MANY_HAN = frozenset("课费班店会人天家的了号间")
_ACTS_HAN = lazy("[把给说又我你他她它这那]")
# What was spoken of stands in the sentence as well.
_IT = lazy(r"\b(?:it|us|them|me|uns|ihn|mich|ci|mi)\b|我们|它", re.IGNORECASE)
# Words in which two notes on different things may agree.
_GENERAL = frozenset(
    map(
        stems.stem,
        "user now euro euros pound pounds dollar cost costs costa kostet month week year day hour mese anno "
        "monat woche jahr "
        "stunde come comes kommt fährt fahren viene parte go goes open opens close closes meets starts runs "
        "jetzt ora adesso "
        "offen geöffnet aperto uhr clock said hours minutes stunden minuten ore "
        "number nummer numero every time class course lesson club group corso kurs".split(),
    )
)


def is_another(sentence: str, known: str) -> bool:
    """Whether a sentence begins with a thing of its own that a known text does not name."""
    if signs.HAN.search(sentence):
        told = _SUBJECT_HAN.match(sentence)
        what = told["what"] if told else ""
        named = bool(what) and what not in _OF_ANYTHING_HAN and not _ACTS_HAN.search(what)
        return named and not (set(what) - _OF_MANY_HAN) & set(known)
    subject = None if _IT.search(sentence) else _SUBJECT.match(sentence)
    if subject is None or glosses.language_of(sentence) != glosses.language_of(known):
        return False  # Not every word is known in other languages.
    words = set(stems.content(subject["what"])) - _OF_ANYTHING
    if _WE.match(subject["what"]) and not subject["article"]:
        return False
    if not words:
        return _is_with_another(subject, known)
    return not _held(subject["what"], stems.held(known)) or _is_anothers(subject, known)


# Who does something, and no thing: "we'll take 14 from now on".
_WE = lazy(r"(?:i|we|ich|wir|io|noi)(?:['’]\w+)?(?=\s|$)", re.IGNORECASE)


def _is_with_another(subject: re.Match[str], known: str) -> bool:
    """Whether what anybody may have is told of with somebody whom a known text does not name: "the call with Ben"."""
    whose = subject["whose"] or ""
    mine = set(stems.content(whose)) - _OF_ANYTHING
    return bool(mine) and whose[:1].isupper() and not mine & stems.held(known)


def _held(what: str, held: Set[str]) -> bool:
    """Whether a known text has one of these words: in another language, or as a part of a longer one, too."""
    told = set(glosses.terms(what)) | set(stems.content(what))
    return bool(told & held) or any(
        one in word or word in one for one in told for word in held if min(len(one), len(word)) > _SHORT
    )


_SHORT = 3


def _is_anothers(subject: re.Match[str], known: str) -> bool:
    """Whether one of the same sort is told of, and not this one: "my locker at work", not that at the pool."""
    by, whose, head = subject["by"] or "", subject["whose"] or "", subject["what"].split()[-1]
    if by.casefold() not in _TELLING_APART or not whose:
        return False
    held = re.search(
        rf"\b{re.escape(head)} {re.escape(by)} ?(?:{_ARTICLE})?(?P<whose>[^\W\d_][\w'’-]*)",
        known,
        re.IGNORECASE,
    )
    mine = set(stems.content(whose))
    return held is not None and bool(mine) and not mine & stems.held(known)


_TELLING_APART = frozenset("at of for di del della zur zum für d' d’".split())


def shares_no_more(sentence: str, known: str) -> bool:
    """Whether a sentence on another thing has nothing of a known text but what any two may have in common."""
    if not is_another(sentence, known):
        return False
    subject = _SUBJECT.match(sentence)
    if subject is None or _is_with_another(subject, known) or _is_anothers(subject, known):
        return True
    shared = {
        one for one in set(stems.content(sentence)) & stems.held(known) if len(one) > 2 and not one.isdigit()
    }
    return bool(shared) and not shared - _GENERAL - _OF_ANYTHING
