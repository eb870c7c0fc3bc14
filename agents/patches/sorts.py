"""Sorts of values that words name ("the new rate", "E il prezzo?"), and their exchange in a text."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from agents.patches import amounts, counted, reached, values
from agents.patches.said import Said
from agents.patterns import lazy

_PHONE = lazy(
    r"\b(?:numbers?|line|phone|extension|mobile|cell|landline|hotline|\w*nummer|durchwahl|telefon\w*|handy|leitung|"
    r"numero|telefono|cellulare|interno|recapito)\b|号码?|电话|手机|热线",
    re.IGNORECASE,
)
_PRICE = lazy(
    r"\b(?:rates?|prices?|fees?|rent|costs?|tariffs?|dues|charge|fare|salary|wage|amount|premium|deposit|how much|"
    r"\w*preise?|\w*satz|\w*miete|\w*beitrag|\w*gebühr|\w*tarif|betrag|kosten|kostet|lohn|gehalt|wie ?viel|"
    r"tariff[ae]|prezz[oi]|canone|affitto|quot[ae]|importo|cost[oai]|stipendio|retta|quanto)\b|"
    r"价格?|费用?|房租|租金|学费|工资|金额|月租|多少钱",
    re.IGNORECASE,
)
_WHEN = lazy(
    r"\b(?:times?|hours?|slot|start|dates?|day|weekday|schedule|timetable|opening|closing|when|\w*uhrzeit|"
    r"\w*zeit(?:en)?|"
    r"termin\w*|datum|\w*tag|beginn|wann|orari\w?|ora|data|giorn[oi]|appuntamento|inizio|apertura|quando)\b|时间|钟点|"
    r"日期|日子|几点|营业|什么时候|哪天|周几",
    re.IGNORECASE,
)
_WHERE = lazy(
    r"\b(?:address|place|room|venue|hall|location|platform|gate|where|adresse|anschrift|ort|\w*raum|\w*saal|gleis|wo|"
    r"indirizzo|sede|sala|aula|luogo|posto|binario|dove)\b|地址|地点|教室|房间|场地|哪里|在哪",
    re.IGNORECASE,
)
_SORTS = (("phone", _PHONE), ("price", _PRICE), ("when", _WHEN), ("where", _WHERE))


def named(text: str) -> frozenset[str]:
    """The sorts of values that words name."""
    return frozenset(one for one, pattern in _SORTS if pattern.search(text))


def exchanged(text: str, told: Said, sorts: Set[str]) -> str:
    """A text with the values of these sorts that words give; of all sorts where none is named."""
    if not sorts:
        return counted.changed(values.changed(text, told), told.text)
    anew = text
    if "phone" in sorts:
        anew = reached.called_at(anew, told)
    if "price" in sorts:
        anew = amounts.bare(amounts.exchanged(anew, told), told)
    if sorts & {"when", "where"}:
        plain = replace(told, sentences=(_without_amounts(told.text),))
        anew = counted.changed(values.placed(values.told(anew, plain), plain), plain.text)
    return anew


def _without_amounts(line: str) -> str:
    for one in reversed(list(amounts.amounts(line))):
        line = f"{line[: one.first]}{line[one.last :]}"
    return line
