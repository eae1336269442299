"""Every parser of Rasd as a function of bytes that must neither fall over nor say what is not there.

A target takes any bytes and gives nothing. It raises what it finds: an exception that the caller of the parser is not
told of by the parser's contract, a span that does not point at its words, a text that cannot be kept.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rasd.errors import InputError, RasdError, UsageError

#: No input of a few KB may take longer than this, in seconds.
PATIENCE = 10.0

#: The suffix by which each form is told from the others, where its first bytes do not say it.
SUFFIX = {
    "text": ".txt",
    "page": ".html",
    "jsonl": ".jsonl",
    "table": ".csv",
    "workbook": ".xlsx",
    "telegram": ".json",
    "mail": ".eml",
    "pdf": ".pdf",
    "warc": ".warc",
    "zip": ".zip",
    "gzip": ".gz",
    "feed": ".rss",
}


def loader(form: str) -> Callable[[bytes], None]:
    """The loader of a form, as an archive calls it: every fault of the input is given as an :class:`InputError`."""

    def load(raw: bytes) -> None:
        from rasd.loading.forms import load_bytes
        from rasd.loading.loaded import How

        for found in load_bytes(raw, "input" + SUFFIX[form], How(max_size=1_000_000)):
            if isinstance(found, InputError):
                assert str(found).strip(), "an error that says nothing"
            else:
                found.report.text.encode("utf-8")
                assert found.report.report_id.startswith("sha256:")

    return load


def sheet(raw: bytes) -> None:
    """A sheet inside a sound workbook: the loader of workbooks past the archive around it."""
    from fuzzing import seeds

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seeds.workbook())) as sound, zipfile.ZipFile(out, "w") as broken:
        for member in sound.namelist():
            broken.writestr(member, raw if member == "xl/worksheets/sheet1.xml" else sound.read(member))
    loader("workbook")(out.getvalue())


def feed_to_follow(raw: bytes) -> None:
    """A feed as ``rasd follow`` takes it apart: its entries, and the feeds that a page names."""
    from rasd.loading.feeds import entries_of, feeds_in

    for parse in (entries_of, feeds_in):
        try:
            parse(raw, "https://a.example/feed")
        except InputError:
            continue


def gazetteer(raw: bytes) -> None:
    """A file given to ``rasd gazetteer add``: it is on the shelf whole, or an error says why not."""
    from rasd.gazetteers.adding import Wanted, add

    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        kept = os.environ.get("RASD_DATA_DIR")
        os.environ["RASD_DATA_DIR"] = folder + "/shelf"
        try:
            path = Path(folder) / "places.txt"
            path.write_bytes(raw)
            add(Wanted(str(path), name="fuzzed", country="SY"))
        except (InputError, UsageError):
            pass
        finally:
            os.environ.pop("RASD_DATA_DIR")
            if kept is not None:
                os.environ["RASD_DATA_DIR"] = kept


def codebook(raw: bytes) -> None:
    """A file of the codebook: the lint names what is wrong with it, whatever it holds."""
    from rasd.codebook.check import check

    name = "actors/x.yaml" if b"kind:" in raw else "actions.yaml" if b"verbs" in raw else "objects.yaml"
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
        for fault in check(Path(folder)):
            assert fault.strip()


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def dates(raw: bytes) -> None:
    """The dates of a text: days in order, spans that hold their words."""
    from rasd.arabic.dates import inspect

    text = raw.decode("utf-8", "replace")
    for published in (datetime.date(2020, 1, 27), None):
        for found in inspect(text, published):
            spans_hold(found, text)
            if found.get("start") and found.get("end"):
                assert found["start"] <= found["end"], found


def numbers(raw: bytes) -> None:
    """The numbers of a text: bounds in order, spans that hold their words."""
    from rasd.arabic.numbers import inspect

    text = raw.decode("utf-8", "replace")
    for found in inspect(text):
        spans_hold(found, text)
        low, high = found.get("low"), found.get("high")
        assert low is None or high is None or low <= high, found


def reader(raw: bytes) -> None:
    """The reader: every span of every claim, and ties that lead to claims of the report."""
    import rasd
    from rasd.model import to_json

    text = raw.decode("utf-8", "replace")
    claims = rasd.read(rasd.Report.from_text(text, published="2020-01-27"))
    ids = {claim.id for claim in claims}
    assert len(ids) == len(claims), "an id stands for two claims"
    for claim in claims:
        spans_hold(json.loads(to_json(claim)), text)
        assert {claim.part_of, claim.same_items_as, claim.restates} <= {*ids, None}


def address(raw: bytes) -> None:
    """The address of a ledger, and words to search in one by: an answer or a usage error."""
    from rasd.ledger.address import parse
    from rasd.ledger.words import words_in

    given = raw.decode("utf-8", "replace")
    list(words_in(given))
    try:
        found = parse(given)
    except RasdError:
        return
    password = found.settings.get("PASSWORD")
    assert not password or len(password) < 6 or password not in found.shown, "a password is shown"


def spans_hold(found: Any, text: str) -> None:
    """Every ``text`` with a ``span``, at any depth, is that slice of the text."""
    for words, (first, last) in _extents(found):
        assert 0 <= first <= last <= len(text) and text[first:last] == words, (words, first, last)


def _extents(value: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    if isinstance(value, dict):
        if value.get("span") is not None and "text" in value:
            yield value["text"], tuple(value["span"])
        for inner in value.values():
            yield from _extents(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _extents(inner)


#: Every target by name.
TARGETS: dict[str, Callable[[bytes], None]] = {
    **{form: loader(form) for form in SUFFIX},
    "sheet": sheet,
    "follow": feed_to_follow,
    "gazetteer": gazetteer,
    "codebook": codebook,
    "dates": dates,
    "numbers": numbers,
    "reader": reader,
    "address": address,
}
