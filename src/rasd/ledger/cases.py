"""A desk's own incidents, kept beside the claims: the list by its hash, each case under the desk's id."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from rasd.errors import InputError
from rasd.ledger.chain import Event, append, now, person
from rasd.ledger.connecting import Door
from rasd.ledger.inserting import clean
from rasd.ledger.keys import next_key
from rasd.ledger.originals import pack
from rasd.ledger.started import models
from rasd.loading.caselists import Case, Columns, cases_in
from rasd.model import to_json

#: How the ids begin that cases have in judgements; those of claims begin with ``c-``.
PREFIX = "d-"
_MEDIA = "application/x-list-of-incidents"


class Listed(NamedTuple):
    """What a list brought: cases that are new, that changed since the last list, that were known; rows left out."""

    added: int = 0
    changed: int = 0
    known: int = 0
    failed: int = 0


class Kept(NamedTuple):
    """A case as the ledger has it: its id in judgements, the hash of the list that told it last, and what it says."""

    id: str
    original: str
    case: Case


def id_of(name: str) -> str:
    """The id that a case has in judgements: from the desk's id, so that it outlives every new list."""
    return PREFIX + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def add_cases(
    door: Door,
    raw: bytes,
    where: str,
    columns: Mapping[str, str],
    note: Callable[[str], None],
    complain: Callable[[str], None],
) -> Listed:
    """Keep a list and its cases. A case of a known id takes the place of the one before; nothing is removed.

    ``note`` is told how the columns were understood, ``complain`` of rows that are left out.
    """
    found: list[Case] = []
    understood: list[Columns] = []
    failed = 0
    for item in cases_in(raw, where, columns):
        if isinstance(item, Columns):
            note(item.told())
            understood.append(item)
        elif isinstance(item, InputError):
            failed += 1
            complain(str(item))
        else:
            found.append(item)
    if not found:
        raise InputError(where, "holds no incident that could be read", "See what was said of its rows.")
    with door.writing():
        return _store(door, raw, where, understood, found)._replace(failed=failed)


def _store(door: Door, raw: bytes, where: str, understood: list[Columns], found: list[Case]) -> Listed:
    rows = models.Case.objects.using(door.alias)
    before = {row.name: row for row in rows.filter(current=True)}
    new = [case for case in found if not _is_known(before.get(case.name), case)]
    changed = sum(case.name in before for case in new)
    if new:
        original = _original(door, raw, where)
        for case in new:
            old = before.get(case.name)
            if old is not None:
                rows.filter(key=old.key).update(current=False)
            rows.create(
                original_id=original, name=case.name, record_id=id_of(case.name), record=_record(case), supersedes=old
            )
        columns = [{"where": each.where, **{f: each.names[i] for f, i in each.mapping.items()}} for each in understood]
        told = {"cases": len(new), "records": digest_of(door, original), "columns": columns}
        append(door, [Event("listed", told, original)])
    return Listed(len(new) - changed, changed, len(found) - len(new))


def _is_known(row: models.Case | None, case: Case) -> bool:
    """Whether a case says what it said before, in whichever row it stands."""
    return row is not None and msgspec.structs.replace(case_of(row), row=case.row) == case


def case_of(row: models.Case) -> Case:
    """A row as a case again."""
    return msgspec.json.decode(row.record, type=Case)


def _record(case: Case) -> str:
    return clean(to_json(case).decode())


def _original(door: Door, raw: bytes, where: str) -> int:
    sha256 = hashlib.sha256(raw).hexdigest()
    known = models.Original.objects.using(door.alias).filter(sha256=sha256).first()
    if known is not None:
        return known.key
    models.Blob.objects.using(door.alias).get_or_create(
        sha256=sha256, defaults=dict(zip(("sha256", "size", "data"), pack(raw), strict=True))
    )
    key = next_key(door, models.Original)
    original = models.Original.objects.using(door.alias).create(key=key, sha256=sha256, media=_MEDIA, added=now())
    told = {"original": f"sha256:{sha256}", "name": where, "size": len(raw)}
    append(door, [Event("added", told, original.key)], person())
    return original.key


def digest_of(door: Door, original: int) -> str:
    """The hash of all cases that a list told, in their order."""
    total = hashlib.sha256()
    rows = models.Case.objects.using(door.alias).filter(original=original).order_by("key")
    for record in rows.values_list("record", flat=True).iterator():
        total.update(record.encode() + b"\n")
    return total.hexdigest()


def cases(door: Door) -> Iterator[Kept]:
    """The cases as the desk's lists told them last, in the order in which they came in."""
    rows = models.Case.objects.using(door.alias).filter(current=True).select_related("original").order_by("key")
    for row in rows.iterator():
        yield Kept(row.record_id, row.original.sha256, case_of(row))


def names_of(door: Door, ids: Iterable[str]) -> dict[str, str]:
    """The desk's own ids of cases, given by theirs in judgements."""
    rows = models.Case.objects.using(door.alias).filter(current=True, record_id__in=list(ids))
    return dict(rows.values_list("record_id", "name"))
