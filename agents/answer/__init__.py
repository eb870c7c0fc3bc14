"""Answering: the best line of the evidence at once, a model's checked wording after it, citations by code."""

from __future__ import annotations

from agents.answer.answerer import Answerer
from agents.answer.draft import SEALED, AnswerDraft, Cited, Part

__all__ = ["SEALED", "AnswerDraft", "Answerer", "Cited", "Part"]
