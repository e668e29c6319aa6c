"""The door for every file that somebody hands in: the content decides what it is, not its name or declared type."""

from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.files.documents import document
from lianxin.kernel.files.photos import photo
from lianxin.kernel.files.refused import Refused

__all__ = ["Cleaned", "Refused", "accept", "accept_document", "accept_photo"]

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


class Readable(Protocol):
    """An uploaded file, or any binary file; ``name`` is asked for and may be missing."""

    def read(self, size: int = -1, /) -> bytes: ...


def accept(file: Readable) -> Cleaned:
    """A photo or a document, whichever it is. Raises :class:`Refused` with a sentence for the person."""
    data = _content(file, max(settings.PHOTO_BYTES, settings.DOCUMENT_BYTES))
    return _photo(data, file) if _is_photo(data) else _document(data, file)


def accept_photo(file: Readable) -> Cleaned:
    """JPEG, PNG, WebP or HEIC, at most ``settings.PHOTO_BYTES``. Raises :class:`Refused`."""
    data = _content(file, settings.PHOTO_BYTES)
    if not _is_photo(data):
        raise Refused(_("这不是照片。请上传 JPG、PNG、WebP 或 HEIC 格式的照片。"))
    return _photo(data, file)


def accept_document(file: Readable) -> Cleaned:
    """PDF, DOCX, XLSX or plain text, at most ``settings.DOCUMENT_BYTES``. Raises :class:`Refused`."""
    return _document(_content(file, settings.DOCUMENT_BYTES), file)


def _photo(data: bytes, file: Readable) -> Cleaned:
    _limit(data, settings.PHOTO_BYTES)
    return photo(data, _name(file))


def _document(data: bytes, file: Readable) -> Cleaned:
    _limit(data, settings.DOCUMENT_BYTES)
    return document(data, _name(file))


def _content(file: Readable, most: int) -> bytes:
    data = file.read(most + 1)
    if not data:
        raise Refused(_("文件是空的，请重新选择。"))
    _limit(data, most)
    return data


def _limit(data: bytes, most: int) -> None:
    if len(data) > most:
        raise Refused(_("文件太大，最多 %(size)d MB。") % {"size": most // 1024 // 1024})


def _name(file: Readable) -> str:
    return str(getattr(file, "name", "") or "")


def _is_photo(data: bytes) -> bool:
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return True
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return True
    return data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS
