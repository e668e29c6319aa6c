"""The kinds of units, in the city's own words (``[units.kinds]`` of the pack) or ours."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_

KINDS = {
    "city": N_("市级"),
    "county": N_("区县"),
    "street": N_("街道（乡镇）"),
    "community": N_("社区（村）"),
    "department": N_("部门"),
}


def kinds() -> dict[str, str]:
    """Code → label in the reader's language, in the order in which they are shown."""
    told: dict[str, str] = pack().get("units.kinds") or KINDS
    return {code: _(label) for code, label in told.items()}


def kind_label(code: str) -> str:
    return kinds().get(code, code)
