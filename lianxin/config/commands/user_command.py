"""``lianxin user create LOGIN --name NAME …`` and ``lianxin user password LOGIN``. The password is asked for, or read
from the standard input when that is not a terminal; it is never an argument, which others on the machine could read."""

from __future__ import annotations

import argparse
import getpass
import sys

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="a new log-in")
    create.add_argument("login")
    create.add_argument("--name", required=True)
    create.add_argument("--unit", help="code of the unit")
    create.add_argument("--role", help="code of a role to grant")
    create.add_argument("--place", default="", help="path of the place that the role is for (none: everywhere)")
    create.add_argument("--held", action="store_true", help="the role is for what the unit holds, not for a place")
    create.add_argument("--email", default="")
    password = verbs.add_parser("password", help="a new password; all sessions of that user end")
    password.add_argument("login")


def run(options: argparse.Namespace) -> int:
    try:
        return _create(options) if options.verb == "create" else _password(options)
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
        return 1


def _create(options: argparse.Namespace) -> int:
    from django.db import transaction

    from lianxin.kernel.access import actions
    from lianxin.kernel.access.actor import SYSTEM
    from lianxin.kernel.access.models import Role, Unit, User

    if User.objects.filter(login=options.login).exists():
        return _refuse(_("已有这个登录名：%(login)s") % {"login": options.login})
    unit = Unit.objects.filter(code=options.unit).first() if options.unit else None
    role = Role.objects.filter(code=options.role).first() if options.role else None
    if (options.unit and unit is None) or (options.held and unit is None):
        return _refuse(_("没有这个单位：%(unit)s") % {"unit": options.unit or ""})
    if options.role and role is None:
        codes = " ".join(Role.objects.values_list("code", flat=True))
        return _refuse(_("没有这个角色：%(role)s；可用的角色：%(codes)s") % {"role": options.role, "codes": codes})
    word = _asked()
    with transaction.atomic():
        user = actions.add_user(
            actor=SYSTEM, login=options.login, name=options.name, password=word, unit=unit, email=options.email
        )
        if role:
            actions.grant(user, role, actor=SYSTEM, place_path=options.place, unit=unit if options.held else None)
    print(_("已建立用户 %(login)s，首次登录须改密码。") % {"login": options.login})
    return 0


def _password(options: argparse.Namespace) -> int:
    from lianxin.kernel.access import actions
    from lianxin.kernel.access.actor import SYSTEM
    from lianxin.kernel.access.models import User

    user = User.objects.filter(login=options.login).first()
    if user is None:
        return _refuse(_("没有这个用户：%(login)s") % {"login": options.login})
    actions.set_password(user, _asked(), actor=SYSTEM, must_change=True)
    print(_("已设新密码，下次登录须改密码。"))
    return 0


def _asked() -> str:
    if sys.stdin.isatty():
        return getpass.getpass(_("密码："))
    return sys.stdin.readline().rstrip("\n")


def _refuse(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
