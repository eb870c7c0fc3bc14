"""Days told by their place in a month or beside a feast, in the languages people tell them in."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import times

ZONE = ZoneInfo("UTC")
# A Monday.
SAID = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def resolved(text: str) -> list[str]:
    return [wording for _, wording in times.resolve(text, SAID, ZONE)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I have the dentist on the first Monday of next month.", "Monday 6 July 2026"),
        ("The review is on the last Friday of the month.", "Friday 26 June 2026"),
        ("The review is next month's second Tuesday.", "Tuesday 14 July 2026"),
        ("The choir meets on the 2nd Tuesday in July.", "Tuesday 14 July 2026"),
        ("We move on the last day of next month.", "Friday 31 July 2026"),
        ("The rent is due on the first of next month.", "Wednesday 1 July 2026"),
        ("The fair is on the last weekend of July.", "25–26 July 2026"),
        ("I need it by month's end.", "21–30 June 2026"),
        ("Am ersten Montag des nächsten Monats habe ich Zahnarzt.", "Monday 6 July 2026"),
        ("Die Probe ist am letzten Freitag im Monat.", "Friday 26 June 2026"),
        ("Am letzten Tag des Monats ziehe ich um.", "Tuesday 30 June 2026"),
        ("Am 20. des nächsten Monats fliege ich.", "Monday 20 July 2026"),
        ("Bis Ende des nächsten Monats gebe ich ab.", "21–31 July 2026"),
        ("Ho il dentista il primo lunedì del mese prossimo.", "Monday 6 July 2026"),
        ("La prova è l'ultimo venerdì del mese.", "Friday 26 June 2026"),
        ("Il 5 del mese prossimo parto.", "Sunday 5 July 2026"),
        ("Devo finire entro la fine del mese prossimo.", "21–31 July 2026"),
        ("Pago a fine mese.", "21–30 June 2026"),
        ("Arriva a metà luglio.", "11–20 July 2026"),
        ("下个月第一个星期一看牙医", "Monday 6 July 2026"),
        ("这个月最后一个周五聚会", "Friday 26 June 2026"),
        ("下个月最后一天搬家", "Friday 31 July 2026"),
        ("下个月底交稿", "21–31 July 2026"),
        ("月底交房租", "21–30 June 2026"),
        ("半个月后开会", "Tuesday 30 June 2026"),
        ("We leave a fortnight on Friday.", "Friday 3 July 2026"),
        ("The party is Friday fortnight.", "Friday 3 July 2026"),
        ("We move on the Monday after 10 July.", "Monday 13 July 2026"),
        ("The exam is the day before 9 July.", "Wednesday 8 July 2026"),
        ("Am Montag nach dem 10. Juli ziehen wir um.", "Monday 13 July 2026"),
        ("The course begins on the Tuesday after Easter.", "Tuesday 30 March 2027"),
        ("The course was on the Tuesday after Easter.", "Tuesday 7 April 2026"),
        ("Der Kurs beginnt am Dienstag nach Ostern.", "Tuesday 30 March 2027"),
        ("Il corso inizia il martedì dopo Pasqua.", "Tuesday 30 March 2027"),
        ("复活节后的星期二去看牙医", "Tuesday 30 March 2027"),
        ("圣诞节前一天我们出发", "Thursday 24 December 2026"),
        ("We fly on Boxing Day.", "Saturday 26 December 2026"),
        ("The wedding is on Easter Monday 2027.", "Monday 29 March 2027"),
        ("Am Heiligabend sind wir zu Hause.", "Thursday 24 December 2026"),
        ("A Ferragosto siamo al mare.", "Saturday 15 August 2026"),
        ("We were in Rome last Easter.", "around 5 April 2026"),
        ("At Christmas we go to Rome.", "around 25 December 2026"),
        ("A Natale vado a Roma.", "around 25 December 2026"),
        ("Zu Pfingsten waren wir in Wien.", "around 24 May 2026"),
        ("On the last weekend before Easter 2027 we paint.", "27–28 March 2027"),
    ],
)
def test_a_day_is_placed_in_its_month_or_beside_its_feast(text: str, meant: str) -> None:
    assert resolved(text) == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "The Christmas party was fun.",
        "She baked Easter eggs with Natale.",
        "I gave him a scarf for Christmas.",
        "We ate at Christmas dinner tables.",
        "Frohe Weihnachten!",
        "Herr Silvester lacht.",
        "Das ist der letzte Tag im Büro.",
        "Er ist im Monat dreimal da.",
        "Abbiamo passato la fine settimana a Roma.",
        "圣诞树和圣诞卡",
        "每月月底",
    ],
)
def test_what_only_sounds_like_it_is_no_day(text: str) -> None:
    assert resolved(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Every first Friday of the month we play.",
        "Jeden ersten Freitag im Monat spielen wir.",
        "Ogni primo venerdì del mese giochiamo.",
    ],
)
def test_every_first_friday_is_not_the_one_of_this_month(text: str) -> None:
    assert "Friday 5 June 2026" not in resolved(text)


def test_a_month_without_a_fifth_monday_has_none() -> None:
    assert "Monday 5 October 2026" not in resolved("We meet on the fifth Monday of September.")
    assert resolved("We meet on the fifth Wednesday of September.") == ["Wednesday 30 September 2026"]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What do I have on the first Monday of next month?", "6 July 2026"),
        ("Was habe ich am ersten Montag des nächsten Monats vor?", "6 July 2026"),
        ("Che appuntamenti ho il primo lunedì del mese prossimo?", "6 July 2026"),
        ("我下个月第一个星期一有什么安排？", "6 July 2026"),
        ("What did I do on Easter Monday?", "6 April 2026"),
        ("How much did I spend between 5 and 9 May?", "5–9 May 2026"),
        ("How much did I spend between May 5 and 9?", "5–9 May 2026"),
        ("Was habe ich vom 5. bis zum 9. Mai ausgegeben?", "5–9 May 2026"),
        ("Quanto ho speso tra il 5 e il 9 maggio?", "5–9 May 2026"),
        ("Quanto ho speso dal 5 al 9 maggio?", "5–9 May 2026"),
        ("我5月5日到9日花了多少钱？", "5–9 May 2026"),
        ("What must I finish before the end of next month?", "before 21 July 2026"),
        ("下个月底之前我要做什么？", "15 June – 31 July 2026"),
        ("Cosa devo finire entro la fine del mese prossimo?", "15 June – 31 July 2026"),
    ],
)
def test_a_question_means_the_same_day(question: str, meant: str) -> None:
    span = times.range_of(question, SAID, ZONE)

    assert span is not None
    assert times.say(span, ZONE) == meant
