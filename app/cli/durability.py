"""Commands for what must not be lost: backup, restore, verify, salvage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app import client
from app.cli import context, out
from app.cli.context import Options
from app.interfaces import BackupView, VerifyReport
from storage.errors import ExitCode, WrongUse

_UTC = ZoneInfo("UTC")


class Writing(click.Group):
    """A group whose command is `write` where none is named: `reverie backup FILE`, `reverie export FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Takes what names no command as the file to write to."""
        wants_help = any(argument in ("-h", "--help") for argument in args[:1])
        known = bool(args) and (args[0] in self.commands or wants_help)
        return super().parse_args(ctx, args if known else ["write", *args])


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    for command in (backup, restore, verify, salvage):
        cli.add_command(command)


@click.group(cls=Writing, help="Write, look through and list backups: reverie backup FILE.")
def backup() -> None:
    """Copies of everything, encrypted as it is."""


@backup.command(name="write")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Write a snapshot here; known pictures are linked."
)
@click.pass_obj
def write_backup(options: Options, file: Path | None, folder: Path | None) -> None:
    """Write everything, encrypted as it is, to one file, or as a snapshot in a folder. Reverie stays in use."""
    target = file or folder
    if target is None or (file and folder):
        raise WrongUse("Say where the backup goes: reverie backup FILE, or reverie backup --folder FOLDER.")
    with context.opened(options) as reverie:
        made = reverie.back_up(str(target.absolute()), folder=folder is not None)
    if options.json:
        told = {"file": made.path, "bytes": made.size, "files": made.files, "carried": made.carried}
        out.document({**told, "created": made.created, "until": made.until}, _UTC)
    else:
        carried = f" {made.carried} pictures were there already." if made.carried else ""
        out.line(f"Wrote {made.size / 1e6:.1f} MB to {made.path}.{carried}")


@backup.command(name="verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def verify_backup(options: Options, file: Path) -> None:
    """Look through a backup without restoring it; with a passphrase, also whether this safe wrote it."""
    from app.cli import safes  # noqa: PLC0415 - as for `verify`

    report = safes.verified_backup(options, file)
    if options.json:
        told = {"file": str(report.path), "files": report.files, "problems": report.problems}
        times = {"created": report.created, "until": report.until}
        out.document({**told, **times, "authentic": report.authentic}, _UTC)
    else:
        for problem in report.problems:
            out.line(problem)
        written = f", written {report.created.astimezone():%Y-%m-%d %H:%M}" if report.created else ""
        state = f"{len(report.problems)} problems" if report.problems else "every file is as it was written"
        proof = " Its list of files bears the mark of its safe." if report.authentic else ""
        out.line(f"{report.files} files{written}: {state}.{proof}")
    if report.problems:
        raise click.exceptions.Exit(int(ExitCode.DAMAGED))


@backup.command(name="list")
@click.pass_obj
def list_backups(options: Options) -> None:
    """List the backups this safe knows of; those removed by hand are marked."""
    with context.opened(options) as reverie:
        found = reverie.known_backups()
    if options.json:
        out.document([_listed(one) for one in found], _UTC)
        return
    for one in found:
        gone = "" if Path(one.path).exists() else "  (not there now)"
        out.line(f"{one.created.astimezone():%Y-%m-%d %H:%M}  {one.form:<6}  {one.path}{gone}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--anyway", is_flag=True, help="Take what is intact of a damaged backup.")
@click.pass_obj
def restore(options: Options, file: Path, anyway: bool) -> None:
    """Make the safe of a backup, in an empty home; its passphrase is that of the day of the backup."""
    if not file.exists():
        raise WrongUse(f"There is no file {file}.")
    from app.cli import safes  # noqa: PLC0415 - as for `verify`

    problems = safes.restored(file, options.home, anyway=anyway)
    for problem in problems:
        out.warn(problem)
    if options.json:
        out.document({"home": str(options.home), "problems": problems}, _UTC)
    else:
        out.line(f"Made a safe in {options.home}.")


@click.command()
@click.option("--noted", is_flag=True, help="You took note of what is missing: it is told no more.")
@click.pass_obj
def verify(options: Options, noted: bool) -> None:
    """Look through the whole safe: pages, pictures, links, receipts, the sealed box, and the copies it knows of."""
    report = _told_by_the_keeper(options, noted)
    if report is None:
        from app.cli import safes  # noqa: PLC0415 - half a second of loading, which no command needs that a keeper answers

        with safes.unlocked(options) as safe, out.progress("looking through the safe", None) as advance:
            if noted:
                safe.upkeep.note()
            verified = safe.upkeep.look_through(_shown(advance))
            report = VerifyReport(verified.problems, verified.looked)
    problems = report.problems
    if options.json:
        out.document({"sound": not problems, "problems": problems, "looked": report.looked}, _UTC)
    else:
        for problem in problems:
            out.line(problem)
        out.line(f"Looked at: {'; '.join(report.looked)}.")
        out.line(f"{len(problems)} problems." if problems else "Everything verifies.")
    if problems:
        raise click.exceptions.Exit(int(ExitCode.DAMAGED))


@click.command()
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="An empty folder.")
@click.pass_obj
def salvage(options: Options, target: Path) -> None:
    """Save what can still be read of a damaged safe into a new one; the damaged one stays as it is."""
    from app.cli import safes  # noqa: PLC0415 - as for `verify`

    report = safes.salvaged(options, target)
    if options.json:
        told = {"moments": report.moments, "memories": report.memories, "pictures": report.pictures}
        out.document({"home": str(report.home), **told, "hit": report.hit}, _UTC)
        return
    for sentence in report.hit:
        out.line(sentence)
    out.line(
        f"Saved {report.moments} moments, {report.memories} memories and {report.pictures} pictures to {report.home}. "
        "The passphrase is the same."
    )


def _told_by_the_keeper(options: Options, noted: bool) -> VerifyReport | None:
    """What the keeper of an open safe finds, without progress; None when this command must open the safe itself."""
    link = client.unlocked(options.home)
    if link is None:
        return None
    try:
        return link.reverie().verify(noted)
    finally:
        link.close()


def _listed(one: BackupView) -> dict[str, object]:
    times = {"created": one.created, "until": one.until}
    return {"path": one.path, "form": one.form, **times, "there": Path(one.path).exists()}


def _shown(advance: out.Advance) -> Callable[[str, int, int], None]:
    """Moves the progress bar on as parts of the verification are done."""
    before: dict[str, int] = {}

    def tell(part: str, done: int, total: int) -> None:
        advance(done - before.get(part, 0), total)
        before[part] = done

    return tell
