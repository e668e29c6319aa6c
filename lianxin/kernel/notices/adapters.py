"""The ways out. A city chooses one for each channel in its pack; no supplier's code is here.

``pack.toml``::

    [notices.sms]
    adapter = "http"                        # "file" (default), "http", "none"
    url = "https://sms.example.org/send"
    [notices.sms.fields]                    # the JSON object that the gateway wants
    mobile = "{address}"
    content = "{text}"
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from lianxin.kernel.modules.pack import pack
from lianxin.kernel.secrets.masks import mask

TIMEOUT = 10  # seconds


class Undeliverable(RuntimeError):
    """Trying again is of no use: no such receiver, or the gateway refuses the message itself."""


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out. id: stays the same over all attempts, so that a gateway can drop a repetition."""

    id: str
    channel: str
    address: str
    subject: str
    body: str
    link: str

    @property
    def text(self) -> str:
        """Subject, body and link as one text, for channels that know no subject."""
        return "\n".join(part for part in (self.subject, self.body, self.link) if part)


class Adapter(Protocol):
    """Sends one message, or raises: Undeliverable to give up, anything else to be called again later."""

    def send(self, message: Message) -> None: ...


class FileAdapter:
    """For demonstrations: a line in ``outbox/`` of the home folder, the address masked."""

    def send(self, message: Message) -> None:
        folder = Path(settings.HOME) / "outbox"
        folder.mkdir(parents=True, exist_ok=True)
        kind = {"email": "email", "sms": "phone"}.get(message.channel)
        line = {
            "at": timezone.now().isoformat(timespec="seconds"),
            "channel": message.channel,
            "to": mask(kind, message.address) if kind else message.address,
            "text": message.text,
        }
        with (folder / f"{timezone.localdate()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class MailAdapter:
    """E-mail through Django's backend and the SMTP settings."""

    def send(self, message: Message) -> None:
        body = "\n\n".join(part for part in (message.body, message.link) if part)
        mail = EmailMessage(message.subject, body, to=[message.address])
        mail.extra_headers["Message-ID"] = f"<{message.id}@lianxin>"
        mail.send()


class HttpAdapter:
    """POST of a JSON object whose fields the pack names, signed with HMAC-SHA256 over ``timestamp.body``."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.url = str(options["url"])
        self.fields: Mapping[str, str] = options.get("fields") or {"to": "{address}", "text": "{text}"}
        self.headers: Mapping[str, str] = options.get("headers", {})

    def send(self, message: Message) -> None:
        words = {"address": message.address, "subject": message.subject, "body": message.body}
        words |= {"link": message.link, "text": message.text, "id": message.id}
        content = json.dumps({name: _filled(value, words) for name, value in self.fields.items()}, ensure_ascii=False)
        headers = {**self.headers, **signature(content.encode()), "Idempotency-Key": message.id}
        answer = httpx.post(self.url, content=content.encode(), headers=headers, timeout=TIMEOUT)
        if 400 <= answer.status_code < 500 and answer.status_code not in {401, 403, 408, 429}:
            raise Undeliverable(f"the gateway answered {answer.status_code}")
        answer.raise_for_status()


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    """A field's value with ``{address}``, ``{text}`` … put in; nested objects too; other braces stay as they are."""
    if isinstance(value, Mapping):
        return {name: _filled(inner, words) for name, inner in value.items()}
    if not isinstance(value, str):
        return value
    parts = value.split("{")
    put = [parts[0]]
    for part in parts[1:]:
        name, sign, rest = part.partition("}")
        put.append(words[name] + rest if sign and name in words else "{" + part)
    return "".join(put)


def signature(content: bytes, at: int | None = None) -> dict[str, str]:
    """Headers by which the gateway knows that the message is ours and fresh. Empty secret: unsigned."""
    headers = {"Content-Type": "application/json"}
    secret: str = settings.NOTICE_SECRET
    if secret:
        moment = str(int(time.time()) if at is None else at)
        digest = hmac.new(secret.encode(), moment.encode() + b"." + content, hashlib.sha256).hexdigest()
        headers |= {"X-Lianxin-Timestamp": moment, "X-Lianxin-Signature": f"sha256={digest}"}
    return headers


def adapter(channel: str) -> Adapter | None:
    """The adapter of a channel as the pack says; None when this city does not use the channel."""
    options = pack().get(f"notices.{channel}", {})
    usual = {"email": "smtp" if settings.EMAIL_HOST else "file", "sms": "file", "wecom": "none"}[channel]
    kind = options.get("adapter", usual)
    if kind == "none":
        return None
    if kind == "http":
        return HttpAdapter(options)
    return MailAdapter() if kind == "smtp" else FileAdapter()
