"""Files beside matters of any kind."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Router

from lianxin.kernel.api.callers import caller
from lianxin.kernel.api.rules import staff
from lianxin.kernel.files import queries, store
from lianxin.kernel.words import N_

router = Router(tags=[N_("附件")])


@router.get("/files/{int:file_id}", summary=N_("附件的内容"))
@staff("matters.read")
def read_file(request: HttpRequest, file_id: int) -> HttpResponseBase:
    attachment = queries.attachment(caller(request), file_id)
    if attachment is None:
        raise Http404
    return store.serve(request, attachment)
