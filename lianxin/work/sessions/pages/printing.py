"""The agenda pack and the minutes as papers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from lianxin.kernel.access.gate import staff
from lianxin.kernel.papers import Paper
from lianxin.kernel.papers.office import to_docx
from lianxin.kernel.papers.pdf import to_pdf
from lianxin.work.sessions import written
from lianxin.work.sessions.models import Session
from lianxin.work.sessions.pages.session import found

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "docx": (WORD, to_docx), "pdf": ("application/pdf", to_pdf),
}  # fmt: skip
PAPERS: dict[str, Callable[[Session], Paper]] = {"agenda": written.agenda_pack, "minutes": written.minutes}


@staff("sessions.read")
def paper(request: HttpRequest, pk: int, which: str, form: str) -> HttpResponse:
    """``agenda`` or ``minutes``, as ``docx`` or ``pdf``. There are no minutes of a session that was not held."""
    row = found(request, pk)
    if which not in PAPERS or form not in FORMS or (which == "minutes" and row.state not in {"held", "approved"}):
        raise Http404
    content_type, made = FORMS[form]
    whole = PAPERS[which](row)
    response = HttpResponse(made(whole), content_type=content_type)
    name = whole.title.replace("\n", "")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    response["Cache-Control"] = "no-store"
    return response
