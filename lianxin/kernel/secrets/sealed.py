"""A sealed text: what the program carries about instead of a person's phone, name or address."""

import base64
import binascii
from dataclasses import dataclass

from django.db import transaction

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.audit import record
from lianxin.kernel.secrets.keys import ring
from lianxin.kernel.secrets.masks import mask
from lianxin.kernel.secrets.suites import Tampered

DOTS = "●●●"
READ = "secret.read"


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """``token``: ``suite:key id:nonce:ciphertext``, "" for an empty text. ``context``: the column it belongs to.

    Printing, formatting and listing show dots. Two tokens of the same text differ; compare blind indexes instead.
    """

    token: str
    context: str

    def reveal(self, actor: Actor, *, purpose: str, subject: str, place_path: str = "") -> str:
        """The text, after the reading has been written into the audit chain in the same transaction.

        purpose: the words that the reader chose (RULES ETH-20). subject: ``matter:123``, whose owner sees the entry.
        Raises ``KeyFileLost`` without the key, ``Tampered`` when the token was altered or moved.
        """
        if not purpose.strip() or not subject.strip():
            raise ValueError("reveal() needs a purpose and a subject")
        text = self._open()
        with transaction.atomic():
            record(
                actor,
                READ,
                subject=subject,
                place_path=place_path,
                detail={"field": self.context, "purpose": purpose.strip()},
            )
        return text

    def for_machine(self, reason: str) -> str:
        """The text for a step in which no person sees it, such as checking a second factor. Writes no entry.

        reason: why, for the reader of the code. A person's contact is never opened this way.
        """
        if not reason.strip():
            raise ValueError("for_machine() needs a reason")
        return self._open()

    def masked(self, kind: str) -> str:
        """The text with most of it starred, for lists; kinds as in :mod:`masks`. Needs no entry."""
        return mask(kind, self._open())

    def resealed(self) -> "Sealed":
        """The same text under the active key. For key rotation."""
        return seal(self._open(), self.context)

    def _open(self) -> str:
        if not self.token:
            return ""
        suite_name, key_id, nonce, body = _parts(self.token)
        key = ring().key(key_id)
        if key.suite.name != suite_name:
            raise Tampered("the token names another suite than its key")
        return key.suite.decrypt(key.secret, nonce, body, _bound(suite_name, key_id, self.context)).decode()

    def __bool__(self) -> bool:
        return bool(self.token)

    def __str__(self) -> str:
        return DOTS if self.token else ""

    def __repr__(self) -> str:
        return f"<Sealed {DOTS}>"


def seal(text: str, context: str) -> Sealed:
    """Seal under the active key, bound to ``context``: the token opens nowhere else."""
    if not text:
        return Sealed("", context)
    key = ring().active
    nonce, body = key.suite.encrypt(key.secret, text.encode(), _bound(key.suite.name, key.id, context))
    return Sealed(f"{key.suite.name}:{key.id}:{_encoded(nonce)}:{_encoded(body)}", context)


def _bound(suite_name: str, key_id: str, context: str) -> bytes:
    return f"lianxin:1:{suite_name}:{key_id}:{context}".encode()


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _parts(token: str) -> tuple[str, str, bytes, bytes]:
    try:
        suite_name, key_id, nonce, body = token.split(":")
        return suite_name, key_id, _decoded(nonce), _decoded(body)
    except (ValueError, binascii.Error):
        raise Tampered("not a token") from None


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
