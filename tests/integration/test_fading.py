"""`reverie fade` over real pictures: foreseen, refused without a word, done, and what can be found after it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.fakes import pages
from tests.fakes.photographs import photograph
from tests.integration.program import Program

TAKEN = datetime(2026, 3, 4, 10, 0)  # noqa: DTZ001 - the names of screenshots are in local time
SOON = "2026-03-14T10:00:00Z"
LATER = "2026-04-20T10:00:00Z"
LONG_AFTER = "2028-06-01T10:00:00Z"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A safe with three screenshots of one morning: two nearly alike, with a photograph."""
    program = Program(tmp_path)
    program.json("init")
    folder = tmp_path / "shots"
    folder.mkdir()
    page = pages.light()
    page.image.paste(Image.fromarray(photograph(640, 480)), (1200, 500))
    for number in range(3):
        page.text(600, 800 + 24 * number, f"marigold line {number}")
        page.image.save(folder / f"{TAKEN + timedelta(seconds=5 * number):%Y%m%d_%H%M%S}.png")
    assert program.json("import", "frames", str(folder))["kept"] == 3
    return program


def pictures_on_disk(program: Program) -> int:
    return sum(path.stat().st_size for path in (program.home / "pictures").glob("*/*"))


def test_what_would_fade_is_told_and_nothing_fades_without_a_word(program: Program) -> None:
    size = pictures_on_disk(program)

    young = program.json("--now", SOON, "fade", "--dry-run")
    old = program.json("--now", LATER, "fade", "--dry-run")
    refused = program.run("--now", LATER, "fade")

    assert [step["pictures"] for step in young["steps"]] == [0, 0, 0]
    assert {step["to"]: step["pictures"] for step in old["steps"]} == {
        "smaller": 3,
        "thumbnail": 0,
        "text": 0,
    }
    assert (old["mode"], old["faded"]) == ("ask", None)
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert pictures_on_disk(program) == size


def test_with_a_word_pictures_fade_and_their_words_are_found_still(program: Program) -> None:
    size = pictures_on_disk(program)

    smaller = program.json("--now", LATER, "fade", "--yes")
    after = pictures_on_disk(program)
    gone = program.json("--now", LONG_AFTER, "fade", "--yes")

    assert smaller["faded"]["pictures"] == gone["faded"]["pictures"] == 3
    assert after < size
    assert size - after == pytest.approx(smaller["faded"]["bytes"], rel=0.05)
    assert pictures_on_disk(program) == 0
    assert len(program.json("search", "marigold")["hits"]) > 0
    told = program.run("fade")
    assert told.returncode == 0
    assert "Nothing is old enough to fade." in told.stdout
