"""The Python environment in `.venv`: made, filled from the lock, joined to this checkout.

Never pulls CUDA unasked."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from installers import commands, stamps
from installers.console import SetupFailed, say

TORCH = "torch==2.13.0"
# PyTorch's own index of builds without CUDA, tried where the default index would bring CUDA.
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
_CUDA_SIGNS = ("nvidia-", "cuda-", "triton")


@dataclass(frozen=True, slots=True)
class Environment:
    """A checkout and its `.venv`."""

    root: Path

    @property
    def folder(self) -> Path:
        """The virtual environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return program(self.folder, "python")

    @property
    def stamps(self) -> stamps.Stamps:
        """What has been done to it; goes when it goes."""
        return stamps.Stamps(self.folder / "setup")

    def pip(self, *arguments: str) -> list[str]:
        """The command line of its own pip."""
        return [str(self.python), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]

    def holds(self, package: str) -> bool:
        """True when a package of that import name lies in it."""
        places = (*self.folder.glob("lib/python*/site-packages"), self.folder / "Lib" / "site-packages")
        return any((place / package / "__init__.py").is_file() for place in places)


def program(folder: Path, name: str) -> Path:
    """A program of the environment in `folder`."""
    return folder / "Scripts" / f"{name}.exe" if sys.platform == "win32" else folder / "bin" / name


def make(environment: Environment) -> None:
    """Makes `.venv` unless a working one is there."""
    key = stamps.key_of(words=(sys.version, os.fspath(environment.folder)))
    if environment.stamps.fresh("venv", key) and environment.python.exists():
        return
    if not _works(environment):
        say("Making the environment in .venv")
        try:
            venv.create(environment.folder, clear=True, with_pip=True)
        except (OSError, SystemExit, subprocess.CalledProcessError) as error:
            raise SetupFailed(
                f"The environment could not be made in {environment.folder}: is the disk full, or Python's venv "
                "missing (on Debian: sudo apt-get install python3-venv)?"
            ) from error
    environment.stamps.done("venv", key)


def fill(environment: Environment) -> None:
    """Installs torch (where a CPU build is to be had), then the lock, then the checkout itself."""
    lock = environment.root / "requirements"
    torch_key = stamps.key_of([lock / "torch.txt"], [TORCH])
    _once(environment, "torch", torch_key, lambda: _install_torch(environment))
    files = [lock / "lock.txt", lock / "dev.txt"]
    _once(environment, "lock", stamps.key_of(files), lambda: _install_lock(environment, files))
    checkout_key = stamps.key_of([environment.root / "pyproject.toml"], [os.fspath(environment.root)])
    _once(environment, "checkout", checkout_key, lambda: _install_checkout(environment))


def brings_cuda(report: dict[str, Any]) -> bool:
    """True when pip's installation report (`--report`) lists a package of NVIDIA's."""
    names = [entry["metadata"]["name"].lower() for entry in report.get("install", [])]
    return any(name.startswith(_CUDA_SIGNS) for name in names)


def _once(environment: Environment, step: str, key: str, work: Callable[[], None]) -> None:
    if environment.stamps.fresh(step, key):
        return
    environment.stamps.forget(step)
    work()
    environment.stamps.done(step, key)


def _works(environment: Environment) -> bool:
    if not environment.python.exists():
        return False
    version = commands.answer(
        [str(environment.python), "-c", "import pip, sys; print(sys.version)"], seconds=60
    )
    return version is not None and version.strip() == sys.version


def _install_torch(environment: Environment) -> None:
    """torch is only the exporter of models: where it would mean CUDA, the packaged graph serves instead."""
    source = _torch_source(environment)
    if source is None:
        say(
            "torch: no build without CUDA is to be had here, so it is left out; "
            "the packaged graph of the same model is used instead."
        )
        return
    advice = "Check the network, then run the same command again; what is done stays done."
    folder = environment.root / "requirements"
    pins = ["--constraint", str(folder / "torch.txt"), "--constraint", str(folder / "lock.txt")]
    commands.run("torch (CPU build)", environment.pip("install", *source, *pins, TORCH), advice=advice)
    needs = ["--requirement", str(folder / "torch.txt"), "--constraint", str(folder / "lock.txt")]
    commands.run("sentence-transformers", environment.pip("install", *needs), advice=advice)


def _torch_source(environment: Environment) -> list[str] | None:
    """pip's options under which torch comes without CUDA, or None."""
    if platform.system() != "Linux":
        return []
    own_index = [
        "--index-url",
        os.environ.get("REVERIE_TORCH_INDEX", CPU_INDEX),
        "--timeout",
        "15",
        "--retries",
        "1",
    ]
    for options in ([], own_index):
        report = _plan(environment, options)
        if report is not None and not brings_cuda(report):
            return options
    return None


def _plan(environment: Environment, options: list[str]) -> dict[str, Any] | None:
    """What pip would install for torch, without installing it; None when it finds none."""
    plan = environment.pip(
        "install",
        "--dry-run",
        "--quiet",
        "--ignore-installed",
        "--only-binary",
        ":all:",
        "--report",
        "-",
        *options,
        TORCH,
    )
    printed = commands.answer(plan, seconds=900)
    return None if printed is None else json.loads(printed)


def _install_lock(environment: Environment, files: list[Path]) -> None:
    wanted = [word for file in files for word in ("--requirement", str(file))]
    commands.run(
        "Libraries",
        environment.pip("install", *wanted),
        advice="Check the network and the disk, then run the same command again; what is done stays done.",
    )


def _install_checkout(environment: Environment) -> None:
    commands.run(
        "Reverie itself",
        environment.pip("install", "--no-deps", "--no-build-isolation", "--editable", str(environment.root)),
        advice="Run `make clean`, then the same command again.",
    )
