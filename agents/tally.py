"""What is computed from the rows of the safe, not read off a line: for how long, how often, first and last, how many.

Only what was on screens and who said how much: "how many hours was I in the editor on Tuesday", "which app did I use
most", "when did I last open Blender", "how many messages did Ana send last week".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from agents import stems
from agents.library import Shelf
from agents.patterns import lazy
from agents.question import Parsed
from storage.model import Shown

# After so long without it, coming back to something is another time.
APART = timedelta(minutes=10)
# Moments named as the evidence of a sum.
CITED = 3

_I = r"(?:i|we|you|the user)"
_DID = r"(?:did|do|have|had|was|were|am|are)"
_WE_DE = r"(?=.*\b(?:ich|wir)\b)"
_OPENED = r"open\w*|us(?:e|ed|ing)|start\w*|launch\w*|visit\w*"
_OPENED_DE = r"(?=.*\b(?:geöffnet|benutzt|gestartet|besucht)\b)"
_WORKED = r"spen[dt]|work\w*|us(?:e|ed|ing)|sit|sat|look\w*|read\w*|writ\w*|edit\w*|brows\w*|play\w*|watch\w*|in|on|at"


class Aim(StrEnum):
    """What is to be computed."""

    TIME = "time"
    MOST = "most"
    OFTEN = "often"
    LAST = "last"
    FIRST = "first"
    MESSAGES = "messages"


# The first that fits decides; English, German, Italian and Chinese.
_ASKED: Mapping[Aim, tuple[str, ...]] = {
    Aim.TIME: (
        rf"\bhow (?:long|many (?:hours|minutes)|much time)\b(?=.*\b{_DID} {_I}\b)(?=.*\b(?:{_WORKED})\b)",
        rf"\bwie (?:lange|viele (?:stunden|minuten)|viel zeit)\b{_WE_DE}",
        r"\bquant[eoi] (?:ore|minuti|tempo)\b(?=.*\b(?:ho|abbiamo|sono)\b)",
        r"我.*(?:多久|多长时间|几个?小时|多少个?(?:小时|分钟))",
    ),
    Aim.MOST: (
        rf"\b(?:which|what) (?:app|application|program|programme)\b(?=.*\b{_I}\b)(?=.*\b(?:most|longest)\b)",
        rf"\bwelche[srnm]? (?:app|programm|anwendung)\b{_WE_DE}(?=.*\b(?:am meisten|am längsten)\b)",
        r"哪个(?:应用|程序|软件).*最[多久]|用得最多的(?:应用|程序|软件)",
    ),
    Aim.OFTEN: (
        rf"\bhow (?:often|many times)\b(?=.*\b{_DID} {_I}\b)(?=.*\b(?:{_OPENED})\b)",
        rf"\bwie oft\b{_WE_DE}{_OPENED_DE}",
        r"我.*(?:打开|使用|用)了?.*(?:几次|多少次)",
    ),
    Aim.LAST: (
        rf"\bwhen\b(?=.*\b{_I} last\b|.*\blast time\b)(?=.*\b(?:{_OPENED}|work\w* (?:in|on|with))\b)",
        rf"\bwann\b(?=.*\b(?:ich|wir) zuletzt\b){_OPENED_DE}",
        r"我(?:上次|最后一次).*(?:什么时候|何时).*(?:打开|用)|我(?:上次|最后一次)(?:打开|使用|用).*(?:什么时候|何时)",
    ),
    Aim.FIRST: (
        rf"\bwhen\b(?=.*\b{_I} first\b|.*\bfirst time\b)(?=.*\b(?:{_OPENED})\b)",
        rf"\bwann\b(?=.*\b(?:ich|wir) (?:zuerst|zum ersten mal)\b){_OPENED_DE}",
    ),
    Aim.MESSAGES: (
        r"\bhow many (?:messages|texts|lines)\b",
        r"\bwie viele nachrichten\b",
        r"\bquanti messaggi\b",
        r"多少条?(?:消息|信息|微信)",
    ),
}
_AIMS = {aim: lazy("|".join(asked), re.IGNORECASE | re.DOTALL) for aim, asked in _ASKED.items()}
# What has no app's name is of the screen only where it is worked on, looked at or opened: not "in Portugal".
_ON_SCREEN = lazy(
    r"\b(?:spen[dt]|work\w*)\b.*\bon (?!\s*[?.]*$)\w"
    r"|\b(?:look\w* at|read\w*|writ\w*|edit\w*|brows\w*|watch\w*|open\w*|launch\w*|geöffnet|gelesen|geschrieben)\b"
    r"|\ban (?:der|dem|den)\b.*\bgearbeitet\b|打开|阅读|编辑",
    re.IGNORECASE,
)
# What people call apps, and parts of the names of such apps.
_CALLED = {
    "editor ide 编辑器": "editor code codium vim emacs kate gedit sublime notepad pycharm intellij webstorm clion"
    " goland xcode eclipse zed textedit jetbrains cursor",
    "browser 浏览器": "browser firefox chrom edge safari brave opera vivaldi librewolf epiphany konqueror",
    "mail email inbox postfach 邮件 邮箱": "mail thunderbird outlook evolution geary",
    "terminal shell console konsole 终端": "terminal konsole xterm alacritty kitty iterm wezterm powershell cmd",
    "chat messenger 聊天": "chat slack teams discord telegram signal whatsapp element wechat 微信 messages zulip",
    "spreadsheet spreadsheets tabelle 表格": "calc excel numbers sheet gnumeric",
}
_MACHINE = lazy(
    r"\b(?:(?:at|on|in front of) (?:the|my|this) (?:computer|screen|laptop|machine|pc)|screen time"
    r"|am (?:computer|bildschirm|rechner)|al computer)\b|电脑前|用电脑",
    re.IGNORECASE,
)
# Words of the question's own form, as stems: what is asked about is what is left.
_FORM_WORDS = """
hour hours minute minutes time times long much many often spend spent work worked working use used using sit sat look
looked looking read reading write writing written edit edited editing browse browsing play playing watch watching
open opened start started launch launched visit visited first last most app application program programme site window
total altogether overall stunde stunden minute minuten zeit lange oft verbracht gearbeitet benutzt geöffnet gestartet
besucht zuletzt zuerst programm gelesen geschrieben gesessen ore minuti tempo passato usato aperto lavorato
"""
_FORM = frozenset(stems.stem(word) for word in _FORM_WORDS.split())
_MACHINES = frozenset(stems.content("computer screen laptop machine front pc bildschirm rechner"))


@dataclass(frozen=True, slots=True)
class Sum:
    """What was computed. `what` is the app, title or person; `cited` the observations it rests on, the telling ones.

    `spent` is how long in all, `times` how often, `start` and `end` when it began and was over.
    """

    aim: Aim
    what: str
    spent: timedelta
    times: int
    start: datetime
    end: datetime
    cited: tuple[UUID, ...]


def aim_of(parsed: Parsed) -> Aim | None:
    """What a question wants computed, by its words; None where it wants nothing of the kind."""
    return next((aim for aim, pattern in _AIMS.items() if pattern.search(parsed.text)), None)


def of(parsed: Parsed, shelf: Shelf) -> Sum | None:
    """What a question wants computed; None where it wants nothing of the kind, or nothing fits."""
    aim = aim_of(parsed)
    if aim is None:
        return None
    since, until = (parsed.span.start, parsed.span.end) if parsed.span else (None, None)
    if aim is Aim.MESSAGES:
        return _messages(parsed, shelf, since, until)
    wanted = _Wanted() if aim is Aim.MOST else _Wanted.of(parsed, shelf.apps())
    if aim is not Aim.MOST and not wanted.apps and not _is_of_the_screen(parsed, wanted):
        return None
    shown = shelf.shown(since, until, wanted.fits)
    if not shown:
        return None
    if aim is not Aim.MOST:
        return _summed(aim, wanted.named(shown), shown)
    apps = {one.app for one in shown if one.app}
    most = max(apps, key=lambda app: (spent(_of_app(app, shown)), app), default="")
    return _summed(aim, most, _of_app(most, shown)) if most else None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked about: apps, folded, and words of titles and addresses, as stems. Empty: everything."""

    apps: tuple[str, ...] = ()
    words: Set[str] = frozenset()

    @classmethod
    def of(cls, parsed: Parsed, known: Sequence[str]) -> _Wanted:
        """Reads it from a question; `known` are the apps ever seen."""
        left = {stem for stem in stems.content(_without_time(parsed)) if stem not in _FORM}
        if parsed.apps:
            named = {stem for app in parsed.apps for stem in stems.content(app)}
            # Pairs of Chinese characters are no words of a title.
            words = frozenset[str]() if parsed.language == "zh" else frozenset(left - named)
            return cls(tuple(app.casefold() for app in parsed.apps), words)
        for names, parts in _CALLED.items():
            said = set(stems.content(names))
            apps = [app.casefold() for app in known if any(part in app.casefold() for part in parts.split())]
            if apps and left & said:
                return cls(tuple(apps), frozenset(left - said))
        return cls(words=frozenset(left - _MACHINES if _MACHINE.search(parsed.text) else left))

    def fits(self, app: str, title: str, url: str) -> bool:
        """Whether a screen is what is asked about."""
        if self.apps and app.casefold() not in self.apps:
            return False
        return not self.words or self.words <= set(stems.content(f"{app} {title} {url}"))

    def named(self, shown: Sequence[Shown]) -> str:
        """What it is called: the app when it is one, else the title that was shown longest; empty for everything."""
        if self.words:
            longest = Counter[str]()
            for one in shown:
                longest[one.title or one.app] += 1 + (one.end - one.start) // timedelta(seconds=1)
            return longest.most_common(1)[0][0]
        return ", ".join(sorted({one.app for one in shown})[:CITED]) if self.apps else ""


def _is_of_the_screen(parsed: Parsed, wanted: _Wanted) -> bool:
    """Whether a question that names no app is about what was on the screen."""
    if _MACHINE.search(parsed.text):
        return True
    return bool(wanted.words) and _ON_SCREEN.search(_without_time(parsed)) is not None


def _without_time(parsed: Parsed) -> str:
    return parsed.text.replace(parsed.span.text, " ") if parsed.span is not None else parsed.text


def _messages(parsed: Parsed, shelf: Shelf, since: datetime | None, until: datetime | None) -> Sum | None:
    if len(parsed.people) != 1:
        return None
    said = shelf.said_by(parsed.people, since, until)
    rows = {row.id: row for row in shelf.observations([*said[:1], *said[-1:]])}
    if not rows:
        return None
    first, last = said[0], said[-1]
    cited = tuple(dict.fromkeys((first, last)))
    return Sum(
        Aim.MESSAGES, parsed.people[0], timedelta(0), len(said), rows[first].time, rows[last].time, cited
    )


def _of_app(app: str, shown: Sequence[Shown]) -> list[Shown]:
    return [one for one in shown if one.app == app]


def _summed(aim: Aim, what: str, shown: Sequence[Shown]) -> Sum:
    times = _joined(shown, APART)
    longest = sorted(times, key=lambda pair: pair[0].start - pair[1])[:CITED]
    cited = {Aim.LAST: times[-1:], Aim.FIRST: times[:1]}.get(
        aim, sorted(longest, key=lambda pair: pair[0].start)
    )
    start = times[-1][0].start if aim is Aim.LAST else shown[0].start
    end = max(end for _, end in times)
    return Sum(aim, what, spent(shown), len(times), start, end, tuple(first.id for first, _ in cited))


def _joined(shown: Iterable[Shown], apart: timedelta) -> list[tuple[Shown, datetime]]:
    """Each time that it was on screen, its first frame and when it ended; breaks of up to `apart` do not part."""
    found: list[tuple[Shown, datetime]] = []
    for one in sorted(shown, key=lambda one: one.start):
        if found and one.start - found[-1][1] <= apart:
            first, end = found[-1]
            found[-1] = (first, max(end, one.end))
        else:
            found.append((one, one.end))
    return found


def spent(shown: Iterable[Shown]) -> timedelta:
    """How long these were on screen in all; what two monitors show at once counts once."""
    return sum((end - first.start for first, end in _joined(shown, timedelta(0))), timedelta(0))
