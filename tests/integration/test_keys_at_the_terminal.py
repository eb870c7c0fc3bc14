"""Passphrase, recovery words and keyring from the command line, at a real terminal and without one."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.integration.program import PASSPHRASE, Program

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no pseudo terminals of this kind"
)
NEW = "nine patient otters"


class Typist:
    """A person at a terminal: reads what the program shows, and types."""

    def __init__(self, program: Program, *arguments: str) -> None:
        self._screen, theirs = pty.openpty()
        environment = {**program.environment, "COLUMNS": "100"}
        environment.pop("REVERIE_PASSPHRASE_FILE")
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "app", *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
            preexec_fn=lambda: os.close(os.open(os.ttyname(theirs), os.O_RDWR)),  # noqa: PLW1509 - makes it the terminal
        )  # fmt: skip
        os.close(theirs)
        self.shown = ""

    def sees(self, pattern: str) -> re.Match[str]:
        """Waits until the pattern is shown after what was seen before."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found = re.search(pattern, self.shown, re.DOTALL)
            if found:
                self.shown = self.shown[found.end() :]
                return found
            if select.select([self._screen], [], [], 0.2)[0]:
                self.shown += os.read(self._screen, 4096).decode(errors="replace").replace("\r", "")
        raise AssertionError(f"never shown: {pattern}; but: {self.shown[-400:]}")

    def types(self, line: str) -> None:
        os.write(self._screen, line.encode() + b"\n")

    def ends(self) -> int:
        code = self.process.wait(60)
        os.close(self._screen)
        return code


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def _file(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text + "\n")
    path.chmod(0o600)
    return str(path)


def test_words_shown_at_a_terminal_are_asked_for_and_open_the_safe(program: Program, tmp_path: Path) -> None:
    typist = Typist(program, "init")
    for prompt in ("Choose a passphrase: ", "Once more: "):
        typist.sees(prompt)
        typist.types(PASSPHRASE)
    shown = typist.sees(r"Your recovery words\..*?24\. \w+\n")[0]
    words = [word for _, word in sorted((int(n), w) for n, w in re.findall(r"(\d+)\. ([a-z]+)", shown))]
    assert len(words) == 24
    asked = []
    for turn in range(3):
        at = int(typist.sees(r"Word (\d+): ")[1])
        asked.append(at)
        if turn == 0:
            typist.types("wrong")
            typist.sees(rf"That is not word {at}\b.*?Word {at}: ")
        typist.types(words[at - 1].upper() + " ")
    typist.sees("Made a safe")
    assert typist.ends() == 0
    assert asked == sorted(set(asked))

    shortened = " ".join(word[:4] for word in words)
    done = program.run(
        "passphrase", "--recover", "--recovery-file", _file(tmp_path, "words", shortened),
        "--new-passphrase-file", _file(tmp_path, "new", NEW),
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert program.run("stats").returncode == 3
    assert program.run("stats", "--passphrase-file", str(tmp_path / "new")).returncode == 0


def test_a_mistyped_word_is_named(program: Program, tmp_path: Path) -> None:
    words = tmp_path / "words"
    assert program.run("init", "--recovery-file", str(words)).returncode == 0
    given = words.read_text().split()
    new = _file(tmp_path, "new", NEW)

    def recovered(mistyped: list[str]) -> subprocess.CompletedProcess[str]:
        file = _file(tmp_path, "typed", " ".join(mistyped))
        return program.run("passphrase", "--recover", "--recovery-file", file, "--new-passphrase-file", new)

    unknown = recovered([*given[:6], "xylofone", *given[7:]])
    swapped = next(at for at in range(23) if given[at] != given[at + 1])
    mixed = given.copy()
    mixed[swapped], mixed[swapped + 1] = mixed[swapped + 1], mixed[swapped]
    wrong_order = recovered(mixed)

    assert (unknown.returncode, wrong_order.returncode) == (3, 3)
    assert "“xylofone” (word 7) is not a recovery word" in unknown.stderr
    assert "xyl" not in "".join(file.read_text() for file in tmp_path.rglob("*.log"))
    # One order in 256 fits by chance, and then does not open.
    assert "do not fit together" in wrong_order.stderr or "does not open" in wrong_order.stderr


def test_new_words_end_the_former_ones(program: Program, tmp_path: Path) -> None:
    first, second, new = tmp_path / "first", tmp_path / "second", _file(tmp_path, "new", NEW)
    assert program.run("init", "--recovery-file", str(first)).returncode == 0

    made = program.run("recovery", "new", "--recovery-file", str(second))

    assert made.returncode == 0, made.stderr
    assert second.stat().st_mode & 0o077 == 0
    command = ("passphrase", "--recover", "--new-passphrase-file", new, "--recovery-file")
    assert program.run(*command, str(first)).returncode == 3
    assert program.run(*command, str(second)).returncode == 0


def test_a_changed_passphrase_is_the_only_one_and_wrong_ones_must_wait(
    program: Program, tmp_path: Path
) -> None:
    assert program.run("init").returncode == 0
    changed = program.run("passphrase", "--new-passphrase-file", _file(tmp_path, "new", NEW))
    assert changed.returncode == 0, changed.stderr

    wrong = [program.run("stats") for _ in range(5)]

    assert {done.returncode for done in wrong} == {3}
    assert "Try again in 1 second" in wrong[-1].stderr
    assert "does not open" in wrong[0].stderr
    (program.home / "attempts.json").write_text(
        json.dumps({"failed": 11, "last": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())})
    )
    early = program.run("stats", "--passphrase-file", str(tmp_path / "new"))
    assert early.returncode == 3
    assert re.search(r"Too many wrong passphrases\. Try again in (5\d|60) seconds", early.stderr)


def test_a_keyring_that_is_not_there_is_said(program: Program) -> None:
    assert program.run("init").returncode == 0
    program.environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

    status = program.json("keyring", "status")
    on = program.run("keyring", "on")

    assert status["on"] is False
    assert status["available"] is False
    assert "no keyring that keeps secrets encrypted" in status["message"]
    assert on.returncode == 1
    assert "Unlock with the passphrase" in on.stderr
