"""``lianxin figures list`` and ``lianxin figures show ID --place CODE --from D --to D [--json]``"""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from django.utils.translation import gettext as _


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=["list", "show"])
    parser.add_argument("id", nargs="?", default="")
    parser.add_argument("--place", default="", help="code of the place; none: everywhere")
    parser.add_argument("--from", dest="first", type=dt.date.fromisoformat, help="first day, 2026-01-01")
    parser.add_argument("--to", dest="last", type=dt.date.fromisoformat, help="last day, included")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    from lianxin.insight.figures import commands
    from lianxin.kernel.figures.catalogue import UnknownFigure
    from lianxin.kernel.figures.periods import BadPeriod

    if options.verb == "list":
        print(commands.listing(as_json=options.json))
        return 0
    if not (options.id and options.first and options.last):
        print("lianxin figures show ID --from DAY --to DAY [--place CODE] [--json]", file=sys.stderr)
        return 2
    try:
        print(commands.shown(options.id, options.place, options.first, options.last, as_json=options.json))
    except UnknownFigure:
        return _refused(_("没有这个指标：%(id)s（lianxin figures list 列出全部）") % {"id": options.id})
    except commands.UnknownPlace:
        return _refused(_("没有这个区域代码：%(code)s") % {"code": options.place})
    except BadPeriod:
        return _refused(_("起止日期不对。"))
    return 0


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
