"""Authenticated encryption: with a shared key (AES-256-GCM), and to a public key (X25519, HKDF-SHA256, AES-256-GCM).

Beside it what only says who wrote something: tags under a shared key (HMAC-SHA256) and signatures (Ed25519).
"""

from __future__ import annotations

import hmac
import secrets
from typing import cast

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.secret_memory import Bytes, SecretPage, overwrite

_NONCE = 12
_TAG = 16
_PUBLIC = 32
_BOX_LABEL = b"reverie/vault-box/1"


class NotAuthentic(Exception):
    """The key is wrong or the bytes were changed; the caller knows which error of ours that is."""


def seal(key: Bytes, clear: Bytes, context: bytes) -> bytes:
    """Nonce and ciphertext of `clear`; `context` must be given again to open it."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, context)


def unseal(key: Bytes, sealed: bytes, context: bytes) -> bytes:
    """What `seal` was given. Raises NotAuthentic."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
    except (InvalidTag, ValueError) as cause:
        raise NotAuthentic from cause


def unseal_key(key: Bytes, sealed: bytes, context: bytes, page: SecretPage) -> memoryview:
    """A key that `seal` was given, on `page`; no other copy of it is made. Raises NotAuthentic."""
    piece = page.take(max(len(sealed) - _NONCE - _TAG, 0))
    try:
        AESGCM(key).decrypt_into(sealed[:_NONCE], sealed[_NONCE:], context, piece)
    except (InvalidTag, ValueError) as cause:
        raise NotAuthentic from cause
    return piece


def derive(key: Bytes, label: str, length: int = 32, salt: Bytes | None = None) -> bytes:
    """A sub-key of `key` for the purpose `label` (HKDF-SHA256, RFC 5869)."""
    given = None if salt is None else memoryview(salt).tobytes()  # HKDF takes a salt as bytes only
    try:
        return _purpose(label, length, given).derive(key)
    finally:
        overwrite(given or b"")


def derive_into(key: Bytes, label: str, piece: memoryview) -> None:
    """Like `derive`, written to `piece`, whose length it has."""
    _purpose(label, len(piece), None).derive_into(key, piece)


def new_pair(page: SecretPage) -> tuple[memoryview, bytes]:
    """A fresh X25519 pair: the private key, 32 bytes on `page`, and the public one, 32 bytes."""
    private = X25519PrivateKey.generate()
    return page.keep(private.private_bytes_raw()), private.public_key().public_bytes_raw()


def public_of(private: Bytes) -> bytes:
    """The public key of an X25519 private key, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, clear: bytes, context: bytes) -> bytes:
    """Seals to the holder of the private key of `public`; writing needs no secret."""
    holder = X25519PrivateKey.generate()
    ephemeral = holder.public_key().public_bytes_raw()
    shared = holder.exchange(X25519PublicKey.from_public_bytes(public))
    return ephemeral + seal(_box_key(shared, ephemeral, public), clear, context)


def unseal_with(private: Bytes, sealed: bytes, context: bytes) -> bytes:
    """What `seal_to` was given. Raises NotAuthentic."""
    holder = X25519PrivateKey.from_private_bytes(private)
    ephemeral = sealed[:_PUBLIC]
    try:
        shared = holder.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    except ValueError as cause:
        raise NotAuthentic from cause
    key = _box_key(shared, ephemeral, holder.public_key().public_bytes_raw())
    return unseal(key, sealed[_PUBLIC:], context)


def digest(key: Bytes, value: str) -> bytes:
    """A keyed digest by which equal values are known without being read (HMAC-SHA256)."""
    return authenticate(key, value.encode())


def authenticate(key: Bytes, data: bytes) -> bytes:
    """A tag of 32 bytes which only a holder of `key` can make for `data` (HMAC-SHA256)."""
    return hmac.digest(cast(bytes, key), data, "sha256")  # any buffer will do: it is never copied


def authentic(key: Bytes, data: bytes, tag: bytes) -> bool:
    """True when `tag` is `authenticate(key, data)`; takes the same time wherever they differ."""
    return hmac.compare_digest(authenticate(key, data), tag)


def sign(seed: Bytes, data: bytes) -> bytes:
    """The Ed25519 signature of `data`, 64 bytes; `seed` is the private key, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(data)


def signs_public(seed: Bytes) -> bytes:
    """The public key, 32 bytes, that verifies what `seed` signs."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def verified(public: bytes, data: bytes, signature: bytes) -> bool:
    """True when `signature` over `data` was made by the holder of the seed of `public`; malformed ones are False."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _box_key(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    key = HKDF(SHA256(), 32, ephemeral + public, _BOX_LABEL).derive(shared)
    overwrite(shared)
    return key


def _purpose(label: str, length: int, salt: bytes | None) -> HKDF:
    return HKDF(SHA256(), length, salt, label.encode())
