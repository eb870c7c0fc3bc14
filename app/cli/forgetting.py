"""Commands that forget: forget, receipts, retention, erase."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app import client, moments
from app.cli import context, out, parsing
from app.cli.context import Options
from app.interfaces import (
    Forget,
    ReceiptDocument,
    ReceiptView,
    Refused,
    RetentionForecast,
    TracesView,
)
from storage.errors import ExitCode, ReverieError, WrongUse

_YEARS = re.compile(r"(\d+)\s*y", re.IGNORECASE)


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    for command in (forget, receipts, retention, erase):
        cli.add_command(command)


@click.command()
@click.option("--last", metavar="15m", help="The last minutes or hours.")
@click.option("--since", metavar="TIME")
@click.option("--until", metavar="TIME")
@click.option("--app", default="", help="What was seen in this app.")
@click.option("--site", default="", metavar="HOST", help="What was seen on this site and its subdomains.")
@click.option(
    "--person", "people", multiple=True, metavar="NAME", help="What they said or sent, and memories of them."
)
@click.option("--match", default="", metavar="TEXT|-", help="Whatever holds these words.")
@click.option("--id", "ids", multiple=True)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--prove", is_flag=True, help="Count its traces in the decrypted bytes, before and after.")
@click.pass_obj
def forget(
    options: Options,
    *,
    last: str | None,
    since: str | None,
    until: str | None,
    app: str,
    site: str,
    people: tuple[str, ...],
    match: str,
    ids: tuple[str, ...],
    dry_run: bool,
    prove: bool,
) -> None:
    """Delete for good what fits everything given, with everything made of it."""
    if dry_run and prove:
        raise WrongUse("A dry run forgets nothing that could be proved. Leave out --dry-run or --prove.")
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        what = Forget(
            tuple(parsing.identifier(id) for id in ids),
            moments.moment(since, zone) if since else None,
            moments.moment(until, zone) if until else None,
            app, context.text_or_stdin(match), dry_run, site, people, prove,
        )  # fmt: skip
        if last:
            what = replace(what, since=options.clock() - parsing.duration(last))
        if what == Forget(dry_run=dry_run, prove=prove):
            raise WrongUse(
                "Say what to forget: --last 15m, --since and --until, --app, --site, --person, --match or --id."
            )
        receipt = reverie.forget(what)
    if options.json:
        out.document(receipt, zone)
    else:
        print_receipt(receipt)
    if receipt.after is not None and receipt.after.total:
        raise click.exceptions.Exit(int(ExitCode.FAILED))


@click.group(invoke_without_command=True)
@click.pass_context
def receipts(ctx: click.Context) -> None:
    """What was forgotten so far: counts and times, signed; never content."""
    if ctx.invoked_subcommand is None:
        _list_receipts(ctx.obj)


@receipts.command(name="show")
@click.argument("number", type=int)
@click.pass_obj
def show_receipt(options: Options, number: int) -> None:
    """One receipt as it was signed, with its signature and the key that verifies it."""
    with context.opened(options) as reverie:
        found = reverie.receipt(number)
    if options.json:
        out.document(found, ZoneInfo("UTC"))
    else:
        out.line(found.body)


@receipts.command(name="export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def export_receipts(options: Options, folder: Path) -> None:
    """Write every receipt, its signature and the public key, so that others can verify them."""
    with context.opened(options) as reverie:
        found = [reverie.receipt(receipt.number) for receipt in reversed(reverie.receipts())]
    for document in found:
        _write_receipt(folder, document)
    if options.json:
        out.document({"folder": str(folder), "receipts": len(found)}, ZoneInfo("UTC"))
    else:
        out.line(f"Wrote {len(found)} receipts to {folder}. docs/security.md says how to verify them.")


@receipts.command(name="verify")
@click.pass_obj
def verify_receipts(options: Options) -> None:
    """Check that every receipt is as it was signed, and that none is missing."""
    with context.opened(options) as reverie:
        number, problems = len(reverie.receipts()), reverie.verify_receipts()
    if options.json:
        out.document({"receipts": number, "problems": problems}, ZoneInfo("UTC"))
    else:
        for problem in problems:
            out.line(problem)
        out.line(f"{number} receipts, {len(problems) or 'no'} problems.")
    if problems:
        raise click.exceptions.Exit(1)


@click.group()
def retention() -> None:
    """What is kept for a time only."""


@retention.command(name="list")
@click.pass_obj
def list_retention(options: Options) -> None:
    """Every rule."""
    with context.opened(options) as reverie:
        found, zone = reverie.retention(), context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    for rule in found:
        of = f" of {rule.name}" if rule.name else ""
        out.line(
            f"{rule.id:>4}  {rule.what}{of}: {rule.days} days, from {rule.starts.astimezone(zone):%Y-%m-%d %H:%M} on"
        )


@retention.command(name="add")
@click.argument("age", metavar="AGE")
@click.option(
    "--app", metavar="NAME|*", help="Frames of this app (* for all), with all that belongs to them."
)
@click.option("--pictures", is_flag=True, help="Only their pictures; their text stays.")
@click.option("--talk", is_flag=True, help="Turns of conversations.")
@click.option("--kind", help="Memories of this kind; pinned ones stay.")
@click.option("--dry-run", is_flag=True, help="Only say what it would take now.")
@click.pass_obj
def add_retention(
    options: Options, age: str, app: str | None, pictures: bool, talk: bool, kind: str | None, dry_run: bool
) -> None:
    """Forget what is older than AGE (7d, 90d, 2y), once a day from tomorrow on."""
    if sum((app is not None, talk, kind is not None)) != 1 or (pictures and app is None):
        raise WrongUse("Name one thing: --app NAME (with --pictures, if only these), --talk, or --kind KIND.")
    what = "memories" if kind else "turns" if talk else "pictures" if pictures else "frames"
    name, days = kind or ("" if app in (None, "*") else str(app)), _days(age)
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        forecast = reverie.retention_forecast(what, name, days)
        rule = None if dry_run else reverie.retain(what, name, days)
    if options.json:
        out.document({"rule": rule, "forecast": forecast}, zone)
        return
    if rule is not None:
        out.line(f"Rule {rule.id} begins at {rule.starts.astimezone(zone):%Y-%m-%d %H:%M}.")
    _print_forecast(forecast)


@retention.command(name="remove")
@click.argument("id", type=int)
@click.pass_obj
def remove_retention(options: Options, id: int) -> None:
    """End a rule."""
    with context.opened(options) as reverie:
        reverie.remove_retention(id)
    if options.json:
        out.document({"removed": id}, ZoneInfo("UTC"))
    else:
        out.line(f"Rule {id} is gone.")


@click.command()
@click.option("--yes-destroy", metavar="NAME", help="The name of the safe's folder, for scripts.")
@click.pass_obj
def erase(options: Options, yes_destroy: str | None) -> None:
    """Destroy the safe: its keys first, then everything of it. Nothing brings it back but a backup."""
    from app.cli import safes  # noqa: PLC0415 - as for `init`

    safes.must_be_there(options.home)
    backups = _known_backups(options)
    wanted = options.home.resolve().name
    typed = yes_destroy or click.prompt(
        f"To destroy the safe in {options.home}, type the folder's name", err=True
    )
    if typed != wanted:
        raise WrongUse(f"That is not its name, which is “{wanted}”. Nothing was erased.")
    erased = safes.erased(options.home, patient=_lock_keeper(options.home))
    if options.json:
        found = {"files": erased.files, "left": [str(path) for path in erased.left], "backups": backups}
        out.document(found | {"keyring": erased.keyring}, ZoneInfo("UTC"))
        return
    out.line(f"The safe is destroyed: {erased.files} files, the keys first.")
    for path in erased.left:
        out.line(f"Not Reverie's, and still there: {path}")
    if erased.keyring:
        out.line("The system's keyring could not be asked; an entry it may hold opens nothing any more.")
    _print_backups(backups or ())
    if backups is None:
        out.line(
            "Which backups there are stood in the safe, which was locked: look for them, and delete them."
        )


def _list_receipts(options: Options) -> None:
    with context.opened(options) as reverie:
        found, zone = reverie.receipts(), context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    for receipt in found:
        at = f"{receipt.at.astimezone(zone):%Y-%m-%d %H:%M}" if receipt.at else ""
        chosen = " and ".join(receipt.by)
        out.line(f"{receipt.number:>5}  {at}  {receipt.cause}, by {chosen}: {_counted(receipt)}")
    if not found:
        out.line("Nothing was forgotten so far.")


def print_receipt(receipt: ReceiptView) -> None:
    """What was forgotten, or would be, in words."""
    verb = "Would forget" if receipt.dry_run else "Forgot"
    out.line(
        f"{verb} {receipt.observations} moments, {receipt.memories} memories, {receipt.pictures} pictures, "
        f"{receipt.answers} answers."
    )
    if receipt.rewritten:
        verb = "would be" if receipt.dry_run else "are"
        out.line(f"{receipt.rewritten} memories that rest on other moments, too, {verb} told anew by these.")
    if receipt.number:
        out.line(f"Receipt {receipt.number}.")
    _print_backups(receipt.backups)
    if receipt.before is not None and receipt.after is not None:
        _print_proof(receipt.before, receipt.after)


def _print_proof(before: TracesView, after: TracesView) -> None:
    out.line(f"Traces in the decrypted bytes before: {_traced(before)}.")
    out.line(f"Traces now: {_traced(after)}.")
    if not before.total:
        out.line("Nothing was found before either, so that nothing is proved.")
    if after.total:
        out.line(
            "Something is left: it may have been kept again meanwhile, or stand in a rule or setting of yours."
        )


def _traced(traces: TracesView) -> str:
    places = (
        (traces.pages, "in pages"), (traces.log, "in the log"), (traces.words, "in the words index"),
        (traces.sealed_box, "in the sealed box"), (traces.pictures, "picture files"),
    )  # fmt: skip
    told = ", ".join(f"{number} {place}" for number, place in places if number)
    return f"{traces.total} ({told})" if told else "0"


def _counted(receipt: ReceiptView) -> str:
    if receipt.stripped:
        return f"{receipt.stripped} pictures, their text kept"
    told = f", {receipt.rewritten} told anew" if receipt.rewritten else ""
    return f"{receipt.observations} moments, {receipt.memories} memories{told}, {receipt.pictures} pictures"


def _print_backups(backups: tuple[str, ...]) -> None:
    if backups:
        out.line(f"Made earlier, and may still hold it: {', '.join(backups)}. Replace or delete them.")


def _print_forecast(forecast: RetentionForecast) -> None:
    parts = (
        (forecast.observations, "moments"), (forecast.pictures, "pictures"), (forecast.memories, "memories"),
    )  # fmt: skip
    taken = ", ".join(f"{number} {name}" for number, name in parts if number) or "nothing"
    out.line(f"Today it would take {taken}.")
    if forecast.resting:
        out.line(f"{forecast.resting} memories rest on these: they would be told anew by others, or go.")


def _write_receipt(folder: Path, document: ReceiptDocument) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = folder / f"receipt-{document.number:06d}"
        name.with_suffix(".json").write_bytes(document.body.encode())
        name.with_suffix(".sig").write_bytes(base64.b64decode(document.signature))
        (folder / "key.pem").write_text(document.public_key, encoding="ascii")
    except OSError as cause:
        raise WrongUse(f"{folder} cannot be written to ({cause.strerror}). Choose another folder.") from cause


def _days(age: str) -> int:
    years = _YEARS.fullmatch(age.strip())
    return int(years[1]) * 365 if years else parsing.duration(age) // timedelta(days=1)


def _known_backups(options: Options) -> tuple[str, ...] | None:
    """The backups the safe knows of; None when it is locked, or too damaged to be asked."""
    link = client.unlocked(options.home)
    if link is not None:
        link.close()
    elif context.given_file(options) is None:
        return None
    try:
        with context.opened(options) as reverie:
            return tuple(known.path for known in reverie.known_backups())
    except (ReverieError, Refused):
        return None


def _lock_keeper(home: Path) -> bool:
    """Tells the keeper of this home to lock; true when there was an open one, which then lets go within seconds."""
    link = client.unlocked(home)
    if link is None:
        return False
    link.reverie().lock()
    link.close()
    return True
