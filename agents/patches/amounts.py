"""What something costs or counts, exchanged for the amount that words give anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents import stems
from agents.patches import han
from agents.patches.said import Said
from agents.patterns import lazy

_AMOUNT = lazy(
    r"(?<![^\W\u3400-\u9fff])(?<![.,:/-])(?P<amount>\d{1,3}(?:[., ]\d{3})+|\d+(?:[.,]\d{1,2})?)\s?"
    r"(?P<unit>块钱|元(?![旦宵])|块(?=[一每多左的了吧啊呢/]|\W|$)|(?:€|\$|£|euros?|eur|dollars?|bucks|pounds?|quid|francs?|chf|"
    r"kr|yuan|%|percent|prozent|mg|ml|"
    r"km|kg|minutes?|"
    r"minuten|minuti|"
    r"hours?|stunden|ore|people|personen|persone|pages?|seiten|guests?|gäste|ospiti|mins?|years?|jahre?|anni)(?!\w))",
    re.IGNORECASE,
)


def exchanged(text: str, said: Said) -> str:
    """A text with the one amount of a unit exchanged for the one that words give in that unit."""
    spoken = han.figures(said.text)
    after, before = list(amounts(spoken)), list(amounts(text))
    for unit in dict.fromkeys(one.unit for one in after):
        old, new = ([one for one in among if one.unit == unit] for among in (before, after))
        new = _of_the_list(new, text, spoken) if len(old) == 1 else new
        if len(old) == len(new) == 1 and new[0].number != old[0].number and not _stays(old[0].number, spoken):
            at, told = old[0], spoken[: new[0].first]
            theirs = _THEIRS.search(told) and not _THEIRS.search(text)
            if not (is_money(unit) and (theirs or _SPENT.search(told))):
                return f"{text[: at.first]}{new[0].number}{text[at.last :]}"
    return text


def _of_the_list(told: list[Amount], text: str, said: str) -> list[Amount]:
    """Of the amounts of a list the one whose entry has most words of a text; all of them where none has more."""
    if len(told) < _SEVERAL:
        return told
    words = stems.held(text)
    entries = [_LISTED.split(said[: one.first])[-1] for one in told]
    shared = [sum(not stem.isdigit() for stem in set(stems.content(one)) & words) for one in entries]
    most = max(shared)
    return [told[shared.index(most)]] if most and shared.count(most) == 1 else told


_SEVERAL = 2
# Between the entries of a list of prices.
_LISTED = lazy(r"[,;，；、\n]\s*(?!\d{3}\b)|\b(?:and|und|e)\b")
# What was once spent is no price: "花了120元买跑鞋".
_SPENT = lazy(r"(?:花|付|交|给|刷|充|捐|赔|退|省|赚|借|还)[了掉]?(?:我|他|她)?[^，。,\d]{0,4}$")


def splits(text: str, said: str) -> bool:
    """Whether words give one amount of a text anew for a part of what it tells, and say that it holds for the rest."""
    after = list(amounts(said))
    return any(
        _stays(old.number, said) and any(new.unit == old.unit and new.number != old.number for new in after)
        for old in amounts(text)
    )


def _stays(number: str, said: str) -> bool:
    """Whether words say of a number that it holds still: "the evening one stays at 30"."""
    behind = rf"[^.,;]{{0,16}}?(?<![\d.,]){re.escape(number)}(?!\d)"
    return bool(re.search(rf"{_STAYS}{behind}", said, re.IGNORECASE))


_STAYS = r"(?:\b(?:stays?|remains?|still|bleib\w*|weiter(?:hin)?|rest[ae]\w*|riman\w*)\b|仍|还是|不变)"
# What somebody else asks for theirs: "her eggs cost £4.80 now".
_THEIRS = lazy(r"\b(?:his|her|their|your|seine?|ihre?|eure?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with a unit, and where the number stands in its text; half-open."""

    number: str
    unit: str
    first: int
    last: int


# "£815": what money is told before its amount.
_SIGNED = lazy(
    r"(?P<unit>[€$£¥￥])\s?(?P<amount>\d{1,3}(?:[., ]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?)(?![\w]|[.,:/-]\d)"
)


def amounts(text: str) -> Iterator[Amount]:
    """What a text tells in numbers with a unit, in order; money by its sign or its name, before or behind."""
    found = {
        match.start("amount"): match for pattern in (_SIGNED, _AMOUNT) for match in pattern.finditer(text)
    }
    for first, match in sorted(found.items()):
        yield Amount(match["amount"], _unit(match), first, match.end("amount"))


def is_money(unit: str) -> bool:
    """Whether the unit of an amount is one of money."""
    return _MONEY.fullmatch(unit) is not None


# "it went up to 44", "make it 52": an amount without its unit.
_BARE = lazy(
    r"\b(?:(?:up|down|raised|lowered|goes|went|changed|increased|dropped|moved) to|make it|costs|we(?:['’]re|"
    r" are)|auf|"
    r"kostet|(?:sale|salito|sceso|passa|aumentat\w|(?-i:costa))(?: a)?|sind wir)\s+"
    r"(?:now |jetzt |ora )?(?P<amount>\d+(?:[.,]\d{1,2})?)"
    r"(?![\w:]|[.,]\d|\s?(?:[ap]\.?m\b|uhr|o['’]clock|%))|(?:[到至为成收]|"
    r"只?要)\s?(?P<han>\d+(?:\.\d{1,2})?)(?![\d点點:月号日楼层栋室年岁个人名级周天分])",
    re.IGNORECASE,
)
_NUMBER = r"(?<![\w.,:/-])\d+(?:[.,]\d{1,2})?(?![\w:/]|[.,]\d|\s?(?:[ap]\.?m\b|uhr|o['’]clock|%))"
# What is asked for something, or paid, in bare numbers: "she wants 32 now", "940 a month".
_ASKED = lazy(
    r"\b(?:asking|asks?|wants?|charg(?:es?|ing|ed)|pay(?:s|ing)?|it['’]s|it is|they['’]re|up to|down to|[a-z]+er to|"
    r"verlangt|verlangen|nimmt|nehmen|zahle[n]?|will|jetzt|vuole|vogliono|chied(?:e|ono)|pag(?:o|hiamo))\s+"
    rf"(?:now |jetzt |ora |adesso |me |us |nur |only |for it )*(?P<asked>{_NUMBER})"
    rf"|(?P<each>{_NUMBER})\s+(?:now(?! (?:in (?:total|all)|altogether|left|are|is|free|here|there|open|"
    rf"available|of)\b)|"
    r"a (?:month|week|year|lesson|session|head|night|piece)|per \w+|im (?:monat|jahr)|"
    r"al mese|all['’](?:anno|ora)|jetzt|adesso|ora)\b",
    re.IGNORECASE,
)
_MONEY = lazy(r"€|\$|£|euros?|eur|dollars?|bucks|pounds?|quid|francs?|chf|kr|yuan|元|块", re.IGNORECASE)


def bare(text: str, said: Said) -> str:
    """The one amount of a text exchanged for the number that it is said to have come to."""
    before, spoken = list(amounts(text)), han.figures(said.text)
    after = {
        match["amount"] or match["han"]
        for match in _BARE.finditer(spoken)
        if not is_of_another(text, spoken[: match.start()])
    }
    if not after and before and is_money(before[0].unit):
        after = {match["asked"] or match["each"] for match in _ASKED.finditer(spoken)}
    if len(before) == 1 and (rate := _RATE.match(text, before[0].last)):
        after = _at_the_rate(rate["of"], spoken) or after
    if len(before) != 1 or len(after) != 1 or any(amounts(spoken)) or before[0].number in after:
        return text
    return f"{text[: before[0].first]}{after.pop()}{text[before[0].last :]}"


# What came to a number: "the notice went down to 15".
_CAME_TO = lazy(
    r"\b(?:the|my|our|der|die|das|mein\w*|il|la|lo) (?P<what>[^\W\d_]{3,})\s+(?:has |have |ist |è )?$",
    re.IGNORECASE,
)
_PRICE = lazy(
    r"(?:price|cost|fee|rate|rent|charge|bill|fare|wage|salary|pay|premium|dues|subscription|preis|kosten|miete|"
    r"gebühr|beitrag|lohn|gehalt|prezzo|costo|canone|affitto|quota|tariffa|stipendio|paga)\w*",
    re.IGNORECASE,
)


def is_of_another(text: str, before: str) -> bool:
    """Whether what came to a number is named, and is neither a price nor in the text."""
    named = _CAME_TO.search(before)
    if named is None or _PRICE.fullmatch(named["what"]):
        return False
    return not set(stems.content(named["what"])) & stems.held(text)


# What a price is for: "€5.40 per pallet".
_RATE = lazy(r"\s?(?:per|pro|je|al|a|an) (?P<of>[^\W\d_]{3,})", re.IGNORECASE)


def _at_the_rate(of: str, said: str) -> set[str]:
    """The numbers that are told for one of the same: "4.85 per pallet"."""
    told = rf"(?P<number>{_NUMBER})\s+(?:per|pro|je|al|a|an) {re.escape(of)}\b"
    return {match["number"] for match in re.finditer(told, said, re.IGNORECASE)}


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"].casefold().rstrip("s")
    return _SAME_UNIT.get(unit, unit)


_SAME_UNIT = {
    "€": "euro",
    "eur": "euro",
    "£": "pound",
    "quid": "pound",
    "$": "dollar",
    "buck": "dollar",
} | dict.fromkeys(("元", "块", "块钱", "¥", "￥"), "yuan")
