"""The audit trail on a page: its filters, its places, and what the nightly reading found."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.access import actions
from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.models import Role
from lianxin.kernel.audit import triggers
from lianxin.kernel.audit.jobs import check
from lianxin.kernel.audit.models import Check, Entry
from lianxin.kernel.modules import registry
from lianxin.work.requests import actions as requests
from tests.signed_in import client_of
from tests.world import EAST, WEST_COMMUNITY


@pytest.fixture
def admin(world: Any) -> Client:
    """An administrator, after a new person was added: the trail is never empty."""
    actions.add_user(actor=SYSTEM, login="newcomer", name="试新人", password="lantern-7-rivers-north")
    return client_of(world.users["admin"])


def body(client: Client, query: str = "") -> str:
    return str(client.get(f"/admin/audit/?{query}").content.decode()).split('id="list"')[1]


def test_every_act_stands_in_words_with_who_and_where(world: Any, admin: Client) -> None:
    world.request(actor=world.actor("street"))
    page = body(admin, "action=request.")
    assert "诉求：收到" in page
    assert "试street" in page
    assert "槐树社区" in page
    assert "添加人员" in body(admin)


def test_a_step_is_told_by_the_names_of_its_states(world: Any, admin: Client) -> None:
    requests.route(world.request().matter, actor=world.actor("street"), unit=world.units["lights"])
    page = body(admin, "action=request.route")
    assert "已收到 → 已派单" in page
    assert "from: " not in page


def test_every_kind_of_matter_can_be_chosen(admin: Client) -> None:
    page = admin.get("/admin/audit/").content.decode()
    for kind in registry.flows():
        assert f'value="{kind}."' in page


def test_filters_narrow_by_person_action_subject_and_day(world: Any, admin: Client) -> None:
    matter = world.request(actor=world.actor("street")).matter
    assert "诉求：收到" in body(admin, "who=试street")
    assert "没有这样的记录" in body(admin, "who=无此人")
    assert "诉求：收到" not in body(admin, "action=access.")
    assert "诉求：收到" in body(admin, f"subject=matter:{matter.pk}")
    assert "添加人员" not in body(admin, f"subject=matter:{matter.pk}")
    assert "没有这样的记录" in body(admin, "to=2001-01-01")
    assert "诉求：收到" in body(admin, "from=2001-01-01")


@pytest.mark.usefixtures("admin")
def test_a_district_s_reader_sees_the_district_alone(world: Any) -> None:
    reader = Role.objects.create(code="reader", label="审计员", permissions=["audit.read"])
    actions.grant(world.users["county"], reader, actor=SYSTEM, place_path=EAST)
    world.request("东边的")
    world.request("西边的", place_path=WEST_COMMUNITY)
    page = body(client_of(world.users["county"]))
    assert "槐树社区" in page
    assert "石榴社区" not in page
    assert "添加人员" not in page


def test_a_page_of_the_trail_follows_the_other(world: Any, admin: Client) -> None:
    for n in range(60):
        actions.save_unit(actor=SYSTEM, code=f"u{n}", name="x", kind="department", place_path=EAST)
    first = body(admin)
    after = first.split('rel="next" href="?')[1].split('"')[0].replace("&amp;", "&")
    second = body(admin, after)
    newest = Entry.objects.unscoped(reason="test").order_by("-seq").values_list("seq", flat=True)
    assert f">{newest[0]}<" in first
    assert f">{newest[50]}<" in second
    assert f">{newest[49]}<" not in second


def test_the_nightly_reading_is_shown(world: Any, admin: Client) -> None:
    assert "还没有核对过" in admin.get("/admin/audit/").content.decode()
    assert check() == 0
    assert "最近一次核对通过" in admin.get("/admin/audit/").content.decode()


def test_the_next_reading_must_find_what_the_last_one_saw(world: Any, admin: Client) -> None:
    check()
    Check.objects.update(last_hash="sha256:another")
    assert check() == 1
    page = admin.get("/admin/audit/").content.decode()
    assert "最近一次核对没有通过" in page
    assert "与留存的摘要不符" in page


def test_a_trigger_that_is_gone_is_found_in_the_night(world: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(triggers.removing(connection.vendor)[0])
    assert check() == 1


def test_the_page_takes_as_many_queries_for_one_entry_as_for_many(world: Any, admin: Client) -> None:
    check()
    counts = []
    for query in ("subject=none:0", "action=access.user", ""):
        admin.get(f"/admin/audit/?{query}")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            admin.get(f"/admin/audit/?{query}")
        counts.append(len(captured))
    assert len(set(counts)) == 1
    assert counts[0] <= 8
