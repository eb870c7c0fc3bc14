"""What a mail says to its reader: what of theirs lies ahead, and who somebody is to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import appointments, screens, sentences
from agents.appointments import Appointment
from agents.patterns import lazy

_YOURS = r"(?:your|deine?|ihre?|(?:il|la) (?:tuo|tua|suo)|votre|tu|su)"
_WHAT = r"(?P<what>[^\W\d_][\w'’&/ -]{2,47}?)"
_LIES_AHEAD = lazy(
    rf"^(?:(?:and|so|also|und|auch|please note(?: that)?|hi|hello)[ ,:]+)*{_YOURS} {_WHAT}\s+(?:"
    r"(?:is|are|will be|has been|have been|takes place|will take place|starts|begins|departs|leaves)\s+(?:now )?"
    r"(?:(?:booked|scheduled|set|confirmed|arranged|planned|fixed|moved)\s+)?(?:in |for |on |at |to |from |this |next |"
    r"tomorrow|today|(?=(?:mon|tue|wed|thu|fri|sat|sun)))|"
    r"(?:ist|findet|beginnt|startet|wurde|wird|steht)\s+(?:nun |jetzt )?(?:am|für|auf|um|an|ab|morgen|heute|statt|"
    r"nächste\w*)\b|"
    r"(?:è|sarà|si terrà|inizia|comincia|si svolge)\s+(?:(?:fissat|previst|confermat|programmat)[oa] )?(?:per )?"
    r"(?:il|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|domani)\b)", re.IGNORECASE,
)  # fmt: skip
_LIES_AHEAD_HAN = lazy(
    r"^(?:您|你)的(?P<what>[\u3400-\u9fff]{2,12}?)(?:时间)?(?:已)?(?:安排在|定于|定在|是|为|在|将于)"
)
# What runs by itself is no appointment of anybody.
_RUNS = lazy(
    r"\b(?:account|password|passwort|code|pin|subscription|trial|plan|licen[cs]e|payment|invoice|bill|order|card|konto|"
    r"abo|rechnung|zahlung|abbonamento|fattura|pagamento|storage|session|access)\b|密码|账户|账号|订阅|账单",
    re.IGNORECASE,
)  # fmt: skip
_TITLE = r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herr|Frau|Sig|Sig\.ra|Dott|Dott\.ssa)\.? )"
_WORD = r"[A-ZÀ-ÖØ-Þ](?:[\w'’-]+|\.)"
_NAME = (
    rf"(?P<name>{_TITLE}{_WORD}(?: {_WORD}){{0,2}}|"
    rf"{_WORD}(?: (?:(?:van|von|de|di|der|den|da) ){{0,2}}{_WORD}){{1,2}})"
)
_ROLE = r"(?P<role>[a-zß-ÿA-Z][\w-]*(?: [\w-]+){0,2}?)"
_AFTER = r"(?=\s*(?:[.,;!(]|$| (?:and|who|at|for|during|until|from|in|on|und|e|für|bei|aus|per)\b))"
_IS = r"(?:is|will be|ist|wird|è|sarà)"
_WHO = (
    lazy(rf"\b(?i:{_YOURS}) {_ROLE}(?: (?:for|at|in|during|für|bei|per) [^.:!?]{{2,40}}?)? "
        rf"{_IS}:? {_NAME}{_AFTER}"),
    lazy(rf"{_NAME} {_IS} (?i:{_YOURS}) {_ROLE}{_AFTER}"),
)  # fmt: skip
_WHO_HAN = lazy(
    r"(?:您|你)的(?P<role>[\u3400-\u9fff]{2,8}?)(?:是|为)(?P<name>[\u3400-\u9fff]{2,4})(?=[，。！,.]|$)"
)
# Where the wrong name does harm, a mail's word is not enough to be kept.
_GUARDED = lazy(
    r"\b(?:emergency|notfall\w*|bank\w*|payee|payment|password|account|login|user ?name|code|security|doctor|gp|"
    r"physician|dentist|hausarzt|arzt|ärztin|medico|landlord|vermieter\w*|beneficiary|trustee|attorney|lawyer|name|address|"
    r"e-?mail|phone|number|employer|spouse|wife|husband|partner|mother|father|sister|brother|new)\b|医生|银行|密码|紧急",
    re.IGNORECASE,
)
_HIDDEN = " hidden]"


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who a mail says somebody is to its reader, with the sentence; `sender` and `subject` are the mail's."""

    name: str
    role: str
    sentence: str
    sender: str
    subject: str


def ahead(text: str, title: str, at: datetime, zone: ZoneInfo) -> Iterator[tuple[Appointment, str]]:
    """What a mail says of its reader's days, each with its sentence: "Your induction is on Monday at 09:00"."""
    for sentence in _sentences(text):
        found = _LIES_AHEAD.match(sentence) or _LIES_AHEAD_HAN.match(sentence)
        if found and not _RUNS.search(found["what"]) and not sentences.is_supposed(sentence):
            subject = _of_what(found["what"].strip(), _subject(text, title))
            planned = appointments.stated(sentence, subject, at, zone, screens.sender(text))
            if planned:
                yield planned, sentence


def people(text: str, title: str) -> Iterator[Somebody]:
    """Who a mail says somebody is to its reader: "Your buddy is Oluchi Brandt"."""
    for sentence in _sentences(text):
        matches = (pattern.search(sentence) for pattern in (*_WHO, _WHO_HAN))
        found = next((match for match in matches if match), None)
        if found and not _GUARDED.search(sentence) and not _RUNS.search(found["role"]):
            name = found["name"].strip()
            yield Somebody(name, found["role"], sentence, screens.sender(text), _subject(text, title))


def _sentences(text: str) -> Iterator[str]:
    for one in sentences.split(appointments.body_of(text)):
        if _HIDDEN not in one and "?" not in one:
            yield one.strip()


def _subject(text: str, title: str) -> str:
    return appointments.subject_line(
        appointments.header(text, "subject", "betreff", "oggetto", "objet") or title
    )


def _of_what(what: str, line: str) -> str:
    """What it is, with the mail it stands in, unless one names the other."""
    if not line or what.casefold() in line.casefold():
        return line or what
    return f"{what} ({line})"
