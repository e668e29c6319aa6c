"""Signing in with the city's own identity provider: a real one beside the whole system, over HTTP."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import httpx
import pytest
from django.conf import settings

from lianxin.kernel.access.models import User
from lianxin.kernel.audit.models import Entry
from tests.processes import wait_until
from tests.system import GONE, STARTS_WITHIN, System, free_port, with_keys

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = {"subject-1": "street", "subject-2": "nobody_here"}
"""Who the provider knows: its own subject → the log-in that it tells us."""


@pytest.fixture
def provider() -> Iterator[str]:
    """The address of a running identity provider."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    for subject, login in PEOPLE.items():
        command += ["--user-claims", json.dumps({"sub": subject, "preferred_username": login})]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(f"{address}/.well-known/openid-configuration"), within=STARTS_WITHIN)
        yield address
    finally:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=10) as answer:
            return int(answer.status) == 200
    except GONE:
        return False


@pytest.fixture
def system(provider: str, committed_world: Any, tmp_path: Path) -> Iterator[System]:
    made = System(
        with_keys(tmp_path),
        LIANXIN_OIDC_ISSUER=provider,
        LIANXIN_OIDC_CLIENT_ID="lianxin",
        LIANXIN_OIDC_CLIENT_SECRET="a secret of the test",
        LIANXIN_OIDC_AUTHORIZATION_ENDPOINT=f"{provider}/oauth2/authorize",
        LIANXIN_OIDC_TOKEN_ENDPOINT=f"{provider}/oauth2/token",
        LIANXIN_OIDC_USER_ENDPOINT=f"{provider}/userinfo",
        LIANXIN_OIDC_JWKS_ENDPOINT=f"{provider}/jwks",
        LIANXIN_OIDC_VERIFY_KID="0",
    )
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def sign_in(system: System) -> Iterator[Callable[[str], httpx.Response]]:
    """Goes by the button on the log-in page to the provider and back, as one of its people."""
    with httpx.Client(base_url=system.address, follow_redirects=True) as client:

        def through(subject: str) -> httpx.Response:
            page = client.get("/login/?next=/account/")
            assert "用统一身份登录" in page.text
            asked = client.get("/oidc/authenticate/?next=/account/")
            return client.post(str(asked.url), data={"sub": subject})

        yield through


def test_a_person_who_has_an_account_comes_in_and_stays(sign_in: Callable[[str], httpx.Response]) -> None:
    User.objects.filter(login="street").update(must_change_password=True)
    page = sign_in("subject-1")
    assert page.url.path == "/account/"
    assert "试street" in page.text
    entries = Entry.objects.unscoped(reason="test").filter(action="access.sign_in")
    assert [entry.actor_name for entry in entries] == ["试street"]


def test_a_stranger_is_told_so_and_gets_no_account(sign_in: Callable[[str], httpx.Response]) -> None:
    before = User.objects.count()
    for _attempt in range(settings.AXES_FAILURE_LIMIT + 1):  # strangers do not lock their neighbours out
        page = sign_in("subject-2")
        assert page.url.path == "/login/"
        assert "这个账号在这里没有开通" in page.text
    assert User.objects.count() == before
    assert sign_in("subject-1").url.path == "/account/"
