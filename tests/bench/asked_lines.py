"""The lines that questions of sets of cases are answered from: as a reranker reads them, with what they weigh.

Each set (`tests/memops/cases_SET.jsonl`) is digested once, and its questions are asked without a language model. A line
is right if, with what would be quoted beside it, it holds what is wanted and nothing that is not.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

from agents import context, extractive, passages
from agents.context import Evidence
from agents.extractive import Extract, Weighed
from agents.nearness import Nearness
from agents.question import Parsed
from app.interfaces import Question
from app.services import models as language
from tests.eval import memops_score
from tests.memops import playing

CASES = Path(playing.__file__).parent


def of(name: str, cache: Path, kept: Path | None) -> list[Mapping[str, Any]]:
    """The questions of a set, played or as they were kept in a folder.

    Each has its words as `question`, whether nothing answers it as `abstain`, and `lines`: of each its `passage`, its
    `signs`, its `score` set by hand, and whether it is `right`.
    """
    file = kept / f"{name}.json.gz" if kept else None
    if file is None or not file.exists():
        rows = [*_played(CASES / f"cases_{name}.jsonl", cache)]
        if file is not None:
            with gzip.open(file, "wt", encoding="utf-8") as opened:
                json.dump(rows, opened)
        return rows
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        return list(json.load(opened))


def _played(file: Path, cache: Path) -> Iterator[Mapping[str, Any]]:
    seen: list[tuple[Sequence[Evidence], list[Weighed]]] = []
    best = extractive.best

    def watched(
        evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo, nearness: Nearness | None = None
    ) -> Extract | None:
        if nearness is not None:
            seen.append((evidence, extractive.weighed(evidence, parsed, zone, nearness)))
        return best(evidence, parsed, zone, nearness)

    near = playing.embedder(cache)
    with mock.patch.object(extractive, "best", watched):
        for case in playing.cases(file):
            with playing.lived(case, cache, near) as reverie:
                for qa in case["qa"]:
                    seen.clear()
                    reverie.ask(Question(qa["q"], now=_now(case), model=language.NONE))
                    if seen:
                        lines = [_line(one, seen[-1][0], qa) for one in seen[-1][1]]
                        yield {"question": qa["q"], "abstain": bool(qa.get("abstain")), "lines": lines}


def _now(case: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(case["now"]).replace(tzinfo=playing.UTC_ZONE)


def _line(one: Weighed, evidence: Sequence[Evidence], qa: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "passage": passages.passage(evidence[one.line.evidence], one.line),
        "signs": dict(one.signs),
        "score": one.score,
        "right": _is_right(one, evidence, qa),
    }


def _is_right(one: Weighed, evidence: Sequence[Evidence], qa: Mapping[str, Any]) -> bool:
    quote = context.in_place(evidence[one.line.evidence], one.line)
    text = memops_score.norm(f"{one.line.label} {quote} {one.line.next}")
    wanted = any(memops_score.has(text, other) for other in qa["any_of"])
    return wanted and not any(memops_score.has(text, other) for other in qa["none_of"])
