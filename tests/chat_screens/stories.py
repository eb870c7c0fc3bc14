"""Conversations to be drawn: who says what and when, always the same for a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

NAMES = (
    "Anna Reis", "Ben Okafor", "Clara Weiss", "David Lindqvist", "Elif Demir", "Farid Haddad", "Grace Kim",
    "Hugo Martin", "Ines Costa", "Jonas Berg", "Katya Orlova", "Liam Byrne", "Marta Nowak", "Nils Dahl",
)  # fmt: skip
NICKS = ("anna_r", "benok", "clw", "dlind", "elif", "farid42", "gracek", "hugo-m")
OPENERS = (
    "ok", "thanks!", "haha yes", "on my way", "no idea", "sounds good", "sure", "will do", "great, see you there",
    "Lunch at 12:30?", "what do you think?", "saved", "yes please", "Done.", "I am late, sorry",
)  # fmt: skip
SUBJECTS = (
    "the landlord", "my sister", "the printer on the third floor", "the night train to Vienna", "our new dentist",
    "the staging server", "the garden shed", "the budget draft", "Tom's bicycle", "the ferry ticket", "the red folder",
    "that bakery near the station", "the parking permit", "the quarterly report", "the violin teacher",
)  # fmt: skip
DOINGS = (
    "finally answered and wants to move the date to Thursday", "is broken again and nobody knows who to call",
    "costs 84 euros more than last year", "will be ready before the weekend if it does not rain",
    "needs a signature from both of us before Friday", "was moved to room 214 without telling anyone",
    "looks much better now that the paint is dry", "can only be picked up between nine and noon",
    "has to be renewed until the end of March", "sent me the wrong invoice twice this month",
)  # fmt: skip
ENDS = (
    "Can you call them tomorrow?", "I will bring it along.", "Do you still have the receipt?", "Let me know.",
    "I left the key under the blue pot.", "We should ask Marta first.", "It is not urgent though.",
)  # fmt: skip


@dataclass(frozen=True)
class Message:
    """What one says; `own`: the user. Messages of one `speaker` in a row may be drawn under one heading."""

    speaker: str
    own: bool
    text: str
    time: datetime


@dataclass(frozen=True)
class Story:
    """A conversation of the user `me` with `others`, oldest first; `title` is what its window calls it."""

    me: str
    others: tuple[str, ...]
    messages: tuple[Message, ...]
    title: str


def story(seed: str, *, people: int = 1, length: int = 16, names: tuple[str, ...] = NAMES) -> Story:
    """A conversation with so many others."""
    chance = Random(f"story {seed}")
    me, *others = chance.sample(names, people + 1)
    time = datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(
        days=chance.randrange(60), minutes=chance.randrange(500)
    )
    found: list[Message] = []
    said: set[str] = set()
    for _ in range(length):
        speaker = chance.choice([me, *others, *others])
        text = _text(chance)
        while text in said and chance.random() < 0.85:
            text = _text(chance)
        said.add(text)
        time += timedelta(minutes=chance.choice((0, 1, 1, 2, 3, 5, 9, 14)), seconds=chance.randrange(50))
        found.append(Message(speaker, speaker == me, text, time))
    title = (
        others[0]
        if people == 1
        else chance.choice(("Weekend trip", "House 12", "Team lunch", "Choir", "Release"))
    )
    return Story(me, tuple(others), tuple(found), title)


def _text(chance: Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(OPENERS)
    first = f"{chance.choice(SUBJECTS)} {chance.choice(DOINGS)}"
    first = first[0].upper() + first[1:]
    if kind < 0.65:
        return f"{first}."
    second = f"{chance.choice(SUBJECTS)} {chance.choice(DOINGS)}"
    return (
        f"{first}. {chance.choice(ENDS)}" if kind < 0.85 else f"{first}, and {second}. {chance.choice(ENDS)}"
    )
