"""What staff may do to the queue."""

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.jobs.queue import name_of
from lianxin.kernel.jobs.rights import require


class NotDead(ValueError):
    """Only a run that was given up can be tried again."""


@transaction.atomic
def retry(run_id: str, *, actor: Actor) -> None:
    """Queue a dead run again, with all its attempts. Raises Denied, DoesNotExist, NotDead."""
    require(actor, "jobs.retry")
    run = DBTaskResult.objects.select_for_update().get(pk=run_id)
    if run.status != TaskResultStatus.FAILED:
        raise NotDead(run_id)
    run.status = TaskResultStatus.READY
    run.run_after = timezone.now()
    run.worker_ids = []
    run.finished_at = None
    run.save(update_fields=["status", "run_after", "worker_ids", "finished_at"])
    audit.record(actor, "jobs.retry", subject=f"job:{run_id}", detail={"name": name_of(run)})
