"""The rooms' names are ours: nothing installed claims them, and they are imported from this tree."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ui", "app", "agents", "storage")
OURS = "reverie"


def claimants(claims: Mapping[str, Iterable[str]]) -> set[str]:
    """The distributions, other than ours, that bring a package of a room's name."""
    return {name for room in ROOMS for name in claims.get(room, ())} - {OURS}


def test_no_installed_distribution_claims_a_room() -> None:
    assert claimants(importlib.metadata.packages_distributions()) == set()


def test_a_distribution_that_claims_a_room_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "thief-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: thief\nVersion: 1.0\n")
    (info / "top_level.txt").write_text("storage\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    assert claimants(importlib.metadata.packages_distributions()) == {"thief"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_imported_from_this_tree(room: str) -> None:
    spec = importlib.util.find_spec(room)

    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).parent == ROOT / room


def test_the_rooms_are_found_from_any_folder(tmp_path: Path) -> None:
    if OURS not in {name.lower() for name in _installed()}:
        pytest.skip("reverie is not installed in this environment (make setup installs it)")
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("raise ImportError('the wrong app')")
    asked = f"import importlib; print(*(importlib.import_module(room).__path__[0] for room in {ROOMS!r}))"

    told = subprocess.run(
        [sys.executable, "-P", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert [Path(folder) for folder in told.stdout.split()] == [ROOT / room for room in ROOMS]


def _installed() -> list[str]:
    return [distribution.metadata["Name"] for distribution in importlib.metadata.distributions()]
