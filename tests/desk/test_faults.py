"""What goes wrong is told in the reader's language: every error that forms and uploads can raise, in both."""

from __future__ import annotations

import ast
import datetime
import gzip
import io
import re
import string
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from arabic_reader import arabic_reader
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.utils import OperationalError
from django.test import Client
from django.utils import translation

from rasd.desk.faults import FAULTS, worded
from rasd.desk.roles import Role
from rasd.errors import InputError, RasdError, UsageError
from rasd.ledger import address, connecting
from rasd.ledger.store import Ledger

RASD = Path(connecting.__file__).parents[1]
#: Where errors come from that the desk may have to tell of; those beside are of the command line alone.
REACHED = (
    "ledger/asking.py", "ledger/correcting.py", "ledger/deciding.py", "ledger/judging.py", "ledger/missed.py",
    "ledger/originals.py", "ledger/regrouping.py", "ledger/seconding.py", "ledger/adding.py", "tallying", "loading",
    "outside.py", "codebook/areas.py", "codebook/unknown.py", "resolving/rules.py", "exporting",
    "desk/accounts/giving.py",
)  # fmt: skip
BESIDE = {
    "loading/url.py", "loading/inputs.py", "loading/caselists.py", "loading/sifting.py",  # fetching, paths, lists
    "exporting/drawing.py", "exporting/schema.py", "exporting/reconciling.py", "exporting/manifest.py",
    "exporting/digests/content.py", "exporting/digests/formats.py",
}  # fmt: skip
#: The same within modules: what only paths, options and lists of feeds can bring about.
BESIDE_IN = {
    ("loading/__init__.py", "_not_opened"), ("loading/__init__.py", "open_source"), ("loading/feeds.py", "feeds_in"),
    ("loading/tables.py", "chosen"), ("exporting/writing.py", "check_free"), ("exporting/formats.py", "check"),
    ("exporting/writing.py", "_check_only_exports"),
}  # fmt: skip
_ERRORS = {"UsageError", "InputError", "LedgerError", "Contradiction", "RasdError"}
_MESSAGE = re.compile(r"%\((\w+)\)s")
#: Latin words that an Arabic page may have: formats, encodings, names of programs.
_NAMES = set(
    "ISO Windows UTF Word PowerPoint OpenDocument EPUB PDF OCR CSV JSON Lines ZIP gzip PLOVER rasd add txt text".split()
)


class Raised(NamedTuple):
    """An error in the code: where, its code, the names of its fields, and its message."""

    where: str
    code: str
    fields: frozenset[str]
    message: str


def raised() -> Iterator[Raised]:
    """Every error that the modules reached by the desk make."""
    for name in REACHED:
        for path in sorted((RASD / name).rglob("*.py")) if (RASD / name).is_dir() else [RASD / name]:
            where = path.relative_to(RASD).as_posix()
            if where not in BESIDE:
                yield from raised_in(ast.parse(path.read_text(encoding="utf-8")), where)


def raised_in(tree: ast.Module, where: str) -> Iterator[Raised]:
    """The errors of a module, by function."""
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        if (where, function.name) in BESIDE_IN:
            continue
        nodes = list(ast.walk(function))
        assigned = [node for node in nodes if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)]
        for call in [node for node in nodes if isinstance(node, ast.Call)]:
            kind = getattr(call.func, "id", "")
            if kind in _ERRORS:
                place = {"InputError": 3, "Contradiction": 2}.get(kind, 1)
                code = call.args[place] if len(call.args) > place else None
                fields = {keyword.arg or "" for keyword in call.keywords}
                yield Raised(
                    f"{where}:{call.lineno}",
                    str(code.value) if isinstance(code, ast.Constant) else "",
                    frozenset(fields | {"where"} if kind == "InputError" else fields),
                    "" if kind == "InputError" else message_of(call, assigned),
                )


def message_of(call: ast.Call, assigned: list[ast.Assign]) -> str:
    """The message of an error, which may stand in a variable just before."""
    first = call.args[0]
    if not isinstance(first, ast.Name):
        return str(getattr(first, "value", ""))
    named = [node for node in assigned if first.id in {getattr(target, "id", "") for target in node.targets}]
    before = [node for node in named if node.lineno < call.lineno]
    return str(getattr(max(before, key=lambda node: node.lineno).value, "value", "")) if before else ""


def sample(code: str) -> RasdError:
    """An error of a code, with something in each field of its text."""
    values: dict[str, Any] = {
        "option": "side", "field": "count.low", "size": 5_000_000, "first": "2020-01-26", "last": "2020-01-20",
        "at": datetime.datetime(2020, 1, 26), "low": 7, "high": 3,
    }  # fmt: skip
    fields = {name: values.get(name, "سلمى") for name in _MESSAGE.findall(str(FAULTS[code]))}
    return RasdError("in English", code, **fields)


def test_every_error_has_a_code_that_the_desk_words_with_its_fields() -> None:
    found = list(raised())
    assert len(found) > 100
    for error in found:
        assert error.code in FAULTS, error
        assert set(_MESSAGE.findall(str(FAULTS[error.code]))) <= error.fields, error
        assert {name for _, name, _, _ in string.Formatter().parse(error.message) if name} <= error.fields, error


def test_every_text_is_raised_somewhere() -> None:
    codes = {error.code for error in raised()} | {code for *_, code in connecting._MEANINGS} | {connecting._AWAY[2]}
    assert FAULTS.keys() - codes == {"decided-meanwhile"}  # Conflict has it by itself


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_each_is_worded_in_both_languages(code: str) -> None:
    error = sample(code)
    with translation.override("en"):
        english = worded(error)
    with arabic_reader():
        arabic = worded(error)
    assert english != "in English" and "%(" not in english + arabic
    assert not re.search(r"--|count\.|\bside\b", english + arabic)
    assert re.search("[\u0621-\u064a]", arabic)
    assert set(re.findall("[A-Za-z]{2,}", arabic)) <= _NAMES, arabic


def test_what_the_database_complains_of_is_worded() -> None:
    for said in ("database is locked", "disk is full", "file is not a database", "server closed the connection"):
        error = connecting.explained(address.parse("cases.db"), OperationalError(said))
        assert said in str(error) and str(error).startswith("cases.db: ")
        with translation.override("ar"):
            assert not re.search("[A-Za-z]", worded(error)), worded(error)


def test_the_command_line_words_an_argument_as_its_option() -> None:
    error = UsageError("{option} {given}: no such day.", "no-such-day", option="since", given="{x}")
    assert str(error) == "since {x}: no such day."
    assert error.worded(lambda name: f"--{name}") == "--since {x}: no such day."
    read = InputError("a.txt", "is {odd}", "Leave it.", "empty")
    assert str(read) == "a.txt: is {odd}. Leave it." and str(read.at("b.txt")) == "b.txt: is {odd}. Leave it."


# ---- through the pages


def zipped(name: str, content: bytes, times: int = 1) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(times):
            archive.writestr(f"{number}-{name}", content)
    return file.getvalue()


def encrypted() -> bytes:
    raw = bytearray(zipped("a.txt", "قُتل جنديان في حلب.".encode()))
    raw[6] |= 1  # the mark of an encrypted member
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


UPLOADS = {
    "empty.txt": b" ",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "letter.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40,
    "letter.docx": zipped("word/document.xml", b"<w/>"),
    "nul.txt": "قُتل\0جنديان".encode(),
    "english.txt": b"Two soldiers were killed near Aleppo yesterday, the ministry said.",
    "garbled.txt": "قُتل جنديان في حلب أمس".encode().decode("cp1252", "replace").encode(),
    "large.txt": "قُتل جنديان في حلب أمس. ".encode() * 150_000,
    "list.txt": b"https://example.org/a\nhttps://example.org/b\n",
    "broken.zip": zipped("a.txt", b"a" * 400)[:200],
    "none.zip": zipped("a.bin", b"\1\2\3"),
    "secret.zip": encrypted(),
    "bomb.zip": zipped("a.txt", b"0" * 60_000_000, 20),
    "broken.gz": gzip.compress("قُتل جنديان".encode() * 90)[:40],
    "broken.pdf": b"%PDF-1.4\nnothing",
    "broken.xlsx": zipped("xl/workbook.xml", b"<x>"),
    "bad.jsonl": b"{\n[1]\n{}\n" + '{"text": 5}\n{"text": "قُتل جندي", "published": "soon"}\n'.encode(),
    "bad.csv": b"a,b\n1,2\n3,4\n",
    "mail.eml": b"From: a@example.org\nSubject: x\nContent-Type: image/png\n\nabc",
    "feed.rss": b'<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>',
    "entities.rss": b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel>&a;</channel></rss>',
    "result.json": b'{"name": "x", "messages": [{"id": 1, ',
    "crawl.warc": b"WARC/1.0\r\nnothing",
    "page.mhtml": b"From: <Saved by Blink>\nContent-Type: multipart/related\n\nnothing",
}


def told_to(client: Client, name: str, content: bytes) -> list[str]:
    """What a person is told who sends a file."""
    answer = client.post("/inbox/add/", {"sent": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"] if message.level_tag == "error"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_files_that_cannot_be_read_are_told_of(client_as: Callable[..., Client], language: str) -> None:
    client = client_as(Role.reviewer, language)
    for name, content in UPLOADS.items():
        found = told_to(client, name, content)
        assert found, name
        for told in found:
            assert "--" not in told and "Error" not in told, (name, told)
            _in(language, re.sub("[“«][^»”]*[»”]", "", told))


def _in(language: str, told: str) -> None:
    """Whether a text is in a language, but for names of formats."""
    if language == "ar":
        assert re.search("[\u0621-\u064a]{3}", told), told
        assert set(re.findall("[A-Za-z]{2,}", told)) <= _NAMES, told
    else:
        assert re.search("[a-z]{2}", told) and not re.search("[\u0621-\u064a]{3}", told), told


def _claims(ledger: Ledger) -> list[Any]:
    return list(ledger.claims(review="all"))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_forms_that_make_no_sense_are_told_of(
    client_as: Callable[..., Client], opened_ledger: Ledger, language: str
) -> None:
    client = client_as(Role.administrator, language)
    kept = _claims(opened_ledger)
    one, other = kept[0].id, kept[-1].id
    told = [
        client.get("/inbox/", {name: value}).context["told"]
        for name, value in (
            ("side", "nobody"), ("rule", "none"), ("text", "،"), ("place", "geo:none"), ("place", " . "),
        )
    ]  # fmt: skip
    told.append(client.get("/inbox/", {"since": "2020-02-01", "until": "2020-01-01"}).context["told"])
    for asked in ({"side": "nobody"}, {"place": "geo:none"}, {"since": "2020-02-01", "until": "2020-01-01"}):
        answer = client.get("/tallies/", {**asked, "by": "month"})
        if answer.context["found"] is not None:
            told += answer.context["form"].non_field_errors()
    for address_, asked in (
        (f"/second/{one}/", {"verdict": "accepted"}),
        (f"/second/{one}/settle/", {"verdict": "accepted"}),
        ("/incidents/judge/", {"a": one, "b": one, "verdict": "same"}),
        ("/incidents/judge/", {"a": one, "b": other, "verdict": "perhaps"}),
        ("/incidents/judge/", {"a": one, "b": other, "verdict": "undone"}),
    ):
        answer = client.post(address_, asked)
        assert answer.status_code in (400, 404, 409), (address_, answer.status_code)
        told.append(answer.context["told"])
    exported = client.post("/tallies/export/", {"format": "none", "sharing": "public"}, follow=True)
    told += [str(message) for message in exported.context["messages"]]
    invited = client.post("/people/", {"name": "bad name!", "role": "viewer"})
    told += [error for errors in invited.context["form"].errors.values() for error in errors]
    for text in filter(None, map(str, told)):
        assert "--" not in text
        _in(language, re.sub("[“«][^»”]*[»”]|@/./[+]|[a-z]-[0-9a-f]{16}|administrator", "", text))
    assert len(list(filter(None, told))) >= 12
