"""A file in, in two steps: the trial reading with its errors by row and column, then taking it or leaving it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.gate import signed_in
from lianxin.kernel.exchange import imports
from lianxin.kernel.exchange.columns import BadSheet, Layout
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.exchange.offered import Sheet, sheets, sheets_of
from lianxin.kernel.exchange.preview import problems_workbook
from lianxin.kernel.exchange.workbook import plain
from lianxin.kernel.places import tree
from lianxin.kernel.secrets.masks import mask
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.render import render

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Upload(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy("Excel（XLSX、XLS）、ODS 或 CSV。列的顺序不限。"),
        error_messages={"required": gettext_lazy("请选择文件。"), "empty": gettext_lazy("文件是空的，请重新选择。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.DOCUMENT_BYTES:
            megabytes = settings.DOCUMENT_BYTES // 1024 // 1024
            raise forms.ValidationError(_("文件太大，最多 %(size)d MB。请分成几个文件。") % {"size": megabytes})
        return file


@signed_in
def runs(request: HttpRequest) -> HttpResponse:
    """The files that were put in, newest first, and the kinds that this person may put in."""
    actor = _staff(request)
    page = keyset_page(ImportRun.objects.visible_to(actor), request, order=("-pk",))
    known = sheets()
    labels = {name: _(sheet.label) for name, sheet in known.items()}
    return render(request, "exchange/runs.html", {"page": page, "labels": labels, "sheets": sheets_of(actor)})


@signed_in
def upload(request: HttpRequest, name: str) -> HttpResponse:
    """Choosing a file of one kind; it is read at once, and nothing is taken yet."""
    return upload_of(request, name)


def upload_of(request: HttpRequest, name: str) -> HttpResponse:
    """The same page for a module that gives it an address of its own."""
    actor, sheet = _staff(request), _sheet(request, name)
    form, layout = Upload(request.POST or None, request.FILES or None), sheet.layout(actor)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = imports.prepare(file, layout, actor=actor, name=file.name)
        except BadSheet as bad:
            form.add_error("file", _(bad.sentence) % bad.params)
        else:
            return redirect("exchange:run", run.pk)
    recent = list(ImportRun.objects.visible_to(actor).filter(layout=name)[:10])
    context = {"form": form, "sheet": sheet, "layout": layout, "recent": recent}
    return render(request, "exchange/upload.html", context, status=422 if form.errors else 200)


def _staff(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_staff:
        raise Http404
    return actor


def _sheet(request: HttpRequest, name: str) -> Sheet:
    sheet = sheets().get(name)
    if sheet is None or not sheet.is_open_to(_staff(request)):
        raise Http404
    return sheet


@signed_in
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """What the trial reading found; after the decision, what became of it."""
    row = _run(request, pk)
    sheet = sheets().get(row.layout)
    is_mine = row.user_id == _staff(request).user_id
    is_open = row.state == ImportRun.PREVIEWED and is_mine and bool(sheet) and bool(row.file_key)
    layout = sheet.layout(_staff(request)) if sheet else None
    context = {
        "run": row,
        "sheet": sheet,
        "is_open": is_open,
        "is_mine": is_mine,
        "problems": _problems(row),
        "sample": _sample(row, layout) if is_open and layout else ([], []),
    }
    return render(request, "exchange/run.html", context)


def _run(request: HttpRequest, pk: int) -> ImportRun:
    row: ImportRun | None = ImportRun.objects.visible_to(_staff(request)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _problems(row: ImportRun) -> list[dict[str, Any]]:
    return [{**told, "text": _(told["sentence"]) % told["params"]} for told in row.report.get("problems", [])]


def _sample(row: ImportRun, layout: Layout) -> tuple[list[str], list[list[str]]]:
    """Labels and the first good rows: personal cells masked, places by name."""
    try:
        found = imports.sample(row, layout)
    except imports.FileChanged:
        return [], []
    columns = [column for column in layout.columns if any(column.key in parsed.values for parsed in found)]
    lines = [[_shown(parsed.values.get(column.key), column.mask) for column in columns] for parsed in found]
    return [_(column.label) for column in columns], lines


def _shown(value: object, mask_name: str) -> str:
    text = plain(value)
    place = tree.get(text) if text.endswith(".") else None
    if place is not None:
        return tree.full_name(place.path)
    return mask(mask_name, text) if mask_name and text else text[:60]


@signed_in
def bad_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The bad rows as a workbook: correct them and upload that file. Only for who put the file in."""
    row = _run(request, pk)
    sheet = _sheet(request, row.layout)
    if row.user_id != _staff(request).user_id:
        raise Http404
    try:
        found = imports.previewed(row, sheet.layout(_staff(request)))
    except imports.FileChanged as gone:
        messages.warning(request, _(gone.sentence))
        return redirect("exchange:run", pk)
    response = HttpResponse(problems_workbook(found), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="bad-rows-{pk}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


@signed_in
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the good rows, all in one transaction."""
    row, actor = _run(request, pk), _staff(request)
    sheet = _sheet(request, row.layout)
    if row.user_id != actor.user_id:
        raise Http404
    try:
        done = imports.commit(row, actor=actor, layout=sheet.layout(actor), apply=sheet.applying(actor))
    except (imports.AlreadyDecided, imports.FileChanged) as refusal:
        messages.warning(request, _(refusal.sentence))
    else:
        messages.success(request, _("已导入：新增 %(created)d，改动 %(changed)d，未变 %(unchanged)d。") % done.counts)
    return redirect("exchange:run", pk)


@signed_in
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes nothing and deletes the file."""
    row = _run(request, pk)
    if row.user_id != _staff(request).user_id:
        raise Http404
    try:
        imports.discard(row, actor=_staff(request))
    except imports.AlreadyDecided as refusal:
        messages.warning(request, _(refusal.sentence))
    else:
        messages.success(request, _("已放弃，文件已删除。"))
    return redirect("exchange:run", pk)
