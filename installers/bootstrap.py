"""The whole set-up, from an empty machine to `.venv/bin/reverie`: `python3 -m installers.bootstrap`.

Every step is skipped when it is done, may be interrupted at any moment, and goes on from there at the next run. Needs
nothing but the standard library.
"""

from __future__ import annotations

import argparse
import sys

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    sys.exit("Reverie needs Python 3.11 or newer; name one with PYTHON=python3.11 before the same command.")

from pathlib import Path  # noqa: E402  (an older Python must get its sentence before it meets newer syntax)

from agents.models import catalog  # noqa: E402
from installers import environment, llama, models, system  # noqa: E402
from installers.alone import alone  # noqa: E402
from installers.console import SetupFailed, say  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


def prepare(*, large: bool, packages: bool, tests: bool) -> None:
    """Carries out what is still to do, in order. Raises SetupFailed."""
    cache = catalog.cache_folder()
    home = environment.Environment(ROOT)
    with alone(cache):
        if packages:
            system.prepare(tests=tests)
        environment.make(home)
        environment.fill(home)
        llama.install(home, cache)
        models.provide(home, cache, large=large)
        llama.prove(home, cache, catalog.folder(cache, catalog.SMOLLM) / "model.gguf")


def main() -> int:
    """Reads the options, prepares, and turns what fails into one sentence and exit code 1."""
    parser = argparse.ArgumentParser(prog="installers.bootstrap", description="Sets Reverie up.")
    parser.add_argument(
        "--without-large-model", action="store_true", help="leave out the 1.1 GB answering model"
    )
    parser.add_argument(
        "--without-system-packages", action="store_true", help="do not look at the system's packages"
    )
    parser.add_argument(
        "--for-tests", action="store_true", help="install the packages that only the tests use, too"
    )
    options = parser.parse_args()
    try:
        prepare(
            large=not options.without_large_model,
            packages=not options.without_system_packages,
            tests=options.for_tests,
        )
    except SetupFailed as error:
        say(str(error), sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nStopped. The same command goes on from here.", sys.stderr)
        return 130
    except OSError as error:
        where = f"{error.strerror} ({error.filename})"
        say(
            f"The set-up could not read or write: {where}. Is there room, and may you write there?",
            sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
