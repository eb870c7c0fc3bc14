"""Memories told anew when some of their sources are forgotten: kept where the others bear out every word, else read
from these by the digest's own rules, else not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agents import secrets, stems, times
from agents.checker import FRAMING
from agents.digest import Digest
from agents.drafts import Drafts, NoMemories
from agents.kinds import Rules, rules
from agents.patterns import lazy
from storage.kind import Kinds
from storage.model import BodyFields, Frame, Memory, Observation, Rewritten, Source, Turn, type_of

# What a body's field may say by itself: names of types and ranks, which no source needs to hold.
_LABELS = frozenset(
    stems.stem(word)
    for word in """told screen appointment decision activity event workflow guide script procedure document page mail
    file note credential card bank account low medium high someone day time place said room worked""".split()
)
_WHEN = lazy(r"\d{4}-\d{2}-\d{2}T")


class RuleRewriter:
    """The `Rewriter` of the safe: reads no database and asks no model. Any thread may call.

    `digest` makes a digest without an embedder: what it finds in the same texts is always the same.
    """

    def __init__(
        self,
        kinds: Kinds,
        zone: ZoneInfo,
        digest: Callable[[], Digest],
        *,
        declared: Mapping[str, Rules] | None = None,
    ) -> None:
        self._kinds = kinds
        self._zone = zone
        self._digest = digest
        self._rules = declared if declared is not None else rules()

    def rewritten(
        self, memory: Memory, left: Sequence[Observation], allowed: Callable[[BodyFields], bool]
    ) -> Rewritten | None:
        """See `storage.rewriting.Rewriter`."""
        if not left:
            return None
        if allowed(memory.body) and self._borne_out(memory, left):
            return self._unchanged(memory, left)
        if memory.has_secret:
            # Where a secret was seen is told by the texts it was taken from, and those are masked.
            return None
        found = [one for one in self._read(memory, left) if allowed(one.body)]
        if not found:
            return None
        best = max(found, key=lambda one: _shared(one, memory))
        return Rewritten(best.body, best.sources, best.valid_from)

    def _unchanged(self, memory: Memory, left: Sequence[Observation]) -> Rewritten:
        known = {one.id for one in left}
        sources = tuple(source for source in memory.sources if source.observation in known)
        told_at = {one.time for one in left}
        since = memory.valid_from if memory.valid_from in told_at else min(told_at)
        return Rewritten(memory.body, sources or tuple(Source(one.id, type_of(one)) for one in left), since)

    # -- read anew -----------------------------------------------------------------------------------------------

    def _read(self, memory: Memory, left: Sequence[Observation]) -> list[Memory]:
        """What the rules find in `left` that is about the same thing."""
        drafts = Drafts(NoMemories(), self._kinds)
        for change in self._digest().digest(left, NoMemories()).changes:
            drafts.apply(change)
        return [one for one in drafts.current(memory.kind) if self._is_same(memory, one)]

    def _is_same(self, memory: Memory, other: Memory) -> bool:
        """The same key, or a name in common; where the kind has neither, words in common."""
        kind = self._kinds[memory.kind]
        key = kind.key_of(memory.body)
        if key.strip("|") and key == kind.key_of(other.body):
            return True
        about = self._rules[memory.kind].about if memory.kind in self._rules else None
        names = about(memory.body) if about else frozenset()
        if names and about:
            return bool(names & about(other.body))
        return not key.strip("|") and _shared(other, memory) > 0

    # -- borne out -----------------------------------------------------------------------------------------------

    def _borne_out(self, memory: Memory, left: Sequence[Observation]) -> bool:
        """True when every word, number and time of the body stands in what is left, resolved dates included."""
        words, moments = _words_and_times(memory.body)
        wanted = set(stems.content("\n".join(words))) - FRAMING - _LABELS
        if not wanted and not moments:
            return all(word in "\n".join(map(_text, left)) for word in words)
        missing = wanted - {stem for one in left for stem in stems.content(_text(one))}
        if missing:
            missing -= {stem for one in left for stem in stems.content(self._dated(one))}
        return not missing and all(self._is_told(at, left) for at in moments)

    def _dated(self, seen: Observation) -> str:
        """A text with its dates resolved: a bare weekday may be the one behind or the one ahead."""
        ats = (seen.time, seen.time + timedelta(days=7))
        return "\n".join(times.absolute(_text(seen), at, self._zone) for at in ats)

    def _is_told(self, at: datetime, left: Sequence[Observation]) -> bool:
        if any(one.time == at for one in left):
            return True
        return any(
            span.start <= at <= span.end
            for one in left
            for span, _ in times.resolve(_text(one), one.time, self._zone)
        )


def _shared(one: Memory, memory: Memory) -> int:
    return len(set(stems.content(one.text)) & set(stems.content(memory.text)))


def _text(seen: Observation) -> str:
    """All that an observation says, its secrets masked once more."""
    around = ""
    if isinstance(seen, Frame):
        around = f"{seen.app}\n{seen.window_title}\n{seen.url}"
    elif isinstance(seen, Turn):
        around = seen.speaker
    return f"{around}\n{secrets.masked(seen.text)[0]}"


def _words_and_times(body: BodyFields) -> tuple[list[str], list[datetime]]:
    texts = list(_texts(list(body.values())))
    times_told = [datetime.fromisoformat(text) for text in texts if _WHEN.match(text)]
    return [text for text in texts if not _WHEN.match(text)], times_told


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value
