"""The vectors of COD-04 and the ways in which people write a phone number."""

import pytest

from lianxin.kernel.secrets.codes import is_id_number, is_landline, is_mobile, is_phone, plain_phone


@pytest.mark.parametrize("number", ["11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ"])
def test_a_right_id_number_is_taken(number: str) -> None:
    assert is_id_number(number)


@pytest.mark.parametrize(
    "number",
    ["110105194912310021", "11010519491231002", "110105491231002", "", "01010519491231002X", "11010519491331002X",
     "110105194902300023", "X1010519491231002X"],
)  # fmt: skip
def test_a_wrong_id_number_is_not(number: str) -> None:
    assert not is_id_number(number)


def test_every_single_wrong_digit_is_told() -> None:
    right = "11010519491231002X"
    for place in range(17):
        for digit in "0123456789":
            if digit != right[place]:
                assert not is_id_number(right[:place] + digit + right[place + 1 :])


def test_mobiles_and_landlines_are_told_apart() -> None:
    assert is_mobile("+86 138-0013-8000")
    assert is_landline("0471-4961234")
    assert is_landline("010 62345678")
    assert is_landline("4961234")
    assert not is_landline("13800138000")
    assert not is_mobile("12800138000")


@pytest.mark.parametrize("text", ["", "12345", "138001380001", "abc", "0000-1234567", "110"])
def test_what_is_no_phone_is_not(text: str) -> None:
    assert not is_phone(text)


@pytest.mark.parametrize(
    ("written", "plain"),
    [("+86 10 6234 5678", "01062345678"), ("+86 0471 4961234", "04714961234"), ("8613800138000", "13800138000"),
     ("86123456", "86123456")],
)  # fmt: skip
def test_the_country_code_is_taken_off(written: str, plain: str) -> None:
    assert plain_phone(written) == plain
