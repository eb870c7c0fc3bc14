"""The command that fetches a model from a hub: the one thing here that opens a connection, and only when asked."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from agents.errors import ModelUnavailable
from agents.models import catalog
from app import paths
from app.cli import managing, out
from app.cli.context import Options


def register(cli: click.Group) -> None:
    """Adds `models pull` to the models' group."""
    del cli
    managing.models.add_command(pull)


@click.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def pull(options: Options, name: str, yes: bool) -> None:
    """Fetch a model from its hub (asks first: size, licence, address)."""
    from agents.models import fetch  # noqa: PLC0415 - what opens connections is loaded where one is wanted

    model = catalog.find(name)
    if catalog.is_there(paths.cache(), name):
        _tell(options, name, "is here already, and its checksum is right.")
        return
    if not model.url:
        raise ModelUnavailable(f"{name} comes with the set-up, not from a hub. Run: make setup")
    question = f"Fetch {name}, {model.size / 1e6:.0f} MB, {model.licence}, from {model.host}?"
    if not yes and not click.confirm(question, err=True):
        raise click.Abort
    with out.progress("Fetching", model.size) as advance:
        done = 0

        def grew(now: int, total: int) -> None:
            nonlocal done
            advance(now - done, total=total or model.size)
            done = now

        target = catalog.folder(paths.cache(), name) / model.main.name
        fetch.fetch(model.url, target, model.main, grew=grew)
    _tell(options, name, "is here.")


def _tell(options: Options, name: str, what: str) -> None:
    if options.json:
        out.document({"model": name, "present": True}, ZoneInfo("UTC"))
    else:
        out.line(f"{name} {what}")
