"""A program that calls the interface: a client with a token, as another system would hold one."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.models import User
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.api.models import Token
from lianxin.kernel.api.queries import token_hash
from lianxin.kernel.modules import registry


def token_of(user: User, *, scopes: list[str] | None = None, **facts: Any) -> str:
    """A token of this person with all that they hold, written straight into the table."""
    from datetime import timedelta

    from django.utils import timezone

    person = actor_of(User.objects.select_related("unit").get(pk=user.pk))
    text = f"lx_{uuid.uuid4().hex}"
    held = [code for code in registry.permissions() if person.holds(code)]
    Token.objects.unscoped(reason=f"test {SYSTEM.name}").create(
        **{
            "user": user,
            "name": "试",
            "prefix": text[:9],
            "hash": token_hash(text),
            "scopes": scopes or held,
            "expires_at": timezone.now() + timedelta(days=1),
            **facts,
        }
    )
    return text


@dataclass
class Program:
    """``language``: what it asks answers in. Without a token it is anybody."""

    token: str = ""
    language: str = "zh"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def headers(self, key: str | None = None) -> dict[str, str]:
        told = {"Accept-Language": self.language}
        if self.token:
            told["Authorization"] = f"Bearer {self.token}"
        return {**told, **({"Idempotency-Key": key} if key else {})}

    def get(self, path: str, **values: Any) -> HttpResponse:
        return self.client.get(f"/api/{path}", values, headers=self.headers())

    def post(self, path: str, body: Any = None, key: str | None = None) -> HttpResponse:
        """With a key of its own unless one is given; ``key=""`` sends none."""
        sent = body if isinstance(body, str | bytes) else json.dumps(body or {})
        return self.client.post(
            f"/api/{path}",
            sent,
            content_type="application/json",
            headers=self.headers(uuid.uuid4().hex if key is None else key),
        )


def program(world: Any, login: str, **facts: Any) -> Program:
    return Program(token_of(world.users[login], **facts))
