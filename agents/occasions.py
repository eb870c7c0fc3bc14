"""How often something happened that screens show: mails of somebody that were opened, runs that failed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agents import screens, stems, subjects
from agents.context import Evidence
from agents.patterns import lazy
from agents.question import Parsed, Shape
from agents.recall import Found
from storage.model import Frame

# Two texts are of one mail when they share so much of the words of both.
ONE_MAIL = 0.6
# So far below the words that close a mail its sender's name stands.
BELOW = 2

_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w'’-]+)*)"
_MAILS = lazy(
    rf"\b(?:how many|wie viele|quante) (?:\w+ )?(?:e-?)?(?:mails?|letters?)\b.*?\b(?:from|by|von|da)\s+"
    rf"(?P<who>{_NAME})",
    re.IGNORECASE,
)
_CLOSES = lazy(
    r"\W*(?:(?:(?:best|kind|warm|many|with)\s+)*(?:regards|wishes|greetings)|best|cheers|sincerely|yours(?: \w+)?"
    r"|(?:mit )?(?:\w+ )?(?:freundliche[nm]?|viele|liebe|beste|herzliche) gr(?:ü|u)(?:ß|ss)en?"
    r"|(?:cordiali )?saluti)\W*",
    re.IGNORECASE,
)
_FROM = lazy(r"^\W*(?:from|von|da)\s*:\s*(?P<who>.+)$", re.IGNORECASE | re.MULTILINE)
_TRIES = lazy(
    r"\b(?:runs?|attempts?|tries|times|tests?|builds?|jobs?|pipelines?|deploy\w*|versuche?|läufe|oft|often)\b|次",
    re.IGNORECASE,
)
_FAILING = lazy(
    r"\b(?:fail\w*|red|broken?|crash\w*|unsuccessful|in vain|went wrong|rot|fehlgeschlagen|gescheitert|schief)\b|失败",
    re.IGNORECASE,
)
# How a program sums up a run that failed; an l is a 1 in what was read off a screen.
_FAILED = lazy(
    r"\b[1-9l]\d* (?:tests? |specs? |examples? )?(?:failed|failures?|failing|errors?)\b|\btest result: FAILED\b"
    r"|\bBUILD FAIL(?:ED|URE)\b|\bexit(?:ed)?(?: with)?(?: code| status)? [1-9]",
)
_DIGITS = lazy(r"\d+")


@dataclass(frozen=True, slots=True)
class Occasions:
    """How often it happened, and a screen of each time with the words that show it, the first first."""

    times: int
    shown: Sequence[tuple[Found, str]]


Windows = Callable[[Callable[[str, str], bool]], Sequence[Found]]
"""The screens of which the app and the title fit, oldest first."""


def of(parsed: Parsed, evidence: Sequence[Evidence], windows: Windows) -> Occasions | None:
    """How often what a question counts happened; None where it counts nothing of the kind, or no screen shows it."""
    mails = _MAILS.search(parsed.text)
    if mails is not None:
        return _told(_opened(mails["who"], parsed, windows))
    counts = parsed.shape is Shape.HOW_MANY and _TRIES.search(parsed.text) and _FAILING.search(parsed.text)
    return _told(_failed(parsed, evidence, windows)) if counts else None


def _told(shown: Sequence[tuple[Found, str]]) -> Occasions | None:
    return Occasions(len(shown), shown) if shown else None


def _opened(who: str, parsed: Parsed, windows: Windows) -> list[tuple[Found, str]]:
    """One screen of each mail that somebody sent, with its title."""
    found: list[tuple[Found, str]] = []
    bodies: list[tuple[str, frozenset[str]]] = []
    for one, frame in _of_time(windows(lambda app, title: screens.is_mail_program(app)), parsed):
        if not _is_from(who, frame.text):
            continue
        body = _body(frame.text)
        same = (title == frame.window_title and _alike(body, other) for title, other in bodies)
        if not any(same):
            bodies.append((frame.window_title, body))
            found.append((one, frame.window_title))
    return found


def _is_from(who: str, text: str) -> bool:
    """Whether the mail that a screen shows in full is of somebody: by its head, its address or its close."""
    lines = text.splitlines()
    closed = next((at for at, line in enumerate(lines) if _CLOSES.fullmatch(line)), None)
    below = [] if closed is None else lines[closed + 1 : closed + 1 + BELOW]
    signed = [line for line in below if stems.content(line)][:1]
    heads = [match["who"] for match in _FROM.finditer(text)]
    wanted = set(stems.content(who))
    return any(wanted <= set(stems.content(name)) for name in (*signed, *heads, screens.sender(text)))


def _body(text: str) -> frozenset[str]:
    """The words of a mail's sentences: what stands beside them changes."""
    return frozenset(stems.content(" ".join(line for line in text.splitlines() if screens.is_sentence(line))))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ONE_MAIL * len(one | other)


def _failed(parsed: Parsed, evidence: Sequence[Evidence], windows: Windows) -> list[tuple[Found, str]]:
    """One screen of each failed run of what is asked about, with the line that sums it up."""
    about = set(parsed.about)
    runs = [one for one in evidence if isinstance(one.found.thing, Frame) and _FAILED.search(one.text)]
    best = max(runs, key=lambda one: len(about & _held(one.place, one.text)), default=None)
    wanted = about & _held(best.place, best.text) if best is not None else set[str]()
    if best is None or not wanted:
        return []
    name = subjects.key(best.place)
    found: dict[tuple[str, ...], tuple[Found, str]] = {}
    for one, frame in _of_time(windows(lambda app, title: subjects.key(title) == name), parsed):
        if wanted <= _held(frame.window_title, frame.text):
            for line in (line for line in frame.text.splitlines() if _FAILED.search(line)):
                found.setdefault(tuple(_DIGITS.findall(line)), (one, line.strip()))
    return list(found.values())


def _held(title: str, text: str) -> frozenset[str]:
    return stems.held(f"{title}\n{text}")


def _of_time(found: Sequence[Found], parsed: Parsed) -> Iterator[tuple[Found, Frame]]:
    """The screens of the time that is asked about."""
    span = parsed.span
    for one in found:
        if isinstance(one.thing, Frame) and (span is None or span.start <= one.time < span.end):
            yield one, one.thing
