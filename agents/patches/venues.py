"""Where those who write to each other meet from now on: the one place of a plan, exchanged for the one they name."""

from __future__ import annotations

import re

from agents import stems
from agents.patches import listed
from agents.patterns import lazy

_NAME = r"[A-ZÀ-ÖØ-Þ](?:[\w'’&-]|\.(?=\w))*"
_BY = (
    r"(?i:at|in|to|near|outside|im|in der|in die|ins|bei|beim|zum|zur|am|auf dem|da|dal|dalla|al|alla|allo|all['’]|"
    r"nel|nella|presso|davanti a)"
)
# "at the Old Tannery", "im Keller bei Jörn", "da Gigetto", "in Newlands Forest".
_AT = lazy(
    rf"\b(?P<by>{_BY})(?:\s|(?<=['’]))(?P<article>(?:the|der|dem|die|das|il|la|lo|l['’])\s?)?"
    rf"(?P<place>{_NAME}(?: (?:of|the|and|de|di|del|della|da|an der|am|bei|in) {_NAME}|"
    rf" {_NAME}| \d{{1,3}}(?![\d:.,]))*)"
)
# Between commas, without a word for where: "Engagement shoot, Bloubergstrand, 17:30".
_ALONE = lazy(
    rf"(?<=, )(?P<place>{_NAME}(?: (?:of|the|de|di|del|della) {_NAME}| {_NAME}){{0,3}})(?=\s*(?:,|;|\.?$|\?))"
)
_AT_HAN = lazy(
    r"(?P<by>在|去|到)(?P<place>[\u3400-\u9fffA-Za-z]{2,10}?)(?=见|碰|吃|喝|集合|聚|开|等|"
    r"可以|行吗|行不|好吗|吧|怎么样|[，,。？?；;\s]|$)"
)
# What stands behind such words and is no place: a day, a month, a part of the day, a state.
_NO_PLACE = frozenset(
    stems.stem(word)
    for word in """january february march april may june july august september october november december jan feb mar apr
    jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
    sat sun
    i christmas easter januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag
    samstag sonntag morgen vormittag mittag nachmittag abend nacht woche monat jahr ordnung zukunft moment urlaub uhr
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedì martedì
    mercoledì
    giovedì venerdì sabato domenica natale pasqua""".split()
)
_NO_PLACE_HAN = lazy(r"[月日号周点分]|星期|今天|明天|后天|早上|上午|中午|下午|晚上|时候")
_WITH = lazy(rf"\b(?:with|mit|con|and|und|e)\s(?:the\s|den\s|i\s)?(?P<who>{_NAME}(?: {_NAME})?)")
# That it is to be there and not where it was.
_INSTEAD = lazy(
    r"\b(?:instead|rather|not at|meet (?:me |us )?(?:at|in|outside)|see you (?:at|in|outside)|closed|shut|"
    r"too (?:loud|full|far)|"
    r"stattdessen|lieber|treffen wir uns|treffpunkt|ist zu\b|geschlossen|wollen wir|invece|piuttosto|ci vediamo|"
    r"vediamoci|troviamoci|ci troviamo|chius\w)\b|改[到在去]|换到|不如去|还是去|在\S+(?:见|碰头|集合)",
    re.IGNORECASE,
)


def proposes(sentence: str) -> bool:
    """Whether a sentence of a message names a place, as one to meet at instead of another."""
    return bool(_INSTEAD.search(sentence) and _named(sentence))


def changed(text: str, told: str) -> str:
    """A plan with its one place exchanged for the one that words name; as it was where either has none, or several."""
    held = _places(text)
    anew = [one for one in _named(told) if one["place"].casefold() not in text.casefold()]
    if len(held) != 1 or len({one["place"] for one in anew}) != 1 or _is_somebody(anew[0]["place"], text):
        return text
    return f"{text[: held[0].start('place')]}{anew[0]['place']}{text[held[0].end('place') :]}"


def names(text: str) -> list[str]:
    """The places that words name."""
    return [one["place"] for one in _named(text)]


def instead(plan: str, told: str) -> str:
    """A plan with its one place, or a few words at its end that may be one, exchanged for the one that words name."""
    anew = changed(plan, told)
    last = _AT_THE_END.search(plan)
    places = names(told)
    if anew != plan or not last or len(places) != 1 or places[0] in plan or names(plan):
        return anew
    return f"{plan[: last.start('place')]}{places[0]}"


# "…, upstairs room"
_AT_THE_END = lazy(r"\d[^,;]*, (?P<place>[^\W\d_]+(?: [^\W\d_]+){0,2}(?: \d{1,3})?)$")


def _places(text: str) -> list[re.Match[str]]:
    """Where a plan is, by words for that, or by what stands alone between commas; whom it is with is none."""
    found = [one for one in _named(text) if not _is_somebody(one["place"], text)]
    return found or [
        one
        for one in _ALONE.finditer(text)
        if _is_place(one["place"]) and not _is_somebody(one["place"], text)
    ]


def _named(text: str) -> list[re.Match[str]]:
    latin = [one for one in _AT.finditer(text) if _is_place(one["place"])]
    return latin or [one for one in _AT_HAN.finditer(text) if not _NO_PLACE_HAN.search(one["place"])]


def _is_place(name: str) -> bool:
    return stems.stem(name.split(maxsplit=1)[0]) not in _NO_PLACE and not listed.days_of(name)


def _is_somebody(name: str, text: str) -> bool:
    """Whether a name is of whom a plan is with."""
    return any(name.split(maxsplit=1)[0] in match["who"].split() for match in _WITH.finditer(text))
