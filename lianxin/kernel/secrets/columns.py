"""Every sealed column of the installation, and whether anything is in it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models
from django.db.models.functions import Cast

from lianxin.kernel.access.scope import ScopedManager
from lianxin.kernel.secrets.fields import SealedTextField

Column = tuple[type[models.Model], SealedTextField]


def sealed_columns(registry: Apps = apps) -> Iterator[Column]:
    """(model, field) of each column whose table exists."""
    tables = set(connection.introspection.table_names())
    for model in registry.get_models(include_auto_created=True):
        if model._meta.proxy or model._meta.db_table not in tables:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, SealedTextField):
                yield model, field


def filled(column: Column) -> models.QuerySet[Any]:
    """Rows with something sealed, annotated with the plain ``token``."""
    model, field = column
    manager = model._default_manager
    rows: models.QuerySet[Any] = (
        manager.unscoped(reason="looking after keys") if isinstance(manager, ScopedManager) else manager.all()
    )
    text = Cast(models.F(field.attname), models.TextField())
    tokens: models.QuerySet[Any] = rows.annotate(token=text).filter(token__gt="")
    return tokens
