"""What time expressions mean: asked on Wednesday 18 March 2026, 15:20, in Berlin, unless a test says otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import times

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 18, 15, 20, tzinfo=BERLIN)

# The question, and its range by the wall clock: dates (half-open) or times.
RANGES = [
    ("What did I do yesterday?", "2026-03-17", "2026-03-18"),
    ("what did I do today", "2026-03-18", "2026-03-19"),
    ("the day before yesterday", "2026-03-16", "2026-03-17"),
    ("What did I do last Friday?", "2026-03-13", "2026-03-14"),
    ("what did Anna say on Tuesday", "2026-03-17", "2026-03-18"),
    ("what did Anna say on Wednesday", "2026-03-18", "2026-03-19"),
    ("what will happen on Friday", "2026-03-20", "2026-03-21"),
    ("next Monday", "2026-03-23", "2026-03-24"),
    ("this Friday", "2026-03-20", "2026-03-21"),
    ("Tuesday last week", "2026-03-10", "2026-03-11"),
    ("2026-03-04", "2026-03-04", "2026-03-05"),
    ("4 March 2026", "2026-03-04", "2026-03-05"),
    ("Wednesday, the 4th of March 2026", "2026-03-04", "2026-03-05"),
    ("March 4th", "2026-03-04", "2026-03-05"),
    ("March 4, 2026", "2026-03-04", "2026-03-05"),
    ("Sept 5", "2025-09-05", "2025-09-06"),
    ("3/4/2026", "2026-03-04", "2026-03-05"),
    ("13/4/2025", "2025-04-13", "2025-04-14"),
    ("4.3.2026", "2026-03-04", "2026-03-05"),
    ("on 29 February", "2024-02-29", "2024-03-01"),
    ("on the 5th", "2026-03-05", "2026-03-06"),
    ("in March", "2026-03-01", "2026-04-01"),
    ("in April", "2025-04-01", "2025-05-01"),
    ("March 2026", "2026-03-01", "2026-04-01"),
    ("last March", "2025-03-01", "2025-04-01"),
    ("March last year", "2025-03-01", "2025-04-01"),
    ("in 2024", "2024-01-01", "2025-01-01"),
    ("last week", "2026-03-09", "2026-03-16"),
    ("this week", "2026-03-16", "2026-03-23"),
    ("the week before last", "2026-03-02", "2026-03-09"),
    ("last month", "2026-02-01", "2026-03-01"),
    ("last year", "2025-01-01", "2026-01-01"),
    ("past 3 days", "2026-03-15", "2026-03-19"),
    ("the last two weeks", "2026-03-04", "2026-03-19"),
    ("over the past week", "2026-03-11", "2026-03-19"),
    ("in the last week", "2026-03-11", "2026-03-19"),
    ("three days ago", "2026-03-15", "2026-03-16"),
    ("3 weeks ago", "2026-02-25", "2026-02-26"),
    ("a couple of weeks ago", "2026-02-25", "2026-03-12"),
    ("a few days ago", "2026-03-13", "2026-03-17"),
    ("the weekend", "2026-03-14", "2026-03-16"),
    ("last weekend", "2026-03-14", "2026-03-16"),
    ("what did we do this past weekend", "2026-03-14", "2026-03-16"),
    ("over the past 2 weekends", "2026-03-07", "2026-03-19"),
    ("this past Friday", "2026-03-13", "2026-03-14"),
    ("two weekends ago", "2026-03-07", "2026-03-09"),
    ("end of May", "2025-05-21", "2025-06-01"),
    ("early last month", "2026-02-01", "2026-02-10"),
    ("at the end of the month", "2026-03-21", "2026-04-01"),
    ("the first week of March", "2026-03-01", "2026-03-08"),
    ("the last weekend of February", "2026-02-28", "2026-03-02"),
    ("Q1 2025", "2025-01-01", "2025-04-01"),
    ("the third quarter of 2025", "2025-07-01", "2025-10-01"),
    ("the second half of 2025", "2025-07-01", "2026-01-01"),
    ("summer of 2024", "2024-06-01", "2024-09-01"),
    ("between 3 March and 10 March", "2026-03-03", "2026-03-11"),
    ("from March to May 2024", "2024-03-01", "2024-06-01"),
    ("from Monday to Wednesday", "2026-03-16", "2026-03-19"),
    ("from 2019 to 2023", "2019-01-01", "2024-01-01"),
    ("March 3 to 5", "2026-03-03", "2026-03-06"),
    ("3-5 March 2026", "2026-03-03", "2026-03-06"),
    ("two days before 9 March", "2026-03-07", "2026-03-08"),
    ("the week before 12 March", "2026-03-02", "2026-03-09"),
    ("since Monday", "2026-03-16", "2026-03-18 15:20"),
    ("since 2019", "2019-01-01", "2026-03-18 15:20"),
    ("after the 5th", "2026-03-06", "2026-03-18 15:20"),
    ("what is due by Friday", "2026-03-18 15:20", "2026-03-21"),
    ("yesterday afternoon", "2026-03-17 12:00", "2026-03-17 18:00"),
    ("on Tuesday morning", "2026-03-17 05:00", "2026-03-17 12:00"),
    ("the morning of 3 March", "2026-03-03 05:00", "2026-03-03 12:00"),
    ("this morning", "2026-03-18 05:00", "2026-03-18 12:00"),
    ("tonight", "2026-03-18 18:00", "2026-03-19 06:00"),
    ("last night", "2026-03-17 18:00", "2026-03-18 06:00"),
    ("last night at 11", "2026-03-17 23:00", "2026-03-18 00:00"),
    ("at 14:30", "2026-03-18 14:30", "2026-03-18 14:31"),
    ("at 5pm", "2026-03-17 17:00", "2026-03-17 18:00"),
    ("yesterday at 5 p.m.", "2026-03-17 17:00", "2026-03-17 18:00"),
    ("5pm on Tuesday last week", "2026-03-10 17:00", "2026-03-10 18:00"),
    ("Friday, 13 March 2026 at 10:00", "2026-03-13 10:00", "2026-03-13 10:01"),
    ("2026-03-04T14:30:00", "2026-03-04 14:30", "2026-03-04 14:31"),
    ("yesterday between 2 and 4pm", "2026-03-17 14:00", "2026-03-17 16:00"),
    ("between 10:00 and 11:30 on Monday", "2026-03-16 10:00", "2026-03-16 11:30"),
    ("from 5pm to 7pm yesterday", "2026-03-17 17:00", "2026-03-17 19:00"),
    ("2 hours ago", "2026-03-18 12:50", "2026-03-18 13:50"),
    ("in the last 30 minutes", "2026-03-18 14:50", "2026-03-18 15:20"),
    ("What did Bob write yesterday, was it in the afternoon?", "2026-03-17 12:00", "2026-03-17 18:00"),
    ("昨天我看了什么", "2026-03-17", "2026-03-18"),
    ("前天", "2026-03-16", "2026-03-17"),
    ("上周五", "2026-03-13", "2026-03-14"),
    ("下周一", "2026-03-23", "2026-03-24"),
    ("三天前", "2026-03-15", "2026-03-16"),
    ("十二天前", "2026-03-06", "2026-03-07"),
    ("2026年3月4日", "2026-03-04", "2026-03-05"),
    ("二〇二六年三月四日", "2026-03-04", "2026-03-05"),
    ("上个月", "2026-02-01", "2026-03-01"),
    ("上个月底", "2026-02-19", "2026-03-01"),
    ("去年", "2025-01-01", "2026-01-01"),
    ("去年三月", "2025-03-01", "2025-04-01"),
    ("今天下午", "2026-03-18 12:00", "2026-03-18 18:00"),
    ("昨天下午三点", "2026-03-17 15:00", "2026-03-17 16:00"),
    ("昨晚", "2026-03-17 18:00", "2026-03-18 06:00"),
    ("今天早上九点半", "2026-03-18 09:30", "2026-03-18 09:31"),
    ("从周一到周三", "2026-03-16", "2026-03-19"),
    ("三月以来", "2026-03-01", "2026-03-18 15:20"),
    ("最近两周", "2026-03-04", "2026-03-19"),
    ("gestern Abend", "2026-03-17 17:00", "2026-03-18 00:00"),
    ("letzten Freitag", "2026-03-13", "2026-03-14"),
    ("vor zwei Wochen", "2026-03-04", "2026-03-05"),
    ("am 4.3.2026 um 14:30 Uhr", "2026-03-04 14:30", "2026-03-04 14:31"),
    ("zwischen Montag und Mittwoch", "2026-03-16", "2026-03-19"),
    ("hier à 17h30", "2026-03-17 17:30", "2026-03-17 17:31"),
]

NO_TIME = [
    "", "   ", "how does the reranker work", "she may have been right", "so what do we do now", "every Friday",
    "I have 3/4 of a cup", "page 14 of 2000", "call me at 555-1234", "5-10 people", "Was ist hier passiert?",
    "the cat sat in the sun", "version 10.0.0.1", "guten Morgen", "上海的天气", "这个功能怎么用", "一百万年前",
    "0000-00-00", "2020-13-45", "a march through the city", "second thoughts",
]  # fmt: skip


def wall(text: str) -> datetime:
    """A wall-clock time of Berlin as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(("question", "start", "end"), RANGES, ids=[r[0] for r in RANGES])
def test_a_question_asks_for_its_range(question: str, start: str, end: str) -> None:
    span = times.range_of(question, NOW, BERLIN)

    assert span is not None
    assert (span.start, span.end) == (wall(start), wall(end))


@pytest.mark.parametrize("question", NO_TIME)
def test_words_that_only_look_like_times_name_none(question: str) -> None:
    assert times.range_of(question, NOW, BERLIN) is None
    assert times.find(question, NOW, BERLIN) == []


def test_a_span_points_at_its_phrase() -> None:
    question = "What did I write to Ana last Friday, and what in March 2025?"

    spans = times.find(question, NOW, BERLIN)

    assert [span.text for span in spans] == ["last Friday", "March 2025"]
    assert [question[span.first : span.last] for span in spans] == ["last Friday", "March 2025"]


def test_before_reaches_back_without_end() -> None:
    span = times.range_of("what happened before March 10", NOW, BERLIN)

    assert span is not None
    assert span.start.year == 1970
    assert span.end == wall("2026-03-10")
    assert span.text == "before March 10"


def test_times_that_do_not_meet_are_spanned() -> None:
    span = times.range_of("last week or last month", NOW, BERLIN)

    assert span is not None
    assert (span.start, span.end) == (wall("2026-02-01"), wall("2026-03-16"))


def test_a_day_on_which_summer_time_begins_has_23_hours() -> None:
    now = datetime(2026, 3, 30, 9, 0, tzinfo=BERLIN)

    span = times.range_of("yesterday", now, BERLIN)

    assert span is not None
    assert span.end - span.start == timedelta(hours=23)
    assert (span.start, span.end) == (wall("2026-03-29"), wall("2026-03-30"))


def test_an_hour_after_the_clocks_went_back_is_told_by_the_wall_clock() -> None:
    now = datetime(2025, 10, 27, 9, 0, tzinfo=BERLIN)

    span = times.range_of("yesterday at 14:30", now, BERLIN)

    assert span is not None
    assert span.start == datetime(2025, 10, 26, 13, 30, tzinfo=UTC)


def test_two_hours_ago_over_the_change_of_clocks_are_two_real_hours() -> None:
    now = datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN)

    span = times.range_of("2 hours ago", now, BERLIN)

    assert span is not None
    assert span.start + timedelta(minutes=30) == now.astimezone(UTC) - timedelta(hours=2)


def test_today_is_the_askers_today() -> None:
    now = datetime(2026, 3, 18, 23, 30, tzinfo=UTC)

    tokyo = times.range_of("today", now, ZoneInfo("Asia/Tokyo"))
    denver = times.range_of("today", now, ZoneInfo("America/Denver"))

    assert tokyo is not None
    assert denver is not None
    assert tokyo.start == datetime(2026, 3, 18, 15, 0, tzinfo=UTC)
    assert denver.start == datetime(2026, 3, 18, 6, 0, tzinfo=UTC)


def test_how_exactly_a_phrase_speaks_is_told_by_its_grain() -> None:
    grains = {
        text: span.grain
        for text in ("yesterday", "last month", "3 weeks ago", "at 14:30", "at 5pm", "in 2024")
        if (span := times.range_of(text, NOW, BERLIN))
    }

    assert grains == {
        "yesterday": times.Grain.DAY,
        "last month": times.Grain.MONTH,
        "3 weeks ago": times.Grain.WEEK,
        "at 14:30": times.Grain.MINUTE,
        "at 5pm": times.Grain.HOUR,
        "in 2024": times.Grain.YEAR,
    }


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("We met last Friday", "We met last Friday (Friday 13 March 2026)"),
        ("my sister is visiting next Friday", "my sister is visiting next Friday (Friday 27 March 2026)"),
        (
            "last day at Norvik was tuesday, cake and tears. Monday I start at the hospital",
            "last day at Norvik was tuesday (Tuesday 17 March 2026), cake and tears. "
            "Monday (Monday 23 March 2026) I start at the hospital",
        ),
        ("We moved two months ago", "We moved two months ago (January 2026)"),
        ("I went there three weeks ago", "I went there three weeks ago (around 25 February 2026)"),
        ("I was ill last week", "I was ill last week (9–15 March 2026)"),
        ("We moved last year", "We moved last year (2025)"),
        ("Tonight we eat", "Tonight (Wednesday 18 March 2026) we eat"),
        ("Signed on 4 March 2026", "Signed on 4 March 2026"),
        ("Ich habe gestern angerufen", "Ich habe gestern (Tuesday 17 March 2026) angerufen"),
        ("我们下周五再见", "我们下周五 (Friday 27 March 2026)再见"),
        ("Nothing about time here", "Nothing about time here"),
        ("see you friday the 20th", "see you friday the 20th (Friday 20 March 2026)"),
        (
            "am Freitag, den 20. März, um 10:30",
            "am Freitag, den 20. März, um 10:30 (Friday 20 March 2026, 10:30)",
        ),
        ("getauscht auf Dienstag, den 24.", "getauscht auf Dienstag, den 24. (Tuesday 24 March 2026)"),
        ("spostato a martedì 24 alle 10", "spostato a martedì 24 (Tuesday 24 March 2026) alle 10"),
        ("seit Montag bin ich hier", "seit Montag (Monday 16 March 2026) bin ich hier"),
        ("venerdì 12 persone", "venerdì (Friday 20 March 2026) 12 persone"),
    ],
)
def test_what_was_said_gets_its_absolute_dates(said: str, wanted: str) -> None:
    once = times.absolute(said, NOW, BERLIN)

    assert once == wanted
    assert times.absolute(once, NOW, BERLIN) == once


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("We booked the ferry for 3 June.", "2026-06-03"),
        ("My last day there is 3 June.", "2026-06-03"),
        ("The meeting on 3 June is therefore cancelled.", "2026-06-03"),
        ("I got tickets for the concert on 3 May.", "2026-05-03"),
        ("Ich habe am 3. Mai Geburtstag.", "2026-05-03"),
        ("She told me she is leaving at the end of June.", "2026-06-21"),
        ("I've been promoted: from June I lead the team.", "2026-06-01"),
        ("We went to Rome in June.", "2025-06-01"),
        ("I met Ana on 3 September.", "2025-09-03"),
        ("Last June we moved.", "2025-06-01"),
    ],
)
def test_a_day_without_its_year_is_of_last_year_only_where_the_sentence_tells_what_was(
    said: str, day: str
) -> None:
    ((span, _),) = times.resolve(said, NOW, BERLIN)

    assert f"{span.start.astimezone(BERLIN):%Y-%m-%d}" == day


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("Ada leaves the choir in February, she's sold her house", "2027-02"),
        ("jot the valve down for whoever waters in December: left, then right", "2026-12"),
        ("they put the fair off to October", "2026-10"),
        ("Jonas zieht im Februar weg, die Wohnung hat er verkauft", "2027-02"),
        ("Jonas hat im Oktober geheiratet", "2025-10"),
        ("Jonas ist im Oktober umgezogen", "2025-10"),
        ("a febbraio Carla parte, ha venduto la casa", "2027-02"),
        ("in ottobre ha aperto un bar", "2025-10"),
        ("小周10月退休,房子已经卖了", "2026-10"),
        ("小周10月搬走了", "2025-10"),
        ("he's been away since October", "2025-10"),
        ("we paid for it in October", "2025-10"),
    ],
)
def test_a_month_is_the_next_of_what_is_or_will_be_and_the_last_of_what_was(said: str, month: str) -> None:
    ((span, _),) = times.resolve(said, NOW, BERLIN)

    assert f"{span.start.astimezone(BERLIN):%Y-%m}" == month


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("Said: the delivery is now on Friday 20 March.", 2026),
        ("The delivery is planned for Monday 23 March.", 2026),
        ("We met on Tuesday 24 March.", 2026),
        ("Notes of Friday 14 November", 2025),
        ("Arrival: Thursday 14 January", 2027),
    ],
)
def test_a_date_with_its_weekday_lies_in_the_nearest_year_in_which_that_day_fits(
    written: str, year: int
) -> None:
    assert times.find(written, NOW, BERLIN)[0].start.astimezone(BERLIN).year == year


def test_the_end_of_a_range_that_the_other_end_completes_is_not_relative() -> None:
    told = times.absolute("It was last week.", datetime(2023, 6, 9, 12, tzinfo=UTC), ZoneInfo("UTC"))

    assert told == "It was last week (29 May – 4 June 2023)."
    assert times.absolute(told, datetime(2023, 6, 9, 12, tzinfo=UTC), ZoneInfo("UTC")) == told
    hours = times.resolve("Moved to Thursday 15 October, 13:00 to 15:00.", NOW, BERLIN)
    assert [wording for _, wording in hours] == ["Thursday 15 October 2026, 13:00"]


def test_resolving_gives_the_phrase_and_its_wording() -> None:
    resolved = times.resolve("we met last Friday", NOW, BERLIN)

    assert [(span.text, wording) for span, wording in resolved] == [("last Friday", "Friday 13 March 2026")]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("yesterday", "17 March 2026"),
        ("last week", "9–15 March 2026"),
        ("a couple of weeks ago", "25 February – 11 March 2026"),
        ("March 2026", "March 2026"),
        ("in 2024", "2024"),
        ("at 14:30", "18 March 2026, 14:30"),
        ("yesterday afternoon", "17 March 2026, 12:00–18:00"),
        ("before March 10", "before 10 March 2026"),
    ],
)
def test_a_span_is_said_for_people(question: str, said: str) -> None:
    span = times.range_of(question, NOW, BERLIN)

    assert span is not None
    assert times.say(span, BERLIN) == said


@given(
    st.dates(date(1971, 1, 1), date(2999, 12, 31)),
    st.sampled_from(["UTC", "Europe/Berlin", "America/Denver"]),
)
def test_every_date_is_read_back_from_what_is_said(when: date, zone_name: str) -> None:
    zone = ZoneInfo(zone_name)

    span = times.range_of(when.isoformat(), NOW, zone)

    assert span is not None
    again = times.range_of(times.say(span, zone), NOW, zone)
    assert again is not None
    assert (again.start, again.end) == (span.start, span.end)
    assert span.start.astimezone(zone).date() == when


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    for span in times.find(text, NOW, BERLIN):
        assert span.start < span.end
        assert text[span.first : span.last] == span.text


@pytest.mark.parametrize(
    ("said", "text", "day"),
    [
        ("the keys come on the 30th so it is tight", "on the 30th", "2026-10-30"),
        ("the meeting on the 5th was good", "on the 5th", "2026-10-05"),
        ("it is due by the 5th", "the 5th", "2026-11-05"),
        ("moved to the 12th", "the 12th", "2026-11-12"),
        ("the 20th of next month", "the 20th of next month", "2026-11-20"),
        ("Termin ist am 3. um neun", "am 3.", "2026-11-03"),
        ("consegna entro il 15", "il 15", "2026-11-15"),
        ("我15号去北京", "15号", "2026-11-15"),
        ("Saturday a week she turns 90", "Saturday a week", "2026-10-31"),
        ("a week on Saturday", "a week on Saturday", "2026-10-31"),
        ("Samstag in einer Woche", "Samstag in einer Woche", "2026-10-31"),
        ("see you in a fortnight", "in a fortnight", "2026-11-03"),
        ("since Monday we have no water", "Monday", "2026-10-19"),
        ("Friday the 13th", "Friday the 13th", "2026-11-13"),
    ],
)
def test_days_by_number_and_weeks_on_are_read_as_meant(said: str, text: str, day: str) -> None:
    ((span, _),) = times.resolve(said, datetime(2026, 10, 20, 20, tzinfo=UTC), BERLIN)

    assert (span.text, f"{span.start.astimezone(BERLIN):%Y-%m-%d}") == (text, day)


@pytest.mark.parametrize(
    "said",
    [
        "on the 3rd floor",
        "the 19th century",
        "Am 3. Platz",
        "她住在3号楼",
        "the 2nd time",
        "every Monday a week",
    ],
)
def test_other_ordinals_are_no_days(said: str) -> None:
    assert times.resolve(said, datetime(2026, 10, 20, 20, tzinfo=UTC), BERLIN) == []


def test_a_sentence_of_what_was_and_will_be_is_read_clause_by_clause() -> None:
    told = "the Bells moved into number 4 on Sunday, and the rent is due on Friday"

    days = [span.start.astimezone(BERLIN).date().isoformat() for span in times.find(told, NOW, BERLIN)]

    assert days == ["2026-03-15", "2026-03-20"]
