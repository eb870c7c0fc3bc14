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
# What the model writes when the notes do not answer.
UNKNOWN = ("unknown", "not known", "i don't know", "i do not know", "not mentioned")

# Made up, with names that nobody's notes hold: a reply that holds one copies the example.
_EXAMPLES = (
    (
        "Quillby Tarn, Monday 4 May 2020: I finally sold the Obrex kiln for 310 EUR.",
        "What did Quillby get for the kiln?",
        "Quillby Tarn got 310 EUR for the Obrex kiln.",
    ),
)
_MARKS = ("quillby", "obrex", "tarn ")


@dataclass(frozen=True, slots=True)
class Worded:
    """What is left of a reply: the sentence, or a bare `value`, if it holds; `unknown` if the model said so."""

    sentence: str = ""
    value: str = ""
    unknown: bool = False


def ask(
    model: LanguageModel,
    question: str,
    notes: Sequence[str],
    *,
    persona: str = "",
    stop: Callable[[], bool] | None = None,
) -> Worded:
    """The model's words for `question` from `notes`, in the manner of `persona`, checked against the notes.

    Raises ModelUnavailable, Cancelled.
    """
    reply = model.complete(prompt(question, notes, persona), max_tokens=LONGEST, stop=stop)
    return checked(reply, question, "\n".join(notes))


def checked(reply: str, question: str, context: str) -> Worded:
    """The first sentence of a reply that `context` supports and that copies nothing from the example."""
    text = reply.strip(' "“”\n')
    if text.casefold().startswith(UNKNOWN):
        return Worded(unknown=True)
    whole = (one for one in sentences.split(text) if len(one.split()) > FRAGMENT)
    told = next((_ended(one) for one in whole if _holds(one, question, context)), "")
    bare = text.rstrip(".") if not told and len(text.split()) <= FRAGMENT else ""
    return Worded(told, bare if bare and _holds(bare, question, context) else "")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "。", "”")) else f"{sentence}."


def _holds(text: str, question: str, context: str) -> bool:
    """Borne out by the context, no copy of the examples, and more than the question said over again."""
    return not _copied(text) and _adds(text, question) and support.supported(text, context, question)


def _adds(text: str, question: str) -> bool:
    new = set(stems.content(text)) - set(stems.content(question))
    return bool(new) or shape_of(question) is Shape.YES_NO


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
