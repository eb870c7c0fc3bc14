"""The few sentences Reverie says by itself when it answers: in English, German, Chinese, and some in Italian."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from agents.times import EARLIEST, LATEST, Span
from storage.model import Coverage, Watching

# The states of the ledger in which nothing was seen, and how each is told.
BLIND = {
    Watching.PAUSED: {"en": "paused", "de": "angehalten", "zh": "暂停"},
    Watching.LOCKED: {"en": "locked", "de": "gesperrt", "zh": "锁定"},
    Watching.OFF: {"en": "not running", "de": "nicht gestartet", "zh": "未运行"},
    Watching.FAILING: {"en": "unable to record", "de": "nicht in der Lage aufzuzeichnen", "zh": "无法记录"},
}
_UNKNOWN = {
    "en": "I don't know: nothing I have seen answers this.",
    "de": "Das weiß ich nicht: Nichts, was ich gesehen habe, beantwortet das.",
    "it": "Non lo so: nulla di ciò che ho visto risponde a questa domanda.",
    "zh": "我不知道：我看到的内容里没有答案。",
}
_NOTHING_THEN = {
    "en": "I don't know: nothing I have of that day answers this.",
    "de": "Das weiß ich nicht: Nichts, was ich von diesem Tag habe, beantwortet das.",
    "it": "Non lo so: nulla di ciò che ho di quel giorno risponde a questa domanda.",
    "zh": "我不知道：那一天的内容里没有答案。",
}
_FORMERLY = {
    "en": "Before that, on {day}: “{quote}” [{n}]",
    "de": "Davor, am {day}: „{quote}“ [{n}]",
    "it": "Prima, il {day}: “{quote}” [{n}]",
    "zh": "之前（{day}）：“{quote}”[{n}]",
}
_STANDS_IN = {
    "en": "It stands in {}:",
    "de": "Es steht in {}:",
    "it": "Sta scritto in {}:",
    "zh": "{} 中写着：",
}
_NO_EVIDENCE = {
    "en": "I don't know: I have seen no evidence of it.",
    "de": "Das weiß ich nicht: ich habe keinen Beleg dafür gesehen.",
    "it": "Non lo so: non ne ho visto alcuna prova.",
    "zh": "我不知道：我没有见过能证明这一点的内容。",
}
_VAULT = {
    "en": "It is in the vault: {}.",
    "de": "Es liegt im Tresor: {}.",
    "it": "È nella cassaforte: {}.",
    "zh": "它在保险库里：{}。",
}
_CLAIMED = {
    "en": "A page claimed this; you never said so.",
    "de": "Das behauptet eine Seite; du hast es nie gesagt.",
    "it": "Lo afferma una pagina; tu non l'hai mai detto.",
    "zh": "这是某个页面的说法；你从未这样说过。",
}
_NO_LONGER = {"en": "No longer.", "de": "Nein, nicht mehr.", "it": "No, non più.", "zh": "不，不再是。"}
_CALLED_OFF = {
    "en": "No, that is off.",
    "de": "Nein, daraus wird nichts.",
    "it": "No, è saltato.",
    "zh": "不，已经取消了。",
}
_STILL = {"en": "Yes, still.", "de": "Ja, noch immer.", "it": "Sì, ancora.", "zh": "是的，仍然是。"}
_GAP = {
    "en": "I was {} from {} to {}.",
    "de": "Ich war von {1} bis {2} {0}.",
    "zh": "我在 {1} 到 {2} 处于{0}状态。",
}
_DAYS_AGO = {"en": ("today", "yesterday"), "de": ("heute", "gestern"), "zh": ("今天", "昨天")}
_MONTHS_DE = ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember").split()
_WEEKDAYS_DE = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
_STRETCHES = {
    "en": ("until {}", "from {} on", "{} – {}"),
    "de": ("bis {}", "ab {}", "{} – {}"),
    "it": ("fino al {}", "dal {} in poi", "{} – {}"),
    "zh": ("{}之前", "{}之后", "{} – {}"),
}
_MONTHS_IT = (
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
)
NOTED = {"en": "your note", "de": "deine Notiz", "it": "il tuo appunto", "zh": "你的笔记"}
"""Where a note stood."""

# More gaps than this are not listed one by one.
LISTED = 3


def unknown(language: str, *, whether: bool = False) -> str:
    """That nothing answers the question, or, asked `whether` something is so, that nothing speaks for it."""
    told = _NO_EVIDENCE if whether else _UNKNOWN
    return told.get(language, told["en"])


def nothing_then(language: str) -> str:
    """That nothing of the day asked about answers the question."""
    return _NOTHING_THEN.get(language, _NOTHING_THEN["en"])


def formerly(language: str) -> str:
    """The form that tells what was so before: a `day`, a `quote` and its mark `n`."""
    return _FORMERLY.get(language, _FORMERLY["en"])


def stands_in(language: str) -> str:
    """The form that tells in which of the user's notes something stands."""
    return _STANDS_IN.get(language, _STANDS_IN["en"])


def claimed(language: str) -> str:
    """That a page says something of the user, and nobody else does."""
    return _CLAIMED.get(language, _CLAIMED["en"])


def no_longer(language: str) -> str:
    """That something held once and does not any more."""
    return _NO_LONGER.get(language, _NO_LONGER["en"])


def called_off(language: str) -> str:
    """That something planned was called off."""
    return _CALLED_OFF.get(language, _CALLED_OFF["en"])


def still(language: str) -> str:
    """That something holds still."""
    return _STILL.get(language, _STILL["en"])


def in_vault(caption: str, language: str) -> str:
    """That the answer is a secret, and where it is kept."""
    return _VAULT.get(language, _VAULT["en"]).format(caption)


def seen(time: datetime, now: datetime, language: str, zone: ZoneInfo) -> str:
    """When something was seen or said: "today 09:51", "yesterday 18:02", "Monday 8 May 2023"."""
    local = time.astimezone(zone)
    ago = (now.astimezone(zone).date() - local.date()).days
    if ago in (0, 1):
        return f"{_DAYS_AGO.get(language, _DAYS_AGO['en'])[ago]} {local:%H:%M}"
    if language == "zh":
        return day(local, language)
    weekday = f"{_WEEKDAYS_DE[local.weekday()]}," if language == "de" else f"{local:%A}"
    return f"{weekday} {day(local, 'de' if language == 'de' else 'en')}"


def stretch(span: Span, language: str, zone: ZoneInfo) -> str:
    """A time in whole days: "until 12 March 2026", "12 March 2026", "12 March 2026 – 20 March 2026"."""
    until, since, both = _STRETCHES.get(language, _STRETCHES["en"])
    first = day(span.start.astimezone(zone), language)
    if span.start <= EARLIEST:
        return until.format(day(span.end.astimezone(zone), language))
    if span.end >= LATEST:
        return since.format(first)
    last = day((span.end - timedelta(microseconds=1)).astimezone(zone), language)
    return first if first == last else both.format(first, last)


def day(local: date, language: str) -> str:
    """A day of the calendar: "8 May 2023", "8. Mai 2023", "8 maggio 2023", "2023年5月8日"."""
    if language == "zh":
        return f"{local.year}年{local.month}月{local.day}日"
    if language == "de":
        return f"{local.day}. {_MONTHS_DE[local.month - 1]} {local.year}"
    month = _MONTHS_IT[local.month - 1] if language == "it" else f"{local:%B}"
    return f"{local.day} {month} {local.year}"


def not_watched(gaps: Sequence[Coverage], language: str, zone: ZoneInfo) -> str:
    """When Reverie was not watching: clock times within one day, dates too over several."""
    dated = len({time.astimezone(zone).date() for gap in gaps for time in (gap.started, gap.ended)}) > 1
    form = "%d.%m. %H:%M" if language == "de" else "%m-%d %H:%M"
    told = [_gap(gap, language, zone, form if dated else "%H:%M") for gap in gaps[:LISTED]]
    return " ".join(told)


def _gap(gap: Coverage, language: str, zone: ZoneInfo, form: str) -> str:
    words = BLIND[gap.state]
    clock = [time.astimezone(zone).strftime(form) for time in (gap.started, gap.ended)]
    return _GAP.get(language, _GAP["en"]).format(words.get(language, words["en"]), *clock)
