"""What every LanguageModel does: the fake here; the real one where the large model's file is in the cache."""

from __future__ import annotations

import json

import pytest

from agents import extract
from agents.errors import Cancelled
from agents.kinds import all_kinds
from agents.ports import LanguageModel, Prompt
from tests.fakes.language import ScriptedModel

PROMPT = Prompt(system="Answer in one word.", user="Say yes.")


@pytest.fixture(params=[lambda: ScriptedModel("[]")], ids=["script"])
def model(request: pytest.FixtureRequest) -> LanguageModel:
    made: LanguageModel = request.param()
    return made


def test_a_model_has_a_name(model: LanguageModel) -> None:
    assert model.name


def test_a_reply_grows_to_what_is_returned(model: LanguageModel) -> None:
    pieces: list[str] = []

    reply = model.complete(PROMPT, grew=pieces.append)

    assert "".join(pieces).strip() == reply.strip()


def test_a_reply_under_a_schema_is_json(model: LanguageModel) -> None:
    reply = model.complete(PROMPT, schema=extract.schema(all_kinds()), max_tokens=160)

    assert isinstance(json.loads(reply), list)


def test_a_stopped_model_says_so(model: LanguageModel) -> None:
    with pytest.raises(Cancelled):
        model.complete(PROMPT, stop=lambda: True)
