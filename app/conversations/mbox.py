"""Mail in an mbox file: each mail's plain text is a turn, its subject the thread."""

from __future__ import annotations

import mailbox
import re
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from app import documents
from app.conversations.export import PARTICIPANT, USER, Export
from app.interfaces import IncomingTurn

# What mail programs put before the subject of an answer, in the languages of their users.
_ANSWERED = re.compile(
    r"^(?:(?:re|aw|sv|vs|fwd?|wg|tr|antw|rif|回复|答复|转发)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE
)


def turns(export: Export) -> list[IncomingTurn]:
    """Every mail that has a text, in the order of the file."""
    box = mailbox.mbox(export.file, create=False)
    try:
        found = [_turn(export, *_mail(export, box, key, at)) for at, key in enumerate(box.keys(), start=1)]
    finally:
        box.close()
    return [turn for turn in found if turn is not None]


def _mail(export: Export, box: mailbox.mbox, key: str, at: int) -> tuple[mailbox.mboxMessage, str]:
    """The mail and how its place is called."""
    where = f"message {at}"
    try:
        return box.get_message(key), where
    except UnicodeDecodeError:
        raise export.fault(where, "its first line is damaged. Export the mails again.") from None


def _turn(export: Export, mail: mailbox.mboxMessage, where: str) -> IncomingTurn | None:
    text = _text(mail).strip()
    if not text:
        return None
    name, address = parseaddr(_header(mail, "From"))
    role = USER if export.is_me(name) or export.is_me(address) else PARTICIPANT
    thread = _ANSWERED.sub("", _header(mail, "Subject")) or "(no subject)"
    return export.turn(
        _time(export, mail, where), text, thread, name or address, role, _header(mail, "Message-ID")
    )


def _time(export: Export, mail: mailbox.mboxMessage, where: str) -> datetime:
    try:
        sent = parsedate_to_datetime(_header(mail, "Date"))
    except (ValueError, OverflowError):
        return _delivered(export, mail, where)
    # An offset of -0000 means UTC without saying where (RFC 5322, 3.3), and comes back without a zone.
    return sent if sent.tzinfo is not None else sent.replace(tzinfo=UTC)


def _delivered(export: Export, mail: mailbox.mboxMessage, where: str) -> datetime:
    # The line before each mail ends with the time of delivery, as asctime writes it, in UTC (RFC 4155).
    try:
        return datetime.strptime(" ".join(mail.get_from().split()[1:6]), "%a %b %d %H:%M:%S %Y").replace(
            tzinfo=UTC
        )
    except (ValueError, OverflowError):
        raise export.fault(where, "it has no date that can be read. Mend or remove this mail.") from None


def _header(mail: Message, name: str) -> str:
    given = str(mail.get(name) or "")
    with suppress(MessageError, LookupError, ValueError):
        # A header in an unknown encoding stays as it was written.
        given = str(make_header(decode_header(given)))
    return " ".join(given.split())


def _text(mail: Message) -> str:
    """The first plain text that is no attachment; of a mail without one, the words of its HTML."""
    parts = [part for part in mail.walk() if part.get_content_disposition() != "attachment"]
    for part in parts:
        if part.get_content_type() == "text/plain":
            return _decoded(part)
    for part in parts:
        if part.get_content_type() == "text/html":
            lines = documents.of_page(_decoded(part), titled=False).splitlines()
            return "\n".join(line for line in lines if line)
    return ""


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset("utf-8"), errors="replace")
    except (LookupError, ValueError):
        # An encoding that nobody knows, or a name that is none.
        return data.decode("utf-8", errors="replace")
