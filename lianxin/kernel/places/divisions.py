"""Import of a division file: read, parse, plan, write. The second run of a file changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lianxin.kernel.places import parsing, planning, reading, rewriting, tree
from lianxin.kernel.places.models import Alias, Edition, Place
from lianxin.kernel.places.nodes import Tree
from lianxin.kernel.places.parsing import Parsed
from lianxin.kernel.places.planning import Mode, Plan
from lianxin.kernel.places.report import Remark, Report

if TYPE_CHECKING:
    from lianxin.kernel.access.actor import Actor

PERMISSION = "places.manage"


def import_divisions(
    path: Path, *, actor: Actor, edition: str = "", on: date | None = None, dry_run: bool = False
) -> Report:
    """Bring the tree in line with a file of division codes (CSV, spreadsheet, JSON; columns in any order).

    edition: the name of a complete edition ("2024"). It replaces the present one from the day ``on`` (today
    when not given): places that are missing are closed by date, and a place that stands under the same parent by
    the same name takes its new code, with all records, while the old code becomes an alias. An edition older than
    one already imported only teaches its codes and names. Without an edition nothing is ever closed, and another
    code of a known name under the same parent is learnt as an alias.
    Needs the permission ``places.manage`` everywhere. Rows that cannot be placed are in ``Report.problems``.
    """
    actor.require(PERMISSION)
    try:
        parsed = parsing.parse(reading.read(path))
    except reading.Unreadable as error:
        return Report(problems=[Remark(0, str(error))], dry_run=dry_run)
    day = on or timezone.localdate()
    with transaction.atomic():
        known = tree.fresh()
        mode = _mode(parsed, edition, day)
        plan = planning.plan(known, parsed.divisions, mode=mode, edition=edition, on=day)
        report = _report(plan, parsed, dry_run)
        if not dry_run:
            report.rewritten = _write(known, plan, day, _first_day(known, edition, on))
            _note_edition(parsed, mode, edition, day)
            if not report.nothing_changed:
                _audit(actor, path, edition, mode, report)
    return report


def _cities(parsed: Parsed) -> list[str]:
    return sorted({division.code[:4] + "00." for division in parsed.divisions if division.code[:4].isdigit()})


def _mode(parsed: Parsed, edition: str, day: date) -> Mode:
    if not edition:
        return "update"
    later = Edition.objects.filter(city__in=_cities(parsed), on__gt=day).exclude(name=edition)
    return "older" if later.exists() else "replace"


def _first_day(known: Tree, edition: str, on: date | None) -> date | None:
    """The day from which new places count: a tree's first places have always been there."""
    if not known.by_path or (on is None and not edition):
        return None
    return on or timezone.localdate()


def _report(plan: Plan, parsed: Parsed, dry_run: bool) -> Report:
    problems = sorted([*parsed.problems, *plan.problems], key=lambda remark: remark.row)
    return Report(
        created=len(plan.creates), changed=len(plan.updates), unchanged=plan.unchanged, closed=len(plan.closes),
        aliases=len(plan.learnt), skipped=parsed.skipped, problems=problems, notes=plan.notes, dry_run=dry_run,
    )  # fmt: skip


def _write(known: Tree, plan: Plan, day: date, first_day: date | None) -> int:
    rewritten = rewriting.relocate(known, plan.moves, plan.codes, day)
    _update(plan)
    Place.objects.filter(pk__in=[node.id for node in plan.closes]).update(valid_to=day)
    Place.objects.bulk_create(
        [
            Place(
                path=path, code=division.code, name=division.name, short_name=division.short_name,
                level=division.level, kind=division.kind, urban_rural_code=division.urban_rural_code,
                lon=division.lon, lat=division.lat, valid_from=first_day,
            )
            for path, division in plan.creates.items()
        ],
        batch_size=1000,
    )  # fmt: skip
    ids = dict(Place.objects.filter(path__in=[word.path for word in plan.learnt]).values_list("path", "pk"))
    Alias.objects.bulk_create(
        [
            Alias(place_id=ids[word.path], kind=word.kind, value=word.value, edition=word.edition,
                  valid_to=word.valid_to)
            for word in plan.learnt
            if word.path in ids
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    if plan.creates or plan.updates or plan.closes or plan.learnt:
        tree.touch()
    return rewritten


def _update(plan: Plan) -> None:
    changed = [place_id for place_id, fields in plan.updates.items() if fields]
    places = list(Place.objects.filter(pk__in=changed))
    for place in places:
        for name, value in plan.updates[place.pk].items():
            setattr(place, name, value)
    fields = ["name", "short_name", "kind", "level", "urban_rural_code", "lon", "lat", "valid_to"]
    if places:
        Place.objects.bulk_update(places, fields, batch_size=200)


def _note_edition(parsed: Parsed, mode: Mode, edition: str, day: date) -> None:
    if mode == "update":
        return
    for city in _cities(parsed):
        Edition.objects.get_or_create(city=city, name=edition, defaults={"on": day})


def _audit(actor: Actor, path: Path, edition: str, mode: Mode, report: Report) -> None:
    from lianxin.kernel import audit

    counts = {name: getattr(report, name) for name in ("created", "changed", "closed", "aliases", "rewritten")}
    detail = {"file": path.name, "edition": edition, "mode": mode, **counts, "problems": len(report.problems)}
    audit.record(actor, "places.import", subject=f"file:{path.name}"[:100], detail=detail)
