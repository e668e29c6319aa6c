"""Reckoning with moments inside the database, in its own code on both engines.

Django's own differences of moments call back into Python for every row on SQLite.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, DateTimeField, FloatField, Func


class DaysBetween(Func):
    """Days from one moment to another, as a float: ``DaysBetween("opened_at", "closed_at")``."""

    arity = 2
    output_field = FloatField()

    def __init__(self, earlier: Any, later: Any, **extra: Any) -> None:
        super().__init__(earlier, later, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self._difference(compiler, "(julianday({later}) - julianday({earlier}))")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self._difference(compiler, "(EXTRACT(EPOCH FROM ({later} - {earlier}))::float8 / 86400)")

    def _difference(self, compiler: Any, form: str) -> tuple[str, list[Any]]:
        (earlier, before), (later, after) = (compiler.compile(source) for source in self.get_source_expressions())
        return form.format(later=later, earlier=earlier), [*after, *before]


class DaysBefore(Func):
    """The moment so many whole days before another, to the second: ``DaysBefore(OuterRef("opened_at"), days=30)``."""

    arity = 1
    output_field = DateTimeField()

    def __init__(self, moment: Any, days: int, **extra: Any) -> None:
        super().__init__(moment, **extra)
        self.days = int(days)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"datetime(%(expressions)s, '-{self.days} days')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"date_trunc('second', %(expressions)s - interval '{self.days} days')"
        return self.as_sql(compiler, connection, template=template, **context)


class MonthOf(Func):
    """``2026-10``, the month of a moment in Asia/Shanghai (eight hours ahead all year, since 1992)."""

    arity = 1
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "strftime('%%%%Y-%%%%m', %(expressions)s, '+8 hours')"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "to_char(%(expressions)s AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')"
        return self.as_sql(compiler, connection, template=template, **context)
