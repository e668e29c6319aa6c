"""What an administrator keeps: categories with their limits, the routing table with a try-out, reply texts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render
from lianxin.work.requests import queries, queries_desk
from lianxin.work.requests.actions import manage as actions
from lianxin.work.requests.forms.manage import ChangedCategory, Line, NewCategory, Reply, Tried
from lianxin.work.requests.models import Category, ReplyText, RoutingLine


@staff("requests.manage")
def categories(request: HttpRequest) -> HttpResponse:
    """The tree, or what a search finds in it."""
    bar = FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("名称、别名、拼音首字母或代码")),
            Filter("retired", _("连同停用的"), "check"),
        ],
    )
    rows = queries_desk.categories(active=not bar["retired"])
    names = {row.pk: row.name for row in rows}
    context = {
        "bar": bar,
        "below": queries_desk.children_of(rows),
        "names": names,
        "count": len(rows),
        "found": _matching(rows, bar["q"]) if bar["q"] else None,
    }
    return render(request, "requests/categories.html", context, fragment="requests/_categories.html")


def _matching(rows: list[Category], words: str) -> list[Category]:
    wanted = words.lower()
    return [
        row
        for row in rows
        if wanted in row.name.lower()
        or wanted in row.synonyms.lower()
        or row.initials.startswith(wanted)
        or row.code.lower().startswith(wanted)
    ]


@staff("requests.manage")
def new_category(request: HttpRequest) -> HttpResponse:
    form = NewCategory(request.POST or None, initial={"parent": request.GET.get("parent", "")})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_category(actor=request.actor, **form.cleaned_data)
        except (MoveRefused, Denied) as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("已添加类别“%(name)s”。") % {"name": row.name})
            return redirect("requests:categories")
    return render(
        request, "requests/category.html", {"form": form, "category": None}, status=422 if form.errors else 200
    )


@staff("requests.manage")
def category(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Category.objects.select_related("parent"), code=code)
    form = ChangedCategory(
        request.POST or None,
        initial={name: getattr(row, name) for name in ("name", "synonyms", "unit", "days", "is_private", "is_active")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_category(row, actor=request.actor, **form.cleaned_data)
        except (MoveRefused, Denied) as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("已保存。新收到的事项按新的时限计算。"))
            return redirect("requests:categories")
    return render(
        request, "requests/category.html", {"form": form, "category": row}, status=422 if form.errors else 200
    )


def _explain(form: Any, refusal: Exception) -> None:
    """The refusal beside its field, or at the top."""
    field = getattr(refusal, "field", "")
    text = str(refusal) if isinstance(refusal, MoveRefused) else _("这里不在您的管理范围内。")
    form.add_error(field if field in form.fields else None, text)


@staff("requests.manage")
def routing(request: HttpRequest) -> HttpResponse:
    """The table, a form for a further line, and a try-out: category, place, hour → unit."""
    form = Line(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_line(actor=request.actor, **form.facts())
        except Denied as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("已添加规则。"))
            return redirect("requests:routing")
    context = {"form": form, "lines": _lines(), **_tried(request)}
    return render(request, "requests/routing.html", context, status=422 if form.errors else 200)


def _lines() -> list[dict[str, Any]]:
    lines = queries_desk.routing_lines()
    names = queries_desk.names_of_categories(line.category_code for line in lines)
    return [{"line": line, "category": names.get(line.category_code, line.category_code)} for line in lines]


def _tried(request: HttpRequest) -> dict[str, Any]:
    is_asked = "try-category" in request.GET
    tried = Tried(request.GET if is_asked else None, actor=request.actor)  # type: ignore[attr-defined]
    if not is_asked or not tried.is_valid():
        return {"tried": tried, "is_tried": False}
    told = tried.cleaned_data
    return {"tried": tried, "is_tried": True, "unit": queries.proposal(told["category"], told["place"], tried.moment())}


@staff("requests.manage")
def routing_line(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(RoutingLine.objects.select_related("unit"), pk=pk)
    initial = {
        "category": row.category_code,
        "place": row.place_path,
        "unit": row.unit_id,
        "from_hour": row.from_hour,
        "to_hour": row.to_hour,
    }
    form = Line(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_line(actor=request.actor, line=row, **form.facts())
        except Denied as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("已保存规则。"))
            return redirect("requests:routing")
    return render(
        request, "requests/routing_line.html", {"form": form, "line": row}, status=422 if form.errors else 200
    )


@staff("requests.manage")
@require_POST
def delete_line(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(RoutingLine.objects.select_related("unit"), pk=pk)
    try:
        actions.delete_line(row, actor=request.actor)
    except Denied as refusal:
        raise Http404 from refusal
    messages.success(request, _("已删除规则。"))
    return redirect("requests:routing")


@staff("requests.manage")
def replies(request: HttpRequest) -> HttpResponse:
    """Reply texts, and a form for a further one."""
    form = Reply(request.POST or None)
    if request.method == "POST" and form.is_valid() and _saved(request, form, None):
        return redirect("requests:replies")
    texts = queries_desk.reply_texts()
    names = queries_desk.names_of_categories(text.category_code for text in texts)
    context = {"form": form, "texts": texts, "names": names}
    return render(request, "requests/replies.html", context, status=422 if form.errors else 200)


@staff("requests.manage")
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ReplyText, pk=pk)
    form = Reply(
        request.POST or None,
        initial={"title": row.title, "body": row.body, "is_active": row.is_active, "category": row.category_code},
    )
    if request.method == "POST" and form.is_valid() and _saved(request, form, row):
        return redirect("requests:replies")
    return render(request, "requests/reply.html", {"form": form, "reply": row}, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: Reply, row: ReplyText | None) -> bool:
    try:
        actions.save_reply(actor=request.actor, reply=row, **form.facts())  # type: ignore[attr-defined]
    except Denied as refusal:
        _explain(form, refusal)
        return False
    messages.success(request, _("已保存。"))
    return True


@staff("requests.manage")
@require_POST
def delete_reply(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ReplyText, pk=pk)
    try:
        actions.delete_reply(row, actor=request.actor)
    except Denied as refusal:
        raise Http404 from refusal
    messages.success(request, _("已删除。"))
    return redirect("requests:replies")
