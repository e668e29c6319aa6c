"""A file that has been looked at and may be kept."""

import re
import unicodedata
from dataclasses import dataclass, field

NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``data`` is what is kept, never the bytes that came in when it is a photo.

    ``taken_at_lon_lat``: (longitude, latitude) in degrees, WGS-84, from the photo's own record, which ``data`` no
    longer has. To be offered to the person as a place; it is stored nowhere unless they take it.
    """

    kind: str
    name: str
    content_type: str
    extension: str
    data: bytes = field(repr=False)
    thumb: bytes = field(default=b"", repr=False)
    width: int | None = None
    height: int | None = None
    taken_at_lon_lat: tuple[float, float] | None = None

    @property
    def size(self) -> int:
        return len(self.data)


def safe_name(name: str, extension: str) -> str:
    """The last part of a path, without control and direction characters, with the extension of the real content."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    text = "".join(" " if unicodedata.category(c)[0] == "C" or c in '<>:"|?*' else c for c in text)
    stem = re.sub(r"\.[0-9A-Za-z]{1,5}\Z", "", " ".join(text.split())).strip(". ")
    return f"{stem[:NAME_LENGTH] or 'file'}.{extension}"
