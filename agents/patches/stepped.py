"""The steps of a procedure as words tell them anew: one in the place of another, left out, or put between two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agents import sentences, stems
from agents.patches import marks
from agents.patches.meant import WEAK
from agents.patterns import lazy

# What a step no longer needs, and what does not count as a word of its own.
_SKIPPED = lazy(
    r"\b(?:skip|leave out|drop|no need (?:to|for)|don['’]t need|weglassen|saltare|salta|sauter|ohne)\b|不用|"
    r"跳过|省略",
    re.IGNORECASE,
)
_CLAUSES = lazy(
    r"\s*;\s+|(?<=\w\w):\s+|(?<=[.!])\s+|，|。|,\s+(?:and\s+)?(?=(?:then|also|but|now)\b)|,\s+and\s+(?=(?:when|"
    r"at|in|for|the|with)\b)|"
    r",?\s+but\s+"
)
# Between which steps a new one is put: "right before the alarm", "after step 2", "nach dem Mahlen".
_BETWEEN = lazy(
    r"(?:\b(?:and|und|e)\s+)?\b(?:(?:right|just|straight|immediately|directly|direkt|gleich|subito)\s+)?"
    r"(?P<order>before|after|vor|nach|bevor|nachdem|prima d\w+|dopo)\s+"
    r"(?P<anchor>(?:(?:the|you|we|i|it|step|der|dem|die|den|das|schritt|il|la|lo|passo)\s+)*[\w.'’-]+"
    r"(?:\s+(?!(?:and|und|e|before|after|vor|nach|prima|dopo)\b)[\w.'’-]+){0,2})",
    re.IGNORECASE,
)
_NUMBERED = lazy(r"^(?:the )?(?:step|schritt|passo)\s+(?P<number>\d{1,2})\b", re.IGNORECASE)
_BEFORE = lazy(r"before|vor|bevor|prima", re.IGNORECASE)
# What is done to the step that another is put beside: "before the shutters come down".
_TAIL = lazy(r"^(?: (?!and\b|und\b|e\b|because\b|so\b)[^\W\d_]+){1,3}(?=[.,;!]|$)")
# What leads up to a step, and is none of it.
_LEAD = lazy(
    r"^(?:(?:and|but|so|then|also|now|please|you|we|i|only then|und|dann|e|poi)\s+|(?:have|has|need|needs) to\s+|"
    r"(?:must|should|always|first|muss|musst|soll|bisogna|devi)\s+)+",
    re.IGNORECASE,
)
FEWEST_WORDS = 2
# What is told of one day is no step of every day.
_PAST = lazy(
    r"\b(?:was|were|went|had|did|came|yesterday|used to|forgot\w*|vergess\w*|dimenticat\w|gestern|war|hatte|ging|"
    r"ieri|era|siamo andat\w)\b|昨天",
    re.IGNORECASE,
)
# That something is to be a step from now on.
_LISTS = lazy(
    r"\b(?:put|add|write|include|insert|goes)\b[^.:;]{0,30}\b(?:list|checklist|routine|steps?|procedure|recipe)\b|"
    r"\b(?:new (?:rule|step)|another step|(?:auf|in) die (?:\w*liste)|neuer schritt|nella lista|nuovo passo)\b|"
    r"加一步",
    re.IGNORECASE,
)


# A step that is no more, and what takes its place: "the alarm's been taken out so that step goes. Instead you ...".
_STEP_GOES = lazy(
    r"\b(?:that|this|the|which)(?: \w+)? step (?:goes|is gone|is out|falls away|is no longer needed|disappears)\b|"
    r"\b(?:dieser|der|damit (?:fällt|entfällt) der)(?: \w+)? schritt(?: (?:fällt weg|entfällt|ist weg))?\b(?=[.,;!]|$)|"
    r"\b(?:questo|quel|il) passo (?:salta|non serve più|si toglie)|(?:这|那)一?步(?:取消|不用)了?",
    re.IGNORECASE,
)
# What a step is about is done no more: "the vinegar soak is scrapped", "das Wässern entfällt"; "the soak is out" only
# with what is done instead, for the milk is out, too, when none is left.
_IS_DROPPED = lazy(
    r"\b(?:(?:is|are|has been|have been|gets?) (?:now )?(?:scrapped|dropped|cut|abolished|cancelled|history|no more)|"
    r"(?:entfällt|entfallen|fällt weg|fallen weg)|(?:ist|sind|wird|werden) (?:gestrichen|abgeschafft)|"
    r"non si fa(?:nno)? più|(?:è|sono) (?:abolit|eliminat|tolt)[oaie])\b|(?:不做|不用做|取消|免)了",
    re.IGNORECASE,
)
_IS_OUT = lazy(
    r"\b(?:(?:is|are) (?:now )?(?:out|off|gone|over|done with)|(?:ist|sind) (?:jetzt )?(?:raus|weg|vorbei)|"
    r"(?:salta|saltano|è fuori|sono fuori))\b|不要了|不行了",
    re.IGNORECASE,
)
_INSTEAD_OF_IT = lazy(
    r",?\s*\b(?:instead|stattdessen|dafür|invece|al suo posto)\b,?\s*|改[成为]", re.IGNORECASE
)
_TAKES_ITS_PLACE = lazy(r"(?:instead|stattdessen|dafür|invece|al suo posto|改[成为]),?\s*", re.IGNORECASE)


def tells(text: str) -> bool:
    """Whether words say that something is to be a step from now on, and between which, or that one is no more."""
    drops = _STEP_GOES.search(text) or (
        (_IS_DROPPED.search(text) or _IS_OUT.search(text)) and _INSTEAD_OF_IT.search(text)
    )
    return bool(_LISTS.search(text) and _BETWEEN.search(text)) or bool(drops)


def _dropped(lines: Sequence[str], text: str) -> list[str]:
    """The steps without the one that is no more, and with what is done instead in its place."""
    told = sentences.split(text)
    for at, sentence in enumerate(told):
        goes = _STEP_GOES.search(sentence)
        place = _about(sentence, lines) if goes and not sentences.is_supposed(sentence) else None
        if place is None:
            continue
        behind = told[at + 1] if at + 1 < len(told) else ""
        instead = _TAKES_ITS_PLACE.match(behind)
        step = _LEAD.sub("", behind[instead.end() :]).strip(" .!") if instead else ""
        return [*lines[:place], *([_capital(step)] if step else []), *lines[place + 1 :]]
    return _exchanged(lines, told)


def _exchanged(lines: Sequence[str], told: Sequence[str]) -> list[str]:
    """The steps without the one of which a clause says that it is done no more, and with what is done instead."""
    for at, sentence in enumerate(told):
        clauses = [] if sentences.is_supposed(sentence) else list(_REASONS.split(sentence))
        for number, clause in enumerate(clauses):
            if not (_IS_DROPPED.search(clause) or _IS_OUT.search(clause)):
                continue
            place = _about(clause, lines)
            behind = (*clauses[number + 1 :], *told[at + 1 : at + 2])
            step = next((_INSTEAD_OF_IT.sub(" ", one) for one in behind if _INSTEAD_OF_IT.search(one)), "")
            if place is None or not (step or _IS_DROPPED.search(clause)):
                continue
            step = _capital(_LEAD.sub("", " ".join(step.split())).strip(" .!,，。"))
            return [*lines[:place], *([step] if step else []), *lines[place + 1 :]]
    return list(lines)


# Between what is done no more and why, or what instead.
_REASONS = lazy(
    r"[,;:–—]\s+|[，；：]|,(?=[\u4e00-\u9fff])|\s+(?:because|since|as|weil|denn|perché|因为)\s+",
    re.IGNORECASE,
)


def changed(lines: Sequence[str], text: str) -> list[str]:
    """The steps with what words put between two of them, or each clause in the place of the step it is about."""
    dropped = _dropped(lines, text)
    if dropped != list(lines):
        rest = " ".join(
            one for one in sentences.split(text) if _ELSEWHERE.match(one) and not _is_of_dropped(one)
        )
        return _replaced(dropped, rest)
    said = sentences.split(text)
    for at, sentence in enumerate(said):
        inserted = _inserted(lines, sentence)
        if inserted:
            rest = " ".join([*said[:at], *said[at + 1 :]])
            return _replaced(inserted, rest) if _DENIES.search(rest) else inserted
    return _replaced(lines, text)


# What is done no longer, in the words before what is done in its place.
_DENIES = lazy(
    r"\b(?:not|no longer|never|instead of|rather than|nicht mehr|kein\w* [^,]*mehr|statt|anstatt|non [^,]*più|"
    r"invece di)\b|n['’]t\b|"
    r"不再",
    re.IGNORECASE,
)


def _is_of_dropped(sentence: str) -> bool:
    return bool(_STEP_GOES.search(sentence) or _INSTEAD_OF_IT.search(sentence))


# Where something of a step goes from now on.
_ELSEWHERE = lazy(
    r"(?:(?:and|also|und|e|anche) )?(?:the|der|die|das|il|la|le) \w+ "
    r"(?:goes|go|gets|is put|kommt|kommen|geht|va|vanno)\b",
    re.IGNORECASE,
)


def _inserted(lines: Sequence[str], sentence: str) -> list[str]:
    """The steps with what a sentence puts between two of them, or moves there; empty where it puts nothing."""
    places = list(_places(lines, sentence))
    if not places or _PAST.search(sentence):
        return []
    told = sentence
    for first, last, _ in reversed(places):
        behind = _TAIL.sub("", told[last:]) if _LEAD.sub("", told[:first]).strip() else told[last:]
        told = f"{told[:first]} {behind}"
    step = _LEAD.sub("", re.sub(r"\s+", " ", told.rsplit(": ", 1)[-1]).strip(" ,.;:!"))
    at = places[0][2]
    held = [number for number, line in enumerate(lines) if _adds_nothing(step, line)]
    if len(set(stems.content(step)) - WEAK) < FEWEST_WORDS:
        return []
    if held:
        return _moved(lines, held[0], at) if len(held) == 1 and _FROM_NOW_ON.search(sentence) else []
    return [*lines[:at], _capital(step), *lines[at:]]


def _moved(lines: Sequence[str], old: int, new: int) -> list[str]:
    """The steps with one of them put elsewhere; empty where it stands there already."""
    rest = [*lines[:old], *lines[old + 1 :]]
    at = new - (new > old)
    moved = [*rest[:at], lines[old], *rest[at:]]
    return moved if moved != list(lines) else []


_FROM_NOW_ON = lazy(
    r"\b(?:from (?:now on|today|tonight)|now|always|ab (?:jetzt|heute|sofort)|jetzt|immer|d['’]ora in poi|ora|"
    r"sempre)\b",
    re.IGNORECASE,
)


def _places(lines: Sequence[str], sentence: str) -> Iterator[tuple[int, int, int]]:
    """Where a sentence says between which steps something belongs: its words, half-open, and the place there."""
    for match in _BETWEEN.finditer(sentence):
        ahead = bool(_BEFORE.match(match["order"]))
        numbered = _NUMBERED.match(match["anchor"])
        if numbered and 0 < int(numbered["number"]) <= len(lines):
            yield match.start(), match.start("anchor") + numbered.end(), int(numbered["number"]) - ahead
            continue
        anchor = match["anchor"]
        ends = [word.end() for word in re.finditer(r"[\w.'’-]+", anchor)]
        meant = [(end, at) for end in ends if (at := _about(anchor[:end], lines)) is not None]
        if meant:
            at = meant[0][1]
            named = [end for end, _ in meant if _adds_nothing(anchor[:end], lines[at])]
            end = max(named, default=meant[0][0])
            yield match.start(), match.start("anchor") + end, at if ahead else at + 1


def _replaced(lines: Sequence[str], text: str) -> list[str]:
    found = _sent_elsewhere(lines, text)
    for clause in _clauses(text):
        if sentences.is_supposed(clause) and _STEP_GOES.search(clause):
            continue
        at = _about(clause, lines)
        if (
            at is None
            or found[at] != lines[at]
            or _TOPIC.search(clause)
            or _IS_OUT.search(clause)
            or _PAST.search(clause)
            or marks.STAYS.search(clause)
            or _adds_nothing(clause, lines[at])
        ):
            continue
        if found != lines and _ANCHORED.match(clause):
            continue  # Beside which step something stands that is in its place already.
        skipped = _SKIPPED.search(clause)
        found[at] = "" if skipped else _capital(_in_its_place(clause, lines[at]).strip(" ,."))
    return [line for line in found if line]


def _in_its_place(clause: str, line: str) -> str:
    """What a clause puts in the place of a step, without what it says is done no longer; "it" by its name."""
    told = _INSTEAD.sub("", clause)
    behind = _NO_LONGER.sub("", told)
    if behind == told or len(behind.split()) < FEWEST_WORDS:
        return _FROM_NOW.sub("", told)
    thing = _THING.match(line)
    return _IT.sub(thing["thing"], behind, count=1) if thing else behind


_FROM_NOW = lazy(r"^(?:from now on|ab jetzt|d['’]ora in poi),? (?:we |you |i )?", re.IGNORECASE)
_NO_LONGER = lazy(
    r"^(?:[^,]*n['’]t [^,]*\bany ?more|[^,]*\b(?:(?:not|never)\b[^,]*\bany ?more|no longer\b[^,]*|nicht "
    r"mehr\b[^,]*|non\b[^,]*\bpiù\b[^,]*|"
    r"(?:instead of|rather than|statt|anstatt|invece di)\b[^,]*)),\s+(?:but |just |sondern |ma )?",
    re.IGNORECASE,
)
_THING = lazy(r"^[a-zà-ÿ]+ (?P<thing>(?:the|all|every|den|die|das|il|la|i|le) [^\W\d_]+)\b", re.IGNORECASE)
_IT = lazy(r"\b(?:it|them)\b")


# That a procedure changed says nothing of a step: "the weekly export changed".
_TOPIC = lazy(
    r"\b(?:changed|has changed|is different|is new|hat sich geändert|ist (?:jetzt )?anders|è cambiat[oa])[.!]?$|"
    r"\b(?:ha[sd]|there(?:['’]s| is| are)|hat|gibt es|ha|c['’]è|ci sono)\b[^.,;]{0,20}\b(?:changes?|difference|"
    r"änderung(?:en)?|neuerung|modific[ah]e?|cambiament[oi]|novità)\b|有[^，。,]{0,4}(?:变化|变动|改动)",
    re.IGNORECASE,
)
# Who did a step before: "nobody mails Gudrun any more, ...".
_INSTEAD = lazy(
    r"^(?:nobody|no one|niemand|nessuno)\b[^,]*\b(?:any ?more|no longer|mehr|più)\b,? "
    r"(?=(?:just|only|instead|nur|sondern|stattdessen|solo|invece)\b)(?!$)",
    re.IGNORECASE,
)
_ANCHORED = lazy(r"(?:(?:right|just|directly|gleich) )?(?:after|before|nach|vor|dopo|prima)\b", re.IGNORECASE)
# Where something goes, in a step and in what is said of it.
_GOES_TO = lazy(
    r"\b(?:(?P<by>upload\w*|sav\w+|send\w*|post\w*|cop(?:y|ies)|mov\w+|put\w*|goes|go|stor\w+|mail\w*|deliver\w*|"
    r"bring\w*|tak\w+|export\w*|drop\w*|fil\w+)(?: \w+){0,3}? (?:to|in|into|on|onto)|"
    r"(?P<von>hochladen|speichern|kommt|geht|legen|schicken|kopieren)(?: \w+){0,3}? (?:auf|in|an|nach|ins)|"
    r"(?P<da>caricare|salvare|va|vanno|mandare|mettere)(?: \w+){0,3}? (?:su|sul|sulla|in|a|al|alla|nel|nella)) "
    r"(?P<where>[^.,;!]+)",
    re.IGNORECASE,
)
_IS_GONE = lazy(
    r"\b(?:is|are|was|has been|ist|wird|è) (?:now |jetzt |ora |nun )?(?:read[- ]only|gone|retired|full|closed|"
    r"dead|off|no more|"
    r"shut\w*|switched off|turned off|abgeschaltet|weg|voll|geschlossen|chius[oa]|pien[oa]|spent[oa])\b|"
    r"\b(?:no longer|not [^.,;]* any ?more|instead of|nicht mehr|statt|non [^.,;]* più|invece d\w+)\b",
    re.IGNORECASE,
)


_SINCE = lazy(r"(?: (?:now|from now on|instead|jetzt|ab jetzt|ora|adesso))+\s*$|\s+$", re.IGNORECASE)


def _sent_elsewhere(lines: Sequence[str], text: str) -> list[str]:
    """The steps with another place in the one whose own is gone: "it goes to Seafile, the N: drive is full"."""
    found = list(lines)
    held = [(at, match) for at, line in enumerate(lines) if (match := _GOES_TO.search(line))]
    told = [
        _SINCE.sub("", _IS_GONE.split(match["where"])[0]).strip()
        for match in _GOES_TO.finditer(text)
        if not _PAST.search(match[0])
    ]
    for at, match in held:
        new = [where for where in told if where and not _names_place(match["where"], where)]
        gone = [one for one in re.split(r"[,;]\s+|(?<=[.!])\s+", text) if _IS_GONE.search(one)]
        if len(new) == 1 and any(_names_place(match["where"], one) for one in gone):
            found[at] = f"{lines[at][: match.start('where')]}{new[0]}"
    return found


def _names_place(place: str, text: str) -> bool:
    """Whether words name a place of a step: by a name or a letter of a drive, or by a word that tells it."""
    names = [one for one in re.findall(r"\b[A-ZÄÖÜ][\w.-]*:?", place) if one[:1].isupper()]
    if names:
        return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in names)
    return bool((set(stems.content(place)) - WEAK) & set(stems.content(text)))


def _clauses(text: str) -> Iterator[str]:
    return (re.sub(r"^(?:and|but|so|then|und|e)\s+", "", one) for one in _CLAUSES.split(text) if one)


def _about(clause: str, lines: Sequence[str]) -> int | None:
    """Which line a clause is about: the one that shares most of its words, if one does."""
    wanted = set(stems.content(clause)) - WEAK
    shared = [len(wanted & set(stems.content(line))) for line in lines]
    most = max(shared)
    return shared.index(most) if most and shared.count(most) == 1 else None


def _adds_nothing(clause: str, line: str) -> bool:
    return set(stems.content(clause)) - WEAK <= set(stems.content(line))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
