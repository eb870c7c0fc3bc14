"""Commands that take in: capture, import, remember, digest."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

import click

from app import conversations
from app.cli import context, out, parsing
from app.cli.context import Options
from app.interfaces import (
    DigestReport,
    Incoming,
    IncomingMemory,
    IncomingNote,
    KeepReport,
    LookReport,
    Reverie,
)
from storage.clock import system_clock
from storage.errors import WrongUse

# Turns and notes go in by so many, frames one by one (each is read by OCR).
TEXTS_AT_ONCE = 200
DIGEST_SLICE_SECONDS = 5.0


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    for command in (capture, imports, remember, digest):
        cli.add_command(command)


@click.command()
@click.option("--once", is_flag=True, help="One look at every monitor.")
@click.option("--for", "length", metavar="10m", help="Record for this long, then stop.")
@click.pass_obj
def capture(options: Options, once: bool, length: str | None) -> None:
    """Record the screen without a window."""
    if once == bool(length):
        raise WrongUse("Say --once, or --for a length of time such as 10m.")
    wanted = parsing.duration(length) if length else timedelta()
    with context.opened(options) as reverie:
        report = reverie.look(options.at) if once else _record(reverie, wanted)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(report, zone)
    else:
        out.line(
            f"{report.kept} kept, {report.unchanged} unchanged, {report.hidden} hidden. {report.reason}".strip()
        )


def _record(reverie: Reverie, length: timedelta) -> LookReport:
    interval = float(reverie.settings().get("capture.interval", 2.0))
    until = time.monotonic() + length.total_seconds()
    total = LookReport()
    with out.progress("Recording", int(length.total_seconds())) as advance:
        while True:
            seen = reverie.look()
            total = LookReport(
                seen.monitors,
                total.kept + seen.kept,
                total.unchanged + seen.unchanged,
                total.hidden + seen.hidden,
                seen.reason,
            )
            left = until - time.monotonic()
            if left <= 0:
                return total
            time.sleep(min(interval, left))
            advance(interval)


@click.group(name="import")
def imports() -> None:
    """Take in what other programs recorded."""


@imports.command(name="frames")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--manifest", type=click.Path(path_type=Path), help="JSON Lines that name the pictures.")
@click.pass_obj
def import_frames(options: Options, folder: Path, manifest: Path | None) -> None:
    """Screenshots; without a manifest their times come from names like 20260304_153000."""
    with context.opened(options) as reverie:
        named = list(parsing.frames(folder, manifest, context.zone_of(reverie.status())))
        _import(options, reverie, [name for name, _ in named], [item for _, item in named], at_once=1)


@imports.command(name="events")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--me", default="", metavar="NAME", help="The speaker who is the user.")
@click.pass_obj
def import_events(options: Options, file: Path, me: str) -> None:
    """Observations, one JSON object a line (type: turn, frame or note)."""
    with context.opened(options) as reverie:
        listed = list(parsing.events(file, context.zone_of(reverie.status()), me))
        names = [f"{file}, line {number}" for number, _ in listed]
        _import(options, reverie, names, [item for _, item in listed], at_once=TEXTS_AT_ONCE)


@imports.command(name="conversation")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", default="", help=f"{', '.join(conversations.FORMS)} (else recognised).")
@click.option("--me", default="", metavar="NAME", help="The speaker who is the user.")
@click.pass_obj
def import_conversation(options: Options, file: Path, form: str, me: str) -> None:
    """The conversation exports people have."""
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        items = [Incoming(turn=turn) for turn in conversations.read(file, form, me, zone)]
        names = [f"{file}, message {number}" for number in range(1, len(items) + 1)]
        _import(options, reverie, names, items, at_once=TEXTS_AT_ONCE)


def _import(
    options: Options, reverie: Reverie, names: Sequence[str], items: Sequence[Incoming], at_once: int
) -> None:
    total = KeepReport()
    done = 0
    with out.progress("Importing", len(items)) as advance:
        for batch in _batches(items, at_once):
            report = reverie.keep(list(batch))
            for position, sentence in report.refused:
                out.say(f"{names[done + position]}: {sentence}")
            total = KeepReport(
                total.kept + report.kept,
                total.known + report.known,
                (*total.refused, *((done + position, sentence) for position, sentence in report.refused)),
            )
            done += len(batch)
            advance(len(batch))
    _tell_kept(options, reverie, total)


def _tell_kept(options: Options, reverie: Reverie, total: KeepReport) -> None:
    zone = context.zone_of(reverie.status())
    if options.json:
        out.document({"kept": total.kept, "known": total.known, "refused": len(total.refused)}, zone)
    else:
        out.line(
            f"{total.kept} kept, {total.known} known already or unchanged, {len(total.refused)} refused."
        )
    if total.refused:
        raise click.exceptions.Exit(1)


def _batches(items: Sequence[Incoming], at_once: int) -> Iterator[list[Incoming]]:
    waiting = iter(items)
    while batch := list(islice(waiting, at_once)):
        yield batch


@click.command()
@click.argument("text", metavar="TEXT|-")
@click.option("--kind", default="", help="The kind of memory it is.")
@click.pass_obj
def remember(options: Options, text: str, kind: str) -> None:
    """Remember something you say."""
    note = IncomingNote(options.at or system_clock(), context.text_or_stdin(text), kind)
    with context.opened(options) as reverie:
        report = reverie.keep([Incoming(note=note)])
        zone = context.zone_of(reverie.status())
    for _, sentence in report.refused:
        raise WrongUse(sentence)
    if options.json:
        out.document({"id": report.ids[0]}, zone)
    else:
        out.line("Remembered.")


@click.command()
@click.option("--budget", metavar="DURATION", help="Stop after this long, e.g. 30s.")
@click.pass_obj
def digest(options: Options, budget: str | None) -> None:
    """Turn what was seen into memories, until nothing is left to do."""
    left = parsing.duration(budget).total_seconds() if budget else float("inf")
    total = DigestReport()
    with context.opened(options) as reverie, out.progress("Digesting", None) as advance:
        while left > 0:
            given = min(left, DIGEST_SLICE_SECONDS)
            step = reverie.digest(given, options.model, options.at)
            total = _sum(total, step)
            left -= step.seconds
            advance(step.episodes, total=total.episodes + step.pending)
            # One that used up its time may have left something that is not counted: another embedder to take over.
            if step.pending == 0 and step.seconds < given:
                break
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(
            {key: value for key, value in out.jsonable(total, zone).items() if key != "pending"}, zone
        )
    else:
        out.line(
            f"{total.episodes} episodes, {total.memories_added} memories added, {total.memories_revised} revised, "
            f"{total.refused} refused, {total.failed} failed, {total.seconds:.1f} s."
        )


def _sum(total: DigestReport, step: DigestReport) -> DigestReport:
    return replace(
        step,
        episodes=total.episodes + step.episodes,
        memories_added=total.memories_added + step.memories_added,
        memories_revised=total.memories_revised + step.memories_revised,
        refused=total.refused + step.refused,
        failed=total.failed + step.failed,
        seconds=round(total.seconds + step.seconds, 3),
        model=step.model or total.model,
    )


def import_memories(options: Options, file: Path) -> None:
    """`memories import F.jsonl`."""
    with context.opened(options) as reverie:
        listed = list(parsing.memories(file, context.zone_of(reverie.status())))
        items: list[IncomingMemory] = [item for _, item in listed]
        report = reverie.import_memories(items, options.at)
        for position, sentence in report.refused:
            out.say(f"{file}, line {listed[position][0]}: {sentence}")
        _tell_kept(options, reverie, report)
