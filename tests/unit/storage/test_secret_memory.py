"""Keys in memory: locked, out of dumps and forks, and gone once the safe is closed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.services import doctor
from storage import secret_memory
from storage.secret_memory import PAGE, SecretPage
from tests.factories import a_safe

ROOT = Path(__file__).parents[3]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

# Opens the safe, works in it, and looks for keys in its own memory. What it looks for lies there masked, byte by byte,
# so that it does not find what it searches with.
_SCANNED = """
import gc, json, os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from storage import secret_memory
from tests.factories import PASSPHRASE, a_fact, a_secret_entry, a_turn, a_frame, kept, remembered, reopened

MASK = 0x5A

def masked(value):
    return bytearray(byte ^ MASK for byte in value)

def from_hex(digits):
    # Byte by byte: a text of the key would lie in freed memory and be found.
    return (int(chr(high), 16) << 4 | int(chr(low), 16) for high, low in zip(digits[::2], digits[1::2]))

def found(wanted):
    # First bytes are compared one by one: the search never holds a key in clear.
    names = set()
    own = bytearray(1 << 22)
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
        for line in maps.read().splitlines():
            place, rights = line.split()[:2]
            if "r" not in rights or "[v" in line:
                continue
            start, end = (int(part, 16) for part in place.split("-"))
            at = start
            while at < end:
                size = min(len(own), end - at)
                try:
                    memory.seek(at)
                    got = memory.readinto(memoryview(own)[:size])
                except OSError:
                    break
                own[:got] = own[:got].translate(TABLE)
                for name, value in wanted.items():
                    if own.find(value, 0, got) >= 0:
                        names.add(name)
                own[:] = bytes(len(own))
                at += size - 128 if size == len(own) and size > 128 else size
    return sorted(names)

TABLE = bytes(byte ^ MASK for byte in range(256))
safe = reopened(Path(sys.argv[1]))
kept(safe, a_turn(), a_frame(), picture=b"RIFF" + bytes(500))
remembered(safe, a_fact(), a_secret_entry("hunter2"))
safe._database.rows("SELECT count(*) FROM memory")
private = safe._key_file.vault_key(PASSPHRASE)
wanted = {
    "master": masked(safe._keys.master),
    "database in hex": masked(safe._keys.database()[:64]),
    "database": masked(from_hex(safe._keys.database()[:64])),
    "pictures": masked(safe._keys.pictures()),
    "vault private": masked(private),
}
gc.collect()
opened = found(wanted)
secret_memory.wipe(private)
vault_wiped = found(wanted)
safe.prove(PASSPHRASE)
again = safe._key_file.new_recovery(PASSPHRASE)
del again
safe.close()
gc.collect()
print(json.dumps({"open": opened, "vault wiped": vault_wiped, "closed": found(wanted)}))
"""


@LINUX
def test_a_closed_safe_leaves_no_key_in_the_memory_of_its_process(tmp_path: Path) -> None:
    a_safe(tmp_path / "home").close()

    done = subprocess.run(
        [sys.executable, "-c", _SCANNED, tmp_path / "home", ROOT],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {"master", "database in hex", "pictures", "vault private"} <= set(found["open"])
    assert "vault private" not in found["vault wiped"]
    assert found["closed"] == []


def test_a_page_hands_out_pieces_until_it_is_full() -> None:
    page = SecretPage()

    first, rest = page.take(32), page.take(PAGE - 32)

    first[:] = b"k" * 32
    assert bytes(rest) == bytes(PAGE - 32)
    with pytest.raises(ValueError, match="full"):
        page.take(1)


def test_what_is_kept_is_overwritten_where_it_lay() -> None:
    handed_out = os.urandom(32)
    copy = bytearray(handed_out)

    piece = SecretPage().keep(handed_out)

    assert piece == copy
    assert handed_out == bytes(32)


def test_bytes_that_the_whole_process_shares_are_left_alone() -> None:
    secret_memory.overwrite(b"x"[:1])
    secret_memory.overwrite(b"")

    assert bytes([120]) == b"x"


def test_a_wiped_page_holds_zeros_and_its_pieces_are_refused() -> None:
    page = SecretPage()
    piece = page.take(16)
    piece[:] = b"0123456789abcdef"

    page.wipe()
    page.wipe()

    assert bytes(page._whole[:16]) == bytes(16)
    with pytest.raises(ValueError, match="released"):
        piece.tobytes()


@LINUX
def test_the_page_is_locked_out_of_dumps_and_of_forks() -> None:
    page = SecretPage()
    assert page.locked, "the limit of locked memory (ulimit -l) is too low for this test"

    flags = _flags_of(page)

    assert {"lo", "dd", "wf"} <= flags  # locked, not dumped, wiped on fork
    assert page.trouble == ""


@LINUX
def test_a_forked_child_finds_zeros() -> None:
    page = SecretPage()
    piece = page.take(4)
    piece[:] = b"key!"

    child = os.fork()
    if child == 0:
        os._exit(0 if bytes(piece) == bytes(4) else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert bytes(piece) == b"key!"


@LINUX
def test_keys_that_cannot_be_locked_work_and_say_so() -> None:
    code = (
        "import os, resource; from storage.secret_memory import SecretPage\n"
        "resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0))\n"
        "os.setuid(65534) if os.getuid() == 0 else None\n"
        "page = SecretPage(); page.take(4)[:] = b'key!'\n"
        "print(page.locked, page.trouble)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.startswith("False Keys could not be locked in memory")
    assert done.stderr == ""


def test_the_doctor_says_when_keys_cannot_be_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_safe(tmp_path / "locked") as safe:
        assert doctor._looked("keys", lambda: doctor._keys(safe)).well

    monkeypatch.setattr(secret_memory, "_lock", lambda _memory: False)
    with a_safe(tmp_path / "loose") as safe:
        check = doctor._looked("keys", lambda: doctor._keys(safe))

    assert not check.well
    assert "may reach the swap file" in check.message


def _flags_of(page: SecretPage) -> set[str]:
    """What the kernel says of the mapping (VmFlags)."""
    wanted = secret_memory.address(page._memory)
    inside = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        head = line.split()[0]
        if "-" in head and not head.endswith(":"):
            start, end = (int(part, 16) for part in head.split("-"))
            inside = start <= wanted < end
        elif inside and head == "VmFlags:":
            return set(line.split()[1:])
    return set()
