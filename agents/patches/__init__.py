"""What the user's words change of something known: a time, a number, a place, a job; the rest of it stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from agents import sentences
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice, is_read_off
from agents.kinds import Rules
from agents.patches import (
    codes,
    contacts,
    doses,
    hired,
    hours,
    lasting,
    manners,
    meant,
    numbered,
    occupants,
    over,
    parts,
    priced,
    said,
    shifted,
    signalled,
    taken,
    tongues,
    written,
)
from agents.patches.assents import changes as assents
from agents.patches.notices import Notice
from agents.patches.notices import read as notices
from storage.model import Change, Memory, Revise


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What the user's own words change of memories."""
    before, asked = parts.Spoken(), ""
    for utterance in material.said_by(Voice.USER, Voice.ASSISTANT, Voice.SCREEN):
        if utterance.voice is Voice.SCREEN:
            yield from _in_a_mail(utterance, material, rules, drafts)
            continue
        if is_read_off(utterance.observation):
            continue  # What a screen shows as the user's words may be anyone's.
        if utterance.voice is Voice.ASSISTANT:
            named = meant.meant(said.Said((utterance.text,), utterance, material.zone), rules, drafts)
            asks = sentences.ends_asking(utterance.text)
            asked = utterance.text if asks else ""
            questions = " ".join(filter(sentences.ends_asking, sentences.split(utterance.text)))
            before = replace(_after(before, named), stated=named is not None, asked=questions)
            continue
        heard = said.Said((utterance.text,), utterance, material.zone)
        yield from manners.changes(utterance, heard, rules, drafts)
        yield from tongues.changes(utterance, heard, rules, drafts)
        yield from taken.changes(heard, rules, drafts)
        told, question, asked = said.read(utterance, material.zone), asked, ""
        if told is None:
            continue
        yield from codes.changes(told, question, rules, drafts)
        for find in (
            doses.changes,
            priced.changes,
            shifted.changes,
            hours.changes,
            numbered.changes,
            hired.changes,
            occupants.changes,
            lasting.changes,
            contacts.changes,
        ):
            yield from find(told, rules, drafts)
        named = meant.meant(told, rules, drafts)
        for change in parts.changes(told, rules, drafts, before):
            yield change
            named = drafts.drafted(change.id) if isinstance(change, Revise) else named
        yield from over.changes(told, rules, drafts)
        yield from signalled.changes(told, rules, drafts)
        before = _after(before, drafts.latest(named) if named else None)


def _after(before: parts.Spoken, named: Memory | None) -> parts.Spoken:
    """What was spoken of last, once `named` is, or nothing new."""
    plan = named if named is not None and parts.is_plan(named) else before.plan
    return parts.Spoken(named or before.memory, plan=plan)


def _in_a_mail(
    utterance: Utterance, material: Material, rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[Change]:
    """What the user says of themselves in a mail that they write."""
    mine = written.read(utterance)
    told = said.read(mine, material.zone) if mine else None
    if told is not None:
        yield from lasting.changes(written.of_the_writer(told), rules, drafts)


__all__ = ["Notice", "assents", "changes", "notices"]
