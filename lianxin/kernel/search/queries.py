"""Phrases to one sub-query in the language of the database in use."""

from collections.abc import Sequence

from django.db import connection, models
from django.db.models.expressions import RawSQL

from lianxin.kernel.search.bigrams import Phrase


def subquery(kind: str, phrases: Sequence[Phrase]) -> RawSQL:
    """``(SELECT object_id …)``; every value is a bound parameter."""
    if not phrases:
        return RawSQL("SELECT object_id FROM search_entry WHERE 1 = 0", (), models.BigIntegerField())
    if connection.vendor == "postgresql":
        sql, params = _postgresql(phrases)
    else:
        sql, params = _sqlite(phrases)
    return RawSQL(  # noqa: S611 - the text is made of constants
        f"SELECT object_id FROM search_entry WHERE kind = %s AND {sql}",  # noqa: S608
        (kind, *params),
        models.BigIntegerField(),
    )


def _sqlite(phrases: Sequence[Phrase]) -> tuple[str, list[str]]:
    """FTS5 keeps positions: a quoted phrase is exact. Tokens hold no quote, so nothing can leave the quotes."""
    match = " ".join(f'"{" ".join(p.tokens)}"{" *" if p.open_ended else ""}' for p in phrases)
    return "id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)", [match]


def _postgresql(phrases: Sequence[Phrase]) -> tuple[str, list[str]]:
    """GIN finds who has every token; who has them side by side is read from the row.

    Positions inside a tsvector stop at 16,383 and at 256 of one token, which would lose long texts.
    """
    conditions, params = ["tokens @@ %s::tsquery"], [" & ".join(_lexemes(phrases))]
    for phrase in phrases:
        if len(phrase.tokens) > 1:
            conditions.append("strpos(' ' || body || ' ', %s) > 0")
            params.append(f" {' '.join(phrase.tokens)}{'' if phrase.open_ended else ' '}")
    return " AND ".join(conditions), params


def _lexemes(phrases: Sequence[Phrase]) -> list[str]:
    found: dict[str, None] = {}
    for phrase in phrases:
        *whole, last = phrase.tokens
        for token in whole:
            found[f"'{token}'"] = None
        found[f"'{last}'{':*' if phrase.open_ended else ''}"] = None
    return list(found)
