"""What every KeyStore does: the fake of the tests, and the system's keyring behind a backend of the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from storage.errors import KeyringRefused, StorageError
from storage.keyring_store import KeyringStore
from storage.keys import KeyStore
from storage.model import Secret
from tests.contract.secret_service import MISSING, present, secret_service
from tests.fakes.keystore import MemoryKeyStore


class SessionKeyring(SecretService.Keyring):  # type: ignore[misc]  # keyring publishes no types
    """A Secret Service without a desktop: the entries lie in a dictionary, and it may be locked."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.entries:
            raise PasswordDeleteError
        del self.entries[service, username]


SessionKeyring.__module__ = SecretService.__name__  # trust goes by where a backend comes from

STORES: dict[str, Callable[[], KeyStore]] = {
    "fake": MemoryKeyStore,
    "keyring": lambda: KeyringStore(SessionKeyring()),
}


REAL = pytest.param("secret service", marks=pytest.mark.skipif(not present(), reason=MISSING))


@pytest.fixture(params=[*STORES, REAL])
def store(request: pytest.FixtureRequest) -> KeyStore:
    if request.param in STORES:
        return STORES[request.param]()
    environment = request.getfixturevalue("service")
    monkeypatch = request.getfixturevalue("monkeypatch")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
    return KeyringStore(SecretService.Keyring())


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with secret_service(tmp_path_factory.mktemp("service")) as environment:
        yield environment


def test_a_secret_comes_back_for_its_home_only(store: KeyStore, tmp_path: Path) -> None:
    store.set(tmp_path / "one", Secret("first"))
    store.set(tmp_path / "two", Secret("second"))

    assert _value(store, tmp_path / "one") == "first"
    assert _value(store, tmp_path / "two") == "second"
    assert store.get(tmp_path / "three") is None


def test_setting_again_replaces_and_deleting_removes(store: KeyStore, tmp_path: Path) -> None:
    store.set(tmp_path, Secret("old"))

    store.set(tmp_path, Secret("new"))
    assert _value(store, tmp_path) == "new"

    store.delete(tmp_path)
    store.delete(tmp_path)
    assert store.get(tmp_path) is None


def test_a_keyring_that_keeps_nothing_is_refused_with_a_sentence() -> None:
    with pytest.raises(StorageError, match="passphrase"):
        KeyringStore(FailKeyring())


def test_a_keyring_that_keeps_plain_text_is_refused() -> None:
    class PlaintextKeyring(SessionKeyring):
        pass

    PlaintextKeyring.__module__ = "keyrings.alt.file"

    with pytest.raises(StorageError, match="encrypted"):
        KeyringStore(PlaintextKeyring())


def test_a_chain_of_keyrings_is_as_good_as_a_trusted_one_in_it() -> None:
    class Chain(ChainerBackend):  # type: ignore[misc]  # keyring publishes no types
        backends: ClassVar[list[KeyringBackend]] = [FailKeyring(), SessionKeyring()]

    KeyringStore(Chain())


def test_a_locked_keyring_is_an_error_and_not_an_empty_one(tmp_path: Path) -> None:
    backend = SessionKeyring()
    store = KeyringStore(backend)
    store.set(tmp_path, Secret("kept"))

    backend.locked = True

    with pytest.raises(StorageError, match="refused"):
        store.get(tmp_path)


@pytest.mark.skipif(not present(), reason=MISSING)
def test_a_service_that_goes_away_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secret_service(tmp_path) as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        store = KeyringStore(SecretService.Keyring())
        store.set(tmp_path / "home", Secret("kept"))
        assert _value(store, tmp_path / "home") == "kept"

    with pytest.raises(KeyringRefused, match="Unlock with the passphrase"):
        store.get(tmp_path / "home")


def _value(store: KeyStore, home: Path) -> str | None:
    secret = store.get(home)
    return None if secret is None else secret.reveal()
