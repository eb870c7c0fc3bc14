"""What the user's words change of something known: a time, a number, a place, a job; the rest of it stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agents.drafts import Drafts
from agents.finding import Material, Voice, is_read_off
from agents.kinds import Rules
from agents.patches import contacts, lasting, parts, said
from storage.model import Change


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What the user's own words change of memories."""
    for utterance in material.said_by(Voice.USER):
        if is_read_off(utterance.observation):
            continue  # What a screen shows as the user's words may be anyone's.
        told = said.read(utterance, material.zone)
        if told is not None:
            for find in (lasting.changes, contacts.changes, parts.changes):
                yield from find(told, rules, drafts)


__all__ = ["changes"]
