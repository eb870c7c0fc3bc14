"""Commands of the keys: passphrase, recovery, keyring; and the words shown once at a terminal."""

from __future__ import annotations

import getpass
import secrets
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app import client
from app.cli import context, out
from app.cli.context import Options
from app.interfaces import KeyringView
from storage import recovery_words
from storage.errors import SafeLocked, WrongUse
from storage.model import Secret

ASKED = 3
"""So many of the words are asked for, to know that they were written down."""

_NEW_FILE = click.option(
    "--new-passphrase-file",
    "new_file",
    type=click.Path(path_type=Path),
    help="A file whose first line is the new passphrase.",
)
_WORDS_FILE = click.option(
    "--recovery-file", type=click.Path(path_type=Path), help="A file that holds the recovery words."
)


def register(cli: click.Group) -> None:
    """Adds this file's commands."""
    for command in (passphrase, recovery, keyring):
        cli.add_command(command)


@click.command()
@click.option("--recover", is_flag=True, help="With the recovery words, when the passphrase is forgotten.")
@_WORDS_FILE
@_NEW_FILE
@click.pass_obj
def passphrase(options: Options, recover: bool, recovery_file: Path | None, new_file: Path | None) -> None:
    """Choose another passphrase. Nothing that was kept is touched."""
    if recovery_file is not None and not recover:
        raise WrongUse("--recovery-file goes with --recover.")
    if recover:
        _recover(options, recovery_file, new_file)
    else:
        with context.opened(options) as reverie:
            former = context.typed_passphrase(options, "The present passphrase: ")
            reverie.change_passphrase(former.reveal(), _chosen(new_file).reveal())
    _tell(options, {"changed": True}, "The new passphrase holds from now on.")


@click.group()
def recovery() -> None:
    """The words that open the safe when the passphrase is forgotten."""


@recovery.command(name="new")
@click.option(
    "--recovery-file", type=click.Path(path_type=Path), help="Write the 24 recovery words here (mode 0600)."
)
@click.pass_obj
def new_recovery(options: Options, recovery_file: Path | None) -> None:
    """Make other recovery words; the former ones open nothing any more."""
    if recovery_file is None and not at_a_terminal():
        raise WrongUse("Without a terminal the words need a file: --recovery-file FILE.")
    with context.opened(options) as reverie, context.new_private(recovery_file) as file:
        again = context.typed_passphrase(options, "The passphrase, to make new words: ")
        words = Secret(reverie.new_recovery(again.reveal()))
        if file is not None:
            file.write(words.reveal() + "\n")
    if recovery_file is None:
        show_once(words)
    _tell(options, {"recovery": True}, "The new words hold from now on, and no others.")


@click.group()
def keyring() -> None:
    """Open the safe without a passphrase, by the system's keyring."""


@keyring.command(name="on")
@click.pass_obj
def keyring_on(options: Options) -> None:
    """Let the system's keyring open the safe (never the vault)."""
    with context.opened(options) as reverie:
        again = context.typed_passphrase(options, "The passphrase, to let the keyring open the safe: ")
        view = reverie.set_keyring(True, again.reveal())
    _tell_keyring(options, view)


@keyring.command(name="off")
@click.pass_obj
def keyring_off(options: Options) -> None:
    """Let it open the safe no more."""
    with context.opened(options) as reverie:
        view = reverie.set_keyring(False)
    _tell_keyring(options, view)


@keyring.command(name="status")
@click.pass_obj
def keyring_status(options: Options) -> None:
    """Whether the keyring opens the safe."""
    with context.opened(options) as reverie:
        view = reverie.keyring()
    _tell_keyring(options, view)


def at_a_terminal() -> bool:
    """Whether a person reads and types here."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def show_once(words: Secret) -> None:
    """Shows the words, and asks for three of them until they are right."""
    out.say("Your recovery words. Write them on paper and keep it apart; they are not shown again:")
    listed = words.reveal().split()
    for start in range(0, len(listed), 4):
        row = listed[start : start + 4]
        out.say("  " + "".join(f"{start + at + 1:>2}. {word:<11}" for at, word in enumerate(row)).rstrip())
    out.say(f"To be sure that they are on paper, please type {ASKED} of them.")
    for at in sorted(secrets.SystemRandom().sample(range(len(listed)), ASKED)):
        while not recovery_words.same(getpass.getpass(f"Word {at + 1}: "), listed[at]):
            out.say(f"That is not word {at + 1}. Look at your paper, and try again.")


def _recover(options: Options, recovery_file: Path | None, new_file: Path | None) -> None:
    words = _words(recovery_file)
    new = _chosen(new_file)
    link = client.unlocked(options.home)
    if link is not None:
        try:
            link.reverie().recover(words.reveal(), new.reveal())
        finally:
            link.close()
        return
    from app.cli import safes  # noqa: PLC0415 - half a second of loading, which no command needs that a keeper answers

    safes.recovered(options, words, new)


def _words(file: Path | None) -> Secret:
    if file is not None:
        try:
            return Secret(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as cause:
            raise SafeLocked(
                f"The file {file} cannot be read. Check the path and its permissions."
            ) from cause
    if not sys.stdin.isatty():
        raise SafeLocked("No recovery words. Give them with --recovery-file FILE.")
    return Secret(getpass.getpass("The 24 recovery words: "))


def _chosen(file: Path | None) -> Secret:
    if file is not None:
        return context.from_file(file)
    if not sys.stdin.isatty():
        raise SafeLocked("A new passphrase is needed. Give one with --new-passphrase-file FILE.")
    return context.typed_twice("The new passphrase: ", "Nothing was changed.")


def _tell_keyring(options: Options, view: KeyringView) -> None:
    if view.on:
        told = "The keyring opens the safe. Any program that you run may ask the keyring, too."
    elif view.available:
        told = "The keyring does not open the safe."
    else:
        told = ""
    fields = {"available": view.available, "on": view.on, "message": view.message}
    _tell(options, fields, f"{told} {view.message}".strip())


def _tell(options: Options, fields: dict[str, object], sentence: str) -> None:
    if options.json:
        out.document(fields, ZoneInfo("UTC"))
    else:
        out.line(sentence)
