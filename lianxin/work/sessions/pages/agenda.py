"""The points of an agenda and the people of a session."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access.gate import staff
from lianxin.work.sessions import actions
from lianxin.work.sessions.forms import meetings as asked
from lianxin.work.sessions.models import AgendaItem, Session
from lianxin.work.sessions.pages.session import CONVENE, DOCUMENTS, found, run, told
from lianxin.work.sessions.queries import sessions as queries


@staff(CONVENE)
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a point of its own; items of the loop come from their own page."""
    row = found(request, pk)

    def act(said: dict[str, Any]) -> Any:
        return actions.add_topic(row, actor=request.actor, **said)

    return run(request, row, asked.Topic(request.POST or None), _("增加议题"), act, _("已增加议题。"))


@staff(CONVENE)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    form = asked.Asked(request.POST or None, session=row)

    def act(said: dict[str, Any]) -> Any:
        return actions.ask_to_attend(row, actor=request.actor, **said)

    return run(request, row, form, _("请谁参加"), act, _("已加入名单。"))


@staff(CONVENE)
@require_POST
def came(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came: fields ``came-KEY``."""
    row = found(request, pk)
    said = {
        int(name[5:]): value for name, value in request.POST.items() if name.startswith("came-") and name[5:].isdigit()
    }
    return told(request, row, lambda: actions.mark_came(row, actor=request.actor, came=said), _("已登记到会情况。"))


@staff(CONVENE)
@require_POST
def put_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The items that were ticked among those that wait: fields ``item``, numbers."""
    row, chosen = found(request, pk), set(request.POST.getlist("item"))

    def act() -> Any:
        waiting = [each for each in queries.waiting_items(request.actor, row) if each.number in chosen]
        return actions.put_on(row, actor=request.actor, matters=waiting)

    return told(request, row, act, _("已列入议程。"))


def _point(row: Session, pk: int) -> AgendaItem:
    try:
        return queries.point(row, pk)
    except AgendaItem.DoesNotExist as missing:
        raise Http404 from missing


@staff(CONVENE)
@require_POST
def up(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    row = found(request, pk)
    one = _point(row, point)
    return told(request, row, lambda: actions.move_up(one, actor=request.actor), _("已上移。"))


@staff(CONVENE)
@require_POST
def remove(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    row = found(request, pk)
    one = _point(row, point)
    return told(request, row, lambda: actions.remove_point(one, actor=request.actor), _("已删除议题。"))


@staff(CONVENE)
def conclude(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    row = found(request, pk)
    one = _point(row, point)
    form = asked.Concluded(request.POST or None, initial={"result": one.result, "conclusion": one.conclusion})

    def act(said: dict[str, Any]) -> Any:
        return actions.conclude(one, actor=request.actor, **said)

    return run(request, row, form, one.topic, act, _("已记录结果。"))


@staff(CONVENE)
def task(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    row = found(request, pk)
    one = _point(row, point)
    form = asked.TaskOfTopic(request.POST or None, session=row)

    def act(_said: dict[str, Any]) -> Any:
        return actions.decide_topic(one, actor=request.actor, task=form.task())

    return run(request, row, form, _("后续任务：%(topic)s") % {"topic": one.topic}, act, _("已增加任务。"))


@staff(DOCUMENTS)
def adopt(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    row = found(request, pk)
    one = _point(row, point)
    form = asked.Adopted(request.POST or None, request.FILES or None, session=row, initial={"name": one.topic})

    def act(said: dict[str, Any]) -> Any:
        return actions.adopt(one, form.text(), actor=request.actor, files=said["file"])

    return run(request, row, form, _("登记审议通过的文件"), act, _("已登记。"))
