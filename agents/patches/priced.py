"""What something costs, when words give its price anew: "house blend goes up to 8.60 a bag", "the rent is 835 now"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from agents import claims, glosses, sentences, stems
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import amounts, han, holders, marks, own, signs, things, values
from agents.patches.meant import may_change, near
from agents.patches.said import QUOTED, Said, with_line
from agents.patterns import lazy
from storage.kind import Growth
from storage.model import Change, Memory

_REASON = "the user says that the price changed"
# How many words name a line, the line, and its text with the new price.
_Found = tuple[int, Memory, Rules, str]

_MONEY = r"(?:€|£|\$|¥|eur(?:os?)?|pounds?|quid|dollars?|bucks|francs?|franken|chf|kr|yuan|元|块)"
_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_EACH = (
    r"(?:an?|per|each|every|the|pro|je|im|die|das|al|alla|all['’]|il|la|le|una?|l['’]|/)\s?"
    r"(?:\d+ ?(?:g|kg|ml|l)\b)?[^\W\d_]*"
)
_PRICE = (
    r"rents?|price|fees?|costs?|sells? (?:at|for)|charges?|pays?|membership|subscription|deposit|miete|preis|"
    r"kostet|kosten|"
    r"beitrag|gebühr|affitto|prezzo|costa|canone|quota|paga|租金|房租|价格|会费"
)
# The price in a kept text: a number behind a word of price, or with a word of money, or for each of something.
_HELD = lazy(
    rf"(?:\b(?:{_PRICE})(?: (?:is|are|of|at|for|now|ist|beträgt|è|di)){{0,2}}:? )?{_MONEY}?\s?"
    rf"(?<![^\W\u3400-\u9fff])(?<![.,:/-])(?P<amount>{_NUMBER})(?![^\W元块]|[:/]|[.,]\d)"
    rf"(?P<money>\s?(?:{_MONEY}(?!\w)|元|块))?(?P<each> {_EACH})?",
    re.IGNORECASE,
)
_PRICED = lazy(rf"(?:{_PRICE})", re.IGNORECASE)
_OF_MONEY = lazy(_MONEY, re.IGNORECASE)
# What stands behind a number that is no price.
_NO_PRICE = lazy(
    r"\s?(?:[ap]\.?m\b|uhr|o['’]clock|%|percent|prozent|per cento|people|persons|minutes?|hours?|days?|weeks?|"
    r"months?|years?|"
    r"km|kg|mg|ml|mm|cm|m\b|g\b|(?:bags?|bottles?|boxes|pieces?|cups?|seats?|places?|rooms?|copies) |january|"
    r"february|march|april|may|june|july|august|september|october|november|december|"
    r"januar|februar|märz|mai|juni|juli|oktober|dezember|[./]\d|st\b|nd\b|rd\b|th\b|\.\s?[A-Z])",
    re.IGNORECASE,
)
# Behind a sum that is told without a verb: from when it holds.
_NOW = r"(?:right )?now|these days|jetzt|neuerdings|ora|adesso|ormai"
_FROM = (
    r"from (?:now|today|tomorrow|next|this|\w+ on|(?:the )?\d|january|february|march|april|"
    r"may|june|july|august|september|october|november|december|monday)|as of|since|starting|ab (?:jetzt|heute|"
    r"sofort|morgen|\w+)|seit|da (?:ora|oggi|domani|\w+)|dal"
)
# How words give the price that holds from now on; what they are on stands before.
_GIVES = lazy(
    rf"\b(?:(?:up|down|raised|increased|lowered|reduced|cut|put|rise[sn]?|rose|went|goes|gone|jump(?:s|ed)|"
    rf"drop(?:s|ped)|upped|bumped|hiked|moved|changed|brought) "
    rf"(?:\w+ ){{0,4}}?to|(?:is|are|['’]s|costs?) now|now (?:is|costs?|sells (?:at|for))|is|are|['’]s|costs?|"
    rf"(?:gone|went|goes) (?:up|down),?(?: it['’]s)?|we(?: now)? pay|i(?: now)? pay|wants?|charges|"
    rf"(?:steigt|sinkt|erhöht|gesenkt|angehoben)(?: \w+){{0,2}}? auf|auf|ist(?: jetzt| nun)?|kostet(?: jetzt| nun)?|"
    rf"kosten(?: jetzt)?|beträgt(?: jetzt)?|"
    rf"(?:sal\w+|sces\w|scende|aument\w+|passa\w*|portat\w|arrivat\w) a|è(?: ora| adesso)?|costa(?:no)?(?: ora| "
    rf"adesso)?)\s+"
    rf"(?:now |jetzt |ora |adesso |only |nur )?{_MONEY}?\s?(?P<amount>{_NUMBER})(?![\w:/]|[.,]\d)"
    rf"|(?:[涨升降调改加减]价?了?[到至为成]了?|[涨降调]价了?[，,]?|[涨降]了[，,]\s?(?:现在)?(?:是|要|每[^\d，。]{{1,3}})?"
    rf"|现在(?:是|要|卖)?|"
    rf"变成)\s?{_MONEY}?\s?(?P<han>\d+(?:\.\d{{1,2}})?)"
    rf"|,\s{_MONEY}?\s?(?P<bare>{_NUMBER})(?:\s?{_MONEY}(?!\w))? (?:now(?! (?:in (?:total|all)|altogether|left|"
    rf"free)\b)|"
    rf"from now on|jetzt|ora|adesso)\b"
    rf"|(?:^|[.,;:!–—-]\s){_MONEY}?\s?(?P<alone>{_NUMBER})(?:\s?{_MONEY}(?!\w))?(?: {_EACH})? "
    rf"(?:(?:{_FROM})\b|(?:{_NOW})(?=\s*(?:[.,;!)]|$)|\s(?:for|per|für|on)\s))",
    re.IGNORECASE,
)
_ANEW = lazy(
    r"\b(?:(?:goes|going|went|gone|put|go) (?:\w+ ){0,2}?(?:up|down)|(?:up|down) to|raised|increas\w+|lower\w+|"
    r"reduced|rise[sn]?|"
    r"rose|dearer|cheaper|hik\w+|(?:steigt|sinkt|gestiegen|gesunken|erhöht|angehoben|teurer|billiger)|"
    r"sal(?:e|it\w)|sces\w|scende|aument\w+|rincar\w+)\b|涨|降价|调价",
    re.IGNORECASE,
)
# What is looked at, weighed or told of others is no price of what is known.
_OPEN = lazy(
    r"^(?:(?:and|but|so) )?(?:there (?:is|are)|if|unless|falls|wenn|se|sollte\w*)\b|\b(?:looked at|viewed|viewing|"
    r"saw an?|too (?:dear|expensive|much)|would|could|might|maybe|perhaps|used to|was|were|"
    r"last year|years? ago|back then|not (?:going|gone|raising|"
    r"changed)|refus\w+|offered|asked (?:for|if|whether)|guess|"
    r"reckon|"
    r"besichtigt|angesehen|vielleicht|würde|war|früher|visto|forse|sarebbe|era|in (?:the )?(?:film|book|game))\b|"
    r"也许|可能|以前|听说",
    re.IGNORECASE,
)
_GENERAL = frozenset(
    map(
        stems.stem,
        "user price cost costs sells sell pays pay month week year day each bag piece euro euros pound pounds "
        "number new time "
        "from today now mr mrs ms including bills heating".split(),
    )
)


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """Every line on what something costs, with the price that the words give it by its name."""
    if not _GIVES.search(han.figures(said.text)):
        return
    before = ""
    for at, sentence in enumerate(said.sentences):
        found = _most(_found_in(sentence, "", said, rules, drafts))
        quote, beside = sentence, before
        for named, gives in () if found else _going_on(before, sentence):
            found = found or _most(_found_in(gives, named, said, rules, drafts))
            quote = f"{beside} {sentence}" if beside and named.startswith(beside) else sentence
        before = sentence
        if len(found) == 1:
            _, memory, rule, text = found[0]
            text = _gone_on(text, replace(said, sentences=said.sentences[at + 1 : at + 2]))
            body = {**memory.body, rule.kind.text_field: text}
            if "details" in rule.kind.body.model_fields:
                body["details"] = with_line(memory.body, f"{QUOTED}{said.told(quote)}")
            drafts.knows(memory)
            yield said.revises(memory, body, quote, _REASON)


def _gone_on(text: str, behind: Said) -> str:
    """A text with the hour that the next sentence gives of the same as well."""
    told = behind.sentences and values.clocks_of(behind.text) and not things.is_another(behind.text, text)
    return (told and values.exchanged(text, behind)) or text


def _most(found: Iterable[_Found]) -> list[_Found]:
    """Those lines that most words name."""
    held = list(found)
    most = max((one[0] for one in held), default=0)
    return [one for one in held if one[0] == most]


def _going_on(before: str, sentence: str) -> Iterator[tuple[str, str]]:
    """Words that name something, and those behind them that only give its price: "… they dropped it to 45"."""
    if (
        before
        and _GOES_ON.match(sentence)
        and not _GIVES.search(before)
        and not sentences.ends_asking(before)
    ):
        yield before, sentence
    for cut in _CLAUSE.finditer(sentence):
        clause, gives = sentence[: cut.start()], sentence[cut.end() :]
        if _GOES_ON.match(gives):
            yield clause, gives
            if before and not sentences.ends_asking(before):
                yield f"{before} {clause}", gives


# A sum at the beginning, or one that "it" is put to: what it is of was named before.
_GOES_ON = lazy(
    rf"(?:(?:so|and|but|then|also|und|also|jetzt|e|quindi|ora|now),? )*(?:{_MONEY}?\s?(?:{_NUMBER})\b"
    rf"|(?:(?:they|we|i|he|she)(?:['’](?:ve|s))? (?:have |has )?(?:just |now )?)?(?:dropped|cut|raised|lowered|"
    rf"reduced|put|upped|"
    r"bumped|hiked|moved|changed|brought|knocked) (?:it|that|them|mine|this)\b|"
    r"(?:it|that|they)(?:['’](?:s|re)| is| are| went| goes| has gone| costs?| comes)\b|"
    r"(?:sie|er|es|das|die|der)? ?(?:kostet|kosten|ist|sind|liegt) (?:jetzt|nun|neuerdings)\b|"
    r"(?:ora|adesso)? ?(?:costa|costano|è|sono)\b)",
    re.IGNORECASE,
)


def _found_in(
    sentence: str, named: str, said: Said, rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[_Found]:
    """The lines whose price a sentence gives: how many of its words name each, and its text with the new price.

    `named` are words before it that name what it goes on about.
    """
    sentence = han.figures(sentence)
    gives = [
        match
        for match in _GIVES.finditer(sentence)
        if match["alone"] or not _NO_PRICE.match(sentence[match.end() :])
    ]
    if len({_amount(match) for match in gives}) != 1 or not _is_told(sentence, said.text):
        return
    if named and (sentences.is_supposed(named) or own.is_conditional(named)):
        return
    goes_on = bool(named or gives[0]["alone"])
    for rule in rules.values():
        if rule.kind.growth not in (Growth.BLOCKS, Growth.REVISE):
            continue
        for memory in near(f"{named} {sentence}".strip(), rule, drafts):
            text = str(memory.body.get(rule.kind.text_field, ""))
            prices = [match for match in _HELD.finditer(text) if _is_price(match)]
            told = f"{sentence[: gives[0].end()]}{_CLAUSE.split(sentence[gives[0].end() :])[0]}"
            told = f"{named} {told}".strip()
            shared = _names(memory, text, prices[0], told) if len(prices) == 1 else 0
            new = _amount(gives[0])
            if goes_on and shared and not _may_be_of_it(prices[0], gives[0]):
                continue
            another = amounts.is_of_another(memory.text, sentence[: gives[0].start()])
            if shared and not another and new != prices[0]["amount"] and may_change(memory, said, rule):
                at = prices[0]
                anew = f"{text[: at.start('amount')]}{new}{text[at.end('amount') :]}"
                yield shared, memory, rule, holders.holding(anew, said)


def _may_be_of_it(price: re.Match[str], gives: re.Match[str]) -> bool:
    """Whether a sum is near enough to a price that is kept, and for each of the same where both say of what."""
    name = next(one for one in ("amount", "han", "bare", "alone") if gives[one])
    each = _EACH_BEHIND.match(gives.string, gives.end(name))
    if each and price["each"] and stems.stem(each[0].split()[-1]) != stems.stem(price["each"].split()[-1]):
        return False
    old, new = _size(price["amount"]), _size(gives[name])
    return old <= new * _TIMES and new <= old * _TIMES


# By how much a price changes at most, where words only go on about it.
_TIMES = 3


def _size(number: str) -> float:
    """How much a number tells; a sign before three digits sets thousands apart."""
    whole = re.sub(r"[.,' ](?=\d{3}(?!\d))", "", number)
    return float(re.sub(r"[' ]", "", whole).replace(",", "."))


_EACH_BEHIND = lazy(rf"(?:\s?{_MONEY})?\s{_EACH}", re.IGNORECASE)


def _amount(match: re.Match[str]) -> str:
    return match["amount"] or match["han"] or match["bare"] or match["alone"]


def _is_price(match: re.Match[str]) -> bool:
    told = match[0][: match.start("amount") - match.start()]
    behind = match.string[match.end("amount") :]
    if _NO_PRICE.match(behind):
        return False
    return bool(match["money"] or match["each"] or _PRICED.search(told) or _OF_MONEY.search(told))


def _is_told(sentence: str, around: str) -> bool:
    """Whether a sentence tells a price for good, as a fact, and as otherwise than before."""
    anew = _ANEW.search(sentence) or marks.NOW.search(sentence) or holders.names_one(around)
    return bool(anew) and not (
        _OPEN.search(sentence)
        or sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_temporary(sentence)
        or marks.PASSING.search(sentence)
    )


def _names(memory: Memory, text: str, price: re.Match[str], told: str) -> int:
    """How many words by which a line's price goes are told: its whole title, its sort of price, or two others; "
    "else 0."""
    words = glosses.terms(told)
    title = {stem for stem in stems.held(memory.title) if stem not in _GENERAL and not stem.isdigit()}
    sorts = {stem for stem in glosses.terms(text[: price.end()]) if stem in _SORTS}
    before = {stem for stem in stems.content(text[: price.start("amount")]) if stem not in _GENERAL}
    shared = signs.telling((title | before | sorts) & words, told)
    if (
        things.shares_no_more(told, memory.text)
        or not own.tells_of(told, memory.text)
        or _is_of_another(told, memory.text, shared)
    ):
        return 0
    whole = bool(title) and title <= words
    # A sum of money beside one word of a line that has one is told of it as well as two words are.
    money = (
        _OF_MONEY.search(told)
        and _OF_MONEY.search(price[0])
        and any(len(one) > 1 for one in shared - _OF_ANY_PRICE)
    )
    return len(shared) if whole or sorts & words or len(shared) > 1 or money else 0


_OF_ANY_PRICE = frozenset(
    map(
        stems.stem,
        "now hour hourly weekly yearly rate costa costano prezzo "
        "ora oggi adesso mese anno il lo la gli le di del al da "
        "dal per con kostet kosten preis jetzt stunde woche monat jahr pro ab".split(),
    )
)
# Sorts of prices that one pays only one of.
_CLAUSE = lazy(r"[,;:，；]\s?|\s(?:and|but|und|aber|e|ma)\s")
_SORTS = frozenset(
    map(
        stems.stem,
        "rent membership subscription deposit tuition insurance fee fees allowance salary wage mortgage".split(),
    )
)
_WHOSE = lazy(r"\b(?:his|her|their|your|(?P<name>(?-i:[A-Z])\w+)['’]s) ", re.IGNORECASE)


def _is_of_another(told: str, known: str, shared: Set[str]) -> bool:
    """Whether what is told is somebody else's, whom a known line does not name."""
    return any(
        match["name"] is None
        or (not own.says(known, match["name"]) and stems.stem(match["name"]) not in shared)
        for match in _WHOSE.finditer(told)
    )
