"""Finding by words: endings, accents, Chinese, joined names, dates, speakers; limited by time, app, kind."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from storage import presence, search, stopping, words
from storage.model import Box, Filter, Frame, ObservationType, Retire, Word
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_note, a_secret_entry, a_turn, kept, remembered

EVERYTHING = Filter()
MINUTE = timedelta(minutes=1)


def _observations(safe: Safe, question: str, filter: Filter = EVERYTHING, limit: int = 200) -> list[UUID]:
    return [hit.id for hit in safe.search.observations(words.terms(question), filter, limit)]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("We hiked the mountains", "Did I go hiking on a mountain?"),
        ("Treffen im Café Müller", "cafe muller"),
        ("今天在北京吃烤鸭", "北京的烤鸭"),
        ("東京でラーメンを食べた", "ラーメン"),
        ("def getUserName(self):", "user name"),
        ("call get_user_name now", "get_user_name"),
        ("error E1234-B at line 7", "E1234-B"),
        ("see https://example.org/invoices/2026", "invoices"),
        ('she said "never"; DROP TABLE', '"never"; DROP'),
        ("the who played", "the who"),
    ],
)
def test_a_text_is_found_by_other_forms_of_its_words(safe: Safe, text: str, question: str) -> None:
    turn = a_turn(text, speaker="")
    kept(safe, turn, a_turn("something else altogether, nothing shared", speaker=""))

    assert _observations(safe, question)[:1] == [turn.id]


def test_what_stands_around_a_text_is_found_too(safe: Safe) -> None:
    frame = a_frame(
        "body", app="Thunderbird", window_title="Holiday plans", url="https://travel.example/lisbon"
    )
    turn = a_turn("body", speaker="Benedetta", time=NOON + timedelta(days=1))
    kept(safe, frame, turn)

    for question in ("thunderbird", "holiday", "lisbon", "4 March 2026"):
        assert _observations(safe, question)[0] == frame.id
    assert _observations(safe, "What did Benedetta say on Thursday?") == [turn.id]


def test_more_matching_words_come_first_and_text_counts_more_than_context(safe: Safe) -> None:
    both, one, context = (
        a_note("budget of the harbour project"),
        a_note("harbour tour"),
        a_frame("x", app="harbour"),
    )
    kept(safe, one, context, both, *(a_note(f"filler number {n} of many") for n in range(50)))

    assert _observations(safe, "harbour budget")[0] == both.id
    hits = safe.search.observations(["harbour"], EVERYTHING)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.score > 0 for hit in hits)


def test_a_search_keeps_to_times_apps_and_types(safe: Safe) -> None:
    mail, editor = a_frame("lighthouse", app="Mail"), a_frame("lighthouse", NOON + 5 * MINUTE, app="Editor")
    turn = a_turn("lighthouse", NOON + 2 * MINUTE)
    kept(safe, mail, editor, turn)

    assert set(_observations(safe, "lighthouse")) == {mail.id, editor.id, turn.id}
    assert set(_observations(safe, "lighthouse", Filter(since=NOON + MINUTE))) == {editor.id, turn.id}
    assert _observations(safe, "lighthouse", Filter(until=NOON + 2 * MINUTE)) == [mail.id]
    assert _observations(safe, "lighthouse", Filter(apps=("mail",))) == [mail.id]
    assert _observations(safe, "lighthouse", Filter(types=(ObservationType.TURN,))) == [turn.id]
    assert len(_observations(safe, "lighthouse", limit=2)) == 2


def test_no_words_find_nothing(safe: Safe) -> None:
    kept(safe, a_note())

    assert safe.search.observations([], EVERYTHING) == []
    assert safe.search.observations(["", " "], EVERYTHING) == []
    assert safe.search.memories([], EVERYTHING) == []


def test_a_phrase_is_found_in_its_order_only(safe: Safe) -> None:
    right, wrong = a_note("the spare key is under the pot"), a_note("the pot is under the spare key")
    chinese, mixed_up = a_note("我住在上海浦东"), a_note("浦东在上海")
    kept(safe, right, wrong, chinese, mixed_up)

    def find(*phrases: str) -> list[UUID]:
        return [hit.id for hit in safe.search.newest(Filter(phrases=phrases))]

    assert find("key is under") == [right.id]
    assert find("上海浦东") == [chinese.id]
    assert _observations(safe, "key pot", Filter(phrases=("key is under",))) == [right.id]


def test_current_memories_are_found_by_words_kind_and_time(safe: Safe) -> None:
    fact, late, secret, past = remembered(
        safe,
        a_fact("Lighthouse", "on the coast"),
        a_fact("Lighthouse keeper", "retired", time=NOON + timedelta(days=2)),
        a_secret_entry("lighthouse-value", caption="Lighthouse alarm code"),
        a_fact("Lighthouse", "demolished"),
    )
    safe.memories.apply([Retire(past, NOON, "wrong")])

    def find(question: str, filter: Filter = EVERYTHING) -> set[UUID]:
        return {hit.id for hit in safe.search.memories(words.terms(question), filter)}

    assert find("lighthouses") == {fact, late, secret}
    assert find("lighthouse", Filter(kinds=("vault",))) == {secret}
    assert find("lighthouse", Filter(until=NOON + timedelta(days=1))) == {fact, secret}
    assert find("value") == set()  # a sealed value is never searched
    assert find("lighthouse", Filter(phrases=("alarm code",))) == {secret}
    assert find("lighthouse", Filter(phrases=("code alarm",))) == set()


def test_terms_are_folded_once_each_and_without_stop_words() -> None:
    assert words.terms("What did the CAFÉ cost, the café?") == ["café", "cost"]
    assert words.terms("Who are you?") == ["who", "are", "you"]  # nothing else is left
    assert words.terms("setUserName foo_bar") == [
        "setusername",
        "set",
        "user",
        "name",
        "foo_bar",
        "foo",
        "bar",
    ]
    assert words.terms("ｆｕｌｌ　ｗｉｄｔｈ") == ["full", "width"]
    assert words.terms("去 北京 2026年") == ["2026", "去", "北京", "年"]
    assert words.terms("") == []


def test_a_date_is_written_as_people_write_it() -> None:
    assert words.written_date(NOON) == "4 March 2026 Wednesday"


def test_words_of_very_many_texts_do_not_hide_the_telling_one_but_are_found_alone(safe: Safe) -> None:
    common = [a_note(f"meeting entry{n}") for n in range(2300)]
    wanted = a_note("meeting about the zeppelin")
    kept(safe, *common, wanted)

    assert _observations(safe, "zeppelin meeting") == [wanted.id]
    assert len(_observations(safe, "meeting", limit=5000)) == 2301
    assert len(_observations(safe, "meeting unheardof", limit=5000)) == 2301


# -- among very many texts ------------------------------------------------------------------------------------------


def _many(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """600 texts, and bounds so low that they are very many."""
    for name, number in (("_COMMON_AT_LEAST", 20), ("_SCORED", 60), ("_NEWEST", 50)):
        monkeypatch.setattr(search, name, number)
    notes = [
        a_note(
            f"harbour {'crane' if n % 12 == 0 else 'boat'} {'lamp' if n % 15 == 0 else 'rope'}",
            NOON + n * MINUTE,
        )
        for n in range(600)
    ]
    kept(safe, *notes)
    return [note.id for note in notes]


def test_of_a_very_common_word_the_newest_are_found(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = _many(safe, monkeypatch)

    found = _observations(safe, "harbour")

    assert found == ids[::-1][:50]
    assert _observations(safe, "harbour boat")[0] == ids[-1]


def test_among_very_many_those_with_all_words_come_first(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = _many(safe, monkeypatch)
    monkeypatch.setattr(search, "_COMMON_AT_LEAST", 55)

    hits = safe.search.observations(["crane", "lamp"], EVERYTHING)

    both = [id for n, id in enumerate(ids) if n % 60 == 0]
    assert {hit.id for hit in hits[: len(both)]} == set(both)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_common_word_is_counted_once_until_the_safe_has_grown(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_REMEMBERED_FROM", 20)
    _many(safe, monkeypatch)
    asked = ["boat", "crane", "lamp"]
    first = safe.search.observations(asked, EVERYTHING)

    counted = list[str]()
    counting = search._Counts._counted
    monkeypatch.setattr(
        search._Counts,
        "_counted",
        lambda self, connection, table, word, rows, cap: (
            counted.append(word) or counting(self, connection, table, word, rows, cap)
        ),
    )
    again = safe.search.observations(asked, EVERYTHING)
    kept(safe, *(a_note("a lamp", NOON + n * MINUTE) for n in range(20)))
    grown = safe.search.observations(asked, EVERYTHING)

    assert list(again) == list(first)
    assert counted == asked
    assert list(grown) == list(search.Search(safe._database).observations(asked, EVERYTHING))


def test_a_stretch_of_time_limits_a_costly_search(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = _many(safe, monkeypatch)

    found = _observations(safe, "harbour", Filter(since=NOON + 10 * MINUTE, until=NOON + 14 * MINUTE))

    assert set(found) == set(ids[10:14])


def test_a_search_that_takes_too_long_is_stopped_and_says_so(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(safe, monkeypatch)
    assert safe.search.observations(["harbour"], EVERYTHING).complete

    monkeypatch.setattr(stopping, "_LOOK_EVERY", 1)
    safe.search.seconds = 0.0
    hits = safe.search.observations(["harbour", "rope"], EVERYTHING)
    phrase = safe.search.newest(Filter(phrases=("harbour boat",)))

    assert not hits.complete
    assert not phrase.complete
    safe.search.seconds = 5.0
    assert safe.search.observations(["harbour", "rope"], EVERYTHING).complete
    assert len(safe.observations.latest([ObservationType.NOTE], 700)) == 600  # the connection is as it was


def test_what_was_shown_is_given_up_when_it_takes_too_long(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(safe, *(a_frame(f"page {n}", NOON + n * MINUTE, app="Editor") for n in range(3)))
    shown = safe.presence.shown(None, None, lambda app, title, url: True)
    assert shown is not None
    assert [one.end - one.start for one in shown] == [MINUTE, MINUTE, timedelta(0)]

    monkeypatch.setattr(stopping, "_LOOK_EVERY", 1)
    monkeypatch.setattr(presence, "SECONDS", 0.0)

    assert safe.presence.shown(None, None, lambda app, title, url: True) is None


def test_an_index_that_grew_is_brought_together_once(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_GROWN_ROWS", 100)
    for n in range(150):
        kept(safe, a_note(f"entry number{n} about the lighthouse", NOON + n * MINUTE))

    pieces = 0
    while safe.search.merge_some(pages=4):
        pieces += 1

    assert pieces >= 1
    assert safe.search.merge_some() is False
    assert len(_observations(safe, "lighthouse")) == 150
    assert safe.verify() == []


def test_a_filter_that_leaves_everything_in_changes_neither_hits_nor_their_order(safe: Safe) -> None:
    texts = ("a kiln and a pot", "a kiln", "a pot", "a kiln", "pots beside kilns", "bread")
    kept(safe, *(a_turn(text, NOON + n * MINUTE) for n, text in enumerate(texts)))

    freely = safe.search.observations(["kiln", "pot"], EVERYTHING, 4)
    filtered = safe.search.observations(["kiln", "pot"], Filter(since=NOON), 4)

    assert len(freely) == 4
    assert list(freely) == list(filtered)


def test_what_was_only_guessed_on_a_screen_is_found_after_what_was_read(safe: Safe) -> None:
    guessed, read = _screen_with("lighthouse", 0.1), _screen_with("lighthouse", 0.9)
    kept(safe, guessed, read)
    twin = _screen_with("windmill", 0.9), _screen_with("windmill", 0.9)
    kept(safe, *twin)

    hits = safe.search.observations(["lighthouse"], EVERYTHING)
    even = safe.search.observations(["windmill"], EVERYTHING)

    assert [hit.id for hit in hits] == [read.id, guessed.id]
    assert hits[0].score > 1.2 * hits[1].score
    assert even[0].score == pytest.approx(even[1].score)


def test_a_guessed_word_stays_on_its_screen_and_is_marked(safe: Safe) -> None:
    frame = _screen_with("lighthouse", 0.1)
    kept(safe, frame)

    found = safe.observations.get(frame.id)

    assert isinstance(found, Frame)
    assert [(word.text, word.sure) for word in found.words] == [("harbour", True), ("lighthouse", False)]


def _screen_with(word: str, confidence: float) -> Frame:
    """A screen that says `harbour`, and `word` as surely as `confidence` says."""
    words = (Word("harbour", Box(10, 20, 50, 12)), Word(word, Box(70, 20, 50, 12), confidence))
    return a_frame(" ".join(one.text for one in words if one.sure), words=words)
