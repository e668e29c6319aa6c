"""The entries and, beside them, the index that the database in use can search."""

from typing import Any

from django.db import migrations, models

SQLITE = (
    # ascii splits at ASCII punctuation only, so no ideograph is unknown to it, however rare.
    """CREATE VIRTUAL TABLE search_fts USING fts5(body, content='search_entry', content_rowid='id', tokenize='ascii')""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
         INSERT INTO search_fts(rowid, body) VALUES (new.id, new.body);
       END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
         INSERT INTO search_fts(search_fts, rowid, body) VALUES ('delete', old.id, old.body);
       END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry WHEN old.body <> new.body OR old.id <> new.id BEGIN
         INSERT INTO search_fts(search_fts, rowid, body) VALUES ('delete', old.id, old.body);
         INSERT INTO search_fts(rowid, body) VALUES (new.id, new.body);
       END""",
)
POSTGRESQL = (
    """ALTER TABLE search_entry ADD COLUMN tokens tsvector
         GENERATED ALWAYS AS (array_to_tsvector(string_to_array(body, ' '))) STORED""",
    # Without fastupdate: a list of pending entries would be walked by every search (40 ms measured).
    "CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens) WITH (fastupdate = off)",
)


def build(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_entry DROP COLUMN tokens")
        return
    for name in ("added", "removed", "changed"):
        schema_editor.execute(f"DROP TRIGGER search_entry_{name}")
    schema_editor.execute("DROP TABLE search_fts")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField()),
                ("body", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="search_entry_one_per_object")
                ],
            },
        ),
        migrations.RunPython(build, drop),
    ]
