"""A little world for the fake Reverie: a morning of screens, a conversation, memories of seven kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.interfaces import CoverageView, Incoming, IncomingFrame, IncomingMemory, IncomingTurn, SourceView
from tests.fakes import painted
from tests.fakes.reverie import FakeReverie

PASSPHRASE = "lantern orchard velvet tide"  # the passphrase of a fake

SCREENS: tuple[tuple[int, str, str, tuple[str, ...]], ...] = (
    (0, "Thunderbird", "Inbox - Maria Keller", (
        "Trip to Porto", "From: Maria Keller <maria@keller.example>", "",
        "Hi! The ferry to Porto leaves at 7:40 from pier 6 on Friday.",
        "Please bring the blue folder with the insurance papers.", "I booked two rooms at the Casa do Rio.", "Maria",
    )),
    (4, "Firefox", "Growing lemons in pots - Garden Almanac", (
        "Growing lemons in pots", "Citrus trees want six hours of sun and a pot with good drainage.",
        "Water them when the top five centimetres of the soil are dry.",
        "Feed them every two weeks from March to September.", "Bring the pots inside before the first frost.",
    )),
    (9, "Konsole", "sam@mill: ~/work/tidal", (
        "$ git push origin main", "Enumerating objects: 14, done.", "remote: Resolving deltas: 100% (6/6), done.",
        "$ make test", "214 passed in 38.20s", "$ tidal deploy --to staging", "Deployed tidal 2.4.1 to staging",
    )),
    (14, "LibreOffice Writer", "Budget 2027.odt", (
        "Budget for the harbour project", "The total budget for 2027 is 48,200 euros.",
        "The largest part is the new crane: 31,000 euros.", "Open question: who pays for the permit?",
    )),
    (75, "Signal", "Tomas", (
        "Tomas", "Did you see the plan for the harbour?", "The permit must be paid by the city, says Ines.",
        "Dinner on Thursday at eight at our place?",
    )),
    (80, "Firefox", "Harbour news", (
        "Harbour news", "The city council approved the new crane on Monday.", "Work begins in February.",
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SmallWorld:
    """The fake with its world, and what tests want to name."""

    reverie: FakeReverie
    frames: tuple[UUID, ...]
    mail: UUID
    secret: UUID


def build(now: datetime | None = None, pace: float = 0.0, locked: bool = False) -> SmallWorld:
    """A Reverie that knows this world; unlocked unless told otherwise."""
    clock = now or datetime.now(UTC)
    reverie = FakeReverie(lambda: clock, pace) if now else FakeReverie(pace=pace)
    reverie.create(PASSPHRASE)
    morning = clock.astimezone(UTC).replace(hour=9, minute=52, second=4, microsecond=0)
    frames = _screens(reverie, morning)
    _yesterday(reverie, morning - timedelta(days=1))
    _talk(reverie, morning)
    secret = _memories(reverie, morning, frames)
    reverie.set_status(pending_jobs=3)
    if locked:
        reverie.lock()
    return SmallWorld(reverie, frames, frames[0], secret)


def _screens(reverie: FakeReverie, morning: datetime) -> tuple[UUID, ...]:
    kept = []
    for minute, app, title, lines in SCREENS:
        picture = painted.paint(app, title, lines, dark=app == "Konsole")
        for step in range(8):
            at = morning + timedelta(minutes=minute, seconds=27 * step)
            item = IncomingFrame(at, text="\n".join(lines), app=app, window_title=title)
            kept.append(reverie.add_frame(item, picture))
    reverie.world.coverage += [
        CoverageView(morning, morning + timedelta(minutes=18), "recording"),
        CoverageView(
            morning + timedelta(minutes=18), morning + timedelta(minutes=74), "paused", "Paused by you"
        ),
        CoverageView(morning + timedelta(minutes=74), morning + timedelta(minutes=90), "recording"),
    ]
    return tuple(kept[::8]) + tuple(kept)


def _yesterday(reverie: FakeReverie, morning: datetime) -> None:
    lines = (
        "Minutes of the meeting",
        "Ines will ask the city about the permit.",
        "Next meeting: 3 December, 14:00.",
    )
    picture = painted.paint("LibreOffice Writer", "Minutes.odt", lines)
    for step in range(12):
        item = IncomingFrame(
            morning + timedelta(seconds=40 * step), text="\n".join(lines), app="LibreOffice Writer",
            window_title="Minutes.odt",
        )  # fmt: skip
        reverie.add_frame(item, picture)


def _talk(reverie: FakeReverie, morning: datetime) -> None:
    said = (
        ("Tomas", "Are you coming to the lake on Sunday?"),
        ("You", "Yes, I will bring the canoe."),
        ("Tomas", "Great, the canoe fits on Ines's van."),
    )
    for at, (speaker, text) in enumerate(said):
        turn = IncomingTurn(morning + timedelta(minutes=at), text, "signal-tomas", speaker, "participant")
        reverie.keep([Incoming(turn=turn)])


def _memories(reverie: FakeReverie, morning: datetime, frames: tuple[UUID, ...]) -> UUID:
    def source(at: int, quote: str) -> tuple[SourceView, ...]:
        return (SourceView("frame", frames[at], "", quote),)

    def add(kind: str, sources: tuple[SourceView, ...] = (), sure: float = 0.9, **body: object) -> UUID:
        return reverie.add_memory(IncomingMemory(kind, dict(body), valid_from=morning), sources, sure)

    add(
        "core",
        label="human",
        value="Works on the harbour project; lives with two cats; answers mail in the morning.",
    )
    add("core", label="persona", value="Short, friendly answers with their evidence.")
    add(
        "episodic", source(0, "The ferry to Porto leaves at 7:40 from pier 6"), event_type="mail",
        summary="Maria Keller wrote about the trip to Porto",
        details="The ferry leaves at 7:40 from pier 6 on Friday; bring the blue folder.", actor="Maria Keller",
    )  # fmt: skip
    add(
        "episodic", source(2, "Deployed tidal 2.4.1 to staging"), event_type="work",
        summary="Deployed tidal 2.4.1 to staging after 214 tests passed", actor="You",
    )  # fmt: skip
    add("semantic", source(3, "The total budget for 2027 is 48,200 euros."), 0.72, name="Harbour budget 2027",
        summary="48,200 euros in all, of which 31,000 are for the crane", tree_path=["work", "harbour"])  # fmt: skip
    add("semantic", source(1, "Citrus trees want six hours of sun"), 0.55, name="Lemon trees",
        summary="Want six hours of sun and a pot with good drainage")  # fmt: skip
    deploy = add("procedural", source(2, "git push origin main"), name="Deploy tidal",
        steps=["git push origin main", "tidal deploy --to staging"])  # fmt: skip
    steps = ["git push origin main", "make test", "tidal deploy --to staging"]
    reverie.revise(deploy, "a step was seen in between", steps=steps)
    add("resource", source(3, "Budget for the harbour project"), title="Budget 2027.odt",
        summary="Budget of the harbour project, open in Writer", resource_type="document")  # fmt: skip
    add("habit", rhythm="Reads mail before ten", seen=9)
    return add(
        "vault", caption="Door code of the office", sensitivity="high", secret_value="4471#", source="note"
    )
