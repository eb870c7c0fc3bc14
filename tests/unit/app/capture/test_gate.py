"""What the gate hides."""

from __future__ import annotations

import pytest

from app.capture.gate import EXCLUDED_BY_DEFAULT, OWN_WINDOWS, Gate, Rule
from app.capture.ports import Monitor, Window
from storage.model import Box
from tests.fakes.windows import window

LEFT = Monitor(1, 0, 0, 1000, 800)
RIGHT = Monitor(2, 1000, 0, 1000, 800)
BANK = Rule(title="*my bank*")


def test_an_ordinary_desktop_is_seen_whole() -> None:
    verdict = Gate().look([window("Firefox", "News"), window("Code", "main.py")], LEFT)

    assert verdict.allowed
    assert verdict.masked == ()
    assert verdict.reason == ""


def test_a_window_that_matches_is_masked_where_it_stands() -> None:
    verdict = Gate().look([window("Firefox", "My Bank - Firefox", Box(100, 50, 300, 200))], LEFT, [BANK])

    assert verdict.allowed
    assert verdict.masked == (Box(100, 50, 300, 200),)


def test_a_hidden_window_behind_the_active_one_is_masked_too() -> None:
    windows = [
        window("Code", "main.py", Box(200, 100, 400, 400)),
        window("KeePassXC", "db", Box(100, 50, 300, 200)),
    ]

    verdict = Gate().look(windows, LEFT)

    assert verdict.masked == (Box(100, 50, 300, 200),)


def test_a_mask_is_in_the_pixels_of_its_monitor() -> None:
    windows = [window("Bitwarden", "vault", Box(900, 100, 200, 100))]

    assert Gate().look(windows, LEFT).masked == (Box(900, 100, 100, 100),)
    assert Gate().look(windows, RIGHT).masked == (Box(0, 100, 100, 100),)


def test_a_window_on_another_monitor_masks_nothing_here() -> None:
    verdict = Gate().look([window("Bitwarden", "vault", Box(1200, 100, 200, 100))], LEFT)

    assert verdict.masked == ()
    assert verdict.reason == ""


def test_a_frame_that_would_be_mostly_masked_is_dropped() -> None:
    verdict = Gate().look([window("Bitwarden", "vault", Box(0, 0, 1000, 500))], LEFT)

    assert not verdict.allowed
    assert verdict.masked == ()


def test_two_hidden_windows_count_together_and_their_overlap_once() -> None:
    apart = [window("Bitwarden", "", Box(0, 0, 500, 500)), window("KeePassXC", "", Box(500, 0, 500, 500))]
    same = [window("Bitwarden", "", Box(0, 0, 500, 500)), window("KeePassXC", "", Box(0, 0, 500, 499))]

    assert not Gate().look(apart, LEFT).allowed
    assert Gate().look(same, LEFT).allowed


def test_a_hidden_window_wholly_behind_a_solid_one_is_out_of_sight() -> None:
    windows = [
        window("Code", "main.py", Box(0, 0, 1000, 800)),
        window("KeePassXC", "db", Box(0, 0, 900, 700)),
    ]

    assert Gate().look(windows, LEFT).masked == ()
    assert Gate().look(windows, LEFT).allowed


def test_a_see_through_window_in_front_hides_nothing() -> None:
    glass = Window("Terminal", "", 0, Box(0, 0, 1000, 800), see_through=True)

    assert not Gate().look([glass, window("KeePassXC", "db", Box(0, 0, 900, 700))], LEFT).allowed


def test_our_own_windows_are_never_seen() -> None:
    windows = [window("Python3", "Chat", Box(10, 10, 100, 100), pid=77), window("Python3", "IDLE", pid=78)]

    verdict = Gate(own_pids={77}).look(windows, LEFT, [])

    assert verdict.masked == (Box(10, 10, 100, 100),)
    assert verdict.reason == OWN_WINDOWS


def test_the_reason_names_the_rule_and_never_the_content() -> None:
    verdict = Gate().look([window("Firefox", "my bank, account 4471", Box(0, 0, 100, 100))], LEFT, [BANK])

    assert verdict.reason == "title like *my bank*"
    assert "4471" not in verdict.reason


@pytest.mark.parametrize(
    ("app", "title"),
    [
        ("KeePassXC", "Passwords.kdbx - KeePassXC"),
        ("keepass2", "Database"),
        ("Bitwarden", "Bitwarden"),
        ("1Password", "All items"),
        ("Firefox", "Mozilla Firefox Private Browsing"),
        ("Firefox-esr", "Some page — Mozilla Firefox Private Browsing"),
        ("Chromium", "Search - Chromium (Incognito)"),
        ("Google-chrome", "Search - Google Chrome (Incognito)"),
        ("Chromium-browser", "Neuer Tab - Chromium (Inkognito)"),
        ("Firefox", "新标签页 — Mozilla Firefox 隐私浏览"),
        ("Safari", "Bank — Private Browsing"),
        ("Tor Browser", "Anything"),
        ("Microsoft-edge", "Page - [InPrivate] - Microsoft Edge"),
        ("Pinentry-gtk-2", "Enter passphrase"),
    ],
)
def test_keepers_of_secrets_and_private_windows_are_hidden_from_the_start(app: str, title: str) -> None:
    assert Gate().look([window(app, title, Box(0, 0, 100, 100))], LEFT).masked


@pytest.mark.parametrize(
    ("app", "title"),
    [
        ("Firefox", "How to use private browsing - Mozilla Firefox"),
        ("Gedit", "Chromium (Incognito).txt - gedit"),
        ("Microsoft-edge", "What is InPrivate? - Microsoft Edge"),
        ("Code", "incognito.py - Visual Studio Code"),
        ("Slack", "#vpn-private | Acme"),
        ("Bitcoin-qt", "Wallet"),
        ("Thunderbird", "Your 1Password invoice"),
        ("", ""),
    ],
)
def test_what_only_sounds_secret_is_seen(app: str, title: str) -> None:
    assert not Gate().look([window(app, title, Box(0, 0, 100, 100))], LEFT).masked


def test_every_pattern_of_a_rule_must_match() -> None:
    rule = Rule(app="Slack", title="*salaries*")

    assert rule.matches(window("slack", "Salaries 2026"))
    assert not rule.matches(window("Slack", "general"))
    assert not rule.matches(window("Code", "salaries.csv"))


def test_a_rule_without_patterns_matches_nothing() -> None:
    assert not Rule().matches(window("", ""))


def test_a_url_rule_speaks_where_the_url_is_known() -> None:
    rule = Rule(url="https://bank.example/*")

    assert rule.matches(Window("Firefox", "", 0, Box(0, 0, 1, 1), url="https://bank.example/account"))
    assert not rule.matches(window("Firefox", "bank"))


def test_no_rule_that_is_built_in_hides_everything() -> None:
    assert not [rule for rule in EXCLUDED_BY_DEFAULT if rule.matches(window("Gedit", "shopping list"))]
