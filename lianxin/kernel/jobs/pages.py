"""The queue as staff see it: what waits, what was given up and why, who works, what runs by the clock."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from lianxin.kernel.access.gate import staff
from lianxin.kernel.clock.city import check_years
from lianxin.kernel.jobs import actions, queries
from lianxin.kernel.ui.render import redirect_now, render


@staff("jobs.read")
def overview(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "counts": queries.counts(actor),
        "dead": queries.dead(actor),
        "workers": queries.workers(actor),
        "rhythms": queries.rhythms(actor),
        "may_retry": actor.holds("jobs.retry"),
        "warnings": check_years(timezone.localdate()),
    }
    return render(request, "jobs/overview.html", context)


@staff("jobs.retry")
@require_POST
def retry(request: HttpRequest, run_id: UUID) -> HttpResponse:
    try:
        actions.retry(str(run_id), actor=request.actor)
    except DBTaskResult.DoesNotExist:
        raise Http404 from None
    except actions.NotDead:
        messages.warning(request, _("这个任务已经在重试。"))
    else:
        messages.success(request, _("已重新排队。"))
    return redirect_now(request, "/manage/jobs/")
