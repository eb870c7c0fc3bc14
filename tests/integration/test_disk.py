"""Nothing readable on the disk: what was seen, said or hidden away is found in no file under the home."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.integration.program import Program

# All of it stands on one safe, which takes long to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("disk")

SCREEN = "Zirconflower"
TITLE = "Quillmarmot"
SAID = "Ostrichlantern"
PASSWORD = "Gl4ss-Wren-77!"
CARD = "4539 1488 0343 6467"
MARKERS = (SCREEN, TITLE, SAID, PASSWORD, CARD, CARD.replace(" ", ""))


def written_forms(marker: str) -> list[bytes]:
    """The ways in which a text may lie in a file."""
    plain = marker.encode()
    return [plain, plain.lower(), marker.encode("utf-16-le"), base64.b64encode(plain)[:-4]]


def found_in(files: list[Path]) -> set[str]:
    """The markers that can be read in any of the files."""
    contents = [file.read_bytes() for file in files]
    return {
        marker
        for marker in MARKERS
        for form in written_forms(marker)
        if any(form in content for content in contents)
    }


def screenshot(file: Path) -> None:
    """A screen that shows the marker and a card number."""
    font = ImageFont.truetype("DejaVuSans.ttf", 16)
    picture = Image.new("RGB", (900, 300), "white")
    drawing = ImageDraw.Draw(picture)
    drawing.text((40, 40), f"The {SCREEN} report is due on Monday", font=font, fill="black")
    drawing.text((40, 90), f"Card number: {CARD}", font=font, fill="black")
    picture.save(file)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A safe that has seen a screen, heard a conversation, kept a secret, digested, and answered."""
    folder = tmp_path_factory.mktemp("disk")
    program = Program(folder)
    pictures = folder / "pictures"
    pictures.mkdir()
    screenshot(pictures / "20260304_093000.png")
    manifest = folder / "manifest.jsonl"
    manifest.write_text(
        json.dumps(
            {
                "file": "20260304_093000.png",
                "id": "one",
                "captured_at": "2026-03-04T09:30:00",
                "app": "Editor",
                "window_title": f"{TITLE}.txt",
            }
        )
    )
    events = folder / "events.jsonl"
    lines = [
        {
            "type": "turn",
            "id": "t1",
            "thread": "a",
            "speaker": "Ines",
            "role": "user",
            "text": f"My dog is called {SAID} and my mailbox password is {PASSWORD}",
            "time": "2026-03-04T10:00:00",
        },
        {"type": "note", "id": "n1", "text": f"Buy food for {SAID}", "time": "2026-03-04T10:05:00"},
    ]
    events.write_text("\n".join(map(json.dumps, lines)))
    program.json("init")
    assert program.json("import", "frames", str(pictures), "--manifest", str(manifest))["kept"] == 1
    assert program.json("import", "events", str(events))["kept"] == 2
    assert program.json("--model", "none", "digest")["failed"] == 0
    program.json("--model", "none", "ask", "What is my dog called?")
    return program


def test_no_file_under_the_home_holds_what_was_seen_or_said(used: Program) -> None:
    files = used.files()

    found = found_in(files)

    assert len(files) > 3
    assert found == set()


def test_the_same_search_finds_every_marker_in_a_plain_copy(used: Program, tmp_path: Path) -> None:
    hits = used.json("search", "report dog food", "--limit", "50")
    memories = used.json("memories", "list", "--all")
    plain = tmp_path / "plain.json"
    plain.write_text(json.dumps([hits, memories]) + f" {PASSWORD} {CARD} {CARD.replace(' ', '')}")

    found = found_in([plain])

    assert found == set(MARKERS)


def test_secrets_are_nowhere_but_in_the_vault(used: Program) -> None:
    shown = json.dumps([used.json("memories", "list", "--all"), used.json("search", "password card mailbox")])

    assert PASSWORD not in shown
    assert CARD not in shown


def test_a_password_the_user_stated_can_be_revealed(used: Program) -> None:
    sealed = [memory for memory in used.json("vault", "list") if memory["has_secret"]]

    values = {used.json("vault", "reveal", memory["id"])["secret_value"] for memory in sealed}

    assert PASSWORD in values


def test_nothing_is_left_in_the_temporary_folder_the_logs_or_the_users_home(used: Program) -> None:
    around = [used.temporary, used.home.parent / "user", used.home.parent / "state", used.home.parent / "run"]
    files = [file for folder in around for file in folder.rglob("*") if file.is_file()]

    assert not list(used.temporary.iterdir())
    assert found_in(files) == set()
