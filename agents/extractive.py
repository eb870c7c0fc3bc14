"""An answer without a language model: the line that answers best, as it stands, and the bare value in it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from agents import (
    alone,
    appointments,
    context,
    forwards,
    glosses,
    lines,
    passages,
    placed,
    sentences,
    sought,
    stems,
    subjects,
    support,
    times,
    torn,
    values,
    whose,
)
from agents.candidates import held_in
from agents.context import Evidence, Line
from agents.nearness import Nearness
from agents.patches.said import is_quote
from agents.patterns import lazy
from agents.question import CALENDAR, SHAPELESS, Parsed, Shape
from agents.times import Span
from agents.values import Said
from storage.model import Author, Frame, Memory, MemoryId, ObservationType, Role, Turn

# What each ground adds to a line's score; the cover of the question's words counts 1. Set by hand.
STANDING = 0.6
# What the user wrote, corrected or accepted, against what was only seen or said.
CONFIRMED = 0.3
FITS = 0.65
# What a value counts for on a screen that holds nothing of the question and is called nothing like it.
FOREIGN = 0.5
# A value two lines below its label counts so much of one beside it.
BESIDE = 0.8
MEANS = 1.3
# The same among people, whose questions and answers share more words.
MEANS_AMONG_PEOPLE = 1.0
# What its meaning together with what was said just before counts: "nurse, ICU" answers "what do you do?".
FOLLOWS = 0.45
# What a screen is called says what all its lines are of.
CALLED = 0.8
# How fast what stood further down in the search falls off; of screens more slowly, which are weighed as a whole there.
FALLS, FALLS_ON_SCREENS = 1.0, 3.0
# A number under its label is what was asked for more surely than one in a text.
UNDER_LABEL = 0.2
# A line of a screen without anything of the form asked for.
UNFIT = -0.4
# A screen of the time asked of, and one without any of the names asked about.
THEN, UNNAMED = 0.5, -0.8
# A screen that confirms what it is asked about when it was done.
CONFIRMS = 0.75
# What a thing costs an order tells less surely than where it is on sale: orders hold other things, too.
OF_ORDERS = -0.6
ASKS = -0.5
# What an assistant said of the user is what it was told before, or its own idea.
ASSISTANT = -0.7
# What someone else says in a quotation, or a role that is played, says nothing of the user.
QUOTED = -0.7
# A page that claims something personal of the user, who never said so.
CLAIMED = -0.6
# A page that was looked at seldom tells of the user, a memory of them does.
OF_PAGES = -0.15
# What a screen shows around a conversation, of which it was read what was said.
AROUND_TALK = -0.3
# What tells of the user, where it is asked about them.
OF_USER = 0.15
# What no longer holds, unless it is asked for.
PAST = 0.7
# How much more that weighs against what its own sender takes back.
TAKEN_BACK = 4.0
# A line that says of itself that it is the old state, or the new one, where one of them is asked for.
STATE = 0.4
# What was so earlier, where that is asked for; what was last, where that is.
ITS_TIME = 0.25
# A line of something that holds nothing of the kind asked for, as an age or a number.
LACKS = -0.6
# Longer lines say more; each e-fold of words counts so much.
LENGTH = 0.15
# The first lines of a screen are its bar: clock, title, address; the body repeats the title further down.
TOP = 4
BAR = -0.3
# A line that holds nothing but words of the question and of its window's title answers nothing.
EMPTY = -0.8
# A heading names what was asked about and says next to nothing of it.
HEADING = -0.3
# A line that says no or that something is over, where the question is whether.
DENIES = 0.25
# A line that tells a decision, where the question is how something was settled.
SETTLES = 0.3
# Another line is told beside the chosen one that scores at least so much of it; beside one that surely answers, more.
ALSO, ALSO_BESIDE_SURE = 0.6, 0.8
# From this cover on a line holds all the words of the question.
WHOLE = 0.99
# A line with less than this share of the chosen line's cover is of something else.
ASIDE = 0.5
# From here on a value counts as sure.
SURE = 0.7
HALF_SURE = 0.4
LATER = 1e-4
# Lines whose meaning is compared: embedding more would not be at once.
COMPARED = 36
# The same of what is said or kept: further down no line answers (docs/decisions/0081).
SAID_COMPARED = 16
# Of these the best that are said or kept are read together with the question.
REREAD = 6
# A screen's line within this share of the best may be the newer (or older) state of the same thing.
RIVAL = 0.85
NEARLY = 0.6
# Lines of two windows tell of one thing when they share so much of the shorter one's words.
ALIKE = 0.5
SHARED = 3
# The same of what is set to a time, without the words that set or move it.
ALIKE_PLANS = 0.6
SHARED_OF_PLANS = 2
# Where the value may stand from the line chosen, in the order looked at; reasons are given further off.
NEAR = (1, 2, 3, -1, -2, 4)
FAR = (*NEAR, *range(5, 13), *range(-3, -13, -1))
# From so many words on a line is not longer for this.
WORDY = 20
# A line of at most so many words is a label or a value, not a statement.
LABEL = 5
# A line of more words says something itself before its colon.
LEADING = 14
# With fewer words a line is a scrap or a greeting, not the beginning of a sentence.
BEGINNING = 4

_WHOLE_NAME = lazy(r"(?<!^)\b[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|\d+\w*))+")
# What these ask for has a form that shows.
_MEASURES = (Shape.HOW_MUCH, Shape.HOW_MANY, Shape.WHEN, Shape.CODE)
_OWN_DEED = lazy(
    r"\b(?:did|have|had) (?:i|we)\b|\bwas\b.*\b(?:fixed|repaired|ordered|bought|done|sent)\b", re.IGNORECASE
)
_SETTLED = lazy(
    r"\b(?:settl\w+|decid\w+|decision|resolv\w+|agreed?|chos\w+|choose|chose|opted|outcome|entschieden|beschlossen"
    r"|einig\w*)\b|决定",
    re.IGNORECASE,
)
# A question that nobody marked as one: "where does Jorun work again".
_ASKED = lazy(
    r"\W*(?:(?:so|and|but|ok|okay|hey|hi|well|also|wait|oh|und|e|ma)\W+)*"
    r"(?:what|which|who|whose|where|when|why|how)\b(?: \w+){0,2}?"
    r"(?:['’]s| (?:is|are|was|were|do|does|did|can|could|will|would|has|have|had|should))"
    r" (?:i|you|he|she|it|we|they|the|my|your|his|her|our|their|there|this|that|(?-i:[A-Z])\w+)\b",
    re.IGNORECASE,
)
_CALENDAR = frozenset(stems.stem(word) for word in CALENDAR)
_SETTING = stems.held(
    "set move moved moving change changed small sorry once more again new now instead postpone postponed shift shifted"
    " reschedule rescheduled put forward back bring brought date time day room place hold held take takes start starts"
    " plan planned will have verschoben verlegt neu termin findet statt"
)
_MOVED = lazy(
    r"\b(?:moved?|now|again|instead|postponed|rescheduled|shifted|pushed|brought forward|changed|new (?:date|time|day)"
    r"|verschoben|verlegt|jetzt|nun|stattdessen|spostat\w|rinviat\w|anticipat\w|ora)\b|改|推迟|提前|挪",
    re.IGNORECASE,
)
_OLD = lazy(
    r"^\s*(?:old|former|previous|original|alte[rsn]?|bisherige[rsn]?|vecchi[oa]|precedente)\b|^原",
    re.IGNORECASE,
)
_NEW = lazy(r"^\s*(?:new|neue[rsn]?|nuov[oa])\b|^新", re.IGNORECASE)
_USER = lazy(r"\bUser\b")
_ADDRESS_ALONE = lazy(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extract:
    """The chosen line with the evidence it stands in, and the bare value, empty when none was found.

    `meaning` is the nearest line's cosine to the question, 0 without an embedder. `also` is a line that answers nearly
    as well, where the chosen one does not surely hold what was asked for. `alone` is true for a line that says
    all that is asked: nothing need stand beside it.
    """

    evidence: Evidence
    line: Line
    value: str
    score: float
    meaning: float = 0.0
    also: Extract | None = None
    alone: bool = False


def best(
    evidence: Sequence[Evidence],
    parsed: Parsed,
    zone: ZoneInfo,
    nearness: Nearness | None = None,
) -> Extract | None:
    """The best line of the evidence, or None when there is no line."""
    scored = _scored(evidence, parsed, zone)
    if not scored:
        return None
    scored, meanings = _compared(scored, evidence, parsed, zone, nearness)
    named = _of_whole_names(scored, evidence, parsed, zone)
    first = _answering(named, evidence, parsed)
    found = _told(_of_its_time(first, named, evidence, parsed, zone, meanings), evidence, parsed, zone)
    found = replace(
        found, meaning=max(meanings.values(), default=0.0), also=_also(found, named, evidence, parsed, zone)
    )
    if found.value or parsed.shape in SHAPELESS or parsed.wants_changes:
        return found
    others = [
        pair for pair in named if pair[1] >= NEARLY * first[1] and _holds(pair[0], evidence, parsed, zone)
    ]
    if not others:
        return found
    best_held = max(others, key=lambda pair: pair[1])
    return _told(_of_its_time(best_held, others, evidence, parsed, zone, meanings), evidence, parsed, zone)


def rivals(
    first: Extract,
    evidence: Sequence[Evidence],
    parsed: Parsed,
    zone: ZoneInfo,
    nearness: Nearness | None = None,
) -> list[Extract]:
    """The best line of each other piece of evidence, best first."""
    scored, _ = _compared(_scored(evidence, parsed, zone), evidence, parsed, zone, nearness)
    ranked = sorted(
        (pair for pair in scored if not _is_barred(pair[0], evidence, parsed)), key=lambda pair: -pair[1]
    )
    best_of = {line.evidence: (line, score) for line, score in reversed(ranked)}
    told = [_told(pair, evidence, parsed, zone) for pair in ranked if best_of[pair[0].evidence][0] is pair[0]]
    return [one for one in told if one.evidence is not first.evidence]


def _of_whole_names(
    scored: Sequence[tuple[Line, float]], evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo
) -> Sequence[tuple[Line, float]]:
    """The lines without those of screens that hold a part of a name, where another holds it whole beside a sure value.

    "Sencha Fukamushi" is not "Sencha Uji", whatever it has in common with it.
    """
    for name in _whole_names(parsed):

        def held(line: Line, name: frozenset[str] = name) -> int:
            return len(name & stems.held(f"{line.text} {line.row} {evidence[line.evidence].place}"))

        shown = [pair for pair in scored if of_screens(evidence[pair[0].evidence])]
        if any(held(line) == len(name) and _fits(line, evidence, parsed, zone) >= SURE for line, _ in shown):
            others = {line for line, _ in shown if 0 < held(line) < len(name)}
            scored = [pair for pair in scored if pair[0] not in others]
    return _of_all_names(scored, evidence, parsed, zone)


def _of_all_names(
    scored: Sequence[tuple[Line, float]], evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo
) -> Sequence[tuple[Line, float]]:
    """The lines without those of screens that hold some names of the question, where another holds all of them and a
    sure value: a ticket from Porto to Brno is not one from Brno to Turin.
    """
    names = stems.held(" ".join(parsed.names))
    if len(parsed.names) < 2:
        return scored
    shown = {at for at, one in enumerate(evidence) if of_screens(one)}
    held = {at: len(names & stems.held(f"{evidence[at].place} {evidence[at].text}")) for at in shown}
    whole = {
        line.evidence
        for line, _ in scored
        if held.get(line.evidence) == len(names) and _fits(line, evidence, parsed, zone) >= SURE
    }
    partly = {at for at in shown if held[at] < len(names)} if whole else set[int]()
    return [pair for pair in scored if pair[0].evidence not in partly]


def _whole_names(parsed: Parsed) -> Iterator[frozenset[str]]:
    """The stems of each name of two words or more, or of a word and a number, that is nobody's: "Torrent 2"."""
    for match in _WHOLE_NAME.finditer(parsed.text):
        words = stems.words(match.group())
        known = any(part in match.group() for person in parsed.people for part in person.split())
        if not known and not any(word.casefold() in CALENDAR for word in words):
            yield stems.held(match.group())


def _answering(
    scored: Sequence[tuple[Line, float]], evidence: Sequence[Evidence], parsed: Parsed
) -> tuple[Line, float]:
    """The best line; where that is no statement of whoever is asked about, one that is and answers nearly as well."""
    first = max(scored, key=lambda pair: pair[1])
    if not _is_barred(first[0], evidence, parsed):
        return first
    enough, held = NEARLY * (first[1] - QUOTED), NEARLY * first[0].cover
    others = (
        pair
        for pair in scored
        if pair[1] >= enough and pair[0].cover >= held and not _is_barred(pair[0], evidence, parsed)
    )
    return max(others, key=lambda pair: pair[1], default=first)


def _also(
    first: Extract,
    scored: Sequence[tuple[Line, float]],
    evidence: Sequence[Evidence],
    parsed: Parsed,
    zone: ZoneInfo,
) -> Extract | None:
    """The next line that answers nearly as well and says something else; None beside a sure value."""
    if parsed.shape not in SHAPELESS and first.value and _fits(first.line, evidence, parsed, zone) >= SURE:
        return None
    told = set(stems.content(context.in_place(first.evidence, first.line)))
    others = sorted(
        (pair for pair in scored if _is_near(pair, first, parsed) and _adds(pair[0], told, evidence, parsed)),
        key=lambda pair: -pair[1],
    )
    return next((_told(pair, evidence, parsed, zone) for pair in others), None)


def _is_near(pair: tuple[Line, float], first: Extract, parsed: Parsed) -> bool:
    """Whether a line answers nearly as well as the chosen one.

    Beside one that holds the whole question, or a value and more of the question, it is told only if it is nearer.
    """
    line, score = pair
    shaped = parsed.shape not in SHAPELESS
    whole = first.line.cover >= WHOLE and (bool(first.value) or not shaped)
    valued = shaped and bool(first.value) and line.cover < ASIDE * first.line.cover
    return score >= (ALSO_BESIDE_SURE if whole or valued else ALSO) * first.score


def _adds(line: Line, told: set[str], evidence: Sequence[Evidence], parsed: Parsed) -> bool:
    """True for a line that still holds and says more than what is `told` and asked."""
    of = evidence[line.evidence]
    past = isinstance(of.found.thing, Memory) and not of.found.thing.current
    new = set(stems.content(line.text)).difference(told, parsed.terms)
    return len(new) > 1 and not past and not _is_barred(line, evidence, parsed)


def _is_barred(line: Line, evidence: Sequence[Evidence], parsed: Parsed) -> bool:
    """True for what tells nothing, and for words that are not the user's where it is asked about them."""
    of = evidence[line.evidence]
    return tells_nothing(of, line) or is_not_of_user(of, line, parsed)


def is_not_of_user(evidence: Evidence, line: Line, parsed: Parsed) -> bool:
    """True for words that are not the user's own, or of no real matter, where it is asked about them."""
    if not parsed.of_self:
        return False
    if whose.asks_of_kin(parsed):
        return whose.is_of_none_of_them(evidence, line, parsed)
    supposed = sentences.is_unreal(line.text) and not sentences.is_supposed(parsed.text)
    return supposed or is_quoted(evidence, line) or whose.is_of_another(evidence, line, parsed)


def tells_nothing(evidence: Evidence, line: Line) -> bool:
    """True for what was said only to lead to what follows, and for a question but of people among each other."""
    said = isinstance(evidence.found.thing, Turn)
    return (said and leads_on(line.text)) or (leans(evidence) and asks(line.text))


def _told(pair: tuple[Line, float], evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo) -> Extract:
    line, score = pair
    chosen = evidence[line.evidence]
    value, place = _value(chosen, line, parsed, zone)
    told = _speaking(chosen, line, place)

    def value_of(other: Line) -> str:
        return values.value(said(chosen, other), parsed, zone)

    return Extract(chosen, told, value, score, alone=alone.stands(chosen, told, value, parsed, value_of))


def _holds(line: Line, evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo) -> bool:
    """True for a line of a screen that surely holds a value of the asked shape itself."""
    of = evidence[line.evidence]
    screen = isinstance(of.found.thing, Frame) and not asks(line.text)
    return screen and values.fit(Said(line.text, of.time), parsed, zone) >= SURE


def _speaking(evidence: Evidence, line: Line, place: int) -> Line:
    """The line the value stands in; the line chosen where that is the label of a short value."""
    other = evidence.lines[place]
    label = len(line.text.split()) <= LABEL and len(other.text.split()) <= LABEL
    return _beginning(evidence, line if label else other)


def _beginning(evidence: Evidence, line: Line) -> Line:
    """The line on which the sentence begins that runs on in `line`."""
    before = evidence.lines[line.at - 1] if line.at else None
    if before is None or len(before.text.split()) < BEGINNING or line.text not in before.next:
        return line
    return _beginning(evidence, before) if torn.runs_on(before.text, line.text) else line


def _scored(evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo) -> list[tuple[Line, float]]:
    top = max((one.found.score for one in evidence), default=0.0)
    titles = [frozenset(stems.content(one.place)) for one in evidence]
    talks = {one.found.thing.frame for one in evidence if isinstance(one.found.thing, Turn)}
    order = sorted({one.time for one in evidence})
    on_sale = _asks_what_it_costs(parsed) and bool(subjects.on_sale(evidence))
    return [
        (
            line,
            ITS_TIME
            * (not isinstance(one.found.thing, Frame))
            * _of_its_order(order.index(one.time) / max(1, len(order) - 1), parsed)
            + _score(line, one, parsed, zone, titles)
            + STANDING * math.exp((one.found.score - top) / _falls(one))
            + CONFIRMED * (_is_confirmed(one) and line.cover > 0)
            + AROUND_TALK * (one.found.thing.id in talks)
            + OF_ORDERS * (on_sale and isinstance(one.found.thing, Frame) and _is_order(one)),
        )
        for one in evidence
        for line in one.lines
    ]


def _falls(evidence: Evidence) -> float:
    return FALLS_ON_SCREENS if isinstance(evidence.found.thing, Frame) else FALLS


def _of_its_order(place: float, parsed: Parsed) -> float:
    """Nearness to the end that is asked for; `place` is 0 for the oldest evidence, 1 for the newest."""
    if parsed.wants_first and not parsed.wants_last:
        return 0.0 if parsed.span else 1.0 - place
    if parsed.span or (parsed.wants_first and parsed.wants_last):
        return 0.0
    return place if parsed.wants_last else 0.0


def _is_confirmed(evidence: Evidence) -> bool:
    """True for what the user wrote, corrected or accepted themselves, and that still holds."""
    thing = evidence.found.thing
    return isinstance(thing, Memory) and thing.current and thing.author is Author.USER


def _score(
    line: Line, evidence: Evidence, parsed: Parsed, zone: ZoneInfo, titles: Sequence[frozenset[str]]
) -> float:
    fits = max(
        values.fit(said(evidence, line), parsed, zone), BESIDE * _fits_beside(evidence, line, parsed, zone)
    )
    open_ = asks(line.text)
    empty = _adds_nothing(evidence, line, parsed, titles) or _stamp(evidence, line, zone)
    empty = empty or _is_of_its_head(evidence, line, parsed)
    if parsed.wants_changes or (isinstance(evidence.found.thing, Frame) and _is_own_deed(parsed)):
        # How often it was moved, or when it was done, is reckoned and stands nowhere.
        fits = 0.0
    own = bool(line.cover) or evidence.nearness >= subjects.ABOUT
    worth = 0.0 if open_ or empty else FITS * fits * (1.0 if own else FOREIGN)
    heading = not fits and _is_heading(evidence, line, parsed)
    against = HEADING * heading + ASKS * open_ + BAR * _in_bar(evidence, line) + EMPTY * empty
    against += OF_PAGES * (parsed.of_self and isinstance(evidence.found.thing, Frame))
    against += QUOTED * is_not_of_user(evidence, line, parsed) + CLAIMED * whose.is_claimed(evidence, parsed)
    against += PAST * _of_the_past(evidence, line, parsed)
    against += LACKS * sought.missing(parsed, line.text, evidence.text, evidence.time, zone)
    against += ASSISTANT * _by_assistant(evidence) - LENGTH * leans(evidence) * math.log(
        WORDY / min(WORDY, len(line.text.split()))
    )
    against += OF_USER * (parsed.of_self and len(parsed.about) == 1 and _of_user(evidence, line))
    against += DENIES * (parsed.shape is Shape.YES_NO and support.ends(line.text) and line.cover > 0)
    against += THEN * _seen_then(evidence, parsed) + UNNAMED * lacks_names(evidence, parsed)
    if _has_form(parsed) and (is_shown(evidence) or parsed.shape is Shape.CODE):
        against += UNDER_LABEL * (bool(line.label) and placed.is_bare(line.text)) if fits else UNFIT
    against += CONFIRMS * _confirms(evidence, parsed) + STATE * _of_its_state(evidence, line, parsed)
    settles = _SETTLED.search(parsed.text) is not None and _SETTLED.search(line.text) is not None
    return line.cover + worth + SETTLES * settles + against + LATER * line.at


def _has_form(parsed: Parsed) -> bool:
    """Whether what answers has a form that shows: a line without it is none."""
    if parsed.wants_changes or _is_own_deed(parsed):
        return False
    return parsed.shape in _MEASURES or values.asks_fault(parsed)


def _is_own_deed(parsed: Parsed) -> bool:
    """Whether it is asked when the user did something: when it was seen, whatever dates stand there."""
    return parsed.shape is Shape.WHEN and _OWN_DEED.search(parsed.text) is not None


def _confirms(evidence: Evidence, parsed: Parsed) -> bool:
    """True for a screen that says a thing was bought, or that demands money, where it is asked when that was or is, or
    under which number.
    """
    thing = evidence.found.thing
    if isinstance(thing, Frame) and parsed.shape is Shape.CODE:
        return _asks_of_bought(parsed) and _is_order(evidence)
    if not isinstance(thing, Frame) or parsed.shape is not Shape.WHEN:
        return False
    if _is_own_deed(parsed):
        return _asks_of_bought(parsed) and _is_order(evidence)
    return subjects.OWED.search(parsed.text) is not None and subjects.demands(
        thing, parsed.people + parsed.names
    )


def _asks_what_it_costs(parsed: Parsed) -> bool:
    """Whether it is asked what something costs that nobody calls bought."""
    return values.asks_price(parsed) and not _asks_of_bought(parsed)


def _asks_of_bought(parsed: Parsed) -> bool:
    return subjects.BOUGHT.search(parsed.text) is not None


def _seen_then(evidence: Evidence, parsed: Parsed) -> bool:
    """True for a screen that was seen at the time asked of."""
    span = parsed.span
    seen = isinstance(evidence.found.thing, Frame) and span is not None
    return seen and span is not None and span.start <= evidence.time < span.end


def lacks_names(evidence: Evidence, parsed: Parsed) -> bool:
    """True for a screen with none of the names that the question holds."""
    if not isinstance(evidence.found.thing, Frame) or not parsed.names:
        return False
    return stems.held(f"{evidence.place} {evidence.text}").isdisjoint(stems.content(" ".join(parsed.names)))


def _of_user(evidence: Evidence, line: Line) -> bool:
    """True for a line of a memory that tells of the user."""
    return isinstance(evidence.found.thing, Memory) and _USER.search(line.text) is not None


def is_quoted(evidence: Evidence, line: Line) -> bool:
    """True for words that a turn quotes, pastes or makes up: they are not what its speaker says."""
    thing = evidence.found.thing
    return isinstance(thing, Turn) and line.text not in sentences.own(thing.text)


def _of_the_past(evidence: Evidence, line: Line, parsed: Parsed) -> float:
    """1 for what held before or then where that is asked, -1 where it is not; "whether" asks of both."""
    thing = evidence.found.thing
    if evidence.outdated:
        before = 1.0 if parsed.wants_first or parsed.span else -1.0
        return before * (TAKEN_BACK if _is_taken_back(evidence, line) else 1.0)
    left = parsed.shape is Shape.WHEN and _IS_MOVED.search(line.text) is not None
    over = not thing.current if isinstance(thing, Memory) else left or _is_former(evidence, line)
    if parsed.shape is Shape.YES_NO:
        return 0.0
    if parsed.span and not parsed.wants_first:
        return _of_then(thing, parsed.span) if isinstance(thing, Memory) else 0.0
    if not over:
        return 0.0
    return 1.0 if parsed.wants_first else -1.0


def _of_then(memory: Memory, span: Span) -> float:
    """1 for what was so in the time that is asked about and is otherwise now, -1 for what took its place after it."""
    if "occurred_at" in memory.body:
        return 0.0
    if not memory.current:
        return 1.0 if held_in(memory, span) else 0.0
    return -1.0 if memory.replaces and memory.valid_from >= span.end else 0.0


def _is_taken_back(evidence: Evidence, line: Line) -> bool:
    """Whether a line tells an hour in an older mail whose sender says today that it no longer holds."""
    thing = evidence.found.thing
    mail = forwards.read(thing.text, thing.window_title) if isinstance(thing, Frame) else None
    old = mail.before if mail is not None and mail.is_outdated else ""
    return line.text in old and appointments.tells_clock(line.text)


# A date that a message takes back without another beside it: "your appointment on 10 March has to be moved".
_IS_MOVED = lazy(
    r"\b(?:(?:must|(?:has|have|had|needs?) to|will have to) be (?:moved|rescheduled|postponed|cancelled)|"
    r"(?:muss|müssen|musste) (?:\w+ ){0,3}(?:verschoben|verlegt|abgesagt) werden|"
    r"(?:deve|dovrà) essere (?:spostat|rinviat|annullat)[oa])\b(?! (?:to|auf|al|a)\b)",
    re.IGNORECASE,
)


def _is_former(evidence: Evidence, line: Line) -> bool:
    """True for words that a memory rested on whose place another took."""
    return any(line.text in quote or quote in line.text for quote in evidence.former)


def _of_its_state(evidence: Evidence, line: Line, parsed: Parsed) -> float:
    """1 for a screen's line that calls itself the state asked for ("Old due date", "New total"), -1 for the other."""
    told = f"{line.label} {line.text}"
    old, new = _OLD.search(told) is not None, _NEW.search(told) is not None
    if old == new or parsed.wants_changes or not isinstance(evidence.found.thing, Frame):
        return 0.0
    return 1.0 if old == parsed.wants_first else -1.0


def _by_assistant(evidence: Evidence) -> bool:
    thing = evidence.found.thing
    return isinstance(thing, Turn) and thing.role is Role.ASSISTANT


def asks(text: str) -> bool:
    """True for a question, also for one that somebody did not mark as one."""
    return sentences.ends_asking(text) or _ASKED.match(text) is not None


def leads_on(text: str) -> bool:
    """True for a line that only leads to what follows it: "this came from my landlady:"."""
    return text.rstrip().endswith((":", "：")) and len(text.split()) <= LEADING


def _adds_nothing(evidence: Evidence, line: Line, parsed: Parsed, titles: Sequence[frozenset[str]]) -> bool:
    """True for a line that says over again what was asked, or how its window or one it leads to is called."""
    told = set(stems.content(f"{line.text} {line.next}" if torn.runs_on(line.text, line.next) else line.text))
    told.difference_update(parsed.terms)
    if _ADDRESS_ALONE.fullmatch(line.text):
        return True
    return not evidence.speaker and any(title >= told for title in titles)


def _is_heading(evidence: Evidence, line: Line, parsed: Parsed) -> bool:
    """True for a line of a screen that is short, or adds one word to the question, and is no label with its value."""
    if not isinstance(evidence.found.thing, Frame) or values.labels(line.text, parsed):
        return False
    if parsed.shape not in SHAPELESS:
        return len(line.text.split()) <= LABEL
    return len(set(stems.content(line.text)).difference(parsed.terms)) <= 1


def _stamp(evidence: Evidence, line: Line, zone: ZoneInfo) -> bool:
    """True for the bare time of a mail or message, perhaps with its sender: what it is of stands above or below."""
    seen = isinstance(evidence.found.thing, Frame)
    return seen and values.only_time(line.text, evidence.time, zone, evidence.place)


# When a mail was sent, in its head, and questions that ask for that.
_SENT = lazy(r"\s*(?:date|sent|datum|gesendet|data|inviato|日期|发送时间)\s?[:：]", re.IGNORECASE)
_SENT_ASKED = lazy(
    r"\b(?:e-?mails?|mails?|messages?|letters?|notices?|wr[io]te|written|writes?|sen[dt]|receiv\w*|arriv\w*|got|came|repl\w+|"
    r"nachricht\w*|briefe?s?|schr[ie]+b\w*|geschrieben|geschickt|bekommen|antwort\w*|messaggi\w*|letter[ae]|"
    r"scri\w+|mandat\w*|inviat\w*|ricev\w*|dated)\b|邮件|信|发|收到|写",
    re.IGNORECASE,
)


def _is_of_its_head(evidence: Evidence, line: Line, parsed: Parsed) -> bool:
    """True for the line of a mail's head that says when it was sent, where that is not what is asked."""
    if not isinstance(evidence.found.thing, Frame) or not _SENT.match(line.text):
        return False
    return _SENT_ASKED.search(parsed.text) is None


def _fits_beside(evidence: Evidence, line: Line, parsed: Parsed, zone: ZoneInfo) -> float:
    """How surely the line after next holds a value, where `line` is a label."""
    if not isinstance(evidence.found.thing, Frame) or len(line.text.split()) > LABEL:
        return 0.0
    below = evidence.lines[line.at + 2 : line.at + 3]
    return max((values.fit(said(evidence, other), parsed, zone) for other in below), default=0.0)


def _in_bar(evidence: Evidence, line: Line) -> bool:
    """True for the clock, title and address at the top of a screen."""
    return isinstance(evidence.found.thing, Frame) and line.at < TOP and len(evidence.lines) > 2 * TOP


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line with its score as set by hand, and the signs whose weights are learnt (`agents/lines.py`)."""

    line: Line
    score: float
    signs: Mapping[str, float]


def weighed(
    evidence: Sequence[Evidence],
    parsed: Parsed,
    zone: ZoneInfo,
    nearness: Nearness,
) -> list[Weighed]:
    """The best lines by what is set by hand, at most COMPARED, with their signs."""
    return _weighed(_scored(evidence, parsed, zone), evidence, parsed, zone, nearness)[0]


def _compared(
    scored: list[tuple[Line, float]],
    evidence: Sequence[Evidence],
    parsed: Parsed,
    zone: ZoneInfo,
    nearness: Nearness | None,
) -> tuple[list[tuple[Line, float]], dict[Line, float]]:
    """The lines with what their meaning and their signs add, and their cosines."""
    if nearness is None:
        return scored, {}
    found, cosines = _weighed(scored, evidence, parsed, zone, nearness)
    return [(one.line, one.score + lines.worth(one.signs)) for one in found], cosines


def _weighed(
    scored: list[tuple[Line, float]],
    evidence: Sequence[Evidence],
    parsed: Parsed,
    zone: ZoneInfo,
    nearness: Nearness,
) -> tuple[list[Weighed], dict[Line, float]]:
    best = sorted(scored, key=lambda pair: -pair[1])[:COMPARED]
    near = [
        pair
        for place, pair in enumerate(best)
        if place < SAID_COMPARED or of_screens(evidence[pair[0].evidence])
    ]
    own = nearness.compare([_in_full(evidence[line.evidence], line) for line, _ in near])
    said = [line for line, _ in near if not isinstance(evidence[line.evidence].found.thing, Frame)]
    before = [f"{_before(evidence[line.evidence], line)} {line.text}".strip() for line in said]
    after = nearness.compare(before) if before else ()
    following = dict(zip(said, after, strict=True))
    nearest = max((one.nearness for one in evidence), default=0.0)
    order = sorted({one.time for one in evidence})
    told = []
    for (line, score), cosine in zip(near, own, strict=True):
        of = evidence[line.evidence]
        newness = order.index(of.time) / max(1, len(order) - 1)
        unfit = _is_unfit(of, line, parsed, zone)
        signs = lines.signs(line, of, parsed, unfit=unfit, newness=newness, cosine=cosine)
        told.append(Weighed(line, score + _near(of, cosine, following.get(line), nearest), signs))
    told = _reread(told, evidence, nearness)
    return told, dict(zip((line for line, _ in near), own, strict=True))


def _reread(told: list[Weighed], evidence: Sequence[Evidence], nearness: Nearness) -> list[Weighed]:
    """The lines with how likely they answer as one more sign; as they are where nothing can tell.

    The best so far of what is said or kept are asked about. Any other is as likely as the least likely of these.
    """
    said = [one for one in told if not is_shown(evidence[one.line.evidence])]
    ranked = sorted(said, key=lambda one: -one.score - lines.worth(one.signs))
    asked = [one.line for one in ranked[:REREAD]]
    odds = (
        nearness.answers([passages.passage(evidence[line.evidence], line) for line in asked]) if asked else ()
    )
    if not odds:
        return told
    known = dict.fromkeys((one.line for one in said), min(odds)) | dict(zip(asked, odds, strict=True))
    return [
        replace(one, signs=lines.reread(one.signs, known.get(one.line, lines.OF_SCREENS))) for one in told
    ]


def _is_unfit(evidence: Evidence, line: Line, parsed: Parsed, zone: ZoneInfo) -> bool:
    """True for a line of what was said or kept that holds nothing of the form asked for, where that shows."""
    return _has_form(parsed) and not is_shown(evidence) and not values.fit(said(evidence, line), parsed, zone)


def _in_full(evidence: Evidence, line: Line) -> str:
    """A line as it is to be understood: with its label and the rest of its sentence."""
    return " ".join(filter(None, (line.label, line.text, line.next)))


def _near(evidence: Evidence, own: float, following: float | None, nearest: float) -> float:
    """What the cosines of a line, and of it with what was said before, are worth; of a screen, of what it is called."""
    if following is None:
        return MEANS * own + nearest - CALLED * (1.0 - evidence.nearness / nearest if nearest > 0 else 0.0)
    return MEANS * own + FOLLOWS * following if leans(evidence) else MEANS_AMONG_PEOPLE * own


def leans(evidence: Evidence) -> bool:
    """False for what people say among each other: there the sentence before is as often of something else."""
    thing = evidence.found.thing
    return not isinstance(thing, Turn) or thing.role is not Role.PARTICIPANT


def _before(evidence: Evidence, line: Line) -> str:
    """The sentence before a line, or the question that it replies to."""
    return evidence.lines[line.at - 1].text if line.at else evidence.found.replies_to


def _of_its_time(
    first: tuple[Line, float],
    scored: Sequence[tuple[Line, float]],
    evidence: Sequence[Evidence],
    parsed: Parsed,
    zone: ZoneInfo,
    near: Mapping[Line, float],
) -> tuple[Line, float]:
    """Where several screens answer alike, the newest holds; the oldest when the first was asked for.

    Of what was said, whatever last moved the thing to another time.
    """
    if not of_screens(evidence[first[0].evidence]):
        return _last_moved(first, scored, evidence, parsed, zone)
    sure = _fits(first[0], evidence, parsed, zone)
    states = [
        pair
        for pair in _states(first[0], scored, evidence, near)
        if _seen_then(evidence[pair[0].evidence], parsed) == _seen_then(evidence[first[0].evidence], parsed)
        and _fits(pair[0], evidence, parsed, zone) >= sure
    ]
    if not states:
        return first
    oldest = parsed.wants_first and not parsed.wants_last
    time = (min if oldest else max)(evidence[line.evidence].time for line, _ in states)
    return max((pair for pair in states if evidence[pair[0].evidence].time == time), key=lambda pair: pair[1])


def _last_moved(
    first: tuple[Line, float],
    scored: Sequence[tuple[Line, float]],
    evidence: Sequence[Evidence],
    parsed: Parsed,
    zone: ZoneInfo,
) -> tuple[Line, float]:
    """The newest line that moves what `first` sets to a time; `first` where none does, or another time is asked of."""
    if (
        parsed.shape is not Shape.WHEN
        or parsed.wants_first
        or parsed.span
        or not _announces_at(first[0], evidence, zone)
    ):
        return first
    moved = [
        pair
        for pair in scored
        if evidence[pair[0].evidence].time > evidence[first[0].evidence].time
        and _announces_at(pair[0], evidence, zone)
        and _moves(evidence[pair[0].evidence], pair[0])
        and _names_the_same(pair[0], first[0], parsed)
        and (_says_alike(first[0], pair[0]) or _tells_all_of(pair[0], first[0], parsed))
        and not _is_barred(pair[0], evidence, parsed)
    ]
    return max(moved, key=lambda pair: (evidence[pair[0].evidence].time, pair[1]), default=first)


def _announces_at(line: Line, evidence: Sequence[Evidence], zone: ZoneInfo) -> bool:
    """True for a line that sets a thing to a time in words of its own: what a memory quotes is from before."""
    return _announces(evidence[line.evidence], line, zone) and not is_quote(line.text)


def _moves(evidence: Evidence, line: Line) -> bool:
    """True for words that set a thing to another time, and for a memory that took the place of another."""
    thing = evidence.found.thing
    anew = isinstance(thing, Memory) and thing.current and bool(thing.replaces)
    return anew or _MOVED.search(line.text) is not None


def _names_the_same(line: Line, other: Line, parsed: Parsed) -> bool:
    """Whether a line has every name of the question that another has: Ellis's training is not Emlyn's."""
    named = stems.held(" ".join((*parsed.names, *parsed.people, *parsed.kin)))
    return named & glosses.terms(other.text) <= glosses.terms(line.text)


def _tells_all_of(line: Line, other: Line, parsed: Parsed) -> bool:
    """Whether a line has every word of the question that another has, and any."""
    wanted = glosses.terms(other.text).intersection(parsed.about)
    return bool(wanted) and wanted <= glosses.terms(line.text)


def _fits(line: Line, evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo) -> float:
    return values.fit(said(evidence[line.evidence], line), parsed, zone)


def _states(
    line: Line,
    scored: Sequence[tuple[Line, float]],
    evidence: Sequence[Evidence],
    near: Mapping[Line, float],
) -> list[tuple[Line, float]]:
    """Lines of screens, and of memories of screens, that tell of the same as `line` and answer nearly as well.

    `near` are the lines' cosines to the question, where they are known.
    """
    if not of_screens(evidence[line.evidence]):
        return []
    best = max(score for other, score in scored if other == line)
    return [
        (other, score)
        for other, score in scored
        if of_screens(evidence[other.evidence])
        and (
            not _are_two_orders(evidence[line.evidence], evidence[other.evidence])
            or _puts_off(line, other, evidence)
        )
        and (
            (_says_alike(line, other) and near.get(other, 0.0) >= RIVAL * near.get(line, 0.0))
            or (
                (
                    other.cover >= RIVAL * line.cover
                    or (placed.is_bare(line.text) and placed.is_bare(other.text))
                )
                and score >= NEARLY * best
                and _of_one_document(line, other, evidence)
            )
        )
    ]


def _of_one_document(line: Line, other: Line, evidence: Sequence[Evidence]) -> bool:
    """Whether two lines tell the same of one document: under one label."""
    one, another = evidence[line.evidence], evidence[other.evidence]
    same = subjects.key(one.place) == subjects.key(another.place)
    return bool(one.place) and same and (line.label == other.label or not (line.label and other.label))


def _says_alike(line: Line, other: Line) -> bool:
    """Whether two sentences tell of one thing, whatever they say of it; of one that is set to a time what it is."""
    return tell_of_one(line.text, other.text)


def tell_of_one(text: str, other: str) -> bool:
    """Whether two texts tell of one thing, as `_says_alike`."""
    told, also = _matter(text), _matter(other)
    plan, too = planned(text), planned(other)
    if plan != told and too != also:
        return len(plan & too) >= max(SHARED_OF_PLANS, ALIKE_PLANS * min(len(plan), len(too)))
    return len(told & also) >= max(SHARED, ALIKE * min(len(told), len(also)))


def planned(text: str) -> frozenset[str]:
    """The words of a line that say what is set to a time, without those that say that it is, was, or was moved."""
    return _matter(values.unplanned(text)) - _SETTING


def _are_two_orders(one: Evidence, other: Evidence) -> bool:
    """Whether two screens each confirm an order: they are called alike and say the same, and are no states of one."""
    return one is not other and _is_order(one) and _is_order(other)


def _puts_off(line: Line, other: Line, evidence: Sequence[Evidence]) -> bool:
    """Whether the later of two lines says that what the earlier one announced is otherwise now: of one order."""
    earlier, later = sorted((line, other), key=lambda one: evidence[one.evidence].time)
    return _MOVED.search(later.text) is not None and _MOVED.search(earlier.text) is None


def _is_order(evidence: Evidence) -> bool:
    return subjects.CONFIRMED.search(f"{evidence.place}\n{evidence.text}") is not None


def _matter(text: str) -> frozenset[str]:
    """The words of a line, without its numbers and dates."""
    told = (term for term in stems.content(text) if not any(sign.isdigit() for sign in term))
    return frozenset(told) - _CALENDAR


def is_shown(evidence: Evidence) -> bool:
    """True for a screen, and for what was read off one as said."""
    thing = evidence.found.thing
    return isinstance(thing, Frame) or (isinstance(thing, Turn) and thing.frame is not None)


def of_screens(evidence: Evidence) -> bool:
    """True for a screen, for what was read off one as said, and for a memory of screens."""
    thing = evidence.found.thing
    if isinstance(thing, Memory):
        return bool(thing.sources) and all(source.type is ObservationType.FRAME for source in thing.sources)
    return is_shown(evidence)


def changes(evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo, chosen: Line) -> int | None:
    """How often a thing announced on screens changed: its different announcements less one; None when not asked.

    It is what the `chosen` line announces, else what the line with most of the question does.
    """
    if not parsed.wants_changes:
        return None
    every = [line for one in evidence for line in one.lines if _announces(one, line, zone)]
    first = chosen if chosen in every else max(every, key=lambda line: line.cover, default=None)
    if first is None:
        return None
    lines = [line for line in every if line == first or _says_alike(first, line)]
    learned = [line for line in lines if isinstance(evidence[line.evidence].found.thing, Memory)]
    shown = [line for line in lines if line not in learned]
    plans = {values.plan(said(evidence[line.evidence], line), zone) for line in max(learned, shown, key=len)}
    whole = {plan for plan in plans if not any(_is_part(plan, other) for other in plans)}
    often = max(len(whole), _versions(evidence, lines))
    return often - 1 if often > 1 else None


def _is_part(plan: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether one plan says nothing that another does not, which says more."""
    return plan != other and all(not one or one == more for one, more in zip(plan, other, strict=True))


def _versions(evidence: Sequence[Evidence], lines: Sequence[Line]) -> int:
    """How many versions there are of the memory that a line with most of the question stands in, itself one."""
    held = {one.found.thing.id: one.found.thing for one in evidence if isinstance(one.found.thing, Memory)}
    most = max(line.cover for line in lines)
    best = (evidence[line.evidence].found.thing for line in lines if line.cover == most)
    counts = [_age(thing, held) for thing in best if isinstance(thing, Memory)]
    return max(counts, default=0)


def _age(memory: Memory, held: Mapping[MemoryId, Memory]) -> int:
    return 1 + max((_age(held[id], held) for id in memory.replaces if id in held), default=0)


def _announces(evidence: Evidence, line: Line, zone: ZoneInfo) -> bool:
    """True for a line that sets a thing to a time."""
    return (
        bool(times.find(f"{line.text} {line.next}", evidence.time, zone)) and len(line.text.split()) > LABEL
    )


def said(evidence: Evidence, line: Line) -> Said:
    """The line with what follows it. Who talks with an assistant is no name."""
    thing = evidence.found.thing
    alone = isinstance(thing, Turn) and thing.role is not Role.PARTICIPANT
    told = f"{line.text} {line.next}".strip()
    return Said(
        values.unstamped(told) if isinstance(thing, Frame) else told,
        evidence.time,
        "" if alone else evidence.speaker,
        of_screens(evidence),
        line.label,
    )


def _value(evidence: Evidence, line: Line, parsed: Parsed, zone: ZoneInfo) -> tuple[str, int]:
    """The value in the line, on a screen also in the lines around it, with the place of the line that holds it.

    For one's own deeds it is the time they were seen.
    """
    named = values.full_name(_called_near(evidence, line), parsed)
    if named:
        return named, line.at
    asked_when = parsed.shape is Shape.WHEN
    if isinstance(evidence.found.thing, Frame) and _is_own_deed(parsed):
        return _day(evidence, zone), line.at
    value, place = _surest(evidence, line, parsed, zone)
    if not value and asked_when and evidence.speaker and sought.is_over(parsed):
        return _day(evidence, zone), line.at
    return value, place


def _called_near(evidence: Evidence, line: Line) -> Iterator[str]:
    """Where a line may tell whose words it is: itself, who speaks, what stands above it, what its thing is called."""
    yield line.text
    yield evidence.speaker
    yield from (above.text for above in reversed(evidence.lines[: line.at]))
    yield from (evidence.place, evidence.found.title)


def _surest(evidence: Evidence, line: Line, parsed: Parsed, zone: ZoneInfo) -> tuple[str, int]:
    """The value in the line, or the surest in the lines near it, those below first; with its place."""
    reach = FAR if parsed.shape is Shape.WHY else NEAR
    places = [line.at, *(line.at + step for step in reach if 0 <= line.at + step < len(evidence.lines))]
    told = [said(evidence, evidence.lines[at]) for at in places]
    fits = [values.fit(said, parsed, zone) * (not asks(said.text)) for said in told]
    own = fits[0] >= (SURE if parsed.shape is Shape.WHY else HALF_SURE) or max(fits) < SURE
    best = 0 if own else fits.index(max(fits))
    value = values.value(told[best], parsed, zone)
    return value, _place_of(value, evidence, places) if value else line.at


def _place_of(value: str, evidence: Evidence, places: Sequence[int]) -> int:
    """Where a value stands, or begins."""
    whole = (at for at in places if value in evidence.lines[at].text)
    begins = (at for at in places if value.split(maxsplit=1)[0] in evidence.lines[at].text.split())
    return next(whole, next(begins, places[0]))


def _day(evidence: Evidence, zone: ZoneInfo) -> str:
    local = evidence.time.astimezone(zone)
    return f"{local.day} {local:%B %Y}"
