"""Commands for models behind a server: which servers run here, and which model answers from now on."""

from __future__ import annotations

from typing import TextIO
from zoneinfo import ZoneInfo

import click

from agents.models import addresses
from agents.models.addresses import Address
from app.cli import context, exporting, managing, out
from app.cli.context import Options
from app.interfaces import Reverie
from storage.errors import WrongUse

SERVER = "server"
SENT = (
    "From now on your questions, what you said and the passages found for them (from screens, conversations and "
    "memories) are sent to {url}, on another computer{clear}. Nothing that lies in the vault is. Send them there?"
)
CLEAR = ", UNENCRYPTED: everyone on the way can read them"


def register(cli: click.Group) -> None:
    """Adds `models use` and `models servers` to the models' group."""
    del cli
    managing.models.add_command(use)
    managing.models.add_command(servers)
    managing.models.add_command(bench)


@click.command()
@click.pass_obj
def servers(options: Options) -> None:
    """Look for model servers at their usual ports of this computer (llama-server, Ollama, LM Studio, vLLM)."""
    from agents.models import server  # noqa: PLC0415 - what opens connections is loaded where one is wanted

    found = server.serving()
    if options.json:
        told = [{"program": program, "url": url, "models": names} for program, (url, names) in found.items()]
        out.document(told, ZoneInfo("UTC"))
        return
    for program, (url, names) in found.items():
        out.line(f"{program:<12}  {url:<28}  {', '.join(names) or 'no model'}")
    ports = ", ".join(str(port) for port in server.USUAL_PORTS.values())
    out.line("Use one: reverie models use --url URL --model NAME" if found else f"None answers at {ports}.")


@click.command()
@click.argument("name", required=False)
@click.option("--url", help="A model server on this computer, as in http://127.0.0.1:11434/v1.")
@click.option(
    "--allow-network", metavar="URL", help="One on another computer; what is sent there is asked first."
)
@click.option("--key-file", type=click.File(encoding="utf-8"), help="Its key, if it wants one (- for stdin).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def use(
    options: Options,
    *,
    name: str | None,
    url: str | None,
    allow_network: str | None,
    key_file: TextIO | None,
    yes: bool,
) -> None:
    """Choose the answering model: one of `models list`, “none”, or a server's (--url, --model); or that for meaning."""
    if url and allow_network:
        raise WrongUse("Give --url for a server on this computer or --allow-network for another, not both.")
    if url or allow_network:
        if name not in (None, SERVER):
            raise WrongUse(f"{name} is no server: leave the name out.")
        _use_server(options, addresses.parsed(url or allow_network or ""), bool(allow_network), key_file, yes)
    elif name:
        _use(options, name)
    else:
        raise WrongUse("Name a model, or the address of a server with --url. See: reverie models list")


@click.command()
@click.argument("name", default="")
@click.pass_obj
def bench(options: Options, name: str) -> None:
    """Test a language model (the answering one) on 40 questions in four languages: what is it trusted with?"""
    with context.opened(options) as reverie:
        done = exporting.carried_out(reverie, reverie.bench(name), "Testing")
    found = done.benched
    assert found is not None
    if options.json:
        out.document(found, ZoneInfo("UTC"))
        return
    for skill in found.skills:
        out.line(f"{skill.name:<10} {skill.right:>3} of {skill.of}")
    out.line(f"{found.model}: {found.sentence} ({found.seconds:.0f} s)")


def _use(options: Options, name: str) -> None:
    with context.opened(options) as reverie:
        reverie.set_setting("model.language", name)
        embedders = [model.name for model in reverie.models() if model.kind == "embedder"]
        status = reverie.status()
    if options.json:
        out.document({"model": name}, ZoneInfo("UTC"))
    else:
        when = "from now on" if status.embedder else "after the next unlock"
        told = status.meaning or f"{name} is used for meaning {when}."
        out.line(told if name in embedders else f"{name} answers from now on.")


def _use_server(
    options: Options, address: Address, network: bool, key_file: TextIO | None, yes: bool
) -> None:
    key = key_file.readline().strip() if key_file is not None else ""
    _must_be_wanted(address, network, yes)
    # The global option: here it is the model's name at the server.
    model = options.model or _only_model(address, key, network)
    with context.opened(options) as reverie:
        _set(reverie, address, model, key, network)
    if options.json:
        out.document({"model": f"{SERVER}/{model}", "url": address.url, "network": network}, ZoneInfo("UTC"))
    else:
        out.line(f"{model} at {address.url} answers from now on.")


def _must_be_wanted(address: Address, network: bool, yes: bool) -> None:
    """Asks before anything goes to another computer. Raises WrongUse where only this one was meant."""
    here = all(addresses.is_here(one) for one in addresses.resolved(address.host, address.port))
    if here:
        return
    if not network:
        raise WrongUse(
            f"{address.url} is not on this computer. To send your questions and what is found for them there: "
            f"reverie models use --allow-network {address.url}"
        )
    question = SENT.format(url=address.url, clear="" if address.secure else CLEAR)
    if not yes and not click.confirm(question, err=True):
        raise click.Abort
    if yes:
        out.warn(question.removesuffix(" Send them there?"))


def _only_model(address: Address, key: str, network: bool) -> str:
    from agents.models import server  # noqa: PLC0415 - what opens connections is loaded where one is wanted

    found = server.names(server.Place(address, "", key, network))
    if len(found) != 1:
        listed = ", ".join(found) or "none at all"
        raise WrongUse(f"Say which model with --model. That server offers: {listed}")
    return found[0]


def _set(reverie: Reverie, address: Address, model: str, key: str, network: bool) -> None:
    reverie.set_setting("model.network", address.url if network else "")
    reverie.set_setting("model.server", address.url)
    reverie.set_setting("model.server_model", model)
    if key:
        reverie.set_setting("model.server_key", key)
    reverie.set_setting("model.language", SERVER)
