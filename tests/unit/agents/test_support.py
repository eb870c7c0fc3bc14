"""Whether the evidence bears a sentence out."""

from __future__ import annotations

import pytest

from agents import support

SEEN = "Tom Becker, Friday 13 March 2026: The signed contract is due by 16:15, not later. Two copies, please."


@pytest.mark.parametrize(
    "sentence",
    [
        "The signed contract is due by 16:15.",
        "Tom Becker asks for 2 copies of the contract.",
        "The contract is due on Friday 13 March.",
    ],
)
def test_what_was_seen_is_supported(sentence: str) -> None:
    assert support.supported(sentence, SEEN)


@pytest.mark.parametrize(
    "sentence",
    [
        "The signed contract is due by 16:45.",
        "Tom Becker asks for 3 copies of the contract.",
        "The contract for Maria Lopez is due by 16:15.",
        "The gardener will water every plant before the holiday.",
    ],
)
def test_a_made_up_number_name_or_matter_is_not_supported(sentence: str) -> None:
    assert not support.supported(sentence, SEEN)


def test_chinese_numerals_are_numbers_where_something_is_counted() -> None:
    seen = "会议在三月十二日下午三点，来了十五个人，大家十分满意。"

    assert support.supported("会议在三月十二日下午3点，来了15个人，大家满意。", seen)
    assert support.supported("会议来了一些人，大家十分满意。", seen)
    assert not support.supported("会议在三月十三日下午三点。", seen)
    assert not support.supported("会议来了二十五个人，大家十分满意。", seen)


def test_a_denial_needs_one_in_the_evidence() -> None:
    assert not support.supported("Anna did not sign the contract.", "Anna signed the contract.")
    assert support.supported("Anna did not sign the contract.", "Anna never signed the contract.")


def test_names_may_come_from_the_question() -> None:
    assert support.supported(
        "The appointment of Lena is at 9:30.", "Appointment at 9:30", "When is Lena's appointment?"
    )


def test_what_is_said_of_one_person_is_not_told_of_another() -> None:
    seen = "My sister Mirela can't have milk."

    assert not support.supported("Mum can't have milk.", seen, "What can't mum have?")
    assert not support.supported("Tom can't have milk.", seen, "What can't Tom have?")
    assert support.supported("Mirela can't have milk.", seen, "What can't Mirela have?")
    assert support.supported("Your sister can't have milk.", seen, "What can't my sister have?")


def test_a_sentence_is_cited_to_the_text_that_holds_its_numbers() -> None:
    assert support.best("The pool has 20 connections.", ["The pool is warm.", "We set the pool to 20."]) == 1
