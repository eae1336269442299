"""Files, folders, globs and links: which are read, in which order, and what is said of the others."""

from __future__ import annotations

import os
import random
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from rasd.errors import InputError
from rasd.loading import MAX_SIZE, Failure, expand, load
from rasd.loading.inputs import Source
from rasd.model import Report

TEXT = "قتل جندي في المدينة أمس"


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{TEXT} {name}", encoding="utf-8")


def names(found: list[Source | InputError]) -> list[str]:
    return [item.name if isinstance(item, Source) else f"! {item.what}" for item in found]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_folder_is_read_with_its_folders_in_order(tmp_path: Path) -> None:
    put(tmp_path, "d/b.txt", "d/a.html", "d/e/c.jsonl", "d/plain", "d/.hidden.txt", "d/.git/x.txt")
    assert names(expand(["d"])) == ["d/a.html", "d/b.txt", "d/e/c.jsonl", "d/plain"]


def test_what_a_folder_leaves_out_is_said(tmp_path: Path) -> None:
    put(tmp_path, "d/b.txt", "d/x.css", "d/y.png", "d/z.png", "d/page.html", "d/page_files/frame.html")
    said: list[str] = []
    assert names(expand(["d"], said.append)) == ["d/b.txt", "d/page.html"]
    assert said == ["d: 3 file(s) of other kinds left out (.css .png); name one to have it read"]


def test_what_a_batch_wrote_into_a_folder_is_no_report(tmp_path: Path) -> None:
    put(tmp_path, "d/b.txt", "d/out/work/run.json", "d/out/shard-00000.reports.parquet")
    said: list[str] = []
    assert names(expand(["d"], said.append)) == ["d/b.txt"]
    assert said == ["d/out: is what rasd batch has written, and is left out; name a file of it to have it read"]


def test_the_order_of_the_arguments_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path, "d/b.txt", "d/a.txt", "c.txt", "e/a.txt")
    given = ["d", "c.txt", "./c.txt", "e/a.txt", "d/*.txt", "missing.txt", "-"]
    expected = ["-", "c.txt", "d/a.txt", "d/b.txt", "e/a.txt", "! there is no such file"]
    for seed in range(10):
        shuffled = random.Random(seed).sample(given, len(given))
        assert names(expand(shuffled)) == expected


def test_a_glob_that_the_shell_left_alone_is_spelled_out(tmp_path: Path) -> None:
    put(tmp_path, "d/b.txt", "d/a.txt", "d/e/f/c.txt", "odd[1].txt")
    assert names(expand(["d/?.txt"])) == ["d/a.txt", "d/b.txt"]
    assert names(expand(["d/**/*.txt"])) == ["d/a.txt", "d/b.txt", "d/e/f/c.txt"]
    assert names(expand(["odd[1].txt"])) == ["odd[1].txt"]
    assert names(expand(["*.pdf"])) == ["! matches no file"]


def test_links_in_a_loop_end(tmp_path: Path) -> None:
    put(tmp_path, "d/a.txt", "d/e/b.txt")
    for link in ("d/e/up", "d/self", "d/e/again"):
        (tmp_path / link).symlink_to(tmp_path / "d", target_is_directory=True)
    (tmp_path / "d/me").symlink_to("me")
    reports = list(load(["d"]))
    assert sorted(r.id for r in reports if isinstance(r, Report)) == ["d/a.txt", "d/e/b.txt"]
    assert ["d/me: cannot be opened" in str(r) for r in reports if isinstance(r, Failure)] == [True]


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    assert names(expand(["d"])) == ["! the folder holds no report"]


def test_a_name_of_bytes_that_are_no_unicode_is_read(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("file names are Unicode here")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9.txt")).write_text(TEXT, encoding="utf-8")
    (report,) = load([tmp_path])
    assert isinstance(report, Report)
    assert report.id.endswith("/\ufffd.txt")


MAGIC = {
    b"\x7fELF\x02\x01": "a program",
    b"%PDF-1.7\n": "a PDF document",
    b"%PDF-1.7\n<</Encrypt 5 0 R>>": "an encrypted PDF",
    b"PK\x03\x04\x14\x00\x00\x00 word/document.xml": "a document .Word.",
    b"PK\x03\x04\x14\x00\x01\x00 secret.txt": "an encrypted ZIP",
    b"PK\x03\x04\x14\x00\x00\x00 a.txt": "a ZIP archive",
    b"\x89PNG\r\n\x1a\n": "an image .PNG.",
    b"\xff\xd8\xff\xe0": "an image .JPEG.",
    b"\x1f\x8b\x08": "a gzip archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old or an encrypted Office document",
    b"-----BEGIN PGP MESSAGE-----\n\nhQEMA": "encrypted .PGP.",
    b"age-encryption.org/v1\n": "encrypted .age.",
    b"Salted__\x10\x20": "encrypted .OpenSSL.",
    b"SQLite format 3\x00": "an SQLite database",
    "قتل جندي\0 أمس".encode(): "NUL byte at byte 15",
    bytes(random.Random(1).choices(range(1, 256), k=5_000)): "binary or encrypted",
    b"": "is empty",
    b"  \n\n": "is empty",
    b"Ten soldiers were killed.": "holds no Arabic",
}


#: Files known by their first bytes are named for what they are whatever their suffix says.
NAMED = [
    (s, *m) for m in MAGIC.items() for s in ("txt", "bin", *(("html", "jsonl") if m[1][:2] in ("a ", "an") else ()))
]


@pytest.mark.parametrize(("suffix", "raw", "what"), NAMED, ids=[f"{what}-{suffix}" for suffix, _, what in NAMED])
def test_what_is_no_report_is_named_for_what_it_is(tmp_path: Path, suffix: str, raw: bytes, what: str) -> None:
    (tmp_path / f"x.{suffix}").write_bytes(raw)
    put(tmp_path, "y.txt")
    bad, good = load([f"x.{suffix}", "y.txt"])
    assert isinstance(bad, Failure) and isinstance(good, Report)
    assert bad.error.where == f"x.{suffix}"
    assert re.search(what, bad.error.what), bad
    assert bad.error.remedy.endswith((".", "-"))


def test_a_file_without_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", "b.txt")
    allowed = open

    def guarded(path: str, *args: Any, **kwargs: Any) -> Any:
        if path == "./a.txt":
            raise PermissionError(13, "Permission denied", path)
        return allowed(path, *args, **kwargs)

    monkeypatch.setattr("rasd.loading.open", guarded, raising=False)  # for root, no file is closed
    bad, good = load(["."])
    assert str(bad) == "a.txt: cannot be opened (permission denied). Allow yourself to read it (chmod u+r)."
    assert isinstance(good, Report)


def test_a_device_and_a_pipe_that_nobody_writes_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    put(tmp_path, "a.txt")
    assert [type(r) for r in load(["/dev/zero", "pipe.txt"])] == [Failure, Failure]
    assert [getattr(r, "id", None) for r in load(["."])] == ["a.txt"]


def test_a_report_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    raw = (TEXT + "\n").encode()
    (tmp_path / "a.txt").write_bytes(raw * (MAX_SIZE // len(raw) + 1))
    (bad,) = load(["a.txt"])
    assert str(bad) == "a.txt: is larger than 5 MB. Cut it into reports, or raise --max-size."
    (good,) = load(["a.txt"], max_size=2 * MAX_SIZE)
    assert isinstance(good, Report)


def test_a_line_of_a_million_characters_and_open_quotes_are_read(tmp_path: Path) -> None:
    text = '"قتل جندي «أمس ' * 70_000 + "\x01\x1b[0m\x07"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (report,) = load(["a.txt"])
    assert isinstance(report, Report)
    assert report.text == text


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("قتل\r\nجندي\rأمس\n".encode())
    (report,) = load(["a.txt"])
    assert isinstance(report, Report)
    assert report.text == "قتل\r\nجندي\rأمس\n"


def test_what_the_caller_says_goes_before_what_the_input_says(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "قتل", "outlet": "أ"}', encoding="utf-8")
    (report,) = load(["a.jsonl"], outlet="ب")
    assert isinstance(report, Report)
    assert report.outlet == "ب"
