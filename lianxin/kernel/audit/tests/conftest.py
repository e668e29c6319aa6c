"""A way to do what the triggers refuse: what somebody with the keys of the database could do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from lianxin.kernel.audit import triggers


@pytest.fixture
def tamper() -> Callable[..., None]:
    """Run SQL with the triggers taken away, and set them up again."""

    def run(statement: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            for sql in triggers.removing(connection.vendor):
                cursor.execute(sql)
            cursor.execute(statement, values)
            for sql in triggers.installing(connection.vendor):
                cursor.execute(sql)

    return run
