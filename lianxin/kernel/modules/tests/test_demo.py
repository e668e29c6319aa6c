"""The packs that are shipped: whole, consistent, loaded in seconds into an empty database, and only there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import connection
from django.test import Client
from django.utils import timezone

from lianxin.kernel.access import actions
from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.models import RoleGrant, Unit, User
from lianxin.kernel.audit.verify import verify
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.modules import demo, registry
from lianxin.kernel.modules.pack import Pack, pack
from lianxin.kernel.places import locate, tree
from lianxin.registers.orgs.models import Organisation
from lianxin.work.requests import queries
from lianxin.work.requests.models import Category, Rating

PACKS = sorted(path.parent.name for path in (settings.BASE_DIR / "packs").glob("*/pack.toml"))


@pytest.fixture(params=PACKS)
def chosen(request: Any, settings: Any, db: None) -> Iterator[Pack]:
    settings.PACK_DIR = settings.BASE_DIR / "packs" / request.param
    pack.cache_clear()
    yield pack()
    pack.cache_clear()


def test_at_least_two_cities_are_shipped() -> None:
    assert {"demo", "caoyuan"} <= set(PACKS)


def test_a_role_holds_only_permissions_that_exist(chosen: Pack) -> None:
    roles = chosen.toml("roles")
    assert {"city", "county", "street", "community", "grid_worker", "handler", "admin"} <= set(roles)
    unknown = {p for role in roles.values() for p in role["permissions"]} - set(registry.permissions())
    assert unknown == set()


def test_the_shared_password_keeps_the_rules(chosen: Pack) -> None:
    for row in chosen.rows("people"):
        if row["signs_in"]:
            validate_password(str(chosen.get("demo.password")), User(login=row["login"], name=row["name"]))


def test_a_pack_is_loaded_into_every_state(chosen: Pack) -> None:
    if connection.vendor == "postgresql" and chosen.name == "demo":
        pytest.skip("the small pack shows the same on PostgreSQL")
    demo.load()
    matters = Matter.objects.visible_to(SYSTEM)
    seen = set(matters.filter(kind="request").values_list("state", flat=True))
    assert seen == {state.name for state in registry.flow("request").states}
    assert {"snap", "hotline", "desk", "found", "whistle"} <= set(matters.values_list("channel", flat=True))
    assert {"solved", "explained", "merged", "withdrawn", "sent_on"} & set(matters.values_list("outcome", flat=True))
    assert matters.filter(reopenings__gt=0).exists()
    assert matters.filter(due_at__lt=timezone.now(), closed_at=None).exists()
    assert Rating.objects.visible_to(SYSTEM).filter(solved=False).exists()
    assert verify().ok
    check_places(matters)
    check_people(chosen)
    check_words(matters)
    if chosen.name == "demo":
        check_demo_city()


def check_places(matters: Any) -> None:
    """Every point lies in the outline of the place that the request names."""
    rows = list(matters.filter(kind="request", lon__isnull=False).values_list("lon", "lat", "place_path"))
    assert len(rows) > 20
    assert [path for _lon, _lat, path in rows] == locate.places_at([(lon, lat) for lon, lat, _path in rows])


def check_words(matters: Any) -> None:
    """Each leaf has its unit in every county, and what is private stays off the public map."""
    leaves = Category.objects.filter(is_leaf=True)
    for county in tree.current().descendants(level="county"):
        assert all(queries.proposal(leaf, county.path, timezone.now()) for leaf in leaves), county.name
    private = set(leaves.filter(is_private=True).values_list("code", flat=True))
    assert private
    assert not matters.filter(category__in=private, is_public=True).exists()


def check_demo_city() -> None:
    current = tree.current()
    levels = [len(current.descendants("990100.", level)) for level in ("county", "street", "community", "grid")]
    assert levels == [3, 9, 36, 108]
    assert len(locate.outlines().paths) == 1 + sum(levels)
    assert current.name("990100.990102.990102001.990102001001.G001.") == "第一网格"
    assert Category.objects.filter(is_leaf=True).count() == 62
    assert Organisation.objects.visible_to(SYSTEM).count() == 80
    assert Contact.objects.unscoped(reason="test").exists()
    assert RoleGrant.objects.filter(user__login="handler", unit__code="HD-CG", place_path="").exists()


def check_people(chosen: Pack) -> None:
    shown = demo.logins()
    assert [login for _label, login, _password in shown] == [r["login"] for r in chosen.rows("people") if r["signs_in"]]
    assert all(user.name.startswith("演示") for user in User.objects.all())
    assert all(unit.phone.startswith("0990-55") for unit in Unit.objects.all())
    client = Client()
    _label, login, password = shown[0]
    assert client.post("/login/", {"login": login, "password": password}).status_code == 302
    silent = next(row["login"] for row in chosen.rows("people") if not row["signs_in"])
    assert not User.objects.get(login=silent).has_usable_password()
    actions.set_password(User.objects.get(login=login), "another-word-of-9-swans", actor=SYSTEM)
    assert login not in [known for _label, known, _password in demo.logins()]


@pytest.mark.django_db
def test_a_real_citys_pack_brings_its_words_and_nothing_made_up(settings: Any, tmp_path: Path) -> None:
    own = Path(shutil.copytree(settings.BASE_DIR / "packs" / "demo", tmp_path / "own"))
    text = (own / "pack.toml").read_text(encoding="utf-8")
    (own / "pack.toml").write_text(
        re.sub(r"^\[demo\]\n(?:(?!\[).*\n?)*", "", text, flags=re.MULTILINE), encoding="utf-8"
    )
    settings.PACK_DIR = own
    pack.cache_clear()
    try:
        demo.load()
        assert demo.logins() == []
    finally:
        pack.cache_clear()
    assert Category.objects.filter(is_leaf=True).count() == 62
    assert Unit.objects.exists()
    assert not Matter.objects.visible_to(SYSTEM).exists()
    assert not Organisation.objects.visible_to(SYSTEM).exists()


def test_a_database_in_use_is_left_alone(world: Any) -> None:
    assert not demo.is_empty()
    with pytest.raises(demo.BrokenPack):
        demo.load()


def test_a_pack_takes_what_a_role_may_do_from_the_one_it_is_based_on(tmp_path: Path) -> None:
    for name, roles in (
        ("base", '[a]\nlabel = "甲"\nlevel = "city"\n[b]\nlabel = "乙"\n'),
        ("own", '[a]\nlabel = "丙"\n'),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.toml").write_text('based_on = "base"\n' if name == "own" else "", encoding="utf-8")
        (tmp_path / name / "roles.toml").write_text(roles, encoding="utf-8")
    assert Pack(tmp_path / "own").toml("roles") == {"a": {"label": "丙", "level": "city"}, "b": {"label": "乙"}}
