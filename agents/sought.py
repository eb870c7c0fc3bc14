"""Whether a text holds a thing of the kind that was asked for: an age, a price, a number, a time, an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import attributes, called, claims, glosses, stems, times, values
from agents.patterns import lazy
from agents.question import OF_DEGREE, Parsed, Shape

_SPELT = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|once|twice|both|half|a couple|dozen|ein\w{0,2}|zwei\w*|drei\w*|vier|fünf|sechs|sieben"
    r"|acht|neun|zehn|elf|zwölf|\w+zig|uno|una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci"
)
_NUMBER = lazy(rf"\d|\b(?:{_SPELT})\b|[一二两三四五六七八九十百千半]", re.IGNORECASE)
_YEARS = r"(?:year|yr|month|jahr|monat|ann[io]|mes[ie])\w*"
_AGE = lazy(
    rf"\b(?:\d{{1,3}}|{_SPELT})[ -]?{_YEARS}\b|(?<!the )(?<!on )(?<!day )\b\d{{1,3}}(?:st|nd|rd|th)\b"
    rf"|\d{{1,3}}(?:st|nd|rd|th) birthday|\b\d{{1,3}}\s*(?:岁|y/?o)"
    r"|\b(?:am|is|are|was|be|turn\w*|aged?|i'm|[sh]?he'?s|(?:they|we|you)['’]?re|bin|ist|sind|wird|werde)\s+"
    r"(?:now\s+|jetzt\s+)?"
    rf"(?:\d{{1,3}}|{_SPELT})\b(?!\s+\w+s\b|[:.]|\s+(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]))"
    r"|\b(?:born|geboren|nat[oa])\b|出生|生于|[(,]\s*\d{1,3}\s*[),]|\bat \d{2}\b(?![:.]\d)",
    re.IGNORECASE,
)
_AGE_ASKED = lazy(r"\b(?:how old|what age|wie alt|quanti anni)\b|几岁|多大", re.IGNORECASE)
_MAIL_ASKED = lazy(r"\be-?mail[ -]?(?:address|adresse)|\bindirizzo (?:e-?)?mail|邮箱", re.IGNORECASE)
_MAIL = lazy(r"\S@\S")
_MONEY_ASKED = lazy(
    r"\b(?:what|how much) (?:do|does|did|will) (?!.*\b(?:not|never)\b).{1,60}"
    r"\b(?:earn|make|get paid|pay|costs?|charge|refund(?:ed)?)\b"
    r"|\b(?:salary|wages?|gehalt|stipendio)\b|\bhow much .*\b(?:rent|pay|fee|fees|scholarship|deposit)\b"
    r"|\bwhat(?:['’]s| is| was) (?:the|my|\w+['’]s) (?:\w+ )?(?:rent|fee|price|cost|deposit)\b"
    r"|\bwie hoch (?:ist|war|sind|waren) (?:\w+ )?(?:\w+ )?(?:kaution|miete|gebühr\w*|preis|rechnung|gehalt|lohn)\b"
    r"|\b(?:ge)?kostet\w*\b|\bwas (?:verlangt|verdient|zahlt)\b|\bcost(?:a|ano|ato)\b|\bguadagn\w+\b|\bquanto paga\b"
    r"|多少钱|多少工资",
    re.IGNORECASE,
)
# What is paid is told with its currency, by a word for much or nothing, or by a number that measures nothing else.
_CURRENCY = lazy(
    r"[$€£¥]|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|euros?|dollars?|pounds?|quid|bucks|pence|cents?|franken)\b|\d\s?[元块]|[千百万]"
    r"|\b(?:hundred|thousand|grand|hundert|tausend|cento|mila|free|gratis|kostenlos|nothing|niente|nichts)\b",
    re.IGNORECASE,
)
_BARE = lazy(
    r"(?<![\w.,:/-])\d[\d.,]*k?(?![\w:/-]|\s?(?:%|mg|g|kg|cm|mm|km|m|ml|l|h|min|hours?|minutes?|years?|months?|weeks?"
    r"|days?|people|guests|times|pages|child(?:ren)?|kids|pieces|seats|places|Gramm|Stunden|Jahre|Tage|Personen|Kinder|Stück"
    r"|anni|giorni|persone|bambini)\b)",
    re.IGNORECASE,
)
# A bare number is a price where the words say so, or its cents and thousands do, which are no time of day.
_OF_PRICES = lazy(
    r"\b(?:costs?|pric\w+|pay\w*|paid|charg\w+|fees?|rents?|worth|spent|spend|earn\w*|salary|wages?|bill\w*|invoices?|receipts?|kost\w+"
    r"|preis\w*|zahl\w+|verlang\w+|gehalt|lohn|miete|verdien\w+|rechnung\w*|cost\w+|prezz\w+|pag\w+|chied\w+|stipendio|affitto"
    r"|guadagn\w+|fattura)\b|\b(?:wants?|asks?|asking) (?=\d)"
    r"|[价钱费薪租涨卖]"
    r"|\d\s(?:(?:an?|per|each|every|pro|je|al|alla)\b|l['’])"
    r"|(?<![\w.,:])\d{1,3}[.,]\d{3}(?![\w:])|(?<![\w.,:])(?:\d+[.,][6-9]\d|(?:2[5-9]|[3-9]\d|\d{3,})[.,]\d\d)(?![\w:.,])",
    re.IGNORECASE,
)
_HOUSE = lazy(r"\b[A-ZÄÖÜ][\w'’-]+ \d{1,3}\b(?![.,]\d)")
# Times of day, days and years, which are no amounts.
_DATED = lazy(
    r"\b\d{1,2}°|\b\d{1,2}[:.][0-5]\d\b|\b(?:19|20)\d\d\b|\b\d{1,2}(?:\.|st|nd|rd|th)?\s?(?=Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])|\d+\s?[月日号点年]"
)
# A number with cents that its words say is a price: "sells at 8.40", "up to 8.40 a bag".
_WITH_CENTS = lazy(
    r"\b(?:sells? (?:at|for)|costs?|prices?|fees?|rent|charges?|up to|down to|kostet|preis|costa|prezzo)\b"
    r"[^\d;.!?]{0,16}"
    r"\d+[.,]\d{2}(?![\d:]|[.,]\d)|(?<![\w.,:/-])\d+[.,]\d{2} (?:an?|per|each|pro|al|alla) [^\W\d_]",
    re.IGNORECASE,
)
# "How many of the bowls": what is counted must stand there, too; times and people are told by other words.
_COUNTED = lazy(
    r"\b(?:how many|wie viele[nr]?|quant[ei]) (?:of (?:the|my|our|his|her|their) |(?:von )?(?:den|meinen|unseren) )?"
    r"([^\W\d_]{3,})",
    re.IGNORECASE,
)
_TIMES = frozenset(
    "times time people persons person others days weeks months years hours minutes mal male personen leute menschen "
    "tage tagen wochen monate monaten jahre jahren stunden minuten volte persone giorni settimane mesi anni ore "
    "minuti altri".split()
)
# A number that says of nothing what it counts: "two of the six are for Wynn", "there were nine."
_NUMBER_ALONE = lazy(
    rf"(?<![\w:.,])(?:\d+|{_SPELT})(?:\s+(?:of|out of|are|is|were|was|left|more|in all|altogether)\b"
    r"|\s*[.!;)]|,(?!\d)|\s*$)",
    re.IGNORECASE,
)
# Amounts, house numbers and the like; a year is a time.
_NO_TIME = lazy(r"(?<![\w:.])(?!(?:19|20)\d\d\b)[£$€]?\d[\d.,]*(?![\w:])")
_DAY_IN_SHORT = lazy(r"\b(?:mon|tues?|weds?|thurs?|fri|sat|sun)\b", re.IGNORECASE)
_CODE = lazy(r"\d[\d ()/-]*\d|\d|\bhidden\b|[A-Z]{2,}\w*\d")
_LONG_ASKED = lazy(
    r"\b(?:phone|telephone|mobile|code|iban|serial|booking|order|account|customer|handynummer|telefonnummer)\b|电话",
    re.IGNORECASE,
)
# A number that money goes to or comes from: another number in its place would cost.
_ACCOUNT_ASKED = lazy(
    r"\b(?:bank|account (?:number|no\b)|iban|konto\w*|numero di conto)\b|账号|账户", re.IGNORECASE
)
_ACCOUNT = lazy(
    r"\b(?:bank\w*|account|acct|iban|\w*konto\w*|conto|sort code)\b|账号|账户|银行", re.IGNORECASE
)
_LONG = lazy(r"\d[\d ()/-]+\d|\bhidden\b|[A-Z]+-?\d|\b[A-Z]{4,}\b")
# Who is somebody, is there one: that is told where what they are is named.
_IDENTITY_ASKED = lazy(
    r"\b(?:names? of|called|who(?:'s| is| are)|what(?:'s| is) .*\bname|do(?:es)? .* have|have i|has .* got"
    r"|wie hei(?:ß|ss)\w+|hat|habe ich|wer ist|come si chiama|chi è|ho|ha)\b|叫什么|是谁|有没有",
    re.IGNORECASE,
)
_RELATED_ASKED = lazy(r"\brelated to\b|\bverwandt mit\b|什么关系", re.IGNORECASE)
_PETS = (
    r"pets?|dogs?|pup\w*|cats?|kitten\w*|rabbits?|hamsters?|parrots?|horses?|pon(?:y|ies)|tortoises?|lurcher|\w*terrier"
    r"|\w*hound|spaniel|labrador|poodle|collie|retriever|haustier\w*|hund\w*|katze\w*|kater|dackel|cani|cane|gatt\w+"
)
_CHILDREN = (
    r"child(?:ren)?|kids?|sons?|daughters?|bab(?:y|ies)|toddlers?|twins|kind(?:er)?|sohn|söhne|tochter|töchter|figli\w*"
    r"|bambin\w+|eldest|youngest"
)
_ALLERGIES = r"\w*allerg\w+|\w*intoleran\w+|anaphyla\w+|epi-?pens?|coeliac|celiac\w*|zöliakie"
# What is asked of, and the words of which one stands where it is told.
_THINGS = tuple(
    (lazy(asked, re.IGNORECASE), lazy(told, re.IGNORECASE))
    for asked, told in (
        (r"\b(?:children|kids|kinder|figli)\b|孩子", rf"\b(?:{_CHILDREN})\b|孩子|儿子|女儿"),
        (r"\b(?:pets?|haustiere?)\b|宠物", rf"\b(?:{_PETS})\b|宠物|狗|猫"),
        (r"\b(?:allerg\w+)\b|过敏", rf"\b(?:{_ALLERGIES})\b|过敏"),
        (r"\bdogs?\b", rf"\b(?:{_PETS})\b|狗"),
        (r"\bcats?\b", rf"\b(?:{_PETS})\b|猫"),
    )
)
# Whom one has but one of, or calls by nothing else.
_KIN = {"wife", "husband", "father", "mother", "brother", "sister", "uncle", "aunt"}
# "She is nine" tells nobody's age but hers.
_OWN = lazy(r"\b(?:i|i'm|i've|my|user|ich|mein\w*|io|mio|mia|ho|sono|je|j'\w+)\b|我|用户", re.IGNORECASE)
_SELF = lazy(r"\b(?:i|ich|io)\b", re.IGNORECASE)
_OVER = lazy(
    r"\b(?:did|was|were|had|has|have|got|hat|habe\w*|hast|war\w*|wurde\w*"
    r"|gab|kam\w*|ging\w*|fand\w*|bekam\w*|traf\w*|ha|ho|hai|sono)\b|了|过",
    re.IGNORECASE,
)
_TIME = lazy(
    rf"\b(?:at|by|past|to|till|um|gegen|alle|verso)\s+(?:{_SPELT})\b|\bo['’]clock\b|"
    r"\d|\b(?:next|last|this|ago|weeks?|months?|years?|days?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|noon|midnight|morning|evening|afternoon|night|tonight"
    r"|easter|christmas|daily|weekly|monthly|yearly|every|spring|summer|autumn|fall|winter"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|abend\w*|morgen\w*|mittag\w*|heute|gestern|today"
    r"|tomorrow|yesterday|now|oggi|domani|ieri|sera|mattin\w|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b|[天周月年日点晚早]",
    re.IGNORECASE,
)


def missing(parsed: Parsed, line: str, whole: str, at: datetime, zone: ZoneInfo) -> bool:
    """True where something of a known form was asked for and neither `line` nor, where it may stand beside, `whole`
    holds one. `at` is when it was said.
    """
    if attributes.lacking(parsed.text, whole):
        return True
    if _AGE_ASKED.search(parsed.text):
        own = _is_own_age(parsed) and not _OWN.search(line)
        return not _AGE.search(line) or own or _is_of_other_kin(parsed, line)
    if _unnamed(parsed, whole) or called.unnamed(parsed, line):
        return True
    if _MAIL_ASKED.search(parsed.text):
        return not _MAIL.search(whole)
    if _MONEY_ASKED.search(parsed.text):
        return not _price(whole)
    if parsed.shape is Shape.CODE and _ACCOUNT_ASKED.search(parsed.text) and not _ACCOUNT.search(whole):
        return True
    if parsed.shape is Shape.CODE and _LONG_ASKED.search(parsed.text):
        return not _LONG.search(whole)
    if parsed.shape is Shape.WHEN and not is_over(parsed):
        return not _TIME.search(whole) and not times.find(whole, at, zone)
    if OF_DEGREE.search(parsed.text):
        return False
    wanted = _BY_SHAPE.get(parsed.shape)
    return wanted is not None and not wanted(whole)


def _is_own_age(parsed: Parsed) -> bool:
    """Whether the user asks how old they are themselves, not someone of theirs."""
    return _SELF.search(parsed.english) is not None and not claims.relation_words(parsed.english)


def _is_of_other_kin(parsed: Parsed, line: str) -> bool:
    """Whether a line tells of others of the family than the one asked about."""
    asked, told = claims.relation_words(parsed.english), claims.relation_words(line)
    return bool(asked and told) and asked.isdisjoint(told)


def _unnamed(parsed: Parsed, whole: str) -> bool:
    """True where it is asked how many, who or what somebody has, or how they are related, and none of it is named."""
    if (counted := _COUNTED.search(parsed.text)) and not _tells_of(counted[1], whole):
        return True
    if _RELATED_ASKED.search(parsed.text):
        return not claims.relation_words(whole)
    if not _IDENTITY_ASKED.search(parsed.text):
        return False
    things = next((told for asked, told in _THINGS if asked.search(parsed.text)), None)
    if things is not None:
        return not things.search(whole)
    kin = claims.relation_words(parsed.english) & _KIN if len(parsed.about) == 1 else set[str]()
    return not kin <= claims.relation_words(whole)


def _tells_of(thing: str, text: str) -> bool:
    """Whether a text has the word for what is counted, in any language that is glossed."""
    return thing.casefold() in _TIMES or not stems.held(thing).isdisjoint(glosses.terms(text))


def _price(text: str) -> bool:
    if _CURRENCY.search(text) or _WITH_CENTS.search(text):
        return True
    bare = _DATED.sub(" ", _HOUSE.sub(" ", text))
    return bool(_OF_PRICES.search(text) and _BARE.search(bare))


def _amount(text: str) -> bool:
    # "49.00 EUR" would be a time of day, if it were not for what stands behind it.
    return values.is_priced(text) or _NUMBER.search(_DATED.sub(" ", text)) is not None


def unvalued(parsed: Parsed, quote: str, at: datetime, zone: ZoneInfo) -> bool:
    """True where a time, a price or a number is asked for and a quotation in which no value was found tells of none."""
    if parsed.wants_changes:
        return False
    if parsed.shape is Shape.WHEN:
        told = _TIME.search(_NO_TIME.sub(" ", quote)) or _DAY_IN_SHORT.search(quote)
        return not (is_over(parsed) or told or times.find(quote, at, zone))
    if parsed.shape is Shape.HOW_MUCH and (values.asks_price(parsed) or _MONEY_ASKED.search(parsed.text)):
        return not _price(quote)
    return parsed.shape is Shape.HOW_MANY and not _NUMBER.search(_DATED.sub(" ", quote))


def uncounted(parsed: Parsed, quote: str) -> bool:
    """True where it is asked how many there are of something for which a quotation has no word."""
    counted = _COUNTED.search(parsed.text) if parsed.language == "en" and not parsed.wants_changes else None
    if counted is None:
        return False
    # "How many golden eggs", "how many must I bring": what is counted is the one word, or the other, or neither.
    phrase = parsed.text[counted.start(1) :].split(maxsplit=2)[:2]
    if not stems.content(phrase[0]) or any(word.casefold().strip("?.,") in _TIMES for word in phrase):
        return False
    named = not stems.held(" ".join(phrase)).isdisjoint(glosses.terms(quote))
    return not named and not _NUMBER_ALONE.search(quote)


def is_over(parsed: Parsed) -> bool:
    """True for a question about something done, whose time may be that of its telling."""
    return _OVER.search(parsed.text) is not None


_BY_SHAPE: dict[Shape, Callable[[str], object]] = {
    Shape.CODE: _CODE.search,
    Shape.HOW_MANY: _NUMBER.search,
    Shape.HOW_MUCH: _amount,
}
