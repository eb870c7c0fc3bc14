"""Commands that ask: search, ask."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from app import moments
from app.cli import context, growing, out, parsing
from app.cli.context import Options
from app.interfaces import Answer, Hit, Query, Question, Reverie, SearchResult
from storage.errors import WrongUse

# Threads whose name begins so are Reverie's own chats: what it says there is never evidence.
CHAT = "chat-"


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    for command in (search, suggest, starters, ask, correct):
        cli.add_command(command)


@click.command()
@click.argument("words", required=False, metavar="[QUERY|-]")
@click.option("--kind", "kinds", multiple=True, help="Only memories of this kind (may be repeated).")
@click.option("--since", metavar="TIME")
@click.option("--until", metavar="TIME")
@click.option("--app", "apps", multiple=True, help="Only this app (may be repeated).")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.option("--batch", type=click.Path(path_type=Path), metavar="FILE", help='Lines of {"id", "query"}.')
@click.pass_obj
def search(
    options: Options,
    words: str | None,
    kinds: tuple[str, ...],
    since: str | None,
    until: str | None,
    apps: tuple[str, ...],
    limit: int,
    batch: Path | None,
) -> None:
    """Find moments and memories.

    Among the words: app: title: url: kind: before: after: on: person: has:, "exact words", begin*, -not.
    """

    def one(reverie: Reverie, text: str, zone: ZoneInfo) -> SearchResult:
        first = moments.moment(since, zone) if since else None
        last = moments.moment(until, zone) if until else None
        return reverie.search(Query(text, kinds, first, last, apps, limit, options.at))

    _each(options, words, batch, "query", one, _print_hits)


@click.command()
@click.argument("words")
@click.pass_obj
def suggest(options: Options, words: str) -> None:
    """Say how a search that is being typed may go on."""
    with context.opened(options) as reverie:
        found = reverie.suggest(words)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document({"text": words, "suggestions": found}, zone)
    else:
        for one in found:
            out.line(one)


@click.command()
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.pass_obj
def starters(options: Options, language: str) -> None:
    """Say what may be asked about the last day that holds anything; each question has an answer."""
    with context.opened(options) as reverie:
        found = reverie.starters(language, options.at)
        zone = context.zone_of(reverie.status())
    if options.json:
        out.document(found, zone)
    else:
        for one in found:
            out.line(one.text)


@click.command()
@click.argument("words", required=False, metavar="[QUESTION|-]")
@click.option("--batch", type=click.Path(path_type=Path), metavar="FILE", help='Lines of {"id", "question"}.')
@click.option("--without", multiple=True, metavar="KIND", help="Ask without a kind (may be repeated).")
@click.option(
    "--thread", default="", metavar="NAME", help="A chat: it is kept, and orders to the memory are done."
)
@click.option(
    "--attach",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A picture or a text to ask about: it is kept, and answers first (may be repeated).",
)
@click.pass_obj
def ask(
    options: Options,
    words: str | None,
    batch: Path | None,
    without: tuple[str, ...],
    thread: str,
    files: tuple[Path, ...],
) -> None:
    """Ask a question; the answer names its evidence."""
    named = f"{CHAT}{thread.removeprefix(CHAT)}" if thread else ""
    brought = [(file.name, parsing.whole(file)) for file in files]

    def one(reverie: Reverie, text: str, zone: ZoneInfo, ask_id: str = "") -> Answer:
        del zone
        kept = [reverie.attach(name, data, options.at) for name, data in brought]
        attached = tuple(id for view in kept for id in view.ids)
        return reverie.ask(
            Question(text, named, ask_id, options.model, options.at, without, attached=attached)
        )

    if words is None or batch is not None or options.json or not sys.stdout.isatty():
        _each(options, words, batch, "question", one, _print_answer)
        return
    with context.with_news(options) as (reverie, subscribe):
        zone = context.zone_of(reverie.status())
        text, ask_id = context.text_or_stdin(words), str(uuid4())
        with growing.shown(subscribe, ask_id, Console(highlight=False)):
            answer = one(reverie, text, zone, ask_id)
        _print_answer(answer, zone)


@click.command()
@click.argument("id", required=False)
@click.argument("words", required=False, metavar="WORDS|-")
@click.option("--last", is_flag=True, help="What the last answer in a chat rested on.")
@click.pass_obj
def correct(options: Options, id: str | None, words: str | None, last: bool) -> None:
    """Say what is right: `correct ID "it's Porto"`, or `correct --last "it's Porto"`. The old words stay as history."""
    given, text = (None, id) if last and words is None else (id, words)
    if text is None or last == (given is not None):
        raise WrongUse("Name what is wrong by its ID, or say --last; then say what is right.")
    said = context.text_or_stdin(text)
    with context.opened(options) as reverie:
        answer = reverie.correct(said, parsing.identifier(given) if given is not None else None)
        zone = context.zone_of(reverie.status())
    out.document(answer, zone) if options.json else _print_answer(answer, zone)


def _each(
    options: Options,
    words: str | None,
    batch: Path | None,
    field: str,
    one: Callable[[Reverie, str, ZoneInfo], Any],
    show: Callable[[Any, ZoneInfo], None],
) -> None:
    if (words is None) == (batch is None):
        raise WrongUse(f"Give a {field}, or --batch FILE.")
    listed = [_batch_row(row, field, batch) for row in parsing.rows(batch)] if batch else []
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        if words is not None:
            result = one(reverie, context.text_or_stdin(words), zone)
            out.document(result, zone) if options.json else show(result, zone)
            return
        with out.progress(f"{field.capitalize()}s", len(listed)) as advance:
            for number, text in listed:
                out.document({"id": number} | out.jsonable(one(reverie, text, zone), zone), zone)
                advance(1)


def _batch_row(row: parsing.Row, field: str, file: Path | None) -> tuple[Any, str]:
    if "id" not in row.fields or not isinstance(row.fields.get(field), str):
        raise WrongUse(f"{file}, line {row.number}: a line needs “id” and “{field}”.")
    return row.fields["id"], row.fields[field]


def _print_hits(result: SearchResult, zone: ZoneInfo) -> None:
    if not result.hits:
        out.line("Nothing found.")
    for hit in result.hits:
        out.line(_hit_line(hit, zone))
    event = result.interpreted.event
    if event is not None:
        out.say(f"{event.words}: {event.taken} (“{event.quote}”)")
    for note in result.notes:
        out.say(note)


def _hit_line(hit: Hit, zone: ZoneInfo) -> str:
    when = hit.time.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    snippet = " ".join(hit.snippet.split())
    return f"{when}  {hit.kind or hit.type:<10}  {hit.title}\n                  {snippet}\n                  {hit.id}"


def _print_answer(answer: Answer, zone: ZoneInfo) -> None:
    out.line(answer.answer)
    if answer.trouble:
        out.say(f"The language model did not word it: {answer.trouble}")
    for citation in answer.citations:
        when = citation.time.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        out.line(f"  [{citation.n}] {when}  {citation.title}: {citation.quote}  ({citation.id})")
