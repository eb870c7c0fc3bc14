"""Whether remembering costs the same after 50,000 observations as at first: `python -m tests.bench.bench_long_run [N]`.

A made-up life (1,000 observations unless told otherwise) is kept and digested an episode at a time, without a model,
into a real safe. Wanted: time an episode flat within 20 % from the first tenth to the last, resident memory flat,
duplicates 2 % at most. Vectors are made-up ones: a real embedder costs the same for every text, whatever is known.
They are kept in the safe and nowhere else: the index, which holds them in memory, is another process of a keeper's.
A fixed piece of work is done in between, and time is told in its measure: other processes slow both down alike.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import mean
from uuid import UUID
from zoneinfo import ZoneInfo

import psutil

from agents import stems
from agents.digest import Digest
from agents.kinds import all_kinds
from app import paths
from app.interfaces import Incoming, IncomingFrame, IncomingTurn, MemoryView, Reverie
from app.services import models
from storage.vectors import Vectors
from tests.factories import a_frame
from tests.fakes.memory_library import MemoryLibrary
from tests.fakes.reading import HashEmbedder
from tests.memops import playing

START = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
EPISODE = 10
A_DAY = 48
FLAT, MOST_TWICE = 0.20, 0.02
# The fixed piece of work is done once in so many episodes.
YARDSTICK = 4
FIRSTS = "Ana Marco Ida Tilde Jonas Lea Pavel Nora Ines Oskar Greta Milan Zoe Bruno Vera Hugo Alma Felix Rosa".split()
LASTS = "Reis Berg Lind Hruska Feldt Barroso Petri Novak Silva Moreau Keller Rossi Duarte Holm Varga Costa".split()
NOUNS = """kiln invoice harbour recipe passport orchard violin budget lantern greenhouse roof tile engine museum
library bridge garden market ferry theatre clinic bakery studio vineyard tower archive station quarry mill""".split()
TOWNS = "Lisbon Bremen Ghent Porto Graz Aarhus Turin Lyon Bergen Krakow Bilbao Leeds".split()
FOODS = "walnuts celery shrimp peanuts lactose gluten sesame mustard".split()
DEEDS = "planned measured painted repaired photographed cleaned drew counted packed sold".split()


@dataclass(frozen=True, slots=True)
class Tenth:
    """What a tenth of a life came to: CPU ms an episode, also in yardsticks; bytes resident; memories that hold."""

    cpu_ms: float
    yardsticks: float
    resident: int
    memories: int


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run; `twice` is the share of memories that say what another one says."""

    tenths: tuple[Tenth, ...]
    twice: float

    @property
    def slower(self) -> float:
        """By which share an episode took longer in the last tenth than in the first."""
        return self.tenths[-1].yardsticks / self.tenths[0].yardsticks - 1

    @property
    def grown(self) -> float:
        """By which share the resident memory grew from the end of the first tenth to that of the last."""
        return self.tenths[-1].resident / self.tenths[0].resident - 1


def life(seed: int = 20251) -> Iterator[list[Incoming]]:
    """Episodes without end: what somebody sees and says; people and things come, change, and come again."""
    chance = random.Random(seed)
    number = 0
    while True:
        day, part = divmod(number, A_DAY)
        at = START + timedelta(days=day, minutes=11 * part)
        # People and things are more, the longer it goes on.
        known = 5 + number // 40
        yield _MAKERS[number % len(_MAKERS)](chance, at, number, known)
        number += 1


def run(observations: int, told: Callable[[str], object] = lambda _line: None) -> Run:
    """Lives through so many observations."""
    with (
        tempfile.TemporaryDirectory() as folder,
        playing.opened(Path(folder) / "home", paths.cache(), HashEmbedder(), index=Elsewhere) as reverie,
    ):
        tenths = tuple(_tenths(reverie, observations // EPISODE, told))
        memories = reverie.memories("", limit=0)
    return Run(tenths, twice(memories))


class Elsewhere:
    """An index as the keeper's process has it: nothing of it is here."""

    def upsert(self, _group: str, _ids: Sequence[UUID], _vectors: Vectors) -> None:
        """Nothing to hold."""

    def delete(self, _ids: Sequence[UUID]) -> None:
        """Nothing to let go of."""

    def search(self, _vector: Vectors, _k: int, _groups: Sequence[str] = ()) -> list[tuple[UUID, float]]:
        """Finds nothing; a digest does not ask."""
        return []

    def held(self, _group: str) -> int:
        """None."""
        return 0

    def clear(self) -> None:
        """Nothing to let go of."""


def _tenths(reverie: Reverie, episodes: int, told: Callable[[str], object]) -> Iterator[Tenth]:
    lived = life()
    for number in range(10):
        times, measures = list[float](), list[float]()
        for place, episode in enumerate(islice(lived, max(1, episodes // 10))):
            times.append(digested(reverie, episode))
            if place % YARDSTICK == 0:
                measures.append(_yardstick_ms())
        spent, yardstick = mean(times), mean(measures)
        held = sum(kind.memories for kind in reverie.kinds())
        tenth = Tenth(spent, spent / yardstick, psutil.Process().memory_info().rss, held)
        told(
            f"tenth {number + 1:2d} | {tenth.cpu_ms:5.0f} ms CPU an episode, {tenth.yardsticks:5.2f} yardsticks of "
            f"{yardstick:.0f} ms | {tenth.resident / 1e6:4.0f} MB resident | {held} memories"
        )
        yield tenth


def _yardstick_ms() -> float:
    """CPU ms of a digest that always reads the same and knows nothing."""
    digest, chance = Digest(all_kinds(), None, ZoneInfo("UTC")), random.Random(7)
    frames = [
        a_frame("\n".join(_sentence(chance, 5) for _ in range(5)), window_title=f"{n}") for n in range(4)
    ]
    began = time.process_time()
    digest.digest(frames, MemoryLibrary())
    return 1000 * (time.process_time() - began)


def digested(reverie: Reverie, episode: Sequence[Incoming]) -> float:
    """Keeps and digests an episode; CPU ms."""
    began = time.process_time()
    reverie.keep(episode)
    while reverie.digest(60.0, models.NONE).pending:
        continue
    return 1000 * (time.process_time() - began)


def twice(memories: Sequence[MemoryView]) -> float:
    """The share of memories that say in other or the same words what another of their kind (and day) says."""
    said = Counter(map(_gist, memories))
    return sum(count - 1 for count in said.values()) / max(1, len(memories))


def _gist(memory: MemoryView) -> tuple[object, ...]:
    day = memory.body.get("occurred_at", "")[:16]
    words = " ".join(
        value for name, value in memory.body.items() if isinstance(value, str) and name[-3:] != "_at"
    )
    return memory.kind, day, frozenset(stems.content(words))


# -------------------------------------------------------------------------------------------------------- what is lived


def _name(chance: random.Random, known: int) -> str:
    place = int(known * chance.random() ** 2)
    return f"{FIRSTS[place % len(FIRSTS)]} {LASTS[place // len(FIRSTS) % len(LASTS)]}"


def _thing(chance: random.Random, known: int) -> str:
    place = int(known * chance.random() ** 2)
    return f"{NOUNS[place % len(NOUNS)]} {place}"


def _sentence(chance: random.Random, known: int) -> str:
    noun, name, price = _thing(chance, known), _name(chance, known), chance.randrange(20, 900)
    return f"The {noun} of {name} was {chance.choice(DEEDS)} by the {chance.choice(NOUNS)} for {price} euros."


def _seen(at: datetime, app: str, title: str, text: str, url: str = "") -> Incoming:
    return Incoming(frame=IncomingFrame(at, text=text, app=app, window_title=title, url=url))


def _document(chance: random.Random, at: datetime, _number: int, known: int) -> list[Incoming]:
    """A document scrolled through: each screen holds half of the one before."""
    title = f"{_thing(chance, known).title()} report.odt - LibreOffice Writer"
    lines = [_sentence(chance, known) for _ in range(EPISODE * 4 + 4)]
    return [
        _seen(at + timedelta(seconds=50 * n), "Writer", title, "\n".join(lines[4 * n : 4 * n + 8]))
        for n in range(EPISODE)
    ]


def _mails(chance: random.Random, at: datetime, number: int, known: int) -> list[Incoming]:
    found: list[Incoming] = []
    for place in range(EPISODE):
        noun, day = _thing(chance, known), at + timedelta(days=chance.randrange(2, 20))
        lines = [
            f"From: {_name(chance, known)}", f"Subject: {noun}", "Hello,",
            f"the {noun} meeting is on {day:%A %d %B} at {chance.randrange(8, 18)}:00.", _sentence(chance, known),
        ]  # fmt: skip
        title = f"{noun} {number} - Thunderbird"
        found.append(_seen(at + timedelta(seconds=50 * place), "Thunderbird", title, "\n".join(lines)))
    return found


def _pages(chance: random.Random, at: datetime, number: int, known: int) -> list[Incoming]:
    found: list[Incoming] = []
    for place in range(EPISODE):
        noun = _thing(chance, known)
        text = "\n".join([f"All about the {noun}", *(_sentence(chance, known) for _ in range(6))])
        url, title = f"https://{noun.split()[0]}.example/{number}", f"{noun.title()} guide - Firefox"
        found.append(_seen(at + timedelta(seconds=50 * place), "Firefox", title, text, url))
    return found


def _talk(chance: random.Random, at: datetime, number: int, known: int) -> list[Incoming]:
    """What the user tells: new and old facts about people, changes, plans, deeds, and nothing much."""
    forms: tuple[Callable[[str, str], str], ...] = (
        lambda name, noun: f"{name} works at the {noun.split()[0]} in {chance.choice(TOWNS)}.",
        lambda name, noun: f"{name}'s number is 0421 555 {chance.randrange(10_000):04d}.",
        lambda name, noun: f"{name} moved to {chance.choice(TOWNS)}.",
        lambda name, noun: f"{name} is allergic to {FOODS[sum(map(ord, name)) % len(FOODS)]}.",
        lambda name, noun: f"I {chance.choice(DEEDS)} the {noun} with {name} yesterday.",
        lambda name, noun: f"I'm meeting {name} about the {noun} on Friday at {chance.randrange(8, 18)}:00.",
        lambda name, noun: (
            f"The meeting with {name} about the {noun} was moved to Thursday at {chance.randrange(8, 18)}:00."
        ),
        lambda name, noun: (
            f"To open the {noun} I first call {name}, then I fetch the key, and then I sign the list."
        ),
        lambda name, noun: f"What do you think of the {noun}?",
        lambda name, noun: "Thanks, that helps.",
    )
    texts = [chance.choice(forms)(_name(chance, known), _thing(chance, known)) for _ in range(EPISODE)]
    return [
        Incoming(turn=IncomingTurn(at + timedelta(seconds=50 * n), text, f"talk-{number}", "Sam", "user"))
        for n, text in enumerate(texts)
    ]


_MAKERS = (_document, _talk, _mails, _talk, _pages, _document, _talk, _mails, _document, _pages)


def main(observations: int) -> None:
    """Measures and prints."""
    playing.quietly()

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    found = run(observations, say)
    say(
        f"{observations} observations | an episode {found.slower:+.1%} from the first tenth to the last (budget "
        f"{FLAT:.0%}) | resident {found.grown:+.1%} | said twice {found.twice:.2%} (budget {MOST_TWICE:.0%})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
