"""``lianxin figures list`` and ``lianxin figures show ID --place CODE --from D --to D [--json]``"""

from __future__ import annotations

import argparse
import datetime as dt


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=["list", "show"])
    parser.add_argument("id", nargs="?", default="")
    parser.add_argument("--place", default="", help="code of the place; none: everywhere")
    parser.add_argument("--from", dest="first", type=dt.date.fromisoformat, help="first day, 2026-01-01")
    parser.add_argument("--to", dest="last", type=dt.date.fromisoformat, help="last day, included")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    from lianxin.kernel.figures import command

    if options.verb == "list":
        print(command.listing(as_json=options.json))
        return 0
    if not (options.id and options.first and options.last):
        print("lianxin figures show ID --from DAY --to DAY [--place CODE] [--json]")
        return 2
    print(command.shown(options.id, options.place, options.first, options.last, as_json=options.json))
    return 0
