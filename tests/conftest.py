"""What holds for every test: a world of its own, no network, and a log without surprises."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

EXPECTS_LOG = (
    "expects_log(*texts): warnings and errors that hold one of the texts are part of this test, and must come"
)

LONGEST_ID = 200
"""Letters of a value that names its test: a longer one would fill the report."""

_world = pytest.StashKey[Path]()

# Speed lives in benchmarks: a busy machine fails no property.
settings.register_profile("whatever-the-load", deadline=None)
settings.load_profile("whatever-the-load")


def pytest_configure(config: pytest.Config) -> None:
    """Before anything of ours is imported: no test meets the user's own safe, keeper, log or passphrase, nor a hub."""
    config.addinivalue_line("markers", EXPECTS_LOG)
    # Short, and not under pytest's folder: a socket's path has room for about a hundred letters.
    world = Path(tempfile.mkdtemp(prefix="rev-"))
    config.stash[_world] = world
    for name, folder in (("XDG_RUNTIME_DIR", "run"), ("XDG_STATE_HOME", "state"), ("REVERIE_HOME", "home")):
        (world / folder).mkdir(mode=0o700)
        os.environ[name] = str(world / folder)
    # Nor the desktop that the tests are started on.
    for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "SWAYSOCK", "HYPRLAND_INSTANCE_SIGNATURE"):
        os.environ.pop(name, None)
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.pop("REVERIE_PASSPHRASE_FILE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Removes the world again."""
    if _world in config.stash:
        shutil.rmtree(config.stash[_world], ignore_errors=True)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names no test by a file's bytes or by pages of text: packed bytes hold the time at which they were packed, and
    two workers that collect a second apart would know different tests."""
    if isinstance(val, str | bytes) and (
        len(val) > LONGEST_ID or (isinstance(val, bytes) and not val.isascii())
    ):
        return argname
    return None


@pytest.fixture(autouse=True)
def log_without_surprises(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or error in the log that the test does not expect fails it; so does one that it expects in vain."""
    yield
    wanted: set[str] = {text for marker in request.node.iter_markers("expects_log") for text in marker.args}
    told = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    surprises = [line for line in told if not any(text in line for text in wanted)]
    missing = [text for text in wanted if not any(text in line for line in told)]
    if surprises or missing:
        pytest.fail(
            "\n".join([*(f"in the log: {line}" for line in surprises), *(f"not: {t}" for t in missing)])
        )
