"""The written papers of a petition as PDF and DOCX, from the city's own templates."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters import contacts, queries
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.papers.office import to_docx
from lianxin.kernel.papers.pdf import to_pdf
from lianxin.work.petitions import papers
from lianxin.work.petitions import queries as petition_queries

TYPES = {
    "pdf": ("application/pdf", to_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
}


@staff("petitions.agent")
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """``?kind=opinion&form=pdf``. Without the person's name, unless it is asked for by POST, which is written down."""
    try:
        matter = queries.matter(request.actor, number)
    except Matter.DoesNotExist as missing:
        raise Http404 from missing
    asked = request.POST if request.method == "POST" else request.GET
    kind, form = asked.get("kind", papers.MANDATE), asked.get("form", "pdf")
    if matter.kind != "petition" or form not in TYPES:
        raise Http404
    petition = petition_queries.seen(matter)
    if kind not in dict(papers.available(petition, matter)):
        raise Http404
    name = _name(request, matter) if request.method == "POST" else ""
    made = papers.paper(kind, petition, matter, name=name)
    content_type, write = TYPES[form]
    response = HttpResponse(write(made), content_type=content_type)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{made.title}-{number}.{form}"))
    response.headers["Cache-Control"] = "no-store"
    return response


def _name(request: HttpRequest, matter: Matter) -> str:
    """The person's name for the paper; the person sees that it was read."""
    try:
        return contacts.reveal(matter, actor=request.actor, purpose="reply").name  # type: ignore[attr-defined]
    except (Denied, contacts.Contact.DoesNotExist) as refusal:
        raise Http404 from refusal
