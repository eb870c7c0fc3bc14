"""The command that looks over everything: reflect."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from app.cli import context, looking, out
from app.cli.context import Options
from app.interfaces import MemoryView, Reflection
from storage.errors import WrongUse

_HEADS = {"contradiction": "Contradictions", "gap": "Gaps", "pattern": "Patterns"}


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    cli.add_command(reflect)


@click.command()
@click.option("--apply", "taken", metavar="ID", default="", help="Do what is proposed.")
@click.option("--ignore", "ignored", metavar="ID", default="", help="Do not tell it again.")
@click.pass_obj
def reflect(options: Options, taken: str, ignored: str) -> None:
    """Look over all memories: what contradicts itself, what is missing, what comes again."""
    if taken and ignored:
        raise WrongUse("Say --apply or --ignore, one at a time.")
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        if taken:
            _tell_taken(options, reverie.take_up(taken), zone)
            return
        if ignored:
            reverie.ignore_insight(ignored)
        report = reverie.reflect()
    if options.json:
        out.document(report, zone)
        return
    _tell(report)


def _tell_taken(options: Options, memories: list[MemoryView], zone: ZoneInfo) -> None:
    if options.json:
        out.document(memories, zone)
        return
    for memory in memories:
        out.line(looking.memory_line(memory, zone))


def _tell(report: Reflection) -> None:
    head = ""
    for one in report.insights:
        if one.sort != head:
            head = one.sort
            out.line(f"{_HEADS[head]}:")
        out.line(f"  {one.told}")
        how = f"--apply {one.id}" if one.can_apply else f"({one.id})"
        out.line(f"    {one.proposal}  {how}")
    more = f", {report.more} more once these are dealt with" if report.more else ""
    out.line(f"{report.looked_at} memories looked at, {len(report.insights)} things found{more}.")
