"""Documents are told by their content and kept as they are; they are only ever handed out as downloads."""

import unicodedata
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from lianxin.kernel.files.cleaned import Cleaned, safe_name
from lianxin.kernel.files.refused import Refused

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "txt": "text/plain; charset=utf-8",
}
_MAIN_PART = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MOST_PARTS = 5000


def document(data: bytes, name: str) -> Cleaned:
    """PDF, DOCX, XLSX or plain text (stored as UTF-8). Raises ``Refused``."""
    extension = _extension(data)
    if extension == "txt":
        data = _text(data).encode()
    return Cleaned(
        kind="document",
        name=safe_name(name, extension),
        content_type=TYPES[extension],
        extension=extension,
        data=data,
    )


def _extension(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(_("旧版或加密的 Office 文件不能接收，请另存为 DOCX、XLSX 或 PDF 后再上传。"))
    return "txt"


def _office(data: bytes) -> str:
    """Reads only the list of parts; nothing is unpacked."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, UnicodeError) as error:
        raise Refused(_("文件不完整或已损坏，请检查后重新上传。")) from error
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise Refused(_("带宏的文件不能接收，请另存为不带宏的格式后再上传。"))
    found = [extension for part, extension in _MAIN_PART.items() if part in parts]
    if "[Content_Types].xml" not in parts or len(found) != 1 or len(parts) > _MOST_PARTS:
        raise _unknown()
    return found[0]


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(c in "\t\n\r\f" or unicodedata.category(c) not in {"Cc", "Co", "Cn"} for c in text):
            return text
    raise _unknown()


def _unknown() -> Refused:
    return Refused(_("只接收照片（JPG、PNG、WebP、HEIC）和 PDF、DOCX、XLSX、TXT 文件。"))
