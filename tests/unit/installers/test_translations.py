"""Every string of the window is in the catalogues, finished, with the same put in; the catalogues are compiled."""

from __future__ import annotations

import ast
import itertools
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from installers import translations
from installers.translations import Message, Unreadable
from ui import words

ROOT = translations.ROOT
PUT_IN = re.compile(r"\{\d(?::[^}]*)?\}|%L?n|%\d")
QT = Path(sys.executable).parent


def translated(language: str) -> dict[Message, tuple[str, ...]]:
    """What a catalogue holds: each message with its forms; an unfinished one has none."""
    tree = ElementTree.parse(translations.catalogue(language))  # noqa: S314 - a file of ours
    found: dict[Message, tuple[str, ...]] = {}
    for context in tree.iter("context"):
        for message in context.iter("message"):
            plural = message.get("numerus") == "yes"
            key = Message(context.findtext("name", ""), message.findtext("source", ""), plural)
            shown = message.find("translation")
            assert shown is not None
            forms = (
                [form.text or "" for form in shown.findall("numerusform")] if plural else [shown.text or ""]
            )
            found[key] = () if shown.get("type") else tuple(forms)
    return found


def test_the_chinese_catalogue_holds_every_string_and_no_other() -> None:
    assert translations.messages() == set(translated("zh_CN")), "run: make translations"


def test_every_string_has_a_finished_chinese_translation() -> None:
    assert [key for key, forms in translated("zh_CN").items() if not forms or not all(forms)] == []


def test_the_english_catalogue_holds_the_plural_forms() -> None:
    english = translated("en")

    assert set(english) == {message for message in translations.messages() if message.plural}
    assert [key for key, forms in english.items() if len(forms) != 2 or not all(forms)] == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_a_translation_puts_in_what_its_source_does(language: str) -> None:
    wrong = []
    for key, forms in translated(language).items():
        wanted = sorted(PUT_IN.findall(key.text))
        for form in forms:
            # "once" and "a minute" need no number.
            number = {"%n", "%Ln"} if key.plural and language == "en" else set()
            given = sorted(PUT_IN.findall(form))
            if [one for one in wanted if one not in number] != [one for one in given if one not in number]:
                wrong.append((key, form))
    assert wrong == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_what_is_shipped_is_compiled_from_the_catalogue(language: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    command = [shutil.which("pyside6-lrelease", path=str(QT)) or "", "-silent"]
    subprocess.run(
        [*command, str(translations.catalogue(language)), "-qm", str(made)],
        check=True,
        stdout=subprocess.DEVNULL,
    )

    assert made.read_bytes() == (translations.FOLDER / f"{language}.qm").read_bytes(), (
        "run: make translations"
    )


def test_every_sentence_of_the_keepers_in_the_catalogue_stands_in_the_code() -> None:
    sentences = words.SENTENCES.read_text(encoding="utf-8").splitlines()
    told = _told()
    patterns = [words._pattern(text) for text in told if _own_words(text) > 12]

    gone = [
        one
        for one in sentences
        if one not in told and not any(pattern.fullmatch(one) for pattern in patterns)
    ]

    assert gone == []
    assert len(set(sentences)) == len(sentences)


def _told() -> set[str]:
    """Every text in the code of the lower rooms, f-strings with {0} {1} where something is put in."""
    found = set()
    for room in ("app", "agents", "storage"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(_numbered(node.value))
                elif isinstance(node, ast.JoinedStr):
                    found.add(_template(node))
    return found


def _template(node: ast.JoinedStr) -> str:
    told, number = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            told += str(part.value)
        else:
            told, number = f"{told}{{{number}}}", number + 1
    return told


def _own_words(template: str) -> int:
    return len(re.sub(r"\{\d\}", "", template))


# Where sentences are made that the window shows: refusals, reasons, reports, explanations.
TOLD_IN_THE_WINDOW = (
    "app/away", "app/capture", "app/children", "app/hotkeys", "app/portal", "app/services", "app/client.py",
    "app/keeper.py", "app/rpc.py",
)  # fmt: skip
# A sentence: three words of its own or more, from a capital, a quotation or something put in to its end.
SENTENCE = re.compile(r"[A-Z“{][^\n]*[.!?]")


# Of the lower rooms, whose modules hold SQL and examples, too, what is raised; not what only commands come upon.
RAISED_IN_THE_WINDOW = ("agents", "storage")
ONLY_AT_A_TERMINAL = frozenset(
    f"storage/{name}.py"
    for name in (
        "erasing", "lost_logs", "manifest", "packs", "places", "restoring", "salvage", "salvaging", "vectors",
        "verifying",
    )
)  # fmt: skip
# Names that a reason in the history of a memory is given before it is written there.
REASONS = ("reason", "REASON", "_REASON")
ADD = "add them to ui/translations/sentences.txt, and run: make translations"


def _missing(told: Iterable[str]) -> set[str]:
    known = set(words.SENTENCES.read_text(encoding="utf-8").splitlines())
    patterns = [words._pattern(one) for one in known if "{0}" in one]
    return {
        one for one in told if one not in known and not any(pattern.fullmatch(one) for pattern in patterns)
    }


def _modules(place: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of a room, or the one module, each by its path."""
    for path in sorted((ROOT / place).rglob("*.py") if (ROOT / place).is_dir() else [ROOT / place]):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_every_sentence_that_the_keeper_tells_people_is_in_the_catalogue() -> None:
    told = (one for place in TOLD_IN_THE_WINDOW for _, tree in _modules(place) for one in _sentences(tree))

    assert _missing(told) == set(), ADD


def test_every_sentence_of_what_the_lower_rooms_raise_is_in_the_catalogue() -> None:
    told = (
        one
        for room in RAISED_IN_THE_WINDOW
        for path, tree in _modules(room)
        if path not in ONLY_AT_A_TERMINAL
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        for one in _sentences(node)
    )

    assert _missing(told) == set(), ADD


def test_every_reason_in_the_history_of_a_memory_is_in_the_catalogue() -> None:
    told = {
        one
        for room in ("agents", "app/services", "storage")
        for _, tree in _modules(room)
        for one in _reasons(tree)
    }

    assert "a screen defines it" in told
    assert _missing(told) == set(), ADD


def _reasons(tree: ast.AST) -> Iterator[str]:
    """What is given as `reason=` or stands in a constant of that name, of three words or more."""
    for node in ast.walk(tree):
        given = _given_as_reason(node)
        for one in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
            told = _text(one)
            if len(told.split()) > 2:
                yield told


def _given_as_reason(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.keyword) and node.arg == "reason":
        return node.value
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in REASONS:
        return node.value
    return None


def _text(node: ast.expr | None) -> str:
    """What is written out there, with {0} for what is put in; empty where nothing is."""
    if isinstance(node, ast.JoinedStr):
        return _template(node)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _sentences(tree: ast.AST) -> Iterator[str]:
    """What is told to people in a module: no documentation, no log, and nothing that only a programmer is told."""
    apart: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            apart.add(id(node.value))
        elif isinstance(node, ast.Call) and _is_for_programmers(node.func):
            apart |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.JoinedStr):
            apart |= {id(inner) for inner in ast.walk(node) if inner is not node}
    for node in ast.walk(tree):
        if id(node) in apart:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            told = _numbered(node.value)
        elif isinstance(node, ast.JoinedStr):
            told = _template(node)
        else:
            continue
        if SENTENCE.fullmatch(told) and len(re.sub(r"\{\d\}", "", told).split()) > 2:
            yield told


def _is_for_programmers(called: ast.expr) -> bool:
    name = ast.unparse(called)
    return name.startswith("log.") or name in ("ValueError", "TypeError", "RuntimeError", "AssertionError")


def _numbered(text: str) -> str:
    """A text with {0} {1} for what is put in by name."""
    names = itertools.count()
    return re.sub(r"\{[a-z_]+(?::[^}]*)?\}", lambda _: f"{{{next(names)}}}", text)


def test_strings_are_found_in_classes_functions_and_f_strings(tmp_path: Path) -> None:
    module = tmp_path / "things.py"
    module.write_text(
        "def _tr(text, number=-1):\n    return QCoreApplication.translate('things', text, '', number)\n"
        "class Thing:\n    def told(self):\n        return f\"{self.tr('in it')} {_tr('%n of them', 2)}\"\n"
        "class Other:\n    title = QCoreApplication.translate('Thing', 'by name')\n"
    )

    assert set(translations.of_file(module)) == {
        Message("Thing", "in it"),
        Message("Thing", "by name"),
        Message("things", "%n of them", plural=True),
    }


def test_a_translation_under_another_name_is_refused(tmp_path: Path) -> None:
    module = tmp_path / "things.py"
    module.write_text("say = QCoreApplication.translate\nsay('Thing', 'hidden from translators')\n")

    with pytest.raises(Unreadable, match="line 1 gives translate another name"):
        list(translations.of_file(module))


def test_a_string_that_is_put_together_before_it_is_translated_is_refused(tmp_path: Path) -> None:
    module = tmp_path / "things.py"
    module.write_text("class Thing:\n    def told(self, n):\n        return self.tr('%d things' % n)\n")

    with pytest.raises(Unreadable, match="line 3"):
        list(translations.of_file(module))
