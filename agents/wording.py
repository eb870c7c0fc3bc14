"""How a language model words an answer from a few pieces of evidence; what it made up is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agents import prompts, sentences, stems, support
from agents.ports import LanguageModel, Prompt
from agents.question import Shape, shape_of

# Tokens of the reply: a short line and a sentence.
LONGEST = 70
# So few words are a value, not a sentence.
FRAGMENT = 4
# What the model writes when the notes do not answer.
UNKNOWN = ("unknown", "not known", "i don't know", "i do not know", "not mentioned")

# Made up, with names that nobody's notes hold: a reply that holds one copies the examples.
_EXAMPLES = (
    (
        "Quillby Tarn, Monday 4 May 2020: I finally sold the Obrex kiln (Saturday 2 May 2020) for 310 EUR.",
        "What did Quillby sell?",
        "the Obrex kiln\nQuillby Tarn sold the Obrex kiln for 310 EUR.",
    ),
    (
        "Quillby Tarn, Monday 4 May 2020: I finally sold the Obrex kiln (Saturday 2 May 2020) for 310 EUR.",
        "Which city does Quillby's brother live in?",
        "unknown",
    ),
)
_MARKS = ("quillby", "obrex", "tarn ")


@dataclass(frozen=True, slots=True)
class Worded:
    """What is left of a reply: the bare value and the sentences that hold; `unknown` if it said so."""

    short: str
    sentences: tuple[str, ...]
    unknown: bool = False


def ask(
    model: LanguageModel,
    question: str,
    notes: Sequence[str],
    *,
    stop: Callable[[], bool] | None = None,
) -> Worded:
    """The model's words for `question` from `notes`, checked against them. Raises ModelUnavailable, Cancelled."""
    reply = model.complete(_prompt(question, notes), max_tokens=LONGEST, stop=stop)
    return checked(reply, question, "\n".join(notes))


def checked(reply: str, question: str, context: str) -> Worded:
    """A reply without what `context` does not support and without what it copied from the examples."""
    lines = [line.strip() for line in reply.strip().splitlines() if line.strip()]
    if not lines or lines[0].casefold().strip(" .").startswith(UNKNOWN):
        return Worded("", (), unknown=bool(lines))
    short, told = lines[0].strip(' ."“”'), lines[1:] or [lines[0]] * lines[0].endswith((".", "!"))
    whole = [one for line in told for one in sentences.split(line) if len(one.split()) > FRAGMENT]
    kept = tuple(one for one in whole if _holds(one, question, context))
    return Worded(short if _holds(short, question, context) and len(short.split()) <= 12 else "", kept)


def _holds(text: str, question: str, context: str) -> bool:
    """Borne out by the context, no copy of the examples, and more than the question said over again."""
    return not _copied(text) and _adds(text, question) and support.supported(text, context, question)


def _adds(text: str, question: str) -> bool:
    new = set(stems.content(text)) - set(stems.content(question))
    return bool(new) or shape_of(question) is Shape.YES_NO


def _prompt(question: str, notes: Sequence[str]) -> Prompt:
    return Prompt(
        system=prompts.render("answer"),
        user=_user(question, notes),
        examples=tuple((_user(asked, [note]), answer) for note, asked, answer in _EXAMPLES),
    )


def _user(question: str, notes: Sequence[str]) -> str:
    return prompts.render("answer_question", notes="\n".join(notes), question=question)


def _copied(text: str) -> bool:
    return any(mark in text.casefold() for mark in _MARKS)
