"""Codes of organisations against the published vectors (RULES COD-05)."""

import pytest

from lianxin.registers.orgs.rules import check_sign, cleaned, kind_of, problem_of


@pytest.mark.parametrize("code", ["91110000600037341L", "91350100M000100Y43"])
def test_a_valid_code_has_no_problem(code: str) -> None:
    assert problem_of(code) == ""
    assert check_sign(code[:17]) == code[17]


def test_one_wrong_sign_is_noticed_wherever_it_stands() -> None:
    assert "校验位" in problem_of("91350211M000100Y43")
    good = "91110000600037341L"
    for place in range(18):
        other = "2" if good[place] == "1" else "1"
        assert problem_of(good[:place] + other + good[place + 1 :]) != ""


def test_length_and_letters_have_their_own_sentences() -> None:
    assert "18" in problem_of("9111000060003734")
    assert "I、O、S、V、Z" in problem_of("9111000060003734IL")


def test_a_code_is_cleaned_before_it_is_checked() -> None:
    assert cleaned(" ９1110000-600037341l ") == "91110000600037341L"


def test_the_first_two_signs_say_the_kind() -> None:
    assert (kind_of("52350100M000100Y43"), kind_of("ZZ")) == ("52", "Y1")
