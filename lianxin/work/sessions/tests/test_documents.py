"""What sessions adopt: versions, days in force, files, who reads them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.files import intake
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.work.sessions import actions
from lianxin.work.sessions.actions.documents import Text
from lianxin.work.sessions.models import AgendaItem, Document
from lianxin.work.sessions.queries import sessions as queries
from lianxin.work.sessions.tests.made import fresh, held, planned, soon
from tests.signed_in import client_of
from tests.world import CITY

pytestmark = pytest.mark.django_db


def point(world: Any, who: str = "city", session: Any = None) -> AgendaItem:
    session = session or held(world, who, "joint_conference" if who == "city" else "weekly")
    return actions.add_topic(session, actor=world.actor(who), topic="审议工作规则")


def adopted(world: Any, who: str = "city", **more: Any) -> Document:
    told = {"name": "联席会议工作规则", "in_force_on": timezone.localdate(), "number": "青社联〔2026〕1号", **more}
    return actions.adopt(told.pop("point", None) or point(world, who), Text(**told), actor=world.actor(who))


def test_a_held_session_adopts_a_document(world: Any) -> None:
    document = adopted(world)
    assert (document.version, document.place_path, document.adopted_on) == (
        1,
        CITY,
        timezone.localdate(document.agenda_item.session.at),
    )
    assert fresh(document.agenda_item).result == "adopted"


def test_a_planned_session_adopts_nothing(world: Any) -> None:
    with pytest.raises(MoveRefused):
        adopted(world, point=point(world, session=planned(world, "city", "joint_conference")))


def test_a_new_version_ends_the_old_one_the_day_before(world: Any) -> None:
    first = adopted(world)
    second = adopted(world, replaces=first, in_force_on=soon(10))
    first = fresh(first)
    assert (second.version, second.name, first.ended_on) == (2, first.name, soon(9))
    assert first.superseded_by == second
    assert [each.version for each in queries.versions(first)] == [2, 1]


def test_only_the_latest_version_in_force_is_replaced_and_by_a_later_one(world: Any) -> None:
    first = adopted(world)
    adopted(world, replaces=first, in_force_on=soon(5))
    for told in ({"replaces": fresh(first), "in_force_on": soon(9)}, {}, {"name": " "},
                 {"name": "清单", "in_force_on": timezone.localdate() - timedelta(days=9)}):  # fmt: skip
        with pytest.raises(MoveRefused):
            adopted(world, **told)
    other = adopted(world, name="监管事项清单", sort="list")
    with pytest.raises(MoveRefused):
        adopted(world, replaces=other)


def test_a_document_is_repealed_by_its_place(world: Any) -> None:
    document = adopted(world)
    with pytest.raises(Denied):
        actions.repeal(document, actor=world.actor("county"), ended_on=soon())
    with pytest.raises(MoveRefused):
        actions.repeal(document, actor=world.actor("city"), ended_on=timezone.localdate() - timedelta(days=9))
    assert actions.repeal(document, actor=world.actor("city"), ended_on=soon()).ended_on == soon()
    with pytest.raises(MoveRefused):
        actions.repeal(document, actor=world.actor("city"), ended_on=soon(9))


def test_the_register_shows_what_binds_here_and_hides_the_neighbours(world: Any) -> None:
    city = adopted(world)
    east = adopted(world, "county", name="区规则")
    seen = {login: set(Document.objects.visible_to(world.actor(login))) for login in
            ("city", "county", "street", "handler", "west_county", "grid")}  # fmt: skip
    assert seen["city"] == seen["county"] == seen["street"] == seen["handler"] == {city, east}
    assert seen["west_county"] == {city}
    assert seen["grid"] == set()


def test_the_register_shows_the_present_versions_and_others_when_asked(world: Any) -> None:
    first = adopted(world, in_force_on=timezone.localdate())
    Document.objects.unscoped(reason="test").update(ended_on=timezone.localdate() - timedelta(days=1))
    actor = world.actor("city")
    assert list(queries.documents(actor, {})) == []
    assert list(queries.documents(actor, {"old": "1"})) == [first]
    assert list(queries.documents(actor, {"old": "1", "q": "工作规则"})) == [first]
    assert list(queries.documents(actor, {"old": "1", "sort": "list"})) == []


def test_its_file_is_handed_out_to_those_who_may_read_it(world: Any) -> None:
    upload = BytesIO("第一条 ……".encode())
    upload.name = "工作规则.txt"
    told = Text("联席会议工作规则", timezone.localdate())
    document = actions.adopt(point(world), told, actor=world.actor("city"), files=[intake.accept(upload)])
    [file] = queries.files_of(document)
    path = f"/sessions/documents/{document.pk}/files/{file.pk}/"
    answer = client_of(world.users["county"]).get(path)
    assert b"".join(answer.streaming_content).decode() == "第一条 ……"
    assert client_of(world.users["grid"]).get(path).status_code == 404
    assert client_of(world.users["county"]).get(f"/sessions/documents/{document.pk}/files/0/").status_code == 404
