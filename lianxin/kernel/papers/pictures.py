"""Photos as a paper takes them: upright JPEG of a size fit for print, without metadata."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

LONGEST = 2000  # pixels; 156 mm at 325 dots per inch
UNREADABLE = "〔图片无法读取〕"


class Unreadable(ValueError):
    """These bytes are no picture that can be printed."""


def jpeg(data: bytes) -> tuple[bytes, int, int]:
    """The picture written anew, and its pixels across and down. Raises ``Unreadable``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as source:
                picture = _on_white(ImageOps.exif_transpose(source))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable(str(error)) from error
    picture.thumbnail((LONGEST, LONGEST))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue(), picture.width, picture.height


def _on_white(picture: Image.Image) -> Image.Image:
    """RGB; what was transparent becomes white."""
    if picture.mode in {"RGBA", "LA", "P", "PA"}:
        over = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    bare = Image.new("RGB", picture.size)
    bare.paste(picture.convert("RGB"))
    return bare
