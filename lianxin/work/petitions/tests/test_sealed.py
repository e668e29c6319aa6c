"""The unit complained of cannot learn that an accusation exists: one test for each way of learning it."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.access.models import RoleGrant
from lianxin.kernel.api.models import Hook, HookDelivery
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.clock.reminders import send_reminders
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.catalogue import catalogue
from lianxin.kernel.figures.periods import of
from lianxin.kernel.figures.question import territory
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.queries import work_list
from lianxin.kernel.notices.models import Notice
from lianxin.work.petitions import actions
from lianxin.work.petitions.tests.office import Office
from tests.signed_in import client_of
from tests.world import EAST

pytestmark = pytest.mark.django_db

SECRET = "挪用维修资金"
ACCUSED = "street"
"""The unit complained of is the street; its people hold every permission that a street holds."""


@pytest.fixture
def sealed(office: Office) -> Matter:
    return office.petition(
        kind="accusation", claim=f"街道有人{SECRET}", title=SECRET, against_unit=office.world.units[ACCUSED]
    ).matter


@pytest.fixture
def accused(office: Office, sealed: Matter) -> Client:
    """Somebody of the street who, by a careless grant, holds even the permission to read sealed matters there."""
    role = RoleGrant.objects.get(user=office.world.users[ACCUSED]).role
    role.permissions = [*role.permissions, "matters.sealed"]
    role.save()
    return client_of(office.world.users[ACCUSED])


def body(response: Any) -> str:
    return (
        b"".join(response).decode(errors="replace") if response.streaming else response.content.decode(errors="replace")
    )


def test_those_whom_it_concerns_do_see_it(office: Office, sealed: Matter) -> None:
    for login in ("community", "county", "city"):
        assert client_of(office.world.users[login]).get(f"/m/{sealed.number}/").status_code == 200


def test_a_colleague_of_the_agent_without_the_permission_does_not(office: Office, sealed: Matter) -> None:
    assert client_of(office.world.users["grid"]).get(f"/m/{sealed.number}/").status_code == 404


def test_no_page_of_it_is_there(sealed: Matter, accused: Client) -> None:
    pages = [
        f"/m/{sealed.number}/",
        f"/m/{sealed.number}/draft/",
        reverse("petitions:paper", args=[sealed.number]),
        reverse("petitions:receipt", args=[sealed.number]),
    ]
    answers_ = {path: accused.get(path).status_code for path in pages}
    answers_ |= {f"POST {path}": accused.post(path).status_code for path in [*pages, f"/m/{sealed.number}/contact/"]}
    assert set(answers_.values()) == {404}, answers_
    nothing = body(accused.get("/m/XF-990102-2026-QQQQQQQ/")).replace("XF-990102-2026-QQQQQQQ", "")
    assert _steady(nothing) == _steady(body(accused.get(f"/m/{sealed.number}/")).replace(sealed.number, ""))


def test_no_list_shows_it(sealed: Matter, accused: Client) -> None:
    for lens in ("place", "unit", "mine"):
        for narrowed in ("", "&kind=petition", "&open=all"):
            text = body(accused.get(f"/tasks/?lens={lens}{narrowed}"))
            assert sealed.number not in text
            assert SECRET not in text


def test_no_search_finds_it(office: Office, sealed: Matter, accused: Client) -> None:
    for words in (SECRET, sealed.number, "维修", sealed.tracking_code):
        assert not work_list(office.actor(ACCUSED), "place", {"q": words}).exists()
        text = body(accused.get("/tasks/", {"q": words, "open": "all"})).replace(words, "")  # as typed
        assert SECRET not in text
        assert sealed.number not in text


def counts(client: Client, actor: Any, path: str) -> tuple[Any, ...]:
    """Everything that the accused can count: lists, the board, every figure with its parts, the public totals."""
    year = of("year", timezone.localdate())
    found = answers.values(catalogue().values(), answers.question(actor, path, year))
    figures = {id: (value.number, value.n) for id, value in found.items()}
    lists = tuple(work_list(actor, lens, {}).count() for lens in ("place", "unit", "mine"))
    addresses = [
        reverse(name) for name in ("supervision:board", "figures:catalogue", "matters:work", "figures:numbers")
    ]
    pages = tuple(_steady(body(client.get(address))) for address in addresses)
    assert all(client.get(address).status_code == 200 for address in addresses)
    return figures, lists, pages


def _steady(text: str) -> str:
    """A page without what differs from one asking to the next."""
    return "\n".join(line for line in text.splitlines() if "csrf" not in line and "nonce" not in line)


def test_no_count_figure_board_or_public_total_changes(office: Office) -> None:
    client, actor = client_of(office.world.users[ACCUSED]), office.actor(ACCUSED)
    office.petition(claim="普通事项")
    before = counts(client, actor, actor.place_path)
    public = {path: _figures(territory(path)) for path in ("", EAST)}
    everywhere = {login: _figures(office.actor(login)) for login in ("city", "county", "community")}
    matter = office.petition(kind="accusation", claim=SECRET, against_unit=office.world.units[ACCUSED]).matter
    actions.draft(matter, actor=office.actor(), text="x")
    assert counts(client, actor, actor.place_path) == before
    assert {login: _figures(office.actor(login)) for login in everywhere} == everywhere
    assert {path: _figures(territory(path)) for path in public} == public


def _figures(actor: Any) -> dict[str, Any]:
    year = of("year", timezone.localdate())
    found = answers.values(catalogue().values(), answers.question(actor, "", year))
    return {id: (value.number, value.n) for id, value in found.items()}


def test_no_records_behind_a_figure_hold_it(sealed: Matter, accused: Client) -> None:
    for figure in ("F044", "petition_open"):
        assert sealed.number not in body(accused.get(reverse("figures:records", args=[figure])))


def test_no_export_holds_it(sealed: Matter, accused: Client) -> None:
    from openpyxl import load_workbook

    sheet = accused.post(reverse("figures:download", args=["F044"]), {"form": "xlsx"})
    rows = [cell for row in load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True) for cell in row]
    assert sheet.status_code == 200
    assert sealed.number not in [str(cell) for cell in rows]
    assert rows[[str(cell) for cell in rows].index("合计") + 1] == 0
    for export in ("petitions:export_windows", "petitions:export_agents"):
        assert SECRET.encode() not in accused.post(reverse(export)).content


def test_no_notice_tells_of_it(office: Office, sealed: Matter, accused: Client) -> None:
    """Steps, reminders, and the report of serious lateness: the level above the community is the street."""
    matter = actions.draft(sealed, actor=office.actor(), text="x")
    matter = actions.read_back(matter, actor=office.actor(), note="签名")
    actions.file(matter, actor=office.actor(), office="区信访局", reference="X1", channel="visit")
    send_reminders(timezone.now() + timedelta(days=60))
    rows = Notice.objects.unscoped(reason="test").filter(matter=sealed)
    assert rows.exclude(to_unit=None).exists()
    street = office.world.units[ACCUSED]
    assert not rows.filter(to_unit=street).exists()
    assert not rows.filter(to_user__unit=street).exists()
    assert not rows.filter(subject__contains=SECRET).exists()
    assert sealed.number not in body(accused.get("/notices/"))
    hook = Hook.objects.unscoped(reason="test").create(
        name="x", url="https://example.invalid/", secret="x", events=["*"], place_path=EAST
    )
    actions.remark(Matter.objects.unscoped(reason="test").get(pk=sealed.pk), actor=office.actor("county"), note="x")
    assert not HookDelivery.objects.unscoped(reason="test").filter(hook=hook).exists()


def test_no_gap_in_the_numbers_tells_of_it(office: Office) -> None:
    def serial() -> int:
        return int(office.petition().matter.number.rsplit("-", 1)[1])

    first = serial()
    number = office.petition(kind="accusation", claim=SECRET, against_unit=office.world.units[ACCUSED]).matter.number
    assert serial() == first + 1
    assert not number.rsplit("-", 1)[1].isdigit()


def test_no_operation_of_the_interface_knows_it(office: Office, sealed: Matter, accused: Client) -> None:
    """Every operation that reads, with all the permissions that the accused hold; and every one about this number."""
    from django.core.cache import cache

    from lianxin.config.api import api
    from tests.access.test_every_operation import send
    from tests.calling import program

    cache.clear()
    caller = program(office.world, ACCUSED)
    tried = 0
    for offered in api.offered():
        path = offered.path.removeprefix("/api/")
        if "{number}" in path:
            assert send(caller, offered, path.replace("{number}", sealed.number)) == 404, offered.path
        elif offered.method == "GET":
            answer = caller.get(
                path.format(
                    file_id="1",
                    delivery_id="1",
                    figure_id="F044",
                    code="AAAABBBBCCCC",
                    token="x",
                    hook_id="1",
                    kind="petition",
                )
            )
            text = body(answer)
            assert sealed.number not in text, offered.path
            assert SECRET not in text, offered.path
        tried += 1
    assert tried > 10


def program_of(office: Office, login: str) -> Any:
    from django.core.cache import cache

    from tests.calling import program

    cache.clear()
    return program(office.world, login)


def test_those_whom_it_concerns_read_it_by_the_interface(office: Office, sealed: Matter) -> None:
    for login in ("county", "city"):
        whole = program_of(office, login).get(f"petitions/{sealed.number}").json()
        assert (whole["petition_class"], whole["against_unit"]) == ("accusation", ACCUSED)
        assert whole["moves"]


def test_one_entered_by_a_program_is_sealed_as_well(office: Office, accused: Client) -> None:
    from lianxin.work.petitions.tests.test_api import BODY

    told = {**BODY, "kind": "accusation", "claim": SECRET, "against_unit": ACCUSED}
    number = program_of(office, "community").post("petitions", told).json()["number"]
    caller = program_of(office, ACCUSED)
    assert caller.get(f"petitions/{number}").status_code == 404
    for lens in ("place", "unit", "mine"):
        assert number not in body(caller.get("petitions", lens=lens))
    assert caller.get("petitions", q=SECRET).json()["items"] == []
    assert number in body(program_of(office, "county").get("petitions"))


def test_a_file_beside_it_is_not_there(office: Office, sealed: Matter, accused: Client) -> None:
    from lianxin.kernel.files import intake, store
    from lianxin.kernel.files.tests.made import jpeg, upload

    kept = store.keep(intake.accept_photo(upload(jpeg())), actor=office.actor(), matter=sealed, is_public=False)
    assert program_of(office, ACCUSED).get(f"files/{kept.pk}").status_code == 404
    assert program_of(office, "county").get(f"files/{kept.pk}").status_code == 200


@pytest.mark.parametrize("pointer", ["parent", "duplicate_of"])
def test_a_matter_that_points_to_it_does_not_say_so(
    office: Office, sealed: Matter, accused: Client, pointer: str
) -> None:
    open_one = office.petition().matter
    Matter.objects.unscoped(reason="test").filter(pk=open_one.pk).update(**{pointer: sealed})
    at = f"petitions/{open_one.number}"
    assert program_of(office, ACCUSED).get(at).json()[pointer] is None
    assert program_of(office, "county").get(at).json()[pointer] == sealed.number


def test_it_is_no_child_of_what_it_came_from(office: Office, sealed: Matter, accused: Client) -> None:
    open_one = office.petition().matter
    Matter.objects.unscoped(reason="test").filter(pk=sealed.pk).update(parent=open_one)
    assert program_of(office, ACCUSED).get(f"petitions/{open_one.number}").json()["children"] == []
    assert sealed.number not in body(accused.get(f"/m/{open_one.number}/"))


def test_a_later_petition_keeps_no_link_to_it(office: Office, sealed: Matter, accused: Client) -> None:
    """Neither its number nor that there was an earlier one; and no figure of repeated petitions grows by it."""
    later = office.petition(previous=sealed, has_new_facts=True)
    assert later.previous_id is None
    for text in (
        body(program_of(office, ACCUSED).get(f"petitions/{later.matter.number}")),
        body(accused.get(f"/m/{later.matter.number}/")),
    ):
        assert SECRET not in text
        assert sealed.number not in text
        assert "重复信访" not in text
    again = office.petition(kind="accusation", against_unit=office.world.units[ACCUSED], previous=sealed,
                            has_new_facts=True)  # fmt: skip
    assert again.previous_id == sealed.pk


def test_local_auditors_do_not_read_of_it(office: Office, sealed: Matter) -> None:
    from lianxin.kernel.access.actor import Actor, Grant

    auditor = Actor(kind="staff", grants=(Grant("x", frozenset({"audit.read"}), EAST),))
    assert not Entry.objects.visible_to(auditor).filter(subject=sealed.subject).exists()


def test_a_reception_keeps_no_link_to_an_accusation_told_there(office: Office) -> None:
    visit = actions.register(
        actions.Visit(
            text="有话要说", place_path=office.windows["community"].place_path, level="county", form="sitting"
        ),
        actor=office.actor("county"),
        is_received=True,
    )
    before = Matter.objects.unscoped(reason="test").get(pk=visit.matter.pk).version
    petition = actions.open_petition(
        visit.matter, office.mandate(kind="accusation", claim=SECRET), actor=office.actor("county"), public_note="x"
    )
    row = Matter.objects.unscoped(reason="test").get(pk=visit.matter.pk)
    assert (petition.matter.parent_id, petition.matter.root_id, row.version) == (None, None, before)


def test_somebody_of_the_unit_complained_of_takes_no_step_even_when_it_is_not_sealed(office: Office) -> None:
    from lianxin.kernel.matters.errors import MoveRefused

    matter = office.petition(against_unit=office.world.units[ACCUSED]).matter
    with pytest.raises(MoveRefused):
        actions.draft(matter, actor=office.actor(ACCUSED), text="x")
