"""A typeface cut down to some characters, as TrueType: every viewer and every archive reads that without doubt."""

from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from lianxin.kernel.papers.faces import Face

NOTDEF = ".notdef"
MAC_EPOCH_2000 = 3029529600  # a moment that is always the same: 2000-01-01 in seconds since 1904
CLOSE_ENOUGH = 1.0  # thousandths of the size by which a curve may differ


def cut(face: Face, characters: str) -> bytes:
    """A TrueType font with exactly these characters. The same characters give the same bytes."""
    upem = face.font["head"].unitsPerEm
    names = {ord(char): f"u{ord(char):05X}" for char in characters}
    glyphs = {NOTDEF: TTGlyphPen(None).glyph()} | {names[ord(char)]: _outline(face, char) for char in characters}
    widths = {NOTDEF: upem} | {names[ord(char)]: face.advance(char) for char in characters}
    builder = FontBuilder(upem, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    left = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (width, getattr(left[name], "xMin", 0)) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    full = str(face.font["name"].getBestFullName())
    builder.setupNameTable(
        {"familyName": full, "styleName": "Regular", "fullName": full, "psName": full.replace(" ", "")}
    )
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1160, usWinDescent=288, sCapHeight=733)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=MAC_EPOCH_2000, modified=MAC_EPOCH_2000)
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _outline(face: Face, char: str) -> Glyph:
    pen = TTGlyphPen(None)
    source = face.font.getGlyphSet()[face.glyphs[ord(char)]]
    source.draw(Cu2QuPen(pen, max_err=CLOSE_ENOUGH, reverse_direction=True))
    return pen.glyph()
