"""Of a photo only the picture is kept; its place is offered first."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms

from lianxin.kernel.files import Refused
from lianxin.kernel.files.cleaned import safe_name
from lianxin.kernel.files.intake import Cleaned, accept, accept_photo
from lianxin.kernel.files.tests.made import SECRET, exif, gps, jpeg, picture, png_with_text, upload, written


def cleaned(data: bytes, name: str = "photo.jpg") -> Cleaned:
    return accept_photo(upload(data, name))


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def markers(data: bytes) -> set[int]:
    """The segment markers of a JPEG up to its first scan."""
    found, at = set(), 2
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found


def is_red(image: Image.Image, x: int, y: int) -> bool:
    red, green, blue = image.convert("RGB").getpixel((x, y))  # type: ignore[misc]
    return red > 200 and green < 60 and blue < 60


def test_nothing_of_the_telephone_remains() -> None:
    source = jpeg()
    assert source.count(SECRET) == 3
    made = cleaned(source)
    for data in (made.data, made.thumb):
        assert SECRET not in data
        assert not opened(data).getexif()
        extra = markers(data) & ({*range(0xE1, 0xF0)} | {0xFE})
        assert extra == set()


def test_the_place_is_offered_and_then_dropped() -> None:
    made = cleaned(jpeg())
    assert made.taken_at_lon_lat == (111.75, 40.841833)
    assert ExifTags.IFD.GPSInfo not in opened(made.data).getexif()


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (gps("S", (33.0, 0.0, 0.0), "W", (70.0, 30.0, 0.0)), (-70.5, -33.0)),
        (gps("N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)), None),
        (gps("N", (95.0, 0.0, 0.0), "E", (10.0, 0.0, 0.0)), None),
        ({ExifTags.GPS.GPSLatitude: (40.0, 0.0, 0.0)}, None),
        ({ExifTags.GPS.GPSLatitude: (1.0,), ExifTags.GPS.GPSLongitude: (2.0,)}, None),
        ({}, None),
    ],
)
def test_only_a_possible_place_is_offered(record: dict[int, Any], place: tuple[float, float] | None) -> None:
    information = exif(position=False)
    information.get_ifd(ExifTags.IFD.GPSInfo).update(record)
    assert cleaned(written(picture(), exif=information)).taken_at_lon_lat == place


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (5, 5)), (3, (-5, -5)), (6, (-5, 5)), (8, (5, -5)), (2, (-5, 5))]
)
def test_the_photo_stands_upright(orientation: int, corner: tuple[int, int]) -> None:
    image = opened(cleaned(jpeg(orientation)).data)
    assert image.size == ((480, 640) if orientation in {6, 8} else (640, 480))
    assert is_red(image, corner[0] % image.width, corner[1] % image.height)


def test_a_large_photo_becomes_at_most_2560_pixels_and_a_thumbnail_480() -> None:
    made = cleaned(jpeg(width=6000, height=4000))
    assert (made.width, made.height) == opened(made.data).size == (2560, 1707)
    assert opened(made.thumb).size == (480, 320)


def test_a_small_photo_keeps_its_size() -> None:
    made = cleaned(jpeg(width=100, height=50))
    assert (made.width, made.height) == (100, 50)
    assert opened(made.thumb).size == (100, 50)


@pytest.mark.parametrize(
    "data",
    [
        png_with_text(),
        written(picture(), "WEBP", exif=exif(), xmp=SECRET),
        written(picture(), "HEIF", exif=exif().tobytes(), xmp=SECRET),
        written(picture(), "MPO", exif=exif(), save_all=True, append_images=[picture(mode="L")]),
    ],
    ids=["png", "webp", "heic", "mpo"],
)
def test_other_photos_become_jpeg_too(data: bytes) -> None:
    assert SECRET in data
    made = cleaned(data, "照片.heic")
    assert opened(made.data).format == "JPEG"
    assert (made.content_type, made.name) == ("image/jpeg", "照片.jpg")
    assert made.taken_at_lon_lat == (111.75, 40.841833)
    assert SECRET not in made.data + made.thumb
    assert is_red(opened(made.data), 5, 5)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16", "CMYK"])
def test_every_mode_of_colour_is_taken(mode: str) -> None:
    source = picture().convert("L" if mode == "I;16" else mode)
    made = cleaned(written(source, "JPEG" if mode == "CMYK" else "PNG"))
    assert opened(made.data).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    made = cleaned(written(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))
    assert opened(made.data).getpixel((25, 25)) == (255, 255, 255)


def test_a_profile_of_colours_is_applied_and_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = cleaned(written(picture(), icc_profile=profile))
    assert "icc_profile" not in opened(made.data).info
    assert is_red(opened(made.data), 5, 5)
    assert is_red(opened(cleaned(written(picture(), icc_profile=b"broken")).data), 5, 5)


def test_the_same_photo_twice_is_the_same_file() -> None:
    assert cleaned(jpeg()).data == cleaned(jpeg()).data


@pytest.mark.parametrize("part", [0.02, 0.3, 0.9])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_truncated_photo_is_refused(form: str, part: float) -> None:
    data = written(Image.effect_noise((600, 400), 80).convert("RGB"), form)
    with pytest.raises(Refused, match="照片"):
        cleaned(data[: int(len(data) * part)])


def bomb(side: int) -> bytes:
    """A PNG of side × side pixels in a hundred bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [50_000, 8_000])
def test_a_decompression_bomb_is_refused_before_it_opens(side: int) -> None:
    with pytest.raises(Refused, match="像素太多"):
        cleaned(bomb(side))


@pytest.mark.parametrize(
    "data",
    [b"GIF89a" + b"\0" * 50, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"BM" + b"\0" * 60, b"MZ\x90"],
)
def test_what_is_no_photo_is_refused_whatever_it_is_called(data: bytes) -> None:
    with pytest.raises(Refused, match="这不是照片"):
        cleaned(data, "photo.jpg")


def test_a_photo_is_known_by_its_content_and_not_by_its_name() -> None:
    made = accept(upload(jpeg(), "virus.exe", "application/x-msdownload"))
    assert (made.kind, made.name, made.content_type) == ("photo", "virus.jpg", "image/jpeg")


def test_a_photo_that_weighs_too_much_is_refused(settings: Any) -> None:
    settings.PHOTO_BYTES = settings.DOCUMENT_BYTES = 1024 * 1024
    with pytest.raises(Refused, match="最多 1 MB"):
        cleaned(b"\xff\xd8\xff" + b"\0" * 1024 * 1024)
    with pytest.raises(Refused, match="空的"):
        cleaned(b"")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\photos\\坑洼.JPEG", "坑洼.jpg"),
        ("a\r\nSet-Cookie: x.png", "a Set-Cookie x.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("名" * 500 + ".jpg", "名" * 120 + ".jpg"),
    ],
)
def test_a_name_cannot_harm(given: str, kept: str) -> None:
    assert safe_name(given, "jpg") == kept
