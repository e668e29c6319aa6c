"""``lianxin secrets rotate``"""

from __future__ import annotations

import argparse
import sys

from django.utils.translation import gettext as _


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=["rotate"])


def run(options: argparse.Namespace) -> int:
    from lianxin.kernel.secrets.rotate import rotate

    done = rotate()
    words = {"key": done.key_id, "count": done.resealed}
    print(_("新密钥 %(key)s 已启用，重新加密 %(count)d 处。请立即备份密钥文件。") % words)
    if done.unopened:
        print(_("以下内容没有任何密钥能打开，旧密钥予以保留："), file=sys.stderr)
        print("\n".join(done.unopened), file=sys.stderr)
    return 1 if done.unopened else 0
