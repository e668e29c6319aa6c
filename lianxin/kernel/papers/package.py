"""The finished DOCX file: typefaces to fall back on, its title, and no moment but the one that was given."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from lianxin.kernel.papers.office_styles import FANGSONG, HEITI, KAITI, LATIN, NUMBERS, TITLE_SONG

FALLBACKS = {
    FANGSONG: "仿宋_GB2312,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC",
    KAITI: "楷体_GB2312,KaiTi,华文楷体,STKaiti,Noto Serif CJK SC",
    HEITI: "SimHei,华文黑体,STHeiti,Noto Sans CJK SC",
    TITLE_SONG: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    NUMBERS: "SimSun,华文宋体,STSong,Noto Serif CJK SC",
}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title>{moment}<dc:language>zh-CN</dc:language></cp:coreProperties>"
)


def sealed(data: bytes, title: str, made_at: datetime | None) -> bytes:
    """The same file with its own font table and properties, packed so that equal content is equal bytes."""
    replaced = {"word/fontTable.xml": _font_table(), "docProps/core.xml": _core(title, made_at)}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, replaced.get(name) or source.read(name))
    return out.getvalue()


def _font_table() -> bytes:
    """``altName`` is where Word looks when a typeface is not on the machine (ECMA-376-1, 17.8.3.1)."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    fonts += f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'.encode()


def _core(title: str, made_at: datetime | None) -> bytes:
    stamp = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if made_at else ""
    tag = '<dcterms:{0} xsi:type="dcterms:W3CDTF">{1}</dcterms:{0}>'
    moment = tag.format("created", stamp) + tag.format("modified", stamp) if stamp else ""
    return CORE.format(title=escape(title), moment=moment).encode()
