"""Pages of staff: registering, the folder, the register, papers, the statistics."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.audit.views_of import accesses
from lianxin.work.mediation import actions
from lianxin.work.mediation.models import Body, Dispute, Mediator
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.tests.made import TERMS, fresh, mediating, mediator, opened, ready
from tests.signed_in import client_of
from tests.world import COMMUNITY, EAST, WEST_COMMUNITY

pytestmark = pytest.mark.django_db


def form(**more: str) -> dict[str, str]:
    return {
        "channel": "survey",
        "text": "为院墙吵了两年",
        "type": "housing",
        "level": "small",
        "amount": "3,000.50",
        "place": COMMUNITY,
        "name_1": "试甲",
        "name_2": "试乙",
        **more,
    }


def test_a_dispute_is_registered_with_its_parties_and_its_amount_in_fen(world: Any) -> None:
    client = client_of(world.users["community"])
    answer = client.post(reverse("mediation:register"), form())
    kept = Dispute.objects.unscoped(reason="test").get()
    assert answer.headers["Location"] == reverse("matters:matter", args=[kept.matter.number])
    assert (kept.amount_fen, len(queries.parties(kept.matter))) == (300_050, 2)


@pytest.mark.parametrize("wrong", [{"place": WEST_COMMUNITY}, {"text": ""}, {"channel": "court"}, {"amount": "-1"}])
def test_a_wrong_form_comes_back_with_its_words(world: Any, wrong: dict[str, str]) -> None:
    answer = client_of(world.users["community"]).post(reverse("mediation:register"), form(**wrong))
    assert answer.status_code == 422
    assert "试甲" in answer.content.decode()
    assert not Dispute.objects.unscoped(reason="test").exists()


def test_the_page_of_a_dispute_shows_no_name_in_the_clear(world: Any) -> None:
    matter = mediating(world)
    client = client_of(world.users["community"])
    for address in (reverse("matters:matter", args=[matter.number]), reverse("mediation:folder", args=[matter.number])):
        text = client.get(address).content.decode()
        assert "试甲" not in text
        assert "13900000001" not in text
        assert matter.number in text


@pytest.mark.parametrize(
    "move",
    [
        "check",
        "classify",
        "add_party",
        "agree",
        "refuse",
        "choose",
        "disclose",
        "recuse",
        "start",
        "call",
        "refer",
        "lift",
        "hand_over",
        "join",
        "remark",
    ],
)
def test_every_form_before_the_beginning_opens(world: Any, move: str) -> None:
    matter = ready(world)
    answer = client_of(world.users["community"]).get(reverse("matters:move", args=[matter.number, move]))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "move",
    [
        "stop",
        "meet",
        "record",
        "confirm_record",
        "draft",
        "sign",
        "settle",
        "extend",
        "fail",
        "unsuit",
        "withdraw",
        "supervise",
    ],
)
def test_every_form_while_it_runs_opens(world: Any, move: str) -> None:
    matter = mediating(world)
    who = "street" if move == "supervise" else "community"
    answer = client_of(world.users[who]).get(reverse("matters:move", args=[matter.number, move]))
    assert answer.status_code == 200


@pytest.mark.parametrize("move", ["perform_step", "breach", "apply_court", "court_answer", "visit", "say", "relapse"])
def test_every_form_after_an_agreement_opens(world: Any, move: str) -> None:
    matter = actions.settle(mediating(world), TERMS, actor=world.actor("community"))
    answer = client_of(world.users["community"]).get(reverse("matters:move", args=[matter.number, move]))
    assert answer.status_code == 200


def test_a_refusal_keeps_what_was_typed(world: Any) -> None:
    matter = mediating(world)
    client = client_of(world.users["community"])
    address = reverse("matters:move", args=[matter.number, "settle"])
    answer = client.post(address, {"terms": "月底前搬走", "amount": "100", "steps": "不是日期 | 5 | x"})
    assert answer.status_code == 422
    assert "月底前搬走" in answer.content.decode()
    answer = client.post(address, {"terms": "月底前搬走", "amount": "100", "steps": "2026-03-31 | 100 | 搬走鸽舍"})
    assert answer.status_code == 302
    assert [(step.words, step.amount_fen) for step in queries.steps(matter)] == [("搬走鸽舍", 10_000)]


def test_opening_a_name_is_written_down_and_the_party_sees_it(world: Any) -> None:
    matter = opened(world)
    client = client_of(world.users["community"])
    address = reverse("mediation:party_contact", args=[matter.number, 1])
    assert client.post(address, {"purpose": "curious"}).status_code == 404
    assert "试甲" in client.post(address, {"purpose": "reply"}).content.decode()
    party = queries.parties(matter)[0]
    assert [row.purpose for row in accesses(party.subject)] == ["reply", "reply"]
    page = client_of(None).get(reverse("mediation:party", args=[party.code])).content.decode()
    assert "槐树社区居委会" in page
    assert client_of(world.users["grid"]).post(address, {"purpose": "reply"}).status_code == 404


def test_a_card_shows_a_new_code_once(world: Any) -> None:
    matter = opened(world)
    old = queries.parties(matter)[0].code
    answer = client_of(world.users["community"]).post(reverse("mediation:party_card", args=[matter.number, 1]))
    new = queries.parties(matter)[0].code
    assert new != old
    assert f"{new[:4]}-{new[4:8]}-{new[8:]}" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_whole_file_is_one_pdf_in_archive_order(world: Any) -> None:
    staff = world.actor("community")
    matter = mediating(world)
    actions.meet(matter, actor=staff, on_at=matter.opened_at, place_words="社区调解室")
    session = queries.sessions(matter)[0]
    actions.record(fresh(matter), session, actor=staff, text="双方各自陈述。", present="双方", was_read_back=True)
    actions.settle(fresh(matter), TERMS, actor=staff)
    actions.visit(fresh(matter), actor=staff, way="visit", done="full", note="鸽舍已经搬走。")
    answer = client_of(world.users["community"]).post(reverse("mediation:file", args=[matter.number]))
    assert answer.headers["Content-Type"] == "application/pdf"
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
    parts = ["人民调解卷宗", "卷内目录", "人民调解受理登记表", "征求意见书和调解员选定书", "调解笔录（第1次）",
             "人民调解口头协议登记表", "回访记录"]  # fmt: skip
    cover, contents = text.index(parts[0]), text.index(parts[1])
    assert cover < contents
    after = contents + len(parts[1])
    listed = [text.index(part, after) for part in parts[2:]]
    assert listed == sorted(listed)
    assert "试甲" in text
    assert "鸽舍已经搬走" in text
    party = queries.parties(matter)[0]
    assert {row.purpose for row in accesses(party.subject)} == {"调解卷宗"}


def test_the_agreement_has_places_for_signatures_and_the_seal(world: Any) -> None:
    matter = mediating(world)
    client = client_of(world.users["community"])
    address = reverse("mediation:agreement", args=[matter.number, "docx"])
    assert client.post(address).status_code == 302
    told = {"kind": "committee", "name": "槐树社区人民调解委员会", "place_path": COMMUNITY}
    actions.save_body(actor=world.actor("street"), **told)
    actions.draft(matter, TERMS, actor=world.actor("community"))
    assert client.post(address).content[:2] == b"PK"
    pdf = client.post(reverse("mediation:agreement", args=[matter.number, "pdf"])).content
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    assert "人民调解协议书" in text
    assert "签名、盖章或者按指印" in text
    assert "槐树社区人民调解委员会" in text
    assert client.post(reverse("mediation:agreement", args=[matter.number, "exe"])).status_code == 404


def test_papers_are_for_those_who_may(world: Any) -> None:
    matter = opened(world)
    for who in ("grid", "west_community", "handler"):
        assert client_of(world.users[who]).post(reverse("mediation:file", args=[matter.number])).status_code == 404


def test_the_register_is_shown_to_staff_and_changed_by_those_who_may(world: Any) -> None:
    one = mediator("试老周", hours="每天上午", fields=["neighbour"])
    client = client_of(world.users["street"])
    assert "试老周" in client.get(reverse("mediation:mediators")).content.decode()
    assert "试老周" not in client.get(reverse("mediation:mediators"), {"field": "labour"}).content.decode()
    address = reverse("mediation:mediator", args=[one.pk])
    page = client.get(address).content.decode()
    assert 'value="试老周"' in page
    told = {
        "name": "试老周",
        "kind": "trusted_talker",
        "place": COMMUNITY,
        "forms_": ["peoples"],
        "fields_": ["labour"],
        "most": "3",
        "is_active": "on",
        "is_woman": "unknown",
    }
    assert client.post(address, told).status_code == 302
    again = Mediator.objects.get(pk=one.pk)
    assert (again.kind, again.field_codes, again.most) == ("trusted_talker", ["labour"], 3)
    assert client_of(world.users["west_street"]).post(address, told).status_code == 404
    assert client.post(address, {**told, "place": WEST_COMMUNITY}).status_code == 422


def test_a_committee_that_the_law_would_not_accept_is_marked(world: Any) -> None:
    client = client_of(world.users["street"])
    told = {"name": "槐树社区人民调解委员会", "kind": "committee", "organ": "neighbourhood", "place": COMMUNITY,
            "is_active": "on"}  # fmt: skip
    assert client.post(reverse("mediation:new_body"), told).status_code == 302
    body = Body.objects.get()
    page = client.get(reverse("mediation:bodies")).content.decode()
    assert "不足三人" in page
    assert "没有女性成员" in page
    for n in range(3):
        actions.save_mediator(
            actor=SYSTEM, name=f"试{n}", kind="worthy", place_path=COMMUNITY, bodies=[body], is_woman=n == 0
        )
    assert "符合" in client.get(reverse("mediation:bodies")).content.decode()


def test_the_statistics_close_by_type_source_and_level(world: Any) -> None:
    actions.settle(mediating(world, amount_fen=100_000), TERMS, actor=world.actor("community"))
    opened(world, type="housing", channel="police", entrusted_by="派出所", level="major", amount_fen=7)
    failed = mediating(world, type="property_service.owners", one=mediator("另一位"))
    actions.fail(failed, actor=world.actor("community"), public_note="谈不拢")
    client = client_of(world.users["county"])
    for by in ("type", "source", "level"):
        book = client.post(reverse("mediation:statistics_download"), {"by": by, "period": "2026", "place": EAST})
        rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0].iter_rows(values_only=True))
        whole = rows[-1]
        assert whole[1:] == (3, 6, 2, 1, 0, 1, 1, 1000)
        assert [sum(row[n] for row in rows[1:-1]) for n in range(1, 9)] == list(whole[1:])
    page = client.get(reverse("mediation:statistics"), {"period": "2026"}).content.decode()
    assert "物业" in page
    assert "1,000.00" in page
    assert client.get(reverse("mediation:statistics"), {"place": WEST_COMMUNITY}).status_code == 404


def test_the_page_of_a_dispute_keeps_to_its_budget_however_much_it_holds(world: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    staff = world.actor("community")
    matter = mediating(world)
    actions.meet(matter, actor=staff, on_at=matter.opened_at, place_words="社区")
    actions.call_units(
        fresh(matter), actor=staff, units=[world.units["lights"], world.units["water"]], note="x", parties_agree=True
    )
    client, party = client_of(world.users["community"]), queries.parties(matter)[0]
    for who, address in (
        (client, reverse("matters:matter", args=[matter.number])),
        (client, reverse("mediation:folder", args=[matter.number])),
        (client_of(None), reverse("mediation:party", args=[party.code])),
    ):
        who.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert who.get(address).status_code == 200
        assert len(captured) <= 8, (address, [query["sql"][:90] for query in captured.captured_queries])


def test_residents_see_what_a_studio_was_honoured_for(world: Any) -> None:
    body = actions.save_body(
        actor=SYSTEM, place_path=COMMUNITY, name="试调解室", kind="room", honour="入选典型案例（2025年）"
    )
    mediator("试调解员", bodies=[body])
    mediator("试另一位")
    page = client_of(None).get(reverse("mediation:menu")).content.decode()
    assert page.count("入选典型案例（2025年）") == 1
