"""Filters typed among the words of a search."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents import filters
from agents.kinds import all_kinds
from storage.model import Filter, Has, ObservationType
from tests.fakes.reading import at

BERLIN = ZoneInfo("Europe/Berlin")
NOW = at("2026-03-20T12:00")  # a Friday
APPS = ("Mail", "Thunderbird Mail", "Firefox")


def read(text: str) -> filters.Asked:
    return filters.read(text, NOW, BERLIN, all_kinds(), APPS)


@pytest.mark.parametrize(
    ("text", "left", "only"),
    [
        ("app:mail invoice", "invoice", Filter(apps=("Mail", "Thunderbird Mail"))),
        ('title:"Quarter report" budget', "budget", Filter(titles=("Quarter report",))),
        ("url:github.com/pulls", "", Filter(addresses=("github.com/pulls",))),
        ('person:"Ana Reis" tea', "tea", Filter(people=("Ana Reis",))),
        ("kind:semantic kind:frame tea", "tea", Filter(kinds=("semantic",), types=(ObservationType.FRAME,))),
        ("KIND:Memory", "", Filter(kinds=tuple(all_kinds()))),
        ("has:picture has:link", "", Filter(has=(Has.PICTURE, Has.LINK))),
        ("before:2026-03-04 x", "x", Filter(until=at("2026-03-03T23:00"))),
        ("before:2026-03 x", "x", Filter(until=at("2026-02-28T23:00"))),
        ("after:2025 x", "x", Filter(since=at("2024-12-31T23:00"))),
        ("after:2026-03-04T10:00 x", "x", Filter(since=at("2026-03-04T09:00"))),
        (
            'on:"last week" x',
            "x",
            Filter(since=at("2026-03-08T23:00"), until=at("2026-03-15T23:00")),
        ),
        ("before:friday x", "x", Filter(until=at("2026-03-19T23:00"))),
        ("应用：Firefox 北京", "北京", Filter(apps=("Firefox",))),
        ('"exact words" here', "exact words here", Filter(phrases=("exact words",))),
        ("“exact words”", "exact words", Filter(phrases=("exact words",))),
        ("quart* *port tea", "tea", Filter(phrases=("quart*", "*port"))),
        ('"quart* report"', "report", Filter(phrases=("quart* report",))),
        ('tea -green -"with milk"', "tea", Filter(without=("green", "with milk"))),
    ],
)
def test_a_filter_limits_and_leaves_the_words(text: str, left: str, only: Filter) -> None:
    asked = read(text)

    assert (asked.text, asked.only, asked.notes) == (left, only, ())


@pytest.mark.parametrize(
    "text",
    [
        "see http://example.org/x",
        "my job title: engineer",
        "a meeting at 10:30",
        "it was -5 degrees",
        "a well-known non-stop train",
        'app:"" tea',
        '"" tea',
        "* tea",
        "'; DROP TABLE memory; --",
        "foo:bar",
        "",
    ],
)
def test_what_is_no_filter_stays_as_it_was_typed(text: str) -> None:
    assert read(text) == filters.Asked(text)


@pytest.mark.parametrize(
    "text",
    [
        'Who said "let us go"?',
        'What did Ana mean by "the blue folder"',
        "Is it -cold- in Porto?",
        '"谁"来了？',
    ],
)
def test_in_a_question_marks_and_dashes_are_the_languages(text: str) -> None:
    assert read(text) == filters.Asked(text)


def test_in_a_question_named_filters_count() -> None:
    asked = read('When did Ana call "at last"? person:Ana after:yesterday')

    assert asked.text == 'When did Ana call "at last"?'
    assert asked.only == Filter(people=("Ana",), since=at("2026-03-18T23:00"))


@pytest.mark.parametrize("text", ["before:whenever tea", "kind:nonsense tea", "has:wings tea"])
def test_what_is_not_understood_limits_nothing_and_is_told(text: str) -> None:
    asked = read(text)

    assert asked.only == Filter()
    assert asked.text == text
    assert text.partition(":")[2].split()[0] in asked.notes[0]


def test_an_app_that_was_never_seen_finds_nothing_and_is_told() -> None:
    asked = read("app:zeppelin tea")

    assert asked.only.apps == ("zeppelin",)
    assert "zeppelin" in asked.notes[0]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("tea app:fi", "tea app:Firefox"),
        ("app:bird", None),
        ("app:mai", 'app:"Thunderbird Mail"'),
        ("pers", "person:"),
        ("reis", 'person:"Ana Reis"'),
        ("kind:pro", "kind:procedural"),
        ("after:yes", "after:yesterday"),
        ("has:p", "has:picture"),
        ("tea ", None),
        ("", None),
    ],
)
def test_the_last_word_is_completed_by_what_exists(text: str, offered: str | None) -> None:
    found = filters.suggestions(text, all_kinds(), apps=APPS, people=("Ana Reis", "Ben"))

    assert offered in found if offered else not found


def test_every_suggestion_of_a_filter_is_read_as_one() -> None:
    for name in filters.NAMES:
        for text in filters.suggestions(f"{name}:", all_kinds(), apps=APPS, people=("Ana Reis",)):
            asked = read(f"{text} tea")
            assert asked.text == "tea", text
            assert not asked.notes, text
