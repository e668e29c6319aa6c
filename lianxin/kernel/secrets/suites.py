"""The two cipher suites, as pure functions on bytes. No Django here.

``intl``: AES-256-GCM, HMAC-SHA-256, SHA-256. ``sm``: SM4-GCM, HMAC-SM3, SM3
(GB/T 32907-2016, GB/T 32905-2016), which the assessment of commercial cryptography under
密码法 Art. 27 and GB/T 39786-2021 asks for.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as keyed
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

NONCE_BYTES = 12
TAG_BYTES = 16


class Tampered(ValueError):
    """The ciphertext, its key or its place is not the one that was sealed."""


@dataclass(frozen=True, slots=True)
class Suite:
    """``key_bytes``: length of a sealing key. ``hash_name``: the name that stands before a digest."""

    name: str
    key_bytes: int
    hash_name: str
    block: Callable[[bytes], algorithms.AES | algorithms.SM4]
    hash: Callable[[], hashes.HashAlgorithm]

    def encrypt(self, key: bytes, plain: bytes, context: bytes) -> tuple[bytes, bytes]:
        """(nonce of 12 bytes, ciphertext with its 16-byte tag at the end); a fresh random nonce each time."""
        nonce = os.urandom(NONCE_BYTES)
        cipher = Cipher(self.block(key), modes.GCM(nonce)).encryptor()
        cipher.authenticate_additional_data(context)
        sealed = cipher.update(plain) + cipher.finalize()
        return nonce, sealed + cipher.tag

    def decrypt(self, key: bytes, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
        """Raises :class:`Tampered` when anything, including the context, differs by one bit."""
        if len(nonce) != NONCE_BYTES or len(sealed) < TAG_BYTES:
            raise Tampered("too short")
        body, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
        cipher = Cipher(self.block(key), modes.GCM(nonce, tag)).decryptor()
        cipher.authenticate_additional_data(context)
        try:
            return cipher.update(body) + cipher.finalize()
        except InvalidTag:
            raise Tampered("authentication failed") from None

    def digest(self, data: bytes) -> str:
        """``sha256:…`` or ``sm3:…``, 64 hexadecimal digits after the colon."""
        return f"{self.hash_name}:{self._hash(data).hex()}"

    def mac(self, key: bytes, data: bytes) -> bytes:
        """32 bytes."""
        if self.hash_name == "sha256":
            return hmac.digest(key, data, "sha256")
        work = keyed.HMAC(key, self.hash())
        work.update(data)
        return work.finalize()

    def _hash(self, data: bytes) -> bytes:
        if self.hash_name == "sha256":
            return hashlib.sha256(data).digest()
        work = hashes.Hash(self.hash())
        work.update(data)
        return work.finalize()


INTL = Suite("intl", 32, "sha256", algorithms.AES, hashes.SHA256)
SM = Suite("sm", 16, "sm3", algorithms.SM4, hashes.SM3)
SUITES = {suite.name: suite for suite in (INTL, SM)}
BY_HASH = {suite.hash_name: suite for suite in (INTL, SM)}
