"""Makes the frozen program into dist/reverie, and from it what the system at hand installs: `make package`."""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path

from agents.models import catalog
from installers import commands, llama
from installers.console import SetupFailed, say
from installers.environment import Environment

ROOT = Path(__file__).resolve().parent.parent
# The package for each system, made from dist/reverie by a script beside us.
SCRIPTS = {
    "Linux": ("bash", "installers/linux/make_deb.sh", "dpkg-deb"),
    "Darwin": ("bash", "installers/macos/make_dmg.sh", "hdiutil"),
    "Windows": ("powershell", "installers/windows/make_installer.ps1", "iscc"),
}


def make(environment: Environment) -> None:
    """Freezes the program and wraps it. Raises SetupFailed."""
    llama.portable(environment, catalog.cache_folder(), environment.root / "build" / "llama")
    freeze = [
        "--noconfirm",
        "--clean",
        "--log-level",
        "WARN",
        "--distpath",
        "dist",
        "--workpath",
        "build/frozen",
    ]
    commands.run(
        "Freezing the program",
        [str(environment.python), "-m", "PyInstaller", *freeze, "installers/reverie.spec"],
        advice="The lines above say what PyInstaller missed.",
        environ={"PYTHONPATH": str(environment.root)},
    )
    shell, script, tool = SCRIPTS[platform.system()]
    if shutil.which(tool):
        commands.run("Wrapping it", [shell, script], advice=f"The lines above are those of {tool}.")
    else:
        say(f"{tool} is not here, so dist/reverie is left as a folder that can be copied anywhere.")


def main() -> int:
    """Makes the packages; 1 with a sentence when something fails."""
    try:
        make(Environment(ROOT))
    except SetupFailed as error:
        say(str(error), sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
