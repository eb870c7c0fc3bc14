"""Bad input at the command line: one sentence that says what to do, the right exit code, and nothing lost."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from app import client, paths
from app.cli.main import cli, main
from app.interfaces import Refused
from storage.locking import HomeLock
from tests.fakes.screen import Page
from tests.integration.program import Program, alive, until
from tests.reach import out_of_reach

# All of it stands on one safe, which takes long to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("bad input")

FAILED, WRONG_USE, LOCKED, DAMAGED = 1, 2, 3, 4
KEPT = "The ferry to Porto leaves at nine."
NOBODY = "01a1fd94-7cc6-7e42-aa2b-291436e415b6"
QWEN = "qwen2.5-coder-1.5b-instruct-q4_k_m"
MINILM = "all-MiniLM-L6-v2"
ROOT = Path(__file__).parents[2]

Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A safe in which one thing was kept; no test damages it."""
    program = Program(tmp_path_factory.mktemp("lived"))
    program.environment.pop("DISPLAY", None)
    program.json("init")
    program.json("remember", KEPT)
    return program


@pytest.fixture
def own(lived_in: Program, tmp_path: Path) -> Program:
    """The same safe, for one test to do with as it likes."""
    program = Program(tmp_path)
    program.environment.pop("DISPLAY", None)
    shutil.copytree(lived_in.home, program.home)
    return program


def assert_told(done: Done, code: int, *words: str) -> None:
    """One sentence on standard error, nothing on standard output, this exit code."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr


def assert_still_there(program: Program) -> None:
    """What was kept before is found."""
    found = program.json("search", "ferry")

    assert [hit["snippet"] for hit in found["hits"]] == [KEPT]


# -- what is asked for does not exist or makes no sense ------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], ["frobnicate"]),
        (["search", "--frobnicate", "x"], ["--frobnicate"]),
        (["search"], ["Give a query"]),
        (["search", "ferry", "--kind", "gossip"], ["gossip", "episodic"]),
        (["remember", "x", "--kind", "gossip"], ["gossip", "episodic"]),
        (["ask", "When?", "--without", "gossip"], ["gossip"]),
        (["ask", "When?", "--model", "oracle"], ["oracle", QWEN]),
        (["--now", "yesterdayish", "search", "ferry"], ["yesterdayish", "Write it like"]),
        (["search", "ferry", "--since", "soon"], ["soon", "Write it like"]),
        (["timeline", "--day", "someday"], ["someday", "YYYY-MM-DD"]),
        (["pause", "5x"], ["5x", "15m"]),
        (["capture"], ["--once"]),
        (["forget"], ["--last", "--id"]),
        (["forget", "--id", NOBODY], ["Nothing has that id"]),
        (["forget", "--id", "first"], ["first", "is not an id"]),
        (["memories", "show", NOBODY], ["no such memory"]),
        (["rules", "remove", "99"], ["rules list"]),
        (["settings", "set", "frob", "1"], ["frob", "settings list"]),
        (["settings", "set", "capture.interval", "often"], ["is a number"]),
        (["import", "frames", "nowhere"], ["no folder"]),
        (["import", "events", "nowhere"], ["no file"]),
        (["remember", "  "], ["no text"]),
    ],
    ids=lambda value: "_".join(value) if isinstance(value, list) else None,
)
def test_what_does_not_exist_or_makes_no_sense_is_wrong_use(
    lived_in: Program, arguments: list[str], words: list[str]
) -> None:
    done = lived_in.run("--json", *arguments)

    assert_told(done, WRONG_USE, *words)


def test_a_second_init_says_that_there_is_a_safe(lived_in: Program) -> None:
    done = lived_in.run("--json", "init")

    assert_told(done, FAILED, "already", "Unlock it")
    assert_still_there(lived_in)


def test_a_recovery_file_that_is_there_already_is_kept_and_no_safe_is_made(tmp_path: Path) -> None:
    program = Program(tmp_path)
    file = tmp_path / "words"
    file.write_text("the words of another safe")

    done = program.run("init", "--recovery-file", str(file))

    assert_told(done, WRONG_USE, "Choose a new file")
    assert file.read_text() == "the words of another safe"
    assert not program.home.exists()


def test_a_home_that_is_not_empty_is_left_alone_and_no_recovery_words_lie_about(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.home.mkdir()
    (program.home / "letter.txt").write_text("not yours")

    done = program.run("init", "--recovery-file", str(tmp_path / "words"))

    assert_told(done, FAILED, "not an empty folder")
    assert [file.name for file in program.home.iterdir()] == ["letter.txt"]
    assert not (tmp_path / "words").exists()


def test_a_home_that_cannot_be_made_says_where_to_look(tmp_path: Path) -> None:
    program = Program(tmp_path)
    (tmp_path / "file").write_text("")

    done = program.run("init", "--home", str(tmp_path / "file" / "home"))

    assert_told(done, FAILED, "Check its folder")


# -- files that are handed in --------------------------------------------------------------------------------------


def test_a_malformed_line_is_named_by_its_number_and_nothing_is_imported(
    own: Program, tmp_path: Path
) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text('{"type": "note", "time": "2026-03-04T09:00:00", "text": "heron"}\n{"type": "note",\n')

    done = own.run("--json", "import", "events", str(file))

    assert_told(done, WRONG_USE, "line 2", "JSON")
    assert own.json("stats")["notes"] == 1


def test_a_malformed_line_of_a_batch_is_named_before_anything_is_asked(
    lived_in: Program, tmp_path: Path
) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text('{"id": 1, "query": "ferry"}\n{"id": 2}\n')

    done = lived_in.run("--json", "search", "--batch", str(file))

    assert_told(done, WRONG_USE, "line 2", "“query”")


def test_an_unreadable_picture_is_named_and_the_others_are_kept(own: Program, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "20260304_090000.png").write_bytes(b"\x89PNG\r\n\x1a\n cut off")
    Image.new("RGB", (64, 64), "white").save(folder / "20260304_090100.png")

    done = own.run("import", "frames", str(folder))

    assert done.returncode == FAILED
    assert "20260304_090000.png" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("1 kept")


def test_a_dash_reads_the_text_from_standard_input(own: Program) -> None:
    done = own.run("--json", "remember", "-", stdin="The heron nests by the weir.\n")

    assert done.returncode == 0
    assert own.json("search", "heron")["hits"][0]["snippet"] == "The heron nests by the weir."


def test_an_output_nobody_reads_any_more_ends_quietly(lived_in: Program) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-P", "-m", "app", "--json", "search", "ferry"]

    done = subprocess.run(
        command, env=lived_in.environment, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)

    assert done.returncode == FAILED
    assert done.stderr == ""


# -- the safe and its passphrase -----------------------------------------------------------------------------------


def test_a_home_without_a_safe_says_how_to_make_one(tmp_path: Path) -> None:
    done = Program(tmp_path).run("--json", "search", "ferry")

    assert_told(done, FAILED, "reverie init")


def test_without_a_passphrase_a_safe_stays_locked(lived_in: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(lived_in.environment, "REVERIE_PASSPHRASE_FILE")

    done = lived_in.run("--json", "search", "ferry", stdin="")

    assert_told(done, LOCKED, "--passphrase-file")


@pytest.mark.parametrize(
    ("content", "words"), [("seven loud herons\n", "passphrase"), ("", "is empty"), (None, "cannot be read")]
)
def test_a_passphrase_that_does_not_open_the_safe_says_so(
    lived_in: Program, tmp_path: Path, content: str | None, words: str
) -> None:
    file = tmp_path / "other"
    if content is not None:
        file.write_text(content)
        file.chmod(0o600)

    done = lived_in.run("--json", "--passphrase-file", str(file), "search", "ferry")

    assert_told(done, LOCKED, words)


def test_a_passphrase_file_that_others_can_read_is_a_warning(own: Program) -> None:
    own.passphrase_file.chmod(0o644)

    done = own.run("search", "ferry")

    assert done.returncode == 0
    assert "chmod 600" in done.stderr
    assert KEPT in done.stdout


def test_a_safe_that_another_process_holds_names_it(own: Program) -> None:
    lock = HomeLock(own.home)

    done = own.run("--json", "search", "ferry")
    lock.free()

    assert_told(done, FAILED, str(os.getpid()), "Close it")
    assert_still_there(own)


def test_a_keeper_that_does_not_answer_is_named(own: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in own.environment.items():
        monkeypatch.setenv(name, value)
    link = client.Link(own.home, start=True)
    pid = link.reverie().status().pid
    os.kill(pid, signal.SIGSTOP)
    try:
        done = own.run("--json", "search", "ferry")
    finally:
        os.kill(pid, signal.SIGCONT)
        link.reverie().lock()
        link.close()
        until(lambda: not alive(pid), "the keeper to end")

    assert_told(done, FAILED, str(pid), "does not answer")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_a_home_that_may_not_be_looked_into_says_so_to_a_command_and_to_the_window(
    own: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    link = client.Link(own.home, start=True, window=True)
    with out_of_reach(own.home):
        code = main(
            ["--home", str(own.home), "--passphrase-file", str(own.passphrase_file), "search", "ferry"]
        )
        with pytest.raises(Refused, match="may not look into"):
            link.reverie().status()
    link.close()

    told = capsys.readouterr()
    assert code == FAILED
    assert told.out == ""
    assert "may not look into the folder of this safe" in told.err
    assert "made a mistake" not in told.err
    assert_still_there(own)


# -- damage --------------------------------------------------------------------------------------------------------


def test_a_damaged_key_file_is_mended_from_its_copy(own: Program) -> None:
    (own.home / "keyslots.json").write_bytes(b'{"header": {')

    assert_still_there(own)
    assert (own.home / "keyslots.json").read_bytes() == (own.home / "keyslots.json.bak").read_bytes()


def test_damaged_key_files_are_told_as_damage(own: Program) -> None:
    for name in ("keyslots.json", "keyslots.json.bak"):
        (own.home / name).write_bytes(b'{"header": {')

    done = own.run("--json", "search", "ferry")

    assert_told(done, DAMAGED, "backup")


@pytest.mark.parametrize("page", [0, 3, 20])
def test_a_damaged_page_of_the_database_is_told_as_damage(own: Program, page: int) -> None:
    database = own.home / "main.db"
    content = bytearray(database.read_bytes())
    content[page * 4096 + 100 : page * 4096 + 200] = bytes(100)
    database.write_bytes(content)

    done = own.run("--json", "search", "ferry")
    doctor = own.run("doctor")

    # A search need not meet the page; the doctor looks at all of them.
    if done.returncode:
        assert_told(done, DAMAGED, "backup")
    assert doctor.returncode in (FAILED, DAMAGED)
    # Without its first page the database does not open at all; salvage reads it all the same.
    words = f"Page {page + 1} of the database is damaged" if page else "The database does not verify"
    assert words in doctor.stdout + doctor.stderr
    assert "Traceback" not in doctor.stderr


def test_a_safe_of_a_newer_version_asks_for_an_update(own: Program) -> None:
    for name in ("keyslots.json", "keyslots.json.bak"):
        text = (own.home / name).read_text()
        newer = re.sub(r'("version": ?)\d+', r"\g<1>99", text)
        assert newer != text
        (own.home / name).write_text(newer)

    done = own.run("--json", "search", "ferry")

    assert_told(done, FAILED, "newer", "Update")


def test_a_backup_brings_back_what_was_damaged(own: Program, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    assert own.json("backup", str(backup))["bytes"] == backup.stat().st_size
    shutil.rmtree(own.home)

    own.json("restore", str(backup))

    assert_still_there(own)
    assert KEPT.encode() not in backup.read_bytes()


@pytest.mark.parametrize("cut", [0, 1, 5000])
def test_a_backup_that_is_none_makes_no_safe(own: Program, tmp_path: Path, cut: int) -> None:
    backup = tmp_path / "backup"
    own.json("backup", str(backup))
    backup.write_bytes(backup.read_bytes()[:cut])
    shutil.rmtree(own.home)

    done = own.run("--json", "restore", str(backup))

    assert_told(done, DAMAGED, "backup")
    assert not own.home.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a small disk is mounted by root")
def test_a_full_disk_is_told_and_what_was_kept_is_found(own: Program, tmp_path: Path) -> None:
    with small_disk(own.home, tmp_path):
        (own.home / "filler").write_bytes(bytes(free_bytes(own.home)))
        done = own.run("--json", "remember", "heron " * 20_000)
        (own.home / "filler").unlink()

        assert_told(done, FAILED, "The disk is full", "Free some room")
        assert_still_there(own)
        assert own.run("remember", "The heron came back.").returncode == 0


# -- what is missing on this machine -------------------------------------------------------------------------------


def test_without_a_display_a_look_says_what_to_do(lived_in: Program) -> None:
    done = lived_in.run("--json", "capture", "--once")

    assert_told(done, FAILED, "no display", "DISPLAY")


def test_without_language_data_reading_says_what_to_install(own: Program, tmp_path: Path) -> None:
    own.environment["REVERIE_TESSDATA"] = str(tmp_path / "nothing")
    folder = tmp_path / "pictures"
    folder.mkdir()
    noise = bytes(range(256)) * 256
    Image.frombytes("L", (256, 256), noise).save(folder / "20260304_090000.png")

    done = own.run("--json", "import", "frames", str(folder))
    doctor = own.run("doctor")

    assert_told(done, FAILED, "English data is missing", "tesseract-ocr-eng")
    assert doctor.returncode == FAILED
    assert "English data is missing" in doctor.stdout
    assert_still_there(own)


def test_a_language_without_data_is_named_by_the_doctor_and_reading_goes_on(
    own: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    Page((500, 80)).text(20, 20, "heron by the quay", size=16).image.save(folder / "20260304_090000.png")
    chosen = own.run("settings", "set", "reading.languages", "eng qaa")

    doctor = own.run("doctor")
    imported = own.run("import", "frames", str(folder))
    own.run("settings", "set", "reading.languages", "eng")

    assert chosen.returncode == 0, chosen.stderr
    assert doctor.returncode == FAILED
    assert "qaa is not read: its data is missing. Run: " in doctor.stdout
    assert "tesseract-ocr-qaa" in doctor.stdout
    assert imported.returncode == 0, imported.stderr
    assert "heron" in own.run("search", "quay").stdout
    assert "is not read" not in own.run("doctor").stdout


def test_without_models_words_still_find_and_answers_are_quoted(own: Program, tmp_path: Path) -> None:
    own.environment["REVERIE_CACHE"] = str(tmp_path / "nothing")

    search = own.run("search", "ferry")
    answer = own.run("ask", "--model", "none", "When does the ferry leave?")

    for done in (search, answer):
        assert done.returncode == 0
        assert "nine" in done.stdout
        assert done.stderr.strip().startswith("warning: Search goes by words alone.")
        assert "make setup" in done.stderr


def test_a_model_asked_for_by_name_that_is_not_here_says_how_to_get_it(own: Program, tmp_path: Path) -> None:
    own.environment["REVERIE_CACHE"] = str(tmp_path / "nothing")

    done = own.run("--json", "ask", "--model", QWEN, "When does the ferry leave?")

    assert done.returncode == FAILED
    assert done.stdout == ""
    assert "model.gguf is missing. Run `make setup`" in done.stderr


@pytest.mark.parametrize("harm", ["cut", "changed"])
def test_a_damaged_model_for_meaning_is_named_and_words_still_find(
    own: Program, tmp_path: Path, harm: str
) -> None:
    folder = tmp_path / "cache" / "models" / MINILM
    shutil.copytree(in_cache(MINILM), folder)
    damage(folder / "tokenizer.json", harm)
    own.environment["REVERIE_CACHE"] = str(tmp_path / "cache")

    done = own.run("search", "ferry")
    doctor = own.run("doctor")

    assert done.returncode == 0
    assert KEPT in done.stdout
    assert "tokenizer.json is damaged" in done.stderr
    assert "make setup" in done.stderr
    assert doctor.returncode == FAILED
    assert "problem  meaning" in doctor.stdout


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"GGUF" + bytes(64)])
def test_a_wrong_language_model_is_refused_by_its_checksum(
    own: Program, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "cache" / "models" / QWEN / "model.gguf"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    own.environment["REVERIE_CACHE"] = str(tmp_path / "cache")

    done = own.run("--json", "ask", "--model", QWEN, "When does the ferry leave?")

    assert done.returncode == FAILED
    assert done.stdout == ""
    assert "model.gguf is damaged" in done.stderr
    assert "make setup" in done.stderr
    assert_still_there(own)


# -- faults of our own ---------------------------------------------------------------------------------------------


def test_a_fault_of_ours_is_told_by_its_place_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise KeyError("what a person saw")

    monkeypatch.setattr(cli, "main", fail)

    code = main(["search", "ferry"])

    told = capsys.readouterr().err
    assert code == FAILED
    assert "KeyError at test_bad_input.py" in told
    assert "what a person saw" not in told


def test_every_command_that_a_message_names_exists() -> None:
    named: set[str] = set()
    for room in ("agents", "app", "storage", "ui"):
        for file in (ROOT / room).rglob("*.py"):
            named |= set(re.findall(r"(?:`|Run: |See: |with: )reverie ([a-z]+)", file.read_text("utf-8")))

    assert {"init", "doctor", "restore"} <= named
    assert named <= {*cli.commands, "recall"}


def in_cache(model: str) -> Path:
    """The folder of a model in the cache, or a skip that says so."""
    folder = paths.cache() / "models" / model
    if not folder.is_dir():
        pytest.skip(f"{model} is not in the cache: “make setup” fetches it")
    return folder


def damage(file: Path, harm: str) -> None:
    """Cuts the file's end off, or changes a byte in its middle."""
    content = bytearray(file.read_bytes())
    if harm == "cut":
        del content[-1000:]
    else:
        content[len(content) // 2] ^= 1
    file.write_bytes(content)


@contextmanager
def small_disk(home: Path, folder: Path) -> Iterator[None]:
    """Puts `home` onto a disk of three megabytes."""
    kept = folder / "kept"
    home.rename(kept)
    home.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(home)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        shutil.copytree(kept, home, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", str(home)], check=True)


def free_bytes(folder: Path) -> int:
    """How much room is left."""
    return shutil.disk_usage(folder).free
