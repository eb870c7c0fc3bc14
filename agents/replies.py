"""What a language model's reply is worth: the value that was asked for, as a whole, or an error that says why not.

One behaviour for every model. A reply is used when it is one JSON value that fits the schema, alone or in one Markdown
fence. Everything else is ReplyUnusable: prose, prose around JSON, half a value (a reply cut off, an endless string),
nothing at all, a value of another shape, and a copy of one of the prompt's own examples.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import jsonschema

from agents.errors import ReplyUnusable
from agents.patterns import lazy
from agents.ports import LanguageModel, Prompt

# Longer than any reply that is asked for; what is longer is not even parsed.
LONGEST = 100_000
_FENCED = lazy(r"```(?:json)?[ \t]*\n(.*)\n[ \t]*```", re.DOTALL)
_SEVERAL_WORDS = 2


def asked(
    model: LanguageModel,
    prompt: Prompt,
    schema: dict[str, Any],
    max_tokens: int,
    stop: Callable[[], bool] | None,
) -> Any:
    """`complete_json` of a model whose `complete` takes a schema. Raises what that does, and ReplyUnusable."""
    return value(model.complete(prompt, schema=schema, max_tokens=max_tokens, stop=stop), schema, prompt)


def value(reply: str, schema: dict[str, Any], prompt: Prompt) -> Any:
    """The reply's value, which fits `schema`. Raises ReplyUnusable; Any, as JSON nests freely."""
    text = reply.strip()
    if not text:
        raise ReplyUnusable("The language model answered nothing.")
    found = _parsed(_FENCED.fullmatch(text), text)
    _must_fit(found, schema)
    if copies_example(found, schema, prompt):
        raise ReplyUnusable("The language model repeated an example of the question instead of answering it.")
    return found


def copies_example(found: Any, schema: dict[str, Any], prompt: Prompt) -> bool:
    """Whether a free text in `found` was taken from an example: it stands in one, and not in what was asked.

    A single word may stand in both by chance: it counts only where the whole value is the example's. What the schema
    offers to choose from is no free text.
    """
    offered = set(_offered(schema))
    asked = prompt.user.casefold()
    foreign = {text for text in _texts(found) if text not in offered and text not in asked}
    for example in _examples(prompt):
        taken = foreign & set(_texts(example))
        if taken and (example == found or any(len(text.split()) >= _SEVERAL_WORDS for text in taken)):
            return True
    return False


def distinct(labels: Sequence[str]) -> Sequence[str]:
    """`labels` as they are. Raises ValueError where they leave no choice: that is a fault of whoever asks."""
    if len(labels) < 2 or len(set(labels)) < len(labels) or not all(label.strip() for label in labels):
        raise ValueError("two labels or more, all different, none empty")
    return labels


def normalised(scores: Mapping[str, float]) -> dict[str, float]:
    """The same scores shifted so that their exps add up to 1."""
    highest = max(scores.values())
    total = highest + math.log(sum(math.exp(score - highest) for score in scores.values()))
    return {label: score - total for label, score in scores.items()}


def _parsed(fenced: re.Match[str] | None, text: str) -> Any:
    if len(text) > LONGEST:
        raise ReplyUnusable("The language model's reply has no end.")
    try:
        return json.loads(fenced.group(1) if fenced else text)
    except (ValueError, RecursionError):
        # Without its cause, which quotes the reply.
        raise ReplyUnusable("The language model's reply is not the JSON that was asked for.") from None


def _must_fit(found: Any, schema: dict[str, Any]) -> None:
    try:
        jsonschema.validate(found, schema, cls=jsonschema.Draft202012Validator)
    except (jsonschema.ValidationError, RecursionError):
        raise ReplyUnusable("The language model's reply has another form than was asked for.") from None


def _examples(prompt: Prompt) -> Iterator[Any]:
    for _, answer in prompt.examples:
        try:
            yield json.loads(answer)
        except ValueError:
            yield answer


def _texts(found: Any) -> Iterator[str]:
    """Every text in a value, folded, keys left out."""
    if isinstance(found, str):
        yield found.strip().casefold()
    elif isinstance(found, dict):
        for one in found.values():
            yield from _texts(one)
    elif isinstance(found, list):
        for one in found:
            yield from _texts(one)


def _offered(schema: Any) -> Iterator[str]:
    """Every text that a schema offers to choose from, folded."""
    if isinstance(schema, dict):
        yield from _texts(schema.get("enum"))
        yield from _texts(schema.get("const"))
        for one in schema.values():
            yield from _offered(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _offered(one)
