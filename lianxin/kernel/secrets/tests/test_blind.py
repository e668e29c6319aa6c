"""One number, however it is written, gives one index; in another module another one."""

from typing import Any

import pytest

from lianxin.kernel.secrets.blind import blind_index
from lianxin.kernel.secrets.keys import Ring, create_keys

pytestmark = pytest.mark.usefixtures("keys")


@pytest.mark.parametrize(
    "written",
    ["１３８００１３８０００", "+86 138 0013 8000", "８６13800138000", "0086-138-0013-8000", " 138-0013-8000 ",
     "＋86（138）00138000"],
)  # fmt: skip
def test_a_phone_is_found_however_it_is_written(written: str) -> None:
    assert blind_index("requests.phone", written) == blind_index("requests.phone", "13800138000")


def test_a_landline_is_found_with_the_country_code() -> None:
    assert blind_index("requests.phone", "+86 471 496 1234") == blind_index("requests.phone", "0471-4961234")


def test_an_id_number_is_found_in_full_width_and_small_letters() -> None:
    written, plain = "１１０１０５１９４９１２３１００２ｘ", "11010519491231002X"
    assert blind_index("care.id_number", written) == blind_index("care.id_number", plain)


def test_two_numbers_two_modules_and_two_kinds_differ() -> None:
    found = {
        blind_index("requests.phone", "13800138000"),
        blind_index("requests.phone", "13800138001"),
        blind_index("care.phone", "13800138000"),
        blind_index("requests.id_number", "13800138000"),
    }
    assert len(found) == 4
    assert {len(index) for index in found} == {64}


def test_nobody_has_no_index() -> None:
    assert blind_index("requests.phone", " ") == ""


@pytest.mark.parametrize("kind", ["phone", ".phone", "requests.shoe", ""])
def test_a_kind_without_its_module_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match=r"module\.kind"):
        blind_index(kind, "13800138000")


def test_another_installation_has_another_index(keys: Ring, no_keys: Any) -> None:
    before = blind_index("requests.phone", "13800138000")
    no_keys.unlink()
    create_keys()
    assert blind_index("requests.phone", "13800138000") != before
