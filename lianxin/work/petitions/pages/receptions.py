"""Leaders' receptions: the rota, one day with its visitors, and a visit written down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.clock.calendar import UnknownYear
from lianxin.kernel.clock.city import calendar
from lianxin.kernel.matters import shown
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.ui.render import render
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.forms.receptions import SittingForm, VisitForm
from lianxin.work.petitions.models import Sitting

RECEIVE, ROTA = "petitions.receive", "petitions.rota"
WEEKS = 3


@staff(RECEIVE)
def rota(request: HttpRequest) -> HttpResponse:
    """Three weeks of the rota, with each day's batches and persons; working days without a city leader are marked."""
    first = _monday(request.GET.get("from", ""))
    last = first + timedelta(days=7 * WEEKS - 1)
    actor = request.actor
    found: dict[date, list[Sitting]] = {}
    for sitting in queries.sittings(first, last):
        found.setdefault(sitting.on, []).append(sitting)
    totals = queries.daily_totals(actor, first, last)
    watched = any(path.count(".") <= 1 for path in actor.paths(ROTA))
    days = [_day(first + timedelta(days=n), found, totals, watched) for n in range(7 * WEEKS)]
    context = {
        "days": [day for day in days if day["is_worked"] or day["sittings"] or day["batches"]],
        "earlier": (first - timedelta(days=7 * WEEKS)).isoformat(),
        "later": (last + timedelta(days=1)).isoformat(),
        "may_plan": actor.holds(ROTA),
        "rhythm": pack().get("petitions.rhythm", {}),
        "today": timezone.localdate(),
    }
    return render(request, "petitions/rota.html", context)


def _monday(text: str) -> date:
    try:
        day = date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as wrong:
        raise Http404 from wrong
    return day - timedelta(days=day.weekday())


def _day(
    on: date, found: dict[date, list[Sitting]], totals: dict[date, tuple[int, int]], watched: bool
) -> dict[str, Any]:
    """One line of the rota. watched: whether a working day without a city leader is marked."""
    batches, people = totals.get(on, (0, 0))
    sittings = found.get(on, [])
    is_worked = _is_worked(on)
    held = [sitting for sitting in sittings if not sitting.cancelled_because]
    return {
        "on": on,
        "weekday": date_format(on, "l"),
        "sittings": sittings,
        "batches": batches,
        "people": people,
        "is_worked": is_worked,
        "is_empty": watched and is_worked and not any(sitting.level == "city" for sitting in held),
    }


def _is_worked(on: date) -> bool:
    try:
        return calendar().is_working_day(on)
    except UnknownYear:
        return on.weekday() < 5


@staff(RECEIVE)
def day(request: HttpRequest, on: str) -> HttpResponse:
    """One day: who sits where, who came, and what became of it."""
    moment = _date(on)
    actor = request.actor
    visits = [_visit(visit) for visit in queries.receptions(actor, moment)]
    context = {
        "on": moment,
        "sittings": list(queries.sittings(moment, moment)),
        "visits": visits,
        "may_plan": actor.holds(ROTA),
        "batches": len(visits),
        "people": sum(visit["persons"] for visit in visits),
        "before": (moment - timedelta(days=1)).isoformat(),
        "after": (moment + timedelta(days=1)).isoformat(),
    }
    return render(request, "petitions/day.html", context)


def _visit(visit: Any) -> dict[str, Any]:
    matter = visit.matter
    return {
        "title": matter.title,
        "href": shown.address(matter.number),
        "number": matter.number,
        "place_path": matter.place_path,
        "persons": visit.persons,
        "leader": visit.leader,
        "level": visit.get_level_display(),
        "form": visit.get_form_display(),
        "state": shown.state_of(matter.kind, matter.state),
    }


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong


@staff(RECEIVE)
def register(request: HttpRequest, on: str) -> HttpResponse:
    """One batch of visitors of a day. Visits of the future are not written down."""
    moment = _date(on)
    if moment > timezone.localdate():
        raise Http404
    initial = {"sitting": request.GET.get("sitting", ""), "place": _own_place(request)}
    form = VisitForm(request.POST or None, actor=request.actor, on=moment, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            visit = actions.register(form.visit(), actor=request.actor, is_received=form.cleaned_data["is_received"])
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except Denied:
            form.add_error("place", _("这个地点不在您的范围内。"))
        else:
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": visit.matter.number})
            return redirect("matters:matter", visit.matter.number)
    return render(
        request, "petitions/register_visit.html", {"form": form, "on": moment}, status=422 if form.errors else 200
    )


def _own_place(request: HttpRequest) -> str:
    paths = request.actor.paths(RECEIVE)  # type: ignore[attr-defined]
    return paths[0] if len(paths) == 1 else ""


@staff(ROTA)
def new_sitting(request: HttpRequest) -> HttpResponse:
    """One more line of the rota."""
    paths = request.actor.paths(ROTA)
    initial = {"on": request.GET.get("on", ""), "place_path": paths[0] if len(paths) == 1 else ""}
    form = SittingForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            sitting = actions.add_sitting(actor=request.actor, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except Denied:
            form.add_error("place_path", _("这个地点不在您的范围内。"))
        else:
            messages.success(request, _("已排班。"))
            return redirect("petitions:reception_day", sitting.on.isoformat())
    return render(request, "petitions/new_sitting.html", {"form": form}, status=422 if form.errors else 200)


@staff(ROTA)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """A sitting that does not take place, with the reason that residents read."""
    sitting = get_object_or_404(Sitting, pk=pk)
    try:
        actions.cancel_sitting(sitting, actor=request.actor, because=request.POST.get("because", ""))
    except Denied as refusal:
        raise Http404 from refusal
    except MoveRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("已取消，居民会看到原因。"))
    return redirect("petitions:reception_day", sitting.on.isoformat())
