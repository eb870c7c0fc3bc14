"""A note that is out of date by what a screen showed, where the user's own next words take it as so.

"So no Riga then", after the mail that calls the tour off; "Amsel has gone up, what a surprise", after the bill. A page
alone changes nothing so (`notices` says what waits for the user). How likely a line of it puts a note out of date is
learnt (`agents.news`); that it is the note which the user speaks of is told by the words they share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from agents import appointments, claims, instructions, news, screens, sentences, stems
from agents.drafts import Drafts
from agents.errors import ModelUnavailable
from agents.finding import Material, Utterance, Voice, is_read_off, title_of
from agents.kinds import Rules
from agents.patches import meant, own, parts, reached, values
from agents.patches.notices import announces
from agents.patches.pages import body_lines
from agents.patches.parts import LONGEST
from agents.patches.said import Said
from agents.patches.superseded import LEAST, NEW_NUMBER, Likeness, needed
from agents.patterns import lazy
from agents.ports import Embedder
from storage.kind import Growth, MemoryKind, Recall
from storage.model import BodyFields, Change, Decision, Frame, Memory, ObservationId, Revise

PLAINLY = 2.5
"""What counts, beside what is learnt, that a line says plainly that something is off or otherwise."""
VALUED = 4.0
"""The same where it has another number for what a note has one of."""
NEAR = 0.3
"""Cosine from which a line is about a note that it shares no word with."""
BESIDE = 0.4
"""Cosine from which the line after it is of the same note, too."""
_MOST_LINES = 40
_FEWEST_WORDS = 4
_TWO = 2
# How people take up what they have just read.
_TAKES_UP = lazy(
    r"^(?:so|well|oh|ugh|ouch|ah|damn|great|right|ok(?:ay)?|fine|fair|shame|gutted|bugger|pity|typical|bloody hell|tja|"
    r"na (?:ja|toll|gut)|ach|mist|schade|super|also|allora|uffa|peccato|va bene|bene|ecco|mannaggia|"
    r"唉|哎|好吧|那|原来)\b"
    r"|\b(?:then|again|gone|off|cancelled|called off|moved|changed|shifted|postponed|sold out|new|up|dearer|"
    r"more expensive|cheaper|later|earlier|after all|at least|instead|also|doch|wieder|jetzt|nun|teurer|billiger|"
    r"abgesagt|verschoben|fällt aus|neue\w*|früher|später|immerhin|allora|quindi|dunque|ancora|di nuovo|aument\w+|"
    r"salt\w+|annullat\w|spostat\w|nuov\w|almeno)\b|了|又|那就|涨|取消|改",
    re.IGNORECASE,
)
# What is not believed, or is known to be old.
_DOUBTS = lazy(
    r"\b(?:wrong|rubbish|nonsense|not true|isn['’]t true|spam|scam|phish\w*|fake|hoax|joke|prank|kidding|ignore|"
    r"don['’]t believe|no idea who|never|old|ancient|outdated|out of date|years? ago|back (?:then|in)|memory lane|"
    r"found the|came across|quatsch|unsinn|falsch|stimmt nicht|betrug|witz|alte[nrsm]?|veraltet|damals|gefunden|"
    r"sbagliat\w|falso|truffa|scherz\w|vecchi\w|trovat\w|mai)\b|不对|假的|骗|旧的|以前|玩笑",
    re.IGNORECASE,
)
# That something does not take place, however it is put: that it is this is told by the user's words.
_OFF = lazy(
    r"\b(?:cancel\w*|call(?:ed|ing)? off|(?:is|are) off|not (?:go ahead|take place|be held)|withdrawn|absag\w+|"
    r"abgesagt|fällt\b.{0,30}\baus|entfällt|findet\b.{0,30}\bnicht statt|annull\w+|disd\w+|non si terrà)\b|取消",
    re.IGNORECASE,
)
# A page that speaks of whoever reads for the user, or of what is remembered.
_TO_MACHINES = lazy(
    r"\b(?:AI|KI|IA|assistants?|assistent\w*|chatbots?|bots?|memor(?:y|ies)|remember|reminders? for (?:the )?ai|"
    r"gedächtnis|merk\w* dir|ricorda\w*|memoria|prompt|instructions?|anweisung\w*|istruzioni)\b|助手|记住|记忆|指令",
    re.IGNORECASE,
)
# How somebody is reached or paid: only the user's own words change that.
_REACHED_AT = lazy(
    r"(?:\d[ ()/.-]{0,2}){7}|\S@\S|\b(?:iban|sort code|bic|konto\w*)\b|账号|账户", re.IGNORECASE
)
_REASON = "a page says so, and the user takes it up"


@dataclass(frozen=True, slots=True)
class _Line:
    """What a page tells, with the lines behind it; the page, and how likely it puts `memory` out of date."""

    text: str
    page: Utterance
    memory: Memory
    odds: float


class _Lines:
    """What the pages in view state, line by line, with its vectors: made once for all that is said of them."""

    def __init__(self, embed: Callable[[Sequence[str]], Likeness | None]) -> None:
        self._embed = embed
        self._of: dict[ObservationId, tuple[list[str], Likeness | None]] = {}

    def of(self, page: Utterance) -> tuple[list[str], Likeness | None]:
        """The lines of a page; no vectors where there are no lines, or none to be had."""
        id = page.observation.id
        if id not in self._of:
            told = _told(page)
            self._of[id] = told, self._embed(told) if told else None
        return self._of[id]


class Heeded:
    """Finds what the user takes up of the screens in view; without an embedder nothing."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder

    def changes(self, material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
        """What takes the place of notes, in order."""
        pages = [one for one in material.in_view if _is_page(one)] if self._embedder else []
        lines = _Lines(self._embed)
        for utterance in material.said_by(Voice.USER) if pages else ():
            if is_read_off(utterance.observation) or instructions.looks_like_instruction(utterance.text):
                continue
            seen = [one for one in pages if one.time <= utterance.time]
            for sentence in sentences.split(sentences.own(utterance.text)):
                if not seen or not _takes_up(sentence):
                    continue
                said = Said((sentence,), utterance, material.zone)
                notes = _notes(said, rules, drafts)
                if NEW_NUMBER.search(sentence):
                    yield from _reached_anew(said, seen, notes, rules, drafts)
                elif line := self._best(said, seen, notes, lines):
                    drafts.knows(line.memory)
                    yield _in_its_place(line, said, rules[line.memory.kind].kind)

    def _best(
        self, said: Said, pages: Sequence[Utterance], notes: Sequence[Memory], lines: _Lines
    ) -> _Line | None:
        """The line that most likely puts one of the notes out of date."""
        found = (self._best_of(page, notes, said.zone, lines) for page in pages if notes)
        return max(filter(None, found), key=lambda one: one.odds, default=None)

    def _best_of(
        self, page: Utterance, notes: Sequence[Memory], zone: ZoneInfo, lines: _Lines
    ) -> _Line | None:
        """The line of one page that most likely does."""
        written = appointments.sent_at(page.text, page.time, zone)
        words = stems.held(f"{title_of(page.observation)} {page.text}") - meant.WEAK
        notes = [
            one
            for one in notes
            if one.valid_from <= written and words & stems.held(one.text) and not _has_read(one, page)
        ]
        told, vectors = lines.of(page) if notes else ([], None)
        kept = self._embed([one.text for one in notes]) if vectors is not None else None
        if vectors is None or kept is None:
            return None
        near = vectors @ kept.T
        found = _most_likely(told, notes, near)
        if found is None:
            return None
        odds, at, place = found
        return _Line(_with_next(told, at, near[:, place]), page, notes[place], odds)

    def _embed(self, texts: Sequence[str]) -> Likeness | None:
        try:
            return self._embedder.embed(texts) if self._embedder else None
        except ModelUnavailable:
            return None


def _most_likely(
    told: Sequence[str], notes: Sequence[Memory], near: Likeness
) -> tuple[float, int, int] | None:
    """The line that most likely puts a note out of date, where one does: how likely, and the places of both."""
    weighed = sorted(_weighed(told, notes, near), key=lambda one: one[0], reverse=True)
    # The rest is looked at only as far as it takes: each line of a page stands beside each note.
    return next((one for one in weighed if _is_news(told[one[1]], notes[one[2]], near, *one)), None)


def _weighed(
    told: Sequence[str], notes: Sequence[Memory], near: Likeness
) -> Iterator[tuple[float, int, int]]:
    """How likely each line puts each note out of date, as far as that is enough for any."""
    weights = news.weights()
    for at, text in enumerate(told):
        tells, off, announced = news.tells(text), bool(_OFF.search(text)), announces(text)
        for place, memory in enumerate(notes):
            signs = news.measured(
                text, memory.text, tells, float(near[at, place]), news.lead(near[at], place)
            )
            shared = len(_shared(text, memory))
            odds = weights.of_note(signs) + _plainly(text, memory, shared, off=off, announced=announced)
            if odds >= LEAST:
                yield odds, at, place


def _is_news(line: str, memory: Memory, near: Likeness, odds: float, at: int, place: int) -> bool:
    """Whether a line is about a note, tells more than it, and is likely enough to put it out of date."""
    if _OFF.search(line):
        return True
    of_it = bool(_shared(line, memory)) or float(near[at, place]) >= NEAR
    return of_it and _tells_more(line, memory) and odds >= needed(line, memory.text)


def _shared(line: str, memory: Memory) -> frozenset[str]:
    return (stems.held(line) & stems.held(memory.text)) - meant.WEAK


def _reached_anew(
    said: Said,
    pages: Sequence[Utterance],
    notes: Sequence[Memory],
    rules: Mapping[str, Rules],
    drafts: Drafts,
) -> Iterator[Change]:
    """The note of whom the user says to have another number, with the one that the last page with their name shows."""
    if len(notes) != 1:
        return
    memory, field = notes[0], rules[notes[0].kind].kind.text_field
    text, title = str(memory.body.get(field, "")), stems.held(memory.title) - meant.WEAK
    of_them = [one for one in pages if title & stems.held(one.text) and not _has_read(memory, one)]
    if not of_them or not title <= stems.held(of_them[-1].text):
        return
    page = of_them[-1]
    lines = [one for one in page.text.splitlines() if one.strip()]
    anew = reached.called_at(text, Said((" ".join(lines),), page, said.zone))
    if anew != text:
        drafts.knows(memory)
        change = said.revises(memory, {**memory.body, field: anew}, said.text, _REASON)
        told = (one for one in lines if reached.called_at(text, Said((one,), page, said.zone)) == anew)
        sources = (*change.sources, page.source(next(told, "")))
        yield replace(change, sources=sources, decision=Decision("rule", Voice.USER))


def _has_read(memory: Memory, page: Utterance) -> bool:
    """Whether a page has changed a note already, by itself."""
    return any(source.observation == page.observation.id for source in memory.sources)


def _is_page(utterance: Utterance) -> bool:
    """Whether a screen may tell the user something that they take up: it gives no orders and is not half loaded."""
    seen = utterance.observation
    return (
        isinstance(seen, Frame)
        and bool(utterance.text)
        and not _TO_MACHINES.search(f"{seen.window_title}\n{utterance.text}")
        and not screens.is_waiting(seen, utterance.text)
    )


def _takes_up(sentence: str) -> bool:
    return bool(_TAKES_UP.search(sentence)) and not (
        sentences.ends_asking(sentence)
        or _DOUBTS.search(sentence)
        or sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_reported(sentence)
    )


def _notes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> list[Memory]:
    """The notes that a sentence names, without what is always in mind, sealed, or done in steps."""
    words = set(stems.content(said.text)) - meant.WEAK
    return [
        one
        for one in meant.known(said, rules, drafts)
        if rules[one.kind].kind.recall is not Recall.ALWAYS
        and drafts.latest(one) == one
        and not one.body.get("steps")
        and words & stems.held(one.text)
    ]


def _told(page: Utterance) -> list[str]:
    """The lines and sentences of a page that state something, without what stands at its head."""
    return [
        one
        for line in body_lines(page)
        for one in sentences.split(line)
        if len(news.words(one)) >= _FEWEST_WORDS
        and len(one) <= LONGEST
        and not (sentences.ends_asking(one) or sentences.is_unreal(one) or own.is_conditional(one))
        and not _REACHED_AT.search(one)
    ][:_MOST_LINES]


def _with_next(told: Sequence[str], at: int, near: Likeness) -> str:
    """A line, and the next one where that goes on about the same note; `near` is how near each is to that."""
    behind = told[at + 1] if at + 1 < len(told) and screens.is_sentence(told[at]) else ""
    goes_on = behind and (near[at + 1] >= BESIDE or announces(behind))
    return f"{told[at]} {behind}"[:LONGEST] if goes_on else told[at]


def _tells_more(line: str, memory: Memory) -> bool:
    """Whether a line has a number, or two words, that a note lacks."""
    numbers = news.numbers(line) - news.numbers(memory.text)
    return bool(numbers) or len(stems.held(line) - stems.held(memory.text)) >= _TWO


def _plainly(line: str, memory: Memory, shared: int, *, off: bool, announced: bool) -> float:
    """What counts that a line calls something off, announces a change, or has another number for words of a note."""
    kept, told = news.numbers(memory.text), news.numbers(line)
    other = bool(kept and told - kept)
    if other and (shared >= _TWO or (shared and announced)):
        return VALUED
    return PLAINLY if announced or off else 0.0


def _in_its_place(line: _Line, said: Said, kind: MemoryKind) -> Revise:
    """What the page tells and what the user says of it, in the place of a note; what the note is called stays."""
    memory = line.memory
    text = str(memory.body.get(kind.text_field, ""))
    shown = replace(said, sentences=(line.text,), utterance=line.page)
    anew = values.exchanged(text, shown)
    body: BodyFields = {
        **memory.body,
        kind.text_field: anew or f"{_headed(line.page, said)}: “{line.text}” {_quoted(said)[:LONGEST]}",
    }
    if kind.growth is Growth.APPEND and "details" in kind.body.model_fields:
        body["details"] = ""
    if _OFF.search(line.text):
        body |= {"event_type": "cancelled"} if "event_type" in kind.body.model_fields else {}
    else:
        body |= parts.timed(memory.body, body, shown, kind)
    change = said.revises(memory, body, said.text, _REASON)
    return replace(
        change,
        sources=(*change.sources, line.page.source(line.text)),
        decision=Decision("rule", Voice.USER),
    )


def _headed(page: Utterance, said: Said) -> str:
    """What a page is called, and of which day it is."""
    title = appointments.subject_line(title_of(page.observation))
    day = appointments.sent_at(page.text, page.time, said.zone).astimezone(said.zone)
    return ", ".join(filter(None, (title, f"{day.day} {day:%B %Y}")))


def _quoted(said: Said) -> str:
    """The user's words as they are kept, called theirs."""
    told = said.told(said.text)
    return told if told.startswith(claims.USER) else f"{claims.USER}: “{told}”"
