"""The window, the registers, the rota, the public pages and the page behind the code, as people use them."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.models import Agent, Petition, Rating, Reception, Sitting, Window
from lianxin.work.petitions.tests.office import Office, at
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY, EAST, WEST_COMMUNITY

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(office: Office) -> Client:
    return client_of(office.world.users["community"])


def filled(office: Office, **more: Any) -> dict[str, Any]:
    return {"kind": "appeal", "claim": "请求修好下水道", "facts": "堵了三个月", "place": COMMUNITY, "name": "试本人",
            "phone": "13900000000", "openness": "relay", "persons": "1", "agent": office.agents["community"].pk,
            "given_by": "oral", "read_aloud": "on", **more}


def only() -> Matter:
    return Matter.objects.unscoped(reason="test").get(kind="petition")


def test_a_mandate_is_given_on_one_page_and_the_person_takes_the_code_home(office: Office, window: Client) -> None:
    page = window.get(reverse("petitions:desk"))
    assert "代办不收任何费用" in page.content.decode()
    answer = window.post(reverse("petitions:desk"), filled(office))
    matter = only()
    assert answer.headers["Location"] == reverse("petitions:receipt", args=[matter.number])
    receipt = window.get(answer.headers["Location"])
    assert "-".join(matter.tracking_code[n:n + 4] for n in (0, 4, 8)) in receipt.content.decode()
    assert receipt.headers["Cache-Control"] == "no-store"
    assert matter.state == "mandated"
    assert Contact.objects.unscoped(reason="test").get(matter=matter).name.masked("name") == "试**"


def test_several_people_come_with_their_representatives(office: Office, window: Client) -> None:
    window.post(reverse("petitions:desk"), filled(office, persons="12", representatives="代表甲 13900000001\n代表乙"))
    matter = only()
    assert matter.representatives.model.objects.unscoped(reason="test").filter(matter=matter).count() == 3
    assert queries.particulars(matter).persons == 12


@pytest.mark.parametrize(("wrong", "words"), [
    ({"read_aloud": ""}, "委托内容要先向本人宣读"), ({"place": WEST_COMMUNITY}, "不在您的范围内"),
    ({"representatives": "\n".join(f"代表{n}" for n in range(5)), "persons": "9"}, "代表不得超过5人"),
    ({"representatives": "甲 不是电话"}, "每行写一个人"), ({"previous": "XF-0"}, "没有找到这个编号"), ({"name": ""}, "必填"),
])
def test_what_is_wrong_is_said_and_nothing_is_written(office: Office, window: Client, wrong: dict[str, str],
                                                      words: str) -> None:
    answer = window.post(reverse("petitions:desk"), filled(office, **wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode() or words == "必填"
    assert not Petition.objects.unscoped(reason="test").exists()


def test_an_accusation_is_sealed_and_its_contact_with_it(office: Office, window: Client) -> None:
    window.post(reverse("petitions:desk"), filled(office, kind="accusation", against_unit=office.world.units["street"].pk))
    matter = only()
    contact = Contact.objects.unscoped(reason="test").get(matter=matter)
    assert (matter.secrecy, contact.openness) == ("C4", "sealed")
    page = window.get(f"/m/{matter.number}/").content.decode()
    assert "已密封" in page
    assert "139****" not in page


def test_the_receipt_is_the_writers_alone(office: Office, window: Client) -> None:
    number = office.petition().matter.number
    assert client_of(office.world.users["county"]).get(reverse("petitions:receipt", args=[number])).status_code == 404
    Matter.objects.unscoped(reason="test").filter(number=number).update(opened_at=timezone.now() - timedelta(hours=2))
    assert window.get(reverse("petitions:receipt", args=[number])).status_code == 404


STEPS = [
    ("draft", {"text": "草稿"}), ("read_back", {"note": "签名"}),
    ("file", {"office": "区信访局", "reference": "XF1", "channel": "visit"}),
    ("route", {"way": "referred", "organ": "河东区水务局"}), ("accept", {"route": "6"}),
    ("answer", {"opinion": "supported", "request": "修", "facts": "属实", "text": "修好", "basis": "条例", "issuer": "局"}),
    ("ask_review", {"public_note": "不服"}),
    ("answer_review", {"opinion": "explained", "request": "修", "facts": "属实", "text": "解释", "basis": "条例"}),
    ("ask_rereview", {"public_note": "不服", "office": "市政府", "reference": "FH1", "channel": "letter"}),
    ("hear", {"note": "听证"}), ("end_hearing", {"note": "结束"}),
    ("answer_rereview", {"opinion": "not_supported", "request": "修", "facts": "属实", "text": "维持", "basis": "条例"}),
]


def test_every_step_is_made_on_the_page_within_the_budget(office: Office, window: Client) -> None:
    matter = office.petition().matter
    for name, told in STEPS:
        version = Matter.objects.unscoped(reason="test").get(pk=matter.pk).version
        form = window.get(f"/m/{matter.number}/{name}/")
        assert form.status_code == 200, name
        answer = window.post(f"/m/{matter.number}/{name}/", {**told, "version": version})
        assert answer.status_code == 302, (name, answer.content.decode()[:3000])
        window.get(f"/m/{matter.number}/")
        for login in ("community", "county"):
            client = client_of(office.world.users[login])
            client.get(f"/m/{matter.number}/")
            with CaptureQueriesContext(connection) as seen:
                page = client.get(f"/m/{matter.number}/")
            assert page.status_code == 200
            assert len(seen) <= 8, (name, login, [query["sql"][:90] + "…" + query["sql"][-160:] for query in seen.captured_queries])
    text = window.get(f"/m/{matter.number}/").content.decode()
    assert "《信访工作条例》第三十六条" in text
    assert "仍以同一事实和理由提出的，不再受理" in text


def test_a_step_that_is_refused_keeps_what_was_typed(office: Office, window: Client) -> None:
    matter = office.at("handling")
    answer = window.post(f"/m/{matter.number}/answer/", {"opinion": "supported", "request": "修", "facts": "属实",
                                                         "text": "修好", "basis": " ", "version": matter.version})
    assert answer.status_code == 422
    assert "修好" in answer.content.decode()


def track(matter: Matter, verb: str = "") -> str:
    return reverse("requests:track_act", args=[matter.tracking_code, verb]) if verb else reverse(
        "requests:track", args=[matter.tracking_code])


def test_the_person_reads_approves_and_rates_by_their_code(office: Office) -> None:
    person = Client()
    matter = office.at("drafted")
    page = person.get(track(matter)).content.decode()
    assert "草稿" in page
    assert person.post(track(matter, "correct"), {"text": "日期不对"}).status_code == 302
    actions.draft(matter, actor=office.actor(), text="新草稿")
    assert person.post(track(matter, "approve")).status_code == 302
    for name, told in STEPS[2:6]:
        client_of(office.world.users["community"]).post(f"/m/{matter.number}/{name}/", told)
    page = person.get(track(matter)).content.decode()
    assert "解决了没有，您说了算" in page
    assert "请求复查" in page
    assert person.post(track(matter, "rate"), {"solved": "yes"}).status_code == 422
    assert person.post(track(matter, "rate"), {"solved": "yes", "grade": "satisfied"}).status_code == 302
    assert (only().state, only().outcome) == ("closed", "solved")
    assert "已经办结：解决了" in person.get(track(matter)).content.decode()


def test_staff_with_the_code_may_look_and_not_act(office: Office, window: Client) -> None:
    matter = office.at("answered")
    page = window.get(track(matter))
    assert page.status_code == 200
    assert "只能看" in page.content.decode()
    assert window.post(track(matter, "rate"), {"solved": "yes", "grade": "satisfied"}).status_code in {403, 404}
    assert window.post(track(matter, "revoke")).status_code in {403, 404}
    assert not Rating.objects.unscoped(reason="test").exists()


@pytest.mark.parametrize("state", ["mandated", "filed", "answered", "final"])
def test_the_person_revokes_from_the_page(office: Office, state: str) -> None:
    matter = office.at(state)
    assert "撤销委托" in Client().get(track(matter)).content.decode()
    assert Client().post(track(matter, "revoke")).status_code == 302
    assert only().outcome == "withdrawn"


def test_a_mandate_by_the_code_after_a_hand_over(office: Office) -> None:
    from lianxin.kernel.matters.relations import hand_over

    request = office.world.request(name="试本人", phone="13900000000").matter
    matter = hand_over(request, to_kind="petition", actor=office.actor(), note="本人同意")
    page = Client().get(track(matter)).content.decode()
    assert "要不要委托代办" in page
    assert Client().post(track(matter, "give"), {}).status_code == 422
    assert Client().post(track(matter, "give"), {"agree": "on"}).status_code == 302
    assert only().state == "mandated"


@pytest.mark.parametrize("state", ["mandated", "drafted", "handling", "answered", "reviewed", "final"])
def test_the_page_behind_the_code_keeps_to_its_budget(office: Office, state: str) -> None:
    matter = office.at(state)
    person = Client()
    person.get(track(matter))
    with CaptureQueriesContext(connection) as seen:
        assert person.get(track(matter)).status_code == 200
    assert len(seen) <= 8, "\n".join(query["sql"][:160] for query in seen.captured_queries)


def test_a_reception_is_registered_taken_on_and_becomes_a_petition(office: Office) -> None:
    street = client_of(office.world.users["street"])
    today = timezone.localdate()
    sitting = actions.add_sitting(actor=SYSTEM, on=today, level="county", place_path=EAST, leader="试副区长", post="副区长",
                                  form="sitting", where="大厅", from_time=time(9), until_time=time(11))
    day = reverse("petitions:reception_day", args=[today.isoformat()])
    answer = street.post(reverse("petitions:register_visit", args=[today.isoformat()]), {
        "sitting": sitting.pk, "text": "拖欠工资", "persons": "6", "representatives": "3", "place": COMMUNITY,
        "openness": "relay", "is_received": "on"})
    assert answer.status_code == 302, answer.content.decode().split("<main")[1][:3000]
    visit = Reception.objects.unscoped(reason="test").select_related("matter").get()
    assert (visit.leader, visit.level, visit.persons, visit.matter.state) == ("试副区长", "county", 6, "received")
    text = street.get(day).content.decode()
    assert "拖欠工资" in text
    assert "试副区长" in text
    number = visit.matter.number
    assert "集体访" in street.get(f"/m/{number}/").content.decode()
    taken = street.post(f"/m/{number}/take_on/", {"unit": office.world.units["community"].pk, "public_note": "三日内回话"})
    assert taken.status_code == 302
    opened = client_of(office.world.users["county"]).post(f"/m/{number}/open_petition/", {
        "kind": "appeal", "claim": "支付工资", "agent": office.agents["community"].pk, "public_note": "转代办",
        "read_aloud": "on"})
    assert opened.status_code == 302, opened.content.decode()[:2000]
    assert only().parent_id == visit.matter_id
    refused = client_of(office.world.users["county"]).post(f"/m/{number}/conclude/", {
        "outcome": "solved", "public_note": "好了"})
    assert refused.status_code == 422
    assert "还有 1 个子事项" in refused.content.decode()


def test_six_representatives_are_refused_on_the_page(office: Office) -> None:
    street = client_of(office.world.users["street"])
    today = timezone.localdate().isoformat()
    answer = street.post(reverse("petitions:register_visit", args=[today]), {
        "text": "x", "persons": "9", "representatives": "6", "place": COMMUNITY, "openness": "relay", "level": "street",
        "form": "window"})
    assert answer.status_code == 422
    assert not Reception.objects.unscoped(reason="test").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_rota_and_day_keep_to_their_budget(office: Office, rows: int) -> None:
    today = timezone.localdate()
    for n in range(rows):
        actions.add_sitting(actor=SYSTEM, on=today, level="city", place_path=CITY, leader=f"试{n}", form="down", where="x",
                            from_time=time(9), until_time=time(10))
        actions.register(actions.Visit(text="x", place_path=COMMUNITY, level="city", form="sitting", persons=2),
                         actor=SYSTEM, is_received=True)
    client = client_of(office.world.users["county"])
    for address in (reverse("petitions:rota"), reverse("petitions:reception_day", args=[today.isoformat()])):
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            text = client.get(address).content.decode()
        assert len(seen) <= 8
        assert str(rows * 2) in text


def test_a_cancelled_sitting_tells_residents_why(office: Office) -> None:
    sitting = actions.add_sitting(actor=SYSTEM, on=timezone.localdate() + timedelta(days=1), level="county",
                                  place_path=EAST, leader="试副区长", form="sitting", where="大厅", from_time=time(9),
                                  until_time=time(11))
    county = client_of(office.world.users["county"])
    address = reverse("petitions:cancel_sitting", args=[sitting.pk])
    county.post(address, {"because": " "})
    assert Sitting.objects.get().cancelled_because == ""
    county.post(address, {"because": "抢险"})
    assert Sitting.objects.get().cancelled_because == "抢险"
    assert "已取消：抢险" in Client().get(reverse("petitions:visit")).content.decode()


def test_a_leader_sits_once_at_a_time(office: Office) -> None:
    county = client_of(office.world.users["county"])
    told = {"on": timezone.localdate().isoformat(), "from_time": "09:00", "until_time": "11:00", "leader": "试", "level":
            "county", "form": "sitting", "where": "大厅", "place_path": EAST}
    assert county.post(reverse("petitions:new_sitting"), told).status_code == 302
    assert county.post(reverse("petitions:new_sitting"), told).status_code == 422
    assert county.post(reverse("petitions:new_sitting"), {**told, "until_time": "08:00"}).status_code == 422
    assert Sitting.objects.count() == 1


def test_residents_find_the_window_of_their_place(office: Office) -> None:
    office.agents["community"].phone = "0471-0000000"
    office.agents["community"].save()
    text = Client().get(reverse("petitions:visit"), {"q": "槐树"}).content.decode()
    assert "槐树社区居委会代办窗口" in text
    assert "0471-0000000" in text
    assert "没有认出这个地方" in Client().get(reverse("petitions:visit"), {"q": "天上"}).content.decode()


def test_those_who_manage_keep_the_registers_of_their_own_places(office: Office) -> None:
    county = client_of(office.world.users["county"])
    told = {"code": "W9", "name": "新窗口", "kind": "agency", "level": "street", "place_path": COMMUNITY, "since_on": "2026-01-01"}
    assert county.post(reverse("petitions:new_window"), told).status_code == 302
    assert county.post(reverse("petitions:new_window"), told).status_code == 422  # the code is taken
    assert county.post(reverse("petitions:new_window"), {**told, "code": "W10", "place_path": WEST_COMMUNITY}
                       ).status_code == 422
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
    file.write_text("代码,名称,层级,区域,启用日期\nN1,新窗口,街道,990102001,2026-01-01\nN2,坏窗口,天级,不存在,昨天\n", encoding="utf-8")
    report = import_windows(file, actor=office.actor("city"))
    assert (report.counts["good"], report.counts["bad"], len(report.problems)) == (1, 1, 3)
    assert Window.objects.get(code="N1").level == "street"
    assert import_windows(file, actor=office.actor("city")).counts["unchanged"] == 1


def test_old_days_have_a_page_and_nonsense_has_none(office: Office) -> None:
    county = client_of(office.world.users["county"])
    assert county.get(reverse("petitions:reception_day", args=["2024-02-29"])).status_code == 200
    assert county.get(reverse("petitions:reception_day", args=["2024-02-30"])).status_code == 404
    assert county.get(reverse("petitions:register_visit", args=["2999-01-01"])).status_code == 404
    assert county.get(reverse("petitions:rota"), {"from": "x"}).status_code == 404
    assert at("2026-01-01 00:00").year == 2026
