"""Sums over what the user said they did: "how many km did I run in May", "how often did I go swimming".

Each statement of the asked time counts once, on the day it tells of. What is only planned, denied, usual, or told as a
sum itself, is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from agents import amounts, deeds, glosses, sentences, stems, times
from agents.amounts import Amount, Unit
from agents.patterns import lazy
from agents.question import Parsed
from agents.times import EARLIEST
from storage.model import Note, Observation, Turn


class Wants(StrEnum):
    """What is to be summed up."""

    AMOUNT = "amount"
    OFTEN = "often"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing done: on which local day, how much (None where only times are counted), and what told it."""

    day: date
    amount: Amount | None
    thing: Turn | Note
    quote: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Total:
    """What was summed up. `unit` is None where times were counted; `mixed` where the units cannot be added."""

    wants: Wants
    parts: Sequence[Part]
    unit: Unit | None = None
    mixed: bool = False

    @property
    def number(self) -> Decimal:
        """The sum in `unit`, or how often."""
        if self.unit is None:
            return Decimal(sum(part.times for part in self.parts))
        told = (part.amount for part in self.parts)
        return sum((one.number * one.unit.size for one in told if one), Decimal(0)) / self.unit.size

    @property
    def apart(self) -> tuple[Total, ...]:
        """A sum for each system of units, in the order in which they were told."""
        systems = dict.fromkeys(part.amount.unit.system for part in self.parts if part.amount)
        return tuple(self._of(system) for system in systems)

    def _of(self, system: str) -> Total:
        parts = [part for part in self.parts if part.amount and part.amount.unit.system == system]
        units = [part.amount.unit for part in parts if part.amount]
        return Total(self.wants, parts, max(units, key=lambda unit: unit.size))


_DID = r"(?:did|have|had)\s+(?:i|we)\b"
_AMOUNT = lazy(
    rf"\bhow (?:much|many|far|long)\b(?=.*\b{_DID})"
    r"|\bwhat (?:did|have) (?:i|we) (?:pay|paid)\b.*\bin total\b|\bwhat (?:did|have) (?:i|we) (?:all )?spen[dt]\b"
    r"|\bwie ?(?:viele?|weit|lange)\b(?=.*\b(?:habe?|bin|haben|sind) (?:ich|wir)\b)"
    r"|\b(?:what|how (?:much|high))(?:['’]s| (?:is|are|was|were|have been)) (?:all )?(?:my|our) (?:\w+ )?"
    r"(?:expen\w+|spendings?|outgoings)\b"
    r"|\bwas\b(?=.*\b(?:habe?|haben) (?:ich|wir)\b.*\bausgegeben\b)"
    r"|\b(?:was|wie hoch) (?:waren|sind) (?:alle )?(?:meine|unsere) (?:\w+ )?(?:gesamt)?ausgaben\b"
    r"|\b(?:quali|quante|a quanto) .*\b(?:le mie|le nostre) spese\b|\b(?:che )?cosa (?:ho|abbiamo) speso\b"
    r"|\bquant[oaie]\b(?! volte)(?=.*\b(?:ho|abbiamo|sono|siamo)\b)"
    r"|我们?.*(?:多少|几)(?![次个回])",
    re.IGNORECASE,
)
_OFTEN = lazy(
    rf"\bhow (?:often|many times)\b(?=.*\b(?:{_DID}|was i|were we))"
    r"|\bwie oft\b(?=.*\b(?:habe?|bin|war|haben|sind|waren) (?:ich|wir)\b)"
    r"|\bquante volte\b(?=.*\b(?:ho|abbiamo|sono|siamo)\b)|我们?.*(?:几|多少)[次回]",
    re.IGNORECASE,
)
# What one is or has is not added up, nor what one got, nor how the days were spent.
_STANDS = lazy(
    r"\b(?:spen[dt]|spending) (?:(?:my|our|the|most|all|much|of) ?)*"
    r"(?:time|days?|evenings?|nights?|weekends?|holidays?)\b"
    r"|\b(?:doing|zeit|tempo)\b|时间"
    r"|\b(?:weigh\w*|owe[ds]?|have i (?:got|left)|know|wiege|wog|gewogen|schulde\w*|pes(?:o|ato)|devo)\b|体重|欠",
    re.IGNORECASE,
)
_ALL = r"in total|in all|all in all|altogether|overall|so far|insgesamt|alles in allem|in tutto|in totale|一共|总共|共"
_IN_ALL = lazy(_ALL, re.IGNORECASE)
_SPENT = lazy(
    r"\b(?:spen[dt]|spendings?|expen\w+|outgoings|pa(?:y|id)|cost|bought|ausgegeben|ausgeben|(?:gesamt)?ausgaben|bezahlt"
    r"|gezahlt|gekostet|gekauft|speso|spesi|spese|pagato|comprato)\b|花|付|买|支出|开销",
    re.IGNORECASE,
)
# What cost the user, whoever is named with it: "the dinner cost us 62 euros", "got shoes for 89 euros".
_COST_USER = lazy(
    r"\bcost (?:me|us)\b|\bhat (?:mich|uns)\b.*\bgekostet\b|\bkostete (?:mich|uns)\b|\b(?:mi|ci) (?:è|sono) costat\w\b"
    r"|花了我|\b(?:i |we |just |also |^)got (?:[^\W\d]+ ){1,6}for (?:only |just |about )?[€$£]?\d"
    r"|\b(?:gelassen|hingelegt|geholt)\b|\b(?:ho|abbiamo) preso\b.*\b(?:a|per) ",
    re.IGNORECASE,
)
# A price of one, of which there were several.
_EACH = lazy(
    r"\b(?:each|apiece|a piece|je|pro stück|pro person|per person|per head|l['’]un[oa]|ciascun[oa]|a testa)\b",
    re.IGNORECASE,
)
_COUNT = lazy(
    r"(?<![\w.,€$£])(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|sechs|due|tre|quattro|cinque"
    r"|sei)(?= [^\W\d])",
    re.IGNORECASE,
)
# A clause that leaves the verb to the one before it, and maybe the currency: "and 15 on coffee", "und 15 für Kaffee".
_ALSO_FOR = lazy(
    r"\s*(?:another |noch |plus |altri |altre )?(?P<sum>[€$£]?\d+(?:[.,]\d{1,2})?)(?P<unit> ?[^\W\d]+| ?€)?"
    r"(?P<rest> (?:on|for|für|per) \w.*)",
    re.IGNORECASE,
)
# Money that came in, or that somebody else gave.
_RECEIVED = lazy(
    r"\b(?:got|gets?|been|was|were|be|being|is|are|gotten) paid\b|\bpa(?:id|ys?) (?:me|us)\b|\bbought (?:me|us)\b"
    r"|\b(?:refund\w*|reimburs\w*|salary|wages?|earn\w*|sold|received?|won|lent|borrow\w*|back from)\b"
    r"|\b(?:gehalt|lohn|verdient|verkauft|bekam|bekommen|erhalten|erstattet|geliehen|wurde)\b|\b(?:mir|uns)\b.*\bbezahlt\b"
    r"|\b(?:mi|ci) ha(?:nno)? \w+|\b(?:ricevuto|stipendio|guadagnat\w*|vendut\w*|rimbors\w*|prestat\w*)\b"
    r"|收到|工资|赚|卖|退款|报销|借|给我",
    re.IGNORECASE,
)
_FAR = lazy(r"\bhow far\b|\bwie weit\b|多远", re.IGNORECASE)
_LONG = lazy(
    r"\bhow (?:long|much time)\b|\bwie (?:lange|viel zeit)\b|\bquanto tempo\b|多久|多长时间", re.IGNORECASE
)
_DRANK = lazy(r"\b(?:dr[iau]nk|getrunken|bevuto)\b|喝", re.IGNORECASE)
_TWICE = lazy(
    r"\b(?P<two>twice|zweimal|due volte|both days)\b|\b(?P<n>\d{1,2}|three|four|five|six|drei|vier|fünf|sechs|tre"
    r"|quattro|cinque|sei)(?: times|[ -]?mal| volte)\b|(?P<han>[两二三四五六])次",
    re.IGNORECASE,
)
_COUNTS = {
    word: number
    for number, words in enumerate(("two 两 二", "three drei tre 三", "four vier quattro 四", "five fünf cinque 五",
                                    "six sechs sei 六"), start=2)
    for word in words.split()
}  # fmt: skip
_TIME_WORDS = lazy(
    r"\b(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|morning|evening|week|heute|gestern|vorgestern"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|oggi|ieri|lunedì|martedì|mercoledì|giovedì|venerdì"
    r"|sabato|domenica)\b|今天|昨天|前天|上?(?:周|星期)[一二三四五六日天]",
    re.IGNORECASE,
)
_CLAUSE = lazy(r"[;；。]|,(?!\d)|，|\b(?:and|but|then|und|aber|dann|ma|poi)\b|\be\b(?= )", re.IGNORECASE)
# Words of the question's own form, as stems.
_FORM = stems.held(
    "habe hab haben bin sind"
    " much many far long often times time total altogether overall money all go went gone been be do done spend spent"
    " pay paid cost buy bought insgesamt geld viel viele oft weit lange gegeben ausgegeben bezahlt gekostet gewesen"
    " quanto quanti quanta quante volte tutto totale soldi speso spesi pagato stato stati andato andati fatto gemacht"
    " so sum expense expenses spending spendings expenditure expenditures outgoings ausgaben gesamtausgaben spese"
    " quali cosa state sono erano ho abbiamo mie nostre ad high hoch waren was were welche alle"
)
_FORM_HAN = lazy(
    r"我们?|总共|一共|共|多少|几|次|回|钱|花了?|花费|付了?|支出|开销|总|了|过|去|的|在|一|个|是|有|？"
)
# A number that is said without its unit: nothing follows it but when, where or with whom.
_BARE = lazy(
    r"(?<![\w.,:/€$£¥-])(?<!\bat )(?<!\bum )(?<!\balle )(?<!\bby )(?<!\bno )(?<!\bno\. )"
    r"(?P<number>\d{1,3}(?:[.,]\d{1,2})?)"
    r"(?=\s*(?:$|[.,;!)。，；](?!\d)|(?:on|in|along|around|through|with|after|before|this|again|more|today|yesterday|last"
    r"|am|im|mit|nach|vor|an|entlang|heute|gestern|letzten|noch|oggi|ieri|con|dopo|lungo|nel|al)\b))",
    re.IGNORECASE,
)
# What stands beside an amount in a clause that leaves the deed to the one before it: "and 7 on Tuesday".
_ELLIPTIC = stems.held(
    "another then again more on in the this last and also only just am im noch dann nur auch ancora altri altre poi di"
    " il lo la solo anche"
)


def is_of_all(parsed: Parsed) -> bool:
    """Whether everything spent in a time is asked for, whatever it was spent on."""
    return read(parsed) is Wants.AMOUNT and _family(parsed.text) == amounts.MONEY and not _matter(parsed)


def read(parsed: Parsed) -> Wants | None:
    """What a question wants summed up; None for nothing of the kind."""
    text = parsed.text
    if parsed.wants_changes or _STANDS.search(text) or _RECEIVED.search(text):
        return None
    if _OFTEN.search(text):
        return Wants.OFTEN
    limited = parsed.span is not None or _IN_ALL.search(text) is not None
    return Wants.AMOUNT if limited and _AMOUNT.search(text) and _family(text) else None


def of(
    parsed: Parsed,
    told: Callable[[datetime, datetime], Sequence[Observation] | None],
    now: datetime,
    zone: ZoneInfo,
) -> Total | None:
    """The sum that a question asks for; None where it asks for none, or nothing was told that it could be made of.

    `told` gives what the user said within a time, or None where that is too much to look at.
    """
    wants = read(parsed)
    matter = _matter(parsed) if wants else ()
    family = _family(parsed.text) if wants is Wants.AMOUNT else ""
    if wants is None or not (matter or family):
        return None
    span = parsed.span
    since, until = (span.start, min(span.end, now)) if span else (EARLIEST, now)
    said = told(since, min(until + deeds.TOLD_LATER, now + timedelta(seconds=1)))
    if said is None:
        return None
    things = [one for one in said if isinstance(one, Turn | Note)]
    unit = _only_unit(things, matter, family)
    parts = [
        part
        for one in things
        for part in _parts(one, matter, family, unit, zone)
        if since.astimezone(zone).date() <= part.day and _starts(part.day, zone) < until
    ]
    return _added(wants, _once(wants, parts), amounts.unit_named(parsed.text))


def _starts(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _family(text: str) -> str:
    """Of which units the amounts asked for are."""
    if _FAR.search(text):
        return amounts.LENGTH
    unit = amounts.unit_named(text)
    if _LONG.search(text) or (unit is not None and unit.family == amounts.TIME):
        return amounts.TIME
    if _SPENT.search(text):
        return amounts.MONEY
    if unit is not None:
        return unit.family
    return amounts.VOLUME if _DRANK.search(text) else ""


def _matter(parsed: Parsed) -> tuple[frozenset[str], ...]:
    """What was done, each word as the stems it may be told by."""
    rest = parsed.text.replace(parsed.span.text, " ") if parsed.span else parsed.text
    rest = amounts.without_units(_IN_ALL.sub(" ", rest))
    told = glosses.concepts(_FORM_HAN.sub(" ", rest) if parsed.language == "zh" else rest)
    return tuple(one for one in told if one.isdisjoint(_FORM))


def _parts(
    thing: Turn | Note, matter: Sequence[frozenset[str]], family: str, unit: Unit | None, zone: ZoneInfo
) -> Iterator[Part]:
    """What a statement tells of it; a number without a unit is of the `unit` that all others are told in."""
    for sentence in deeds.told(thing):
        if _IN_ALL.search(sentence):
            continue
        if not family:
            day = deeds.day_of(sentence, thing.time, zone)
            if day is not None and _tells(sentence, sentence, matter) and deeds.is_over(sentence):
                yield Part(day, None, thing, sentence, _times(sentence))
            continue
        for clause, whole in _clauses(sentence, family, bare=unit is not None):
            day = _day(clause, sentence, thing, zone)
            if day is None or not _tells(whole, sentence, matter) or not (matter or _is_spending(whole)):
                continue
            found = _amounts(clause, sentence, family) or _bare(clause, whole, sentence, unit)
            if found and not (family == amounts.MONEY and _RECEIVED.search(whole)):
                nearest = _nearest(found, clause, matter)
                of_all = _of_all(nearest, clause) if family == amounts.MONEY else nearest
                if of_all is not None:
                    yield Part(day, of_all, thing, sentence)


def _of_all(price: Amount, clause: str) -> Amount | None:
    """The price of all, where it is told for one of several; None where it is not told of how many."""
    if not _EACH.search(clause):
        return price
    counts = list(_COUNT.finditer(clause[: price.first]))
    if len(counts) != 1:
        return None
    return replace(price, number=price.number * amounts.number(counts[0].group(), "en"))


def _day(clause: str, sentence: str, thing: Turn | Note, zone: ZoneInfo) -> date | None:
    """The day that a clause names by itself, else that of its sentence."""
    return deeds.day_of(clause if times.find(clause, thing.time, zone) else sentence, thing.time, zone)


def _is_spending(clause: str) -> bool:
    over = _SPENT.search(clause) is not None and deeds.is_over(clause)
    return over or _COST_USER.search(clause) is not None


def _amounts(clause: str, sentence: str, family: str) -> list[Amount]:
    language = glosses.language_of(sentence)
    return [one for one in amounts.find(clause, language) if not family or one.unit.family == family]


def _bare(clause: str, whole: str, sentence: str, unit: Unit | None) -> list[Amount]:
    """The one number that a clause tells without a unit, as so much of `unit`."""
    if unit is None or not deeds.is_over(whole) or amounts.find(clause, glosses.language_of(sentence)):
        return []
    found = list(_BARE.finditer(clause))
    if len(found) != 1:
        return []
    number = Decimal(found[0]["number"].replace(",", "."))
    return [Amount(number, unit, found[0].start(), found[0].end())]


def _only_unit(things: Sequence[Turn | Note], matter: Sequence[frozenset[str]], family: str) -> Unit | None:
    """The unit in which all that was told of a matter was told; None where that is not certain."""
    if not matter or not family or family == amounts.MONEY:
        return None
    units = {
        one.unit
        for thing in things
        for sentence in deeds.told(thing)
        for clause, whole in _clauses(sentence, "")
        if _tells(whole, sentence, matter)
        for one in _amounts(clause, sentence, "")
    }
    only = next(iter(units)) if len(units) == 1 else None
    return only if only is not None and only.family == family else None


def _clauses(sentence: str, family: str, *, bare: bool = False) -> list[tuple[str, str]]:
    """The sentence, or its clauses where several of them hold an amount; each with the words that say what was done.

    `bare` is whether a number without a unit counts as one.
    """
    pieces = _pieces(sentence, family)
    told = [
        piece
        for piece in pieces
        if _amounts(piece, sentence, family) or (bare and _BARE.search(piece.strip()))
    ]
    if len(told) < 2:
        return [(sentence, sentence)]
    found: list[tuple[str, str]] = []
    for piece in told:
        before = found[-1][1] if found else ""
        if before and _is_elliptic(piece):
            whole = f"{before} {piece}"
        elif (verb := _SPENT.search(before)) and _ALSO_FOR.fullmatch(piece.rstrip(" .!")):
            whole = f"{verb.group()} {piece}"
        else:
            whole = piece
        found.append((piece.strip(), whole))
    return found


def _pieces(sentence: str, family: str) -> list[str]:
    """The clauses of a sentence; a sum of money that leaves its currency to the clause before it gets that."""
    told: list[str] = []
    for piece in (piece for piece in _CLAUSE.split(sentence) if piece.strip()):
        also = _ALSO_FOR.fullmatch(piece.rstrip(" .!"))
        before = _amounts(told[-1], sentence, family) if told and family == amounts.MONEY else []
        bare = also is not None and not also["unit"] and also["sum"][0].isdigit()
        told.append(
            f"{also['sum']} {before[-1].unit.name}{also['rest']}" if also and bare and before else piece
        )
    return told


def _is_elliptic(piece: str) -> bool:
    """Whether a clause holds an amount and a time and says nothing of what was done."""
    rest = re.sub(r"\d+(?:[.,]\d+)?", " ", amounts.without_units(piece))
    return stems.held(_TIME_WORDS.sub(" ", rest)) <= _ELLIPTIC


def _tells(clause: str, sentence: str, matter: Sequence[frozenset[str]]) -> bool:
    """Whether a clause tells of all of it, as something that the user did."""
    held = glosses.terms(clause)
    if any(one.isdisjoint(held) for one in matter):
        return False
    cost = _COST_USER.search(clause) is not None and not deeds.is_unreal(clause)
    return cost or deeds.is_users(clause, sentence, frozenset[str]().union(*matter))


def _times(clause: str) -> int:
    match = _TWICE.search(clause)
    if match is None:
        return 1
    said = (match["n"] or match["han"] or "two").casefold()
    return int(said) if said.isdigit() else _COUNTS[said]


def _nearest(found: Sequence[Amount], clause: str, matter: Sequence[frozenset[str]]) -> Amount:
    """The amount that stands nearest to a word of the matter."""
    places = [
        match.start()
        for match in re.finditer(r"\w+", clause)
        if any(glosses.terms(match.group()) & one for one in matter)
    ]
    return min(found, key=lambda one: min((abs(at - one.first) for at in places), default=one.first))


def _once(wants: Wants, parts: Sequence[Part]) -> list[Part]:
    """Each thing done once, by its day: what is told again of a day is the same time; of amounts, in the same words."""
    kept: dict[tuple[object, ...], Part] = {}
    for part in sorted(parts, key=lambda part: (part.day, part.thing.time)):
        key = (
            (part.day,)
            if wants is Wants.OFTEN
            else (part.day, part.amount and part.amount.number, sentences.fold(part.quote))
        )
        if key not in kept or part.times > kept[key].times:
            kept[key] = part
    return list(kept.values())


def _added(wants: Wants, parts: Sequence[Part], named: Unit | None) -> Total | None:
    if not parts:
        return None
    units = [part.amount.unit for part in parts if part.amount]
    if wants is Wants.OFTEN:
        return Total(wants, parts)
    mixed = len({unit.system for unit in units}) > 1
    largest = max(units, key=lambda unit: unit.size)
    unit = named if named is not None and named.system == largest.system else largest
    return Total(wants, parts, unit, mixed or (named is not None and named.system != largest.system))
