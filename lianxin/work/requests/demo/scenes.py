"""Simple drawn scenes in place of photographs, so that no real place or person is shown."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (960, 720)
Colour = tuple[int, int, int]


def scene(category: str, serial: int) -> bytes:
    """A JPEG that suits the category's first letter; the same for the same serial."""
    chance = random.Random(serial)  # noqa: S311 - a drawing
    picture = Image.new("RGB", SIZE, _mixed((188, 212, 228), chance))
    pen = ImageDraw.Draw(picture)
    _street(pen, chance)
    {"A": _lamp, "B": _heap, "C": _tree, "D": _crossing}.get(category[:1], _cover)(pen, chance)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _mixed(colour: Colour, chance: random.Random) -> Colour:
    red, green, blue = (max(0, min(255, part + chance.randrange(-18, 19))) for part in colour)
    return red, green, blue


def _street(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    left = 0
    while left < SIZE[0]:
        width, top = chance.randrange(90, 190), chance.randrange(120, 300)
        pen.rectangle((left, top, left + width, 470), fill=_mixed((196, 180, 160), chance))
        for row in range(top + 24, 440, 46):
            for column in range(left + 16, left + width - 26, 44):
                pen.rectangle((column, row, column + 20, row + 26), fill=_mixed((120, 140, 158), chance))
        left += width + chance.randrange(0, 24)
    pen.rectangle((0, 470, SIZE[0], 540), fill=_mixed((172, 172, 166), chance))
    pen.rectangle((0, 540, *SIZE), fill=_mixed((92, 94, 98), chance))
    for at in range(-40, SIZE[0], 150):
        pen.polygon([(at, 640), (at + 80, 640), (at + 72, 652), (at - 8, 652)], fill=(226, 226, 220))


def _lamp(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    at = chance.randrange(260, 700)
    pen.rectangle((at, 150, at + 12, 520), fill=(60, 66, 72))
    pen.line((at + 6, 156, at + 110, 132), fill=(60, 66, 72), width=9)
    pen.ellipse((at + 92, 124, at + 150, 150), fill=(82, 86, 90))


def _heap(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    centre = chance.randrange(260, 700)
    for _bag in range(26):
        x, y = centre + chance.randrange(-130, 130), 520 - chance.randrange(0, 90)
        pen.ellipse((x - 34, y - 26, x + 34, y + 26), fill=_mixed(chance.choice([(58, 74, 62), (120, 96, 70)]), chance))


def _tree(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    at = chance.randrange(260, 700)
    pen.polygon([(at - 14, 520), (at + 14, 520), (at + 70, 240), (at + 56, 236)], fill=(96, 74, 54))
    for _branch in range(40):
        x, y = at + 60 + chance.randrange(-120, 120), 220 + chance.randrange(-90, 70)
        pen.ellipse((x - 36, y - 26, x + 36, y + 26), fill=_mixed((84, 126, 74), chance))


def _crossing(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for at in range(200, 760, 70):
        pen.rectangle((at, 552, at + 36, 708), fill=_mixed((150, 150, 148), chance))


def _cover(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    at = chance.randrange(260, 640)
    pen.ellipse((at, 580, at + 150, 650), fill=(44, 46, 48))
    pen.pieslice((at + 8, 572, at + 158, 642), 200, 380, fill=(128, 118, 104), outline=(70, 64, 58))
