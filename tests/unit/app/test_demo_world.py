"""The demo's world: the same for a seed, different between seeds, and every answer stands where it should."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.demo import words
from app.demo.draw import luhn
from app.demo.scenes import strings
from app.demo.world import World, check, occurs, scene_to_json, world

TODAY = date(2025, 3, 12)
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an at by did do does for from have how i in is it my of on the to was what when where which",
    )
)

seeds = some.integers(min_value=0, max_value=2**63)
days = some.dates(min_value=date(2020, 1, 1), max_value=date(2090, 12, 31))


@pytest.fixture
def story() -> World:
    return world(7, TODAY)


def right_answer(story: World, number: int) -> str:
    return f"It says {story.questions[number].accepted[0]}."


@given(seeds, days)
def test_the_same_seed_and_day_give_the_same_world(seed: int, today: date) -> None:
    assert world(seed, today) == world(seed, today)


def test_seeds_give_stories_that_differ() -> None:
    stories = [world(seed, TODAY) for seed in range(200)]

    texts = {"\n".join(scene.text() for scene in story.scenes) for story in stories}
    asked = {question.question for story in stories for question in story.questions}

    assert len(texts) == 200
    assert len(asked) > 300


@given(seeds, days)
def test_every_answer_stands_in_its_evidence_and_nowhere_else(seed: int, today: date) -> None:
    story = world(seed, today)

    for question in story.questions:
        for place, scene in enumerate(story.scenes):
            said = any(occurs(form, scene.text()) for form in question.accepted)

            assert said == (place in question.scenes), (question.question, scene.title)


POOLS = {name: pool for name, pool in vars(words).items() if name.isupper()}
ANSWERS = [
    *(
        (name, word)
        for name in ("FIRST_NAMES", "LAST_NAMES", "RESTAURANTS", "HOTELS")
        for word in POOLS[name]
    ),
    *(("DECISIONS", word) for choice in words.DECISIONS for word in choice.proof),
    *(("BUGS", word) for bug in words.BUGS for word in bug.proof),
]


@pytest.mark.parametrize(("home", "answer"), ANSWERS)
def test_a_word_that_makes_an_answer_right_stands_in_no_other_list(home: str, answer: str) -> None:
    others = [text for name, pool in POOLS.items() if name != home for text in strings(pool)]

    assert [text for text in others if occurs(answer, text)] == []


@given(seeds, days)
def test_three_different_questions_rest_on_three_different_scenes(seed: int, today: date) -> None:
    story = world(seed, today)

    assert len({question.question for question in story.questions}) == 3
    assert len({question.scene for question in story.questions}) == 3
    assert all(question.scene in question.scenes for question in story.questions)


@given(seeds, days)
def test_one_question_asks_for_what_was_changed_later(seed: int, today: date) -> None:
    story = world(seed, today)

    (changed,) = (question for question in story.questions if question.outdated)
    before = "\n".join(scene.text() for scene in story.scenes[: changed.scene])

    assert any(occurs(form, before) for form in changed.outdated)
    assert not set(changed.outdated) & set(changed.accepted)


@given(seeds, days)
def test_a_question_is_worded_as_the_screen_is_not(seed: int, today: date) -> None:
    story = world(seed, today)

    def words_off_the_screen(number: int) -> set[str]:
        question = story.questions[number]
        asked = set(re.findall(r"[a-z]+", question.question.lower())) - SMALL_WORDS
        return {word for word in asked if not occurs(word, story.scenes[question.scene].text())}

    assert any(words_off_the_screen(number) for number in range(3))


@given(seeds, days)
def test_no_two_windows_bear_the_same_title(seed: int, today: date) -> None:
    story = world(seed, today)

    assert 6 <= len(story.scenes) <= 8
    assert [story.scene_titled(scene.title) for scene in story.scenes] == list(range(len(story.scenes)))
    assert {scene.app for scene in story.scenes} == {"Mail", "Document", "Terminal", "Chat"}


@given(seeds, days)
def test_the_secrets_stand_on_the_screen_and_among_the_markers(seed: int, today: date) -> None:
    story = world(seed, today)
    shown = "\n".join(scene.text() for scene in story.scenes)
    (card,) = (secret for secret in story.secrets if re.fullmatch(r"\d{16}", secret))

    assert luhn(card)
    assert " ".join(re.findall("....", card)) in shown
    assert re.search(r"DB_PASSWORD=(\S+)", shown).group(1) in story.secrets  # type: ignore[union-attr]
    assert set(story.secrets) < set(story.markers)
    assert all(marker in shown for marker in story.markers if marker != card)


@given(seeds, days)
def test_one_line_of_one_scene_speaks_to_the_assistant(seed: int, today: date) -> None:
    story = world(seed, today)
    lines = [line for scene in story.scenes for line in scene.text().splitlines()]
    (bait,) = (line for line in lines if "AI assistants" in line)

    assert all(occurs(word, bait) for question in story.questions for word in question.forbidden)
    assert all(question.forbidden for question in story.questions)


def test_luhn_refuses_a_changed_digit() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")


def test_a_scene_travels_as_one_line_of_json(story: World) -> None:
    lines = [scene_to_json(scene) for scene in story.scenes]

    assert all("\n" not in line for line in lines)
    assert [json.loads(line)["title"] for line in lines] == [scene.title for scene in story.scenes]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_right_words_with_the_right_screen_are_right(story: World, number: int) -> None:
    verdict = check(story.questions[number], right_answer(story, number), [story.questions[number].scene, 99])

    assert verdict.right


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_right_words_with_another_screen_are_wrong(story: World, number: int) -> None:
    verdict = check(story.questions[number], right_answer(story, number), [99])

    assert not verdict.right
    assert "evidence" in verdict.reason


def test_what_was_true_before_is_wrong_and_named_so(story: World) -> None:
    (changed,) = (question for question in story.questions if question.outdated)

    verdict = check(changed, f"It is {changed.outdated[0]}.", changed.scenes)

    assert not verdict.right
    assert "before it changed" in verdict.reason


def test_no_answer_is_wrong(story: World) -> None:
    assert check(story.questions[0], " ", story.questions[0].scenes).reason == "there is no answer"


def test_an_answer_that_obeys_the_screen_is_wrong(story: World) -> None:
    question = replace(story.questions[0], forbidden=("MARZIPAN",))

    verdict = check(question, f"Marzipan! {question.accepted[0]}", question.scenes)

    assert not verdict.right


@pytest.mark.parametrize(
    ("needle", "text", "stands"),
    [
        ("4 March", "due on 4 March.", True),
        ("4 March", "due on 14 March", False),
        ("284.50", "1,284.50", False),
        ("1,284.50", "**1,284.50**", True),
        ("1,284.50", "EUR1,284.50,", True),
        ("10:15", "at 10:15:30", False),
        ("10:15", "(10:15)", True),
        ("The Blue Heron", "the blue\nheron", True),
        ("fern", "ferns", False),
    ],
)
def test_words_stand_in_a_text_only_whole(needle: str, text: str, stands: bool) -> None:
    assert occurs(needle, text) == stands
