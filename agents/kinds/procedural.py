"""Procedural memory: how something is done, step by step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import field_validator

from agents import fiction, howto, screens, sentences
from agents.finding import Finding, Material, Utterance, Voice
from agents.patterns import lazy
from agents.summing import Habit
from storage.kind import Body, Growth, MemoryKind, Recall, Use
from storage.model import BodyFields, Frame


class Procedure(Body):
    """A workflow, guide or script. `triggers` are the situations it is for; `times_seen` counts sightings.

    `notes` tell of successes and failures; the last number of `version` counts how often the steps changed.
    """

    name: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY]
    summary: Annotated[str, Use.SEARCH, Use.COLUMN] = ""
    steps: Annotated[list[str], Use.SEARCH] = []
    entry_type: Annotated[str, Use.COLUMN] = "workflow"
    triggers: Annotated[list[str], Use.SEARCH] = []
    times_seen: Annotated[int, Use.COLUMN] = 1
    last_success: datetime | None = None
    notes: list[str] = []
    version: str = "0.1.0"
    tree_path: Annotated[list[str], Use.PATH] = []

    @field_validator("steps", mode="before")
    @classmethod
    def _in_steps(cls, value: object) -> object:
        """Steps that somebody wrote in one text: numbered, by lines or with semicolons between them."""
        return _written(value) if isinstance(value, str) else value


_BETWEEN_STEPS = lazy(r"\n+|\s*;\s+|(?:^|\s+)(?:step\s+)?\d{1,2}\s?[.):]\s+", re.IGNORECASE)


def _written(text: str) -> list[str]:
    return [step for part in _BETWEEN_STEPS.split(text) if (step := part.strip())]


KIND = MemoryKind(
    name="procedural",
    title="How-to",
    body=Procedure,
    guide="How the user does something: ordered steps, commands, recipes, checklists. Needs at least two steps.",
    recall=Recall.BY_TOPIC,
    growth=Growth.REVISE,
    examples=(
        "First open the settings, then choose network, then press reset.",
        "To release: run the tests, tag the commit, push the tag.",
        "Step 1: preheat the oven. Step 2: mix the flour and butter.",
        "How to file the expenses: scan the receipt, upload it, send it to accounting.",
    ),
    text_field="summary",
    rank=4,
)


# A procedure of one step is a task; of more than this it is a document.
FEWEST, MOST = 2, 30
# Commands in a row that make a terminal's work worth keeping as a way to do something.
COMMANDS = 3
SCREENS_OVERRULE = True
_NUMBERED = lazy(r"^\s*(?:step\s*)?(\d{1,2})\s*[.):]\s*(?P<step>\S.*)$", re.IGNORECASE)
_INLINE = lazy(r"(?:^|[\s,;])(?:step\s*)?([1-9])[.):]\s+(?=\S)", re.IGNORECASE)
_FIRST_THEN = lazy(
    r"\b(?:first(?:ly| of all)?|zuerst|als erstes|prima|首先|先)\b(?P<rest>.*?\b(?:then|next|after that|finally|"
    r"dann|danach|"
    r"schließlich|poi|infine|然后|最后|再)\b.*)", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_JOINT = lazy(
    r"[,;.]?\s*(?:and )?\b(?:then|next|after that|afterwards|finally|lastly|dann|danach|schließlich|zum schluss|"
    r"poi|infine)\b[,:]?\s*|"
    r"[，,]?(?:然后|接着|最后|再)", re.IGNORECASE,
)  # fmt: skip
_HOW = lazy(
    r"\b(?:how|the way) (?:we|i|you|to|one)(?: always| usually| should| have to)? (?P<name>[^,:.;!?\n]{3,60})"
    r"|\bso (?:machen wir|mache ich|geht) (?P<de>[^,:.;!?\n]{3,60})",
    re.IGNORECASE,
)
_ORDERED = lazy(
    r"\b(?:first|then|next|after (?:that|this)|afterwards|finally|lastly|last (?:thing|of all)|only then|before that|"
    r"once (?:that|it)|"
    r"zuerst|dann|danach|zum schluss|zuletzt|erst dann|prima|poi|dopo|infine|alla fine)\b",
    re.IGNORECASE,
)
_STEP_ENDS = lazy(
    r"[.;]\s+|\n+|,?\s*\b(?:and |only |erst )?(?:then|next|after (?:that|this)|afterwards|finally|dann|danach|poi|"
    r"infine)\b[,:]?\s*",
    re.IGNORECASE,
)
_TO_DO = lazy(
    r"^(?:(?:how )?to|um|per) (?P<name>[\w'’&\- ]{3,60}?)(?: we| i| you)?\s*[:,]\s*(?P<steps>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_PROMPT = lazy(r"^(?:\S+@\S+[:~][^$#%]*[$#%]|[$%❯➜]|PS [^>]*>)\s*(?P<command>[a-z./][\w./\-]*(?:\s.*)?)$")
_FAILED = lazy(r"\b(?:error|failed|fatal|not found|denied|traceback|exception|no such)\b", re.IGNORECASE)
_TRIVIAL = lazy(r"^(?:ls|cd|pwd|clear|exit|history|cat|less|top|htop|echo|whoami|man)\b")


# Words that steps begin with; a list of which fewer items do so is no way to do something.
_DOING = lazy(
    r"(?:(?:first|then|next|now|finally|please|always|only|if [^,]{3,30},|when [^,]{3,30},)[ ,]+)*"
    r"(?:add|adjust|apply|ask|assemble|"
    r"attach|bake|boil|book|bring|build|call|change|charge|check|choose|clean|clear|click|close|collect|combine|commit|"
    r"compare|confirm|connect|cook|copy|count|cover|create|cut|delete|deploy|descale|dip|disconnect|dissolve|do|download|drag|"
    r"drain|drive|drop|dry|edit|empty|enable|enter|export|fill|find|fold|follow|freeze|fry|get|give|go|grind|heat|hold|import|"
    r"insert|install|keep|label|lay|leave|let|lift|lock|log|look|lower|make|mark|measure|merge|mix|mount|move|note|open|order|"
    r"pack|paint|paste|pay|peel|pick|place|plug|post|pour|preheat|prepare|press|print|pull|push|put|raise|read|reboot|release|"
    r"remove|repeat|replace|reset|restart|rinse|rotate|run|save|scan|screw|scroll|seal|select|send|set|shake|shut|sign|soak|"
    r"sort|start|stir|stop|store|switch|tag|take|tap|tell|test|tidy|tie|tighten|turn|type|undo|unlock|unplug|unscrew|update|"
    r"upload|use|verify|wait|warm|wash|weigh|wipe|wrap|write|backflush|bleed|erase|flip|flush|hang|hit|purge|reload|shave|"
    r"slide|spread|squeeze|strain|trim|twist|"
    r"nimm|dr[uü]ck\w?|schalt\w?|mach\w?|stell\w?|leg\w?|dreh\w?|warte|[oö]ffne|schließ\w?|zieh\w?|hol\w?|gib|gieß\w?|"
    r"halt\w?|steck\w?|lass|geh|klick\w?|wähl\w?|lösch\w?|starte|prüf\w?|füll\w?|wasch\w?|nicht|"
    r"spegni|accendi|riaccendi|metti|togli|aspetta|attendi|premi|tieni|svuota|carica|apri|chiudi|gira|versa|prendi|pulisci|"
    r"controlla|collega|stacca|scollega|scegli|seleziona|inserisci|aggiungi|mescola|lascia|vai|clicca|riavvia|rimetti|svita|"
    r"avvita|riempi|sciacqua|taglia|scalda|cuoci|chiama|firma|manda|stampa|\w+(?:en|ern|eln)\b|\w+ieren\b|\w+(?:are|ere|ire)\b)\b"
    r"|[\u3400-\u9fff]",
    re.IGNORECASE,
)
DOING_LEAST = 0.4
# Where words of order and "how we ..." stand around them, fewer will do: people leave words out.
SOME_DOING = 0.25
# And with nothing but a colon before them, nearly all must.
MOST_DOING = 0.6


def _are_steps(steps: Sequence[str], least: float = DOING_LEAST) -> bool:
    """Whether a list tells what to do, and not what there is."""
    return sum(bool(_DOING.match(step)) for step in steps) >= least * len(steps)


def find(material: Material) -> list[Finding]:
    """Numbered steps, "first ... then ...", "to do X: a, b, c", and commands that ran one after the other."""
    told = (_told(one) for one in material.said_by(Voice.USER, Voice.OTHER))
    shown = (_shown(one, frame) for one, frame in material.frames())
    return [finding for finding in (*told, *shown) if finding]


def _told(utterance: Utterance) -> Finding | None:
    text = utterance.text
    if fiction.is_asked(text):
        return None
    told = howto.read(text)
    if told and told.is_done:
        return None
    one_by_one = _one_by_one(utterance, told) if told else None
    if one_by_one or sentences.is_supposed(text.split("\n")[0]):
        return one_by_one
    loosely = _loosely(text)
    if loosely:
        return _finding(utterance, *loosely, "steps in an order", text)
    steps = _numbered(text) or _inline(text) or _first_then(text)
    steps = steps if _are_steps(steps) or _FIRST_THEN.search(text) else []
    name = _name(text)
    match = _TO_DO.match(_unasked(text)) if not steps else None
    if match and not text.rstrip().endswith("?"):
        steps, name = _listed(match["steps"]), match["name"]
    if not steps:
        name, steps = _behind_a_colon(text) or (name, steps)
    return _finding(utterance, name, steps, "steps in an order", text) if len(steps) >= FEWEST else None


def _one_by_one(utterance: Utterance, found: howto.HowTo) -> Finding | None:
    """Steps in numbers or in words of order, with what they are for and what is said of them afterwards."""
    if sentences.is_unreal(found.lead) or len(found.steps) > MOST:
        return None
    if not _are_steps(found.steps, _least_doing(found)):
        return None
    told = _finding(utterance, found.name, list(found.steps), "steps in an order", utterance.text)
    notes = [found.after] if found.after else []
    summary = "\n".join((str(told.body["summary"]), *notes))
    return replace(told, body=told.body | {"summary": summary, "notes": notes})


def _least_doing(found: howto.HowTo) -> float:
    """How many of the steps must begin with what to do: none where a way to do something is announced."""
    if found.announced:
        return 0.0
    return MOST_DOING if found.counted else SOME_DOING


def _loosely(text: str) -> tuple[str, list[str]] | None:
    """The name and the steps of "how we close up: ..." with words of order between sentences that say what to do."""
    match = _HOW.search(text)
    if not match or text.rstrip().endswith("?"):
        return None
    told = text[match.end() :].partition(":")[2] if ":" in text[match.end() :] else text[match.end() :]
    steps = _split(_STEP_ENDS, told, " ,.;:-")
    ordered = len(_ORDERED.findall(told)) >= FEWEST
    return (
        ((match["name"] or match["de"]).strip(), steps)
        if ordered and len(steps) > FEWEST and _are_steps(steps, SOME_DOING)
        else None
    )


def _behind_a_colon(text: str) -> tuple[str, list[str]] | None:
    """What to do one after the other: "when the printer jams: switch it off, lift the lever, pull out the roll"."""
    for match in _BEFORE_STEPS.finditer(text):
        line = text[match.end() :].strip().split("\n")[0]
        steps = _split(_LISTED, line, " ,.;:-•")
        if FEWEST < len(steps) <= MOST and _are_steps(steps, MOST_DOING):
            return match["name"].strip(" ,"), steps
    return None


_BY_COMMAS = lazy(r"\s*(?:,\s*(?:and |then )*|;\s*|\bthen\b|->|→|\n+(?:[-*•]\s*)?|\.\s+)")
_BEFORE_STEPS = lazy(r"(?:^|[.!?]\s+|\n)(?P<name>[^.!?:\n]{4,80}):\s+(?=\S)")
_LISTED = lazy(r"\s*(?:,\s*(?:and |then |dann |poi )*|;\s*|\bthen\b|->|→|\.\s+)")


def _unasked(text: str) -> str:
    return re.sub(
        r"^(?:remember|note|keep|fyi|for next time)[^:\n]{0,20}[:,]\s*", "", text, flags=re.IGNORECASE
    )


def _shown(utterance: Utterance, frame: Frame) -> Finding | None:
    if screens.is_terminal(frame):
        return _commands(utterance, frame)
    steps = _numbered(utterance.text)
    name = frame.window_title.split(" - ")[0].strip() or _name(utterance.text)
    heading = utterance.text.strip().splitlines()[0] if utterance.text.strip() else ""
    if heading and not _NUMBERED.match(heading) and 2 <= len(heading.split()) <= 10:
        name = heading.strip("# :")
    return (
        _finding(utterance, name, steps, "numbered steps on a screen", utterance.text)
        if len(steps) >= 3 and _are_steps(steps)
        else None
    )


def _commands(utterance: Utterance, frame: Frame) -> Finding | None:
    found = [
        match["command"].strip()
        for line in utterance.text.splitlines()
        if (match := _PROMPT.match(line.strip()))
    ]
    steps = [command for command in found if not _TRIVIAL.match(command)]
    if len(steps) < COMMANDS or _FAILED.search(utterance.text):
        return None
    where = frame.window_title.strip() or "terminal"
    finding = _finding(
        utterance,
        f"{steps[0].split()[0]} … {steps[-1].split()[0]} in {where}",
        steps,
        "commands in a row",
        utterance.text,
    )
    return replace(
        finding, body=finding.body | {"entry_type": "script", "last_success": utterance.time.isoformat()}
    )


def _numbered(text: str) -> list[str]:
    """Steps of lines numbered 1, 2, 3 ..."""
    found: list[str] = []
    for line in text.splitlines():
        match = _NUMBERED.match(line)
        if match and int(match[1]) == len(found) + 1:
            found.append(match["step"].strip())
    return found if len(found) >= FEWEST else []


def _inline(text: str) -> list[str]:
    """Steps numbered within a line: "1) stop the service 2) copy the file"."""
    marks = list(_INLINE.finditer(text))
    if [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)) or len(marks) < FEWEST:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip(" ,;.") for mark, end in zip(marks, ends, strict=True)]


def _first_then(text: str) -> list[str]:
    match = _FIRST_THEN.search(text)
    if not match or text.rstrip().endswith("?"):
        return []
    return _split(_JOINT, match["rest"], " ,.;:")


def _split(ends: re.Pattern[str], text: str, bare: str) -> list[str]:
    """The pieces of a text between `ends`, without the signs of `bare` around them; no empty ones."""
    return [step for piece in ends.split(text) if (step := piece.strip(bare))]


def _listed(text: str) -> list[str]:
    steps = _split(_BY_COMMAS, text, " .-*•")
    return steps if len(steps) >= 3 else []


def _name(text: str) -> str:
    """What the steps are for: the heading or the words before them."""
    head = re.split(
        r":|\n|\b(?:first|zuerst|prima|step 1|1[.)])\b|首先|"
        r"先",
        _unasked(text),
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    named = re.sub(
        r"^(?:here(?:'s| is) )?(?:how (?:to|i|we) |to |my |the |our |when(?:ever)? (?:i|"
        r"we) )+",
        "",
        head.strip("# -,."),
        flags=re.IGNORECASE,
    )
    return named.strip()[:80]


def _finding(utterance: Utterance, name: str, steps: list[str], reason: str, quote: str) -> Finding:
    title = howto.called(name) or steps[0][:60]
    body = {"name": title, "summary": _summary(title), "steps": steps[:MOST]}
    return Finding(
        KIND.name, body, (utterance.source(quote),), utterance.time, reason, utterance.voice, 0.85, 0.6,
        sentences.fold(title), frozenset({"steps"}),
    )  # fmt: skip


def _summary(title: str) -> str:
    """What the steps are, by their title: of what is done, or of what it is done with."""
    if not _A_THING.match(title) and (_DOING.match(title) or not title[:1].isupper()):
        return f"How to {title[:1].lower()}{title[1:]}"
    return f"How to: {title}"


_A_THING = lazy(r"(?:the|my|our|an?|der|die|das|den|mein\w*|il|la|lo|l['’])\b", re.IGNORECASE)


def join(old: BodyFields, new: Finding) -> tuple[BodyFields, bool] | None:
    """The newest steps with the sightings counted; True when the steps are others than before."""
    if sentences.fold(str(old.get("name", ""))) != new.key:
        return None
    body = old | new.body | {"times_seen": int(old.get("times_seen", 1)) + 1}
    return body, bool(old.get("steps")) and list(old["steps"]) != new.body["steps"]


def plain(utterance: Utterance, _zone: ZoneInfo) -> Finding:
    """A note that the user wants kept as a way to do something: a line a step."""
    lines = [line.strip(" -*•") for line in utterance.text.splitlines() if line.strip(" -*•")]
    steps = _numbered(utterance.text) or _inline(utterance.text) or _first_then(utterance.text) or lines
    return _finding(utterance, _name(utterance.text), steps, "the user asked to keep it", utterance.text)


def routine(habit: Habit, before: BodyFields | None = None) -> BodyFields:
    """Something the user does again and again, as it was seen; `before` is how it was known until now."""
    notes = [f"Seen through to the end {habit.times} times."]
    if habit.broken and habit.broken_at is not None:
        notes.append(f"Broken off {habit.broken} times, last on {habit.broken_at:%Y-%m-%d}.")
    return {
        "name": habit.name, "summary": habit.summary, "steps": list(habit.steps), "entry_type": "routine",
        "triggers": list(habit.triggers), "times_seen": habit.times, "last_success": habit.last.isoformat(),
        "notes": notes, "version": _version(before, habit.steps), "tree_path": ["routines"],
    }  # fmt: skip


def _version(before: BodyFields | None, steps: Sequence[str]) -> str:
    """Counted up when the steps are others than before."""
    known = str((before or {}).get("version", "0.1.0"))
    if before is None or list(before.get("steps", [])) == list(steps):
        return known
    wide, _, last = known.rpartition(".")
    return f"{wide}.{int(last) + 1}" if last.isdigit() else known
