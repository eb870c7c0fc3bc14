"""What the learnt signs of a line count for its being the answer."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from agents import context, extractive, lines, question
from agents.context import Evidence
from agents.nearness import Nearness
from agents.recall import Found
from storage.model import Frame, Memory, Role, Turn
from tests.bench import learn_lines
from tests.bench.learn_lines import Asked
from tests.fakes.answering import answerer
from tests.fakes.reading import at, frame, kinds, memory, turn

ZONE = ZoneInfo("UTC")
NOW = at("2026-05-20T12:00")
ASKED = question.parse("Which firm lends the extra hands?", NOW, ZONE)


def evidence(thing: Turn | Frame | Memory) -> list[Evidence]:
    kind = thing.kind if isinstance(thing, Memory) else ""
    found = Found(thing.id, type(thing).__name__.casefold(), kind, 1.0, NOW, "", "", "", thing)
    return context.gather([found], ASKED, kinds(), lambda _: False)


def said(text: str) -> Turn:
    return replace(turn("user", text, "2026-05-20T09:00"), role=Role.USER)


def signs(thing: Turn | Frame | Memory) -> dict[str, float]:
    (of,) = evidence(thing)
    return lines.signs(of.lines[0], of, ASKED, unfit=False, newness=1.0, cosine=0.5)


def test_each_sign_has_a_learnt_weight_and_each_weight_its_sign() -> None:
    weights = json.loads((resources.files("agents") / "lines.json").read_text("utf-8"))["weights"]
    talk, screen = signs(said("Three come from Staffwell.")), signs(frame("Staffing plan"))

    assert {*lines.reread({**talk, **screen}, 1.0), "constant"} == set(weights)


def test_a_line_that_answers_counts_more_the_surer_it_does() -> None:
    plain = signs(said("Three come from Staffwell."))

    worth = [lines.worth(lines.reread(plain, odds)) for odds in (-9.0, -lines.SURE, 0.0, 3.0, 60.0)]

    assert worth[0] == worth[1] < worth[2] < worth[3] < worth[4]
    assert lines.unread(lines.reread(plain, 3.0)) == plain


def test_of_a_line_of_a_screen_only_that_it_is_one_counts() -> None:
    assert signs(frame("Staffing plan")) == {"screen": 1.0}


def test_what_the_user_says_and_what_is_kept_are_told_apart() -> None:
    words, kept = (
        signs(said("Three come from Staffwell.")),
        signs(memory("Extra hands", "Three come from Staffwell")),
    )

    assert (words["user's words"], words["memory"]) == (1.0, 0.0)
    assert (kept["user's words"], kept["memory"]) == (0.0, 1.0)


def test_a_line_that_shares_no_word_but_means_what_is_asked_is_told_before_a_page() -> None:
    draft = answerer(
        frame("Dock 4 nights 9 pickers, no agency labour", "2026-05-20T08:00", "Staffing plan v3.pdf"),
        said("Dock 4 nights are 12 pickers now. Three heads from the agency Staffwell, the rest our own."),
    ).answer("Which agency sends the three heads?", now=NOW)

    assert "Staffwell" in draft.answer


def test_weights_are_learnt_from_which_lines_are_right() -> None:
    rows = [{"near": 1.0, "far": 0.0}, {"near": 0.0, "far": 1.0}]
    questions = [
        Asked(
            f"set {n % 2}", rows[:: 1 if right[0] else -1], np.where(right, 0.4 + 0.1 * (n % 4), 0.5), right
        )
        for n in range(12)
        for right in [np.array([bool(n % 3), not n % 3])]
    ]

    weights = learn_lines.learnt(questions)

    assert weights["near"] > weights["far"]
    assert weights["near"] > 0.2


def test_the_constant_keeps_the_first_lines_where_they_were() -> None:
    of = [
        signs(said("Three come from Staffwell.")),
        signs(memory("Extra hands", "Three come from Staffwell")),
    ]

    assert max(map(lines.worth, of)) == pytest.approx(0.0, abs=1.5)


def test_lines_to_learn_from_come_with_their_signs_and_the_score_set_by_hand() -> None:
    nearness = Nearness(lambda texts: [0.5] * len(texts), lambda _: ())

    found = extractive.weighed(evidence(said("Three come from Staffwell.")), ASKED, ZONE, nearness)

    assert [set(one.signs) for one in found] == [set(signs(said("Three come from Staffwell.")))]
