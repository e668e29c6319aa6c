"""The written papers: what is in them, that both forms open, and that a name is printed only when it was asked for."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from lianxin.kernel.audit.views_of import accesses
from lianxin.kernel.modules.pack import pack
from lianxin.work.petitions import actions, papers, queries
from lianxin.work.petitions.tests.office import OPINION, Office
from tests.signed_in import client_of

pytestmark = pytest.mark.django_db


def text_of(kind: str, matter: Any, form: str, client: Any, **more: Any) -> str:
    answer = client.get(reverse("petitions:paper", args=[matter.number]), {"kind": kind, "form": form, **more})
    assert answer.status_code == 200, (kind, form)
    if form == "pdf":
        assert answer.content.startswith(b"%PDF")
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture
def client(office: Office) -> Any:
    return client_of(office.world.users["community"])


WORDS = {
    "mandate": ("信访代办委托书", "代办不收任何费用", "第十九条", "请求修好下水道"),
    "material": ("信访材料", "草稿"),
    "acceptance": ("受理告知书", "河东区水务局", "XF2026001", "第三十四条", "第二十三条"),
    "extension": ("延长办理期限", "30日", "需要鉴定", "第三十四条"),
    "opinion": (
        "信访处理意见书",
        "管道堵塞属实",
        "十日内疏通",
        "《城镇排水与污水处理条例》",
        "第三十五条",
        "河东水信〔2026〕1号",
    ),
    "review": ("信访复查意见书", "维持原意见", "第三十六条"),
    "rereview": ("信访复核意见书", "到此为止", "不再受理", "第三十六条"),
}


def test_every_paper_of_the_procedure_says_what_it_must_in_both_forms(office: Office, client: Any) -> None:
    matter, agent, head = office.at("handling"), office.actor(), office.actor("county")
    matter = actions.ask_extension(matter, actor=agent, days=30, note="复杂")
    matter = actions.grant_extension(matter, actor=head, public_note="需要鉴定")
    matter = actions.answer(matter, OPINION, actor=agent)
    matter = actions.ask_review(matter, actor=agent, text="不服")
    matter = actions.answer_review(matter, replace(OPINION, text="维持原意见"), actor=agent)
    matter = actions.ask_rereview(matter, actor=agent, text="不服")
    matter = actions.answer_rereview(matter, replace(OPINION, text="到此为止"), actor=agent)
    assert [kind for kind, _label in papers.available(queries.particulars(matter), matter)] == list(WORDS)
    for kind, words in WORDS.items():
        for form in ("pdf", "docx"):
            text = text_of(kind, matter, form, client).replace("\n", "")
            assert [word for word in words if word not in text] == [], (kind, form)
            assert "试本人" not in text


@pytest.mark.parametrize(
    ("kind", "state", "words"),
    [
        ("refusal", "filed", ("不予受理告知书", "正在诉讼", "第二十三条")),
        ("redirection", "filed", ("法定途径告知书", "申请仲裁", "第三十一条")),
    ],
)
def test_the_notices_of_the_side_ways(
    office: Office, client: Any, kind: str, state: str, words: tuple[str, ...]
) -> None:
    matter = office.at(state)
    if kind == "refusal":
        matter = actions.refuse(matter, actor=office.actor(), public_note="正在诉讼程序中")
    else:
        matter = actions.redirect(matter, actor=office.actor(), route="2", public_note="请向仲裁委员会申请仲裁")
    kinds = [name for name, _label in papers.available(queries.particulars(matter), matter)]
    assert kind in kinds
    assert {"acceptance", "opinion"} & set(kinds) == set()
    text = text_of(kind, matter, "pdf", client).replace("\n", "")
    assert [word for word in words if word not in text] == []


def test_a_paper_that_there_is_nothing_to_write_in_is_not_there(office: Office, client: Any) -> None:
    matter = office.at("mandated")
    for kind in ("opinion", "nonsense"):
        assert client.get(reverse("petitions:paper", args=[matter.number]), {"kind": kind}).status_code == 404
    assert client.get(reverse("petitions:paper", args=[matter.number]), {"form": "exe"}).status_code == 404


def test_a_name_is_printed_only_where_contacts_may_be_read_and_the_person_sees_that_it_was(office: Office) -> None:
    matter = office.petition(openness="open").matter
    address = reverse("petitions:paper", args=[matter.number])
    told = {"kind": "mandate", "form": "pdf"}
    grid = client_of(office.world.users["grid"])
    assert grid.post(address, told).status_code == 404
    answer = client_of(office.world.users["community"]).post(address, told)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "试本人" in text
    assert [access.actor_name for access in accesses(matter.subject)]


def test_a_sealed_contact_is_printed_for_nobody(office: Office) -> None:
    matter = office.petition(openness="sealed").matter
    address = reverse("petitions:paper", args=[matter.number])
    for login in ("community", "county", "city"):
        assert client_of(office.world.users[login]).post(address, {"kind": "mandate"}).status_code == 404


def test_a_citys_own_wording_goes_before_ours(office: Office, client: Any, tmp_path: Path, monkeypatch: Any) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "petition-mandate.md").write_text("---\ntitle: 本市委托书\n---\n{{ claim }}\n", encoding="utf-8")
    monkeypatch.setattr(pack(), "folder", tmp_path)
    text = text_of("mandate", office.at("mandated"), "pdf", client)
    assert "本市委托书" in text


def test_what_a_person_types_stays_text(office: Office, client: Any) -> None:
    matter = office.at("mandated", claim="# 不是标题\n{{ 7*7 }} | @某单位")
    text = text_of("mandate", matter, "docx", client)
    assert "{{ 7*7 }}" in text
    assert "49" not in text
