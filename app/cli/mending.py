"""Commands that mend: memories history, undo and as-of, vault log, jobs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import click

from app import moments
from app.cli import context, looking, out, parsing
from app.cli.context import Options
from app.interfaces import Reverie, ThenView, UndoReport, UndoView, VersionView
from storage.errors import WrongUse

_EFFECTS = {"leaves": "taken away", "returns": "holds again", "reverts": "as it was before"}
_AUTHORS = ("agent", "dream", "user", "import")


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    for command in (history, undo, as_of):
        looking.memories.add_command(command)
    looking.vault.add_command(log)
    cli.add_command(jobs)


@click.command()
@click.argument("id")
@click.pass_obj
def history(options: Options, id: str) -> None:
    """How a memory changed: when, by whom, why, and what it was before; oldest first."""
    with context.opened(options) as reverie:
        memory = reverie.memory(parsing.identifier(id))
        steps = reverie.history(memory.id)
        zone = context.zone_of(reverie.status())
    if options.json:
        made = {"at": memory.created, "author": memory.author, "reason": memory.reason}
        out.document({"id": memory.id, "made": made, "history": steps}, zone)
        return
    if not memory.replaces:
        out.line(f"{looking.when(memory.created, zone)}  {memory.author}: {memory.reason or 'kept'}")
    afterwards = [*(step.body for step in steps[1:]), memory.body]
    for step, after in zip(steps, afterwards, strict=True):
        for line in _step_lines(step, after, zone):
            out.line(line)


@click.command()
@click.argument("id", required=False)
@click.option("--day", metavar="DAY", help="Everything of a day: YYYY-MM-DD, today or yesterday.")
@click.option(
    "--by",
    "authors",
    multiple=True,
    type=click.Choice(_AUTHORS),
    help="Whose changes of the day; agent and dream.",
)
@click.option("--undoing", metavar="BATCH", help="Take an undone day back, by the name it was given.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.pass_obj
def undo(
    options: Options,
    id: str | None,
    day: str | None,
    authors: tuple[str, ...],
    undoing: str | None,
    dry_run: bool,
) -> None:
    """Take back the last change of a memory, or what the agents did on a day. Undone twice, it is back."""
    if sum(given is not None for given in (id, day, undoing)) != 1:
        raise WrongUse("Say what to undo: the ID of a memory, --day DAY, or --undoing BATCH.")
    if (dry_run or authors) and day is None:
        raise WrongUse("--dry-run and --by go with --day.")
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        if id is not None:
            looking.tell_memory(options, reverie.undo(parsing.identifier(id)), zone)
        elif undoing is not None:
            tell_report(options, reverie.undo_batch(parsing.identifier(undoing)), zone)
        elif day is not None:
            since, until = looking.day_of(day, zone, options)
            by = authors or ("agent", "dream")
            tell_report(options, reverie.undo_between(since, until, by, dry_run), zone)


@click.command(name="as-of")
@click.argument("time")
@click.option("--kind", default="", help="Only this kind.")
@click.pass_obj
def as_of(options: Options, time: str, kind: str) -> None:
    """What was so at a time, and what Reverie took to be so then. A bare day means its end."""
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        found = reverie.as_of(_moment(time, zone), kind, limit=0)
    if options.json:
        out.document([_flat(one, zone) for one in found], zone)
        return
    for one in found:
        out.line(f"{looking.memory_line(one.memory, zone)}{_differs(one, zone)}")


@click.command()
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1, 100_000))
@click.pass_obj
def log(options: Options, limit: int) -> None:
    """When values were shown or copied."""
    with context.opened(options) as reverie:
        found = reverie.vault_log(limit)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    for entry in found:
        out.line(
            f"{looking.when(entry.at, zone)}  {entry.what:<8}  {entry.title or 'forgotten since'}  ({entry.memory})"
        )


@click.group()
def jobs() -> None:
    """Background work that failed."""


@jobs.command(name="list")
@click.pass_obj
def list_jobs(options: Options) -> None:
    """What waits for you, then what is tried again by itself."""
    with context.opened(options) as reverie:
        found = reverie.jobs()
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    if not found:
        out.line("No work has failed.")
    for job in found:
        resting = job.state != "attention" and job.not_before is not None
        then = (
            f"tried again at {looking.when(job.not_before, zone)}"
            if resting and job.not_before
            else "waits for you"
        )
        out.line(f"{job.kind:<7}  {job.attempts} attempts, {then}. {job.reason}  ({job.id})")


@jobs.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="All that waits for you.")
@click.pass_obj
def retry(options: Options, ids: tuple[str, ...], everything: bool) -> None:
    """Try again now."""
    with context.opened(options) as reverie:
        chosen = _chosen(reverie, ids, everything)
        for id in chosen:
            reverie.retry_job(parsing.identifier(id))
    _tell_count(options, "retried", len(chosen), "to be tried again.")


@jobs.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="All that waits for you.")
@click.pass_obj
def drop(options: Options, ids: tuple[str, ...], everything: bool) -> None:
    """Give it up; what it was about stays as it is."""
    with context.opened(options) as reverie:
        chosen = _chosen(reverie, ids, everything)
        for id in chosen:
            reverie.drop_job(parsing.identifier(id))
    _tell_count(options, "dropped", len(chosen), "given up.")


def _chosen(reverie: Reverie, ids: tuple[str, ...], everything: bool) -> list[str]:
    if everything == bool(ids):
        raise WrongUse("Name the jobs by their ids (see `reverie jobs list`), or say --all.")
    return list(ids) or [str(job.id) for job in reverie.jobs() if job.state == "attention"]


def _tell_count(options: Options, name: str, number: int, told: str) -> None:
    if options.json:
        out.document({name: number}, ZoneInfo("UTC"))
    else:
        out.line(f"{number} {'job is' if number == 1 else 'jobs are'} {told}")


def tell_report(options: Options, report: UndoReport, zone: ZoneInfo) -> None:
    """What was taken back, and what stays."""
    if options.json:
        out.document(report, zone)
        return
    for change in report.changed:
        out.line(f"{_EFFECTS[change.effect]:<16}  {change.kind:<10}  {change.title}  ({change.memory})")
    for change in report.kept:
        out.line(f"{'stays':<16}  {change.kind:<10}  {change.title}, {_why(change, zone)}  ({change.memory})")
    verb = "would be taken back" if report.dry_run else "taken back"
    out.line(f"{len(report.changed)} {verb}, {len(report.kept)} left as they are.")
    if report.batch is not None:
        out.line(f"To have it back: reverie memories undo --undoing {report.batch}")


def _why(change: UndoView, zone: ZoneInfo) -> str:
    if change.at is None:
        return "since it hangs together with one that was changed again"
    return f"changed again by {change.author} on {looking.when(change.at, zone)}"


def _step_lines(step: VersionView, after: dict[str, object], zone: ZoneInfo) -> list[str]:
    taken_back = ", taken back later" if step.undone else ""
    changed = [name for name in {**step.body, **after} if step.body.get(name) != after.get(name)]
    head = f"{looking.when(step.at, zone)}  {step.author}: {step.reason}{taken_back}"
    return [head, *(f"  {name} was: {step.body.get(name)}" for name in changed)]


def _flat(one: ThenView, zone: ZoneInfo) -> dict[str, object]:
    """A memory as `memories list` prints it, with what is told of that time."""
    shown: dict[str, object] = out.jsonable(one.memory, zone)
    return shown | {"held": one.held, "known": one.known, "then": one.body}


def _differs(one: ThenView, zone: ZoneInfo) -> str:
    if not one.known:
        return f"\n            not known then: kept on {looking.when(one.memory.created, zone)}"
    if not one.held:
        return "\n            taken to be so then; known better since"
    if one.body is not None and any(one.memory.body.get(name) != value for name, value in one.body.items()):
        words = "; ".join(
            f"{name}: {value}" for name, value in one.body.items() if value != one.memory.body.get(name)
        )
        return f"\n            in the words of then: {words}"
    return ""


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """A time; a bare day means its last moment."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return moments.moment(text, zone)
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return start + timedelta(days=1) - timedelta(microseconds=1)
