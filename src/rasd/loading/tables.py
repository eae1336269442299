"""Tables (CSV, TSV, workbooks): one report a row, its columns guessed by their names and by what they hold."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO

from rasd.arabic.script import fold
from rasd.errors import InputError, UsageError
from rasd.loading.days import day, month_comes_first
from rasd.loading.loaded import How, Loaded
from rasd.loading.text import decode, holds_arabic, refuse_no_arabic
from rasd.model import Report
from rasd.outside import ADDRESS

#: What a report is made of → the names that columns have for it, folded.
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "message",
        "full text",
        "نص",
        "محتوي",
        "خبر",
        "تقرير",
        "متن",
        "تفاصيل",
    ),
    "title": ("title", "headline", "subject", "عنوان"),
    "published": (
        "published",
        "date",
        "day",
        "pubdate",
        "publication date",
        "published at",
        "تاريخ",
        "تاريخ نشر",
        "يوم",
    ),
    "outlet": (
        "outlet",
        "source",
        "publisher",
        "site",
        "newspaper",
        "media",
        "مصدر",
        "وسيله",
        "صحيفه",
        "موقع",
        "وكاله",
    ),
    "url": ("url", "link", "address", "href", "رابط"),
    "author": ("author", "writer", "byline", "by", "كاتب", "مولف", "مراسل"),
    "id": ("id", "no", "number", "رقم", "معرف"),
}
#: Columns that stand together only in the tables of claims that Rasd itself writes.
_CLAIMS = frozenset(("action", "object", "evidence", "evidence_start", "knowledge"))
#: Rows looked at to guess by what a column holds.
_SAMPLE = 50
_LARGEST = 200_000_000
_SPLIT = re.compile(r"[\s_\-]+")


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The reports of a table in text."""
    raw = stream.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise InputError(
            where, f"is larger than {_LARGEST / 1e6:g} MB", "Cut it into several tables.", "too-large", size=_LARGEST
        )
    text = decode(raw, where)
    longest = max(how.max_size, 131_072)
    csv.field_size_limit(longest)
    if text.count('"') % 2:
        how.tell(f"{where}: a quotation mark is opened and not closed: rows may have run together. Look at long texts")
    try:
        yield from rows_to_reports(rows_of(text, where), where, how, whole=lambda: rows_of(text, where))
    except csv.Error as error:
        if "field limit" in str(error):
            what = (
                f"has a cell longer than {longest / 1e6:g} MB and is not read on (a quotation mark that is not closed?)"
            )
            remedy = "Mend the table, or raise --max-size, and read it again."
            raise InputError(where, what, remedy, "too-large", size=longest) from error
        raise InputError(where, f"is no table ({error})", "Save it again as CSV in UTF-8.", "no-table") from error


def rows_of(text: str, where: str) -> Iterator[list[str]]:
    """The rows of a table in text, whatever parts its columns."""
    first = text[:20_000]
    if where.lower().endswith(".tsv"):
        delimiter = "\t"
    else:
        header = first.partition("\n")[0]
        delimiter = max(",;\t|", key=header.count) if any(d in header for d in ",;\t|") else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def rows_to_reports(
    rows: Iterable[Sequence[Any]],
    where: str,
    how: How,
    first: int = 2,
    like: Sequence[Sequence[Any]] | None = None,
    whole: Callable[[], Iterable[Sequence[Any]]] | None = None,
) -> Iterator[Loaded | InputError]:
    """Rows as reports, by the columns that were given or guessed; the guess is told first.

    ``first`` is the number of the row after the names of the columns; ``like`` are rows to guess by, where these are
    but a part of a table; ``whole`` gives all rows again, where they can be had twice.
    """
    source = iter(rows)
    sample = list(islice(source, _SAMPLE + 1))
    if not any(any(row) for row in sample):
        raise InputError(where, "is empty", "Give a table with the text of a report in each row.", "empty")
    header = [plain(cell) for cell in sample[0]]
    if "text" not in how.columns:
        _refuse_claims(header, where)
    named = _by_name(header)
    headed = bool(named) or not any(holds_arabic(cell) and len(cell) > 60 for cell in header)
    columns = header if headed else [f"column {number}" for number in range(1, len(header) + 1)]
    guessed_by = like or (sample[1:] if headed else sample)
    mapping = chosen(columns, guessed_by, named if headed else {}, how.columns, where)
    how.tell(_told(where, columns, mapping))
    days = Days(mapping.get("published"), guessed_by, whole)
    body = chain(sample[1:] if headed else sample, source)
    longer: list[int] = []
    empty = True
    for number, row in enumerate(body, first if headed else first - 1):
        if any(row):
            empty = False
            yield from _reports(row, columns, mapping, days, f"{where}:{number}", how)
        if any(cell not in (None, "") for cell in row[len(columns) :]):
            longer.append(number)
    if empty:
        how.tell(f"{where}: has a header and no rows")
    if longer:
        what = f"{len(longer)} rows have more cells than there are columns (first row {longer[0]}): commas in a text?"
        how.tell(f"{where}: {what} What stands beyond is left out. Put texts into quotation marks")
    for said in days.told():
        how.tell(f"{where}: {said}")


def _refuse_claims(header: Sequence[str], where: str) -> None:
    """Raise :class:`InputError` for a table of claims: its sentences, read as reports, would count twice."""
    if set(header) >= _CLAIMS:
        remedy = "Give the reports that the claims were read from; or, if it has to be, --column text=NAME."
        raise InputError(where, "is a table of claims that Rasd has written, and no report", remedy, "claims")


class Days:
    """The column of days: how it writes them, and how many could not be read."""

    def __init__(
        self,
        column: int | None,
        sample: Sequence[Sequence[Any]],
        whole: Callable[[], Iterable[Sequence[Any]]] | None = None,
    ) -> None:
        self.column = column
        month_first = month_comes_first(self._cells(sample))
        if month_first is None and whole is not None:
            month_first = month_comes_first(self._cells(whole()))
        self.is_certain = month_first is not None
        self.month_first = bool(month_first)
        self.unread: list[str] = []

    def _cells(self, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
        at = self.column
        return (plain(row[at]) for row in rows if at is not None and at < len(row))

    def of(self, written: str | None) -> datetime.date | None:
        """The day of a cell; one that cannot be read is remembered."""
        found = day(written, month_first=self.month_first)
        if written and found is None:
            self.unread.append(written)
        return found

    def told(self) -> Iterator[str]:
        """What a person should know."""
        if not self.is_certain:
            yield "nothing tells whether 03/04/2020 is in March or in April; days are read as the day before the month"
        if self.unread:
            number, example = len(self.unread), self.unread[0][:40]
            yield f"{number} rows have a day that cannot be read («{example}») and are left without. Write 2020-01-26"


def plain(value: Any) -> str:
    """A cell as text: days as 2020-01-26, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _by_name(header: Sequence[str]) -> dict[str, int]:
    """The columns whose names say what they hold; the first of several."""
    found: dict[str, int] = {}
    for position, cell in enumerate(header):
        words = [word.removeprefix("ال") for word in _SPLIT.split(fold(cell)) if word]
        name = " ".join(words)
        for field, names in NAMES.items():
            if name in names:
                found.setdefault(field, position)
    return found


def chosen(
    columns: Sequence[str],
    sample: Sequence[Sequence[Any]],
    named: Mapping[str, int],
    given: Mapping[str, str],
    where: str,
) -> dict[str, int]:
    """Field → column: as given, else as named, else by what the columns hold."""
    mapping = dict(named)
    for field, column in given.items():
        if field not in NAMES:
            raise UsageError(f"--column {field}={column}: no such field. Write one of {', '.join(NAMES)}.")
        if column not in columns:
            raise UsageError(f"--column {field}={column}: {where} has no such column, but {', '.join(columns)}.")
        mapping[field] = columns.index(column)
    held = [[plain(row[i]) for row in sample if i < len(row) and row[i] not in (None, "")] for i in range(len(columns))]
    free = [i for i in range(len(columns)) if i not in mapping.values() and held[i]]
    if "text" not in mapping:
        lengths = {i: sum(map(len, held[i])) / len(held[i]) for i in free if any(map(holds_arabic, held[i]))}
        longest = max(lengths, key=lambda i: lengths[i], default=None)
        if longest is not None:
            mapping["text"] = longest
            free.remove(longest)
    for field, fits in (("url", ADDRESS.match), ("published", day)):
        fitting = [i for i in free if all(fits(cell) for cell in held[i])] if field not in mapping else []
        if fitting:
            mapping[field] = fitting[0]
            free.remove(fitting[0])
    if "text" not in mapping and "url" not in mapping:
        raise InputError(where, "has no column with Arabic text", "Name it: --column text=NAME", "no-column")
    return mapping


def _told(where: str, columns: Sequence[str], mapping: Mapping[str, int]) -> str:
    pairs = ", ".join(f"{field} from «{columns[i]}»" for field, i in mapping.items())
    others = [f"«{name}»" for i, name in enumerate(columns) if i not in mapping.values() and name]
    kept = f"; kept beside it: {', '.join(others)}" if others else ""
    return f"{where}: {pairs}{kept}. If that is wrong: --column text=NAME"


def _reports(
    row: Sequence[Any], columns: Sequence[str], mapping: Mapping[str, int], days: Days, place: str, how: How
) -> Iterator[Loaded | InputError]:
    """The report of a row; where it has only an address, what is there."""
    url = mapping.get("url")
    if "text" in mapping or url is None or url >= len(row) or not ADDRESS.match(plain(row[url])):
        yield _loaded(row, columns, mapping, days, place, how)
        return
    told = {name: plain(row[i]) for i, name in enumerate(columns) if i != url and i < len(row) and row[i]}
    for found in how.fetched(plain(row[url])):
        yield found._replace(told={**(found.told or {}), **told}) if isinstance(found, Loaded) else found


def _name(told: str | None, place: str) -> str:
    """The name of a report: its id, together with the table's where it is a bare number."""
    if not told:
        return place
    return f"{place.rpartition(':')[0]}#{told}" if told.isdigit() else told


def _loaded(
    row: Sequence[Any], columns: Sequence[str], mapping: Mapping[str, int], days: Days, place: str, how: How
) -> Loaded | InputError:
    def cell(field: str) -> str | None:
        position = mapping.get(field)
        return (plain(row[position]) or None) if position is not None and position < len(row) else None

    text, written = cell("text"), cell("published")
    try:
        if not text:
            raise InputError(
                place, "has no text", "Fill the column of texts, or name it: --column text=NAME", "no-text"
            )
        if len(text.encode("utf-8", "replace")) > how.max_size:
            what = f"is larger than {how.max_size / 1e6:g} MB"
            raise InputError(place, what, "Cut it up, or raise --max-size.", "too-large", size=how.max_size)
        refuse_no_arabic(text, place)
    except InputError as error:
        return error
    report = Report.from_text(
        text,
        id=_name(cell("id"), place),
        published=days.of(written),
        outlet=cell("outlet"),
        title=cell("title"),
        url=cell("url"),
    )
    told = {
        name: plain(row[i])
        for i, name in enumerate(columns)
        if i not in mapping.values() and i < len(row) and row[i] not in (None, "")
    }
    at = written if written and ":" in written else None
    return Loaded(
        report, text.encode("utf-8", "surrogatepass"), author=cell("author"), published_at=at, told=told or None
    )
