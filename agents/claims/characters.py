"""Whom the user made up: the narrator of a novel, the heroine of a play. They are people of a story alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agents.claims.people import NAME, clean_in
from agents.patterns import lazy

_ROLES = r"(?P<{0}>(?:main |first-person )?(?:narrator|protagonist|character|villain|antagonist))"
_WORKS = (
    r"(?:novel|novella|story|short story|book|play|screenplay|script|comic|fan ?fic\w*|poem|romans?|buch(?:es|s)?|"
    r"geschichte|erzählung|stücks?|drehbuchs?|romanzo|libro|racconto|copione|fumetto)"
)
_FORMS = (
    lazy(
        rf"(?i:\bmy {_ROLES.format('role')}),?\s+(?i:(?:is )?(?:called |named )?)(?P<name>{NAME})"
    ),
    lazy(
        r"(?i:\b(?:the )?(?P<role>(?:main )?(?:hero|heroine|narrator|protagonist|character|villain|detective)) "
        rf"(?:of|in|from) my (?:\w+ )?{_WORKS}),?\s+(?i:(?:is )?(?:called |named )?)(?P<name>{NAME})"
    ),
    lazy(
        rf"(?i:\bin my (?:\w+ )?{_WORKS},? (?:the |my )?(?P<role>(?:main )?(?:hero|heroine|narrator|"
        rf"protagonist|character|"
        rf"villain|detective))),?\s+(?i:(?:is )?(?:called |named )?)(?P<name>{NAME})"
    ),
    lazy(
        r"(?i:\b(?:held(?:in)?|hauptfigur|figur|erzähler(?:in)?|protagonist(?:in)?|eroe|eroina|narratore|narratrice|"
        rf"protagonista|personaggio) (?:in )?(?:meine[smr]|del mio|della mia) {_WORKS}),?\s+"
        rf"(?i:(?:ist|heißt|si chiama|è)?\s*)(?P<name>{NAME})"
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of a story that the user writes, by `name`; `quote` are the words that say so."""

    name: str
    role: str
    quote: str


def characters(text: str) -> Iterator[Character]:
    """Whom a text calls a person of the user's own story, each once."""
    seen = set()
    for form in _FORMS:
        for match in form.finditer(text):
            name = clean_in(text, *match.span("name"))
            if name and name not in seen:
                seen.add(name)
                role = match.groupdict().get("role") or "character"
                yield Character(name, role.casefold(), match.group())
