"""The set-up says what a person must do, never pulls CUDA unasked, and needs nothing but Python."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from installers import commands, environment, llama, system
from installers.alone import alone
from installers.console import Progress, SetupFailed, bar
from installers.environment import Environment

ROOT = Path(__file__).resolve().parents[3]


def test_the_set_up_needs_the_standard_library_only() -> None:
    # -S leaves every installed package out.
    bare = [sys.executable, "-S", "-c", "import installers.bootstrap"]

    done = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_an_older_python_gets_a_sentence_and_not_a_traceback() -> None:
    older = "import sys; sys.version_info = (3, 10, 0, 'final', 0); import installers.bootstrap"

    done = subprocess.run(
        [sys.executable, "-S", "-c", older], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Reverie needs Python 3.11 or newer")


def test_pip_s_plan_with_a_package_of_nvidia_s_is_known_as_cuda() -> None:
    cpu = {"install": [{"metadata": {"name": "torch"}}, {"metadata": {"name": "sympy"}}]}
    cuda = {"install": [*cpu["install"], {"metadata": {"name": "nvidia-cublas-cu12"}}]}

    assert not environment.brings_cuda(cpu)
    assert environment.brings_cuda(cuda)


def test_no_lock_pins_torch_or_a_package_of_nvidia_s() -> None:
    pinned = [
        line.split("==")[0]
        for file in (ROOT / "requirements").glob("*.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]

    assert len(pinned) > 100
    assert "torch" not in pinned
    assert not [name for name in pinned if name.startswith(("nvidia", "cuda", "triton"))]


def test_every_line_of_the_locks_is_an_exact_version() -> None:
    for file in (ROOT / "requirements").glob("*.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert line.startswith("#") or re.fullmatch(
                r"[a-z0-9-]+==[\w.]+(; sys_platform [!=]= '\w+')?", line
            ), line


def test_the_wheel_of_another_processor_is_not_taken(tmp_path: Path) -> None:
    here = llama.wheel_folder(tmp_path, "avx2 sse2")

    assert llama.wheel_folder(tmp_path, "sse2") != here
    assert llama.wheel_folder(tmp_path, "avx2 sse2") == here
    assert llama.VERSION in str(here)


def test_nothing_is_built_for_the_tiles_that_gcc_12_leaves_half_configured() -> None:
    plain, tiled = "avx2 avx512f", "avx2 avx512f avx512_vnni amx_tile amx_int8"

    assert llama.build_options(plain) == ""
    assert llama.build_options(tiled) == "-DGGML_NATIVE=OFF -DGGML_AVX512=ON -DGGML_AVX512_VNNI=ON"


@dataclass(frozen=True, slots=True)
class Python(Environment):
    """An environment whose interpreter is a script."""

    interpreter: Path

    @property
    def python(self) -> Path:
        """The script."""
        return self.interpreter


@pytest.fixture
def proved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What `llama.prove` does where this processor's build reads, or not, and the portable one does, or not."""
    cache, model = tmp_path / "cache", tmp_path / "model.gguf"
    portable = llama.wheel_folder(cache, llama.PORTABLE)
    portable.mkdir(parents=True)
    (portable / "llama.whl").touch()

    def prove(capsys: pytest.CaptureFixture[str], *, native: bool, any_: bool) -> str:
        marker, script = tmp_path / "portable", tmp_path / "python"
        # What pip puts there is what reads from then on.
        script.write_text(
            f"#!/bin/sh\ncase $2 in pip) touch {marker};; *) if [ -e {marker} ]; then {str(any_).lower()};"
            f" else {str(native).lower()} || kill -SEGV $$; fi;; esac\n"
        )
        script.chmod(0o755)
        llama.prove(Python(tmp_path, script), cache, model)
        return capsys.readouterr().out

    return prove


@pytest.mark.skipif(sys.platform == "win32", reason="the interpreter's stand-in is a shell script")
@pytest.mark.parametrize(
    ("native", "any_", "said"),
    [
        (True, True, ""),
        (False, True, "the build for any processor is tried"),
        (False, False, "no language model will word answers here"),
    ],
)
def test_a_llama_that_dies_while_it_reads_gives_way_to_the_build_for_any_processor(
    proved: Callable[..., str], capsys: pytest.CaptureFixture[str], native: bool, any_: bool, said: str
) -> None:
    told = proved(capsys, native=native, any_=any_)

    assert (said in told) if said else (told == "")


def test_a_name_with_t64_added_counts_as_installed() -> None:
    listed = "libglib2.0-0t64 installed\nxvfb installed\ntrayer config-files\n"

    assert system.missing_debian(["libglib2.0-0", "xvfb", "trayer"], listed) == ("trayer",)


def test_a_person_without_rights_is_told_the_one_command() -> None:
    with pytest.raises(SetupFailed, match="sudo apt-get install -y --no-install-recommends xvfb g"):
        system.install_debian(["xvfb", "g++"], rights=None)


def test_another_system_s_own_manager_is_named() -> None:
    with pytest.raises(SetupFailed, match="sudo dnf install"):
        system.ask_for_programs({"dnf": "/usr/bin/dnf"}.get)


def test_nothing_is_asked_where_every_program_is_there() -> None:
    system.ask_for_programs(lambda name: f"/usr/bin/{name}")


def test_a_failing_command_shows_its_last_words_and_the_advice(capsys: pytest.CaptureFixture[str]) -> None:
    failing = [sys.executable, "-c", "print('no such wheel'); raise SystemExit(3)"]

    with pytest.raises(SetupFailed) as caught:
        commands.run("Libraries", failing, advice="Check the network.")

    assert "no such wheel" in str(caught.value)
    assert str(caught.value).endswith("Libraries failed. Check the network.")


def test_a_command_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(SetupFailed, match="could not be started"):
        commands.run("Libraries", ["/nonexistent/pip"], advice="Run it again.")

    assert commands.answer(["/nonexistent/pip"]) is None


def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    imports = "from pathlib import Path\nfrom installers.alone import alone"
    second = f"{imports}\nwith alone(Path({str(tmp_path)!r})): print('in')"
    with alone(tmp_path):
        waiting = subprocess.Popen(
            [sys.executable, "-S", "-u", "-c", second], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert waiting.stdout is not None
        first_line = waiting.stdout.readline()

    rest, _ = waiting.communicate(timeout=60)

    assert first_line == "Waiting for another set-up to end ...\n"
    assert rest.splitlines()[-1] == "in"


def test_progress_is_silent_between_its_first_and_last_line_in_a_log() -> None:
    out = io.StringIO()

    with Progress("Models", out) as progress:
        for part in range(100):
            progress.show("a part", part, 100)

    assert out.getvalue().splitlines()[0] == "Models ..."
    assert len(out.getvalue().splitlines()) == 2


def test_a_bar_fills_with_the_share_done() -> None:
    assert bar(1, 2, width=4) == "[##--]  50%  "
    assert bar(1, 0) == ""


def test_a_user_is_not_given_what_only_the_tests_use() -> None:
    assert not set(system.DEBIAN) & {*system.TESTING, *system.BROWSING}
