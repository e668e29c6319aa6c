"""Django empties every table after a transactional test; here the audit triggers step aside for that."""

from collections.abc import Callable
from typing import Any

from django.core.management.commands import flush

from lianxin.kernel.audit import triggers


def let_flush_pass() -> None:
    """Wrap the SQL of Django's ``flush``, in this process only. Called once by the root conftest."""
    original: Callable[..., list[str]] = vars(flush)["sql_flush"]
    if getattr(original, "passes_audit", False):
        return

    def sql_flush(style: Any, connection: Any, **options: Any) -> list[str]:
        emptying = original(style, connection, **options)
        if not emptying:
            return emptying
        return [*triggers.removing(connection.vendor), *emptying, *triggers.installing(connection.vendor)]

    sql_flush.passes_audit = True  # type: ignore[attr-defined]
    vars(flush)["sql_flush"] = sql_flush
