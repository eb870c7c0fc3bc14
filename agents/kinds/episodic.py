"""Episodic memory: what happened, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Annotated
from zoneinfo import ZoneInfo

from agents import (
    agendas,
    appointments,
    chats,
    claims,
    forwards,
    habits,
    keeping,
    letters,
    screens,
    sentences,
    statements,
    stems,
    stretches,
    talks,
    times,
    unhidden,
)
from agents.appointments import Appointment
from agents.chats import windows
from agents.finding import Effect, Finding, Material, Utterance, Voice
from agents.patterns import lazy
from agents.statements import Form
from agents.summing import Rolling, Span
from agents.talks import Line
from storage.kind import Body, Growth, MemoryKind, Recall, Use
from storage.model import BodyFields, Frame, Note, ObservationId


class Event(Body):
    """An event of the user's days. Times are ISO 8601 with offset; `tree_path` goes from wide to narrow.

    `subject` names what is planned (an appointment), so that later words about it change it; of a conversation it names
    the thread; else it is empty. `said` are the user's own words of a conversation, which their turns are found by.
    """

    occurred_at: Annotated[datetime, Use.COLUMN]
    summary: Annotated[str, Use.TITLE, Use.COLUMN]
    details: Annotated[str, Use.SEARCH] = ""
    event_type: Annotated[str, Use.COLUMN] = "activity"
    actor: Annotated[str, Use.COLUMN, Use.SEARCH] = "user"
    ended_at: datetime | None = None
    subject: Annotated[str, Use.KEY] = ""
    said: str = ""
    tree_path: Annotated[list[str], Use.PATH] = []


KIND = MemoryKind(
    name="episodic",
    title="Episodes",
    body=Event,
    guide=(
        "Events of the user's days in the past tense, one entry an event, with its date. "
        "Not facts that outlive the day."
    ),
    recall=Recall.BY_TIME,
    growth=Growth.APPEND,
    examples=(
        "Yesterday I had lunch with Marco and we talked about the contract.",
        "We went hiking last weekend.",
        "The deployment failed at noon and was rolled back.",
        "I have a dentist appointment on Tuesday at three.",
    ),
    text_field="summary",
    rank=2,
)

# A conversation as a whole, in the user's own words.
_TALK = "talk"
# What a day holds is kept as what happened, or is to happen.
TAKES = (Form.HAPPENING,)
# What names a conversation or a day: so many parts, of so many letters.
_HEADLINE, _HEAD = 3, 60
# A newer mail may move an appointment that an older mail announced.
SCREENS_OVERRULE = True
# Longest text of one event, in characters; MIRIX closes an event at 5,000, a line of a list reads at a tenth.
LONGEST = 500
# Sentences of talk that are worth an event by themselves.
_HAPPENED = lazy(
    r"\b(?:last day|went|met|had (?:a|an|lunch|dinner|coffee)|visited|attended|finished|completed|submitted|signed|"
    r"bought|sold|booked|won|lost|passed|failed|broke|fixed|launched|shipped|released|decided|chose|agreed|promised|"
    r"started|left|moved|arrived|flew|drove|travell?ed|returned|celebrated|got (?:a|an|the|married|engaged|promoted)|"
    r"ran|hiked|saw|watched|called|paid|borrowed|lent|sent|received|adopted|died|born|settled on|cancel\w+|postponed|"
    r"going to|will|planning to|switch(?:ed|ing)|habe|hatte|war|gekauft|gebucht|ho (?:comprato|visto|fatto)|"
    r"sono andat\w|买了|去了|见了)\b", re.IGNORECASE,
)  # fmt: skip
_ACCEPTED = lazy(
    r"^(?:(?:yes|yeah|yep|ok|okay|oh)[,! ]+)?(?:perfect|great|lovely|sounds (?:good|great|perfect)|that one|"
    r"that['’]s (?:it|the one)|"
    r"let['’]s (?:do|go with|take) (?:that|it|this)|i['’]ll (?:take|do|go with) (?:that|it|this)|deal|go with that|"
    r"ja,? (?:das|genau)|perfekt|va bene|perfetto|就这个|好的,?就)\b", re.IGNORECASE,
)  # fmt: skip
_PICKS = lazy(r"\b(?:that|this|it|one|das|quello|这个)\b|^perfe", re.IGNORECASE)
_PROPOSAL = lazy(
    r"^(?:(?:how|what) about|i(?:['’]d| would)? (?:suggest|recommend|propose)|you could (?:try|make|cook|take|do|go)|"
    r"(?:maybe|perhaps) (?:try)?|why not|let['’]s|consider|wie wäre es mit|che ne dici di)\s+(?P<what>.+?)[?.!]*$",
    re.IGNORECASE,
)
_REMEMBER = lazy(
    r"^(?:please )?(?:remember|note|keep in mind|don['’]t forget|merk dir|"
    r"ricorda)\b",
    re.IGNORECASE,
)
_CONTENT = lazy(r"[^\W\d_]{3,}", re.UNICODE)


def find(material: Material) -> list[Finding]:
    """The appointments, what was told with a date, what was settled, and the activity on the screen."""
    planned = [*_appointments_on_screens(material), *_appointments_told(material)]
    used = {source.observation for finding in planned for source in finding.sources}
    return [*planned, *_told(material, used), *_settled(material), *_activity(material, planned)]


def _appointments_on_screens(material: Material) -> Iterator[Finding]:
    for seen, frame in material.frames():
        utterance = _of_today(seen, frame)
        if mailed := list(_in_mail(utterance, frame, material)):
            yield from mailed
            continue
        if ahead := list(_ahead_in_letter(utterance, frame, material)):
            yield from ahead
            continue
        if invited := _invited(utterance, frame, material):
            yield invited
        elif agendas.is_agenda(frame.app, frame.window_title):
            for planned, line in agendas.read(utterance.text, utterance.time, material.zone):
                yield _planned(planned, utterance, utterance.time, line)
        elif booked := _booked(utterance, frame, material):
            yield booked
        elif screens.is_message(frame.app, utterance.text):
            yield from _in_sentences(utterance, utterance.text, material)


def _of_today(utterance: Utterance, frame: Frame) -> Utterance:
    """A screen without the older mail that one on it hands on and says no longer holds."""
    mail = forwards.read(utterance.text, frame.window_title)
    return replace(utterance, text=mail.today) if mail is not None and mail.is_outdated else utterance


def _in_mail(utterance: Utterance, frame: Frame, material: Material) -> Iterator[Finding]:
    """The appointment of a mail, as it is told today; else as an older mail tells it that it hands on."""
    mail = forwards.read(utterance.text, frame.window_title)
    parts = (mail.today, mail.before) if mail is not None else (utterance.text,)
    for text in parts if screens.is_mail(utterance.text) else ():
        at = appointments.sent_at(text, utterance.time, material.zone)
        found = appointments.read(text, frame.window_title, at, material.zone)
        if found:
            yield _planned(found, utterance, at, said=appointments.sentence_of(found, text))
            return


def _ahead_in_letter(utterance: Utterance, frame: Frame, material: Material) -> Iterator[Finding]:
    """What a mail says lies ahead of its reader."""
    if screens.is_letter(frame, utterance.text):
        at = appointments.sent_at(utterance.text, utterance.time, material.zone)
        for found, sentence in letters.ahead(utterance.text, frame.window_title, at, material.zone):
            yield _planned(found, utterance, at, said=sentence)


def _appointments_told(material: Material) -> Iterator[Finding]:
    for utterance in material.said_by(Voice.USER, Voice.OTHER):
        if utterance.voice is Voice.OTHER and not utterance.name:
            continue
        yield from _in_sentences(utterance, sentences.told(utterance.text), material)


def _in_sentences(utterance: Utterance, text: str, material: Material) -> Iterator[Finding]:
    """The appointments that single sentences state."""
    for sentence in sentences.split(text):
        stated = not (sentences.is_question(sentence) or sentences.is_supposed(sentence) or "?" in sentence)
        found = appointments.read(sentence, "", utterance.time, material.zone) if stated else None
        if found:
            yield _planned(found, utterance, utterance.time, sentence)


def _invited(utterance: Utterance, frame: Frame, material: Material) -> Finding | None:
    """What a calendar's invitation says; a chat invites to nothing by itself."""
    if screens.is_chat(frame.app):
        return None
    at = appointments.sent_at(utterance.text, utterance.time, material.zone)
    invited = appointments.invited(utterance.text, frame.window_title, at, material.zone)
    return _planned(invited[0], utterance, at, said=invited[1]) if invited else None


def _booked(utterance: Utterance, frame: Frame, material: Material) -> Finding | None:
    """What a page or mail confirms as booked; a chat confirms nothing."""
    if screens.is_chat(frame.app):
        return None
    at = appointments.sent_at(utterance.text, utterance.time, material.zone)
    booked = appointments.confirmed(utterance.text, frame.window_title, at, material.zone)
    return _planned(booked[0], utterance, at, said=booked[1]) if booked else None


def _planned(
    found: Appointment, utterance: Utterance, at: datetime, quote: str = "", said: str = ""
) -> Finding:
    body = {
        "occurred_at": (found.start or at).isoformat(), "summary": _announced(found),
        "details": _parts(found, _cut(" ".join((said or quote).split()))),
        "event_type": "appointment", "actor": found.by or _actor(utterance),
        "subject": sentences.fold(found.subject),
    }  # fmt: skip
    return Finding(
        KIND.name, body, (utterance.source(quote or utterance.text),), at, "an appointment with its time or place",
        utterance.voice, 0.85, 0.7, sentences.fold(found.subject),
        frozenset({"appointment"}), Effect.ENDS if found.cancelled and not found.day else Effect.STATES,
    )  # fmt: skip


def _actor(utterance: Utterance) -> str:
    return "user" if utterance.voice is Voice.USER else utterance.name or "someone"


def _announced(found: Appointment) -> str:
    day = f" on {found.day}" if found.day else ""
    clock = f" at {found.clock}" if found.clock else ""
    place = f", room {found.place}" if found.place else ""
    return f"{found.subject[:1].upper()}{found.subject[1:]}{day}{clock}{place}"


_PART = lazy(r"^(Day|Time|Place|Said): (.*)$", re.MULTILINE)


def _parts(found: Appointment, said: str = "") -> str:
    parts = (("Day", found.day), ("Time", found.clock), ("Place", found.place), ("Said", said))
    return "\n".join(f"{name}: {value}" for name, value in parts if value)


def join(old: BodyFields, new: Finding) -> tuple[BodyFields, bool] | None:
    """An appointment with the parts that newer words change, and whether anything changed; None: nothing to join."""
    if _TALK in (old.get("event_type"), new.body["event_type"]):
        return _talk_joined(old, new)
    if not new.key or not _is_the_one(old, new):
        return None
    before, after = (dict(_PART.findall(str(body.get("details", "")))) for body in (old, new.body))
    parts = before | after
    found = Appointment(
        str(new.body["subject"]), parts.get("Day", ""), parts.get("Time", ""), parts.get("Place", "")
    )
    when = new.body["occurred_at"] if "Day" in after else old.get("occurred_at", new.body["occurred_at"])
    body = new.body | {
        "summary": _announced(found),
        "details": _parts(found, after.get("Said", "")),
        "occurred_at": when,
    }
    changed = any(parts.get(name) != before.get(name) for name in ("Day", "Time", "Place"))
    return body, changed


def _is_the_one(old: BodyFields, new: Finding) -> bool:
    """The same appointment by its subject; one kept without a subject, by its words, while it lies ahead."""
    if old.get("subject"):
        return bool(new.key == old["subject"])
    held = set(stems.content(str(old.get("summary", ""))))
    return is_open(old, new.at) and set(stems.content(new.key)) <= held


# What was seen, told or decided is over; only what was planned can change.
_DONE = frozenset({"told", "screen", "decision", "cancelled", _TALK})
# What is planned for later than this is no plan but a manner of speaking.
FARTHEST = timedelta(days=800)


def is_open(body: BodyFields, at: datetime) -> bool:
    """Whether an event is planned and still lies ahead of `at`, by its time or by a day that any of its words name."""
    when = body.get("occurred_at")
    if when is None or body.get("event_type") in _DONE:
        return False
    then = datetime.fromisoformat(str(when))
    then = then.replace(tzinfo=at.tzinfo) if then.tzinfo is None else then
    return then >= at or _names_a_day_after(KIND.search_text(body), at)


def _names_a_day_after(text: str, at: datetime) -> bool:
    zone = ZoneInfo("UTC")
    spans = [*times.find(text, at, zone), *(span for span, _ in times.resolve(text, at, zone))]
    return any(at < span.end < at + FARTHEST for span in spans)


def about(body: BodyFields) -> frozenset[str]:
    """What an appointment is known as; other events are about nothing that later words could change."""
    planned = body.get("subject") and not rolled(body)
    return frozenset({str(body["subject"])}) if planned else frozenset()


def sought(finding: Finding) -> str:
    """An event is known again by its summary: the lines of a screen tell of no other one, and a thread is a key."""
    return str(finding.body["summary"])


def _told(material: Material, used: Set[ObservationId]) -> Iterator[Finding]:
    said = tuple(material.said_by(Voice.USER, Voice.OTHER))
    for utterance in said:
        kept = [] if utterance.observation.id in used else list(_told_sentences(utterance, material))
        if kept:
            about = claims.whom(kept[0], utterance, said)
            yield _event(replace(utterance, about=about), " ".join(kept), material.zone)


def _told_sentences(utterance: Utterance, material: Material) -> Iterator[str]:
    """The sentences with a date of their own, or that tell of something done; all of a note."""
    said = sentences.meant(utterance.text)
    if utterance.voice is Voice.OTHER and not utterance.name:
        return
    before = ""
    for sentence, whole in unhidden.beside(sentences.split_around_quotes(said)):
        text = whole if claims.names_in(sentence) or claims.relations(sentence) else sentence
        if _is_told(sentence, utterance, material):
            if before and sentences.is_fragment(sentence):
                yield before
            yield text
            before = ""
        else:
            idle = sentences.is_question(sentence) or statements.is_small_talk(sentence)
            before = "" if idle else f"{before} {text}".strip() if sentences.is_fragment(sentence) else text


def _is_told(sentence: str, utterance: Utterance, material: Material) -> bool:
    handed_in = keeping.asks(sentence) and sentences.spoken(utterance.text)[1]
    if (
        handed_in
        or " hidden]" in sentence
        or sentence.endswith(("?", "？"))
        or sentences.is_question(sentence)
        or sentences.is_request(sentence)
        or habits.tells(sentence)
    ):
        return False
    if len(_CONTENT.findall(sentence)) < 3 and not claims.is_foreign(sentence):
        return _calls_off(sentence)
    if isinstance(utterance.observation, Note) or _REMEMBER.match(sentence):
        return not _settles_something(sentence)
    if sentences.is_supposed(sentence):
        return False
    dated = bool(times.resolve(sentence, utterance.time, material.zone))
    particular = dated or bool(claims.names_in(sentence[1:])) or any(sign.isdigit() for sign in sentence)
    if _settles_something(sentence) and not dated:
        return False
    return (
        dated
        or (particular and bool(_HAPPENED.search(sentence)))
        or (claims.is_temporary(sentence) and particular)
    )


def _calls_off(sentence: str) -> bool:
    """Whether a few words say that something with a name is off: "Porto's off"."""
    off = appointments.calls_off(sentence) and not sentences.is_supposed(sentence)
    return off and bool(claims.names_in(sentence))


def _settles_something(sentence: str) -> bool:
    return bool(claims.slots_of_predicate(sentence)) and not claims.is_temporary(sentence)


def _event(utterance: Utterance, quote: str, zone: ZoneInfo) -> Finding:
    who = claims.USER if utterance.voice is Voice.USER else utterance.name
    about = utterance.about
    told = claims.retold(claims.dated(quote, utterance.time, zone), who, about)
    parts = (times.resolve(clause.text, utterance.time, zone) for clause in sentences.clauses(quote))
    spans = [span for part in parts for span, _ in part]
    when = spans[0].start.astimezone(zone) if spans else utterance.time.astimezone(zone)
    body = {
        "occurred_at": when.isoformat(), "details": claims.grounds(about, who),
        "summary": _cut(told if who in told or (about and about.name in told) else f"{who}: {told}"),
        "event_type": "told", "actor": "user" if who == claims.USER else who,
    }  # fmt: skip
    return Finding(
        KIND.name, body, (utterance.source(quote),), utterance.time, "told with a date, or as something done",
        utterance.voice, 0.8, 0.6, grounds=utterance.grounds,
    )  # fmt: skip


def gather(material: Material, found: Sequence[Finding]) -> list[Finding]:
    """A conversation as one event, in the user's own words: what single memories leave out, and what ties them."""
    if not any(one.by is Voice.USER for one in found):
        return []
    return [_talk(lines, found, material) for lines in talks.parts(material)]


def _talk(lines: Sequence[Line], found: Sequence[Finding], material: Material) -> Finding:
    first, last = lines[0].utterance, lines[-1].utterance
    heads = dict.fromkeys(_heads(lines, found))
    thread = f"{_TALK} {stretches.line_of(first.observation)}"
    body = {
        "occurred_at": first.time.astimezone(material.zone).isoformat(),
        "ended_at": last.time.astimezone(material.zone).isoformat(),
        "summary": f"Said in a talk: {'; '.join(islice(heads, _HEADLINE)) or _short(lines[0].text, _HEAD)}",
        "said": "\n".join(f"“{line.text}”" for line in lines),
        "event_type": _TALK, "actor": "user", "subject": thread,
    }  # fmt: skip
    sources = tuple(line.utterance.source(line.quote) for line in lines)
    return Finding(
        KIND.name,
        body,
        sources,
        first.time,
        "your own words of a conversation",
        Voice.USER,
        0.9,
        0.3,
        key=thread,
    )


def _heads(lines: Sequence[Line], found: Sequence[Finding]) -> Iterator[str]:
    """What was found of these lines, each in a few words."""
    here = {line.utterance.observation.id for line in lines}
    for one in found:
        if one.by is Voice.USER and {source.observation for source in one.sources} <= here:
            body = one.body
            head = body.get("name") or body.get("title") or body.get("summary") or body.get("value")
            yield from [_short(str(head), _HEAD)] if head else []


def _talk_joined(old: BodyFields, new: Finding) -> tuple[BodyFields, bool] | None:
    """A conversation that goes on within the pause that would end it."""
    if old.get("event_type") != new.body["event_type"] or old.get("subject") != new.body["subject"]:
        return None
    before, after = str(old.get("said", "")), str(new.body["said"])
    if after in before:
        return old, False
    pause = datetime.fromisoformat(str(new.body["occurred_at"])) - datetime.fromisoformat(
        str(old["ended_at"])
    )
    if not timedelta() <= pause <= stretches.TALK_GAP or len(before) + len(after) > talks.LONGEST:
        return None
    return {**old, "ended_at": new.body["ended_at"], "said": f"{before}\n{after}"}, False


def _settled(material: Material) -> Iterator[Finding]:
    """What the user accepts of an assistant's proposal: the only words of an assistant that become a memory."""
    for proposal, answer in zip(material.utterances, material.utterances[1:], strict=False):
        accepts = (
            answer.voice is Voice.USER and proposal.voice is Voice.ASSISTANT and _ACCEPTED.match(answer.text)
        )
        match = _proposed(proposal.text) if accepts and _PICKS.search(answer.text) else None
        if match:
            body = {
                "occurred_at": answer.time.astimezone(material.zone).isoformat(),
                "summary": _cut(f"User settled on {match}"), "event_type": "decision", "actor": "user",
            }  # fmt: skip
            sources = (proposal.source(proposal.text), answer.source(answer.text))
            yield Finding(
                KIND.name, body, sources, answer.time, "the user accepted a proposal", Voice.USER, 0.8, 0.6
            )


def _proposed(text: str) -> str:
    return next((m["what"] for line in sentences.split(text) if (m := _PROPOSAL.match(line))), "")


def _activity(material: Material, planned: Sequence[Finding]) -> Iterator[Finding]:
    """One event for what was on the screen, if it was more than an app's own frame of buttons and tabs."""
    seen = [(one, frame) for one, frame in material.frames() if screens.has_content(frame, one.text)]
    if not seen:
        return
    first, frame = seen[0]
    shown = [_with_speakers(one, of, material.zone) for one, of in seen]
    details = screens.main_lines([_beside_plans(one, planned, material.zone) for one in shown], LONGEST)
    body = {
        "occurred_at": first.time.astimezone(material.zone).isoformat(),
        "ended_at": seen[-1][0].time.astimezone(material.zone).isoformat() if len(seen) > 1 else None,
        "summary": screens.doing(frame, first.text), "details": details, "event_type": "screen", "actor": "user",
    }  # fmt: skip
    # Of a chat the lines with the names stand in it, too.
    sources = tuple(
        one.source(one.text if told is not one else screens.main_lines([one.text], LONGEST))
        for told, (one, _) in zip(shown, seen, strict=True)
    )
    yield Finding(KIND.name, body, sources, first.time, "what was on the screen", Voice.SCREEN, 0.9, 0.3)


def _with_speakers(utterance: Utterance, frame: Frame, zone: ZoneInfo) -> Utterance:
    """A chat's screen as who said what, line by line; every other as it stands."""
    talk = chats.read(replace(frame, text=utterance.text), zone) if windows.is_certain(frame) else None
    if talk is None:
        return utterance
    said = (
        f"{'You' if one.own else one.speaker}: {' '.join(one.text.split())}".removeprefix(": ")
        for one in talk.said
    )
    # The words of a frame stand beside its text, in which alone secrets are hidden.
    held = "".join(utterance.text.split())
    text = "\n".join(
        one for one, raw in zip(said, talk.said, strict=True) if "".join(raw.text.split()) in held
    )
    return replace(utterance, text=text) if text else utterance


def _beside_plans(utterance: Utterance, planned: Sequence[Finding], zone: ZoneInfo) -> str:
    """A screen's text without what its appointments were read from: when one moves, the old time must not stay here."""
    plans = [one.body for one in planned if one.sources[0].observation == utterance.observation.id]
    seen = utterance.observation
    mail = forwards.read(utterance.text, seen.window_title) if isinstance(seen, Frame) else None
    old = mail.before if mail is not None and mail.is_outdated else ""
    if not plans and not old:
        return utterance.text
    days = {datetime.fromisoformat(str(body["occurred_at"])).astimezone(zone).date() for body in plans}
    parts = [dict(_PART.findall(str(body["details"]))) for body in plans]
    told = [part[name] for part in parts for name in ("Place", "Said") if name in part]

    def is_plan(sentence: str) -> bool:
        spans = times.find(sentence, utterance.time, zone)
        return (
            appointments.tells_clock(sentence)
            or any(sentence in one or one in sentence for one in told)
            or any(span.start.astimezone(zone).date() in days or sentence in old for span in spans)
        )

    lines = (
        [one for one in sentences.split(line) if not is_plan(one)] for line in utterance.text.splitlines()
    )
    return "\n".join(" ".join(left) for left in lines if left)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def plain(utterance: Utterance, zone: ZoneInfo) -> Finding:
    """Whatever the user wants kept, or states, as an event: on the day it names, else on the day it was said."""
    told = _event(utterance, utterance.text.strip(), zone)
    return replace(told, reason="the user asked to keep it", confidence=0.9)


# Lines of a roll-up, and letters of one; a month has up to 31 days.
_LINES, _LINE = 31, 160


def rolled(body: BodyFields) -> str:
    """What names a roll-up or a conversation among the others ("day 2026-03-04"); empty for an event."""
    return str(body.get("subject", "")) if body.get("event_type") in {*Span, _TALK} else ""


def roll(rolling: Rolling) -> BodyFields:
    """A day, a week or a month in its own words: apps, people, places, what was planned, settled and told."""
    lines = list(_rolled_lines(rolling))
    return {
        "occurred_at": rolling.since.isoformat(), "ended_at": rolling.until.isoformat(),
        "summary": _cut(f"{_called(rolling)}: {'; '.join(_headlines(rolling)) or 'screens'}"),
        "details": "\n".join(lines), "event_type": str(rolling.span), "actor": "user",
        "subject": f"{rolling.span} {rolling.first.isoformat()}",
        "tree_path": [f"{rolling.first:%Y}", f"{rolling.first:%Y-%m}"],
    }  # fmt: skip


def _called(rolling: Rolling) -> str:
    first, last = rolling.first, rolling.last
    if rolling.span is Span.MONTH:
        return f"{first:%B %Y}"
    if rolling.span is Span.WEEK:
        return f"Week of {first.day} {first:%B} to {last.day} {last:%B %Y}"
    return f"{first:%A} {first.day} {first:%B %Y}"


def _headlines(rolling: Rolling) -> list[str]:
    """What was planned, settled and told comes before what was on the screen."""
    if rolling.span is not Span.DAY:
        return [text for body in rolling.parts for text in _after_date(str(body["summary"]))][:_HEADLINE]
    ranked = sorted(rolling.parts, key=lambda body: _RANK.get(str(body.get("event_type")), len(_RANK)))
    return list(dict.fromkeys(_short(str(body["summary"]), 60) for body in ranked))[:_HEADLINE]


_RANK = {"appointment": 0, "decision": 1, "told": 2}
_HEADS = {"appointment": "Planned", "decision": "Settled", "told": "Told", "screen": "On the screen"}


def _after_date(summary: str) -> list[str]:
    return summary.partition(": ")[2].split("; ")[:1]


def _rolled_lines(rolling: Rolling) -> Iterator[str]:
    if rolling.span is Span.DAY:
        for type, head in _HEADS.items():
            texts = (str(body["summary"]) for body in rolling.parts if body.get("event_type") == type)
            told = list(dict.fromkeys(_short(text, _LINE) for text in texts))[:_LINES]
            yield from (f"{head}: {text}" for text in told)
        others = (str(body["summary"]) for body in rolling.parts if body.get("event_type") not in _HEADS)
        yield from (f"Happened: {text}" for text in dict.fromkeys(_short(text, _LINE) for text in others))
    else:
        yield from (_short(str(body["summary"]), _LINE) for body in rolling.parts[:_LINES])
    if rolling.people:
        yield f"People and things: {', '.join(rolling.people)}"
    if rolling.places:
        yield f"Places: {', '.join(rolling.places)}"
    if rolling.apps:
        yield f"Apps: {', '.join(f'{app} {_about(spent)}' for app, spent in rolling.apps.items())}"


def _about(spent: timedelta) -> str:
    minutes = round(spent.total_seconds() / 60)
    return f"about {minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"about {max(1, minutes)} min"


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"
