"""A whole day of use, and every byte that was written meanwhile: nothing of what was seen, said or hidden is in it.

The window, the keeper, its children and the commands run under strace, which records every write of all of them. The
twins show that the same search finds each marker: where it lies in clear, and in the safe's own pages decrypted.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from app import build, client, paths
from app.demo.stage import Stage
from app.interfaces import (
    Forget,
    Incoming,
    IncomingFrame,
    IncomingMemory,
    IncomingNote,
    IncomingTurn,
    Query,
    Question,
    Refused,
    Reverie,
)
from storage.model import Secret
from storage.safe import Safe
from tests.file_kinds import unlisted
from tests.integration.program import alive, children, kill, until
from tests.tools import writes
from tests.unit.storage.decrypted import database_bytes, picture_bytes, spellings

PATIENCE = 120.0
START = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
PASSPHRASE = "Wombatpass seven quiet herons"

# Thirty markers, each in another place. Those of SAID are found again decrypted; the others are kept nowhere.
SEEN = ("Zirconflower", "Quillmarmot", "Bronzeheron", "Velvetotter", "Amberfinch")
TITLES = ("Copperlynx", "Silverstoat", "Ivorybadger")
APPS = ("Marblegoose",)
ADDRESSES = ("Cobaltraven",)
SAID = ("Ostrichlantern", "Saffronmole", "Indigowren", "Tawnypelican", "Hazelibex", "Russetplover")
SPEAKERS = ("Thistleberg",)
THREADS = ("Junipertalk",)
NOTES = ("Larchbutton", "Cedarwhistle")
CORE = ("Birchfiddle",)
FACTS = ("Mapleanchor", "Willowcompass")
RULES = ("Pebbletiger",)
SEARCHED = ("Quartzwagon",)
ASKED = ("Flintteapot",)
SECRETS = ("Gl4ss-Wren-77!", "Br0nze-Toad-88!")
DRAWN = ("Lanternfish",)
FORGOTTEN = ("Gooseberrymoon",)
LOCKS = ("Wombatpass",)

KEPT = (
    *SEEN, *TITLES, *APPS, *ADDRESSES, *SAID, *SPEAKERS, *THREADS, *NOTES, *CORE, *FACTS, *RULES, *ASKED, *DRAWN,
)  # fmt: skip
MARKERS = (*KEPT, *SEARCHED, *SECRETS, *FORGOTTEN, *LOCKS)

MISSING = next((name for name in ("strace", "Xvfb", "openbox") if shutil.which(name) is None), None)
pytestmark = [
    pytest.mark.display,
    pytest.mark.slow,
    pytest.mark.xdist_group("x11"),
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed"),
]


def found(contents: Iterable[bytes]) -> set[str]:
    """The markers that lie in `contents`, in UTF-8, UTF-16, base64 or hex, in capitals or not."""
    wanted = {marker: {*written(marker), *written(marker.lower())} for marker in MARKERS}
    there: set[str] = set()
    for content in contents:
        there |= {
            marker
            for marker, forms in wanted.items()
            if marker not in there and any(form in content for form in forms)
        }
    return there


def written(marker: str) -> list[bytes]:
    """How a marker may lie in a file."""
    return [*spellings(marker), marker.encode().hex().encode(), marker.encode().hex().upper().encode()]


def screenshot(words: str) -> bytes:
    """A screen with one line of text, as PNG."""
    picture = Image.new("RGB", (900, 300), "white")
    font = ImageFont.truetype("DejaVuSans.ttf", 18)
    ImageDraw.Draw(picture).text((40, 60), words, font=font, fill="black")
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def observations() -> list[Incoming]:
    """The day, with a marker in every place that an observation has."""
    frames = [
        IncomingFrame(
            START + timedelta(minutes=5 * number), text=f"The {word} report is due on Monday, row {number}",
            app=APPS[0], window_title=f"{title} - notes.txt", url=f"https://example.org/{ADDRESSES[0]}",
        )
        for number, (word, title) in enumerate(zip(SEEN, (*TITLES, *TITLES), strict=False))
    ]  # fmt: skip
    frames.append(
        IncomingFrame(START + timedelta(hours=1), screenshot(f"The {DRAWN[0]} is drawn here"), app=APPS[0])
    )
    turns = [
        IncomingTurn(
            START + timedelta(minutes=70 + number), f"My {thing} is called {word}", THREADS[0], SPEAKERS[0]
        )
        for number, (thing, word) in enumerate(
            zip(("dog", "cat", "boat", "street", "school", "band"), SAID, strict=True)
        )
    ]
    turns.append(
        IncomingTurn(
            START + timedelta(minutes=90), f"My mailbox password is {SECRETS[0]}", THREADS[0], "Ines"
        )
    )
    turns.append(
        IncomingTurn(START + timedelta(minutes=95), f"I bought a {FORGOTTEN[0]} lamp", THREADS[0], "Ines")
    )
    notes = [
        IncomingNote(START + timedelta(minutes=100 + n), f"Buy {word} at the market")
        for n, word in enumerate(NOTES)
    ]
    return [
        *(Incoming(frame=frame) for frame in frames),
        *(Incoming(turn=turn) for turn in turns),
        *(Incoming(note=note) for note in notes),
    ]


def memories() -> list[IncomingMemory]:
    """Memories brought along, one with a secret."""
    facts = [
        IncomingMemory(
            "semantic", {"name": word, "summary": f"{word} is a place", "details": "", "source": "user"}
        )
        for word in FACTS
    ]
    vault = {
        "entry_type": "credential", "source": "user", "sensitivity": "high", "caption": "the router",
        "secret_value": SECRETS[1],
    }  # fmt: skip
    return [*facts, IncomingMemory("vault", vault)]


class Day:
    """The day's user: starts windows and commands under strace, and knows what all of them wrote."""

    def __init__(self, folder: Path, stage: Stage) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.stage = stage
        self.logs: list[Path] = []
        self.windows: list[subprocess.Popen[bytes]] = []
        self.environment = stage.environment | {"PYTHONPATH": str(Path(__file__).parents[2])}
        self.passphrase_file = folder / "given" / "passphrase"
        self.passphrase_file.parent.mkdir()
        self.passphrase_file.write_text(PASSPHRASE + "\n")
        self.passphrase_file.chmod(0o600)

    def opens_a_window(self) -> None:
        """Starts the window, which starts the keeper."""
        self.windows.append(
            subprocess.Popen([*self._traced(), *paths.window_command()], env=self.environment)
        )

    def runs(self, *arguments: str, fails: bool = False) -> None:
        """One command, to its end."""
        command = [
            *self._traced(),
            sys.executable,
            "-P",
            "-m",
            "app",
            "--passphrase-file",
            str(self.passphrase_file),
        ]
        done = subprocess.run(
            [*command, *arguments], env=self.environment, capture_output=True, timeout=PATIENCE, check=False
        )
        assert (done.returncode != 0) is fails, done.stderr.decode()

    def writes(self) -> list[writes.Writes]:
        """What was written, a part for each program started."""
        return [writes.read(log) for log in self.logs]

    def ends(self) -> None:
        """Closes the windows; the keeper must have ended before."""
        for window in self.windows:
            until(lambda window=window: self._ended(window), "the window to end", PATIENCE)

    @staticmethod
    def _ended(window: subprocess.Popen[bytes]) -> bool:
        """Asks the window to end, again each time: one that is just being replaced by itself shows no command line.

        strace itself takes no signal; it ends with the last process that it follows.
        """
        for program in children(window.pid, "ui"):
            with suppress(ProcessLookupError):
                os.kill(program, signal.SIGTERM)
        return window.poll() is not None

    def _traced(self) -> list[str]:
        self.logs.append(self.folder / "given" / f"trace-{len(self.logs)}")
        return writes.traced(self.logs[-1])


def morning(reverie: Reverie) -> None:
    """A new safe, a few rules and settings, and what the day brings."""
    reverie.create(PASSPHRASE, recovery=True)
    reverie.set_setting("model.language", "none")
    reverie.set_setting("digest.language_model", "off")
    reverie.add_rule(title=f"*{RULES[0]}*")
    reverie.core_set("human", f"My name is {CORE[0]}")
    report = reverie.keep(observations())
    assert not report.refused
    assert not reverie.import_memories(memories()).refused
    until(lambda: reverie.status().pending_jobs == 0, "the digest", PATIENCE)


def noon(reverie: Reverie) -> None:
    """Looks, asks, reveals, forgets."""
    assert reverie.search(Query(f"report {SEEN[0]} {SEARCHED[0]}")).hits
    reverie.ask(Question(f"What is my {ASKED[0]} dog called?", thread="chat"))
    for view in ("timeline", "memories", "chat"):
        reverie.show(view)
    secret = next(memory for memory in reverie.memories("vault") if memory.has_secret)
    with pytest.raises(Refused):
        reverie.reveal(secret.id, "wrong words")
    reverie.reveal(secret.id, PASSPHRASE)
    reverie.forget(Forget(match=FORGOTTEN[0]))
    for frame in reverie.frames(START, START + timedelta(hours=9)):
        reverie.thumbnail(frame.id)
        reverie.picture(frame.id)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """One day: window, digest, questions, backup, a crash, an unlock, a lock."""
    folder = tmp_path_factory.mktemp("day")
    with pytest.MonkeyPatch.context() as patch:
        for name, where in (
            ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config"), ("XDG_RUNTIME_DIR", "run"),
            ("XDG_CACHE_HOME", "usercache"), ("XDG_DATA_HOME", "data"), ("TMPDIR", "tmp"), ("HOME", "user"),
        ):  # fmt: skip
            (folder / where).mkdir(mode=0o700)
            if name in ("HOME", "XDG_CACHE_HOME"):
                patch.setenv("REVERIE_CACHE", str(paths.cache()))
            patch.setenv(name, str(folder / where))
        patch.setenv("REVERIE_HOME", str(folder / "home"))
        # A bus that the window started would outlive it, and strace with it.
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder}/no-bus")
        with Stage(virtual=True) as stage:
            lived = Day(folder, stage)
            try:
                live(lived)
            finally:
                lived.ends()
        yield lived


def live(day: Day) -> None:
    """The day from the first start to the last lock."""
    day.opens_a_window()
    until(lambda: paths.socket_path(day.home).exists(), "the keeper", PATIENCE)
    link = client.Link(day.home, start=False)
    reverie = link.reverie()
    morning(reverie)
    noon(reverie)
    day.stage.picture(day.folder / "given" / "noon.png")
    day.runs("backup", str(day.folder / "backup.tar"))
    day.runs("search", f"{SEEN[1]} report")
    day.runs("forget", "--id", "00000000-0000-7000-8000-000000000000", fails=True)
    keeper = reverie.status().pid
    link.close()
    kill(keeper)
    day.ends()
    day.runs("verify")
    day.opens_a_window()
    until(lambda: reachable(day.home), "another keeper", PATIENCE)
    link = client.Link(day.home, start=False)
    reverie = link.reverie()
    reverie.unlock(PASSPHRASE)
    reverie.ask(Question(f"When is the {SEEN[2]} report due?", thread="chat"))
    keeper = reverie.status().pid
    reverie.lock()
    link.close()
    until(lambda: not alive(keeper), "the keeper to end", PATIENCE)


def reachable(home: Path) -> bool:
    """Whether a keeper answers."""
    link = client.Link(home, start=False)
    try:
        link.reverie().status()
    except Refused:
        return False
    finally:
        link.close()
    return True


def test_no_byte_that_was_written_shows_anything(day: Day) -> None:
    parts = day.writes()

    shown = {path for part in parts for path, data in part.files.items() if found([bytes(data)])}

    assert shown == set()
    database = sum(len(data) for part in parts for path, data in part.files.items() if "main.db" in path)
    assert database > 500_000
    assert any("/blobs/" in path or "/pictures/" in path for part in parts for path in part.files)


def test_no_name_of_a_file_shows_anything(day: Day) -> None:
    names = {name for part in day.writes() for name in part.names}

    assert len(names) > 10
    assert found(name.encode() for name in names) == set()


def test_what_lies_there_afterwards_shows_nothing(day: Day) -> None:
    given = day.folder / "given"
    files = [file for file in day.folder.rglob("*") if file.is_file() and given not in file.parents]

    assert {"main.db", "keyslots.json", "backup.tar"} <= {file.name for file in files}
    assert found(file.read_bytes() for file in files) == set()


def test_inside_the_home_only_files_of_listed_kinds_were_written(day: Day) -> None:
    home = f"{day.home}/"
    written = {path for part in day.writes() for path in part.files if path.startswith(home)}
    inside = {path.removeprefix(home).removesuffix(" (deleted)") for path in written}

    assert {"main.db", "main.db-wal", "keyslots.json.new", "commits"} <= inside
    assert unlisted(sorted(inside)) == []


def test_outside_the_home_only_logs_and_the_like_were_written(day: Day) -> None:
    outside = {path for part in day.writes() for path in part.outside(day.home)}

    expected = (
        "/state/",
        "/run/",
        "/tmp/",
        "/config/",
        "/usercache/",
        "/backup.tar",
        "/.Xauthority",
        "/given/",
    )
    known = {path for path in outside if any(part in path for part in expected)}

    assert outside - known == set()


def test_the_twin_every_marker_is_found_where_it_lies_in_clear(tmp_path: Path) -> None:
    """The same record and the same search, of a program that writes each marker in one of the forms."""
    log = tmp_path / "trace"
    script = (
        "import json, os, sys\n"
        "pieces = [bytes.fromhex(piece) for piece in json.load(sys.stdin)]\n"
        f"os.chdir({str(tmp_path)!r})\n"
        "file = os.open('clear', os.O_CREAT | os.O_RDWR)\n"
        "for number, piece in enumerate(pieces):\n"
        "    half = len(piece) // 2\n"
        "    os.write(file, piece[:half]) if number % 2 else os.writev(file, [b'x', piece[:half]])\n"
        "    os.pwrite(file, piece[half:], os.lseek(file, 0, 1))\n"
    )
    forms = [written(marker) for marker in MARKERS]
    pieces = [form[number % len(form)].hex() for number, form in enumerate(forms)]
    subprocess.run(
        [*writes.traced(log), sys.executable, "-c", script], input=json.dumps(pieces), text=True, check=True
    )

    assert found(bytes(data) for data in writes.read(log).files.values()) == set(MARKERS)


def test_the_twin_the_safe_holds_what_was_not_found(day: Day) -> None:
    with Safe.unlock(
        day.home, Secret(PASSPHRASE), kinds=build.kinds(), clock=lambda: datetime.now(UTC)
    ) as safe:
        pages = database_bytes(safe)
        pictures = picture_bytes(safe)

    assert found([pages]) >= set(KEPT)
    assert found([pages]) & {*SEARCHED, *FORGOTTEN, *SECRETS, *LOCKS} == set()
    assert len(pictures) > 500
