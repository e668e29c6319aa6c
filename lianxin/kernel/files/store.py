"""Keeping files in Django's default storage (a folder, or S3 by setting) and handing them out again."""

import hashlib
from typing import TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import content_disposition_header

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.matters.models import Matter

Served = TypeVar("Served", bound=HttpResponseBase)
FOR_EVER = "private, max-age=31536000, immutable"
"""The address names one content that never changes. Private: no cache between keeps a copy."""


def keep(
    cleaned: Cleaned,
    *,
    actor: Actor,
    matter: Matter | None = None,
    subject: str = "",
    is_public: bool = False,
) -> Attachment:
    """Put the file into the storage, then its row into the caller's transaction. The caller writes the audit entry.

    The file is named by its content: the same photo twice is stored once, and a file that a rolled-back
    transaction leaves behind is taken up by the next. ``subject``: ``kind:id`` for a file without a matter.
    """
    digest = hashlib.sha256(cleaned.data).hexdigest()
    kept: Attachment = Attachment.objects.unscoped(reason="keeping a file").create(
        matter=matter,
        subject=subject,
        name=cleaned.name,
        kind=cleaned.kind,
        content_type=cleaned.content_type,
        size=cleaned.size,
        sha256=digest,
        storage_key=_stored(digest, cleaned.extension, cleaned.data),
        thumb_key=_stored(f"{digest}-480", "jpg", cleaned.thumb) if cleaned.thumb else "",
        width=cleaned.width,
        height=cleaned.height,
        uploaded_by_kind=actor.kind,
        uploaded_by_id=actor.user_id,
        at=timezone.now(),
        is_public=is_public,
    )
    return kept


def carry(source: Matter, matter: Matter, *, seen_by: Actor) -> None:
    """The files of one matter that this person sees, beside another one too. Each content is stored once."""
    rows = Attachment.objects.visible_to(seen_by).filter(matter=source).order_by("at", "pk")
    for row in rows:
        row.pk, row.matter = None, matter
    Attachment.objects.unscoped(reason="carried with what the person said").bulk_create(rows)


def withdraw(attachment: Attachment) -> None:
    """Show it to nobody any more, and remove its file unless another attachment has the same content."""
    rows = Attachment.objects.unscoped(reason="withdrawing a file")
    rows.filter(pk=attachment.pk).update(state=Attachment.WITHDRAWN)
    if not rows.filter(storage_key=attachment.storage_key, state=Attachment.KEPT).exists():
        for key in filter(None, (attachment.storage_key, attachment.thumb_key)):
            default_storage.delete(key)


def serve(request: HttpRequest, attachment: Attachment, *, thumb: bool = False) -> HttpResponseBase:
    """Stream the file. The caller has shown that it may be seen. A document is a download, never a page.

    Raises ``Http404`` when the storage has lost the file, or there is no thumbnail.
    """
    key = attachment.thumb_key if thumb else attachment.storage_key
    etag = f'"{attachment.sha256}{"-480" if thumb else ""}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _headed(HttpResponseNotModified(), etag)
    if not key or attachment.state != Attachment.KEPT:
        raise Http404
    try:
        file = default_storage.open(key)
    except FileNotFoundError:
        raise Http404 from None
    is_download = attachment.kind != Attachment.PHOTO
    response = FileResponse(file, content_type=attachment.content_type)
    response["Content-Disposition"] = content_disposition_header(is_download, attachment.name) or "inline"
    return _headed(response, etag)


def _headed(response: Served, etag: str) -> Served:
    response["ETag"] = etag
    response["Cache-Control"] = FOR_EVER
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _stored(name: str, extension: str, data: bytes) -> str:
    key = f"{name[:2]}/{name[2:4]}/{name}.{extension}"
    return key if default_storage.exists(key) else default_storage.save(key, ContentFile(data))
