"""A language model over llama.cpp: one GGUF file, temperature 0, schema by grammar. For child processes only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import llama_cpp
import psutil

from agents.errors import Cancelled, ModelUnavailable
from agents.ports import LanguageModel, Prompt
from storage.errors import refused_as

# Tokens of prompt and reply together; prompts here stay near 250.
CONTEXT = 2048
# The first bytes of every GGUF file.
MAGIC = b"GGUF"


class LlamaModel(LanguageModel):
    """A chat model from a GGUF file, with the file's own chat template. Not for several threads at once.

    Raises ModelUnavailable when the file is missing, is no GGUF, or does not load.
    """

    def __init__(self, path: Path, name: str, threads: int | None = None) -> None:
        _must_be_gguf(path)
        self._name = name
        # llama.cpp says no more than ValueError for anything wrong with a file, AssertionError for a short one.
        with refused_as(
            ModelUnavailable,
            f"The file of the language model “{name}” does not load. Fetch it again with “make setup”.",
            ValueError, AssertionError, RuntimeError, OSError,
        ):  # fmt: skip
            self._llama = llama_cpp.Llama(
                model_path=str(path),
                n_ctx=CONTEXT,
                n_threads=threads or spare_threads(),
                n_threads_batch=threads or spare_threads(),
                verbose=False,
            )

    @property
    def name(self) -> str:
        """The name given at its making."""
        return self._name

    def complete(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 128,
        grew: Callable[[str], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> str:
        """The whole reply; `stop` is asked between tokens. Raises Cancelled; ModelUnavailable for too long a prompt."""
        pieces: list[str] = []
        for piece in self._pieces(prompt, schema, max_tokens):
            if stop is not None and stop():
                raise Cancelled("The answer was stopped.")
            pieces.append(piece)
            if grew is not None:
                grew(piece)
        return "".join(pieces)

    def close(self) -> None:
        """Frees the model's memory."""
        self._llama.close()

    def _pieces(self, prompt: Prompt, schema: dict[str, Any] | None, max_tokens: int) -> Iterator[str]:
        form: dict[str, Any] = (
            {"response_format": {"type": "json_object", "schema": schema}} if schema else {}
        )
        with refused_as(
            ModelUnavailable, "The question and its evidence are too long for the language model.", ValueError
        ):
            stream = self._llama.create_chat_completion(
                messages=_messages(prompt), temperature=0.0, max_tokens=max_tokens, stream=True, **form
            )
            for part in stream:
                yield part["choices"][0]["delta"].get("content") or ""


def spare_threads() -> int:
    """All physical cores but one: with every core taken, llama.cpp slows down tenfold as soon as anything else runs."""
    return max(1, (psutil.cpu_count(logical=False) or 2) - 1)


def _messages(prompt: Prompt) -> list[dict[str, str]]:
    told = [{"role": "system", "content": prompt.system}]
    for asked, answered in prompt.examples:
        told += [{"role": "user", "content": asked}, {"role": "assistant", "content": answered}]
    return [*told, {"role": "user", "content": prompt.user}]


def _must_be_gguf(path: Path) -> None:
    if not path.is_file():
        raise ModelUnavailable(
            f"The language model's file “{path.name}” is not there. Fetch it with “make setup”."
        )
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ModelUnavailable(
                f"“{path.name}” is not a language model in GGUF form. Fetch it again with “make setup”."
            )
