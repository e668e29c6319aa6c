"""``lianxin import KIND FILE [--dry-run] [--option value]``: every importer that a module registers."""

from __future__ import annotations

import argparse
import inspect
import sys
from pathlib import Path

from django.utils.translation import gettext as _


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", default="", help="divisions, boundaries, messages …; none: list them all")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--dry-run", action="store_true", help="report only; change nothing")
    parser.add_argument("--crs", help="coordinates of a boundaries file: wgs84, gcj02 or bd09")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a further option of this importer"
    )


def run(options: argparse.Namespace) -> int:
    from lianxin.kernel.access.actor import SYSTEM
    from lianxin.kernel.modules.registry import importers

    known = importers()
    if options.kind not in known or options.file is None:
        text = _("用法：lianxin import 种类 文件；可用的种类：%(kinds)s")
        print(text % {"kinds": " ".join(sorted(known))}, file=sys.stderr)
        return 2
    if not options.file.is_file():
        print(_("找不到文件：%(file)s") % {"file": options.file}, file=sys.stderr)
        return 1
    further = dict(word.partition("=")[::2] for word in options.set)
    if options.crs:
        further["crs"] = options.crs
    unknown = set(further) - set(inspect.signature(known[options.kind]).parameters)
    if unknown:
        print(_("这种导入没有选项 %(names)s。") % {"names": " ".join(sorted(unknown))}, file=sys.stderr)
        return 2
    report = known[options.kind](options.file, actor=SYSTEM, dry_run=options.dry_run, **further)
    print("\n".join(report.lines()))
    return 0
