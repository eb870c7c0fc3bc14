"""How a language model words an answer from a few pieces of evidence; what it made up is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agents import prompts, sentences, stems, support
from agents.ports import LanguageModel, Prompt
from agents.question import Shape, shape_of

# Tokens of the reply: one sentence.
LONGEST = 60
# So few words are a value, not a sentence.
FRAGMENT = 3
# How many sentences are taken of one reply.
MOST = 3
# What the model writes when the notes do not answer.
UNKNOWN = (
    "unknown", "not known", "i don't know", "i do not know", "not mentioned", "未知", "不知道", "未提及", "没有提到"
)  # fmt: skip

# Made up, with names that nobody's notes hold: a reply that holds one copies the example.
_EXAMPLES = (
    (
        "Quillby Tarn, Monday 4 May 2020: I finally sold the Obrex kiln for 310 EUR.",
        "What did Quillby get for the kiln?",
        "Quillby Tarn got 310 EUR for the Obrex kiln.",
    ),
)
_MARKS = ("quillby", "obrex", "tarn ")


# What may stand around a reply.
_AROUND = ' "“”\n'
# What ends a sentence in Chinese, whatever stands behind it; a quotation is closed behind it.
_HAN_ENDS = ("。", "！", "？")
_CLOSING = '”’」』）"'


@dataclass(frozen=True, slots=True)
class Worded:
    """What is left of a reply: its sentences that hold, or a bare `value`; `unknown` if the model said so."""

    sentences: tuple[str, ...] = ()
    value: str = ""
    unknown: bool = False


def _any(_sentence: str) -> bool:
    return True


def _untold(_sentences: tuple[str, ...]) -> None:
    """Nobody listens."""


class Telling:
    """One reply while it is written: a sentence is told once it is whole and holds; what does not hold never is.

    Not thread-safe: one thread at a time lets it grow or end.
    """

    def __init__(
        self,
        question: str,
        notes: Sequence[str],
        fits: Callable[[str], bool] = _any,
        tell: Callable[[tuple[str, ...]], None] = _untold,
    ) -> None:
        """`notes` must bear the sentences out, and the first must fit, too; `tell` gets all those so far."""
        self.question = question
        self.notes = notes
        self._context = "\n".join(notes)
        self._fits = fits
        self._tell = tell
        self._text = ""
        # How many sentences of the text have been looked at.
        self._seen = 0
        self._said: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Those that were told, in order."""
        return self._said

    def grew(self, piece: str) -> None:
        """The reply goes on with `piece`."""
        self._text += piece
        self._look(_whole(self._text.lstrip(_AROUND)))

    def whole(self, reply: str) -> Worded:
        """What is left of the reply, which is over."""
        text = _bare(reply)
        if _is_unknown(text):
            return Worded(unknown=True)
        self._look(_pieces(text))
        few = not self._said and stems.number(text) <= FRAGMENT
        value = text.rstrip(".。") if few else ""
        return Worded(self._said, value if value and self._holds(value) else "")

    def _look(self, pieces: Sequence[str]) -> None:
        """Tells of the sentences that were not looked at yet those that hold."""
        if pieces and _is_unknown(pieces[0]):
            return
        fresh, self._seen = pieces[self._seen :], max(self._seen, len(pieces))
        for one in fresh:
            is_sentence = stems.number(one) > FRAGMENT and len(self._said) < MOST
            if is_sentence and self._holds(one) and (self._said or self._fits(one)):
                self._said = (*self._said, _ended(one))
                self._tell(self._said)

    def _holds(self, text: str) -> bool:
        """Borne out by the context, no copy of the examples, and more than was asked or said over again."""
        known = "\n".join((self.question, *self._said))
        return (
            not _copied(text)
            and (_adds(text, known) or (not self._said and self._is_verdict()))
            and support.supported(text, self._context, self.question)
        )

    def _is_verdict(self) -> bool:
        """Whether no more than yes or no is asked, and the context holds all of the question's words: who stays in a
        town does not live there because a model says so.
        """
        asked = set(stems.content(self.question))
        return shape_of(self.question) is Shape.YES_NO and asked <= set(stems.content(self._context))


def ask(
    model: LanguageModel,
    telling: Telling,
    *,
    persona: str = "",
    stop: Callable[[], bool] | None = None,
) -> Worded:
    """The model's words for the question of `telling`, in the manner of `persona`; told as they come.

    Raises ModelUnavailable, Cancelled; what was told until then stands in `telling`.
    """
    asked = prompt(telling.question, telling.notes, persona)
    return telling.whole(model.complete(asked, max_tokens=LONGEST, grew=telling.grew, stop=stop))


def _pieces(text: str) -> list[str]:
    """The sentences of a text, each with what closes a quotation behind its end."""
    found: list[str] = []
    for piece in sentences.split(text):
        if found and not piece.strip(_CLOSING):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _whole(text: str) -> list[str]:
    """The sentences of a growing text that are over: something else follows.

    Whether a dot ends one is known once the word behind it is; Chinese signs end it by themselves.
    """
    *over, last = _pieces(text) or [""]
    is_a_word = text[-1:].isspace() or len(last.split()) > 1
    if over and not is_a_word and not over[-1].rstrip(_CLOSING).endswith(_HAN_ENDS):
        over.pop()
    return over


def _bare(reply: str) -> str:
    """A reply without what stands around it; what closes a quotation within stays."""
    text = reply.lstrip(_AROUND).rstrip()
    is_closed = text.count("“") == text.count("”") and text.count('"') % 2 == 0
    return text if is_closed else text.rstrip(_AROUND)


def _is_unknown(text: str) -> bool:
    return text.casefold().startswith(UNKNOWN)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", *_HAN_ENDS, *_CLOSING)) else f"{sentence}."


def _adds(text: str, known: str) -> bool:
    return bool(set(stems.content(text)) - set(stems.content(known)))


def prompt(question: str, notes: Sequence[str], persona: str = "") -> Prompt:
    """What the model is asked; `persona` is the manner it words the answer in, empty for none."""
    # Behind the question: what stands before the examples, a small model passes over.
    manner = ["", prompts.render("answer_persona", persona=persona)] if persona else []
    return Prompt(
        system=prompts.render("answer"),
        user="\n".join([_user(question, notes), *manner]),
        examples=tuple((_user(asked, [note]), answer) for note, asked, answer in _EXAMPLES),
    )


def _user(question: str, notes: Sequence[str]) -> str:
    return prompts.render("answer_question", notes="\n".join(notes), question=question)


def _copied(text: str) -> bool:
    return any(mark in text.casefold() for mark in _MARKS)
