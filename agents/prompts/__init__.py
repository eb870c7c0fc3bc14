"""Prompts: Markdown files with named fields, `{{field}}`, filled in strictly."""

from __future__ import annotations

from functools import cache
from importlib import resources

from agents.patterns import lazy

_FIELD = lazy(r"\{\{(\w+)\}\}")


def render(name: str, **fields: str) -> str:
    """The prompt `name`.md with its fields filled in. Raises KeyError when a field is missing or one too many is given.

    What is filled in is not looked at again: `{{...}}` inside a value stays as it is.
    """
    template = _template(name)
    wanted = set(_FIELD.findall(template))
    if wanted != set(fields):
        raise KeyError(f"prompt {name}: fields {sorted(wanted)} wanted, {sorted(fields)} given")
    return _FIELD.sub(lambda match: fields[match.group(1)], template)


@cache
def _template(name: str) -> str:
    return resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
