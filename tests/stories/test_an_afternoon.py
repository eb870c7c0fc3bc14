"""An afternoon with the window, every part real: a stretch is forgotten, a secret copied, the look changed, a lock.

Mouse and keyboard are xdotool's, the screens are pictures that the reader reads. The pictures that are taken on the
way are for people to look at.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.demo.stage import Stage
from app.interfaces import Incoming, IncomingFrame, IncomingMemory, Query, Refused, Reverie
from tests.fakes import painted
from tests.integration.program import PASSPHRASE, until
from tests.stories.person import PATIENCE, Person, before
from tests.tools import accounts

SURPRISE = ("Surprise for Ines", "The cake with the sugared violets comes at half past four")
BUDGET = ("Harbour budget", "The crane costs 31,000 euros")
SECRET = "Fenchel-2291-Anker"
CHINESE = "设置"
COPIED_SECONDS = 20.0

pytestmark = [pytest.mark.display, pytest.mark.slow, pytest.mark.xdist_group("x11")]


@pytest.fixture
def reverie(stage: Stage) -> Iterator[Reverie]:
    """The keeper of a safe with an hour of screens and a secret; it records nothing more."""
    with accounts.paused(PASSPHRASE) as reverie:
        begun = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
        shown = [SURPRISE] * 3 + [BUDGET] * 3
        reverie.keep([screen(*page, begun + timedelta(minutes=at)) for at, page in enumerate(shown)])
        reverie.import_memories(
            [IncomingMemory("vault", {"caption": "The harbour office's door", "secret_value": SECRET})]
        )
        until(lambda: reverie.status().pending_jobs == 0, "the screens to be read and digested")
        yield reverie


@pytest.fixture
def person(reverie: Reverie, stage: Stage, tmp_path: Path) -> Iterator[Person]:
    """Somebody who opens the window on it."""
    with before(stage, tmp_path) as person:
        yield person


def screen(title: str, line: str, time: datetime) -> Incoming:
    """A page that differs from the one before by its clock."""
    picture = painted.paint("Notes", title, (title, line, f"{time:%H:%M}")).picture
    return Incoming(frame=IncomingFrame(time, picture, app="Notes", window_title=title))


def test_a_stretch_is_forgotten_a_secret_copied_the_look_changed_and_a_dialog_locked_away(
    person: Person, reverie: Reverie
) -> None:
    forget_a_stretch(person, reverie)
    copied = copy_a_secret(person)
    see_it_in_chinese_and_dark(person)
    the_copy_is_gone_and_told(person, copied)
    lock_while_a_dialog_is_open(person, reverie)


def forget_a_stretch(person: Person, reverie: Reverie) -> None:
    """The first three screens are chosen by keys, counted, and gone: from search, timeline and safe."""
    violets = Query('"sugared violets"')
    gone = [hit.id for hit in reverie.search(violets).hits if hit.type == "frame"]
    assert gone
    person.finds("Your question")
    person.presses("ctrl+2")
    person.clicks("The day as a tape")
    person.presses("Home")
    person.reads(SURPRISE[0])
    for _ in range(2):
        person.presses("shift+Right")
    person.clicks("Forget this stretch")
    person.reads("This removes 3 moments, 3 pictures")
    person.takes_a_picture("stretch")
    person.clicks("Forget for good")
    person.sees_no_more(SURPRISE[0])
    person.reads(BUDGET[0])
    person.waits_for(lambda seen: seen["frames"] == 1, "the next screen")
    person.takes_a_picture("stretch-gone")

    assert reverie.search(violets).hits == ()
    assert reverie.search(Query("crane costs")).hits
    for id in gone:
        with pytest.raises(Refused):
            reverie.picture(id)
    assert [receipt.observations for receipt in reverie.receipts()] == [3]


def copy_a_secret(person: Person) -> float:
    """The vault's page asks for the passphrase, shows the value, and copies it for a while; when that was."""
    go_to_the_vault(person)
    person.clicks("List of memories")
    person.presses("ctrl+Home")
    person.clicks("Reveal or copy")
    person.clicks("Passphrase")
    person.types("seven loud herons", enter=True)
    person.reads("That passphrase does not open")
    person.types(PASSPHRASE, enter=True)
    person.reads(SECRET)
    person.takes_a_picture("secret")
    person.clicks("Passphrase")
    person.types(PASSPHRASE)
    person.clicks("Copy for 20 seconds")
    person.reads("It leaves the clipboard in 20 seconds")
    copied = time.monotonic()
    assert clipboard(person) == SECRET
    person.presses("Escape")
    person.sees_no_more(SECRET)
    return copied


def go_to_the_vault(person: Person) -> None:
    """The memories, of the kind with secrets."""
    person.presses("ctrl+3")
    person.clicks("Vault")


def clipboard(person: Person) -> str:
    """What another program finds in the clipboard."""
    asked = "from PySide6.QtGui import QGuiApplication as A; a = A([]); print(a.clipboard().text(), end='')"
    found = subprocess.run(
        [sys.executable, "-c", asked], env=person.environment, capture_output=True, text=True, check=True
    )
    return found.stdout


def see_it_in_chinese_and_dark(person: Person) -> None:
    """Language and colours are chosen in the settings by keys, and hold at once."""
    person.presses("ctrl+comma")
    person.clicks("Language")
    for key in ("Down", "Down", "Return"):
        person.presses(key)
    person.reads(CHINESE)
    person.finds("浅色或深色")
    person.takes_a_picture("chinese")
    person.clicks("浅色或深色")
    for key in ("Down", "Down", "Return"):
        person.presses(key)
    person.waits_for(lambda seen: seen.get("dark") is True, "the dark colours")
    person.takes_a_picture("chinese-dark")
    person.clicks("语言")
    for key in ("Up", "Return"):
        person.presses(key)
    person.sees_no_more(CHINESE)
    person.finds("Light or dark")
    person.takes_a_picture("english-dark")


def the_copy_is_gone_and_told(person: Person, copied: float) -> None:
    """After its time the clipboard is empty, and the log tells of both."""
    until(lambda: not clipboard(person), "the clipboard to be emptied", PATIENCE)
    assert time.monotonic() - copied > COPIED_SECONDS - 1
    go_to_the_vault(person)
    person.clicks("When secrets were shown")
    person.reads("Copied · The harbour office's door")
    person.reads("Shown · The harbour office's door")
    person.takes_a_picture("secret-log")


def lock_while_a_dialog_is_open(person: Person, reverie: Reverie) -> None:
    """Another program locks: the dialog goes with everything else, and the typed passphrase opens the safe again."""
    reverie.lock()
    person.reads("Welcome back")
    person.sees_no_more("The harbour office's door")
    person.takes_a_picture("locked")
    person.clicks("Passphrase")
    person.types(PASSPHRASE, enter=True)
    person.finds("Kinds of memory")
    person.takes_a_picture("open-again")
