"""Keeping the register of mediators and of their bodies."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.secrets.blind import blind_index
from lianxin.kernel.words import N_
from lianxin.work.mediation.models import Body, Mediator
from lianxin.work.mediation.words import BODY_KINDS, FORMS, LANGUAGES, MEDIATOR_KINDS, ORGANS, packed

LISTS = {"forms": FORMS, "languages": LANGUAGES}


@audit.together()
def save_mediator(
    *,
    actor: Actor,
    place_path: str,
    mediator: Mediator | None = None,
    bodies: Collection[Body] | None = None,
    phone: str | None = None,
    **facts: Any,
) -> Mediator:
    """Adds or changes one mediator. Lists of codes are given as lists; ``phone`` None leaves the one that is kept."""
    actor.require("mediation.mediators", place_path)
    if mediator is not None:
        actor.require("mediation.mediators", mediator.place_path)
    row = mediator or Mediator()
    for name, value in facts.items():
        setattr(row, name, packed(value) if name in {"forms", "fields", "languages"} else value)
    row.place_path = place_path
    if row.kind not in MEDIATOR_KINDS or not row.name.strip():
        raise MoveRefused(N_("请填写姓名和身份。"), field="name")
    if unknown := {name for name, known in LISTS.items() if set(getattr(row, f"{name[:-1]}_codes")) - set(known)}:
        raise ValueError(f"unknown codes in {unknown}")
    if phone is not None:
        row.phone, row.phone_index = phone, blind_index("mediation.phone", phone)
    row.save()
    if bodies is not None:
        row.bodies.set(bodies)
    audit.record(actor, "mediation.save_mediator", subject=f"mediator:{row.pk}", place_path=place_path)
    return row


@audit.together()
def save_body(*, actor: Actor, place_path: str, body: Body | None = None, **facts: Any) -> Body:
    """Adds or changes a committee, studio, room or alliance."""
    actor.require("mediation.mediators", place_path)
    if body is not None:
        actor.require("mediation.mediators", body.place_path)
    row = body or Body()
    for name, value in facts.items():
        setattr(row, name, value)
    row.place_path = place_path
    if row.kind not in BODY_KINDS or not row.name.strip() or (row.organ and row.organ not in ORGANS):
        raise MoveRefused(N_("请填写名称和类别。"), field="name")
    row.save()
    audit.record(actor, "mediation.save_body", subject=f"body:{row.pk}", place_path=place_path)
    return row
