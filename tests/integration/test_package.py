"""The .deb on a bare Debian: installs, starts, knows its kinds, keeps and finds. Freezing breaks exactly these."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agents.models import catalog

ROOT = Path(__file__).resolve().parents[2]
SUITE = "bookworm"
KINDS = {"core", "episodic", "procedural", "resource", "semantic", "vault"}
MODELS = (catalog.MINILM, catalog.MINILM_INT8, catalog.TESSDATA)
NEEDED = ("debootstrap", "dpkg-deb", "chroot", "mount")


def why_not() -> str:
    """Why the package cannot be tried out here, or an empty text."""
    if platform.system() != "Linux":
        return "a .deb is tried out on Linux"
    if os.geteuid() != 0:
        return "a chroot needs root"
    missing = [tool for tool in NEEDED if not shutil.which(tool)]
    return f"not installed: {', '.join(missing)}" if missing else ""


pytestmark = [
    pytest.mark.package,
    pytest.mark.slow,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(bool(why_not()), reason=why_not()),
]


def call(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end; its words are shown when it fails. `options` are those of subprocess.run."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, timeout=1800, **options
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done


class BareDebian:
    """A minimal Debian in a folder, with this machine's package sources."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def build(self) -> None:
        """Lays the system out (a minute, about 200 MB)."""
        call("debootstrap", "--variant=minbase", "--include=ca-certificates", SUITE, self.root, *_mirror())
        for folder in ("sources.list.d", "apt.conf.d"):
            shutil.copytree(f"/etc/apt/{folder}", self.root / "etc/apt" / folder, dirs_exist_ok=True)
        for file in ("etc/resolv.conf", "etc/hosts", "etc/ssl/certs/ca-certificates.crt"):
            shutil.copy(f"/{file}", self.root / file)
        call("mount", "--bind", "/dev", self.root / "dev")
        call("mount", "-t", "proc", "proc", self.root / "proc")

    def close(self) -> None:
        """Unmounts what was mounted; the folder itself is the test's."""
        for folder in ("proc", "dev"):
            subprocess.run(["umount", "--lazy", str(self.root / folder)], check=False, capture_output=True)

    def run(self, *command: str, **environ: str) -> str:
        """Runs a program inside and gives what it printed."""
        clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8", **environ}
        return call("chroot", self.root, *command, env=clean).stdout


def _mirror() -> list[str]:
    """The address this machine's own apt takes its packages from, if it says so in the new form."""
    for file in Path("/etc/apt/sources.list.d").glob("*.sources"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("URIs:"):
                return [line.split()[1]]
    return []


@pytest.fixture(scope="module")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareDebian]:
    """A bare Debian with the package and a virtual display installed in it."""
    call("make", "package", cwd=ROOT)
    package = max((ROOT / "dist").glob("reverie_*.deb"), key=lambda file: file.stat().st_mtime)
    system = BareDebian(tmp_path_factory.mktemp("debian") / "root")
    try:
        system.build()
        shutil.copy(package, system.root / "tmp/reverie.deb")
        system.run("apt-get", "update")
        quiet = ("--no-install-recommends", "-o", "Dpkg::Use-Pty=0")
        system.run("apt-get", "install", "-y", *quiet, "/tmp/reverie.deb", DEBIAN_FRONTEND="noninteractive")
        tools = ("xvfb", "xauth", "xdotool", "dbus", "fonts-dejavu-core")
        system.run("apt-get", "install", "-y", *quiet, *tools, DEBIAN_FRONTEND="noninteractive")
        _bring_models(system.root / "root/.cache/reverie")
        yield system
    finally:
        system.close()


def _bring_models(cache: Path) -> None:
    """Models are not in the package: those of this machine stand in for a download."""
    here = catalog.cache_folder()
    for name in MODELS:
        if catalog.is_there(here, name):
            shutil.copytree(catalog.folder(here, name), catalog.folder(cache, name))


@pytest.fixture
def safe(debian: BareDebian) -> dict[str, str]:
    """Environment naming a fresh safe inside the bare Debian and its passphrase file."""
    shutil.rmtree(debian.root / "root/safe", ignore_errors=True)
    passphrase = debian.root / "root/passphrase"
    passphrase.write_text("a long made-up passphrase\n", encoding="utf-8")
    passphrase.chmod(0o600)
    return {"REVERIE_HOME": "/root/safe", "REVERIE_PASSPHRASE_FILE": "/root/passphrase", "TZ": "UTC"}


def test_no_python_comes_with_the_package(debian: BareDebian) -> None:
    assert not (debian.root / "usr/bin/python3").exists()


def test_the_frozen_program_knows_its_kinds(debian: BareDebian) -> None:
    found = json.loads(debian.run("reverie", "kinds", "--json"))

    names = {entry["name"] if isinstance(entry, dict) else entry for entry in found}
    assert names == KINDS


def test_what_the_frozen_program_keeps_it_finds_again(debian: BareDebian, safe: dict[str, str]) -> None:
    debian.run("reverie", "init", **safe)
    debian.run("reverie", "remember", "The spare key lies under the blue flower pot.", **safe)
    debian.run("reverie", "digest", **safe)

    found = json.loads(debian.run("reverie", "search", "where is the spare key", "--json", **safe))

    assert "blue flower pot" in json.dumps(found["hits"])


def test_the_frozen_window_opens(debian: BareDebian, safe: dict[str, str]) -> None:
    script = (
        "reverie & started=$!; "
        "for try in $(seq 120); do xdotool search --name . >/dev/null 2>&1 && found=1 && break; sleep 0.5; done; "
        'kill $started; wait $started 2>/dev/null; [ -n "$found" ]'
    )

    debian.run("xvfb-run", "-a", "dbus-run-session", "--", "sh", "-c", script, **safe)
