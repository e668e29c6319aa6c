"""The page of background jobs: who sees it, what it shows, and that a dead run comes back to life."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lianxin.kernel.access.actor import SYSTEM, Denied
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.clock.city import check_years
from lianxin.kernel.jobs import actions, pages
from lianxin.kernel.jobs.tests import probe
from lianxin.kernel.jobs.worker import work_off
from tests.signed_in import client_of
from tests.world import World

pytestmark = pytest.mark.django_db
ADDRESS = "/manage/jobs/"


@pytest.fixture
def dead(tmp_path: Path) -> DBTaskResult:
    probe.fail.enqueue(str(tmp_path / "trace"))
    for _ in range(3):
        DBTaskResult.objects.update(run_after=timezone.now())
        work_off()
    found: DBTaskResult = DBTaskResult.objects.get()
    assert found.status == TaskResultStatus.FAILED
    return found


def test_a_dead_run_is_shown_with_its_error(world: World, dead: DBTaskResult) -> None:
    page = client_of(world.users["admin"]).get(ADDRESS).content.decode()
    assert "probe.fail" in page
    assert "ValueError: no luck" in page
    assert "jobs.forget_old" in page
    assert "每天 03:10" in page
    assert "每 10 分钟" in page


def test_the_page_is_not_there_for_others(world: World, dead: DBTaskResult) -> None:
    for login in ("street", "handler", "resident"):
        assert client_of(world.users[login]).get(ADDRESS).status_code == 404
        assert client_of(world.users[login]).post(f"{ADDRESS}{dead.pk}/retry/").status_code == 404


def test_a_retried_run_has_all_its_attempts_again_and_leaves_an_entry(world: World, dead: DBTaskResult) -> None:
    client = client_of(world.users["admin"])
    assert client.post(f"{ADDRESS}{dead.pk}/retry/").status_code == 302
    dead.refresh_from_db()
    assert (dead.status, dead.worker_ids) == (TaskResultStatus.READY, [])
    assert Entry.objects.visible_to(SYSTEM).filter(action="jobs.retry", subject=f"job:{dead.pk}").exists()
    assert work_off() == 1
    assert client.post(f"{ADDRESS}{dead.pk}/retry/").status_code == 302  # not dead any more: a message, no harm
    dead.refresh_from_db()
    assert len(dead.worker_ids) == 1


def test_the_action_itself_asks_for_the_permission(world: World, dead: DBTaskResult) -> None:
    with pytest.raises(Denied):
        actions.retry(str(dead.pk), actor=world.actor("street"))
    with pytest.raises(actions.NotDead):
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
        actions.retry(str(dead.pk), actor=SYSTEM)


def test_the_page_says_which_years_holidays_are_missing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = client_of(world.users["admin"])
    assert "缺少1990年" not in admin.get(ADDRESS).content.decode()
    monkeypatch.setattr(pages, "check_years", lambda today: check_years(today.replace(1990, 5, 1)))
    assert "缺少1990年的放假安排" in admin.get(ADDRESS).content.decode()
