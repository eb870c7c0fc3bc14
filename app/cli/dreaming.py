"""The commands that put memories in order: dream, with its log and its undo."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import click

from app.cli import context, mending, out, parsing
from app.cli.context import Options
from app.interfaces import DreamReport, DreamTaskView, DreamView, Reverie

PIECE_SECONDS = 2.0


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    cli.add_command(dream)


class _Tasks(click.Option):
    """An option whose help names the tasks there are, which are looked up when somebody asks for it."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """What the option is called, and its help."""
        self.help = f"Only these, with commas between: {', '.join(_all_tasks())}."
        return super().get_help_record(ctx)


@click.group(invoke_without_command=True)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--only", metavar="TASKS", default="", cls=_Tasks)
@click.pass_context
def dream(ctx: click.Context, *, dry_run: bool, only: str) -> None:
    """Put memories in order now: merge, sum up, tie, find habits, let go of what nobody needs."""
    if ctx.invoked_subcommand is not None:
        return
    options: Options = ctx.obj
    names = tuple(name.strip() for name in only.split(",") if name.strip())
    with context.opened(options) as reverie:
        report = reverie.dream(names, dry_run=True) if dry_run else _dreamt(reverie, names)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(report, zone)
    else:
        _tell(report)


@dream.command()
@click.argument("run", metavar="RUN|last")
@click.pass_obj
def undo(options: Options, run: str) -> None:
    """Take back all that a dream did."""
    with context.opened(options) as reverie:
        report = reverie.undo_dream(None if run == "last" else parsing.identifier(run))
        zone = context.zone_of(reverie.status())
    mending.tell_report(options, report, zone)


@dream.command()
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.pass_obj
def log(options: Options, limit: int) -> None:
    """The latest dreams and what they did."""
    with context.opened(options) as reverie:
        found = reverie.dreams(limit)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    if not found:
        out.line("Nothing was dreamt yet.")
    for one in found:
        out.line(_line(one, zone))


def _all_tasks() -> tuple[str, ...]:
    from agents.dream import TASKS  # noqa: PLC0415 - keeps all other commands quick

    return tuple(TASKS)


def _dreamt(reverie: Reverie, names: tuple[str, ...]) -> DreamReport:
    """A whole dream, piece by piece."""
    tasks: dict[str, DreamTaskView] = {}
    seconds, run = 0.0, None
    with out.progress("Dreaming", len(names or _all_tasks())) as advance:
        while True:
            report = reverie.dream(names, seconds=PIECE_SECONDS, run=run)
            seconds, run = seconds + report.seconds, report.run
            for task in report.tasks:
                advance(int(task.name not in tasks))
                tasks[task.name] = _joined(tasks.get(task.name), task)
            if not report.more:
                return replace(report, tasks=tuple(tasks.values()), seconds=round(seconds, 3))


def _joined(before: DreamTaskView | None, task: DreamTaskView) -> DreamTaskView:
    if before is None:
        return task
    return replace(
        task,
        changes=before.changes + task.changes,
        links=before.links + task.links,
        lines=before.lines + task.lines,
        look=tuple(dict.fromkeys(before.look + task.look)),
    )


def _tell(report: DreamReport) -> None:
    for task in report.tasks:
        links = f", {task.links} links" if task.links else ""
        out.line(f"{task.name:<9} {task.changes} changes{links}: {task.does}")
        for line in task.lines:
            out.line(f"          {line}")
        for line in task.look:
            out.line(f"          to be looked at: {line}")
    if report.dry_run:
        ahead = ", ".join(f"{number} within {days} days" for days, number in report.forecast.items())
        out.line(f"Nothing was changed. Of what is kept now, would fade if nobody asks for it: {ahead}.")
    elif report.run is not None and any(task.changes or task.links for task in report.tasks):
        out.line(f"To take all of it back: reverie dream undo {report.run}")
    else:
        out.line("Everything was in order.")


def _line(one: DreamView, zone: ZoneInfo) -> str:
    when = one.started.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    told = [f"{task.name} {task.changes + task.links}" for task in one.tasks if task.changes or task.links]
    by = "asked for" if one.asked else "by itself"
    state = "taken back" if one.undone else "over" if one.ended else "cut off, goes on with the next"
    return f"{when}  {by}, {state}, {one.spent:.1f} s: {', '.join(told) or 'nothing to do'}  ({one.id})"
