"""The articles' numbers, counted from records that are there, each with the list behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from django.urls import reverse

from lianxin.kernel.clock.counting import ZONE
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.catalogue import definition
from lianxin.kernel.figures.periods import parse
from lianxin.kernel.figures.question import territory
from lianxin.kernel.matters.models import Matter
from lianxin.work.mediation.figures import FIGURES
from lianxin.work.mediation.models import Body, Dispute, Party
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY, EAST, STREET, WEST, WEST_COMMUNITY, many_rows_came

pytestmark = pytest.mark.django_db
YEAR, NOW = parse("2024"), datetime(2024, 12, 30, 12, tzinfo=ZONE)
serial = count(1)


def at(month: int, day: int = 10) -> datetime:
    return datetime(2024, month, day, 9, tzinfo=ZONE)


def many(n: int, *, facts: dict[str, Any] | None = None, **header: Any) -> list[Matter]:
    """So many disputes, with the same particulars; months go round the year."""
    told = {"state": "registered", "channel": "survey", "place_path": COMMUNITY, "category": "neighbour", **header}
    if told["state"] == "closed":
        told = {"outcome": "solved", "closed_at": at(12), **told}
    rows = [
        Matter(kind="dispute", title="示例", number=f"TF-{k}", tracking_code=f"tf{k}", opened_at=at(k % 11 + 1), **told)
        for k in (next(serial) for _n in range(n))
    ]
    Matter.objects.bulk_create(rows, batch_size=500)
    Dispute.objects.bulk_create([Dispute(matter=row, text="示例", **(facts or {})) for row in rows], batch_size=500)
    if n >= 500:
        many_rows_came()
    return rows


def ended(result: str = "agreement", **more: Any) -> dict[str, Any]:
    told = {"started_at": at(1, 1), "ended_at": at(11), "result": result, "level": "small", **more}
    return {**told, "agreed_at": at(11)} if result == "agreement" else told


def value(id: str, place: str = CITY, period: Any = YEAR) -> Any:
    return answers.value(definition(id), territory(place), place, period, now=NOW)


def behind(id: str, place: str = CITY) -> Iterable[Matter]:
    return answers.records(definition(id), territory(place), place, YEAR, now=NOW)


def checked(id: str, place: str = CITY) -> Any:
    """The value, after its records and each of its splits have been found to agree with it."""
    found = value(id, place)
    assert len(set(behind(id, place).values_list("pk", flat=True))) == found.n, id
    for by in definition(id).splits:
        parts = answers.series(definition(id), territory(place), place, YEAR, by, now=NOW)
        assert sum(part.value.n for part in parts) == found.n, (id, by)
    return found


def test_every_definition_is_sound() -> None:
    assert [problem for each in FIGURES for problem in each.problems()] == []


def test_2396_disputes_found_by_survey(world: Any) -> None:
    many(2000)
    many(396, place_path=WEST_COMMUNITY, channel="survey")
    many(50, channel="application")
    many(3, facts={"result": "joined"}, state="closed", outcome="merged")
    assert (checked("F043").number, checked("disputes").number) == (2396, 2446)
    assert (value("F043", EAST).number, value("F043", WEST).number) == (2000, 396)


def test_3772_agreements_over_157_million_yuan(world: Any) -> None:
    share, rest = divmod(15_700_000_000, 3772)
    many(3771, facts=ended(amount_fen=share), state="closed")
    many(1, facts=ended(amount_fen=share + rest))
    many(900, facts=ended("failed", amount_fen=999_999), state="closed", outcome="given_up")
    assert checked("F062").number == 3772
    money = checked("F063")
    assert (money.number, money.exact, money.newspaper) == (15_700_000_000, "157,000,000.00", "1.57亿")
    parts = answers.series(definition("F063"), territory(CITY), CITY, YEAR, "month", now=NOW)
    assert sum(part.value.number for part in parts) == 15_700_000_000


def test_a_studio_with_more_than_thirty_and_its_three_rates(world: Any) -> None:
    studio = Body.objects.create(name="老党员工作室", kind="studio", place_path=COMMUNITY)
    room = Body.objects.create(name="别处的调解室", kind="room", place_path=COMMUNITY)
    rows = many(34, facts=ended(body=studio, asked_at=at(1, 2), visited_at=at(12)), state="closed")
    many(5, facts=ended(body=room), state="closed", place_path=WEST_COMMUNITY)
    many(2, facts=ended(body=studio), state="visiting", place_path=WEST_COMMUNITY)
    Party.objects.bulk_create(
        Party(matter=row, order=n, side="applicant", name="试", code=f"c{row.pk}{n}", word_at=at(12),
              word_grade="satisfied", word_is_assisted=n == 3)
        for row in rows for n in (1, 2, 3)
    )  # fmt: skip
    assert checked("F086").number == 34
    assert checked("F086", COMMUNITY).number == 34
    for rate in ("mediation_response", "mediation_closure", "mediation_satisfaction"):
        found = checked(rate, COMMUNITY)
        assert (found.n, found.part, found.exact) == (34, 34, "100.0"), rate
    Party.objects.unscoped(reason="test").filter(matter=rows[0], order=2).update(word_grade="unsatisfied")
    assert value("mediation_satisfaction", COMMUNITY).part == 33


def test_what_staff_wrote_down_is_in_no_rate_of_satisfaction(world: Any) -> None:
    rows = many(12, facts=ended(visited_at=at(12)), state="closed")
    Party.objects.bulk_create(
        Party(matter=row, order=1, side="applicant", name="试", code=f"a{row.pk}", word_at=at(12),
              word_grade="satisfied", word_is_assisted=True)
        for row in rows
    )  # fmt: skip
    assert value("mediation_satisfaction").n == 0


def test_four_major_seven_neighbour_one_of_an_owners_committee(world: Any) -> None:
    many(4, facts=ended(level="major"), category="contract")
    many(7, facts=ended(), category="neighbour")
    many(1, facts=ended(), category="property_service.owners")
    many(3, facts=ended(), category="property_service")
    many(2, facts=ended("failed", level="major"), category="neighbour")
    assert [checked(id).number for id in ("F095", "F096", "F097", "F062")] == [4, 7, 1, 15]


def test_an_alliance_with_more_than_two_thousand(world: Any) -> None:
    alliance = Body.objects.create(name="说事人联盟", kind="alliance", place_path=STREET)
    many(2013, facts=ended(body=alliance))
    many(9, facts=ended("stopped", body=alliance), state="closed", outcome="given_up")
    found = checked("F126")
    assert (found.number, found.newspaper) == (2013, "2000余")


def test_1983_petitions_mediated_with_a_rate_of_62_7(world: Any) -> None:
    petitions = [
        Matter(kind="petition", title="示例", number=f"XF-{k}", tracking_code=f"xf{k}", opened_at=at(1), state="filed",
               channel="desk", place_path=COMMUNITY)
        for k in range(3)
    ]  # fmt: skip
    Matter.objects.bulk_create(petitions)
    many(1000, facts=ended(), channel="petition_office")
    many(243, facts=ended(), channel="handover", parent=petitions[0])
    many(740, facts=ended("failed"), channel="handover", parent=petitions[1], state="closed", outcome="given_up")
    many(30, facts=ended(), channel="handover", parent=world.request().matter)
    many(20, facts={"result": "refused", "ended_at": at(3)}, channel="petition_office", state="closed")
    many(4, channel="petition_office")
    assert checked("F139").number == 1983
    rate = checked("F140")
    assert (rate.n, rate.part, rate.exact, rate.is_percent) == (1983, 1243, "62.7", True)


def test_success_is_agreements_among_what_was_mediated_and_always_beside_its_n(world: Any) -> None:
    many(6, facts=ended())
    many(3, facts=ended("failed"), state="closed", outcome="given_up")
    many(1, facts=ended("stopped"), state="closed", outcome="given_up")
    many(5, facts=ended("sent_on"), state="closed", outcome="sent_on")
    many(5, facts={"result": "refused", "ended_at": at(2)}, state="closed", outcome="given_up")
    rate = checked("mediation_success")
    assert (rate.n, rate.part, checked("mediated").number) == (10, 6, 10)
    assert {"F062", "mediated"} <= set(definition("mediation_success").beside)


def test_the_page_of_a_figure_opens_the_records_behind_it(world: Any) -> None:
    many(2, facts=ended(level="major", amount_fen=12_345))
    client = client_of(world.users["county"])
    for id, words in (("F095", "TF-"), ("F063", "TF-")):
        assert words in client.get(reverse("figures:records", args=[id]), {"period": "2024"}).content.decode()
    assert "246.90" in client.get(reverse("figures:figure", args=["F063"]), {"period": "2024"}).content.decode()
