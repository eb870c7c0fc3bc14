"""After a lock no process of ours holds anything of the safe: every page of their memory is searched for canaries.

A real keeper with its children and a real window show what was planted; the scan finds it in them, and after the lock
finds none of it in what remains: the window, which is the same process started anew, and the fresh keeper it reached.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from agents.models import catalog
from app import client
from app.interfaces import (
    Incoming,
    IncomingFrame,
    IncomingMemory,
    IncomingNote,
    IncomingTurn,
    Reverie,
)
from tests import memory_scan
from tests.fakes import display, painted
from tests.integration.person import PATIENCE, Person
from tests.integration.program import PASSPHRASE, Program, alive, children, until

MISSING = display.missing_program() or (None if shutil.which("xdotool") else "xdotool")

pytestmark = [
    pytest.mark.display,
    pytest.mark.slow,
    pytest.mark.xdist_group("display"),
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed"),
    pytest.mark.skipif(
        not memory_scan.possible(), reason="the memory of other processes cannot be read here"
    ),
]

ROOT = Path(__file__).parents[2]
# Words that no program holds by itself. The last letter of each is told apart, so that none is a part of another.
TEXTS = {
    "frame": "zanthorquillframe",
    "turn": "zanthorquillturnx",
    "memory": "zanthorquillmemory",
    "note": "zanthorquillnoted",
    "secret": "Zanthorquill-91-secret",
    "question": "zanthorquillasked",
}
# A row of pixels that only the planted picture has, as it lies in memory once decoded (blue, green, red, opaque).
PIXELS = random.Random(20_261_124).randbytes(48)  # 16 pixels of three colours
ROW = b"".join(PIXELS[n + 2 : n - 1 if n else None : -1] + b"\xff" for n in range(0, len(PIXELS), 3))


def a_picture(text: str) -> bytes:
    """A screen with the text on it, and the row of pixels many times over; without loss, as screens are kept."""
    image = Image.open(io.BytesIO(painted.paint("Notes", "A page", [f"{text} stands here"]).picture))
    image = image.convert("RGB")
    row = Image.frombytes("RGB", (16, 1), PIXELS)
    for y in range(300, 700):
        for x in range(200, 1000, 16):
            image.paste(row, (x, y))
    written = io.BytesIO()
    image.save(written, "WEBP", lossless=True, method=0)
    return written.getvalue()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A safe of its own, and an account whose desktop is a display of the test."""
    made = Program(tmp_path)
    made.json("init")
    with display.display((1280, 900)) as name:
        made.environment |= {
            "DISPLAY": name,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
        }
        del made.environment["REVERIE_PASSPHRASE_FILE"]
        for variable, value in made.environment.items():
            monkeypatch.setenv(variable, value)
        yield made
        left = client.unlocked(made.home)
        if left is not None:
            left.reverie().lock()
            left.wait_until_gone()
            left.close()


@pytest.fixture
def person(program: Program, tmp_path: Path) -> Iterator[Person]:
    """Somebody before the locked window."""
    report = tmp_path / "report.json"
    command = [sys.executable, "-P", "-m", "tests.tools.told_window", str(report), "--real"]
    window = subprocess.Popen(command, env=program.environment)
    somebody = Person(program.environment["DISPLAY"], report)
    try:
        yield somebody
    finally:
        window.terminate()
        window.wait(PATIENCE)


def unlock(person: Person) -> None:
    """Types the passphrase, and waits until the window shows what is inside."""
    person.clicks("Passphrase")
    person.types(PASSPHRASE)
    person.waits_for(lambda seen: "Your question" in seen["widgets"])


def plant(reverie: Reverie) -> None:
    """Something of every sort that a safe holds."""
    now = datetime.now(UTC) - timedelta(minutes=5)
    reverie.set_setting("model.language", "none")
    reverie.set_setting("digest.language_model", "off")
    reverie.keep(
        [
            Incoming(
                frame=IncomingFrame(
                    now, picture=a_picture(TEXTS["frame"]), app="Notes", window_title="A page"
                )
            ),
            Incoming(turn=IncomingTurn(now, f"Ana keeps {TEXTS['turn']} in mind.", "talk", "Ana", "user")),
            Incoming(note=IncomingNote(now, f"Remember {TEXTS['note']}.")),
        ]
    )
    reverie.import_memories(
        [
            IncomingMemory("semantic", {"name": "Canary", "summary": f"It is called {TEXTS['memory']}."}),
            IncomingMemory("vault", {"caption": "Door", "secret_value": TEXTS["secret"]}),
        ]
    )
    until(lambda: reverie.status().pending_jobs == 0, "everything to be digested")


def look_at_everything(person: Person) -> None:
    """Chat, timeline and memories show what was planted."""
    person.clicks("Your question")
    person.types(f"What about {TEXTS['question']}?")
    person.presses("ctrl+2")
    person.waits_for(lambda seen: seen.get("frames") == 1)
    person.presses("ctrl+3")
    person.waits_for(lambda seen: "Chat" in seen["widgets"])


def wanted() -> dict[str, bytes]:
    """Every canary in every form, and the picture's pixels."""
    return memory_scan.canaries(TEXTS) | {"picture (pixels)": ROW}


def reveal(reverie: Reverie) -> None:
    """The keeper unseals the secret and lets go of it at once: it may be gone before the lock already."""
    [entry] = [memory for memory in reverie.memories() if memory.title == "Door"]
    assert reverie.reveal(entry.id, PASSPHRASE) == TEXTS["secret"]


def windows(program: Program) -> list[int]:
    """The processes of the window."""
    return [pid for pid, command in memory_scan.of_home(program.home).items() if "told_window" in command]


def held(pids: list[int]) -> set[str]:
    """The canaries that these processes hold, without their forms."""
    return {name.split(" (")[0] for pid in pids for name in memory_scan.found(pid, wanted())}


@pytest.mark.skipif(
    not catalog.is_there(catalog.cache_folder(), catalog.MINILM), reason="the embedder is not in the cache"
)
def test_after_a_lock_no_process_holds_anything_of_the_safe(program: Program, person: Person) -> None:
    unlock(person)
    link = client.Link(program.home, start=False)
    reverie = link.reverie()
    keeper = reverie.status().pid
    plant(reverie)
    look_at_everything(person)
    reader, meaning = children(keeper, "reader"), children(keeper, "meaning")
    window = windows(program)

    reveal(reverie)
    # The keeper decodes a picture only for a moment, so that its pixels may be gone from there already.
    assert held([keeper]) >= {"frame", "turn", "memory", "note"}
    assert held(window) >= {"frame", "question", "picture"}
    assert "frame" in held(reader)
    assert held(meaning) & set(TEXTS)

    person.clicks("Lock now")
    until(lambda: not any(map(alive, [keeper, *reader, *meaning])), "keeper and children to end", 30)
    person.waits_for(lambda seen: any("Locked by you" in text for text in seen["texts"]))
    link.close()
    left = memory_scan.of_home(program.home)

    assert set(window) < set(left)
    assert not set(left) & {keeper, *reader, *meaning}
    assert {pid: memory_scan.found(pid, wanted() | passphrase()) for pid in left} == {pid: {} for pid in left}


def passphrase() -> dict[str, bytes]:
    """The passphrase in every form, and its end: freed memory loses its first bytes to the allocator."""
    return memory_scan.canaries({"passphrase": PASSPHRASE, "its end": PASSPHRASE[-12:]})


def test_a_passphrase_stays_in_the_window_no_longer_than_it_is_typed(
    program: Program, person: Person
) -> None:
    person.clicks("Passphrase")
    person.types(PASSPHRASE, enter=False)
    until(
        lambda: bool(memory_scan.found(windows(program)[0], passphrase())),
        "the passphrase to be seen",
        PATIENCE,
    )

    person.presses("Return")
    person.waits_for(lambda seen: "Your question" in seen["widgets"])

    assert memory_scan.found(windows(program)[0], passphrase()) == {}
