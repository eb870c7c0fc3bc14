"""Exports from the command line, with and without a keeper: exit codes, warnings, one JSON document, nothing lost."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.client import Link
from app.interfaces import Export, Forget, Incoming, IncomingNote
from tests.integration.program import PASSPHRASE, Program, alive, until

# All of it stands on one safe, which takes long to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("exports at the terminal")

KEPT = "The ferry to Porto leaves at nine."
SECRET = "My mailbox password is Walnut-7716-kiln"
VALUE = "Walnut-7716-kiln"
WRONG_USE, LOCKED, DAMAGED = 2, 3, 4


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A safe with two notes, one of which held a secret."""
    program = Program(tmp_path_factory.mktemp("lived"))
    program.environment.pop("DISPLAY", None)
    program.json("init")
    program.json("remember", KEPT)
    program.json("remember", SECRET)
    return program


@pytest.fixture
def another(tmp_path: Path) -> Program:
    """An empty safe."""
    program = Program(tmp_path)
    program.environment.pop("DISPLAY", None)
    program.json("init")
    return program


@pytest.fixture
def own(lived_in: Program, monkeypatch: pytest.MonkeyPatch) -> Iterator[Link]:
    """The keeper of the safe that was lived in, open."""
    for name, value in lived_in.environment.items():
        monkeypatch.setenv(name, value)
    link = Link(lived_in.home, start=True)
    link.reverie().unlock(PASSPHRASE)
    pid = link.reverie().status().pid
    yield link
    if alive(pid):
        link.reverie().lock()
    link.close()
    until(lambda: not alive(pid), "the keeper to end")


def passphrase_file(folder: Path, words: str = "amber kettle prairie") -> str:
    """A file with the passphrase of an export."""
    file = folder / "export passphrase"
    file.write_text(words + "\n")
    file.chmod(0o600)
    return str(file)


def test_an_export_is_one_document_a_warning_and_a_private_file(lived_in: Program, tmp_path: Path) -> None:
    path = tmp_path / "export.json"

    done = lived_in.run("--json", "export", str(path))

    told = json.loads(done.stdout)
    assert (told["file"], told["format"], told["encrypted"]) == (str(path), "json", False)
    assert (told["observations"], told["bytes"]) == (2, path.stat().st_size)
    assert "not encrypted" in done.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    held = json.loads(path.read_text())
    assert KEPT in [seen["text"] for seen in held["observations"]]
    assert VALUE not in path.read_text()
    assert lived_in.run("export", str(path)).returncode == WRONG_USE


def test_secrets_travel_sealed_to_another_safe(lived_in: Program, another: Program, tmp_path: Path) -> None:
    path, own = tmp_path / "sealed", passphrase_file(tmp_path)

    made = lived_in.json("export", str(path), "--secrets", "--export-passphrase-file", own)
    report = another.json("import", "reverie", str(path), "--export-passphrase-file", own)

    assert (made["encrypted"], made["secrets"], report["secrets"]) == (True, 1, 1)
    assert VALUE.encode() not in path.read_bytes()
    (vault,) = another.json("vault", "list")
    assert another.json("vault", "reveal", vault["id"])["secret_value"] == VALUE
    clear = lived_in.run(
        "export", "decrypt", str(path), str(tmp_path / "clear"), "--export-passphrase-file", own
    )
    assert clear.returncode == 0
    assert VALUE in (tmp_path / "clear").read_text()


def test_what_cannot_be_is_told_in_one_sentence(lived_in: Program, tmp_path: Path) -> None:
    plain, sealed, own = tmp_path / "plain", tmp_path / "sealed", passphrase_file(tmp_path)
    lived_in.json("export", str(plain))
    lived_in.json("export", str(sealed), "--encrypt", "--export-passphrase-file", own)
    cut, foreign = tmp_path / "cut", tmp_path / "foreign"
    cut.write_bytes(plain.read_bytes()[:-40])
    foreign.write_text('{"hello": 1}')
    bad = tmp_path / "bad"
    bad.write_bytes(sealed.read_bytes()[:-1])
    (tmp_path / "other").mkdir()
    other = passphrase_file(tmp_path / "other", "a wild guess")

    def told(code: int, *arguments: str) -> None:
        done = lived_in.run("--json", *arguments)
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert "Traceback" not in done.stderr

    told(DAMAGED, "import", "reverie", str(cut))
    told(WRONG_USE, "import", "reverie", str(foreign))
    told(LOCKED, "import", "reverie", str(sealed))
    told(LOCKED, "import", "reverie", str(sealed), "--export-passphrase-file", other)
    told(DAMAGED, "import", "reverie", str(bad), "--export-passphrase-file", own)
    told(WRONG_USE, "export", str(tmp_path / "x"), "--kind", "gossip")
    assert not (tmp_path / "x").exists()


def test_the_keeper_exports_while_it_is_used(lived_in: Program, own: Link, tmp_path: Path) -> None:
    path, key = tmp_path / "export", passphrase_file(tmp_path)

    made = lived_in.json("export", str(path), "--secrets", "--export-passphrase-file", key)
    known = lived_in.json("import", "reverie", str(path), "--export-passphrase-file", key)

    assert (made["observations"], made["secrets"]) == (2, 1)
    # The keeper may have digested the observations meanwhile: their memories go along.
    assert known["known"] == made["observations"] + made["memories"]
    assert str(path) in [one["path"] for one in lived_in.json("backup", "list")]
    assert own.reverie().status().pid > 0


def test_forgetting_while_the_keeper_exports_ends_both(own: Link, tmp_path: Path) -> None:
    reverie, path = own.reverie(), tmp_path / "export.json"
    words = "A grey heron, to be forgotten soon."
    reverie.keep([Incoming(note=IncomingNote(datetime.now(UTC), words))])
    errand = reverie.export(Export(str(path)))

    receipt = reverie.forget(Forget(match="grey heron"))
    while not errand.over:
        errand = reverie.go_on(errand.id)

    assert receipt.observations == 1
    assert "grey heron" not in path.read_text()
    assert KEPT in path.read_text()


def test_a_lock_in_the_middle_of_an_export_leaves_no_half_file(
    lived_in: Program, own: Link, tmp_path: Path
) -> None:
    reverie, pid = own.reverie(), own.reverie().status().pid
    errand = reverie.export(Export(str(tmp_path / "export.json")))
    assert (tmp_path / ".export.json.reverie-new").exists()

    reverie.lock()
    until(lambda: not alive(pid), "the keeper to end")

    assert not errand.over
    assert list(tmp_path.glob("*export*")) == []
