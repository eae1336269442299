"""Many rows at once: plain INSERTs of whole batches, ten times as quick as one object after the other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from rasd.ledger.connecting import Door


def insert(
    door: Door, model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], known_too: bool = False
) -> None:
    """Insert rows with these fields; with ``known_too`` rows that are there already are passed over."""
    quote = door.connection.ops.quote_name
    options = model._meta
    columns = ", ".join(quote(str(getattr(options.get_field(name), "column", name))) for name in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(options.db_table)} ({columns}) VALUES ({places})"
    if known_too:
        sql += " ON CONFLICT DO NOTHING"
    rows = list(rows)
    if rows:
        with door.connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def moment(door: Door, at: datetime.datetime) -> Any:
    """A time as the database takes it."""
    return door.connection.ops.adapt_datetimefield_value(at)


def clean(text: str) -> str:
    """A text that every database takes: without NUL characters and halves of surrogate pairs.

    >>> clean("a\\0b")
    'ab'
    """
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def clean_or_none(text: str | None) -> str | None:
    """As :func:`clean`, for what may be missing."""
    return None if text is None else clean(text)
