"""What a language model makes of an answer: yes or no to a line, a value read out, sentences; each of them checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from agents import context, extractive, grounds, judging, notes, reader, support, values, wording
from agents.answer import quoting
from agents.answer.draft import AnswerDraft, Asked, Cited, First
from agents.answer.reading import Reading, to_read, was_on_screen
from agents.context import Evidence, Line
from agents.errors import Cancelled, ModelUnavailable, ReplyUnusable
from agents.extractive import Extract
from agents.ports import LanguageModel
from agents.question import SHAPELESS, Parsed, Shape
from agents.reader import Piece
from agents.steps import Doing, Step
from agents.values import Said
from storage.model import Frame

# How many other lines a model is asked about where it finds that the best answers nothing.
JUDGED = 2
# How many lines are quoted beside a value read out of them.
TOLD = 3
# The share of a value's words that a model's sentence must hold; it may leave out the year.
AGREED = 0.5
# A reason is to be told nearly whole: in other words it easily becomes another.
REASON_KEPT = 0.8


@dataclass(frozen=True, slots=True)
class Worder:
    """Lets a language model word what was read, in the manner that `persona` gives."""

    reading: Reading
    persona: Callable[[], str]

    def worded(
        self, first: First, parsed: Parsed, asked: Asked, model: LanguageModel, *, judges: bool
    ) -> AnswerDraft:
        """What the model words from the line that it finds answering; "I don't know" where it finds none."""
        try:
            if judges and _among_people(first, parsed):
                return self._read_out(first, parsed, asked, model)
            judged = self._judged(first, parsed, asked, model) if judges else first
            if judged is None:
                return self._unknown_to(model, first, parsed)
            return self._in_words(judged, parsed, asked, model)
        except (ModelUnavailable, Cancelled) as error:
            return _broken_off(first.draft, error)

    def _read_out(self, first: First, parsed: Parsed, asked: Asked, model: LanguageModel) -> AnswerDraft:
        """The value that the model reads out of the best evidence, with the lines that bear it out; a value that code
        found stands. "I don't know" where the model finds no answer there.
        """
        if _stands(first, parsed):
            return replace(first.draft, model=model.name)
        chosen = notes.chosen(first.evidence, self.reading.zone)
        if not chosen:
            return first.draft
        read, told = [one for one, _ in chosen], [note for _, note in chosen]
        asked.watch.begins(Step(Doing.JUDGE))
        try:
            if not reader.stated(model, parsed.text, told, stop=asked.stop):
                return self._unknown_to(model, first, parsed)
        except ReplyUnusable:
            # Who cannot say yes or no may still read.
            pass
        if _is_reckoned(parsed, first.draft):
            return replace(first.draft, model=model.name)
        asked.watch.begins(Step(Doing.READ_OUT))
        pieces = reader.pieces(model, parsed.text, told, stop=asked.stop)
        return self._pieced(pieces, read, first.draft, parsed, asked.now, model) if pieces else first.draft

    def _pieced(
        self,
        pieces: Sequence[Piece],
        read: Sequence[Evidence],
        draft: AnswerDraft,
        parsed: Parsed,
        now: datetime,
        model: LanguageModel,
    ) -> AnswerDraft:
        """The pieces as the answer, each line quoted that bears one out, the first first."""
        told: dict[int, str] = {}
        for piece in pieces:
            told.setdefault(piece.note, piece.text)
        cited, quotes = [], []
        for n, (at, text) in enumerate(islice(told.items(), TOLD), start=1):
            of = read[at]
            line = of.lines[support.best(text, [one.text for one in of.lines])]
            quote = context.in_place(of, line)
            cited.append(Cited(n, of.found, quote))
            quotes.append(quoting.quoted(of, quote, parsed, now, self.reading.zone, n))
        value = ", ".join(piece.text for piece in pieces)
        answer = " ".join((f"{value[:1].upper()}{value[1:]}.", *quotes))
        short = values.listed([piece.text for piece in pieces])
        return replace(draft, answer=answer, short=short, citations=tuple(cited), model=model.name)

    def _judged(self, first: First, parsed: Parsed, asked: Asked, model: LanguageModel) -> First | None:
        """The answer from the best line that the model finds answering; what was counted, or says no, stands."""
        if _stands(first, parsed):
            return first
        lines = (
            (one, context.note(one.evidence, one.line, self.reading.zone))
            for one in self._lines(first, parsed)
        )
        asked.watch.begins(Step(Doing.JUDGE))
        try:
            chosen = judging.chosen(model, parsed.text, lines, stop=asked.stop)
        except (ModelUnavailable, ReplyUnusable):
            # Who cannot say yes or no may still word the line; one that has gone will say so again.
            return first
        if chosen is None:
            return None
        if chosen is first.extract:
            return first
        return self.reading.extracted(chosen, first.evidence, parsed, first.found, asked.now)

    def _lines(self, first: First, parsed: Parsed) -> Iterator[Extract]:
        """The chosen line, then the best others, each looked for when it is asked for."""
        assert first.extract is not None
        yield first.extract
        others = extractive.rivals(
            first.extract, to_read(first.evidence), parsed, self.reading.zone, self.reading.nearness(parsed)
        )
        yield from islice((one for one in others if not self.reading.lacking(one, parsed)), JUDGED)

    def _in_words(self, first: First, parsed: Parsed, asked: Asked, model: LanguageModel) -> AnswerDraft:
        """The model's sentences where the notes bear them out and they say what the best line says; else that line."""
        draft = first.draft
        evidence = _for_model(first, parsed)
        told = [context.note(one, line, self.reading.zone) for one, line in evidence]

        def so_far(said: Sequence[str]) -> AnswerDraft:
            return self._of_sentences(said, evidence, told, draft, parsed, model.name)

        telling = wording.Telling(
            parsed.text,
            told,
            lambda sentence: _agrees(sentence, draft, parsed),
            lambda said: asked.show(so_far(said)),
        )
        asked.watch.begins(Step(Doing.WORD))
        try:
            said = wording.ask(model, telling, persona=self.persona(), stop=asked.stop)
        except (ModelUnavailable, Cancelled) as error:
            if not telling.sentences:
                raise
            return _broken_off(so_far(telling.sentences), error)
        if said.unknown and not _computed(parsed, draft) and grounds.weak(first.found):
            return self._unknown_to(model, first, parsed)
        return (
            so_far(said.sentences) if said.sentences else _with_value(draft, said.value, parsed, model.name)
        )

    def _of_sentences(
        self,
        said: Sequence[str],
        evidence: Sequence[tuple[Evidence, Line]],
        told: Sequence[str],
        draft: AnswerDraft,
        parsed: Parsed,
        model: str,
    ) -> AnswerDraft:
        """A model's sentences as the answer, each with the number of the line that bears it out best."""
        resting = [support.best(sentence, told) for sentence in said]
        numbers = {at: n for n, at in enumerate(dict.fromkeys(resting), start=1)}
        cited = tuple(Cited(n, evidence[at][0].found, evidence[at][1].text) for at, n in numbers.items())
        answer = " ".join(f"{one} [{numbers[at]}]" for one, at in zip(said, resting, strict=True))
        short = self._short(said[0], evidence[resting[0]][0], draft, parsed)
        return replace(draft, answer=answer, short=short, citations=cited, model=model)

    def _unknown_to(self, model: LanguageModel, first: First, parsed: Parsed) -> AnswerDraft:
        return replace(quoting.unknown(parsed, first.found, "model"), model=model.name)

    def _short(self, sentence: str, evidence: Evidence, draft: AnswerDraft, parsed: Parsed) -> str:
        """The bare value by code; what the model's sentence says beyond the question where that has no shape."""
        if draft.short and parsed.shape not in (Shape.WHAT, Shape.YES_NO):
            return draft.short
        found = values.value(Said(sentence, evidence.time), parsed, self.reading.zone)
        return found or values.rest(sentence, parsed)


def _among_people(first: First, parsed: Parsed) -> bool:
    """True where others' talk is asked about: it answers in pieces, a line here and one there."""
    assert first.extract is not None
    if parsed.of_self or was_on_screen(first.extract.evidence):
        return False
    return any(not extractive.leans(one) for one in first.evidence)


def _stands(first: First, parsed: Parsed) -> bool:
    """True for what was counted, for what says no, and for what was mended: a small model sees no answer in "Porto is
    off" to whether someone still goes, and none in "Fix login: the cookie was lost" to why it failed."""
    assert first.extract is not None
    quote = quoting.quote_of(first.extract)
    denied = parsed.shape is Shape.YES_NO and support.ends(quote)
    return _is_counted(parsed, first.draft) or denied or values.tells_a_cause(quote, parsed)


def _is_reckoned(parsed: Parsed, draft: AnswerDraft) -> bool:
    """Times, amounts, numbers and counts that code found are copied more surely than a small model does."""
    return bool(draft.short) and parsed.shape in (Shape.WHEN, Shape.HOW_MANY, Shape.HOW_MUCH, Shape.CODE)


def _computed(parsed: Parsed, draft: AnswerDraft) -> bool:
    """Dates and counts are reckoned by code: a small model gets them wrong."""
    return bool(draft.short) and (parsed.shape is Shape.WHEN or _is_counted(parsed, draft))


def _is_counted(parsed: Parsed, draft: AnswerDraft) -> bool:
    return parsed.shape is Shape.HOW_MANY and draft.short.isdigit()


def _broken_off(draft: AnswerDraft, error: ModelUnavailable | Cancelled) -> AnswerDraft:
    """What stands when the model was stopped, or went away, before it was done."""
    if isinstance(error, Cancelled):
        return replace(draft, reason="stopped")
    return replace(draft, trouble=error.message)


def _agrees(sentence: str, draft: AnswerDraft, parsed: Parsed) -> bool:
    """False where a sentence leaves out the value that was asked for and is there."""
    if not draft.short or parsed.shape in (Shape.WHAT, Shape.YES_NO):
        return True
    wanted = REASON_KEPT if parsed.shape is Shape.WHY else AGREED
    return support.share_of_all(draft.short, sentence) >= wanted


def _with_value(draft: AnswerDraft, value: str, parsed: Parsed, model: str) -> AnswerDraft:
    """The best line with the bare value a model found, where code found none."""
    if not value or (draft.short and parsed.shape not in SHAPELESS):
        return draft
    told = draft.answer if quoting.shows(draft.answer, value) else f"{value}. {draft.answer}"
    return replace(draft, answer=told, short=value, model=model)


def _for_model(first: First, parsed: Parsed) -> list[tuple[Evidence, Line]]:
    """The best line in its evidence; of what was said, the next evidence too: another screen would mislead."""
    assert first.extract is not None
    best = first.extract
    told = [(best.evidence, best.line)]
    if isinstance(best.evidence.found.thing, Frame) or (best.value and parsed.shape not in SHAPELESS):
        return told
    others = [one for one in first.evidence if one is not best.evidence and not one.place]
    return told + [(one, max(one.lines, key=lambda line: line.cover)) for one in others[:1]]
