"""A document is what its content says."""

from typing import Any

import pytest

from lianxin.kernel.files import Refused
from lianxin.kernel.files.intake import accept, accept_document
from lianxin.kernel.files.tests.made import jpeg, office, upload


@pytest.mark.parametrize(
    ("data", "extension", "content_type"),
    [
        (b"%PDF-1.7\n...", "pdf", "application/pdf"),
        (office(), "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (office("xl/workbook.xml"), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("路灯不亮\n".encode(), "txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_document_is_told_by_its_content(data: bytes, extension: str, content_type: str) -> None:
    made = accept(upload(data, "情况说明.html", "text/html"))
    assert (made.kind, made.name) == ("document", f"情况说明.{extension}")
    assert (made.content_type, made.data, made.thumb) == (content_type, data, b"")


def test_text_in_gb18030_is_kept_as_utf_8() -> None:
    assert accept(upload("路灯不亮".encode("gb18030"))).data.decode() == "路灯不亮"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (office("word/document.xml", "word/vbaProject.bin"), "带宏"),
        (office("ppt/presentation.xml"), "只接收"),
        (office("word/document.xml", "xl/workbook.xml"), "只接收"),
        (office()[:60], "已损坏"),
        (b"PK\x03\x04", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "旧版"),
        (b"MZ\x90\x00\x03", "只接收"),
        (b"\x7fELF\x02\x01\x01\x00", "只接收"),
        (b"text with a \0 byte", "只接收"),
        (b"\x1f\x8b\x08\x00\xff\xff", "只接收"),
    ],
    ids=("macros", "slides", "two kinds", "cut", "head alone", "old office", "exe", "elf", "zero byte", "gzip"),
)
def test_anything_else_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        accept(upload(data, "a.pdf", "application/pdf"))
    assert str(refused.value).endswith("。")


def test_a_photo_handed_in_as_a_document_is_refused() -> None:
    with pytest.raises(Refused):
        accept_document(upload(jpeg()))


def test_a_document_that_weighs_too_much_is_refused(settings: Any) -> None:
    settings.DOCUMENT_BYTES = 1024 * 1024
    with pytest.raises(Refused, match="最多 1 MB"):
        accept(upload(b"%PDF-" + b"\0" * 1024 * 1024))
