"""A conversation as one event: in the user's own words, whole, and without what is not theirs or not to be kept."""

from __future__ import annotations

from collections.abc import Sequence

from agents.digest import Digest
from agents.kinds import all_kinds, sums_up
from agents.rewriting import RuleRewriter
from storage.model import Memory, Observation, Role
from tests.fakes.memory_library import MemoryLibrary
from tests.unit.agents.test_digest import ZONE, digested, say

HIP = (
    say(
        "So my mum's getting her hip done, finally. 6th of October at the Royal Pendeford.",
        "2026-09-20T10:04",
    ),
    say("That must be a relief.", "2026-09-20T10:04:30", Role.ASSISTANT),
    say("And Oluchi took my shift last Friday, when the boiler burst.", "2026-09-20T10:06"),
)


def talks(library: MemoryLibrary) -> list[Memory]:
    return [one for one in library.rows.values() if one.current and one.body.get("event_type") == "talk"]


def told(seen: Sequence[Observation], library: MemoryLibrary | None = None) -> list[Memory]:
    library = library or MemoryLibrary()
    digested(*seen, library=library)
    return talks(library)


def test_a_conversation_is_kept_as_one_event_in_the_users_own_words_with_its_dates_resolved() -> None:
    (talk,) = told(HIP)

    said = str(talk.body["said"])
    assert "hip done" in said
    assert "6 October 2026" in said
    assert "Royal Pendeford" in said
    assert "Oluchi took my shift" in said
    assert "18 September 2026" in said
    assert "relief" not in said
    assert {source.observation for source in talk.sources} == {HIP[0].id, HIP[2].id}


def test_a_single_sentence_is_told_by_what_is_made_of_it_alone() -> None:
    assert told([say("I have a dentist appointment on Tuesday at three.")]) == []


def test_chatter_makes_no_event_of_a_conversation() -> None:
    assert told([say("haha ok. that is so funny. thanks for the help!")]) == []


def test_secrets_orders_and_the_words_of_others_are_no_part_of_it() -> None:
    text = (
        "My aunt Petra moved to Graz on Monday, into a flat with a balcony. The code of the bike shed is 8841-K. "
        'Her card is 4111 1111 1111 1111. She wrote "I never want to see that old house of ours again" to us. '
        "We visit her on 3 May with the whole family."
    )

    (talk,) = told([say(text)])

    said = str(talk.body["said"])
    assert "Graz" in said
    assert "3 May" in said
    assert not any(word in said for word in ("8841", "4111", "never want"))


def test_a_pasted_mail_is_no_part_of_it() -> None:
    text = (
        "What does this one want? Our boiler was serviced on 2 March, by the way. My sister Ida paid for it.\n\n"
        "From: Parcel Desk <track@parcel.example>\nSubject: Your consignment\nPlease call Mr Vexley at once."
    )

    assert all("Vexley" not in str(talk.body["said"]) for talk in told([say(text)]))


def test_what_goes_on_within_the_pause_goes_on_in_the_same_event() -> None:
    library = MemoryLibrary()
    told(HIP, library)

    later = say("Callum does the week after. We got plot 17b of the allotment on Monday.", "2026-09-20T10:20")
    (talk,) = told([later], library)

    assert "hip done" in str(talk.body["said"])
    assert "plot 17b" in str(talk.body["said"])
    assert later.id in {source.observation for source in talk.sources}


def test_another_day_is_another_event() -> None:
    library = MemoryLibrary()
    told(HIP, library)

    later = say("Callum does the week after. We got plot 17b of the allotment on Monday.", "2026-09-24T10:20")

    assert len(told([later], library)) == 2


def test_read_again_it_stays_as_it_is() -> None:
    library = MemoryLibrary()
    told(HIP, library)
    before = dict(library.rows)

    told(HIP, library)

    assert [one.body for one in talks(library)] == [
        one.body for one in before.values() if one in talks(library)
    ]


def test_a_long_conversation_is_kept_in_parts_and_nothing_of_it_is_lost() -> None:
    turns = [
        say(
            f"Guest number {at} is called Ida{at} and comes on 3 May. "
            + "She eats neither fish nor nuts at all. " * 6,
            f"2026-03-10T09:{at:02}",
        )
        for at in range(40)
    ]

    found = told(turns)

    assert len(found) > 1
    words = "\n".join(str(talk.body["said"]) for talk in found)
    assert all(f"Ida{at} " in words for at in range(40))


def test_it_sums_others_up_so_that_no_dream_merges_it_and_no_search_puts_it_first() -> None:
    assert all(sums_up(talk) for talk in told(HIP))


def test_a_forgotten_turn_leaves_it() -> None:
    (talk,) = told(HIP)
    rewriter = RuleRewriter(all_kinds(), ZONE, lambda: Digest(all_kinds(), None, ZONE))

    mended = rewriter.rewritten(talk, [HIP[0]], lambda _body: True)

    assert mended is not None
    assert "hip" in str(mended.body["said"])
    assert "Oluchi" not in str(mended.body)
