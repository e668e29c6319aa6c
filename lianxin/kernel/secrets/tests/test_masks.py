"""The examples of RULES 10.5, and what must not slip through."""

import pytest

from lianxin.kernel.secrets.masks import MASKS, mask

EXAMPLES = [
    ("name", "张三", "张*"),
    ("name", "欧阳明华", "欧阳**"),
    ("name", "司马光", "司马*"),
    ("name", "王小明", "王**"),
    ("name", "司马", "司*"),
    ("name", "张", "张*"),
    ("name", "阿依古丽·买买提", "阿***·***"),
    ("name", "John Smith", "J**"),
    ("phone", "13800138000", "138****8000"),
    ("phone", "＋86 138 0013 8000", "138****8000"),
    ("phone", "0471-4961234", "0471***1234"),
    ("phone", "010-62345678", "010****5678"),
    ("phone", "62345678", "****5678"),
    ("phone", "12345", "*****"),
    ("phone", "138001380001", "************"),
    ("id_number", "11010519491231002X", "110105********002X"),
    ("id_number", "１１０１０５１９４９１２３１００２ｘ", "110105********002X"),
    ("id_number", "1101051949", "**********"),
    ("address", "示例市东区一道街街道向阳社区3号楼2单元501室", "示例市东区一道街街道向阳社区***"),
    ("address", "示例市东区中关村大街1号", "示例市东区***"),
    ("address", "东区河口镇上河村三组12号", "东区河口镇上河村***"),
    ("address", "白音旗乌兰苏木宝力根嘎查12户", "白音旗乌兰苏木宝力根嘎查***"),
    ("address", "阳光小区８号楼", "***"),
    ("address", "8号楼501室 向阳社区", "***"),
    ("address", "东区向阳社区", "东区向阳社区"),
    ("address", "东区社区路12号", "东区***"),
    ("bank_card", "6222 0000 1111 2345", "************2345"),
    ("bank_card", "12345678", "********"),
    ("plate", "蒙A·12312", "蒙A·***12"),
    ("plate", "蒙AD12312", "蒙A·****12"),
    ("email", "anna@x.cn", "a***@x.cn"),
    ("email", "not an address", "**************"),
]


@pytest.mark.parametrize(("kind", "text", "shown"), EXAMPLES)
def test_the_mask_shows_this_much(kind: str, text: str, shown: str) -> None:
    assert mask(kind, text) == shown


@pytest.mark.parametrize("kind", MASKS)
def test_nothing_stays_nothing(kind: str) -> None:
    assert mask(kind, "") == ""


def test_a_kind_without_a_mask_is_refused() -> None:
    with pytest.raises(ValueError, match="no mask"):
        mask("shoe", "43")
