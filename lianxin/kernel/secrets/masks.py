"""What of a personal text may be shown where the whole is not needed (RULES 10.5). No Django here."""

import re
import unicodedata
from collections.abc import Callable

from lianxin.kernel.secrets.codes import LANDLINE, plain, plain_phone

_TWO_CHARACTERS = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠"
    "公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁"
    "拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生左丘东门西门第五纳兰"
)
COMPOUND_SURNAMES = frozenset(_TWO_CHARACTERS[at : at + 2] for at in range(0, len(_TWO_CHARACTERS), 2))
_STREET_NUMBER = re.compile(
    r"[0-9A-Za-z一二三四五六七八九十百]+(?:[-—][0-9]+)*(?:号|栋|幢|座|楼|单元|室|户|组|队|门|层|弄|巷|区(?=[0-9]))|[0-9]"
)
_AREAS = (
    re.compile(r".*?(?:社区|嘎查|居委会|村委会|行政村)(?![路街巷])"),
    re.compile(r".*?村(?![庄镇乡街路大小屯委北南东西])"),
    re.compile(r".*?(?:街道|苏木|镇|乡)(?!路|街|村)"),
    re.compile(r".*?(?:(?<![小社园])区|县|旗)"),
    re.compile(r".*?[市盟州]"),
)


def name(text: str) -> str:
    """``张三`` → ``张*``; ``欧阳明华`` → ``欧阳**``; ``阿依古丽·买买提`` → ``阿***·***``; ``John`` → ``J**``."""
    text = text.strip()
    if not text:
        return ""
    if text.isascii():
        return f"{text[0]}**"
    parts = re.split(r"[·•・.]", text)
    if len(parts) > 1:
        return "·".join([text[0] + "*" * (len(parts[0]) - 1), *("*" * len(part) for part in parts[1:])])
    shown = 2 if len(text) > 2 and text[:2] in COMPOUND_SURNAMES else 1
    return text[:shown] + "*" * max(len(text) - shown, 1)


def phone(text: str) -> str:
    """``13800138000`` → ``138****8000``; ``0471-4961234`` → ``0471***1234``; anything else: stars."""
    number = plain_phone(text)
    if len(number) == 11 and number.isdigit() and number.startswith("1"):
        return f"{number[:3]}****{number[-4:]}"
    found = LANDLINE.fullmatch(number)
    if found:
        return f"{found[1] or ''}{'*' * (len(found[2]) - 4)}{number[-4:]}"
    return "*" * len(number)


def id_number(text: str) -> str:
    """First six and last four of 18 characters; stars alone for anything else."""
    number = plain(text)
    return f"{number[:6]}{'*' * 8}{number[-4:]}" if len(number) == 18 else "*" * len(number)


def address(text: str) -> str:
    """As far as the community or village, never a building; less when the community is not named; else stars."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return ""
    head = _STREET_NUMBER.split(text, maxsplit=1)[0]
    for area in _AREAS:
        found = area.match(head)
        if found:
            return found[0] if found[0] == text else f"{found[0]}***"
    return "***"


def bank_card(text: str) -> str:
    """The last four digits."""
    number = plain(text)
    return "*" * (len(number) - 4) + number[-4:] if len(number) > 8 else "*" * len(number)


def plate(text: str) -> str:
    """``蒙A·12312`` → ``蒙A·***12``."""
    number = plain(text)
    return f"{number[:2]}·{'*' * (len(number) - 4)}{number[-2:]}" if len(number) >= 7 else "*" * len(number)


def email(text: str) -> str:
    """``anna@x.cn`` → ``a***@x.cn``."""
    user, at, host = unicodedata.normalize("NFKC", text).strip().rpartition("@")
    return f"{user[0]}***@{host}" if user and at and host else "*" * len(text.strip())


MASKS: dict[str, Callable[[str], str]] = {
    "name": name,
    "phone": phone,
    "id_number": id_number,
    "address": address,
    "bank_card": bank_card,
    "plate": plate,
    "email": email,
}


def mask(kind: str, text: str) -> str:
    """The mask of this kind. Raises ``ValueError`` for a kind that has none."""
    if kind not in MASKS:
        raise ValueError(f"no mask for {kind!r}; one of {', '.join(MASKS)}")
    return MASKS[kind](text)
