"""A desk's own list of incidents (CSV, TSV, XLSX): one case a row, under the desk's own id."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from rasd.arabic.dates import find_dates
from rasd.arabic.numbers import find_numbers
from rasd.arabic.script import fold
from rasd.arabic.words import tokenise
from rasd.errors import InputError, UsageError
from rasd.loading.days import day, month_comes_first
from rasd.loading.tables import plain, rows_of
from rasd.loading.text import decode
from rasd.loading.workbooks import sheets_of

#: What a case is made of → the names that columns have for it: folded, without articles.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": tuple(
        "id,no,number,code,ref,reference,case,case id,incident id,event id,case number,incident number,"
        "رقم,معرف,رمز,كود,رقم حادثه,رقم حاله,معرف حادثه,رمز حادثه".split(",")
    ),
    "day": tuple(
        "date,day,incident date,event date,start date,date of incident,start,from,"
        "تاريخ,يوم,تاريخ حادثه,تاريخ وقوع,تاريخ حدث,بدايه,من".split(",")
    ),
    "end": tuple("end,end date,to,until,نهايه,تاريخ نهايه,تاريخ انتهاء,الي".split(",")),
    "place": tuple(
        "place,location,town,city,village,locality,settlement,place name,"
        "مكان,موقع,بلده,مدينه,قريه,مكان حادثه,مكان وقوع".split(",")
    ),
    "area": tuple("governorate,province,district,region,admin1,محافظه,ولايه,منطقه,ناحيه".split(",")),
    "lat": ("lat", "latitude", "عرض", "خط عرض"),
    "lon": ("lon", "lng", "long", "longitude", "طول", "خط طول"),
    "killed": tuple(
        "killed,deaths,dead,fatalities,number killed,قتلي,شهدا,شهداء,وفيات,عدد قتلي,عدد شهداء,عدد ضحايا".split(",")
    ),
    "wounded": tuple("wounded,injured,injuries,جرحي,مصابون,مصابين,اصابات,عدد جرحي,عدد مصابين,عدد اصابات".split(",")),
    "text": tuple(
        "description,summary,narrative,details,text,notes,title,وصف,ملخص,تفاصيل,نص,عنوان,ملاحظات,وصف حادثه".split(",")
    ),
}
_LARGEST = 100_000_000
_SPLIT = re.compile(r"[\s_\-/]+")


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as a desk has it: its id there, days, place, losses (low, high), words, and what else stands there.

    ``row`` is the number of its row in the list.
    """

    name: str
    row: int
    start: str | None = None
    end: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    killed: tuple[float | None, float | None] | None = None
    wounded: tuple[float | None, float | None] | None = None
    text: str | None = None
    told: dict[str, str] = {}


class Columns(NamedTuple):
    """How a list was understood: where it is, its columns, and field → column."""

    where: str
    names: list[str]
    mapping: dict[str, int]

    def told(self) -> str:
        """The guess in words."""
        pairs = ", ".join(f"{field} from «{self.names[i]}»" for field, i in self.mapping.items())
        others = [f"«{name}»" for i, name in enumerate(self.names) if i not in self.mapping.values() and name]
        kept = f"; kept beside it: {', '.join(others)}" if others else ""
        return f"{self.where}: {pairs}{kept}. If that is wrong: --column id=NAME"


def cases_in(raw: bytes, where: str, given: Mapping[str, str]) -> Iterator[Columns | Case | InputError]:
    """The cases of a list; how its columns were understood comes first, rows that are no case as errors."""
    if len(raw) > _LARGEST:
        raise InputError(where, f"is larger than {_LARGEST / 1e6:g} MB", "Cut it into several lists.")
    for name, rows in _tables(raw, where):
        try:
            yield from _cases(rows, name, given)
        except InputError as error:
            if name == where:
                raise
            yield error  # a sheet of a workbook that holds something else


def _tables(raw: bytes, where: str) -> Iterator[tuple[str, Iterable[Sequence[Any]]]]:
    if raw[:4] == b"PK\x03\x04":
        yield from sheets_of(io.BytesIO(raw), where)
    else:
        yield where, rows_of(decode(raw, where), where)


def _cases(
    rows: Iterable[Sequence[Any]], where: str, given: Mapping[str, str]
) -> Iterator[Columns | Case | InputError]:
    source = iter(rows)
    header = [plain(cell) for cell in next(source, ())]
    columns = Columns(where, header, _mapping(header, where, given))
    yield columns
    given_rows = list(source)
    month_first = _month_first(given_rows, columns)
    seen: dict[str, int] = {}
    for number, row in enumerate(given_rows, 2):
        if not any(cell not in (None, "") for cell in row):
            continue
        try:
            case = _case(row, number, columns, month_first)
        except InputError as error:
            yield error
            continue
        if case.name in seen:
            what = f"the id {case.name} stands in row {seen[case.name]} already"
            yield InputError(f"{where}:{number}", what, "Give each incident its own id.")
            continue
        seen[case.name] = number
        yield case


def _mapping(header: Sequence[str], where: str, given: Mapping[str, str]) -> dict[str, int]:
    mapping: dict[str, int] = {}
    for position, cell in enumerate(header):
        name = " ".join(word.removeprefix("ال") for word in _SPLIT.split(fold(cell)) if word)
        for field, names in FIELDS.items():
            if name in names:
                mapping.setdefault(field, position)
    for field, column in given.items():
        if field not in FIELDS:
            raise UsageError(f"--column {field}={column}: no such field. Write one of {', '.join(FIELDS)}.")
        if column not in header:
            raise UsageError(f"--column {field}={column}: {where} has no such column, but {', '.join(header)}.")
        mapping[field] = header.index(column)
    if "id" not in mapping:
        raise InputError(where, "has no column with the ids of incidents", "Name it: --column id=NAME")
    if "day" not in mapping and "place" not in mapping:
        raise InputError(where, "has neither days nor places", "Name them: --column day=NAME --column place=NAME")
    return {field: mapping[field] for field in FIELDS if field in mapping}


def _month_first(rows: Iterable[Sequence[Any]], columns: Columns) -> bool:
    at = [columns.mapping[field] for field in ("day", "end") if field in columns.mapping]
    return bool(month_comes_first(plain(row[i]) for row in rows for i in at if i < len(row)))


def _case(row: Sequence[Any], number: int, columns: Columns, month_first: bool) -> Case:
    where = f"{columns.where}:{number}"

    def cell(field: str) -> str | None:
        position = columns.mapping.get(field)
        return (plain(row[position]) or None) if position is not None and position < len(row) else None

    name = cell("id")
    if name is None:
        raise InputError(where, "has no id", "Give the incident its id.")
    start, last = _days(cell("day"), where, month_first)
    end = _days(cell("end"), where, month_first)[1] or last
    if start and end and end < start:
        raise InputError(where, f"ends ({end}) before it begins ({start})", "Turn the days round.")
    places = [part for part in (cell("place"), cell("area")) if part]
    told = {
        columns.names[i]: plain(value)
        for i, value in enumerate(row[: len(columns.names)])
        if i not in columns.mapping.values() and value not in (None, "")
    }
    return Case(
        name=name[:200],
        row=number,
        start=start,
        end=end,
        place="، ".join(dict.fromkeys(places)) or None,
        lat=_degrees(cell("lat"), 90, where),
        lon=_degrees(cell("lon"), 180, where),
        killed=_number(cell("killed"), where),
        wounded=_number(cell("wounded"), where),
        text=cell("text"),
        told=told,
    )


def _days(cell: str | None, where: str, month_first: bool) -> tuple[str | None, str | None]:
    """The first and last day of a cell; an expression of time in Arabic is read as in a text («يناير 2020»)."""
    if cell is None:
        return None, None
    first = last = day(cell, month_first=month_first)
    if first is None:
        moments = (moment for moment in find_dates(tokenise(cell), None) if moment.start)
        first, last = next(((moment.start, moment.end or moment.start) for moment in moments), (None, None))
    if first is None or last is None:
        raise InputError(where, f"{cell!r} is no day", "Write it as 2020-01-26.")
    return first.isoformat(), last.isoformat()


def _degrees(cell: str | None, most: int, where: str) -> float | None:
    if cell is None:
        return None
    try:
        value = float(cell.replace(",", ".").replace("٫", "."))
    except ValueError:
        value = most + 1.0
    if not -most <= value <= most:
        raise InputError(where, f"{cell!r} are no degrees", f"Write a number between -{most} and {most}.")
    return value


def _number(cell: str | None, where: str) -> tuple[float | None, float | None] | None:
    """A number, or a range, in digits or in words; «?» and «-» say nothing."""
    if cell is None or cell.strip("-–—?؟ ") == "":
        return None
    found = next(iter(find_numbers(tokenise(cell))), None)
    if found is None:
        raise InputError(where, f"{cell!r} is no number", "Write it in digits, as 12 or 12-15.")
    bounds = (found.low, found.high)
    return tuple(None if bound is None else float(bound) for bound in bounds)  # type: ignore[return-value]
