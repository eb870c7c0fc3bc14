"""llama-cpp-python: on the index as source only, so its wheel is built once for this machine and kept in the cache."""

from __future__ import annotations

import hashlib
import platform
import shutil
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from installers import commands
from installers.console import SetupFailed, say
from installers.environment import Environment

VERSION = "0.3.36"
REQUIREMENT = f"llama-cpp-python=={VERSION}"
# CMake's options for a build that does not look at the processor it is built on.
PORTABLE = "-DGGML_NATIVE=OFF"
# WORKAROUND: GCC 12 leaves out what ggml writes into the configuration of AMX's tiles (it takes eight of its bytes for
# read), and the first matrix dies. So nothing is built for AMX; what such a processor can do besides is named. It can
# go when the oldest compiler we are built with is another.
_AMX = "amx_tile"
_BESIDE_AMX = {
    "avx512f": "-DGGML_AVX512=ON",
    "avx512vbmi": "-DGGML_AVX512_VBMI=ON",
    "avx512_vnni": "-DGGML_AVX512_VNNI=ON",
    "avx512_bf16": "-DGGML_AVX512_BF16=ON",
    "avx_vnni": "-DGGML_AVX_VNNI=ON",
}
_STEP, _PROOF = "llama", "llama-proof"
# Reads a text longer than a block of its matrices with the model that is named.
_READS = """
import sys, llama_cpp
model = llama_cpp.Llama(sys.argv[1], n_ctx=256, verbose=False)
model.eval(model.tokenize(b"The kettle is on the shelf beside the door. " * 12))
print(model.n_tokens)
"""


def install(environment: Environment, cache: Path) -> None:
    """Installs llama.cpp from the cached wheel, after building that if need be (5 to 20 minutes)."""
    features = processor_features()
    options = build_options(features)
    home = wheel_folder(cache, f"{features} {options}")
    if environment.stamps.fresh(_STEP, home.name) and environment.holds("llama_cpp"):
        return
    environ = {"CMAKE_ARGS": options} if options else None
    _put(environment, built_wheel(home) or _build(environment, home, "this processor", environ))
    _try_out(environment, home)
    environment.stamps.forget(_PROOF)
    environment.stamps.done(_STEP, home.name)


def prove(environment: Environment, cache: Path, model: Path) -> None:
    """Lets `model`, a small GGUF file, read a text; where that fails, the build for any processor takes over.

    Where that one does not read either, it is said: Reverie works without a language model.
    """
    if environment.stamps.fresh(_PROOF, VERSION) or _reads(environment, model):
        environment.stamps.done(_PROOF, VERSION)
        return
    say("llama.cpp as built for this processor stops while it reads; the build for any processor is tried.")
    home = wheel_folder(cache, PORTABLE)
    _put(
        environment, built_wheel(home) or _build(environment, home, "any processor", {"CMAKE_ARGS": PORTABLE})
    )
    if _reads(environment, model):
        environment.stamps.done(_PROOF, VERSION)
        return
    say(
        "llama.cpp stops on this processor while it reads, however it is built: no language model will word answers "
        "here, they are told word for word from the evidence. To stop it being tried: .venv/bin/reverie settings set "
        "model.language none"
    )


def build_options(features: str) -> str:
    """CMake's options for a processor with `features`; none where the compiler may use all of them."""
    able = features.split()
    if _AMX not in able:
        return ""
    return " ".join([PORTABLE, *(option for feature, option in _BESIDE_AMX.items() if feature in able)])


def portable(environment: Environment, cache: Path, target: Path) -> None:
    """Unpacks into `target` a llama.cpp that runs on every processor with AVX2: the one that packages carry."""
    home = wheel_folder(cache, PORTABLE)
    wheel = built_wheel(home) or _build(environment, home, "any processor", {"CMAKE_ARGS": PORTABLE})
    shutil.rmtree(target, ignore_errors=True)
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(target)


def wheel_folder(cache: Path, features: str) -> Path:
    """Where the wheel for this Python, system and processor lies: code built for one processor may die on another."""
    fingerprint = hashlib.sha256(features.encode()).hexdigest()[:12]
    tag = f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}-{fingerprint}"
    return cache / "wheels" / f"llama-cpp-python-{VERSION}" / tag


def built_wheel(home: Path) -> Path | None:
    """The wheel in that folder, if it was built."""
    return next(iter(sorted(home.glob("*.whl"))), None)


def processor_features() -> str:
    """What the processor can do (Linux), or its name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return f"{platform.machine()} {platform.processor()}"
    # x86 calls them flags, ARM Features.
    features = [line for line in lines if line.startswith(("flags", "Features"))]
    return " ".join(sorted(features[0].split(":", 1)[1].split())) if features else platform.machine()


def _build(environment: Environment, home: Path, whom: str, environ: Mapping[str, str] | None = None) -> Path:
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix="building-") as beside:
        commands.run(
            f"Building llama.cpp for {whom} (once, some minutes)",
            # pip's own cache does not know for which processor a wheel was built.
            environment.pip("wheel", "--no-cache-dir", "--no-deps", "--wheel-dir", beside, REQUIREMENT),
            advice="A C++ compiler is needed (Debian: sudo apt-get install g++); then run the same command again.",
            environ=environ,
        )
        wheel = built_wheel(Path(beside))
        if wheel is None:
            raise SetupFailed("The build of llama.cpp left no wheel. Run the same command again.")
        shutil.rmtree(home, ignore_errors=True)
        Path(beside).rename(home)
        # The context manager wants to find what it is to remove.
        Path(beside).mkdir()
    return home / wheel.name


def _put(environment: Environment, wheel: Path) -> None:
    """Installs a wheel in the place of what is there."""
    command = environment.pip("install", "--force-reinstall", "--no-deps", str(wheel))
    commands.run("llama.cpp", command, advice=f"Remove {wheel.parent} and run the same command again.")


def _reads(environment: Environment, model: Path) -> bool:
    return commands.answer([str(environment.python), "-c", _READS, str(model)]) is not None


def _try_out(environment: Environment, home: Path) -> None:
    """A library for another processor dies here, not in front of the user."""
    works = commands.answer(
        [str(environment.python), "-c", "import llama_cpp; llama_cpp.llama_backend_init()"]
    )
    if works is None:
        raise SetupFailed(
            f"llama.cpp was installed but does not start on this processor. Remove {home} and run this again."
        )
