"""Unified social credit codes: checked, and read for what kind of organisation they name. Pure; no Django."""

from __future__ import annotations

import unicodedata

from lianxin.kernel.words import N_

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 signs of GB 32100-2015: without I, O, S, V, Z (RULES COD-05)."""
LENGTH = 18

KINDS = {
    "11": N_("机关"), "12": N_("事业单位"), "13": N_("群团组织"), "19": N_("其他机构编制单位"),
    "51": N_("社会团体"), "52": N_("民办非企业单位"), "53": N_("基金会"), "59": N_("其他民政登记组织"),
    "81": N_("工会"), "89": N_("其他工会组织"),
    "91": N_("企业"), "92": N_("个体工商户"), "93": N_("农民专业合作社"),
    "N1": N_("组级集体经济组织"), "N2": N_("村级集体经济组织"), "N3": N_("乡镇级集体经济组织"),
    "Y1": N_("其他组织"),
}  # fmt: skip
"""The first two signs: registering authority and kind (RULES COD-06)."""
OTHER = N_("其他组织")


def cleaned(text: str) -> str:
    """A code as it is stored: half width, upper case, without spaces and dashes."""
    return unicodedata.normalize("NFKC", text).upper().replace(" ", "").replace("-", "").strip()


def check_sign(body: str) -> str:
    """The eighteenth sign for the first seventeen: weights 3^i mod 31, (31 - sum) mod 31 (GB 32100-2015)."""
    total = sum(LETTERS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return LETTERS[-total % 31]


def problem_of(code: str) -> str:
    """What is wrong with a cleaned code, as a sentence to translate; "" for a valid one."""
    if len(code) != LENGTH:
        return N_("统一社会信用代码应当是 18 位。")
    if any(sign not in LETTERS for sign in code):
        return N_("统一社会信用代码里有不该出现的字符（没有 I、O、S、V、Z）。")
    if check_sign(code[:17]) != code[17]:
        return N_("统一社会信用代码的校验位不对，可能有一位写错。")
    return ""


def kind_of(code: str) -> str:
    """The first two signs when they are a known kind, else "Y1"."""
    return code[:2] if code[:2] in KINDS else "Y1"
