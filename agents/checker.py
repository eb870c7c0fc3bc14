"""The checker: lets through only what its sources support, and nothing that is a secret or an order from a screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from agents import instructions, secrets, stems, times
from agents.claims import USER, people
from agents.finding import Finding, Voice
from agents.patterns import lazy
from agents.secrets import told
from storage.kind import MemoryKind, Use

# Share of a finding's content stems that its sources must hold; rules quote, a model may word a little.
ENOUGH = 0.7
# Words that rules and models put around what was said.
FRAMING = frozenset(
    stems.stem(word)
    for word in """user told mail chat page terminal worked looked appointment room settled how says said wishes wish
    is are was has does work live name lives works called document notes human persona story character writes""".split()
)
_NUMBER = lazy(r"\d+")
_NAME = lazy(r"(?<![\w'’])[A-ZÄÖÜÀ-Þ][\w'’\-]+")


class Checker:
    """Checks findings against their sources. `forbidden` are names of prompt examples, which prove an invention."""

    def __init__(self, zone: ZoneInfo, forbidden: Iterable[str] = ()) -> None:
        self._zone = zone
        self._forbidden = frozenset(name.casefold() for name in forbidden)

    def refusal(
        self, finding: Finding, kind: MemoryKind, context: str = "", said_at: datetime | None = None
    ) -> str:
        """Why a finding is refused, in words without content; empty when it may pass.

        `context` is what else was in view: window titles and names of speakers.
        """
        try:
            kind.body.model_validate(finding.body)
        except ValidationError:
            return "the body does not fit the kind"
        text = _written(finding, kind)
        if self._is_order(finding, text):
            return "it reads as an instruction"
        if secrets.find(text) or (
            finding.by is not Voice.SCREEN and not finding.secret and told.suspects(text)
        ):
            return "it holds a secret"
        if (
            not finding.secret
            and " hidden]" in text
            and finding.by is Voice.SCREEN
            and self._only_hidden(text)
        ):
            return "there is nothing but hidden values in it"
        return self._unsupported(finding, kind.search_text(finding.body), context, said_at or finding.at)

    def _is_order(self, finding: Finding, text: str) -> bool:
        if finding.by is Voice.USER:
            return False
        return instructions.looks_like_instruction(text) or instructions.looks_like_instruction(
            finding.quotes
        )

    def _only_hidden(self, text: str) -> bool:
        return len(stems.content(secrets.MARKER.sub("", text))) < 2

    def _unsupported(self, finding: Finding, text: str, context: str, said_at: datetime) -> str:
        known = f"{finding.quotes}\n{context}"
        if self._forbidden & (_folded(text) - _folded(known)):
            return "it holds a name of an example"
        why = self._lack(text, known, said_at)
        return self._lack(text, self._dated(known, said_at), said_at) if why else ""

    def _dated(self, known: str, said_at: datetime) -> str:
        """The sources with their dates resolved: a bare weekday may be the one behind or the one ahead."""
        return "\n".join(
            times.absolute(known, at, self._zone) for at in (said_at, said_at + timedelta(days=7))
        )

    def _lack(self, text: str, known: str, said_at: datetime) -> str:
        """What `text` holds that `known` does not; empty when it is borne out."""
        if not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(known)) | _years_near(said_at, self._zone):
            return "a number is not in its sources"
        held = set(stems.content(known)) | FRAMING
        # What people are to each other is looked for in seven languages: only where something else is wanting.
        why = self._unheld(text, held)
        return why and self._unheld(text, held | set(map(stems.stem, people.relation_words(known))))

    def _unheld(self, text: str, held: set[str]) -> str:
        if not self._names(text) <= held | {stems.stem(USER)}:
            return "a name is not in its sources"
        wanted = [stem for stem in stems.content(text) if stem not in FRAMING]
        supported = sum(stem in held for stem in wanted)
        return "" if not wanted or supported / len(wanted) >= ENOUGH else "its sources do not support it"

    def _names(self, text: str) -> set[str]:
        words = {word for name in _NAME.findall(text) for word in stems.words(name)}
        found = {stems.stem(word) for word in words if word.casefold() not in stems.STOP}
        return found - _CALENDAR


def _folded(text: str) -> set[str]:
    return {word.casefold() for word in stems.words(text)}


def _written(finding: Finding, kind: MemoryKind) -> str:
    """All words of the body but those of sealed fields and of times, which code writes."""
    sealed = kind.fields(Use.SECRET)
    return "\n".join(
        _words_of(v) for name, v in finding.body.items() if name not in sealed and not _is_time(v)
    )


def _words_of(value: object) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(_words_of(item) for item in value)
    return str(value) if isinstance(value, str) else ""


def _is_time(value: object) -> bool:
    return isinstance(value, str) and bool(re.match(r"\d{4}-\d{2}-\d{2}T", value))


def _years_near(said_at: datetime, zone: ZoneInfo) -> set[str]:
    """The years around the time of speaking, which resolved dates may name."""
    year = said_at.astimezone(zone).year
    return {str(number) for number in range(year - 1, year + 2)}


_CALENDAR = frozenset(
    stems.stem(word)
    for word in """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
    August September October November December Page Mail Chat Day Time Place Worked Looked Terminal How""".split()
)
