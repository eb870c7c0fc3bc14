"""The rules of `tests/conftest.py` bite: a surprise in the log fails a test, and the user's world is out of reach."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from app import paths

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).parents[1] / "conftest.py"
LOGS = """
    import logging
    import pytest

    {marker}
    def test_logs():
        logging.getLogger("app.part").{call}
"""


@pytest.mark.parametrize(
    ("marker", "call", "passes"),
    [
        ("", "info('fine')", True),
        ("", "warning('trouble')", False),
        ("@pytest.mark.expects_log('trouble')", "warning('some trouble')", True),
        ("@pytest.mark.expects_log('trouble')", "error('something else')", False),
        ("@pytest.mark.expects_log('trouble')", "info('trouble')", False),
    ],
)
def test_the_log_is_without_surprises(
    pytester: pytest.Pytester, marker: str, call: str, passes: bool
) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(LOGS.format(marker=marker, call=call))

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=1, errors=0 if passes else 1)


def test_the_home_and_the_socket_are_the_tests_own() -> None:
    world = Path(tempfile.gettempdir()).resolve()

    assert paths.home().is_relative_to(world)
    assert paths.socket_path(paths.home()).is_relative_to(world)
    assert paths.log_folder().is_relative_to(Path(os.environ["XDG_STATE_HOME"]))
    assert Path(os.environ["XDG_RUNTIME_DIR"]).is_relative_to(world)


def test_no_hub_is_asked() -> None:
    assert os.environ["HF_HUB_OFFLINE"] == "1"


GROUP = """
    import os
    import pytest

    pytestmark = pytest.mark.xdist_group("one")

    @pytest.mark.parametrize("number", range(8))
    def test_in_a_group(number):
        print("worker", os.environ["PYTEST_XDIST_WORKER"])
"""


def test_a_group_of_tests_stays_in_one_worker(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_first=GROUP, test_second=GROUP)

    result = pytester.runpytest_subprocess("-n", "2", "--dist", "loadgroup", "-rP")

    result.assert_outcomes(passed=16)
    workers = {line for line in result.outlines if line.startswith("worker")}
    assert len(workers) == 1
