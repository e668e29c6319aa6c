"""What is wrong with a field, in a sentence; the validator's own words are English only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kernel.words import N_

SENTENCES: Mapping[str, str] = {
    "missing": N_("必须填写。"),
    "extra_forbidden": N_("没有这个字段。"),
    "string_type": N_("应是一段文字。"),
    "string_too_short": N_("至少要有 %(min_length)s 个字。"),
    "string_too_long": N_("不能超过 %(max_length)s 个字。"),
    "string_pattern_mismatch": N_("格式不对。"),
    "int_type": N_("应是整数。"),
    "int_parsing": N_("应是整数。"),
    "int_from_float": N_("应是整数。"),
    "float_type": N_("应是数字。"),
    "float_parsing": N_("应是数字。"),
    "decimal_type": N_("应是数字。"),
    "decimal_parsing": N_("应是数字。"),
    "decimal_max_digits": N_("不能超过 %(max_digits)s 位数字。"),
    "decimal_max_places": N_("小数最多 %(decimal_places)s 位。"),
    "decimal_whole_digits": N_("整数部分不能超过 %(whole_digits)s 位。"),
    "finite_number": N_("应是数字。"),
    "int_parsing_size": N_("数字太大。"),
    "bool_type": N_("应是 true 或 false。"),
    "bool_parsing": N_("应是 true 或 false。"),
    "literal_error": N_("只能是：%(expected)s。"),
    "greater_than": N_("应大于 %(gt)s。"),
    "greater_than_equal": N_("不能小于 %(ge)s。"),
    "less_than": N_("应小于 %(lt)s。"),
    "less_than_equal": N_("不能大于 %(le)s。"),
    "date_type": N_("应是日期，如 2026-03-05。"),
    "date_parsing": N_("应是日期，如 2026-03-05。"),
    "date_from_datetime_parsing": N_("应是日期，如 2026-03-05。"),
    "datetime_type": N_("应是时间，如 2026-03-05T09:30:00+08:00。"),
    "datetime_parsing": N_("应是时间，如 2026-03-05T09:30:00+08:00。"),
    "datetime_from_date_parsing": N_("应是时间，如 2026-03-05T09:30:00+08:00。"),
    "timezone_aware": N_("时间要带时区，如 +08:00。"),
    "list_type": N_("应是列表。"),
    "too_short": N_("至少要有 %(min_length)s 项。"),
    "too_long": N_("不能超过 %(max_length)s 项。"),
    "dict_type": N_("应是对象。"),
    "model_attributes_type": N_("应是对象。"),
    "json_invalid": N_("不是有效的 JSON。"),
}
OTHER = N_("填写有误。")
QUOTED = re.compile(r"'([^']*)'")


def field_problem(error: Mapping[str, Any]) -> dict[str, Any]:
    """One error of the validator as ``{pointer | parameter, code, detail}``.

    pointer: where in the body (JSON Pointer as a URI fragment). parameter: the name of a query, path or form value.
    """
    source, *rest = error["loc"]
    kind = str(error["type"])
    sentence = _(SENTENCES.get(kind, OTHER)) % _told(error.get("ctx") or {})
    if source == "body":
        where = {"pointer": "#" + "".join(f"/{part}" for part in rest[1:])}
    else:
        where = {"parameter": str(rest[-1]) if rest else str(source)}
    return {**where, "code": kind, "detail": sentence}


def _told(context: Mapping[str, Any]) -> dict[str, Any]:
    """The validator's values without its English ``or`` between the permitted ones."""
    permitted = QUOTED.findall(str(context.get("expected", "")))
    return {**context, "expected": _("、").join(permitted)} if permitted else dict(context)
