"""The command that examines recall: exam."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from app.cli import context, exporting, out
from app.cli.context import Options
from app.interfaces import ExamView

WHEN, WIDE = 16, 12


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    cli.add_command(exam)


@click.command()
@click.option("--trend", is_flag=True, help="Only show how it went so far.")
@click.pass_obj
def exam(options: Options, trend: bool) -> None:
    """Ask questions with known answers about what you kept: is it found again, and is nothing made up?"""
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        if not trend:
            exporting.carried_out(reverie, reverie.examine(), "Examining")
        results = reverie.exams()
    if options.json:
        out.document(results, zone)
        return
    if not results:
        out.line("There was no exam yet.")
        return
    heads = ("found again", "first", "right", "wrong", "planted", "made up", "citations")
    out.line(" " * WHEN + "".join(f"{head:>{WIDE}}" for head in heads))
    for one in results:
        out.line(_line(one, zone))


def _line(one: ExamView, zone: ZoneInfo) -> str:
    counts = [(number, one.sampled) for number in (one.found, one.first, one.right, one.wrong)]
    counts += [(one.planted_right, one.planted), (one.made_up, one.invented), (one.sound, one.citations)]
    told = "".join(f"{f'{number} of {total}':>{WIDE}}" for number, total in counts)
    return f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}{told}"
