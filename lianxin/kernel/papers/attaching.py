"""Pages of a PDF that exists already, laid onto our own numbered sheets."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from lianxin.kernel.papers import page

log = logging.getLogger(__name__)

MOST_PAGES = 500
WIDTH, HEIGHT = page.WIDTH / page.MM, page.HEIGHT / page.MM  # points
FOOT = 20.0 / page.MM  # kept free for our page number
EDGE = 8.0 / page.MM


class Unattachable(ValueError):
    """This PDF cannot be taken in; ``why`` is said on the page that stands in its place."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Document:
    """An opened attachment."""

    pages: Sequence[PageObject]


def opened(data: bytes) -> Document:
    """The pages of a PDF. Raises ``Unattachable`` when it is damaged, has a password, no pages or too many."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Unattachable("有密码")
        count = len(reader.pages)
        if not 0 < count <= MOST_PAGES:
            raise Unattachable("没有页面" if count == 0 else f"超过{MOST_PAGES}页")
        return Document([_plain(sheet) for sheet in PdfWriter(clone_from=reader).pages])
    except Unattachable:
        raise
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        log.warning("an attached PDF cannot be read: %s", type(error).__name__)
        raise Unattachable("文件损坏") from error


def _plain(sheet: PageObject) -> PageObject:
    """The page upright, with what is drawn on it and nothing that acts: no links, forms or scripts."""
    for key in ("/Annots", "/AA"):
        sheet.pop(key, None)
    sheet.transfer_rotation_to_content()
    sheet.get_contents()  # a broken stream is noticed here
    return sheet


def merged(data: bytes, laid: Mapping[int, Document]) -> bytes:
    """Our PDF with each document's pages below what is on our sheets, from the sheet with that index on."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    for first, document in laid.items():
        for offset, sheet in enumerate(document.pages):
            target = writer.pages[first + offset]
            target.merge_transformed_page(sheet, _fitted(sheet), over=False)
    writer.compress_identical_objects(remove_unreferenced=True)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _fitted(sheet: PageObject) -> Transformation:
    """At most its own size, in the middle above the foot."""
    box = sheet.cropbox
    width, height = float(box.width), float(box.height)
    scale = min(1.0, (WIDTH - 2 * EDGE) / width, (HEIGHT - FOOT - EDGE) / height)
    x = (WIDTH - width * scale) / 2
    y = FOOT + (HEIGHT - FOOT - EDGE - height * scale) / 2
    return Transformation().translate(-float(box.left), -float(box.bottom)).scale(scale).translate(x, y)
