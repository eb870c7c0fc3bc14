"""Known things that the user's words change in a conversation, in four languages, and words that change nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agents.digest import Digest
from agents.kinds import all_kinds
from storage import ids
from storage.model import BodyFields, ObservationId, Role, Turn
from tests.fakes.memory_library import MemoryLibrary

NOW = datetime(2026, 9, 22, 17, 38, tzinfo=UTC)
Known = list[tuple[str, BodyFields]]


def told(known: Known, said: list[str]) -> str:
    """What is current after a conversation ("A:" marks the assistant) of what was known and of what took its place."""
    library, before = MemoryLibrary(), NOW - timedelta(days=200)
    held = {
        library.holds(kind, all_kinds()[kind].completed(body, before), "2026-01-05").id
        for kind, body in known
    }
    turns = [turn(at, text) for at, text in enumerate(said)]
    outcome = Digest(all_kinds(), None, ZoneInfo("UTC")).digest(turns, library)
    library.apply(outcome.changes)
    held |= {row.superseded_by for row in library.rows.values() if row.superseded_by}
    current = [
        row.text.partition("Said: ")[0] for row in library.rows.values() if row.current and row.id in held
    ]
    return "\n".join(current)


def turn(minute: int, text: str) -> Turn:
    role = Role.ASSISTANT if text.startswith("A:") else Role.USER
    time = NOW + timedelta(minutes=minute)
    return Turn(ObservationId(ids.new(time)), time, text.removeprefix("A:"), "chat", "", role)


CHANGES = [
    pytest.param(
        [
            (
                "semantic",
                {"name": "Hausarzt", "summary": "Hausarzt ist Emil Krug in Melsungen, Tel. 05661 55500"},
            )
        ],
        ["Der Krug geht in Rente. Zu mir kommt jetzt Frau Sattler in Kassel, Tel. 0561 5550-178."],
        ["Sattler in Kassel", "0561 5550-178"],
        ["Emil Krug in", "05661 55500"],
        id="another-with-a-number",
    ),
    pytest.param(
        [("core", {"label": "human", "value": "L'utente è grafica presso Studio Baltea, Torino"})],
        ["Contratto con Studio Baltea finito ieri. Da oggi sono libera professionista."],
        ["libera professionista"],
        ["è grafica presso"],
        id="freelance",
    ),
    pytest.param(
        [("core", {"label": "human", "value": "User lives in a flat in Leith, at 9 Tolbooth Wynd"})],
        ["Keys handed over on Saturday and every box is in Dundee now, 27 Magdalen Yard."],
        ["27 Magdalen Yard"],
        ["Tolbooth"],
        id="boxes",
    ),
    pytest.param(
        [("semantic", {"name": "Dentist", "summary": "User's dentist is Dr Paul Hennessy, 4 Quay Street"})],
        ["Hennessy retired at christmas, so my dentist is now Dr Amara Bell. same surgery"],
        ["Amara Bell", "4 Quay Street"],
        ["Hennessy"],
        id="dentist-new",
    ),
    pytest.param(
        [
            (
                "semantic",
                {
                    "name": "Klavierlehrerin",
                    "summary": "Klavierlehrerin von Jonas ist Frau Winkler, montags 16:00",
                },
            )
        ],
        ["Frau Winkler hört auf, die neue Klavierlehrerin heißt Frau Doktor Seidl. montags bleibt"],
        ["Seidl", "montags 16:00"],
        ["Winkler,"],
        id="klavier",
    ),
    pytest.param(
        [
            (
                "semantic",
                {"name": "Idraulico", "summary": "L'idraulico è il signor Galli, telefono 0331 555012"},
            )
        ],
        ["il signor Galli ha smesso di lavorare, il nuovo idraulico è Renzo Tosi"],
        ["Renzo Tosi"],
        ["Galli,"],
        id="idraulico",
    ),
    pytest.param(
        [("semantic", {"name": "家庭医生", "summary": "用户的家庭医生是王医生，诊所在人民路"})],
        ["王医生退休了，家庭医生换成李医生了，诊所还是人民路"],
        ["李医生", "人民路"],
        ["是王医生"],
        id="zh-doctor",
    ),
    pytest.param(
        [("semantic", {"name": "Miete", "summary": "Miete ist 720 Euro im Monat, warm"})],
        ["die Miete steigt ab Januar auf 765, leider"],
        ["765", "warm"],
        ["720"],
        id="rent-de",
    ),
    pytest.param(
        [("semantic", {"name": "晨会", "summary": "每天上午 9:30 开晨会，在二楼"})],
        ["晨会改到十点了"],
        ["10:00", "二楼"],
        ["9:30"],
        id="zh-standup",
    ),
    pytest.param(
        [
            (
                "semantic",
                {"name": "Giulia Renzi", "summary": "Collega dell'utente, lavora come grafica a Parma"},
            )
        ],
        [
            "Dove lavora Giulia?",
            "A:Giulia Renzi lavora come grafica a Parma.",
            "no, sbagliato: lavora a Modena, non a Parma",
        ],
        ["Modena"],
        ["a Parma"],
        id="corr-it",
    ),
    pytest.param(
        [
            (
                "semantic",
                {"name": "Torben Lüders", "summary": "Nachbar des Nutzers, arbeitet als Schreiner in Celle"},
            )
        ],
        [
            "A:Torben Lüders ist dein Nachbar, er arbeitet als Schreiner in Celle.",
            "stimmt nicht, er ist Tischler, und es ist Uelzen",
        ],
        ["Uelzen"],
        ["Celle"],
        id="corr-de",
    ),
    pytest.param(
        [("semantic", {"name": "Milo", "summary": "User's nephew, 7 years old, lives in Cork"})],
        ["A:Milo is 7.", "wrong, he's 8 years old"],
        ["8 years"],
        ["7 years"],
        id="corr-age",
    ),
    pytest.param(
        [("semantic", {"name": "Statin", "summary": "User takes a statin every evening"})],
        ["good news from the doctor: no more statin from today"],
        [],
        ["takes a statin"],
        id="pill",
    ),
    pytest.param(
        [("semantic", {"name": "Eisentabletten", "summary": "Nutzerin nimmt täglich Eisentabletten"})],
        ["ich nehme keine Eisentabletten mehr, Werte sind gut"],
        [],
        ["nimmt täglich"],
        id="de-pill",
    ),
    pytest.param(
        [
            (
                "procedural",
                {
                    "name": "Espressomaschine reinigen",
                    "summary": "Espressomaschine reinigen",
                    "steps": ["Tank mit Zitronensäure füllen", "Zehn Minuten warten", "Zweimal spülen"],
                },
            )
        ],
        ["Espressomaschine reinigen: ab jetzt Essig statt Zitronensäure im Tank. der Rest bleibt"],
        ["Essig", "Zehn Minuten"],
        ["Zitronensäure füllen"],
        id="steps-de",
    ),
    pytest.param(
        [("semantic", {"name": "Yoga", "summary": "Yoga is in room 4, Thursdays at 19:00"})],
        ["yoga's in room 7 now, everything else the same"],
        ["room 7", "19:00"],
        ["room 4"],
        id="room",
    ),
    pytest.param(
        [
            (
                "episodic",
                {
                    "summary": "Zahnarzttermin bei Dr. Krause am 14. Oktober 2026 um 9:00",
                    "event_type": "appointment",
                    "occurred_at": "2026-10-14T09:00:00+00:00",
                },
            )
        ],
        [
            "wann war nochmal der Zahnarzttermin?",
            "A:Der Zahnarzttermin bei Dr. Krause ist am 14. Oktober um 9:00.",
            "der ist verschoben, jetzt am 21. Oktober um 11:15",
        ],
        ["21", "11:15"],
        ["14. Oktober"],
        id="follow-de",
    ),
    pytest.param(
        [
            (
                "episodic",
                {
                    "summary": "和张总的会议 2026年10月14日 9:00",
                    "event_type": "appointment",
                    "occurred_at": "2026-10-14T09:00:00+00:00",
                },
            )
        ],
        ["张总的会议是几号？", "A:和张总的会议是10月14日9:00。", "改到10月16日下午三点了"],
        ["16"],
        ["10月14日"],
        id="follow-zh",
    ),
    pytest.param(
        [("semantic", {"name": "Anneke Visser", "summary": "User's physio, Tuesdays"})],
        ["A:Anneke Visser is your physio.", "it's spelled Vissert, with a T"],
        ["Vissert", "physio"],
        ["Visser,"],
        id="spelt",
    ),
    pytest.param(
        [
            (
                "episodic",
                {
                    "summary": "Konzert in der Elbhalle am 3. Oktober 2026",
                    "event_type": "appointment",
                    "occurred_at": "2026-10-03T20:00:00+00:00",
                },
            )
        ],
        ["das Konzert in der Elbhalle ist abgeblasen"],
        ["abgeblasen"],
        ["am 3. Oktober 2026\n"],
        id="cancel-fr",
    ),
    pytest.param(
        [
            (
                "semantic",
                {"name": "Palestra Vigor", "summary": "Palestra dell'utente: 35 euro al mese, armadietto 12"},
            )
        ],
        ["la palestra Vigor è salita a 41 euro al mese da settembre"],
        ["41", "armadietto 12"],
        ["35 euro"],
        id="gym-it",
    ),
    pytest.param(
        [("core", {"value": "User's mobile number is 07700 900555"})],
        ["new number! mine is 07700 900611 from today, the old sim is dead"],
        ["900611"],
        ["900555"],
        id="phone-core",
    ),
    pytest.param(
        [
            (
                "semantic",
                {"name": "Allotment society", "summary": "The chair of the allotment society is Vera Stott"},
            )
        ],
        ["Vera Stott has left, Colin Marsh took over as chair of the allotment society"],
        ["Colin Marsh"],
        ["is Vera Stott"],
        id="chair",
    ),
    pytest.param(
        [("semantic", {"name": "Test lead", "summary": "Test lead of the team is Marguerite Obi"})],
        ["our new test lead is Bo Lind as of monday"],
        ["Bo Lind"],
        ["Marguerite"],
        id="lead",
    ),
]


@pytest.mark.parametrize(("known", "said", "held", "gone"), CHANGES)
def test_a_known_thing_changes_with_the_users_words(
    known: Known, said: list[str], held: list[str], gone: list[str]
) -> None:
    now = told(known, said)

    assert [word for word in held if word not in now] == []
    assert [word for word in gone if word in now] == []


STAYS = [
    pytest.param(
        [
            (
                "semantic",
                {
                    "name": "Glee club",
                    "summary": "User went to a glee club yesterday (Sunday 13 September 2026)",
                },
            )
        ],
        ["A lot's happened! I joined a new glee club last Tuesday, we sing on the pier"],
        ["yesterday (Sunday 13 September 2026)"],
        ["15 September"],
        id="what-was",
    ),
    pytest.param(
        [("semantic", {"name": "Katrin Sommer", "summary": "Kollegin aus der Buchhaltung"})],
        ["Seit der Geburt der Zwillinge trinkt Katrin keinen Alkohol mehr, meine Schwägerin."],
        ["Buchhaltung"],
        [],
        id="no-quitter",
    ),
    pytest.param(
        [("semantic", {"name": "Dentist", "summary": "User's dentist is Dr Paul Hennessy, 4 Quay Street"})],
        ["if Hennessy retired I'd go to Dr Bell"],
        ["Paul Hennessy"],
        ["Bell"],
        id="no-irony",
    ),
    pytest.param(
        [("semantic", {"name": "Dentist", "summary": "User's dentist is Dr Paul Hennessy, 4 Quay Street"})],
        ["my sister's new dentist is Dr Amara Bell, she likes him"],
        ["Paul Hennessy"],
        [],
        id="no-other",
    ),
    pytest.param(
        [("semantic", {"name": "Standup", "summary": "Team standup is daily at 9:15 on video"})],
        ["should we move standup to 11:30?"],
        ["9:15"],
        [],
        id="no-q",
    ),
    pytest.param(
        [("semantic", {"name": "Standup", "summary": "Team standup is daily at 9:15 on video"})],
        ["standup is at 11:30 just today because of the fire drill"],
        ["9:15"],
        [],
        id="no-once",
    ),
    pytest.param(
        [
            (
                "semantic",
                {
                    "name": "Jorun Maas",
                    "summary": "User's cousin, works as an optician in Ghent, has twin boys",
                },
            )
        ],
        [
            "A:Your cousin Jorun Maas works as an optician in Ghent.",
            "right, thanks. I'm never in Bruges these days, are there trains?",
        ],
        ["optician in Ghent"],
        [],
        id="no-visit",
    ),
    pytest.param(
        [
            (
                "semantic",
                {
                    "name": "Jorun Maas",
                    "summary": "User's cousin, works as an optician in Ghent, has twin boys",
                },
            )
        ],
        [
            "A:Your cousin Jorun Maas works as an optician in Ghent.",
            "I'm not a doctor, I'm a teacher and I'm in Bruges now",
        ],
        ["optician in Ghent"],
        [],
        id="no-mine",
    ),
    pytest.param(
        [("core", {"value": "User lives in Leeds"})],
        ["we are officially in Cornwall for two weeks, rain so far"],
        ["lives in Leeds"],
        [],
        id="no-stay",
    ),
    pytest.param(
        [("core", {"value": "User lives at 5 Mill Lane, Leeds"})],
        ["send mum's parcel to 31 Ladyloan Court, Arbroath please"],
        ["5 Mill Lane"],
        [],
        id="no-parcel",
    ),
    pytest.param(
        [
            (
                "episodic",
                {
                    "summary": "Dinner with Ruth on Saturday 17 October 2026 at the Boathouse",
                    "event_type": "appointment",
                    "occurred_at": "2026-10-17T19:00:00+00:00",
                },
            )
        ],
        [
            "A:Dinner with Ruth is on Saturday 17 October at the Boathouse.",
            "hmm, sunday the 18th would be easier for me, maybe the Tannery",
        ],
        ["17 October", "Boathouse"],
        [],
        id="no-weigh",
    ),
    pytest.param(
        [("semantic", {"name": "Oskar Lind", "summary": "User's landlord, phone 07700 900100"})],
        ["Oskar rang, his holiday in Spain is off because of the strike"],
        ["landlord"],
        [],
        id="no-end",
    ),
    pytest.param(
        [("semantic", {"name": "Statin", "summary": "User takes a statin every evening"})],
        ["no more than two coffees today, I promise. the statin is fine"],
        ["takes a statin"],
        [],
        id="no-more-than",
    ),
    pytest.param(
        [("semantic", {"name": "Hausärztin", "summary": "Hausärztin ist Frau Dr. Sander, Lindenplatz 3"})],
        ["Der neue Hausarzt von meinem Bruder heißt Dr. Kessler"],
        ["Sander"],
        ["Kessler, "],
        id="no-de",
    ),
    pytest.param(
        [("semantic", {"name": "家庭医生", "summary": "用户的家庭医生是王医生，诊所在人民路"})],
        ["我妈的医生换成李医生了"],
        ["是王医生"],
        [],
        id="no-zh",
    ),
    pytest.param(
        [("semantic", {"name": "Rent", "summary": "Rent is 640 euro a month"})],
        ['the advert said "rent goes up to 900 from now on" lol, not ours'],
        ["640"],
        [],
        id="no-quote",
    ),
    pytest.param(
        [
            (
                "procedural",
                {
                    "name": "Weekly backup",
                    "summary": "Weekly backup",
                    "steps": ["Plug in the disk", "Run the task"],
                },
            )
        ],
        ["the weekly meeting is off, and my disk gave up the ghost"],
        ["Plug in", "Run the task"],
        [],
        id="no-proc",
    ),
    pytest.param(
        [("semantic", {"name": "Standup", "summary": "Team standup is daily at 9:15 on video"})],
        ["suppose the standup moved to 11:30, who would complain"],
        ["9:15"],
        [],
        id="no-suppose",
    ),
    pytest.param(
        [
            ("semantic", {"name": "Gwil", "summary": "User's father-in-law, retired signalman"}),
            (
                "episodic",
                {
                    "summary": "Party for Gwil on Saturday 17 October 2026 at the Boathouse, 40 guests",
                    "event_type": "appointment",
                    "occurred_at": "2026-10-17T19:00:00+00:00",
                },
            ),
        ],
        [
            "A:The party for Gwil is on Saturday 17 October at the Boathouse, 40 guests.",
            "great. by the way I booked the train to York for friday the 23rd of October, 8:05",
        ],
        ["17 October 2026 at the Boathouse"],
        [],
        id="no-talk",
    ),
    pytest.param(
        [("semantic", {"name": "Test lead", "summary": "Project lead is Ana Ruiz"})],
        ["the project is called Falcon now, and our app is Zephyr from today"],
        ["Ana Ruiz"],
        [],
        id="no-lead",
    ),
    pytest.param(
        [("semantic", {"name": "Boss", "summary": "User's boss is Matthias, head chef"})],
        ["Matthias left early, lunch is with Greta now"],
        ["Matthias"],
        [],
        id="no-lunch",
    ),
]


@pytest.mark.parametrize(("known", "said", "held", "gone"), STAYS)
def test_words_that_settle_nothing_leave_it_alone(
    known: Known, said: list[str], held: list[str], gone: list[str]
) -> None:
    now = told(known, said)

    assert [word for word in held if word not in now] == []
    assert [word for word in gone if word in now] == []


def test_a_day_told_in_small_letters_after_what_was_done_lies_ahead() -> None:
    exam = {
        "summary": "Piano exam is on Tuesday 5 May 2027 at 10:20 in St Osyth Hall",
        "occurred_at": "2027-05-05T10:20:00+00:00",
    }
    said = "ugh, they've shifted my piano exam AGAIN, short of examiners. thursday the 13th of may now, ten past two"

    current = told([("episodic", exam)], [said])

    assert "13 May 2027" in current
    assert "14:10" in current
    assert "10:20" not in current


@pytest.mark.parametrize(
    ("known", "said", "held", "gone"),
    [
        (
            "User swims at Brookside Lido on Mondays and Wednesdays at 6:30, forty lengths",
            "lido is an ice bath now. from this week it's Castle Baths, tuesdays and thursdays at 7, forty lengths",
            ["Castle Baths", "tuesdays and thursdays at 7"],
            ["Brookside", "6:30"],
        ),
        (
            "L'utente nuota il martedì e il giovedì alle 7 nella piscina di Lugo",
            "Da ottobre cambia tutto: nuoto solo il lunedì sera alle 20, e il giovedì vado a correre lungo il Senio.",
            ["lunedì", "20"],
            ["il martedì"],
        ),
    ],
)
def test_words_that_tell_more_than_a_part_anew_take_the_place_of_the_whole_line(
    known: str, said: str, held: list[str], gone: list[str]
) -> None:
    current = told([("core", {"label": "human", "value": known})], [said])

    assert [word for word in held if word not in current] == []
    assert [word for word in gone if word in current] == []


def test_a_dose_that_changes_at_one_time_of_the_day_is_not_told_of_both() -> None:
    known = {
        "name": "Bramble's tablets",
        "summary": "Bramble the spaniel takes 30 mg phenobarb twice a day against fits",
    }
    for said in (
        "bloods back for Bramble. from tomorrow it's 45 mg phenobarb in the morning, evening one stays at 30 mg",
        "Bramble gets 45 mg in the morning now, the evening one stays at 30 mg",
    ):
        current = told([("semantic", known)], [said])

        assert "45 mg phenobarb twice" not in current
        assert "45 mg twice" not in current


ONES = [
    (
        "User's dentist is Dr Abel Marsh at Tidefall",
        "the dentist is Dr Ferreira, wed 20 may",
        "Ferreira",
        "Marsh",
    ),
    (
        "Der Hausarzt der Nutzerin ist Dr. Kurt Sommer",
        "mein Hausarzt ist Dr. Lena Vogt",
        "Lena Vogt",
        "Sommer",
    ),
    (
        "Il medico dell'utente è il dott. Bo",
        "il mio medico, la dottoressa Malaguti, riceve lunedì",
        "Malaguti",
        "Bo",
    ),
    ("User drives a 2019 Toyota Camry", "sold the camry. i drive the ioniq 5 now", "ioniq", "drives a 2019"),
]
PARTS = [
    (
        "Imelda Croft",
        "Manager of the hall, mobile 07700 900416",
        "Imelda's mobile is 07700 900461",
        "900461",
        "900416",
    ),
    (
        "Macsen's school",
        "Macsen goes to Ysgol Celyn",
        "macsen is in his first week at Ysgol Glan",
        "Glan",
        "Celyn",
    ),
    (
        "Gethin Prosser",
        "User's husband, drives a van for Hare",
        "gethin started at the creamery",
        "creamery",
        "Hare",
    ),
    (
        "Osei & Daughter",
        "Plumber, call-out 60 pounds",
        "rang oseis. callout's 75 quid now",
        "75 pounds",
        "60",
    ),
    (
        "Marchetti Papers",
        "Paper supplier; contact is Lowri Tanner; delivery day is Wednesday",
        "Lowri from Marchetti Papers rang: starting this week they come on Fridays, Wednesday is over",
        "delivery day is Friday",
        "day is Wednesday",
    ),
    (
        "Medication of the father",
        "User's father takes 5 mg ramipril every morning",
        "Dad had his check-up yesterday. ramipril is doubled, 10 mg, he took the first one this morning",
        "10 mg ramipril",
        "5 mg",
    ),
]
NOTHING = [
    (
        "Vorlesestunde",
        "User hält die Vorlesestunde für die Kleinen, donnerstags um 16 Uhr",
        "Frau Tannert ist seit letztem Freitag in Rente. Meine Vorlesestunde geb ich aber nicht her!",
    ),
    (
        "Stay in Ghent",
        "User is in Ghent from 2 to 14 November 2026, room at Mrs Claeys'",
        "now the plants. Same room at Mrs Claeys', by the way",
    ),
    (
        "Father",
        "User's father takes 5 mg ramipril every morning",
        "Dad took 10 mg ramipril yesterday by mistake, doubled it in his head",
    ),
    (
        "Wilf's nursery",
        "Wilf attends Otters Monday to Wednesday",
        "otters is flooded so wilf's with mum till friday",
    ),
    ("Moira Threlfall", "has type 1 diabetes", "Moira Dunphy from the agency is coeliac now"),
    (
        "Pressione",
        "prende ramipril 5 mg",
        "ramipril: il mio medico, la dottoressa Bo, riceve in via Costa 112",
    ),
]


@pytest.mark.parametrize(("known", "said", "holds", "gone"), ONES)
def test_who_or_what_there_is_one_of_is_settled_anew_without_a_word_of_change(
    known: str, said: str, holds: str, gone: str
) -> None:
    current = told([("core", {"label": "human", "value": known})], [said])

    assert holds in current
    assert gone not in current


@pytest.mark.parametrize(("name", "known", "said", "holds", "gone"), PARTS)
def test_a_part_of_a_card_is_given_anew_and_the_rest_stays(
    name: str, known: str, said: str, holds: str, gone: str
) -> None:
    current = told([("semantic", {"name": name, "summary": known})], [said])

    assert holds in current
    assert gone not in current
    assert known.split(maxsplit=1)[0].rstrip(",") in current


@pytest.mark.parametrize(("name", "known", "said"), NOTHING)
def test_what_is_of_another_line_or_another_person_or_for_a_while_changes_nothing(
    name: str, known: str, said: str
) -> None:
    assert known in told([("semantic", {"name": name, "summary": known})], [said])
