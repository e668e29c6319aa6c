"""Two addresses for every attachment. What the actor may not see does not exist for them."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.files import queries
from lianxin.kernel.files.store import serve


@public
@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A photo to look at, or a document to download."""
    return _served(request, pk, thumb=False)


@public
@require_safe
def thumbnail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A photo of at most 480 pixels. 404 for a document."""
    return _served(request, pk, thumb=True)


def _served(request: HttpRequest, pk: int, *, thumb: bool) -> HttpResponseBase:
    found = queries.attachment(request.actor, pk)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return serve(request, found, thumb=thumb)
