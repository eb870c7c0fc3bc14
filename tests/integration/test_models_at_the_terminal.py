"""Models behind a server at the terminal: found, chosen, asked, and never another computer without a yes."""

from __future__ import annotations

import io
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from agents.models import server
from app.cli.main import main
from tests.fakes.model_server import MannerlessServer, streamed, whole
from tests.integration.program import Program

SAID = "The ferry leaves at nine from the old harbour."
WORDED = "The ferry leaves at nine from the old harbour"
LAN = "http://192.0.2.7:8080/v1"
WRONG_USE = 2
KEY = "sk-seven-quiet-herons"

# One safe goes through all of them, in this order.
pytestmark = pytest.mark.xdist_group("models at the terminal")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    made = Program(tmp_path_factory.mktemp("served"))
    made.json("init")
    made.json("remember", SAID)
    return made


def like_a_server(link: socket.socket, body: dict[str, Any]) -> None:
    """Lists one model, and answers every question alike."""
    (streamed(f"{WORDED}.") if body else whole({"data": [{"id": "tiny"}]}))(link, body)


def test_a_server_of_this_computer_answers_once_it_is_chosen_and_its_key_is_not_shown(
    program: Program, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_text(f"{KEY}\n")
    with MannerlessServer(like_a_server) as opened:
        chosen = program.json("models", "use", "--url", opened.url, "--key-file", str(key))
        answer = program.json("ask", "When does the ferry leave?")
        shown = program.run("settings", "list").stdout

    assert chosen == {"model": "server/tiny", "url": opened.url, "network": False}
    assert answer["model"] == "server/tiny"
    assert WORDED in answer["answer"]
    asked = [body for body in opened.bodies if body]
    assert SAID in json.dumps(asked[0], ensure_ascii=False)
    assert all(f"Bearer {KEY}" in request for request in opened.requests)
    assert KEY not in shown
    assert "model.server_key = (set)" in shown


def test_a_server_that_has_gone_leaves_the_answer_from_the_evidence(program: Program) -> None:
    with MannerlessServer(like_a_server) as opened:
        program.json("models", "use", "--url", opened.url)

    answer = program.json("ask", "When does the ferry leave?")

    assert (answer["model"], answer["abstained"]) == ("", False)
    assert "nine" in answer["answer"]


def test_a_model_is_tested_and_then_trusted_as_it_did(program: Program) -> None:
    with MannerlessServer(like_a_server) as opened:
        program.json("models", "use", "--url", opened.url)
        found = program.json("models", "bench")
        answer = program.json("ask", "When does the ferry leave?")

    assert (found["model"], found["trust"]) == ("server/tiny", "nothing")
    assert sum(skill["of"] for skill in found["skills"]) == 40
    assert (answer["model"], answer["abstained"]) == ("", False)


def test_allowing_another_computer_names_what_is_sent(program: Program) -> None:
    done = program.run("models", "use", "--allow-network", LAN, "--model", "big", "--yes")
    doctor = program.run("doctor").stdout

    assert done.returncode == 0
    assert_tells_what_is_sent(done.stderr)
    assert f"are sent to {LAN}, unencrypted" in doctor


def assert_tells_what_is_sent(text: str) -> None:
    flat = " ".join(text.split())
    assert "your questions, what you said and the passages found for them" in flat
    assert f"sent to {LAN}, on another computer, UNENCRYPTED" in flat


def test_without_a_yes_another_computer_is_not_allowed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))

    assert main(["models", "use", "--allow-network", LAN, "--model", "big"]) != 0
    assert_tells_what_is_sent(capsys.readouterr().err)


def test_several_models_are_to_be_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    with MannerlessServer(whole({"data": [{"id": "tiny"}, {"id": "big"}]})) as opened:
        code = main(["models", "use", "--url", opened.url])

    assert code == WRONG_USE
    assert "tiny, big" in capsys.readouterr().err


def test_another_computer_is_refused_and_the_way_to_allow_it_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["models", "use", "--url", LAN, "--model", "big"]) == WRONG_USE

    assert f"reverie models use --allow-network {LAN}" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    "arguments",
    [[], ["--url", "nonsense"], ["smollm", "--url", "http://127.0.0.1:1/v1"],
     ["--url", "http://127.0.0.1:1/v1", "--allow-network", LAN]],
)  # fmt: skip
def test_wrong_use_is_told_in_a_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "use", *arguments]) == WRONG_USE

    told = capsys.readouterr()
    assert told.out == ""
    assert "That cannot be done" in told.err


def test_looking_for_servers_needs_no_safe_and_tells_where_it_looked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with MannerlessServer(whole({"data": [{"id": "tiny"}]})) as opened:
        monkeypatch.setattr(server, "USUAL_PORTS", {"Ollama": opened.port})
        found = main(["models", "servers"]), capsys.readouterr().out
    none = main(["models", "servers"]), capsys.readouterr().out

    assert found[0] == none[0] == 0
    assert f"http://127.0.0.1:{opened.port}/v1" in found[1]
    assert "tiny" in found[1]
    assert none[1] == f"None answers at {opened.port}.\n"
