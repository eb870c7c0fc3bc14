"""Why a piece of evidence stands under an answer: its part in it, what speaks for it, and what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt

from app.interfaces import Answer, AnswerStep, Citation, Sign
from ui import pieces, theme
from ui.chat import steps
from ui.recall import chips

CLOSE, NEAR = 0.6, 0.4
"""The cosines from which on something is called very close in meaning, and close."""

ALL, MOST = 0.99, 0.5
"""The shares of the question's words from which on it holds all of them, and most."""

SEARCHES = ("search", "again", "wider")


def _tr(text: str) -> str:
    return QCoreApplication.translate("why", text)


class Why(pieces.Card):
    """Tells it of one citation of an answer."""

    def __init__(self, citation: Citation, answer: Answer, zone: ZoneInfo, titles: Mapping[str, str]) -> None:
        super().__init__("calm", margin=theme.GRID + 4, gap=2)
        lines = list(told(citation, answer, zone, titles))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(" ".join((self.tr("Why [{0}]:").format(citation.n), *lines)))
        self.inside.addWidget(pieces.label(self.tr("Why [{0}]").format(citation.n), "heading"))
        for line in lines:
            self.inside.addWidget(pieces.label(line, "quiet", wrap=True, selectable=True))


def told(citation: Citation, answer: Answer, zone: ZoneInfo, titles: Mapping[str, str]) -> Iterator[str]:
    """The reasons, a sentence each."""
    if part := _part(citation.part):
        yield part
    yield from filter(None, map(_sign, citation.why))
    if (step := _search(citation, answer)) is not None:
        yield _tr("Searched: {0}.").format(steps.within(step, zone, titles))
    written = answer.interpreted.written if answer.interpreted else ()
    if written:
        today = datetime.now(zone).date()
        limits = _tr("; ").join(chips.told(one, zone, today) for one in written)
        yield _tr("Taken from your question: {0}.").format(limits)


def _search(citation: Citation, answer: Answer) -> AnswerStep | None:
    """The last search that can have found it."""
    wanted = ("name",) if citation.part == "names" else SEARCHES
    return next((step for step in reversed(answer.steps) if step.doing in wanted), None)


def _part(part: str) -> str:
    return {
        "answers": _tr("It answers the question."),
        "adds": _tr("It says more about it."),
        "names": _tr("It says whom or what the question describes."),
        "dates": _tr("It tells when that was."),
        "reckoned": _tr("It is one of the moments that the answer was reckoned from."),
        "nearest": _tr("It came nearest to the question, and does not answer it."),
    }.get(part, "")


def _sign(sign: Sign) -> str:
    if sign.name == "words":
        return _words(sign)
    if sign.name == "meaning":
        return _meaning(sign.strength)
    return {
        "beside": _tr("The lines around it hold more of the words."),
        "asked": _tr("It was said in reply to a question with the same words."),
        "speaker": _tr("It is from or about the person you mean."),
        "person": _tr("It names the person you mean."),
        "date": _tr("It is of the time you name."),
        "app": _tr("It was seen in the app you name."),
        "when": _tr("It says when something was, as you ask."),
        "tells": _tr("It holds what you ask for: a number, a place, a name or a reason."),
        "remembered": _tr("A memory rests on it."),
        "recent": _tr("It is among the newest of what was found."),
        "early": _tr("It is among the oldest of what was found."),
        "past": _tr("Against it: it is no longer so."),
        "asks": _tr("Against it: it is a question itself."),
    }.get(sign.name, "")


def _words(sign: Sign) -> str:
    if sign.strength >= ALL:
        said = _tr("It holds all the words asked for")
    elif sign.strength >= MOST:
        said = _tr("It holds most of the words asked for")
    else:
        said = _tr("It holds some of the words asked for")
    if not sign.words:
        return _tr("{0}.").format(said)
    return _tr("{0}: {1}.").format(said, steps.listed(map(pieces.isolated, sign.words)))


def _meaning(cosine: float) -> str:
    if cosine >= CLOSE:
        said = _tr("It is very close to the question in meaning ({0:.2f} of 1).")
    elif cosine >= NEAR:
        said = _tr("It is close to the question in meaning ({0:.2f} of 1).")
    else:
        said = _tr("It is loosely tied to the question in meaning ({0:.2f} of 1).")
    return said.format(cosine)
