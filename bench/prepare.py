"""Run in a process of its own on the bench's database: builds the city, fills it, prints a token as its last line."""

from __future__ import annotations

import sys

import django


def main(size: int) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench import city, filling
    from lianxin.config.commands.static_files import collect_changed
    from lianxin.kernel.access.actor import SYSTEM
    from lianxin.kernel.access.models import User
    from lianxin.kernel.api.actions import make_token
    from lianxin.kernel.secrets.keys import create_keys

    create_keys()
    call_command("migrate", verbosity=0)
    collect_changed()
    filling.fill(city.build(), size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    street = User.objects.get(login="street")
    scopes = ["requests.enter", "requests.route", "matters.read"]
    print(make_token(actor=SYSTEM, user=street, name="bench", scopes=scopes, days=1).text)


if __name__ == "__main__":
    main(int(sys.argv[1]))
