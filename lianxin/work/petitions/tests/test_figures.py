"""The numbers of the article, computed from records; each opens its records, and the sums close."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianxin.kernel.access.actor import SYSTEM, Actor, reporter
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.catalogue import definition
from lianxin.kernel.figures.periods import parse
from lianxin.kernel.figures.question import territory
from lianxin.kernel.figures.units import UnitMismatch
from lianxin.kernel.figures.values import Value
from lianxin.work.petitions import actions
from lianxin.work.petitions.figures import FIGURES
from lianxin.work.petitions.tests import articles
from lianxin.work.petitions.tests.office import OPINION, Office, at
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY, EAST, WEST, many_rows_came

pytestmark = pytest.mark.django_db
YEAR = parse("2024")
ALL = territory("")
ARTICLE = {
    "F040": 1387,
    "F041": 4,
    "F042": 1939,
    "F044": 3188,
    "F045": 3088,
    "F046": 2429,
    "F047": 13874,
    "F048": 539,
    "F049": 105,
    "F050": 322,
    "F051": 91,
    "F052": 2324,
    "F053": 13552,
    "F054": 448,
    "F055": 2816,
    "F138": 5,
}


@pytest.fixture
def year(world: Any) -> Any:
    articles.fill_year()
    many_rows_came()
    return world


def value(id: str, actor: Actor = ALL, place: str = "", period: Any = YEAR) -> Value:
    return answers.value(definition(id), actor, place, period)


def test_the_definitions_are_sound() -> None:
    assert [problem for each in FIGURES for problem in each.problems()] == []


def test_the_numbers_of_the_article_their_sums_their_records_and_their_parts(year: Any) -> None:
    assert {id: value(id).number for id in ARTICLE} == ARTICLE
    assert value("F098", place=COMMUNITY).number == 2
    the_sums_close_and_unlike_things_refuse_to_be_added()
    for id in (*ARTICLE, "F098"):
        each_number_opens_exactly_its_records_and_its_parts_close(id)
    east, west = (value("F052", place=path).number for path in (EAST, WEST))
    assert east + west == ARTICLE["F052"]
    assert value("F052", year.actor("county")).number == east
    assert value("F042", year.actor("county")).number + value("F042", year.actor("west_county")).number == 1939


def the_sums_close_and_unlike_things_refuse_to_be_added() -> None:
    amounts = {id: value(id).amount for id in ARTICLE if id != "F041"}
    assert amounts["F049"] + amounts["F052"] == amounts["F046"]
    assert amounts["F050"] + amounts["F053"] == amounts["F047"]
    assert amounts["F051"] + amounts["F054"] == amounts["F048"]
    for first, second in [("F046", "F047"), ("F046", "F044"), ("F047", "F044"), ("F055", "F054"), ("F042", "F047")]:
        with pytest.raises(UnitMismatch):
            amounts[first] + amounts[second]


def each_number_opens_exactly_its_records_and_its_parts_close(id: str) -> None:
    figure, whole = definition(id), value(id)
    rows = answers.records(figure, ALL, "", YEAR)
    assert rows.count() == whole.n
    if figure.kind == "sum":
        assert sum(rows.values_list("reception__persons", flat=True)) == whole.number
    if figure.kind == "distinct":
        return
    for by in figure.splits:
        if by != "unit":
            parts = answers.series(figure, ALL, CITY, YEAR, by)
            assert sum(part.value.amount for part in parts) == whole.amount, (id, by)


def test_every_page_of_the_figures_opens_with_its_records_within_the_budget(year: Any) -> None:
    client = client_of(year.users["city"])
    for id in (*ARTICLE, "F098", "F099", "F100"):
        page = client.get(reverse("figures:figure", args=[id]), {"period": "2024", "by": "place"})
        assert page.status_code == 200
        with CaptureQueriesContext(connection) as seen:
            records = client.get(reverse("figures:records", args=[id]), {"period": "2024"})
        assert records.status_code == 200
        assert len(seen) <= 8
        assert id not in ARTICLE or f"{ARTICLE[id]:,}" in records.content.decode()
    assert "代办员" in client.get(reverse("figures:records", args=["F042"])).content.decode()
    assert client.get(reverse("figures:catalogue"), {"period": "2024"}).status_code == 200


def test_the_statistics_month_runs_from_the_21st_to_the_20th(office: Office) -> None:
    for day in ("2026-03-20 23:59", "2026-03-21 00:00", "2026-04-20 23:59", "2026-04-21 00:00"):
        office.petition(at=at(day))
    assert [
        value("F044", period=parse(text)).number for text in ("S2026-03", "S2026-04", "S2026-05", "2026-03", "2026-04")
    ] == [1, 2, 1, 2, 2]


def test_on_time_counts_what_ran_out_and_leaves_out_what_is_not_due(office: Office) -> None:
    """Two in time, one late, one overdue and open, one not due: 2 of 4."""
    started = at("2026-01-05 09:00")
    for days in (30, 59, 90):
        matter = office.at("handling", when=started)
        actions.answer(matter, OPINION, actor=office.actor(), at=started + timedelta(days=days))
    office.at("handling", when=started)
    office.at("handling")
    found = value("petition_on_time", period=parse("2026-01-01..2027-12-31"))
    assert (found.n, found.part) == (4, 2)
    assert value("petition_routed_in_time", period=parse("2026")).n >= 4


def test_repeats_are_of_the_matter(office: Office) -> None:
    first = office.at("answered")
    ended = actions.confirm(first, actor=reporter(first.pk))
    office.petition(previous=ended)
    office.petition(claim="另一件")
    found = value("petition_repeat", period=parse("2020-01-01..2030-12-31"))
    assert (found.n, found.part) == (3, 1)


def test_a_word_is_the_persons_and_silence_is_none(office: Office) -> None:
    old = at("2026-03-02 09:00")
    for grade in ("satisfied", "satisfied", "basic", "unsatisfied", "satisfied"):
        matter = office.at("answered", when=old)
        actions.rate(
            matter, actions.Word(solved=grade != "unsatisfied", grade=grade), actor=reporter(matter.pk), at=old
        )
    office.at("answered", when=old)  # silent, and the time is over
    office.at("answered")  # silent, and there is time yet
    march = parse("2026-03")
    content, took_part = value("petition_satisfaction", period=march), value("petition_participation", period=march)
    assert (content.n, content.part) == (5, 4)
    assert (took_part.n, took_part.part) == (6, 5)
    both = value("petition_effective_satisfaction", period=march)
    assert round(both.number, 1) == round(took_part.number * content.number / 100, 1)


def test_fewer_than_five_words_are_not_shown(office: Office) -> None:
    matter = office.at("answered", when=at("2026-03-02 09:00"))
    actions.rate(matter, actions.Word(solved=True, grade="satisfied"), actor=reporter(matter.pk))
    assert value("petition_satisfaction", period=parse("2026-03")).withheld


def test_reception_rates_count_those_who_were_not_received(office: Office) -> None:
    street = office.actor("street")
    for n in range(4):
        visit = actions.Visit(
            text="来访", place_path=COMMUNITY, level="community", form="window", at=at("2026-03-02 09:00")
        )
        row = actions.register(visit, actor=street, is_received=n < 3)
        if n == 3:
            actions.miss(row.matter, actor=street, note="来访人等不及走了")
    found = value("F099", period=parse("2026"))
    assert (found.n, found.part) == (4, 3)
    assert value("reception_rate", period=parse("2026")).n == 0
    assert value("F046", period=parse("2026")).number == 0


def test_group_visits_begin_with_five(office: Office) -> None:
    for persons in (4, 5, 60):
        actions.register(
            actions.Visit(
                text="来访", place_path=EAST, level="county", form="sitting", persons=persons, at=at("2026-03-02 09:00")
            ),
            actor=SYSTEM,
            is_received=True,
        )
    assert value("group_visits", period=parse("2026")).number == 2
    assert value("F053", period=parse("2026")).number == 69


def test_settled_is_what_the_person_does_not_deny_and_revoked_mandates_are_left_out(office: Office) -> None:
    """Two settled, one that the person says is not, one revoked, one open: 2 of 3."""
    for denies in (False, False, True):
        matter = office.at("answered")
        me = reporter(matter.pk)
        if denies:
            matter = actions.rate(matter, actions.Word(solved=False, grade="unsatisfied"), actor=me)
        actions.confirm(matter, actor=me)
    revoked = office.petition().matter
    actions.revoke(revoked, actor=reporter(revoked.pk))
    office.petition()
    ever = parse("2020-01-01..2030-12-31")
    found = value("F100", period=ever)
    assert (found.n, found.part, value("F045", period=ever).number) == (3, 2, 2)
