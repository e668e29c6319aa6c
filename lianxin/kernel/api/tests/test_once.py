"""A write happens once for each key, also when eight send it at the same moment, and never by half."""

import subprocess
import sys
import threading
from typing import Any

import pytest
from django.db import connection

from lianxin.kernel.api.models import IdempotencyKey
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.matters.models import Matter
from tests.architecture.source import ROOT
from tests.calling import Program, program
from tests.processes import environment

BODY = {"text": "东门口路灯不亮了", "place": "990102001001", "category": "0101"}


def matters() -> Any:
    return Matter.objects.unscoped(reason="test")


def test_a_write_without_a_key_is_refused(world: Any) -> None:
    answer = program(world, "street").post("requests", BODY, key="")
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency-key-missing")
    assert not matters().exists()


def test_the_same_key_and_body_give_the_same_answer(world: Any) -> None:
    caller = program(world, "street")
    first, second = (caller.post("requests", BODY, key="one") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert "Idempotency-Replayed" not in first.headers
    assert second["Idempotency-Replayed"] == "true"
    assert matters().count() == 1


def test_the_same_key_with_another_body_is_refused(world: Any) -> None:
    caller = program(world, "street")
    caller.post("requests", BODY, key="one")
    answer = caller.post("requests", {**BODY, "text": "另一件"}, key="one")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")
    assert matters().count() == 1


def test_the_same_key_at_another_address_is_refused(world: Any) -> None:
    caller = program(world, "street")
    number = caller.post("requests", BODY, key="one").json()["number"]
    assert caller.post(f"requests/{number}/moves/escalate", {"note": "x"}, key="one").status_code == 422


def test_keys_of_two_programs_do_not_meet(world: Any) -> None:
    assert program(world, "street").post("requests", BODY, key="one").status_code == 201
    assert program(world, "county").post("requests", BODY, key="one").json()["is_new"]
    assert matters().count() == 2


def test_a_refusal_leaves_nothing_and_the_key_is_free_again(world: Any) -> None:
    caller = program(world, "street")
    before = Entry.objects.unscoped(reason="test").count()
    assert caller.post("requests", {**BODY, "category": "nowhere"}, key="one").status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert Entry.objects.unscoped(reason="test").count() == before
    assert caller.post("requests", BODY, key="one").status_code == 201


def test_a_refused_move_keeps_no_answer(world: Any) -> None:
    number = world.request().matter.number
    caller = program(world, "street")
    assert caller.post(f"requests/{number}/moves/transfer", {"unit": "lights", "note": "x"}, key="k").status_code == 409
    assert not IdempotencyKey.objects.exists()


def test_eight_at_once_write_once_and_all_hear_it(committed_world: Any) -> None:
    token = program(committed_world, "street").token
    heard, start = [], threading.Barrier(8)

    def send() -> None:
        start.wait()
        try:
            heard.append(Program(token).post("requests", BODY, key="race"))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in heard] == [201] * 8
    assert len({answer.content for answer in heard}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in heard) == 7
    assert matters().count() == IdempotencyKey.objects.count() == 1


DIES = """
import os, sys, django
django.setup()
from django.db import connection
from tests.calling import Program
point, token = sys.argv[1:]
def die(execute, sql, params, many, context):
    if point in sql:
        os._exit(9)
    return execute(sql, params, many, context)
with connection.execute_wrapper(die):
    answer = Program(token).post("requests", %r, key="k")
print(answer.status_code)
"""


@pytest.mark.faults
@pytest.mark.parametrize("point", ['UPDATE "api_idempotencykey"', 'INSERT INTO "audit_entry"', "never"])
def test_a_process_killed_before_the_commit_leaves_nothing_and_one_after_it_leaves_all(
    committed_world: Any, point: str
) -> None:
    caller = program(committed_world, "street")
    child = subprocess.run(
        [sys.executable, "-c", DIES % BODY, point, caller.token],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=environment(DJANGO_SETTINGS_MODULE="lianxin.config.settings"),
    )
    if point == "never":
        assert child.stdout.strip() == "201", child.stderr
        kept = caller.post("requests", BODY, key="k")
        assert kept["Idempotency-Replayed"] == "true"
    else:
        assert child.returncode == 9, child.stderr
        assert matters().count() == IdempotencyKey.objects.count() == 0
        assert caller.post("requests", BODY, key="k").status_code == 201
    assert matters().count() == 1
