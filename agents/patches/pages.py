"""What the user's words speak of as a page, and what of a page may change a note: its lines, without its head."""

from __future__ import annotations

import re

from agents import appointments, forwards, instructions, screens
from agents.finding import Utterance, title_of
from agents.patterns import lazy
from storage.model import Frame

NAMED = (
    r"(?:notice|page|sheet|leaflet|flyer|poster|letter|e-?mail|mail|email|message|timetable|schedule|plan|"
    r"programme|program|"
    r"listing|website|site|invitation|invite|ticket|form|pdf|sign|board|post|note|slip|"
    r"\w*zettel|aushang|\w*seite|\w*plan|brief|flyer|\w*blatt|plakat|einladung|rundmail|nachricht|anzeige|programm|"
    r"avviso|foglio|pagina|volantino|cartello|lettera|locandina|invito|programma|orario|messaggio|sito)"
)
"""A page as English, German and Italian call it."""
# The head of a mail in a form that is not cut off elsewhere.
_HEAD = lazy(
    r"\s*(?:from|to|cc|date|sent|subject|von|an|datum|gesendet|betreff|da|a|data|inviato|oggetto|发件人|收件人|日期|主题)\s?[:：]",
    re.IGNORECASE,
)


def body_lines(page: Utterance) -> list[str]:
    """The lines of a page, without the head of a mail and what it hands on."""
    mail = forwards.read(page.text, title_of(page.observation))
    body = appointments.body_of(mail.today if mail else page.text)
    return [one.strip() for one in body.splitlines() if one.strip() and not _HEAD.match(one)]


def is_readable(page: Utterance) -> bool:
    """Whether a screen gives no orders to machines, and is no wait before a page."""
    seen = page.observation
    orders = instructions.looks_like_instruction(f"{title_of(seen)}\n{page.text}")
    return isinstance(seen, Frame) and bool(page.text) and not (orders or screens.is_waiting(seen, page.text))
