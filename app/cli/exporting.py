"""Commands for taking what Reverie knows elsewhere, and in again: export, import reverie."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from app import moments
from app.cli import context, out
from app.cli.context import Options
from app.cli.durability import Writing
from app.cli.keeping import imports
from app.interfaces import Errand, Export, ExportReport, ImportReport, Reverie
from storage.errors import SafeLocked, WrongUse
from storage.model import Secret

_FORMS = ("json", "markdown", "xlsx")
_UTC = ZoneInfo("UTC")
_SLICE_SECONDS = 1.0
_TOLD = 20

_PASSPHRASE_FILE = click.option(
    "--export-passphrase-file", "passphrase_file", type=click.Path(path_type=Path),
    help="A file whose first line is the passphrase of the export.",
)  # fmt: skip


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    cli.add_command(export)
    imports.add_command(take_export)


@click.group(cls=Writing, help="Write memories and moments to a file: reverie export FILE.")
def export() -> None:
    """Takes what Reverie knows elsewhere."""


@export.command(name="write")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(_FORMS), default="json", show_default=True)
@click.option("--kind", "kinds", multiple=True, help="Only memories of this kind.")
@click.option("--since", metavar="TIME")
@click.option("--until", metavar="TIME")
@click.option("--app", default="", help="What was seen in this app, and what rests on it.")
@click.option(
    "--person", "people", multiple=True, metavar="NAME", help="What is theirs, and memories of them."
)
@click.option("--pictures", is_flag=True, help="With the pictures, as a zip archive.")
@click.option("--encrypt", is_flag=True, help="Encrypted, under a passphrase of its own.")
@click.option("--secrets", is_flag=True, help="With the values of the vault; encrypted.")
@_PASSPHRASE_FILE
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.pass_obj
def write_export(
    options: Options,
    *,
    file: Path,
    form: str,
    kinds: tuple[str, ...],
    since: str | None,
    until: str | None,
    app: str,
    people: tuple[str, ...],
    pictures: bool,
    encrypt: bool,
    secrets: bool,
    passphrase_file: Path | None,
    force: bool,
) -> None:
    """Write what fits everything given, or all there is."""
    from storage import export_file  # noqa: PLC0415 - the ciphers, a tenth of a second that no other command needs

    target = file.absolute()
    export_file.check(target, replace=force)
    if secrets and form != "json":
        raise WrongUse("Secret values are exported as json only, which another safe can take in.")
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        what = Export(
            str(target), form, kinds,
            moments.moment(since, zone) if since else None,
            moments.moment(until, zone) if until else None,
            app, people, pictures, force, secrets,
            _again(options) if secrets else "",
            _new_passphrase(passphrase_file) if secrets or encrypt or passphrase_file else "",
        )  # fmt: skip
        done = carried_out(reverie, reverie.export(what), "Exporting")
    assert done.exported is not None
    _tell_exported(options, done.exported)


@export.command(name="decrypt")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@_PASSPHRASE_FILE
@click.option("--force", is_flag=True, help="Replace the target if it is there.")
@click.pass_obj
def decrypt_export(
    options: Options, file: Path, target: Path, passphrase_file: Path | None, force: bool
) -> None:
    """Write what an encrypted export holds to a file that anyone can read; needs no safe."""
    from app.exports import sealed  # noqa: PLC0415 - as for `write`

    size = sealed.decrypted(
        file.absolute(), target.absolute(), Secret(_passphrase_of(file, passphrase_file)), replace=force
    )
    if options.json:
        out.document({"file": str(target.absolute()), "bytes": size}, _UTC)
    else:
        out.line(f"Wrote {size / 1e6:.1f} MB to {target}.")
    _warn(target)


@imports.command(name="reverie")
@click.argument("file", type=click.Path(path_type=Path))
@_PASSPHRASE_FILE
@click.option("--forgotten", is_flag=True, help="Bring back what was forgotten here since, too.")
@click.pass_obj
def take_export(options: Options, file: Path, passphrase_file: Path | None, forgotten: bool) -> None:
    """An export of Reverie (json, with or without pictures); what is there already stays as it is."""
    from storage import export_file  # noqa: PLC0415 - as for `write`

    if not file.exists():
        raise WrongUse(f"There is no file {file}.")
    passphrase = _passphrase_of(file, passphrase_file) if export_file.is_sealed(file) else ""
    with context.opened(options) as reverie:
        begun = reverie.take_export(str(file.absolute()), passphrase, forgotten)
        done = carried_out(reverie, begun, "Importing")
    assert done.imported is not None
    _tell_imported(options, done.imported)


def carried_out(reverie: Reverie, errand: Errand, label: str) -> Errand:
    """Asks for more until it is over; who is interrupted gives it up."""
    try:
        with out.progress(label, errand.total) as advance:
            while not errand.over:
                before = errand.done
                errand = reverie.go_on(errand.id, _SLICE_SECONDS)
                advance(errand.done - before, errand.total)
    except KeyboardInterrupt:
        reverie.give_up(errand.id)
        raise
    return errand


def _again(options: Options) -> str:
    """The safe's passphrase, asked for again."""
    return context.typed_passphrase(options, "Passphrase of the safe, to export secret values: ").reveal()


def _new_passphrase(file: Path | None) -> str:
    """The passphrase of an export to be written: from a file, or typed twice."""
    if file is not None:
        return context.from_file(file).reveal()
    if not sys.stdin.isatty():
        raise SafeLocked(
            "An encrypted export needs a passphrase. Give it with --export-passphrase-file FILE."
        )
    prompt = "Choose a passphrase for the export: "
    return context.typed_twice(prompt, "Nothing was written.").reveal()


def _passphrase_of(export: Path, file: Path | None) -> str:
    """The passphrase of an export that is there: from a file, or typed."""
    if file is not None:
        return context.from_file(file).reveal()
    if not sys.stdin.isatty():
        raise SafeLocked(f"{export} is encrypted. Give its passphrase with --export-passphrase-file FILE.")
    return context.typed("Passphrase of the export: ").reveal()


def _tell_exported(options: Options, made: ExportReport) -> None:
    if options.json:
        told: dict[str, Any] = {
            "file": made.path, "format": made.form, "bytes": made.size, "encrypted": made.sealed,
            "observations": made.observations, "memories": made.memories, "pictures": made.pictures,
            "secrets": made.secrets, "unreadable": made.unreadable,
        }  # fmt: skip
        out.document(told, _UTC)
    else:
        pictures = f", {made.pictures} pictures" if made.pictures else ""
        secrets = f", secret values: {made.secrets}" if made.secrets else ""
        out.line(
            f"Wrote {made.observations} moments and {made.memories} memories{pictures}{secrets} to {made.path} "
            f"({made.size / 1e6:.1f} MB{', encrypted' if made.sealed else ''})."
        )
    if made.unreadable:
        out.warn(f"{made.unreadable} pictures are damaged and were left out: see reverie verify")
    if not made.sealed:
        _warn(Path(made.path))


def _warn(file: Path) -> None:
    out.warn(f"{file} is not encrypted: whoever gets the file can read what is in it.")


def _tell_imported(options: Options, done: ImportReport) -> None:
    if options.json:
        told: dict[str, Any] = {
            "file": done.path, "observations": done.observations, "memories": done.memories, "pictures": done.pictures,
            "secrets": done.secrets, "known": done.known, "forgotten": done.forgotten, "loose": done.loose,
            "without_value": done.without_value, "conflicts": done.conflicts, "renamed": done.renamed,
        }  # fmt: skip
        out.document(told, _UTC)
    else:
        out.line(
            f"{done.observations} moments and {done.memories} memories are new, {done.known} were here already."
        )
    for sentence in _besides(done):
        out.say(sentence)


def _besides(done: ImportReport) -> Sequence[str]:
    """What else there is to know of an import."""
    counted = (
        (done.forgotten, "{} were forgotten here and stay forgotten; --forgotten brings them back."),
        (done.without_value, "{} secrets came by caption only: their values are not in the export."),
        (
            done.loose,
            "{} sources, successors or links point to what is neither in the export nor here; left out.",
        ),
        (
            len(done.renamed),
            "{} moments came without the id their importer gave: another moment has it here.",
        ),
        (len(done.conflicts), "{} are something else here, and stayed as they are:"),
    )
    told = [sentence.format(number) for number, sentence in counted if number]
    more = len(done.conflicts) - _TOLD
    return [*told, *map(str, done.conflicts[:_TOLD]), *([f"and {more} more"] if more > 0 else [])]
