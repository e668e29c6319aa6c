"""The registers: pages, sheets out and in."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from lianxin.work.petitions.models import Agent, Window
from lianxin.work.petitions.tests.office import Office
from tests.signed_in import client_of
from tests.world import COMMUNITY, WEST_COMMUNITY

pytestmark = pytest.mark.django_db


def test_those_who_manage_keep_the_registers_of_their_own_places(office: Office) -> None:
    county = client_of(office.world.users["county"])
    told = {
        "code": "W9",
        "name": "新窗口",
        "kind": "agency",
        "level": "street",
        "place_path": COMMUNITY,
        "since_on": "2026-01-01",
    }
    assert county.post(reverse("petitions:new_window"), told).status_code == 302
    assert county.post(reverse("petitions:new_window"), told).status_code == 422  # the code is taken
    assert (
        county.post(reverse("petitions:new_window"), {**told, "code": "W10", "place_path": WEST_COMMUNITY}).status_code
        == 422
    )
    row = Window.objects.get(code="W9")
    changed = {**told, "name": "改名窗口", "until_on": "2025-01-01"}
    assert county.post(reverse("petitions:window", args=[row.pk]), changed).status_code == 422
    assert county.post(reverse("petitions:window", args=[row.pk]), {**changed, "until_on": ""}).status_code == 302
    assert Window.objects.get(code="W9").name == "改名窗口"
    agent = {"code": "A9", "name": "新代办员", "place_path": COMMUNITY, "window": row.pk, "since_on": "2026-01-01"}
    assert county.post(reverse("petitions:new_agent"), agent).status_code == 302
    assert Agent.objects.get(code="A9").since_on == date(2026, 1, 1)
    for address in ("petitions:windows", "petitions:agents", "petitions:policies"):
        assert client_of(office.world.users["handler"]).get(reverse(address)).status_code == 200


def test_a_row_that_one_may_not_change_is_no_link(office: Office) -> None:
    """The city's own windows, agents and documents are read by a county, and changed by the city."""
    county = client_of(office.world.users["county"])
    for address in ("petitions:windows", "petitions:agents", "petitions:policies"):
        page = county.get(reverse(address)).content.decode()
        for link in re.findall(r'class="lx-row-link" href="([^"]+)"', page):
            assert county.get(link).status_code == 200, link


def test_a_register_goes_out_and_comes_in_again_unchanged(office: Office, tmp_path: Any) -> None:
    from lianxin.work.petitions.exchange import import_agents, import_windows

    city = client_of(office.world.users["city"])
    for export, take in (("petitions:export_windows", import_windows), ("petitions:export_agents", import_agents)):
        file = tmp_path / "register.xlsx"
        file.write_bytes(city.post(reverse(export)).content)
        report = take(file, actor=office.actor("city"))
        assert report.problems == []
        assert report.counts["unchanged"] == len(office.windows)


def test_bad_cells_of_a_register_are_named(office: Office, tmp_path: Any) -> None:
    from lianxin.work.petitions.exchange import import_windows

    file = tmp_path / "windows.csv"
    file.write_text(
        "代码,名称,层级,区域,启用日期\nN1,新窗口,街道,990102001,2026-01-01\nN2,坏窗口,天级,不存在,昨天\n",
        encoding="utf-8",
    )
    report = import_windows(file, actor=office.actor("city"))
    assert (report.counts["good"], report.counts["bad"], len(report.problems)) == (1, 1, 3)
    assert Window.objects.get(code="N1").level == "street"
    assert import_windows(file, actor=office.actor("city")).counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("register", "adding"),
    [
        ("petitions:windows", "petitions:new_window"),
        ("petitions:agents", "petitions:new_agent"),
        ("petitions:policies", "petitions:new_policy"),
        ("mediation:mediators", "mediation:new_mediator"),
        ("mediation:bodies", "mediation:new_body"),
    ],
)
def test_whoever_keeps_a_register_opens_its_list(office: Office, register: str, adding: str) -> None:
    """The administrator keeps registers and reads no matters."""
    page = client_of(office.world.users["admin"]).get(reverse(register))
    assert page.status_code == 200
    assert reverse(adding) in page.content.decode()
