"""What a line of a chat is, beside words that were said: a heading, a time, a day, a notice, the place to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agents.chats import stamps
from agents.chats.shapes import Segment, Stamp
from agents.patterns import lazy
from storage.model import Word

_LETTERS = r"[^\W\d_]"
# No name has more letters; of a line of more nothing is asked but what was said.
LONGEST_NAME, LONGEST = 40, 300
# A smaller hand than that of a line is at most so high, in heights of it.
SMALLER = 0.75
# No time behind a name has more words.
STAMP_WORDS = 9
# “Anna Reis”, “Maria de la Cruz”, “dev-bot”, “张伟”; after a first name at most three more words.
_NAME = lazy(
    rf"@?(?:[A-ZÀ-ÖØ-ÞĀ-Ž\u0400-\u042f]{_LETTERS}*[\w.'’\-]*|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{{1,8}})"
    rf"(?:\s+(?:[A-ZÀ-ÖØ-ÞĀ-Ž\u0400-\u042f][\w.'’\-]*|(?:de|da|di|del|la|van|von|der|den|al|bin|el|le)\b)){{0,3}}"
    rf"|@?[a-z][\w.\-]*[\d_.\-][\w.\-]*|@?[a-z]{{3,20}}"
)
_BADGE = lazy(
    r"\s*\(?\b(?:app|bot|admin|owner|mod|op|author|staff|he/him|she/her|they/them|verified)\b\)?\s*",
    re.IGNORECASE,
)
_SAYS = lazy(r"\s+(?:commented|replied|wrote|said|schrieb|kommentierte)\b:?\s*", re.IGNORECASE)
_TICKS = lazy(r"[\W_]{1,4}|[vVwWJYI/\\,.'\"]{1,4}|\(?edited\)?", re.IGNORECASE)
_EDITED = lazy(
    r"\s*[(<\[]?\b(?:edited|bearbeitet|editado|modificato|modifié)\b[)>\]]?\s*$|\s*[(（]?已编辑[)）]?\s*$",
    re.IGNORECASE,
)
_NOTICE = lazy(
    r".*\b(?:is|are) typing\b.*|.*\btyping\s?(?:\.{2,3}|…)?$|.*(?:schreibt|正在输入)\s?(?:\.{2,3}|…)?$|"
    r"(?:seen|read|delivered|sent|gelesen|zugestellt|已读|送达)"
    r"(?:\s+(?:by .*|at .*|\d.*|today.*|yesterday.*|just now))?\W*|"
    r"(?:new|unread|\d+ (?:new|unread)) messages?\b.*|new|unread|"
    r".*\bend-to-end encrypted\b.*|(?:\S+ ){1,4}(?:joined|left|created|pinned a message|changed the|set the|added"
    r"|removed|was added|renamed) ?(?:to|the|this|by)? ?(?:channel|group|server|room|chat|conversation|topic)\b.*|"
    r"\d+ (?:repl(?:y|ies)|comments?|antworten?)\b.*|last reply .*|view thread.*|.*\breacted\b.{0,20}|"
    r"(?:load|show|see|view) (?:more|earlier|older|previous)\b.*|jump to (?:present|latest|bottom).*|"
    r"this (?:is the (?:very )?(?:beginning|start)|message was deleted).*|missed (?:voice|video) call.*|"
    r"(?:reply|forward(?:ed)?|copy|react|share|like|quote|save|more|send)|(?:reply|like|share)(?:\s+(?:reply|like|share|report))+",
    re.IGNORECASE,
)
_STATUS = lazy(
    r"(?:online|offline|away|busy|active(?: now)?|active .* ago|last seen .*|tap here for .*|click here for .*|"
    r"\d[\d,.]* (?:members?|online|participants?|subscribers?).*|zuletzt .*|在线)",
    re.IGNORECASE,
)
_COMPOSER = lazy(
    # Where the rim of the place is taken for a letter: “|rite a message”.
    r"\S{0,2}(?:ype|rite|nter|chreibe?|crivi) (?:a |eine |un )?(?:new |text )?(?:message|nachricht|messaggio)\W*|"
    r"(?:\W|\b\w\b){0,4}\s*(?:message(?:\s*(?-i:[#@A-Z])\S*(?:\s\S+){0,3}|\W*)|"
    r"(?:type|write|send|schreibe?|escrib[ae]|scrivi|écri\w+|enter|start) (?:a |an |your |eine |un |une )?"
    r"(?:new |text )?"
    r"(?:message|reply|nachricht|mensaje|messaggio|text)\b.*|text message.*|imessage|aa|nachricht|mensaje|"
    r"type (?:here|something)\W*|(?:leave|add|write|post) (?:a |your )?(?:comment|reply)\b.*|"
    r"(?:输入|发送)消息.*|发送|按住.{0,2}说话.*|reply to .*|reply\s?(?:\.{2,3}|…)|ask anything.*|"
    r"message (?:chatgpt|claude|gemini|copilot).*)",
    re.IGNORECASE,
)
# Counts beside signs that were read as letters: “👍 3 ❤ 1”. Nothing is tried twice: a screen may show any long number.
_REACTIONS = lazy(r"(?:[^\w\s]*+[^\W\d]?+[^\w\s]*+\s*+\d{1,3}+(?!\d)\s*+)++\W{0,3}|[\W_]+")
_LIKE_A_DAY = lazy(r"\w{0,2}oda[yv]|\w{0,3}ester\w{2,4}|at|[a-z]{1,3}|\W{1,3}")
_SMALL = lazy(r"([\dIlijJ|oOsSzZ]{1,3})[.:;,\-~]([\dIlijJ|oOsSzZ]{2,3}|\d[)(\]]|s\.\d{2,3})", re.ASCII)
_MISTAKEN = str.maketrans("IlijJ|oOsSzZ", "111111005522")
_JOINED = lazy(r"(?P<name>[^\W\d_]{2,})_+(?P<day>\d{1,2})")
# What ends so is no name but the end of a sentence.
_ENDS = (".", "!", "?", ",", "…")


@dataclass(frozen=True, slots=True)
class Heading:
    """Who speaks below, and when they began; `at` is the place of the name's first letter."""

    name: str
    stamp: Stamp
    segment: Segment
    at: int


def is_all(pattern: re.Pattern[str], text: str) -> bool:
    """Whether `text` is what `pattern` describes, and no longer than any line that is."""
    return len(text) <= LONGEST and pattern.fullmatch(text) is not None


def heading(segment: Segment, today: date) -> Heading | None:
    """The heading that a segment is: a name and a time, perhaps behind the letter of a picture, and nothing else."""
    words = segment.words
    for start in _starts(words):
        for split in range(max(start + 1, len(words) - STAMP_WORDS), min(len(words), start + 7)):
            if words[split - 1].text.endswith(_ENDS):
                continue
            texts = [word.text for word in words[start:]]
            named, told = _unjoined(texts[: split - start], texts[split - start :])
            stamp = _stamp_of_heading(told, today)
            name = name_of(" ".join(named)) if stamp is not None else ""
            if stamp is not None and name:
                return Heading(name, stamp, Segment(words[start:]), words[start].box.x)
    return None


def _starts(words: Sequence[Word]) -> list[int]:
    """Where a name may begin: behind an avatar, whose letter is mostly that of the name and is read as a few signs."""
    if len(words) < 3 or not _is_avatar(words[0].text):
        return [0]
    if not words[0].sure:
        return [next((at for at, word in enumerate(words[:4]) if not _is_avatar(word.text)), 1)]
    behind = next((at for at, word in enumerate(words[:4]) if not _is_avatar(word.text)), 1)
    initial = words[0].text[:1].casefold() == words[1].text[:1].casefold()
    return [1, behind] if initial or not words[0].text[:1].isalpha() else [0, 1, behind]


def _stamp_of_heading(texts: Sequence[str], today: date) -> Stamp | None:
    """The time behind a name, perhaps with its day misread: “foday at 10:42”, “4 Mer 15-00”."""
    stamp = stamps.read(_unedited(" ".join(texts)), today)
    if stamp is not None:
        return stamp if stamp.minute is not None or stamp.ago else None
    texts = [text.strip("‘’“”'\"`") for text in texts]
    clock = stamps.read(texts[-1], today) or _small(texts[-1])
    if clock is None or clock.minute is None or len(texts) > 4:
        return None
    day = stamps.misread_day(" ".join(texts[:-1]), today)
    if day is not None:
        return replace(clock, day=day, sure=False)
    if not all(_LIKE_A_DAY.fullmatch(text) or stamps.is_month(text) for text in texts[:-1]):
        return None
    return replace(clock, day=today) if any("oda" in text for text in texts[:-1]) else clock


def _unjoined(named: list[str], told: list[str]) -> tuple[list[str], list[str]]:
    """A name and the time behind it, where a small gap between the two was taken for a stroke: “Reis_4 Mar 09:10”."""
    joined = _JOINED.fullmatch(named[-1])
    return ([*named[:-1], joined["name"]], [joined["day"], *told]) if joined else (named, told)


def name_on(segment: Segment) -> str:
    """The name that a segment is, behind a picture of whoever bears it; empty when it is none."""
    texts = [word.text for word in segment.words]
    names = (name_of(" ".join(texts[start:])) for start in reversed(_starts(segment.words)))
    return next((name for name in names if name), "")


def name_of(text: str) -> str:
    """The name that `text` is, without badges and “commented”; empty when it is none."""
    if len(text) > 2 * LONGEST_NAME:
        return ""
    bare = _BADGE.sub(" ", _SAYS.sub(" ", f"{text} ")).strip(" ,;:·•|*~“”\"'()[]<>-–—")
    named = len(bare) <= LONGEST_NAME and _NAME.fullmatch(bare) is not None
    return bare if named and not stamps.read(bare, stamps.ANY_DAY) else ""


def stamp_alone(segment: Segment, today: date) -> Stamp | None:
    """The time that a segment is, perhaps with ticks behind it."""
    words = _unticked(segment)
    found = stamps.read(_unedited(" ".join(word.text for word in words)), today)
    return found or (_small(words[0].text) if len(words) == 1 else None)


def small_clock(segment: Segment, height: float) -> Stamp | None:
    """The time of day that four digits in a smaller hand are, of which the sign between them was not read."""
    text = segment.text
    if len(text) != 4 or not text.isascii() or not text.isdigit() or segment.box.h > SMALLER * height:
        return None
    return _small(f"{text[:2]}:{text[2:]}")


def stamp_behind(segment: Segment, height: float, today: date) -> tuple[Segment, Stamp] | None:
    """A segment without the time that stands apart at its end, in a smaller hand or behind a gap, and that time."""
    words = _unticked(segment)
    for size in (2, 1):
        at = len(words) - size
        if at < 1:
            continue
        text = " ".join(word.text for word in words[at:])
        stamp = stamps.read(text, today)
        stamp = stamp if stamp is not None and stamp.minute is not None else _small(text)
        if stamp is None:
            continue
        gap = words[at].box.x - (words[at - 1].box.x + words[at - 1].box.w)
        if gap >= 0.6 * height or words[at].box.h <= 0.62 * height:
            return Segment(tuple(words[:at])), stamp
    return None


def _unticked(segment: Segment) -> list[Word]:
    words = list(segment.words)
    while len(words) > 1 and is_all(_TICKS, words[-1].text):
        words.pop()
    return words


def _small(text: str) -> Stamp | None:
    """A time in a small hand, whose signs are easily mistaken; one without a minute where it cannot be told."""
    found = _SMALL.fullmatch(text)
    if found is None:
        return None
    hour, minute = (part.translate(_MISTAKEN) for part in found.groups())
    if hour[:1] in "34" and len(hour) == 2 and hour.isdigit() and int(hour) > 23:
        # A 1 in a small hand is taken for these.
        hour = f"1{hour[1]}"
    told = hour.isdigit() and minute.isdigit() and len(hour) < 3 and len(minute) == 2
    if told and int(hour) < 24 and int(minute) < 60:
        return Stamp(int(hour) * 60 + int(minute), sure=False)
    return Stamp()


def without_edited(text: str) -> tuple[str, bool]:
    """A text without the word that says it was edited, and whether it was there."""
    bare = _unedited(text)
    return bare, bare != text


def is_notice(text: str) -> bool:
    """Whether the chat says this itself: that someone types, has read, has come."""
    return is_all(_NOTICE, text.strip(" -–—·•|<>"))


def is_status(text: str) -> bool:
    """Whether this says of a person or a room how it is: what stands below a name at the top."""
    return is_all(_STATUS, text.strip(" -–—·•|‘’“”'\"."))


def is_reactions(text: str) -> bool:
    """Whether these are signs with counts, or no letters at all."""
    return is_all(_REACTIONS, text)


def composer(segments: Sequence[Segment]) -> Segment | None:
    """The empty place to write in: the lowest line that asks for a message, if nothing long stands below it."""
    asking = [one for one in segments if len(one.words) <= 8 and is_all(_COMPOSER, one.text)]
    lowest = max(asking, key=lambda one: one.middle, default=None)
    if lowest is None:
        return None
    below = [one for one in segments if one.middle > lowest.middle + lowest.box.h and len(one.words) > 3]
    return None if len(below) > 3 else lowest


def _unedited(text: str) -> str:
    return text[:-LONGEST_NAME] + _EDITED.sub("", text[-LONGEST_NAME:])


def _is_avatar(text: str) -> bool:
    return len(text) <= 2 or not any(letter.isalnum() for letter in text)
