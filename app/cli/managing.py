"""Commands that manage: init, backup, restore, pause, rules, settings, models, doctor, lock, demo, and more."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app import client
from app.cli import context, keys, out, parsing
from app.cli.context import Options
from app.cli.forgetting import print_receipt
from app.interfaces import Forget, Refused, RehearsalView, Reverie
from storage.errors import WrongUse


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    at_the_safe = (init, doctor, lock)
    for command in (*at_the_safe, pause, resume, rules, settings, models, demo, keeper):
        cli.add_command(command)


@click.command()
@click.option(
    "--recovery-file", type=click.Path(path_type=Path), help="Write the 24 recovery words here (mode 0600)."
)
@click.pass_obj
def init(options: Options, recovery_file: Path | None) -> None:
    """Make a safe."""
    from app.cli import safes  # noqa: PLC0415 - half a second of loading, which no command needs that a keeper answers

    wanted = recovery_file is not None or (keys.at_a_terminal() and not options.json)
    secret = context.new_passphrase(options)
    # Made first: a safe whose recovery words cannot be written down must not come to be.
    with context.new_private(recovery_file) as words:
        phrase = safes.made(options, secret, recovery=wanted)
        if phrase is not None and words is not None:
            words.write(phrase.reveal() + "\n")
    if phrase is not None and recovery_file is None:
        keys.show_once(phrase)
    if options.json:
        out.document({"home": str(options.home), "recovery": phrase is not None}, ZoneInfo("UTC"))
    else:
        out.line(f"Made a safe in {options.home}.")
    from app import surroundings  # noqa: PLC0415 - keeps all other commands quick

    trouble = surroundings.warning(options.home)
    if trouble:
        out.warn(trouble)


@click.command()
@click.argument("length", required=False, metavar="[DURATION]")
@click.pass_obj
def pause(options: Options, length: str | None) -> None:
    """Stop recording, for good or for a while (15m, 1h)."""
    seconds = parsing.duration(length).total_seconds() if length else None
    with context.opened(options) as reverie:
        _tell_status(options, reverie.pause(seconds))


@click.command()
@click.pass_obj
def resume(options: Options) -> None:
    """Record again."""
    with context.opened(options) as reverie:
        _tell_status(options, reverie.resume())


@click.group()
def rules() -> None:
    """What must not be seen."""


@rules.command(name="list")
@click.pass_obj
def list_rules(options: Options) -> None:
    """Your rules, then the built-in ones."""
    with context.opened(options) as reverie:
        found = reverie.rules()
    if options.json:
        out.document(found, ZoneInfo("UTC"))
        return
    for rule in found:
        if not rule.built_in:
            out.line(f"{rule.id:>8}  app {rule.app or '*'}, title {rule.title or '*'}, URL {rule.url or '*'}")
    for name, number in Counter(rule.name for rule in found if rule.built_in).items():
        out.line(f"built in  {name} ({number} patterns; --json lists them)")


@rules.command(name="add")
@click.option("--app", default="")
@click.option("--title", default="")
@click.option("--url", default="")
@click.pass_obj
def add_rule(options: Options, app: str, title: str, url: str) -> None:
    """Hide windows by app, title or URL; patterns may hold *."""
    if not (app or title or url):
        raise WrongUse("Name what to hide: --app, --title or --url. A pattern may hold *.")
    with context.opened(options) as reverie:
        rule = reverie.add_rule(app, title, url)
    if options.json:
        out.document(rule, ZoneInfo("UTC"))
    else:
        out.line(f"Rule {rule.id} holds from now on.")


@rules.command()
@click.argument("id", type=int, required=False)
@click.option("--app", default="")
@click.option("--title", default="")
@click.option("--url", default="")
@click.option("--last", default="7d", show_default=True, metavar="7d", help="How far to look back.")
@click.option("--forget", "let_go", is_flag=True, help="Forget what it would have hidden, for good.")
@click.pass_obj
def rehearse(
    options: Options, *, id: int | None, app: str, title: str, url: str, last: str, let_go: bool
) -> None:
    """Show what a rule would have hidden: one of yours by its number, or a new one by its patterns."""
    if (id is None) != bool(app or title or url):
        raise WrongUse("Name a rule of yours by its number, or what to hide: --app, --title or --url.")
    back = parsing.duration(last)
    with context.opened(options) as reverie:
        zone = context.zone_of(reverie.status())
        if id is not None:
            app, title, url = _patterns(reverie, id)
        until = options.clock()
        found = reverie.rehearse(app, title, url, until - back, until)
        receipt = reverie.forget(Forget(found.ids)) if let_go and found.ids else None
    if options.json:
        out.document({"rehearsal": found, "receipt": receipt}, zone)
        return
    _print_rehearsal(found, zone)
    if receipt is not None:
        print_receipt(receipt)
    elif found.moments:
        out.line("Add --forget to forget them.")


@rules.command(name="remove")
@click.argument("id", type=int)
@click.pass_obj
def remove_rule(options: Options, id: int) -> None:
    """Remove a rule of yours."""
    with context.opened(options) as reverie:
        reverie.remove_rule(id)
    if options.json:
        out.document({"removed": id}, ZoneInfo("UTC"))
    else:
        out.line(f"Rule {id} is gone.")


def _patterns(reverie: Reverie, id: int) -> tuple[str, str, str]:
    """App, title and address of a rule of the user's. Raises WrongUse."""
    rule = next((rule for rule in reverie.rules() if rule.id == id and not rule.built_in), None)
    if rule is None:
        raise WrongUse(f"There is no rule {id}. `reverie rules list` shows them.")
    return rule.app, rule.title, rule.url


def _print_rehearsal(found: RehearsalView, zone: ZoneInfo) -> None:
    out.line(
        f"This would have hidden {found.moments} of {found.seen} moments since {_minute(found.since, zone)}."
    )
    for of in found.apps:
        out.line(f"{of.moments:>8}  {of.app or 'no app'}")
    for stretch in found.stretches:
        out.line(f"{_minute(stretch.started, zone)} to {_minute(stretch.ended, zone)}: {stretch.moments}")


def _minute(time: datetime, zone: ZoneInfo) -> str:
    return f"{time.astimezone(zone):%Y-%m-%d %H:%M}"


@click.group()
def settings() -> None:
    """How Reverie behaves."""


@settings.command(name="list")
@click.pass_obj
def list_settings(options: Options) -> None:
    """Every setting."""
    with context.opened(options) as reverie:
        found = reverie.settings()
    if options.json:
        out.document(found, ZoneInfo("UTC"))
        return
    for name, value in found.items():
        out.line(f"{name} = {value}")


@settings.command(name="get")
@click.argument("name")
@click.pass_obj
def get_setting(options: Options, name: str) -> None:
    """One setting."""
    with context.opened(options) as reverie:
        found = reverie.settings()
    if name not in found:
        raise WrongUse(f"There is no setting “{name}”. See: reverie settings list")
    out.document({name: found[name]}, ZoneInfo("UTC")) if options.json else out.line(str(found[name]))


@settings.command(name="set")
@click.argument("name")
@click.argument("value")
@click.pass_obj
def set_setting(options: Options, name: str, value: str) -> None:
    """Change one setting; “-” reads the value from standard input (a key stays out of the shell's history)."""
    with context.opened(options) as reverie:
        reverie.set_setting(name, context.text_or_stdin(value))
        # What was set as it is shown: a key is not.
        now = reverie.settings().get(name, value)
    out.document({name: now}, ZoneInfo("UTC")) if options.json else out.line(f"{name} = {now}")


@click.group()
def models() -> None:
    """The models on this machine."""


@models.command(name="list")
@click.pass_obj
def list_models(options: Options) -> None:
    """What is here, what answers, what can be fetched."""
    with context.opened(options) as reverie:
        found = reverie.models()
    if options.json:
        out.document(found, ZoneInfo("UTC"))
        return
    for model in found:
        here = "here" if model.present else "not here"
        chosen = ", in use" if model.chosen else ""
        trusted = f", trusted with: {model.trust}" if model.trust else ""
        file = f", {model.size / 1e6:.0f} MB, {model.licence}" if model.size else f", {model.path}"
        out.line(f"{model.name:<38} {model.kind:<9} {here}{chosen}{trusted}{file}")


@click.command()
@click.pass_obj
def doctor(options: Options) -> None:
    """Look at every part and say what to do where one is not well."""
    with context.opened(options) as reverie:
        found = reverie.doctor()
    if options.json:
        out.document(found, ZoneInfo("UTC"))
    else:
        for check in found:
            out.line(f"{'well   ' if check.well else 'problem'}  {check.name}: {check.message}")
    if not all(check.well for check in found):
        raise click.exceptions.Exit(1)


@click.command()
@click.pass_obj
def lock(options: Options) -> None:
    """Lock: the keeper and everything it started end."""
    link = client.unlocked(options.home)
    if link is not None:
        link.reverie().lock()
        gone = link.wait_until_gone()
        link.close()
        if not gone:
            message = "Reverie was told to lock, and its keeper still runs. Look at it with: reverie doctor"
            raise Refused("Reverie did not lock", message)
    if options.json:
        out.document({"locked": True}, ZoneInfo("UTC"))
    else:
        out.line("Locked." if link is not None else "Nothing was open.")


@click.command()
@click.option("--seed", type=int, help="Which world; a new one by default.")
@click.option("--pictures", type=click.Path(path_type=Path), default=Path("demo-pictures"), show_default=True)
@click.pass_obj
def demo(options: Options, seed: int | None, pictures: Path) -> None:
    """Play a made-up day in real windows, record it, and ask about it."""
    from app.demo import play  # noqa: PLC0415 - the demo brings its own process tree; other commands need none of it

    result = play.play(seed, pictures, options.model)
    if options.json:
        out.document(result, ZoneInfo("UTC"))
    if not result.passed:
        raise click.exceptions.Exit(1)


@click.command(hidden=True)
@click.pass_obj
def keeper(options: Options) -> None:
    """The keeper's process."""
    from app import keeper as keeping  # noqa: PLC0415 - signals and log files belong to that process only

    raise click.exceptions.Exit(keeping.main(options.home))


def _tell_status(options: Options, status: object) -> None:
    zone = ZoneInfo(getattr(status, "timezone", "UTC"))
    if options.json:
        out.document(status, zone)
    else:
        out.line(f"{getattr(status, 'recording', '')}. {getattr(status, 'reason', '')}".strip())
