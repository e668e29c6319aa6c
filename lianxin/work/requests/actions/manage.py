"""What an administrator keeps: categories with their limits, the routing table, reply texts."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from pypinyin import Style, lazy_pinyin

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_
from lianxin.work.requests.models import Category, ReplyText, RoutingLine


def city() -> str:
    """The path of the whole city: what speaks of every place is kept by those who manage this one."""
    return str(pack().get("places.city", ""))


def initials(name: str) -> str:
    """Pinyin initials, for finding by typing: 路灯 → ld."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()[:120]


@transaction.atomic
def add_category(*, actor: Actor, code: str, name: str, parent: Category | None = None, **facts: Any) -> Category:
    """A new category. Its code begins with its parent's, so that rules may speak of a whole branch."""
    actor.require("requests.manage", city())
    if Category.objects.filter(code=code).exists():
        raise MoveRefused(N_("已有代码为 %(code)s 的类别。"), field="code", code=code)
    if parent and not (code.startswith(parent.code) and code != parent.code):
        raise MoveRefused(N_("代码要以上级类别的代码 %(code)s 开头。"), field="code", code=parent.code)
    row = Category.objects.create(code=code, name=name, parent=parent, initials=initials(name), **facts)
    if parent and parent.is_leaf:
        Category.objects.filter(pk=parent.pk).update(is_leaf=False)
    audit.record(actor, "request.add_category", subject=f"category:{code}", place_path=city(), detail={"name": name})
    return row


@transaction.atomic
def change_category(category: Category, *, actor: Actor, **facts: Any) -> Category:
    """Changes name, synonyms, unit, days, is_private or is_active. What is already running keeps its limit."""
    actor.require("requests.manage", city())
    for key in facts.keys() - {"name", "synonyms", "unit", "days", "is_private", "is_active"}:
        raise ValueError(key)
    row = Category.objects.select_for_update().get(pk=category.pk)
    below = Category.objects.filter(parent=row, is_active=True).count()
    if facts.get("is_active") is False and below:
        raise MoveRefused(N_("下面还有 %(count)d 个在用的类别，请先停用它们。"), field="is_active", count=below)
    for key, value in facts.items():
        setattr(row, key, value)
    row.initials = initials(row.name)
    row.save()
    detail = {key: value.code if isinstance(value, Unit) else value for key, value in facts.items()}
    audit.record(actor, "request.change_category", subject=f"category:{row.code}", place_path=city(), detail=detail)
    return row


@transaction.atomic
def save_line(
    *,
    actor: Actor,
    unit: Unit,
    category_code: str = "",
    place_path: str = "",
    from_hour: int = 0,
    to_hour: int = 24,
    line: RoutingLine | None = None,
) -> RoutingLine:
    """Adds or changes a line of the routing table. A line for every place is kept at the city."""
    path = place_path or city()
    actor.require("requests.manage", path)
    if line is not None:
        actor.require("requests.manage", line.place_path or city())
    row = line or RoutingLine()
    row.unit, row.category_code, row.place_path = unit, category_code, path
    row.from_hour, row.to_hour = from_hour, to_hour
    row.save()
    audit.record(
        actor,
        "request.routing_line",
        subject=f"routing:{row.pk}",
        place_path=path,
        detail={"unit": unit.code, "category": category_code, "hours": [from_hour, to_hour]},
    )
    return row


@transaction.atomic
def delete_line(line: RoutingLine, *, actor: Actor) -> None:
    """Takes a line out of the routing table."""
    path = line.place_path or city()
    actor.require("requests.manage", path)
    detail = {"unit": line.unit.code, "category": line.category_code, "hours": [line.from_hour, line.to_hour]}
    subject = f"routing:{line.pk}"
    line.delete()
    audit.record(actor, "request.delete_routing_line", subject=subject, place_path=path, detail=detail)


@transaction.atomic
def save_reply(
    *,
    actor: Actor,
    title: str,
    body: str,
    category_code: str = "",
    is_active: bool = True,
    reply: ReplyText | None = None,
) -> ReplyText:
    """Adds or changes a sentence that answers may start from."""
    actor.require("requests.manage", city())
    row = reply or ReplyText()
    row.title, row.body, row.category_code, row.is_active = title, body, category_code, is_active
    row.save()
    audit.record(actor, "request.reply_text", subject=f"reply:{row.pk}", place_path=city(), detail={"title": title})
    return row


@transaction.atomic
def delete_reply(reply: ReplyText, *, actor: Actor) -> None:
    """Takes a reply text away; answers already given keep their words."""
    actor.require("requests.manage", city())
    subject, title = f"reply:{reply.pk}", reply.title
    reply.delete()
    audit.record(actor, "request.delete_reply_text", subject=subject, place_path=city(), detail={"title": title})
