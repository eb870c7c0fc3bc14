"""A plan that the user says does not take place: what the clause that calls something off tells of is all of the plan.

People have many words for it (`_OFF`, `_NOT_DONE`). None of them counts by itself: whatever else the clause names must
be the plan's own (its words, whom it is with, its day), so that a starter off the menu ends no dinner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from agents import claims, sentences, stems, times
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice, is_read_off
from agents.kinds import Rules
from agents.patches import called_off, marks, own, signs, values
from agents.patches.said import Said, without_quotes
from agents.patterns import lazy
from storage.kind import Growth, MemoryKind
from storage.model import Memory, Revise

_REASON = "the user says it is off"
# Plans that a sentence may be about, by its words.
_NEAREST = 8
_SOFTENED = r"(?:(?:now|sadly|definitely|officially|all|finally|well and truly|completely|totally) )*"
_OFF = lazy(
    rf"\b(?:(?:is|are|was|were|been|got|get|be)|['’]s|['’]re) {_SOFTENED}"
    r"(?:off(?! (?:to|on|the|my|work|sick|with|limits|by|duty)\b)(?![-\w])|cancell?ed|called off|scrapped|scuppered|"
    r"shelved|canned|binned|axed|ditched|dropped|abandoned|dead|toast|history|kaput|off the (?:cards|table)|"
    r"out (?:of )?the (?:window|question)|no more)\b|"
    r"\b(?:fell|fallen|falls) (?:through|apart)\b|\bbit the dust\b|"
    r"\bcall(?:ed|ing)? (?:(?!it\b)[\w'’]+ ){0,5}?(?:it |that |them |this )?off\b|"
    r"\bcancel(?:l?ed|l?ing)?\b|\b(?:scrapp|skipp|binn|dropp)(?:ed|ing)\b|\bbin (?=the|it|that)|"
    r"\b(?:ditch|ax|abandon|shelv)(?:ed|ing)\b|\bbail(?:ed|ing) (?:on|out of)\b|\bback(?:ed|ing) out(?: of)?\b|"
    r"\bpull(?:ed|ing) (?:out(?: of)?|the plug on)\b|\b(?:gave|given|giving) up on\b|\bbailed\b|"
    r"\b(?:gave|given|giving) (?=[^,;]{2,40} a miss\b)|\b(?:the end of|so much for)\b|"
    r"\b(?:abgesagt|abgeblasen|abzusagen|abzublasen|absagen|abblasen|storniert|gestrichen|gecancelt|gekippt|geplatzt|"
    r"gestorben|hinfällig|vom tisch|passé|begraben|(?:ins wasser|flach|aus)\s?gefallen|entfällt|platzt)\b|"
    r"\b(?:blas\w*|bläst|sag(?:e|en|t)?) (?:[^\s,;]+ ){0,6}?ab\b|\bstreich(?:e|en) (?:wir|ich)\b|"
    r"\b(?:lass\w*|lässt) (?:[^\s,;]+ ){0,6}?(?:sausen|platzen|ausfallen|fallen|bleiben)\b|"
    r"\b(?:fällt|fallen) (?:[^\s,;]+ ){0,6}?(?:aus|flach|weg|ins wasser)\b|\bhat sich (?:\w+ )?erledigt\b|"
    r"\b(?:annullat[oaie]|annull(?:o|iamo|are)|cancellat[oaie]|disdett[oaie]|disdico|saltat[oaie]|salta|sfumat[oaie]|"
    r"rinunciat[oaie]|rinunci(?:o|amo)|lasciat[oaie] perdere|lasci(?:o|amo) perdere|(?:a|in) monte|in fumo)\b|"
    r"取消|泡汤|作罢|作废|告吹|吹了|黄了|算了|没戏",
    re.IGNORECASE,
)
_NOT_DONE = lazy(
    r"(?:\bnot|n['’]t|\bno longer|\bnever) (?:going to |gonna |really |be )*"
    r"(?:happen(?:ing)?|tak(?:e|ing) place|go(?:ing)? ahead|be held)\b|"
    r"\b(?:we|i)\b[^,;]{0,16}?(?:\bnot|n['’]t|\bno longer) (?:going to |gonna |be )*(?:do|doing|go|going|have|having|"
    r"hold|holding|attend(?:ing)?|join|joining|come|coming|tak(?:e|ing) part)\b|"
    r"^\W*(?:so |and |but )?not (?:doing|going|having|joining|coming)\b|"
    r"(?:\bnot|n['’]t) (?:going to )?[a-z]+(?= [^,;]*\b(?:after all|any ?more|any longer)\b)|"
    r"\bdecided (?:not to|against)\b|"
    r"^\W*(?:so |and |but )?no (?:more )?(?=[^,;]{2,40} (?:for (?:us|me)|this \w+|after all|then|any ?more)\b)|"
    r"\bnot any ?more\b|\bfindet (?:\w+ ){0,4}?nicht statt\b|\bwird(?:['’]?s)? (?:\w+ ){0,3}?nichts\b|"
    r"\b(?:doch nicht|nicht mehr)\b|\bkein\w* (?=[^,;]{2,30} (?:mehr|dieses \w+)\b)|\bverzicht(?:e|en|et) auf\b|"
    r"\bnon (?:(?:ci|si|lo|la|le|li) ){0,2}(?:fa|va|vado|andiamo|facciamo|faccio|tiene|terrà|farà|fanno|partiamo|parto|"
    r"andremo|andrò|faremo)\b(?: più)?|\bniente (?:più )?(?=[^\W\d_])|\bnon se ne fa (?:più )?(?:nulla|niente)\b|"
    r"不(?:去|来|办|搞|聚|做|约|参加|玩|走)了|(?:去|来|办|搞|聚|做|走)不(?:成|了)了?|(?:没法|没能)(?:去|来|办|搞|聚|做)了?|"
    r"不(?=[^，。,；]{1,10}了)",
    re.IGNORECASE,
)
_NOT = lazy(
    r"\b(?:not|never|nothing|nearly|almost|nicht|nichts|nie|fast|beinahe|non|mai|quasi)\b|n['’]t\b|[没不未]|差点",
    re.IGNORECASE,
)
_NOTHING = lazy(r"^\s*(?:wird |ist |werden )?(?:gar )?nichts?\b", re.IGNORECASE)
# What is only weighed, asked for, or tied to something else.
_OPEN = lazy(
    r"\b(?:if|unless|whether|might|may(?! \d)|could|should|would|want(?:s|ed)? to|thinking (?:of|about)|considering|"
    r"perhaps|maybe|almost|nearly|(?:was|were) going to|wollten?|volev\w+|"
    r"wenn|falls|ob|vielleicht|eventuell|könnte\w*|würde\w*|sollte\w*|müsste\w*|"
    r"se|forse|magari|potrebbe|potremmo|vorrei)\b|n['’]t (?:have|need) to|如果|要是|万一|可能|也许|要不要",
    re.IGNORECASE,
)
_CLAUSES = lazy(
    r"[,;:，；：。]\s*|\s[–—-]\s|\s(?:and|but|so|because|since|as|that|after(?! all)|und|aber|weil|da|denn|dass|e|ma|"
    r"perché|che)\s|(?<!\d)[.!?]+\s",
    re.IGNORECASE,
)
# What is called off where the words only look back at it.
_IT = lazy(
    r"\b(?:it|that|this|them|all|everything|es|das|alles|ihn|sie|lo|la|tutto|quello)\b|它|这事|这个",
    re.IGNORECASE,
)
# Words that may stand beside what is called off, of any plan.
_BESIDE = frozenset(
    stems.stem(word)
    for word in """trip trips tour journey holiday holidays vacation getaway outing excursion weekend week day days date
    event plan plans planned booking booked reservation appointment meeting session thing whole this year month time
    today tonight yesterday morning afternoon evening night last next now ago hour hours minute minutes weeks
    phone text mail email app online call called rang ring told message just already also again finally sadly
    unfortunately decided had have has having been we i you user our my us me re ve ll miss poor great ah well oh
    ok so then after all anyway though afraid way because for good any that it is are was were be anymore more
    longer really go come do make gone out off dinner's tomorrow und aber leider jetzt nun doch schon wieder heute
    morgen gestern telefonisch telefon ausflug reise urlaub fahrt termin treffen wochenende woche tag jahr sache
    ganze ganzen habe hab haben hatte mussten müssen muss musste bin bist wird werden wurde wurden fahren fahre
    gehen gehe machen mache kommen komme wir ich uns mir mich dieses diesen dieser diese unser unsere unseren sich
    purtroppo adesso ora oggi ieri domani già gita viaggio vacanza appuntamento incontro riunione settimana giorno
    anno quest questo questa ho abbiamo hanno siamo sono stata stato stati state dovuto dovuti ci si non al alla
    allo alle ai gli in ed è noi io più lo la le il un una di con fare andare quindi allora tutto
    """.split()
)
_SAID_IN_HAN = lazy(
    r"那[趟次个天]|这[趟次个天]|的?事[情儿]?|决定|计划|原定|本来|行程|活动|旅行|旅游|之行|只好|还是|干脆|最后|所以|说|"
    r"[都就了啊吧呢已经我们把被]"
)
# Words of a plan beside which one that is none of it may stand.
_TOLERATED = 3
# Fewer letters stand in too many longer words.
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class _Ending:
    """A sentence that calls something off: what the clause that does so names, and what stands around and before it."""

    sentence: str
    rest: str
    around: str
    before: str
    words: frozenset[str]


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Revise]:
    """The plans that the user's own words call off, kept as called off in these words."""
    for utterance in material.said_by(Voice.USER):
        if is_read_off(utterance.observation):
            continue
        for ending in _endings(sentences.split(sentences.meant(utterance.text))):
            taken_up = _TAKES_UP.search(ending.sentence) and material.just_seen(utterance)
            # What a page in view says is told with the page (`heeded`).
            found = None if taken_up else _meant(ending, utterance, material.zone, rules, drafts)
            if found is not None:
                drafts.knows(found)
                yield _off(found, ending, utterance, material.zone, rules[found.kind].kind)


_TAKES_UP = lazy(
    r"\bso no\b|\bthen\b(?=[.,!]|$)|\b(?:also|dann) (?:doch |eben )?(?:kein\w*|nicht)\b|\b(?:allora|"
    r"quindi) niente\b|那就",
    re.IGNORECASE,
)


def _endings(split: Sequence[str]) -> Iterator[_Ending]:
    for at, sentence in enumerate(split):
        if called_off.is_put_off(" ".join(split[at : at + 2])):
            # It only takes place on another day.
            continue
        around = " ".join(split[max(0, at - 1) : at + 1])
        for rest in _rests(sentence):
            yield _Ending(sentence, rest, around, " ".join(split[:at]), _words(rest))


def _rests(sentence: str) -> Iterator[str]:
    """What each clause of a sentence that calls something off names beside the words for that."""
    if (
        sentence.endswith(("?", "？"))
        or sentences.is_question(sentence)
        or sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or marks.HOPED.search(sentence)
        or _OPEN.search(sentence)
        or called_off.IN_JEST.search(sentence)
        or called_off.names_another_day(sentence)
    ):
        return
    for clause in filter(None, _CLAUSES.split(sentence)):
        off, left = _OFF.search(clause), _NOT_DONE.search(clause)
        denied = off and (
            _NOT.search(clause[: off.end()]) or _NOTHING.match(clause[off.end() :]) or (left and off)
        )
        told = None if denied else off or left
        if told is not None:
            yield f"{clause[: told.start()]} {told[0] if _is_split(told[0]) else ''} {clause[told.end() :]}"


def _is_split(told: str) -> bool:
    """Whether what is called off stands within the words for that: "call the wedding off", "sagen wir Lucca ab"."""
    return bool(_AROUND.match(told))


_AROUND = lazy(r"(?:call\w*|blas\w*|bläst|sag\w*|lass\w*|lässt|fällt|fallen|findet|wird\S*)\s", re.IGNORECASE)
_AROUND_WORDS = frozenset(
    stems.stem(word)
    for word in "call called calling blase blasen bläst sage sagen sagt ab aus flach weg ins wasser lasse lassen lässt "
    "sausen platzen ausfallen fallen bleiben fällt findet statt nicht wird wird's nichts off".split()
)


def _words(rest: str) -> frozenset[str]:
    """What is called off by the words that name it."""
    plain = stems.content(_SHORTENED.sub("", signs.HAN.sub(" ", rest)))
    return frozenset(one for one in plain if one not in _BESIDE | _AROUND_WORDS | _DAYS)


_SHORTENED = lazy(r"['’](?:s|re|ve|ll|d|m)\b|\b(?:[ldcsn]|un|dell|all|dall|nell)['’]", re.IGNORECASE)
# Which day is meant is compared apart.
_DAYS = frozenset(
    stems.stem(word)
    for word in """monday tuesday wednesday thursday friday saturday sunday mondays fridays saturdays sundays
    january february march april june july august september october november december
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember
    lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto
    settembre ottobre novembre dicembre""".split()
)


def _meant(
    ending: _Ending, utterance: Utterance, zone: ZoneInfo, rules: Mapping[str, Rules], drafts: Drafts
) -> Memory | None:
    """The one plan ahead that an ending is of; None where there is none, or two that fit as well."""
    found = sorted(
        ((_fits(memory, ending, utterance, zone), memory) for memory in _plans(ending, utterance, rules, drafts)),
        key=lambda pair: pair[0], reverse=True,
    )  # fmt: skip
    if not found or not found[0][0] or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _plans(
    ending: _Ending, utterance: Utterance, rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[Memory]:
    for rule in rules.values():
        fields = rule.kind.body.model_fields
        if rule.kind.growth is not Growth.APPEND or "event_type" not in fields or rule.is_open is None:
            continue
        for memory, _ in drafts.near(rule.kind.name, ending.around, _NEAREST):
            mine = any(source.observation == utterance.observation.id for source in memory.sources)
            older = memory.valid_from < utterance.time and not mine
            ahead = rule.is_open(memory.body, utterance.time) or _MEANT_TO.search(memory.text)
            if older and ahead:
                yield memory


# What is planned by its words, whose day may be told in any way: "计划 4-25 去".
_MEANT_TO = lazy(
    r"\b(?:plan(?:s|ned|ning)?|booked|geplant|gebucht|plant|programmat\w|previst\w|prenotat\w)\b|计划|打算|准备|预订|"
    r"预约",
    re.IGNORECASE,
)


def _fits(memory: Memory, ending: _Ending, utterance: Utterance, zone: ZoneInfo) -> float:
    """How well a plan fits what is called off; nothing where that names something else, or another day."""
    named, told = _days_ahead(ending.rest, utterance, zone), without_quotes(memory.text)
    days = {(day.month, day.day) for day in values.dates(told, Said((), utterance, zone))}
    if named and days and not named & days:
        return 0.0
    held, on_its_day = stems.held(told), bool(named & days)
    bare = {one for one in ending.words if not one.isdigit()}
    shared = {one for one in bare if _is_of(one, held)}
    han = _shared_in_han(ending.rest, told)
    if han < 0 or len(bare) - len(shared) > len(shared) // _TOLERATED or _names_another(ending, memory):
        return 0.0
    if not shared and not han:
        return _looked_back_at(memory, ending, held, on_its_day)
    if (
        shared
        and not han
        and shared <= _people_of(memory)
        and not (on_its_day or _is_whom(memory, ending, shared))
    ):
        return 0.0
    return len(shared) + han + on_its_day


def _days_ahead(text: str, utterance: Utterance, zone: ZoneInfo) -> set[tuple[int, int]]:
    """The months and days to come that words name: what was said or done last night is about any."""
    today = utterance.time.astimezone(zone).date()
    spans = [span for span, _ in times.resolve(text, utterance.time, zone)]
    spans += times.dated(text, utterance.time, zone)
    found = {span.start.astimezone(zone).date() for span in spans if values.names_a_day(span)}
    return {(day.month, day.day) for day in found if day > today}


def _looked_back_at(memory: Memory, ending: _Ending, held: Set[str], on_its_day: bool) -> float:
    """How well a plan fits where what is off is only "it", a day, or any meeting: by the words around that."""
    if signs.HAN.search(ending.rest) and not _IT.search(ending.rest):
        return 0.0
    if not ending.rest.strip() and _PROPOSED.search(ending.before):
        return 0.0  # What somebody thinks of doing is turned down, not what was planned before.
    around = {one for one in stems.content(ending.around) if _is_of(one, held) and not one.isdigit()}
    telling = around - _BESIDE - _DAYS
    general = on_its_day and bool(around - _DAYS & _BESIDE)
    named = bool(_IT.search(ending.rest)) or on_its_day or not ending.rest.strip()
    return (len(telling) + on_its_day) * 0.5 if named and (telling or general) else 0.0


_PROPOSED = lazy(
    r"\b(?:reckons?|suggest(?:s|ed)?|propos(?:es|ed)|fanc(?:y|ies)|wants? (?:us|me) to|thinks? (?:we|i)\b|"
    r"(?:we|i) (?:should|could|ought to)|what if we|(?:schlägt|schlug) \w+|vorgeschlagen|(?:wir|ich) (?:sollten?|"
    r"könnten?)|(?:meint|findet|will),? (?:dass )?wir|propon\w+|propost\w|dovremmo|potremmo|vuole che)\b|"
    r"提议|建议|说(?:我们|咱们?)?(?:应该|可以|不如)",
    re.IGNORECASE,
)


def _is_of(word: str, held: Set[str]) -> bool:
    """Whether a plan has a word: alone, or as a part of a longer one."""
    return word in held or any(
        min(len(word), len(one)) >= _SHORTEST and (one.startswith(word) or word.startswith(one))
        for one in held
    )


def _names_another(ending: _Ending, memory: Memory) -> bool:
    """Whether what is called off has a name that a plan lacks."""
    return any(
        not own.says(memory.text, word) and stems.stem(word) not in _BESIDE | _AROUND_WORDS | _DAYS
        and not _is_of(stems.stem(word), stems.held(memory.text))
        for name in claims.names_in(f". {ending.rest.strip()}") for word in name.split()
        if len(word) > 2 and ending.rest.find(word) > 0 and word[:1].isupper()
    )  # fmt: skip


def _people_of(memory: Memory) -> set[str]:
    """The names of those, or of where, a plan is with: what stands before is what it is."""
    behind = " ".join(_WITH.split(memory.text, maxsplit=1)[1:])
    return {stems.stem(word) for name in claims.names_in(f"- {behind}") for word in name.split()}


_WITH = lazy(
    r"[,;]\s|\s(?:with|on|am|of|at|in|for|to|mit|von|bei|in|für|nach|con|di|da|a|per)\s", re.IGNORECASE
)


def _is_whom(memory: Memory, ending: _Ending, shared: Set[str]) -> bool:
    """Whether names alone stand for a plan: of a place, or of those it is with or of."""
    names = "|".join(re.escape(word) for word in stems.words(ending.rest) if stems.stem(word) in shared)
    with_them = rf"\b(?:{_PREPOSITION}) (?:[^\W\d_]+ (?:and |und |e )?){{0,3}}?(?:{names})\b"
    return bool(_IT.search(ending.rest)) or bool(names and re.search(with_them, memory.text, re.IGNORECASE))


_PREPOSITION = "with|of|in|to|at|mit|von|bei|in|am|an|zum?|nach|con|di|da|a|al|alla|allo"


def _shared_in_han(rest: str, text: str) -> int:
    """How many pairs of signs of a plan words name; -1 where they name what it has nothing of."""
    runs = _HAN_RUNS.findall(_SAID_IN_HAN.sub(" ", rest))
    known = {one for run in _HAN_RUNS.findall(text) for one in _pairs(run)}
    found = 0
    for run in runs:
        shared = {at for at, pair in enumerate(_pairs(run)) if pair in known}
        if len(shared | {at + 1 for at in shared}) < _MOST * len(run):
            return -1
        found += len(shared)
    return found


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


# Share of the signs of a word that a plan must have, too.
_MOST = 0.75
_HAN_RUNS = lazy(r"[\u3400-\u9fff]{2,}")


def _off(memory: Memory, ending: _Ending, utterance: Utterance, zone: ZoneInfo, kind: MemoryKind) -> Revise:
    """What was planned, kept as called off in the user's words: by its name, where these leave that out."""
    said = Said((ending.sentence,), utterance, zone)
    told = claims.third_person(times.absolute(ending.sentence, utterance.time, zone), claims.USER)
    name = called_off.name_of(str(memory.body.get(kind.text_field, "")))
    if not set(stems.content(name)) - _people_of(memory) - _BESIDE & set(stems.content(ending.sentence)):
        plain = name and not signs.HAN.search(name) and not own.is_the_users(name)
        told = f"{name}: “{told}”" if plain else told
    body = {**memory.body, kind.text_field: told, "event_type": "cancelled", "details": ""}
    return said.revises(memory, body, ending.sentence, _REASON)
