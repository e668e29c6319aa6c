"""The staff pages of sessions: what they show, what they cost, and what they refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places import tree
from lianxin.work.sessions import actions
from lianxin.work.sessions.actions.documents import Text
from lianxin.work.sessions.models import Document, Session
from lianxin.work.sessions.tests.made import (
    assigned,
    clue,
    decided,
    fresh,
    held,
    people,
    planned,
    points,
    proved,
    ready,
    session_of,
    soon,
    struck,
    task_of,
)
from tests.signed_in import client_of
from tests.world import COMMUNITY, EAST

pytestmark = pytest.mark.django_db
MOST = 8


@pytest.fixture(autouse=True)
def fresh_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The question whether places have changed comes every three seconds, not with every page: it is not counted."""
    monkeypatch.setattr(tree, "CHECK_SECONDS", 600.0)


def get(world: Any, path: str, login: str = "county") -> str:
    answer = client_of(world.users[login]).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def post(world: Any, path: str, data: dict[str, Any], login: str = "county") -> Any:
    return client_of(world.users[login]).post(path, data)


def cost(world: Any, path: str, login: str = "county") -> list[str]:
    client = client_of(world.users[login])
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return [query["sql"] for query in captured.captured_queries]


def stages(world: Any) -> list[Matter]:
    """An item in each state, and tasks of them."""
    county = world.actor("county")
    rows = [clue(world, person=True), actions.take_up(clue(world), actor=county)]
    rows.append(actions.study(actions.take_up(clue(world), actor=county), actor=county, note="研判"))
    waiting = ready(world)
    rows += [waiting, decided(world), assigned(world), proved(world, assigned(world)), struck(world)]
    rows += [struck(world, person=False), actions.schedule(ready(world), actor=county, session=planned(world))]
    tasks = [task_of(row) for row in rows if Matter.objects.unscoped(reason="test").filter(parent=row).exists()]
    return [fresh(row) for row in [*rows, *tasks]]


def test_the_page_of_an_item_in_any_state_keeps_to_its_budget(world: Any) -> None:
    actions.hold(planned(world), actor=world.actor("county"))
    for row in stages(world):
        for login in ("county", "city", "street", "community"):
            found = cost(world, f"/m/{row.number}/", login)
            assert len(found) <= MOST, (row.kind, row.state, login, len(found), "\n".join(found))


def test_the_other_pages_cost_as_much_for_three_rows_as_for_one(world: Any) -> None:
    counts: dict[str, list[int]] = {}
    for _row in range(3):
        item = struck(world)
        session = session_of(item)
        for n in range(2):
            actions.ask_to_attend(session, actor=world.actor("county"), office=f"代表{n}")
        point = actions.add_topic(session, actor=world.actor("county"), topic="审议")
        told = Text(f"规则{session.number}", timezone.localdate())
        document = actions.adopt(point, told, actor=world.actor("county"))
        assigned(world)
        pages = {
            "list": "/sessions/",
            "one": f"/sessions/{session.pk}/",
            "board": "/sessions/tasks/?open=all",
            "documents": "/sessions/documents/",
            "document": f"/sessions/documents/{document.pk}/",
            "file": f"/sessions/items/{item.number}/",
            "new": "/sessions/new/",
        }
        for name, path in pages.items():
            found = cost(world, path)
            assert len(found) <= MOST, (name, len(found), "\n".join(found))
            counts.setdefault(name, []).append(len(found))
    assert all(len(set(seen)) == 1 for seen in counts.values()), counts


def test_a_session_is_planned_held_written_down_and_approved_on_its_pages(world: Any) -> None:
    at = timezone.localtime() - timedelta(hours=1)
    when = f"{at:%Y-%m-%dT%H:%M}"
    told = {"kind": "weekly", "place": EAST, "at": when, "venue": "二楼", "chair": "区委书记"}
    answer = post(world, "/sessions/new/", told)
    session = Session.objects.unscoped(reason="test").get()
    base = f"/sessions/{session.pk}/"
    assert answer.url == base
    assert "第一次会议" in get(world, base)
    assert post(world, f"{base}topics/", {"topic": "听取供热情况", "presenter": "住建局"}).url == base
    assert post(world, f"{base}people/", {"office": "居民代表", "part": "listen", "persons": "3"}).url == base
    assert post(world, f"{base}change/", {"at": f"{at:%Y-%m-%dT%H:%M}", "venue": "三楼", "version": "1"}).url == base
    assert post(world, f"{base}hold/", {"version": "2"}).url == base
    [point], [asked] = points(session), people(session)
    post(world, f"{base}came/", {f"came-{asked.pk}": "came"})
    post(world, f"{base}points/{point.pk}/conclude/", {"result": "noted", "conclusion": "继续巡查"})
    post(world, f"{base}points/{point.pk}/task/", {"text": "查三遍", "owner": world.units["water"].pk,
                                                   "due_on": f"{soon(4)}"})  # fmt: skip
    post(world, f"{base}give-out/", {})
    post(world, f"{base}points/{point.pk}/adopt/", {"name": "供热巡查规则", "sort": "rules",
                                                    "in_force_on": f"{soon(1)}"})  # fmt: skip
    post(world, f"{base}minutes/", {"summary": "会议开了", "findings": ""})
    text = get(world, base)
    for words in ("继续巡查", "查三遍", "河东区水务局", "供热巡查规则", "会议开了", "三楼", "到会"):
        assert words in text, words
    post(world, f"{base}approve/", {"version": f"{fresh(session).version}"})
    assert fresh(session).state == "approved"
    assert "供热巡查规则" in get(world, "/sessions/documents/")
    assert "查三遍" in get(world, "/sessions/tasks/")
    assert "查三遍" in get(world, "/sessions/tasks/?lens=unit", "water")


def test_a_refusal_stands_in_the_form_and_nothing_is_lost(world: Any) -> None:
    session = planned(world, at=timezone.now() + timedelta(days=2))
    answer = post(world, f"/sessions/{session.pk}/cancel/", {"reason": ""})
    assert answer.status_code == 422
    client = client_of(world.users["county"])
    answer = client.post(f"/sessions/{session.pk}/hold/", follow=True)
    assert "会议还没有到召开的日子" in answer.content.decode()
    bad = post(world, "/sessions/new/", {"kind": "joint_conference", "place": EAST, "at": "2026-01-01T09:00"})
    assert bad.status_code == 422
    assert "这里不开这种会" in bad.content.decode()


def test_points_are_moved_and_removed_on_the_page(world: Any) -> None:
    session, county = planned(world), world.actor("county")
    actions.add_topic(session, actor=county, topic="甲")
    second = actions.add_topic(session, actor=county, topic="乙")
    post(world, f"/sessions/{session.pk}/points/{second.pk}/up/", {})
    assert [point.topic for point in points(session)] == ["乙", "甲"]
    post(world, f"/sessions/{session.pk}/points/{second.pk}/remove/", {})
    assert [point.topic for point in points(session)] == ["甲"]
    assert post(world, f"/sessions/{session.pk}/points/{second.pk}/up/", {}).status_code == 404


def test_who_may_only_read_has_no_buttons(world: Any) -> None:
    session = planned(world)
    actions.ask_to_attend(session, actor=world.actor("county"), unit=world.units["street"])
    text = get(world, f"/sessions/{session.pk}/", "street")
    assert "可以做的" not in text
    assert post(world, f"/sessions/{session.pk}/hold/", {}, "street").status_code == 404
    assert "可以做的" in get(world, f"/sessions/{session.pk}/")


def test_a_month_shows_its_sessions_on_their_days(world: Any) -> None:
    session = planned(world, at=timezone.now().replace(month=3, day=15))
    other = planned(world, kind="push", topic="网格化", at=timezone.now().replace(month=4, day=2))
    text = get(world, f"/sessions/?month={timezone.now().year}-03")
    month = text[text.index("se-days") : text.index("</table>", text.index("se-days"))]
    assert f"/sessions/{session.pk}/" in month
    assert f"/sessions/{other.pk}/" not in month
    assert get(world, "/sessions/?month=nonsense")


def test_filters_narrow_the_list(world: Any) -> None:
    push = planned(world, kind="push", topic="网格化")
    weekly = planned(world)
    text = get(world, "/sessions/?kind=push&month=2020-01")
    assert f"/sessions/{push.pk}/" in text
    assert f"/sessions/{weekly.pk}/" not in text
    actions.cancel(push, actor=world.actor("county"), reason="x")
    assert f"/sessions/{push.pk}/" not in get(world, "/sessions/?month=2020-01")
    assert f"/sessions/{push.pk}/" in get(world, "/sessions/?month=2020-01&state=cancelled")


def test_a_clue_is_typed_in_and_the_persons_code_is_shown_once(world: Any) -> None:
    client = client_of(world.users["community"])
    told = {"title": "管道没有并网", "text": "冷", "place": COMMUNITY, "level": "county", "channel": "desk",
            "name": "试甲", "phone": "19900001111"}  # fmt: skip
    answer = client.post("/sessions/clues/new/", told, follow=True)
    matter = Matter.objects.unscoped(reason="test").get()
    code = "-".join(matter.tracking_code[i : i + 4] for i in (0, 4, 8))
    assert code in answer.content.decode()
    assert code not in client.get(f"/m/{matter.number}/").content.decode()
    assert client.post("/sessions/clues/new/", {**told, "place": "990103"}).status_code == 422
    assert "19900001111" not in get(world, f"/m/{matter.number}/")


def test_moves_are_made_on_the_page_of_the_item(world: Any) -> None:
    item = clue(world, person=True)
    base = f"/m/{item.number}/"
    held(world)
    session = Session.objects.unscoped(reason="test").get()
    steps: list[tuple[str, dict[str, Any]]] = [
        ("take_up", {}),
        ("study", {"note": "研判", "proposal": "并网"}),
        ("talk", {"unit": world.units["water"].pk, "on": f"{timezone.localdate()}", "view": "同意", "agrees": "1"}),
        ("share_cost", {"payer": "residents", "yuan": "36000", "households": "300"}),
        ("propose", {}),
        ("schedule", {"session": f"{session.pk}", "presenter": "水务局"}),
        (
            "decide",
            {"public_note": "同意并网", "text": "接管", "owner": world.units["water"].pk, "due_on": f"{soon(9)}"},
        ),
        ("add_decision", {"text": "装表", "owner": world.units["lights"].pk, "due_on": f"{soon(5)}"}),
        ("assign", {}),
        ("supervise", {"note": "抓紧"}),
    ]
    for move, data in steps:
        assert client_of(world.users["county"]).get(f"{base}{move}/").status_code == 200, move
        assert post(world, f"{base}{move}/", data).status_code == 302, move
    text = get(world, base)
    for words in ("跟踪督办", "接管", "装表", "同意并网", "第一次会议", "上级正在督办", "看全部档案"):
        assert words in text, words
    whole = get(world, f"/sessions/items/{item.number}/")
    for words in ("研判", "河东区水务局", "¥36,000.00", "300", "同意并网"):
        assert words in whole, words


def test_buttons_are_drawn_for_the_level_whose_session_it_is(world: Any) -> None:
    item = clue(world, "city")
    assert "转入研判" not in get(world, f"/m/{item.number}/", "county")
    assert "转入研判" in get(world, f"/m/{item.number}/", "city")


def test_the_owner_finds_its_task_in_my_work(world: Any) -> None:
    task = task_of(assigned(world))
    text = get(world, "/tasks/?lens=unit", "water")
    assert task.number in text
    assert "接办" in get(world, f"/m/{task.number}/", "water")
    assert "核验凭证" not in get(world, f"/m/{proved_task(world).number}/", "water")


def proved_task(world: Any) -> Matter:
    return task_of(proved(world, assigned(world)))


def test_a_document_shows_its_session_and_its_versions(world: Any) -> None:
    county = world.actor("county")
    session = held(world)
    point = actions.add_topic(session, actor=county, topic="审议")
    first = actions.adopt(point, Text("区规则", timezone.localdate(), "河东〔2026〕1号"), actor=county)
    actions.adopt(point, Text("", soon(3), "河东〔2026〕2号", replaces=first), actor=county)
    text = get(world, f"/sessions/documents/{first.pk}/", "street")
    assert "第一次会议" in text
    assert "第2版" in text
    assert f'href="/sessions/{session.pk}/"' not in text
    assert f'href="/sessions/{session.pk}/"' in get(world, f"/sessions/documents/{first.pk}/")
    last = Document.objects.unscoped(reason="test").latest("pk")
    assert post(world, f"/sessions/documents/{last.pk}/repeal/", {"ended_on": f"{soon(30)}"}).status_code == 302
    assert fresh(last).ended_on == soon(30)


def test_who_may_only_know_of_a_session_gets_no_link_to_it(world: Any) -> None:
    item = decided(world, "city")
    session = session_of(item)
    link = f'href="/sessions/{session.pk}/"'
    for path in (f"/m/{item.number}/", f"/sessions/items/{item.number}/"):
        assert link not in get(world, path, "county")
        assert link in get(world, path, "city")
    assert client_of(world.users["county"]).get(f"/sessions/{session.pk}/").status_code == 404


def test_what_waits_is_put_onto_the_agenda_in_one_go(world: Any) -> None:
    first, second, _third = ready(world), ready(world), ready(world)
    session = planned(world)
    page = get(world, f"/sessions/{session.pk}/")
    assert page.count('name="item"') == 3
    client = client_of(world.users["county"])
    nothing = client.post(f"/sessions/{session.pk}/put-on/", {}, follow=True)
    assert "请至少选择一个事项" in nothing.content.decode()
    post(world, f"/sessions/{session.pk}/put-on/", {"item": [first.number, second.number, "JY-0"]})
    assert [point.matter_id for point in points(session)] == [first.pk, second.pk]
    assert {point.presenter for point in points(session)} == {"河东区水务局"}
    assert get(world, f"/sessions/{session.pk}/").count('name="item"') == 1


def test_the_proposal_stands_in_the_form_of_the_decision(world: Any) -> None:
    item = ready(world)
    session = held(world)
    actions.schedule(item, actor=world.actor("county"), session=session)
    assert f"/m/{item.number}/decide/" in get(world, f"/sessions/{session.pk}/")
    assert "并网。" in get(world, f"/m/{item.number}/decide/")
