"""A note of what a page told, where the user says that the page is right but for one thing: that part is put right.

Only the user's own words put it right. What the page tells besides stays as it is known, or is taken over from a page
just seen that gives no orders and holds no secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from agents import appointments, instructions, secrets, sentences, stems
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice, is_read_off, title_of
from agents.kinds import Rules
from agents.patches import marks, meant, pages, parts, values
from agents.patches.said import Said
from agents.patterns import lazy
from agents.secrets import told as spoken
from storage.kind import Growth, Recall
from storage.model import Add, BodyFields, Change, Decision, Memory

_PAGE = pages.NAMED
# A page is right, or all is as it tells; and behind it, what is not.
_RIGHT_BUT = lazy(
    rf"\b(?:all|everything|the rest)\b[^.;!?]{{0,30}}\b(?:as|like|what|in|"
    rf"on)\b[^.;!?]{{0,20}}\b{_PAGE}\b[^.;!?,]{{0,40}}?[,:]?\s"
    rf"(?:except|apart from|but for|bar|only|other than)\b|"
    rf"\b{_PAGE}\b[^.;!?]{{0,40}}?\b(?:is|are|['’]s) (?:all |quite )?(?:right|correct|fine|accurate|true|ok)\b,?\s"
    rf"(?:except|apart from|but for|bar|only|just|but|other than)\b|"
    rf"\balles (?:so )?wie (?:auf|in|im)\b[^.;!?,]{{0,40}}\b{_PAGE}\b[^.;!?,]{{0,30}}?,?\s(?:nur|außer|bis auf|aber)\b|"
    rf"\b{_PAGE}\b[^.;!?]{{0,40}}?\bstimmt\b(?: so)?(?:,\s(?:nur|aber)\b(?! nicht)|,?\s(?:außer|bis auf)\b)|"
    rf"\btutto come\b[^.;!?,]{{0,30}}\b{_PAGE}\b[^.;!?,]{{0,30}}?,?\s(?:tranne|eccetto|a parte|salvo|solo)\b|"
    rf"\b{_PAGE}\b[^.;!?]{{0,40}}?\b(?:è giust\w|è corrett\w|va bene|è esatt\w),?\s(?:tranne|eccetto|a parte|"
    rf"salvo|solo|ma)\b|"
    r"(?:通知|海报|页面|网页|单子|课表|群里|邮件|传单|告示)[^。！？\n]{0,12}(?:有一处|有个地方|一个地方|只有)[^。，,]{0,6}(?:错|不对)了?[，,：:]|"
    r"(?:通知|海报|页面|网页|单子|课表|邮件|传单|告示)(?:上|里)?(?:写的)?(?:都|基本)?(?:对|没错|是对的)[，,](?:只有|只是|就是|除了)",
    re.IGNORECASE,
)
# What is not so, and how it is: "the room: B-119", "das Tor ist Nord", "教室是 B-119".
_PART = lazy(
    r"^\s*(?:for |that )?(?:the |der |die |das |den |dem |il |lo |la |i |le |l['’])?(?P<part>[^\W\d_]{2,20})"
    r"(?:,? (?:is|are|it['’]s|that['’]s|that is|should be|is wrong[,:]?(?: it['’]s)?|ist|sind|lautet|"
    r"è(?: sbagliat\w)?|sono)(?!\w)|[:：]|"
    r"(?:应该)?(?:是|在|改成|为)|,)[:：]?\s*(?:now |jetzt |ora |really )?(?P<value>[^,.;!?，。；]{1,40})",
    re.IGNORECASE,
)
_STAYS = lazy(
    r"\b(?:still|stays?|remains?|bleibt|weiterhin|resta|rimane|sempre)\b|还是|仍|不变|没变", re.IGNORECASE
)
_CLAUSES = lazy(r"[,;，；]\s*")
_REASON = "the user says that a page is right but for this"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class _Mended:
    """The words that put a part right, and the part and its value where they name both."""

    tail: str
    part: str
    value: str


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What takes the place of the one note that such a page is about; else a note of the page itself."""
    for utterance in material.said_by(Voice.USER):
        if is_read_off(utterance.observation) or instructions.looks_like_instruction(utterance.text):
            continue
        for sentence in sentences.split(sentences.own(utterance.text)):
            right = _RIGHT_BUT.search(sentence)
            if right and not sentences.ends_asking(sentence) and not sentences.is_supposed(sentence):
                seen = [one for one in material.just_seen(utterance) if one.text]
                said = Said((sentence,), utterance, material.zone)
                yield from _changed(said, _mended(sentence[right.end() :]), seen, rules, drafts)


def _mended(tail: str) -> _Mended:
    kept = [one for one in _CLAUSES.split(tail) if not _STAYS.search(one)]
    told = ", ".join(kept)
    part = _PART.match(told)
    return _Mended(told, part["part"], part["value"].strip()) if part else _Mended(told, "", "")


def _changed(
    said: Said, mended: _Mended, seen: Sequence[Utterance], rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[Change]:
    page = next((one for one in reversed(seen) if _anew(one.text, mended, said) != one.text), None)
    notes = list(_notes(said, mended, page, rules, drafts))
    if len(notes) == 1:
        memory, kind = notes[0], rules[notes[0].kind].kind
        text = str(memory.body.get(kind.text_field, ""))
        body: BodyFields = {**memory.body, kind.text_field: _anew(text, mended, said)}
        body |= parts.timed(memory.body, body, replace(said, sentences=(mended.tail,)), kind)
        drafts.knows(memory)
        yield said.revises(memory, body, said.text, _REASON)
    elif not notes and page is not None:
        yield from _taken_over(page, mended, said, rules)


def _notes(
    said: Said, mended: _Mended, page: Utterance | None, rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[Memory]:
    """The notes that have such a part, by the words of the sentence, or of the page that was just seen."""
    shown = f"{title_of(page.observation)}\n{page.text}\n{said.text}" if page else said.text
    pool = list(meant.known(replace(said, sentences=(shown,)), rules, drafts))
    for around in (said.text, shown):
        able = [
            one
            for one in pool
            if rules[one.kind].kind.recall is not Recall.ALWAYS
            and drafts.latest(one) == one
            and not one.body.get("steps")
            and _is_of(one, around, mended)
            and _anew(text := str(one.body.get(rules[one.kind].kind.text_field, "")), mended, said) != text
        ]
        if able:
            yield from able
            return


def _is_of(memory: Memory, around: str, mended: _Mended) -> bool:
    """Whether words speak of a note by a name of its own, and not by the part alone."""
    part = set(stems.content(mended.part))
    shared = (set(stems.content(around)) & stems.held(memory.text)) - meant.WEAK - part
    return any(not one.isdigit() for one in shared) or meant.fit(memory, around) >= meant.ABOUT


def _anew(text: str, mended: _Mended, said: Said) -> str:
    """A text with the part as it is told."""
    if mended.part:
        value = re.sub(rf"^{re.escape(mended.part)}\s+", "", mended.value, flags=re.IGNORECASE)
        held = re.compile(
            rf"(?P<part>(?<![^\W\u3400-\u9fff]){re.escape(mended.part)}(?:\s?[:：]\s?|\s|(?=[A-Z\d])))(?P<old>[\w-]+)",
            re.IGNORECASE,
        )
        found = list(held.finditer(text))
        if len(found) == 1 and found[0]["old"] != value and not marks.STAYS.search(value):
            return f"{text[: found[0].start('old')]}{value}{text[found[0].end('old') :]}"
    return values.told(text, replace(said, sentences=(mended.tail.strip(),)))


# Lines of a page that are taken over, at most.
_MOST_LINES = 8


def _taken_over(page: Utterance, mended: _Mended, said: Said, rules: Mapping[str, Rules]) -> Iterator[Change]:
    """A note of what a page tells, with the part that the user puts right."""
    title = appointments.subject_line(title_of(page.observation))
    lines = [one.strip() for one in page.text.splitlines() if one.strip()]
    text = ", ".join(lines)
    unsafe = instructions.looks_like_instruction(f"{title}\n{page.text}") or " hidden]" in text
    if (
        unsafe
        or secrets.find(text)
        or spoken.suspects(text)
        or len(lines) > _MOST_LINES
        or len(text) > _LONGEST
    ):
        return
    rule = next(
        (
            one
            for one in rules.values()
            if one.kind.growth is Growth.REVISE and one.kind.body.model_fields.keys() >= _NOTE
        ),
        None,
    )
    if rule is None:
        return
    body = rule.kind.completed(
        {"name": title or lines[0], rule.kind.text_field: _anew(text, mended, said)}, said.utterance.time
    )
    sources = (said.utterance.source(said.text), page.source(text if text in page.text else lines[0]))
    yield Add(
        rule.kind.name, body, sources, said.utterance.time, _REASON, decision=Decision("rule", Voice.USER)
    )


_NOTE = frozenset(("name", "summary"))
