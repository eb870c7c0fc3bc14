"""Commands that change memories by hand: memories edit, pin and merge; and those that go through many: browse, tree."""

from __future__ import annotations

import json
from typing import Any

import click

from app.cli import context, looking, out, parsing
from app.cli.context import Options
from app.interfaces import Listing, MemoryRow
from storage.errors import WrongUse

_AUTHORS = ("agent", "user", "dream", "import")


def register(cli: click.Group) -> None:
    """Adds this file's commands to those about memories; `cli` gets none of its own."""
    del cli
    for command in (edit, pin, merge, browse, tree):
        looking.memories.add_command(command)


@click.command()
@click.argument("id")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.pass_obj
def edit(options: Options, id: str, fields: tuple[str, ...]) -> None:
    """Write fields of a memory anew. A list is written as JSON: steps='["Mix", "Bake"]'.

    What stood there becomes history, and comes back with “reverie memories undo ID”.
    """
    with context.opened(options) as reverie:
        memory = reverie.edit_memory(parsing.identifier(id), _body(fields))
        looking.tell_memory(options, memory, context.zone_of(reverie.status()))


@click.command()
@click.argument("id")
@click.option("--off", is_flag=True, help="Let go of the pin.")
@click.pass_obj
def pin(options: Options, id: str, off: bool) -> None:
    """Pin a memory: nothing lets it go but you."""
    with context.opened(options) as reverie:
        memory = reverie.pin(parsing.identifier(id), not off)
        looking.tell_memory(options, memory, context.zone_of(reverie.status()))


@click.command()
@click.argument("ids", nargs=-1, required=True)
@click.option(
    "--set", "fields", multiple=True, metavar="FIELD=VALUE", help="A field in place of the joined one."
)
@click.option("--dry-run", is_flag=True, help="Only say what would come of it.")
@click.pass_obj
def merge(options: Options, ids: tuple[str, ...], fields: tuple[str, ...], dry_run: bool) -> None:
    """Put memories of one kind together; the names of the first stay. Undone as one step."""
    with context.opened(options) as reverie:
        whole = tuple(parsing.identifier(id) for id in ids)
        merged = reverie.merge_memories(whole, _body(fields) if fields else None, dry_run)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(merged, zone)
        return
    out.line(f"{'would be' if dry_run else 'is now'} {merged.kind}: {merged.title}")
    for name, value in merged.body.items():
        out.line(f"  {name}: {value}")


@click.command()
@click.argument("kind")
@click.option("--words", default="", help="Words that stand in it, or begin one.")
@click.option("--past/--holds", "past", default=False, help="Only what is no longer so.")
@click.option("--pinned", is_flag=True, help="Only pinned ones.")
@click.option("--by", "author", type=click.Choice(_AUTHORS), help="Whose.")
@click.option("--branch", metavar="A/B", help="Only what hangs at this place of the tree.")
@click.option(
    "--order", default="", metavar="FIELD", help="A field of the kind; else by when it came to hold."
)
@click.option("--ascending", is_flag=True, help="The smallest or oldest first.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0, help="How many are passed over.")
@click.pass_obj
def browse(
    options: Options,
    kind: str,
    *,
    words: str,
    past: bool,
    pinned: bool,
    author: str | None,
    branch: str | None,
    order: str,
    ascending: bool,
    limit: int,
    offset: int,
) -> None:
    """A page of the memories of a kind, narrowed and ordered, with how many there are."""
    what = Listing(
        kind, words, not past, pinned, author or "", None, None, _path(branch) if branch is not None else None,
        order, ascending, limit, offset,
    )  # fmt: skip
    with context.opened(options) as reverie:
        page = reverie.list_memories(what)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(page, zone)
        return
    for row in page.rows:
        out.line(_row(row))
    out.line(f"{len(page.rows)} of {page.total}")


@click.command()
@click.argument("kind")
@click.argument("path", default="", metavar="[A/B]")
@click.pass_obj
def tree(options: Options, kind: str, path: str) -> None:
    """The branches of a kind's tree below a place, and how many memories hang there."""
    with context.opened(options) as reverie:
        found = reverie.tree(Listing(kind), _path(path))
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    for one in found.branches:
        out.line(f"{one.memories:6}  {one.name}")
    out.line(f"{found.here:6}  here")


def _row(row: MemoryRow) -> str:
    cells = "  ".join(str(value) for value in row.cells.values() if value and str(value) != row.title)
    return f"{row.id}  {row.title}  {cells}".rstrip()


def _path(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("/") if part)


def _body(fields: tuple[str, ...]) -> dict[str, Any]:
    """Fields as they were typed; Any, as a kind's body may hold lists."""
    return dict(_field(one) for one in fields)


def _field(told: str) -> tuple[str, Any]:
    name, is_told, value = told.partition("=")
    if not is_told or not name:
        raise WrongUse(f"“{told}” is no FIELD=VALUE.")
    if not value.startswith(("[", "{")):
        return name, value
    try:
        return name, json.loads(value)
    except ValueError as error:
        raise WrongUse(f"The value of “{name}” is no JSON: {error}") from error
