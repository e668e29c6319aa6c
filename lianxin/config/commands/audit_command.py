"""``lianxin audit verify [--known SEQ:HASH]``"""

from __future__ import annotations

import argparse
import sys

from django.utils.translation import gettext as _


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=["verify"])
    parser.add_argument("--known", metavar="SEQ:HASH", help="the last line of an earlier report, kept elsewhere")


def run(options: argparse.Namespace) -> int:
    from lianxin.kernel.audit.verify import verify

    known = None
    if options.known:
        number, _sign, digest = options.known.partition(":")
        known = (int(number), digest)
    report = verify(known=known)
    for fault in report.faults:
        print(fault.text, file=sys.stderr)
    if report.ok:
        print(_("审计链完整，共 %(count)d 条。") % {"count": report.checked})
    else:
        print(_("审计链有 %(count)d 处问题。") % {"count": report.count}, file=sys.stderr)
    print(f"{report.last_seq}:{report.last_hash}")
    return 0 if report.ok else 1
