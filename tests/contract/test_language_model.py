"""What every LanguageModel does: the fake; llama.cpp in this process, in its host, and behind a server of its own.

SmolLM2 shows that the plumbing holds whatever a model says; what is said well is shown by the large one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from agents.errors import Cancelled, ReplyUnusable
from agents.models import catalog
from agents.models.llama import LlamaModel
from agents.ports import LanguageModel, Prompt
from app.children.clients import HostedModel
from app.children.protocol import ModelPlace
from tests.fakes.language import ScriptedModel
from tests.fakes.llama_server import serving

PROMPT = Prompt(system="Answer in one word.", user="Say yes.")
COLOUR = {
    "type": "object", "additionalProperties": False, "required": ["colour"],
    "properties": {"colour": {"type": "string", "enum": ["red", "blue"]}},
}  # fmt: skip
COLOURS = {"type": "array", "maxItems": 2, "items": {"enum": ["red", "blue"]}}
STORY = {
    "type": "object", "additionalProperties": False, "required": ["story"],
    "properties": {"story": {"type": "string", "minLength": 200}},
}  # fmt: skip
LABELS = ["weather", "food", "travel"]
SORTED = Prompt(
    system="Name what the text is: weather, food or travel.",
    user="It rained all day and the wind was cold.",
    examples=(("We ate soup and bread.", "food"), ("The train to Rome leaves at nine.", "travel")),
)


def weights(name: str) -> Path:
    """Where a model's file lies, or a skip that says how to get it."""
    if not catalog.is_there(catalog.cache_folder(), name):
        pytest.skip(f"{name} is not in the cache: “make setup” fetches it")
    return catalog.folder(catalog.cache_folder(), name) / "model.gguf"


@contextmanager
def scripted() -> Iterator[LanguageModel]:
    yield ScriptedModel("[]")


@contextmanager
def in_process(name: str) -> Iterator[LanguageModel]:
    model = LlamaModel(weights(name), name, threads=1)
    yield model
    model.close()


@contextmanager
def in_host(name: str) -> Iterator[LanguageModel]:
    model = HostedModel(ModelPlace(name, str(weights(name))))
    yield model
    model.child.close()


@contextmanager
def served(name: str) -> Iterator[LanguageModel]:
    """Asked of a server that runs llama.cpp, over HTTP, from the language host."""
    pytest.importorskip("xllamacpp", reason="xllamacpp (llama.cpp's server) has no wheel for this system")
    with serving(weights(name)) as url:
        model = HostedModel(ModelPlace(name, url=url, model="any"))
        yield model
        model.child.close()


KINDS: dict[str, Callable[[], AbstractContextManager[LanguageModel]]] = {
    "script": scripted,
    "llama": lambda: in_process(catalog.SMOLLM),
    "host": lambda: in_host(catalog.SMOLLM),
    "server": lambda: served(catalog.SMOLLM),
}
LARGE: dict[str, Callable[[], AbstractContextManager[LanguageModel]]] = {
    "llama": lambda: in_process(catalog.QWEN_CODER),
    "server": lambda: served(catalog.QWEN_CODER),
}


@pytest.fixture(scope="module", params=KINDS)
def model(request: pytest.FixtureRequest) -> Iterator[LanguageModel]:
    with KINDS[request.param]() as opened:
        yield opened


# Behind a server the large one says what it says in process; that is proved, not tried each time.
@pytest.fixture(scope="module", params=["llama", pytest.param("server", marks=pytest.mark.prove)])
def large(request: pytest.FixtureRequest) -> Iterator[LanguageModel]:
    with LARGE[request.param]() as opened:
        yield opened


def told(model: LanguageModel, *replies: str) -> LanguageModel:
    """The model; the fake is told what to say, the others know by themselves."""
    if isinstance(model, ScriptedModel):
        model.says(*replies)
    return model


def test_a_model_has_a_name(model: LanguageModel) -> None:
    assert model.name


def test_a_reply_grows_to_what_is_returned(model: LanguageModel) -> None:
    pieces: list[str] = []

    reply = told(model, "Yes.").complete(PROMPT, max_tokens=8, grew=pieces.append)

    assert "".join(pieces) == reply


def test_a_reply_under_a_schema_is_json(model: LanguageModel) -> None:
    reply = told(model, '["red"]').complete(PROMPT, schema=COLOURS, max_tokens=24)

    assert set(json.loads(reply)) <= {"red", "blue"}


def test_a_value_fits_the_schema(model: LanguageModel) -> None:
    value = told(model, '{"colour": "red"}').complete_json(PROMPT, COLOUR, max_tokens=24)

    assert value["colour"] in ("red", "blue")
    assert list(value) == ["colour"]


def test_a_value_cut_off_is_none(model: LanguageModel) -> None:
    with pytest.raises(ReplyUnusable):
        told(model, '{"story": "Once upon a time in a land of long stories').complete_json(
            PROMPT, STORY, max_tokens=8
        )


def test_scores_are_probabilities_of_the_labels_in_their_order(model: LanguageModel) -> None:
    scores = told(model, "weather").score_labels(SORTED, LABELS)

    assert list(scores) == LABELS
    assert all(score <= 0 for score in scores.values())
    assert math.isclose(sum(map(math.exp, scores.values())), 1.0, rel_tol=1e-6)


def test_scores_are_the_same_whatever_was_asked_between(model: LanguageModel) -> None:
    before = told(model, "weather").score_labels(SORTED, LABELS)
    told(model, "Yes.").complete(PROMPT, max_tokens=8)

    after = told(model, "weather").score_labels(SORTED, LABELS)

    assert after == pytest.approx(before, abs=0.2)


@pytest.mark.parametrize("labels", [[], ["only"], ["twice", "twice"], ["one", " "]])
def test_labels_that_leave_no_choice_are_a_fault_of_the_caller(
    model: LanguageModel, labels: list[str]
) -> None:
    with pytest.raises(ValueError, match="two labels"):
        model.score_labels(SORTED, labels)


def test_a_stopped_model_says_so(model: LanguageModel) -> None:
    with pytest.raises(Cancelled):
        model.complete(PROMPT, stop=lambda: True)
    with pytest.raises(Cancelled):
        model.complete_json(PROMPT, COLOUR, stop=lambda: True)
    with pytest.raises(Cancelled):
        model.score_labels(SORTED, LABELS, stop=lambda: True)


def test_a_stopped_model_answers_the_next_question(model: LanguageModel) -> None:
    with pytest.raises(Cancelled):
        model.complete(PROMPT, stop=lambda: True)

    assert told(model, '{"colour": "red"}').complete_json(PROMPT, COLOUR, max_tokens=24)["colour"]


@pytest.mark.model
def test_a_large_model_sorts_what_it_reads(large: LanguageModel) -> None:
    texts = {
        "It rained all day and the wind was cold.": "weather",
        "For dinner there was fish with potatoes.": "food",
        "Our flight to Lisbon was two hours late.": "travel",
    }
    found = {text: large.score_labels(replace(SORTED, user=text), LABELS) for text in texts}

    assert {text: max(scores, key=scores.__getitem__) for text, scores in found.items()} == texts


@pytest.mark.model
def test_a_large_model_fills_in_a_form(large: LanguageModel) -> None:
    prompt = Prompt("Name the colour of the car, as JSON.", "My car is blue, my house is red.")

    assert large.complete_json(prompt, COLOUR, max_tokens=24) == {"colour": "blue"}
