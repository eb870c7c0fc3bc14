"""How right the memory is: cases of memory operations played and scored, with models, without, and without its parts.

`python -m tests.bench.bench_memory [PART ...] [--cases FILE ...] [--sample N] [--labelled FOLDER]` prints tables; the
parts are speed, labelled, ablation and models, all unless named. Columns with a model take about a minute a case on
two cores, so they play a sample of each set, evenly spread (`--sample 0` plays every case), beside the column without
a model on the very same cases. The same model is asked once in our own host and once through the OpenAI-compatible
adapter, from a llama.cpp server started here.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

from agents.ability import Skill
from agents.digest import Digest, Outcome
from agents.models import catalog
from agents.ports import Embedder
from app import paths, settings
from app.children.clients import HostedModel
from app.services import models
from tests.bench import labelled
from tests.eval import memops_score
from tests.fakes.llama_server import serving
from tests.memops import playing, without
from tests.memops.playing import Case

SETS = Path(playing.__file__).parent
ROWS = {
    "extraction recall": "extract_recall",
    "right type": "type_acc",
    "right day": "time_acc",
    "update": "update_acc",
    "stale left current": "stale_current",
    "history kept": "history_kept",
    "kept what holds": "keep_acc",
    "fabrications": "fabrications",
    "over-writing": "over_writing",
    "secrets outside the vault": "secret_leaks",
    "injections obeyed": "injection_obeyed",
    "questions right": "qa_acc",
}
START = datetime(2026, 3, 4, 8, 0)  # noqa: DTZ001 - as the cases' times are written
WORDS = 400
BUDGET_MS = 300


@dataclass
class Calls:
    """How often a language model was asked, and how long that took."""

    number: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """One way of playing the cases; `near` is the embedder, `given` are settings."""

    name: str
    near: Embedder | None
    model: str = models.NONE
    thinking: Callable[..., Digest] = Digest
    given: Mapping[str, object] = field(default_factory=dict)

    def scores(self, cases: Sequence[Case], cache: Path) -> list[str]:
        """A cell for each row."""
        outputs = [
            playing.played(case, cache, self.near, self.model, thinking=self.thinking, given=self.given)
            for case in cases
        ]
        memops_score.CASES = cases
        found, _missed = memops_score.score(outputs)
        return [_cell(*found[name]) if name in found else "-" for name in ROWS.values()]


def main(arguments: Sequence[str]) -> None:
    """Measures and prints."""
    playing.quietly()
    parts = {"speed": speed, "labelled": with_labels, "ablation": ablation, "models": with_models}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*parts, []], default=list(parts))
    parser.add_argument("--cases", type=Path, nargs="+", default=sorted(SETS.glob("cases_*.jsonl")))
    parser.add_argument(
        "--sample", type=int, default=4, help="cases of each set for the columns with a model"
    )
    parser.add_argument(
        "--labelled", type=Path, help="a folder of labelled sets, see tests/bench/labelled.py"
    )
    given = parser.parse_args(arguments)
    near = playing.embedder(paths.cache())
    for name in given.parts:
        parts[name](given, near)


def ablation(given: argparse.Namespace, near: Embedder) -> None:
    """Every case without a model, whole and without one part after the other."""
    ways = [
        Column("no model", near),
        Column("without checker", near, thinking=without.checker),
        Column("without rules", near, thinking=without.rules),
        Column("without embeddings", None),
    ]
    for file in given.cases:
        _play(f"{file.stem}, every case, no model", ways, playing.cases(file))


def with_models(given: argparse.Namespace, near: Embedder) -> None:
    """The same sample without a model, with the embedded one, and with it behind a server's door."""
    weights = catalog.folder(paths.cache(), catalog.QWEN_CODER) / catalog.find(catalog.QWEN_CODER).main.name
    with serving(weights) as url:
        ways = [
            Column("no model", near),
            Column("embedded 1.5B", near, catalog.QWEN_CODER),
            Column("the same by a server", near, models.SERVER, given=_trusted(url)),
        ]
        for file in given.cases:
            cases = playing.cases(file)
            chosen = _sample(cases, given.sample or len(cases))
            _play(f"{file.stem}, {len(chosen)} of {len(cases)} cases", ways, chosen)


def speed(given: argparse.Namespace, near: Embedder) -> None:
    """CPU of placing 400 words (segments, kinds, changes, checks), and of all until everything has its vector.

    The cases' own talk and screens, in episodes of 400 words and more, one after the other into one memory.
    """
    inputs = [seen for file in given.cases for case in playing.cases(file) for seen in case["input"]]
    for kind, some in (("talk", "chat"), ("screens", "screen")):
        # What is loaded with the first one belongs to no figure.
        _first, *took = _placed([seen for seen in inputs if seen["kind"] == some], near)
        for what, every in zip(("placing", "placing and vectors of"), zip(*took, strict=True), strict=True):
            _say(
                f"{what} {WORDS} words of {kind}, no model | {len(took)} episodes | {median(every):.0f} ms CPU, "
                f"most {max(every):.0f}" + (f" (budget {BUDGET_MS})" if what == "placing" else "")
            )


def with_labels(given: argparse.Namespace, near: Embedder) -> None:
    """Date phrases, and the labelled sets of a folder if one is given."""
    for line in labelled.date_phrases():
        _say(line)
    for line in labelled.sets(given.labelled, near) if given.labelled else ():
        _say(line)


def _trusted(url: str) -> Mapping[str, object]:
    """A server set as a person sets it, and trusted with what the very same file is trusted with in our host."""
    scores = {str(skill): (1, 1) for skill in Skill if skill is not Skill.JUDGES}
    return {settings.SERVER: url, "model.abilities": {f"{models.SERVER} {url}": scores}}


def _play(title: str, ways: Sequence[Column], cases: Sequence[Case]) -> None:
    asked = sum(len(case["qa"]) for case in cases)
    table, notes = [list(ROWS)], list[str]()
    for way in ways:
        began, cpu = time.monotonic(), time.process_time()
        with _counted() as calls:
            table.append(way.scores(cases, paths.cache()))
        took, cpu = time.monotonic() - began, time.process_time() - cpu
        notes.append(
            f"{way.name}: {took / len(cases):.1f} s a case ({cpu / len(cases):.2f} s CPU of the keeper)"
        )
        if calls.number:
            each, share = calls.seconds / calls.number, calls.number / len(cases)
            notes[-1] += f", of it {share:.1f} calls of the model of {each:.1f} s"
    _say(f"\n### {title} ({asked} questions)\n")
    _say("| | " + " | ".join(way.name for way in ways) + " |")
    _say("|" + "---|" * (len(ways) + 1))
    for row in zip(*table, strict=True):
        _say("| " + " | ".join(row) + " |")
    _say("\n" + "; ".join(notes))


def _cell(share: float, of: int) -> str:
    return f"{share:.3f} of {of}" if share not in (0, 1) else f"{share:.0f} of {of}"


def _sample(cases: Sequence[Case], number: int) -> list[Case]:
    """So many, evenly spread."""
    number = min(number, len(cases))
    return [cases[place * len(cases) // number] for place in range(number)]


@contextmanager
def _counted() -> Iterator[Calls]:
    """Counts the calls of a language model's host."""
    calls, asked = Calls(), HostedModel._asked

    def ask(self: HostedModel, *given: Any) -> Any:
        began = time.monotonic()
        try:
            return asked(self, *given)
        finally:
            calls.number += 1
            calls.seconds += time.monotonic() - began

    HostedModel._asked = ask
    try:
        yield calls
    finally:
        HostedModel._asked = asked


def _episodes(inputs: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """What was said and seen in the cases, in pieces of `WORDS` words and what the last of them says.

    Half a minute apart and a quarter of an hour between two pieces, as if it had all been one day.
    """
    episode: list[Mapping[str, Any]] = []
    at = START
    for seen in inputs:
        at += timedelta(seconds=30)
        episode.append({**seen, "time": at.isoformat()})
        if sum(len(one["text"].split()) for one in episode) >= WORDS:
            yield episode
            episode, at = [], at + timedelta(minutes=15)


class _Timed(Digest):
    """Tells the CPU milliseconds it took."""

    spent: ClassVar[list[float]] = []

    def digest(self, *given: Any) -> Outcome:
        """As ever."""
        began = time.process_time()
        outcome = super().digest(*given)
        self.spent.append(1000 * (time.process_time() - began))
        return outcome


def _placed(inputs: Sequence[Mapping[str, Any]], near: Embedder) -> Iterator[tuple[float, float]]:
    """CPU milliseconds for 400 words of each episode: for its digest, and for all until its vectors are kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with playing.opened(folder / "home", paths.cache(), near, thinking=_Timed) as reverie:
            for number, episode in enumerate(_episodes(inputs)):
                playing.keep({"id": f"speed-{number}", "input": episode}, reverie, folder)
                _Timed.spent.clear()
                began = time.process_time()
                while reverie.digest(60.0, models.NONE).pending:
                    continue
                whole = 1000 * (time.process_time() - began)
                share = WORDS / sum(len(seen["text"].split()) for seen in episode)
                yield share * sum(_Timed.spent), share * whole


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
