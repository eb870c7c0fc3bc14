"""What a mail, a chat or a dated document says of something known: that it changes (docs/decisions/0033)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from agents import appointments, claims, forwards, glosses, screens, sentences, stems, times
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice
from agents.kinds import Rules
from agents.patches import (
    called_off,
    histories,
    listed,
    marks,
    own,
    parts,
    reached,
    rooms,
    takers,
    unmoved,
    values,
    venues,
)
from agents.patches.meant import ABOUT, LEAD, WEAK, fit, known
from agents.patches.said import DAYS, READ, Said, beside_quotes, with_line
from agents.patterns import lazy
from storage.kind import Growth, MemoryKind, Recall, with_texts
from storage.model import Author, BodyFields, Decision, Frame, Memory, ObservationType, Revise, Turn

_REASON, _OFF_REASON = "a message says that it changed", "a message says that it is off"
# What says from when on, or that something takes another's place.
_ANNOUNCES = lazy(
    r"\b(?:as of|as from|with effect|effective|valid from|in force|from (?:today|tonight|tomorrow|now on|next|this|"
    r"the \d|\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|starting|instead|"
    r"moved?|moves|moving|changed|changes to|reschedul\w+|postponed|brought forward|pushed (?:back|to)|shift(?:s|ed)|"
    r"slip(?:s|ped)|"
    r"find us at|"
    r"(?:goes?|going|went) (?:up|down)|raised|lowered|increase[sd]?|is now|are now|now (?:on|at|in|costs?|starts?|"
    r"runs?|opens?|closes?)|\d[\w.:]*(?: [\w.]{1,4})? now,|now,? (?:and )?not|last change|one more "
    r"change|extended (?:to|until|till)|extension|"
    r"(?:is|are) off|double[- ]booked|until further notice|new (?:time|date|day|price|rate|hours|"
    r"room)|"
    r"ab (?:heute|sofort|morgen|dem|nächst\w+|kommend\w+|diese\w+|\d|(?:mon|diens|mitt|donners|frei|sams|sonn)\w+|"
    r"jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)\w*|gültig ab|mit wirkung|verschoben|verschieben|verlegt|"
    r"vorgezogen|vertagt|geändert|ändert sich|stattdessen|neue[rsn]? (?:termin|preis|zeit|uhrzeit|tarif|raum)\w*|"
    r"(?:ist|sind|kostet|kosten) (?:jetzt|nun)|jetzt (?:um|ab|bei) \d|künftig|erhöh\w+|gesenkt|"
    r"dal(?:l['’])?\s?\w+|da (?:oggi|domani|luned|marted|mercoled|gioved|venerd|sabat|domenic|questa|gennaio|febbraio|"
    r"marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)\w*|a partire da\w*|in vigore|"
    r"spostat\w|spostiamo|anticip\w+|rinviat\w|posticip\w+|cambia\w*|invece|nuov[oaie] (?:orari|prezz|tariff|data|"
    r"giorn)\w*|aument\w+|passa(?:no)? (?:a|da)\w*|slitta)\b"
    r"|[从自][^，。,\n]{1,14}起|起(?=[，,])|改[为到成在]|调[到整至]|[挪移换]到|推迟到?|提前到?|顺延到?|涨到|降到|以后都?|搬[到至]|迁至",
    re.IGNORECASE,
)
# What asks whether it may be so: it waits for a yes.
_ASKS = lazy(
    r"[?？]|\b(?:could we|can we|shall we|would you|would work|might|maybe|perhaps|proposal|suggest\w*|"
    r"we can (?:do|offer)|könnten wir|können wir|wäre|würde|vielleicht|vorschlag|potremmo|"
    r"possiamo|andrebbe|forse|propo\w+)\b|可以吗|行吗|好吗|要不|能不能|可能",
    re.IGNORECASE,
)
# How somebody says yes to what was asked in a chat.
_YES = lazy(
    r"^(?:(?:oh|ah|ok|okay|na|sì|ja|yes)[,! ]+)*(?:yes|yeah|yep|ok(?:ay)?|sure|fine|perfect|great|go on(?: then)?|"
    r"(?:that )?works|done|deal|agreed|ja|passt|gerne?|geht klar|in ordnung|einverstanden|sì|va bene|perfetto|"
    r"d['’]accordo|certo)\b|^.{0,40}\b(?:is|are|['’]s) (?:fine|ok(?:ay)?|good|perfect|great)\b(?! not)|"
    r"^.{0,30}\b(?:works|suits|passt)(?: (?:for )?(?:me|us|mir|uns))?(?:[.!,]|$)|^(?:好的?|收到|可以|行|没问题)",
    re.IGNORECASE,
)
_VALID = lazy(
    r"(?:valid from|effective(?: from)?|in force (?:from|since)|as of|gültig (?:ab|seit)|stand|in vigore dal(?:l['’])?|"
    r"valid[oaie] dal(?:l['’])?|自|从)[\s:：]*(?P<when>[^\n,，;。]{4,24})",
    re.IGNORECASE,
)
# How somebody is reached, which only the user's own word changes: a number to call (and no date), an extension, a mail
# address.
_NUMBER = lazy(rf"(?<![\w.-])(?!{reached.A_DATE})\+?\d[\d ()/.-]{{7,18}}\d")
_REACHED = lazy(
    r"\b(?:ext(?:ension)?|durchwahl|dw|nebenstelle|interno|int|anschluss)\b\.?:? ?(?:is |ist |è )?(?:now |jetzt |ora )?"
    r"#?\d{2,6}\b|分机号?[:：是为]?\s?\d{2,6}|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}",
    re.IGNORECASE,
)
# Nothing longer is one message's own sentence.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Notice:
    """What a message says of one memory. `why` it waits for the user's word; empty where it does not."""

    memory: Memory
    change: Revise
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """Sentences of a message that go together, what stands around them, when they hold from, who says them.

    `more` are the sentences behind them, of which some may go on about the same; `writer` whose line of a chat it is.
    `history`: they are entries of one. `pair`: they tell what was, and what is.
    """

    sentences: tuple[str, ...]
    around: str
    at: datetime
    by: str
    asked: bool = False
    lists: bool = False
    more: tuple[str, ...] = ()
    writer: str = ""
    history: bool = False
    pair: bool = False


def read(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Notice]:
    """What the messages among what was seen and heard change of memories, each to be applied before the next is asked
    for."""
    for utterance in material.said_by(Voice.SCREEN, Voice.OTHER):
        for told in _told(utterance, material.zone):
            notice = _notice(told, utterance, material.zone, rules, drafts)
            if notice is not None:
                yield notice


def _told(utterance: Utterance, zone: ZoneInfo) -> Iterator[_Told]:
    seen = utterance.observation
    if isinstance(seen, Turn):
        yield from _of_lines([utterance.text], utterance.name, seen.time, utterance.name)
    elif isinstance(seen, Frame) and not screens.is_waiting(seen, utterance.text):
        title = appointments.subject_line(seen.window_title)
        if (
            screens.is_chat(seen.app)
            or screens.is_letter(seen, utterance.text)
            or _GREETS.search(utterance.text)
        ):
            mail = forwards.read(utterance.text, seen.window_title)
            text = mail.today if mail else utterance.text
            by = screens.sender(text) or appointments.header(text, "from", "von")
            at = appointments.sent_at(text, seen.time, zone)
            lines = appointments.body_of(text).splitlines()
            first = _without_stamps(lines)[:1]
            yield from _of_lines(lines, ", ".join(filter(None, (title, by, *first))), at, by)
            if screens.is_letter(seen, utterance.text):
                yield from _of_pairs(replace(utterance, observation=replace(seen, time=at)), title, lines, by)
        else:
            yield from _of_pairs(utterance, title, utterance.text.splitlines())
            if entries := histories.lines_of(utterance.text):
                yield _Told(tuple(entries), title, seen.time, "", history=True)
            if not seen.url:
                yield from _of_document(utterance, title, zone)


# How a letter begins, in whatever program it is read.
_GREETS = lazy(
    r"^(?:dear|hello|good (?:morning|afternoon|evening)|"
    r"liebe[rs]?|sehr geehrte[rs]?|hallo|guten tag|car[aioe]|gentil[ei]|spett\w*|buongiorno|chère?s?|madame|"
    r"estimad[oa]s?|亲爱的|尊敬的|各位)\b[^\n]{0,60}[,，!:：]",
    re.IGNORECASE | re.MULTILINE,
)


def _of_lines(lines: list[str], around: str, at: datetime, by: str) -> Iterator[_Told]:
    """Each sentence that announces something, with the one before it, which it may go on from."""
    whose = list(zip(_without_stamps(lines), _writers(lines), strict=True))
    said = [one for line, _ in whose for one in sentences.split(line) if len(one) < _LONGEST]
    writers = [by for line, by in whose for one in sentences.split(line) if len(one) < _LONGEST]
    for place, sentence in enumerate(said):
        before = said[place - 1 : place] if place else []
        if _is_told(sentence) and (any(map(announces, (*before, sentence))) or _announces(sentence)):
            asked = bool(_ASKS.search(sentence)) and not any(
                _YES.match(_bare(one)) for one in said[place + 1 :]
            )
            yield _Told(
                (*before, sentence),
                around,
                at,
                by,
                asked,
                more=tuple(said[place + 1 :]),
                writer=writers[place] or by,
            )


# Who writes the lines below: "Henrike Olofsen 09:12".
_WRITER = lazy(
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w'’.-]+(?: [A-ZÀ-ÖØ-Þ][\w'’.-]+){0,2})(?:,| [–—-])?\s+(?:(?:today|yesterday) (?:at "
    r")?)?\d{1,2}:\d{2}(?:\s?[ap]m)?",
    re.IGNORECASE,
)


def _writers(lines: list[str]) -> Iterator[str]:
    """For each line of a message, who a line above says that it is by."""
    by = ""
    for line in lines:
        writer = _WRITER.fullmatch(line.strip())
        by = writer["name"] if writer and writer["name"][:1].isupper() else by
        yield by


def announces(sentence: str) -> bool:
    """Whether a sentence says from when on something holds, or that it takes another's place."""
    return bool(_ANNOUNCES.search(sentence))


def _announces(sentence: str) -> bool:
    """Whether a sentence may say without a word of change what is otherwise: a time, who does it, that it is off."""
    return (
        _proposes(sentence)
        or _agrees(sentence)
        or venues.proposes(sentence)
        or takers.gives(takers.by_name(sentence, "User"))
        or called_off.tells(sentence)
    )


def _proposes(sentence: str) -> bool:
    """Whether a sentence asks for a day and an hour: "Monday 13th at 8:45 possible?"."""
    return bool(_ASKS.search(sentence) and values.clocks_of(sentence) and values.names_a_weekday(sentence))


_DAY_NAMED = lazy(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}\.\d{1,2}\.|"
    r"\b(?:mo|di|mi|do|fr|sa)\.? \d|\b(?:lun|mar|mer|gio|ven|sab)[a-zì]*\b|[周号日]",
    re.IGNORECASE,
)


def _agrees(sentence: str) -> bool:
    """Whether a sentence says yes to a day and gives its hour: "ok Fri 13th, but 7:45 as we're full"."""
    return bool(
        _YES.match(_bare(sentence)) and values.clocks_of(sentence) and _DAY_NAMED.search(sentence)
    ) and not _ASKS.search(sentence)


_STAMP = lazy(r"\s+\d{1,2}:\d{2}(?:\s?[ap]m)?(?:\s?[✓✔]+)?$", re.IGNORECASE)
_FEWEST_STAMPS = 2


def _without_stamps(lines: list[str]) -> list[str]:
    """The lines of a chat without the times that stand behind what is said."""
    stamped = sum(bool(_STAMP.search(line)) for line in lines)
    return [_STAMP.sub("", line) for line in lines] if stamped >= _FEWEST_STAMPS else lines


_CLOCK_FIRST = lazy(r"^(?:[\w .’'-]{1,24}\s{1,2})?\d{1,2}[:.]\d{2}\s+")


def _bare(line: str) -> str:
    """What a line of a chat says, without who says it and when."""
    return re.sub(
        r"^(?:you|du|tu|io|ich|me|我)\s*(?:[:：]\s*|\s+)(?=\w)",
        "",
        _CLOCK_FIRST.sub("", line),
        flags=re.IGNORECASE,
    )


# The lines of a form that tell what was, and what is now.
_OLD = lazy(
    r"^(?:old|previous|former|original|alte[rs]?|bisherige[rs]?|vorherige[rs]?|vecchi[ao]|precedente|原|旧)\b.*\d",
    re.IGNORECASE,
)
_NEW = lazy(
    r"^(?:new|updated|revised|current|neue[rs]?|aktuelle[rs]?|nuov[ao]|attuale|aggiornat[ao]|新|现)\b.*\d",
    re.IGNORECASE,
)


# The same in one line: "Due date: 14 Apr 2026 (was 10 Apr 2026)".
_WAS = lazy(
    r"^(?P<new>[^(]*\d[^(]*?)\s*[(（](?:was|previously|before|formerly|bisher|vorher|zuvor|statt|prima|era|原为?)[:：]?\s*"
    r"(?P<old>[^)）]*\d[^)）]*)[)）]",
    re.IGNORECASE,
)


def _of_pairs(utterance: Utterance, title: str, shown: Sequence[str], by: str = "") -> Iterator[_Told]:
    """What a page tells as it was and as it is now, in two lines: "Old due date 17 April", "New due date 30 April"."""
    lines = [line.strip() for line in shown if line.strip()]
    for line in lines:
        if was := _WAS.match(line):
            yield _Told((was["old"], was["new"]), ", ".join((title, *lines[:2])), utterance.time, "")
    for at, (old, new) in enumerate(pairwise(lines)):
        if _OLD.match(old) and _NEW.match(new):
            around = dict.fromkeys((title, *lines[:2], *lines[max(0, at - 1) : at]))
            yield _Told((old, new), ", ".join(around), utterance.time, by, pair=True)


def _of_document(utterance: Utterance, title: str, zone: ZoneInfo) -> Iterator[_Told]:
    """A list that says from when on it holds."""
    valid = _VALID.search(utterance.text)
    span = times.range_of(valid["when"], utterance.time, zone) if valid else None
    if span is not None and span.start <= utterance.time:
        around = f"{title} {utterance.text[:_LONGEST]}"
        yield _Told(tuple(utterance.text.splitlines()), around, span.start, "", lists=True)


def _is_told(sentence: str) -> bool:
    return not (
        marks.PASSING.search(sentence) or sentences.is_unreal(sentence) or own.is_conditional(sentence)
        or claims.is_ironic(sentence)
    )  # fmt: skip


def _notice(
    told: _Told, utterance: Utterance, zone: ZoneInfo, rules: Mapping[str, Rules], drafts: Drafts
) -> Notice | None:
    seen = replace(utterance.observation, time=told.at)
    said = Said(told.sentences, replace(utterance, observation=seen), zone)
    wide = replace(said, sentences=(told.around, *told.sentences))
    found: list[tuple[float, Memory, Revise]] = []
    for memory in known(wide, rules, drafts):
        rule = rules[memory.kind]
        score = _fit(memory, told, wide)
        change = (
            _changed(memory, told, said, rule.kind) if score >= ABOUT and not _knows(memory, said) else None
        )
        if change is not None:
            found.append((score, memory, change))
    found.sort(key=lambda one: one[0], reverse=True)
    if not found or (len(found) > 1 and found[0][0] - found[1][0] < LEAD):
        return None
    _, memory, change = found[0]
    drafts.knows(memory)
    return Notice(memory, change, _why(memory, told, rules[memory.kind].kind))


def _fit(memory: Memory, told: _Told, wide: Said) -> float:
    """How well a message fits a memory: by its words, by who writes it, where the memory names them, and by what it
    says to stay."""
    written = ABOUT if _names_its_writer(memory, told) else 0.0
    return fit(memory, wide.text) + written + (ABOUT if _keeps_of(memory, told) else 0.0)


def _keeps_of(memory: Memory, told: _Told) -> bool:
    """Whether the message says, there or right behind, that what else a memory tells stays as it was."""
    return unmoved.are_of(memory, (*told.sentences, *told.more[:_SOON]))


# Sentences within which a message says what stays.
_SOON = 2


def _names_its_writer(memory: Memory, told: _Told) -> bool:
    named = [name for name in claims.names_in(told.around) if len(name) > 2]
    named += re.findall(r"[\u3400-\u9fff]{2,8}", told.around.split("\n")[0][:40])
    return any(own.says(memory.text, name) for name in named)


def _knows(memory: Memory, said: Said) -> bool:
    """Whether a memory holds these very words already: what is seen again changes nothing again."""
    return _quote(said) in str(memory.body.get("details", ""))


def _quote(said: Said) -> str:
    return " ".join(said.sentences[-1].split())


def _changed(memory: Memory, told: _Told, said: Said, kind: MemoryKind) -> Revise | None:
    if off := called_off.of(memory, said, kind, told.by):
        change = said.revises(memory, off, said.sentences[-1][:_LONGEST], _OFF_REASON)
        voice = Voice.OTHER if isinstance(said.utterance.observation, Turn) else Voice.SCREEN
        return replace(change, decision=Decision("rule", voice, speaker=told.by))
    body = with_texts(
        dict(memory.body), beside_quotes(partial(listed.changed, told="\n".join(told.sentences)))
    )
    if told.history:
        body = with_texts(body, beside_quotes(partial(histories.changed, lines=told.sentences)))
    moved = values.moves(said.sentences[-1]) and _is_of(memory, told.by)
    of_it = _speaks_of(memory, said) or moved or _is_moved_by_its_writer(memory, told, said)
    of_it = of_it or _keeps_of(memory, told) or _is_by_its_own(memory, told)
    other = told.pair and values.names_another_day(memory.text, replace(said, sentences=said.sentences[:1]))
    if body == dict(memory.body) and not (told.lists or told.history or other) and of_it:
        last = replace(said, sentences=said.sentences[-1:])
        if _names_no_other(last) or values.moves_another(memory.text, last):
            return None
        body = with_texts(body, beside_quotes(partial(_valued, said=last)))
        mine = takers.by_name(last.text, told.writer)
        body = with_texts(body, beside_quotes(lambda text: takers.owned(memory, text, mine)))
        if kind.search_text(body) == kind.search_text(memory.body) and values.shares_a_day(memory.text, last):
            return None  # The day that it was on, and no other.
        if kind.growth is Growth.APPEND and (body != dict(memory.body) or venues.proposes(last.text)):
            body = with_texts(body, beside_quotes(partial(venues.changed, told=last.text)))
        body |= parts.timed(memory.body, body, last, kind)
        if body != dict(memory.body):
            body, said = _gone_on(body, told.more, said)
    if body == dict(memory.body):
        return None
    if "details" in kind.body.model_fields:
        quote = f"{READ}{_quote(said)}" if not told.lists else ""
        body["details"] = with_line(body, quote)
    quote = said.text[:_LONGEST]
    change = said.revises(memory, body, quote, _REASON)
    voice = Voice.OTHER if isinstance(said.utterance.observation, Turn) else Voice.SCREEN
    return replace(change, decision=Decision("rule", voice, speaker=told.by))


def _gone_on(body: BodyFields, more: Sequence[str], said: Said) -> tuple[BodyFields, Said]:
    """A body with what the sentences behind exchange in it, too, each naming the value it had; and all that said so."""
    for sentence in filter(_is_told, more):
        one = replace(said, sentences=(sentence,))
        anew = with_texts(body, beside_quotes(partial(_exchanged, said=one)))
        if anew != body:
            body, said = anew, replace(said, sentences=(*said.sentences, sentence))
    return body, said


def _exchanged(text: str, said: Said) -> str:
    return values.told(text, said) if values.is_swapped(text, said.text) else text


# What is told of a day is that it is not then.
_OFF = lazy(
    r"\b(?:(?:is|are) off|off as well|double[- ]booked|can['’]t (?:do|make)|cancell?ed|fällt aus|entfällt|abgesagt|"
    r"salta|annullat\w)\b|取消|停",
    re.IGNORECASE,
)


def _names_no_other(said: Said) -> bool:
    """Whether a sentence only says of a day that nothing is then, and names no other for it."""
    days = {
        span.start.date()
        for span, _ in times.resolve(said.text, said.utterance.time, said.zone)
        if span.grain in DAYS
    }
    return bool(_OFF.search(said.text) or called_off.tells(said.text)) and len(days) < 2


def _valued(text: str, said: Said) -> str:
    if _reaches(text) and _reaches(said.text):
        return reached.called_at(text, said)
    anew = values.told(text, said)
    return rooms.changed(anew, said.text) if announces(said.text) else anew


def _reaches(text: str) -> bool:
    return bool(_NUMBER.search(text))


def _is_reached(text: str) -> bool:
    return bool(_reaches(text) or _REACHED.search(text))


def _speaks_of(memory: Memory, said: Said) -> bool:
    """Whether the sentences speak of the very thing: by a word of it that is no name, or by the value it had."""
    named = {word for name in claims.names_in(memory.text) for word in name.split()}
    # What stands in small letters, too, only began a sentence.
    small = {word.strip(".,;:()").casefold() for word in memory.text.split() if word[:1].islower()}
    names = {stems.stem(word) for word in named if word.casefold() not in small}
    held, told = set(stems.content(memory.text)) - WEAK - names, glosses.terms(said.text)
    shared = held & told
    compound = any(one.endswith(word) for word in told if len(word) > _TELLING for one in held)
    return any(not one.isdigit() for one in shared) or compound or values.shares_a_day(memory.text, said)


# Shorter words of a name may be anybody's.
_TELLING = 4


def _is_of(memory: Memory, writer: str) -> bool:
    """Whether a memory names who writes, by one word of their name: "Bains" of Bains Dental."""
    return any(own.says(memory.text, word) for word in writer.split() if len(word) >= _TELLING)


def _is_by_its_own(memory: Memory, told: _Told) -> bool:
    """Whether who writes is what a memory is called: the choir of its own rehearsals."""
    return " " in memory.title and memory.title.casefold() in told.by.casefold()


# Why somebody asks for another time.
_EXCUSES = lazy(
    r"\b(?:sorry|apolog\w+|can['’]?t|cannot|won['’]t|stuck|late|ill|sick|delayed|kann nicht|krank|verspät\w+|schaff\w* "
    r"(?:es )?nicht|tut mir leid|non (?:posso|riesco)|malat\w|ritardo|scus\w+)\b|抱歉|对不起|不能|来不了|生病",
    re.IGNORECASE,
)


def _is_moved_by_its_writer(memory: Memory, told: _Told, said: Said) -> bool:
    """Whether who is met for something planned asks for another day and hour, and says why, or agrees to one."""
    excused = any(map(_EXCUSES.search, said.sentences))
    planned = bool(values.clocks_of(memory.text))
    last = said.sentences[-1]
    moved = ((excused or not told.asked) and _proposes(last)) or _agrees(last) or venues.proposes(last)
    return moved and planned and _names_its_writer(memory, told)


def _why(memory: Memory, told: _Told, kind: MemoryKind) -> str:
    if kind.recall is Recall.ALWAYS:
        return "a message says it, and only your own words change what is always in mind"
    if not told.lists and _is_reached(memory.text) and _is_reached(told.sentences[-1]):
        return "a message gives another number, and only your own words change how somebody is reached"
    if told.asked:
        return "a message asks whether it may be so"
    of_screens = all(source.type is ObservationType.FRAME for source in memory.sources)
    if memory.author is Author.IMPORT or (of_screens and memory.author is not Author.USER):
        return ""
    if memory.decision.voice in (Voice.SCREEN, Voice.OTHER) and memory.author is not Author.USER:
        return ""
    return "a message says otherwise than what you said or confirmed"
