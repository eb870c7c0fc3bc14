"""The demo as anybody starts it: real windows, real reading, three questions, pictures, and nothing left behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.integration.program import until

SEED = "7"
MISSING = next((name for name in ("Xvfb", "openbox") if shutil.which(name) is None), None)

pytestmark = [
    pytest.mark.display,
    pytest.mark.slow,
    pytest.mark.xdist_group("x11"),
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo was started; short-lived files of its own lie in `temporary` there."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def played(folder: Path) -> subprocess.CompletedProcess[str]:
    """One play, without a language model."""
    environment = dict(os.environ, TMPDIR=str(folder / "temporary"), XDG_RUNTIME_DIR=str(folder / "run"))
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    for name in ("temporary", "run"):
        (folder / name).mkdir(mode=0o700)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    command = [sys.executable, "-P", "-m", "app", "demo", "--seed", SEED, "--model", "none", "--json"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=280, check=False
    )


def told(played: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What the demo says of itself. Any: a JSON document."""
    found: dict[str, Any] = json.loads(played.stdout)
    return found


def test_the_demo_answers_its_three_questions_rightly_with_evidence(
    played: subprocess.CompletedProcess[str],
) -> None:
    questions = told(played)["questions"]

    assert len(questions) == 3
    assert [asked for asked in questions if not asked["right"]] == []
    assert all(asked["evidence"] for asked in questions)
    assert played.returncode == 0, played.stderr


def test_the_demo_saves_pictures_of_every_scene_and_of_its_own_windows(
    played: subprocess.CompletedProcess[str], folder: Path
) -> None:
    pictures = [folder / name for name in told(played)["pictures"]]

    assert len(pictures) >= 10
    assert sorted(pictures) == sorted((folder / "demo-pictures").glob("*.png"))
    for picture in pictures:
        colours = Image.open(picture).convert("RGB").getcolors(1 << 24)
        assert colours is not None
        assert len(colours) > 50, f"{picture.name} is empty"


def test_the_demo_leaves_no_home_and_no_process_behind(
    played: subprocess.CompletedProcess[str], folder: Path
) -> None:
    assert played.stdout

    assert [file for file in (folder / "temporary").iterdir() if file.name.startswith("reverie-demo-")] == []
    until(lambda: not processes_naming(str(folder)), "every process of the demo to end", 30)


def processes_naming(text: str) -> list[str]:
    """Command lines and environments of other processes that name `text`."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            # It ended meanwhile, or is somebody else's.
            continue
        if text.encode() in told:
            found.append(entry.name)
    return found
