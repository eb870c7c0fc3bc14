"""The bare value in a line that answers a question: a time, a name, a place, an amount, or what follows its label."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import attributes, screens, stems, times
from agents.patterns import lazy
from agents.placed import is_bare
from agents.question import CALENDAR, Parsed, Shape
from agents.times import Grain, Span

_HOURS = (Grain.SECOND, Grain.MINUTE, Grain.HOUR)

# With fewer words in small letters a line is names in a list and says nothing of them.
STATED = 3
# Words of a short answer, by the command line's contract.
LONGEST = 12

_HOUR = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eins|zwei|drei|vier|fünf|sechs|sieben|acht"
    r"|neun|zehn|elf|zwölf|\d{1,2}"
)
_CLOCK = lazy(
    r"(?<![\d:.])(?<!\bam )(?<!\bvom )(?<!\bzum )(?<!\bden )(?<!\bdem )"
    # "Room 3.11" and "€ 12.30" are no times of day.
    r"(?<!room )(?<!raum )(?<!zimmer )(?<!saal )(?<!hall )(?<!aula )(?<!sala )(?<!stanza )(?<!version )"
    r"(?<![€$£])(?<![€$£] )"
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d|[.:]\d)(?:\s?[ap]\.?m\b)?|\b\d{1,2}\s?[ap]\.?m\b"
    r"|(?:(?<=\balle )|(?<=\bum )|(?<=\bore )|(?<=\bat ))(?:[01]?\d|2[0-3])"
    r"(?!\d|[.:,]\d|%| ?(?:%|€|EUR|euro|years?|Jahre|anni|mg|kg|km|c?m)\b| (?-i:[A-Z]))"
    r"|\b\d{1,2}(?= (?:Uhr|o'clock|heures)\b)|\b\d{1,2} ?h\b|\d{1,2}点(?:半|\d{1,2}分?)?"
    rf"|\b(?:half|quarter|viertel|halb)(?: past| to| vor| nach)? (?:{_HOUR})\b",
    re.I,
)
# What stands in every time of day or room: looked for first, which costs a quarter of trying each place of a line.
_MAY_TELL_HOUR = lazy(
    r"\d(?:[:.][0-5]\d|\s?[ap]\.?m| ?h| (?:uhr|o'clock)|点|(?<=alle \d)|(?<=um \d)|(?<=ore \d)|(?<=at \d))",
    re.I,
)
_HALVES = ("half", "quarter", "rtel", "halb")
_ROOMS = ("oom", "aum", "all", "latform", "ate", "rack")
_CURRENCIES = (
    "EUR|USD|GBP|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|TRY|UAH|RUB|JPY|CNY|KRW|INR|PKR|IDR|PHP|THB|VND|MYR|SGD|HKD"
    "|AUD|NZD|CAD|MXN|BRL|ARS|CLP|COP|PEN|UYU|ZAR|NGN|KES|GHS|EGP|MAD|ILS|AED|SAR"
)
_PRICED = (
    rf"(?:[$€£¥₹]|\b(?:{_CURRENCIES})\b)\s?\d[\d.,' ]*\d|[$€£¥]\s?\d|"
    rf"\d[\d.,']*\s?(?:[$€£¥₹]|\b(?:{_CURRENCIES}|euros?|dollars?|pounds?|quid|grand|bucks|francs?|pesos?|rupees?|元|块)\b)"
)
_PRICE = lazy(_PRICED)
_MONEY = lazy(rf"{_PRICED}|\d[\d.,']*\s?(?:%|\bpercent\b)")
_AMOUNT = lazy(r"(?<![\w.,:-])\d[\d.,']*\d(?![\w:-])|(?<![\w.,:-])\d(?![\w:-])")
_SPELT = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice"
    r"|several|a couple|a few|both|zwei|drei"
)
_MONTHS_SHORT = "|".join(calendar.month_abbr[1:])
_MONTHS = "|".join(calendar.month_name[1:])
_COUNT = lazy(
    r"(?<![\w.,:-])(?!(?:19|20)\d\d\b)\d{1,4}(?: ?%)?"
    rf"(?!\d|(?:st|nd|rd|th)\b|[\w:,.-]\w| (?:{_MONTHS}|{_MONTHS_SHORT})\b)"
    rf"|\b(?:{_SPELT})\b",
    re.IGNORECASE,
)
_LASTING = lazy(
    rf"\b(?:\d+|{_SPELT}|an?|half an?)(?:[- ](?:and a half|to \w+))?[- ]"
    r"(?:year|month|week|day|hour|minute)s?(?:[- ]old)?\b"
    r"|\bsince (?:\w+ )?\d{4}\b|\d+\s?(?:年|个月|天|小时|分钟)",
    re.IGNORECASE,
)
_CODE = lazy(
    r"\+\d[\d ()-]{6,}\d|\b\d[\d ]*(?:-\d+)+\b"
    r"|\b(?=[\w-]*\d)[A-Za-z0-9][A-Za-z0-9_-]{4,}\b"
    r"|\b[A-Z]{5,8}\b|\b[0-9a-f]{7,40}\b"
)
# A number has a digit; a reference may be letters alone.
_NUMBERED = lazy(r"\b\+?\d[\d ()-]{6,}\d|\b\d[\d ]*(?:-\d+)+\b|\b(?=[\w-]*\d)[A-Za-z0-9][A-Za-z0-9_-]{4,}\b")
# A short one counts where it is told as a number: "locker number is 551", "Zimmernummer: 12".
_SHORT_NUMBER = lazy(
    r"(?:(?<=number is )|(?<=number was )|(?<=number: )|(?<=number )|(?<=nummer ist )|(?<=nummer: )|(?<=nummer )|"
    r"(?<=numero è )|(?<=numero: )|(?<=numero )|(?<=号码是)|(?<=编号是)|(?<=号是))\d{1,6}[A-Za-z]?\b",
    re.IGNORECASE,
)
_NUMBER_ASKED = lazy(r"\b(?:numbers?|\w*nummer|numero)\b|号码|编号|单号", re.IGNORECASE)
_REVISION_ASKED = lazy(r"\b(?:revisions?|commits?|hash(?:es)?|sha)\b|提交", re.IGNORECASE)
# As a screen shows it: an l is a 1 there, and an O a 0.
_REVISION = lazy(r"(?<![\w/.-])(?=[a-flIO]*\d)[0-9a-flIO]{7,40}(?![\w/.-])")
_MISREAD = str.maketrans("lIO", "110")
_PHONE_ASKED = lazy(
    r"\b(?:phone|telephone|mobile|handynummer|telefonnummer)\b|电话"
    r"|\bhow (?:can|could|do|may) \w+ (?:call|phone|ring|reach)\b",
    re.IGNORECASE,
)
_PHONE = lazy(r"(?<![\w.,:-])\+?\(?\d[\d ()/-]{5,}\d(?![\w:-])|\[[^\]]*hidden\]")
_ADDRESS = lazy(
    r"\b(?:[A-ZÄÖÜ][\w'’-]+ )+(?:[Ss]treet|[Rr]oad|[Aa]venue|[Ll]ane|[Ss]quare|[Ww]ay|[Dd]rive)\b(?: \d+\w?)?"
    r"|\b\d+\w? (?:[A-ZÄÖÜ][\w'’-]+ )+(?:Street|Road|Avenue|Lane|Square|Way|Drive)\b"
    r"|\b[A-ZÄÖÜ]\w+(?:straße|strasse|weg|platz|gasse|allee) \d+"
    r"|\b(?:Via|Viale|Piazza|Corso|Rue|Boulevard|Calle|Avenida|Plaza|Rua|Travessa)"
    r"(?: (?:d[aeio]s?|de[il]|dell[ao]|des|du|la|le|las|los))*(?: [A-ZÄÖÜÀ-Ý][\w'’-]+)+,? \d+\w?"
)
_ROOM = lazy(
    r"\b(?:[Rr]oom|[Rr]aum|[Hh]all|[Pp]latform|[Gg]ate|[Tt]rack):?\s+"
    # A day in the margin of a list is no room.
    rf"(?!\d{{1,2}} (?:{_MONTHS_SHORT})\b)([A-Z][\w-]*|\d+\w*)"
)
_PLACE = lazy(
    r"(?:\b(?:in|at|from|to|near|into|around|inside|visit(?:ed|ing)?|nach|aus|bei)|@)\s+(?:the\s+)?"
    r"((?:[A-ZÄÖÜ][\w'’-]+)(?:\s+(?:of\s+|de\s+)?[A-ZÄÖÜ][\w'’-]+)*)"
)
_CAPITALS = "".join(sign for sign in map(chr, range(0xC0, 0x250)) if sign.isupper())
_CAPITALISED = rf"[A-Z{_CAPITALS}][a-zß-öø-ɏ'’-]+(?![^\W\d_\u3040-\u30ff\u3400-\u9fff])"
_NAME = lazy(
    rf"\b(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?{_CAPITALISED}(?:[ \t]+(?:(?:van|von|de|der|da)[ ])?{_CAPITALISED})*"
)
_WITH_VERB = lazy(r"['’](?:s|re|ll|ve|d|m)$")
# A surname that is asked for in Chinese: behind its own word, or before a title, where no other sign of a name stands.
_SURNAME_ASKED = lazy(r"姓什么|姓啥|贵姓|什么姓")
_SURNAME = lazy(
    rf"姓([{attributes.SURNAMES}])(?![什啥甚])|(?<![{attributes.SURNAMES}])([{attributes.SURNAMES}]){attributes.HAN_TITLE}"
)
# Behind these words a name is a street's.
_STREET = lazy(
    r"\b(?:via|viale|piazza|corso|rue|boulevard|calle|avenida|plaza|rua|travessa)\s+$", re.IGNORECASE
)
_SPOT = lazy(
    r"\b(?:under(?:neath)?|behind|beside|next to|on top of|inside|above|below|between|unter|hinter|neben|in|on|at|auf)"
    r"\s+(?:the|my|our|his|her|a|an|de[nmr]|mein\w*)(?:\s+[a-zäöüß]\w*){1,4}"
)
_STAMP = lazy(r"(?<=[^\W\d]|[?!.,])\s+(?:[01]?\d|2[0-3]):[0-5]\d\s*[✓✔]*$")
_LABEL = lazy(r"^(?P<label>[^:：]{2,48})[:：]\s*(?P<value>\S.*)$")
_CLOCK_ASKED = lazy(
    r"\b(?:what|which) time\b|\buhr(?:zeit)?\b|\bche ora\b|\bquelle heure\b|几点", re.IGNORECASE
)
_DAY_ASKED = lazy(
    r"\b(?:what|which) (?:day|date|weekday)\b|\bby when\b|\b(?:last day|due date|deadline)\b|\bbis wann\b|哪天",
    re.IGNORECASE,
)
_WEEKDAY_ASKED = lazy(
    r"\b(?:which|what) (?:weekday|days? of the week)\b|\bwelche[mnr]? wochentag", re.IGNORECASE
)
_WEEKDAY = lazy(rf"\b(?:{'|'.join(calendar.day_name)})s?\b", re.IGNORECASE)
# What is every week names its day alone: "on Fridays", "every second Monday".
_DAYS = f"(?:{'|'.join(calendar.day_name)})"
_WEEKLY = lazy(rf"\b{_DAYS}s\b(?!['’])|\b(?:every|each)(?: (?:second|other))? {_DAYS}\b", re.IGNORECASE)
_ADDRESS_ASKED = lazy(
    r"\b(?:where (?:do|does|did) \w+ (?:live|move)|address|wo wohn\w+|adresse|dove abita)\b|住在哪",
    re.IGNORECASE,
)
# How it is told where one lives, where no street is.
_HOME = lazy(
    r"\b(?:liv(?:e|es|ed|ing)|mov(?:ed?|es|ing)|home|house|flat|apartment|based|address|wohn\w*|zieh\w*|(?:um|ge)zogen|zuhause"
    r"|abit\w+|trasfer\w+|casa|vivo|vive)\b|住|搬",
    re.IGNORECASE,
)
_VENUE_ASKED = lazy(
    r"\b(?:which|what|welche[smrn]?|in welche[mnr]) (?:restaurant|hotel|caf[eé]|bar|pub|bistro|shop|store|museum|place"
    r"|lokal|gasthaus|laden)\b|哪[家个]",
    re.IGNORECASE,
)
# Of several amounts that one is owed or was paid which sums them up.
_OWED_ASKED = lazy(
    r"\b(?:owe|all in all|in total|altogether|total|(?:have|had) to pay|did i pay|invoice|schulde\w*|insgesamt"
    r"|alles in allem)\b",
    re.IGNORECASE,
)
_OWED = lazy(
    r"\b(?:total|amount due|balance|to pay|sum|gesamt\w*|summe|(?:rechnungs)?betrag|totale|zu zahlen)\b|合计|总计|应付",
    re.IGNORECASE,
)
# A bare number that may be an amount of money.
_SUM = lazy(r"\d[.,]\d{2}(?!\d)|\d[.,']\d{3}(?!\d)|\d{3}")
# A number of a price list's row, in which the currency stands nowhere: "Sencha 100 g 12.50"; and what is no price.
_ROW_PRICE = lazy(r"(?<=\s)\d{1,4}[.,]\d{2}(?=\s|$)")
_NO_PRICE = lazy(
    r"\b(?:room|raum|zimmer|version|rating|score|note|page|seite|chapter|kapitel|at|um|alle|ore)\b",
    re.IGNORECASE,
)
_MONEY_ASKED = lazy(
    r"\b(?:money|total(?! number)|sum|amount|invoice|bill|owe"
    r"|price|costs?|pay|paid|fee|spend|spent|expensive"
    r"|(?:want|ask|charge)(?:ed|s|d)? for|preis|teuer|kostet\w*|geld|costa(?:no|va)?|prezz[oi])\b"
    r"|多少钱|价格|售价",
    re.IGNORECASE,
)
# What is told in a hundred parts, whatever money has to do with it.
_SHARE_ASKED = lazy(
    r"\b(?:percent\w*|share|rate|vat|tax|interest|discount|prozent\w*|anteil|rabatt|zins\w*)\b|百分|折",
    re.IGNORECASE,
)
# A number with what it measures, as it follows "how slow", "how far", "how full".
_MEASURED = lazy(
    r"(?<![\w.,:-])\d[\d.,']*\s?(?:%|°\s?[CF]?|(?:ms|s|sec|seconds?|min|minutes?|h|hours?|mg|g|kg|t|mm|cm|m|km|km/h|miles?|mph"
    r"|feet|ft|ml|l|[kMGT]i?B|[kMG]bit/s|W|kW|kWh|V|[kMG]?Hz)\b)"
)
# So much of something in words: "half a tin", "two spoons".
_PORTION = lazy(
    r"\b(?:half an?|(?:a )?quarter of an?|an?|one|two|three|four|a couple of)\s+(?:\w+\s+)?(?:tins?|cans?|cups?"
    r"|(?:table|tea)?spoon(?:ful)?s?|scoops?|slices?|glass(?:es)?|bottles?|pack(?:et)?s?|bags?|drops?|pills?|tablets?"
    r"|lit(?:re|er)s?|kilos?|handfuls?|portions?|bowls?|sachets?|loa(?:f|ves))\b",
    re.IGNORECASE,
)
# What a number measures that answers how slow, how full: other numbers beside it answer something else.
_UNITS = (
    (r"slow|fast|quick|langsam|schnell", r"(?:m?s|sec\w*|min\w*|hours?|h|km/h|mph|[kMG]B(?:it)?/s|/s)"),
    (r"full|voll", r"(?:%|l|ml|[kMGT]i?B)"),
    (r"tall|far|deep|wide|groß|weit|tief|breit", r"(?:mm|cm|k?m|miles?|feet|ft)"),
    (r"heavy|schwer", r"(?:m?g|kg|t)"),
    (r"hot|cold|warm|heiß|kalt", r"°\s?[CF]?"),
)
_BY_DEGREE = tuple(
    (lazy(rf"\b(?:how|wie) (?:{asked})\b", re.IGNORECASE), lazy(rf"\d\s?{unit}(?!\w)"))
    for asked, unit in _UNITS
)
# A clock in a small hand at the end of a line.
_SMALL_CLOCK = lazy(r"(?<=\s)([01]?\d|2[0-3])[-.]([0-5]\d)\s*$")
_STAMPED = {"sent", "date", "received", "inbox", "drafts", "on", "at", "gesendet", "datum", "am"}
_LIMIT_ASKED = lazy(r"\b(?:by when|deadline|last day|due|until when|bis wann)\b", re.IGNORECASE)
_LIMIT = lazy(
    r"\b(?:by|until|till|before|due|deadline|no later|latest|bis|spätestens|fällig)\b", re.IGNORECASE
)
_LAST_WEEK = lazy(r"(?:the )?(?:last|previous) week", re.IGNORECASE)
_JOINED = {"en": "{} at {}", "de": "{} um {}"}
# "Which Thiago moves?": the one of that name is told in full.
_WHICH_NAMED = lazy(
    rf"\b(?:which|what|welche[rnms]?|quale?)\s+(?P<name>(?-i:{_CAPITALISED}))(?!\s+(?-i:{_CAPITALISED}))",
    re.IGNORECASE,
)
_SENDER_ASKED = lazy(
    r"\b(?:who|which (?:company|firm|shop|office|authority|bank))\b.*\b(?:sent|sends|wrote|writes|mailed|e-?mailed)\b",
    re.IGNORECASE,
)
_ORDER_ASKED = lazy(
    r"\bhow much (?:was|is|were|did|does|do) (?:\w+ )?(?:the|my|our|this|that) (?:\w+ )?"
    r"(?:order|purchase|shopping|basket|cart)\b",
    re.IGNORECASE,
)
_REASON = lazy(
    r"\b(?:because(?: of)?|due to|owing to|caused by|since|on account of"
    r"|the (?:reason|cause|problem|trouble) (?:is|was)(?: that)?|weil|wegen|aufgrund)\s+(?P<why>\S.*)"
    r"|(?:因为|由于)(?P<why_zh>.+)",
    re.IGNORECASE,
)
_FAULT_ASKED = lazy(r"\b(?:which|what) (?:error|exception|fault)\b|\bwelche[rn]? fehler\b", re.IGNORECASE)
_WRONG_ASKED = lazy(r"\bwhat (?:went|goes|is|was) wrong\b|\bwas (?:ging|ist) schief", re.IGNORECASE)
_FAILED_ASKED = lazy(
    r"\b(?:fail\w*|wrong|br[eo]k\w*|crash\w*|errors?|bugs?|red|kaputt|fehlgeschlagen|schief\w*|fallit\w*|rott\w)\b|失败|出错",
    re.IGNORECASE,
)
# As programs name what went wrong: "KeyError: 'name'", "error: disk is full".
_FAULT = lazy(
    r"(?P<why_status>\bHTTP (?:error )?[45]\d\d\b.*)"
    r"|(?P<why>\b(?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception)\b(?::\s*\S.*)?)|\b(?:fatal|error|panic):\s+(?P<why_told>\S.*)"
    r"|^(?:E\s+)?(?P<why_named>(?:[A-Z][a-z]+){2,}:\s+\S.*)"
)
# As a change tells what it mends ("Fix login: the cookie was lost"), a label its reason.
_MENDED = lazy(
    r"\b(?:fix(?:e[ds])?|mend(?:s|ed)?|repair(?:s|ed)?|solve[sd]?|hotfix|bugfix|cause|reason"
    r"|root cause|grund|ursache)\b[^:：]*[:：]\s+(?P<why>[^\s:：][^:：]*)$",
    re.IGNORECASE,
)
_LEADING = lazy(
    r"^(?:(?:i|we|he|she|it|they|you|and|but|so|yeah|yes|well|oh|wow|thanks|hey|also|then|that|this|there|i'm|i've|it's|"
    r"is|was|were|are|am|be|been|have|has|had|did|do|got|went|to|just|really|a|an|the|my|our|of|for|with|on|in|at)\b[\s,!.]*)+",
    re.IGNORECASE,
)


NO_NAMES = CALENDAR | stems.STOP | {"l'utente", "l’utente"}
"""Small letters: capital words that are nobody's name."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line with who said it (or "") and when it was said or seen (aware).

    `seen` is true for a line of a screen, `label` what names it there.
    """

    text: str
    time: datetime
    speaker: str = ""
    seen: bool = False
    label: str = ""


def value(said: Said, parsed: Parsed, zone: ZoneInfo) -> str:
    """The bare answer to `parsed` in a line, at most LONGEST words; empty where the line holds none of its shape."""
    return _clipped(_BY_SHAPE[parsed.shape](said, parsed, zone))


def fit(said: Said, parsed: Parsed, zone: ZoneInfo) -> float:
    """How surely the line holds a value of the asked shape, 0..1: a bare number is a weaker amount than a price."""
    if parsed.shape in (Shape.WHAT, Shape.YES_NO) or not _BY_SHAPE[parsed.shape](said, parsed, zone):
        return 0.0
    weaker = _WEAKER.get(parsed.shape)
    return weaker(said, parsed, zone) if weaker else 1.0


def asks_house(parsed: Parsed) -> bool:
    """Whether it is asked where somebody lives, or which restaurant or shop it is."""
    return bool(_ADDRESS_ASKED.search(parsed.text) or _VENUE_ASKED.search(parsed.text))


def asks_price(parsed: Parsed) -> bool:
    """Whether it is asked what something costs."""
    money = _MONEY_ASKED.search(parsed.text) and not _SHARE_ASKED.search(parsed.text)
    return parsed.shape is Shape.HOW_MUCH and bool(money)


def tells_a_cause(text: str, parsed: Parsed) -> bool:
    """Whether it is asked why something failed, and a text says what was mended of it, as programs are told."""
    return parsed.shape is Shape.WHY and bool(_FAILED_ASKED.search(parsed.text) and _MENDED.search(text))


def asks_fault(parsed: Parsed) -> bool:
    """Whether it is asked what went wrong, which programs tell by the name of an error."""
    return parsed.shape is Shape.WHY and bool(
        _FAULT_ASKED.search(parsed.text) or _WRONG_ASKED.search(parsed.text)
    )


def row_price(said: Said, parsed: Parsed) -> str:
    """The first number with two places behind the name of what a question asks the price of, in a row on a screen."""
    if not (said.seen and _MONEY_ASKED.search(parsed.text)) or _SHARE_ASKED.search(parsed.text):
        return ""
    words = re.finditer(r"\w+", said.text)
    named = [word.end() for word in words if not set(stems.content(word.group())).isdisjoint(parsed.about)]
    price = _ROW_PRICE.search(said.text, named[0]) if named else None
    if price is None or _NO_PRICE.search(said.text[: price.start()]):
        return ""
    return price.group()


def plan(said: Said, zone: ZoneInfo) -> tuple[datetime | None, str, str]:
    """The day, the time of day and the room that a line sets something to, as far as it tells them."""
    days = [span.start for span in dates(said, zone)]
    clock, room = _CLOCK.search(said.text), _ROOM.search(said.text)
    return min(days, default=None), clock.group() if clock else "", room.group(1) if room else ""


def sets_hour_or_room(text: str) -> bool:
    """Whether a text names a time of day or a room."""
    return _tells_hour(text) or (any(map(text.__contains__, _ROOMS)) and _ROOM.search(text) is not None)


def _tells_hour(text: str) -> bool:
    may = _MAY_TELL_HOUR.search(text) is not None or any(map(text.lower().__contains__, _HALVES))
    return may and _CLOCK.search(text) is not None


def unplanned(text: str) -> str:
    """A line without the room it names."""
    return _ROOM.sub(" ", text)


def is_priced(text: str) -> bool:
    """Whether a text names a price."""
    return _PRICE.search(text) is not None


def labels(text: str, parsed: Parsed) -> bool:
    """True for a line with a label that the question names, and its value."""
    labelled = _LABEL.match(text)
    return labelled is not None and bool(set(stems.content(labelled["label"])).intersection(parsed.terms))


def only_time(text: str, said_at: datetime, zone: ZoneInfo, place: str = "") -> bool:
    """True for a line that is a date or a time of day and nothing else, as programs stamp things.

    Nothing else is also what the window `place` is called: a chat stamps with the name of who speaks.
    """
    rest = _CLOCK.sub(" ", _SMALL_CLOCK.sub(r"\1:\2", text))
    for span in reversed(times.find(rest, said_at, zone)):
        rest = rest[: span.first] + rest[span.last :]
    left = {word.casefold() for word in stems.words(rest)} - _STAMPED
    return rest != text and left <= {word.casefold() for word in stems.words(place)}


def unstamped(text: str) -> str:
    """A line of a screen without the time behind it, at which a message came."""
    stamp = _STAMP.search(text)
    return text[: stamp.start()].rstrip() if stamp and text[: stamp.start()].strip() else text


def _fit_of_amount(said: Said, parsed: Parsed, _: ZoneInfo) -> float:
    if said.seen and any(
        asked.search(parsed.text) and not unit.search(said.text) for asked, unit in _BY_DEGREE
    ):
        return 0.3
    total = _OWED_ASKED.search(parsed.text) or _ORDER_ASKED.search(parsed.text)
    if said.seen and total and not _OWED.search(f"{said.label} {said.text}"):
        return 0.2
    if _money(said, parsed) or _measured(said, parsed):
        return 1.0
    return 0.9 if _is_labelled_number(said) or row_price(said, parsed) else 0.3


def _fit_of_reason(said: Said, parsed: Parsed, _: ZoneInfo) -> float:
    """The name of an error says less of why than words do, unless it is that which is asked for."""
    named = _FAULT_ASKED.search(parsed.text) or (said.seen and _WRONG_ASKED.search(parsed.text))
    return 1.0 if named or _MENDED.search(said.text) or _REASON.search(said.text) else 0.5


def _fit_of_count(said: Said, parsed: Parsed, _: ZoneInfo) -> float:
    """On a screen a number in digits is a surer count than a word like "both"."""
    return 1.0 if not said.seen or any(sign.isdigit() for sign in _first_new(_COUNT, said, parsed)) else 0.6


def _fit_of_place(said: Said, parsed: Parsed, zone: ZoneInfo) -> float:
    if said.seen and _ADDRESS_ASKED.search(parsed.text) and not _ADDRESS.search(said.text):
        return 0.5 if _HOME.search(said.text) else 0.0
    found = _where(said, parsed, zone)
    if found == _venue(said, parsed):
        return 0.4 + 0.3 * (" " in found)
    return 1.0 if found != _spot(said, parsed) else 0.4


def _fit_of_time(said: Said, parsed: Parsed, zone: ZoneInfo) -> float:
    """A time of day without its day is less than a date, unless it is what was asked for."""
    if _CLOCK_ASKED.search(parsed.text):
        return 1.0
    if not dates(said, zone) or (
        _LIMIT_ASKED.search(parsed.text) and not _LIMIT.search(f"{said.label} {said.text}")
    ):
        return 0.7
    return 1.0


def _fit_of_name(said: Said, parsed: Parsed, _: ZoneInfo) -> float:
    """First and last name are surer than one capital word, which may be no name at all."""
    if _SENDER_ASKED.search(parsed.text) and said.seen:
        return 1.0 if screens.sender(said.text) else 0.3
    names = _names(said, parsed)
    return max((_surety(said, name) for name in names), default=0.6)


def listed(pieces: Sequence[str]) -> str:
    """The first of the pieces, and as many more as LONGEST words hold."""
    told = _clipped(pieces[0])
    for piece in pieces[1:]:
        longer = f"{told}, {piece}"
        if len(longer.split()) > LONGEST:
            break
        told = longer
    return told


def _clipped(text: str) -> str:
    return " ".join(text.split()[:LONGEST]).strip(' ,;:-–."“”')


def _when(said: Said, parsed: Parsed, zone: ZoneInfo) -> str:
    """The time a line speaks of, relative ones counted from when it was said."""
    found = _CLOCK.search(said.text)
    clock = found.group() if found else ""
    if _CLOCK_ASKED.search(parsed.text):
        return clock
    weekday = _weekday(said, parsed, zone)
    if weekday:
        return weekday
    spans = dates(said, zone)
    if not spans:
        return "" if _DAY_ASKED.search(parsed.text) else clock
    best = min(spans, key=_vagueness)
    if not clock or (said.speaker and best.grain not in _HOURS):
        return _worded(best, said, parsed, zone)
    return _JOINED.get(parsed.language, "{}, {}").format(times.say(best, zone).split(",")[0], clock)


def _weekday(said: Said, parsed: Parsed, zone: ZoneInfo) -> str:
    """The day of the week, where that is asked for, or a day is and the line tells one of every week."""
    if not _WEEKDAY_ASKED.search(parsed.text):
        return _first_new(_WEEKLY, said, parsed) if _DAY_ASKED.search(parsed.text) else ""
    named = _first_new(_WEEKLY, said, parsed) or _first_new(_WEEKDAY, said, parsed)
    days = [] if named else dates(said, zone)
    return f"{min(days, key=_vagueness).start.astimezone(zone):%A}" if days else named


def dates(said: Said, zone: ZoneInfo) -> list[Span]:
    """The dates in a line, those that are relative first; bare times of day are none."""
    relative = [span for span, _ in times.resolve(said.text, said.time, zone)]
    taken = {(span.first, span.last) for span in relative}
    fixed = [span for span in times.find(said.text, said.time, zone) if (span.first, span.last) not in taken]
    return relative + [span for span in fixed if span.grain not in _HOURS or _dated(span)]


def _dated(span: Span) -> bool:
    """True for a time of day that is told with its date."""
    return len(re.findall(r"[^\W_]+", _CLOCK.sub("", span.text))) > 1


def _vagueness(span: Span) -> tuple[float, int]:
    return (span.end - span.start).total_seconds(), span.first


def _worded(span: Span, said: Said, parsed: Parsed, zone: ZoneInfo) -> str:
    """A date or a run of them; "last week" is the week before it was said: few mean Monday to Sunday."""
    if parsed.language == "en" and _LAST_WEEK.fullmatch(span.text):
        local = said.time.astimezone(zone)
        return f"the week before {local.day} {calendar.month_name[local.month]} {local.year}"
    return times.say(span, zone).removeprefix("around ")


def full_name(texts: Iterable[str], parsed: Parsed) -> str:
    """The full name, in the first text that holds one, of whom a question asks which of that name it is; or empty."""
    asked = _WHICH_NAMED.search(parsed.text)
    if asked is None:
        return ""
    whole = re.compile(
        rf"\b{re.escape(asked['name'])}(?:[ \t]+(?:(?:van|von|de|der|da|dos|di)[ ])?{_CAPITALISED})+"
    )
    found = (whole.search(text) for text in texts)
    return next((match.group() for match in found if match), "")


def _who(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    """The surest name in the line that the question does not hold already; else who said it."""
    if _SURNAME_ASKED.search(parsed.text) and (surname := _SURNAME.search(said.text)):
        return str(surname[1] or surname[2])
    if said.seen and _SENDER_ASKED.search(parsed.text) and (sender := screens.sender(said.text)):
        return sender
    names = _names(said, parsed)
    if names:
        return max(names, key=lambda name: _surety(said, name))
    return "" if said.speaker.casefold() in _asked(parsed) else said.speaker


def _names(said: Said, parsed: Parsed) -> list[str]:
    """Capital words, in order, that may be a name; those of the question and of the calendar are none."""
    asked = _asked(parsed)
    found = []
    for match in _NAME.finditer(said.text):
        words = match.group().split()
        if match.start() == 0 and _bare(words[0]) in stems.STOP:
            words = words[1:]
        labels = said.text[match.end() :].startswith(":") or _STREET.search(said.text[: match.start()])
        if words and not labels and not any(_bare(word) in asked | NO_NAMES for word in words):
            found.append(" ".join(words))
    return found


def _bare(word: str) -> str:
    """A word in small letters without its verb or plural: "He's", "Thursdays"."""
    bare = _WITH_VERB.sub("", word.casefold()).rstrip(".")
    return bare.removesuffix("s") if bare.removesuffix("s") in CALENDAR else bare


def _asked(parsed: Parsed) -> set[str]:
    return {word.casefold() for word in stems.words(parsed.text)}


def _surety(said: Said, name: str) -> float:
    if " " in name:
        return 1.0
    return 0.2 if said.text.startswith(name) else 0.4


def _where(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    # Nobody lives in the room that a meeting is in.
    room = None if said.seen and _ADDRESS_ASKED.search(parsed.text) else _ROOM.search(said.text)
    if room:
        return room.group(1)
    address = _ADDRESS.search(said.text)
    if address:
        return address.group()
    asked = parsed.text.casefold()
    # A round picture beside a name is read as "@".
    first = 1 if said.seen and said.text.startswith("@") else 0
    places = (match.group(1) for match in _PLACE.finditer(said.text, first))
    found = next((place for place in places if _place(place) and place.casefold() not in asked), "")
    return found or _spot(said, parsed) or _venue(said, parsed)


def _venue(said: Said, parsed: Parsed) -> str:
    """What may be the name of a house one goes to, where such a one is asked for: "we could try Casa Lupo"."""
    told = sum(word.islower() for word in said.text.split()) >= STATED and _VENUE_ASKED.search(parsed.text)
    names = _names(said, parsed) if told else []
    return max(names, key=lambda name: _surety(said, name), default="")


def _spot(said: Said, parsed: Parsed) -> str:
    """A place without a name, as "under the blue pot"."""
    return _first_new(_SPOT, said, parsed)


def _place(text: str) -> bool:
    return any(word.casefold() not in NO_NAMES for word in text.split())


def _how_many(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    return _first_new(_COUNT, said, parsed)


def _how_much(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    found = _money(said, parsed) or row_price(said, parsed) or _measured(said, parsed)
    if found or (_MONEY_ASKED.search(parsed.text) and not _is_labelled_number(said)):
        return found
    return _first_new(_AMOUNT, said, parsed)


def _is_labelled_number(said: Said) -> bool:
    return bool(said.label) and is_bare(said.text) and _SUM.search(said.text) is not None


def _measured(said: Said, parsed: Parsed) -> str:
    """The first number with its unit, where no money is asked for."""
    if _MONEY_ASKED.search(parsed.text):
        return ""
    return _first_new(_MEASURED, said, parsed) or _first_new(_PORTION, said, parsed)


def _money(said: Said, parsed: Parsed) -> str:
    """The first amount of money, of a row that sums up the one it sums up to; a percentage only where no price is
    asked for.
    """
    price = _MONEY_ASKED.search(parsed.text) and not _SHARE_ASKED.search(parsed.text)
    amount = _PRICE if price else _MONEY
    sums = _OWED.search(said.text) if said.seen and _OWED_ASKED.search(parsed.text) else None
    summed = _first_new(amount, replace(said, text=said.text[sums.end() :]), parsed) if sums else ""
    return summed or _first_new(amount, said, parsed)


def _how_long(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    return _first_new(_LASTING, said, parsed)


def _code(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    if _PHONE_ASKED.search(parsed.text):
        return _first_new(_PHONE, said, parsed)
    if _REVISION_ASKED.search(parsed.text):
        return _first_new(_REVISION, said, parsed).translate(_MISREAD)
    if not _NUMBER_ASKED.search(parsed.text):
        found = _first_new(_CODE, said, parsed)
        return "" if found.isalpha() and found.isupper() and not _is_referred(said, found) else found
    return _first_new(_NUMBERED, said, parsed) or _first_new(_SHORT_NUMBER, said, parsed)


# What letters alone are the code of, told beside them; without it they are a heading: "RETURN Sat 25 Jul".
_REFERS = lazy(
    r"\b(?:code|reference|ref|locator|pnr|confirmation|booking|voucher|id|buchungs\w*|referenz|codice|riferimento)\b|"
    r"[码号]",
    re.IGNORECASE,
)


def _is_referred(said: Said, code: str) -> bool:
    """Whether capital letters stand alone in their line, or beside the name of what they are the code of."""
    return said.text.strip() == code or bool(_REFERS.search(f"{said.label} {said.text.replace(code, ' ')}"))


def _first_new(pattern: re.Pattern[str], said: Said, parsed: Parsed) -> str:
    """The first match that the question does not hold already; addresses of pages are no values."""
    if "://" in said.text:
        return ""
    found = (match.group().strip() for match in pattern.finditer(said.text))
    return next((text for text in found if text.casefold() not in parsed.text.casefold()), "")


def _why(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    """The reason a line gives."""
    told = (_MENDED, _REASON) if not _FAULT_ASKED.search(parsed.text) else ()
    match = next((found for pattern in (*told, _FAULT) if (found := pattern.search(said.text))), None)
    return next((why for why in match.groupdict().values() if why), "") if match else ""


def _yes_no(said: Said, parsed: Parsed, zone: ZoneInfo) -> str:
    return _what(said, parsed, zone)


def _what(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    """What stands after a label the question names; else the line's words that the question does not hold."""
    labelled = _LABEL.match(said.text)
    if labelled and labels(said.text, parsed):
        return labelled["value"]
    if said.label and set(stems.content(said.label)).intersection(parsed.terms):
        return said.text
    return _rest(said.text, parsed)


def rest(text: str, parsed: Parsed) -> str:
    """The longest run of words that the question does not hold (of equals the last), at most LONGEST words."""
    return _clipped(_rest(text, parsed))


def _rest(text: str, parsed: Parsed) -> str:
    asked = set(parsed.terms)
    runs: list[list[str]] = [[]]
    for word in text.split():
        if asked.intersection(stems.content(word)):
            runs.append([])
        else:
            runs[-1].append(word)
    told = [_LEADING.sub("", " ".join(run)) for run in runs]
    return max(reversed(told), key=lambda run: len(stems.content(run)))


_BY_SHAPE: dict[Shape, Callable[[Said, Parsed, ZoneInfo], str]] = {
    Shape.WHEN: _when,
    Shape.WHO: _who,
    Shape.WHERE: _where,
    Shape.HOW_MANY: _how_many,
    Shape.HOW_MUCH: _how_much,
    Shape.HOW_LONG: _how_long,
    Shape.CODE: _code,
    Shape.WHY: _why,
    Shape.YES_NO: _yes_no,
    Shape.WHAT: _what,
}
_WEAKER: dict[Shape, Callable[[Said, Parsed, ZoneInfo], float]] = {
    Shape.HOW_MUCH: _fit_of_amount,
    Shape.HOW_MANY: _fit_of_count,
    Shape.WHY: _fit_of_reason,
    Shape.WHEN: _fit_of_time,
    Shape.WHO: _fit_of_name,
    Shape.WHERE: _fit_of_place,
}
