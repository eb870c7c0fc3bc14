"""First names that are words as well, and Chinese names amid other words."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import claims, times
from agents.claims import people, referents

NOW = datetime(2026, 9, 22, 17, 38, tzinfo=UTC)
NAMES = ("Mia Ava Lea Ida Noa Gio Kai Ben Will Mark Rose Grace Hope Faith June April May").split()
TOLD = (
    "{}'s birthday is on 3 March 1990",
    "my sister {} lives in Ulm",
    "I met {} at the pool",
    "I went to the zoo with {} and Tom",
    "{} lives at the lake",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("told", TOLD)
def test_who_is_told_of_as_a_person_is_one(name: str, told: str) -> None:
    text = told.format(name)

    assert name in claims.names_in(text)
    assert name in [one.name for one in referents.mentioned(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mia sorella vive a Roma", ["Roma"]),
        ("Mia sorella vive a Roma", ["Roma"]),
        ("Mia mamma si chiama Rosa", ["Rosa"]),
        ("la mia macchina è rotta", []),
        ("May I ask you something", []),
        ("In May I went to Rome with Tom", ["Rome", "Tom"]),
        ("April was cold", []),
        ("April works for me", []),
        ("June and July were hot", []),
        ("with May and June gone", []),
        ("I met June 3 with Tom", ["Tom"]),
        ("the deadline is May 5", []),
        ("Tomorrow Will you come", []),
        ("Will you come", []),
        ("I love April", []),
        ("my birthday is April 3", []),
        ("Will Smith called", ["Smith"]),
    ],
)
def test_a_month_a_verb_and_a_pronoun_are_nobody(text: str, names: list[str]) -> None:
    assert claims.names_in(text) == names


def test_a_name_that_is_a_month_is_no_time() -> None:
    zone = ZoneInfo("UTC")

    assert times.absolute("my daughter April is allergic", NOW, zone) == "my daughter April is allergic"
    assert "2026" in times.absolute("I was in Rome in April", NOW, zone)
    assert "2026" in times.absolute("my sister comes on 3 May", NOW, zone)


def test_who_they_are_to_the_user_is_told_with_their_name() -> None:
    assert [(one.word, one.name) for one in people.relations("my sister Mia and my friend June")] == [
        ("sister", "Mia"),
        ("friend", "June"),
    ]
    assert people.own_names("April Jones") == ("April Jones", "April")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("提醒我跟医生约时间", []),
        ("请提醒我给王医生打电话", ["王医生"]),
        ("帮我跟医生说一声", []),
        ("明天李医生说我要多喝水", ["李医生"]),
        ("告诉张老师我病了", ["张老师"]),
        ("李明老师说考试改了", ["李明老师"]),
        ("我跟陈医生和王经理开会", ["陈医生", "王经理"]),
        ("小张（我的同事）搬到上海了", ["小张"]),
        ("周医生是我的牙医", ["周医生"]),
    ],
)
def test_a_chinese_name_is_cut_out_of_no_verb(text: str, names: list[str]) -> None:
    assert [one.name for one in referents.mentioned(text)] == names


def test_whom_somebody_calls_is_no_name_and_what_they_are_called_is() -> None:
    assert people.own_names("我叫他帮忙") == ()
    assert people.own_names("我叫明轩") == ("明轩",)
    assert people.relations("我姐姐叫我去") == []
    assert [one.name for one in people.relations("我姐姐叫明月")] == ["明月"]
