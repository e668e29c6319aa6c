"""Signing in, staying in, and being shown out."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from lianxin.kernel.access import actions, totp
from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.models import Role, User
from lianxin.kernel.access.queries import actor_of
from tests.signed_in import client_of
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(login: str, password: str = PASSWORD, **more: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/login/", {"login": login, "password": password, **more})


def change_session(client: Client, **values: Any) -> None:
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    session.load()
    session.update(values)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def test_the_right_password_opens_ones_work_and_goes_on_to_where_one_was_headed(world: Any) -> None:
    client, answer = sign_in("street", next="/desk/")
    assert answer.headers["Location"] == "/desk/"
    assert client.get("/tasks/").status_code == 200


def test_a_foreign_address_to_go_on_to_is_ignored(world: Any) -> None:
    _client, answer = sign_in("street", next="https://elsewhere.example/")
    assert answer.headers["Location"] == "/start/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(world: Any) -> None:
    pages = [sign_in("street", "wrong-one-here")[1], sign_in("nobody-at-all", "wrong-one-here")[1]]
    assert [page.status_code for page in pages] == [422, 422]
    assert all("登录名或密码不对。" in page.content.decode() for page in pages)


def test_too_many_wrong_tries_lock_out_even_the_right_password(world: Any) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in("street", "wrong-one-here")
    _client, answer = sign_in("street")
    assert answer.status_code == 429
    assert "分钟后再试" in answer.content.decode()
    assert sign_in("county")[1].status_code == 302


def test_a_session_ends_after_idle_time_after_a_day_and_when_somebody_ends_it(world: Any) -> None:
    now = int(time.time())
    for stale in ({"seen": now - settings.SESSION_IDLE_SECONDS - 5}, {"began": now - settings.SESSION_COOKIE_AGE - 5}):
        client, _answer = sign_in("street")
        change_session(client, **stale)
        assert client.get("/tasks/").status_code == 302
    client, _answer = sign_in("street")
    actions.end_sessions(world.users["street"], actor=SYSTEM)
    assert client.get("/tasks/").headers["Location"].startswith("/login/")


def test_somebody_shut_out_is_out_at_once(world: Any) -> None:
    client, _answer = sign_in("street")
    actions.change_user(world.users["street"], actor=SYSTEM, is_active=False)
    assert client.get("/tasks/").status_code == 302
    assert sign_in("street")[1].status_code == 422


def test_passwords_follow_the_rules(world: Any) -> None:
    for poor in ("short", "1234567890123", "qwertyuiop"):
        with pytest.raises(ValidationError):
            actions.set_password(world.users["street"], poor, actor=SYSTEM)


def test_a_first_password_is_changed_before_anything_else(world: Any) -> None:
    actions.change_user(world.users["street"], actor=SYSTEM, must_change_password=True)
    client, _answer = sign_in("street")
    assert client.get("/tasks/").headers["Location"] == "/account/password/"
    new = "willow-and-7-swallows"
    assert client.post("/account/password/", {"old": PASSWORD, "new": new, "again": new}).status_code == 302
    assert client.get("/tasks/").status_code == 200


def test_a_second_factor_that_a_role_requires_is_set_up_and_then_asked(world: Any) -> None:
    Role.objects.filter(code="street").update(requires_totp=True)
    client, _answer = sign_in("street")
    assert client.get("/tasks/").headers["Location"] == "/account/second-factor/"
    page = client.get("/account/second-factor/").content.decode()
    secret = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value).load()["totp_secret"]
    assert secret in page
    assert client.post("/account/second-factor/", {"code": "000000"}).status_code == 422
    assert client.post("/account/second-factor/", {"code": pyotp.TOTP(secret).now()}).status_code == 302
    assert client.get("/tasks/").status_code == 200
    again, _answer = sign_in("street")
    assert again.get("/tasks/").headers["Location"] == "/account/second-factor/"


def test_a_code_counts_once(world: Any) -> None:
    user, secret = world.users["street"], totp.new_secret()
    step = int(time.time()) // totp.STEP_SECONDS
    before, now = (pyotp.HOTP(secret).at(step + late) for late in (-1, 0))
    assert totp.enrol(user, secret, before, actor=SYSTEM)
    assert not totp.accept(user, before)
    assert totp.accept(user, now)
    assert not totp.accept(user, now)


def test_leave_cover_lends_grants_for_its_days_without_administration(world: Any) -> None:
    today = timezone.localdate()
    giver, taker = world.users["admin"], world.users["grid"]
    row = actions.delegate(
        actor=SYSTEM, giver=giver, taker=taker, starts_on=today, ends_on=today + timedelta(days=2), reason="休假"
    )
    actor = actor_of(User.objects.get(pk=taker.pk))
    assert actor.holds("requests.manage")
    assert not actor.holds("access.manage")
    assert not actor.holds("audit.read")
    actions.end_delegation(row, actor=SYSTEM)
    assert not actor_of(User.objects.get(pk=taker.pk)).holds("requests.manage")


def test_a_grant_holds_on_its_days_alone(world: Any) -> None:
    today, user, role = timezone.localdate(), world.users["resident"], Role.objects.get(code="street")
    User.objects.filter(pk=user.pk).update(kind=User.STAFF)
    for days in (("past", -9, -1), ("coming", 1, 9)):
        starts, ends = (today + timedelta(days=n) for n in days[1:])
        actions.grant(user, role, actor=SYSTEM, place_path="990100.", starts_on=starts, ends_on=ends)
        assert not actor_of(User.objects.get(pk=user.pk)).grants
    actions.grant(user, role, actor=SYSTEM, place_path="990100.")
    assert actor_of(User.objects.get(pk=user.pk)).holds("requests.route")


def test_a_resident_sees_the_own_matters_and_no_staff_page(world: Any) -> None:
    client = client_of(world.users["resident"])
    assert client.get("/tasks/").status_code == 404
    assert client.get("/account/").status_code == 200
