"""A life in small: many episodes into one memory say little twice, and the count of what is said twice would tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app import paths
from app.interfaces import MemoryView
from tests.bench import bench_long_run
from tests.fakes.reading import HashEmbedder
from tests.memops import playing

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def memories(tmp_path_factory: pytest.TempPathFactory) -> list[MemoryView]:
    """What ten episodes of the bench's life leave."""
    home: Path = tmp_path_factory.mktemp("life") / "home"
    lived = bench_long_run.life()
    with playing.opened(home, paths.cache(), HashEmbedder()) as reverie:
        for _ in range(10):
            bench_long_run.digested(reverie, next(lived))
        return reverie.memories("", limit=0)


def test_little_is_kept_twice(memories: list[MemoryView]) -> None:
    assert len(memories) > 20
    assert len({memory.kind for memory in memories}) >= 3
    assert bench_long_run.twice(memories) <= bench_long_run.MOST_TWICE


def test_the_twin_what_is_kept_twice_is_counted(memories: list[MemoryView]) -> None:
    again = [replace(memory, body=dict(memory.body)) for memory in memories]

    assert bench_long_run.twice([*memories, *again]) >= 0.5
