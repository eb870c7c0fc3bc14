"""Resource memory: documents, pages and files the user works with."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from agents import appointments, fiction, keeping, screens, sentences, stems, stretches, versions
from agents.finding import Finding, Material, Utterance, Voice, is_read_off
from agents.patterns import lazy
from storage.kind import Body, Growth, MemoryKind, Recall, Use
from storage.model import BodyFields, Frame


class Resource(Body):
    """A document, filled in as more of it is seen. `location` is a URL, a path, or the app and window."""

    title: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY]
    summary: Annotated[str, Use.SEARCH, Use.COLUMN] = ""
    resource_type: Annotated[str, Use.COLUMN] = "document"
    content: Annotated[str, Use.SEARCH] = ""
    location: Annotated[str, Use.COLUMN] = ""
    tree_path: Annotated[list[str], Use.PATH] = []


KIND = MemoryKind(
    name="resource",
    title="Documents",
    body=Resource,
    guide="Documents, pages, mails and files the user reads or writes: title, what it is about, the text seen so far.",
    recall=Recall.BY_TOPIC,
    growth=Growth.FILL_IN,
    examples=(
        "Project plan: chapter one, scope and milestones.",
        "# Meeting notes\n- decisions\n- open points",
        "Invoice 2024-117 from Blue Paper, total 412 euros, due in 14 days.",
        "Read me: how to build this package.",
    ),
    text_field="content",
    rank=5,
)

SCREENS_OVERRULE = True
# Pages and windows of one title may be very many.
APART = "location"
# What shows less text than this, in all its pieces, is an event and not yet a document (characters of main lines).
SHORTEST = 240
SHORTEST_NOTE = 40
# Most text kept of one document; far above what a person scrolls past in a sitting.
LONGEST = 60_000
_SUMMARY = 200
_LONGEST_TITLE = 80
# The user hands in more of a document that is known.
_ADDED = "part"
_ADD = lazy(
    r"\b(?:add (?:it|this|that|these|them)? ?to|append|goes with|belongs to|füg\w* .{0,30}(?:hinzu|an)|ergänz\w*|"
    r"aggiung\w+|ajoute\w*|añad\w+|agrega\w*)\b|[加补]到|补充|second (?:half|part)|rest of",
    re.IGNORECASE,
)
# A window called by a file shows a document, however short; a sheet's cells are no text to be kept by the line.
_FILE = lazy(r"\.(?:pdf|docx?|odt|rtf|txt|md|pptx?|odp|epub)\b", re.IGNORECASE)
_WRITER = lazy(r"\b(?:Word|Writer|Pages|Evince|Okular|Acrobat|Preview|Document Viewer|PDF)\b")
# Documents that are written in a browser.
_ONLINE = lazy(
    r"\bgoogle docs\b|\bdocs\.google\.\w+/document\b|\bword online\b|\betherpad\b|\bhackmd\b|\bcryptpad\b|"
    r"\bonlyoffice\b|腾讯文档|石墨文档|飞书文档|金山文档",
    re.IGNORECASE,
)
SHORTEST_FILE = 60
_HEADING = lazy(
    r"^\s*#{1,6}\s+(?P<title>.+?)\s*#*$|^(?P<subject>(?:Subject|Betreff|Title|"
    r"Titel):\s*.+)$",
    re.MULTILINE,
)
_LINK = lazy(r"https?://[^\s<>\"')]+")
_SUFFIX = lazy(
    r"\s+[-–—|]\s+(?:Mozilla Firefox|Google Chrome|Chromium|Firefox|Microsoft Edge|Safari|"
    r"LibreOffice \w+|Google Docs|Word|Visual Studio Code|Code|Preview|Okular|Evince)$"
)


def find(material: Material) -> list[Finding]:
    """Documents that people paste or link to be kept, and documents, pages and long mails on screens."""
    told = [finding for one in material.said_by(Voice.USER, Voice.OTHER) if (finding := _pasted(one))]
    whole: Counter[str] = Counter()
    for one, frame in material.frames():
        whole[_document(frame)] += len(_lines(one.text, frame))
    seen = [
        (one, frame)
        for one, frame in material.frames()
        if whole[_document(frame)] >= _least(frame)
        and screens.tells(frame, one.text)
        and not screens.is_blank(frame, one.text)
    ]
    asked = [finding for one in material.said_by(Voice.USER) if (finding := _filed(one, material))]
    return told + asked + [finding for one, frame in seen if (finding := _shown(one, frame))]


# How long before the user's words a screen may have been seen that they speak of.
IN_VIEW = timedelta(minutes=15)
_IN_QUESTION = 4


def _filed(asking: Utterance, material: Material) -> Finding | None:
    """The document in view that the user asks to put away, with all its lines; it stays the screen's word."""
    said, pasted = sentences.spoken(asking.text)
    if pasted or is_read_off(asking.observation) or not any(map(keeping.files, sentences.split(said))):
        return None
    near = [one for one in material.in_view if timedelta() <= asking.time - one.time <= IN_VIEW]
    best = max(near[-_IN_QUESTION:], key=lambda one: (_spoken_of(one, said), one.time), default=None)
    if best is None or not isinstance(best.observation, Frame):
        return None
    frame = best.observation
    if screens.is_terminal(frame) or screens.is_chat(frame.app) or not screens.tells(frame, best.text):
        return None
    content = screens.document_lines(best.text, LONGEST, with_rows=True, whole=True)
    return replace(_of_screen(best, frame, content), reason="the user asked to file it") if content else None


def _spoken_of(one: Utterance, said: str) -> int:
    """How many of the user's words name what a screen shows: its title counts twice."""
    words = set(stems.content(said))
    title = one.observation.window_title if isinstance(one.observation, Frame) else ""
    return 2 * len(words & set(stems.content(title))) + len(words & set(stems.content(one.text)))


def _least(frame: Frame) -> int:
    """How much text makes a document of what a frame shows."""
    if screens.is_notes(frame.app):
        return SHORTEST_NOTE
    return SHORTEST_FILE if _shows_file(frame) else SHORTEST


def _shows_file(frame: Frame) -> bool:
    if _ONLINE.search(f"{frame.app}\n{frame.window_title}\n{frame.url}"):
        return True
    if frame.url or screens.is_terminal(frame):
        return False
    return bool(_FILE.search(frame.window_title) or _WRITER.search(f"{frame.app} {frame.window_title}"))


def _document(frame: Frame) -> str:
    """What a frame shows a piece of, as it scrolls past."""
    return f"{frame.app}\n{frame.url or stretches.title_of(frame)}"


def _pasted(utterance: Utterance) -> Finding | None:
    said, pasted = sentences.spoken(utterance.text)
    intro, _, lines = utterance.text.partition("\n")
    if _ADD.search(intro) and intro.rstrip().endswith((":", "：")) and lines.count("\n"):
        part = _finding(utterance, _intro(intro), lines, "notes", "")
        return replace(part, slots=frozenset({_ADDED}), sources=(utterance.source(utterance.text),))
    asked_to_keep = keeping.asks(said)
    link = _LINK.search(utterance.text)
    if link and asked_to_keep and not pasted:
        return _finding(utterance, _without(said, link[0]) or link[0], utterance.text, "link", link[0])
    heading = _HEADING.search(pasted)
    if not pasted or fiction.is_asked(said) or not (asked_to_keep or heading) or said.rstrip().endswith("?"):
        return None
    first = pasted.strip().splitlines()[0].strip()
    named = heading["title"] or heading["subject"] if heading else first if _is_title(first) else _intro(said)
    title = named or first
    return _finding(utterance, title.strip("# "), pasted, "markdown" if heading else "notes", "")


def _is_title(line: str) -> bool:
    """A first line that names what comes: short, begun large, and no sentence or item of a list."""
    return len(line) <= _LONGEST_TITLE and line[:1].isupper() and not line.endswith((".", "!", "?", ":", ","))


def _intro(said: str) -> str:
    last = said.strip().splitlines()[-1] if said.strip() else ""
    return re.sub(
        r"^(?:(?:please|pls|bitte|ok(?:ay)?)[, ]+)?(?:(?:keep|save|store|remember|note|file|hang on to|"
        r"hold on to|write|jot|put)"
        r"\s+(?:(?:this|that|these|it|the|my)\b)?(?: (?:one|lot|list|down|away|for me|for later|please|pls))*|"
        r"(?:merk|notier|speicher|heb|schreib)\w*(?: (?:dir|mir|das|dies\w*|auf|bitte|mal))*|"
        r"(?:salva|segna|conserva)\w*(?: (?:quest[oa]|per favore))*|(?:帮我|请)?(?:存|记|保存|收)(?:一下|下来|"
        r"好)?)[\s,，:：–-]*",
        "",
        last,
        flags=re.IGNORECASE,
    ).strip(" :：")


def _without(said: str, link: str) -> str:
    words = re.sub(r"\s+", " ", said.replace(link, "")).strip(" :-,.")
    return re.sub(
        r"^(?:please )?(?:save|keep|store) (?:this|that|the) (?:link|page|"
        r"url)?(?: for later)?[ :,-]*",
        "",
        words,
        flags=re.I,
    )[:120]


def _shown(utterance: Utterance, frame: Frame) -> Finding | None:
    text = _lines(utterance.text, frame)
    if not text or screens.is_terminal(frame):
        return None
    return _of_screen(utterance, frame, text)


def _of_screen(utterance: Utterance, frame: Frame, text: str) -> Finding:
    mail = screens.is_mail(utterance.text)
    title = appointments.header(utterance.text, "subject", "betreff") if mail else ""
    title = title or _SUFFIX.sub("", stretches.title_of(frame)).strip() or text.splitlines()[0][:80]
    location = frame.url or f"{frame.app}: {stretches.title_of(frame)}".strip(": ")
    return _finding(utterance, title, text, "mail" if mail else "page" if frame.url else "document", location)


def _lines(text: str, frame: Frame) -> str:
    """The lines of a document: those that carry content, and of a window that shows a file all of its own."""
    main = screens.main_lines([text], LONGEST)
    if not _shows_file(frame):
        return main
    return screens.document_lines(text, LONGEST, with_rows=len(main) >= SHORTEST)


def _finding(utterance: Utterance, title: str, content: str, sort: str, location: str) -> Finding:
    body = {
        "title": title[:200], "summary": _summed(content), "resource_type": sort,
        "content": content[:LONGEST], "location": location,
    }  # fmt: skip
    return Finding(
        KIND.name, body, (utterance.source(content),), utterance.time, f"a {sort} worth keeping", utterance.voice, 0.85,
        0.5 if utterance.voice is Voice.SCREEN else 0.7, sentences.fold(title[:200]), frozenset({"content"}),
    )  # fmt: skip


def sought(finding: Finding) -> str:
    """A document goes by its title, or by the name that it, or the words that bring it, begin with.

    Nothing where it can only be one of the very same title, which its key finds: most screens show more of a document
    that is known, and say nothing of versions.
    """
    title, content = str(finding.body["title"]), str(finding.body["content"])
    # A key tells an apostrophe from its curly form.
    alone = _ADDED not in finding.slots and "'" not in sentences.fold(title)
    if alone and not versions.tells(title, content, finding.at):
        return ""
    return "\n".join((title, *dict.fromkeys((versions.head(content), versions.head(finding.quotes)))))


def join(old: BodyFields, new: Finding) -> tuple[BodyFields, bool] | None:
    """The document with the lines seen now stitched to those seen before, or its newer version in its place.

    What is seen of one document never replaces what was seen of it; an older version is another document.
    """
    title, content = str(old.get("title", "")), str(old.get("content", ""))
    seen_title, seen = str(new.body["title"]), str(new.body["content"])
    if _ADDED in new.slots:
        return (
            _with_part(old, new)
            if versions.same_name(title, seen_title, "") or _asks_for(title, new)
            else None
        )
    if versions.same_name(title, seen_title, seen) and content:
        newer = versions.newer(seen_title, seen, title, content, new.at)
        if newer is not None:
            return (_newer(old, new), True) if newer else None
    elsewhere = old.get("location") and new.body["location"] and old["location"] != new.body["location"]
    if sentences.fold(title) != new.key or elsewhere:
        return None
    return _with_part(old, new)


def _with_part(old: BodyFields, new: Finding) -> tuple[BodyFields, bool]:
    content = stitched(str(old.get("content", "")), str(new.body["content"]))
    return old | {
        "content": content[:LONGEST],
        "location": old.get("location") or new.body["location"],
    }, False


def _newer(old: BodyFields, new: Finding) -> BodyFields:
    """The newer version; where its own title is but a file's name, it keeps the document's name beside it."""
    is_file = bool(_FILE.search(str(new.body["title"])))
    title = (
        versions.head(str(new.body["content"])).replace("\n", " – ")[:120] if is_file else new.body["title"]
    )
    return new.body | {"title": title, "location": new.body["location"] or old.get("location", "")}


def _asks_for(title: str, new: Finding) -> bool:
    """Whether the words that bring a part name the document that it belongs to."""
    return versions.same_name(title, str(new.body["title"]), new.quotes)


def stitched(before: str, after: str) -> str:
    """Two views of one text as one: lines of both once, new ones behind the known line they follow."""
    lines = before.splitlines()
    places = dict(zip(map(str.strip, lines), range(len(lines)), strict=True))
    insertions: dict[int, list[str]] = {}
    last = len(lines) - 1
    known_before = False
    for line in after.splitlines():
        if line.strip() in places:
            last, known_before = places[line.strip()], True
        elif line.strip():
            insertions.setdefault(last if known_before else len(lines) - 1, []).append(line)
    return "\n".join(_woven(lines, insertions))


def _woven(lines: list[str], insertions: dict[int, list[str]]) -> list[str]:
    """The lines, with each insertion behind its place."""
    woven, before = list[str](), 0
    for at in sorted(insertions):
        woven += [*lines[before : at + 1], *insertions[at]]
        before = at + 1
    return woven + lines[before:]


def plain(utterance: Utterance, _zone: ZoneInfo) -> Finding:
    """A note that the user wants kept as a document."""
    first = utterance.text.strip().splitlines()[0].strip("# ")
    return _finding(utterance, first[:80], utterance.text, "note", "")


def _summed(content: str) -> str:
    lines = [line.strip("#-* ") for line in content.splitlines() if line.strip("#-* ")]
    return " ".join(lines[:4])[:_SUMMARY]


def refresh(body: BodyFields) -> BodyFields:
    """The document with the summary of all that was seen of it by now, not of what was seen first."""
    content = str(body.get("content", ""))
    return body | {"summary": _summed(content)} if content else body
