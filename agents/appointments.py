"""Appointments in mails and messages: what, on which day, at what time, where; later words change only their part."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import dropwhile
from zoneinfo import ZoneInfo

from agents import screens, sentences, times
from agents.patterns import lazy
from agents.times import Grain

_DAYS = frozenset({Grain.DAY, Grain.HOUR, Grain.MINUTE})
_WEEKDAY = lazy(
    r"(?:on |am |at )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b.*|"
    r"(?:am )?(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b.*", re.IGNORECASE,
)  # fmt: skip
_REPLY = lazy(r"^(?:(?:re|fwd?|aw|wg|sv|r)\s*:\s*)+", re.IGNORECASE)
_APP_SUFFIX = lazy(r"\s+[-–—|]\s+(?:[\w.]+\s?){1,4}$")
# A mail program on the web shows whose mail it is between the subject and its own name.
_ACCOUNT = lazy(r"\s+[-–—|]\s+\S+@\S+\.\w+(?:\s+[-–—|].*)?$")
_HEADER = lazy(
    r"^(from|to|cc|date|sent|subject|von|an|datum|betreff|last updated|updated|last modified|"
    r"stand|organizer|organiser|organisator|organizzatore)\s*:\s*(.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_CLOCK = lazy(
    r"(?<![\d.:])(?<!\bam )(?<!\bvom )(?<!\bzum )(?<!\bden )(?<!\bdem )(?:at |um |alle "
    r")?(\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?|"
    r"\d{1,2}\s?[ap]\.?m\.?)(?![\d.]*\d)",
    re.IGNORECASE,
)
_PRICED = lazy(
    r"\s?(?:€|\$|£|%|EUR|USD|GBP|CHF|euros?|dollars?|pounds?|km|kg|cm|m²)\b|\s?[€$£%]", re.IGNORECASE
)
_ROOM = lazy(
    r"\b(?:[Rr]oom|[Rr]aum|[Ss]aal|[Ss]ala|still(?: in| at)?|now in|moved to room|held in|meet(?:ing)? (?:in|at))\s+"
    r"(?P<place>[A-Z0-9][\w.\-]*(?:\s+[A-Z][\w\-]+)*)|\bin the (?P<named>[A-Z][\w\-]+) room\b|\b(?P<online>Zoom|"
    r"Teams|Google Meet)\b"
)
_TOPIC = lazy(
    r"^(?:(?:the|our|my|hi|hello|all|reminder:?)[ ,]+)*(?P<what>[\w'’&\- ]{3,48}?)\s+"
    r"(?:is|are|was|will be|has been|got|gets|moves?|moved|rescheduled|takes place|starts|shifted|pushed|findet|"
    r"ist|verschoben)\s+"
    r"(?:now |been |re)?(?:on|to|at|moved|scheduled|rescheduled|shifted|postponed|pushed|confirmed|for|am|auf|"
    r"um|next|tomorrow|today|monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday)\b", re.IGNORECASE,
)  # fmt: skip
_MEETING = lazy(
    r"\b(?:review|meeting|call|appointment|interview|lunch|dinner|standup|stand-up|sync|retro\w*|demo|workshop|"
    r"kick-?off|session|party|wedding|concert|flight|train|dentist|doctor|check-?up|exam|deadline|launch|delivery|"
    r"visit|viewing|class|lesson|training|seminar|conference|briefing|1:1|one-on-one|termin|besprechung|treffen|"
    r"riunione|appuntamento)\b|会议|预约", re.IGNORECASE,
)  # fmt: skip
_CANCELLED = lazy(
    r"\b(?:cancel(?:l?ed|s)?|called off|is off|not happening|scrapped|fell through|falls? through|abgesagt|fällt aus|"
    r"annullat\w|won['’]t (?:happen|take place))\b|取消", re.IGNORECASE,
)  # fmt: skip

_OVER = lazy(
    r"\b(?:is off|['’]s off(?! (?:to|on|work|sick|today|for))|"
    r"no longer (?:going|happening|need(?:ed)?|valid|available|applies)|"
    r"not (?:going|coming|happening) (?:any ?more|after all)|"
    r"gave up (?:on )?|dropped the|backed out|sold (?:my|the|our)|got rid of|broke up with|split up|passed away|died|"
    r"fällt flach|findet nicht statt|wird nichts|gestrichen|è saltat[oa]|sfumat[oa]|non si fa(?: più)?|folded|"
    r"abgeblasen|storniert|geplatzt|ins wasser gefallen|saltat[oa]|annullat[oaie]|disdett[oaie])\b|"
    r"泡汤|不去了|作罢|办不成|黄了",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a message says of an appointment; empty parts are not spoken of. `day` is in words, `start` aware."""

    subject: str
    day: str = ""
    clock: str = ""
    place: str = ""
    by: str = ""
    start: datetime | None = None
    cancelled: bool = False

    @property
    def says_something(self) -> bool:
        """True when there is a subject and any part of the appointment."""
        return bool(self.subject and (self.day or self.clock or self.place or self.cancelled))


def is_cancelled(text: str) -> bool:
    """True where something is called off."""
    return bool(_CANCELLED.search(text))


def calls_off(text: str) -> bool:
    """True where something planned, taken or held is said to be off or over."""
    return is_cancelled(text) or bool(_OVER.search(text))


def tells_clock(text: str) -> bool:
    """True for a text with a time of the day; a price is none."""
    return any(not _PRICED.match(text, found.end()) for found in _CLOCK.finditer(text))


def is_meeting(word: str) -> bool:
    """True for a word that names an appointment."""
    return bool(_MEETING.search(word))


def header(text: str, *names: str) -> str:
    """The value of a mail's header line by one of its names (small letters), or empty."""
    return next((match[2].strip() for match in _HEADER.finditer(text) if match[1].casefold() in names), "")


def _sender(text: str) -> str:
    return header(text, "from", "von").split("<")[0].strip()


def body_of(text: str) -> str:
    """A mail's text without its header lines."""
    return _HEADER.sub("", text).strip()


def subject_line(title: str) -> str:
    """A mail's subject without "Re:" and the app's name behind it."""
    return _APP_SUFFIX.sub("", _ACCOUNT.sub("", _REPLY.sub("", title.strip()))).strip()


def sent_at(text: str, seen: datetime, zone: ZoneInfo) -> datetime:
    """When a mail says it was sent, or an old letter or page that it was written, or the time it was seen."""
    written = header(text, "date", "sent", "datum", "last updated", "updated", "last modified", "stand")
    span = times.range_of(written, seen, zone) if written else _dated_above(text, seen, zone)
    return span.start if span and span.start <= seen else seen


# Where a letter or a page says when it was written, and in how many words beside: "Berlin, 3 February 2024".
_HEAD_LINES, _HEAD_WORDS = 3, 3
_YEAR = lazy(r"\b(?:19|20)\d\d\b|(?:19|20)\d\d年")
# What was written before so long is no news of today.
OLD = timedelta(days=60)


def _dated_above(text: str, seen: datetime, zone: ZoneInfo) -> times.Span | None:
    """The one full date that stands above a text nearly by itself, if it lies long before the text was seen."""
    head = [line.strip() for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    found = [
        (line, span) for line in head for span in times.dated(line, seen, zone) if _YEAR.search(span.text)
    ]
    if len(found) != 1:
        return None
    line, span = found[0]
    beside = f"{line[: span.first]} {line[span.last :]}"
    alone = len(beside.split()) <= _HEAD_WORDS and not any(map(str.isdigit, beside))
    return span if alone and span.grain is Grain.DAY and span.start < seen - OLD else None


def sentence_of(found: Appointment, text: str) -> str:
    """The sentences of a mail that say an appointment's time or place, in the mail's own words."""
    clock = found.clock.replace(":", "[:.]")
    said = [
        one
        for one in sentences.split(body_of(text))
        if (clock and re.search(rf"(?<!\d){clock}", one)) or (found.place and found.place in one)
    ]
    return " ".join(said)


# "moved from Thursday 12:00 to Friday 13:00": what it was is no part of when it is.
_MOVED_FROM = lazy(
    r"(?P<moved>\b(?:moved|moves|shifted|postponed|changed|rescheduled|pushed|brought forward))"
    r" from [^.\n]{3,40}? to ",
    re.IGNORECASE,
)


def read(text: str, title: str, said_at: datetime, zone: ZoneInfo) -> Appointment | None:
    """The appointment a message speaks of; `title` is its subject line, empty for a spoken sentence."""
    said = _MOVED_FROM.sub(r"\g<moved> to ", body_of(text))
    subject = _subject(said, title)
    if not subject:
        return None
    spans = [span for span, _ in times.resolve(said, said_at, zone)] or times.find(said, said_at, zone)
    day = next((span for span in spans if _names_a_day(span)), None)
    clock, room = _CLOCK.search(said), _ROOM.search(said)
    day = _ahead(day, said_at)
    lines = [one.strip() for one in said.splitlines() if one.strip()]
    named = any(_field(lines, which) for which in ("whom", "with"))
    found = Appointment(
        _with_people(subject, lines, _sender(text)) if named else subject, _day_words(day, zone),
        clock[1].replace(".", ":") if clock else "", _place(room), _sender(text),
        day.start if day else None, is_cancelled(said),
    )  # fmt: skip
    return found if found.says_something else None


_CONFIRMS = lazy(
    r"\b(?:booking|booked|reserv(?:ed|ation|ierung)|confirm(?:ed|ation)?|appointment|"
    r"your (?:visit|tickets?|table|stay)|"
    r"termin\w*|gebucht|buchung\w*|bestätig\w+|reserviert|prenotazion\w+|conferm\w+|appuntamento|réserv\w+|"
    r"rendez-vous|cita)\b|预约|预订|订单",
    re.IGNORECASE,
)


# What a page offers is not done: a button, or until when it is free of charge.
_MAY_CANCEL = lazy(
    r"\b(?:may|can|could|to|you) cancel\b|\bcancel (?:my |your |this )?(?:booking|reservation|appointment|"
    r"order|stay|tickets?|"
    r"free|for free|until|any ?time)\b|(?:可以|可|免费)取消",
    re.IGNORECASE,
)


def confirmed(text: str, title: str, said_at: datetime, zone: ZoneInfo) -> tuple[Appointment, str] | None:
    """What a page or mail confirms as booked, and the lines it says so in: with one day, and a time of it."""
    line = subject_line(title)
    if not _CONFIRMS.search(f"{line}\n{text}") or is_cancelled(_MAY_CANCEL.sub("", text)):
        return None
    lines = _below_header(text)
    for at, one in enumerate(lines):
        day = next((span for span in times.find(one, said_at, zone) if _names_a_day(span)), None)
        clock = _CLOCK.search(one)
        clock = clock or _clock_below(lines[at + 1 : at + 3], one)
        if day is None or clock is None or day.start < said_at:
            continue
        by = screens.sender(text) or next((top for top in lines if screens.is_own(top)), lines[0])
        subject = _with_people(line, lines, by)
        start = _at_clock(day, clock[1], zone)
        found = Appointment(subject, _day_words(day, zone), clock[1].replace(".", ":"), "", by, start)
        named = [held for held in lines if _FIELD.match(held)]
        said = dict.fromkeys((*named, *lines[max(0, at - 1) : at + 2]))
        return found, "\n".join(said)
    return None


# What a calendar writes before the title of what it invites to, or tells anew.
_INVITES = lazy(
    r"^(?:(?P<cancelled>cancell?ed(?: event)?|abgesagt|annullat[oa]|已取消)|updated(?: invitation| event)?|invitation|"
    r"(?:tentatively )?accepted|rescheduled|new time proposed|reminder|einladung|aktualisiert|zugesagt|"
    r"geändert|invito|aggiornat[oa]|邀请|已更新)\s*[:：]\s*",
    re.IGNORECASE,
)
_WHEN = lazy(
    r"^(?:when|date(?: and time)?|wann|zeit|quando|quand|cuándo|时间)\s*[:：]\s*(?P<value>.+)$",
    re.IGNORECASE | re.MULTILINE,
)
_WHERE = lazy(
    r"^(?:where|location|wo|ort|dove|luogo|où|lieu|dónde|地点)\s*[:：]\s*(?P<value>.+)$",
    re.IGNORECASE | re.MULTILINE,
)


def invited(text: str, title: str, said_at: datetime, zone: ZoneInfo) -> tuple[Appointment, str] | None:
    """What a calendar's invitation, or its newer version, says, and the lines it says so in."""
    head = next((one for one in (title, *text.splitlines()[:2]) if _INVITES.match(one.strip())), "")
    when, where = _WHEN.search(text), _WHERE.search(text)
    if not head or when is None:
        return None
    day = next((span for span in times.find(when["value"], said_at, zone) if _names_a_day(span)), None)
    clock = _CLOCK.search(when["value"])
    if day is None or clock is None:
        return None
    mark = _INVITES.match(head.strip())
    subject = subject_line(_INVITES.sub("", head.strip()))
    found = Appointment(
        subject, _day_words(day, zone), clock[1].replace(".", ":"), where["value"].strip() if where else "",
        screens.sender(text) or header(text, "from", "von", "organizer", "organiser", "organisator", "organizzatore"),
        _at_clock(day, clock[1], zone), bool(mark and mark["cancelled"]),
    )  # fmt: skip
    lines = [f"Organizer: {found.by}"] if found.by else []
    return found, "\n".join([*lines, *(one[0] for one in (when, where) if one)])


def _below_header(text: str) -> list[str]:
    """The lines below a mail's header; a form's own "Date:" stays."""
    lines = [one.strip() for one in text.splitlines() if one.strip()]
    return list(dropwhile(_HEADER.match, lines))


# The fields of a form that say whom it is for, and who receives them.
_FOR = (
    r"patient(?:in)?|guests?(?: name)?|lead guest|travell?ers?|passengers?|attendee|participant|pupil|student|child|"
    r"pet|client|customer|booked for|name|gast|gäste|reisender?|fahrgast|teilnehmer(?:in)?|kunde|kundin|paziente|"
    r"ospite|passeggero|viaggiatore|cliente|患者|病人|旅客|乘客|客人|姓名"
)
_WITH = (
    r"with|doctor|dentist|practitioner|clinician|consultant|therapist|stylist|instructor|bei|arzt|ärztin|"
    r"behandler(?:in)?|con|medico|dottore|医生|医师"
)
_FIELD = lazy(
    rf"^(?:(?P<whom>{_FOR})|(?P<with>{_WITH}))(?:\s*[:：]\s*|\s{{2,}}|\t|$)(?P<value>.*)$", re.IGNORECASE
)
_PERSON = lazy(r"(?:[^\W\d_][\w.'’-]*)(?: [^\W\d_][\w.'’-]*){0,4}|[\u3400-\u9fff]{2,8}")
_TIME_FIELD = lazy(r"(?:time|at|um|uhrzeit|zeit|ora|ore|heure|hora|时间)?\s*[:：]?\s*$", re.IGNORECASE)


def _clock_below(lines: list[str], day: str) -> re.Match[str] | None:
    """The time of a form that stands in the field below its day's."""
    for one in lines if len(day.split()) <= _FORM_WORDS else ():
        clock = _CLOCK.search(one)
        if clock and _TIME_FIELD.match(one[: clock.start()]):
            return clock
    return None


# A field of a form with its value has few words.
_FORM_WORDS = 7


def _at_clock(day: times.Span, clock: str, zone: ZoneInfo) -> datetime:
    """The start of a day's span, at the clock's time where the span says none."""
    numbers = re.match(r"(\d{1,2})[:.](\d{2})$", clock)
    if day.grain is not Grain.DAY or numbers is None or int(numbers[1]) > 23 or int(numbers[2]) > 59:
        return day.start
    return day.start.astimezone(zone).replace(hour=int(numbers[1]), minute=int(numbers[2]))


def _with_people(line: str, lines: list[str], by: str) -> str:
    """The subject of a form: what it is, for whom, with whom, and who sent it."""
    whom, receives = _field(lines, "whom"), _field(lines, "with")
    what = _YOUR.sub("", line) if whom or receives else line
    what = f"{what[:1].upper()}{what[1:]}{f' for {whom}' if whom else ''}{f' with {receives}' if receives else ''}"
    return what if not by or by in what else f"{what}, {by}" if what else by


_YOUR = lazy(r"^(?:your|ihre?|deine?|(?:il|la) (?:tuo|tua|suo|sua)|您的|你的)\s*", re.IGNORECASE)


def _field(lines: list[str], which: str) -> str:
    """A person that a form names in one of its fields, beside its name or below."""
    for one, below in zip(lines, [*lines[1:], ""], strict=True):
        found = _FIELD.match(one)
        value = (found["value"].strip() or below) if found and found[which] else ""
        if value and _PERSON.fullmatch(value):
            return value
    return ""


def stated(sentence: str, subject: str, said_at: datetime, zone: ZoneInfo, by: str) -> Appointment | None:
    """The appointment that a sentence states of a known subject; None where it names no day."""
    spans = [span for span, _ in times.resolve(sentence, said_at, zone)] or times.find(
        sentence, said_at, zone
    )
    day = _ahead(next((span for span in spans if _names_a_day(span)), None), said_at)
    if day is None:
        return None
    clock = _CLOCK.search(sentence)
    return Appointment(
        subject, _day_words(day, zone), clock[1].replace(".", ":") if clock else "", _place(_ROOM.search(sentence)),
        by, day.start, is_cancelled(sentence),
    )  # fmt: skip


def _day_words(day: times.Span | None, zone: ZoneInfo) -> str:
    if day is None:
        return ""
    local = day.start.astimezone(zone)
    return f"{local:%A} {times.say(replace(day, grain=Grain.DAY), zone)}".split(",")[0]


def _ahead(day: times.Span | None, said_at: datetime) -> times.Span | None:
    """A bare weekday of an appointment is the next one: "moved to Thursday" lies ahead."""
    if day is None or day.end > said_at or not _WEEKDAY.fullmatch(day.text.strip()):
        return day
    return replace(day, start=day.start + timedelta(days=7), end=day.end + timedelta(days=7))


def _names_a_day(span: times.Span) -> bool:
    """True for a span of one day at most that says which day, not only the time."""
    return span.grain in _DAYS and bool(re.search(r"[^\W\d_]{3,}|\d[./-]\d", _CLOCK.sub("", span.text)))


def _place(room: re.Match[str] | None) -> str:
    if room is None:
        return ""
    return (room["place"] or room["named"] or room["online"] or "").split(". ")[0].strip(". ")


def _subject(said: str, title: str) -> str:
    """What it is about: the subject line if it names a meeting, else the sentence's own subject."""
    line = subject_line(title)
    if line and _MEETING.search(line):
        return line
    for sentence in sentences.split(said):
        match = _TOPIC.match(sentence)
        if match and _MEETING.search(match["what"]):
            return match["what"].strip()
    return ""


_NAMELESS = lazy(
    r"(?:(?:your|the|my|our|this|ihr|dein|der|mein|unser|il|il (?:suo|tuo|mio)|la|la (?:sua|tua|mia)) |l['’]"
    r"|[您你我]的)"
    r"(?:appointment|booking|visit|meeting|reservation|termin|besuch|buchung|appuntamento|prenotazione|visita|预约|约会)",
    re.IGNORECASE,
)


def is_nameless(subject: str) -> bool:
    """Whether a subject only says that it is an appointment: "your appointment"."""
    return _NAMELESS.fullmatch(subject.strip()) is not None
