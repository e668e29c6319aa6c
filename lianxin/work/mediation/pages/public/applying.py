"""For residents: what mediation is, who mediates, and an application."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.kernel.access.actor import ANONYMOUS
from lianxin.kernel.access.gate import public
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.kernel.ui import throttle
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render
from lianxin.work.mediation import actions
from lianxin.work.mediation.actions import Entry, PartyGiven
from lianxin.work.mediation.forms.fields import choices
from lianxin.work.mediation.forms.public import Apply
from lianxin.work.mediation.pages.register import shown
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.queries import register
from lianxin.work.mediation.words import MEDIATOR_KINDS

APPLIES, APPLY_SECONDS = 20, 3600


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What it is: voluntary, free, and never instead of the law."""
    return render(request, "mediation/public/home.html", {})


@public
@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """The menu of mediators, open to everybody; telephones are not on it."""
    bar = FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("姓名或者简介")),
            Filter("kind", _("身份"), "choice", choices(MEDIATOR_KINDS)),
            Filter("field", _("擅长"), "choice", list(queries.top_types().items())),
        ],
    )
    page = keyset_page(register.register(bar.values), request, order=("place_path", "name", "pk"))
    context = {"bar": bar, "page": page, "rows": [shown(row) for row in page.rows]}
    return render(request, "mediation/public/menu.html", context, fragment="mediation/public/_menu.html")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """A party applies; it gets its own code at once. The same form sent twice is one dispute."""
    if request.method != "POST":
        return _page(request, Apply(initial={"client_key": uuid.uuid4().hex}))
    if throttle.is_too_much(request, "mediate", APPLIES, APPLY_SECONDS):
        return throttle.slow_down(request, APPLY_SECONDS)
    form = Apply(request.POST)
    if form.is_valid():
        place = _place(form.cleaned_data["place"] or form.cleaned_data["place_label"])
        if not place:
            form.add_error("place", _("没有认出这个社区或村，请从列出的里面选一个。"))
        else:
            try:
                entered = actions.enter(_entry(form.cleaned_data, place), actor=ANONYMOUS)
            except MoveRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            else:
                first = queries.parties(entered.dispute.matter)[0]
                return redirect("mediation:party", first.code)
    return _page(request, form)


def _page(request: HttpRequest, form: Apply) -> HttpResponse:
    return render(request, "mediation/public/apply.html", {"form": form}, status=422 if form.errors else 200)


def _entry(told: dict[str, Any], place: str) -> Entry:
    sides = [
        PartyGiven(name=told["name"], side="applicant", phone=told["phone"]),
        PartyGiven(name=told["other"], side="respondent", phone=told["other_phone"], is_body=told["other_is_body"]),
    ]
    return Entry(
        text=told["text"],
        place_path=place,
        channel="application",
        type=told["type"],
        amount_fen=told["amount"],
        place_words=told["place_words"],
        parties=sides,
        client_key=told["client_key"],
    )


def _city() -> str:
    return str(pack().get("places.city", "")) or (tree.children()[0].path if tree.children() else "")


def _place(words: str) -> str:
    """The path of the chosen or typed community or village; "" when it is not known."""
    node = tree.get(words) if words.endswith(".") else None
    if node is None:
        named = tree.current().named(words.strip(), _city())
        node = named[0] if len(named) == 1 else None
    return node.path if node and node.is_open and node.path.startswith(_city()) else ""


@public
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Communities and villages by a part of the name or pinyin initials."""
    found = tree.search(request.GET.get("q", "")[:40], under=_city(), level="community", limit=12)
    rows = [{"value": node.path, "label": node.name, "hint": tree.full_name(node.path, _city())} for node in found]
    return JsonResponse(rows, safe=False)
