"""The values in a text that words give anew: exchanged, and the rest of the text left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from agents import caches, news, times
from agents.claims import people
from agents.patches import amounts, counted, han, listed, marks, openings, own, reached, signs, spots, turned
from agents.patches.said import DAYS, NOT_THEN, Said
from agents.patterns import lazy
from agents.times import Grain

# "695 not 640", "half past eleven rather than ten", "from Ash to Rowan".
_VALUE = r"[\w:.,/+-]+(?: [\w:.,/+-]+){0,2}?"
_SWAPS = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<new>{_VALUE}),? (?:and )?(?:not|rather than|instead of|statt|anstatt|anstelle von|"
        rf"invece (?:di|del|delle)|"
        rf"e non|no longer) (?:the |der |die |das |dem |il |la |at )?(?P<old>{_VALUE})(?=[\s.,;!)]|$)",
        rf"\bfrom (?P<old>{_VALUE}) to (?P<new>{_VALUE})(?=[\s.,;!)]|$)",
        rf"\bvon (?P<old>{_VALUE}) auf (?P<new>{_VALUE})(?=[\s.,;!)]|$)",
        rf"\bda (?P<old>{_VALUE}) a (?P<new>{_VALUE})(?=[\s.,;!)]|$)",
        r"(?<![\w.,])(?P<new>\d+(?:[.,]\d+)?)(?:\s?(?:€|\$|£|[A-Z]{3}|euros?|pounds?)\b)?[^()\d]{0,24}"
        r"\((?:now|currently|at present|so far|until now|to date|was|bisher|derzeit|aktuell|zurzeit|attualmente|finora|"
        r"oggi):?\s(?:€|\$|£|[A-Z]{3} )?(?P<old>\d+(?:[.,]\d+)?)(?=[\s)€$£])",
        rf"\bnot (?:the |at )?(?P<old>{_VALUE}),? but (?:the |at )?(?P<new>{_VALUE})(?=[\s.,;!)]|$)",
        r"不是(?P<old>[^，。,]{1,12})[，,]?(?:而)?是(?P<new>[^，。,]{1,12})",
        r"(?:从|由)(?P<old>[^，。,]{1,12})(?:改|推迟|提前|延后|延|挪|调|换|变|[涨降升加减]价?)了?(?:到|成|为|至)了?"
        r"(?P<new>[^，。,]{1,12})",
        r"(?P<old>周[一二三四五六日])的?[^，。,\d]{0,6}(?:调|改|挪|移|换)(?:到|成|为|"
        r"至)(?:每)?(?P<new>周[一二三四五六日])",
    )
)
_CLOCK = lazy(
    r"(?<![\d.:,])(?<!\bam )(?<!\bvom )(?<!\bzum )(?<!\bden )(?<!\bdem )(?<!\broom )(?<!\braum )(?<!\baula )"
    r"(?<!\boffice )(?<!\bzimmer )(?<!\bsala )(?<!\bsuite )(?<![€$£¥￥])(?<![€$£¥￥] )(?P<hour>[01]?\d|"
    r"2[0-3])[:.](?P<minute>[0-5]\d)(?:\s?(?P<half>[ap])\.?m\.?)?"
    r"(?![\d:]|\.\d|\s?(?:[€$£%]|euros?\b|eur\b|(?:per|pro|an?) (?!ora\b|uhr\b)[^\W\d_]))"
    r"|(?<![\d.:,])(?P<bare>1[0-2]|[1-9])\s?(?P<of>[ap])\.?m\b\.?"
    r"|\b(?:um|gegen|alle(?: ore)?|à|a las)\s(?P<at>[01]?\d|2[0-3])(?:\s?(?:h|uhr)(?:\s?(?P<minutes>[0-5]\d))?\b)?"
    r"(?!\w|[:.,]\d)"
    r"|(?<![\d.:,])(?P<hours>[01]?\d|2[0-3])\s?(?:h|uhr)(?:\s?(?P<more>[0-5]\d))?\b"
    r"|(?<![.\d第有早快慢好多差])(?P<chinese>2[0-3]|[01]?\d|十[一二]?|[一二两三四五六七八九])[点點]"
    r"(?![儿建意要内])(?P<past>半|[一三]刻|[0-5]?\d分?|零[一二三四五六七八九]分?|[二三四五]?十[一二三四五六七八九]?分?|整|钟)?",
    re.IGNORECASE,
)
_HAN_HOURS = "零一二三四五六七八九"
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_STUNDEN = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_SAID_CLOCK = lazy(
    rf"\b(?:(?P<part>half past|half|quarter past|quarter to|halb|viertel nach|viertel vor|"
    rf"(?:five|ten|twenty(?:[- ]five)?) past) "
    rf"(?P<word>{'|'.join(_HOURS)}|{'|'.join(_STUNDEN)}|1[0-2]|[1-9](?![\d:.]))|(?P<noon>noon)|"
    r"(?P<midnight>midnight))\b",
    re.IGNORECASE,
)
# "studio 5", "room B2", "Gleis 7": a word and what tells one of its kind from another.
_NUMBERED = lazy(
    r"(?<![\w])(?P<noun>[^\W\d_]{3,}) (?P<number>\d{1,4}[A-Za-z]?|(?!I\b)[A-Z]\d{0,3})(?![\w:.,/%€$]*\d)(?!\w)"
)
_HOUR_WORDS = lazy(
    r"\b(?:half|quarter|noon|midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)


def moved(old: str, day: datetime | None, clock: str, zone: ZoneInfo) -> str:
    """A time on another day, or at another hour; as it was where neither is given."""
    before = datetime.fromisoformat(old)
    local = before.astimezone(zone) if before.tzinfo else before.replace(tzinfo=zone)
    if day is not None:
        local = local.replace(year=day.year, month=day.month, day=day.day)
    if clock:
        hour, minute = map(int, clock.split(":"))
        local = local.replace(hour=hour % 24, minute=minute, second=0)
    return old if day is None and not clock else local.isoformat()


def clock_of(text: str) -> str:
    """The one time of day that a text names; empty for none, or several."""
    found = {value for value, _ in _clocks(text)}
    return found.pop() if len(found) == 1 else ""


def clocks_of(text: str) -> frozenset[str]:
    """The times of day that a text names."""
    return frozenset(value for value, _ in _clocks(text))


def without_clocks(text: str) -> str:
    """A text without the times of day that it names."""
    for _, written in _clocks(text):
        text = text.replace(written, " ", 1)
    return text


def changed(text: str, said: Said) -> str:
    """A text of a memory with the values that the words give anew."""
    return reached.called_at(told(text, said), said)


def told(text: str, said: Said) -> str:
    """A text with the values that words give anew, but for numbers by which somebody is reached."""
    plain = _once_dated(text, said)
    anew = _told(plain, said)
    return text if anew == plain else anew


# What a relative date was resolved to, behind it.
_RESOLVED = lazy(r" \((?P<date>[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+ \d{4}(?:, \d\d:\d\d)?)\)")


# What was on such a day is over, and moves to no other.
_GONE_BY = lazy(
    r"\b(?:yesterday|last|ago|the other day|gestern|vorgestern|letzte\w*|vorige\w*|vergangene\w*|vor|"
    r"ieri|scors[oaie]|fa)\b|"
    r"[昨前]天|上个?(?:周|星期|礼拜|月)|去年",
    re.IGNORECASE,
)


def _once_dated(text: str, said: Said) -> str:
    """A text with each date that is followed by what it was resolved to told as that alone: both are to change."""
    for resolved in reversed(list(_RESOLVED.finditer(text))):
        before = times.find(text[: resolved.start()], said.utterance.time, said.zone)
        if before and before[-1].last == resolved.start() and not _GONE_BY.search(before[-1].text):
            text = f"{text[: before[-1].first]}{resolved['date']}{text[resolved.end() :]}"
    return text


def _told(text: str, said: Said) -> str:
    said = replace(
        said, sentences=tuple(filter(None, (_DAY_STAYS.sub("", one).strip() for one in said.sentences)))
    )
    text = turned.changed(listed.changed(text, said.text), said.text)
    text = spots.exchanged(han.sums(text, said.text), said.text)
    for swap in _swapped(text, said.text):
        text = swap
    said = _undenied(said)
    # Ends that are told apart are no hour that something is moved to.
    hours = (_open,) if not _is_one_range(text, said) and _open(text, said) != text else (_clock, _day)
    for change in (_address, _entitled, *hours, _weekday, _numbered, amounts.exchanged, amounts.bare):
        text = change(text, said)
    return text


# What a book or a piece is called.
_TITLE = lazy(r"《(?P<han>[^》]{1,40})》|[“\"«„](?P<quoted>(?-i:[A-ZÀ-Þ])[^”\"»“]{1,40})[”\"»“]")


def _entitled(text: str, said: Said) -> str:
    """A text with the one title that it names exchanged for the one other that words name."""
    held = list(_TITLE.finditer(text))
    told = {one[one.lastgroup or 0] for one in _TITLE.finditer(said.text)} - {
        one[one.lastgroup or 0] for one in held
    }
    if len(held) != 1 or len(told) != 1:
        return text
    name = held[0].lastgroup or 0
    return f"{text[: held[0].start(name)]}{told.pop()}{text[held[0].end(name) :]}"


def _open(text: str, said: Said) -> str:
    """A text with the hour at which something opens, or closes, exchanged for the one that words tell of that."""
    held, told = (openings.ends(one, _placed(one)) for one in (text, said.text))
    if len(_clocks(text)) < _TWO_ENDS:
        return text
    for old, new in openings.exchanges(held, told):
        written = _as_written(
            (new.value, said.text[new.first : new.last]), (old.value, text[old.first : old.last])
        )
        text = f"{text[: old.first]}{written}{text[old.last :]}"
    return text


def _is_one_range(text: str, said: Said) -> bool:
    """Whether a text and words each tell one range of hours and nothing beside it."""
    ranges = [list(_LASTS.finditer(one)) for one in (text, said.text)]
    return all(len(one) == 1 for one in ranges) and len(_clocks(text)) == len(_clocks(said.text)) == _TWO_ENDS


_TWO_ENDS = 2


def _placed(text: str) -> list[openings.Clock]:
    """The times of day of a text with their places, in order."""
    found = [_placed_clock(match) for match in _CLOCK.finditer(text)]
    found += [(match.start(), _said_clock(match), match[0]) for match in _SAID_CLOCK.finditer(text)]
    return [openings.Clock(value, first, first + len(written)) for first, value, written in sorted(found)]


# What is told of a day of the week is as it was: "Sunday stays closed", "am Samstag bleibt es bei 14 Uhr".
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)"
)
_DAY_STAYS = lazy(
    rf"(?:\b(?:and|but|und|aber|e|ma)\s+)?\b(?:on |am |il |la |di )?(?:{_DAY}(?:,? (?:and|und|e) |, ))*{_DAY} "
    r"(?:(?:still|also|too) )?(?:stays?|remains?|(?:is|are) (?:still|unchanged|as)|bleib\w*|ist (?:weiterhin|"
    r"nach wie vor)|"
    r"rest[ao]\w*|riman\w*|è (?:sempre|ancora))\b[^.,;!?]*[.,;]?|"
    rf"\bstill (?:closed|open|off|free) on {_DAY}[^.,;!?]*[.,;]?|"
    r"[，,]?(?:周|星期|礼拜)[一二三四五六日天]也?(?:还是|仍|照样|照旧|依然|依旧|不变)[^，。；]*",
    re.IGNORECASE,
)


# "16:45 now, not half five": the hour that it is not.
_DENIED = lazy(
    r",?\s*\b(?:and not|not|no longer|nicht mehr|nicht|statt|anstatt|non più|non|invece che|invece delle) "
    r"(?:[^\s,.;!?]+ ){0,3}?[^\s,.;!?]+(?=[,.;!?](?!\d)|$)",
    re.IGNORECASE,
)


def _undenied(said: Said) -> Said:
    """What is said without the hours that it is told not to be, where it tells another."""

    def bare(sentence: str) -> str:
        rest = _DENIED.sub(lambda denied: "" if _clocks(denied[0]) else denied[0], sentence)
        return rest if _clocks(rest) else sentence

    return replace(said, sentences=tuple(map(bare, said.sentences)))


# Where something stands: "14 Corn Street", "Norderstraße 88", "via Dante 3", "5 Rue Castellane".
ADDRESS = lazy(
    r"\b\d{1,4}[a-z]?,? (?:[A-ZÀ-Þ][\w'’.-]+ ){1,3}?(?:Street|St|Road|Rd|Lane|Avenue|Ave|Way|Court|Close|Place|"
    r"Square|"
    r"Row|Mews|Terrace|Drive|Hill|Walk|Quay|Gardens|Crescent|Parade|Green)\b|"
    r"\b\d{1,4},? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace) (?:d\w+ )?[A-ZÀ-Þ][\w'’-]+|"
    r"\b[A-ZÄÖÜ][\wäöüß.-]*(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|weg|gasse|platz|allee|ring|ufer|damm|markt) \d{1,4}[a-z]?\b|"
    r"\b(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Cc]alle|[Pp]laza) (?:[\w'’]+ ){1,3}?\d{1,4}\b"
)
_MOVES = lazy(
    r"\b(?:find us (?:now )?(?:at|in)|(?:have|has|are|is|['’]ve|['’]re|['’]s)? ?(?:now |just )?(?:moved|moving|"
    r"relocated|"
    r"relocating) to|new address|new premises|unsere neue (?:adresse|anschrift)|umgezogen|finden uns|"
    r"nuov[ao] (?:indirizzo|sede)|trasferit[aioe]|nouvelle adresse|nueva dirección)\b|搬到|迁至|新地址",
    re.IGNORECASE,
)


def moves(told: str) -> bool:
    """Whether words say that somebody is found at another address from now on."""
    return bool(_MOVES.search(told) and ADDRESS.search(told))


def _address(text: str, said: Said) -> str:
    before = {match[0] for match in ADDRESS.finditer(text)}
    after = {match[0] for match in ADDRESS.finditer(said.text)} - before
    if len(before) != 1 or len(after) != 1 or not moves(said.text):
        return text
    return text.replace(before.pop(), after.pop(), 1)


def shares_a_day(text: str, said: Said) -> bool:
    """Whether words name a day that a text names, too: its date, the day of its month, its day of the week."""
    held, named = dates(text, said), dates(said.text, said)
    numbers = {int(one) for pattern in (_DAY_NUMBER, _SHORT_DATE) for one in pattern.findall(said.text)}
    return (
        bool({(day.month, day.day) for day in held} & {(day.month, day.day) for day in named})
        or any(day.day in numbers for day in held)
        or bool(listed.days_of(text) & listed.days_of(said.text))
    )


def names_another_day(text: str, said: Said) -> bool:
    """Whether words name a date, and a text another one."""
    held, named = dates(text, said), dates(said.text, said)
    return bool(held and named) and not held & named


_FROM_TO = lazy(
    r"\b(?:from|vom|von|dal|da) [^.!?]{2,30} (?:(?:on)?to|auf|zum|al|a) |从[^。！？]{2,16}(?:改到|推到|挪到|到)",
    re.IGNORECASE,
)
_ORDINAL = lazy(r"(?<![\d.:])(\d{1,2})(?:st|nd|rd|th|日|号)")


def moves_another(text: str, said: Said) -> bool:
    """Whether words name the day that something was on and the one it is on now, and a text neither of them."""
    held = {day.day for day in dates(text, said)}
    named = {day.day for day in dates(said.text, said)} | {int(one) for one in _ORDINAL.findall(said.text)}
    return _FROM_TO.search(said.text) is not None and len(named) > 1 and bool(held) and not held & named


def dates(text: str, said: Said) -> set[date]:
    """The days that a text names."""
    spans = times.find(text, said.utterance.time, said.zone)
    return {span.start.astimezone(said.zone).date() for span in spans if names_a_day(span)}


_SHORT_DATE = lazy(r"(?<![\d.])(\d{1,2})\.\d{1,2}\.(?!\d)")
_DAY_NUMBER = lazy(r"(?<![\d.:])(\d{1,2})(?:st|nd|rd|th|\.(?!\d)|日|号)")


_PLACE = lazy(rf"\b(?:at|in|bei|im|da|al|chez|à|en) (?:the )?(?P<name>{people.NAME}(?:['’]s)?)(?![\w'’])")


def placed(text: str, said: Said) -> str:
    """The one place of a text exchanged for the one that is named; of a person's lasting home, this says nothing."""
    if marks.LEAVES_WORK.search(said.text):
        return text  # What somebody does elsewhere is no place of what they did here.
    told = (
        said.text
        if own.is_the_users(text)
        else " ".join(one for one in said.sentences if not _MINE.search(one))
    )
    before, after = _places(text), [name for name in _places(told) if name not in text]
    if before and not after:
        timed = [one for one in said.sentences if one in told and _clocks(one)]
        found = (match["name"] for one in timed for match in _ALONE.finditer(one))
        after = [name for name in found if name not in text]
    if len(before) != 1 or len(after) != 1 or _is_with_another(text, said, after[0]):
        return text
    whole = _IN_A_TOWN.search(text)
    # "Bella Roma in Govan" is one place: another one is in another town, or in none that is told.
    old = whole["place"] if whole and whole["town"] == before[0] and _clocks(text) else before[0]
    return text.replace(old, after[0], 1)


# Somewhere between commas, with the town that it is in.
_IN_A_TOWN = lazy(
    rf",\s(?P<place>{people.NAME}\s(?:in|a|ad|am|an der) (?P<town>{people.NAME}))(?=,|;|\.?$)", re.MULTILINE
)


_SOMEBODY = lazy(r"\b(?:Frau|Herrn?|Mrs?|Ms|Miss|Dr|Prof|[Ss]ignor[ae]?)\.? (?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+)")


def _is_with_another(text: str, said: Said, place: str) -> bool:
    """Whether a place is told in a sentence right behind somebody whom a text does not name."""
    told = next((one for one in said.sentences if place in one), "").partition(place)[0]
    return any(not own.says(text, match["name"]) for match in _SOMEBODY.finditer(told))


# Where the user lives, works or stays is no place of somebody else's.
_MINE = lazy(
    r"\b(?:(?:I|we)(?:['’](?:m|re|ve|ll))? (?:\w+ )?(?:live|lived|living|moved|work|working|stay|staying|"
    r"started|settled|"
    r"study|rent)|wohne ich|wohnen wir|(?:ich|wir) (?:wohne\w*|lebe\w*|arbeite\w*|studiere\w*|ziehe\w*)|"
    r"(?:bin|sind) (?:ich|wir)(?: \w+)? (?:in|nach)|(?:arbeite|lebe|ziehe|studiere) ich|"
    r"(?:bin|sind) (?:\w+ ){0,3}(?:in|nach) \w+ (?:gezogen|umgezogen)|abit(?:o|iamo)|viv(?:o|iamo)|lavor(?:o|iamo)|"
    r"mi sono trasferit[oa]|ci siamo trasferit[ei]|j['’]habite|(?:je|nous) (?:vis|vivons|habitons|travaille)|"
    r"vivo|vivimos|trabajo|me mudé|nos mudamos)\b|[我咱]们?(?:\S{0,4})(?:住|搬)",
    re.IGNORECASE,
)
# A name between commas, beside a time: "sunday, 12:30, Old Tannery".
_ALONE = lazy(rf",\s(?P<name>{people.NAME})(?=,|\.|$)")


def _places(text: str) -> list[str]:
    named = (match["name"] for match in _PLACE.finditer(text))
    return list(
        dict.fromkeys(
            name
            for name in named
            if people.clean(name.removesuffix("'s").removesuffix("’s")) and name not in _ADDRESSED
        )
    )


# What stands before somebody's name, and is no place by itself: "room at Mrs Claeys'"; and German states of somebody.
_ADDRESSED = frozenset(
    "Mr Mrs Ms Miss Dr Prof Frau Herr Signora Signor Rente Pension Ruhestand Urlaub Elternzeit Mutterschutz Kur Reha "
    "Teilzeit Vollzeit Ordnung Zukunft Ruhe Eile".split()
)


def _weekday(text: str, said: Said) -> str:
    """The one weekday of what comes again and again exchanged for the one that is named."""
    before, after = list(_WEEKDAY.finditer(text)), set(_weekdays_of(NOT_THEN.sub(" ", said.text)))
    # Where the words name the old day beside the new one, a swap is exchanged before.
    if len(after) > 1 and not names_a_swap(said.text):
        after = {one for one in after if not any(_shown(one) == _shown(match[0]) for match in before)}
    if len(before) != 1 or len(after) != 1 or _DATED.search(text):
        return text
    old, new = before[0], after.pop()
    again = _AGAIN.search(f"{text[: old.end() + _PLURAL]} {said.text}")
    if _shown(new) == _shown(old[0]) or not (again or _both_are_bare(text, said)):
        return text
    return (
        f"{text[: old.start()]}{_shown(new) if old[0][:1].isupper() else new.casefold()}{text[old.end() :]}"
    )


def _both_are_bare(text: str, said: Said) -> bool:
    """Whether a text and words each tell days by the day of the week alone."""
    spans = [one for one in times.find(text, said.utterance.time, said.zone) if names_a_day(one)]
    return len(spans) == 1 and _is_bare(text, spans[0]) and _all_are_bare(said)


# Letters behind the name of a day: "Tuesdays", "montags".
_PLURAL = 1
# What makes a day of the week one day: "since last Friday".
_ONE_OF_THEM = lazy(
    r"\b(?:last|this|next|letzte\w*|vergangene\w*|diese\w*|nächste\w*|kommende\w*|quest[ao]|scors[ao]|"
    r"lo scorso|la scorsa|prossim[ao])\s+$|[上下这]个?$",
    re.IGNORECASE,
)
_ONE_BEHIND = lazy(r"\s+(?:scors[ao]|prossim[ao])\b", re.IGNORECASE)


_FROM = lazy(
    r"\b(?:from|as of|starting|since|effective|ab|seit|da|dal|dalla|a partire da)\s+(?:on )?$", re.IGNORECASE
)


def _weekdays_of(said: str) -> Iterator[str]:
    """The days of the week that words name, without those of one week, and from which a price holds."""
    priced = any(amounts.amounts(said))
    for match in _WEEKDAY.finditer(said):
        before = said[: match.start()]
        one = _ONE_OF_THEM.search(before) or _ONE_BEHIND.match(said, match.end())
        if not one and not (priced and _FROM.search(before)):
            yield match[0]


# "From this week it's Castle Baths": where something is, by its name alone.
_IT_IS = lazy(
    rf"\b(?:it['’]s|it is|it['’]ll be|es ist|sind wir|siamo|è) (?:now |jetzt |ora )?(?P<name>{people.NAME})(?=[,.;]|$)"
)


def leaves_out(before: str, after: str, said: str) -> bool:
    """Whether a text that is changed lacks a day of the week, or the place, that words name for what it tells of."""
    held, told = listed.days_of(before), listed.days_of(" ".join(_weekdays_of(said)))
    if held and told - held - listed.days_of(after):
        return True
    named = [match["name"] for match in _IT_IS.finditer(said)]
    return bool(_places(before)) and any(people.clean(name) and name not in after for name in named)


def exchanged(text: str, said: Said) -> str:
    """A text with the hours and amounts that words give anew, where nothing that they tell is left out; else empty."""
    anew = counted.changed(told(text, said), said.text)
    plain = said.text
    for span in reversed(times.find(plain, said.utterance.time, said.zone)):
        plain = f"{plain[: span.first]} {plain[span.last :]}"
    if not _clocks(said.text):
        plain = _AT_BARE.sub(" ", plain)
    numbers = set(news.NUMBERS.findall(plain)) - set(news.NUMBERS.findall(text))
    whole = (
        anew != text
        and listed.days_of(anew) <= listed.days_of(text) | _days_with_hours(text, said)
        and clocks_of(said.text) <= clocks_of(anew)
        and numbers <= set(news.NUMBERS.findall(anew))
        and not leaves_out(text, anew, said.text)
        and all(match["name"] in text for match in _TO_NAMES.finditer(said.text))
    )
    return anew if whole else ""


def _days_with_hours(text: str, said: Said) -> frozenset[str]:
    """The days of the week that words tell with an hour, of what has an hour, too; a day alone may be of anything."""
    return listed.days_of(said.text) if _clocks(text) and _clocks(said.text) else frozenset()


# Where something is now, or who has it: by a name.
_TO_NAMES = lazy(
    r"\b(?:to|with|by|at|in|mit|bei|nach|von|zu|an|a|da|con|dal|alla?) "
    r"(?:the |Dr\.? |Mrs? |Frau |Herrn? )?(?P<name>(?-i:[A-Z])\w+\b)(?<!day)"
)


def tells_a_value(sentence: str) -> bool:
    """Whether a sentence names a day of the week, a time of day, an amount, or where it is."""
    return bool(
        _WEEKDAY.search(sentence)
        or _clocks(sentence)
        or _IT_IS.search(sentence)
        or any(amounts.amounts(sentence))
    )


def weekdays(text: str) -> frozenset[str]:
    """The days of the week that a text names, as it has them, in small letters."""
    return frozenset(match[0].casefold() for match in _WEEKDAY.finditer(text))


def names_a_weekday(text: str) -> bool:
    """Whether a text names a day of the week."""
    return bool(_WEEKDAY.search(text))


def _shown(weekday: str) -> str:
    return weekday if not weekday.isascii() else weekday[:1].upper() + weekday[1:]


_WEEKDAY = lazy(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?=e?n?s?\b)|(?:周|星期|礼拜)[一二三四五六日天]",
    re.IGNORECASE,
)
_AGAIN = lazy(
    r"\b(?:every|each|always|weekly|on \w+days|\w+days|jede[nrs]?|immer|\w+tags|ogni|sempre|di (?:lun|mart|merc|giov|"
    r"ven)\w+|chaque|tous les|le (?:lun|mar|mer|jeu|ven)\w+di|cada|todos los|los)\b|每|[以今往]后|从[^，。,]{1,6}起",
    re.IGNORECASE,
)
_DATED = lazy(r"(?<![\w-])(?:19|20)\d\d(?![\w-])|\d{1,2}[月.] ?\d")


def names_a_swap(said: str) -> bool:
    """Whether the words name one value in the place of another."""
    found = (match for pattern in _SWAPS for match in pattern.finditer(said))
    return any(_are_alike(_bare(match["old"]), _bare(match["new"])) for match in found if _bare(match["new"]))


def is_swapped(text: str, said: str) -> bool:
    """Whether the words name a value of the text as no longer holding, and another for it."""
    return next(_swapped(text, said), None) is not None


def _swapped(text: str, said: str) -> Iterator[str]:
    """The text with each value that is named as no longer holding exchanged for the one that does."""
    for old, new in _swaps(said):
        held = _whole(old)
        if held.search(text):
            text = held.sub(_last_words(new, old).replace("\\", ""), text, count=1)
            yield text


# All that is known is looked through for the values that the same words name.
@caches.of_texts(16)
def _swaps(said: str) -> tuple[tuple[str, str], ...]:
    """The values that are named as no longer holding, each with the one that does."""
    found: list[tuple[str, str]] = []
    for match in chain.from_iterable(pattern.finditer(said) for pattern in _SWAPS):
        old, new = _bare(match["old"]), _bare(match["new"])
        if not old or not new:
            continue
        if any(map(str.isdigit, old)) and not any(map(str.isdigit, new)):
            new = next(reversed(_ANY_NUMBER.findall(said[: match.start("old")])), new)
        if (bare := _FIGURE.fullmatch(old)) and (begun := _FIGURE.match(new)):
            old, new = bare[0], begun[0]
        if _are_alike(old, new):
            found.append((old, new))
    return tuple(found)


_FIGURE = lazy(r"\d+(?:\.\d+)?")


def _whole(value: str) -> re.Pattern[str]:
    """Finds a value as words of its own; in Chinese no blank sets them apart."""
    word = re.escape(value)
    return re.compile(rf"(?<![\w.,:]){word}(?!\w|[:.,]\d)" if value.isascii() else word, re.IGNORECASE)


_FILLER = lazy(
    r"^(?:now|jetzt|ora|the|at|der|die|das|il|la)\s+|\s+(?:now|jetzt|ora|instead|today)$", re.IGNORECASE
)


def _bare(value: str) -> str:
    """A value without the words that only say that it is the new one."""
    return _FILLER.sub("", value.strip(" .,")).strip(" .,")


_ANY_NUMBER = lazy(r"(?<![\w.,:])\d+(?:[.,:]\d+)*(?![\w])")


def _are_alike(old: str, new: str) -> bool:
    """Whether one may stand in the other's place: two numbers, two times of day, two names, two Chinese words."""
    if any(map(str.isdigit, old)) or any(map(str.isdigit, new)):
        return any(map(str.isdigit, old)) and any(map(str.isdigit, new.rsplit(maxsplit=1)[-1]))
    if not old.isascii() and not new.isascii():
        return True
    both_told = bool(_HOUR_WORDS.search(old.casefold())) and bool(_HOUR_WORDS.search(new.casefold()))
    return both_told or (old[:1].isupper() and new.rsplit(maxsplit=1)[-1][:1].isupper())


def _last_words(new: str, old: str) -> str:
    """As many words of `new`, from its end, as `old` has: "we pay 695" for "640" is 695."""
    return " ".join(new.split()[-len(old.split()) :])


# An hour in a bare number, of what is moved or told to be at another: "it's at 5", "moved to 5".
_AT_BARE = lazy(
    r"\b(?:(?:it['’]?s|it is|is|are|starts?|begins?|we['’]?re|meets?|moved|now|meeting) (?:on \w+day )?at|"
    r"(?:moved|pushed|shifted|"
    r"brought|put|rescheduled|postponed) (?:\w+ ){0,3}?to) (?P<hour>1[0-2]|[1-9])"
    r"(?=\s*(?:[.,;!)]|$)|\s(?:on|now|instead|then|sharp|from)\b)(?![.,]\d)",
    re.IGNORECASE,
)


# What may be a price as well as an hour.
_DOTTED = lazy(r"\d{1,2}\.\d\d")


def _clocks_told(told: str) -> list[tuple[str, str]]:
    """The times of day that words tell; where they tell none, the one hour that they tell in a bare number."""
    bare = {match["hour"] for match in _AT_BARE.finditer(told)}
    return _clocks(told) or ([(f"{(hour := bare.pop())}:00", hour)] if len(bare) == 1 else [])


def _clock(text: str, said: Said) -> str:
    before = _clocks(text)
    plain = bool(before) and not _DOTTED.fullmatch(before[0][1])
    after = _clocks_told(said.text) if plain else _clocks(said.text)
    lasts, anew = list(_LASTS.finditer(text)), list(_LASTS.finditer(said.text))
    if len(lasts) == len(anew) == 1 and len(before) == len(after) == 2:
        return f"{text[: lasts[0].start()]}{anew[0][0]}{text[lasts[0].end() :]}"
    if (
        len(before) == 2
        and len(lasts) == 1
        and len(after) == 1
        and said.day is not None
        and not _AGAIN.search(text)
    ):
        return f"{text[: lasts[0].start()]}{after[0][0]}{text[lasts[0].end() :]}"
    if len(before) == 1 and len({value for value, _ in after}) == 1 and before[0][0] != after[0][0]:
        return text.replace(before[0][1], _as_written(after[0], before[0]), 1)
    if len(before) == 1 and len(after) == 2 and before[0][0] == after[1][0]:
        return text.replace(before[0][1], after[0][0], 1)
    if len(before) == 1 and len(after) == 2 and before[0][0] == _in_same_half(after[0], before[0][0]):
        moved = _MOVED_FROM.search(said.text)
        return text.replace(before[0][1], _as_written(after[1], before[0]), 1) if moved else text
    return text


# Chinese tells the old time first: "七点改到八点".
_MOVED_FROM = lazy(r"[点點半刻分\d钟](?:的[^，。,]{1,8})?(?:改|推迟|提前|延后|延|挪|换|调)(?:到|至|成|为)")


def _as_written(told: tuple[str, str], held: tuple[str, str]) -> str:
    """A time of day that is told, as the one that it takes the place of is written."""
    value = _in_same_half(told, held[0])
    return han.clock(told[1], value, held[1], held[0])


def _in_same_half(told: tuple[str, str], old: str) -> str:
    """A time of day after noon, where one after noon is moved and the words tell no half: "half seven" for 18:00."""
    value, written = told
    hour, minute = map(int, value.split(":"))
    moved = int(old.split(":", maxsplit=1)[0])
    plain = _SAID_CLOCK.fullmatch(written) or not _HALVED.search(written)
    if hour < EARLY and moved >= BY_DAY and plain:
        return f"{hour + NOON}:{minute:02d}"
    if hour >= NOON or moved < NOON or not plain or abs(hour + NOON - moved) > abs(hour - moved):
        return value
    return f"{hour + NOON}:{minute:02d}"


NOON, EARLY, BY_DAY = 12, 6, 8
_HALVED = lazy(r"[ap]\.?m\b|^0\d|uhr|\dh|:|^[早晚上中正下傍夜凌清]", re.IGNORECASE)

# From when to when something planned lasts.
_LASTS = lazy(
    r"(?:from |von |dalle )?\d{1,2}[:.]\d{2}\s?(?:-|–|—|to|bis|alle|到|至)\s?\d{1,2}[:.]\d{2}"
    r"|(?:between|zwischen|tra le) \d{1,2}[:.]\d{2} (?:and|und|e le) \d{1,2}[:.]\d{2}"
)


def _clocks(text: str) -> list[tuple[str, str]]:
    """The times of day of a text as HH:MM, each with how it is written."""
    found = [_placed_clock(match) for match in _CLOCK.finditer(text)]
    found += [(match.start(), _said_clock(match), match[0]) for match in _SAID_CLOCK.finditer(text)]
    return [(value, written) for _, value, written in sorted(found)]


def _placed_clock(match: re.Match[str]) -> tuple[int, str, str]:
    """Where a time of day stands with its part of the day ("晚上七点"), its value, and how it is written."""
    part = han.part_before(match.string, match.start())
    first = han.begins(part) if part else match.start()
    value = _clock_of(match)
    if part:
        hour, minute = value.split(":")
        value = f"{han.in_day(int(hour), part['part'])}:{minute}"
    return first, value, match.string[first : match.end()]


def _clock_of(match: re.Match[str]) -> str:
    told = match["hour"] or match["bare"] or match["at"] or match["hours"] or match["chinese"]
    hour = int(told) if told.isdigit() else _han_hour(told)
    past = han.minutes(match["past"]) if match["past"] else 0
    minute = int(match["minute"] or match["minutes"] or match["more"] or past)
    half = (match["half"] or match["of"] or "").casefold()
    return f"{hour % 12 + (12 if half == 'p' else 0) if half else hour}:{minute:02d}"


def _han_hour(told: str) -> int:
    if told.startswith("十"):
        return 10 + (_HAN_HOURS.index(told[1]) if len(told) > 1 else 0)
    return _HAN_HOURS.index(told.replace("两", "二"))


_MINUTES = {"five": 5, "ten": 10, "twenty": 20, "twenty-five": 25, "twenty five": 25}


def _said_clock(match: re.Match[str]) -> str:
    if match["noon"] or match["midnight"]:
        return "12:00" if match["noon"] else "0:00"
    word, part = match["word"].casefold(), match["part"].casefold()
    hour = int(word) if word.isdigit() else (_HOURS if word in _HOURS else _STUNDEN).index(word) + 1
    if part.removesuffix(" past") in _MINUTES:
        return f"{hour}:{_MINUTES[part.removesuffix(' past')]:02d}"
    if part in ("half past", "half", "quarter past", "viertel nach"):
        return f"{hour}:{30 if part.startswith('half') else 15}"
    return f"{hour - 1 or 12}:{30 if part == 'halb' else 45}"


def _day(text: str, said: Said) -> str:
    """A text with its one day moved to the one that is named."""
    day = said.day
    if day is None:
        return text
    held = [span for span in times.find(text, said.utterance.time, said.zone) if names_a_day(span)]
    # "7月16日周四": the day of the week of a date is no other day.
    held = [
        one
        for at, one in enumerate(held)
        if not (at and one.first - held[at - 1].last < 2 and han.is_by_week(text, one.first, one.last))
    ]
    if len({span.start for span in held}) != 1:
        return text
    span = held[0]
    if _comes_again(text, span) or _BORN.search(text[: span.first]) or _GONE_BY.search(span.text):
        return text
    if _is_bare(text, span) and _all_are_bare(said):
        return text  # The day of the week is exchanged for one.
    if span.start.astimezone(said.zone).date() == day.date() or _is_said_bare(span, day):
        return text
    if signs.HAN.search(span.text):
        again = han.is_by_week(text, span.first, span.last) and _AGAIN.search(said.text)
        return text if again else han.on_day(text, span.first, span.last, day)
    anew = replace(span, start=day, end=day, grain=Grain.DAY)
    words = times.say(replace(anew, end=day.replace(hour=23, minute=59)), said.zone).split(",")[0]
    there = text[span.first : span.last]
    lasts, kept = _LASTS.search(there), _CLOCK.search(there)
    clock = f" {lasts[0]}" if lasts else f" at {kept[0]}" if kept else ""
    part = _PART.match(text[span.first : span.last])
    first = span.first + (part.end() if part else 0)
    return f"{text[:first]}{day:%A} {words}{clock}{text[span.last :]}"


def _is_bare(text: str, span: times.Span) -> bool:
    """Whether a day is told by the day of the week alone, and not as one of them: "Thursday at 19:30"."""
    named = _HALF_HAN.sub("", _AT.sub("", _CLOCK.sub("", _ON.sub("", span.text))).strip(" ,"))
    before, behind = text[: span.first], text[span.last :]
    one = _ONE_OF_THEM.search(before) or _ONE_BEHIND.match(behind)
    return _WEEKDAY.fullmatch(named) is not None and not one


# A part of the day behind a day of the week: "周二下午".
_HALF_HAN = lazy(r"(?<=[一二三四五六日天])(?:上午|下午|早上|中午|晚上)$")


def _all_are_bare(said: Said) -> bool:
    """Whether all days that words name are days of the week alone."""
    spans = [one for one in times.find(said.text, said.utterance.time, said.zone) if names_a_day(one)]
    return bool(spans) and all(_is_bare(said.text, one) for one in spans)


def _is_said_bare(span: times.Span, day: datetime) -> bool:
    """Whether all that is held of a day is the day of the week that it falls on."""
    named = _WEEKDAY.fullmatch(_ON.sub("", span.text).strip())
    return named is not None and listed.days_of(f"{day:%A}") == listed.days_of(named[0])


_AT = lazy(r"\s+(?:at|um|alle(?: ore)?|ore|dalle|from|von|ab)\s*$", re.IGNORECASE)
_ON = lazy(r"^\W*(?:on|am|il|di)\s+", re.IGNORECASE)


def _comes_again(text: str, span: times.Span) -> bool:
    """Whether a day of a text is that of every week, and no date."""
    if _OF_A_MONTH.fullmatch(span.text.strip()) and _MONTHLY.search(text):
        return True
    if _ON_ALL.search(text[max(0, span.first - _BEFORE) : span.last + _PLURAL]):
        return True
    dated = any(map(str.isdigit, _CLOCK.sub("", span.text)))
    return not dated and bool(_AGAIN.search(text[max(0, span.first - _BEFORE) : span.last + _PLURAL]))


_ON_ALL = lazy(
    r"\b(?:weekdays?|weekends?|every ?day|daily|werktags?|wochentags?|täglich|feriali|festivi|ogni "
    r"giorno)\b|工作日|每天|周末",
    re.IGNORECASE,
)
# The day of a birth is moved by nothing.
_BORN = lazy(r"(?:\b(?:born|geboren|nat[oa])\b|出生)[^.;]{0,12}$", re.IGNORECASE)
# "Due on the 1st", of rent and the like: the day of every month.
_OF_A_MONTH = lazy(r"(?:on |am |il )?(?:the )?\d{1,2}(?:st|nd|rd|th|\.)?", re.IGNORECASE)
_MONTHLY = lazy(
    r"\b(?:due|rent|monthly|(?:each|every|a|per) month|pay ?day|salary|wages|bills?|miete|fällig|monatlich|affitto"
    r"|mensile)\b|每月|房租",
    re.IGNORECASE,
)
# Letters before a day in which there may stand that it comes again.
_BEFORE = 8


_A_DAY = lazy(
    r"\b(?!(?:bis|until|till|from|alle|dalle|gegen|uhr|von|and|und)\b)[^\W\d_]{3,}|\d[./-]\d|[日号]|(?:周|星期|"
    r"礼拜)[一二三四五六天]|[今明后]天",
    re.IGNORECASE,
)


def names_a_day(span: times.Span) -> bool:
    """Whether a span says which day, not the time of day alone."""
    return span.grain in DAYS and bool(_A_DAY.search(_CLOCK.sub("", span.text)))


# A part of the day in a thing's name is none of its date: "Parents' evening on 18 March".
_PART = lazy(r"(?:morning|noon|afternoon|evening|night|lunch)s?\s+(?:on\s+)?(?=\w)", re.IGNORECASE)


def _numbered(text: str, said: Said) -> str:
    told = {match["noun"].casefold(): match["number"] for match in _NUMBERED.finditer(said.text)}

    def anew(match: re.Match[str]) -> str:
        noun = match["noun"].casefold()
        # "Linie 7" is of a "Stammlinie 5", too.
        of_it = (one for one in told if len(one) > _SHORT_NOUN and noun.endswith(one))
        number = told.get(noun) or told.get(next(of_it, ""))
        return f"{match['noun']} {number}" if number and match["noun"].casefold() not in _MONTHS else match[0]

    return _NUMBERED.sub(anew, text)


# Shorter words end too many others.
_SHORT_NOUN = 3
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec januar februar märz mai juni juli oktober dezember gennaio febbraio marzo aprile maggio "
    "giugno luglio agosto settembre ottobre novembre dicembre".split()
)
