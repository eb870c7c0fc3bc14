"""What the user's words change of something known: a time, a day, a number, a place; the rest of it stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import claims, sentences, stems, times
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice
from agents.kinds import Rules
from agents.times import Grain
from storage import ids
from storage.kind import Growth, Recall, with_texts
from storage.model import Author, BodyFields, Change, Memory, MemoryId, Revise, Turn

# Weight of what a sentence shares with a memory from which it may be about it: a name, or two words of its title.
ABOUT = 2.0
# How much better the best must fit than the next, or nothing is changed.
LEAD = 0.5
NEAREST = 6

_NOW = re.compile(
    r"\b(?:now|from (?:today|now|tomorrow|next|the|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"\w+ on)|as of|starting|instead|rather than|not \w+ (?:any ?more|but)|changed?|changes|moved?|moves|shifted|"
    r"postponed|pushed|brought forward|rescheduled|new|again|actually|wrong|correction|sorry|after all|no longer|"
    r"any ?more|went up|goes up|raised|increased|dropped|costs|up to|down to|"
    r"jetzt|ab (?:heute|morgen|sofort|jetzt|montag|nächste\w*|dem)|statt|verschoben|verlegt|geändert|doch|neue?[rsmn]?|"
    r"nicht mehr|kostet|ora|adesso|da (?:oggi|domani|lunedì)|invece|spostat\w|cambiat\w|nuov\w|non più)\b"
    r"|改[到成为在]|换[到成]|现在|从今天|从下|不是|新的|推迟|提前",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"\b(?:just (?:this|today|for)|only (?:this|today|for)|this (?:week|time|once) only|for once|exceptionally|"
    r"(?:nur|ausnahmsweise) (?:diese\w?|heute)|ausnahmsweise|solo (?:questa|oggi)|eccezionalmente)\b|只有?这|就这一次",
    re.IGNORECASE,
)
# "695 not 640", "half past eleven rather than ten", "from Ash to Rowan".
_VALUE = r"[\w:.,/+-]+(?: [\w:.,/+-]+){0,2}?"
_SWAPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<new>{_VALUE}),? (?:and )?(?:not|rather than|instead of|statt|anstatt|anstelle von|"
        rf"invece (?:di|del|delle)|"
        rf"e non|no longer) (?:the |der |die |das |dem |il |la |at )?(?P<old>{_VALUE})(?=[\s.,;!)]|$)",
        rf"\bfrom (?P<old>{_VALUE}) to (?P<new>{_VALUE})(?=[\s.,;!)]|$)",
        rf"\bvon (?P<old>{_VALUE}) auf (?P<new>{_VALUE})(?=[\s.,;!)]|$)",
        rf"\bda (?P<old>{_VALUE}) a (?P<new>{_VALUE})(?=[\s.,;!)]|$)",
        rf"\bnot (?:the |at )?(?P<old>{_VALUE}),? but (?:the |at )?(?P<new>{_VALUE})(?=[\s.,;!)]|$)",
        r"不是(?P<old>[^，。,]{1,12})[，,]?(?:而)?是(?P<new>[^，。,]{1,12})",
        r"从(?P<old>[^，。,]{1,12})改(?:到|成|为)(?P<new>[^，。,]{1,12})",
    )
)
_CLOCK = re.compile(
    r"(?<![\d.:,])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:\s?(?P<half>[ap])\.?m\.?)?(?![\d.:])"
    r"|(?<![\d.:,])(?P<bare>1[0-2]|[1-9])\s?(?P<of>[ap])\.?m\b\.?"
    r"|(?P<chinese>[01]?\d|2[0-3])[点點](?P<past>半|[0-5]?\d分?)?",
    re.IGNORECASE,
)
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_SAID_CLOCK = re.compile(
    rf"\b(?:(?P<part>half past|quarter past|quarter to) (?P<word>{'|'.join(_HOURS)})|(?P<noon>noon)|"
    r"(?P<midnight>midnight))\b",
    re.IGNORECASE,
)
# "studio 5", "room B2", "Gleis 7": a word and what tells one of its kind from another.
_NUMBERED = re.compile(
    r"(?<![\w])(?P<noun>[^\W\d_]{3,}) (?P<number>\d{1,4}[A-Za-z]?|[A-Z]\d{0,3})(?![\w:.,/%€$]*\d)(?!\w)"
)
_AMOUNT = re.compile(
    r"(?<![\w.,:/-])(?P<amount>\d{1,3}(?:[., ]\d{3})+|\d+(?:[.,]\d{1,2})?)\s?"
    r"(?P<unit>€|\$|£|euros?|eur|dollars?|pounds?|francs?|chf|kr|yuan|元|块|%|percent|prozent|mg|ml|km|kg|minutes?|minuten|minuti|"
    r"hours?|stunden|ore|people|personen|persone|pages?|seiten)(?!\w)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.])\+?\d[\d ()/.-]{6,18}\d(?!\w)")
_WEAK = frozenset(
    stems.stem(word)
    for word in """user mother father appointment meeting call class lesson visit new time date day week month year
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december room place every number phone at""".split()
)


# "from today", "since Monday": when a change begins is no part of it.
_SINCE = re.compile(
    r"\b(?:from|since|as of|starting|ab|seit|dal?|a partire da)\s+$|(?:从|自)\s*$", re.IGNORECASE
)
_RENAMED = re.compile(
    r"\b(?:(?:is|are) (?:now |from \w+ )?called|renamed (?:to|as)?|new name is|heißt (?:jetzt |ab \w+ )?|umbenannt in|"
    r"si chiama (?:ora |adesso )?)\s*[\"“'‘]?(?P<name>[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?)"
    r"|(?:改名|更名)(?:为|叫|成)(?P<chinese>[^，。,\s]{1,12})",
)
_DIED = re.compile(
    r"\b(?:died|passed away|put (?:\w+ )?(?:down|to sleep)|had to let \w+ go|euthani[sz]ed|gestorben|verstorben|"
    r"eingeschläfert|(?:è|e['’]) mort[oa]|se n['’]è andat[oa])\b|去世|死了|过世",
    re.IGNORECASE,
)
_HOUR_WORDS = re.compile(
    r"\b(?:half|quarter|noon|midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
# Share of a fact's words that a sentence must name to end it.
WHOLE = 0.5
_ENDS = re.compile(
    r"\b(?:not|no longer|never)\b[^.!?]*\b(?:any ?more|any longer|now)\b|\bno longer\b|n['’]t [^.!?]*\bany ?more\b|"
    r"\b(?:stopped|quit|gave up|given up)\b|\bnicht mehr\b|\bkein\w* \w+ mehr\b|\bnon\b[^.!?]*\bpiù\b"
    r"|不再|已经不",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"\b(?:broke (?:it off|up)|broken up|split(?:ting)? up|separated|divorced|called (?:it|the wedding|the engagement) "
    r"off|getrennt|geschieden|ci siamo lasciat\w|divorziat\w)\b|分手|离婚",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:engaged|married|dating|together with|girlfriend|boyfriend|fiancée?|wife|husband|partner|verlobt|verheiratet|"
    r"sposat\w|fidanzat\w)\b|订婚|结婚|女朋友|男朋友",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A piece of what the user says, with the days it names."""

    text: str
    utterance: Utterance
    zone: ZoneInfo

    @property
    def day(self) -> datetime | None:
        """The last single day that it names, of those ahead if any are, and not the one a change begins on."""
        spans = [
            span for span, _ in times.resolve(self.text, self.utterance.time, self.zone) if _is_day(span)
        ]
        days = [span.start.astimezone(self.zone) for span in spans if not self._begins(span)]
        today = self.utterance.time.astimezone(self.zone).date()
        ahead = [day for day in days if day.date() >= today]
        return next(reversed(ahead or days), None)

    def _begins(self, span: times.Span) -> bool:
        at = self.text.find(span.text)
        return bool(_SINCE.search(self.text[:at])) if at >= 0 else False


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What the user's own words change of memories."""
    for utterance in material.said_by(Voice.USER):
        if isinstance(utterance.observation, Turn) and utterance.observation.frame is not None:
            continue  # What a screen shows as the user's words may be anyone's.
        text = sentences.unquoted(sentences.real(sentences.spoken(utterance.text)[0]))
        said = _Said(" ".join(_told(text)), utterance, material.zone)
        if said.text and not _PASSING.search(said.text) and not claims.is_ironic(text):
            yield from _of(said, rules, drafts)


def _of(said: _Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The change of what the words are about, and what they end of all that is known of the user."""
    anew = _NOW.search(said.text) or any(pattern.search(said.text) for pattern in _SWAPS)
    memory = _meant(said, rules, drafts) if anew else None
    change = _patched(memory, said, rules[memory.kind]) if memory is not None else None
    if memory is not None and change is not None:
        drafts.knows(memory)
        yield change
    for known in list(_known(said, rules, drafts)):
        ended = _ended(known, said, rules[known.kind])
        if ended is not None:
            drafts.knows(known)
            yield ended


def _told(text: str) -> Iterator[str]:
    """The sentences of a text that state something; of a request, what stands behind its first comma."""
    for sentence in sentences.split(text):
        if _is_told(sentence):
            yield sentence
        elif "," in sentence and not sentence.rstrip().endswith(("?", "？")):
            behind = sentence.split(",", 1)[1].strip()
            if _is_told(behind):
                yield behind


def _is_told(sentence: str) -> bool:
    asked = sentence.rstrip().endswith(("?", "？")) or sentences.is_question(sentence)
    return not asked and not sentences.is_unreal(sentence)


def _is_day(span: times.Span) -> bool:
    return span.grain in (Grain.DAY, Grain.HOUR, Grain.MINUTE)


def _meant(said: _Said, rules: Mapping[str, Rules], drafts: Drafts) -> Memory | None:
    """The one memory that the words are about; None where there is none, or two that fit as well."""
    names = {stems.stem(word) for name in claims.names_in(said.text) for word in name.split()}
    wanted = set(stems.content(said.text))
    scored = sorted(
        ((_fit(memory, said.text, wanted, names), memory) for memory in _known(said, rules, drafts)),
        key=lambda pair: pair[0],
        reverse=True,
    )
    if not scored or scored[0][0] < ABOUT or (len(scored) > 1 and scored[0][0] - scored[1][0] < LEAD):
        return None
    return scored[0][1]


def _known(said: _Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Memory]:
    for rule in rules.values():
        if rule.kind.recall is Recall.CAPTION_ONLY or rule.kind.growth is Growth.FILL_IN:
            continue
        near = (
            drafts.current(rule.kind.name)
            if rule.kind.recall is Recall.ALWAYS
            else [memory for memory, _ in drafts.near(rule.kind.name, said.text, NEAREST)]
        )
        yield from (memory for memory in near if _may_change(memory, said, rule))


def _may_change(memory: Memory, said: _Said, rule: Rules) -> bool:
    """What happened stays as it was; what holds, recurs or is planned may change."""
    mine = any(source.observation == said.utterance.observation.id for source in memory.sources)
    if mine or memory.valid_from >= said.utterance.time:
        return False
    return rule.kind.growth is not Growth.APPEND or bool(
        rule.is_open and rule.is_open(memory.body, said.utterance.time)
    )


def _fit(memory: Memory, said: str, wanted: set[str], names: set[str]) -> float:
    title = set(stems.content(memory.title)) - _WEAK
    held = {stem for stem in stems.content(memory.text) if not stem.isdigit()} - _WEAK
    shared = wanted & (held | title)
    about = (
        2.0 * len(shared & names) + 1.5 * len((shared & title) - names) + 1.0 * len(shared - title - names)
    )
    return about + (ABOUT if next(_swapped(memory.text, said), None) else 0.0)


def _patched(memory: Memory, said: _Said, rule: Rules) -> Revise | None:
    """The memory with what the words change; None where they change nothing of it."""
    kind = rule.kind
    renamed = _renamed(memory, said)
    if renamed is not None:
        body: BodyFields = with_texts(dict(memory.body), lambda text: text.replace(*renamed))
        body["details"] = (
            f"{renamed[0]} before" if "details" in kind.body.model_fields else body.get("details", "")
        )
    else:
        body = with_texts(dict(memory.body), lambda text: _changed(text, said))
    day = said.day
    occurs = next((name for name, info in kind.body.model_fields.items() if info.annotation is datetime), "")
    if occurs and day is not None and renamed is None and memory.body.get(occurs):
        body[occurs] = _moved(str(memory.body[occurs]), day, said.zone)
    if body == dict(memory.body):
        return None
    if "details" in kind.body.model_fields:
        said_so = times.absolute(said.text, said.utterance.time, said.zone)
        body["details"] = "\n".join(filter(None, (str(body.get("details", "")), f"Said: {said_so}")))
    sources = (said.utterance.source(said.text),)
    return Revise(
        memory.id, body, sources, said.utterance.time, "the user says that it changed", None, 0.8, memory.importance,
        id=MemoryId(ids.new(said.utterance.time)), author=Author.AGENT,
    )  # fmt: skip


def _ended(memory: Memory, said: _Said, rule: Rules) -> Revise | None:
    """A lasting fact that the words end: what is said now takes its place; None where they end nothing of it."""
    told_of = sentences.split(said.text)
    if rule.kind.growth is Growth.BLOCKS and not claims.denies(memory.text):
        sentence, before = next((one for one in told_of if _ends(memory.text, one)), ""), ""
    else:
        sentence = next((one for one in told_of if _DIED.search(one) and _names(memory, one)), "")
        before = f"{memory.body.get(rule.kind.text_field, '')}. "
    if not sentence or rule.kind.growth is Growth.APPEND:
        return None
    told = claims.third_person(times.absolute(sentence, said.utterance.time, said.zone), claims.USER)
    return Revise(
        memory.id, {**memory.body, rule.kind.text_field: before + told}, (said.utterance.source(sentence),),
        said.utterance.time, "the user says that it is no longer so", None, 0.8, memory.importance,
        id=MemoryId(ids.new(said.utterance.time)),
    )  # fmt: skip


def _names(memory: Memory, sentence: str) -> bool:
    """Whether a sentence names what a memory is about."""
    return bool(memory.title) and memory.title.split()[0] in sentence and not _DIED.search(memory.text)


def _ends(known: str, sentence: str) -> bool:
    """True for "I'm not vegetarian anymore" of a vegetarian, and for "we broke up" of those who are engaged."""
    held = set(stems.content(known)) - _WEAK
    if _PARTED.search(sentence) and _TOGETHER.search(known):
        return bool(held & set(stems.content(sentence)))
    end = _ENDS.search(sentence)
    if end is None:
        return False
    # What ends stands in the denial itself, or right behind the word: "quit smoking".
    behind = re.split(r"[,;:]", sentence[end.end() :], maxsplit=1)[0]
    shared = held & set(stems.content(f"{end[0]} {behind}"))
    return bool(shared) and len(shared) >= WHOLE * len(held)


def _moved(old: str, day: datetime, zone: ZoneInfo) -> str:
    before = datetime.fromisoformat(old)
    before = before.astimezone(zone) if before.tzinfo else before.replace(tzinfo=zone)
    return before.replace(year=day.year, month=day.month, day=day.day).isoformat()


def _changed(text: str, said: _Said) -> str:
    """A text of a memory with the values that the words give anew."""
    for swap in _swapped(text, said.text):
        text = swap
    for change in (_clock, _day, _numbered, _amount, _phone):
        text = change(text, said)
    return text


def _renamed(memory: Memory, said: _Said) -> tuple[str, str] | None:
    """The old and the new name of what a memory is about, where the words give it a new one."""
    match = _RENAMED.search(said.text)
    new = (match["name"] or match["chinese"]) if match else ""
    old = memory.title
    return (old, new) if new and old and old != new and len(old.split()) <= 3 and old in said.text else None


def _swapped(text: str, said: str) -> Iterator[str]:
    """The text with each value that is named as no longer holding exchanged for the one that does."""
    for pattern in _SWAPS:
        for match in pattern.finditer(said):
            old, new = match["old"].strip(" .,"), match["new"].strip(" .,")
            if any(map(str.isdigit, old)) and not any(map(str.isdigit, new)):
                new = next(reversed(_ANY_NUMBER.findall(said[: match.start("old")])), new)
            held = re.compile(rf"(?<![\w.,]){re.escape(old)}(?![\w])", re.IGNORECASE)
            if _are_alike(old, new) and held.search(text):
                text = held.sub(_last_words(new, old).replace("\\", ""), text, count=1)
                yield text


_ANY_NUMBER = re.compile(r"(?<![\w.,:])\d+(?:[.,:]\d+)*(?![\w])")


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


def _clock(text: str, said: _Said) -> str:
    before, after = _clocks(text), _clocks(said.text)
    if len(before) == 1 and len({value for value, _ in after}) == 1 and before[0][0] != after[0][0]:
        return text.replace(before[0][1], after[0][0], 1)
    if len(before) == 1 and len(after) == 2 and before[0][0] == after[1][0]:
        return text.replace(before[0][1], after[0][0], 1)
    return text


def _clocks(text: str) -> list[tuple[str, str]]:
    """The times of day of a text as HH:MM, each with how it is written."""
    found = [(match.start(), _clock_of(match), match[0]) for match in _CLOCK.finditer(text)]
    found += [(match.start(), _said_clock(match), match[0]) for match in _SAID_CLOCK.finditer(text)]
    return [(value, written) for _, value, written in sorted(found)]


def _clock_of(match: re.Match[str]) -> str:
    hour = int(match["hour"] or match["bare"] or match["chinese"])
    past = (match["past"] or "").rstrip("分")
    minute = int(match["minute"] or (30 if past == "半" else past or 0))
    half = (match["half"] or match["of"] or "").casefold()
    return f"{hour % 12 + (12 if half == 'p' else 0) if half else hour}:{minute:02d}"


def _said_clock(match: re.Match[str]) -> str:
    if match["noon"] or match["midnight"]:
        return "12:00" if match["noon"] else "0:00"
    hour, part = _HOURS.index(match["word"].casefold()) + 1, match["part"].casefold()
    return {"half past": f"{hour}:30", "quarter past": f"{hour}:15", "quarter to": f"{hour - 1 or 12}:45"}[
        part
    ]


def _day(text: str, said: _Said) -> str:
    """A text with its one day moved to the one that is named."""
    day = said.day
    held = [span for span in times.find(text, said.utterance.time, said.zone) if _is_day(span)]
    if day is None or not held or len({span.start for span in held}) != 1:
        return text
    span = held[0]
    if span.start.astimezone(said.zone).date() == day.date():
        return text
    moved = replace(span, start=day, end=day, grain=Grain.DAY)
    words = times.say(replace(moved, end=day.replace(hour=23, minute=59)), said.zone).split(",")[0]
    kept = _CLOCK.search(text[span.first : span.last])
    clock = f" at {kept[0]}" if kept else ""
    return f"{text[: span.first]}{day:%A} {words}{clock}{text[span.last :]}"


def _numbered(text: str, said: _Said) -> str:
    told = {match["noun"].casefold(): match["number"] for match in _NUMBERED.finditer(said.text)}

    def anew(match: re.Match[str]) -> str:
        number = told.get(match["noun"].casefold())
        return f"{match['noun']} {number}" if number and match["noun"].casefold() not in _MONTHS else match[0]

    return _NUMBERED.sub(anew, text)


def _amount(text: str, said: _Said) -> str:
    before, after = list(_AMOUNT.finditer(text)), list(_AMOUNT.finditer(said.text))
    same = [match for match in after if before and _unit(match) == _unit(before[0])]
    if len(before) == 1 and len(same) == 1 and same[0]["amount"] != before[0]["amount"]:
        at = before[0]
        return f"{text[: at.start('amount')]}{same[0]['amount']}{text[at.end('amount') :]}"
    return text


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"].casefold().rstrip("s")
    return "euro" if unit in ("€", "eur") else unit


def _phone(text: str, said: _Said) -> str:
    before, after = _PHONE.findall(text), _PHONE.findall(said.text)
    if len(before) == 1 and len(after) == 1 and sum(sign.isdigit() for sign in after[0]) >= 7:
        return text.replace(before[0], after[0])
    return text


_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec januar februar märz mai juni juli oktober dezember gennaio febbraio marzo aprile maggio "
    "giugno luglio agosto settembre ottobre novembre dicembre".split()
)
