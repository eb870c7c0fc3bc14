"""How each part of a selection matches, and that all of them must."""

from __future__ import annotations

import pytest

from storage import choosing
from storage.errors import WrongUse
from storage.model import Selection
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_source, a_turn, kept, remembered


@pytest.mark.parametrize(
    ("url", "site", "fits"),
    [
        ("https://example.org/a?b", "example.org", True),
        ("https://mail.example.org", "example.org", True),
        ("http://EXAMPLE.org:8080/x", "Example.ORG", True),
        ("example.org/path", "https://www.example.org/other", True),
        ("https://bücher.example/x", "xn--bcher-kva.example", True),
        ("https://notexample.org", "example.org", False),
        ("https://example.org.evil.net", "example.org", False),
        ("https://evil.net/?u=example.org", "example.org", False),
        ("https://example.org", "mail.example.org", False),
        ("http://[", "example.org", False),
        ("", "example.org", False),
    ],
)
def test_a_site_is_the_host_and_what_lies_below_it(url: str, site: str, fits: bool) -> None:
    assert choosing.is_of_site(url, site) is fits


@pytest.mark.parametrize(
    ("text", "name", "fits"),
    [
        ("Ana Reis", "ana", True),
        ("ANA REIS", "Ana  Reis", True),
        ("ana@example.org", "Ana", True),
        ("Tomás", "tomas", True),
        ("O'Neill, Ana", "ana", True),
        ("我和王小明吃饭", "王小明", True),
        ("Anatol", "Ana", False),
        ("Ana", "Ana Reis", False),
        ("Ana and Reis", "Ana Reis", False),
        ("", "Ana", False),
    ],
)
def test_a_name_is_matched_word_by_word(text: str, name: str, fits: bool) -> None:
    assert choosing.is_named(text, [name]) is fits


def test_a_person_is_who_speaks_who_sent_it_and_whom_the_title_names(safe: Safe) -> None:
    said = a_turn("See you", speaker="Ida Brandt")
    about = a_turn("Ida said hello", speaker="Ana")
    mail = a_frame("Inbox\nFrom: Ida Brandt <ida@example.org>\nHi", window_title="Mail")
    chat = a_frame("hello", window_title="Ida Brandt - Chat")
    other = a_frame("Ida is mentioned here", window_title="Notes")
    kept(safe, said, about, mail, chat, other)

    receipt = safe.forgetting.forget(people=["Ida Brandt"], dry_run=True)

    assert set(receipt.ids) == {said.id, mail.id, chat.id}
    assert set(safe.forgetting.forget(people=["ida", "ana"], dry_run=True).ids) == {
        said.id, about.id, mail.id, chat.id,
    }  # fmt: skip


def test_memories_that_name_a_person_go_with_them(safe: Safe) -> None:
    told = a_turn("My friend Ida moved", speaker="Ana")
    kept(safe, told)
    named, other = remembered(
        safe, a_fact("Ida", "Ida moved to Oslo", a_source(told)), a_fact("Ferry", "It leaves at 7")
    )

    receipt = safe.forgetting.forget(people=["Ida"])

    assert receipt.ids == (named,)
    assert [memory.id for memory in safe.memories.list()] == [other]


def test_all_conditions_must_hold_for_ids_and_for_memories_too(safe: Safe) -> None:
    mail, editor = a_frame("secret plan", app="Mail"), a_frame("secret plan", app="Editor")
    kept(safe, mail, editor)
    (typed,) = remembered(safe, a_fact("plan", "the secret plan"))

    def chosen(what: Selection) -> set[object]:
        return set(safe.forgetting.foretell(what).ids)

    assert chosen(Selection(ids=(mail.id, editor.id), app="Mail")) == {mail.id}
    assert chosen(Selection(match="SECRET", app="mail")) == {mail.id}
    assert chosen(Selection(match="secret")) == {mail.id, editor.id, typed}
    assert chosen(Selection(match="secret", until=NOON)) == set()
    assert chosen(Selection(since=NOON)) == {mail.id, editor.id, typed}


@pytest.mark.parametrize("what", [Selection(), Selection(people=("!",)), Selection(site="http://[")])
def test_what_selects_nothing_is_refused(safe: Safe, what: Selection) -> None:
    with pytest.raises(WrongUse):
        safe.forgetting.foretell(what)
