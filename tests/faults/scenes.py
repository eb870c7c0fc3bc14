"""Operations on a safe, each with what it begins with, what it does, and what must hold of what it leaves.

A scene is played in a folder of its own, `place`, by `tests.faults.rounds` (a call of the disk fails) and
`tests.faults.kills` (the process is killed). What a scene says is wrong is a sentence; none is what it should be.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import numpy as np

from agents.kinds import all_kinds
from storage import backup, erasing, picture_codec, restoring
from storage.errors import NoSafe, ReverieError, WrongPassphrase
from storage.fading import Ladder
from storage.ids import ObservationId
from storage.model import Faded, Filter, Frame, Kept, Secret, Watching
from storage.picture_codec import Pixels
from storage.retention import Aged
from storage.safe import Safe
from storage.spool_records import Mark, SpoolWriter
from tests.factories import (
    CHEAP,
    NOON,
    PASSPHRASE,
    a_fact,
    a_frame,
    a_safe,
    a_source,
    a_turn,
    kept,
    remembered,
    reopened,
)
from tests.factories_pictures import a_family, a_screen, seen
from tests.fakes.clock import WoundClock
from tests.fakes.photographs import photograph

Acknowledge = Callable[[str], None]

NEW_PASSPHRASE = Secret("another seven herons")
PICTURE = bytes(range(256)) * 40
GOLDEN = Path(__file__).parents[1] / "golden" / "safes" / "shape_1"
DAY = timedelta(days=1)
# A key file that was cut off while it was written is written again from its copy at the next opening, and told.
MENDED = "One of the two copies of the key file"
_AT_REST = re.compile(
    # A disk that fails while the log is emptied leaves it, for the next opening.
    r"main\.db(?:-wal|-shm)?|keyslots\.json(?:\.bak)?|state\.lock|commits|attempts\.json|pictures/[0-9a-f]{2}/[0-9a-f]{32}|"
    r"backups/shape-\d+-\d{8}-\d{6}\.db|spool/\d{6}-[0-9a-f]{32}/(?:\d{8}\.(?:frame|mark)|records\.count)"
)


class Scene:
    """An operation on the open safe of `place / "home"`; others override what differs."""

    passphrases: tuple[Secret, ...] = (PASSPHRASE,)

    def prepare(self, place: Path) -> None:
        """Makes what every round begins with."""
        with a_safe(place / "home") as safe:
            for number in range(12):
                about = "owls" if number % 3 == 0 else "herons"
                kept(safe, a_turn(f"turn {number} about {about}"))
                kept(safe, a_frame(f"frame {number} about {about}"), picture=PICTURE)

    def open(self, place: Path) -> Safe | None:
        """What is open before the operation begins."""
        return self._reopened(place)

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        """The operation. May be asked for again, on what a former time left."""
        assert safe is not None
        self.change(safe, acknowledge)

    def change(self, safe: Safe, acknowledge: Acknowledge) -> None:
        """The operation, where it is one of an open safe."""
        raise NotImplementedError

    def wrong(self, place: Path, said: list[str], *, done: bool) -> list[str]:
        """What is wrong with what lies in `place`, when `said` was acknowledged; `done`: all of it was."""
        with self._reopened(place) as safe:
            return [*_unsound(safe), *self.missing(safe, said, done=done)]

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        """What is wrong with what the safe holds."""
        raise NotImplementedError

    def litter(self, place: Path) -> list[str]:
        """What lies about and should not, once everything is closed."""
        return _litter(place / "home") + [
            f"{path.name} lies beside the home" for path in place.iterdir() if path.name != "home"
        ]

    def clock(self) -> WoundClock:
        """The clock the safe is opened with."""
        return WoundClock()

    def _reopened(self, place: Path) -> Safe:
        for passphrase in self.passphrases[:-1]:
            with suppress(WrongPassphrase):
                return reopened(place / "home", self.clock(), passphrase=passphrase)
        return reopened(place / "home", self.clock(), passphrase=self.passphrases[-1])


class Save(Scene):
    """Keeps turns and frames with pictures, one after the other."""

    def change(self, safe: Safe, acknowledge: Acknowledge) -> None:
        for number in range(3):
            turn, frame = a_turn(f"turn {number} of the heron"), a_frame(f"frame {number}")
            kept(safe, turn)
            acknowledge(str(turn.id))
            kept(safe, frame, picture=PICTURE)
            acknowledge(str(frame.id))

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        del done
        return _not_there(safe, said) + _fewer(safe, "observation", 24)


class Forget(Scene):
    """Forgets a third of what there is."""

    def change(self, safe: Safe, acknowledge: Acknowledge) -> None:
        safe.forgetting.forget(match="owls")
        acknowledge("forgotten")

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        owls = _number(safe, "SELECT count(*) FROM observation WHERE text LIKE '%owls%'")
        found = _fewer(safe, "observation", 16) + list(safe.receipts.verify())
        if owls not in ((0,) if done or said else (0, 8)):
            found.append(f"{owls} owls are left")
        if (owls == 0) != (len(safe.receipts.all()) == 1):
            found.append("the receipts do not say what was forgotten")
        return found


class Rekey(Scene):
    """Changes the passphrase."""

    passphrases = (PASSPHRASE, NEW_PASSPHRASE)

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        assert safe is not None
        with suppress(WrongPassphrase):  # changed already, though that was not acknowledged
            safe.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, CHEAP)
        safe.prove(NEW_PASSPHRASE)
        acknowledge("rekeyed")

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        found = _fewer(safe, "observation", 24)
        with suppress(WrongPassphrase):
            safe.prove(PASSPHRASE)
            found += ["the former passphrase opens it"] if done or said else []
        return found


class Backup(Scene):
    """Writes a backup beside the home, over a former one."""

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with self._reopened(place) as safe:
            safe.backup(place / "backup.tar")
            kept(safe, a_turn("since the former backup"))

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        assert safe is not None
        safe.backup(place / "backup.tar")
        acknowledge("backup")

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        report = restoring.verify(safe.home.parent / "backup.tar")
        former = report.until is None or report.until < safe.known_backups()[-1].until
        found = _fewer(safe, "observation", 25) + list(report.problems)
        return found + (["the former backup lies there"] if former and (done or said) else [])

    def litter(self, place: Path) -> list[str]:
        return [one for one in super().litter(place) if not one.startswith("backup.tar lies")]


class Snapshot(Scene):
    """Writes a snapshot into a folder that holds an earlier one."""

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        with self._reopened(place) as safe:
            safe.upkeep.back_up(place / "snapshots", folder=True)
            kept(safe, a_frame("since the first snapshot"), picture=PICTURE)

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        assert safe is not None
        acknowledge(safe.upkeep.back_up(place / "snapshots", folder=True).path.name)

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        there = backup.snapshots(safe.home.parent / "snapshots")
        found = [problem for path in there for problem in restoring.verify(path).problems]
        names = {path.name for path in there}
        if not set(said) <= names or len(there) < 1 + done:
            found.append(f"of the snapshots there are {sorted(names)}")
        return found + _fewer(safe, "observation", 25)

    def litter(self, place: Path) -> list[str]:
        folder = place / "snapshots"
        complete = set(backup.snapshots(folder))
        found = [f"{path.name} lies in the folder" for path in folder.iterdir() if path not in complete]
        return found + [one for one in super().litter(place) if not one.startswith("snapshots lies")]


class Migration(Scene):
    """Opens a safe of the first shape, which carries it to the present one."""

    def prepare(self, place: Path) -> None:
        shutil.copytree(GOLDEN, place / "home")

    def open(self, place: Path) -> Safe | None:
        return None

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        with self._reopened(place) as opened:
            acknowledge("opened")
            kept(opened, a_turn("after the migration"))
            acknowledge("kept")

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        found = _fewer(safe, "observation", 25 + ("kept" in said or done))
        for number in range(12):
            (id,) = safe.observations.by_external_id(f"f{number}")
            if safe.observations.picture(id) != f"picture {number}".encode() * 20:
                found.append(f"picture {number} is another")
        if len(safe.search.observations(["lisbon"], Filter(), 50)) != 12:
            found.append("the words are not found")
        if not any(known.form == "shape" for known in safe.known_backups()):
            found.append("no copy of the former shape is known")
        return found


class Restore(Scene):
    """Makes the safe of a backup in an empty home; `folder`: from a folder of snapshots."""

    def __init__(self, *, folder: bool = False) -> None:
        self._folder = folder

    def prepare(self, place: Path) -> None:
        with a_safe(place / "home") as safe:
            a_family(safe, [a_screen(number) for number in range(3)])
            kept(safe, *(a_turn(f"turn {number}") for number in range(9)))
            safe.upkeep.back_up(place / "backup", folder=self._folder)
        shutil.rmtree(place / "home")
        (place / "home").mkdir(mode=0o700)
        (place / "digest").write_text(_digest(place / "backup"))

    def open(self, place: Path) -> Safe | None:
        return None

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        if (place / "home" / "keyslots.json").exists() and not restoring.interrupted(place / "home"):
            return  # it was whole when it was killed
        Safe.restore(place / "backup", place / "home")
        acknowledge("restored")

    def wrong(self, place: Path, said: list[str], *, done: bool) -> list[str]:
        found = []
        if _digest(place / "backup") != (place / "digest").read_text():
            found.append("the backup was changed")
        if Safe.exists(place / "home") and not restoring.interrupted(place / "home"):
            found += super().wrong(place, said, done=done)
        elif done or said:
            found.append("there is no safe")
        return found

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        return _fewer(safe, "observation", 12) + _fewer(safe, "picture", 3)

    def litter(self, place: Path) -> list[str]:
        return _litter(place / "home")


class Salvage(Scene):
    """Saves what is intact in a damaged safe into a new home."""

    def prepare(self, place: Path) -> None:
        with a_safe(place / "home") as safe:
            for number in range(40):
                kept(safe, a_turn(f"turn {number} " * 20))
            kept(safe, *(a_frame(f"frame {number}") for number in range(6)), picture=PICTURE)
        (lost, *_) = sorted((place / "home" / "pictures").glob("*/*"))
        lost.write_bytes(lost.read_bytes()[:-1] + b"?")
        file = place / "home" / "main.db"
        pages = bytearray(file.read_bytes())
        at = len(pages) // 2 // 4096 * 4096
        pages[at + 100 : at + 200] = bytes(100)
        file.write_bytes(pages)
        (place / "digest").write_text(_digest(place / "home"))
        report = self._saved(place, place / "once")
        (place / "moments").write_text(str(report))
        shutil.rmtree(place / "once")

    def open(self, place: Path) -> Safe | None:
        return None

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        if Safe.exists(place / "saved") and not restoring.interrupted(place / "saved"):
            return  # it was whole when it was killed
        acknowledge(str(self._saved(place, place / "saved")))

    def wrong(self, place: Path, said: list[str], *, done: bool) -> list[str]:
        found = []
        if _digest(place / "home") != (place / "digest").read_text():
            found.append("the damaged safe was changed")
        saved = place / "saved"
        if not Safe.exists(saved) or restoring.interrupted(saved):
            return [*found, "there is no safe"] if done or said else found
        with reopened(saved) as safe:
            found += _unsound(safe)
            moments = str(_number(safe, "SELECT count(*) FROM observation"))
        if moments != (place / "moments").read_text():
            found.append(f"{moments} moments were saved")
        return found

    def litter(self, place: Path) -> list[str]:
        return _litter(place / "saved") if (place / "saved").exists() else []

    @staticmethod
    def _saved(place: Path, target: Path) -> int:
        report = Safe.salvage(
            place / "home",
            target,
            lambda file: file.open(PASSPHRASE),
            kinds=all_kinds(),
            clock=WoundClock(),
        )
        return report.moments


class Erase(Scene):
    """Destroys the safe."""

    def open(self, place: Path) -> Safe | None:
        return None

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        home = place / "home"
        if home.exists() and any(home.iterdir()):  # killed at the very end, it leaves an empty folder
            erasing.erase(home)
        acknowledge("erased")

    def wrong(self, place: Path, said: list[str], *, done: bool) -> list[str]:
        home = place / "home"
        if not home.exists() or not any(home.iterdir()):
            return []
        if done or said:
            return ["the home is there"]
        if not erasing.is_there(home):
            return ["what is left cannot be erased"]
        if not Safe.exists(home):
            return []
        try:
            return super().wrong(place, said, done=done)
        except NoSafe:
            return []  # no key was left whole

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        return _fewer(safe, "observation", 24) + _fewer(safe, "picture", 12)

    def litter(self, place: Path) -> list[str]:
        # Half erased is half erased: what is left is named by asking again.
        return [] if (place / "home" / erasing.MARK).is_file() else super().litter(place)


class Fade(Scene):
    """Lets pictures of three ages go down the ladder."""

    LADDER = Ladder(full=30 * DAY, smaller=180 * DAY, thumbnail=730 * DAY)
    NOW = NOON + 40 * DAY
    AGES = (0, 200, 800)  # days: what fades to smaller, to its thumbnail, to text; then one that stays

    def prepare(self, place: Path) -> None:
        with a_safe(place / "home") as safe:
            for age in self.AGES:
                whole = picture_codec.normal(photograph(320, 200, age))
                screens = [_with_a_bar(whole, number) for number in range(3)]
                a_family(safe, screens, NOON - age * DAY, text=f"age {age}")
            a_family(safe, [a_screen(7)], self.NOW - DAY, text="age new")

    def change(self, safe: Safe, acknowledge: Acknowledge) -> None:
        safe.fading.begin(self.LADDER, self.NOW)
        while safe.fading.step() is not None:
            pass
        acknowledge("faded")

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        found = []
        for frame in safe.observations.frames(None, None):
            found += self._of(safe, frame, done=done or bool(said))
        return found + _fewer(safe, "observation", 10)

    def _of(self, safe: Safe, frame: Frame, *, done: bool) -> Iterator[str]:
        wanted = {
            "age new": Faded.NOT, "age 0": Faded.SMALLER, "age 200": Faded.THUMBNAIL, "age 800": Faded.TEXT,
        }[frame.text]  # fmt: skip
        if frame.faded not in ((wanted,) if done else (Faded.NOT, wanted)):
            yield f"a frame of {frame.text} has faded to {frame.faded!r}"
        if frame.has_picture != (frame.faded in (Faded.NOT, Faded.SMALLER)):
            yield f"a frame of {frame.text} has lost its picture"
        elif frame.has_picture:
            seen(safe, frame.id)
        if (safe.observations.thumbnail(frame.id) is None) != (frame.faded is Faded.TEXT):
            yield f"a frame of {frame.text} has lost its thumbnail"


class Rewrite(Scene):
    """Forgets the picture that others lie over: those are stored anew first."""

    def prepare(self, place: Path) -> None:
        with a_safe(place / "home") as safe:
            a_family(safe, [a_screen(number) for number in range(5)])

    def change(self, safe: Safe, acknowledge: Acknowledge) -> None:
        frames = safe.observations.frames(None, None)
        if len(frames) == 5:
            safe.forgetting.forget(ids=[frames[0].id])
        acknowledge("forgotten")

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        frames = safe.observations.frames(None, None)
        numbers = range(5 - len(frames), 5)
        found = [
            f"frame {number} shows something else"
            for number, frame in zip(numbers, frames, strict=True)
            if not np.array_equal(seen(safe, frame.id), a_screen(number))
        ]
        return found + _outside("frames", len(frames), (4,) if done or said else (4, 5))


class Seal(Scene):
    """Records into the spool while the safe is locked."""

    def open(self, place: Path) -> Safe | None:
        return None

    def prepare(self, place: Path) -> None:
        with a_safe(place / "home") as safe:
            (place / "home" / "public").write_bytes(safe.spool_public())

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        writer = SpoolWriter(place / "home", (place / "home" / "public").read_bytes(), 10_000_000)
        writer.mark(Mark(Watching.RECORDING, NOON))
        for number in range(4):
            frame = a_frame(f"sealed {number}", NOON + number * timedelta(seconds=2))
            writer.keep(_pictured(frame))
            acknowledge(str(frame.id))

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        absorbed = safe.spool.absorb()
        found = [f"{name} does not open" for name in absorbed.damaged]
        found += [f"{absorbed.missing} records are missing"] if absorbed.missing else []
        return found + _not_there(safe, said)

    def litter(self, place: Path) -> list[str]:
        return [one for one in super().litter(place) if not one.startswith("public")]


class Absorb(Scene):
    """Takes in two runs of what was recorded while the safe was locked."""

    NUMBER = 20

    def prepare(self, place: Path) -> None:
        with a_safe(place / "home") as safe:
            public = safe.spool_public()
        for run in range(2):
            writer = SpoolWriter(place / "home", public, 10_000_000)
            writer.mark(Mark(Watching.RECORDING, NOON + run * DAY))
            for number in range(run * self.NUMBER, (run + 1) * self.NUMBER):
                writer.keep(
                    _pictured(a_frame(f"sealed {number}", NOON + run * DAY + number * timedelta(seconds=2)))
                )

    def change(self, safe: Safe, acknowledge: Acknowledge) -> None:
        while (piece := safe.spool.absorb_some()) is not None:
            for id in piece.ids:
                acknowledge(str(id))

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        # What is not in the safe waits: after the rest was taken in, all of it is there, once and in order.
        found = ["records wait"] if done and safe.spool.waiting() else []
        found += _not_there(safe, said)
        absorbed = safe.spool.absorb()
        found += [f"{name} does not open" for name in absorbed.damaged]
        texts = [
            row[0]
            for row in safe._database.rows("SELECT text FROM observation WHERE type = 'frame' ORDER BY seq")
        ]
        if texts != [f"sealed {number}" for number in range(2 * self.NUMBER)]:
            found.append(f"taken in was {Counter(texts).most_common(3)}, {len(texts)} in all")
        return found


class Retain(Scene):
    """Forgets what is over its time by a rule of retention."""

    def clock(self) -> WoundClock:
        return WoundClock(NOON + 100 * DAY)

    def prepare(self, place: Path) -> None:
        clock = WoundClock(NOON)
        with a_safe(place / "home", clock) as safe:
            for number in range(6):
                for app in ("Editor", "Mail"):
                    frame = a_frame(f"{app} {number}", NOON - number * DAY, app=app)
                    kept(safe, frame, picture=PICTURE)
                    remembered(safe, a_fact(f"{app} {number}", "seen", a_source(frame)))
            safe.retention.add(Aged.FRAMES, "Editor", 90)

    def change(self, safe: Safe, acknowledge: Acknowledge) -> None:
        while safe.retention.act() is not None:
            pass
        acknowledge("acted")

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        apps = Counter(frame.app for frame in safe.observations.frames(None, None))
        found = _outside("frames of Mail", apps["Mail"], (6,))
        found += _outside("frames of Editor", apps["Editor"], (0,) if done or said else (0, 6))
        found += _outside("receipts", len(safe.receipts.all()), (int(apps["Editor"] == 0),))
        return found + list(safe.receipts.verify())


class Create(Scene):
    """Makes a safe in an empty folder."""

    def prepare(self, place: Path) -> None:
        (place / "home").mkdir()

    def open(self, place: Path) -> Safe | None:
        return None

    def act(self, place: Path, safe: Safe | None, acknowledge: Acknowledge) -> None:
        if not Safe.exists(place / "home"):
            a_safe(place / "home").close()
        acknowledge("made")

    def wrong(self, place: Path, said: list[str], *, done: bool) -> list[str]:
        if Safe.exists(place / "home"):
            return super().wrong(place, said, done=done)
        return ["there is no safe"] if done or said else []

    def missing(self, safe: Safe, said: list[str], *, done: bool) -> list[str]:
        return []


SCENES: dict[str, Scene] = {
    "save": Save(), "forget": Forget(), "rekey": Rekey(), "backup": Backup(), "snapshot": Snapshot(),
    "migration": Migration(), "restore": Restore(), "restore-snapshot": Restore(folder=True),
    "salvage": Salvage(), "erase": Erase(), "fade": Fade(), "rewrite": Rewrite(), "seal": Seal(),
    "absorb": Absorb(), "retain": Retain(), "create": Create(),
}  # fmt: skip


@contextmanager
def played(scene: Scene, place: Path) -> Iterator[Safe | None]:
    """What the scene has open; closed at the end, whatever the disk says to that."""
    safe = scene.open(place)
    try:
        yield safe
    finally:
        if safe is not None:
            with suppress(ReverieError):
                safe.close()


def _with_a_bar(pixels: Pixels, number: int) -> Pixels:
    changed = pixels.copy()
    changed[20:28, 10 + 30 * number : 30 + 30 * number, :3] = 255
    return changed


def _unsound(safe: Safe) -> list[str]:
    problems = [problem for problem in safe.verify() if not problem.startswith(MENDED)]
    files = {path.name for path in (safe.home / "pictures").glob("*/*")}
    orphans = files - {id.hex() for id in safe.pictures.ids()}
    return [f"verify: {problem}" for problem in problems] + [
        f"{name} is no picture's file" for name in orphans
    ]


def _litter(home: Path) -> list[str]:
    if not home.exists():
        return []
    files = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]
    return [f"{name} lies about" for name in files if not _AT_REST.fullmatch(name)]


def _pictured(frame: Frame) -> Kept:
    return Kept(frame, PICTURE, PICTURE[:16])


def _not_there(safe: Safe, said: list[str]) -> list[str]:
    ids = [ObservationId(UUID(id)) for id in said]
    there = safe.observations.many(ids)
    return [f"{id} is not there" for id in ids if id not in there]


def _fewer(safe: Safe, table: str, wanted: int) -> list[str]:
    number = _number(safe, f"SELECT count(*) FROM {table}")  # noqa: S608 - a name of ours
    return [f"{number} rows are left in {table}, of {wanted}"] if number < wanted else []


def _outside(what: str, number: int, allowed: tuple[int, ...]) -> list[str]:
    return [] if number in allowed else [f"{number} {what}"]


def _number(safe: Safe, sql: str) -> int:
    return int(safe._database.rows(sql)[0][0])


def _digest(path: Path) -> str:
    """Of every file but the lock."""
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    whole = hashlib.sha256()
    for file in files:
        if file.name != "state.lock":
            whole.update(file.relative_to(path.parent).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()
