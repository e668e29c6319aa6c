from django.test import RequestFactory
from django.utils import translation

from lianxin.kernel.ui.lists import Filter, FilterBar, Lenses
from lianxin.kernel.ui.urls_kept import kept_inputs, with_query

FILTERS = [
    Filter("q", "搜索", "text"),
    Filter("state", "状态", "choice", [("open", "办理中"), ("closed", "已办结")]),
    Filter("from", "起", "day"),
    Filter("late", "只看超期", "check"),
]


def bar(query):
    return FilterBar(RequestFactory().get("/desk/" + query), FILTERS)


def test_only_values_that_a_control_could_give_are_taken():
    chosen = bar("?state=anything&from=2026-13-01&late=on&q=%20 路灯 ")
    assert chosen.values == {"q": "路灯", "state": "", "from": "", "late": "1"}


def test_a_chip_leads_to_the_list_without_it_and_back_to_the_first_page():
    with translation.override("zh-hans"):
        chips = bar("?state=open&late=1&after=abc&lens=unit").chips
    assert [chip.text for chip in chips] == ["状态：办理中", "只看超期"]
    assert chips[0].href == "?late=1&lens=unit"


def test_a_saved_filter_keeps_neither_lens_nor_page():
    assert bar("?state=open&after=abc").query == "state=open"


def test_an_address_keeps_everything_but_what_changes():
    request = RequestFactory().get("/desk/?tag=a&tag=b&state=open&before=x")
    assert with_query(request, state=None) == "?tag=a&tag=b"
    assert with_query(request, after="y") == "?after=y&before=x&state=open&tag=a&tag=b"


def test_hidden_inputs_are_escaped():
    request = RequestFactory().get("/desk/", {"lens": '"><script>', "q": "x"})
    assert kept_inputs(request, but=["q"]) == '<input type="hidden" name="lens" value="&#34;&gt;&lt;script&gt;">'


def test_an_unknown_lens_is_the_first_allowed_one():
    assert Lenses(RequestFactory().get("/?lens=all")).chosen == "place"
    assert Lenses(RequestFactory().get("/?lens=place"), ("unit", "mine")).chosen == "unit"
