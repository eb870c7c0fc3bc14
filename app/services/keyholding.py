"""The ways into the safe: its passphrase, its recovery words, the system's keyring."""

from __future__ import annotations

from collections.abc import Callable

from app.interfaces import KeyringView
from storage.errors import StorageError, WrongUse
from storage.keys import KeyStore
from storage.model import Secret
from storage.safe import Safe


class Keyholding:
    """Changes who may open an open safe; every change asks for the passphrase, or for the words that replace it."""

    def __init__(self, safe: Safe, store: Callable[[], KeyStore]) -> None:
        """`store` reaches the system's keyring, and raises StorageError where there is none that encrypts."""
        self._safe = safe
        self._store = store

    def change_passphrase(self, old: str, new: str) -> None:
        """Gives the safe another passphrase. Raises WrongPassphrase, WrongUse for an empty one."""
        self._safe.change_passphrase(Secret(old), chosen(new))

    def new_recovery(self, passphrase: str) -> str:
        """Makes other recovery words. Raises WrongPassphrase."""
        return self._safe.new_recovery(Secret(passphrase)).reveal()

    def recover(self, words: str, new: str) -> None:
        """Gives the safe another passphrase by means of the words. Raises WrongPassphrase."""
        self._safe.reset_passphrase(Secret(words), chosen(new))

    @property
    def _on(self) -> bool:
        return "keyring" in self._safe.ways

    def keyring(self) -> KeyringView:
        """Whether the keyring can open the safe, and whether it does."""
        try:
            held = self._store().get(self._safe.home) is not None
        except StorageError as error:
            return KeyringView(available=False, on=self._on, message=error.message)
        if self._on and not held:
            return KeyringView(
                available=True, on=False, message="The keyring has lost its entry. Switch it on again."
            )
        if held and not self._on:
            return KeyringView(
                available=True, on=False, message="The keyring's entry opens nothing any more."
            )
        return KeyringView(available=True, on=held)

    def set_keyring(self, on: bool, passphrase: str) -> KeyringView:
        """Lets the keyring open the safe, or no more. Switching it on asks for the passphrase.

        Raises WrongPassphrase, StorageError when the keyring cannot be had.
        """
        if on:
            store = self._store()
            self._safe.prove(Secret(passphrase))
            self._safe.use_keyring(store)
            return self.keyring()
        try:
            self._safe.leave_keyring(self._store())
        except StorageError:
            # Its entry may still be there; it opens nothing, which is what was asked for.
            self._safe.forget_keyring()
        return self.keyring()


def chosen(passphrase: str) -> Secret:
    """A passphrase for a safe. Raises WrongUse for an empty one."""
    if not passphrase:
        raise WrongUse("An empty passphrase protects nothing. Nothing was changed.")
    return Secret(passphrase)
