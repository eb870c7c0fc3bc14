"""WhatsApp's text export, as iOS (`[date, time] Name: text`) and Android (`date, time - Name: text`) write it.

The order of day and month follows the phone's region and is said nowhere: it is inferred from the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from app.conversations.export import Export
from app.interfaces import IncomingTurn

# Marks of writing direction that the export puts before what it wrote itself.
_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"
_DATE = r"(?P<a>\d{1,4})(?P<between>[./-])\s?(?P<b>\d{1,2})(?P=between)\s?(?P<c>\d{1,4})\.?"
_TIME = (
    r"(?P<early>上午|下午)?\s?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"\s?(?P<half>[ap]\.?\s?m\.?)?"
)
# Between date and time stands a comma, a space, or a word such as the Finnish “klo”.
_HEADER = re.compile(
    rf"(?P<open>\[)?{_DATE},?\s(?:[^\W\d]{{1,5}}\s)?{_TIME}(?(open)\]\s?|\s[-–]\s)(?P<rest>.*)", re.IGNORECASE
)
_SAID = re.compile(r"(?:~\s)?(?P<speaker>[^:“”\"]{1,80}):(?:\s(?P<text>.*))?")
# Android writes “<Media omitted>” in the phone's language; iOS marks its own words with a mark of direction.
_OMITTED = re.compile(r"<[^<>\n]{3,60}>|(?:This message was deleted|You deleted this message)\.?")
_EDITED = re.compile(r"\s*[\u200e]?<This message was edited>$")
_NAME = re.compile(r"^(?:WhatsApp Chat (?:with |- )?)?(?P<who>.+?)(?: ?\(\d+\))?$")


@dataclass(slots=True)
class _Message:
    """A message as its lines are gathered; `said` is None for what WhatsApp itself tells."""

    number: int
    stamp: re.Match[str]
    said: re.Match[str] | None
    lines: list[str]

    @property
    def text(self) -> str:
        """The message's words; empty when it was a picture, deleted, or none."""
        whole = _EDITED.sub("", "\n".join(self.lines)).strip()
        return "" if whole[:1] in set(_MARKS) or _OMITTED.fullmatch(whole) else whole.strip(_MARKS)


def starts_like_one(text: str) -> bool:
    """Whether a message's header stands within the first lines of `text`."""
    return any(_HEADER.fullmatch(_bare(line)) for line in text.split("\n")[:20])


def turns(export: Export, text: str) -> list[IncomingTurn]:
    """Every message with a text; calls, joins and notices, which have no speaker, are left out."""
    messages = _messages(text)
    if not messages:
        what = "no line begins with a date and a time. Export the chat from WhatsApp again, without media."
        raise export.fault("line 1", what)
    read = _reader(export, messages)
    thread = _thread(export)
    found = []
    for message in messages:
        time = read(message)
        if message.said is not None and message.text:
            speaker = message.said["speaker"].strip(_MARKS + " ")
            found.append(export.turn(time, message.text, thread, speaker, export.role(speaker)))
    return found


def _messages(text: str) -> list[_Message]:
    found: list[_Message] = []
    for number, line in enumerate(text.split("\n"), start=1):
        stamp = _HEADER.fullmatch(_bare(line))
        if stamp is not None:
            said = _SAID.fullmatch(stamp["rest"])
            found.append(_Message(number, stamp, said, [(said["text"] or "") if said else ""]))
        elif found:
            found[-1].lines.append(line.rstrip("\r"))
    return found


def _bare(line: str) -> str:
    return line.rstrip("\r").lstrip(_MARKS)


def _thread(export: Export) -> str:
    # iOS calls every chat “_chat.txt” and names the folder after it.
    stem = export.file.stem if export.file.stem != "_chat" else export.file.resolve().parent.name
    named = _NAME.match(stem)
    return named["who"] if named else stem


Order = Callable[[int, int, int], tuple[int, int, int]]


def _year_first(a: int, b: int, c: int) -> tuple[int, int, int]:
    return a, b, c


def _day_first(a: int, b: int, c: int) -> tuple[int, int, int]:
    return _whole_year(c), b, a


def _month_first(a: int, b: int, c: int) -> tuple[int, int, int]:
    return _whole_year(c), a, b


def _whole_year(year: int) -> int:
    # WhatsApp is of 2009: a year of two digits lies in this century.
    return year + 2000 if year < 100 else year


def _reader(export: Export, messages: Sequence[_Message]) -> Callable[[_Message], datetime]:
    order = _order(messages)

    def read(message: _Message) -> datetime:
        try:
            return datetime(*order(*_numbers(message)), *_clock(message.stamp), tzinfo=export.zone)
        except ValueError:
            what = "this date does not exist in the order of the others. Mend or remove the line."
            raise export.fault(f"line {message.number}", what) from None

    return read


def _order(messages: Sequence[_Message]) -> Order:
    numbers = [_numbers(message) for message in messages]
    if len(messages[0].stamp["a"]) == 4:
        return _year_first
    if any(a > 12 for a, _, _ in numbers):
        return _day_first
    if any(b > 12 for _, b, _ in numbers):
        return _month_first
    return _order_in_time(messages, numbers)


def _order_in_time(messages: Sequence[_Message], numbers: Sequence[tuple[int, int, int]]) -> Order:
    """Nothing beyond the twelfth: a chat is told in order; where both orders rise the stamp's style decides."""
    rising = [order for order in (_day_first, _month_first) if _rises([order(*three) for three in numbers])]
    if len(rising) == 1:
        return rising[0]
    return _month_first if _american(messages[0].stamp) else _day_first


def _rises(days: Sequence[tuple[int, int, int]]) -> bool:
    return all(day <= after for day, after in pairwise(days))


def _american(stamp: re.Match[str]) -> bool:
    # The United States write 3/4/24, 3:05 PM; day-first regions that count to twelve write 03/04/2024 or small letters.
    return stamp["between"] == "/" and len(stamp["c"]) == 2 and (stamp["half"] or "").isupper()


def _numbers(message: _Message) -> tuple[int, int, int]:
    return int(message.stamp["a"]), int(message.stamp["b"]), int(message.stamp["c"])


def _clock(stamp: re.Match[str]) -> tuple[int, int, int]:
    hour, half = int(stamp["hour"]), (stamp["half"] or "")[:1].lower()
    if half or stamp["early"]:
        if not 1 <= hour <= 12:
            raise ValueError("an hour beyond the twelfth")
        hour = hour % 12 + (12 if half == "p" or stamp["early"] == "下午" else 0)
    return hour, int(stamp["minute"]), int(stamp["second"] or 0)
