"""What the user writes in a mail of their own, while it is written: their words, in the first person."""

from __future__ import annotations

import re
from dataclasses import replace

from agents import screens
from agents.finding import Utterance, Voice
from agents.patches import own
from agents.patches.said import Said
from agents.patterns import lazy
from storage.model import Frame

# What a mail program calls the window in which a mail is written.
_WRITING = lazy(
    r"(?:compose|write|new (?:message|e-?mail|mail)|verfassen|neue (?:nachricht|e-?mail|mail)|schreiben|scrivi|"
    r"nuov[oa] (?:messaggio|e-?mail)|componi|rédiger|nouveau message|redactar|nuevo mensaje)\b|"
    r"写邮件|写信|新邮件|新建邮件|撰写",
    re.IGNORECASE,
)
_TO = lazy(r"(?:to|an|a|à|para|收件人|发给)\s*[:：]", re.IGNORECASE)
_HEAD = lazy(
    r"(?:to|an|a|à|para|cc|bcc|subject|betreff|oggetto|objet|asunto|收件人|发给|抄送|主题)\s*[:：].*",
    re.IGNORECASE,
)
_FROM = lazy(
    r"^\s*(?:date|sent|datum|gesendet|data|inviato|发件人|时间)\s*[:：]", re.IGNORECASE | re.MULTILINE
)
# From here on it is what somebody else wrote before.
_BEFORE = lazy(
    r"^\s*>|^-{2,}\s*\w|\b(?:wrote|schrieb|ha scritto|a écrit|escribió)\s*[^:]{0,60}:\s*$|写道[:：]|"
    r"^\s*(?:from|von|da|de)\s*:",
    re.IGNORECASE,
)


def read(utterance: Utterance) -> Utterance | None:
    """The user's own words in a mail that a screen shows them writing; None for every other screen."""
    seen = utterance.observation
    if (
        not isinstance(seen, Frame)
        or not screens.is_mail_program(seen.app)
        or not _WRITING.match(seen.window_title)
    ):
        return None
    lines = [line for line in utterance.text.splitlines() if line.strip()]
    if not any(_TO.match(line.strip()) for line in lines[:3]) or _FROM.search(utterance.text):
        return None
    body = [line for line in lines if not _HEAD.fullmatch(line.strip())]
    first = next((at for at, line in enumerate(body) if _BEFORE.search(line)), len(body))
    return replace(utterance, text="\n".join(body[:first]), voice=Voice.USER)


def of_the_writer(said: Said) -> Said:
    """The sentences of a mail in which its writer speaks of themselves."""
    return replace(said, sentences=tuple(one for one in said.sentences if own.is_in_first_person(one)))
