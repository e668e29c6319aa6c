"""My work, one matter, and the form of a move: the same three pages for every kind of matter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.access.queries import unit_name
from lianxin.kernel.clock import deadlines
from lianxin.kernel.clock.lamps import LAMPS
from lianxin.kernel.files import queries as files
from lianxin.kernel.matters import contacts, queries, shown
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm, bulk_moves, form_of
from lianxin.kernel.matters.perform import may_move, moves_open_to
from lianxin.kernel.modules import registry
from lianxin.kernel.places import tree
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar, Lenses
from lianxin.kernel.ui.render import redirect_now, render
from lianxin.kernel.words import N_

NOTHING_MORE: dict[str, Any] = {
    "text": "",
    "fact_pairs": (),
    "answer": "",
    "children": (),
    "told": None,
    "remarks": (),
    "boundaries": "",
    "aside": "",
}
"""What ``Module.matter_page`` may leave out of the matter's page."""
OPEN_CHOICES = [("1", N_("未办结")), ("0", N_("已办结")), ("all", N_("全部"))]


@staff("matters.read")
def work(request: HttpRequest) -> HttpResponse:
    """What is waiting, through one lens: the most urgent first; closed ones newest first."""
    actor = request.actor
    lens, bar = Lenses(request, lenses_of(actor)), filter_bar(request, key="matters:work")
    filters = {name: bar[name] for name in bar.names}
    filters["open"] = {"": "1", "all": ""}.get(filters["open"], filters["open"])
    found = queries.work_list(actor, lens.chosen, filters)
    order = ("attention_at", "id") if filters["open"] == "1" else ("-opened_at", "-id")
    page = keyset_page(found.values(*queries.ROW), request, order=order)
    context = {"lens": lens, "bar": bar, "page": page, "rows": shown.rows(page.rows), "bulk": _bulk_buttons(actor)}
    return render(request, "matters/work.html", context, fragment="matters/_list.html")


def lenses_of(actor: Actor) -> tuple[str, ...]:
    """The lenses that can show this actor anything, the widest first."""
    return (*(("place",) if actor.paths("matters.read") else ()), "unit", "mine")


def filter_bar(request: HttpRequest, key: str) -> FilterBar:
    """The filters that every list of matters has."""
    states = {s.name: _(s.label) for flow in registry.flows().values() for s in flow.states}
    kinds = [(kind, _(flow.label)) for kind, flow in registry.flows().items()]
    return FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("编号、标题或内容")),
            Filter("open", _("进度"), "choice", [(value, _(label)) for value, label in OPEN_CHOICES]),
            Filter("lamp", _("期限"), "choice", [(lamp.name, _(lamp.label)) for lamp in LAMPS]),
            Filter("state", _("状态"), "choice", list(states.items())),
            Filter("kind", _("种类"), "choice", kinds),
            Filter("category", _("类别"), "kept", say=registry.category_name),
            Filter("unit", _("承办单位"), "kept", say=unit_name),
            Filter("place", _("区域"), "kept", say=tree.name),
            Filter("opened_from", _("收到自"), "day"),
            Filter("opened_to", _("收到至"), "day"),
            Filter("supervised", _("只看督办"), "check"),
        ],
        key=key,
    )


def _bulk_buttons(actor: Actor) -> list[tuple[str, str, str, str]]:
    return [
        (move.name, _(move.label), _("对选中的事项“%(move)s”吗？") % {"move": _(move.label)}, move.tone)
        for move in bulk_moves()
        if actor.holds(move.permission)
    ]


@staff("matters.read")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """One move on many matters; each is checked on its own, and the page says which were refused and why."""
    verb, numbers = request.POST.get("verb", ""), request.POST.getlist("chosen")[:200]
    if verb not in {move.name for move in bulk_moves()}:
        raise Http404
    done = 0
    for number in numbers:
        try:
            matter = queries.matter(request.actor, number)
            done += _run(matter, verb, request.POST.copy(), request.actor)
        except (MoveRefused, Denied, Matter.DoesNotExist) as refusal:
            messages.warning(
                request,
                _("%(number)s 没有办理：%(why)s")
                % {"number": number, "why": str(refusal) if isinstance(refusal, MoveRefused) else _("没有权限")},
            )
    if done:
        messages.success(request, _("已办理 %(n)d 件") % {"n": done})
    return redirect_now(request, request.headers.get("referer") or reverse("matters:work"))


def _run(matter: Matter, verb: str, data: Any, actor: Any) -> int:
    flow = registry.flow(matter.kind)
    form_class = form_of(matter, flow.move(verb)) if verb in flow.by_move else None
    if form_class is None:
        raise MoveRefused
    data.pop("version", None)
    form = form_class(data, matter=matter, actor=actor)
    if not form.is_valid():
        raise MoveRefused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    form.run()
    return 1


@staff("matters.read")
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one matter; its moves are the flow's."""
    return _matter_page(request, _found(request, number))


def _found(request: HttpRequest, number: str) -> Matter:
    try:
        return queries.matter(request.actor, number)
    except Matter.DoesNotExist as missing:
        raise Http404 from missing


def _matter_page(
    request: HttpRequest, row: Matter, *, form: MoveForm | None = None, move_name: str = "", status: int = 200
) -> HttpResponse:
    module, state = registry.module_of(row.kind), shown.state_of(row.kind, row.state)
    lamp, lamp_text = shown.lamp_of(row.due_at, row.closed_at, row.waiting, timezone.now())
    remark = registry.flow(row.kind).by_move.get("remark")
    context = {
        **NOTHING_MORE,
        "matter": row,
        "state": state,
        "lamp": lamp,
        "lamp_text": lamp_text,
        "buttons": shown.buttons(row, request.actor),
        "form": form,
        "move_name": move_name,
        "clocks": shown.clocks(deadlines.clocks(row), row.kind),
        "files": files.shown(request.actor, row),
        "contact": shown.contact(row, request.actor),
        "source": queries.source(request.actor, row),
        "events": shown.timeline(row, queries.timeline(row)),
        "may_remark": remark is not None and may_move(row, remark, request.actor),
        **(import_string(module.matter_page)(request, row) if module.matter_page else {}),
    }
    return render(request, "matters/matter.html", context, status=status)


@staff("matters.read")
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The form of one move (GET), and the move (POST). A refusal keeps what was typed."""
    row = _found(request, number)
    form_class = _form_class(request, row, name)
    if request.method != "POST":
        form = form_class(initial={**request.GET.dict(), "version": row.version}, matter=row, actor=request.actor)
        return _form_page(request, row, form, name)
    form = form_class(request.POST, request.FILES, matter=row, actor=request.actor)
    if form.is_valid():
        try:
            form.run()
        except MoveRefused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, ValidationError(str(refusal), code=refusal.code))
            if refusal.code == "stale":
                typed = request.POST.copy()
                typed["version"] = str(queries.matter(request.actor, number).version)
                form.data = typed
        else:
            messages.success(request, form.done)
            return redirect_now(request, _after(request, number))
    return _form_page(request, _found(request, number), form, name, status=422)


def _after(request: HttpRequest, number: str) -> str:
    """The matter again, or the list when the mover can no longer see it."""
    try:
        queries.matter(request.actor, number)
    except Matter.DoesNotExist:
        return reverse("matters:work")
    return reverse("matters:matter", args=[number])


def _form_class(request: HttpRequest, row: Matter, name: str) -> type[MoveForm]:
    flow = registry.flow(row.kind)
    form_class = form_of(row, flow.move(name)) if name in flow.by_move else None
    if form_class is None or not may_move(row, flow.move(name), request.actor):
        raise Http404
    return form_class


def _form_page(request: HttpRequest, row: Matter, form: MoveForm, name: str, status: int = 200) -> HttpResponse:
    step = registry.flow(row.kind).move(name)
    context = {"matter": row, "form": form, "step": step, "is_open": step in moves_open_to(row, request.actor)}
    return render(request, "matters/move.html", context, fragment=form.template, status=status)


@staff("matters.read")
@require_POST
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """Shows the sealed contact once, for a stated purpose; the person sees that it was read."""
    row = _found(request, number)
    try:
        told = contacts.reveal(row, actor=request.actor, purpose=request.POST.get("purpose", ""))
    except (Denied, contacts.Contact.DoesNotExist) as refusal:
        raise Http404 from refusal
    response = render(request, "matters/contact.html", {"matter": row, "told": told}, fragment="matters/_contact.html")
    response.headers["Cache-Control"] = "no-store"
    return response
