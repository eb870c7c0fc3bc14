"""What an answer without a model says: lines as they stand, with where and when, numbered; or that nothing is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import context, phrases, support, torn
from agents.answer import denials
from agents.answer.draft import SEALED, AnswerDraft, Cited, Part
from agents.context import Evidence
from agents.extractive import Extract
from agents.question import SHAPELESS, Parsed, Shape
from agents.recall import Found
from storage.model import Frame, Memory, Note

# Nearest evidence cited with "I don't know".
NEAREST = 2


def quote_of(extract: Extract) -> str:
    """The line, with the rest of its sentence, or with the line below it where the value stands there."""
    line = extract.line
    whole = f"{line.text} {line.next}".strip()
    value_below = bool(extract.value) and extract.value not in line.text and extract.value in whole
    if value_below or torn.runs_on(line.text, line.next):
        return whole
    if extract.alone:
        return line.text
    return context.in_place(extract.evidence, line)


def cite(n: int, extract: Extract, part: Part = Part.ANSWERS) -> Cited:
    """The line as a citation numbered `n`."""
    return Cited(n, extract.evidence.found, quote_of(extract), part)


def cite_beside(n: int, also: Extract, first: Extract) -> Cited:
    """A second line as a citation; of the same evidence without what the first one's quote holds already."""
    same = also.evidence is first.evidence and not isinstance(also.evidence.found.thing, Frame)
    quote = also.line.text if same else quote_of(also)
    return Cited(n, also.evidence.found, quote, Part.ADDS)


def quoted(evidence: Evidence, quote: str, parsed: Parsed, now: datetime, zone: ZoneInfo, n: int = 1) -> str:
    """A quotation with its place and time: “The price is EUR 8.” — Our offer - Mail, today 09:51 [1]."""
    seen = phrases.seen(evidence.time, now, parsed.language, zone)
    noted = phrases.NOTED.get(parsed.language, "") if isinstance(evidence.found.thing, Note) else ""
    head = evidence.speaker or evidence.place or noted
    return f"“{quote}” — {', '.join(filter(None, (head, seen)))} [{n}]"


def told(extract: Extract, short: str, parsed: Parsed, now: datetime, zone: ZoneInfo) -> str:
    """The line as it stands, with where and when; before it the value, where the line does not show it by itself."""
    quote = quote_of(extract)
    if parsed.value_alone and parsed.shape not in SHAPELESS and short:
        return f"{short} [1]"
    line = quoted(extract.evidence, quote, parsed, now, zone)
    if parsed.shape is Shape.YES_NO:
        return f"{_holding(extract, parsed)} {line}".strip()
    shown = parsed.shape not in SHAPELESS and short and not shows(quote, short)
    return f"{short}. {line}" if shown else line


def shows(quote: str, short: str) -> bool:
    """Whether the value stands in the quote, as words of its own."""
    value = r"\s+".join(re.escape(word) for word in short.split())
    return re.search(rf"(?<!\w){value}(?!\w)", quote, re.IGNORECASE) is not None


def sealed(found: Found, parsed: Parsed) -> AnswerDraft:
    """The answer that says where a secret is kept, and not what it is."""
    text = phrases.in_vault(found.title, parsed.language)
    return AnswerDraft(f"{text} [1]", reason=SEALED, citations=(Cited(1, found, found.title),))


def unknown(parsed: Parsed, found: Sequence[Found], reason: str) -> AnswerDraft:
    """ "I don't know", with the nearest evidence."""
    told = phrases.unknown(parsed.language, whether=parsed.shape is Shape.YES_NO)
    return _abstained(told, found, reason)


def nothing_then(parsed: Parsed, found: Sequence[Found]) -> AnswerDraft:
    """That nothing of the asked day answers, with the nearest evidence, which is of another."""
    return _abstained(phrases.nothing_then(parsed.language), found, "nothing")


def _abstained(told: str, found: Sequence[Found], reason: str) -> AnswerDraft:
    nearest = [one for one in found[:NEAREST] if reason != "empty"]
    cited = tuple(Cited(n, one, one.quote, Part.NEAREST) for n, one in enumerate(nearest, start=1))
    return AnswerDraft(told, abstained=True, reason=reason, citations=cited)


def _holding(extract: Extract, parsed: Parsed) -> str:
    """Whether what was asked holds, where the memory knows: it was superseded, or it still stands."""
    thing = extract.evidence.found.thing
    if denials.calls_off(extract, parsed):
        return phrases.called_off(parsed.language)
    if denials.ends(extract, parsed):
        return phrases.no_longer(parsed.language)
    if not isinstance(thing, Memory) or parsed.wants_first or parsed.span:
        return ""
    if not thing.current:
        return phrases.no_longer(parsed.language)
    newer = extract.also is not None and extract.also.evidence.time > extract.evidence.time
    stands = parsed.wants_still and not newer and not support.ends(quote_of(extract))
    return phrases.still(parsed.language) if stands else ""
