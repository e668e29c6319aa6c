"""Words that no table of this system may hold: people are not scored, ranked or marked (RULES §12.5, 1)."""

import re
from collections.abc import Iterator

from django.apps import apps

from lianxin.kernel.modules import registry

BANNED = re.compile(r"risk_?score|stability|loyalty|key_?person|稳控|重点人员|政治表现", re.IGNORECASE)


def schema_words() -> Iterator[str]:
    """Every table, column, label, choice and constraint of our models, every kind, state, move and permission."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("lianxin."):
            continue
        yield f"{model._meta.label} {model._meta.db_table} {model._meta.verbose_name}"
        for field in model._meta.get_fields():
            words = [
                field.name,
                getattr(field, "column", ""),
                getattr(field, "verbose_name", ""),
                field.help_text if hasattr(field, "help_text") else "",
            ]
            yield f"{model._meta.label}.{field.name} {' '.join(str(word) for word in words)}"
            for value, label in getattr(field, "flatchoices", None) or []:
                yield f"{model._meta.label}.{field.name}={value} {label}"
        yield from (constraint.name for constraint in model._meta.constraints)
    yield from (f"{code} {label}" for code, label in registry.permissions().items())
    for flow in registry.flows().values():
        yield repr(flow)


def test_no_table_column_choice_or_state_marks_people() -> None:
    assert [word for word in schema_words() if BANNED.search(word)] == []


def test_the_search_reads_the_whole_schema() -> None:
    text = "\n".join(schema_words())
    for word in ("access.User.login", "matters.Matter.state", "notices.Delivery.channel=sms"):
        assert word in text


def test_the_banned_words_are_found() -> None:
    assert all(
        BANNED.search(word)
        for word in ("RiskScore", "key_person", "loyalty", "重点人员", "稳控", "political_stability")
    )
