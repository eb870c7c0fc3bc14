"""Nobody of the same user looks into a process that may hold keys; the window's stays open to the desktop's portals."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import hardening

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and attaches by ptrace")

NOBODY = 65534
# What an unprivileged program of the same user tries: reading the memory, attaching, taking a core.
_READ = "import sys; open(f'/proc/{sys.argv[1]}/mem', 'rb').close(); print('read')"
_ATTACH = """
import ctypes, os, sys
library = ctypes.CDLL(None, use_errno=True)
PTRACE_ATTACH, PTRACE_DETACH = 16, 17
pid = int(sys.argv[1])
if library.ptrace(PTRACE_ATTACH, pid, None, None) == 0:
    os.waitpid(pid, 0)
    library.ptrace(PTRACE_DETACH, pid, None, None)
    print("attached")
else:
    print(os.strerror(ctypes.get_errno()))
"""
_HOLDS = "import sys; from app import hardening; {0}; _drop(); print('ready', flush=True); sys.stdin.read()"
# The program's modules may lie where only root reads: they are loaded before the rights are dropped. Changing the user
# makes a process undumpable by itself, so a plain one is made dumpable again, as any program a user starts is.
_DROP = """
import ctypes, os
def _drop():
    if os.getuid() == 0:
        before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
        os.setgroups([]); os.setgid({0}); os.setuid({0})
        ctypes.CDLL(None).prctl(4, before, 0, 0, 0)
"""


def _process(call: str) -> Iterator[int]:
    code = _DROP.format(NOBODY) + _HOLDS.format(call)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as held:
        assert held.stdout is not None
        assert held.stdout.readline() == "ready\n"
        yield held.pid
        held.kill()


@pytest.fixture
def keeping() -> Iterator[int]:
    """A process that did what the keeper, its children and a command at the safe do first."""
    yield from _process("hardening.shut_out()")


@pytest.fixture
def window() -> Iterator[int]:
    """A process that did what the window does first."""
    yield from _process("hardening.no_core_dumps()")


def _as_neighbour(code: str, pid: int) -> subprocess.CompletedProcess[str]:
    """Runs `code` as another process of the same, unprivileged user."""
    dropping = _DROP.format(NOBODY) + "_drop()\n"
    return subprocess.run(
        [sys.executable, "-c", dropping + code, str(pid)], capture_output=True, text=True, check=False
    )


def test_a_neighbour_cannot_read_the_memory_of_a_process_with_keys(keeping: int) -> None:
    done = _as_neighbour(_READ, keeping)

    assert "PermissionError" in done.stderr


def test_a_neighbour_cannot_attach_to_a_process_with_keys(keeping: int) -> None:
    assert _as_neighbour(_ATTACH, keeping).stdout.strip() == "Operation not permitted"


def _strictness() -> int:
    try:
        return int(Path("/proc/sys/kernel/yama/ptrace_scope").read_text())
    except OSError:
        return 0


@pytest.mark.skipif(_strictness() > 0, reason="this system lets nobody attach to any process (yama)")
def test_the_window_stays_open_to_its_neighbours(window: int) -> None:
    assert _as_neighbour(_READ, window).stdout == "read\n"
    assert _as_neighbour(_ATTACH, window).stdout == "attached\n"


@pytest.mark.skipif(shutil.which("gcore") is None, reason="gdb's gcore is not installed")
def test_gcore_gets_no_core_of_a_process_with_keys(keeping: int, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    code = f"import subprocess; subprocess.run(['gcore', '-o', {str(tmp_path / 'core')!r}, sys.argv[1]])"

    _as_neighbour("import sys\n" + code, keeping)

    assert not list(tmp_path.glob("core*"))


@pytest.mark.parametrize("call", ["shut_out", "no_core_dumps"])
def test_a_crash_leaves_no_core(call: str, tmp_path: Path) -> None:
    code = f"import os; from app import hardening; hardening.{call}(); os.abort()"

    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    code = f"from app import hardening; hardening.{call}(); print(open('/proc/self/limits').read())"
    limits = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert done.returncode < 0
    assert next(line for line in limits.splitlines() if "core file" in line).split()[4:6] == ["0", "0"]


def test_what_every_process_with_keys_does_first() -> None:
    """The keeper, its children and the commands that open the safe themselves shut others out; the window does not."""
    root = Path(hardening.__file__).parents[1]
    shut = {"app/keeper.py", "app/children/hosts.py", "app/cli/safes.py"}

    found = {
        str(file.relative_to(root))
        for room in ("app", "ui")
        for file in (root / room).rglob("*.py")
        if "hardening.shut_out()" in file.read_text()
    }

    assert found >= shut
    assert not {file for file in found if file.startswith("ui/")}
    assert "hardening.no_core_dumps()" in (root / "ui/__main__.py").read_text()


# Each thread holds what would be a picture of a screen, and something small that outlives it.
_PICTURES = """
import ctypes, threading, psutil
from app import hardening
{0}
library = ctypes.CDLL(None)
library.malloc.restype, library.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
def hold(size):
    picture = library.malloc(size)
    ctypes.memset(picture, 1, size)
    library.malloc(64)
    library.free(picture)
hold(30_000_000)
before = psutil.Process().memory_info().rss
threads = [threading.Thread(target=hold, args=(8_000_000,)) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(psutil.Process().memory_info().rss - before)
"""


def _left_by_pictures(call: str) -> int:
    """Bytes that remain of pictures that were let go of."""
    ran = subprocess.run(
        [sys.executable, "-c", _PICTURES.format(call)], capture_output=True, text=True, check=True
    )
    return int(ran.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps them")
def test_pictures_that_were_let_go_of_leave_the_window_s_process() -> None:
    assert _left_by_pictures("hardening.give_memory_back()") < 2_000_000
    assert _left_by_pictures("") > 6_000_000
