"""What a letter says does not take place: a plan by its own name, and on its day or in the letter's own title."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from agents import appointments, claims, sentences, stems, times
from agents.patches import listed, marks, own, values
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import MemoryKind
from storage.model import BodyFields, Frame, Memory

_ON = r"(?:\s(?:on|of|from|am|vom|del|dell['’]|dal|il)\s(?:[^,.;]|(?<=\d)\.){1,30}?)?"
_IS_OFF = (
    r"(?:(?:has|have|had) to be|(?:has|have) been|is|are|was|will be|must be|ist|wurde|wird|muss|è|è stat[oa]|"
    r"viene)\s"
    r"(?:\w+\s){0,3}?(?:cancell?ed|called off|abgesagt(?: werden)?|annullat[oa]|cancellat[oa])"
)
# Off, and not "off to the shops", by what stands behind it.
_BARE_OFF = (
    r"(?:is|are|['’]s)\s(?:now |sadly |definitely )?off(?=[.,;!]|$|\s(?:then|now|this time|because|due|"
    r"folks|everyone)\b)"
)
_NOT_HELD = (
    r"(?:(?:will|can) not|won['’]t|cannot|does not)\s(?:\w+\s)?(?:take place|go ahead|be held)|"
    r"findet\s(?:\w+\s){0,3}?nicht statt|fällt\s(?:\w+\s){0,3}?aus|non si terrà|non avrà luogo"
)
_OFF = lazy(
    rf"(?P<what>[^\W\d_][\w'’& -]{{2,60}}?){_ON}\s(?:(?:{_IS_OFF}|{_NOT_HELD})\b|{_BARE_OFF})|"
    rf"\b(?:have|had|has|need|must|are forced|are obliged|will|are|is|we['’]re) (?:(?:to|now|sadly|unfortunately|"
    rf"have) ){{0,2}}"
    rf"(?:cancel(?:l?ed|l?ing)?|call(?:ed|ing)? off) (?:the |your |our |this |[A-Z]\w+['’]s "
    rf")?(?P<whom>[^\W\d_][\w'’& -]{{2,60}}?)(?={_ON}(?:[.,;!]|$| (?:because|due|as|since|and|until)\b))|"
    rf"\b(?:müssen|muss|mussten) (?:(?:wir|ich|leider) ){{0,2}}(?:den|die|das|Ihren|Ihre|Ihr|unser\w*) "
    rf"(?P<wen>[^\W\d_][\w'’& -]{{2,60}}?){_ON} (?:leider )?absagen\b|"
    rf"\b(?:dobbiamo|devo|abbiamo dovuto) (?:purtroppo )?(?:annullare|disdire|cancellare) (?:il |la |lo |l['’]|i |"
    rf"le )(?P<cosa>[^\W\d_][\w'’& -]{{2,60}}?)(?={_ON}[.,;!]|$)|"
    r"(?P<what_han>[\u3400-\u9fff]{2,10}?)(?:已|将|被)?(?:经)?取消",
    re.IGNORECASE,
)
_OPEN = lazy(
    r"\b(?:if|unless|whether|(?-i:may)|might|could|free of charge|until|falls|wenn|könnte|se|potrebbe)\b",
    re.IGNORECASE,
)
_TITLED = lazy(
    r"\b(?:cancell?ed|cancellation|called off|abgesagt|absage|annullat[oa]|cancellat[oa]|disdetta)\b|取消",
    re.IGNORECASE,
)
_AGO = lazy(
    r"\b(?:last (?:year|month|week)|ago|letzte[snr]? \w+|vor \w+ \w+|scors[oa]|fa)\b|去年|上", re.IGNORECASE
)
# Words of a plan's name that any plan may have.
_GENERAL = frozenset(map(stems.stem, "plan planned user appointment meeting termin appuntamento".split()))
_NAMED = 0.5
# What stands behind the word for what is called off: "the dinner after the concert".
_BESIDE = lazy(r"\s(?:after|before|with|following|nach|vor|mit|dopo|prima|con)\s", re.IGNORECASE)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
# Shorter words end too many others.
_SHORTEST = 4


def tells(sentence: str) -> bool:
    """Whether a sentence says that something does not take place."""
    off = _OFF.search(sentence)
    return off is not None and not (
        marks.PASSING.search(sentence)
        or _OPEN.search(sentence[: off.end()])
        or sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or sentence.rstrip().endswith("?")
    )


# Other words by which people say that they do not do what was planned.
_DROPPED = lazy(
    r"(?:\bnot|n['’]t|\bnever)\b[^.,;!?]{2,50}\b(?:after all|any ?more|any longer|now)(?=\s*(?:[.,;!]|$|"
    r"\b(?:because|since|"
    r"as)\b))|\bno longer (?:going|doing|having|coming|on|happening)\b|\b(?:fell|fallen|falls) through\b|"
    r"\b(?:is|are|was|were|['’]s|all|been) (?:now |sadly |definitely )?(?:off(?=\s*(?:[.,;!]|$))|cancell?ed|"
    r"called off|scrapped|"
    r"scuppered|shelved)\b|\b(?:cancell?ed|called off|scrapped|pulled out of|backed out of|"
    r"dropped out of) (?:on )?(?:the|my|our|"
    r"this|(?-i:[A-Z]))|"
    r"\b(?:abgesagt|abgeblasen|storniert|geplatzt|ins wasser gefallen)\b|\bfällt\b[^.,;!?]{0,40}\b(?:aus|flach|"
    r"ins wasser)\b|"
    r"\bwird (?:\w+ ){0,3}nichts\b|\b(?:doch nicht|nicht mehr)\b|"
    r"\b(?:annullat\w|cancellat\w|disdett\w|saltat\w|salta)\b|\bnon\b[^.,;!?]{2,40}\bpiù\b|"
    r"取消|泡汤|作废|(?:不|没法)[去办搞来办聚]了|去不了|来不了",
    re.IGNORECASE,
)
# Another day for it, in the same breath.
_ON_ANOTHER_DAY = lazy(
    r"\b(?:moved|postponed|rescheduled|rearranged|put off|pushed|new (?:date|day|time)|instead we|we['’]?(?:ll|"
    r" will) do it|"
    r"it['’]?s (?:now )?on|(?:it|we) stays? (?:on|with)|es bleibt (?:bei|beim)|(?:rimane|resta) (?:per )?il|"
    r"verschoben|verlegt|neuer termin|nachgeholt|spostat\w|rimandat\w|rinviat\w|nuova data|"
    r"recuper\w+)\b|改到|改在|推迟|延期|挪到",
    re.IGNORECASE,
)


# What was only said for fun, or as something one might as well do.
IN_JEST = lazy(
    r"\b(?:jok(?:e|es|ed|ing)|kidding|scherz\w*|im spaß|witz|per ridere|scherza\w*)\b|开玩笑|闹着玩|干脆[^，。,]*算了",
    re.IGNORECASE,
)
# What takes place on another day, told behind that it does not on this: "new date 9 October", "it's on the 9th now".
_PUT_TO = lazy(
    r"(?:^|[.,;:!–—-]\s*|\b(?:and|but|so|und|aber|e|ma)\s+)(?:the |der |la )?(?:new (?:date|day|time)\b|"
    r"it(?:['’]s| is|['’]ll be| will be| moves?| has (?:been )?moved| goes)\b|(?:they|we)(?:['’]ll|"
    r" will)? (?:do|hold|have) it\b|"
    r"(?:now|moved|postponed|rescheduled|put off) (?:on|to|until|for)\b|neuer? termin\b|(?:er|sie|es) (?:ist|"
    r"findet|wird)\b|"
    r"(?:wird )?nachgeholt|nuova data\b|si (?:fa|terrà|tiene|farà)\b|(?:è )?(?:spostat|rinviat|rimandat)\w a|改到|改在|"
    r"推迟到|延到|挪到|新的?(?:日期|时间))",
    re.IGNORECASE,
)
_A_DAY = lazy(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|周|星期|tomorrow|next week|morgen|nächste|domani|"
    r"prossim",
    re.IGNORECASE,
)


def names_another_day(text: str) -> bool:
    """Whether words name another day for what does not take place."""
    return bool(_ON_ANOTHER_DAY.search(text))


def is_put_off(text: str) -> bool:
    """Whether words say on which other day something takes place."""
    put = _PUT_TO.search(text)
    return put is not None and _A_DAY.search(text, put.end()) is not None


def is_dropped(memory: Memory, said: Said) -> bool:
    """Whether words say of something planned that it does not take place, and name no other day for it."""
    called = stems.held(_WHEN.split(memory.text, maxsplit=1)[0]) - _GENERAL
    return not (_ON_ANOTHER_DAY.search(said.text) or _is_put_off_behind(said)) and any(
        (_DROPPED.search(one) or tells(one))
        and not (_OPEN.search(one) or sentences.is_supposed(one) or own.is_conditional(one))
        and any(not stem.isdigit() for stem in called & set(stems.content(one)))
        for one in said.sentences
    )


def _is_put_off_behind(said: Said) -> bool:
    off = next((at for at, one in enumerate(said.sentences) if _DROPPED.search(one) or tells(one)), None)
    if off is None:
        return False
    return is_put_off(" ".join(said.sentences[off : off + 2]))


def of(memory: Memory, said: Said, kind: MemoryKind, by: str = "") -> BodyFields | None:
    """The body of a plan that is called off by the last sentence of a letter; None where it is another.

    What is called off must be the plan's own kind of thing ("the workshop", not "the dinner after the workshop"), most
    of the plan's name must stand in the letter, or be the name of who sends it (`by`), and its day, or the title must
    say that it is off.
    """
    sentence = said.sentences[-1]
    if "event_type" not in kind.body.model_fields or not tells(sentence):
        return None
    seen = said.utterance.observation
    title = appointments.subject_line(seen.window_title) if isinstance(seen, Frame) else ""
    off = _OFF.search(sentence)
    what = next((one for one in off.groupdict().values() if one), "") if off else ""
    text = str(memory.body.get(kind.text_field, ""))
    name = set(stems.content(_WHEN.split(text, maxsplit=1)[0])) - _GENERAL
    head = stems.stem(_BESIDE.split(what)[0].split()[-1]) if what else ""
    if not name or not (head in name or any(one.endswith(head) for one in name if len(head) > _SHORTEST)):
        return None
    told = set(stems.content(f"{title} {by} {sentence}"))
    alone = replace(said, sentences=(sentence,))
    on_its_day = _is_on_its_day(memory.text, alone)
    shown = seen.window_title if isinstance(seen, Frame) else ""
    dated = on_its_day or bool(_TITLED.search(shown) and not _AGO.search(sentence))
    # On its day, a name of the plan beside what it is stands for the rest of it.
    called = {stems.stem(word) for one in claims.names_in(text) for word in one.split()} - _GENERAL - {head}
    named = len(name & told) >= _NAMED * len(name) or (on_its_day and bool(called & told))
    if not dated or not named:
        return None
    told_so = f"{_plain(title, text)}: “{sentence}”"
    return {**memory.body, kind.text_field: told_so, "event_type": "cancelled", "details": ""}


# Where it is told when a plan takes place; "booked on the raku weekend" tells no day.
_WHEN = lazy(
    r"[,;(]\s?|\s(?:on|am|il)\s(?=(?:the |den |dem )?(?:\d|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|"
    r"(?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch)|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica))",
    re.IGNORECASE,
)
# That it was planned is told of it no longer.
_PLANNED = lazy(
    r"\s(?:(?:is|are|was|were) )?(?:planned|booked|scheduled|arranged|pencilled in|due to take place)\b|"
    r"\s(?:ist )?(?:geplant|gebucht|angesetzt)\b|\s(?:è )?(?:previst|prenotat|fissat)[oaie]\b",
    re.IGNORECASE,
)
# A day by its number alone is of the month to come.
_OF_THE_MONTH = lazy(
    r"\b(?:the|am|vom|il|del)\s(\d{1,2})(?:st|nd|rd|th|\.)?(?!\s?(?:[A-Z]|of\b|[a-z]{3,}\s\d{4}))(?!\d)"
)
_MONTH = timedelta(days=31)


def _is_on_its_day(text: str, said: Said) -> bool:
    """Whether words name a day of a text: by its number and month, as letters leave out the year; soon by its "
    "weekday."""
    held, told = (times.find(one, said.utterance.time, said.zone) for one in (text, said.text))
    ahead = [span.start - said.utterance.time for span in held if values.names_a_day(span)]
    dated = any(sign.isdigit() for span in told for sign in span.text)
    weekday = not dated and listed.days_of(text) & listed.days_of(said.text)
    if weekday and any(-_DAY <= one <= _WEEK for one in ahead):
        return True
    numbers = {int(number) for number in _OF_THE_MONTH.findall(said.text)}
    days_held = [span.start.astimezone(said.zone) for span in held if values.names_a_day(span)]
    if any(day.day in numbers and -_DAY <= day - said.utterance.time <= _MONTH for day in days_held):
        return True
    months = {span.start.astimezone(said.zone).month for span in held if values.names_a_day(span)}
    days = [span.start.astimezone(said.zone) for span in told if values.names_a_day(span)]
    return any(day.month in months and re.search(rf"(?<!\d){day.day}(?!\d)", text) for day in days)


def _plain(title: str, text: str) -> str:
    """What the plan is called: as the letter's title does where that names it, else its own name without its time."""
    name = name_of(text)
    shared = set(stems.content(title)) & set(stems.content(name)) - _GENERAL
    return title if len(shared) >= _TWO or not name else name


def name_of(text: str) -> str:
    """What a plan is called, without its time."""
    return _WHEN.split(_PLANNED.split(text, maxsplit=1)[0], maxsplit=1)[0].strip()


_TWO = 2
