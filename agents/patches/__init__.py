"""What the user's words change of something known: a time, a number, a place, a job; the rest of it stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agents.drafts import Drafts
from agents.finding import Material, Voice, is_read_off
from agents.kinds import Rules
from agents.patches import contacts, lasting, meant, parts, said
from agents.patches.assents import changes as assents
from agents.patches.notices import Notice
from agents.patches.notices import read as notices
from storage.model import Change, Memory, Revise


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What the user's own words change of memories."""
    before: Memory | None = None
    stated = False
    for utterance in material.said_by(Voice.USER, Voice.ASSISTANT):
        if is_read_off(utterance.observation):
            continue  # What a screen shows as the user's words may be anyone's.
        if utterance.voice is Voice.ASSISTANT:
            named = meant.meant(said.Said((utterance.text,), utterance, material.zone), rules, drafts)
            before, stated = named or before, named is not None
            continue
        told = said.read(utterance, material.zone)
        if told is None:
            continue
        for find in (lasting.changes, contacts.changes):
            yield from find(told, rules, drafts)
        named = meant.meant(told, rules, drafts)
        for change in parts.changes(told, rules, drafts, parts.Spoken(before, stated)):
            yield change
            named = drafts.drafted(change.id) if isinstance(change, Revise) else named
        now = named or before
        before, stated = drafts.latest(now) if now else None, False


__all__ = ["Notice", "assents", "changes", "notices"]
