"""A note of what a screen just showed, where the user says that the screen is wrong, and how it is: "The sign says …".

The page and the note are of one thing, by its name; the user's words need not name it again. Nothing is taken from the
page itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from agents import claims, instructions, news, sentences, stems
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice, is_read_off, title_of
from agents.kinds import Rules
from agents.patches import listed, meant, own, parts, values, venues
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import MemoryKind, Recall
from storage.model import BodyFields, Change, Memory

_PAGE = (
    r"(?:page|site|website|web ?page|app|listing|entry|pdf|sheet|spreadsheet|poster|leaflet|flyer|map|timetable|"
    r"calendar|post|document|screen|rota|roster|schedule|diary|planner|wiki|noticeboard|pin|pinned \w+)"
)
_SEITE = (
    r"(?:\w*seite|website|webseite|app|pdf|plan|aushang|eintrag|fahrplan|zettel|dienstplan|kalender|liste|tabelle|"
    r"wiki|post)"
)
_PAGINA = r"(?:la pagina|il sito|l['’]app|il pdf|la scheda|l['’]orario|il calendario|il turnario|la tabella|il foglio)"
_DISBELIEVES = lazy(
    rf"\b(?:don['’]?t|do not|never) (?:believe|trust|go by|mind|rely on|use) (?:what )?(?:that|this|"
    rf"the|their|my|our) (?:\w+ )?{_PAGE}\b|"
    rf"\b(?:forget|ignore|disregard|never mind) (?:what )?(?:that|this|the|their|my|our) (?:\w+ )?{_PAGE}\b|"
    rf"(?:\b(?:that|this|the|their|my|our) (?:\w+ )?|^){_PAGE}(?: (?:i had open|there|says that))?"
    r"(?:['’]?s| is| was)? (?:\w+ )?"
    r"(?:wrong|old|out of date|outdated|stale|ancient|not (?:right|true|up to date)|rubbish|nonsense|years old|behind)"
    r"\b|"
    rf"\b(?:that|this|the|their|my|our) (?:\w+ )?{_PAGE} (?:has(?: not|n['’]t)|is(?: not|n['’]t)) (?:yet )?(?:been )?"
    r"(?:caught up|updated|changed|kept up)\b|"
    rf"\b(?:die|der|das|diese[rs]?|mein|unser) {_SEITE} "
    r"(?:\w+ ){0,3}?(?:vergessen|falsch|veraltet|alt|stimmt (?:so |auch )?nicht|nicht aktuell|von gestern|hängt|"
    r"hinkt)\b|"
    rf"\b(?:das|des|was) (?:da )?(?:in der|im|auf der|auf dem|am) {_SEITE} (?:\w+ ){{0,2}}?(?:vergessen|stimmt)\b|"
    rf"\b(?:glaub|trau)\w* (?:der|dem|dieser|diesem) {_SEITE}\b.{{0,12}}\bnicht\b|"
    rf"\b{_PAGINA} (?:\w+ ){{0,3}}?(?:vecchi\w|sbagliat\w|(?:non|mai) (?:è )?(?:stat\w )?aggiornat\w|"
    r"da dimenticare|indietro)\b|\bnon (?:credere|fidarti|badare) (?:\w+ )?(?:pagina|sito|app|pdf|calendario)\b|"
    r"(?:页面|网页|网站|平台|通知|页|软件|地图|公众号|海报)[^。！？\n]{0,12}(?:忘了改|没改|不对|错了|写错|是旧的|旧|过期|过时|没更新|别信|"
    r"不准)|别(?:信|照)[^。，]{0,6}(?:页面|网页|网站|平台|那个)",
    re.IGNORECASE,
)
# Pictures between words end what is said as a full stop does.
_PICTURES = lazy(r"\s*[\U0001F300-\U0001FAFF\u2600-\u27BF]+\ufe0f?\s+")
# Who tells how it is: "the sign says", "on the note at the door it says".
_SAYS = lazy(
    r"^(?:(?:the|a) (?:sign|note|notice|board|paper|sticker|woman|man|lady|guy|person|receptionist|staff)"
    r"(?: (?:on|at|by|in) the \w+)? (?:says?|said|reads?|told me)(?: that)?|it(?:['’]s| is) (?:really|actually)|"
    r"auf dem \w+ (?:steht|stand)|am \w+ (?:steht|stand)|da steht|sul cartello c['’]è scritto|il cartello dice|"
    r"(?:门口|牌子|门上|老师|店员)[^，。]{0,8}(?:写着|说)(?:是)?)[:：,，]?\s*",
    re.IGNORECASE,
)
_REASON = "the user says that a page is wrong"


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What takes the place of the one note that a disbelieved page is about."""
    for utterance in material.said_by(Voice.USER) if material.in_view else ():
        if is_read_off(utterance.observation) or instructions.looks_like_instruction(utterance.text):
            continue
        spoken = [
            piece
            for one in sentences.split(sentences.own(utterance.text))
            for piece in filter(None, _PICTURES.split(one))
        ]
        if not any(_DISBELIEVES.search(one) and not sentences.ends_asking(one) for one in spoken):
            continue
        pages = material.just_seen(utterance)
        told = [_SAYS.sub("", one) for one in spoken if _tells_how_it_is(one)]
        if pages and told:
            said = Said(tuple(told), utterance, material.zone)
            yield from _changed(pages[-1], spoken, said, rules, drafts)


def _changed(
    page: Utterance, spoken: Sequence[str], said: Said, rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[Change]:
    shown = f"{title_of(page.observation)}\n{page.text}\n{' '.join(spoken)}"
    pool = meant.known(replace(said, sentences=(shown,)), rules, drafts)
    fitting = [
        one
        for one in pool
        if rules[one.kind].kind.recall is not Recall.ALWAYS
        and drafts.latest(one) == one
        and not one.body.get("steps")
        and _is_named(one, shown)
        and _has_values_of(one.text, said.text)
    ]
    mine = [one for one in fitting if _is_named(one, " ".join(spoken))]
    fitting = mine if len(fitting) > 1 else fitting
    if len(fitting) == 1:
        memory = fitting[0]
        kind = rules[memory.kind].kind
        field = _field(memory, kind, said)
        text = str(memory.body.get(field, ""))
        anew = _anew(text, said)
        if anew != text:
            drafts.knows(memory)
            body: BodyFields = {**memory.body, field: anew}
            body |= parts.timed(memory.body, body, said, kind)
            yield said.revises(memory, body, said.text, _REASON)


def _field(memory: Memory, kind: MemoryKind, said: Said) -> str:
    """The field of a note that tells what words tell anew: its text, or the details where only these do."""
    text, details = (str(memory.body.get(name, "")) for name in (kind.text_field, "details"))
    return (
        "details"
        if _has_values_of(details, said.text) and not _has_values_of(text, said.text)
        else kind.text_field
    )


def _anew(text: str, said: Said) -> str:
    """A text with the words in the place of those of its parts that told days, hours and numbers."""
    exchanged = venues.instead(values.told(text, said), said.text)
    new, kept = (set(news.NUMBERS.findall(values.without_clocks(one))) for one in (said.text, exchanged))
    hours = set(values.clocks_of(said.text)) <= set(values.clocks_of(exchanged))
    places = all(one in exchanged for one in venues.names(said.text))
    if (
        exchanged != text
        and hours
        and new <= kept
        and places
        and listed.days_of(said.text) <= listed.days_of(exchanged)
    ):
        return exchanged
    rest = [one for one in _PARTS.split(text) if not _has_values_of(one, said.text)]
    return ", ".join([*rest, claims.third_person(said.text, claims.USER).rstrip("。. ")])


_PARTS = lazy(r"\s*[,;，；]\s*(?!\d)|:\s+")


def _tells_how_it_is(sentence: str) -> bool:
    """Whether a sentence tells days, hours or amounts as they are, of nobody's own doing."""
    if _DISBELIEVES.search(sentence) or sentences.ends_asking(sentence) or own.is_conditional(sentence):
        return False
    hours, days = values.clocks_of(sentence), listed.days_of(sentence)
    return bool(hours or days or news.NUMBERS.search(sentence)) and not _MY_DOING.search(sentence)


_MY_DOING = lazy(
    r"^(?:and |so |but )?(?:I|ich|io|我)(?:['’]\w+)? |\b(?:da war ich|war ich|ero)\b|\byesterday\b|"
    r"\bgestern\b|\bieri\b|昨天",
    re.IGNORECASE,
)


def _is_named(memory: Memory, shown: str) -> bool:
    """Whether a page or what is said of it names what a note is about, by all words of its title."""
    # "Parish Council, spring session" is the council; on which day a plan is says nothing of what it is.
    plain = (one for one in memory.title.split(", ")[0].split() if not listed.days_of(one))
    title = stems.held(" ".join(plain)) - meant.WEAK
    if memory.title and not memory.title.isascii():
        return memory.title in shown or _shares_a_word(memory.title, shown)
    return bool(title) and title <= stems.held(shown)


def _shares_a_word(title: str, shown: str) -> bool:
    """Whether the last four signs of a Chinese title stand in a text: "营业时间" of 面馆营业时间."""
    return len(title) >= _SIGNS and title[-_SIGNS:] in shown


_SIGNS = 4


def _has_values_of(text: str, said: str) -> bool:
    """Whether a text tells what words tell anew: hours where they tell hours, else days, else numbers."""
    for found in (values.clocks_of, listed.days_of):
        if found(said):
            return bool(found(text))
    return bool(news.NUMBERS.search(text))
