"""The register of what sessions have adopted, each text with its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.files.store import serve
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render
from lianxin.work.sessions import actions, shown
from lianxin.work.sessions.forms.meetings import Repealed
from lianxin.work.sessions.models import Document
from lianxin.work.sessions.pages.session import attempt
from lianxin.work.sessions.queries import sessions as queries

READ, DOCUMENTS = "sessions.read", "sessions.documents"


@staff(READ)
def documents(request: HttpRequest) -> HttpResponse:
    """What is in force here, also what was adopted above; older versions when they are asked for."""
    bar = FilterBar(request, [
        Filter("q", _("搜索"), "text", placeholder=_("名称或文号")),
        Filter("sort", _("种类"), "choice", [(code, str(label)) for code, label in Document.SORTS]),
        Filter("old", _("连同已失效的"), "check"),
    ])  # fmt: skip
    page = keyset_page(queries.documents(request.actor, bar.values), request, order=("-adopted_on", "-id"))
    rows = [
        {**shown.document(row), "place_path": row.place_path, "session": shown.title(row.agenda_item.session)}
        for row in page.rows
    ]
    context = {"bar": bar, "page": page, "rows": rows}
    return render(request, "sessions/documents.html", context, fragment="sessions/_documents.html")


@staff(READ)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its session, its days, its files, and the other versions."""
    row = _found(request, pk)
    session = row.agenda_item.session
    context = {
        "document": row,
        "shown": shown.document(row),
        "session": shown.title(session),
        "session_href": shown.address_for(request.actor, session),
        "files": [_file(row, each) for each in queries.files_of(row)],
        "versions": [{**shown.document(each), "is_here": each.pk == row.pk} for each in queries.versions(row)],
        "may_repeal": row.ended_on is None and request.actor.may(DOCUMENTS, row.place_path),
    }
    return render(request, "sessions/document.html", context)


def _found(request: HttpRequest, pk: int) -> Document:
    try:
        return queries.document(request.actor, pk)
    except Document.DoesNotExist as missing:
        raise Http404 from missing


def _file(row: Document, each: Any) -> dict[str, Any]:
    return {
        "href": reverse("sessions:document_file", args=[row.pk, each.pk]),
        "name": each.name,
        "size": each.size,
        "thumb": "",
    }


@staff(READ)
def document_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a document that the reader may see."""
    attachment = queries.file_of(_found(request, pk), file)
    if attachment is None:
        raise Http404
    return serve(request, attachment)


@staff(DOCUMENTS)
def repeal(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = Repealed(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.repeal(row, actor=request.actor, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("已登记废止。"))
            return redirect("sessions:document", row.pk)
    context = {"form": form, "title": _("废止"), "back": "sessions:document", "back_args": [row.pk], "lead": row.name}
    return render(request, "sessions/form.html", context, status=422 if form.errors else 200)
