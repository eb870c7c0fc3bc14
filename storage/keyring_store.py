"""The system's keyring as a KeyStore: Keychain, Windows Credential Manager, Secret Service, KWallet; nothing weaker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import keyring
from keyring.errors import PasswordDeleteError

from storage.errors import KeyringRefused
from storage.model import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "Reverie"
_TRUSTED = ("keyring.backends.macOS", "keyring.backends.Windows", "keyring.backends.SecretService",
            "keyring.backends.libsecret", "keyring.backends.kwallet")  # fmt: skip


class KeyringStore:
    """Keeps one entry a home.

    Any program of the same user may be able to ask for it: that is said where the keyring is chosen.
    """

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        """Raises KeyringRefused when this computer has no keyring that encrypts what it keeps."""
        self._backend = _trusted(backend or keyring.get_keyring())

    def get(self, home: Path) -> Secret | None:
        """The secret kept for `home`, or None."""
        with _refusals():
            value = self._backend.get_password(_SERVICE, str(home.resolve()))
        return None if value is None else Secret(value)

    def set(self, home: Path, secret: Secret) -> None:
        """Keeps `secret` for `home` in place of a former one."""
        with _refusals():
            self._backend.set_password(_SERVICE, str(home.resolve()), secret.reveal())

    def delete(self, home: Path) -> None:
        """Removes what is kept for `home`."""
        try:
            with _refusals():
                self._backend.delete_password(_SERVICE, str(home.resolve()))
        except KeyringRefused as error:
            if not isinstance(error.__cause__, PasswordDeleteError):
                raise


def _trusted(backend: KeyringBackend) -> KeyringBackend:
    """The backend itself, or the best of a chain's, if it encrypts; otherwise KeyringRefused."""
    for candidate in getattr(backend, "backends", [backend]):
        if type(candidate).__module__.startswith(_TRUSTED):
            return candidate
    raise KeyringRefused(
        "This computer has no keyring that keeps secrets encrypted. Unlock with the passphrase instead."
    )


@contextmanager
def _refusals() -> Iterator[None]:
    refusal: Exception | None = None
    try:
        yield
    except Exception as cause:  # noqa: BLE001 - the edge: back ends raise whatever their libraries do
        refusal = cause
    if refusal is not None:
        raise KeyringRefused("The system's keyring refused. Unlock with the passphrase instead.") from refusal
