"""The agenda pack and the minutes as DOCX and PDF, made of the records."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from lianxin.work.sessions import actions
from lianxin.work.sessions.actions.deciding import Task
from lianxin.work.sessions.models import Session
from lianxin.work.sessions.tests.made import fresh, held, planned, ready, soon
from tests.signed_in import client_of

pytestmark = pytest.mark.django_db


def words_of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def words_of_pdf(data: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def got(world: Any, session: Session, name: str, login: str = "county") -> bytes:
    answer = client_of(world.users[login]).get(f"/sessions/{session.pk}/{name}")
    assert answer.status_code == 200, answer.status_code
    return bytes(answer.content)


@pytest.fixture
def session(world: Any) -> Session:
    county = world.actor("county")
    row = held(world, chair="区委副书记", venue="区政府二楼会议室", first_number=16)
    item = actions.schedule(ready(world), actor=county, session=row, presenter="区水务局")
    actions.ask_to_attend(row, actor=county, unit=world.units["water"])
    asked = actions.ask_to_attend(row, actor=county, office="供热公司负责人", persons=2)
    actions.mark_came(row, actor=county, came={asked.pk: "came"})
    actions.decide(
        item,
        actor=county,
        conclusion="同意并入市政管网。",
        task=Task("敷设八十米支管", world.units["water"], soon(20), "通水照片"),
    )
    actions.write_minutes(row, actor=county, summary="会议听取了供热情况。")
    return fresh(row)


@pytest.mark.parametrize(("form", "read"), [("docx", words_of_docx), ("pdf", words_of_pdf)])
def test_the_agenda_pack_has_the_study_and_what_the_units_say(
    world: Any, session: Session, form: str, read: Any
) -> None:
    text = read(got(world, session, f"agenda.{form}")).replace("\n", "")
    for words in (
        "服务群众周“解忧”第十六次会议",
        "小区供热管道没有并网",
        "管道与市政管网相距八十米",
        "并网。",
        "河东区水务局",
        "可以施工",
        "区委副书记",
        "区政府二楼会议室",
        "供热公司负责人",
    ):
        assert words in text, words


@pytest.mark.parametrize(("form", "read"), [("docx", words_of_docx), ("pdf", words_of_pdf)])
def test_the_minutes_have_decisions_with_owner_day_and_proof(
    world: Any, session: Session, form: str, read: Any
) -> None:
    text = read(got(world, session, f"minutes.{form}")).replace("\n", "")
    day = soon(20)
    for words in (
        "会议听取了供热情况",
        "同意并入市政管网",
        "敷设八十米支管",
        "河东区水务局",
        f"{day.year}年{day.month}月{day.day}日",
        "通水照片",
        "尚未审定",
        "供热公司负责人",
        "2人",
    ):
        assert words in text, words


def test_approved_minutes_are_no_draft(world: Any, session: Session) -> None:
    actions.approve(session, actor=world.actor("county"))
    assert "尚未审定" not in words_of_docx(got(world, session, "minutes.docx"))


def test_the_same_records_give_the_same_paper(world: Any, session: Session) -> None:
    assert got(world, session, "minutes.pdf") == got(world, session, "minutes.pdf")


def test_what_a_person_typed_does_not_become_a_template(world: Any) -> None:
    row = held(world)
    actions.add_topic(row, actor=world.actor("county"), topic="{{ 7*7 }} # 一、| 甲")
    text = words_of_docx(got(world, row, "agenda.docx"))
    assert "{{ 7*7 }} # 一、| 甲" in text


def test_there_are_no_minutes_of_a_session_to_come_and_no_papers_for_neighbours(world: Any, session: Session) -> None:
    row = planned(world)
    county = client_of(world.users["county"])
    assert county.get(f"/sessions/{row.pk}/minutes.docx").status_code == 404
    assert county.get(f"/sessions/{row.pk}/agenda.docx").status_code == 200
    assert county.get(f"/sessions/{row.pk}/agenda.exe").status_code == 404
    assert county.get(f"/sessions/{row.pk}/other.pdf").status_code == 404
    for login in ("west_county", "handler", "street"):
        assert client_of(world.users[login]).get(f"/sessions/{session.pk}/agenda.pdf").status_code == 404
    assert client_of(world.users["water"]).get(f"/sessions/{session.pk}/agenda.pdf").status_code == 200


def test_a_city_has_its_own_wording(
    world: Any, session: Session, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lianxin.kernel.modules.pack import pack

    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/session-minutes.md").write_text("---\ntitle: 本市自己的纪要\n---\n{{ title }}\n", "utf-8")
    monkeypatch.setattr(pack(), "folder", tmp_path)
    assert "本市自己的纪要" in words_of_docx(got(world, session, "minutes.docx"))
