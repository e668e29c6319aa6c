"""One paper with every kind of block, and small files to attach."""

import io
from datetime import date

from PIL import Image
from pypdf import PdfReader, PdfWriter

from lianxin.kernel.papers import (
    Facts,
    Heading,
    PageBreak,
    Paper,
    Para,
    Photo,
    Quote,
    Seal,
    Signatures,
    Table,
)

SENTENCE = "经查，申请人反映的“楼道堆放杂物、占用消防通道”问题（以下简称“该问题”）情况属实，已于2026年6月12日清运。"


def picture(width: int = 80, height: int = 50, exif: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def opinion(issuer: str = "") -> Paper:
    blocks = [
        Para("王小明（化名）：", flush=True),
        Heading("一、信访请求"),
        Para(SENTENCE * 3),
        Heading("（一）事实和理由", 2),
        Quote("《信访工作条例》第三十二条", "请求事实清楚的，予以支持。"),
        Facts([("申请人", "王小明（化名）"), ("反映的问题", SENTENCE)]),
        Table(("序号", "日期", "内容"), [(str(n), f"2026年6月{n}日", f"第{n}次上门核实") for n in range(1, 31)]),
        PageBreak(),
        Photo(picture(), "图一　清理后的楼道"),
        Signatures([("甲方", "签名、盖章或者按指印"), ("人民调解员", "")]),
        Seal("青禾市东风区青山街道办事处", date(2026, 7, 1)),
    ]
    return Paper("关于青禾苑小区3号楼楼道堆放杂物问题的信访事项处理意见书", "青信处〔2026〕12号", blocks, issuer)


def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(data: bytes) -> str:
    return squeezed("".join(sheet.extract_text() for sheet in reader(data).pages))


def scan(pages: int = 2, width: float = 842, height: float = 1191, password: str = "") -> bytes:
    """A PDF of A3 pages."""
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(width, height)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
