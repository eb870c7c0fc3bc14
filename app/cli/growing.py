"""An answer that is shown at a terminal while it comes: from the evidence first, then the model's sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

from app.cli import out
from app.cli.context import Subscribe
from app.events import AnswerGrew, Event


@contextmanager
def shown(subscribe: Subscribe, ask_id: str, console: Console) -> Iterator[None]:
    """Shows what the answer `ask_id` reads so far, in place; the terminal is as before once it is over."""
    with Live(console=console, auto_refresh=False, transient=True) as live:

        def heard(event: Event) -> None:
            if isinstance(event, AnswerGrew) and event.ask_id == ask_id:
                live.update(Text(out.harmless(event.text)), refresh=True)

        end = subscribe(heard)
        try:
            yield
        finally:
            end()
