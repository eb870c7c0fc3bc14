"""The sieve lets through whatever matches, and hardly anything else."""

from __future__ import annotations

import os
import re
from random import Random

import pytest
import re2
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from agents.secrets import asked, fields, identities, numbers, papers, phrases, seeds, shapes, spelled, told
from agents.secrets.sieve import Sieve, loosened
from tests.fakes import pages

SIEVES = {
    "beginnings of keys": shapes.BEGINNINGS,
    "shapes": shapes.SIEVE,
    "numbers": numbers.AS_READ,
    "numbers put right": numbers.PUT_RIGHT,
    "names of identities": identities.LETTERED,
    "identities": identities.DIGITS,
    "fields": fields.SIEVE,
    "seeds": seeds.NAMES,
    "asked": asked.SIEVE,
    "told": told.SIEVE,
    "spelled": spelled.SIEVE,
    "phrases": phrases.SIEVE,
    "papers": papers.SIEVE,
}


@pytest.mark.parametrize("name", SIEVES)
@given(data=st.data())
@settings(
    max_examples=2_000 if os.environ.get("PROVE") else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
def test_what_matches_is_let_through(name: str, data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(SIEVES[name].patterns))
    text = data.draw(st.from_regex(re.compile(pattern.pattern, pattern.flags)))
    assume(pattern.search(text) is not None)

    through = SIEVES[name].through(text)

    assert pattern in through


# What `re` and RE2 do not mean alike.
UNLIKE = [
    (r"(?i:issue) \d", "ı\u017fsue 4"), (r"(?i:key)", "\u212aey"), (r"\d{4}", "٤٤٤٤"), (r"a\sb", "a\u3000b"),
    (r"[^\s]\w+x", "\u00a0日本x"), (r"[^\W\d_]{3}", "日本語"), (r"\bcode\b", "«code»"), (r"\w+\b:", "日本:"),
    (r"(?<![a-z])key", "-key"), (r"(?<!no )key(?!s)", "key"), (r"a(?=[)(])[)(]{2}b", "a()b"), (r"x{2,400}y", "xxxy"),
    (r"[]a]{2}\n?$", "]a\n"), (r"[a[]b", "[b"), (r"\u5bc6[\u7801-\u7802]", "密码"), ("a.b", "a\ud800b"),
    (r"(?P<one>a|\))(?:b)", ")b"), (r"^a\Bb", "ab"), (r"[^\s\[]{2}@", "a\\@"),
    (r"[\\[]@", "\\@"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "text"), UNLIKE)
def test_what_re_matches_and_re2_would_not_is_let_through(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)
    assert compiled.search(text) is not None

    through = Sieve((compiled,)).through(text)

    assert through == {compiled}


def test_a_mark_that_is_a_letter_to_re2_where_case_does_not_count_is_let_through() -> None:
    compiled = re.compile(r"ban[^\w\n]{0,6}\d", re.IGNORECASE)
    assert compiled.search("ban\u03450") is not None

    assert Sieve((compiled,)).through("ban\u03450") == {compiled}


@pytest.mark.parametrize("pattern", [r"(?<![\w.,-])S\d", r"[^\w\n]S\d"])
def test_a_letter_that_only_re2_knows_of_shuts_out_nothing(pattern: str) -> None:
    new_letter = "\U0001e4d0"  # of Unicode 15, which `re` knows from Python 3.12 on

    assert re2.search(loosened(re.compile(pattern)), f"{new_letter}S1") is not None


def test_a_screen_of_words_is_held_back() -> None:
    text = "\n".join(pages.sentence(Random(number)) for number in range(90))

    through = [pattern for sieve in SIEVES.values() for pattern in sieve.through(text)]

    assert len(through) < 5
