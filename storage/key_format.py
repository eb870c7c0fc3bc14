"""The key file as bytes: what stands in it, how it is checked before anything in it is believed, how it is wrapped.

Version 2 is authenticated as a whole: a tag under a key derived from the master key covers the header and every slot.
A checksum beside it finds accidents before a passphrase is there. Version 1 had the checksum only.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TypeAlias

from storage import sealing, stretching
from storage.errors import SafeDamaged, SafeTooNew, WrongPassphrase
from storage.model import Secret
from storage.secret_memory import Bytes, SecretPage, wipe
from storage.stretching import Halves, KdfCost

VERSION = 2
LARGEST = 16384
"""Bytes: no key file of ours comes near."""

# The field of the vault's key: the public one in the header, the wrapped private one in a slot.
_VAULT = "vault"
_HEADER = {"version", "safe", "created", _VAULT}
_SLOT = {"form", "params", "master", _VAULT}
_FORMS = (1, 2)
_MAC_LABEL = "reverie/keyfile/1"
_SPOKEN = {"passphrase": "passphrase", "recovery": "recovery phrase", "keyring": "keyring entry"}
_SEALED_KEY = 12 + 32 + 16
_CHANGED = (
    "The key file of this safe was changed: its parts do not belong together. Put back keyslots.json from a "
    "backup."
)

Fields: TypeAlias = dict[str, Any]


class NotOurs(ValueError):
    """Cut, changed, or never a key file."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a key file says. `slots` say who may open the safe; `mac` is empty in a file of version 1."""

    header: Fields
    slots: dict[str, Fields]
    mac: str = ""

    def to_bytes(self) -> bytes:
        """The file."""
        body = _body(self)
        return json.dumps({**body, "sha256": _checksum(body)}, indent=1).encode()

    @property
    def vault_public(self) -> bytes:
        """The public key to which vault values are sealed."""
        return _bytes(self.header[_VAULT])

    def halves(self, slot: str, secret: Secret) -> Halves:
        """The wrapping keys that `secret` gives for `slot`. Raises WrongPassphrase, StorageError."""
        if slot == "recovery":
            return stretching.of_recovery(secret)
        if slot == "keyring":
            return stretching.of_keyring(secret)
        return stretching.of_passphrase(secret, *_cost(self.slots["passphrase"]["params"]))

    def unwrapped(self, slot: str, halves: Halves, page: SecretPage) -> memoryview:
        """The master key, on `page`, once the whole file has proved true. Raises WrongPassphrase, SafeDamaged."""
        master = self._unwrap(slot, "master", halves.master, page)
        if self.mac and not sealing.authentic(_mac_key(master), _signed(self), _bytes(self.mac)):
            wipe(master)
            raise SafeDamaged(_CHANGED)
        return master

    def unwrapped_vault(self, slot: str, halves: Halves, page: SecretPage) -> memoryview:
        """The vault's private key, on `page`. Raises WrongPassphrase, SafeDamaged."""
        if halves.vault is None:
            raise WrongPassphrase("The vault opens with the passphrase or the recovery phrase only.")
        private = self._unwrap(slot, _VAULT, halves.vault, page)
        if sealing.public_of(private) != self.vault_public:
            wipe(private)
            raise SafeDamaged(_CHANGED)
        return private

    def with_slot(
        self, slot: str, params: Fields, halves: Halves, master: Bytes, vault: Bytes | None
    ) -> Content:
        """With `slot` wrapping these keys; to be signed."""
        wrapped: Fields = {"form": 2, "params": params}
        wrapped["master"] = _text(sealing.seal(halves.master, master, _context(slot, "master")))
        if halves.vault is not None and vault is not None:
            wrapped[_VAULT] = _text(sealing.seal(halves.vault, vault, _context(slot, _VAULT)))
        return replace(self, slots={**self.slots, slot: wrapped})

    def without(self, slot: str) -> Content:
        """Without `slot`; to be signed."""
        return replace(self, slots={name: held for name, held in self.slots.items() if name != slot})

    def signed(self, master: Bytes) -> Content:
        """In the present version, with the tag over everything. A slot of version 1 stays wrapped as it was."""
        present = replace(self, header={**self.header, "version": VERSION})
        return replace(present, mac=_text(sealing.authenticate(_mac_key(master), _signed(present))))

    def _unwrap(self, slot: str, name: str, key: memoryview, page: SecretPage) -> memoryview:
        held = self.slots.get(slot)
        if held is None:
            raise WrongPassphrase(f"This safe has no {_SPOKEN[slot]} to open it with.")
        context = _context(slot, name) if held.get("form", 1) == 2 else self._first_context(slot, name)
        try:
            return sealing.unseal_key(key, _bytes(held[name]), context, page)
        except sealing.NotAuthentic as cause:
            raise WrongPassphrase(f"That {_SPOKEN[slot]} does not open this safe.") from cause

    def _first_context(self, slot: str, name: str) -> bytes:
        """What a slot was bound to in version 1: the header of then, and its parameters."""
        label = slot if name == "master" else f"{slot}/vault"
        header = {**self.header, "version": 1}
        return _canonical({"header": header, "slot": label, "params": self.slots[slot]["params"]})


def new_header(safe: str, created: str, vault_public: bytes) -> Fields:
    """The header of a new key file."""
    return {"version": VERSION, "safe": safe, "created": created, _VAULT: _text(vault_public)}


def passphrase_params(cost: KdfCost, salt: bytes) -> Fields:
    """The parameters of the passphrase's slot, as they stand in the file."""
    return {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes, "salt": _text(salt)}


def parsed(data: bytes) -> Content:
    """What a key file says; any byte that is not as it was written is noticed.

    Raises NotOurs, SafeTooNew (only a file whole in itself is believed to be newer), and SafeDamaged for a cost that no
    safe is made with.
    """
    if len(data) > LARGEST:
        raise NotOurs
    try:
        whole = json.loads(data)
        if not isinstance(whole, dict) or whole.pop("sha256", None) != _checksum(whole):
            raise NotOurs
    except (ValueError, RecursionError) as cause:
        raise NotOurs from cause
    content = Content(whole.get("header", {}), whole.get("slots", {}), whole.get("mac", ""))
    version = content.header.get("version") if isinstance(content.header, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise SafeTooNew("This safe was made by a newer Reverie. Update the program to open it.")
    if not _well_formed(content) or content.to_bytes() != data:
        raise NotOurs
    if not _cost(content.slots["passphrase"]["params"])[0].bearable:
        raise SafeDamaged(
            "The key file asks for more work than any safe of Reverie's does. It was changed; put back keyslots.json "
            "from a backup."
        )
    return content


def claims_newer(data: bytes) -> bool:
    """Whether damaged or unknown bytes say that a newer version wrote them."""
    found = re.search(rb'"version":\s*(\d{1,6})\b', data[:LARGEST])
    return found is not None and int(found[1]) > VERSION


def _well_formed(content: Content) -> bool:
    header, slots = content.header, content.slots
    return (
        isinstance(header, dict)
        and set(header) == _HEADER
        and type(header["version"]) is int
        and header["version"] == (2 if content.mac else 1)
        and all(isinstance(header[name], str) for name in ("safe", "created"))
        and _is_raw(header[_VAULT], 32)
        and isinstance(content.mac, str)
        and (not content.mac or _is_raw(content.mac, 32))
        and isinstance(slots, dict)
        and "passphrase" in slots
        and all(name in _SPOKEN and _is_slot(name, held) for name, held in slots.items())
    )


def _is_slot(name: str, held: object) -> bool:
    if not isinstance(held, dict) or not set(held) <= _SLOT:
        return False
    return (
        held.get("form", 1) in _FORMS
        and _is_raw(held.get("master"), _SEALED_KEY)
        and (name == "keyring" or _is_raw(held.get(_VAULT), _SEALED_KEY))
        and (name != "keyring" or _VAULT not in held)
        and (_is_cost(held.get("params")) if name == "passphrase" else held.get("params") == {})
    )


def _is_cost(params: object) -> bool:
    numbers = {"memory_kib", "passes", "lanes"}
    return (
        isinstance(params, dict)
        and set(params) == {*numbers, "salt"}
        and all(type(params[name]) is int and params[name] > 0 for name in numbers)
        and _is_raw(params["salt"], 16)
    )


def _is_raw(text: object, length: int) -> bool:
    if not isinstance(text, str):
        return False
    try:
        return len(_bytes(text)) == length
    except ValueError:
        return False


def _cost(params: Fields) -> tuple[KdfCost, bytes]:
    cost = KdfCost(params["memory_kib"], params["passes"], params["lanes"], allow_weak=True)
    return cost, _bytes(params["salt"])


def _body(content: Content) -> Fields:
    body = {"header": content.header, "slots": content.slots}
    return {**body, "mac": content.mac} if content.mac else body


def _checksum(body: Fields) -> str:
    return sha256(_canonical(body)).hexdigest()


def _signed(content: Content) -> bytes:
    return _canonical({"header": content.header, "slots": content.slots})


def _mac_key(master: Bytes) -> bytes:
    return sealing.derive(master, _MAC_LABEL)


def _context(slot: str, name: str) -> bytes:
    return f"reverie/slot/2|{slot}|{name}".encode()


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
