"""Finding, on the database that the suite runs on."""

from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel import search
from lianxin.kernel.search.bigrams import MAX_QUERY
from lianxin.kernel.search.models import Entry

pytestmark = pytest.mark.django_db


def found(query: str, kind: str = "matter") -> set[int]:
    ids = Entry.objects.filter(kind=kind, object_id__in=search.matching(kind, query)).values_list(
        "object_id", flat=True
    )
    return set(ids)


CHINESE = st.text(alphabet="水电停天春，。 A3\n", max_size=12)
IDEOGRAPHS = st.text(alphabet="水电停天春", min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(CHINESE, max_size=12), query=IDEOGRAPHS)
def test_exactly_the_texts_that_contain_the_ideographs_are_found(texts: list[str], query: str) -> None:
    search.reindex("matter", enumerate(texts, 1))
    assert found(query) == {number for number, text in enumerate(texts, 1) if query in text}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=CHINESE, query=CHINESE.filter(search.has_words))
def test_a_text_that_begins_with_the_query_is_found(text: str, query: str) -> None:
    search.reindex("matter", [(1, query + text)])
    assert found(query) == {1}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=30))
def test_no_query_breaks_the_search_or_gets_out_of_its_quotes(query: str) -> None:
    search.reindex("matter", [(1, query)])
    assert found(query) == ({1} if search.has_words(query) else set())


@pytest.mark.parametrize(
    "query", ['水" OR "电', "水 NOT 电", "停水*) --电", "body:水 NEAR/2 电", "'; DROP TABLE x; 水 & 电", "%电"]
)
def test_operators_are_words_like_any_other(query: str) -> None:
    search.index("matter", 1, "停水")
    assert found(query) == set()


def test_words_of_a_query_may_stand_anywhere_but_all_must() -> None:
    search.reindex("matter", [(1, "电梯坏了，物业不管"), (2, "电梯坏了"), (3, "物业电梯")])
    assert found("物业 电梯") == {1, 3}
    assert found("物业电梯") == {3}


def test_a_number_is_found_by_its_beginning() -> None:
    search.index("matter", 1, "TJ-150102-2026-00031 春天G2栋320")
    assert found("tj-1501") == found("G2栋3") == found("春天G2") == found("ＴＪ") == {1}
    assert found("50102") == found("2栋") == set()


def test_a_long_text_is_found_by_its_end_after_thousands_of_repetitions() -> None:
    search.index("matter", 1, "哈" * 20_000 + "好人" + "x" * 5000)
    search.index("matter", 2, "哈" * 20_000)
    assert found("哈哈好") == found("哈好人") == {1}


def test_a_query_longer_than_the_limit_is_cut_not_refused() -> None:
    search.index("matter", 1, "水 " * 300)
    assert found("水 " * MAX_QUERY) == {1}


def test_indexing_again_replaces_and_removing_forgets() -> None:
    search.index("matter", 1, "停水")
    search.index("matter", 1, "停电")
    assert (found("停水"), found("停电")) == (set(), {1})
    search.remove("matter", 1)
    search.remove("matter", 1)
    assert found("停电") == set()


def test_kinds_do_not_mix() -> None:
    search.index("matter", 1, "停水")
    search.index("notice", 2, "停水")
    assert (found("停水"), found("停水", "notice")) == ({1}, {2})


def test_reindexing_drops_what_is_no_longer_there_and_keeps_other_kinds() -> None:
    search.index("notice", 9, "停水")
    search.index("matter", 7, "停水")
    assert search.reindex("matter", ((n, "停水") for n in range(1000, 2201))) == 1201
    assert found("停水") == set(range(1000, 2201))
    assert found("停水", "notice") == {9}


def test_what_is_indexed_during_a_reindex_stays() -> None:
    def pairs() -> Iterator[tuple[int, str]]:
        yield 1, "停水"
        search.index("matter", 2, "停水")

    search.reindex("matter", pairs())
    assert found("停水") == {1, 2}


def test_the_index_follows_a_bulk_delete() -> None:
    search.index("matter", 1, "停水")
    Entry.objects.all().delete()
    search.index("matter", 2, "停电")
    assert (found("停水"), found("停电")) == (set(), {2})


def test_a_search_is_a_subquery_of_the_list_and_one_statement(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    search.index("matter", 1, "停水")
    with django_assert_num_queries(1) as captured:
        assert found("停水") == {1}
    assert "SELECT object_id FROM search_entry" in captured.captured_queries[0]["sql"]


def test_the_index_answers_not_a_walk_over_the_texts() -> None:
    search.reindex("matter", ((n, f"第{n}件 停电") for n in range(2000)))
    search.index("matter", 5000, "停水")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_entry")
    plan = Entry.objects.filter(object_id__in=search.matching("matter", "停水")).explain()
    assert ("search_entry_tokens" if connection.vendor == "postgresql" else "VIRTUAL TABLE INDEX") in plan
