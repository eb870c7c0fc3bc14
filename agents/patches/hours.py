"""From when to when somebody works, or something is open: the hours that words give anew, within the note.

A note counts that has one beginning and one end ("07:30 to 15:30", "8:30 开门, 21:00 关门"). What the clause with the
new hours names beside them must be the note's own, or a word of work or of opening where the note is of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agents import claims, sentences, stems, times
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import listed, marks, matters, meant, own, signs
from agents.patches.said import QUOTED, Said, with_line
from agents.patterns import lazy
from storage.kind import Growth
from storage.model import BodyFields, Change, Memory

_REASON = "the user says that the hours changed"
_NOON = 12
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_STUNDEN = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_HAN_WORDS = "零一二三四五六七八九"
_CLOCK = (
    r"(?:(?:早上|上午|中午|下午|晚上|傍晚|凌晨)?(?:2[0-4]|[01]?\d|十[一二]?|[一二两三四五六七八九])[点點](?:半|[0-5]\d分?)?|"
    r"(?:早上|上午|中午|下午|晚上)?(?:2[0-4]|[01]?\d)(?:[:.：h][0-5]\d)?(?:\s?(?:uhr|h|o['’]clock)\b)?(?:\s?[ap]\.?m\b\.?)?"
    rf"|\b(?:noon|midnight|(?:half past )?(?:{'|'.join(_WORDS)})|{'|'.join(_STUNDEN)})\b)"
)
_SPAN = lazy(
    rf"(?<![\d:.,/€$£-])(?P<first>{_CLOCK})\s?(?:to|till?|until|through|bis|alle|all['’]|fino alle|al|a|"
    r"到|至|[-–—~])\s?"
    rf"(?P<last>{_CLOCK})(?![\d:/]|[.,]\d|\s?(?:[€$£%°]|-\s?\d|euros?\b|people|persons|personen|persone|minut|min\b|"
    r"days|weeks|months|years|tage|wochen|jahre|giorni|kg|km|mg|ml|元|块|人|天|个|岁|年|月|日))",
    re.IGNORECASE,
)
_BEGINS = (
    r"\b(?:start(?:s|ing)?|begins?|clock(?:ing)? (?:on|in)|come in|opens?|unlock(?:s|ed)?|fang(?:e|en|t)|"
    r"beginn(?:e|en|t)|öffne[nt]?|mach(?:e|en|t)? (?:\w+ )?auf|apr(?:e|iamo|o)|comincio|cominciamo|"
    r"inizi(?:o|amo|a)|attacco)\b"
)
_ENDS = (
    r"\b(?:finish(?:es|ing)?|knock(?:ing)? off|clock(?:ing)? off|clock(?:ing)? out|(?<!clock )off|clos(?:es?|ing)|"
    r"shuts?|lock(?:s|ing)? up|hör(?:e|en|t)|feierabend|schließ(?:e|en|t)|schliess(?:e|en|t)|"
    r"mach(?:e|en|t)? (?:\w+ )?zu|"
    r"chiud(?:e|iamo|o)|finisc[oe]|finiamo|stacco|smonto)\b"
)
_EDGE = r"[^\d,;.:!?]{0,28}?(?:\bat|\bum|\balle|\bfrom|\bab|\bdalle|\bauf)?\s?"
_FIRST = lazy(
    rf"(?P<how>{_BEGINS}){_EDGE}(?P<clock>{_CLOCK})(?![\d:]|[.,]\d|\s?[€$£%])|(?P<han>{_CLOCK})\s?(?:开门|上班|开始|营业|起)",
    re.IGNORECASE,
)
_LAST = lazy(
    rf"(?P<how>{_ENDS}){_EDGE}(?P<clock>{_CLOCK})(?![\d:]|[.,]\d|\s?[€$£%])|(?P<han>{_CLOCK})\s?(?:关门|下班|打烊|结束)",
    re.IGNORECASE,
)
# That it is so from now on, and was otherwise.
_ANEW = lazy(
    r"\b(?:now|nowadays|these days|from|as of|starting|since|new|changed|swapped|switched|moved|put (?:me|us)|for good|"
    r"permanently|any ?more|no longer|instead|over|off (?:nights|days|earlies|lates)|"
    r"jetzt|nun|neuerdings|künftig|ab|seit|neue[rns]?|geändert|getauscht|gewechselt|umgestellt|dauerhaft|nicht mehr|"
    r"ora|adesso|ormai|d['’]ora in poi|da|dal|dalla|nuov[oaie]|cambiat\w|spostat\w|passat\w|non più)\b|"
    r"现在|以后|今后|从|起|改|换|调|新|不再",
    re.IGNORECASE,
)
_ONCE = lazy(
    r"(?<!from )(?<!of )(?<!ab )(?<!da )(?<!seit )(?<!starting )(?<!since )\b(?:today|tonight|tomorrow|yesterday|"
    r"this (?:week|weekend|morning|afternoon|evening|month|time|once)|next (?:week|time|month)|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|last (?:week|night|month|\w+day)|for (?:now|a \w+|two \w+|"
    r"the (?:week|month|next|time))|until\s(?!\d)|till\s(?!\d)|covering|instead of \w+ (?:today|tomorrow)|"
    r"heute|morgen(?! an)|gestern|diese woche|nächste woche|vorerst|diesmal|vertrete|oggi|domani|ieri|stasera|"
    r"questa (?:settimana|volta)|per ora|stavolta|sostituisco)\b|"
    r"(?<!从)(?:今天|明天|昨天|今晚|这周|这次|暂时|下周(?!起|开始))|"
    r"顶班|代班",
    re.IGNORECASE,
)
# The day from which on it is so.
_SINCE = lazy(
    r"\b(?:from|as of|starting|since|beginning|ab|seit|von|da|dal(?:l['’]|la)?|a partire da) (?:this|next|the|dieser|"
    r"diesem|nächster|nächstem|kommender|kommendem|questa|prossim\w|dem)?\s?(?:week|month|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|tomorrow|today|woche|monat|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    r"sonntag|morgen|heute|settimana|mese|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|domani|oggi)\b|"
    r"从(?:今天|明天|下周|下个?月|这周|本周)(?:起|开始)?",
    re.IGNORECASE,
)
_BEFORE = lazy(
    r"\b(?:used to|worked|was|were|had|did|before|until now|arbeitete\w*|war|waren|hatte\w*|früher|lavoravo|facevo|ero|"
    r"avevo|prima)\b|以前|之前|原来|曾",
    re.IGNORECASE,
)
_OPEN = lazy(
    r"\b(?:if|might|maybe|perhaps|could|would|should|wants?|wanted|ask(?:s|ed)?|hop(?:e|ing)|not|never|wenn|falls|"
    r"vielleicht|könnte\w*|würde\w*|soll\w*|möchte\w*|nicht(?! mehr)|se|forse|vorrei|vogliono|non(?! più))\b|n['’]t\b|"
    r"可能|也许|如果|想|没有?|吗",
    re.IGNORECASE,
)
# Whose work a note tells of, and words for it.
_WORK = lazy(
    r"\b(?:work(?:s|ing)?|shifts?|rota|job|on duty|duty|(?:on|to|off) (?:the )?"
    r"(?:days|nights|earlies|lates|mornings|evenings|"
    r"(?:day|night|back|early|late)[ -]?shift)|arbeite\w*|schicht\w*|dienst\w*|lavor\w+|turn[oi])\b|班|工作",
    re.IGNORECASE,
)
_OF_WORK = frozenset(
    stems.stem(word)
    for word in """work works working shift shifts rota roster hours hour time times day days night nights morning
    mornings evening evenings early earlies late lates backshift dayshift nightshift duty job clock start starting
    finish begin end off on run runs put they boss swapped swap switched do doing thank god arbeite arbeiten arbeitet
    schicht schichten frühschicht spätschicht nachtschicht dienst arbeitszeit arbeitszeiten fange fangen anfange an auf
    höre hören beginne feierabend mache lavoro faccio turno orario orari comincio finisco inizio attacco stacco mi hanno
    messo fatto io ich mein meine il mio la mia""".split()
)
_OPENING = lazy(
    r"\b(?:open(?:s|ed|ing)?|clos(?:e[sd]?|ing)|shuts?|unlock\w*|hours|öffn\w+|geöffnet|offen|schließ\w+|"
    r"öffnungszeiten|"
    r"apert\w|apr\w+|chius\w|chiud\w+|orari[o]?)\b|开门|关门|营业|打烊",
    re.IGNORECASE,
)
_OF_OPENING = frozenset(
    stems.stem(word)
    for word in """open opens opening opened close closes closing shut shuts unlock hours times time doors shop store
    place we our us are start end geöffnet offen öffnen öffnet schließen schließt öffnungszeiten laden geschäft wir
    haben unser machen macht zu auf aperto aperti apriamo apre chiude chiudiamo orario orari negozio siamo
    stiamo""".split()
)
_OF_ANY = frozenset(
    stems.stem(word)
    for word in """now nowadays these from as of starting since new changed change moved for good permanently anymore
    any more longer instead over
    today tomorrow monday tuesday wednesday thursday friday saturday sunday week month the i
    we it is are my our me us that this still i'm it's that's we're they've be been goes go going have has had and so
    at until till to just officially finally january february march april may june july august september october
    november december st nd rd th all every each daily weekdays jetzt nun ab seit von bis um uhr neue neuer neues
    künftig montag dienstag mittwoch donnerstag freitag samstag sonntag woche immer sofort dem geht gehe ora adesso
    dal da dalle alle lunedì martedì mercoledì giovedì venerdì sabato domenica settimana è sono ha cambiato nuovo nuovi
    nuova oggi ormai l'orario d'ora in poi poi il lo la""".split()
)
_SHORTENED = lazy(r"['’](?:s|re|ve|ll|d|m)\b|\b(?:[ldcsn]|un|dell|all|dall|nell)['’]", re.IGNORECASE)
_BOUND = lazy(r"[,;:!?，；：。]|\.(?=\s|$)|\s[–—-]\s(?!\d)|\s(?:but|because|aber|weil|ma|perché)\s")
_HAN_RUNS = lazy(r"[\u3400-\u9fff]{2,}")
_HAN_IDLE = lazy(
    r"我们?|你们?|现在|以后|今后|从|起|开始|改|换|调|成|到|至|了|的|上|下|班|早|中|晚|夜|每天|天|周[一二三四五六日]|下?个?周|月|店里?|开门|"
    r"关门|营业|打烊|时间|在|是|点|半|新|都"
)


@dataclass(frozen=True, slots=True)
class _Hours:
    """The hours of a text: when it begins and when it ends, each with where it stands; one of them in words may lack.

    `clauses` are the parts of a sentence that tell them, without the hours.
    """

    first: re.Match[str] | None
    last: re.Match[str] | None
    clauses: tuple[str, ...] = ()

    def spans(self) -> list[tuple[tuple[int, int], str]]:
        """Where the beginning and the end stand, with how they are written."""
        found = []
        for match, group in ((self.first, "first"), (self.last, "last")):
            if match is not None:
                name = group if group in match.re.groupindex else "clock" if match["clock"] else "han"
                found.append((match.span(name), match[name]))
        return found


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The one note whose hours the words give anew, with these in their place."""
    if marks.PASSING.search(said.text):
        return
    for at, sentence in enumerate(said.sentences):
        around = " ".join(said.sentences[max(0, at - 1) : at + 1])
        told = _told(sentence) if _is_settled(sentence, around) else None
        if told is None:
            continue
        best = _best(told, sentence, around, said, rules, drafts)
        if best is not None:
            memory, anew = best
            kind = rules[memory.kind].kind
            body: BodyFields = {**memory.body, kind.text_field: anew}
            if "details" in kind.body.model_fields:
                body["details"] = with_line(body, f"{QUOTED}{said.told(sentence)}")
            drafts.knows(memory)
            yield said.revises(memory, body, sentence, _REASON)


def _is_settled(sentence: str, around: str) -> bool:
    """Whether a sentence tells what is so from now on, and no wish, no one day, nothing of before."""
    sentence = _SPAN.sub(" ", _SINCE.sub(" ", sentence))
    return bool(_ANEW.search(around)) and not (
        _ONCE.search(sentence)
        or _BEFORE.search(sentence)
        or _OPEN.search(sentence)
        or sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_temporary(sentence)
        or marks.HOPED.search(sentence)
    )


def _told(sentence: str) -> _Hours | None:
    """The hours that a sentence gives: a beginning and an end, or one of them; None for none, or several."""
    spans = list(_SPAN.finditer(sentence))
    if len(spans) == 1:
        return _Hours(spans[0], spans[0], (_clause(sentence, spans[0].start(), spans[0].end()),))
    firsts, lasts = list(_FIRST.finditer(sentence)), list(_LAST.finditer(sentence))
    if spans or len(firsts) > 1 or len(lasts) > 1 or not (firsts or lasts):
        return None
    clauses = tuple(
        _clause(sentence, *match.span("clock" if match["clock"] else "han")) for match in (*firsts, *lasts)
    )
    return _Hours(next(iter(firsts), None), next(iter(lasts), None), clauses)


def _clause(sentence: str, start: int, end: int) -> str:
    """The clause around what stands at a place, without that."""
    before, behind = _BOUND.split(sentence[:start])[-1], _BOUND.split(sentence[end:])[0]
    return f"{before} {behind}"


def _held(text: str) -> _Hours | None:
    """The one beginning and the one end that a note has; None for any other."""
    spans = list(_SPAN.finditer(text))
    if len(spans) == 1:
        return _Hours(spans[0], spans[0])
    firsts, lasts = list(_FIRST.finditer(text)), list(_LAST.finditer(text))
    return _Hours(firsts[0], lasts[0]) if not spans and len(firsts) == len(lasts) == 1 else None


def _best(
    told: _Hours, sentence: str, around: str, said: Said, rules: Mapping[str, Rules], drafts: Drafts
) -> tuple[Memory, str] | None:
    """The note that the hours are of, with its text as these change it; None for none, or two that fit as well."""
    found: list[tuple[int, Memory, str]] = []
    for memory in meant.known(Said((f"{around} {_SOUGHT}",), said.utterance, said.zone), rules, drafts):
        rule = rules[memory.kind]
        text = str(memory.body.get(rule.kind.text_field, ""))
        fits = 0 if rule.kind.growth is Growth.APPEND else _fits(text, memory, told, sentence, around, said)
        if fits and (anew := _changed(text, told)) != text:
            found.append((fits, memory, anew))
    found.sort(key=lambda one: one[0], reverse=True)
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1:]


# Words of the notes that hours may be of, beside those that are said.
_SOUGHT = "hours open opening closed geöffnet öffnungszeiten aperto orari 营业时间 开门"


def _fits(text: str, memory: Memory, told: _Hours, sentence: str, around: str, said: Said) -> int:
    """How well the hours fit a note: by words of it, and by being of work or of opening where it is."""
    if _held(text) is None or own.keeps_as_it_is(said, memory.text, memory.title):
        return 0
    clause = " ".join(told.clauses)
    plain = _without_days(clause, said)
    if listed.days_of(plain) - listed.days_of(memory.text):
        return 0
    work = own.is_of_the_user(memory.text) and bool(_is_of_work(memory.text))
    work = work and (
        own.is_in_first_person(around) or bool(_WORK.search(around)) or bool(_MINE.search(around))
    )
    opening = bool(_OPENING.search(memory.text)) and bool(_OPENING.search(clause) or _WE.search(clause))
    beside = _OF_ANY | (_OF_WORK if work else frozenset()) | (_OF_OPENING if opening else frozenset())
    held = stems.held(memory.text)
    words = {one for one in stems.content(_SHORTENED.sub("", signs.HAN.sub(" ", plain))) if not one.isdigit()}
    others = {one for one in words - beside - held if len(one) > 1}
    han = "".join(_HAN_RUNS.findall(_HAN_IDLE.sub(" ", plain)))
    if others or (han and not signs.pairs(han) & signs.pairs(memory.text)):
        return 0
    shared = len((words & held) - _OF_ANY - meant.WEAK)
    return shared * 2 + work + opening if shared or work or opening else 0


def _is_of_work(text: str) -> bool:
    return bool(_WORK.search(text)) or any(one.name == "job" for one in matters.of(text))


_MINE = lazy(r"\b(?:faccio|lavoro|attacco|stacco|mi hanno|neue schicht)\b", re.IGNORECASE)
_WE = lazy(r"\b(?:we|our|wir|unser\w*|apriamo|chiudiamo|siamo|nostr\w)\b|我们|店", re.IGNORECASE)


def _without_days(clause: str, said: Said) -> str:
    """A clause without the day that something begins on."""
    for span in reversed(times.find(clause, said.utterance.time, said.zone)):
        clause = f"{clause[: span.first]} {clause[span.last :]}"
    return clause


def _changed(text: str, told: _Hours) -> str:
    """A text with its hours as they are told, each written as the one before it was."""
    held = _held(text)
    if held is None:
        return text
    places = held.spans()
    first, last = _values(told, _minutes(places[0][1]), _minutes(places[1][1]))
    for (start, end), new in sorted(
        (
            (place, value)
            for (place, _), value in zip(places, (first, last), strict=True)
            if value is not None
        ),
        reverse=True,
    ):
        old = text[start:end]
        if _minutes(old) != new:
            text = f"{text[:start]}{_written(new, old)}{text[end:]}"
    return text


def _values(told: _Hours, first: int, last: int) -> tuple[int | None, int | None]:
    """When it begins and ends from now on, in minutes of the day: of bare hours, the half that a day's work lies in."""
    spans = dict(zip((one for one in ("first", "last") if getattr(told, one)), told.spans(), strict=True))
    begins = _minutes(spans["first"][1]) if "first" in spans else None
    ends = _minutes(spans["last"][1]) if "last" in spans else None
    start = first if begins is None else begins
    if ends is not None and ends <= start < _NOON * 60 and ends <= _NOON * 60 and _is_bare(spans["last"][1]):
        ends += _NOON * 60
    return begins, ends


def _is_bare(written: str) -> bool:
    return not re.search(r"[ap]\.?m|^0\d|[早上下晚]", written, re.IGNORECASE)


_PARTS = lazy(
    r"(?P<part>早上|上午|中午|下午|晚上|傍晚|凌晨)?(?:(?P<hour>\d{1,2})|(?P<han>十[一二]?|[一二两三四五六七八九])(?=[点點]))"
    r"(?:[:.：h点點](?P<minute>[0-5]\d|半)?)?(?:\s?(?:uhr|h|o['’]clock))?(?:\s?(?P<half>[ap])\.?m)?",
    re.IGNORECASE,
)


def _minutes(written: str) -> int:
    """A time of day in minutes."""
    folded = written.casefold().strip()
    if folded in ("noon", "midnight"):
        return _NOON * 60 if folded == "noon" else 24 * 60
    half = folded.startswith("half past ")
    word = folded.removeprefix("half past ")
    for names in (_WORDS, _STUNDEN):
        if word in names:
            return (names.index(word) + 1) * 60 + (30 if half else 0)
    parts = _PARTS.match(folded)
    if parts is None:
        return 0
    hour = int(parts["hour"]) if parts["hour"] else _han_hour(parts["han"])
    minute = 30 if parts["minute"] == "半" else int(parts["minute"] or 0)
    if parts["half"]:
        hour = hour % _NOON + (_NOON if parts["half"] == "p" else 0)
    elif parts["part"] in ("下午", "晚上", "傍晚") and hour < _NOON:
        hour += _NOON
    return hour * 60 + minute


def _han_hour(told: str) -> int:
    if told.startswith("十"):
        return 10 + (_HAN_WORDS.index(told[1]) if len(told) > 1 else 0)
    return _HAN_WORDS.index(told.replace("两", "二"))


def _written(minutes: int, old: str) -> str:
    """A time of day as the one that it takes the place of is written: with minutes, or a word, where that has them."""
    hour, minute = minutes // 60, minutes % 60
    bare = re.fullmatch(r"\d{1,2}(?P<word>\s?(?:uhr|h|点))?", old, re.IGNORECASE)
    if bare and not minute:
        return f"{hour}{bare['word'] or ''}"
    padded = f"{hour:02d}" if old.startswith("0") else str(hour)
    word = " Uhr" if old.casefold().endswith("uhr") else ""
    return f"{padded}:{minute:02d}{word}"
