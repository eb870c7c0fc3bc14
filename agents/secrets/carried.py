"""Recognises a value that stands apart from its name: sentences, lines or messages behind it, with nothing else said.

"They make you choose a PIN on the spot. I took 6402.", "PIN" above "4821", "the gate code?" and two messages on "5512".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from agents.patterns import lazy
from agents.secrets import around, forms, misread, names
from agents.secrets.found import Found, SecretKind

# How many sentences, or messages, may stand between a name and its value; and lines of what was written down.
SENTENCES, MESSAGES, LINES = 4, 3, 2
# Longest sentence that is looked at, and longest one that holds a value and nothing else.
_LONGEST, _LONGEST_APART = 240, 120
_MOST_OF_LABEL = 4
# How many words of its own the sentence of a value may have before it, where a code was named.
_STRANGE = 2


class _Sort(IntEnum):
    """What a sentence names; the surest counts where it names several."""

    NOTHING = 0
    NETWORK = 1
    THING = 2
    PAPER = 3
    CODE = 4


_OTHER = misread.in_any_case(names.OTHER_CODE)
_NAMES = misread.in_any_case(
    rf"(?P<CODE>{names.CODE}|\[[a-z ]+ hidden\])|(?P<PAPER>{names.PAPER})|(?P<THING>{names.LOCKED})"
    rf"|(?P<NETWORK>{names.NETWORK})"
)
_LONG = misread.in_any_case(names.LONG_KEY)
_SHORT = misread.in_any_case(names.SHORT_CODE)
_ANEW = misread.in_any_case(names.ANEW)
_ASKS_OTHER = misread.in_any_case(names.OTHER_QUESTION)
# What leads over to a value in the sentence of its name.
_LEADS_OVER = misread.in_any_case(
    r"(?:(?:\b(?:is|are|was|be|it['’]s|its|now|to|ist|sind|lautet|heisst|heißt|war|auf|e|sono|era|es|est|son|c['’]est|"
    r"mine is|goes|not|isn['’]t|wasn['’]t|nicht|non|pas|no|"
    r"key in|type(?: in)?|enter|press|dial|use|try|tippe?|tippst|gib|nimm|metti|digita|inserisci|tape[sz]?|"
    r"compose[sz]?|marca|teclea|pulsa)"
    r"|['’]s|[:=,]| [-–—])\s{1,3}|[是为成：]\s?)(?:now |jetzt |still |always |actually |ubrigens |immer |sempre |"
    r"toujours |siempre |adesso |ora |maintenant |ahora |[\"“'‘„])?$"
)
_TAKES = misread.in_any_case(r"\b(?:takes|wants|nimmt|vuole|prende|prend|quiere)\s(?:now\s|jetzt\s)?$")
_SAYS_WHAT = misread.in_any_case(r"\s*(?:(?:is|ist|e|est|es)\s|是)")
_UNIT = lazy(r"[^\n.!?;。！？]+(?:[.!?](?=\S)[^\n.!?;。！？]*)*[.!?;。！？]*")
_ENDS = lazy(r"[.!?:。！？：]\s*$")
_BARE = misread.in_any_case(r"\W*(?:codes?|clave|codigos?|codici?|combos?|passwords)\W*$")
_LAST_NAME = misread.in_any_case(rf"(?:{names.CODE})\s?[:=]?\s*$")
_DIGIT, _NUMBER = lazy(r"\d"), lazy(r"\d\d")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a line of what was written down, with where it stands."""

    message: int
    line: int
    first: int
    text: str


def find(text: str) -> Iterator[Found]:
    """Every value that stands behind its name, with nothing else said of it."""
    return _of_last([text])


def find_after(before: Sequence[str], text: str) -> Iterator[Found]:
    """The values of a message by the names in it, and in those before it, the newest last."""
    return _of_last([*before[-MESSAGES:], text])


def _of_last(messages: Sequence[str]) -> Iterator[Found]:
    if not _DIGIT.search(messages[-1]):
        return
    units = list(_units(messages))
    for at, unit in enumerate(units):
        if unit.message == len(messages) - 1 and len(unit.text) <= _LONGEST and _DIGIT.search(unit.text):
            yield from _values(units[max(0, at - SENTENCES) : at], unit)


def _units(messages: Sequence[str]) -> Iterator[_Unit]:
    for message, text in enumerate(messages):
        line, passed = 0, 0
        for match in _UNIT.finditer(text):
            line += text.count("\n", passed, match.start())
            passed = match.start()
            if not match.group().isspace():
                yield _Unit(message, line, match.start(), match.group())


def _values(before: Sequence[_Unit], unit: _Unit) -> Iterator[Found]:
    for match in forms.VALUE.finditer(unit.text):
        shaped = forms.is_value(match, fewest=3, most=forms.MOST_OF_PAPERS) or forms.is_long(match)
        if shaped and _is_told(match, before, unit):
            kind = SecretKind.PASSWORD if match.lastgroup == "strange" else SecretKind.PIN
            label = "password" if kind is SecretKind.PASSWORD else "code"
            yield Found(kind, *match.span(), label).moved(unit.first)


def _is_told(match: re.Match[str], before: Sequence[_Unit], unit: _Unit) -> bool:
    lead, tail = unit.text[: match.start()], unit.text[match.end() :]
    joined = match.lastgroup == "strange" and _JOINS.match(tail) is not None
    if not joined and not around.is_tail(tail):
        return around.is_lead(lead) and _SAYS_WHAT.match(tail) is not None and _is_named(match, _sort(tail))
    if _is_told_of(match, lead) or _is_label_of(match, lead, before):
        return True
    if len(unit.text) > _LONGEST_APART or not around.is_lead(lead, _STRANGE):
        return False
    return any(_is_meant(match, before[at:], unit, lead, tail) for at in range(len(before)))


# How a sentence goes on behind a value: "It is Lilac!Bench1946 and the user name is still the same".
_JOINS = lazy(r"\s*[,;]?\s(?:and|but|while|und|aber|e|ma|et|y)\s", re.IGNORECASE)


def _is_told_of(match: re.Match[str], lead: str) -> bool:
    """Whether a value stands behind its name in one sentence, after what leads over."""
    if _LEADS_OVER.search(lead) is not None:
        return _is_named(match, _sort(lead))
    takes = match.lastgroup != "strange" and forms.is_value(match) and _TAKES.search(lead) is not None
    return takes and _sort(lead) is _Sort.THING


def _is_named(match: re.Match[str], sort: _Sort) -> bool:
    if sort is _Sort.PAPER:
        # "99999999A" is no number of somebody's, but how one is written.
        some = len(set(filter(str.isdigit, match.group()))) > 1
        return some and forms.is_value(match, fewest=5, most=forms.MOST_OF_PAPERS)
    return sort is _Sort.CODE and forms.is_value(match)


def _is_label_of(match: re.Match[str], lead: str, before: Sequence[_Unit]) -> bool:
    """Whether nothing but its name stands before a value: "Code 2846", behind a sentence that says of what."""
    name = _LAST_NAME.search(lead)
    if name is None or (not _is_label(lead) and not _BARE.match(lead)):
        return False
    opens = any(_sort(one.text) is _Sort.THING for one in before)
    return _is_named(match, _sort(lead)) and (opens or _BARE.match(lead) is None)


def _is_meant(match: re.Match[str], since: Sequence[_Unit], unit: _Unit, lead: str, tail: str) -> bool:
    """Whether a value can be that of what was named in the first of the sentences before it."""
    topic = since[0]
    if not _is_near(topic, unit):
        return False
    sort = _sort(topic.text)
    if sort is _Sort.CODE and _is_code(match, topic.text):
        return around.is_lead(lead) or forms.is_chosen(match) or lead.rstrip().endswith((":", "："))
    if not around.is_lead(lead):
        return False
    if sort is _Sort.PAPER:
        return _is_named(match, sort)
    if sort is _Sort.NETWORK:
        return match.lastgroup == "strange"
    if sort is not _Sort.THING or match.lastgroup == "strange" or not forms.is_value(match):
        return False
    if around.acts(lead + tail) or around.is_apposed(lead):
        return True
    if forms.is_hour(match.group()) or forms.is_day(match.group()):
        return False
    labelled = topic.line != unit.line and not lead.strip() and not tail.strip()
    anew = any(_ANEW.search(one.text) for one in since)
    return labelled or anew


def _is_code(match: re.Match[str], topic: str) -> bool:
    """Whether a value can be that of a code which is called so: some have three digits, some twenty."""
    short = forms.is_value(match, fewest=3) and _SHORT.search(topic) is not None
    return short or forms.is_value(match) or (_LONG.search(topic) is not None and forms.is_long(match))


def _sort(sentence: str) -> _Sort:
    """What a sentence names, if it asks for no time, price or number of things."""
    bare = _OTHER.sub(lambda match: "_" * len(match.group()), sentence)
    groups = {match.lastgroup for match in _NAMES.finditer(bare)}
    if not groups or _ASKS_OTHER.search(sentence):
        return _Sort.NOTHING
    return max(_Sort[group] for group in groups if group)


def _is_near(topic: _Unit, unit: _Unit) -> bool:
    """Whether what a sentence names may still be spoken of; `unit` is no more than SENTENCES behind it."""
    if topic.message != unit.message or topic.line == unit.line:
        return True
    return unit.line - topic.line <= 2 * LINES and (
        _ENDS.search(topic.text) is not None or _is_label(topic.text)
    )


def _is_label(line: str) -> bool:
    """Whether a line is a name and not much more."""
    return len(line.split()) <= _MOST_OF_LABEL and not _NUMBER.search(line) and not _BARE.match(line)
