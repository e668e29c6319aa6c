"""A photo is decoded and written anew: what remains is the picture and nothing about who took it, when or where."""

import math
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pillow_heif
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps

from lianxin.kernel.files.cleaned import Cleaned, safe_name
from lianxin.kernel.files.refused import Refused

pillow_heif.register_heif_opener(thumbnails=False)

LONGEST, THUMB_LONGEST = 2560, 480  # pixels
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")  # JPEG opens the two-picture MPO of some telephones too
MOST_PIXELS = {"JPEG": 80_000_000, "MPO": 80_000_000}
MOST_PIXELS_ELSE = 40_000_000
"""JPEG is shrunk while it is decoded; the others stand in memory whole, at four bytes a pixel."""


def photo(data: bytes, name: str) -> Cleaned:
    """A JPEG of at most 2560 pixels, upright, in sRGB, without metadata. Raises ``Refused``."""
    source = _opened(data)
    if source.width * source.height > MOST_PIXELS.get(str(source.format), MOST_PIXELS_ELSE):
        raise Refused(_("照片的像素太多，请先缩小再上传。"))
    try:
        place = _lon_lat(source)
        picture = _upright(source)
    except Exception as error:  # decoders of untrusted bytes raise nearly anything
        raise Refused(_("照片不完整或已损坏，请重新拍摄或选择另一张。")) from error
    return Cleaned(
        kind="photo",
        name=safe_name(name, "jpg"),
        content_type="image/jpeg",
        extension="jpg",
        data=_jpeg(picture, quality=85),
        thumb=_thumb(picture),
        width=picture.width,
        height=picture.height,
        taken_at_lon_lat=place,
    )


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise Refused(_("照片的像素太多，请先缩小再上传。")) from error
    except Exception as error:  # decoders of untrusted bytes raise nearly anything
        raise Refused(_("打不开这张照片。请上传 JPG、PNG、WebP 或 HEIC 格式的照片。")) from error


def _upright(source: Image.Image) -> Image.Image:
    source.draft("RGB", (LONGEST, LONGEST))  # JPEG only: never less than this
    source.load()
    turned = ImageOps.exif_transpose(source)
    turned.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    picture = _in_srgb(_flat(turned), source.info.get("icc_profile"))
    picture.info.clear()  # Pillow would write a comment of the source into the new file
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency, on white."""
    if not picture.has_transparency_data:
        return picture if picture.mode in {"RGB", "CMYK", "L"} else picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Telephones photograph in wider colours; without its profile such a photo would look dull."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return made
    return picture.convert("RGB")


def _jpeg(picture: Image.Image, *, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _thumb(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((THUMB_LONGEST, THUMB_LONGEST), Image.Resampling.LANCZOS)
    return _jpeg(small, quality=78)


def _lon_lat(source: Image.Image) -> tuple[float, float] | None:
    """None without a position, with an impossible one, and at 0°, 0°, which telephones write for "not known"."""
    try:
        gps = source.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        lon = _degrees(gps, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W")
        lat = _degrees(gps, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S")
    except Exception:  # a photo with a spoiled record of its place is still a photo
        return None
    if lon == lat == 0 or not (abs(lon) <= 180 and abs(lat) <= 90):
        return None
    return round(lon, 6), round(lat, 6)


def _degrees(gps: Mapping[int, Any], value: int, reference: int, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in gps[value])
    total = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(total):
        raise ValueError("no position")
    return -total if str(gps.get(reference, "")).strip("\0 ").upper() == negative else total
