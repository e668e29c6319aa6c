"""Files as telephones and offices make them, drawn for the tests."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageDraw, PngImagePlugin

SECRET = b"SECRET-OWNER-NAME"


def picture(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """Grey, with a red square in the upper left corner."""
    image = Image.new(mode, (width, height), "grey" if mode != "RGBA" else (128, 128, 128, 255))
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill="red")
    return image


def exif(orientation: int = 1, position: bool = True) -> Image.Exif:
    """What a telephone writes: owner, make, time, orientation, and 40°50′30.6″ N, 111°45′0″ E."""
    found = Image.Exif()
    found[ExifTags.Base.Artist] = SECRET.decode()
    found[ExifTags.Base.Make] = "Telephone"
    found[ExifTags.Base.DateTime] = "2026:03:01 08:30:00"
    found[ExifTags.Base.Orientation] = orientation
    if position:
        found.get_ifd(ExifTags.IFD.GPSInfo).update(gps("N", (40.0, 50.0, 30.6), "E", (111.0, 45.0, 0.0)))
    return found


def gps(north: str, lat: tuple[float, ...], east: str, lon: tuple[float, ...]) -> dict[int, Any]:
    return {
        ExifTags.GPS.GPSLatitudeRef: north,
        ExifTags.GPS.GPSLatitude: lat,
        ExifTags.GPS.GPSLongitudeRef: east,
        ExifTags.GPS.GPSLongitude: lon,
    }


def written(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def jpeg(orientation: int = 1, width: int = 640, height: int = 480) -> bytes:
    """A telephone's photo with every place in which a name can hide."""
    options: dict[str, Any] = {"comment": SECRET, "xmp": b"<x>" + SECRET + b"</x>", "dpi": (72, 72)}
    return written(picture(width, height), exif=exif(orientation), **options)


def png_with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode())
    return written(picture(), "PNG", pnginfo=info, exif=exif())


def upload(data: bytes, name: str = "photo.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


def office(main: str = "word/document.xml", *more: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for part in ("[Content_Types].xml", main, *more):
            archive.writestr(part, "<x/>")
    return out.getvalue()
