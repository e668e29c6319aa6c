"""Triggers that refuse to change or remove an entry, or to move the head backwards, on both engines."""

from typing import Any

NAMES = ("audit_entry_fixed", "audit_entry_kept", "audit_head_forward", "audit_head_kept")

_SQLITE = {
    "audit_entry_fixed": "BEFORE UPDATE ON audit_entry",
    "audit_entry_kept": "BEFORE DELETE ON audit_entry",
    "audit_head_forward": "BEFORE UPDATE ON audit_head WHEN NEW.seq <= OLD.seq",
    "audit_head_kept": "BEFORE DELETE ON audit_head",
}
_POSTGRESQL = {
    "audit_entry_fixed": "BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW",
    "audit_entry_kept": "BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT",
    "audit_head_forward": "BEFORE UPDATE ON audit_head FOR EACH ROW WHEN (NEW.seq <= OLD.seq)",
    "audit_head_kept": "BEFORE DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT",
}
_REFUSAL = "audit: append only"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
)


def installing(vendor: str) -> list[str]:
    """The statements that set the triggers up."""
    if vendor == "sqlite":
        return [f"CREATE TRIGGER {n} {w} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END" for n, w in _SQLITE.items()]
    made = [f"CREATE TRIGGER {n} {w} EXECUTE FUNCTION audit_refuse()" for n, w in _POSTGRESQL.items()]
    return [_FUNCTION, *made]


def removing(vendor: str) -> list[str]:
    """The statements that take them away: for a reversed migration, and for tests that tamper."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in NAMES]
    return [f"DROP TRIGGER IF EXISTS {name} ON {'_'.join(name.split('_')[:2])}" for name in NAMES]


def install(apps: Any, schema_editor: Any) -> None:
    for statement in installing(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    for statement in removing(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def missing(connection: Any) -> list[str]:
    """Names of triggers that are not there, or on PostgreSQL switched off."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND tgrelid IN "
        "('audit_entry'::regclass, 'audit_head'::regclass)"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in NAMES if name not in present]
