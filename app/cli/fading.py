"""The command that lets old pictures fade: fade."""

from __future__ import annotations

import sys
from dataclasses import asdict
from zoneinfo import ZoneInfo

import click

from app.cli import context, out
from app.cli.context import Options
from app.interfaces import FadeReport, FadingView, Reverie
from storage.errors import WrongUse

PIECE_SECONDS = 2.0
_STEPS = {
    "smaller": "become smaller",
    "thumbnail": "keep only their thumbnail and text",
    "text": "keep only their text",
}


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    cli.add_command(fade)


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would fade.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def fade(options: Options, *, dry_run: bool, yes: bool) -> None:
    """Let old pictures fade now: smaller, then thumbnail, then text; their text stays searchable."""
    with context.opened(options) as reverie:
        foreseen = reverie.fading()
        if not options.json:
            _print_forecast(foreseen)
        due = sum(step.pictures for step in foreseen.steps)
        report = FadeReport(0, 0, more=bool(due))
        if due and not dry_run and _agreed(yes=yes):
            report = _faded(reverie, due)
    if options.json:
        faded = None if dry_run else {"pictures": report.pictures, "bytes": report.bytes}
        out.document({**asdict(foreseen), "faded": faded}, ZoneInfo("UTC"))
    elif not report.more and due:
        out.line(f"{report.pictures} pictures faded; {report.bytes / 1e6:.1f} MB are free again.")
    if foreseen.mode == "ask" and due and not options.json:
        out.say("Nothing fades by itself yet. To agree to it: reverie settings set pictures.fading on")


def _print_forecast(foreseen: FadingView) -> None:
    limit = f" of at most {foreseen.cap / 1e6:,.1f} MB" if foreseen.cap is not None else ""
    out.line(f"{foreseen.pictures} pictures, {foreseen.bytes / 1e6:,.1f} MB{limit}.")
    for step in foreseen.steps:
        if step.pictures:
            out.line(f"{step.pictures:>8} would {_STEPS[step.to]} (about {step.bytes / 1e6:.1f} MB freed)")
    if not any(step.pictures for step in foreseen.steps):
        out.line("Nothing is old enough to fade.")


def _agreed(*, yes: bool) -> bool:
    """What faded does not come back: only a clear word starts it."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise WrongUse("What fades does not come back. Look with --dry-run, then say --yes.")
    return click.confirm("What fades does not come back. Let them fade?", err=True)


def _faded(reverie: Reverie, due: int) -> FadeReport:
    pictures = freed = 0
    with out.progress("Fading", due) as advance:
        while True:
            report = reverie.fade(PIECE_SECONDS)
            pictures, freed = pictures + report.pictures, freed + report.bytes
            advance(report.pictures)
            if not report.more:
                return FadeReport(pictures, freed, more=False)
