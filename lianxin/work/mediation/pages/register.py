"""The register: mediators, and the committees, studios, rooms and alliances they work in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render
from lianxin.kernel.words import N_
from lianxin.work.mediation import actions, rules
from lianxin.work.mediation.forms.fields import choices
from lianxin.work.mediation.forms.staff import BodyForm, MediatorForm
from lianxin.work.mediation.models import Body, Mediator
from lianxin.work.mediation.queries import register as queries
from lianxin.work.mediation.queries.disputes import top_types, types
from lianxin.work.mediation.words import BODY_KINDS, FORMS, LANGUAGES, MEDIATOR_KINDS

MANAGE = "mediation.mediators"
PROBLEMS = {"few": N_("不足三人"), "many": N_("超过九人"), "women": N_("没有女性成员")}


@staff("places.read")
def mediators(request: HttpRequest) -> HttpResponse:
    """Who mediates, with what, where, and how much each has in hand."""
    bar = FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("姓名或者简介")),
            Filter("kind", _("身份"), "choice", choices(MEDIATOR_KINDS)),
            Filter("form", _("调解方式"), "choice", choices(FORMS)),
            Filter("field", _("擅长"), "choice", list(top_types().items())),
            Filter("gone", _("也看已退出的"), "check"),
        ],
    )
    page = keyset_page(queries.register(bar.values), request, order=("place_path", "name", "pk"))
    context = {
        "bar": bar,
        "page": page,
        "rows": [shown(row) for row in page.rows],
        "may_manage": request.actor.holds(MANAGE),
    }
    return render(request, "mediation/mediators.html", context, fragment="mediation/_mediators.html")


def shown(row: Mediator) -> dict[str, Any]:
    """One mediator as lists and the menu print it."""
    names = types()
    return {
        "row": row,
        "kind": _(MEDIATOR_KINDS[row.kind]),
        "bodies": _("、").join(body.name for body in row.bodies.all()),
        "honours": _("、").join(body.honour for body in row.bodies.all() if body.honour),
        "forms": _("、").join(_(FORMS[code]) for code in row.form_codes),
        "fields": _("、").join(names.get(code, code) for code in row.field_codes) or _("各类"),
        "languages": _("、").join(_(LANGUAGES[code]) for code in row.language_codes),
    }


@staff(MANAGE)
def new_mediator(request: HttpRequest) -> HttpResponse:
    return _mediator_page(request, None)


@staff(MANAGE)
def mediator(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        row = queries.mediator(pk)
    except Mediator.DoesNotExist as missing:
        raise Http404 from missing
    if not request.actor.may(MANAGE, row.place_path):
        raise Http404
    return _mediator_page(request, row)


def _mediator_page(request: HttpRequest, row: Mediator | None) -> HttpResponse:
    initial = MediatorForm.initial_of(row) if row else {}
    form = MediatorForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_mediator(actor=request.actor, mediator=row, **form.facts())
        except (MoveRefused, Denied) as refusal:
            form.add_error(None, str(refusal) if isinstance(refusal, MoveRefused) else _("这里不在您的管理范围内。"))
        else:
            messages.success(request, _("已保存“%(name)s”。") % {"name": saved.name})
            return redirect("mediation:mediators")
    return render(request, "mediation/mediator.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@staff("places.read")
def bodies(request: HttpRequest) -> HttpResponse:
    """Committees, studios, rooms and alliances; a committee that is not made up as the law asks is marked (Art. 8)."""
    rows = [{"row": row, "kind": _(BODY_KINDS[row.kind]), "problems": _problems(row)} for row in queries.bodies()]
    context = {"rows": rows, "may_manage": request.actor.holds(MANAGE)}
    return render(request, "mediation/bodies.html", context)


def _problems(row: Any) -> str:
    if row.kind != "committee":
        return ""
    return _("、").join(_(PROBLEMS[code]) for code in rules.committee_problems(row.members, row.women))


@staff(MANAGE)
def new_body(request: HttpRequest) -> HttpResponse:
    return _body_page(request, None)


@staff(MANAGE)
def body(request: HttpRequest, pk: int) -> HttpResponse:
    row = Body.objects.filter(pk=pk).first()
    if row is None or not request.actor.may(MANAGE, row.place_path):
        raise Http404
    return _body_page(request, row)


def _body_page(request: HttpRequest, row: Body | None) -> HttpResponse:
    form = BodyForm(request.POST or None, actor=request.actor, initial=BodyForm.initial_of(row) if row else {})
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_body(actor=request.actor, body=row, **form.facts())
        except (MoveRefused, Denied) as refusal:
            form.add_error(None, str(refusal) if isinstance(refusal, MoveRefused) else _("这里不在您的管理范围内。"))
        else:
            messages.success(request, _("已保存“%(name)s”。") % {"name": saved.name})
            return redirect("mediation:bodies")
    return render(request, "mediation/body.html", {"form": form, "row": row}, status=422 if form.errors else 200)
