"""The chain is read through every night, and what was found is kept."""

from django.db import transaction

from lianxin.kernel.audit.models import Check
from lianxin.kernel.audit.verify import verify
from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed

KEPT_FAULTS = 50


@job("audit.check")
def check() -> int:
    """Reads the chain against what the last sound reading found; how many faults."""
    sound = Check.objects.filter(fault_count=0, last_seq__gt=0).first()
    report = verify(known=(sound.last_seq, sound.last_hash) if sound else None)
    with transaction.atomic():
        Check.objects.create(
            checked=report.checked,
            last_seq=report.last_seq,
            last_hash=report.last_hash,
            fault_count=report.count,
            faults=[fault.text for fault in report.faults[:KEPT_FAULTS]],
        )
    return report.count


TIMETABLE = (Timed(check, at="02:30"),)
