"""How well a corpus is masked: what is still there after the real reader, the real recognisers and the real mask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Protocol

from agents import secrets
from app.capture import frame_text, pixels
from app.capture.bases import Bases
from app.capture.pipeline import Scene, redacted
from app.capture.ports import Picture, TextReader
from storage.model import Box, Frame, Word
from tests.fakes.pages import VOCABULARY
from tests.secret_screens.drawing import LOOKS, Canvas, Item, drawn
from tests.secret_screens.first_half import Make

WHEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
# So much of a value, in letters and digits without their case, gives it back.
TELLING_PART = 6
LOOKALIKES = str.maketrans("oilszb", "011528")
FILLER = frozenset(VOCABULARY)
# Which planted kind a mask speaks of.
OF_MARK = {
    "card": "card",
    "iban": "iban",
    "ssn": "ssn",
    "national id": "national id",
    "passport": "passport",
    "private key": "private key",
    "seed phrase": "seed phrase",
    "api key": "token",
    "token": "header",
    "connection password": "connection",
    "one-time code": "one-time code",
    "password": "password",
    "pin": "one-time code",
}


class Half(Protocol):
    """One half of the corpus: how many screens of what."""

    POSITIVES: tuple[tuple[int, Make], ...]
    NEGATIVES: tuple[tuple[int, Make], ...]


@dataclass(frozen=True)
class Sample:
    """A drawn screen, and its name for a report."""

    name: str
    item: Item
    canvas: Canvas


def samples(corpus: Sequence[tuple[int, Make]], seed: str, share: float = 1.0) -> Iterator[Sample]:
    """The screens of a corpus, every layout of a kind in turn; `share` takes the first of each kind."""
    for number, (count, make) in enumerate(corpus):
        for turn in range(max(1, round(count * share))):
            name = f"{seed}/{number}/{turn}"
            item = make(Random(name))
            layout = item.layouts[(turn + number) % len(item.layouts)]
            yield Sample(
                f"{name} {item.kind} {item.label} in {layout}", item, drawn(item, LOOKS[layout], name)
            )


@dataclass(frozen=True)
class Outcome:
    """What became of one screen: parts of the value that can still be read, and masks that cover nothing of it."""

    name: str
    item: Item
    in_text: bool
    in_picture: bool
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    text: str

    @property
    def leaked(self) -> bool:
        return self.in_text or self.in_picture


def read(reader: TextReader, picture: Picture) -> tuple[Word, ...]:
    """The words of a picture as the recorder has them."""
    return frame_text.in_lines(reader.read(pixels.gray(picture), whole=True))


def outcome(reader: TextReader, sample: Sample, words: Sequence[Word] | None = None) -> Outcome:
    """Masks a screen as the recorder does, and reads again what it would keep."""
    picture = sample.canvas.page.picture()
    words = read(reader, picture) if words is None else words
    kept = redacted(picture, words, Scene(WHEN), lambda *_: (), Bases())
    frame = kept.observation
    assert isinstance(frame, Frame)
    right, wrong = _marks(words, sample.canvas.secret)
    # Where nothing was masked, the picture shows all that was read in it.
    again = frame_text.text_of(words) if sample.item.hidden else ""
    if sample.item.hidden and len(frame.words) < len(words):
        masked = pixels.decode(kept.picture) if kept.picture else picture
        again = frame_text.text_of(read(reader, masked))
    return Outcome(
        sample.name,
        sample.item,
        leaks(sample.item, frame.text),
        leaks(sample.item, again),
        right,
        wrong,
        frame.text,
    )


def _marks(words: Sequence[Word], secret: Sequence[Box]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of the masks that cover a part of the planted value, and of those that do not."""
    seen = secrets.on_screen(words)
    right, wrong = [], []
    for found in seen.found:
        boxes = [words[index].box for index in seen.words_of(found)]
        hit = any(_meet(box, other) for box in boxes for other in secret)
        (right if hit else wrong).append(str(found.kind))
    return tuple(right), tuple(wrong)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.w
        and other.x < one.x + one.w
        and one.y < other.y + other.h
        and other.y < one.y + one.h
    )


def plain(text: str) -> str:
    """Letters and digits only, as one sees them: a small l is a one."""
    bare = re.sub(r"\[[a-z -]+ hidden\]", " ", text)
    return re.sub(r"[^a-z0-9]", "", bare.lower().translate(LOOKALIKES))


def leaks(item: Item, text: str) -> bool:
    """Whether a text gives a planted value back: six of its characters in a row, or four words of a phrase."""
    if item.kind == "seed phrase":
        there = set(re.findall(r"[a-z]+", text.lower())) & set(item.hidden) - FILLER
        return len(there) >= 4
    seen = plain(text)
    return any(_part_in(plain(line), seen) for part in item.hidden for line in part.split("\n"))


def _part_in(value: str, seen: str) -> bool:
    size = min(TELLING_PART, len(value))
    return size > 2 and any(value[i : i + size] in seen for i in range(len(value) - size + 1))


def table(outcomes: Sequence[Outcome]) -> list[tuple[str, int, float, float]]:
    """Kind, screens, recall and precision of each planted kind; the look-alikes' masks count against their kind."""
    screens = Counter(o.item.kind for o in outcomes if o.item.hidden)
    safe = Counter(o.item.kind for o in outcomes if o.item.hidden and not o.leaked)
    wrong = Counter(OF_MARK[kind] for o in outcomes for kind in o.wrong)
    rows = []
    for kind, count in screens.items():
        rows.append((kind, count, safe[kind] / count, safe[kind] / max(1, safe[kind] + wrong[kind])))
    return rows
