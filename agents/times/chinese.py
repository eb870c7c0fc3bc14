"""The grammar of Chinese time expressions, simplified and traditional."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from agents.times import meaning, periods, rules, tenses
from agents.times.meaning import Grain, Meaning, Moment, Rank
from agents.times.rules import Read, Rule

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
PLACES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
NUMBER = "(?:[0-9]+|[〇零一二两兩三四五六七八九十百千万亿]+)"
BEGIN = "(?<![0-9〇零一二两兩三四五六七八九十百千万亿第])"
WEEKDAYS = "一二三四五六日"
UNITS = {
    "秒钟": "second",
    "秒": "second",
    "分钟": "minute",
    "分鐘": "minute",
    "小时": "hour",
    "小時": "hour",
    "钟头": "hour",
    "天": "day",
    "日": "day",
    "周": "week",
    "週": "week",
    "星期": "week",
    "礼拜": "week",
    "周末": "weekend",
    "月": "month",
    "季度": "quarter",
    "年": "year",
}
UNIT = "(?P<unit>" + "|".join(sorted(UNITS, key=len, reverse=True)) + ")"
DAYS = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "後天": 2,
    "大后天": 3,
}
DAY_PARTS = {
    "凌晨": "early",
    "清晨": "morning",
    "早上": "morning",
    "早晨": "morning",
    "上午": "morning",
    "早": "morning",
    "中午": "midday",
    "正午": "midday",
    "下午": "afternoon",
    "傍晚": "evening",
    "晚上": "tonight",
    "夜里": "night",
    "夜晚": "tonight",
    "晚": "tonight",
    "半夜": "night",
}
SHIFTS = {"上上": -2, "上": -1, "这": 0, "這": 0, "本": 0, "下": 1, "下下": 2}
SHIFT = "(?P<shift>上上|下下|上|这|這|本|下)"
YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}


def number(text: str) -> int:
    """The value of a numeral: in figures, digit by digit (二〇二六), or with places (二十三)."""
    if text.isdigit() and text.isascii():
        return int(text)
    if not any(c in PLACES for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _with_places(text)


def _with_places(text: str) -> int:
    total = section = digit = 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif PLACES[c] < 10_000:
            section, digit = section + (digit or 1) * PLACES[c], 0
        else:
            total, section, digit = (total + section + digit or 1) * PLACES[c], 0, 0
    return total + section + digit


def _rule(pattern: str, read: Read) -> Rule:
    return Rule(pattern, read)


def _day_of_month(match: re.Match[str], moment: Moment) -> Meaning | None:
    return rules.day_of_month(moment, int(match["day"]))


def _date(match: re.Match[str], moment: Moment) -> Meaning | None:
    month, day = number(match["month"]), number(match["day"])
    if match["year"]:
        return rules.full_date(moment, number(match["year"]), month, day)
    return rules.month_day(moment, month, day)


def _dates_of_month(match: re.Match[str], moment: Moment) -> Meaning | None:
    """A run of days of a month: "5月5日到9日"."""
    month, first, last = (number(match[name]) for name in ("month", "day", "to"))
    if last <= first:
        return None

    def run(year: int) -> periods.Dates:
        return date(year, month, first), periods.day(date(year, month, last))[1]

    if match["year"] is None:
        return rules.yearless(moment, run, Grain.DAY, Rank.WEEK)
    return meaning.of_dates(moment, run(number(match["year"])), Grain.DAY, Rank.WEEK, relative=False)


def _shifted_date(match: re.Match[str], moment: Moment) -> Meaning | None:
    """A day of the last month, this one or the next: "下个月8号"."""
    month = periods.shift(moment.today.replace(day=1), SHIFTS[match["shift"]])
    return meaning.day(moment, month.replace(day=number(match["day"])))


def _month(match: re.Match[str], moment: Moment) -> Meaning | None:
    month = number(match["month"])
    return (
        rules.full_month(moment, number(match["year"]), month)
        if match["year"]
        else rules.month(
            replace(moment, lean=tenses.of_month(match.string, match.start(), moment.lean)), month
        )
    )


def _year(match: re.Match[str], moment: Moment) -> Meaning:
    return rules.full_year(moment, number(match["year"]))


# What a number with 号 before it is one of, and no day: court 3, line 2, gate 12.
_NUMBERED = (
    "[楼樓線线店室桌厅廳場场窗舱艙柜櫃池岗崗井仓倉厂廠坑位口]|[机機](?![场場票])|[车車](?![站票展])|[门門](?!诊)|"
    "[床館馆]|院(?!长)|房(?!东|贷|租)|台(?!风)|[出入进][口门]|登机口|检票口|教室|会议室|航站|站台|公寓|宿舍|地块|"
    "包[厢间]|选手|球员|球场|病[房床]|车间|仓库"
)


def _dates() -> Iterator[Rule]:
    year = "(?:(?P<year>[0-9]{4}|[〇零一二三四五六七八九]{4})\\s?年\\s?)?"
    yield _rule(f"{BEGIN}{year}(?P<month>{NUMBER})\\s?月\\s?(?P<day>{NUMBER})\\s?[日号號]?", _date)
    yield _rule(
        f"{BEGIN}{year}(?P<month>{NUMBER})\\s?月\\s?(?P<day>{NUMBER})\\s?[日号號]?[到至~–-](?P<to>{NUMBER})\\s?[日号號]",
        _dates_of_month,
    )
    yield _rule(rf"(?<![\d月./-])(?P<day>\d{{1,2}})\s?[号號](?!{_NUMBERED})", _day_of_month)
    yield _rule(f"{SHIFT}[个個]?月的?(?P<day>{NUMBER})\\s?[日号號]", _shifted_date)
    yield _rule(f"{BEGIN}{year}(?P<month>{NUMBER})\\s?月份?(?!前|内|后)", _month)
    yield _rule(f"{BEGIN}(?P<year>[0-9]{{4}}|[〇零一二三四五六七八九]{{4}})\\s?年(?!前|后|内|以)", _year)


def _relative_day(match: re.Match[str], moment: Moment) -> Meaning:
    return meaning.day(moment, moment.today + timedelta(days=DAYS[match[0]]))


def _relative_part(match: re.Match[str], moment: Moment) -> Meaning:
    offset = {"昨": -1, "今": 0, "明": 1}[match["day"]]
    return rules.part_of(moment, offset, "morning" if match["part"] == "早" else "tonight")


def _shifted_weekday(match: re.Match[str], moment: Moment) -> Meaning:
    """The weekday of a named week: "上周五" is the Friday of last week, unlike "last Friday"."""
    monday = periods.week(moment.today)[0] + timedelta(weeks=SHIFTS[match["shift"]])
    return meaning.day(moment, monday + timedelta(days=_weekday_number(match)))


def _weekday(match: re.Match[str], moment: Moment) -> Meaning | None:
    return rules.weekday(moment, _weekday_number(match))


def _weekday_number(match: re.Match[str]) -> int:
    return WEEKDAYS.index(match["weekday"].replace("天", "日"))


def _calendar(match: re.Match[str], moment: Moment) -> Meaning | None:
    return rules.calendar(moment, UNITS[match["unit"]], SHIFTS[match["shift"]])


def _shifted_year(match: re.Match[str], moment: Moment) -> Meaning | None:
    return rules.calendar(moment, "year", YEARS[match[0]])


def _half(match: re.Match[str], moment: Moment) -> Meaning | None:
    first = 1 if match["half"] == "上" else 7
    return rules.this_year(moment, lambda year: periods.months(periods.month(year, first)[0], 6))


def _quarter(match: re.Match[str], moment: Moment) -> Meaning | None:
    first = number(match["quarter"]) * 3 - 2
    return rules.this_year(moment, lambda year: periods.months(periods.month(year, first)[0], 3))


def _calendar_rules() -> Iterator[Rule]:
    week = "(?:周|週|星期|礼拜|禮拜)"
    yield _rule("|".join(sorted(DAYS, key=len, reverse=True)), _relative_day)
    yield _rule("(?P<day>[昨今明])(?P<part>[晚早])(?:上)?", _relative_part)
    yield _rule(f"{SHIFT}个?{week}(?P<weekday>[一二三四五六日天])", _shifted_weekday)
    yield _rule(
        f"(?<![上下这這本每逢])(?<!以后)(?<!今后)(?<!往后)(?<!每个){week}(?P<weekday>[一二三四五六日天])",
        _weekday,
    )
    yield _rule(f"{SHIFT}[个個]?(?P<unit>周末|季度|星期|礼拜|周|週|月)", _calendar)
    yield _rule("|".join(YEARS), _shifted_year)
    yield _rule("(?P<half>[上下])半年", _half)
    yield _rule("第?(?P<quarter>[一二三四1-4])季度", _quarter)


def _ago(match: re.Match[str], moment: Moment) -> Meaning | None:
    sign = -1 if match["side"] == "前" else 1
    unit = UNITS[match["unit"]]
    if match["n"] in ("几", "幾", "好几", "数"):
        return rules.vague(moment, rules.FEW, unit) if sign < 0 else None
    return rules.distance(moment, sign * number(match["n"]), unit)


def _trailing(match: re.Match[str], moment: Moment) -> Meaning | None:
    count = 3 if match["n"] in ("几", "幾") else number(match["n"])
    return rules.trailing(moment, count, UNITS[match["unit"]])


def _half_month(match: re.Match[str], moment: Moment) -> Meaning | None:
    return rules.distance(moment, -15 if match["side"] == "前" else 15, "day")


def _third_of_month(match: re.Match[str], moment: Moment) -> Meaning:
    """As in "月底": ten days of this month."""
    which = 0 if match["first"] else 1 if match["mid"] else 2
    dates = periods.third(periods.months(moment.today.replace(day=1), 1), which)
    return meaning.of_dates(moment, dates, Grain.DAY, Rank.WEEK)


def _amount_rules() -> Iterator[Rule]:
    yield _rule("半[个個]月[之以]?(?P<side>前|后|後)", _half_month)
    yield _rule(
        f"{BEGIN}(?<![个個上下这這本每当的月])月(?:(?P<first>初)|(?P<mid>中旬)|(?P<last>底|末))",
        _third_of_month,
    )
    yield _rule(f"{BEGIN}(?P<n>好?[几幾数]|{NUMBER})[个個]?{UNIT}[之以]?(?P<side>前|后|後)", _ago)
    yield _rule(
        f"(?:最近|过去|過去|近|这|前)(?:的)?(?P<n>[几幾]|{NUMBER})[个個]?{UNIT}(?![之以]?[前后])", _trailing
    )


def _part(match: re.Match[str], moment: Moment) -> Meaning | None:
    return rules.clock(moment, rules.PARTS[DAY_PARTS[match[0]]], Grain.HOUR, weak=len(match[0]) < 2)


def _clock(match: re.Match[str], moment: Moment) -> Meaning | None:
    hour, minute = number(match["hour"]), _minutes(match)
    part = DAY_PARTS.get(match["part"] or "", "")
    if hour > 24 or minute > 59:
        return None
    if (part in ("afternoon", "evening", "tonight") and hour < 12) or (part == "midday" and hour < 3):
        hour += 12
    start, exact = hour * 60 + minute, minute or match["rest"] == "半"
    return rules.clock(moment, (start, start + (1 if exact else 60)), Grain.MINUTE if exact else Grain.HOUR)


def _minutes(match: re.Match[str]) -> int:
    rest = match["rest"]
    if rest in ("半", "一刻", "三刻"):
        return {"半": 30, "一刻": 15, "三刻": 45}[rest]
    return number(match["minute"]) if match["minute"] else 0


def _clock_rules() -> Iterator[Rule]:
    parts = "|".join(sorted(DAY_PARTS, key=len, reverse=True))
    rest = f"(?P<rest>半|一刻|三刻|(?P<minute>{NUMBER})分?|整|钟)?"
    yield _rule(f"{BEGIN}(?P<part>{parts})?(?P<hour>{NUMBER})[点點時时](?!间|代|候|刻表){rest}", _clock)
    yield _rule("|".join(p for p in sorted(DAY_PARTS, key=len, reverse=True) if len(p) > 1), _part)


def all_rules() -> tuple[Rule, ...]:
    """Every rule of the language."""
    return (*_dates(), *_calendar_rules(), *_amount_rules(), *_clock_rules())
