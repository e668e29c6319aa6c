"""A file in, in two steps: prepare reads and reports, commit writes when the person says so."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.exchange.columns import Layout
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.exchange.preview import Preview, preview
from lianxin.kernel.exchange.reading import Parsed, Reading
from lianxin.kernel.words import N_

REPORTED = 200
"""Problems kept in the report; the list of bad rows is made anew from the file and has all."""
KEPT_FOR = timedelta(days=30)
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows; together as many as there were good ones."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        return self.created + self.changed + self.unchanged


Apply = Callable[[Iterable[dict[str, Any]], ImportRun], Counts]


class AlreadyDecided(ValueError):
    """The run was committed or discarded before."""

    sentence = N_("这次导入已经办过了。")


class FileChanged(ValueError):
    """The stored file is gone, or not the one that was previewed."""

    sentence = N_("保存的文件已经过期或被改动，请重新上传。")


class RowsLost(RuntimeError):
    """``apply`` did not account for every row that it was given. A defect in the module."""


def prepare(file: Path | IO[bytes], layout: Layout, *, actor: Actor, name: str = "") -> ImportRun:
    """Read the whole file, keep it, and report; nothing else changes. Raises BadSheet.

    ``run.report["same_as"]`` tells of an earlier committed run with exactly this file.
    """
    stream = file.open("rb") if isinstance(file, Path) else file
    try:
        found = preview(stream, layout)
        sha256 = _digest(stream)
        file_name = name or Path(str(getattr(file, "name", ""))).name
        key = default_storage.save(f"imports/{timezone.localdate():%Y/%m}/{uuid4().hex}", File(stream))
    finally:
        if isinstance(file, Path):
            stream.close()
    run: ImportRun = ImportRun.objects.unscoped(reason="a new row of the actor's own").create(
        layout=layout.name,
        file_name=file_name[:255],
        sha256=sha256,
        file_key=key,
        user_id=actor.user_id,
        user_name=actor.name,
        place_path=actor.place_path,
        counts=found.counts(),
        report=_report(found, _same(layout.name, sha256)),
    )
    return run


def previewed(run: ImportRun, layout: Layout) -> Preview:
    """The dry run again, from the stored file: all bad rows and the list to correct them."""
    return preview(_stored(run, layout), layout)


def sample(run: ImportRun, layout: Layout, limit: int = 5) -> list[Parsed]:
    """The first good rows of the stored file, without reading all of it."""
    with _stored(run, layout) as stored:
        return list(islice((row for row in Reading(stored, layout) if isinstance(row, Parsed)), limit))


def commit(run: ImportRun, *, actor: Actor, layout: Layout, apply: Apply, again: bool = False) -> ImportRun:
    """Hand every good row to ``apply`` in one transaction and write down what became of it.

    A file that was committed before under this layout changes nothing and counts as unchanged,
    unless ``again``. Raises AlreadyDecided, FileChanged, Denied (only the owner commits), RowsLost.
    """
    with transaction.atomic():
        run = _undecided(run, actor)
        same = _same(run.layout, run.sha256)
        counts = Counts(unchanged=run.counts["good"]) if same and not again else _applied(run, layout, apply)
        run.counts |= asdict(counts)
        if same:
            run.report |= {"same_as": same}
        _decide(run, ImportRun.COMMITTED)
        audit.record(actor, "exchange.import", subject=f"import:{run.pk}", place_path=run.place_path,
                     detail={"layout": run.layout, "sha256": run.sha256, **run.counts})  # fmt: skip
    return run


def discard(run: ImportRun, *, actor: Actor) -> ImportRun:
    """Take nothing from the file and delete it."""
    with transaction.atomic():
        run = _undecided(run, actor)
        key, run.file_key = run.file_key, ""
        _decide(run, ImportRun.DISCARDED)
        transaction.on_commit(lambda: default_storage.delete(key))
        audit.record(actor, "exchange.discard", subject=f"import:{run.pk}", place_path=run.place_path,
                     detail={"layout": run.layout, "sha256": run.sha256})  # fmt: skip
    return run


def forget_files() -> int:
    """Delete stored files older than 30 days; a daily job. How many."""
    old = ImportRun.objects.unscoped(reason="files expire whoever put them in")
    runs = list(old.filter(created_at__lt=timezone.now() - KEPT_FOR).exclude(file_key=""))
    for run in runs:
        default_storage.delete(run.file_key)
        run.file_key = ""
        run.save(update_fields=["file_key"])
    return len(runs)


def _undecided(run: ImportRun, actor: Actor) -> ImportRun:
    locked: ImportRun = ImportRun.objects.visible_to(actor).select_for_update().get(pk=run.pk)
    if not actor.is_system and locked.user_id != actor.user_id:
        raise Denied("exchange.import")
    if locked.state != ImportRun.PREVIEWED:
        raise AlreadyDecided(AlreadyDecided.sentence)
    return locked


def _decide(run: ImportRun, state: str) -> None:
    run.state, run.decided_at = state, timezone.now()
    run.save(update_fields=["state", "decided_at", "counts", "report", "file_key"])


def _applied(run: ImportRun, layout: Layout, apply: Apply) -> Counts:
    given = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal given
        for row in Reading(stored, layout):
            if isinstance(row, Parsed):
                given += 1
                yield row.values

    with _stored(run, layout) as stored:
        counts = apply(rows(), run)
    if not counts.total == given == run.counts["good"]:
        raise RowsLost(f"{layout.name}: {run.counts['good']} good rows, {given} taken, {counts.total} accounted for")
    return counts


def _stored(run: ImportRun, layout: Layout) -> IO[bytes]:
    if layout.name != run.layout:
        raise ValueError(f"run {run.pk} was read as {run.layout}, not as {layout.name}")
    if not run.file_key or not default_storage.exists(run.file_key):
        raise FileChanged(FileChanged.sentence)
    stream: IO[bytes] = default_storage.open(run.file_key)
    if _digest(stream) != run.sha256:
        stream.close()
        raise FileChanged(FileChanged.sentence)
    return stream


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()


def _same(layout: str, sha256: str) -> dict[str, Any] | None:
    runs = ImportRun.objects.unscoped(reason="whether this very file was taken before, by anyone")
    earlier = runs.filter(layout=layout, sha256=sha256, state=ImportRun.COMMITTED).first()
    return earlier and {"run": earlier.pk, "at": earlier.decided_at.isoformat(), "by": earlier.user_name}


def _report(found: Preview, same: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "sheet": found.title,
        "header_row": found.header.row,
        "unknown": list(found.header.unknown.values()),
        "others": list(found.others),
        "problems": [problem.kept() for problem in found.problems[:REPORTED]],
        "problem_count": len(found.problems),
        "same_as": same,
    }
