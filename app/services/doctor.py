"""The doctor: looks at every part and says, in a sentence, whether it is well and what to do when not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from app import surroundings
from app.children.clients import HostedReader
from app.interfaces import Check, Refused
from app.services.budget import ModelBudget
from app.services.examining import Examining
from app.services.meaning import Meaning
from app.services.models import DOES, Models
from app.services.recorder import Recorder
from storage.errors import ReverieError
from storage.safe import Safe

SHORT_DAYS = 30
"""A disk that lasts for less is told as a problem."""
LONG_DAYS = 3652


def stats(safe: Safe) -> dict[str, Any]:
    """How much the safe holds: counts, bytes, first and last time."""
    return asdict(safe.counts())


def checks(
    safe: Safe,
    recorder: Recorder,
    reader: HostedReader,
    meaning: Meaning | None,
    models: Models,
    budget: ModelBudget,
    examining: Examining,
) -> list[Check]:
    """One line a part, in the order a screenshot passes them."""
    return [
        _looked("safe", lambda: _safe(safe)),
        _looked("keys", lambda: _keys(safe)),
        _looked("place", lambda: _place(safe)),
        _looked("disk", lambda: _disk(safe)),
        _looked("screen", lambda: _screen(recorder)),
        _looked("addresses", lambda: _addresses(recorder)),
        _looked("reading", lambda: _reading(reader)),
        _looked("meaning", lambda: _meaning(meaning)),
        _looked("language model", lambda: _language(models, budget)),
        _looked("network", lambda: network(models)),
        _jobs(safe),
        _refusals(safe),
        _looked("recall", examining.sentence),
    ]


def _looked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except (ReverieError, Refused) as error:
        return Check(name, False, error.message)


def _safe(safe: Safe) -> str:
    problems = safe.verify()
    if problems:
        more = f" There are {len(problems) - 1} more problems." if len(problems) > 1 else ""
        raise ReverieError(f"{problems[0]}{more} A backup brings back what is damaged.")
    return "The database, its pages and the words index verify."


def _keys(safe: Safe) -> str:
    trouble = " ".join(sentence for sentence in (*safe.key_file_findings, safe.keys_trouble) if sentence)
    if trouble:
        raise ReverieError(trouble)
    return "Both copies of the key file are whole, and the keys are locked in memory."


def _place(safe: Safe) -> str:
    trouble = surroundings.warning(safe.home)
    if trouble:
        raise ReverieError(trouble)
    return "The safe lies on a disk of this computer, in a folder that nothing copies elsewhere."


def _disk(safe: Safe) -> str:
    """How long the disk lasts at the rate of the days so far."""
    counts, free = safe.counts(), shutil.disk_usage(safe.home).free
    days = (counts.last - counts.first).total_seconds() / 86_400 if counts.first and counts.last else 0.0
    held = f"The safe takes {_size(counts.bytes_on_disk)}, and {_size(free)} are free on its disk."
    if days < 1:
        return f"{held} How long that lasts is told after a day."
    a_day = counts.bytes_on_disk / days
    lasts, more = free / a_day, _size(a_day)
    if lasts < SHORT_DAYS:
        raise ReverieError(
            f"{held} It grows by {more} a day: the disk lasts for about {round(lasts)} days. Free some room, or let "
            "old pictures fade (Privacy)."
        )
    if lasts > LONG_DAYS:
        return f"{held} It grows by {more} a day: the disk lasts for more than ten years."
    return f"{held} It grows by {more} a day: the disk lasts for about {round(lasts / 30.4)} months."


def _size(number: float) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.1f} MB"


def _screen(recorder: Recorder) -> str:
    eyes = recorder.open_eyes()
    monitors = len(eyes.screens.monitors())
    return f"{_many(monitors, 'monitor')}; windows are known through {eyes.windows.name}."


def _addresses(recorder: Recorder) -> str:
    silent = recorder.silent_browsers
    if not silent:
        return "Every browser in sight says which page it shows."
    named = ", ".join(sorted(silent))
    return (
        f"Not told by {named}: rules by address hide it whole, and its private windows may not be known as such. "
        "Start it again, so that it knows that Reverie asks (Chromium and its relatives: with "
        "--force-renderer-accessibility)."
    )


def _reading(reader: HostedReader) -> str:
    if trouble := reader.trouble:
        raise ReverieError(trouble)
    return f"Text is read by {reader.name}, in every language chosen."


def _meaning(meaning: Meaning | None) -> str:
    if meaning is None:
        raise ReverieError("The model for meaning is missing: search goes by words alone. Run: make setup")
    state = meaning.state()
    ready = ", ".join(state.chroma) or "none yet"
    under_way = meaning.sentence()
    held = f"{state.name}, {sum(state.held.values())} vectors; Chroma answers for: {ready}."
    return f"{held} {under_way}" if under_way else held


def _language(models: Models, budget: ModelBudget) -> str:
    name = models.chosen()
    if not name:
        return "None in use: answers are taken from the evidence word for word."
    model = models.language(name)
    assert model is not None
    if model.trouble:
        raise ReverieError(f"{name}: {model.trouble}")
    here = f"is asked at {model.place.url}" if model.place.url else "is here and its checksum is right"
    return f"{name} {here}. {DOES[models.trust(model.place)]} {budget.sentence()}"


def network(models: Models) -> str:
    """What leaves this computer, and where to."""
    url = models.elsewhere()
    if not url:
        return "Nothing is sent to another computer."
    clear = "" if url.startswith("https:") else ", unencrypted on the way,"
    return (
        f"Your questions, what you said and the passages found for them are sent to {url}{clear} "
        "because you allowed it (model.network). To end it: reverie models use none"
    )


def _many(number: int, of: str) -> str:
    return f"{number} {of}{'' if number == 1 else 's'}"


def _jobs(safe: Safe) -> Check:
    waiting = safe.jobs.attention()
    if waiting:
        number, verb = len(waiting), "waits" if len(waiting) == 1 else "wait"
        told = f"{_many(number, 'piece')} of work failed too often and {verb}. See: reverie jobs list"
        return Check("work", False, told)
    pending = sum(safe.jobs.pending().values())
    return Check("work", True, f"{_many(pending, 'piece')} of work to do.")


def _refusals(safe: Safe) -> Check:
    number = sum(safe.refusals.counts().values())
    if not number:
        return Check("refusals", True, "Nothing that was found was refused.")
    return Check("refusals", True, f"{_many(number, 'finding')} refused lately. See: reverie refusals")
