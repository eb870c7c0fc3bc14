"""Commands of the inbox: inbox list, show, accept, edit, reject and always; refusals."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import click

from app.cli import context, looking, out, parsing
from app.cli.context import Options
from app.interfaces import InboxItem, Reverie, StandingAnswerView
from storage.errors import NotFound, WrongUse

SECRET = "secret"  # noqa: S105 - the type of an item, not a password
_ORIGINS = ("screen", "person", "assistant", "import", "dream")
_EFFECTS = {"add": "new", "revise": "instead", "extend": "more", "retire": "no longer"}


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    cli.add_command(inbox)
    cli.add_command(refusals)


@click.group()
def inbox() -> None:
    """What waits for your word: secrets seen on your screens, and what others say otherwise than you did."""


@inbox.command(name="list")
@click.pass_obj
def list_inbox(options: Options) -> None:
    """What waits, the latest first; values of secrets are not shown."""
    with context.opened(options) as reverie:
        found = reverie.inbox()
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    if not found:
        out.line("Nothing waits.")
    for item in found:
        out.line(_line(item, zone))


@inbox.command()
@click.argument("id")
@click.pass_obj
def show(options: Options, id: str) -> None:
    """One of them: what it says now and would say, why it waits, and what it rests on."""
    with context.opened(options) as reverie:
        item = _item(reverie, id)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(item, zone)
        return
    out.line(_line(item, zone))
    for field in item.fields:
        out.line(f"  {field.name}: {_told(field.old)} | {_told(field.new)}")
    if item.why:
        out.line(f"  why it waits: {item.why}")
        out.line(f"  why it was found: {item.reason}")
    for source in item.sources:
        out.line(f"  from {source.type} {source.id}: {source.quote}")


@inbox.command()
@click.argument("id")
@click.option("--title", default="", help="What to call a secret.")
@click.pass_obj
def accept(options: Options, id: str, title: str) -> None:
    """Keep the secret in the vault, or make the change; `memories undo` takes it back."""
    with context.opened(options) as reverie:
        memory = reverie.inbox_accept(parsing.identifier(id), title)
        zone = context.zone_of(reverie.status())
    looking.tell_memory(options, memory, zone)


@inbox.command()
@click.argument("id")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=TEXT...")
@click.pass_obj
def edit(options: Options, id: str, fields: tuple[str, ...]) -> None:
    """Make the change in your own words: the fields given take the place of the proposed ones."""
    body = dict(_field(text) for text in fields)
    with context.opened(options) as reverie:
        memory = reverie.inbox_accept(parsing.identifier(id), body=body)
        zone = context.zone_of(reverie.status())
    looking.tell_memory(options, memory, zone)


@inbox.command()
@click.argument("id")
@click.pass_obj
def reject(options: Options, id: str) -> None:
    """Let it go; it is not offered again."""
    with context.opened(options) as reverie:
        reverie.inbox_reject(parsing.identifier(id))
    if options.json:
        out.document({"rejected": id}, ZoneInfo("UTC"))
    else:
        out.line("Let go. It is not offered again.")


@inbox.group()
def always() -> None:
    """Answers given once for all changes of a kind."""


@always.command(name="list")
@click.pass_obj
def list_answers(options: Options) -> None:
    """The answers there are."""
    with context.opened(options) as reverie:
        found = reverie.inbox_answers()
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    if not found:
        out.line("Each change is asked about.")
    for answer in found:
        out.line(_answer_line(answer))


@always.command(name="accept")
@click.argument("kind")
@click.option("--from", "origin", type=click.Choice(_ORIGINS), default=None, help="Only from these.")
@click.pass_obj
def always_accept(options: Options, kind: str, origin: str | None) -> None:
    """Make every change of a kind at once, those that wait included."""
    _always(options, kind, origin, accepts=True)


@always.command(name="reject")
@click.argument("kind")
@click.option("--from", "origin", type=click.Choice(_ORIGINS), default=None, help="Only from these.")
@click.pass_obj
def always_reject(options: Options, kind: str, origin: str | None) -> None:
    """Turn down every change of a kind, those that wait included."""
    _always(options, kind, origin, accepts=False)


@always.command()
@click.argument("number", type=int)
@click.pass_obj
def revoke(options: Options, number: int) -> None:
    """Be asked again: end the answer of this number."""
    with context.opened(options) as reverie:
        reverie.inbox_revoke(number)
    if options.json:
        out.document({"revoked": number}, ZoneInfo("UTC"))
    else:
        out.line("Each of these is asked about again.")


@click.command()
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1, 1000))
@click.pass_obj
def refusals(options: Options, limit: int) -> None:
    """What was found and not kept: why, for which kind, and where; never what it said."""
    with context.opened(options) as reverie:
        found = reverie.refusals(limit)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
        return
    if not found.refusals:
        out.line("Nothing was refused.")
    for reason, number in found.counts.items():
        out.line(f"{number:>5}  {reason}")
    for one in found.refusals:
        out.line(
            f"{looking.when(one.at, zone)}  {one.kind or '-':<10}  {one.reason}  ({one.seen.type} {one.seen.id})"
        )


def _always(options: Options, kind: str, origin: str | None, *, accepts: bool) -> None:
    with context.opened(options) as reverie:
        answer = reverie.inbox_always(kind, accepts, origin or "")
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(answer, zone)
    else:
        out.line(_answer_line(answer))


def _item(reverie: Reverie, id: str) -> InboxItem:
    wanted = parsing.identifier(id)
    found = next((item for item in reverie.inbox() if item.id == wanted), None)
    if found is None:
        raise NotFound("This does not wait (any more). See: reverie inbox list")
    return found


def _field(text: str) -> tuple[str, Any]:
    """A field and its value, which is JSON where it is a list. Any: what a kind's body may hold."""
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise WrongUse(f"Write what a field is to say like: summary='Lives in Porto'; not “{text}”.")
    if value.lstrip().startswith("["):
        try:
            return name.strip(), json.loads(value)
        except ValueError:
            raise WrongUse(f"What stands behind “{name}=” begins like a list and is none in JSON.") from None
    return name.strip(), value


def _line(item: InboxItem, zone: ZoneInfo) -> str:
    what = item.entry_type if item.type == SECRET else f"{item.kind}, {_EFFECTS.get(item.entry_type, '')}"
    where = f", in {item.source}" if item.source else ""
    often = f", {item.times} times" if item.times > 1 else ""
    found, until = (looking.when(time, zone) for time in (item.found, item.expires))
    return f"{found}  {what:<20}  {item.title}{where}{often}, until {until}  ({item.id})"


def _answer_line(answer: StandingAnswerView) -> str:
    verb = "accepted" if answer.accepts else "turned down"
    return f"{answer.id:>3}  {answer.kind} from {answer.origin or 'anywhere'}: always {verb}"


def _told(value: object) -> str:
    if value is None:
        return "–"
    return "; ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
