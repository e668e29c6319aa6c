import pytest
from django.template import engines
from django.utils import translation

from lianxin.kernel.ui.fields import sort_of
from lianxin.kernel.ui.kit import Sample


def drawn(text, **context):
    source = '{% from "ui/forms.html" import form_errors, field, fields %}' + text
    with translation.override("zh-hans"):
        return engines["jinja2"].from_string(source).render(context)


@pytest.fixture
def bad():
    form = Sample({"phone": "12", "text": '"><b>x'})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("name", "sort"),
    [("text", "input"), ("words", "text"), ("category", "select"), ("outcome", "radios"), ("helpers", "checks"),
     ("agree", "check"), ("photo", "file"), ("lon", "hidden")],
)  # fmt: skip
def test_every_sort_of_field_is_known(name, sort):
    assert sort_of(Sample()[name]) == sort


def test_an_error_stands_beside_its_field_and_is_tied_to_it(bad):
    html = drawn("{{ field(form.phone) }}", form=bad)
    assert 'aria-describedby="id_phone_help id_phone_error"' in html
    assert 'id="id_phone_error"' in html
    assert 'aria-invalid="true"' in html
    assert "手机号应是 11 位数字" in html


def test_the_summary_links_to_every_field_with_an_error(bad):
    html = drawn("{{ form_errors(form) }}", form=bad)
    for name in ("phone", "category", "outcome", "agree"):
        assert f'href="#id_{name}' in html
    assert 'role="alert"' in html
    assert drawn("{{ form_errors(form) }}", form=Sample()).strip() == ""


def test_radios_are_a_group_with_a_name_and_its_error(bad):
    html = drawn("{{ field(form.outcome) }}", form=bad)
    assert "<fieldset" in html
    assert "<legend>解决了吗" in html
    assert 'aria-describedby="id_outcome_error"' in html
    assert html.count('type="radio"') == 3


def test_attributes_of_the_page_reach_the_control():
    html = drawn('{{ field(form.phone, inputmode="tel", data_pick="") }}', form=Sample())
    assert 'inputmode="tel"' in html
    assert 'data-pick=""' in html


def test_what_was_typed_comes_back_escaped(bad):
    assert "<b>x" not in drawn("{{ fields(form) }}", form=bad)


def test_required_is_said_in_words():
    assert "必填" in drawn("{{ field(form.text) }}", form=Sample())
    assert "必填" not in drawn("{{ field(form.words) }}", form=Sample())
