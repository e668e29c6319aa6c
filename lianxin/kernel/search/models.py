"""One row for each text that can be found. Holds no rights: whoever shows results scopes them."""

from django.db import models


class Entry(models.Model):
    """The tokens of one object's text, joined by spaces.

    On SQLite triggers keep the FTS5 table ``search_fts`` beside it; on PostgreSQL a generated column
    ``tokens`` (tsvector with a GIN index) hangs on it. Both are made by the first migration, so any
    write to this table, also a bulk one, keeps the index true.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_one_per_object")]
