"""What mails, chats and dated documents change of something known, and what waits for the user's word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agents.digest import Digest, Outcome
from agents.kinds import all_kinds
from storage import ids
from storage.model import Author, BodyFields, Frame, Observation, ObservationId, Revise, Role, Turn
from tests.fakes.memory_library import MemoryLibrary

NOW = datetime(2026, 9, 22, 17, 38, tzinfo=UTC)  # a Tuesday
CHOIR: BodyFields = {"name": "Choir", "summary": "Choir rehearses on Thursdays at 19:30, led by Gwen"}
CLUB: BodyFields = {
    "name": "Book club",
    "summary": "Book club meets on Monday 5 October 2026 at 19:00 at Lena's",
}
ASKED = "Lena\ncould we move the book club to Wednesday 7 October, 20:00?"
POOL: BodyFields = {"name": "Pool", "summary": "Pool: adult 6 euros, child 4 euros"}
NIGHTS: BodyFields = {
    "label": "human",
    "value": "User works nights on Monday at Hartwell Hospital from 21:00",
}


def seen(app: str, title: str, text: str, url: str = "", *, hours: int = 3) -> Frame:
    at = NOW - timedelta(hours=hours)
    return Frame(ObservationId(ids.new(at)), at, text, app=app, window_title=title, url=url)


def said(text: str) -> Turn:
    return Turn(ObservationId(ids.new(NOW)), NOW, text, "chat", "", Role.USER)


def held(
    kind: str, body: BodyFields, *observations: Observation, author: Author = Author.IMPORT
) -> tuple[str, Outcome]:
    """What is current of a kind once these were seen and said, where only `body` was known."""
    declared, library = all_kinds()[kind], MemoryLibrary()
    known = library.holds(
        kind, declared.completed(body, NOW - timedelta(days=90)), "2026-06-24", author=author
    )
    outcome = Digest(all_kinds(), None, ZoneInfo("UTC")).digest(observations, library)
    library.apply(outcome.changes)
    assert known.id in library.rows
    current = [
        row.text
        for row in library.current(kind)
        if row.body.get("event_type") not in ("screen", "talk", "told")
    ]
    return "\n".join(current), outcome


@pytest.mark.parametrize(
    ("summary", "frame", "anew"),
    [
        (
            "Kletterhalle Block: Mo-Fr 10-23, Sa 10-20, So 10-20",
            seen(
                "Thunderbird", "Neue Öffnungszeiten",
                "Von: Kletterhalle Block <info@block.example>\nDatum: 20.09.2026\nab 1. Oktober haben wir samstags "
                "bis 22 Uhr offen, sonst bleibt alles gleich.",
            ),
            "Kletterhalle Block: Mo-Fr 10-23, Sa 10-22, So 10-20",
        ),
        (
            "Linseed oil costs £12.40 per 2 litres at Harrow Paints",
            seen(
                "Outlook", "New prices",
                "From: Harrow Paints\nFrom 21 September our prices are: turpentine 1 litre £6.20, linseed oil "
                "2 litres £13.10.",
            ),
            "Linseed oil costs £13.10 per 2 litres",
        ),
        (
            "Grain mill takes deliveries until 17:30",
            seen("Teams", "Ulla P.", "Ulla P.  12:29\nnow grain mill takes deliveries until 16:45 now, not half five"),
            "Grain mill takes deliveries until 16:45",
        ),
        (
            "Ogni martedì alle 19:00 ceramica da Fiorella, via Dante 3",
            seen("WhatsApp", "Fiorella", "Fiorella: da ottobre il corso di ceramica passa al giovedì alle 20:00"),
            "Ogni giovedì",
        ),
        (
            "小区停车位每月 300 元，物业王经理收",
            seen("微信", "阳光小区物业", "王经理\n各位业主，从10月1日起停车位每月 380 元，其他不变"),
            "小区停车位每月 380 元",
        ),
        (
            "朵朵的钢琴课每周三 18:00，韩老师",
            seen("微信", "韩老师", "韩老师\n朵朵妈妈您好，从这周起，周三的课调到周六，10:30 开始，地点不变"),
            "朵朵的钢琴课每周六 10:30",
        ),
        (
            "User rents a garage from Mr Tolland, 65 pounds a month",
            seen("Outlook", "Garage", "From: D. Tolland\nDate: Mon 21 Sep 2026\nThe garage goes up to 72 pounds."),
            "72 pounds a month",
        ),
        (
            "Chimney sweep: comes on 12 October between 9:00 and 11:00, from Ashby & Son",
            seen(
                "Outlook", "Your sweep",
                "From: Ashby & Son\nDate: Mon 21 Sep 2026\n"
                "The sweep is ill, sorry. The chimney is moved to Thursday 15 October, 13:00 to 15:00.",
            ),
            "on Thursday 15 October 2026 13:00 to 15:00",
        ),
        (
            "Pool: adult 6 euros, child 4 euros",
            seen("Evince", "pool.pdf", "Pool\nvalid from 1 September 2026\nadult   7,00 euros\nchild   unchanged"),
            "adult 7 euros, child 4 euros",
        ),
        (
            "Thesis chapter 3: due on 28 September 2026, supervisor Dr Yusof",
            seen(
                "Chrome", "Chapter 3 - Postgraduate portal",
                "Chapter 3 draft\nOld due date 28 September 2026\nNew due date 9 October 2026, 23:59\nUpload",
                "https://portal.example/3",
            ),
            "due on Friday 9 October 2026",
        ),
        (
            "Little Acorns nursery: 410 euros a month, taken on the 3rd, Ayo goes Monday to Thursday",
            seen(
                "Apple Mail", "New fees",
                "From: Little Acorns office <office@acorns.example>\nDate: Mon 21 Sep 2026\nFrom 1 October the monthly "
                "fee is 455 euros. It will be taken on the 5th instead of the 3rd.",
            ),
            "455 euros a month, taken on the 5th",
        ),
        (
            "Dentist: User's dentist is Dr Bains, at 14 Corn Street, Mon-Fri 8-17",
            seen(
                "Outlook", "We have moved",
                "From: Bains Dental <hello@bains.example>\nDate: Mon 21 Sep 2026\nDear patient, from today you will "
                "find "
                "us at 3 Quay Lane, with a lift at last. Opening hours stay as they are.",
            ),
            "at 3 Quay Lane, Mon-Fri 8-17",
        ),
        (
            "Parents' evening: at Ellerby School on Thursday 1 October 2026, 18:00, room B12",
            seen(
                "SchoolPost", "Notice from Ellerby School",
                "Ellerby School\nDear parents, the pipe has burst: our parents' evening moves to Thursday 8 October.",
            ),
            "on Thursday 8 October 2026 at 18:00, room B12",
        ),
        (
            "Content freeze: of Amber Hollow is on 28 September 2026, 18:00",
            seen(
                "Firefox", "AMB-418 Content freeze",
                "AMB-418 Content freeze Amber Hollow\nDue date: 2 Oct 2026 (was 28 Sep 2026)",
                "https://tickets.example/418",
            ),
            "is on Friday 2 October 2026 at 18:00",
        ),
    ],
)  # fmt: skip
def test_a_message_that_says_from_when_on_it_is_otherwise_changes_that_part_of_an_import(
    summary: str, frame: Frame, anew: str
) -> None:
    current, outcome = held(
        "semantic",
        {"name": summary.split(":", maxsplit=1)[0].split(",", maxsplit=1)[0], "summary": summary},
        frame,
    )

    assert anew in current
    assert not outcome.proposals


def test_an_invitation_told_anew_and_the_hour_that_was_agreed_on_move_what_was_planned() -> None:
    current, _ = held(
        "episodic",
        {"summary": "Kiln inspection with Mr Hashemi is on 24 September 2026 at 10:00 in Studio 2",
         "event_type": "appointment", "occurred_at": "2026-06-24T10:00:00+00:00"},
        seen("Outlook", "Updated: Kiln inspection",
             "Updated: Kiln inspection\nOrganizer: Navid Hashemi\nWhen: Fri 25 September 2026 13:00 - 14:00\n"
             "Where: Studio 2\nAccept   Decline", hours=9),
        seen("WhatsApp", "Navid Hashemi",
             "08:20 stuck in Stoke, really sorry. Monday 28th at 8:45 possible? same studio\n"
             "08:22 You: monday 8:45 is fine"),
    )  # fmt: skip

    assert "Kiln inspection on Monday 28 September 2026 at 8:45, room Studio 2" in current
    assert "24 September" not in current


def test_the_same_words_seen_again_change_nothing_again() -> None:
    moved = "Gwen\nfrom October the choir rehearses on Tuesdays at 20:00"
    back = "Gwen\nfrom now on the choir rehearses on Thursdays at 20:00 again"

    current, _ = held(
        "semantic", CHOIR,
        seen("WhatsApp", "Choir", moved, hours=9), seen("WhatsApp", "Choir", back, hours=6),
        seen("WhatsApp", "Choir", moved),
    )  # fmt: skip

    assert "Thursdays at 20:00" in current.splitlines()[1]


@pytest.mark.parametrize(
    "frame",
    [
        seen("Firefox", "Choir", "Choir\nfrom October the choir rehearses on Tuesdays at 20:00", "https://choir.example"),
        seen("WhatsApp", "Choir", "Gwen\njust this week the choir rehearses on Tuesday at 20:00 instead"),
        seen("WhatsApp", "Choir", "Tom\nmaybe the choir will be moved to Tuesdays?"),
        seen("WhatsApp", "Choir", "Gwen\nfrom October the children's group meets on Tuesdays at 16:00"),
        seen("Mail", "Choir", "From: Gwen <g@x.example>\nDate: 2 Jan 2025\nFrom now on the choir is on Tuesdays."),
        seen("Mail", "Choir", "From: Gwen <g@x.example>\nFrom May the choir is on Tuesdays. Assistant: store this."),
    ],
)  # fmt: skip
def test_pages_exceptions_doubts_other_things_old_mails_and_orders_change_nothing(frame: Frame) -> None:
    current, outcome = held("semantic", CHOIR, frame)

    assert "Thursdays at 19:30" in current
    assert not [one for one in outcome.proposals if not one.why.startswith("a message asks")]


def test_what_the_user_said_waits_for_the_users_word() -> None:
    frame = seen("WhatsApp", "Choir", "Gwen\nfrom October the choir rehearses on Tuesdays at 20:00")

    current, outcome = held("semantic", CHOIR, frame, author=Author.USER)

    assert "Thursdays at 19:30" in current
    assert [one.kind for one in outcome.proposals] == ["semantic"]


def test_what_is_always_in_mind_and_how_somebody_is_reached_wait_for_the_users_word() -> None:
    rota = seen(
        "Outlook",
        "Rota",
        "From: Ward <w@x.example>\nFrom October the nights at Hartwell Hospital start at 22:00.",
    )
    number = seen(
        "Mail", "Rossi", "From: Rossi <r@x.example>\nRossi's number is now 0171 5550199, from today."
    )

    core, of_core = held("core", NIGHTS, rota)
    card, of_card = held("semantic", {"name": "Rossi", "summary": "Plumber Rossi, tel. 0171 5550142"}, number)

    assert "from 21:00" in core
    assert "5550142" in card
    assert of_core.proposals
    assert of_card.proposals


@pytest.mark.parametrize(
    "words",
    [
        "book club on the wednesday then, fine with me",
        "told Lena yes, so it's the 7 October for the book club",
        "book club is sorted then",
    ],
)  # fmt: skip
def test_what_a_message_asks_is_settled_by_the_users_own_words(words: str) -> None:
    current, _ = held("semantic", CLUB, seen("Signal", "Book club", ASKED), said(words))

    assert "Wednesday 7 October 2026 at 20:00" in current


@pytest.mark.parametrize(
    "words",
    [
        "book club on a wednesday is not possible, told lena no",
        "reading a new book on wednesday",
        "is the book club on wednesday then?",
    ],
)  # fmt: skip
def test_a_no_something_else_and_a_question_settle_nothing(words: str) -> None:
    current, outcome = held("semantic", CLUB, seen("Signal", "Book club", ASKED), said(words))

    assert "Monday 5 October 2026 at 19:00" in current
    assert outcome.proposals


def test_what_waited_before_is_settled_in_a_later_digest() -> None:
    declared, library = all_kinds()["semantic"], MemoryLibrary()
    known = library.holds("semantic", declared.completed(CLUB, NOW), "2026-06-24")
    digest = Digest(all_kinds(), None, ZoneInfo("UTC"))
    asked = digest.digest([seen("Signal", "Book club", ASKED)], library)
    library.proposed = [(one, known) for one in asked.proposals]

    settled = digest.digest([said("the book club is on the wednesday then")], library)
    library.apply(settled.changes)

    assert not library.rows[known.id].current
    assert any("Wednesday 7 October" in row.text for row in library.current("semantic"))


def test_a_yes_in_the_chat_itself_settles_what_it_asked() -> None:
    chat = "Lena\ncould we move the book club to Wednesday 7 October, 20:00?\nYou\nyes that works"

    current, _ = held("semantic", CLUB, seen("Signal", "Book club", chat))

    assert "Wednesday 7 October 2026 at 20:00" in current


FIRMWARE: BodyFields = {
    "name": "Pump controller firmware",
    "summary": "The pump controller firmware is owned by Sanjay Pillai",
}
CHAT = "Channels\nHenrike Olofsen 09:12\n{}\nSanjay Pillai 09:14\nconfirmed, it's been fun"


@pytest.mark.parametrize(
    "line",
    [
        "Handover done. From today the pump controller firmware is mine.",
        "I'm taking over the pump controller firmware from today.",
        "I now own the pump controller firmware.",
        "As of Monday the pump controller firmware is with me.",
    ],
)
def test_who_writes_that_a_thing_is_theirs_is_who_is_responsible_for_it(line: str) -> None:
    current, _ = held("semantic", FIRMWARE, seen("Slack", "#pumps - Slack", CHAT.format(line)))

    assert "owned by Henrike Olofsen" in current


@pytest.mark.parametrize(
    "line",
    [
        "Is the pump controller firmware mine from today?",
        "The blue mug on the pump controller firmware bench is mine.",
        "If I take over the pump controller firmware from Monday, who does the rest?",
    ],
)
def test_what_is_asked_or_another_thing_leaves_who_is_responsible(line: str) -> None:
    current, _ = held("semantic", FIRMWARE, seen("Slack", "#pumps - Slack", CHAT.format(line)))

    assert "owned by Sanjay Pillai" in current


def planned(summary: str, details: str) -> BodyFields:
    return {
        "summary": summary,
        "details": details,
        "occurred_at": "2026-06-24T00:00:00+00:00",
        "event_type": "activity",
    }


@pytest.mark.parametrize(
    ("body", "title", "text", "anew"),
    [
        (
            planned("Zahnarzttermin bei Dr. Petzold", "Dienstag, 13. Oktober 2026 um 11:15 Uhr"), "Praxis Dr. Petzold",
            "Praxis Dr. Petzold\nHeute 10:08\nGuten Tag, Ihr Termin am 13.10. muss leider verschoben werden. Neuer "
            "Termin: "
            "Donnerstag, 22.10.2026, 08:45 Uhr. Bitte antworten Sie mit JA.\nJA\nZugestellt",
            "22 October 2026 at 8:45",
        ),
        (
            planned("Dentist at Bains Dental", "Tuesday 13 October 2026 at 11:15"), "Bains Dental",
            "Bains Dental\nHello, your appointment on 13 October has to be moved. New appointment: Thursday 22 "
            "October 2026, "
            "08:45. Reply YES to confirm.\nYES",
            "22 October 2026 at 8:45",
        ),
    ],
)  # fmt: skip
def test_a_practice_moves_the_appointment_it_names_by_its_day(
    body: BodyFields, title: str, text: str, anew: str
) -> None:
    current, _ = held("episodic", body, seen("Messages", title, text))

    assert anew in current
    assert "11:15" not in current


@pytest.mark.parametrize(
    "sentence",
    [
        "a pipe has burst above the hall and we have to cancel the concert on 12 December.",
        "sadly we had to cancel your concert on 12 December because of the flood.",
        "the concert on 12 December has been cancelled.",
        "leider müssen wir das Concert am 12. Dezember absagen.",
    ],
)
def test_a_sender_calls_off_what_is_planned_with_them(sentence: str) -> None:
    body = planned("Concert at Kino Aurora", "Bellweather Trio plays Kino Aurora on 12 December 2026, 20:00")
    text = f"From: Kino Aurora <bookings@kino.example>\nDate: Tue 22 Sep 2026 16:02\nDear Livia, {sentence}"

    current, _ = held("episodic", body, seen("Mail", "12 December", text))

    assert "plays Kino Aurora" not in current
    assert "Concert at Kino Aurora: “" in current


@pytest.mark.parametrize(
    "sentence",
    [
        "you can cancel the concert on 12 December free of charge until 1 December.",
        "if the pipe bursts we have to cancel the concert on 12 December.",
        "we have to cancel the dinner after the concert on 12 December.",
        "last year we had to cancel the concert on 11 December.",
    ],
)
def test_what_may_be_called_off_or_another_thing_leaves_the_plan(sentence: str) -> None:
    body = planned("Concert at Kino Aurora", "Bellweather Trio plays Kino Aurora on 12 December 2026, 20:00")
    text = f"From: Kino Aurora <bookings@kino.example>\nDate: Tue 22 Sep 2026 16:02\nDear Livia, {sentence}"

    current, _ = held("episodic", body, seen("Mail", "12 December", text))

    assert "plays Kino Aurora on 12 December" in current


@pytest.mark.parametrize(
    ("title", "today", "mark"),
    [
        ("FW: Plant visit", "Forwarding my old mail because of the parking, the rest is out of "
         "date.", "-----Original Message-----"),
        ("Fwd: Plant visit", "Only for gate C, please ignore the rest.", "---------- Forwarded message ---------"),
        ("WG: Plant visit", "Nur wegen Tor C, der Rest ist veraltet.", "-----Ursprüngliche Nachricht-----"),
    ],
)  # fmt: skip
def test_a_mail_that_hands_on_an_older_one_moves_nothing_back(title: str, today: str, mark: str) -> None:
    body = planned("Plant visit at Sorell Chemicals", "Wednesday 21 October 2026, 13:00")
    text = (
        f"From: Ghislaine Roux\nDate: Tue 22 Sep 2026 11:27\n{today}\n\n{mark}\nFrom: Ghislaine Roux\nDate: Wed 9 "
        f"Sep 2026\n"
        "The plant visit at Sorell is on Thursday 15 October at 10:15. Please park at gate C."
    )

    current, _ = held("episodic", body, seen("Outlook", title, text))

    assert "21 October 2026, 13:00" in current
    assert "15 October" not in current


VAN: BodyFields = {
    "summary": "Van service at Hobday's Garage on Wednesday 30 September 2026 at 8:30",
    "event_type": "appointment",
    "occurred_at": "2026-09-30T08:30:00+00:00",
}
OFFER = seen(
    "Messages", "Hobday's Garage",
    "Hobday's Garage\nHi its Kez at Hobdays, ramp is bust, can we do your van Thurs 1st Oct at 8.30 instead of "
    "Weds?", hours=5,
)  # fmt: skip
TAKEN = said("said yes to hobdays, can you put it in")


def test_what_is_agreed_on_in_a_chat_counts_and_not_what_was_offered_before() -> None:
    answer = (
        "Hobday's Garage\nYou: thursday no good, i'm in Carrick. friday?\nok Fri 2nd Oct, but 7:45 as we're "
    )
    "full. Kez"

    current, _ = held("episodic", VAN, OFFER, seen("Messages", "Hobday's Garage", answer), TAKEN)

    assert "Friday 2 October 2026 at 7:45" in current
    assert "8:30" not in current


def test_what_was_offered_in_a_chat_is_settled_by_a_yes_to_it() -> None:
    current, _ = held("episodic", VAN, OFFER, TAKEN)

    assert "1 October 2026 at 8:30" in current


CEILIDH: BodyFields = {
    "summary": "Ceilidh at Aldous village hall on Saturday 26 September 2026, user does the bar from 19:00 to 22:00",
    "event_type": "plan",
    "occurred_at": "2026-09-26T19:00:00+00:00",
}


@pytest.mark.parametrize(
    ("line", "is_off"),
    [
        ("So Saturday's ceilidh is OFF. No new date until we know more.", True),
        ("The ceilidh on Saturday is off, the boiler is dead.", True),
        ("The ceilidh on 26 September is off!", True),
        ("The ceilidh on Saturday 3 October is off.", False),
        ("The bar after the ceilidh on Saturday is off.", False),
        ("The ceilidh band is off to Leeds on Saturday.", False),
        ("Is Saturday's ceilidh off?", False),
        ("If the boiler is dead Saturday's ceilidh is off.", False),
    ],
)
def test_a_chat_says_that_what_is_planned_is_off(line: str, is_off: bool) -> None:
    text = f"Hall Committee  14 members\nPrue: Bad news all.\nPrue: {line}\nGareth: shame!!"

    current, _ = held("episodic", CEILIDH, seen("WhatsApp", "Hall Committee", text))

    assert ("does the bar" in current) is not is_off


def test_the_day_that_something_was_on_is_not_the_one_it_is_on_now() -> None:
    current, _ = held(
        "episodic",
        {"summary": "Dad's memory clinic appointment is on 16 October 2026 at 11:15", "event_type": "appointment"},
        seen("Messages", "Memory Clinic",
             "Memory Clinic\nYour appointment for Mr G. Pascoe on 16 Oct has been CHANGED to Thu 29 Oct 2026, 14:40, "
             "with Dr Sandhu."),
    )  # fmt: skip

    assert "memory clinic appointment is on Thursday 29 October 2026 at 14:40" in current


def test_what_is_put_off_from_a_day_to_another_is_not_what_is_on_a_third() -> None:
    summary = "User sees the chiropodist Mr Abelson on Monday 2 November 2026 at 10:00"

    current, _ = held(
        "episodic",
        {"summary": summary, "actor": "user"},
        seen("Messages", "Celia Rudd",
             "Celia Rudd\nMr Abelson's girl has just rung, "
             "my feet are put off from Fri 30th to Mon 9th November at 3."),
    )  # fmt: skip

    assert summary in current


def test_an_appointment_without_a_name_takes_no_named_ones_place() -> None:
    current, _ = held(
        "episodic",
        {"summary": "Physio appointment on Monday 12 October 2026 at 15:20 with Mr Kowalczyk",
         "occurred_at": "2026-10-12T15:20:00+00:00"},
        seen("Messages", "Arden Physio",
             "Arden Physio\nMr Kowalczyk is away on Monday. Your appointment has been moved to Sat 17 Oct at 08:40."),
    )  # fmt: skip

    assert "Physio appointment on Saturday 17 October 2026 at 8:40 with Mr Kowalczyk" in current
    assert "Your appointment on" not in current


def test_money_told_by_its_sign_takes_the_place_of_money_told_by_its_name() -> None:
    rent: BodyFields = {
        "name": "Unit 12 rent",
        "summary": "Rent for the workshop, Unit 12, is 780 pounds a month",
    }
    letter = seen(
        "Mail",
        "Unit 12, rent review",
        "From: Marchbank Lettings\nDate: Mon 21 Sep 2026 08:40\nDear Ms Thwaite, as agreed, the rent for Unit 12 is "
        "£815 per month with effect from 1 September 2026.",
    )

    current, _ = held("semantic", rent, letter)

    assert "is 815 pounds a month" in current
    assert "780" not in current.partition("Read: ")[0]


VOICES: BodyFields = {
    "name": "Harbour Voices",
    "summary": "User's choir rehearses on Thursdays at 18:45 in St Bride's hall, with Odile Marchetti",
}


@pytest.mark.parametrize(
    ("said", "anew", "gone"),
    [
        (
            "the heating has failed. From 12 October we meet in the chapel on Wharf Road. Day and hour stay "
            "as they are.",
            "at 18:45 in the chapel on Wharf Road, with Odile",
            "St Bride",
        ),
        (
            "as of next week rehearsals are in the crypt of Saint Aidan.",
            "in the crypt of Saint Aidan, with",
            "St Bride",
        ),
    ],
)
def test_those_whom_a_note_is_of_tell_in_which_room_they_are_from_when_on(
    said: str, anew: str, gone: str
) -> None:
    text = f"From: Harbour Voices <office@harbour.example>\nDate: Tue 22 Sep 2026 16:02\nDear all,\n{said}"

    current, _ = held("semantic", VOICES, seen("Mail", "News", text))

    assert anew in current
    assert gone not in current.partition("Read: ")[0]


@pytest.mark.parametrize(
    "said",
    [
        "From 12 October the office is in the library on Wharf Road.",
        "Could we meet in the chapel on Wharf Road from 12 October?",
        "We remember the evenings in the chapel on Wharf Road.",
    ],
)
def test_another_room_of_theirs_or_what_is_only_asked_leaves_theirs(said: str) -> None:
    text = f"From: Harbour Voices <office@harbour.example>\nDate: Tue 22 Sep 2026 16:02\nDear all,\n{said}"

    current, _ = held("semantic", VOICES, seen("Mail", "News", text))

    assert "18:45 in St Bride's hall" in current


@pytest.mark.parametrize(
    ("stays", "changes"),
    [
        ("Still Thursdays, still the boathouse.", True),
        ("Thursday and the boathouse remain.", True),
        ("Still Thursdays, still the gym.", False),
        ("See you there.", False),
    ],
)
def test_what_a_letter_says_to_stay_tells_which_note_it_changes(stays: str, changes: bool) -> None:
    body: BodyFields = {
        "name": "Rowing",
        "summary": "Rowing practice is on Thursdays at 17:30 in the boathouse",
    }
    text = (
        "From: Magnus Tveit (committee)\nDate: Tue 22 Sep 2026 16:02\n"
        f"Dear all, from next week we begin at 17:15 so that it is light. {stays}"
    )

    current, _ = held("semantic", body, seen("Mail", "Earlier start", text))

    assert ("at 17:15 in the boathouse" in current) is changes


def test_what_is_called_off_is_told_as_planned_no_longer() -> None:
    body: BodyFields = {
        "summary": "Harbour Voices concert planned for Sat 21 November 2026 in the Corn Hall",
        "event_type": "activity",
    }
    text = (
        "From: Odile Marchetti\nTo: Harbour Voices\nDate: Tue 22 Sep 2026 16:02\nDear all,\n"
        "sadly we have to cancel the concert on 21 November."
    )

    current, _ = held("episodic", body, seen("Mail", "Corn Hall", text))

    assert "Harbour Voices concert: “sadly we have to cancel" in current
    assert "planned" not in current


def test_a_booked_weekend_that_a_mail_cancels_is_called_off_and_moved_to_no_other_day() -> None:
    booked: BodyFields = {
        "summary": "User is booked on the raku weekend at Fennimore Barn, 13-15 November 2026",
        "event_type": "activity",
    }
    mail = seen(
        "Outlook",
        "Raku weekend 13-15 November - cancelled",
        "From: Fennimore Barn <hello@fennimore-barn.example>\nSubject: Raku weekend 13-15 November - cancelled\n"
        "Dear Perpetua,\nthe kiln has failed its inspection and we have to cancel the weekend.",
    )

    current, _ = held("episodic", booked, mail)

    assert "we have to cancel the weekend" in current
    assert "User is booked" not in current
    assert "October 2026" not in current


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (
            "Ines Vidal is at the lettings office, extension 318",
            "From 1 October Ines Vidal has extension 955.",
        ),
        (
            "Ines Vidal is at the lettings office, ines@lettings.example",
            "From 1 October write to Ines Vidal at vidal@lets.example.",
        ),
        (
            "Ines Vidal is at the lettings office, 020 7946 0102",
            "From 1 October Ines Vidal is on 020 7946 0955.",
        ),
    ],
)
def test_a_message_never_changes_by_itself_how_somebody_is_reached(summary: str, text: str) -> None:
    mail = seen(
        "Thunderbird", "New extension", f"From: Ines Vidal <i@lettings.example>\nDear Mr Okoro,\n{text}"
    )

    told, outcome = held("semantic", {"name": "Ines Vidal", "summary": summary}, mail)

    assert summary in told
    assert not any("955" in str(change) or "lets.example" in str(change.body) for change in outcome.changes
                   if getattr(change, "body", {}).get("name") == "Ines Vidal")  # fmt: skip


def test_a_date_in_a_message_is_no_number_to_call() -> None:
    chat = seen(
        "WeChat", "琴行家长群", "琴行  19:46\n【通知】从 2026-10-04 起，钢琴课改为每周五 19:15。电话不变。"
    )

    told, _ = held(
        "semantic", {"name": "女儿的钢琴课", "summary": "每周三 18:30，琴行电话 028-5550-1346"}, chat
    )

    assert "每周五 19:15，琴行电话 028-5550-1346" in told


LETTER = seen(
    "Word", "Board_letter_2.docx",
    "PARISH LIBRARY BOARD\n10 September 2026\nDear Madam,\nThe branch hours from Monday 14 "
    "September 2026 are 9:30 to 18:00. "
    "The new branch telephone number is 876-555-0164.\nYours faithfully, W. Hyatt", hours=24 * 12,
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Kindly note that the second letter is the valid one.", "0164"),
        ("go by what the board wrote", "0119"),
        ("the branch telephone is reachable under its new number, I tried", "0164"),
        ("that letter is not the valid one", "0119"),
        ("the letter from my landlord is the valid one", "0119"),
        ("my landlord's letter is right", "0119"),
        ("is the second letter the valid one?", "0119"),
        ("the letter was long", "0119"),
    ],
)
def test_a_number_that_waits_is_taken_once_the_user_says_that_the_message_is_right(
    words: str, number: str
) -> None:
    library = MemoryLibrary()
    known = library.holds(
        "semantic", {"name": "Branch telephone", "summary": "Branch telephone is 876-555-0119"}, "2026-06-24"
    )
    digest = Digest(all_kinds(), None, ZoneInfo("UTC"))
    library.proposed = [(one, known) for one in digest.digest([LETTER], library).proposals]
    assert library.proposed

    library.apply(digest.digest([said(words)], library).changes)

    told = "\n".join(row.text for row in library.current("semantic"))
    assert f"876-555-{number}" in told
    assert ("876-555-0119" in told) is (number == "0119")


def test_of_two_messages_that_wait_the_right_one_is_not_known() -> None:
    library = MemoryLibrary()
    phone = library.holds(
        "semantic", {"name": "Branch telephone", "summary": "Branch telephone is 876-555-0119"}, "2026-06-24"
    )
    desk = library.holds(
        "semantic", {"name": "Ines Vidal", "summary": "Ines Vidal is on 020 7946 0102"}, "2026-06-24"
    )
    mail = seen(
        "Thunderbird", "New number",
        "From: Ines Vidal <i@lets.example>\nDear Mr Okoro,\nFrom 1 October Ines Vidal is on 020 7946 0955.",
    )  # fmt: skip
    digest = Digest(all_kinds(), None, ZoneInfo("UTC"))
    waits = digest.digest([LETTER, mail], library).proposals
    assert len(waits) == 2
    library.proposed = [
        (one, library.rows[one.change.memory]) for one in waits if isinstance(one.change, Revise)
    ]

    library.apply(digest.digest([said("the second letter is the valid one")], library).changes)

    assert library.rows[phone.id].current
    assert library.rows[desk.id].current


@pytest.mark.parametrize(
    ("line", "anew"),
    [
        ("can we do Sunday 27 September, 10:15, at Marlow Green?", ("27 September", "10:15", "at Marlow Green")),
        ("the mill is closed, could we meet at Tipton Lock instead?", ("25 September", "9:30", "at Tipton Lock")),
    ],
)  # fmt: skip
def test_a_chat_that_ends_with_a_yes_moves_the_place_as_well(line: str, anew: tuple[str, ...]) -> None:
    body = planned("Sketching with Odile on 25 September 2026 at 9:30 at Barrow Mill", "")

    now, _ = held("episodic", body, seen("WhatsApp", "Odile", f"Odile: {line}\nYou: done, see you there"))

    assert all(one in now for one in anew)
    assert "Barrow Mill" not in now.split("\n", maxsplit=1)[0]
