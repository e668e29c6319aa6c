"""Finding a sealed phone or ID number without opening anything: a keyed digest beside the sealed column."""

import unicodedata
from collections.abc import Callable

from lianxin.kernel.secrets.codes import plain, plain_phone
from lianxin.kernel.secrets.keys import ring


def _folded(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).split()).casefold()


NORMAL: dict[str, Callable[[str], str]] = {"phone": plain_phone, "id_number": plain, "name": _folded, "email": _folded}


def blind_index(kind: str, value: str) -> str:
    """64 hexadecimal digits for ``module.kind``, ``requests.phone``; "" for an empty value.

    However the number is written (full-width, +86, spaces), the index is the same. The module is part of the key:
    the same phone in two modules gives two indexes, so that nobody can join people across them (RULES ETH-02).
    """
    module, dot, sort = kind.rpartition(".")
    if not (module and dot and sort in NORMAL):
        raise ValueError(f"{kind!r}: write module.kind, kind one of {', '.join(NORMAL)}")
    normal = NORMAL[sort](value)
    key = ring().index
    return key.suite.mac(key.secret, f"{kind}\0{normal}".encode()).hex() if normal else ""
