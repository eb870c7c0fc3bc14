"""What a text must hold for a pattern of times: nothing that a pattern matches may be passed over for it."""

from __future__ import annotations

import json
import re
import sys
from itertools import chain
from pathlib import Path

import pytest

from agents.times import needs, reading

PHRASES = Path(__file__).parents[2] / "data" / "date_phrases.json"


def _texts() -> list[str]:
    sets = json.loads(PHRASES.read_text(encoding="utf-8"))
    return [text for phrases in sets.values() for text in phrases]


def _matched(text: str) -> list[tuple[int, int]]:
    """What all patterns match when each is tried."""
    return [match.span() for rule in reading.rules() for match in rule.matches(text)]


def test_no_pattern_is_passed_over_that_matches() -> None:
    texts = _texts()[::9]

    found = [[match.span() for _, match in reading.matches(text)] for text in texts]

    assert sum(map(len, found)) > 100
    assert found == [_matched(text) for text in texts]


def test_most_patterns_are_passed_over() -> None:
    held = needs.held("Jonas sent me the drawings of the greenhouse.")

    tried = [
        rule.pattern
        for rule in reading.rules()
        if all(any(one in held for one in need) for need in needs.of(rule.pattern, rule.flags))
    ]

    assert len(tried) * 20 < len(reading.rules())


def test_what_a_pattern_takes_as_the_same_letter_is_folded_to_the_same() -> None:
    every = "".join(map(chr, chain(range(0xD800), range(0xE000, sys.maxunicode + 1))))
    letters = {sign for rule in reading.rules() for sign in rule.pattern if sign.isalpha()}

    apart = {
        (letter, other)
        for letter in letters
        for other in re.findall(re.escape(letter), every, re.IGNORECASE)
        if needs.fold(other) != needs.fold(letter)
    }

    assert len(letters) > 50
    assert apart == set()
    assert re.fullmatch("i", "ı", re.IGNORECASE), "what plain case folding would tell apart"


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("next week", [{"next week"}]),
        ("(?:on )?(?P<day>monday|tuesday)", [{"monday", "tuesday"}]),
        (r"week \d{1,2}", [{"week "}, {r"\d"}]),
        ("(?:soon|later)?", []),
        ("soon|later|", []),
        ("(?=soon)(?<!not )", []),
        ("[^a]+[a-z]", []),
        ("[ap]m", [{"a", "p"}, {"m"}]),
    ],
)
def test_needed_is_what_every_match_holds(pattern: str, needed: list[set[str]]) -> None:
    found = needs.of(pattern, re.IGNORECASE)

    assert sorted(map(sorted, found)) == sorted(map(sorted, needed))
