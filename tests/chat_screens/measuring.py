"""How well drawn chats are read as turns: after the real reader, one screen alone and many of one conversation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import pairwise
from zoneinfo import ZoneInfo

from agents import chats
from agents.chats import Conversation, Said
from app.capture import frame_text, pixels
from app.capture.ports import TextReader
from storage import ids
from storage.model import Frame, ObservationId, Turn
from tests.chat_screens import drawing
from tests.chat_screens.drawing import Shot, Style
from tests.chat_screens.stories import NAMES, NICKS, Story, story

ZONE = ZoneInfo("UTC")
# Texts with so much in common are one, read with a mistake or two.
SAME = 0.85
_MONO = "DejaVu Sans Mono"
_WEB = "https://web.whatsapp.com/"
# Two looks of every layout: light and dark, in three scales, with 12 and 24 hours, in programs and in a browser.
LOOKS = (
    Style("slack", "Slack", "{name} | Acme | Slack"),
    Style("slack", "Slack", "{name} | Acme | Slack", dark=True, scale=1.5, twelve=True),
    Style("discord", "discord", "@{name} - Discord", dark=True),
    Style("discord", "discord", "@{name} - Discord", scale=2.0, font="Liberation Sans", size=15),
    Style("whatsapp", "Firefox", "WhatsApp — Mozilla Firefox", url=_WEB),
    Style("whatsapp", "Chromium", "(2) WhatsApp - Chromium", url=_WEB, dark=True, scale=2.0, twelve=True),
    Style("telegram", "TelegramDesktop", "{name} – (12)", dark=True, scale=1.5),
    Style("telegram", "TelegramDesktop", "{name}", sidebar=False, width=820),
    Style("signal", "Signal", "Signal"),
    Style("signal", "Signal", "Signal", scale=1.5, size=15, font="Liberation Sans"),
    Style("imessage", "Messages", "{name}", scale=2.0),
    Style("imessage", "Messages", "{name}", dark=True, scale=1.5, twelve=True),
    Style("teams", "Microsoft Teams", "Chat | {name} | Microsoft Teams"),
    Style("teams", "Microsoft Teams", "Chat | {name} | Microsoft Teams", dark=True, scale=2.0, twelve=True),
    Style("irc", "HexChat", "HexChat: #{name}", font=_MONO, dark=True),
    Style("irc", "xterm", "irssi", font="Liberation Mono", scale=1.5),
    Style("weechat", "gnome-terminal", "weechat", font=_MONO),
    Style("comments", "Chromium", "{name} · Issue #12", url="https://git.example.org/a/b/issues/12"),
)  # fmt: skip


@dataclass
class Score:
    """Counts over screens: messages whole in sight, those read, what was read, and what of it is right."""

    drawn: int = 0
    found: int = 0
    given: int = 0
    right: int = 0
    speakers: int = 0
    misnamed: int = 0
    sides: int = 0
    told: int = 0
    times: int = 0

    def add(self, other: Score) -> None:
        """Counts another screen, too."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def line(self) -> str:
        """The shares, for a report. A side that is not told counts as wrong; so does a speaker without a name."""
        return (
            f"recall {self.found / max(1, self.drawn):.3f} precision {self.right / max(1, self.given):.3f} "
            f"speaker {self.speakers / max(1, self.right):.3f} (wrong {self.misnamed / max(1, self.right):.3f}) "
            f"own side {self.sides / max(1, self.right):.3f} time {self.times / max(1, self.told):.3f} of {self.drawn}"
        )


@dataclass
class Kept:
    """What was kept of a conversation that was followed on many screens."""

    shown: int = 0
    found: int = 0
    turns: int = 0
    twice: int = 0
    other: int = 0
    ordered: int = 0
    pairs: int = 0

    def add(self, other: Kept) -> None:
        """Counts another conversation, too."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def line(self) -> str:
        """The shares, for a report."""
        return (
            f"kept {self.found / max(1, self.shown):.3f} of {self.shown} | {self.twice} twice, {self.other} not said, "
            f"of {self.turns} turns | in order {self.ordered / max(1, self.pairs):.3f}"
        )


def stories_of(style: Style, seed: str, length: int = 16) -> Iterator[Story]:
    """A talk of two and one of four, other ones for every look."""
    names = NICKS if style.layout in ("irc", "weechat") else NAMES
    look = f"{style.layout}{style.scale}{style.dark}"
    for people in (1, 3):
        yield story(f"{seed} {look} {people}", people=people, length=length, names=names)


def frame_of(style: Style, told: Story, shot: Shot, reader: TextReader, time: datetime) -> Frame:
    """The screen as the recorder would keep it."""
    words = frame_text.in_lines(reader.read(pixels.gray(shot.picture), whole=True))
    size = shot.picture.width, shot.picture.height
    title, text = drawing.window_title(style, told), frame_text.text_of(words)
    return Frame(ObservationId(ids.new(time)), time, text, style.app, title, style.url, 1, *size, words)


def score(told: Story, shot: Shot, read: Conversation | None) -> Score:
    """How well one screen was read."""
    result, open_ = Score(drawn=len(_attributable(shot))), list(shot.touched)
    for said in read.said if read is not None else ():
        place = next((place for place in open_ if _same(said.text, told.messages[place].text)), None)
        if place is not None:
            open_.remove(place)
        if said.cut:
            continue
        result.given += 1
        if place is not None:
            result.add(_judged(said, told, shot, place))
    return result


def _judged(said: Said, told: Story, shot: Shot, place: int) -> Score:
    message, result = told.messages[place], Score(right=1, found=int(place in _attributable(shot)))
    named = said.speaker and _same(said.speaker, message.speaker)
    result.speakers = int(bool(named) or (said.own and message.own) or place not in shot.named)
    result.misnamed = int((bool(said.speaker) and not named) or (said.own and not message.own))
    result.sides = int(said.own == message.own)
    if place in shot.told:
        minute = said.stamp.minute if said.stamp is not None else None
        result.told, result.times = 1, int(minute == shot.told[place].hour * 60 + shot.told[place].minute)
    return result


def _attributable(shot: Shot) -> list[int]:
    """The messages whole in sight, with the name above them where one speaker goes on under it."""
    return [place for place in shot.whole if place in shot.named or place not in shot.goes_on]


def views(style: Style, told: Story) -> Iterator[tuple[datetime, Shot]]:
    """A conversation as it is followed from its middle, then scrolled back to its beginning and down again."""
    half = len(told.messages) // 2
    for until in range(half, len(told.messages) + 1, 2):
        yield told.messages[until - 1].time + timedelta(seconds=7), drawing.draw(style, told, until=until)
    end = told.messages[-1].time + timedelta(minutes=5)
    for number, back in enumerate((180, 390, 610, 820, 400, 0)):
        yield end + timedelta(seconds=4 * number), drawing.draw(style, told, back=back)


def followed(told: Story, screens: Iterable[tuple[Frame, Shot]]) -> Kept:
    """What is kept of a conversation seen on `screens`, one after the other."""
    known: list[Turn] = []
    shown = set[int]()
    for frame, shot in screens:
        shown |= set(_attributable(shot))
        read = chats.read(frame, ZONE, (told.me,))
        if read is not None:
            known = sorted([*known, *_turns(read, known, frame.time)], key=lambda turn: turn.time)
    return _kept(told, known, shown)


def _turns(read: Conversation, known: Sequence[Turn], at: datetime) -> list[Turn]:
    return [
        Turn(
            ObservationId(ids.new(new.time)), new.time, new.said.text, read.thread, new.said.speaker, new.role
        )
        for new in chats.fold(read, known, at, ZONE)
    ]


def _kept(told: Story, known: Sequence[Turn], shown: set[int]) -> Kept:
    result, places = Kept(shown=len(shown), turns=len(known)), list[int]()
    for turn in known:
        alike = [place for place, one in enumerate(told.messages) if _same(turn.text, one.text)]
        place = next((place for place in alike if place not in places), None)
        result.twice += int(bool(alike) and place is None)
        result.other += int(not alike)
        if place is not None:
            places.append(place)
    result.found = len(set(places) & shown)
    result.pairs = max(0, len(places) - 1)
    result.ordered = sum(one < other for one, other in pairwise(places))
    return result


def _same(one: str, other: str) -> bool:
    one, other = (re.sub(r"\W+", "", text.casefold()) for text in (one, other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME
