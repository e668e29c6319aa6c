"""What the addresses of this module are filled with: objects of the eastern district (``tests/access/makers.py``)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils import timezone

from lianxin.kernel.files import intake
from lianxin.work.sessions import actions
from lianxin.work.sessions.actions.documents import Text
from lianxin.work.sessions.models import Document
from lianxin.work.sessions.queries.sessions import files_of
from lianxin.work.sessions.tests.made import assigned, decided, held, planned, session_of, task_of


def session(world: Any) -> dict[str, Any]:
    """A held session of the county with an item and a topic on its agenda, and somebody asked to come."""
    item = decided(world)
    row = session_of(item)
    actions.ask_to_attend(row, actor=world.actor("county"), unit=world.units["street"])
    actions.add_topic(row, actor=world.actor("county"), topic="听取供热情况")
    return {"pk": row.pk}


def to_come(world: Any) -> dict[str, Any]:
    """Not numbered, so that it does not stand in the way of the next one."""
    return {"pk": planned(world, kind="push", topic="网格化").pk}


def point(world: Any) -> dict[str, Any]:
    row = held(world)
    return {"pk": row.pk, "point": actions.add_topic(row, actor=world.actor("county"), topic="听取供热情况").pk}


def point_to_come(world: Any) -> dict[str, Any]:
    row = planned(world, kind="push", topic="网格化")
    return {"pk": row.pk, "point": actions.add_topic(row, actor=world.actor("county"), topic="听取供热情况").pk}


def document(world: Any) -> dict[str, Any]:
    row = held(world)
    one = actions.add_topic(row, actor=world.actor("county"), topic="审议规则")
    told, upload = Text(f"区规则{row.number}", timezone.localdate()), BytesIO("第一条".encode())
    upload.name = "规则.txt"
    return {"pk": actions.adopt(one, told, actor=world.actor("county"), files=[intake.accept(upload)]).pk}


def file(world: Any) -> dict[str, Any]:
    told = document(world)
    [kept] = files_of(Document.objects.unscoped(reason="test").get(pk=told["pk"]))
    return {**told, "file": kept.pk}


NUMBERS = {
    "session-items": lambda world: str(assigned(world).number),
    "session-tasks": lambda world: str(task_of(assigned(world)).number),
}
MAKERS = {
    "sessions:session": session,
    "sessions:change": session,
    "sessions:cancel": to_come,
    "sessions:hold": to_come,
    "sessions:minutes": session,
    "sessions:approve": session,
    "sessions:give_out": session,
    "sessions:put_on": session,
    "sessions:topic": session,
    "sessions:people": session,
    "sessions:came": session,
    "sessions:up": point_to_come,
    "sessions:remove": point_to_come,
    "sessions:conclude": point,
    "sessions:task": point,
    "sessions:adopt": point,
    "sessions:paper": lambda world: {**session(world), "which": "agenda", "form": "docx"},
    "sessions:document": document,
    "sessions:document_file": file,
    "sessions:repeal": document,
    "sessions:item": lambda world: {"number": assigned(world).number},
}
HIDDEN_FROM_NEIGHBOURS = {*MAKERS}
