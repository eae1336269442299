"""The newest rows that answer a question, and how many there are up to a limit: quick for the rare and the common."""

from __future__ import annotations

import functools
import operator
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import BaseTable

from rasd.ledger.asking import REVIEWS, Asked, Question, asked_of
from rasd.ledger.connecting import Door
from rasd.ledger.started import models

#: What more rows than these answer is counted by the database and met on a walk, not looked up row by row.
_MANY = 500
#: A state of review that more rows than these have is common.
_COMMON = 20_000


class Row(NamedTuple):
    """A row's key, and that of its reading."""

    key: int
    reading: int


class Newest(NamedTuple):
    """The rows that answer a question, from the newest on.

    ``number`` is exact up to the limit it was counted to; one more stands for any number beyond.
    """

    asked: Asked
    number: int
    #: All rows, the newest first, where they are few.
    few: list[Row] | None

    def rows(self, limit: int, before: int | None = None) -> list[Row]:
        """The newest rows, of those with a key below ``before``."""
        if self.few is None:
            return list(map(Row._make, walked(self.asked, before)[:limit]))
        return list(islice((row for row in self.few if before is None or row.key < before), limit))


def newest(door: Door, question: Question, most: int) -> Newest:
    """The newest rows that answer a question, and how many do, counted up to ``most``.

    What is rare is looked up by its indexes and sorted; of what is common the newest are soon met on a walk back
    through the ledger. Each would take seconds for the other. Raises :class:`UsageError` as
    :func:`rasd.ledger.asking.query` does.
    """
    asked = asked_of(door, question)
    if _is_plain(question) and (number := branches(asked)[0].order_by()[: most + 1].count()) > _MANY:
        return Newest(asked, number, None)
    found = few(asked, most)
    if found is None:
        return Newest(asked, most + 1, None)
    return Newest(asked, len(found), sorted(found, reverse=True))


def few(asked: Asked, most: int) -> set[Row] | None:
    """All rows that fit, if those of each branch are no more than ``most``, and all of them; else none."""
    found: set[Row] = set()
    for rows in branches(asked):
        of_branch = rows.order_by().values_list("key", "reading")[: most + 1]
        found.update(map(Row._make, of_branch))
        if len(found) > most:
            return None
    return found


def _is_plain(question: Question) -> bool:
    """Whether it asks for a state of review alone."""
    return question == Question(review=question.review)


def branches(asked: Asked) -> list[QuerySet[models.Claim]]:
    """The rows of each branch of the first choice, so that each is looked up by an index of its own.

    The other choices stand in every branch.
    """
    if _is_plain(asked.question):
        _by_state(asked, rows := asked.rows.filter(asked.state))
        return [rows]
    asked_for = asked.rows.filter(_beside_others(asked))
    if not asked.eithers:
        return [asked_for]
    first, *others = asked.eithers
    rows = asked_for.filter(*(_any_of(other.conditions) for other in others))
    return [rows.filter(branch) for branch in first.conditions]


def _beside_others(asked: Asked) -> Any:
    """The state of review, so put that SQLite looks it up by its index only where the state is rare.

    Its statistics call all states as common as each other, and it would go through a million rows to be reviewed for
    the few of a rare action.
    """
    value = asked.question.review
    if asked.door.vendor != "sqlite" or value not in REVIEWS:
        return asked.state
    _by_state(asked, rows := models.Claim.objects.using(asked.door.alias).filter(asked.state, current=True))
    is_rare = not rows.order_by().values_list("key", flat=True)[_COMMON : _COMMON + 1]
    return asked.state if is_rare else Exact(Concat("review", Value("")), Value(REVIEWS[value]))


def walked(asked: Asked, before: int | None) -> QuerySet[Any, tuple[int, int]]:
    """The rows that fit from the newest on, in an order that is stored, so that nothing is sorted."""
    rows = asked.rows.filter(asked.state, *(_any_of(either.conditions) for either in asked.eithers))
    if before is not None:
        rows = rows.filter(key__lt=before)
    rows = rows.order_by("-key")
    if not _by_state(asked, rows) and asked.door.vendor == "sqlite":
        # Its planner counts on an average for every value, and would rather sort half the table.
        _steer(rows, "NOT INDEXED")
    return rows.values_list("key", "reading")


def _any_of(conditions: tuple[Q, ...]) -> Q:
    return functools.reduce(operator.or_, conditions)


class _Steered(BaseTable):
    """The table in a query of SQLite, with the word on which of its indexes are used."""

    def __init__(self, name: str, alias: str | None, how: str) -> None:
        super().__init__(name, alias)
        self.how = how

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        sql, parameters = super().as_sql(compiler, connection)
        return f"{sql} {self.how}", list(parameters)


def _by_state(asked: Asked, rows: QuerySet[models.Claim]) -> bool:
    """Let SQLite go by the state of review, where one is asked for: statistics call the rarest as common as others."""
    if asked.door.vendor == "sqlite" and asked.question.review in REVIEWS:
        _steer(rows, "INDEXED BY claim_review")
        return True
    return False


def _steer(rows: QuerySet[models.Claim], how: str) -> None:
    table = rows.model._meta.db_table
    rows.query.alias_map[table] = _Steered(table, rows.query.alias_map[table].table_alias, how)
