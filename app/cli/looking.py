"""Commands that look: memories, vault, core, timeline, spent, coverage, reads, network, stats, kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app.cli import context, keeping, out, parsing
from app.cli.context import Options
from app.interfaces import MemoryView, Reverie, SpentOn
from storage.errors import WrongUse


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    for command in (memories, vault, core, timeline, spent, coverage, reads, network, stats, kinds):
        cli.add_command(command)


@click.group()
def memories() -> None:
    """Look at what Reverie made of it."""


@memories.command(name="list")
@click.option("--kind", default="", help="Only this kind.")
@click.option("--all", "everything", is_flag=True, help="Superseded ones too.")
@click.pass_obj
def list_memories(options: Options, kind: str, everything: bool) -> None:
    """Every memory, newest first."""
    with context.opened(options) as reverie:
        found = reverie.memories(kind, past=everything, limit=0)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    for memory in found:
        out.line(memory_line(memory, zone))


@memories.command(name="show")
@click.argument("id")
@click.pass_obj
def show_memory(options: Options, id: str) -> None:
    """One memory with its sources and history."""
    with context.opened(options) as reverie:
        memory = reverie.memory(parsing.identifier(id))
        history = reverie.history(memory.id)
        zone = context.zone_of(reverie.status())
    shown = out.jsonable(memory, zone) | {"history": out.jsonable(history, zone)}
    if options.json:
        out.document(shown, zone)
        return
    out.line(memory_line(memory, zone))
    for name, value in memory.body.items():
        out.line(f"  {name}: {value}")
    for line in _why_kept(memory):
        out.line(f"  {line}")
    for source in memory.sources:
        out.line(f"  from {source.type} {source.id}: {source.quote}")
    for link in memory.links:
        out.line(f"  {'sums up' if link.part else 'tied to'} {link.memory}: {link.why}")


@memories.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_memories(options: Options, file: Path) -> None:
    """Memories from JSON Lines: {"external_id", "kind", "body", "valid_from", "current"}."""
    keeping.import_memories(options, file)


@click.group()
def vault() -> None:
    """Values kept word for word, sealed."""


@vault.command(name="list")
@click.pass_obj
def list_vault(options: Options) -> None:
    """What the vault holds, values masked."""
    with context.opened(options) as reverie:
        sealed = [
            kind.name for kind in reverie.kinds() if any(m.has_secret for m in reverie.memories(kind.name))
        ]
        found = [memory for name in sealed for memory in reverie.memories(name, limit=0)]
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    for memory in found:
        out.line(memory_line(memory, zone))


@vault.command()
@click.argument("id")
@click.pass_obj
def reveal(options: Options, id: str) -> None:
    """The value itself; asks for the passphrase again and is logged."""
    secret = context.typed_passphrase(options)
    with context.opened(options) as reverie:
        value = reverie.reveal(parsing.identifier(id), secret.reveal())
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document({"id": id, "secret_value": value}, zone)
    else:
        out.line(value)


@click.group()
def core() -> None:
    """What is always true of you, and how Reverie speaks."""


@core.command(name="show")
@click.pass_obj
def show_core(options: Options) -> None:
    """The core memories."""
    with context.opened(options) as reverie:
        found = reverie.memories(_always(reverie), limit=0)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    for memory in reversed(found):
        out.line(": ".join(str(value) for value in memory.body.values() if value))


@core.command(name="set")
@click.argument("label")
@click.argument("value", metavar="VALUE|-")
@click.pass_obj
def set_core(options: Options, label: str, value: str) -> None:
    """Write a block, e.g. `core set human "My name is Sam."`."""
    with context.opened(options) as reverie:
        memory = reverie.core_set(label, context.text_or_stdin(value))
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(memory, zone)
    else:
        out.line("Kept.")


@click.command()
@click.option("--day", default="today", metavar="DAY", help="YYYY-MM-DD, today or yesterday.")
@click.pass_obj
def timeline(options: Options, day: str) -> None:
    """The frames of a day, and the gaps with their reasons."""
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        since, until = day_of(day, zone, options)
        frames = reverie.frames(since, until, 100_000)
        gaps = reverie.coverage(since, until)
    if options.json:
        out.document({"day": since.date().isoformat(), "frames": frames, "coverage": gaps}, zone)
        return
    for frame in frames:
        out.line(
            f"{frame.time.astimezone(zone):%H:%M:%S}  {frame.app:<16} {frame.window_title}  ({frame.id})"
        )
    for gap in gaps:
        out.line(
            f"{gap.started.astimezone(zone):%H:%M}-{gap.ended.astimezone(zone):%H:%M}  {gap.state} {gap.reason}"
        )


@click.command()
@click.option("--day", default="today", metavar="DAY", help="YYYY-MM-DD, today or yesterday.")
@click.option(
    "--days", default=1, type=click.IntRange(1, 366), metavar="N", help="So many days, up to that day."
)
@click.pass_obj
def spent(options: Options, day: str, days: int) -> None:
    """Where the time went: by app, by site or document, by project, and what was done."""
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        last, until = day_of(day, zone, options)
        found = reverie.spent(last - timedelta(days=days - 1), until)
    if options.json:
        out.document(found, zone)
        return
    out.line(f"{_length(found.seconds)} on screen")
    for heading, sums in (
        ("app", found.apps),
        ("site or document", found.places),
        ("project", found.projects),
    ):
        for line in _sums(heading, sums):
            out.line(line)
    for one in found.episodes:
        project = f" [{one.project}]" if one.project else ""
        out.line(f"{when(one.started, zone)}  {_length(one.seconds)}  {one.title}{project}  ({one.id})")


def _sums(heading: str, sums: Sequence[SpentOn]) -> Iterator[str]:
    if sums:
        yield f"by {heading}"
    for one in sums:
        yield f"  {_length(one.seconds)}  {one.name}"


def _length(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60:>2} h {minutes % 60:02} min"


@click.command()
@click.option("--day", default="today", metavar="DAY")
@click.pass_obj
def coverage(options: Options, day: str) -> None:
    """When Reverie was watching, paused, hidden or failing."""
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        stretches = reverie.coverage(*day_of(day, zone, options))
    if options.json:
        out.document(stretches, zone)
        return
    for stretch in stretches:
        out.line(
            f"{stretch.started.astimezone(zone):%H:%M:%S}-{stretch.ended.astimezone(zone):%H:%M:%S}  "
            f"{stretch.state} {stretch.reason}"
        )


@click.command()
@click.pass_obj
def reads(options: Options) -> None:
    """Which other programs than the window read what is kept, in the last 90 days; not what they asked."""
    with context.opened(options) as reverie:
        found, zone = reverie.reads(), context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    for one in found:
        out.line(f"{when(one.last, zone)}  {one.what:<9}{one.times:>7,} times  {one.program or 'unknown'}")


@click.command()
@click.pass_obj
def network(options: Options) -> None:
    """What has left this computer so far, and what Reverie is connected to now."""
    with context.opened(options) as reverie:
        found, zone = reverie.network(), context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    if not found.outings:
        out.line(f"Nothing has left this computer since {when(found.since, zone)}.")
    for one in found.outings:
        out.line(f"{when(one.last, zone)}  {one.what} to {one.host}, on {one.days} days")
    out.line(f"Connected now to: {', '.join(found.connections) or 'no other computer'}")


@click.command()
@click.pass_obj
def stats(options: Options) -> None:
    """How much there is."""
    with context.opened(options) as reverie:
        found = reverie.stats()
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    for name, value in found.items():
        out.line(f"{name.replace('_', ' ')}: {value}")


@click.command()
@click.pass_obj
def kinds(options: Options) -> None:
    """The kinds of memory (works on a locked safe too)."""
    # The list comes from the program, not from a safe: the frozen program is asked it to prove that it is whole.
    from agents.kinds import all_kinds  # noqa: PLC0415 - keeps all other commands quick

    found = [{"name": kind.name, "title": kind.title, "guide": kind.guide} for kind in all_kinds().values()]
    if options.json:
        out.document(found, ZoneInfo("UTC"))
        return
    for kind in found:
        out.line(f"{kind['name']}: {kind['guide']}")


def _always(reverie: Reverie) -> str:
    return next(kind.name for kind in reverie.kinds())


def memory_line(memory: MemoryView, zone: ZoneInfo) -> str:
    """A memory in one line, with its id."""
    when = memory.valid_from.astimezone(zone).strftime("%Y-%m-%d")
    past = "" if memory.current else " (past)"
    return f"{when}  {memory.kind:<10}  {memory.title}{past}  ({memory.id})"


_DECIDED = {
    "rule": "by a rule",
    "meaning": "by meaning, nearest to this kind's examples",
    "model": "by the language model, checked",
    "you": "by you",
    "import": "by an import",
}
_VOICES = {"user": "your own words", "other": "another's words", "assistant": "an assistant's words"}


def _why_kept(memory: MemoryView) -> Iterator[str]:
    """Why a memory is kept, why as this kind, and what else was considered."""
    decided = memory.decision
    yield f"kept as {memory.kind} because {memory.reason or 'of a reason that was not noted then'}"
    words = _VOICES.get(decided.voice, "a screen" if decided.voice else "")
    rests = f", from {words}" if words else ""
    spoken = f" ({decided.speaker})" if decided.speaker else ""
    how = _DECIDED.get(decided.by, "in a way that was not noted then")
    yield f"decided {how}{rests}{spoken}; confidence {memory.confidence:.2f}"
    if decided.considered:
        weighed = ", ".join(f"{kind} {score:.2f}" for kind, score in decided.considered.items())
        yield f"considered: {weighed}"


def tell_memory(options: Options, memory: MemoryView, zone: ZoneInfo) -> None:
    """Prints a memory that was changed."""
    if options.json:
        out.document(memory, zone)
    else:
        out.line(memory_line(memory, zone))


def when(time: datetime, zone: ZoneInfo) -> str:
    """A time to the minute."""
    return time.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def day_of(text: str, zone: ZoneInfo, options: Options) -> tuple[datetime, datetime]:
    """The beginning and the end of a local day. Raises WrongUse."""
    today = options.clock().astimezone(zone).date()
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        day = named.get(text) or date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"“{text}” is not a day. Write YYYY-MM-DD, today or yesterday.") from None
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return start, start + timedelta(days=1)
